"""Keys as people call them: "Ctrl+P" for Textual's "ctrl+p", "+" for "plus", "↑" for "up". Pure, and without Textual."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from bridge_server.words import Language, say

_ARROWS: Final = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
_PLAIN_ARROWS: Final = {"up": "Up", "down": "Down", "left": "Left", "right": "Right"}
_NAMED: Final = {
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "question_mark": "?",
    "comma": ",",
    "full_stop": ".",
    "exclamation_mark": "!",
    "at": "@",
    "number_sign": "#",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
_MODIFIERS: Final = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Super", "meta": "Meta", "hyper": "Hyper"}


def key_name(lang: Language, key: str, *, ascii_only: bool = False) -> str:
    """One key in Textual's spelling, as it is written on a keyboard; "" stays "". `ascii_only`: words instead of arrows."""
    *modifiers, last = key.strip().split("+")
    if not last:
        return "+" if key.strip() == "+" else key.strip()
    named = [_MODIFIERS.get(one, one.capitalize()) for one in modifiers]
    return "+".join([*named, _one(lang, last, capital=bool(modifiers), ascii_only=ascii_only)])


def keys_name(lang: Language, keys: str, most: int = 0, *, ascii_only: bool = False) -> str:
    """Keys that do the same, comma separated, told one after the other; with `most` only so many of them.

    What a Vietnamese keyboard makes of a letter ("á" of "s") is the same key to a person, and left out.
    """
    found: list[str] = []
    for key in _pressed(keys.split(",")):
        name = key_name(lang, key, ascii_only=ascii_only)
        if name and name not in found:
            found.append(name)
    return " ".join(found[:most] if most else found)


def hint(text: str, *, ascii_only: bool = False) -> str:
    """A sentence about keys; `ascii_only`: words instead of arrows."""
    if ascii_only:
        for name, arrow in _ARROWS.items():
            text = text.replace(arrow, _PLAIN_ARROWS[name])
    return text


def _pressed(keys: Iterable[str]) -> list[str]:
    wanted = [key.strip() for key in keys if key.strip()]
    return [key for key in wanted if len(key) > 1 or key.isascii()] or wanted


def _one(lang: Language, key: str, *, capital: bool, ascii_only: bool) -> str:
    if len(key) == 1:
        return key.upper() if capital else key
    if key in _ARROWS:
        return (_PLAIN_ARROWS if ascii_only else _ARROWS)[key]
    if key == "space":
        return say(lang, "form.key-space")
    if key == "enter":
        return "Enter" if ascii_only else "Enter ↵"
    if key in _NAMED:
        return _NAMED[key]
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    try:
        return unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return key.capitalize()
