"""Events about notices, notes, conclusions and opinions."""

from dataclasses import dataclass, field
from typing import Literal

from ..commands.writing import Agencies
from ..values import Audience, Deadline, Ident, Instant, Line, OptionalIdent, Prose


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """The hall sent a message."""

    notice: Ident
    audience: Audience
    text: Prose
    type: Literal["NoticeSent"] = field(default="NoticeSent", kw_only=True)


@dataclass(frozen=True, slots=True)
class NoticeAcknowledged:
    """The point has read it."""

    notice: Ident
    point: Ident
    type: Literal["NoticeAcknowledged"] = field(default="NoticeAcknowledged", kw_only=True)


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """The secretary noted something."""

    note: Ident
    text: Prose
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["NoteAdded"] = field(default="NoteAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class NoteRevised:
    """The note's new wording."""

    note: Ident
    text: Prose
    type: Literal["NoteRevised"] = field(default="NoteRevised", kw_only=True)


@dataclass(frozen=True, slots=True)
class NoteRemoved:
    """The note is struck out."""

    note: Ident
    type: Literal["NoteRemoved"] = field(default="NoteRemoved", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConclusionAdded:
    """A conclusion, or the draft of one."""

    conclusion: Ident
    text: Prose
    lead: Line = ""
    coordinating: Agencies = ()
    deadline: Deadline = Deadline()
    draft: bool = False
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["ConclusionAdded"] = field(default="ConclusionAdded", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConclusionRevised:
    """The conclusion's new wording, whole."""

    conclusion: Ident
    text: Prose
    lead: Line = ""
    coordinating: Agencies = ()
    deadline: Deadline = Deadline()
    type: Literal["ConclusionRevised"] = field(default="ConclusionRevised", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConclusionConfirmed:
    """The draft was spoken."""

    conclusion: Ident
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["ConclusionConfirmed"] = field(default="ConclusionConfirmed", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConclusionRemoved:
    """The conclusion is struck out."""

    conclusion: Ident
    type: Literal["ConclusionRemoved"] = field(default="ConclusionRemoved", kw_only=True)


@dataclass(frozen=True, slots=True)
class OpinionReceived:
    """A written opinion."""

    opinion: Ident
    point: Ident
    text: Prose
    agency: OptionalIdent = ""
    speaker: Line = ""
    turn: OptionalIdent = ""
    made_at: Instant | None = None
    type: Literal["OpinionReceived"] = field(default="OpinionReceived", kw_only=True)
