"""Undo reverses exactly one host action on the floor; what points did since stays, and nothing impossible comes of it."""

from collections.abc import Callable

import pytest

from bridge_server.meeting import HOST, Command, Meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting import events as e
from bridge_server.meeting.clock import item_budget, item_elapsed, turn_elapsed
from bridge_server.meeting.digest import plain
from bridge_server.meeting.queue import requests
from bridge_server.meeting.values import MINUTE, Speaker

from .kit import HALL, TAM_KY, THANG_BINH, Live, clock, opened, running

BOOKKEEPING = ("n", "at", "actions", "additions", "requests_made", "others_made", "answered", "check_ins", "past_rolls")


def floor(m: Meeting) -> dict[str, object]:
    """What the meeting says, without the traces of what is undone: rows that were removed and the counts of records."""
    state = {name: plain(getattr(m, name)) for name in (*Meeting.TABLES, *Meeting.PLAIN) if name not in BOOKKEEPING}
    state["items"] = {key: plain(row) for key, row in m.items.items() if not row.removed}
    state["turns"] = {key: plain(row) for key, row in m.turns.items() if not row.removed}
    state["additions"] = [plain(one) for one in m.additions.values() if not one.removed]
    return state


def given(live: Live, *commands: Command, minutes: float = 5) -> Live:
    """The host did all this; then it is so many minutes past eight."""
    for command in commands:
        live.host(command)
    return live.at(minutes)


def asked(*more: Command) -> Live:
    """The discussion runs, Tam Kỳ waits as r1, Thăng Bình as r2; the host did more."""
    live = running("4")
    live.point(TAM_KY, c.Ask(TAM_KY))
    live.point(THANG_BINH, c.Ask(THANG_BINH))
    return given(live, *more)


def talking(*more: Command) -> Live:
    """2a1 speaks; the host did more."""
    return given(running("2"), c.GiveFloor("2a1"), *more)


UNDOABLE: list[tuple[Callable[[], Live], Command]] = [
    (opened, c.StartItem("1")),
    (talking, c.StartItem("3", "2")),
    (talking, c.StartItem("3", "2", interrupt=True)),
    (talking, c.EndItem("2")),
    (talking, c.PauseClock("điện")),
    (lambda: talking(c.PauseClock("điện")), c.ResumeClock()),
    (lambda: talking(c.PauseClock("điện")), c.StartItem("3", "2")),
    (opened, c.AddItemTime("4", 60)),
    (talking, c.CorrectRun("item", "2", "start", clock(2), "quên")),
    (talking, c.CorrectRun("turn", "2a1", "start", clock(2), "quên")),
    (opened, c.SkipItem("3", "muộn")),
    (lambda: given(opened(), c.SkipItem("3", "muộn")), c.RestoreItem("3")),
    (opened, c.MoveItem("5", "2", "gấp")),
    (opened, c.AddItem("Thơ", "other", "3", "vui", 5, HALL, "so-nv")),
    (opened, c.AddSlot("2", TAM_KY, "", "2a1", "thêm")),
    (opened, c.MoveSlot("2b1", "2a1", "đổi")),
    (opened, c.SkipSlot("2b1", "vắng")),
    (lambda: given(opened(), c.SkipSlot("2b1", "vắng")), c.RestoreSlot("2b1")),
    (opened, c.ReplacePresenter("2b1", "ốm", point=TAM_KY)),
    (lambda: given(running("2"), c.Standby("2b1")), c.ReplacePresenter("2b1", "ốm", point=TAM_KY)),
    (asked, c.AddRequest(HALL, "hall")),
    (talking, c.CallOn(TAM_KY, replacing="2a1")),
    (talking, c.CutIn(HALL, over="2a1")),
    (asked, c.Withdraw("r1")),
    (asked, c.Standby("r1")),
    (lambda: asked(c.Standby("r1")), c.CancelStandby("r1")),
    (asked, c.GiveFloor("r1")),
    (lambda: asked(c.GiveFloor("r1")), c.GiveFloor("r2", "r1")),
    (talking, c.EndTurn("2a1")),
    (lambda: given(opened(), c.CallOn(TAM_KY), c.PauseClock("điện")), c.EndTurn("r1")),
    (talking, c.HoldTurn("2a1", "line")),
    (lambda: talking(c.HoldTurn("2a1", "line")), c.EndTurn("2a1")),
    (lambda: talking(c.HoldTurn("2a1", "line")), c.ResumeTurn("2a1")),
    (asked, c.PassTurn("r1")),
    (lambda: asked(c.PassTurn("r1")), c.ReturnTurn("r1")),
    (asked, c.DeclineTurn("r1")),
    (asked, c.MarkUrgent("r2", on=True)),
    (asked, c.ShortList("r2", on=True)),
    (asked, c.MoveRequest("r2", "r1")),
    (asked, c.NameSpeaker("r1", Speaker("Ông A"))),
    (asked, c.AddTurnTime("r1", 60)),
    (asked, c.CloseList()),
    (asked, c.ShowLateness(True)),
    (lambda: asked(c.ShowLateness(True)), c.ShowLateness(False)),
    (asked, c.CloseList(to_writing=True)),
    (lambda: asked(c.CloseList()), c.OpenList()),
]
IDS = [f"{command.type}-{number}" for number, (_, command) in enumerate(UNDOABLE)]


