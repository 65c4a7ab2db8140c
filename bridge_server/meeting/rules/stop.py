"""What has to stop when something else begins or the sitting ends: the pause, the speaking turn, the running item."""

from collections.abc import Iterator

from ..events import Event
from ..events.programme import ClockResumed, ItemEnded, ItemInterrupted
from ..events.turns import TurnEnded, TurnHeld
from ..state import Meeting


def stop_turn(m: Meeting, at: int, *, for_good: bool) -> Iterator[Event]:
    """End the speaking turn (or hold it, where it goes on later) at `at`, but never before it began."""
    if m.speaking:
        at = max(at, m.turns[m.speaking].runs[-1].start)
        yield TurnEnded(m.speaking, at) if for_good else TurnHeld(m.speaking, "other", at)


def end_pause(m: Meeting) -> Iterator[Event]:
    """Where no item runs, a pause ends with the turn that spoke."""
    if m.paused and not m.running:
        yield ClockResumed()


def stop_item(m: Meeting, at: int, *, for_good: bool) -> Iterator[Event]:
    """End the running item (or interrupt it) at `at`, and a pause with it."""
    if m.paused:
        yield ClockResumed()
    if m.running:
        yield ItemEnded(m.running, at) if for_good else ItemInterrupted(m.running, at)


def stop_all(m: Meeting, at: int, *, for_good: bool) -> Iterator[Event]:
    """Stop the turn, the pause and the item."""
    yield from stop_turn(m, at, for_good=for_good)
    yield from stop_item(m, at, for_good=for_good)
