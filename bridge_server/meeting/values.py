"""Small values that commands, events and the meeting share, and the limits on what people type.

Text is already NFC and cleaned when it gets here (see `bridge_server.wire.text`); lengths count code points.
Instants are integer milliseconds since 1970 UTC, durations integer milliseconds unless the name says otherwise.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

Instant = Annotated[int, Ge(0), Le(9_999_999_999_999)]
"""Milliseconds since 1970 UTC (until the year 2286)."""
Ident = Annotated[str, MinLen(1), MaxLen(40)]
"""The id of a point, an item, an agency, a turn ...: always a string; "01" is not 1."""
OptionalIdent = Annotated[str, MaxLen(40)]
"""As `Ident`, with "" for none."""
Line = Annotated[str, MaxLen(200)]
"""One line of text; "" where nothing was typed."""
Reason = Annotated[str, MaxLen(300)]
Prose = Annotated[str, MinLen(1), MaxLen(4000)]
"""Text of several lines."""
Heads = Annotated[int, Ge(0), Le(100_000)]
Minutes = Annotated[int, Ge(0), Le(24 * 60)]

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks or leads a point: every part may be empty, because typing is never mandatory."""

    name: Line = ""
    post: Line = ""
    in_place_of: Line = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch [start, end) in which an item ran or a turn spoke; `end` is None while it goes on."""

    start: Instant
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a notice is for: everybody, one tier, the children of a parent point, or one point (`of` names which)."""

    scope: Literal["all", "tier", "children", "point"] = "all"
    of: OptionalIdent = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a conclusion is due: a calendar date (ISO, "2024-06-30"), or words ("trước kỳ họp cuối năm"), or neither."""

    date: Annotated[str, MaxLen(10)] = ""
    words: Line = ""
