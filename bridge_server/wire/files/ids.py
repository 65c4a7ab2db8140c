"""Walking the objects of a raw document, whatever shape the rest has, and the faults that ids make in every file."""

from collections.abc import Iterable, Iterator
from typing import Any

from .faults import Fault, at, fault

Path = tuple[str | int, ...]
Row = tuple[Path, dict[str, Any]]


def rows(holder: dict[str, Any], key: str, path: Path = ()) -> Iterator[Row]:
    """The objects in the list under `key`, with their paths; nothing where there is no list."""
    listed = holder.get(key)
    for index, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield (*path, key, index), row


def text(row: dict[str, Any], key: str) -> str:
    """The text under `key`, "" for anything else."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def repeated(found: Iterable[Row]) -> Iterator[Fault]:
    """A fault for each id that an earlier row has, naming both places."""
    first: dict[str, str] = {}
    for path, row in found:
        ident, place = text(row, "id"), at(*path, "id")
        if ident and first.setdefault(ident, place) != place:
            yield fault(place, "repeated-id", id=ident, other=first[ident])


def unknown_point(place: str, point: str, points: frozenset[str], roster: str) -> Fault:
    """The fault for an id that is not in the roster; it tells the id that only lacks the zeros a spreadsheet has eaten."""
    if point.isdecimal():
        for width in range(len(point) + 1, 6):
            if point.zfill(width) in points:
                return fault(place, "unknown-point-zeros", point=point, roster=roster, near=point.zfill(width))
    return fault(place, "unknown-point", point=point, roster=roster)
