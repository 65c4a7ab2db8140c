"""How a host action changes the floor: cell by cell, each remembered with its value before and after.

What points do goes round this: their facts are no part of any action, so undoing one never takes them back.
"""

from dataclasses import replace

from ..rows import Action, CellName
from ..state import Meeting


def put(m: Meeting, n: int, table: str, key: str | int, **fields: object) -> None:
    """Change fields of a row (`table` "": plain fields of the meeting, `key` unused) and remember them under record `n`."""
    if table:
        rows = getattr(m, table)
        row = rows[key]
        changes = [((table, key, field), getattr(row, field), after) for field, after in fields.items()]
        rows[key] = replace(row, **fields)
        stand_on(m, n, (table, key, "removed"))
    else:
        changes = [(("", field, ""), getattr(m, field), after) for field, after in fields.items()]
        for field, after in fields.items():
            setattr(m, field, after)
    remember(m, n, changes)


def create(m: Meeting, n: int, table: str, key: str | int, row: object) -> None:
    """Add a row that undoing record `n` marks as removed."""
    getattr(m, table)[key] = row
    remember(m, n, [((table, key, "removed"), True, False)])


def remember(m: Meeting, n: int, changes: list[tuple[CellName, object, object]]) -> None:
    """Note changes under record `n`; of several changes of one cell the first "before" and the last "after" count."""
    action = m.actions.get(n, Action())
    cells = {name: (before, after) for name, before, after in action.cells}
    for name, before, after in changes:
        cells[name] = (cells[name][0] if name in cells else before, after)
    m.actions[n] = replace(action, cells=tuple((name, *values) for name, values in cells.items()))


def stand_on(m: Meeting, n: int, *names: CellName) -> None:
    """Note that record `n` only makes sense while what these cells say holds: what set them cannot be undone before it."""
    action = m.actions.get(n, Action())
    stood_on = dict(action.stands_on)
    for name in names:
        stood_on.setdefault(name, read(m, name))
    m.actions[n] = replace(action, stands_on=tuple(stood_on.items()))


def final(m: Meeting, n: int) -> None:
    """Note that record `n` has a way back of its own (reopen, resume) and is not undone."""
    m.actions[n] = replace(m.actions.get(n, Action()), undoable=False)


def read(m: Meeting, name: CellName) -> object:
    """What the cell holds now."""
    table, key, field = name
    return getattr(getattr(m, table)[key], field) if table else getattr(m, str(key))


def undone(m: Meeting, n: int, record: int) -> None:
    """Put every cell of `record` back, and remember that as an action of record `n`, which can be undone in turn.

    Undoing an undo puts what that had undone in force again, and so on down the chain.
    """
    action = m.actions[record]
    for (table, key, field), before, after in action.cells:
        if table:
            rows = getattr(m, table)
            rows[key] = replace(rows[key], **{field: before})
        else:
            setattr(m, str(key), before)
        remember(m, n, [((table, key, field), after, before)])
    m.actions[n] = replace(m.actions.get(n, Action()), undoes=record)
    m.actions[record] = replace(action, undone_by=n)
    upper, lower, in_force = record, action.undoes, True
    while lower:
        row = m.actions[lower]
        m.actions[lower] = replace(row, undone_by=0, since=n) if in_force else replace(row, undone_by=upper)
        upper, lower, in_force = lower, row.undoes, not in_force
