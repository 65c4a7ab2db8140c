"""How notices, notes, conclusions and opinions change the meeting."""

from dataclasses import replace

from ..events import writing as events
from ..rows import Conclusion, Note, Notice, Opinion
from ..state import Meeting


def notice_sent(m: Meeting, e: events.NoticeSent, n: int, at: int, by: str) -> None:
    m.notices[e.notice] = Notice(e.notice, at, by, e.audience, e.text)


def notice_acknowledged(m: Meeting, e: events.NoticeAcknowledged, n: int, at: int, by: str) -> None:
    m.acknowledged[f"{e.notice}/{e.point}"] = at


def note_added(m: Meeting, e: events.NoteAdded, n: int, at: int, by: str) -> None:
    m.notes[e.note] = Note(e.note, at, by, e.text, e.item, e.turn, n)


def note_revised(m: Meeting, e: events.NoteRevised, n: int, at: int, by: str) -> None:
    m.notes[e.note] = replace(m.notes[e.note], text=e.text, record=n)


def note_removed(m: Meeting, e: events.NoteRemoved, n: int, at: int, by: str) -> None:
    m.notes[e.note] = replace(m.notes[e.note], removed=True, record=n)


def conclusion_added(m: Meeting, e: events.ConclusionAdded, n: int, at: int, by: str) -> None:
    m.conclusions[e.conclusion] = Conclusion(
        e.conclusion, at, by, e.text, e.lead, e.coordinating, e.deadline, e.draft, e.item, e.turn, n
    )


def conclusion_revised(m: Meeting, e: events.ConclusionRevised, n: int, at: int, by: str) -> None:
    m.conclusions[e.conclusion] = replace(
        m.conclusions[e.conclusion], text=e.text, lead=e.lead, coordinating=e.coordinating, deadline=e.deadline, record=n
    )


def conclusion_confirmed(m: Meeting, e: events.ConclusionConfirmed, n: int, at: int, by: str) -> None:
    m.conclusions[e.conclusion] = replace(
        m.conclusions[e.conclusion], draft=False, at=at, by=by, item=e.item, turn=e.turn, record=n
    )


def conclusion_removed(m: Meeting, e: events.ConclusionRemoved, n: int, at: int, by: str) -> None:
    m.conclusions[e.conclusion] = replace(m.conclusions[e.conclusion], removed=True, record=n)


def opinion_received(m: Meeting, e: events.OpinionReceived, n: int, at: int, by: str) -> None:
    m.opinions[e.opinion] = Opinion(e.opinion, at, by, e.point, e.text, e.agency, e.speaker, e.turn, e.made_at)
