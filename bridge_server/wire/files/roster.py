"""The roster file: bytes, gzipped or not, to `Roster`, or every fault at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from annotated_types import Ge, MaxLen, MinLen

from bridge_server.meeting.roster import Point, Roster
from bridge_server.meeting.values import Ident, Line, OptionalIdent

from .document import read_object, unpacked
from .faults import Fault, FileFaults, at, fault
from .ids import repeated, rows, text
from .instants import calendar_date
from .shape import Parts, merged, shaped

Day = Annotated[str, MaxLen(10)]


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point as the file writes it; a point at the top has null, or nothing, as its parent."""

    id: Ident
    tier: Ident
    name: Annotated[Line, MinLen(1)]
    unit: Line = ""
    parent: OptionalIdent | None = None
    location: Line = ""
    gso_code: OptionalIdent = ""
    alt_names: tuple[Line, ...] = ()
    former_province: OptionalIdent = ""
    formed_from: tuple[Ident, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """The province that a roster is of."""

    gso_code: OptionalIdent = ""
    name: Line = ""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """The roster file. `counts` is the number of points of each tier; where it is given it must be right."""

    roster: Ident
    points: tuple[PointRow, ...]
    valid_from: Day | None = None
    valid_until: Day | None = None
    province: Province | None = None
    tier_locations: dict[Ident, Line] = field(default_factory=dict)
    counts: dict[Ident, Annotated[int, Ge(0)]] = field(default_factory=dict)
    formed_from_roster: OptionalIdent = ""


PARTS: Final[Parts] = {"": RosterFile, "province": Province, "points": PointRow}


def roster_from(raw: bytes, file: str) -> Roster:
    """The roster in `raw`. Raises `FileFaults`; `file` only names it in them."""
    document, faults = read_object(unpacked(raw, file), file)
    shape, wrong = shaped(RosterFile, document, PARTS)
    faults = merged(merged(faults, wrong), [*_points(document), *_counts(document), *_days(document)])
    if shape is None or faults:
        raise FileFaults(file, faults)
    return Roster(
        name=shape.roster,
        points=tuple(
            Point(row.id, row.tier, row.name, row.unit, row.parent or "", row.location, row.alt_names) for row in shape.points
        ),
        locations=tuple(shape.tier_locations.items()),
    )


def _points(document: dict[str, Any]) -> Iterator[Fault]:
    """Ids given twice, parents that are not there, circles, and nobody at the top."""
    if document.get("points") == []:
        yield fault("points", "no-points")
    yield from repeated(rows(document, "points"))
    parents: dict[str, str] = {}
    places: dict[str, str] = {}
    for path, row in rows(document, "points"):
        ident, parent = row.get("id"), row.get("parent") or ""
        if isinstance(ident, str) and isinstance(parent, str) and ident not in parents:
            parents[ident], places[ident] = parent, at(*path, "parent")
    for ident, parent in parents.items():
        if parent == ident:
            yield fault(places[ident], "own-parent", id=ident)
        elif parent and parent not in parents:
            yield fault(places[ident], "unknown-parent", parent=parent)
    yield from (fault(places[loop[0]], "parent-loop", loop=" → ".join((*loop, loop[0]))) for loop in _loops(parents))
    if parents and all(parents.values()):
        yield fault("points", "no-top")


def _loops(parents: dict[str, str]) -> Iterator[list[str]]:
    """Each circle of two or more points once, from the one that stands first in the file."""
    done: set[str] = set()
    for start in parents:
        trail: dict[str, None] = {}
        here = start
        while here in parents and here not in done and here not in trail:
            trail[here] = None
            here = parents[here]
        if here in trail and parents[here] != here:
            way = list(trail)
            yield way[way.index(here) :]
        done.update(trail)


def _counts(document: dict[str, Any]) -> Iterator[Fault]:
    """Figures that the points do not bear out, and places for tiers that have no point."""
    there = Counter(tier for _, row in rows(document, "points") if (tier := text(row, "tier")))
    counts, locations = document.get("counts"), document.get("tier_locations")
    for tier, said in counts.items() if isinstance(counts, dict) else ():
        if isinstance(said, int) and said != there[tier]:
            yield fault(at("counts", tier), "wrong-count", tier=tier, said=said, counted=there[tier])
    for tier in locations if isinstance(locations, dict) else ():
        if tier not in there:
            yield fault(at("tier_locations", tier), "unknown-tier", tier=tier, tiers=", ".join(there))


def _days(document: dict[str, Any]) -> Iterator[Fault]:
    for key in ("valid_from", "valid_until"):
        written = document.get(key)
        if isinstance(written, str) and written and (wrong := calendar_date(key, written)):
            yield wrong
