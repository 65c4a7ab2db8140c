"""Commands of the hub itself, and of the host about the hub: lines, clock, codes."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Ge, Le

from ..values import Ident, Line, OptionalIdent

Shift = Annotated[int, Ge(-400 * 86_400_000), Le(400 * 86_400_000)]


@dataclass(frozen=True, slots=True)
class StartHub:
    """The hub starts to serve: what it knew of every line is unknown again."""

    build: Line = ""
    type: Literal["StartHub"] = field(default="StartHub", kw_only=True)


@dataclass(frozen=True, slots=True)
class StopHub:
    """The hub stops in order."""

    reason: Line = ""
    type: Literal["StopHub"] = field(default="StopHub", kw_only=True)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A point's page came up, or has been silent for long enough to count as lost."""

    point: Ident
    up: bool
    type: Literal["RecordLine"] = field(default="RecordLine", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReportClockJump:
    """The machine's clock jumped by `milliseconds` against the time that really passed."""

    milliseconds: Shift
    type: Literal["ReportClockJump"] = field(default="ReportClockJump", kw_only=True)


@dataclass(frozen=True, slots=True)
class CorrectClock:
    """Shift every instant as it is shown; durations never change."""

    milliseconds: Shift
    type: Literal["CorrectClock"] = field(default="CorrectClock", kw_only=True)


@dataclass(frozen=True, slots=True)
class RevokeCode:
    """Make the code of a role (for a point's operator: of that point) void; a new one takes its place."""

    role: Literal["host", "secretary", "point", "screen", "mirror"]
    point: OptionalIdent = ""
    type: Literal["RevokeCode"] = field(default="RevokeCode", kw_only=True)