@pytest.mark.parametrize(("start", "command"), UNDOABLE, ids=IDS)
def test_undone_redone_and_undone(start: Callable[[], Live], command: Command) -> None:
    """Three minutes later it is as if it had not been; an undo can be undone, as often as one likes."""
    live = start()
    before = floor(live.meeting)
    live.host(command)
    after, number = floor(live.meeting), live.last
    assert after != before
    live.at(8)
    for expected in (before, after, before, after, before):
        assert live.host(c.Undo(number)) == (e.Undone(number),)
        assert floor(live.meeting) == expected
        assert live.refused(c.Undo(number)) == "already-undone"
        number = live.last


@pytest.mark.parametrize(("start", "command"), UNDOABLE, ids=IDS)
def test_a_redone_action_can_itself_be_undone(start: Callable[[], Live], command: Command) -> None:
    """After undo and redo the first record is in force again and answers to its own number."""
    live = start()
    before = floor(live.meeting)
    live.host(command)
    number = live.last
    live.host(c.Undo(number))
    live.host(c.Undo(live.last))
    live.host(c.Undo(number))
    assert floor(live.meeting) == before


def test_what_has_a_way_back_of_its_own_is_not_undone() -> None:
    """Opening, adjourning, resuming, and whatever is no action on the floor."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    given(live, c.CloseRoll(), c.Adjourn(None, "bão"), c.ResumeMeeting(), c.CorrectClock(5))
    assert [live.refused(c.Undo(number)) for number in range(1, live.last + 1)] == ["not-undoable"] * live.last


def test_an_interval_goes_on_as_if_never_cut() -> None:
    """The host ended the paper at 08:05 by mistake and took that back at 08:08: eight minutes, one run."""
    live = talking(c.EndTurn("2a1"))
    live.at(8).host(c.Undo(live.last))
    assert turn_elapsed(live.meeting, live.meeting.turns["2a1"], live.now) == 8 * MINUTE
    live = given(running("1"), c.StartItem("2", "1"))
    live.at(8).host(c.Undo(live.last))
    assert item_elapsed(live.meeting, live.meeting.items["1"], live.now) == 8 * MINUTE
    assert item_elapsed(live.meeting, live.meeting.items["2"], live.now) == 0


def test_two_more_minutes_are_two_actions() -> None:
    """Of two times one minute the first is undone; the second stays."""
    live = given(running("1"), c.AddItemTime("1", 60), c.AddItemTime("1", 60))
    live.host(c.Undo(3))
    assert item_budget(live.meeting, live.meeting.items["1"]) == 11 * MINUTE


def test_a_cut_in_undone_gives_the_speaker_back() -> None:
    """The leader's turn is gone; who was held speaks on without a break."""
    live = talking(c.CutIn(HALL, over="2a1"))
    live.at(7).host(c.Undo(live.last))
    assert (live.meeting.speaking, live.meeting.turns["r1"].state) == ("2a1", "removed")
    assert turn_elapsed(live.meeting, live.meeting.turns["2a1"], live.now) == 7 * MINUTE


def test_a_decline_is_not_undone_once_the_point_has_asked_anew() -> None:
    """Tam Kỳ was declined and asked again: its new request stands; Thăng Bình's decline can be undone."""
    live = asked(c.CloseList(to_writing=True), c.OpenList())
    live.point(TAM_KY, c.Ask(TAM_KY))
    assert live.refused(c.Undo(5)) == "overtaken"
    live = asked(c.DeclineTurn("r1"), c.DeclineTurn("r2"))
    live.point(TAM_KY, c.Ask(TAM_KY))
    assert live.refusal(HOST, c.Undo(5)).facts["turn"] == "r3"
    live.host(c.Undo(6))
    assert [turn.id for turn, _ in requests(live.meeting)] == ["r2", "r3"]


