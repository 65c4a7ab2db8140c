"""Every command once as it is meant: given a meeting, when somebody says this, then exactly these events."""

from collections.abc import Callable

import pytest

from bridge_server.meeting import HOST, HUB, SECRETARY, Author, Command, Event
from bridge_server.meeting import commands as c
from bridge_server.meeting import events as e
from bridge_server.meeting.agenda import Item, Presenter, Slot
from bridge_server.meeting.figures import RollFigures, TierFigures
from bridge_server.meeting.values import Audience, Deadline, Speaker

from .kit import AN_XUAN, HALL, MORNING, TAM_KY, THANG_BINH, Live, clock, opened, operator, running
from .random_commands import BY_NAME

TK = operator(TAM_KY)
CHAIR = Speaker("Ông A", "Chủ tịch")
EMPTY_ROLL = RollFigures(
    (TierFigures("province", 1, 0, 0, 0, 0, 0, 0, 0), TierFigures("district", 2, 1, 1, 0, 0, 0, 0, 7),
     TierFigures("commune", 3, 0, 0, 0, 0, 0, 0, 0)),
    TierFigures("", 2, 0, 0, 0, 0, 0, 0, 0),
)  # fmt: skip


def given(live: Live, *commands: Command, minutes: float = 10) -> Live:
    """The host did all this; then it is so many minutes past eight."""
    for command in commands:
        live.host(command)
    return live.at(minutes)


def told(live: Live, by: Author, *commands: Command, minutes: float = 10) -> Live:
    """Somebody said all this; then it is so many minutes past eight."""
    for command in commands:
        live.does(by, command)
    return live.at(minutes)


def talking() -> Live:
    """Item 2 runs and 2a1 speaks since eight; it is 08:10."""
    return given(running("2"), c.GiveFloor("2a1"))


def asked(*more: Command) -> Live:
    """The discussion runs, Tam Kỳ asked as r1 and Thăng Bình as r2; the host did more; it is 08:10."""
    live = running("4")
    live.point(TAM_KY, c.Ask(TAM_KY))
    live.point(THANG_BINH, c.Ask(THANG_BINH))
    return given(live, *more)


