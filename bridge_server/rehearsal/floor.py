"""What the host does with the floor: items begin, the next one is called and answers, speaks, and is thanked."""

import random
from typing import Final

from bridge_server.meeting.agenda import Item
from bridge_server.meeting.commands import (
    AddItemTime,
    CutIn,
    EndTurn,
    GiveFloor,
    PauseClock,
    Ready,
    ResumeClock,
    ResumeTurn,
    Standby,
    StartItem,
    Undo,
)
from bridge_server.meeting.rows import PENDING, Turn
from bridge_server.meeting.values import Speaker

from . import people, texts
from .scenes import Scenes
from .stage import Stage
from .writing import conclude

MORE: Final = 300
"""Seconds that an item is given more."""


async def start(stage: Stage, item: Item, scenes: Scenes, chance: random.Random) -> None:
    """Start an item; the host of one remembers only minutes later, and dates the start back."""
    true_start = None
    if item.id == scenes.backdated:
        true_start = stage.now
        await stage.wait(chance.uniform(120, 200))
    await stage.host.do(StartItem(item.id, stage.meeting.running, true_start))


async def call(stage: Stage, turn: Turn, chance: random.Random, *, answered: bool = True) -> None:
    """Tell a turn that it is next; its point answers on its own page. The hall's turns are simply in the room."""
    told = await stage.host.do(Standby(turn.id))
    if turn.point == stage.meeting.hall or not answered:
        await stage.wait(chance.uniform(2, 6))
        return
    await stage.wait(chance.uniform(4, 25))
    if stage.here(turn.point):
        seat = stage.points[turn.point]
        shown = await seat.called(turn.id, told.at)
        await seat.say(Ready(turn.id, shown.standby_at or 0))


async def give(stage: Stage, turn: str) -> None:
    """Give the floor; who speaks is thanked with it."""
    await stage.host.do(GiveFloor(turn, stage.meeting.speaking))


async def end(stage: Stage) -> None:
    """Thank who speaks, if anybody does."""
    if stage.meeting.speaking:
        await stage.host.do(EndTurn(stage.meeting.speaking))


async def speak(stage: Stage, item: Item, scenes: Scenes, seconds: float) -> None:
    """Time passes in an item, with what happens meanwhile in some: the chair concludes, or the clock is stopped."""
    if item.id == scenes.concluded:
        await conclude(stage, seconds)
    elif item.id == scenes.paused:
        await stage.wait(seconds * 0.4)
        await stage.host.do(PauseClock(texts.PAUSE))
        await stage.wait(stage.chance("pause").uniform(90, 160))
        await stage.host.do(ResumeClock())
        await stage.wait(seconds * 0.6)
    else:
        await stage.wait(seconds)


async def more_time(stage: Stage, item: str) -> None:
    """More time for an item: twice as much by a slip, which is undone at once."""
    slip = await stage.host.do(AddItemTime(item, 2 * MORE, texts.MORE_TIME))
    await stage.wait(5)
    await stage.host.do(Undo(slip.n))
    await stage.wait(3)
    await stage.host.do(AddItemTime(item, MORE, texts.MORE_TIME))


async def wrong_one(stage: Stage, turn: str) -> None:
    """The floor is given to the wrong one by a slip, and the slip undone."""
    slip = await stage.host.do(GiveFloor(turn, stage.meeting.speaking))
    await stage.wait(6)
    await stage.host.do(Undo(slip.n))
    await stage.wait(2)


async def cut_in(stage: Stage, turn: str, chance: random.Random) -> None:
    """A leader of the hall speaks in between; who was speaking is held, and goes on with the rest."""
    agency = leading(stage)
    row = next((one for one in stage.meeting.agenda.agencies if one.id == agency), None)
    speaker = people.of_agency(row, chance) if row is not None else Speaker(people.name(chance))
    await stage.host.do(CutIn(stage.meeting.hall, agency, speaker, turn))
    await stage.wait(chance.uniform(50, 100))
    await stage.host.do(ResumeTurn(turn, stage.meeting.speaking))


def leading(stage: Stage) -> str:
    """An agency of the hall that directs or chairs, "" for none."""
    agenda = stage.meeting.agenda
    roles = {category.id: category.role for category in agenda.categories}
    found = [one.id for one in agenda.agencies if roles.get(one.category) in ("directing", "chair") and one.point == agenda.hall]
    return found[0] if found else ""


def pending(stage: Stage, item: str) -> list[Turn]:
    """The slots of an item that are still to be heard, in today's order."""
    slots = (stage.meeting.turns[one] for one in stage.meeting.items[item].slots)
    return [turn for turn in slots if turn.state in PENDING]
