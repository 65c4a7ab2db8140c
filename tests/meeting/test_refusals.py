"""Every refusal, each with the shortest meeting that meets it. A refused command changes nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bridge_server.meeting import HOST, HUB, SECRETARY, Author, Command, Refused
from bridge_server.meeting import commands as c
from bridge_server.meeting.refusals import CODES
from bridge_server.meeting.values import Audience, Deadline, Speaker

from .kit import AN_XUAN, EIGHT, HA_LAM, HALL, MORNING, TAM_KY, THANG_BINH, Live, clock, item, opened, operator, plan, running

TK = operator(TAM_KY)
Case = tuple[Author, Command]


def asked(live: Live) -> Live:
    """Tam Kỳ waits with request r1."""
    live.point(TAM_KY, c.Ask(TAM_KY))
    return live


def given(live: Live, *commands: Command) -> Live:
    """The host did all this."""
    for command in commands:
        live.host(command)
    return live


def present(*more: Command) -> Live:
    """The meeting is open and Tam Kỳ has checked in."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    return given(live, *more)


def closed() -> Live:
    """Opened and closed."""
    return given(opened(), c.CloseMeeting())


def twice(agenda_item: str) -> c.SetAgenda:
    """An agenda with the same id twice."""
    return c.SetAgenda(plan(item(agenda_item, 5), item(agenda_item, 5)))


def slot_named_as_its_item() -> c.SetAgenda:
    """An agenda where a slot has the id of its own item."""
    papers = MORNING.items[1]
    groups = tuple(replace(group, slots=tuple(replace(slot, id="2") for slot in group.slots[:1])) for group in papers.groups[:1])
    return c.SetAgenda(replace(MORNING, items=(replace(papers, groups=groups),)))


def withdrawn() -> Live:
    """Tam Kỳ asked and took it back."""
    live = asked(running("4"))
    live.point(TAM_KY, c.Withdraw("r1"))
    return live


def faulty() -> Live:
    """Tam Kỳ reported its sound."""
    live = opened()
    live.point(TAM_KY, c.ReportFault(TAM_KY, "sound"))
    return live


def noted(*commands: Command) -> Live:
    """The secretary wrote."""
    live = opened()
    for command in commands:
        live.secretary(command)
    return live


def removed_request() -> Live:
    """The host noted a request and undid that."""
    return given(opened(), c.AddRequest(TAM_KY, "phone"), c.Undo(2))


def undone() -> Live:
    """Item 1 was started and that was undone."""
    return given(running("1"), c.Undo(2))


