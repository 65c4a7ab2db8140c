"""Commands about the programme: what runs, for how long, in which order."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Ge, Le

from ..agenda import Kind, Title
from ..values import Ident, Instant, Line, Minutes, OptionalIdent, Reason, Speaker

Seconds = Annotated[int, Ge(-24 * 3600), Le(24 * 3600)]


@dataclass(frozen=True, slots=True)
class StartItem:
    """Start an item and end the one that runs. `after` is the premise: the item the asker saw running, "" for none.

    `at` backdates the start, and with it the end of the item before. `interrupt` leaves that item unfinished.
    """

    item: Ident
    after: OptionalIdent = ""
    at: Instant | None = None
    interrupt: bool = False
    type: Literal["StartItem"] = field(default="StartItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class EndItem:
    """End the running item; `at` backdates its end."""

    item: Ident
    at: Instant | None = None
    type: Literal["EndItem"] = field(default="EndItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the clocks of the running item and the speaking turn, for a cause."""

    cause: Reason
    type: Literal["PauseClock"] = field(default="PauseClock", kw_only=True)


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """Let the clocks go on."""

    type: Literal["ResumeClock"] = field(default="ResumeClock", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddItemTime:
    """Give an item more time, or less; kept apart from its pauses."""

    item: Ident
    seconds: Seconds
    reason: Reason = ""
    type: Literal["AddItemTime"] = field(default="AddItemTime", kw_only=True)


@dataclass(frozen=True, slots=True)
class CorrectRun:
    """Backdate (or correct) the start or end of the last run of an item or a turn; the original stays in the log."""

    of: Literal["item", "turn"]
    id: Ident
    edge: Literal["start", "end"]
    at: Instant
    reason: Reason
    type: Literal["CorrectRun"] = field(default="CorrectRun", kw_only=True)


@dataclass(frozen=True, slots=True)
class SkipItem:
    """Take an item out of today's course; it keeps its number and can be restored."""

    item: Ident
    reason: Reason
    type: Literal["SkipItem"] = field(default="SkipItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class RestoreItem:
    """Put a skipped item back."""

    item: Ident
    type: Literal["RestoreItem"] = field(default="RestoreItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Move an item before another ("" for the end); printed numbers stay."""

    item: Ident
    before: OptionalIdent
    reason: Reason
    type: Literal["MoveItem"] = field(default="MoveItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add an item before another ("" for the end). With an agency it gets one implicit slot at `point`."""

    title: Title
    kind: Kind
    before: OptionalIdent
    reason: Reason
    planned_minutes: Minutes | None = None
    point: OptionalIdent = ""
    agency: OptionalIdent = ""
    name: Line = ""
    type: Literal["AddItem"] = field(default="AddItem", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddSlot:
    """Add a contribution to an item, before another of its slots ("" for the end)."""

    item: Ident
    point: Ident
    name: Line
    before: OptionalIdent
    reason: Reason
    agency: OptionalIdent = ""
    group: OptionalIdent = ""
    planned_minutes: Minutes | None = None
    type: Literal["AddSlot"] = field(default="AddSlot", kw_only=True)


@dataclass(frozen=True, slots=True)
class MoveSlot:
    """Move a slot before another of the same item ("" for the end)."""

    slot: Ident
    before: OptionalIdent
    reason: Reason
    type: Literal["MoveSlot"] = field(default="MoveSlot", kw_only=True)


@dataclass(frozen=True, slots=True)
class SkipSlot:
    """Take a slot out (the agency is absent, or sends its paper in writing)."""

    slot: Ident
    reason: Reason
    type: Literal["SkipSlot"] = field(default="SkipSlot", kw_only=True)


@dataclass(frozen=True, slots=True)
class RestoreSlot:
    """Put a skipped slot back."""

    slot: Ident
    type: Literal["RestoreSlot"] = field(default="RestoreSlot", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReplacePresenter:
    """Let somebody else present a slot: another person, or with `point` another agency from there."""

    slot: Ident
    reason: Reason
    speaker: Speaker = Speaker()
    point: OptionalIdent = ""
    agency: OptionalIdent = ""
    name: Line = ""
    type: Literal["ReplacePresenter"] = field(default="ReplacePresenter", kw_only=True)
