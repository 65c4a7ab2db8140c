"""Events about the programme."""

from dataclasses import dataclass, field
from typing import Literal

from ..agenda import Item, Slot
from ..values import Ident, Instant, Line, OptionalIdent, Reason, Speaker


@dataclass(frozen=True, slots=True)
class ItemStarted:
    """A run of the item began at `at` (earlier than its record where it was backdated)."""

    item: Ident
    at: Instant
    type: Literal["ItemStarted"] = field(default="ItemStarted", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemEnded:
    """The item's run ended at `at`; the item is finished."""

    item: Ident
    at: Instant
    type: Literal["ItemEnded"] = field(default="ItemEnded", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemInterrupted:
    """The item's run ended at `at`; the item is not finished and comes again."""

    item: Ident
    at: Instant
    type: Literal["ItemInterrupted"] = field(default="ItemInterrupted", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """The clocks stand still."""

    cause: Reason = ""
    type: Literal["ClockPaused"] = field(default="ClockPaused", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """The clocks go on."""

    type: Literal["ClockResumed"] = field(default="ClockResumed", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemTimeAdded:
    """The item's budget changed by `seconds`."""

    item: Ident
    seconds: int
    reason: Reason = ""
    type: Literal["ItemTimeAdded"] = field(default="ItemTimeAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class RunCorrected:
    """One edge of run `run` (from 0) of an item or a turn was `was` and is `at`."""

    of: Literal["item", "turn"]
    id: Ident
    run: int
    edge: Literal["start", "end"]
    was: Instant
    at: Instant
    reason: Reason = ""
    type: Literal["RunCorrected"] = field(default="RunCorrected", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemSkipped:
    """The item is out of the course."""

    item: Ident
    reason: Reason = ""
    type: Literal["ItemSkipped"] = field(default="ItemSkipped", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemRestored:
    """The item is back in the course."""

    item: Ident
    type: Literal["ItemRestored"] = field(default="ItemRestored", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """The item stands before another one ("": at the end)."""

    item: Ident
    before: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["ItemMoved"] = field(default="ItemMoved", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """A new item stands before another one ("": at the end)."""

    item: Item
    before: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["ItemAdded"] = field(default="ItemAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class SlotAdded:
    """A new slot stands before another one of its item ("": at the end)."""

    item: Ident
    slot: Slot
    group: OptionalIdent = ""
    before: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["SlotAdded"] = field(default="SlotAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class SlotMoved:
    """The slot stands before another one of its item ("": at the end)."""

    slot: Ident
    before: OptionalIdent = ""
    reason: Reason = ""
    type: Literal["SlotMoved"] = field(default="SlotMoved", kw_only=True)


@dataclass(frozen=True, slots=True)
class SlotSkipped:
    """The slot is out of the course."""

    slot: Ident
    reason: Reason = ""
    type: Literal["SlotSkipped"] = field(default="SlotSkipped", kw_only=True)


@dataclass(frozen=True, slots=True)
class SlotRestored:
    """The slot is back in the course."""

    slot: Ident
    type: Literal["SlotRestored"] = field(default="SlotRestored", kw_only=True)


@dataclass(frozen=True, slots=True)
class PresenterReplaced:
    """Somebody else presents the slot; point, agency and name are whole, new or as they were."""

    slot: Ident
    point: Ident
    agency: OptionalIdent
    name: Line
    speaker: Speaker = Speaker()
    reason: Reason = ""
    type: Literal["PresenterReplaced"] = field(default="PresenterReplaced", kw_only=True)
