"""The discussion: requests come, wait, move, are withdrawn, declined and heard; the list is closed; some write instead."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal

from bridge_server.meeting.agenda import Item
from bridge_server.meeting.commands import (
    AddRequest,
    AddTurnTime,
    Ask,
    CallOn,
    CloseList,
    DeclineTurn,
    MarkUrgent,
    MoveRequest,
    OpenList,
    PassTurn,
    ReturnTurn,
    ShortList,
    SubmitOpinion,
    Withdraw,
)
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.values import MINUTE, Speaker

from . import people, texts
from .floor import MORE, call, end, give, more_time
from .scenes import Scenes
from .stage import Stage
from .writing import note

ASKING: Final = 11
"""Points that ask on their own pages, as far as there are so many."""
EARLY: Final = 4
"""Of these, how many ask before the discussion begins."""
HEARD: Final = 10
"""Requests heard at most; the others are asked to write."""


@dataclass(slots=True)
class Talk:
    """Who asks, and what becomes of it; "" for nobody."""

    asking: tuple[str, ...]
    withdrawn: str
    passed: str
    declined: str
    urgent: str
    twice: str
    phones: str
    called: str
    too_late: str
    subjects: list[str]
    named: set[str] = field(default_factory=set)
    """Points whose request has been passed over once."""


def cast_talk(stage: Stage) -> Talk:
    """From those without another part; a small roster fills only the first parts."""
    chance, plain = stage.chance("talk"), stage.cast.plain
    asking = plain[:ASKING]
    rest = plain[ASKING:]

    def of(row: tuple[str, ...], place: int) -> str:
        return row[place] if place < len(row) else ""

    subjects = list(texts.SUBJECTS)
    chance.shuffle(subjects)
    return Talk(
        asking, of(asking, 2), of(asking, 3), of(asking, 5), of(asking, 4), of(asking, 0), of(rest, 0), of(rest, 1), of(rest, 2),
        subjects,
    )  # fmt: skip


def schedule_early(stage: Stage, talk: Talk, seconds: float) -> None:
    """The first requests come in the item before."""
    chance = stage.chance("early")
    for point in talk.asking[:EARLY]:
        stage.later(stage.now + round(1000 * seconds * chance.uniform(0.1, 0.9)), partial(ask, stage, talk, point, chance))


async def ask(stage: Stage, talk: Talk, point: str, chance: random.Random) -> None:
    """An operator asks for the floor, about what the page shows as running; one asks twice."""
    if not stage.meeting.list_open:  # the page says so, nobody asks
        return
    running = stage.meeting.running
    seat = stage.points[point]
    floor = await seat.shown("Floor.item", lambda floor: (floor.item.id if floor.item else "") == running)
    person = people.leader(stage.meeting.points[point], chance)
    speaker = Speaker(person.name, person.post) if chance.random() < 0.8 else Speaker()
    command = Ask(point, subject=subject(talk), speaker=speaker, item=floor.item.id if floor.item else "")
    await seat.say(command)
    if point == talk.twice:
        await seat.refused(command, "already-waiting")


def subject(talk: Talk) -> str:
    """What the next one wants to speak about; at first nobody says what another has said."""
    talk.subjects.append(talk.subjects.pop(0))
    return talk.subjects[-1]


async def discuss(stage: Stage, item: Item, scenes: Scenes, talk: Talk, seconds: float) -> None:
    """A discussion from its start to its end."""
    chance = stage.chance(f"discussion {item.id}")
    if not stage.meeting.list_open:  # closed in an earlier discussion
        await stage.host.do(OpenList())
    for point in talk.asking[EARLY:]:
        stage.later(stage.now + round(1000 * chance.uniform(3, 55)), partial(ask, stage, talk, point, chance))
    await stage.wait(58)
    await note_requests(stage, talk, chance)
    await arrange(stage, talk, chance)
    between: list[Callable[[], Awaitable[None]]] = [
        partial(withdraw, stage, talk),
        partial(call_on, stage, talk, chance),
        partial(more_time, stage, item.id) if item.id == scenes.extended else partial(stage.wait, 1),
        partial(close_list, stage, talk),
    ]
    until = stage.now + round(1000 * (seconds + MORE * (item.id == scenes.extended)))
    heard = 0
    while (turn := next_request(stage)) is not None and heard < HEARD and (stage.now < until or between):
        if turn.point == talk.passed and turn.point not in talk.named:
            talk.named.add(turn.point)
            await pass_over(stage, turn, chance)
            continue
        if turn.point == talk.declined:
            await decline(stage, turn)
            continue
        await hear(stage, item, turn, chance, longer=heard == 1)
        heard += 1
        if between:
            await between.pop(0)()
        await bring_back(stage)
    for scene in between:
        await scene()
    await end(stage)
    while (turn := next_request(stage, passed=True)) is not None:
        await decline(stage, turn)


def next_request(stage: Stage, *, passed: bool = False) -> Turn | None:
    """Who is to be heard next; `passed` ones only where that is asked for."""
    return next((turn for turn in stage.host.queue() if passed or turn.state != "passed"), None)


async def note_requests(stage: Stage, talk: Talk, chance: random.Random) -> None:
    """The host writes down who asks in the hall, on a slip, and by telephone."""
    hall = [one for one in stage.meeting.agenda.agencies if one.point == stage.meeting.hall]
    ways: tuple[Literal["hall", "paper"], ...] = ("hall", "paper")
    for agency, way in zip(chance.sample(hall, min(2, len(hall))), ways, strict=False):
        speaker = people.of_agency(agency, chance)
        await stage.host.do(AddRequest(stage.meeting.hall, way, agency.id, subject(talk), speaker))
        await stage.wait(7)
    if talk.phones:
        await stage.host.do(AddRequest(talk.phones, "phone", subject=subject(talk)))
        await stage.wait(5)


async def arrange(stage: Stage, talk: Talk, chance: random.Random) -> None:
    """The chair's wishes: one first, two on the short-list, the last one to the second place."""
    waiting = {turn.point: turn.id for turn in stage.host.queue()}
    if talk.urgent in waiting:
        await stage.host.do(MarkUrgent(waiting[talk.urgent], on=True))
    for point in talk.asking[6:8]:
        if point in waiting:
            await stage.wait(chance.uniform(2, 4))
            await stage.host.do(ShortList(waiting[point], on=True))
    queue = stage.host.queue()
    if len(queue) > 3:
        await stage.wait(chance.uniform(2, 4))
        await stage.host.do(MoveRequest(queue[-1].id, queue[1].id))
    await stage.wait(chance.uniform(3, 9))