def test_points_never_stand_in_the_way() -> None:
    """Tam Kỳ was put on standby by mistake; meanwhile it was ready, checked in, reported a fault, withdrew and asked anew."""
    live = asked(c.Standby("r1"))
    live.point(TAM_KY, c.Ready("r1", clock(0)))
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    live.point(TAM_KY, c.ReportFault(TAM_KY, "sound"))
    live.point(TAM_KY, c.Withdraw("r1"))
    live.point(TAM_KY, c.Ask(TAM_KY))
    live.host(c.Undo(5))
    assert live.meeting.turns["r1"].state == "withdrawn"
    assert live.meeting.check_in(TAM_KY) is not None
    assert [turn.id for turn, _ in requests(live.meeting)] == ["r2", "r3"]


def test_the_hosts_withdrawal_and_the_points_are_two_facts() -> None:
    """The host took r1 back by mistake and undid that; then the point withdrew itself: redone or undone, it stays withdrawn."""
    live = asked(c.Withdraw("r1"), c.Undo(5))
    live.point(TAM_KY, c.Withdraw("r1"))
    live.host(c.Undo(6))
    assert live.meeting.turns["r1"].state == "withdrawn"
    live.host(c.Undo(5))
    assert live.meeting.turns["r1"].state == "withdrawn"


OVERTAKEN: list[tuple[str, Callable[[], Live], int, int]] = [
    ("a paper was given the floor in the item", talking, 2, 3),
    ("another item runs", lambda: given(running("1"), c.StartItem("2", "1")), 2, 3),
    ("the item was ended", lambda: given(running("1"), c.EndItem("1")), 2, 3),
    ("the pause was ended", lambda: given(running("1"), c.PauseClock("điện"), c.ResumeClock()), 3, 4),
    ("the pause's end was followed by the item's",
     lambda: given(running("1"), c.PauseClock(""), c.ResumeClock(), c.EndItem("1")), 4, 5),
    ("the pause's end was followed by the turn's",
     lambda: given(opened(), c.CallOn(TAM_KY), c.PauseClock(""), c.ResumeClock(), c.EndTurn("r1")), 4, 5),
    ("the call was paused", lambda: given(opened(), c.CallOn(TAM_KY), c.PauseClock("")), 2, 3),
    ("the ended turn's item is over", lambda: talking(c.EndTurn("2a1"), c.StartItem("3", "2")), 4, 5),
    ("the ended item was taken out", lambda: given(running("1"), c.EndItem("1"), c.SkipItem("1", "nhầm")), 3, 4),
    ("the restored item runs", lambda: given(opened(), c.SkipItem("3", "x"), c.RestoreItem("3"), c.StartItem("3")), 3, 4),
    ("the added item runs", lambda: given(opened(), c.AddItem("Thơ", "other", "", "vui"), c.StartItem("i1")), 2, 3),
    ("the added item got more time", lambda: given(opened(), c.AddItem("Thơ", "other", "", "vui"), c.AddItemTime("i1", 60)), 2,
     3),
    ("the added slot got more time", lambda: given(opened(), c.AddSlot("2", TAM_KY, "", "", "x"), c.AddTurnTime("s1", 60)), 2, 3),
    ("the noted request was called to standby", lambda: given(opened(), c.AddRequest(TAM_KY, "phone"), c.Standby("r1")), 2, 3),
    ("the sitting is over: an ended item cannot run on", lambda: given(running("1"), c.EndItem("1"), c.Adjourn(None, "bão")), 3,
     4),
    ("the sitting is over: an ended turn cannot speak on", lambda: talking(c.EndTurn("2a1"), c.Adjourn(None, "bão")), 4, 5),
    ("the next sitting: an ended item cannot run on through the night",
     lambda: given(running("1"), c.EndItem("1"), c.Adjourn(None, "bão"), c.ResumeMeeting()), 3, 4),
    ("closed and reopened: an ended item cannot run on",
     lambda: given(running("1"), c.EndItem("1"), c.CloseMeeting(), c.ReopenMeeting("nhầm")), 3, 4),
]  # fmt: skip


@pytest.mark.parametrize(("why", "start", "record", "later"), OVERTAKEN, ids=[row[0] for row in OVERTAKEN])
def test_overtaken(why: str, start: Callable[[], Live], record: int, later: int) -> None:
    """Refused, with the later action that builds on it; once that one is undone too, it goes."""
    live = start()
    assert why
    assert live.refusal(HOST, c.Undo(record)).facts == {"what": "action", "now": later, "seen": record}
    if live.meeting.actions[later].undoable:
        live.host(c.Undo(later))
        live.host(c.Undo(record))


