"""Every command: what people and the hub ask for, in the imperative. One union, told apart by `type`."""

from .hub import CorrectClock, RecordLine, ReportClockJump, RevokeCode, StartHub, StopHub
from .lifecycle import (
    Adjourn,
    CloseMeeting,
    OpenMeeting,
    Postpone,
    ReopenMeeting,
    ResumeMeeting,
    SetAgenda,
    ShowLateness,
    Undo,
)
from .programme import (
    AddItem,
    AddItemTime,
    AddSlot,
    CorrectRun,
    EndItem,
    MoveItem,
    MoveSlot,
    PauseClock,
    ReplacePresenter,
    RestoreItem,
    RestoreSlot,
    ResumeClock,
    SkipItem,
    SkipSlot,
    StartItem,
)
from .roll import (
    ArriveLate,
    Back,
    CheckIn,
    ClearFault,
    CloseRoll,
    ConfirmAv,
    LeaveEarly,
    RecordCall,
    ReopenRoll,
    ReportFault,
    VoidCheckIn,
)
from .turns import (
    AddRequest,
    AddTurnTime,
    Ask,
    CallOn,
    CancelStandby,
    CloseList,
    CutIn,
    DeclineTurn,
    EndTurn,
    GiveFloor,
    HoldTurn,
    MarkUrgent,
    MoveRequest,
    NameSpeaker,
    OpenList,
    PassTurn,
    Ready,
    ResumeTurn,
    ReturnTurn,
    ShortList,
    Standby,
    Withdraw,
)
from .writing import (
    AcknowledgeNotice,
    AddConclusion,
    AddNote,
    ConfirmConclusion,
    RemoveConclusion,
    RemoveNote,
    ReviseConclusion,
    ReviseNote,
    SendNotice,
    SubmitOpinion,
)

Command = (
    SetAgenda
    | OpenMeeting
    | Postpone
    | Adjourn
    | ResumeMeeting
    | CloseMeeting
    | ReopenMeeting
    | Undo
    | ShowLateness
    | StartItem
    | EndItem
    | PauseClock
    | ResumeClock
    | AddItemTime
    | CorrectRun
    | SkipItem
    | RestoreItem
    | MoveItem
    | AddItem
    | AddSlot
    | MoveSlot
    | SkipSlot
    | RestoreSlot
    | ReplacePresenter
    | Ask
    | AddRequest
    | CallOn
    | CutIn
    | Withdraw
    | Standby
    | CancelStandby
    | Ready
    | GiveFloor
    | EndTurn
    | HoldTurn
    | ResumeTurn
    | PassTurn
    | ReturnTurn
    | DeclineTurn
    | MarkUrgent
    | ShortList
    | MoveRequest
    | NameSpeaker
    | AddTurnTime
    | OpenList
    | CloseList
    | CheckIn
    | VoidCheckIn
    | ArriveLate
    | LeaveEarly
    | CloseRoll
    | ReopenRoll
    | RecordCall
    | ReportFault
    | ClearFault
    | ConfirmAv
    | Back
    | SendNotice
    | AcknowledgeNotice
    | AddNote
    | ReviseNote
    | RemoveNote
    | AddConclusion
    | ReviseConclusion
    | ConfirmConclusion
    | RemoveConclusion
    | SubmitOpinion
    | StartHub
    | StopHub
    | RecordLine
    | ReportClockJump
    | CorrectClock
    | RevokeCode
)

__all__ = [
    "AcknowledgeNotice",
    "AddConclusion",
    "AddItem",
    "AddItemTime",
    "AddNote",
    "AddRequest",
    "AddSlot",
    "AddTurnTime",
    "Adjourn",
    "ArriveLate",
    "Ask",
    "Back",
    "CallOn",
    "CancelStandby",
    "CheckIn",
    "ClearFault",
    "CloseList",
    "CloseMeeting",
    "CloseRoll",
    "Command",
    "ConfirmAv",
    "ConfirmConclusion",
    "CorrectClock",
    "CorrectRun",
    "CutIn",
    "DeclineTurn",
    "EndItem",
    "EndTurn",
    "GiveFloor",
    "HoldTurn",
    "LeaveEarly",
    "MarkUrgent",
    "MoveItem",
    "MoveRequest",
    "MoveSlot",
    "NameSpeaker",
    "OpenList",
    "OpenMeeting",
    "PassTurn",
    "PauseClock",
    "Postpone",
    "Ready",
    "RecordCall",
    "RecordLine",
    "RemoveConclusion",
    "RemoveNote",
    "ReopenMeeting",
    "ReopenRoll",
    "ReplacePresenter",
    "ReportClockJump",
    "ReportFault",
    "RestoreItem",
    "RestoreSlot",
    "ResumeClock",
    "ResumeMeeting",
    "ResumeTurn",
    "ReturnTurn",
    "ReviseConclusion",
    "ReviseNote",
    "RevokeCode",
    "SendNotice",
    "SetAgenda",
    "ShortList",
    "ShowLateness",
    "SkipItem",
    "SkipSlot",
    "Standby",
    "StartHub",
    "StartItem",
    "StopHub",
    "SubmitOpinion",
    "Undo",
    "VoidCheckIn",
    "Withdraw",
]
