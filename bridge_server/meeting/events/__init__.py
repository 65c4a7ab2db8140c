"""Every event: what happened, in the past tense. Logged events may gain fields but never change their meaning."""

from .hub import ClockCorrected, ClockJumped, CodeRevoked, HubStarted, HubStopped, LineLost, LineUp
from .lifecycle import (
    AgendaSet,
    LatenessShown,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingReopened,
    SittingAdjourned,
    SittingOpened,
    Undone,
)
from .programme import (
    ClockPaused,
    ClockResumed,
    ItemAdded,
    ItemEnded,
    ItemInterrupted,
    ItemMoved,
    ItemRestored,
    ItemSkipped,
    ItemStarted,
    ItemTimeAdded,
    PresenterReplaced,
    RunCorrected,
    SlotAdded,
    SlotMoved,
    SlotRestored,
    SlotSkipped,
)
from .roll import (
    ArrivedLate,
    AvConfirmed,
    CallRecorded,
    CheckedIn,
    CheckInVoided,
    FaultCleared,
    FaultReported,
    LeftEarly,
    PointBack,
    RollClosed,
    RollReopened,
)
from .turns import (
    FloorGiven,
    LeaderCutIn,
    ListClosed,
    ListOpened,
    ReadyAnswered,
    RequestDeclined,
    RequestMade,
    RequestMoved,
    RequestWithdrawn,
    ShortListMarked,
    SpeakerCalled,
    SpeakerNamed,
    StandbyCalled,
    StandbyCancelled,
    TurnEnded,
    TurnHeld,
    TurnPassed,
    TurnResumed,
    TurnReturned,
    TurnTimeAdded,
    UrgencyMarked,
)
from .writing import (
    ConclusionAdded,
    ConclusionConfirmed,
    ConclusionRemoved,
    ConclusionRevised,
    NoteAdded,
    NoteRemoved,
    NoteRevised,
    NoticeAcknowledged,
    NoticeSent,
    OpinionReceived,
)

Event = (
    AgendaSet
    | MeetingOpened
    | MeetingPostponed
    | SittingAdjourned
    | SittingOpened
    | MeetingClosed
    | MeetingReopened
    | Undone
    | LatenessShown
    | ItemStarted
    | ItemEnded
    | ItemInterrupted
    | ClockPaused
    | ClockResumed
    | ItemTimeAdded
    | RunCorrected
    | ItemSkipped
    | ItemRestored
    | ItemMoved
    | ItemAdded
    | SlotAdded
    | SlotMoved
    | SlotSkipped
    | SlotRestored
    | PresenterReplaced
    | RequestMade
    | SpeakerCalled
    | LeaderCutIn
    | RequestWithdrawn
    | StandbyCalled
    | StandbyCancelled
    | ReadyAnswered
    | FloorGiven
    | TurnEnded
    | TurnHeld
    | TurnResumed
    | TurnPassed
    | TurnReturned
    | RequestDeclined
    | UrgencyMarked
    | ShortListMarked
    | RequestMoved
    | SpeakerNamed
    | TurnTimeAdded
    | ListOpened
    | ListClosed
    | CheckedIn
    | CheckInVoided
    | ArrivedLate
    | LeftEarly
    | RollClosed
    | RollReopened
    | CallRecorded
    | FaultReported
    | FaultCleared
    | AvConfirmed
    | PointBack
    | NoticeSent
    | NoticeAcknowledged
    | NoteAdded
    | NoteRevised
    | NoteRemoved
    | ConclusionAdded
    | ConclusionRevised
    | ConclusionConfirmed
    | ConclusionRemoved
    | OpinionReceived
    | HubStarted
    | HubStopped
    | LineUp
    | LineLost
    | ClockJumped
    | ClockCorrected
    | CodeRevoked
)

__all__ = [
    "AgendaSet",
    "ArrivedLate",
    "AvConfirmed",
    "CallRecorded",
    "CheckInVoided",
    "CheckedIn",
    "ClockCorrected",
    "ClockJumped",
    "ClockPaused",
    "ClockResumed",
    "CodeRevoked",
    "ConclusionAdded",
    "ConclusionConfirmed",
    "ConclusionRemoved",
    "ConclusionRevised",
    "Event",
    "FaultCleared",
    "FaultReported",
    "FloorGiven",
    "HubStarted",
    "HubStopped",
    "ItemAdded",
    "ItemEnded",
    "ItemInterrupted",
    "ItemMoved",
    "ItemRestored",
    "ItemSkipped",
    "ItemStarted",
    "ItemTimeAdded",
    "LatenessShown",
    "LeaderCutIn",
    "LeftEarly",
    "LineLost",
    "LineUp",
    "ListClosed",
    "ListOpened",
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPostponed",
    "MeetingReopened",
    "NoteAdded",
    "NoteRemoved",
    "NoteRevised",
    "NoticeAcknowledged",
    "NoticeSent",
    "OpinionReceived",
    "PointBack",
    "PresenterReplaced",
    "ReadyAnswered",
    "RequestDeclined",
    "RequestMade",
    "RequestMoved",
    "RequestWithdrawn",
    "RollClosed",
    "RollReopened",
    "RunCorrected",
    "ShortListMarked",
    "SittingAdjourned",
    "SittingOpened",
    "SlotAdded",
    "SlotMoved",
    "SlotRestored",
    "SlotSkipped",
    "SpeakerCalled",
    "SpeakerNamed",
    "StandbyCalled",
    "StandbyCancelled",
    "TurnEnded",
    "TurnHeld",
    "TurnPassed",
    "TurnResumed",
    "TurnReturned",
    "TurnTimeAdded",
    "Undone",
    "UrgencyMarked",
]
