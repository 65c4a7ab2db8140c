"""Before the opening and in its first minutes: pages open, points report who is there, the hall's own roll, the late ones."""

import random
from functools import partial
from typing import Final

from bridge_server.meeting import Agenda, Point
from bridge_server.meeting.agenda import Agency
from bridge_server.meeting.commands import (
    AddConclusion,
    ArriveLate,
    CheckIn,
    ConfirmAv,
    RecordCall,
    VoidCheckIn,
)
from bridge_server.meeting.commands.roll import CallOutcome, Mode, Source
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.reports.times import clock as clock_text

from . import people, texts
from .cast import Cast
from .notices import announce
from .seat import Seat
from .stage import Stage, at_minute, minutes
from .writing import due, lead_and_help

DOORS: Final = 40
"""Minutes before the plan's start at which the hub serves."""
FIRST: Final = 37.0
"""Minutes before the start at which the first pages are opened; most come later, the last of them `LAST` minutes before."""
LAST: Final = 5.0


def schedule(stage: Stage) -> None:
    """Put everybody's coming on the programme. Late ones come within the first part of the meeting."""
    chance, cast, start = stage.chance("arrivals"), stage.cast, stage.meeting.starts_at
    late_until = latest(stage)
    for point in stage.meeting.roster.points:
        ident = point.id
        if ident == cast.never:
            continue
        if ident in cast.late:
            opens = at_minute(start, chance.uniform(0.08, 1.0) * late_until)
        elif ident in (cast.phoned, stage.meeting.hall):
            opens = at_minute(start, -DOORS + 1) if ident == stage.meeting.hall else at_minute(start, late_until)
        else:
            opens = at_minute(start, -chance.triangular(LAST, FIRST, 15.0))
        opens += chance.randrange(1000)
        stage.later(opens, partial(stage.connect, ident))
        report(stage, point, opens + round(chance.uniform(25, 150) * 1000), chance)
    for agency in hall_agencies(stage):
        stage.later(at_minute(start, -chance.uniform(1, 28)), partial(check_in_agency, stage, agency, chance))
    if cast.never:
        schedule_never(stage, chance)
    words = texts.CHECK.format(clock=clock_text(start - 3 * MINUTE))
    stage.later(at_minute(start, -8.4), partial(announce, stage, "check", words))
    stage.later(at_minute(start, -22), partial(draft, stage))


def span(stage: Stage) -> float:
    """Minutes that the whole plan takes."""
    return float(sum(minutes(item) for item in stage.meeting.agenda.items))


def latest(stage: Stage) -> float:
    """Minutes after the plan's start within which the last page is opened."""
    return min(25.0, span(stage) * 0.2)


def complete_at(stage: Stage) -> int:
    """When everybody who comes has reported."""
    return at_minute(stage.meeting.starts_at, latest(stage) + 4)


def hall_agencies(stage: Stage) -> list[str]:
    """Those on the hall's own roll."""
    return [agency.id for agency in of_hall(stage.meeting.agenda)]


def of_hall(agenda: Agenda) -> list[Agency]:
    """The agencies that sit in the hall."""
    return [agency for agency in agenda.agencies if agency.point == agenda.hall]