TABLE: list[tuple[str, Callable[[], Live], Author, Command]] = [
    ("not-allowed", opened, TK, c.OpenMeeting()),
    ("not-your-point", opened, TK, c.Ask(AN_XUAN)),
    ("not-your-point", lambda: asked(opened()), operator(THANG_BINH), c.Withdraw("r1")),
    ("not-your-point", lambda: asked(opened()), HOST, c.SubmitOpinion(THANG_BINH, "Ý kiến", turn="r1")),
    ("unknown-point", opened, HOST, c.CallOn("zz")),
    ("unknown-point", opened, HOST, c.RevokeCode("host", TAM_KY)),
    ("unknown-tier", opened, HOST, c.SendNotice(Audience("tier", "ward"), "Chào")),
    ("unknown-item", opened, HOST, c.StartItem("zz")),
    ("unknown-item", lambda: given(opened(), c.AddItem("Mới", "other", "", "lý do"), c.Undo(2)), HOST, c.StartItem("i1")),
    ("unknown-slot", opened, HOST, c.SkipSlot("zz", "lý do")),
    ("unknown-turn", opened, HOST, c.GiveFloor("zz")),
    ("unknown-agency", opened, TK, c.Ask(TAM_KY, "so-nv")),
    ("unknown-notice", opened, TK, c.AcknowledgeNotice("n1", TAM_KY)),
    ("unknown-note", opened, SECRETARY, c.ReviseNote("g1", "Chữ")),
    ("unknown-conclusion", opened, SECRETARY, c.RemoveConclusion("k1")),
    ("unknown-category", opened, TK, c.CheckIn(TAM_KY, counts=(("T1", 2),))),
    ("unknown-record", opened, HOST, c.Undo(9)),
    ("overtaken", lambda: running("1"), HOST, c.StartItem("2", after="")),
    ("overtaken", lambda: given(running("2"), c.GiveFloor("2a1")), HOST, c.GiveFloor("2a2", replacing="")),
    ("overtaken", lambda: given(running("2"), c.GiveFloor("2a1")), HOST, c.CallOn(TAM_KY, replacing="2a2")),
    ("overtaken", lambda: given(running("2"), c.GiveFloor("2a1")), HOST, c.CutIn(HALL, over="")),
    ("overtaken", lambda: given(running("2"), c.GiveFloor("2a1")), HOST, c.Undo(2)),
    ("already-open", opened, HOST, c.OpenMeeting()),
    ("not-open", Live, HOST, c.StartItem("1")),
    ("not-open", Live, HOST, c.CloseMeeting()),
    ("not-open", Live, SECRETARY, c.AddConclusion("Giao Sở Nội vụ")),
    ("already-opened-once", opened, HOST, c.SetAgenda(MORNING)),
    ("already-opened-once", opened, HOST, c.Postpone(clock(60), "bão")),
    ("already-opened-once", lambda: given(opened(), c.Adjourn(None, "bão")), HOST, c.OpenMeeting()),
    ("meeting-closed", closed, HOST, c.StartItem("1")),
    ("meeting-closed", closed, TK, c.Ask(TAM_KY)),
    ("meeting-closed", closed, HOST, c.Undo(1)),
    ("not-closed", opened, HOST, c.ReopenMeeting("nhầm")),
    ("not-adjourned", opened, HOST, c.ResumeMeeting()),
    ("in-the-future", opened, HOST, c.StartItem("1", at=clock(5))),
    ("in-the-future", opened, TK, c.Ask(TAM_KY, made_at=clock(5))),
    ("in-the-past", Live, HOST, c.Postpone(clock(-60), "bão")),
    ("in-the-past", opened, HOST, c.Adjourn(clock(-1), "bão")),
    ("item-running", lambda: running("1"), HOST, c.StartItem("1", after="1")),
    ("item-running", lambda: running("1"), HOST, c.SkipItem("1", "lý do")),
    ("item-not-running", lambda: running("1"), HOST, c.EndItem("2")),
    ("item-skipped", lambda: given(opened(), c.SkipItem("3", "lý do")), HOST, c.StartItem("3")),
    ("item-not-skipped", opened, HOST, c.RestoreItem("3")),
    ("item-not-skipped", opened, HOST, c.RestoreSlot("2a1")),
    ("same-place", opened, HOST, c.MoveItem("3", "4", "lý do")),
    ("same-place", opened, HOST, c.MoveSlot("2a1", "2a1", "lý do")),
    ("same-place", lambda: asked(opened()), HOST, c.MoveRequest("r1", "")),
    ("reason-needed", opened, HOST, c.SkipItem("3", " ")),
    ("already-paused", lambda: given(running("1"), c.PauseClock("điện")), HOST, c.PauseClock("điện")),
    ("not-paused", opened, HOST, c.ResumeClock()),
    ("no-run", opened, HOST, c.PauseClock("điện")),
    ("no-run", lambda: running("1"), HOST, c.CorrectRun("item", "1", "end", clock(0), "nhầm")),
    ("bad-correction", opened, HOST, c.StartItem("1", at=clock(-1))),
    ("bad-correction", lambda: running("1").at(9), HOST, c.EndItem("1", at=clock(-1))),
    ("bad-correction", lambda: running("1").at(9), HOST, c.CloseMeeting(at=clock(-1))),
    ("bad-correction", lambda: running("1").at(9), HOST, c.CorrectRun("item", "1", "start", clock(-1), "nhầm")),
    ("lapsed", lambda: running("4"), TK, c.Ask(TAM_KY, item="3")),
    ("lapsed", lambda: running("4"), TK, c.Back(TAM_KY, "3", clock(0))),
    ("lapsed", lambda: asked(running("4")), TK, c.Ready("r1", clock(0))),
    ("list-closed", lambda: given(opened(), c.CloseList()), TK, c.Ask(TAM_KY)),
    ("no-change", opened, HOST, c.ShowLateness(False)),
    ("no-change", lambda: given(opened(), c.ShowLateness(True)), HOST, c.ShowLateness(True)),
    ("meeting-closed", closed, HOST, c.ShowLateness(True)),
    ("list-already-closed", lambda: given(opened(), c.CloseList()), HOST, c.CloseList()),
    ("list-already-open", opened, HOST, c.OpenList()),
    ("already-waiting", lambda: asked(opened()), TK, c.Ask(TAM_KY)),
    ("already-waiting", lambda: asked(opened()), HOST, c.AddRequest(TAM_KY, "phone")),
    ("already-speaking", lambda: given(asked(opened()), c.GiveFloor("r1")), TK, c.Ask(TAM_KY)),
    ("already-speaking", lambda: given(asked(opened()), c.GiveFloor("r1")), HOST, c.GiveFloor("r1", "r1")),
    ("turn-over", lambda: given(opened(), c.SkipSlot("2a1", "lý do")), HOST, c.AddTurnTime("2a1", 60)),
    ("turn-over", lambda: given(running("2"), c.GiveFloor("2a1")), HOST, c.ReplacePresenter("2a1", "lý do", point=TAM_KY)),
    ("turn-not-waiting", lambda: given(asked(opened()), c.DeclineTurn("r1")), HOST, c.GiveFloor("r1")),
    ("turn-not-on-standby", lambda: asked(opened()), HOST, c.CancelStandby("r1")),
    ("turn-not-speaking", lambda: asked(opened()), HOST, c.EndTurn("r1")),
    ("turn-not-speaking", lambda: asked(opened()), HOST, c.HoldTurn("r1", "line")),
    ("turn-not-held", lambda: asked(opened()), HOST, c.ResumeTurn("r1")),
    ("turn-not-passed", lambda: asked(opened()), HOST, c.ReturnTurn("r1")),
    ("turn-withdrawn", withdrawn, HOST, c.GiveFloor("r1")),
    ("turn-removed", removed_request, HOST, c.GiveFloor("r1")),
    ("not-a-request", opened, HOST, c.DeclineTurn("2a1")),
    ("not-a-slot", lambda: asked(opened()), HOST, c.SkipSlot("r1", "lý do")),
    ("no-change", opened, HOST, c.AddItemTime("1", 0)),
    ("no-change", lambda: given(asked(opened()), c.PassTurn("r1")), HOST, c.PassTurn("r1")),
    ("other-item", lambda: running("1"), HOST, c.GiveFloor("2a1")),
    ("other-item", opened, HOST, c.MoveSlot("2a1", "1", "lý do")),
    ("hall-needs-no-ready", lambda: given(running("2"), c.Standby("2a1")), operator(HALL), c.Ready("2a1", clock(0))),
    ("roll-closed", lambda: given(present(), c.CloseRoll()), TK, c.CheckIn(TAM_KY)),
    ("roll-closed", closed, HOST, c.CheckIn(TAM_KY, source="hall")),
    ("reason-needed", lambda: given(present(), c.CloseRoll()), SECRETARY, c.CheckIn(TAM_KY, source="hall")),
    ("roll-not-closed", opened, HOST, c.ReopenRoll("nhầm")),
    ("roll-already-closed", lambda: given(opened(), c.CloseRoll()), SECRETARY, c.CloseRoll()),
    ("not-checked-in", opened, TK, c.VoidCheckIn(TAM_KY)),
    ("not-checked-in", opened, TK, c.ArriveLate(TAM_KY, clock(0))),
    ("paper-needs-time", opened, HOST, c.CheckIn(TAM_KY, source="paper")),
    ("wrong-source", opened, TK, c.CheckIn(TAM_KY, source="phone")),
    ("wrong-source", opened, TK, c.CheckIn(AN_XUAN, source="self")),
    ("wrong-source", opened, HOST, c.CheckIn(TAM_KY, source="self")),
    ("absent-cannot-count", opened, TK, c.CheckIn(TAM_KY, "absent", total=3)),
    ("counts-exceed-total", opened, TK, c.CheckIn(TAM_KY, total=1, counts=(("H1", 2),))),
    ("duplicate-category", opened, TK, c.CheckIn(TAM_KY, counts=(("H1", 1), ("H1", 1)))),
    ("leader-absent", opened, TK, c.CheckIn(TAM_KY, leader_present=False, leader=Speaker("Ông A"))),
    ("no-fault", opened, TK, c.ClearFault(TAM_KY, "sound")),
    ("fault-known", faulty, TK, c.ReportFault(TAM_KY, "sound")),
    ("not-for-you", lambda: given(opened(), c.SendNotice(Audience("children", THANG_BINH), "Chào")), TK,
     c.AcknowledgeNotice("n1", TAM_KY)),
    ("already-removed", lambda: noted(c.AddNote("Chữ"), c.RemoveNote("g1")), SECRETARY, c.RemoveNote("g1")),
    ("already-removed", lambda: noted(c.AddConclusion("Chữ"), c.RemoveConclusion("k1")), SECRETARY, c.RemoveConclusion("k1")),
    ("not-a-draft", lambda: noted(c.AddConclusion("Chữ")), SECRETARY, c.ConfirmConclusion("k1")),
    ("bad-date", opened, SECRETARY, c.AddConclusion("Chữ", deadline=Deadline("31/5"))),
    ("bad-date", opened, SECRETARY, c.AddConclusion("Chữ", deadline=Deadline("20240630"))),
    ("empty-text", opened, SECRETARY, c.AddNote(" ")),
    ("not-undoable", opened, HOST, c.Undo(1)),
    ("not-undoable", lambda: given(opened(), c.Adjourn(None, "bão")), HOST, c.Undo(2)),
    ("already-undone", undone, HOST, c.Undo(2)),
    ("other-roster", Live, HOST, c.SetAgenda(replace(MORNING, roster="two-tiers"))),
    ("duplicate-id", Live, HOST, twice("1")),
    ("duplicate-id", Live, HOST, slot_named_as_its_item()),
]  # fmt: skip