def present(*more: Command) -> Live:
    """Tam Kỳ checked in with 7 heads; the host did more."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=7))
    return given(live, *more)


def paused() -> Live:
    """2a1 speaks and the clocks stand since eight."""
    return given(talking().at(0), c.PauseClock("điện"))


ADDED = Slot("s1", "ubnd-tb", "UBND Thăng Bình", THANG_BINH, 4)
EXTRA = Item("i1", "6", "speech", "Chào mừng", planned_minutes=5, presenter=Presenter("so-nv", "Sở Nội vụ", HALL))

TABLE: list[tuple[Callable[[], Live], Author, Command, tuple[Event, ...]]] = [
    (Live, HOST, c.SetAgenda(MORNING), (e.AgendaSet(MORNING),)),
    (Live, HOST, c.OpenMeeting(), (e.MeetingOpened(clock(-30)),)),
    (Live, HOST, c.OpenMeeting(clock(-31)), (e.MeetingOpened(clock(-31)),)),
    (Live, HOST, c.Postpone(clock(60), "bão"), (e.MeetingPostponed(clock(60), "bão"),)),
    (paused, HOST, c.Adjourn(clock(1440), "bão"),
     (e.TurnHeld("2a1", "other", clock(10)), e.ClockResumed(), e.ItemInterrupted("2", clock(10)),
      e.SittingAdjourned(clock(1440), "bão"))),
    (lambda: given(opened(), c.Adjourn(None, "bão")), HOST, c.ResumeMeeting(), (e.SittingOpened(2),)),
    (talking, HOST, c.CloseMeeting(),
     (e.TurnEnded("2a1", clock(10)), e.ItemEnded("2", clock(10)), e.MeetingClosed(clock(10)))),
    (lambda: given(opened(), c.CloseMeeting()), HOST, c.ReopenMeeting("nhầm"), (e.MeetingReopened("nhầm"),)),
    (lambda: given(running("1")), HOST, c.Undo(2), (e.Undone(2),)),
    (opened, HOST, c.StartItem("1"), (e.ItemStarted("1", clock(0)),)),
    (talking, HOST, c.StartItem("3", "2", at=clock(8)),
     (e.TurnEnded("2a1", clock(8)), e.ItemEnded("2", clock(8)), e.ItemStarted("3", clock(8)))),
    (lambda: given(given(running("2"), minutes=4), c.GiveFloor("2a1")), HOST, c.StartItem("3", "2", at=clock(2)),
     (e.TurnEnded("2a1", clock(4)), e.ItemEnded("2", clock(2)), e.ItemStarted("3", clock(2)))),
    (talking, HOST, c.StartItem("3", "2", interrupt=True),
     (e.TurnHeld("2a1", "other", clock(10)), e.ItemInterrupted("2", clock(10)), e.ItemStarted("3", clock(10)))),
    (paused, HOST, c.EndItem("2"), (e.TurnEnded("2a1", clock(10)), e.ClockResumed(), e.ItemEnded("2", clock(10)))),
    (lambda: given(running("1")), HOST, c.EndItem("1", at=clock(9)), (e.ItemEnded("1", clock(9)),)),
    (talking, HOST, c.PauseClock("điện"), (e.ClockPaused("điện"),)),
    (paused, HOST, c.ResumeClock(), (e.ClockResumed(),)),
    (opened, HOST, c.AddItemTime("4", -120, "muộn"), (e.ItemTimeAdded("4", -120, "muộn"),)),
    (lambda: given(given(running("1")), c.StartItem("2", "1"), minutes=15), HOST,
     c.CorrectRun("item", "2", "start", clock(8), "quên"),
     (e.RunCorrected("item", "1", 0, "end", clock(10), clock(8), "quên"),
      e.RunCorrected("item", "2", 0, "start", clock(10), clock(8), "quên"))),
    (lambda: given(talking(), c.EndTurn("2a1"), minutes=15), HOST, c.CorrectRun("turn", "2a1", "end", clock(12), "quên"),
     (e.RunCorrected("turn", "2a1", 0, "end", clock(10), clock(12), "quên"),)),
    (opened, HOST, c.SkipItem("3", "muộn"), (e.ItemSkipped("3", "muộn"),)),
    (lambda: given(opened(), c.SkipItem("3", "muộn")), HOST, c.RestoreItem("3"), (e.ItemRestored("3"),)),
    (opened, HOST, c.MoveItem("5", "3", "muộn"), (e.ItemMoved("5", "3", "muộn"),)),
    (opened, HOST, c.AddItem("Chào mừng", "speech", "3", "khách đến", 5, HALL, "so-nv"), (e.ItemAdded(EXTRA, "3", "khách đến"),)),
    (opened, HOST, c.AddSlot("2", THANG_BINH, "", "2a2", "thêm", "ubnd-tb", "2a", 4),
     (e.SlotAdded("2", ADDED, "2a", "2a2", "thêm"),)),
    (opened, HOST, c.MoveSlot("2b1", "2a1", "đổi"), (e.SlotMoved("2b1", "2a1", "đổi"),)),
    (opened, HOST, c.SkipSlot("2b1", "vắng"), (e.SlotSkipped("2b1", "vắng"),)),
    (lambda: given(opened(), c.SkipSlot("2b1", "vắng")), HOST, c.RestoreSlot("2b1"), (e.SlotRestored("2b1"),)),
    (opened, HOST, c.ReplacePresenter("2a1", "ốm", CHAIR),
     (e.PresenterReplaced("2a1", HALL, "so-nv", "Sở Nội vụ", CHAIR, "ốm"),)),
    (opened, HOST, c.ReplacePresenter("2a1", "ốm", point=TAM_KY, agency="ubnd-tk"),
     (e.PresenterReplaced("2a1", TAM_KY, "ubnd-tk", "UBND Tam Kỳ", Speaker(), "ốm"),)),
    (lambda: given(running("2"), c.Standby("2a2")), HOST, c.ReplacePresenter("2a2", "ốm", point=THANG_BINH),
     (e.StandbyCancelled("2a2"), e.PresenterReplaced("2a2", THANG_BINH, THANG_BINH, "Huyện Thăng Bình", Speaker(), "ốm"))),
    (lambda: running("4"), TK, c.Ask(TAM_KY, "ubnd-tk", "Hạ tầng", CHAIR, "4", clock(0)),
     (e.RequestMade("r1", TAM_KY, "self", "ubnd-tk", "Hạ tầng", CHAIR, "4", clock(0)),)),
    (lambda: given(running("4"), c.CloseList()), HOST, c.AddRequest(TAM_KY, "phone"),
     (e.RequestMade("r1", TAM_KY, "phone", item="4"),)),
    (talking, HOST, c.CallOn(TAM_KY, subject="Hạ tầng", replacing="2a1"),
     (e.TurnEnded("2a1", clock(10)), e.SpeakerCalled("r1", TAM_KY, subject="Hạ tầng", item="2"), e.FloorGiven("r1"))),
    (talking, HOST, c.CutIn(HALL, "ubnd", CHAIR, "2a1"),
     (e.TurnHeld("2a1", "leader", clock(10)), e.LeaderCutIn("r1", HALL, "ubnd", CHAIR, "2"), e.FloorGiven("r1"))),
    (asked, TK, c.Withdraw("r1"), (e.RequestWithdrawn("r1"),)),
    (asked, HOST, c.Withdraw("r1"), (e.RequestWithdrawn("r1"),)),
    (asked, HOST, c.Standby("r1"), (e.StandbyCalled("r1"),)),
    (lambda: asked(c.Standby("r1")), HOST, c.CancelStandby("r1"), (e.StandbyCancelled("r1"),)),
    (lambda: asked(c.Standby("r1")), TK, c.Ready("r1", clock(0)), (e.ReadyAnswered("r1", clock(0)),)),
    (asked, HOST, c.GiveFloor("r1"), (e.FloorGiven("r1"),)),
    (lambda: asked(c.GiveFloor("r1")), HOST, c.GiveFloor("r2", "r1"), (e.TurnEnded("r1", clock(10)), e.FloorGiven("r2"))),
    (talking, HOST, c.EndTurn("2a1"), (e.TurnEnded("2a1", clock(10)),)),
    (lambda: given(opened(), c.CallOn(TAM_KY), c.PauseClock("điện")), HOST, c.EndTurn("r1"),
     (e.TurnEnded("r1", clock(10)), e.ClockResumed())),
    (talking, HOST, c.HoldTurn("2a1", "line"), (e.TurnHeld("2a1", "line", clock(10)),)),
    (lambda: given(opened(), c.CallOn(TAM_KY), c.PauseClock("điện")), HOST, c.HoldTurn("r1", "line"),
     (e.TurnHeld("r1", "line", clock(10)), e.ClockResumed())),
    (lambda: given(talking(), c.CutIn(HALL, over="2a1"), minutes=12), HOST, c.ResumeTurn("2a1", "r1"),
     (e.TurnEnded("r1", clock(12)), e.TurnResumed("2a1"))),
    (asked, HOST, c.PassTurn("r1"), (e.TurnPassed("r1"),)),
    (lambda: asked(c.PassTurn("r1")), HOST, c.ReturnTurn("r1"), (e.TurnReturned("r1"),)),
    (asked, HOST, c.DeclineTurn("r1", "hết giờ"), (e.RequestDeclined("r1", "hết giờ"),)),
    (asked, HOST, c.MarkUrgent("r2", on=True), (e.UrgencyMarked("r2", on=True),)),
    (asked, HOST, c.ShortList("r2", on=True), (e.ShortListMarked("r2", on=True),)),
    (asked, HOST, c.MoveRequest("r2", "r1"), (e.RequestMoved("r2", urgent=False, place=0.0),)),
    (asked, HOST, c.MoveRequest("r1", ""), (e.RequestMoved("r1", urgent=False, place=2.5),)),
    (asked, HOST, c.NameSpeaker("r1", CHAIR), (e.SpeakerNamed("r1", CHAIR),)),
    (asked, HOST, c.AddTurnTime("r1", 60, "hay"), (e.TurnTimeAdded("r1", 60, "hay"),)),
    (opened, HOST, c.ShowLateness(True), (e.LatenessShown(True),)),
    (lambda: asked(c.CloseList()), HOST, c.OpenList(), (e.ListOpened(),)),
    (asked, HOST, c.CloseList(), (e.ListClosed(),)),
    (lambda: asked(c.GiveFloor("r1")), HOST, c.CloseList(to_writing=True), (e.ListClosed(), e.RequestDeclined("r2"))),
    (opened, TK, c.CheckIn(TAM_KY, leader_present=True, leader=CHAIR, total=3, counts=(("H1", 1), ("H2", 2)), operator="B"),
     (e.CheckedIn(TAM_KY, leader_present=True, leader=CHAIR, total=3, counts=(("H1", 1), ("H2", 2)), operator="B"),)),
    (opened, TK, c.CheckIn(AN_XUAN, "absent_with_leave", "parent"), (e.CheckedIn(AN_XUAN, "absent_with_leave", "parent"),)),
    (opened, SECRETARY, c.CheckIn(HALL, source="paper", agency="so-nv", made_at=clock(-5)),
     (e.CheckedIn(HALL, source="paper", agency="so-nv", made_at=clock(-5)),)),
    (lambda: present(c.CloseRoll()), SECRETARY, c.CheckIn(TAM_KY, source="phone", total=8, reason="đếm lại"),
     (e.CheckedIn(TAM_KY, source="phone", total=8, reason="đếm lại"),)),
    (present, TK, c.VoidCheckIn(TAM_KY, reason="nhầm"), (e.CheckInVoided(TAM_KY, reason="nhầm"),)),
    (present, TK, c.ArriveLate(TAM_KY, clock(9)), (e.ArrivedLate(TAM_KY, clock(9)),)),
    (lambda: present(c.CloseRoll()), TK, c.LeaveEarly(TAM_KY, clock(9)), (e.LeftEarly(TAM_KY, clock(9)),)),
    (present, SECRETARY, c.CloseRoll(), (e.RollClosed(EMPTY_ROLL),)),
    (lambda: present(c.CloseRoll()), HOST, c.ReopenRoll("nhầm"), (e.RollReopened("nhầm"),)),
    (opened, TK, c.RecordCall(AN_XUAN, "no_answer", "bận"), (e.CallRecorded(AN_XUAN, "no_answer", "bận"),)),
    (opened, TK, c.ReportFault(TAM_KY, "sound", "rè", clock(0)), (e.FaultReported(TAM_KY, "sound", "rè", clock(0)),)),
    (lambda: told(opened(), TK, c.ReportFault(TAM_KY, "sound")), HOST, c.ClearFault(TAM_KY, "sound"),
     (e.FaultCleared(TAM_KY, "sound"),)),
    (lambda: told(opened(), TK, c.ReportFault(TAM_KY, "picture"), c.ReportFault(TAM_KY, "other")), TK, c.ConfirmAv(TAM_KY),
     (e.FaultCleared(TAM_KY, "picture"), e.AvConfirmed(TAM_KY))),
    (lambda: given(running("3")), TK, c.Back(TAM_KY, "3", clock(0)), (e.PointBack(TAM_KY, "3", clock(0)),)),
    (opened, HOST, c.SendNotice(Audience("tier", "commune"), "Chào"), (e.NoticeSent("n1", Audience("tier", "commune"), "Chào"),)),
    (opened, HOST, c.SendNotice(Audience("all", "zz"), "Chào"), (e.NoticeSent("n1", Audience(), "Chào"),)),
    (lambda: given(opened(), c.SendNotice(Audience("children", HALL), "Chào")), TK, c.AcknowledgeNotice("n1", TAM_KY),
     (e.NoticeAcknowledged("n1", TAM_KY),)),
    (talking, SECRETARY, c.AddNote("Chữ", "2", "2a1"), (e.NoteAdded("g1", "Chữ", "2", "2a1"),)),
    (lambda: told(opened(), SECRETARY, c.AddNote("Chữ")), SECRETARY, c.ReviseNote("g1", "Khác"), (e.NoteRevised("g1", "Khác"),)),
    (lambda: told(opened(), SECRETARY, c.AddNote("Chữ")), HOST, c.RemoveNote("g1"), (e.NoteRemoved("g1"),)),
    (Live, SECRETARY, c.AddConclusion("Giao", "so-nv", ("ubnd-tk",), Deadline("2024-06-30"), draft=True),
     (e.ConclusionAdded("k1", "Giao", "so-nv", ("ubnd-tk",), Deadline("2024-06-30"), draft=True),)),
    (lambda: told(opened(), SECRETARY, c.AddConclusion("Giao")), SECRETARY, c.ReviseConclusion("k1", "Giao", "so-nv"),
     (e.ConclusionRevised("k1", "Giao", "so-nv"),)),
    (lambda: told(talking(), SECRETARY, c.AddConclusion("Giao", draft=True)), SECRETARY, c.ConfirmConclusion("k1"),
     (e.ConclusionConfirmed("k1", "2", "2a1"),)),
    (lambda: told(opened(), SECRETARY, c.AddConclusion("Giao")), SECRETARY, c.RemoveConclusion("k1"),
     (e.ConclusionRemoved("k1"),)),
    (asked, TK, c.SubmitOpinion(TAM_KY, "Ý kiến", "ubnd-tk", "Ông A", "r1", clock(1)),
     (e.OpinionReceived("o1", TAM_KY, "Ý kiến", "ubnd-tk", "Ông A", "r1", clock(1)),)),
    (Live, HUB, c.StartHub("1.0"), (e.HubStarted("1.0"),)),
    (Live, HUB, c.StopHub("tắt"), (e.HubStopped("tắt"),)),
    (opened, HUB, c.RecordLine(TAM_KY, up=True), (e.LineUp(TAM_KY),)),
    (lambda: told(opened(), HUB, c.RecordLine(TAM_KY, up=True)), HUB, c.RecordLine(TAM_KY, up=False), (e.LineLost(TAM_KY),)),
    (opened, HUB, c.ReportClockJump(-7000), (e.ClockJumped(-7000),)),
    (opened, HOST, c.CorrectClock(5000), (e.ClockCorrected(5000),)),
    (lambda: given(opened(), c.RevokeCode("point", TAM_KY)), HOST, c.RevokeCode("point", TAM_KY),
     (e.CodeRevoked("point", 2, TAM_KY),)),
]  # fmt: skip


@pytest.mark.parametrize(("start", "by", "command", "expected"), TABLE, ids=[f"{row[2].type}-{n}" for n, row in enumerate(TABLE)])
def test_accepted(start: Callable[[], Live], by: Author, command: Command, expected: tuple[Event, ...]) -> None:
    """The command leads to exactly these events, and they fold."""
    live = start()
    assert live.does(by, command) == expected
    assert live.meeting.n == len(live.log)


def test_every_command_and_every_event_is_in_the_table() -> None:
    """No command is without its example, and no event without one that leads to it."""
    assert {row[2].type for row in TABLE} == set(BY_NAME)
    assert {event.type for row in TABLE for event in row[3]} == {kind.__name__ for kind in e.Event.__args__}
