"""The roster: which points a meeting joins, in which tiers, under which parents.

Tiers are data. A roster may have one, two, three or more; nothing here counts on their number or their names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from annotated_types import MinLen

from .values import Ident, Line, OptionalIdent


@dataclass(frozen=True, slots=True)
class Point:
    """One connection point (điểm cầu). `id` is unique in its roster only: codes are used again for other units later."""

    id: Ident
    tier: Ident
    name: Annotated[Line, MinLen(1)]
    unit: Line = ""
    parent: OptionalIdent = ""
    location: Line = ""
    alt_names: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A named list of points, parents before or after their children, tiers in order of first mention."""

    name: Ident
    points: tuple[Point, ...]
    locations: tuple[tuple[Ident, Line], ...] = ()
    """Where the points of a tier meet, as (tier, place)."""

    def tiers(self) -> tuple[str, ...]:
        """The tiers in order of first mention, highest first in every shipped roster."""
        return tuple(dict.fromkeys(point.tier for point in self.points))

    def children(self) -> dict[str, tuple[Point, ...]]:
        """Parent id ("" for the points at the top) to its direct children, in roster order."""
        families: dict[str, list[Point]] = {}
        for point in self.points:
            families.setdefault(point.parent, []).append(point)
        return {parent: tuple(points) for parent, points in families.items()}

    def walk(self) -> Iterator[tuple[int, Point]]:
        """Every point with its depth, each parent right before its children."""
        families = self.children()
        stack = [(0, point) for point in reversed(families.get("", ()))]
        while stack:
            depth, point = stack.pop()
            yield depth, point
            stack.extend((depth + 1, child) for child in reversed(families.get(point.id, ())))
