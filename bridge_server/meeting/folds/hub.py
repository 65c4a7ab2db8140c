"""How the hub's own events change the meeting."""

from ..events import hub as events
from ..state import Meeting


def hub_started(m: Meeting, e: events.HubStarted, n: int, at: int, by: str) -> None:
    m.lines = {}
    m.hub_started_at = at


def hub_stopped(m: Meeting, e: events.HubStopped, n: int, at: int, by: str) -> None:
    m.lines = {}
    m.hub_started_at = None


def line_up(m: Meeting, e: events.LineUp, n: int, at: int, by: str) -> None:
    m.lines[e.point] = (True, at)


def line_lost(m: Meeting, e: events.LineLost, n: int, at: int, by: str) -> None:
    m.lines[e.point] = (False, at)


def clock_jumped(m: Meeting, e: events.ClockJumped, n: int, at: int, by: str) -> None:
    """The jump is told, nothing follows from it: durations never come from the wall clock."""


def clock_corrected(m: Meeting, e: events.ClockCorrected, n: int, at: int, by: str) -> None:
    m.clock_offset_ms = e.milliseconds


def code_revoked(m: Meeting, e: events.CodeRevoked, n: int, at: int, by: str) -> None:
    m.generations[f"{e.role}:{e.point}" if e.point else e.role] = e.generation
