"""Commands about the roll: check-ins, late and early, faults of sound and picture, the break's return."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import MaxLen

from ..values import Heads, Ident, Instant, Line, OptionalIdent, Reason, Speaker

Mode = Literal["in_person", "online", "absent_with_leave", "absent"]
Source = Literal["self", "hall", "phone", "parent", "paper"]
FaultKind = Literal["sound", "picture", "other"]
CallOutcome = Literal["called", "no_answer", "promised"]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One report of attendance; a later one revises it. At the hall the roll is by `agency`.

    `total` is None where nobody counted (None differs from 0); `counts` folds it by invited category as (category, heads).
    `made_at` is the true time of one made on a dead line or on paper. `reason` is needed after the roll is closed.
    """

    point: Ident
    mode: Mode = "in_person"
    source: Source = "self"
    agency: OptionalIdent = ""
    leader_present: bool | None = None
    leader: Speaker = Speaker()
    total: Heads | None = None
    counts: Annotated[tuple[tuple[Ident, Heads], ...], MaxLen(100)] = ()
    operator: Line = ""
    made_at: Instant | None = None
    reason: Reason = ""
    type: Literal["CheckIn"] = field(default="CheckIn", kw_only=True)


@dataclass(frozen=True, slots=True)
class VoidCheckIn:
    """Take back a check-in made for the wrong point; its revisions stay."""

    point: Ident
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["VoidCheckIn"] = field(default="VoidCheckIn", kw_only=True)


@dataclass(frozen=True, slots=True)
class ArriveLate:
    """Say that a point (or an agency at the hall) arrived late, at `at`."""

    point: Ident
    at: Instant
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["ArriveLate"] = field(default="ArriveLate", kw_only=True)


@dataclass(frozen=True, slots=True)
class LeaveEarly:
    """Say that a point (or an agency at the hall) left early, at `at`."""

    point: Ident
    at: Instant
    agency: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["LeaveEarly"] = field(default="LeaveEarly", kw_only=True)


@dataclass(frozen=True, slots=True)
class CloseRoll:
    """Stamp the figures that the minutes quote; afterwards only the secretary corrects, with a reason."""

    type: Literal["CloseRoll"] = field(default="CloseRoll", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReopenRoll:
    """Take back a closing of the roll that came too early; the stamped figures stay in the log."""

    reason: Reason
    type: Literal["ReopenRoll"] = field(default="ReopenRoll", kw_only=True)


@dataclass(frozen=True, slots=True)
class RecordCall:
    """Note that somebody phoned a point, and what came of it."""

    point: Ident
    outcome: CallOutcome
    note: Line = ""
    type: Literal["RecordCall"] = field(default="RecordCall", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReportFault:
    """A fault of the point's sound or picture, reported by the point or noted by the hall."""

    point: Ident
    kind: FaultKind
    text: Line = ""
    made_at: Instant | None = None
    type: Literal["ReportFault"] = field(default="ReportFault", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClearFault:
    """The fault is over."""

    point: Ident
    kind: FaultKind
    type: Literal["ClearFault"] = field(default="ClearFault", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConfirmAv:
    """Sound and picture of a point were tried and are good; clears its open faults of both."""

    point: Ident
    type: Literal["ConfirmAv"] = field(default="ConfirmAv", kw_only=True)


@dataclass(frozen=True, slots=True)
class Back:
    """A point is back from the break; `item` and `run` (the break's start) say which: the gesture lapses with it."""

    point: Ident
    item: Ident
    run: Instant
    type: Literal["Back"] = field(default="Back", kw_only=True)
