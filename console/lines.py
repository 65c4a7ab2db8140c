"""Lines of a panel: short pieces of text, each with the name of a style. Pure, so that what a screen shows can be read as text.

Style names are the `rows--NAME` component classes of `widgets.rows.Rows`; "" is the panel's own. Widths count terminal cells.
"""

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from bridge_server.wire.text import clean_line

Span = tuple[str, str]
"""Text and the name of its style."""
Line = tuple[Span, ...]
STYLES = ("dim", "strong", "title", "good", "warn", "bad", "accent", "over", "quiet", "match")
"""The names that a span may bear, besides "" for the panel's own."""


@lru_cache(maxsize=16_384)
def safe(text: str) -> str:
    """Text as a terminal may get it: what was cleaned at the door passes as it is, anything else is cleaned again."""
    return text if text.isprintable() else clean_line(text)


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _ in line)


def width_of(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


@lru_cache(maxsize=16_384)
def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    if width <= cell_len(ellipsis):
        return set_cell_size(text, max(0, width))
    return set_cell_size(text, width - cell_len(ellipsis)).rstrip() + ellipsis


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells, cut where it is longer; `right`: flush right."""
    short = cut(text, width)
    blank = " " * max(0, width - cell_len(short))
    return blank + short if right else short + blank


def cut_line(line: Line, width: int) -> Line:
    """A line in at most `width` cells."""
    if width_of(line) <= width:
        return line
    kept: list[Span] = []
    left = width
    for number, (text, style) in enumerate(line):
        more = any(other for other, _ in line[number + 1 :])
        size = cell_len(text)
        if size < left or (size == left and not more):
            kept.append((text, style))
            left -= size
            continue
        kept.append((cut(text, left) if size > left else cut(text + " ", left), style))
        break
    return tuple(kept)


def spread(left: Line, right: Line, width: int, *, gap: int = 1) -> Line:
    """`left` and `right` at both ends of `width` cells; what stands left is cut where both do not fit."""
    wanted = width_of(right)
    if wanted > width:
        return cut_line(right, width)
    room = width - wanted - (gap if wanted else 0)
    shown = cut_line(left, max(0, room))
    blank = " " * (width - width_of(shown) - wanted)
    return (*shown, (blank, ""), *right)


def joined(parts: Iterable[Line], between: str = " · ", style: str = "dim") -> Line:
    """The parts that are not empty, with a separator between."""
    found: list[Span] = []
    for part in parts:
        if not part:
            continue
        if found:
            found.append((between, style))
        found.extend(part)
    return tuple(found)


def wrapped(text: str, width: int, most: int = 0) -> list[str]:
    """`text` broken at its spaces into lines of at most `width` cells; with `most`, the last of so many is cut."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        trial = f"{current} {word}" if current else word
        if cell_len(trial) <= width:
            current = trial
            continue
        if current:
            lines.append(current)
        while cell_len(word) > width > 0:
            head = set_cell_size(word, width)
            lines.append(head)
            word = word[len(head) :]
        current = word
    if current:
        lines.append(current)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]
    return lines
