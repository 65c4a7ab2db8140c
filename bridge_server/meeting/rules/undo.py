"""The rule of undo: exactly one host action on the floor, unless a later host action builds on it."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import cast

from ..author import Author
from ..commands.lifecycle import Undo
from ..events import Event
from ..events.lifecycle import Undone
from ..folds.cells import read
from ..refusals import Refused
from ..rows import PENDING, Action, CellName, ItemRow, Turn
from ..state import Meeting
from ..values import Run
from .checks import need_not_closed
from .programme import END_OF_TIME
from .turns import need_none_waiting


def undo(m: Meeting, c: Undo, by: Author, now: int) -> Iterator[Event]:
    """What points did since never stands in the way, but for one thing: a point that has asked anew keeps its new request."""
    need_not_closed(m)
    action = m.actions.get(c.record)
    if action is None:
        raise Refused("unknown-record" if c.record > m.n or c.record < 1 else "not-undoable", record=c.record)
    if not action.undoable:
        raise Refused("not-undoable", record=c.record)
    if action.undone_by:
        raise Refused("already-undone", record=c.record, by=action.undone_by)
    later = builds_on(m, c.record, action)
    if later:
        raise Refused("overtaken", what="action", now=later, seen=c.record)
    need_ground(m, c.record, action)
    for name, before, after in action.cells:
        if read(m, name) != after:
            raise Refused("overtaken", what="action", now=m.n, seen=c.record)
        need_room(m, name, before, action)
    need_runs_apart(m, c.record, action)
    yield Undone(c.record)


def builds_on(m: Meeting, record: int, action: Action) -> int:
    """The first later host action in force that changed, or stands on, a cell that this one set; 0 for none.

    An undo and what it undid cancel each other, so neither is asked.
    """
    set_here = {name for name, _, _ in action.cells}
    since = action.since or record
    for number, later in m.actions.items():
        if (later.since or number) <= since or later.undone_by or later.undoes:
            continue
        if any(name in set_here for name, _, _ in later.cells) or any(name in set_here for name, _ in later.stands_on):
            return number
    return 0


def need_ground(m: Meeting, record: int, action: Action) -> None:
    """What is put in force again, by undoing its undo, finds all that it stood on as it was."""
    again = False
    while action.undoes:
        action, again = m.actions[action.undoes], not again
    set_here = {name for name, _, _ in action.cells}
    if again and any(name not in set_here and read(m, name) != stood for name, stood in action.stands_on):
        raise Refused("overtaken", what="action", now=m.n, seen=record)


def need_runs_apart(m: Meeting, record: int, action: Action) -> None:
    """Runs that go back to what they were overlap no run that was corrected or started since."""
    put_back = {name: before for name, before, _ in action.cells}
    rows: Mapping[str, ItemRow | Turn]
    for table, rows in (("items", m.items), ("turns", m.turns)):
        if not any(name[0] == table and name[2] == "runs" for name in put_back):
            continue
        spans: list[tuple[int, int]] = []
        for key, row in rows.items():
            if put_back.get((table, key, "removed"), row.removed):
                continue
            runs = cast(tuple[Run, ...], put_back.get((table, key, "runs"), row.runs))
            spans += [(run.start, END_OF_TIME if run.end is None else run.end) for run in runs]
        spans = sorted(span for span in spans if span[0] < span[1])
        if any(first[1] > second[0] for first, second in pairwise(spans)):
            raise Refused("overtaken", what="action", now=m.n, seen=record)


def need_room(m: Meeting, name: CellName, before: object, action: Action) -> None:
    """A request that would wait again finds no newer one of the same point and agency in its place."""
    table, key, field = name
    if table != "turns" or field not in ("status", "taken_back_at", "removed"):
        return
    turn = m.turns[str(key)]
    put_back = {cell[2]: value for cell, value, _ in action.cells if cell[:2] == (table, key)}
    status = put_back.get("status", turn.status)
    taken_back = put_back.get("taken_back_at", turn.taken_back_at)
    removed = put_back.get("removed", turn.removed)
    if turn.is_request and status in PENDING and turn.withdrawn_at is None and taken_back is None and not removed:
        need_none_waiting(m, turn.point, turn.agency, besides=turn.id)
