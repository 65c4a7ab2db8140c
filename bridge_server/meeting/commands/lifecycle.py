"""Commands about the meeting as a whole: plan, opening, sittings, closing."""

from dataclasses import dataclass, field
from typing import Literal

from ..agenda import Agenda
from ..values import Instant, Reason


@dataclass(frozen=True, slots=True)
class SetAgenda:
    """Put a whole new agenda in place; only before the meeting first opens, and for the same roster.

    Its own start counts: one that was postponed says the new day itself.
    """

    agenda: Agenda
    type: Literal["SetAgenda"] = field(default="SetAgenda", kw_only=True)


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """Open the meeting and its first sitting; `at` backdates the opening."""

    at: Instant | None = None
    type: Literal["OpenMeeting"] = field(default="OpenMeeting", kw_only=True)


@dataclass(frozen=True, slots=True)
class Postpone:
    """Move the start of a meeting that has not opened; the whole plan moves with it."""

    until: Instant
    reason: Reason
    type: Literal["Postpone"] = field(default="Postpone", kw_only=True)


@dataclass(frozen=True, slots=True)
class Adjourn:
    """End this sitting and go on later; what runs is interrupted, not finished. `until` is None where it is not known yet."""

    until: Instant | None
    reason: Reason
    type: Literal["Adjourn"] = field(default="Adjourn", kw_only=True)


@dataclass(frozen=True, slots=True)
class ResumeMeeting:
    """Open the next sitting of an adjourned meeting, with a roll of its own."""

    type: Literal["ResumeMeeting"] = field(default="ResumeMeeting", kw_only=True)


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """Close the meeting; what runs ends with it; `at` backdates the closing."""

    at: Instant | None = None
    type: Literal["CloseMeeting"] = field(default="CloseMeeting", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReopenMeeting:
    """Take back a closing that came too early; the sitting goes on."""

    reason: Reason
    type: Literal["ReopenMeeting"] = field(default="ReopenMeeting", kw_only=True)


@dataclass(frozen=True, slots=True)
class Undo:
    """Reverse exactly one host action on the floor, named by its record. An undo can be undone the same way."""

    record: int
    type: Literal["Undo"] = field(default="Undo", kw_only=True)


@dataclass(frozen=True, slots=True)
class ShowLateness:
    """Let the screen of the hall say how late or early the meeting is, or not any more; it does not from the start."""

    shown: bool
    type: Literal["ShowLateness"] = field(default="ShowLateness", kw_only=True)
