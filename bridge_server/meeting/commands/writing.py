"""Commands about what is written: notices from the hall, the secretary's notes and conclusions, written opinions."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import MaxLen

from ..values import Audience, Deadline, Ident, Instant, Line, OptionalIdent, Prose

Agencies = Annotated[tuple[Line, ...], MaxLen(50)]


@dataclass(frozen=True, slots=True)
class SendNotice:
    """A message from the hall to points."""

    audience: Audience
    text: Annotated[Prose, MaxLen(1000)]
    type: Literal["SendNotice"] = field(default="SendNotice", kw_only=True)


@dataclass(frozen=True, slots=True)
class AcknowledgeNotice:
    """A point has read a notice."""

    notice: Ident
    point: Ident
    type: Literal["AcknowledgeNotice"] = field(default="AcknowledgeNotice", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddNote:
    """A note of the secretary, tied to an item and a turn where that makes sense."""

    text: Prose
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["AddNote"] = field(default="AddNote", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReviseNote:
    """A note's new wording; the old one stays in the log."""

    note: Ident
    text: Prose
    type: Literal["ReviseNote"] = field(default="ReviseNote", kw_only=True)


@dataclass(frozen=True, slots=True)
class RemoveNote:
    """Strike a note out; it stays in the log."""

    note: Ident
    type: Literal["RemoveNote"] = field(default="RemoveNote", kw_only=True)


@dataclass(frozen=True, slots=True)
class AddConclusion:
    """A conclusion: what, who leads, who works with them, by when. A draft is prepared beforehand and confirmed live.

    Agencies are written as the minutes shall print them: an id of the agenda or a name.
    """

    text: Prose
    lead: Line = ""
    coordinating: Agencies = ()
    deadline: Deadline = Deadline()
    draft: bool = False
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["AddConclusion"] = field(default="AddConclusion", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReviseConclusion:
    """A conclusion's new wording, whole; the old one stays in the log."""

    conclusion: Ident
    text: Prose
    lead: Line = ""
    coordinating: Agencies = ()
    deadline: Deadline = Deadline()
    type: Literal["ReviseConclusion"] = field(default="ReviseConclusion", kw_only=True)


@dataclass(frozen=True, slots=True)
class ConfirmConclusion:
    """A draft was spoken: it is a conclusion now, tied to what runs."""

    conclusion: Ident
    item: OptionalIdent = ""
    turn: OptionalIdent = ""
    type: Literal["ConfirmConclusion"] = field(default="ConfirmConclusion", kw_only=True)


@dataclass(frozen=True, slots=True)
class RemoveConclusion:
    """Strike a conclusion out; it stays in the log."""

    conclusion: Ident
    type: Literal["RemoveConclusion"] = field(default="RemoveConclusion", kw_only=True)


@dataclass(frozen=True, slots=True)
class SubmitOpinion:
    """A written opinion of a point or an agency, from its page, from a slip or from the phone."""

    point: Ident
    text: Prose
    agency: OptionalIdent = ""
    speaker: Line = ""
    turn: OptionalIdent = ""
    made_at: Instant | None = None
    type: Literal["SubmitOpinion"] = field(default="SubmitOpinion", kw_only=True)