def test_a_redo_needs_the_ground_it_stood_on() -> None:
    """The item was started, that was undone, then it was taken out: putting the start in force again is refused."""
    live = given(running("3"), c.Undo(2), c.SkipItem("3", "muộn"))
    assert live.refused(c.Undo(3)) == "overtaken"
    live = given(opened(), c.AddItem("Thơ", "other", "", "vui"), c.StartItem("i1"), c.Undo(3), c.Undo(2))
    assert live.refused(c.Undo(4)) == "overtaken"
    live = given(opened(), c.SkipItem("1", "x"), c.Undo(2), c.StartItem("1"), c.Undo(4), c.Undo(3))
    assert live.refused(c.Undo(5)) == "overtaken"


def test_an_action_put_in_force_again_counts_from_then() -> None:
    """Start, undo, skip, restore, redo the start: now the restoring carries a running item and cannot be undone."""
    live = given(running("1"), c.Undo(2), c.SkipItem("1", "x"), c.RestoreItem("1"))
    assert live.refused(c.Undo(3)) == "overtaken"
    live = given(opened(), c.SkipItem("1", "x"), c.Undo(2), c.StartItem("1"), c.Undo(4))
    live.host(c.Undo(3))
    live.host(c.Undo(live.last))
    live.host(c.Undo(5))
    assert live.meeting.running == "1"
    assert live.refused(c.Undo(7)) == "overtaken"


def test_what_was_redone_last_is_undone_first() -> None:
    """Request, standby, both undone, both redone: the standby is the later one now and carries the request."""
    live = given(opened(), c.AddRequest(TAM_KY, "phone"), c.Standby("r1"), c.Undo(3), c.Undo(2), c.Undo(5), c.Undo(4))
    assert live.meeting.turns["r1"].state == "standby"
    assert [live.refusal(HOST, c.Undo(record)).facts["now"] for record in (2, 6)] == [3, 3]
    live.host(c.Undo(3))
    live.host(c.Undo(2))


def test_the_third_undo_of_a_chain_undoes_the_first_action_again() -> None:
    """Record 2 is said to be undone by record 3, whatever happened in between."""
    live = given(running("1"), c.Undo(2), c.Undo(3), c.Undo(4))
    assert live.meeting.running == ""
    assert live.refusal(HOST, c.Undo(2)).facts == {"record": 2, "by": 3}


def test_a_correction_is_not_undone_into_another_run() -> None:
    """The opening's end was corrected to 08:03 and the papers began then: it cannot end at 08:05 again."""
    live = running("1").at(5)
    live.host(c.EndItem("1"))
    live.host(c.CorrectRun("item", "1", "end", clock(3), "nhầm"))
    live.host(c.StartItem("2", at=clock(3)))
    assert live.refused(c.Undo(4)) == "overtaken"
    live.host(c.Undo(5))
    live.host(c.Undo(4))


@pytest.mark.parametrize("minutes", [2.5, 4])
def test_a_corrected_start_moves_one_neighbour(minutes: float) -> None:
    """Three items follow each other, one of no length between: runs never overlap, however the last start is corrected."""
    live = running("1").at(3)
    live.host(c.StartItem("2", "1"))
    live.host(c.StartItem("3", "2"))
    live.at(5)
    if minutes < 3:
        assert live.refused(c.CorrectRun("item", "3", "start", clock(minutes), "quên")) == "bad-correction"
        return
    live.host(c.CorrectRun("item", "3", "start", clock(minutes), "quên"))
    runs = [(run.start, run.end) for key in "123" for run in live.meeting.items[key].runs]
    assert runs == [(clock(0), clock(3)), (clock(3), clock(4)), (clock(4), None)]


def test_a_correction_stays_in_its_sitting() -> None:
    """The papers ended at 08:05, the sitting at 08:10: next morning they cannot be said to have ended at 09:00."""
    live = talking(c.EndItem("2"))
    live.at(10).host(c.Adjourn(clock(1440), "bão"))
    live.at(1440).host(c.ResumeMeeting())
    refused = live.refusal(HOST, c.CorrectRun("item", "2", "end", clock(60), "quên"))
    assert refused.facts == {"said_at": clock(60), "earliest_at": clock(0), "latest_at": clock(10)}
    live.host(c.CorrectRun("item", "2", "end", clock(10), "quên"))


def test_an_adjourned_meeting_closed_and_reopened_is_adjourned() -> None:
    """The closing did not prolong the sitting, and reopening does not open it."""
    live = given(opened(), c.Adjourn(clock(1440), "bão"), minutes=300)
    assert live.meeting.sittings[0].ended_at == clock(0)
    given(live, c.CloseMeeting(), c.ReopenMeeting("nhầm"), minutes=400)
    assert (live.meeting.phase, live.meeting.sittings[0].ended_at) == ("adjourned", clock(0))
    live.host(c.ResumeMeeting())
    assert [one.number for one in live.meeting.sittings] == [1, 2]
