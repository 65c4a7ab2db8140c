"""Rules about the meeting as a whole."""

from collections.abc import Iterator

from ..author import Author
from ..commands import lifecycle as commands
from ..events import Event
from ..events import lifecycle as events
from ..refusals import Refused
from ..state import Meeting
from .checks import need_not_closed, need_open, need_reason, past, point_of
from .programme import last_end
from .stop import stop_all


def set_agenda(m: Meeting, c: commands.SetAgenda, by: Author, now: int) -> Iterator[Event]:
    """Only before the meeting first opens; the roster stays, because codes are bound to it."""
    if m.sittings:
        raise Refused("already-opened-once", opened_at=m.sittings[0].opened_at)
    agenda = c.agenda
    if agenda.roster != m.roster.name:
        raise Refused("other-roster", roster=agenda.roster, own=m.roster.name)
    point_of(m, agenda.hall)
    slots = [slot for item in agenda.items for _, slot in item.all_slots()]
    for slot in slots:
        point_of(m, slot.point)
    for agency in agenda.agencies:
        point_of(m, agency.point)
    ids = [item.id for item in agenda.items]
    explicit = [slot.id for item in agenda.items for slots in (item.slots, *(g.slots for g in item.groups)) for slot in slots]
    for one in (*ids, *explicit):
        if (*ids, *explicit).count(one) > 1 or (one in m.turns and not m.turns[one].is_slot):
            raise Refused("duplicate-id", id=one)
    yield events.AgendaSet(agenda)


def open_meeting(m: Meeting, c: commands.OpenMeeting, by: Author, now: int) -> Iterator[Event]:
    """Once; a closed meeting is reopened, an adjourned one resumed."""
    need_not_closed(m)
    if m.phase == "open":
        raise Refused("already-open", opened_at=m.sittings[-1].opened_at)
    if m.phase == "adjourned":
        raise Refused("already-opened-once", opened_at=m.sittings[0].opened_at)
    yield events.MeetingOpened(past(c.at, now))


def postpone(m: Meeting, c: commands.Postpone, by: Author, now: int) -> Iterator[Event]:
    """Before the opening; a meeting under way is adjourned instead."""
    need_reason(c.reason)
    if m.sittings:
        raise Refused("already-opened-once", opened_at=m.sittings[0].opened_at)
    if c.until <= now:
        raise Refused("in-the-past", said_at=c.until, now_at=now)
    yield events.MeetingPostponed(c.until, c.reason)


def adjourn(m: Meeting, c: commands.Adjourn, by: Author, now: int) -> Iterator[Event]:
    """What runs is interrupted and what is spoken is held, to go on in the next sitting."""
    need_open(m)
    need_reason(c.reason)
    if c.until is not None and c.until <= now:
        raise Refused("in-the-past", said_at=c.until, now_at=now)
    yield from stop_all(m, now, for_good=False)
    yield events.SittingAdjourned(c.until, c.reason)


def resume_meeting(m: Meeting, c: commands.ResumeMeeting, by: Author, now: int) -> Iterator[Event]:
    """The next sitting of an adjourned meeting."""
    need_not_closed(m)
    if m.phase != "adjourned":
        raise Refused("not-adjourned", phase=m.phase)
    yield events.SittingOpened(m.sittings[-1].number + 1)


def close_meeting(m: Meeting, c: commands.CloseMeeting, by: Author, now: int) -> Iterator[Event]:
    """What runs ends with it. An adjourned meeting can be closed too: the next sitting is not held."""
    need_not_closed(m)
    if m.phase == "prepared":
        raise Refused("not-open", phase=m.phase)
    at = past(c.at, now)
    began = [m.items[m.running].runs[-1].start] if m.running else []
    began += [m.turns[m.speaking].runs[-1].start] if m.speaking else []
    spoken = [run.end or 0 for turn in m.turns.values() if not turn.removed for run in turn.runs]
    earliest = max([m.sittings[-1].opened_at, m.sittings[-1].ended_at or 0, last_end(m), *began, *spoken])
    if at < earliest:
        raise Refused("bad-correction", said_at=at, earliest_at=earliest, latest_at=now)
    yield from stop_all(m, at, for_good=True)
    yield events.MeetingClosed(at)


def reopen_meeting(m: Meeting, c: commands.ReopenMeeting, by: Author, now: int) -> Iterator[Event]:
    """Only a closed meeting; the sitting goes on where it was."""
    need_reason(c.reason)
    if m.phase != "closed":
        raise Refused("not-closed", phase=m.phase)
    yield events.MeetingReopened(c.reason)


def show_lateness(m: Meeting, c: commands.ShowLateness, by: Author, now: int) -> Iterator[Event]:
    """At any time until the meeting is closed."""
    need_not_closed(m)
    if c.shown == m.lateness_shown:
        raise Refused("no-change")
    yield events.LatenessShown(c.shown)
