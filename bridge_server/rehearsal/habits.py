"""What an operator of a demonstration is like: drawn once from the seed, and kept whatever the host does."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bridge_server.meeting import Agenda, Roster

from .cast import Cast
from .scenes import choose
from .stage import at_minute, luck

FIRST: Final = 37.0
"""Minutes before the start at which the first pages are opened."""
WARM: Final = 12.0
"""Minutes before the start from which on somebody may be watching."""
REPORTED: Final = 0.72
"""The share that has reported by then; the others do so within the next minutes."""


@dataclass(frozen=True, slots=True)
class Habits:
    """One operator. Instants of the meeting's clock, seconds, and shares from 0 to 1; `reports_at` is None for nobody there."""

    opens_at: int
    reports_at: int | None
    late: bool
    on_leave: bool
    by_parent: bool
    """Somebody at the parent point reports for it."""
    answers_in: float
    """Seconds from being told that it is next to its answer; 0 where it does not notice."""
    reads: float
    """How likely it acknowledges a message."""
    returns: float
    """When it comes back from a break, as a share of the break; 0 where it forgets to say so."""
    rank: int
    """Whose turn it is to want to speak: the first ones do so in the first discussion."""
    leaves_early: bool


def draw_habits(agenda: Agenda, roster: Roster, cast: Cast, seed: int) -> Mapping[str, Habits]:
    """Those of every point but the one that never comes."""
    eager = [*cast.plain, *sorted(cast.speakers - {agenda.hall}), *cast.online]
    eager += [one.id for one in roster.points if one.id not in {*eager, *cast.away, agenda.hall}]
    ranks = {point: rank for rank, point in enumerate(eager)}
    return {
        point.id: habits(agenda, cast, point.id, ranks.get(point.id, len(roster.points)), luck(seed, f"habits {point.id}"))
        for point in roster.points
        if point.id != cast.never
    }


def habits(agenda: Agenda, cast: Cast, point: str, rank: int, chance: random.Random) -> Habits:
    """Those of one point."""
    start = agenda.starts_at
    late = point in (*cast.late, cast.phoned)
    early = chance.random() < REPORTED
    opens = at_minute(start, -chance.triangular(WARM + 0.7, FIRST, WARM + 8))
    if late:
        reports = at_minute(start, chance.uniform(2, 14))
    elif early:
        reports = min(opens + round(chance.uniform(20, 150) * 1000), at_minute(start, -WARM))
    else:
        reports = at_minute(start, -chance.uniform(1.5, WARM - 0.2))
    answers = 0.0 if chance.random() < 0.04 else chance.uniform(3, 8) if chance.random() < 0.92 else chance.uniform(15, 40)
    return Habits(
        opens,
        None if point in cast.absent else reports,
        late,
        point in cast.leave,
        point in (cast.parented, *cast.absent),
        answers,
        0.0 if point in cast.away else chance.uniform(0.75, 0.98),
        0.0 if point in cast.away or chance.random() < 0.1 else chance.triangular(0.3, 1.02, 0.85),
        rank,
        point in cast.early,
    )


def talked(agenda: Agenda, seed: int) -> tuple[frozenset[str], frozenset[str]]:
    """The items in which people ask for the floor, and those before them in which the first ones do. Where the programme has no
    discussion, people ask in its liveliest item."""
    items = agenda.items
    talks = [item for item in items if item.kind == "discussion"]
    if not talks:
        lively = choose(agenda, luck(seed, "scenes")).lively
        return frozenset({lively}), frozenset()
    before = set()
    for talk in talks:
        earlier = [item.id for item in items[: items.index(talk)] if item.kind not in ("break", "discussion", "opening")]
        before.update(earlier[-1:])
    return frozenset(item.id for item in talks), frozenset(before)
