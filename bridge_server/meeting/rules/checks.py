"""What many rules ask first. Each raises `Refused` with the offender named, or gives back the row."""

from ..agenda import Agency
from ..refusals import Refused
from ..roster import Point
from ..rows import Conclusion, ItemRow, Note, Turn
from ..state import Meeting


def need_open(m: Meeting) -> None:
    """The meeting is open: neither before, nor between sittings, nor after."""
    need_not_closed(m)
    if m.phase != "open":
        raise Refused("not-open", phase=m.phase)


def need_not_closed(m: Meeting) -> None:
    """The meeting is not closed."""
    if m.phase == "closed":
        raise Refused("meeting-closed", closed_at=m.sittings[-1].ended_at or m.at)


def need_past(at: int, now: int) -> None:
    """An instant that is said to have been is not ahead; two seconds are forgiven, clocks differ."""
    if at > now + 2_000:
        raise Refused("in-the-future", said_at=at, now_at=now)


def past(at: int | None, now: int) -> int:
    """The instant somebody names for what has happened (None: now), never ahead of now."""
    if at is None:
        return now
    need_past(at, now)
    return min(at, now)


def need_reason(reason: str) -> None:
    """A reason is given."""
    if not reason.strip():
        raise Refused("reason-needed")


def point_of(m: Meeting, point: str) -> Point:
    """The point with that id."""
    if point not in m.points:
        raise Refused("unknown-point", point=point)
    return m.points[point]


def agency_of(m: Meeting, agency: str, point: str) -> Agency | None:
    """The agency with that id, at that point; None for "" (the point itself)."""
    if not agency:
        return None
    for one in m.agenda.agencies:
        if one.id == agency and one.point == point:
            return one
    raise Refused("unknown-agency", agency=agency, point=point, name=point_of(m, point).name)


def item_of(m: Meeting, item: str) -> ItemRow:
    """The item with that id, unless its adding was undone."""
    row = m.items.get(item)
    if row is None or row.removed:
        raise Refused("unknown-item", item=item)
    return row


def turn_of(m: Meeting, turn: str) -> Turn:
    """The turn with that id, unless its adding was undone."""
    row = m.turns.get(turn)
    if row is None:
        raise Refused("unknown-turn", turn=turn)
    if row.removed:
        raise Refused("turn-removed", turn=turn, name=turn_name(m, row))
    return row


def slot_of(m: Meeting, slot: str) -> Turn:
    """The slot with that id."""
    row = m.turns.get(slot)
    if row is None or row.removed:
        raise Refused("unknown-slot", slot=slot)
    if not row.is_slot:
        raise Refused("not-a-slot", turn=slot, name=turn_name(m, row))
    return row


def note_of(m: Meeting, note: str) -> Note:
    """The note with that id, not struck out."""
    row = m.notes.get(note)
    if row is None:
        raise Refused("unknown-note", note=note)
    if row.removed:
        raise Refused("already-removed", id=note)
    return row


def conclusion_of(m: Meeting, conclusion: str) -> Conclusion:
    """The conclusion with that id, not struck out."""
    row = m.conclusions.get(conclusion)
    if row is None:
        raise Refused("unknown-conclusion", conclusion=conclusion)
    if row.removed:
        raise Refused("already-removed", id=conclusion)
    return row


def turn_name(m: Meeting, turn: Turn) -> str:
    """What a turn is called in a sentence: its agency, else its point."""
    return turn.name or (m.points[turn.point].name if turn.point in m.points else turn.point)


def speaking_name(m: Meeting) -> str:
    """Who speaks now, by name, "" for nobody."""
    return turn_name(m, m.turns[m.speaking]) if m.speaking else ""