async def hear(stage: Stage, item: Item, turn: Turn, chance: random.Random, *, longer: bool) -> None:
    """One request, from its calling to its thanks; one is given a little more."""
    await call(stage, turn, chance)
    await give(stage, turn.id)
    seconds = (item.turn_minutes or 3) * 60 * chance.uniform(0.7, 1.05)
    await stage.wait(seconds * 0.8)
    if longer:
        await stage.host.do(AddTurnTime(turn.id, 60, texts.FINISH_POINT))
        await stage.wait(40)
    await stage.wait(seconds * 0.2)
    if chance.random() < 0.5:
        await note(stage, turn)
    await end(stage)
    await stage.wait(chance.uniform(4, 10))


async def pass_over(stage: Stage, turn: Turn, chance: random.Random) -> None:
    """Called, and nobody answers: it keeps its place."""
    await call(stage, turn, chance, answered=False)
    await stage.wait(45)
    await stage.host.do(PassTurn(turn.id))


async def bring_back(stage: Stage) -> None:
    """Whoever was passed over waits again."""
    for turn in stage.host.queue():
        if turn.state == "passed":
            await stage.host.do(ReturnTurn(turn.id))


async def withdraw(stage: Stage, talk: Talk) -> None:
    """A point takes its request back: somebody else has said it."""
    mine = [turn for turn in stage.host.queue() if turn.point == talk.withdrawn]
    if mine:
        await stage.points[talk.withdrawn].say(Withdraw(mine[0].id))
        await stage.wait(3)


async def call_on(stage: Stage, talk: Talk, chance: random.Random) -> None:
    """The chair wants to hear somebody who did not ask."""
    if not talk.called:
        return
    person = people.leader(stage.meeting.points[talk.called], chance)
    await stage.host.do(CallOn(talk.called, subject=subject(talk), speaker=Speaker(person.name, person.post)))
    await stage.wait(chance.uniform(100, 160))
    await end(stage)
    await stage.wait(6)


async def close_list(stage: Stage, talk: Talk) -> None:
    """No more requests; whoever asks too late is told so, and writes."""
    await stage.host.do(CloseList())
    if not talk.too_late:
        return
    await stage.wait(20)
    running = stage.meeting.running
    seat = stage.points[talk.too_late]
    await seat.shown("Floor.list_closed_at", lambda floor: floor.list_closed_at is not None)
    await seat.refused(Ask(talk.too_late, subject=subject(talk), item=running), "list-closed")
    stage.later(stage.now + 4 * MINUTE, partial(write, stage, talk.too_late, ""))


async def decline(stage: Stage, turn: Turn) -> None:
    """It cannot be heard today; a point sends its opinion in writing."""
    await stage.host.do(DeclineTurn(turn.id, texts.NO_TIME))
    if turn.point != stage.meeting.hall:
        stage.later(stage.now + 5 * MINUTE, partial(write, stage, turn.point, turn.id))
    await stage.wait(3)


async def write(stage: Stage, point: str, turn: str) -> None:
    """A written opinion, from the point's own page."""
    if stage.here(point):
        chance = stage.chance(f"opinion {point}")
        row = stage.meeting.turns.get(turn)
        text = texts.ABOUT.format(subject=row.subject) if row is not None and row.subject else chance.choice(texts.OPINIONS)
        await stage.points[point].say(SubmitOpinion(point, text, speaker=people.name(chance), turn=turn))
