"""Events of the hub."""

from dataclasses import dataclass, field
from typing import Literal

from ..values import Ident, Line, OptionalIdent


@dataclass(frozen=True, slots=True)
class HubStarted:
    """The hub serves; every line is unknown."""

    build: Line = ""
    type: Literal["HubStarted"] = field(default="HubStarted", kw_only=True)


@dataclass(frozen=True, slots=True)
class HubStopped:
    """The hub stopped in order."""

    reason: Line = ""
    type: Literal["HubStopped"] = field(default="HubStopped", kw_only=True)


@dataclass(frozen=True, slots=True)
class LineUp:
    """The point's page is connected."""

    point: Ident
    type: Literal["LineUp"] = field(default="LineUp", kw_only=True)


@dataclass(frozen=True, slots=True)
class LineLost:
    """The point's page has been silent for long enough to count as lost."""

    point: Ident
    type: Literal["LineLost"] = field(default="LineLost", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The machine's clock jumped."""

    milliseconds: int
    type: Literal["ClockJumped"] = field(default="ClockJumped", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockCorrected:
    """Shown instants shift by `milliseconds` in all; durations do not."""

    milliseconds: int
    type: Literal["ClockCorrected"] = field(default="ClockCorrected", kw_only=True)


@dataclass(frozen=True, slots=True)
class CodeRevoked:
    """The code of the role (and point) has a new generation."""

    role: Literal["host", "secretary", "point", "screen", "mirror"]
    generation: int
    point: OptionalIdent = ""
    type: Literal["CodeRevoked"] = field(default="CodeRevoked", kw_only=True)
