"""The break: people come back, most of them in time, and each point says so on its own page."""

from functools import partial

from bridge_server.meeting.agenda import Item
from bridge_server.meeting.commands import Back
from bridge_server.meeting.values import Audience

from . import texts
from .notices import announce
from .stage import Stage

SLOW = 0.12
"""The share of points that forget to say that they are back."""


async def intermission(stage: Stage, item: Item, seconds: float) -> None:
    """A break from its start to just before its end."""
    chance, begun = stage.chance(f"break {item.id}"), stage.now
    for point in stage.points:
        if point not in stage.cast.away and chance.random() >= SLOW:
            back_at = begun + round(1000 * seconds * chance.triangular(0.35, 0.97, 0.9))
            stage.later(back_at, partial(come_back, stage, item.id, point))
    tier = stage.meeting.tiers[-1]
    parent = next((point.parent for point in stage.meeting.roster.points if point.tier == tier), "")
    if parent in stage.meeting.points:
        to = Audience("children", parent)
        stage.later(begun + round(700 * seconds), partial(announce, stage, "come back", texts.COME_BACK, to))
    await stage.wait(seconds)


async def come_back(stage: Stage, item: str, point: str) -> None:
    """The operator presses "back", for the break that the page shows."""
    if stage.here(point):
        floor = await stage.points[point].shown("Floor.item", lambda floor: floor.item is not None and floor.item.id == item)
        assert floor.item is not None
        await stage.points[point].say(Back(point, item, floor.item.run))
