"""Events about the meeting as a whole."""

from dataclasses import dataclass, field
from typing import Literal

from ..agenda import Agenda
from ..values import Instant, Reason


@dataclass(frozen=True, slots=True)
class AgendaSet:
    """A whole new agenda is in place; slots and items begin anew, requests stay."""

    agenda: Agenda
    type: Literal["AgendaSet"] = field(default="AgendaSet", kw_only=True)


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """The meeting and its first sitting are open since `at`."""

    at: Instant
    type: Literal["MeetingOpened"] = field(default="MeetingOpened", kw_only=True)


@dataclass(frozen=True, slots=True)
class MeetingPostponed:
    """The start moved to `until`, and the whole plan with it."""

    until: Instant
    reason: Reason = ""
    type: Literal["MeetingPostponed"] = field(default="MeetingPostponed", kw_only=True)


@dataclass(frozen=True, slots=True)
class SittingAdjourned:
    """The sitting ended; the meeting goes on at `until`, or when it is known (None)."""

    until: Instant | None
    reason: Reason = ""
    type: Literal["SittingAdjourned"] = field(default="SittingAdjourned", kw_only=True)


@dataclass(frozen=True, slots=True)
class SittingOpened:
    """The next sitting is open, with a roll of its own."""

    sitting: int
    type: Literal["SittingOpened"] = field(default="SittingOpened", kw_only=True)


@dataclass(frozen=True, slots=True)
class MeetingClosed:
    """The meeting is closed since `at`."""

    at: Instant
    type: Literal["MeetingClosed"] = field(default="MeetingClosed", kw_only=True)


@dataclass(frozen=True, slots=True)
class MeetingReopened:
    """The closing was taken back."""

    reason: Reason = ""
    type: Literal["MeetingReopened"] = field(default="MeetingReopened", kw_only=True)


@dataclass(frozen=True, slots=True)
class Undone:
    """The host action of `record` is reversed; what points did since stays."""

    record: int
    type: Literal["Undone"] = field(default="Undone", kw_only=True)


@dataclass(frozen=True, slots=True)
class LatenessShown:
    """The screen of the hall says from now on how late or early the meeting is; not `shown`: no more."""

    shown: bool
    type: Literal["LatenessShown"] = field(default="LatenessShown", kw_only=True)
