"""What holds of every meeting, whatever anybody did."""

from collections import Counter
from itertools import pairwise

from bridge_server.meeting import Meeting
from bridge_server.meeting.projection import project
from bridge_server.meeting.rows import PENDING, ItemRow, Turn
from bridge_server.meeting.values import MINUTE


def check(meeting: Meeting, now: int) -> None:
    """Every invariant."""
    one_turn_speaks(meeting)
    one_item_runs(meeting)
    one_request_waits(meeting)
    runs_are_sound(list(meeting.items.values()), now)
    runs_are_sound(list(meeting.turns.values()), now)
    pauses_are_sound(meeting, now)
    sittings_are_sound(meeting, now)
    undo_is_sound(meeting)
    projection_is_sound(meeting, now)


def one_turn_speaks(m: Meeting) -> None:
    """The turn that speaks, the turn with an open run and `speaking` are one and the same, in an open meeting only."""
    speaking = [turn.id for turn in m.turns.values() if turn.state == "speaking"]
    assert speaking == ([m.speaking] if m.speaking else [])
    assert [turn.id for turn in m.turns.values() if turn.runs and turn.runs[-1].end is None] == speaking
    assert not m.speaking or m.phase == "open"
    if m.speaking and m.turns[m.speaking].is_slot:
        assert m.turns[m.speaking].item == m.running


def one_item_runs(m: Meeting) -> None:
    """The item with an open run is `running`: in the course, not finished, not removed, in an open meeting."""
    assert [key for key, row in m.items.items() if row.runs and row.runs[-1].end is None] == ([m.running] if m.running else [])
    assert not m.running or m.phase == "open"
    if m.running:
        row = m.items[m.running]
        assert not any((row.skipped, row.removed, row.finished))
    assert sorted(m.order) == sorted(key for key, row in m.items.items() if not row.removed)
    for key, row in m.items.items():
        slots = {turn.id for turn in m.turns.values() if turn.is_slot and turn.item == key and not turn.removed}
        assert row.removed or set(row.slots) == slots


def one_request_waits(m: Meeting) -> None:
    """At most one request of a point and agency waits."""
    waiting = Counter((turn.point, turn.agency) for turn in m.turns.values() if turn.is_request and turn.state in PENDING)
    assert not waiting or max(waiting.values()) == 1


def runs_are_sound(rows: list[ItemRow] | list[Turn], now: int) -> None:
    """Runs start before they end, lie in the past and never overlap, in one row or across rows."""
    spans = []
    for row in rows:
        assert all(run.end is not None for run in row.runs[:-1])
        for run in row.runs:
            assert run.start <= (now if run.end is None else run.end) <= now
            if not row.removed:
                spans.append((run.start, 2 * now if run.end is None else run.end))
    for (start, end), (next_start, next_end) in pairwise(sorted(span for span in spans if span[0] < span[1])):
        assert end <= next_start, (start, end, next_start, next_end)


def pauses_are_sound(m: Meeting, now: int) -> None:
    """Pauses never overlap; one is open only while something runs or somebody speaks."""
    assert all(pause.end is not None and pause.start <= pause.end <= now for pause in m.pauses[:-1])
    assert all((first.end or 0) <= second.start for first, second in pairwise(m.pauses))
    assert not m.paused or m.running or m.speaking


def sittings_are_sound(m: Meeting, now: int) -> None:
    """Sittings follow each other, only the last one of an open meeting goes on, and nothing runs outside them."""
    assert [sitting.number for sitting in m.sittings] == list(range(1, len(m.sittings) + 1))
    assert [sitting.ended_at is None for sitting in m.sittings] == [False] * (len(m.sittings) - 1) + [m.phase == "open"] * bool(
        m.sittings
    )
    assert all((first.ended_at or 0) <= second.opened_at for first, second in pairwise(m.sittings))
    for row in m.items.values():
        for run in row.runs:
            end = now if run.end is None else run.end
            assert any(
                one.opened_at <= run.start and end <= (now if one.ended_at is None else one.ended_at) for one in m.sittings
            )


def undo_is_sound(m: Meeting) -> None:
    """An action is undone by an undo of it that is in force; time is given only to what is there."""
    for number, action in m.actions.items():
        if action.undone_by:
            undo = m.actions[action.undone_by]
            assert undo.undoes == number
            assert not undo.undone_by
    for one in m.additions.values():
        rows: dict[str, ItemRow] | dict[str, Turn] = dict(m.items) if one.of == "item" else dict(m.turns)
        assert one.removed or not rows[one.id].removed


def projection_is_sound(m: Meeting, now: int) -> None:
    """Starts to come never decrease and none lies before now; a break to come keeps its minimum; known ends follow starts."""
    projection = project(m, now)
    coming = [one for one in projection.items if one.state in ("coming", "interrupted")]
    starts = [one.projected_start for one in coming if one.projected_start is not None]
    assert m.phase == "closed" or starts == sorted(starts)
    assert all(start >= now for start in starts)
    for one in coming:
        if one.projected_start is not None and one.projected_end is not None:
            least = m.items[one.id].item.minimum_minutes or 0
            assert one.projected_end - one.projected_start >= (least * MINUTE if one.state == "coming" else 0)
    if projection.unknown_item:
        assert m.phase == "closed" or projection.projected_end is None
