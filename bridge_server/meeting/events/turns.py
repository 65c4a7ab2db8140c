"""Events about the floor and the queue."""

from dataclasses import dataclass, field
from typing import Literal

from ..values import Ident, Instant, Line, OptionalIdent, Reason, Speaker


@dataclass(frozen=True, slots=True)
class RequestMade:
    """A point asks for the floor, by itself (`origin` "self") or through the host."""

    turn: Ident
    point: Ident
    origin: Literal["self", "hall", "phone", "paper"] = "self"
    agency: OptionalIdent = ""
    subject: Line = ""
    speaker: Speaker = Speaker()
    item: OptionalIdent = ""
    made_at: Instant | None = None
    type: Literal["RequestMade"] = field(default="RequestMade", kw_only=True)


@dataclass(frozen=True, slots=True)
class SpeakerCalled:
    """The host called somebody who had not asked; its floor follows in the same record."""

    turn: Ident
    point: Ident
    agency: OptionalIdent = ""
    subject: Line = ""
    speaker: Speaker = Speaker()
    item: OptionalIdent = ""
    type: Literal["SpeakerCalled"] = field(default="SpeakerCalled", kw_only=True)


@dataclass(frozen=True, slots=True)
class LeaderCutIn:
    """A leader speaks in between; its floor follows in the same record."""

    turn: Ident
    point: Ident
    agency: OptionalIdent = ""
    speaker: Speaker = Speaker()
    item: OptionalIdent = ""
    type: Literal["LeaderCutIn"] = field(default="LeaderCutIn", kw_only=True)


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    """The request was taken back."""

    turn: Ident
    type: Literal["RequestWithdrawn"] = field(default="RequestWithdrawn", kw_only=True)


@dataclass(frozen=True, slots=True)
class StandbyCalled:
    """The turn is next."""

    turn: Ident
    type: Literal["StandbyCalled"] = field(default="StandbyCalled", kw_only=True)


@dataclass(frozen=True, slots=True)
class StandbyCancelled:
    """The turn waits again."""

    turn: Ident
    type: Literal["StandbyCancelled"] = field(default="StandbyCancelled", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReadyAnswered:
    """The operator answered the standby of instant `standby`."""

    turn: Ident
    standby: Instant
    type: Literal["ReadyAnswered"] = field(default="ReadyAnswered", kw_only=True)


@dataclass(frozen=True, slots=True)
class FloorGiven:
    """The turn speaks; a run of it began."""

    turn: Ident
    type: Literal["FloorGiven"] = field(default="FloorGiven", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The turn is done; its run ended at `at`."""

    turn: Ident
    at: Instant
    type: Literal["TurnEnded"] = field(default="TurnEnded", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnHeld:
    """The turn is interrupted; its used time is kept."""

    turn: Ident
    cause: Literal["leader", "line", "other"] = "other"
    at: Instant = 0
    type: Literal["TurnHeld"] = field(default="TurnHeld", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnResumed:
    """The held turn speaks again."""

    turn: Ident
    type: Literal["TurnResumed"] = field(default="TurnResumed", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnPassed:
    """Nobody answered; the turn keeps its place."""

    turn: Ident
    type: Literal["TurnPassed"] = field(default="TurnPassed", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnReturned:
    """The turn waits again at its old place."""

    turn: Ident
    type: Literal["TurnReturned"] = field(default="TurnReturned", kw_only=True)


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    """The request cannot be heard; `in_writing` invites a written opinion."""

    turn: Ident
    reason: Reason = ""
    in_writing: bool = True
    type: Literal["RequestDeclined"] = field(default="RequestDeclined", kw_only=True)


@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    """The request is (or is no longer) urgent."""

    turn: Ident
    on: bool
    type: Literal["UrgencyMarked"] = field(default="UrgencyMarked", kw_only=True)


@dataclass(frozen=True, slots=True)
class ShortListMarked:
    """The request is on (or off) the chair's short-list."""

    turn: Ident
    on: bool
    type: Literal["ShortListMarked"] = field(default="ShortListMarked", kw_only=True)


@dataclass(frozen=True, slots=True)
class RequestMoved:
    """The host put the request at `place`, among the urgent ones or not. Places sort; unmoved requests have their number."""

    turn: Ident
    urgent: bool
    place: float
    type: Literal["RequestMoved"] = field(default="RequestMoved", kw_only=True)


@dataclass(frozen=True, slots=True)
class SpeakerNamed:
    """Who really speaks."""

    turn: Ident
    speaker: Speaker
    type: Literal["SpeakerNamed"] = field(default="SpeakerNamed", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnTimeAdded:
    """The turn's budget changed by `seconds`."""

    turn: Ident
    seconds: int
    reason: Reason = ""
    type: Literal["TurnTimeAdded"] = field(default="TurnTimeAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class ListOpened:
    """Requests are taken."""

    type: Literal["ListOpened"] = field(default="ListOpened", kw_only=True)


@dataclass(frozen=True, slots=True)
class ListClosed:
    """Requests are no longer taken."""

    type: Literal["ListClosed"] = field(default="ListClosed", kw_only=True)
