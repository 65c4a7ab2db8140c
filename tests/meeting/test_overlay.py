"""Drafts: a batch reads through to the meeting, keeps its changes to itself, and is absorbed or dropped whole."""

import pytest

from bridge_server.meeting import HOST, Command, Meeting, Record, apply, decide, digest
from bridge_server.meeting import commands as c
from bridge_server.meeting.tables import Overlay

from .kit import MORNING, TAM_KY, THREE_TIERS, clock, replay, running


def batch(meeting: Meeting, *commands: Command) -> tuple[Meeting, list[Record]]:
    """A draft on which the host's commands were decided one after the other, and its records."""
    draft = meeting.draft()
    records = []
    for command in commands:
        events = decide(draft, command, HOST, clock(5))
        records.append(Record(draft.n + 1, clock(5), "host", "", events))
        apply(draft, records[-1])
    return draft, records


def test_a_draft_reads_what_it_has_not_changed() -> None:
    """Before its first change a draft is the meeting."""
    live = running("2")
    assert digest(live.meeting.draft()) == live.digest


def test_a_later_command_of_a_batch_sees_the_earlier_ones() -> None:
    """The second command of one batch ends the turn that the first began; only absorbing shows it to others."""
    live = running("2")
    before = live.digest
    draft, records = batch(live.meeting, c.GiveFloor("2a1"), c.GiveFloor("2a2", "2a1"))
    assert (draft.speaking, live.meeting.speaking, live.digest) == ("2a2", "", before)
    live.meeting.absorb(draft)
    assert live.meeting.speaking == "2a2"
    assert live.digest == digest(replay(MORNING, THREE_TIERS, [*live.log, *records]))


def test_a_dropped_batch_leaves_no_trace() -> None:
    """The disk failed: whatever was decided, also what lays tables out anew, never was."""
    live = running("2")
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    before = live.digest
    batch(live.meeting, c.Adjourn(None, "bão"), c.ResumeMeeting(), c.StartItem("2"), c.AddItemTime("2", 60))
    assert live.digest == before


def test_a_draft_of_a_draft() -> None:
    """A command is tried on a draft of the batch, so a refused one costs the batch nothing."""
    live = running("2")
    draft, _ = batch(live.meeting, c.GiveFloor("2a1"))
    inner, _ = batch(draft, c.HoldTurn("2a1", "line"))
    assert (inner.speaking, draft.speaking) == ("", "2a1")
    draft.absorb(inner)
    assert draft.turns["2a1"].state == "held"
    live.meeting.absorb(draft)
    assert live.meeting.turns["2a1"].state == "held"


def test_an_overlay_is_a_table() -> None:
    """Own rows first, then the base's; the order is that of creation; rows never vanish."""
    base = {"a": 1, "b": 2}
    overlay = Overlay(base)
    overlay["b"], overlay["c"] = 20, 30
    assert (dict(overlay), len(overlay), "a" in overlay, "z" in overlay) == ({"a": 1, "b": 20, "c": 30}, 3, True, False)
    assert base == {"a": 1, "b": 2}
    with pytest.raises(TypeError, match="never vanish"):
        del overlay["a"]
    with pytest.raises(KeyError):
        overlay["z"]
