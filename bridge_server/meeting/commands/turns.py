"""Commands about the floor and the queue."""

from dataclasses import dataclass, field
from typing import Literal

from ..values import Ident, Instant, Line, OptionalIdent, Reason, Speaker
from .programme import Seconds


@dataclass(frozen=True, slots=True)
class Ask:
    """A point asks for the floor. `item` is what ran when its operator asked: the gesture lapses when that is over."""

    point: Ident
    agency: OptionalIdent = ""
    subject: Line = ""
    speaker: Speaker = Speaker()
    item: OptionalIdent = ""
    made_at: Instant | None = None
    type: Literal["Ask"] = field(default="Ask", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddRequest:
    """The host notes a request for the hall, or for a point that phoned or sent a slip."""

    point: Ident
    source: Literal["hall", "phone", "paper"]
    agency: OptionalIdent = ""
    subject: Line = ""
    speaker: Speaker = Speaker()
    type: Literal["AddRequest"] = field(default="AddRequest", kw_only=True)


@dataclass(frozen=True, slots=True)
class CallOn:
    """The host calls somebody who never asked. `replacing` is the premise: the turn seen speaking, "" for none."""

    point: Ident
    agency: OptionalIdent = ""
    subject: Line = ""
    speaker: Speaker = Speaker()
    replacing: OptionalIdent = ""
    type: Literal["CallOn"] = field(default="CallOn", kw_only=True)


@dataclass(frozen=True, slots=True)
class CutIn:
    """A leader speaks in between: the speaking turn (`over`, "" for none) is held and keeps its used time."""

    point: Ident
    agency: OptionalIdent = ""
    speaker: Speaker = Speaker()
    over: OptionalIdent = ""
    type: Literal["CutIn"] = field(default="CutIn", kw_only=True)


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The point takes its request back (or the host does, for a point that phoned)."""

    turn: Ident
    type: Literal["Withdraw"] = field(default="Withdraw", kw_only=True)


@dataclass(frozen=True, slots=True)
class Standby:
    """Tell a turn "you are next"."""

    turn: Ident
    type: Literal["Standby"] = field(default="Standby", kw_only=True)


@dataclass(frozen=True, slots=True)
class CancelStandby:
    """Send a turn on standby back to its place."""

    turn: Ident
    type: Literal["CancelStandby"] = field(default="CancelStandby", kw_only=True)


@dataclass(frozen=True, slots=True)
class Ready:
    """The operator answers a standby; `standby` is the instant of the one it answers, and lapses with it."""

    turn: Ident
    standby: Instant
    type: Literal["Ready"] = field(default="Ready", kw_only=True)


@dataclass(frozen=True, slots=True)
class GiveFloor:
    """Give the floor. `replacing` is the premise: the turn the asker saw speaking, "" for none; that turn ends."""

    turn: Ident
    replacing: OptionalIdent = ""
    type: Literal["GiveFloor"] = field(default="GiveFloor", kw_only=True)


@dataclass(frozen=True, slots=True)
class EndTurn:
    """End the speaking or held turn."""

    turn: Ident
    type: Literal["EndTurn"] = field(default="EndTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class HoldTurn:
    """Interrupt the speaking turn; its used time is kept."""

    turn: Ident
    cause: Literal["leader", "line", "other"]
    type: Literal["HoldTurn"] = field(default="HoldTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class ResumeTurn:
    """Let a held turn go on with the rest of its time. `replacing` as in `GiveFloor`."""

    turn: Ident
    replacing: OptionalIdent = ""
    type: Literal["ResumeTurn"] = field(default="ResumeTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class PassTurn:
    """Nobody answered: go on with the next, the turn keeps its place."""

    turn: Ident
    type: Literal["PassTurn"] = field(default="PassTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReturnTurn:
    """A passed (or declined) turn waits again, at its old place."""

    turn: Ident
    type: Literal["ReturnTurn"] = field(default="ReturnTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class DeclineTurn:
    """A request that cannot be heard today; the point is invited to send its opinion in writing."""

    turn: Ident
    reason: Reason = ""
    type: Literal["DeclineTurn"] = field(default="DeclineTurn", kw_only=True)


@dataclass(frozen=True, slots=True)
class MarkUrgent:
    """Put a request before (or back among) the ordinary ones."""

    turn: Ident
    on: bool
    type: Literal["MarkUrgent"] = field(default="MarkUrgent", kw_only=True)


@dataclass(frozen=True, slots=True)
class ShortList:
    """Mark a request for the chair's short-list, or unmark it."""

    turn: Ident
    on: bool
    type: Literal["ShortList"] = field(default="ShortList", kw_only=True)


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """Put a request right before another one ("" for the end)."""

    turn: Ident
    before: OptionalIdent
    type: Literal["MoveRequest"] = field(default="MoveRequest", kw_only=True)


@dataclass(frozen=True, slots=True)
class NameSpeaker:
    """Name who really speaks in a turn."""

    turn: Ident
    speaker: Speaker
    type: Literal["NameSpeaker"] = field(default="NameSpeaker", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddTurnTime:
    """Give a turn more time, or less."""

    turn: Ident
    seconds: Seconds
    reason: Reason = ""
    type: Literal["AddTurnTime"] = field(default="AddTurnTime", kw_only=True)


@dataclass(frozen=True, slots=True)
class OpenList:
    """Take requests (again)."""

    type: Literal["OpenList"] = field(default="OpenList", kw_only=True)


@dataclass(frozen=True, slots=True)
class CloseList:
    """Take no more requests; with `to_writing` all that still wait are invited to write instead."""

    to_writing: bool = False
    type: Literal["CloseList"] = field(default="CloseList", kw_only=True)
