"""One catalogue of strings for every face: Vietnamese first, English complete beside it.

`say(lang, key, **facts)` is the only way in. A key is `area.name`; the area is a module of `words/vi` and `words/en`, each
with one dict `WORDS`. Facts are inserted by `str.format`, once: text from outside is a value, never a template.
"""

from functools import cache
from importlib import import_module
from typing import Final, Literal

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
AREAS: Final = (
    "refusal",
    "fault",
    "journal",
    "event",
    "label",
    "command",
    "hub",
    "operator",
    "rehearsal",
    "console",
    "action",
    "board",
    "form",
    "launch",
    "demo",
    "catchup",
    "hall",
    "replay",
    "writing",
    "page",
    "sheet",
)


@cache
def catalogue(lang: Language, area: str) -> dict[str, str]:
    """Name to template, for one area in one language. Raises `KeyError` for an area that does not exist."""
    if area not in AREAS:
        raise KeyError(area)
    words: dict[str, str] = import_module(f"bridge_server.words.{lang}.{area}").WORDS
    return words


def say(lang: Language, key: str, /, **facts: object) -> str:
    """The sentence for `key` with its facts filled in. Raises `KeyError` for an unknown key or a missing fact."""
    area, _, name = key.partition(".")
    return catalogue(lang, area)[name].format(**facts)


def has(lang: Language, key: str) -> bool:
    """Whether the catalogue knows `key`."""
    area, _, name = key.partition(".")
    return area in AREAS and name in catalogue(lang, area)