def report(stage: Stage, point: Point, instant: int, chance: random.Random) -> None:
    """Put a point's report on the programme, by whoever makes it and in the way it comes."""
    cast, ident = stage.cast, point.id
    all_open = at_minute(stage.meeting.starts_at, 0.3 - LAST)
    if ident == stage.meeting.hall:
        if not hall_agencies(stage):
            stage.later(instant, partial(own, stage, point, chance))
    elif ident in cast.leave:
        stage.later(instant, partial(excuse, stage, ident, chance))
    elif ident in cast.absent:
        stage.later(at_minute(stage.meeting.starts_at, chance.uniform(0.2, 0.9)), partial(nobody_there, stage, ident))
    elif ident == cast.paper:
        stage.later(at_minute(stage.meeting.starts_at, -2), partial(slip, stage, point, instant, chance))
    elif ident == cast.phoned:
        stage.later(at_minute(stage.meeting.starts_at, -4), partial(by_phone, stage, point, chance))
    elif ident == cast.parented:
        stage.later(all_open, partial(by_parent, stage, point, chance))
    elif ident == cast.voided:
        stage.later(all_open, partial(by_parent, stage, point, chance))
        stage.later(all_open + MINUTE // 2, partial(take_back, stage, ident))
        stage.later(all_open + 3 * MINUTE, partial(own, stage, point, chance))
    elif ident in cast.late:
        called = at_minute(stage.meeting.starts_at, -chance.uniform(1.5, 4.5))
        stage.later(called, partial(phone, stage, ident, "promised", texts.PROMISED))
        stage.later(instant, partial(come_late, stage, point, instant, chance))
    else:
        stage.later(instant, partial(own, stage, point, chance))


def attendance(agenda: Agenda, cast: Cast, point: Point, chance: random.Random) -> CheckIn:
    """Who sits at a point: mostly whole, sometimes only a number, sometimes only that somebody is there."""
    whole = chance.random()
    if whole < 0.04:
        return CheckIn(point.id)
    counts = heads(agenda, point, chance) if whole > 0.12 else ()
    total = sum(number for _, number in counts) + chance.randrange(3) if counts else chance.randint(5, 16)
    led = chance.random()
    leader = people.leader(point, chance) if led < 0.86 else Speaker()
    present = None if 0.86 <= led < 0.93 else led < 0.86
    mode: Mode = "online" if point.id in cast.online else "in_person"
    operator = people.name(chance) if chance.random() < 0.8 else ""
    return CheckIn(point.id, mode, leader_present=present, leader=leader, total=total, counts=counts, operator=operator)


def heads(agenda: Agenda, point: Point, chance: random.Random) -> tuple[tuple[str, int], ...]:
    """Delegates by invited category of the point's tier: categories of several bodies bring more."""
    invited = [category for category in agenda.categories if category.tier == point.tier]
    found = []
    for number, category in enumerate(invited):
        many = len(category.members) > 1 or number + 1 == len(invited)
        found.append((category.id, chance.randint(2, 7) if many else chance.randint(0, 2)))
    return tuple(found)


async def own(stage: Stage, point: Point, chance: random.Random) -> None:
    """The operator reports on the point's own page. One loses the line before the answer comes, and reports once all the same."""
    command = attendance(stage.meeting.agenda, stage.cast, point, chance)
    seat = stage.points[point.id]
    if point.id == stage.cast.blinking:
        await seat.lose_answer(command)
    else:
        await seat.say(command)
    if chance.random() < 0.15:
        await seat.say(ConfirmAv(point.id))


async def come_late(stage: Stage, point: Point, instant: int, chance: random.Random) -> None:
    """A report after the opening, with the time of coming."""
    seat = stage.points[point.id]
    await seat.say(attendance(stage.meeting.agenda, stage.cast, point, chance))
    await seat.say(ArriveLate(point.id, instant - instant % MINUTE, reason=chance.choice(texts.LATE)))


async def excuse(stage: Stage, point: str, chance: random.Random) -> None:
    """The operator says that nobody can come."""
    reason = chance.choice(texts.LEAVE)
    await stage.points[point].say(CheckIn(point, "absent_with_leave", operator=people.name(chance), reason=reason))


async def nobody_there(stage: Stage, point: str) -> None:
    """The hall sees an empty room."""
    await stage.host.say(CheckIn(point, "absent", "hall"))


async def slip(stage: Stage, point: Point, made_at: int, chance: random.Random) -> None:
    """The secretary copies a slip of paper, with the time that stands on it."""
    seen = attendance(stage.meeting.agenda, stage.cast, point, chance)
    written = made_at - made_at % MINUTE
    command = CheckIn(
        point.id, seen.mode, "paper", "", seen.leader_present, seen.leader, seen.total, seen.counts, made_at=written
    )
    await stage.secretary.say(command)


async def by_phone(stage: Stage, point: Point, chance: random.Random) -> None:
    """The hall calls a point whose page does not open, and takes its report down."""
    await stage.host.say(RecordCall(point.id, "called", texts.PHONED))
    seen = attendance(stage.meeting.agenda, stage.cast, point, chance)
    await stage.host.say(CheckIn(point.id, seen.mode, "phone", leader_present=True, leader=seen.leader, total=seen.total))


async def by_parent(stage: Stage, point: Point, chance: random.Random) -> None:
    """The parent point reports for a child; where it has no page yet, the hall does."""
    seen = attendance(stage.meeting.agenda, stage.cast, point, chance)
    seat, source = parent_of(stage, point.id)
    await seat.say(CheckIn(point.id, seen.mode, source, total=seen.total))


async def take_back(stage: Stage, point: str) -> None:
    """Somebody was reported who was not meant."""
    seat, _ = parent_of(stage, point)
    await seat.say(VoidCheckIn(point, reason=texts.MISTAKEN))


async def phone(stage: Stage, point: str, outcome: CallOutcome, note: str) -> None:
    """Somebody phones the point: its parent where that sits at a page, else the hall."""
    seat, _ = parent_of(stage, point)
    await seat.say(RecordCall(point, outcome, note))


def parent_of(stage: Stage, point: str) -> tuple[Seat, Source]:
    """Who looks after a point besides itself, and how it reports for it: its parent on its page, else the hall by telephone."""
    parent = stage.meeting.points[point].parent
    if stage.here(parent) and parent != stage.meeting.hall:
        return stage.points[parent], "parent"
    return stage.host, "phone"


def schedule_never(stage: Stage, chance: random.Random) -> None:
    """The one that never comes is phoned twice, in vain."""
    for minute in (-3.0, 6.0):
        instant = at_minute(stage.meeting.starts_at, minute + chance.random())
        stage.later(instant, partial(phone, stage, stage.cast.never, "no_answer", ""))


async def check_in_agency(stage: Stage, agency: str, chance: random.Random) -> None:
    """One agency at the hall's door; a few have excused themselves."""
    hall = stage.meeting.hall
    row = next(one for one in stage.meeting.agenda.agencies if one.id == agency)
    needed = any(slot.agency == agency for item in stage.meeting.agenda.items for _, slot in item.all_slots())
    if not needed and chance.random() < 0.08:
        await stage.secretary.say(CheckIn(hall, "absent_with_leave", "hall", agency))
        return
    leader = people.of_agency(row, chance)
    await stage.secretary.say(CheckIn(hall, "in_person", "hall", agency, True, leader, chance.randint(1, 4)))


async def draft(stage: Stage) -> None:
    """The secretary prepares a conclusion that the chair is likely to draw."""
    text, wanted = texts.CONCLUSIONS[0]
    lead, others = lead_and_help(stage, wanted, stage.chance("draft"))
    await stage.secretary.say(AddConclusion(text, lead, others, due(stage, 30), draft=True))
