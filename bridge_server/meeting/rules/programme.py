"""Rules about what runs, for how long, in which order. The host is offered, never overruled: only what cannot be is refused."""

from collections.abc import Iterator

from ..agenda import Item, Presenter, Slot
from ..author import Author
from ..commands import programme as commands
from ..events import Event
from ..events import programme as events
from ..events.turns import StandbyCancelled
from ..refusals import Refused
from ..rows import ItemRow
from ..state import Meeting
from .checks import (
    agency_of,
    item_of,
    need_not_closed,
    need_open,
    need_reason,
    past,
    point_of,
    slot_of,
    turn_name,
    turn_of,
)
from .stop import stop_item, stop_turn

END_OF_TIME = 9_999_999_999_999


def start_item(m: Meeting, c: commands.StartItem, by: Author, now: int) -> Iterator[Event]:
    """Start any item, also a finished one again; what runs ends, and a speaking turn with it (it is held if interrupted)."""
    need_open(m)
    row = item_of(m, c.item)
    if m.running == c.item:
        raise Refused("item-running", item=c.item, started_at=row.runs[-1].start)
    if c.after != m.running:
        raise Refused("overtaken", what="running", now=m.running, seen=c.after)
    if row.skipped:
        raise Refused("item-skipped", item=c.item)
    at = past(c.at, now)
    earliest = max(m.sittings[-1].opened_at, last_end(m), m.items[m.running].runs[-1].start if m.running else 0)
    if at < earliest:
        raise Refused("bad-correction", said_at=at, earliest_at=earliest, latest_at=now)
    for_good = not c.interrupt
    yield from stop_turn(m, at, for_good=for_good)
    yield from stop_item(m, at, for_good=for_good)
    yield events.ItemStarted(c.item, at)


def end_item(m: Meeting, c: commands.EndItem, by: Author, now: int) -> Iterator[Event]:
    """Only the running item; a speaking turn ends with it."""
    need_open(m)
    row = item_of(m, c.item)
    if m.running != c.item:
        raise Refused("item-not-running", item=c.item)
    at = past(c.at, now)
    if at < row.runs[-1].start:
        raise Refused("bad-correction", said_at=at, earliest_at=row.runs[-1].start, latest_at=now)
    yield from stop_turn(m, at, for_good=True)
    yield from stop_item(m, at, for_good=True)


def last_end(m: Meeting) -> int:
    """The latest end of any item's run, 0 before the first."""
    ends = [run.end for row in m.items.values() if not row.removed for run in row.runs if run.end is not None]
    return max(ends, default=0)


def pause_clock(m: Meeting, c: commands.PauseClock, by: Author, now: int) -> Iterator[Event]:
    """Only while something runs."""
    need_open(m)
    if m.paused:
        raise Refused("already-paused", paused_at=m.pauses[-1].start)
    if not m.running and not m.speaking:
        raise Refused("no-run")
    yield events.ClockPaused(c.cause)


def resume_clock(m: Meeting, c: commands.ResumeClock, by: Author, now: int) -> Iterator[Event]:
    """Only while paused."""
    need_open(m)
    if not m.paused:
        raise Refused("not-paused")
    yield events.ClockResumed()


def add_item_time(m: Meeting, c: commands.AddItemTime, by: Author, now: int) -> Iterator[Event]:
    """Any item, also one still to come; zero is no change."""
    need_not_closed(m)
    item_of(m, c.item)
    if c.seconds == 0:
        raise Refused("no-change")
    yield events.ItemTimeAdded(c.item, c.seconds, c.reason)


