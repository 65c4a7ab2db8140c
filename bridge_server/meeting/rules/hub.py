"""Rules about the hub's own statements, the shown clock and the codes."""

from collections.abc import Iterator

from ..author import Author
from ..commands import hub as commands
from ..events import Event
from ..events import hub as events
from ..refusals import Refused
from ..state import Meeting
from .checks import point_of


def start_hub(m: Meeting, c: commands.StartHub, by: Author, now: int) -> Iterator[Event]:
    """Always: a hub that crashed said nothing about stopping."""
    yield events.HubStarted(c.build)


def stop_hub(m: Meeting, c: commands.StopHub, by: Author, now: int) -> Iterator[Event]:
    """Always."""
    yield events.HubStopped(c.reason)


def record_line(m: Meeting, c: commands.RecordLine, by: Author, now: int) -> Iterator[Event]:
    """Changes only: the first time up, every loss, every return."""
    point_of(m, c.point)
    line = m.lines.get(c.point)
    if line is not None and line[0] == c.up:
        raise Refused("no-change")
    yield events.LineUp(c.point) if c.up else events.LineLost(c.point)


def report_clock_jump(m: Meeting, c: commands.ReportClockJump, by: Author, now: int) -> Iterator[Event]:
    """Always."""
    yield events.ClockJumped(c.milliseconds)


def correct_clock(m: Meeting, c: commands.CorrectClock, by: Author, now: int) -> Iterator[Event]:
    """To a shift that is not in force already."""
    if c.milliseconds == m.clock_offset_ms:
        raise Refused("no-change")
    yield events.ClockCorrected(c.milliseconds)


def revoke_code(m: Meeting, c: commands.RevokeCode, by: Author, now: int) -> Iterator[Event]:
    """A role's code, or one point's."""
    if c.role == "point":
        point_of(m, c.point)
    elif c.point:
        raise Refused("unknown-point", point=c.point)
    key = f"{c.role}:{c.point}" if c.point else c.role
    yield events.CodeRevoked(c.role, m.generations.get(key, 0) + 1, c.point)
