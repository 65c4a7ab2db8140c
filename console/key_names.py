"""Keys as Textual names them: which are right, and the key map as a file that can be edited."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

MODIFIERS: Final = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})
RESERVED: Final = frozenset({"ctrl+q"})
"""Always leaves the screen, whatever the file says."""


def key_of(text: str) -> tuple[str, str]:
    """The key in Textual's spelling, "" where there is none of that name; and then the nearest that there is, if any.

    A letter with shift is the capital letter; a name of several words has underscores ("question_mark").
    """
    written = text.strip()
    if not written:
        return "", ""
    *modifiers, name = ["+"] if written == "+" else written.removesuffix("++").split("+") + ["+"] * written.endswith("++")
    modifiers = sorted({one.strip().lower() for one in modifiers})
    name = unicodedata.normalize("NFC", name.strip())
    if len(name) == 1 and name.isprintable() and name != " ":
        if modifiers == ["shift"] and name.isalpha():
            return "", name.upper()
        if not MODIFIERS.issuperset(modifiers):
            return "", name
        return "+".join([*modifiers, named(name.lower() if modifiers else name)]), ""
    name = replacements().get(name, name)
    right = name if name in names() or named_letter(name) else ""
    near = right or nearest(name)
    whole = "+".join([*(one for one in modifiers if one in MODIFIERS), near]) if near else ""
    return (whole, "") if right and MODIFIERS.issuperset(modifiers) else ("", whole)


def nearest(name: str) -> str:
    """A key's name that was probably meant."""
    lower = name.lower().replace(" ", "_").replace("-", "_")
    guess = {"esc": "escape", "del": "delete", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "ins": "insert"}
    if lower in guess or lower in names():
        return guess.get(lower, lower)
    return next(iter(get_close_matches(lower, sorted(names()), 1, 0.6)), "")


def named_letter(name: str) -> bool:
    """Whether it is the name of a character, as Textual writes those that are neither letters nor digits."""
    if name != name.lower():
        return False
    try:
        char = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return char.isprintable() and not char.isalnum()


def named(char: str) -> str:
    """A character as Textual calls its key: itself where it is a letter or a digit."""
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return replacements().get(name, name)


@cache
def replacements() -> Mapping[str, str]:
    """Textual's shorter names for some characters."""
    from textual.keys import KEY_NAME_REPLACEMENTS

    return KEY_NAME_REPLACEMENTS


@cache
def names() -> frozenset[str]:
    """The keys that have names, without modifiers."""
    from textual.keys import KEY_TO_UNICODE_NAME, Keys

    plain = {key.value for key in Keys if "+" not in key.value and "<" not in key.value and "-" not in key.value}
    return frozenset(plain | set(KEY_TO_UNICODE_NAME) | set(replacements().values()))


@dataclass(frozen=True, slots=True)
class Row:
    """One action in the key map; `place` says where its keys work, in words."""

    place: str
    action: str
    keys: str
    word: str


def key_map(head: Iterable[str], rows: Iterable[Row]) -> str:
    """The key map as TOML, each action with what it does, under the words for its place. One without keys is a comment."""
    lines = [*(f"# {line}".rstrip() for line in head), "", "[keys]"]
    before = None
    for row in rows:
        if row.place != before:
            lines += ["", f"# {row.place}"]
            before = row.place
        lines.append(f"{'' if row.keys else '# '}{quoted(row.action)} = {quoted(row.keys)}  # {row.word}".rstrip(" #"))
    return "\n".join(lines)


def quoted(text: str) -> str:
    """A TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
