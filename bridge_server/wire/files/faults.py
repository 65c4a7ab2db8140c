"""What is wrong with a file, said to whoever wrote it: where, what, and the way out, in their language, all at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NoReturn

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say

Fact = str | int

_IN_WORDS: Final = frozenset(("expected", "found", "hint"))
"""Facts whose value names words of the catalogue ("fault.is-...") and is not shown as it stands."""
_PLAIN_KEY: Final = re.compile(r"\w+")
_LINE: Final = re.compile(r"line (\d+)(?:, column (\d+))?")
_SHOWN: Final = 80
_WHOLE: Final = frozenset(("choices", "columns", "fields", "known", "loop", "tiers"))
"""Facts that list what the reader may choose from; they are shown whole."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place.

    `place` is the same in every language: `items[4].groups[1].slots[0].point`, `line 12, column 5`, or "" for the whole file.
    """

    place: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def where(self, lang: Language) -> str:
        """The place for a reader; "" for the whole file."""
        line = _LINE.fullmatch(self.place)
        if line is None:
            return self.place
        if line[2] is None:
            return say(lang, "fault.line", line=line[1])
        return say(lang, "fault.line-column", line=line[1], column=line[2])

    def what(self, lang: Language) -> str:
        """What is wrong and the way out, without the place."""
        facts = {name: say(lang, f"fault.is-{fact}") if name in _IN_WORDS else fact for name, fact in self.facts}
        return say(lang, f"fault.{self.code}", **facts)

    def sentence(self, lang: Language) -> str:
        """Place and fault in one line."""
        where = self.where(lang)
        return f"{where}: {self.what(lang)}" if where else self.what(lang)


class FileFaults(Exception):  # noqa: N818  # what it carries is its name: the faults of a file
    """A file cannot be used; carries every fault found in it, in the order of their places."""

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file = file
        self.faults: tuple[Fault, ...] = tuple(sorted(dict.fromkeys(faults), key=_order))
        super().__init__(file, self.faults)

    def sentences(self, lang: Language) -> tuple[str, ...]:
        """One line for each fault, without the name of the file."""
        return tuple(fault.sentence(lang) for fault in self.faults)

    def __str__(self) -> str:
        return "\n".join(f"{self.file}: {sentence}" for sentence in self.sentences("en"))


def fault(place: str, code: str, **facts: Fact) -> Fault:
    """A `Fault` whose texts are clean and, but for lists, short enough to be shown."""
    return Fault(place, code, tuple((name, fact if name in _WHOLE else _presented(fact)) for name, fact in facts.items()))


def _presented(fact: Fact) -> Fact:
    return shown(fact) if isinstance(fact, str) else fact


def shown(text: str) -> str:
    """`text` from a file as a sentence may quote it."""
    line = clean_line(text)
    return line if len(line) <= _SHOWN else f"{clean_line(line, _SHOWN - 1)}…"


def at(*path: str | int) -> str:
    """The place of a value in a JSON file: `at("items", 4, "id")` is `items[4].id`."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN_KEY.fullmatch(step):
            parts.append(f".{step}")
        else:
            parts.append(f'["{shown(step)}"]')
    return "".join(parts).removeprefix(".")


def refuse(file: str, *faults: Fault) -> NoReturn:
    """Raise `FileFaults` where reading cannot go on."""
    raise FileFaults(file, faults)


def _order(found: Fault) -> list[tuple[int, str]]:
    """Places in reading order: numbers by value, the whole file first."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", found.place)]
