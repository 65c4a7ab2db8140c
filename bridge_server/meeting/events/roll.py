"""Events about the roll."""

from dataclasses import dataclass, field
from typing import Literal

from ..commands.roll import CallOutcome, FaultKind, Mode, Source
from ..figures import RollFigures
from ..values import Heads, Ident, Instant, Line, OptionalIdent, Reason, Speaker


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """One revision of a point's (at the hall: an agency's) attendance."""

    point: Ident
    mode: Mode = "in_person"
    source: Source = "self"
    agency: OptionalIdent = ""
    leader_present: bool | None = None
    leader: Speaker = Speaker()
    total: Heads | None = None
    counts: tuple[tuple[Ident, Heads], ...] = ()
    operator: Line = ""
    made_at: Instant | None = None
    reason: Reason = ""
    type: Literal["CheckedIn"] = field(default="CheckedIn", kw_only=True)


@dataclass(frozen=True, slots=True)
class CheckInVoided:
    """The attendance is taken back; its revisions stay."""

    point: Ident
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["CheckInVoided"] = field(default="CheckInVoided", kw_only=True)


@dataclass(frozen=True, slots=True)
class ArrivedLate:
    """The point or agency arrived at `at`."""

    point: Ident
    at: Instant
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["ArrivedLate"] = field(default="ArrivedLate", kw_only=True)


@dataclass(frozen=True, slots=True)
class LeftEarly:
    """The point or agency left at `at`."""

    point: Ident
    at: Instant
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["LeftEarly"] = field(default="LeftEarly", kw_only=True)


@dataclass(frozen=True, slots=True)
class RollClosed:
    """The figures that the minutes quote."""

    figures: RollFigures
    type: Literal["RollClosed"] = field(default="RollClosed", kw_only=True)


@dataclass(frozen=True, slots=True)
class RollReopened:
    """The closing of the roll was taken back."""

    reason: Reason = ""
    type: Literal["RollReopened"] = field(default="RollReopened", kw_only=True)


@dataclass(frozen=True, slots=True)
class CallRecorded:
    """Somebody phoned the point."""

    point: Ident
    outcome: CallOutcome
    note: Line = ""
    type: Literal["CallRecorded"] = field(default="CallRecorded", kw_only=True)


@dataclass(frozen=True, slots=True)
class FaultReported:
    """Sound or picture of the point is faulty."""

    point: Ident
    kind: FaultKind
    text: Line = ""
    made_at: Instant | None = None
    type: Literal["FaultReported"] = field(default="FaultReported", kw_only=True)


@dataclass(frozen=True, slots=True)
class FaultCleared:
    """The fault is over."""

    point: Ident
    kind: FaultKind
    type: Literal["FaultCleared"] = field(default="FaultCleared", kw_only=True)


@dataclass(frozen=True, slots=True)
class AvConfirmed:
    """Sound and picture of the point were tried and are good."""

    point: Ident
    type: Literal["AvConfirmed"] = field(default="AvConfirmed", kw_only=True)


@dataclass(frozen=True, slots=True)
class PointBack:
    """The point is back from the break that started at `run`."""

    point: Ident
    item: Ident
    run: Instant
    type: Literal["PointBack"] = field(default="PointBack", kw_only=True)
