"""Which scene is played in which item: chosen by the kind of the items, their order and luck, as far as an agenda has them."""

import random
from dataclasses import dataclass

from bridge_server.meeting import Agenda
from bridge_server.meeting.agenda import Item

from .stage import minutes


@dataclass(frozen=True, slots=True)
class Scenes:
    """Ids of items; "" where the agenda has none for the scene."""

    lively: str
    """The item with the most contributions: substitutes, broken lines and leaders are met there."""
    paused: str
    """The clock is stopped for a cause."""
    backdated: str
    """Its start is noted only minutes later."""
    extended: str
    """Is given more time, after a slip that is undone."""
    asked: str
    """The item before the discussion, in which the first requests come."""
    roll: str
    """At its start the roll is closed."""
    leaving: str
    """In it some leave early."""
    concluded: str
    """The chair concludes in it."""


def choose(agenda: Agenda, chance: random.Random) -> Scenes:
    """The scenes of a meeting."""
    items = agenda.items
    worked = [item for item in items if item.kind != "break"] or list(items)
    talked = [item for item in items if item.kind == "discussion"]
    lively = max(worked, key=lambda item: (len(list(item.all_slots())), minutes(item)))
    quiet = [item for item in worked if item not in talked and item is not lively]
    paused = chance.choice(quiet[1:-1] or quiet or worked)
    backdated = [item for item in quiet if item is not items[0] and item is not paused]
    pauses = [item for item in items if item.kind == "break"]
    concluding = [item for item in worked if item.kind == "conclusion"]
    concluded = concluding[-1] if concluding else worked[-1]
    half = halfway(items)
    before = items[max(0, items.index(talked[0]) - 1)].id if talked else ""
    return Scenes(
        lively.id,
        paused.id,
        chance.choice(backdated).id if backdated else "",
        talked[0].id if talked else lively.id,
        before,
        pauses[0].id if pauses else half.id,
        talked[0].id if talked else half.id,
        concluded.id,
    )


def halfway(items: tuple[Item, ...]) -> Item:
    """The first item that begins when half of the plan is over; the last where none does."""
    whole, begun = sum(minutes(item) for item in items), 0
    for item in items:
        if begun * 2 >= whole:
            return item
        begun += minutes(item)
    return items[-1]
