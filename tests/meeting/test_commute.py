"""Undo commutes with whatever points do: which of the two reached the hub first makes no difference."""

from dataclasses import replace
from random import Random

from hypothesis import given, note
from hypothesis import strategies as st

from bridge_server.meeting import HOST, Author, Command, Meeting, Refused
from bridge_server.meeting import commands as c
from bridge_server.meeting.digest import plain
from bridge_server.meeting.permissions import POINT
from bridge_server.meeting.rows import revisions

from .kit import MORNING, THREE_TIERS, Live, replay
from .random_commands import BY_NAME, OFTEN, fill, random_command

FROM_POINTS = sorted(kind.__name__ for kind in POINT)
LEFT_OUT = ("n", "at", "actions", "additions", "answered", "check_ins", "past_rolls", "turns")


def meaning(m: Meeting) -> dict[str, object]:
    """The state without its bookkeeping: record numbers, the table of actions, additions that are undone.

    What ran when somebody asked is a circumstance of the asking, as its instant is; it is left out until the turn is heard.
    """
    state = {name: plain(getattr(m, name)) for name in (*Meeting.TABLES, *Meeting.PLAIN) if name not in LEFT_OUT}
    state["additions"] = [plain(one) for one in m.additions.values() if not one.removed]
    unheard = {key for key, turn in m.turns.items() if turn.is_request and not turn.runs}
    state["turns"] = {
        key: plain(replace(turn, item="", planned_ms=None) if key in unheard else turn) for key, turn in m.turns.items()
    }
    state["check_ins"] = {key: [plain(one[1:4]) for one in revisions(newest)] for key, newest in m.check_ins.items()}
    return state


def ended_by_an_action(dice: Random) -> Live:
    """A random meeting whose last record is a host action that can be undone."""
    live = Live()
    live.at(0).host(c.OpenMeeting())
    for step in range(120):
        live.now += dice.choice((0, 1, 30_000, 60_000))
        kind = dice.choice((*OFTEN, *FROM_POINTS)) if dice.random() < 0.3 else ""
        by, command = random_command(live.meeting, live.now, dice)
        if kind in FROM_POINTS:
            by = Author("point", dice.choice(tuple(live.meeting.points)))
            command = fill(BY_NAME[kind], live.meeting, live.now, by, dice)
        if isinstance(command, c.Adjourn | c.CloseMeeting) and dice.random() < 0.8:
            continue
        try:
            live.does(by, command)
        except Refused:
            continue
        action = live.meeting.actions.get(live.last)
        if step > 25 and action is not None and action.undoable:
            break
    return live


def twin(live: Live) -> Live:
    """The same meeting once more."""
    other = Live(MORNING, THREE_TIERS)
    other.meeting, other.log, other.now = replay(MORNING, THREE_TIERS, live.log), list(live.log), live.now
    return other


def accepted(live: Live, *steps: tuple[Author, Command]) -> Refused | None:
    """The first refusal of these steps, None where all were accepted."""
    try:
        for by, command in steps:
            live.does(by, command)
    except Refused as refused:
        return refused
    return None


@given(seed=st.integers(0, 2**32))
def test_undo_commutes_with_every_point_command(seed: int) -> None:
    """Where both orders are accepted the states are equal; and no point's fact but a new request ever bars an undo."""
    dice = Random(seed)
    live = ended_by_an_action(dice)
    undo = (HOST, c.Undo(live.last))
    alone = accepted(twin(live), undo)
    for kind in FROM_POINTS * 2:
        by = Author("point", dice.choice(tuple(live.meeting.points)))
        said = (by, fill(BY_NAME[kind], live.meeting, live.now, by, dice))
        if accepted(twin(live), said) is not None:
            continue
        first, second = twin(live), twin(live)
        barred = accepted(first, said, undo)
        note(f"{live.log[-1]} {said}")
        if alone is None and barred is not None:
            assert (barred.code, kind) == ("already-waiting", "Ask")
        if accepted(second, undo, said) is None and barred is None:
            assert meaning(first.meeting) == meaning(second.meeting)
