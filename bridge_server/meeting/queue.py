"""The order in which people are heard. It is the hub's alone unless the host moved a row, and each row says why it stands there.

Slots stand in agenda order under their own item. Requests stand in a list of their own: urgent ones (marked by the host only)
before ordinary ones, each by the number of their asking.
"""

from dataclasses import dataclass
from typing import Literal

from .clock import turn_elapsed
from .rows import PENDING, Turn
from .state import Meeting

Why = Literal["number", "urgent", "moved", "passed"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often and how long (ms) a point has spoken so far: the hint for whom to prefer."""

    turns: int
    ms: int


def sort_key(turn: Turn) -> tuple[bool, float, int]:
    """Urgent before ordinary, then place; an unmoved request's place is its number."""
    urgent, place = turn.place if turn.place is not None else (turn.urgent, float(turn.number))
    return not urgent, place, turn.number


def requests(meeting: Meeting) -> list[tuple[Turn, Why]]:
    """The requests that still wait (passed ones keep their place), in order, each with the reason for its place."""
    waiting = meeting.turns_where(lambda turn: turn.is_request and turn.state in PENDING)
    return [(turn, why(turn)) for turn in sorted(waiting, key=sort_key)]


def why(turn: Turn) -> Why:
    """Why a request stands where it stands, the strongest reason."""
    if turn.state == "passed":
        return "passed"
    if turn.place is not None:
        return "moved"
    return "urgent" if turn.urgent else "number"


def slots(meeting: Meeting, item: str) -> list[Turn]:
    """The slots of an item in today's order, whatever their state; those undone are left out."""
    return [meeting.turns[key] for key in meeting.items[item].slots if not meeting.turns[key].removed]


def upcoming(meeting: Meeting) -> list[Turn]:
    """Who is next: turns on standby first, then the running item's slots to come, then the requests."""
    slots_to_come = [turn for turn in slots(meeting, meeting.running) if turn.state in PENDING] if meeting.running else []
    rows = [*slots_to_come, *(turn for turn, _ in requests(meeting))]
    return sorted(rows, key=lambda turn: turn.state != "standby")


def spoken(meeting: Meeting, point: str, now: int) -> Spoken:
    """What the point has spoken so far, the speaking turn included."""
    turns = meeting.turns_where(lambda turn: turn.point == point and bool(turn.runs) and not turn.removed)
    return Spoken(len(turns), sum(turn_elapsed(meeting, turn, now) for turn in turns))
