"""Who may say what: the whole table, literally."""

from random import Random

import pytest

from bridge_server.meeting import Author, Command, Refused, Role
from bridge_server.meeting import commands as c
from bridge_server.meeting.permissions import permit

from .kit import AN_XUAN, HA_LAM, HALL, TAM_KY, THANG_BINH, Live, opened, operator
from .random_commands import BY_NAME, fill

HOST = """SetAgenda OpenMeeting Postpone Adjourn ResumeMeeting CloseMeeting ReopenMeeting Undo ShowLateness
    StartItem EndItem PauseClock ResumeClock AddItemTime CorrectRun SkipItem RestoreItem MoveItem AddItem AddSlot MoveSlot
    SkipSlot RestoreSlot ReplacePresenter
    AddRequest CallOn CutIn Withdraw Standby CancelStandby GiveFloor EndTurn HoldTurn ResumeTurn PassTurn ReturnTurn
    DeclineTurn MarkUrgent ShortList MoveRequest NameSpeaker AddTurnTime OpenList CloseList
    CheckIn VoidCheckIn ArriveLate LeaveEarly CloseRoll ReopenRoll RecordCall ReportFault ClearFault ConfirmAv
    SendNotice AddNote ReviseNote RemoveNote AddConclusion ReviseConclusion ConfirmConclusion RemoveConclusion SubmitOpinion
    CorrectClock RevokeCode"""
SECRETARY = """AddNote ReviseNote RemoveNote AddConclusion ReviseConclusion ConfirmConclusion RemoveConclusion SubmitOpinion
    CheckIn VoidCheckIn ArriveLate LeaveEarly RecordCall CloseRoll"""
POINT = """Ask Withdraw Ready Back CheckIn VoidCheckIn ArriveLate LeaveEarly RecordCall ReportFault ClearFault ConfirmAv
    AcknowledgeNotice SubmitOpinion"""
HUB = "StartHub StopHub RecordLine ReportClockJump"
TABLE: dict[Role, str] = {"host": HOST, "secretary": SECRETARY, "point": POINT, "hub": HUB, "screen": "", "mirror": ""}
FOR_A_CHILD = "CheckIn VoidCheckIn ArriveLate LeaveEarly RecordCall"
NAMES_A_POINT = """Ask Back CheckIn VoidCheckIn ArriveLate LeaveEarly RecordCall ReportFault ClearFault ConfirmAv
    AcknowledgeNotice SubmitOpinion"""


def about(name: str, point: str) -> Command:
    """A command of that name that is about that point, as far as it names one."""
    live = opened()
    command = fill(BY_NAME[name], live.meeting, live.now, Author("point", point), Random(0))
    if hasattr(command, "point"):
        object.__setattr__(command, "point", point)
    if hasattr(command, "turn"):
        object.__setattr__(command, "turn", "2a2")
    return command


def permitted(live: Live, by: Author, command: Command) -> bool:
    """Whether the role alone lets it through."""
    try:
        permit(live.meeting, command, by)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("role", TABLE)
def test_a_role_may_say_exactly_this(role: Role) -> None:
    """Every command there is, tried by each role, about its own point."""
    by = Author(role, TAM_KY if role == "point" else "")
    assert {name for name in BY_NAME if permitted(opened(), by, about(name, TAM_KY))} == set(TABLE[role].split())


@pytest.mark.parametrize("name", NAMES_A_POINT.split())
def test_a_point_speaks_for_itself_and_on_the_roll_for_its_children(name: str) -> None:
    """Not for its parent, a stranger, another's child or its grandchild."""
    live = opened()
    who = {point for point in live.meeting.points if permitted(live, operator(TAM_KY), about(name, point))}
    assert who == {TAM_KY} | ({AN_XUAN, "20338"} if name in FOR_A_CHILD.split() else set())
    assert not permitted(live, operator(HALL), about(name, AN_XUAN))


def test_a_district_checks_in_a_commune_that_phoned() -> None:
    """The check-in says that it came from the parent point; another district cannot."""
    live = opened()
    (checked,) = live.point(THANG_BINH, c.CheckIn(HA_LAM, source="parent"))
    assert checked.type == "CheckedIn"
    assert live.refused(c.CheckIn(HA_LAM, source="parent"), operator(TAM_KY)) == "not-your-point"


@pytest.mark.parametrize("name", ["Withdraw", "Ready"])
def test_a_turn_belongs_to_its_point(name: str) -> None:
    """The slot of Tam Kỳ is answered for by Tam Kỳ only."""
    assert permitted(opened(), operator(TAM_KY), about(name, TAM_KY))
    assert not permitted(opened(), operator(THANG_BINH), about(name, THANG_BINH))