def correct_run(m: Meeting, c: commands.CorrectRun, by: Author, now: int) -> Iterator[Event]:
    """The last run's start or end moves; runs never overlap. What ended in that very instant moves along."""
    need_not_closed(m)
    need_reason(c.reason)
    runs = (item_of(m, c.id) if c.of == "item" else turn_of(m, c.id)).runs
    if not runs or (c.edge == "end" and runs[-1].end is None):
        raise Refused("no-run")
    at = past(c.at, now)
    last = runs[-1]
    others = other_runs(m, c.of, c.id)
    if c.edge == "start":
        was = last.start
        touching = [(start, key, run) for key, run, start, end in others if end == was]
        joined = [max(touching)[1:]] if touching else []
        floors = [start if end == was else end for _, _, start, end in others if end <= was]
        lowest = max([*floors, *(run.end or 0 for run in runs[:-1]), opened_before(m, was)])
        highest = now if last.end is None else last.end
    else:
        was = last.end or now
        joined = []
        lowest = last.start
        highest = min([start for _, _, start, _ in others if start >= was], default=now)
        highest = min([highest, *(one.ended_at for one in m.sittings if one.ended_at is not None and one.ended_at >= was)])
    if not lowest <= at <= highest:
        raise Refused("bad-correction", said_at=at, earliest_at=lowest, latest_at=highest)
    if at == was:
        raise Refused("no-change")
    for key, run in joined:
        yield events.RunCorrected(c.of, key, run, "end", was, at, c.reason)
    yield events.RunCorrected(c.of, c.id, len(runs) - 1, c.edge, was, at, c.reason)


def other_runs(m: Meeting, of: str, ident: str) -> list[tuple[str, int, int, int]]:
    """The ended runs of the other items (or turns): id, index of the run, start, end; an open run counts to the end of time."""
    rows = m.items if of == "item" else m.turns
    return [
        (key, index, run.start, END_OF_TIME if run.end is None else run.end)
        for key, row in rows.items()
        if key != ident and not row.removed
        for index, run in enumerate(row.runs)
    ]


def opened_before(m: Meeting, instant: int) -> int:
    """The opening of the sitting in which `instant` lies."""
    return max((sitting.opened_at for sitting in m.sittings if sitting.opened_at <= instant), default=0)


def skip_item(m: Meeting, c: commands.SkipItem, by: Author, now: int) -> Iterator[Event]:
    """Any item but the running one."""
    need_not_closed(m)
    need_reason(c.reason)
    row = item_of(m, c.item)
    if row.skipped:
        raise Refused("item-skipped", item=c.item)
    if m.running == c.item:
        raise Refused("item-running", item=c.item, started_at=row.runs[-1].start)
    yield events.ItemSkipped(c.item, c.reason)


def restore_item(m: Meeting, c: commands.RestoreItem, by: Author, now: int) -> Iterator[Event]:
    """Only a skipped item."""
    need_not_closed(m)
    if not item_of(m, c.item).skipped:
        raise Refused("item-not-skipped", item=c.item)
    yield events.ItemRestored(c.item)


def move_item(m: Meeting, c: commands.MoveItem, by: Author, now: int) -> Iterator[Event]:
    """Any item to any place but its own."""
    need_not_closed(m)
    need_reason(c.reason)
    item_of(m, c.item)
    if c.before:
        item_of(m, c.before)
    where = m.order.index(c.item)
    after = m.order[where + 1] if where + 1 < len(m.order) else ""
    if c.before in (c.item, after):
        raise Refused("same-place", id=c.item)
    yield events.ItemMoved(c.item, c.before, c.reason)


def add_item(m: Meeting, c: commands.AddItem, by: Author, now: int) -> Iterator[Event]:
    """A new item gets a number of its own; the printed ones stay."""
    need_not_closed(m)
    need_reason(c.reason)
    if c.before:
        item_of(m, c.before)
    presenter = None
    if c.point:
        agency = agency_of(m, c.agency, c.point)
        presenter = Presenter(c.agency or c.point, c.name or (agency.name if agency else point_of(m, c.point).name), c.point)
    ident = free_id(m, "i")
    printed = [int(row.item.no) for row in m.items.values() if row.item.no.isdecimal()]
    number = str(max(printed, default=0) + 1)
    item = Item(ident, number, c.kind, c.title, planned_minutes=c.planned_minutes, presenter=presenter)
    yield events.ItemAdded(item, c.before, c.reason)


