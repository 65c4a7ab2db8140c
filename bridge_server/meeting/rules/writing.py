"""Rules about notices, notes, conclusions and written opinions. Nobody's words are refused for coming late."""

from collections.abc import Iterator
from datetime import date

from ..author import Author
from ..commands import writing as commands
from ..events import Event
from ..events import writing as events
from ..refusals import Refused
from ..state import Meeting
from ..values import Audience, Deadline
from .checks import agency_of, conclusion_of, item_of, need_past, note_of, point_of, turn_name, turn_of


def need_text(text: str) -> None:
    """Something is written."""
    if not text.strip():
        raise Refused("empty-text")


def need_subject(m: Meeting, item: str, turn: str) -> None:
    """The item and the turn it is tied to exist."""
    if item:
        item_of(m, item)
    if turn:
        turn_of(m, turn)


def in_audience(m: Meeting, audience: Audience, point: str) -> bool:
    """Whether a notice to `audience` is for the point."""
    match audience.scope:
        case "all":
            return True
        case "tier":
            return m.points[point].tier == audience.of
        case "children":
            return m.points[point].parent == audience.of
        case "point":
            return point == audience.of


def send_notice(m: Meeting, c: commands.SendNotice, by: Author, now: int) -> Iterator[Event]:
    """To an audience that exists."""
    need_text(c.text)
    match c.audience.scope:
        case "all":
            audience = Audience()
        case "tier":
            audience = c.audience
            if audience.of not in m.tiers:
                raise Refused("unknown-tier", tier=audience.of, known=", ".join(m.tiers))
        case "children" | "point":
            audience = c.audience
            point_of(m, audience.of)
    yield events.NoticeSent(f"n{len(m.notices) + 1}", audience, c.text)


def acknowledge_notice(m: Meeting, c: commands.AcknowledgeNotice, by: Author, now: int) -> Iterator[Event]:
    """By a point it was for, once."""
    point = point_of(m, c.point)
    notice = m.notices.get(c.notice)
    if notice is None:
        raise Refused("unknown-notice", notice=c.notice)
    if not in_audience(m, notice.audience, c.point):
        raise Refused("not-for-you", name=point.name)
    if f"{c.notice}/{c.point}" in m.acknowledged:
        raise Refused("no-change")
    yield events.NoticeAcknowledged(c.notice, c.point)


def add_note(m: Meeting, c: commands.AddNote, by: Author, now: int) -> Iterator[Event]:
    """At any time."""
    need_text(c.text)
    need_subject(m, c.item, c.turn)
    yield events.NoteAdded(f"g{len(m.notes) + 1}", c.text, c.item, c.turn)


def revise_note(m: Meeting, c: commands.ReviseNote, by: Author, now: int) -> Iterator[Event]:
    """A note that is not struck out."""
    need_text(c.text)
    if note_of(m, c.note).text == c.text:
        raise Refused("no-change")
    yield events.NoteRevised(c.note, c.text)


def remove_note(m: Meeting, c: commands.RemoveNote, by: Author, now: int) -> Iterator[Event]:
    """A note that is not struck out."""
    note_of(m, c.note)
    yield events.NoteRemoved(c.note)


def need_deadline(deadline: Deadline) -> None:
    """A date, where one is given, is a day of the calendar."""
    if deadline.date:
        try:
            written = date.fromisoformat(deadline.date).isoformat()
        except ValueError:
            written = ""
        if written != deadline.date:
            raise Refused("bad-date", date=deadline.date)


def add_conclusion(m: Meeting, c: commands.AddConclusion, by: Author, now: int) -> Iterator[Event]:
    """Before the opening only drafts."""
    need_text(c.text)
    need_deadline(c.deadline)
    need_subject(m, c.item, c.turn)
    if m.phase == "prepared" and not c.draft:
        raise Refused("not-open", phase=m.phase)
    yield events.ConclusionAdded(
        f"k{len(m.conclusions) + 1}", c.text, c.lead, c.coordinating, c.deadline, c.draft, c.item, c.turn
    )


def revise_conclusion(m: Meeting, c: commands.ReviseConclusion, by: Author, now: int) -> Iterator[Event]:
    """A conclusion or draft that is not struck out, at any time."""
    need_text(c.text)
    need_deadline(c.deadline)
    old = conclusion_of(m, c.conclusion)
    if (old.text, old.lead, old.coordinating, old.deadline) == (c.text, c.lead, c.coordinating, c.deadline):
        raise Refused("no-change")
    yield events.ConclusionRevised(c.conclusion, c.text, c.lead, c.coordinating, c.deadline)


def confirm_conclusion(m: Meeting, c: commands.ConfirmConclusion, by: Author, now: int) -> Iterator[Event]:
    """A draft, once the meeting has opened; tied to what runs unless something else is named."""
    if m.phase == "prepared":
        raise Refused("not-open", phase=m.phase)
    if not conclusion_of(m, c.conclusion).draft:
        raise Refused("not-a-draft", conclusion=c.conclusion)
    need_subject(m, c.item, c.turn)
    yield events.ConclusionConfirmed(c.conclusion, c.item or m.running, c.turn or m.speaking)


def remove_conclusion(m: Meeting, c: commands.RemoveConclusion, by: Author, now: int) -> Iterator[Event]:
    """One that is not struck out."""
    conclusion_of(m, c.conclusion)
    yield events.ConclusionRemoved(c.conclusion)


def submit_opinion(m: Meeting, c: commands.SubmitOpinion, by: Author, now: int) -> Iterator[Event]:
    """At any time, also after the meeting."""
    need_text(c.text)
    point = point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    if c.made_at is not None:
        need_past(c.made_at, now)
    if c.turn and turn_of(m, c.turn).point != c.point:
        raise Refused("not-your-point", point=m.turns[c.turn].point, name=turn_name(m, m.turns[c.turn]), own=point.id)
    yield events.OpinionReceived(f"o{len(m.opinions) + 1}", c.point, c.text, c.agency, c.speaker, c.turn, c.made_at)
