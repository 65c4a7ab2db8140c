"""How programme events change the meeting."""

from dataclasses import replace

from ..events import programme as events
from ..rows import Addition, CellName, ItemRow, Pause, Turn
from ..state import Meeting
from ..values import MINUTE, Run
from .cells import create, put, stand_on

RUNNING: CellName = ("", "running", "")
SPEAKING: CellName = ("", "speaking", "")
PAUSES: CellName = ("", "pauses", "")


def insert(ids: tuple[str, ...], new: str, before: str) -> tuple[str, ...]:
    """`ids` with `new` right before `before`, at the end where that is "" or gone; wherever `new` stood before."""
    rest = [one for one in ids if one != new]
    rest.insert(rest.index(before) if before in rest else len(rest), new)
    return tuple(rest)


def end_run(runs: tuple[Run, ...], at: int) -> tuple[Run, ...]:
    """The runs with the open last one ended at `at`, never before its start."""
    last = runs[-1]
    return (*runs[:-1], Run(last.start, max(last.start, at)))


def item_started(m: Meeting, e: events.ItemStarted, n: int, at: int, by: str) -> None:
    put(m, n, "items", e.item, runs=(*m.items[e.item].runs, Run(e.at)), finished=False)
    put(m, n, "", "", running=e.item)
    stand_on(m, n, ("items", e.item, "skipped"), SPEAKING, PAUSES)


def item_ended(m: Meeting, e: events.ItemEnded, n: int, at: int, by: str) -> None:
    put(m, n, "items", e.item, runs=end_run(m.items[e.item].runs, e.at), finished=True)
    put(m, n, "", "", running="")
    stand_on(m, n, SPEAKING, PAUSES)


def item_interrupted(m: Meeting, e: events.ItemInterrupted, n: int, at: int, by: str) -> None:
    put(m, n, "items", e.item, runs=end_run(m.items[e.item].runs, e.at))
    put(m, n, "", "", running="")
    stand_on(m, n, SPEAKING, PAUSES)


def clock_paused(m: Meeting, e: events.ClockPaused, n: int, at: int, by: str) -> None:
    put(m, n, "", "", pauses=(*m.pauses, Pause(at, None, e.cause)))
    stand_on(m, n, RUNNING)
    if not m.running:
        stand_on(m, n, SPEAKING)


def clock_resumed(m: Meeting, e: events.ClockResumed, n: int, at: int, by: str) -> None:
    put(m, n, "", "", pauses=(*m.pauses[:-1], replace(m.pauses[-1], end=at)))


def item_time_added(m: Meeting, e: events.ItemTimeAdded, n: int, at: int, by: str) -> None:
    create(m, n, "additions", n, Addition("item", e.item, e.seconds))
    stand_on(m, n, ("items", e.item, "removed"))


def run_corrected(m: Meeting, e: events.RunCorrected, n: int, at: int, by: str) -> None:
    table = "items" if e.of == "item" else "turns"
    runs: tuple[Run, ...] = getattr(m, table)[e.id].runs
    run = replace(runs[e.run], start=e.at) if e.edge == "start" else replace(runs[e.run], end=e.at)
    put(m, n, table, e.id, runs=(*runs[: e.run], run, *runs[e.run + 1 :]))


def item_skipped(m: Meeting, e: events.ItemSkipped, n: int, at: int, by: str) -> None:
    put(m, n, "items", e.item, skipped=True)
    stand_on(m, n, ("items", e.item, "runs"))


def item_restored(m: Meeting, e: events.ItemRestored, n: int, at: int, by: str) -> None:
    put(m, n, "items", e.item, skipped=False)


def item_moved(m: Meeting, e: events.ItemMoved, n: int, at: int, by: str) -> None:
    put(m, n, "", "", order=insert(m.order, e.item, e.before))


def item_added(m: Meeting, e: events.ItemAdded, n: int, at: int, by: str) -> None:
    slots = tuple(slot for _, slot in e.item.all_slots())
    create(m, n, "items", e.item.id, ItemRow(e.item, tuple(slot.id for slot in slots)))
    for slot in slots:
        planned = None if slot.planned_minutes is None else slot.planned_minutes * MINUTE
        turn = Turn(slot.id, "slot", slot.point, slot.agency, slot.name, item=e.item.id, planned_ms=planned)
        create(m, n, "turns", slot.id, turn)
    put(m, n, "", "", order=insert(m.order, e.item.id, e.before))
    m.others_made += 1


def slot_added(m: Meeting, e: events.SlotAdded, n: int, at: int, by: str) -> None:
    slot = e.slot
    planned = None if slot.planned_minutes is None else slot.planned_minutes * MINUTE
    turn = Turn(slot.id, "slot", slot.point, slot.agency, slot.name, item=e.item, group=e.group, planned_ms=planned)
    create(m, n, "turns", slot.id, turn)
    put(m, n, "items", e.item, slots=insert(m.items[e.item].slots, slot.id, e.before))
    m.others_made += 1
    stand_on(m, n, ("items", e.item, "removed"))


def slot_moved(m: Meeting, e: events.SlotMoved, n: int, at: int, by: str) -> None:
    item = m.turns[e.slot].item
    put(m, n, "items", item, slots=insert(m.items[item].slots, e.slot, e.before))


def slot_skipped(m: Meeting, e: events.SlotSkipped, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.slot, status="skipped")


def slot_restored(m: Meeting, e: events.SlotRestored, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.slot, status="waiting")


def presenter_replaced(m: Meeting, e: events.PresenterReplaced, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.slot, point=e.point, agency=e.agency, name=e.name, presenter=e.speaker)