def free_id(m: Meeting, letter: str) -> str:
    """An id that no item and no turn has had."""
    number = m.others_made + 1
    while f"{letter}{number}" in m.items or f"{letter}{number}" in m.turns:
        number += 1
    return f"{letter}{number}"


def add_slot(m: Meeting, c: commands.AddSlot, by: Author, now: int) -> Iterator[Event]:
    """A contribution nobody planned; it stands under its item like the planned ones."""
    need_not_closed(m)
    need_reason(c.reason)
    row = item_of(m, c.item)
    agency = agency_of(m, c.agency, c.point)
    if c.before:
        need_slot_in(m, row, c.before)
    name = c.name or (agency.name if agency else point_of(m, c.point).name)
    point_of(m, c.point)
    slot = Slot(free_id(m, "s"), c.agency or c.point, name, c.point, c.planned_minutes)
    yield events.SlotAdded(c.item, slot, c.group, c.before, c.reason)


def need_slot_in(m: Meeting, row: ItemRow, slot: str) -> None:
    """The slot stands under that item."""
    slot_of(m, slot)
    if slot not in row.slots:
        raise Refused("other-item", id=slot, item=m.turns[slot].item)


def move_slot(m: Meeting, c: commands.MoveSlot, by: Author, now: int) -> Iterator[Event]:
    """Within its item; a contribution under another item is a call or a new slot there."""
    need_not_closed(m)
    need_reason(c.reason)
    slot = slot_of(m, c.slot)
    row = m.items[slot.item]
    if c.before:
        need_slot_in(m, row, c.before)
    where = row.slots.index(c.slot)
    after = row.slots[where + 1] if where + 1 < len(row.slots) else ""
    if c.before in (c.slot, after):
        raise Refused("same-place", id=c.slot)
    yield events.SlotMoved(c.slot, c.before, c.reason)


def skip_slot(m: Meeting, c: commands.SkipSlot, by: Author, now: int) -> Iterator[Event]:
    """Only while it still waits."""
    need_not_closed(m)
    need_reason(c.reason)
    slot = slot_of(m, c.slot)
    if slot.state not in ("waiting", "standby", "passed"):
        raise Refused("turn-not-waiting", turn=c.slot, name=turn_name(m, slot), state=slot.state)
    yield events.SlotSkipped(c.slot, c.reason)


def restore_slot(m: Meeting, c: commands.RestoreSlot, by: Author, now: int) -> Iterator[Event]:
    """Only a skipped slot."""
    need_not_closed(m)
    slot = slot_of(m, c.slot)
    if slot.state != "skipped":
        raise Refused("item-not-skipped", item=c.slot)
    yield events.SlotRestored(c.slot)


def replace_presenter(m: Meeting, c: commands.ReplacePresenter, by: Author, now: int) -> Iterator[Event]:
    """Before it is done. Without a point the agency stays and only the person changes; another point is not on standby yet."""
    need_not_closed(m)
    need_reason(c.reason)
    slot = slot_of(m, c.slot)
    if slot.state in ("done", "speaking", "held") and c.point:
        raise Refused("turn-over", turn=c.slot, name=turn_name(m, slot), state=slot.state)
    if not c.point:
        yield events.PresenterReplaced(c.slot, slot.point, slot.agency, slot.name, c.speaker, c.reason)
        return
    agency = agency_of(m, c.agency, c.point)
    name = c.name or (agency.name if agency else point_of(m, c.point).name)
    point_of(m, c.point)
    if slot.state == "standby" and c.point != slot.point:
        yield StandbyCancelled(c.slot)
    yield events.PresenterReplaced(c.slot, c.point, c.agency or c.point, name, c.speaker, c.reason)
