"""Rules about the roll, the faults of sound and picture, and the return from a break."""

from collections.abc import Iterator

from ..author import Author
from ..commands import roll as commands
from ..events import Event
from ..events import roll as events
from ..refusals import Refused
from ..roll_figures import figures, present
from ..state import Meeting, roll_key
from .checks import agency_of, need_not_closed, need_past, need_reason, point_of


def need_roll_open(m: Meeting, by: Author, reason: str) -> None:
    """Once the roll (or the meeting) is closed only the secretary corrects, with a reason."""
    if m.roll_closing is None and m.phase != "closed":
        return
    if by.role != "secretary":
        closed_at = m.roll_closing.at if m.roll_closing is not None else m.sittings[-1].ended_at or m.at
        raise Refused("roll-closed", closed_at=closed_at)
    need_reason(reason)


def check_in(m: Meeting, c: commands.CheckIn, by: Author, now: int) -> Iterator[Event]:
    """Revised freely while the roll is open. Only what contradicts itself is refused; nothing but the point must be said."""
    point = point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    need_source(c, by)
    need_roll_open(m, by, c.reason)
    if c.made_at is not None:
        need_past(c.made_at, now)
    if c.mode in ("absent", "absent_with_leave"):
        if c.total or any(heads for _, heads in c.counts) or c.leader_present:
            raise Refused("absent-cannot-count", name=point.name)
    elif c.leader_present is False and (c.leader.name or c.leader.post):
        raise Refused("leader-absent", name=point.name)
    need_categories(m, c)
    yield events.CheckedIn(
        c.point, c.mode, c.source, c.agency, c.leader_present, c.leader, c.total, c.counts, c.operator, c.made_at, c.reason
    )


def need_source(c: commands.CheckIn, by: Author) -> None:
    """A point reports itself or as a parent; the hall notes what it saw, heard on the phone or has on paper."""
    allowed: tuple[str, ...] = ("hall", "phone", "paper")
    if by.role == "point":
        allowed = ("self",) if by.point == c.point else ("parent",)
    if c.source not in allowed:
        raise Refused("wrong-source", source=c.source, allowed=", ".join(allowed))
    if c.source == "paper" and c.made_at is None:
        raise Refused("paper-needs-time")


def need_categories(m: Meeting, c: commands.CheckIn) -> None:
    """Counts fold the total by invited categories of the point's tier, each once."""
    tier = m.points[c.point].tier
    known = {category.id for category in m.agenda.categories if category.tier == tier}
    seen: set[str] = set()
    for category, _ in c.counts:
        if known and category not in known:
            raise Refused("unknown-category", category=category, known=", ".join(sorted(known)))
        if category in seen:
            raise Refused("duplicate-category", category=category)
        seen.add(category)
    counted = sum(heads for _, heads in c.counts)
    if c.total is not None and counted > c.total:
        raise Refused("counts-exceed-total", counted=counted, total=c.total)


def void_check_in(m: Meeting, c: commands.VoidCheckIn, by: Author, now: int) -> Iterator[Event]:
    """Only a check-in in force."""
    point = point_of(m, c.point)
    need_roll_open(m, by, c.reason)
    if m.check_in(roll_key(c.point, c.agency)) is None:
        raise Refused("not-checked-in", point=c.point, name=point.name)
    yield events.CheckInVoided(c.point, c.agency, c.reason)


def need_present(m: Meeting, point: str, agency: str, at: int, now: int) -> None:
    """Somebody is there, and the instant is not ahead."""
    name = point_of(m, point).name
    need_past(at, now)
    if not present(m.check_in(roll_key(point, agency))):
        raise Refused("not-checked-in", point=point, name=name)


def arrive_late(m: Meeting, c: commands.ArriveLate, by: Author, now: int) -> Iterator[Event]:
    """Of somebody present."""
    need_roll_open(m, by, c.reason)
    need_present(m, c.point, c.agency, c.at, now)
    yield events.ArrivedLate(c.point, c.at, c.agency, c.reason)


def leave_early(m: Meeting, c: commands.LeaveEarly, by: Author, now: int) -> Iterator[Event]:
    """Of somebody present; also after the roll is closed, for leaving does not change who came."""
    need_present(m, c.point, c.agency, c.at, now)
    if m.phase == "closed":
        need_roll_open(m, by, c.reason)
    yield events.LeftEarly(c.point, c.at, c.agency, c.reason)


def close_roll(m: Meeting, c: commands.CloseRoll, by: Author, now: int) -> Iterator[Event]:
    """Stamps the figures of this instant."""
    if m.roll_closing is not None:
        raise Refused("roll-already-closed", closed_at=m.roll_closing.at)
    yield events.RollClosed(figures(m))


def reopen_roll(m: Meeting, c: commands.ReopenRoll, by: Author, now: int) -> Iterator[Event]:
    """Only a closed roll, with a reason."""
    need_not_closed(m)
    need_reason(c.reason)
    if m.roll_closing is None:
        raise Refused("roll-not-closed")
    yield events.RollReopened(c.reason)


def record_call(m: Meeting, c: commands.RecordCall, by: Author, now: int) -> Iterator[Event]:
    """Any point, as often as it was phoned."""
    point_of(m, c.point)
    yield events.CallRecorded(c.point, c.outcome, c.note)


def report_fault(m: Meeting, c: commands.ReportFault, by: Author, now: int) -> Iterator[Event]:
    """One open fault per kind."""
    need_not_closed(m)
    point = point_of(m, c.point)
    if c.made_at is not None:
        need_past(c.made_at, now)
    fault = m.faults.get(f"{c.point}/{c.kind}")
    if fault is not None and fault.cleared_at is None:
        raise Refused("fault-known", name=point.name, kind=c.kind, reported_at=fault.reported_at)
    yield events.FaultReported(c.point, c.kind, c.text, c.made_at)


def clear_fault(m: Meeting, c: commands.ClearFault, by: Author, now: int) -> Iterator[Event]:
    """Only an open fault."""
    point = point_of(m, c.point)
    if not open_fault(m, c.point, c.kind):
        raise Refused("no-fault", name=point.name, kind=c.kind)
    yield events.FaultCleared(c.point, c.kind)


def open_fault(m: Meeting, point: str, kind: str) -> bool:
    """Whether such a fault is open."""
    fault = m.faults.get(f"{point}/{kind}")
    return fault is not None and fault.cleared_at is None


def confirm_av(m: Meeting, c: commands.ConfirmAv, by: Author, now: int) -> Iterator[Event]:
    """Clears what was faulty in the same record."""
    point_of(m, c.point)
    if open_fault(m, c.point, "sound"):
        yield events.FaultCleared(c.point, "sound")
    if open_fault(m, c.point, "picture"):
        yield events.FaultCleared(c.point, "picture")
    yield events.AvConfirmed(c.point)


def back(m: Meeting, c: commands.Back, by: Author, now: int) -> Iterator[Event]:
    """Only in the break it was said about."""
    point_of(m, c.point)
    row = m.items.get(c.item)
    if row is None or m.running != c.item or row.item.kind != "break" or row.runs[-1].start != c.run:
        raise Refused("lapsed", what=c.item)
    if m.back.get(c.point) == c.run:
        raise Refused("no-change")
    yield events.PointBack(c.point, c.item, c.run)
