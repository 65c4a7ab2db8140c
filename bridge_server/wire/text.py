"""Text from outside, made safe at the door: what a person, a file or a terminal paste may put into the meeting.

Cleaned text is NFC, holds no control, format, surrogate, private or unassigned character, no white space but " " (and "\\n" in
prose), and never more than two combining marks on one letter. Cleaning is idempotent, and leaves every Vietnamese name alone.
Markup and formulas pass unchanged: they are data, and each face writes them as data.
"""

import unicodedata
from typing import Any, Final

MARKS: Final = 2
"""How many combining marks may stand on one letter; Vietnamese needs none after NFC, no living script needs more on screen."""

_SPACES: Final = frozenset("\t\v\f\x1c\x1d\x1e\x1f")
_BREAKS: Final = frozenset("\n\r\x85\u2028\u2029")
_DROPPED: Final = frozenset(("Cf", "Cs", "Co", "Cn"))


class _Table(dict[int, str | None]):
    """What `str.translate` puts for each character. Common characters are remembered, so hostile text cannot grow it far."""

    def __init__(self, line_break: str) -> None:
        self.line_break = line_break

    def __missing__(self, code: int) -> str | None:
        answer = _replacement(chr(code), self.line_break)
        if code < 0x3000:
            self[code] = answer
        return answer


def _replacement(char: str, line_break: str) -> str | None:
    if char in _BREAKS:
        return line_break
    if char in _SPACES:
        return " "
    category = unicodedata.category(char)
    if category == "Cc":
        return "\N{REPLACEMENT CHARACTER}"
    if category == "Zs":
        return " "
    return None if category in _DROPPED else char


_LINE: Final = _Table(" ")
_PROSE: Final = _Table("\n")


def clean_line(text: str, limit: int | None = None) -> str:
    """`text` as one clean line of at most `limit` code points: every tab and line break is a space ("\\r\\n" is one)."""
    if text.isascii() and text.isprintable():
        return _cut(text.strip(" "), limit)
    return _clean(text, _LINE, limit)


def clean_prose(text: str, limit: int | None = None) -> str:
    """`text` cleaned with its line breaks kept, each as "\\n"; at most `limit` code points."""
    if text.isascii() and text.isprintable():
        return _cut(text.strip(" "), limit)
    return _clean(text, _PROSE, limit)


def clean_document(value: Any) -> Any:
    """Decoded JSON with every string cleaned; keys stay as they are.

    A string under the key "text" is prose, every other one a line. Copies; nesting of any depth is safe.
    """
    top: list[Any] = [value]
    waiting: list[tuple[Any, Any, bool]] = [(top, 0, False)]
    while waiting:
        holder, key, prose = waiting.pop()
        inner = holder[key]
        if isinstance(inner, str):
            holder[key] = clean_prose(inner) if prose else clean_line(inner)
        elif isinstance(inner, dict):
            copy = holder[key] = dict(inner)
            waiting.extend((copy, name, name == "text") for name in copy)
        elif isinstance(inner, list):
            rows = holder[key] = list(inner)
            waiting.extend((rows, index, prose) for index in range(len(rows)))
    return top[0]


def _clean(text: str, table: _Table, limit: int | None) -> str:
    # Dropping comes before composing: what a zero-width character kept apart may now join.
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(table))
    return _cut(_unstack(text).strip(" \n"), limit)


def _unstack(text: str) -> str:
    """`text` (NFC) with the marks beyond `MARKS` dropped from each letter; what is left is still NFC, the last ones go."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept) if len(kept) < len(text) else text


def _cut(text: str, limit: int | None) -> str:
    """At most `limit` code points of clean `text`; a letter that would lose a mark goes whole."""
    if limit is None or len(text) <= limit:
        return text
    end = max(limit, 0)
    while end and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return text[:end].rstrip(" \n")
