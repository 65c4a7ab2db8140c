"""How events of the roll change the meeting. Most of a log is these: each only replaces one row."""

from dataclasses import replace

from ..events import roll as events
from ..rows import Call, Fault, RollClosing
from ..state import Meeting


def checked_in(m: Meeting, e: events.CheckedIn | events.CheckInVoided, n: int, at: int, by: str) -> None:
    key = f"{e.point}/{e.agency}" if e.agency else e.point
    rows = m.check_ins
    rows[key] = (n, at, by, e, rows.get(key))
    if m.left and key in m.left:
        m.left[key] = None
    if m.late and e.type == "CheckInVoided" and key in m.late:
        m.late[key] = None


def arrived_late(m: Meeting, e: events.ArrivedLate, n: int, at: int, by: str) -> None:
    m.late[f"{e.point}/{e.agency}" if e.agency else e.point] = e.at


def left_early(m: Meeting, e: events.LeftEarly, n: int, at: int, by: str) -> None:
    m.left[f"{e.point}/{e.agency}" if e.agency else e.point] = e.at


def roll_closed(m: Meeting, e: events.RollClosed, n: int, at: int, by: str) -> None:
    m.roll_closing = RollClosing(n, at, e.figures)


def roll_reopened(m: Meeting, e: events.RollReopened, n: int, at: int, by: str) -> None:
    m.roll_closing = None


def call_recorded(m: Meeting, e: events.CallRecorded, n: int, at: int, by: str) -> None:
    m.calls[e.point] = (*m.calls.get(e.point, ()), Call(at, by, e.outcome, e.note))


def fault_reported(m: Meeting, e: events.FaultReported, n: int, at: int, by: str) -> None:
    m.faults[f"{e.point}/{e.kind}"] = Fault(at, by, e.text)


def fault_cleared(m: Meeting, e: events.FaultCleared, n: int, at: int, by: str) -> None:
    key = f"{e.point}/{e.kind}"
    m.faults[key] = replace(m.faults[key], cleared_at=at)


def av_confirmed(m: Meeting, e: events.AvConfirmed, n: int, at: int, by: str) -> None:
    m.av_good[e.point] = at


def point_back(m: Meeting, e: events.PointBack, n: int, at: int, by: str) -> None:
    m.back[e.point] = e.run
