"""One pure function for every face: when each item starts and ends, planned, actual and projected.

Projected start of an item = now + max(0, rest of the running one) + rest of the unfinished, unskipped ones before it, not
before its own `not_before`. Starts never decrease and none lies before now. Where an item has no minutes, what comes after it
is unknown, and the projection says so instead of guessing. Nothing here changes the meeting: the host decides.
"""

from dataclasses import dataclass
from typing import Literal

from .clock import item_budget, item_elapsed, item_remaining
from .rows import ItemRow
from .state import Meeting
from .values import MINUTE

ItemState = Literal["coming", "running", "interrupted", "finished", "skipped"]


@dataclass(frozen=True, slots=True)
class ItemTimes:
    """The times of one item; instants and durations in ms, None where unknown or not yet.

    `actual_start` is the start of its first run, `actual_end` the end of its last, once it is finished. For what is over,
    projected equals actual.
    """

    id: str
    state: ItemState
    planned_start: int | None
    planned_end: int | None
    actual_start: int | None
    actual_end: int | None
    projected_start: int | None
    projected_end: int | None
    elapsed_ms: int
    budget_ms: int | None
    remaining_ms: int | None


@dataclass(frozen=True, slots=True)
class Projection:
    """The whole programme in today's order (removed items left out).

    `offset_ms` = projected end − planned end: positive is late. `unknown_item` is the first item still to come (or running)
    without minutes, "" if all have some; then `projected_end` and `offset_ms` are None.
    """

    items: tuple[ItemTimes, ...]
    planned_end: int | None
    projected_end: int | None
    offset_ms: int | None
    unknown_item: str = ""

    def of(self, item: str) -> ItemTimes | None:
        """The times of one item, or None."""
        return next((one for one in self.items if one.id == item), None)


def nights_ms(meeting: Meeting, now: int) -> int:
    """How far the plan moved because of adjournments: the time between sittings is nobody's delay.

    From the end of a sitting to the instant announced for the next one; where none was announced, to its opening (or now).
    """
    total = 0
    for sitting, after in zip(meeting.sittings, (*meeting.sittings[1:], None), strict=False):
        if sitting.ended_at is None or (after is None and meeting.phase == "closed"):
            continue
        resumed = sitting.until if sitting.until is not None else (now if after is None else after.opened_at)
        total += max(0, resumed - sitting.ended_at)
    return total


def plan_moved_ms(meeting: Meeting) -> int:
    """How far the printed instants lie from the hub's clock: postponed, and less what that clock was found to be behind.

    A plan is printed in true time, everything else is told by the hub's clock; with the correction added, as every face shows
    instants, a planned one is the printed one again.
    """
    return meeting.starts_at - meeting.agenda.starts_at - meeting.clock_offset_ms


def planned_times(meeting: Meeting) -> tuple[dict[str, tuple[int | None, int | None]], int | None]:
    """Planned start and end of each printed item, and of the whole; None from the first item without minutes on."""
    moved = plan_moved_ms(meeting)
    clock: int | None = meeting.agenda.starts_at + moved
    times: dict[str, tuple[int | None, int | None]] = {}
    for item in meeting.agenda.items:
        row = ItemRow(item)
        if item.not_before is not None and clock is not None:
            clock = max(clock, item.not_before + moved)
        start, planned = clock, row.planned_ms
        clock = None if start is None or planned is None else start + planned
        times[item.id] = (start, clock)
    printed_end = meeting.agenda.ends_at
    return times, printed_end + moved if printed_end is not None else clock


def project(meeting: Meeting, now: int) -> Projection:
    """Every item's times as they look at `now`."""
    planned, planned_end = planned_times(meeting)
    moved = plan_moved_ms(meeting)
    night = nights_ms(meeting, now)
    rows = {key: meeting.items[key] for key in meeting.order if not meeting.items[key].removed}
    rests = {key: item_remaining(meeting, row, now) for key, row in rows.items()}
    clock: int | None = first_free_instant(meeting, now)
    coming: dict[str, tuple[int | None, int | None]] = {}
    unknown = ""
    order = [key for key in (meeting.running, *rows) if key]
    for key in dict.fromkeys(order):
        row = rows[key]
        running = key == meeting.running
        if meeting.phase == "closed" or (not running and (row.finished or row.skipped)):
            continue
        if clock is not None and row.item.not_before is not None and not running:
            clock = max(clock, row.item.not_before + moved)
        start = clock
        rest = rests[key]
        if rest is None and not unknown:
            unknown = key
        clock = None if clock is None or rest is None else clock + max(0, rest)
        coming[key] = (row.runs[0].start if running else start, clock)
    items = tuple(
        item_times(meeting, key, row, planned.get(key), coming.get(key), rests[key], now, night) for key, row in rows.items()
    )
    if meeting.phase == "closed":
        clock = meeting.sittings[-1].ended_at
    elif not coming:
        clock = max((one.actual_end for one in items if one.actual_end is not None), default=None)
    due = None if planned_end is None else planned_end + night
    offset = None if clock is None or due is None else clock - due
    return Projection(items, due, clock, offset, unknown)


def first_free_instant(meeting: Meeting, now: int) -> int | None:
    """When the next thing can begin: now; before the opening not before the plan; adjourned, not before the next sitting."""
    if meeting.phase == "prepared":
        return max(now, meeting.agenda.starts_at + plan_moved_ms(meeting))
    if meeting.phase == "adjourned":
        until = meeting.sittings[-1].until
        return None if until is None else max(now, until)
    return now


def item_times(
    meeting: Meeting,
    key: str,
    row: ItemRow,
    planned: tuple[int | None, int | None] | None,
    coming: tuple[int | None, int | None] | None,
    rest: int | None,
    now: int,
    night: int,
) -> ItemTimes:
    """One row of the projection. Planned instants of what had not begun when a sitting ended move with the night."""
    running = key == meeting.running
    state: ItemState = (
        "running"
        if running
        else "skipped"
        if row.skipped
        else "finished"
        if row.finished
        else "interrupted"
        if row.runs
        else "coming"
    )
    start, end = planned or (None, None)
    shift = 0 if row.runs else night
    actual_start = row.runs[0].start if row.runs else None
    actual_end = row.runs[-1].end if row.runs and row.finished else None
    over = state in ("finished", "skipped")
    return ItemTimes(
        key,
        state,
        None if start is None else start + shift,
        None if end is None else end + shift,
        actual_start,
        actual_end,
        actual_start if over else (coming or (None, None))[0],
        actual_end if over else (coming or (None, None))[1],
        item_elapsed(meeting, row, now),
        item_budget(meeting, row),
        rest,
    )


def late_by_minutes(offset_ms: int) -> int:
    """An offset in whole minutes as it is said: towards zero, so that 59 seconds late is on time."""
    return int(offset_ms / MINUTE)
