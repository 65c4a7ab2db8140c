"""How long items and turns have lasted, and what they may last. Durations are integer milliseconds.

Elapsed = sum of runs − pauses. Budget = planned + added. Pauses and added time are never mixed.
"""

from collections.abc import Sequence

from .rows import ItemRow, Pause, Turn
from .state import Meeting
from .values import MINUTE, Run


def elapsed(runs: Sequence[Run], pauses: Sequence[Pause], now: int) -> int:
    """Time in `runs` that no pause covers; open ends count to `now`. Never negative, even if `now` lies before a start."""
    total = 0
    for run in runs:
        end = now if run.end is None else run.end
        total += max(0, end - run.start)
        for pause in pauses:
            stop = now if pause.end is None else pause.end
            total -= max(0, min(end, stop) - max(run.start, pause.start))
    return max(0, total)


def item_elapsed(meeting: Meeting, row: ItemRow, now: int) -> int:
    """Time the item has run."""
    return elapsed(row.runs, meeting.pauses, now)


def turn_elapsed(meeting: Meeting, turn: Turn, now: int) -> int:
    """Time the turn has spoken, over all its runs."""
    return elapsed(turn.runs, meeting.pauses, now)


def added_ms(meeting: Meeting, of: str, ident: str) -> int:
    """Time given to an item or a turn (negative: taken), over all additions that were not undone."""
    return 1000 * sum(one.seconds for one in meeting.additions.values() if one.of == of and one.id == ident and not one.removed)


def item_budget(meeting: Meeting, row: ItemRow) -> int | None:
    """Planned + added, not below zero nor below the item's minimum; None where nobody planned any minutes."""
    planned = row.planned_ms
    if planned is None:
        return None
    least = (row.item.minimum_minutes or 0) * MINUTE
    return max(least, planned + added_ms(meeting, "item", row.item.id))


def turn_budget(meeting: Meeting, turn: Turn) -> int | None:
    """What the turn may take: planned + added; None where it has no limit. An implicit slot has what its item has."""
    added = added_ms(meeting, "turn", turn.id)
    planned = turn.planned_ms
    if turn.is_slot and turn.id == turn.item:
        planned = item_budget(meeting, meeting.items[turn.item])
    if planned is None:
        return added if added > 0 else None
    return max(0, planned + added)


def turn_remaining(meeting: Meeting, turn: Turn, now: int) -> int | None:
    """What is left of the turn's budget, negative over time; None without a limit."""
    budget = turn_budget(meeting, turn)
    return None if budget is None else budget - turn_elapsed(meeting, turn, now)


def slots_remaining(meeting: Meeting, row: ItemRow, now: int) -> int | None:
    """What the slots of an item still need: max(0, rest) of those begun, whole budgets of the others.

    None where the item has no slots, or one that is still to come has no minutes: then only the item's own budget tells.
    An implicit slot counts once it has begun; until then it is the item itself.
    """
    total = 0
    slots = [turn for turn in (meeting.turns[slot] for slot in row.slots) if turn.id != row.item.id or turn.runs]
    for slot in slots:
        if slot.state in ("done", "skipped", "declined", "withdrawn", "removed"):
            continue
        rest = turn_remaining(meeting, slot, now)
        if rest is None:
            return None
        total += max(0, rest)
    return total if slots else None


def item_remaining(meeting: Meeting, row: ItemRow, now: int) -> int | None:
    """What is left of an item: max(budget − elapsed, what its slots still need); negative over time, None if unplanned."""
    budget = item_budget(meeting, row)
    if budget is None:
        return None
    rest = budget - item_elapsed(meeting, row, now)
    needed = slots_remaining(meeting, row, now)
    return rest if not needed else max(rest, needed)
