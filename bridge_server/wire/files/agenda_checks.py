"""What an agenda must hold beyond its shape: one meaning for each id, nothing named that is not there, times in order.

The checks read the raw document and step over whatever has the wrong shape, so both kinds of fault are told together.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from bridge_server.meeting.roster import Roster

from .faults import Fault, at, fault
from .ids import Path, Row, repeated, rows, text, unknown_point
from .shape import nearest

_RESERVED: Final = re.compile(r"r[0-9]+", re.ASCII)
"""The form of the ids that requests get during a meeting: "r" and the number of the record."""


def against_itself(document: dict[str, Any]) -> list[Fault]:
    """The faults that show without a roster."""
    return [*_ids(document), *_structure(document), *_agencies(document), *_times(document)]


def against_roster(document: dict[str, Any], roster: Roster) -> list[Fault]:
    """Every point and tier that the agenda names and `roster` does not have."""
    points = frozenset(point.id for point in roster.points)
    tiers = roster.tiers()
    named: list[tuple[Path, str]] = [(("hall",), text(document, "hall"))]
    named += [((*path, "point"), text(row, "point")) for path, row in rows(document, "agencies")]
    named += [((*path, "point"), text(row, "point")) for path, row in _contributions(document)]
    faults = [unknown_point(at(*path), point, points, roster.name) for path, point in named if point and point not in points]
    for path, category in rows(document, "categories"):
        tier = text(category, "tier")
        if tier and tier not in tiers:
            faults.append(fault(at(*path, "tier"), "unknown-tier", tier=tier, tiers=", ".join(tiers)))
    return faults


def _number(row: dict[str, Any], key: str) -> int | None:
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _contributions(document: dict[str, Any]) -> Iterator[Row]:
    """Every slot and every presenter."""
    for path, item in rows(document, "items"):
        presenter = item.get("presenter")
        if isinstance(presenter, dict):
            yield (*path, "presenter"), presenter
        for group_path, group in rows(item, "groups", path):
            yield from rows(group, "slots", group_path)
        yield from rows(item, "slots", path)


def _programme(document: dict[str, Any]) -> Iterator[Row]:
    """Every item, group and slot: they share one space of ids."""
    for path, item in rows(document, "items"):
        yield path, item
        for group_path, group in rows(item, "groups", path):
            yield group_path, group
            yield from rows(group, "slots", group_path)
        yield from rows(item, "slots", path)


def _ids(document: dict[str, Any]) -> Iterator[Fault]:
    for path, row in _programme(document):
        if _RESERVED.fullmatch(text(row, "id")):
            yield fault(at(*path, "id"), "reserved-id", id=text(row, "id"))
    yield from repeated(_programme(document))
    yield from repeated(rows(document, "agencies"))
    yield from repeated(rows(document, "categories"))


def _structure(document: dict[str, Any]) -> Iterator[Fault]:
    if document.get("items") == []:
        yield fault("items", "no-items")
    for path, item in rows(document, "items"):
        has = [key for key in ("presenter", "groups", "slots") if item.get(key) not in (None, [])]
        if len(has) > 1:
            yield fault(at(*path), "mixed-slots", fields=", ".join(has))
        for group_path, group in rows(item, "groups", path):
            if group.get("slots") == []:
                yield fault(at(*group_path, "slots"), "empty-group")


def _agencies(document: dict[str, Any]) -> Iterator[Fault]:
    """What names an agency or a category that is not listed, or an agency at another point than where it sits."""
    categories = {text(row, "id") for _, row in rows(document, "categories")}
    sits = {text(row, "id"): text(row, "point") for _, row in rows(document, "agencies")}
    for path, row in rows(document, "agencies"):
        category = text(row, "category")
        if category and categories and category not in categories:
            yield _unlisted(at(*path, "category"), "unknown-category", category, categories)
    for path, row in _contributions(document) if sits else ():
        agency, point = text(row, "agency"), text(row, "point")
        if agency and agency not in sits:
            yield _unlisted(at(*path, "agency"), "unknown-agency", agency, set(sits))
        elif agency and point and sits[agency] and sits[agency] != point:
            yield fault(at(*path, "point"), "slot-elsewhere", agency=agency, point=point, sits=sits[agency])


def _unlisted(place: str, code: str, named: str, listed: set[str]) -> Fault:
    near = nearest(named, sorted(listed))
    return fault(place, f"{code}-near", named=named, near=near) if near else fault(place, code, named=named)


def _times(document: dict[str, Any]) -> Iterator[Fault]:
    starts, ends = _number(document, "starts_at"), _number(document, "ends_at")
    if starts is not None and ends is not None and ends <= starts:
        yield fault("ends_at", "ends-before-start")
    for path, item in rows(document, "items"):
        minimum, planned = _number(item, "minimum_minutes"), _number(item, "planned_minutes")
        if minimum is not None and planned is not None and minimum > planned:
            yield fault(at(*path, "minimum_minutes"), "minimum-above-plan", minimum=minimum, planned=planned)
        not_before = _number(item, "not_before")
        if not_before is None:
            continue
        early = starts is not None and not_before < starts
        late = ends is not None and starts is not None and starts < ends < not_before
        if early or late:
            yield fault(at(*path, "not_before"), "not-before-outside")