@pytest.mark.parametrize(("code", "start", "by", "command"), TABLE, ids=[f"{row[0]}-{row[3].type}" for row in TABLE])
def test_refused(code: str, start: Callable[[], Live], by: Author, command: Command) -> None:
    """The command is refused with this code, and the meeting stays as it was."""
    refused = start().refusal(by, command)
    assert refused.code == code
    assert str(refused).startswith(code)


def test_every_code_is_reached() -> None:
    """The table above knows every code there is, and no other."""
    assert {row[0] for row in TABLE} == CODES


def test_a_refusal_names_the_offender_and_the_way_out() -> None:
    """A latecomer reads when the list was closed; the second host reads who speaks now."""
    live = given(running("2").at(92), c.CloseList())
    assert live.refusal(TK, c.Ask(TAM_KY)).facts == {"closed_at": clock(92)}
    given(live, c.GiveFloor("2a1"))
    assert live.refusal(HOST, c.GiveFloor("2a2")).facts == {"what": "speaking", "now": "Sở Nội vụ", "seen": ""}


def test_two_hosts_press_next_and_it_advances_once() -> None:
    """Both saw item 1 running; the second one is told what runs now."""
    live = given(running("1").at(10), c.StartItem("2", after="1"))
    assert live.refusal(HOST, c.StartItem("2", after="1")).code == "item-running"
    assert live.refusal(HOST, c.StartItem("3", after="1")).facts == {"what": "running", "now": "2", "seen": "1"}


def test_two_seconds_ahead_are_forgiven() -> None:
    """Clocks differ: what is said to have happened two seconds from now happened now."""
    live = opened()
    assert live.refused(c.StartItem("1", at=EIGHT + 2_001)) == "in-the-future"
    live.host(c.StartItem("1", at=EIGHT + 2_000))
    assert live.meeting.items["1"].runs[0].start == EIGHT


def test_only_refusals_are_raised_for_a_stranger() -> None:
    """A mirror, a screen and the hub get an answer to everything they should not say."""
    for author in (Author("mirror"), Author("screen"), HUB):
        with pytest.raises(Refused, match="not-allowed"):
            opened().does(author, c.CheckIn(HA_LAM))
