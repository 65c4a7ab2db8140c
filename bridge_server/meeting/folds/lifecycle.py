"""How events about the meeting as a whole change it."""

from dataclasses import replace

from ..events import lifecycle as events
from ..rows import Sitting
from ..state import Meeting
from . import cells
from .programme import PAUSES, RUNNING, SPEAKING


def agenda_set(m: Meeting, e: events.AgendaSet, n: int, at: int, by: str) -> None:
    m.set_agenda(e.agenda)
    m.actions = {}
    m.additions = {}


def meeting_opened(m: Meeting, e: events.MeetingOpened, n: int, at: int, by: str) -> None:
    m.phase = "open"
    m.sittings = (*m.sittings, Sitting(1, e.at))


def meeting_postponed(m: Meeting, e: events.MeetingPostponed, n: int, at: int, by: str) -> None:
    m.starts_at = e.until


def sitting_adjourned(m: Meeting, e: events.SittingAdjourned, n: int, at: int, by: str) -> None:
    """Who checks in from now on is on the roll of the next sitting."""
    m.phase = "adjourned"
    m.sittings = (*m.sittings[:-1], replace(m.sittings[-1], ended_at=at, until=e.until, reason=e.reason))
    m.past_rolls = (*m.past_rolls, (m.sittings[-1].number, dict(m.check_ins), m.roll_closing))
    m.check_ins, m.late, m.left, m.roll_closing = {}, {}, {}, None
    cells.stand_on(m, n, RUNNING, SPEAKING, PAUSES)
    cells.final(m, n)


def sitting_opened(m: Meeting, e: events.SittingOpened, n: int, at: int, by: str) -> None:
    m.phase = "open"
    m.sittings = (*m.sittings, Sitting(e.sitting, at))


def meeting_closed(m: Meeting, e: events.MeetingClosed, n: int, at: int, by: str) -> None:
    """An adjourned meeting has no sitting that would end with it."""
    if m.phase == "open":
        m.sittings = (*m.sittings[:-1], replace(m.sittings[-1], ended_at=e.at))
    m.phase = "closed"
    cells.stand_on(m, n, RUNNING, SPEAKING, PAUSES)
    cells.final(m, n)


def meeting_reopened(m: Meeting, e: events.MeetingReopened, n: int, at: int, by: str) -> None:
    """As it was closed: adjourned (every adjournment has a reason) or open."""
    m.phase = "adjourned" if m.sittings[-1].reason else "open"
    if m.phase == "open":
        m.sittings = (*m.sittings[:-1], replace(m.sittings[-1], ended_at=None))


def undone(m: Meeting, e: events.Undone, n: int, at: int, by: str) -> None:
    cells.undone(m, n, e.record)


def lateness_shown(m: Meeting, e: events.LatenessShown, n: int, at: int, by: str) -> None:
    cells.put(m, n, "", "", lateness_shown=e.shown)
