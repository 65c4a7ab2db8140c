"""The contributions that the plan names, one after the other, and what happens to them on a real day."""

import random
from dataclasses import dataclass

from bridge_server.meeting.agenda import Item
from bridge_server.meeting.commands import (
    ClearFault,
    EndTurn,
    HoldTurn,
    MoveSlot,
    NameSpeaker,
    ReplacePresenter,
    ReportFault,
    ResumeTurn,
)
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.values import Speaker

from . import people, texts
from .floor import call, cut_in, end, give, more_time, pending, speak, wrong_one
from .lines import watch
from .scenes import Scenes
from .stage import Stage
from .writing import note


@dataclass(slots=True)
class Parts:
    """Which slot meets what; "" for none, and again once it has happened."""

    broken: str = ""
    """Its line breaks while it speaks."""
    interrupted: str = ""
    """A leader speaks in between."""
    moved: str = ""
    """Is moved behind the next one."""
    substitute: str = ""
    """Somebody else presents it."""
    mistaken: str = ""
    """Another one is given the floor in its place by a slip."""


def parts_of(stage: Stage, slots: list[Turn], chance: random.Random) -> Parts:
    """Who of these meets what. A line can break only away from the hall; behind the last nobody can be moved."""
    parts = Parts()
    left = [turn.id for turn in slots]
    far = [turn.id for turn in slots if turn.point != stage.meeting.hall]
    if far:
        parts.broken = chance.choice(far[:-1] or far)
        left.remove(parts.broken)
    for name in ("interrupted", "moved", "substitute", "mistaken"):
        fitting = [one for one in left if one != slots[-1].id or name in ("interrupted", "substitute")]
        if fitting:
            setattr(parts, name, chance.choice(fitting))
            left.remove(getattr(parts, name))
    return parts


async def hear_slots(stage: Stage, item: Item, scenes: Scenes, seconds: float) -> None:
    """All slots of an item."""
    chance = stage.chance(f"slots {item.id}")
    slots = pending(stage, item.id)
    parts = parts_of(stage, slots, chance) if item.id == scenes.lively else Parts()
    extend = item.id == scenes.extended and item.kind != "discussion"
    while waiting := pending(stage, item.id):
        turn = waiting[0]
        if turn.id == parts.moved and len(waiting) > 1:
            behind = waiting[2].id if len(waiting) > 2 else ""
            reason = texts.MOVED_IN_HALL if turn.point == stage.meeting.hall else texts.MOVED
            await stage.host.do(MoveSlot(turn.id, behind, reason))
            await stage.wait(4)
            parts.moved = ""
            continue
        share = (turn.planned_ms or 0) / 1000 or seconds / len(slots)
        await hear(stage, item, scenes, turn, parts, share * chance.uniform(0.8, 1.05), chance)
        if extend:
            extend = False
            await more_time(stage, item.id)
    await end(stage)


async def hear(stage: Stage, item: Item, scenes: Scenes, turn: Turn, parts: Parts, seconds: float, chance: random.Random) -> None:
    """One slot, from its calling to the moment the next one is ready (or to its end)."""
    if turn.state != "standby":
        await prepare(stage, turn, parts, chance)
    if turn.id == parts.mistaken:
        parts.mistaken = ""
        await end(stage)
        await wrong_one(stage, pending(stage, item.id)[-1].id)
    await give(stage, turn.id)
    if turn.id == parts.broken:
        await break_off(stage, item, scenes, turn, parts, seconds, chance)
    elif turn.id == parts.interrupted:
        await stage.wait(seconds * 0.5)
        await cut_in(stage, turn.id, chance)
        await stage.wait(seconds * 0.5)
    else:
        await speak(stage, item, scenes, seconds)
    if turn.id != item.id and chance.random() < 0.6:
        await note(stage, turn)
    following = pending(stage, item.id)[:1]
    if following and following[0].id not in (parts.moved, parts.mistaken) and following[0].state != "standby":
        await prepare(stage, following[0], parts, chance)
        await stage.wait(chance.uniform(5, 20))
    else:
        await end(stage)
        await stage.wait(chance.uniform(5, 15))


async def prepare(stage: Stage, turn: Turn, parts: Parts, chance: random.Random) -> None:
    """Call a slot, with the name of whoever really presents it. One that the plan names itself keeps the plan's words."""
    if turn.id == parts.substitute:
        parts.substitute = ""
        await stage.host.do(ReplacePresenter(turn.id, texts.SUBSTITUTE, speaker_of(stage, turn, chance, deputy=True)))
        await stage.wait(4)
    elif turn.id != turn.item:
        await stage.host.do(NameSpeaker(turn.id, speaker_of(stage, turn, chance)))
        await stage.wait(3)
    await call(stage, turn, chance)


async def break_off(
    stage: Stage, item: Item, scenes: Scenes, turn: Turn, parts: Parts, seconds: float, chance: random.Random
) -> None:
    """The line breaks: the turn is held, the next one speaks meanwhile, and it goes on with the rest of its time."""
    parts.broken = ""
    await stage.wait(seconds * 0.4)
    await stage.unplug(turn.point)
    watch(stage)
    await stage.wait(9)
    await stage.host.do(HoldTurn(turn.id, "line"))
    await stage.host.do(ReportFault(turn.point, "other", texts.BROKEN))
    following = [one for one in pending(stage, item.id) if one.id != parts.moved][:1]
    if following:
        await hear(stage, item, scenes, following[0], parts, seconds, chance)
        await end(stage)
    else:
        await stage.wait(90)
    await stage.connect(turn.point)
    await stage.wait(15)
    await stage.points[turn.point].say(ClearFault(turn.point, "other"))
    await stage.wait(5)
    await stage.host.do(ResumeTurn(turn.id))
    await stage.wait(seconds * 0.6)
    await stage.host.do(EndTurn(turn.id))


def speaker_of(stage: Stage, turn: Turn, chance: random.Random, *, deputy: bool = False) -> Speaker:
    """Somebody of the agency, else of the point."""
    agency = next((one for one in stage.meeting.agenda.agencies if one.id == turn.agency), None)
    if agency is not None:
        return people.deputy(agency, chance) if deputy else people.of_agency(agency, chance)
    return people.leader(stage.meeting.points[turn.point], chance)
