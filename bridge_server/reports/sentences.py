"""Events and refusals as sentences, for the log, the console and the minutes. Names stand where ids were; nothing raises."""

from datetime import date
from typing import Any

from bridge_server.meeting import events as e
from bridge_server.meeting.state import Meeting
from bridge_server.meeting.values import Deadline
from bridge_server.words import Language, has, say

from . import times
from .names import (
    PROSE,
    agency_name,
    audience,
    author_name,
    body_name,
    clock,
    item_name,
    label,
    point_name,
    shorten,
    shown,
    small,
    speaker,
    turn_name,
    with_speaker,
)
from .refusals import refusal

__all__ = ["author_name", "refusal", "sentence"]

Told = tuple[str, dict[str, Any]]
"""A key of `words.event` and its facts."""


def sentence(lang: Language, meeting: Meeting, event: object, *, at: int, by: str = "") -> str:
    """One event of a record of instant `at`, made by `by`, as one sentence, with the meeting as it was after that whole record.

    It begins small and ends without a full stop, so that it stands behind an author's name as well as alone.
    """
    key, facts = Teller(lang, meeting, at, by).told(event)
    return say(lang, f"event.{key}", **facts)


class Teller:
    """Tells the events of one record in one language."""

    def __init__(self, lang: Language, meeting: Meeting, at: int, by: str = "") -> None:
        self.lang: Language = lang
        self.meeting = meeting
        self.at = at
        self.by = by

    def told(self, event: object) -> Told:
        """Key and facts of any event, one of a newer program included."""
        told = self.meeting_told(event) or self.programme_told(event) or self.turn_told(event)
        told = told or self.roll_told(event) or self.writing_told(event) or self.hub_told(event)
        name = event.get("type", "?") if isinstance(event, dict) else getattr(event, "type", type(event).__name__)
        return told or ("unknown", {"type": name})

    def form(self, event: Any, value: str, otherwise: str) -> str:
        """The key for one value of an event's field; a value of a newer program is told as `otherwise`."""
        key = f"{event.type}-{value}"
        return key if has(self.lang, f"event.{key}") else f"{event.type}-{otherwise}"

    def plain(self, event: Any, **facts: object) -> Told:
        """An event whose key is its own type."""
        return event.type, facts

    def reason(self, text: str, key: str = "reason") -> str:
        """A reason (or another addition) where one is given."""
        return say(self.lang, f"event.{key}", text=shorten(text, PROSE)) if text else ""

    def turn(self, turn: str) -> str:
        """Who a contribution belongs to."""
        return turn_name(self.lang, self.meeting, turn)

    def item(self, item: str) -> str:
        """An item by number and title."""
        return item_name(self.lang, self.meeting, item)

    def body(self, event: Any) -> str:
        """The point, or the agency where one is named."""
        return body_name(self.lang, self.meeting, event.point, event.agency)

    def clock(self, instant: int) -> str:
        """An instant as it is shown."""
        return clock(self.meeting, instant)

    def when(self, instant: int) -> str:
        """An instant with its date."""
        return times.date_clock(self.lang, instant + self.meeting.clock_offset_ms)

    def before_and_after(self, was: int, at: int) -> dict[str, str]:
        """Two instants of a correction, with seconds where the minutes are the same."""
        tell = times.clock_seconds if self.clock(was) == self.clock(at) else times.clock
        return {"was": tell(shown(self.meeting, was)), "at": tell(shown(self.meeting, at))}

    def more_or_less(self, event: Any, **facts: object) -> Told:
        """Time added, or taken where the seconds are negative."""
        key = event.type if event.seconds > 0 else f"{event.type}-less"
        return key, {"duration": times.duration(self.lang, event.seconds * 1000), "reason": self.reason(event.reason), **facts}

    def meeting_told(self, event: object) -> Told | None:
        """Events about the meeting as a whole."""
        match event:
            case e.AgendaSet():
                return self.plain(event, title=shorten(event.agenda.title, PROSE), items=len(event.agenda.items))
            case e.MeetingOpened() | e.MeetingClosed():
                return self.plain(event, clock=self.clock(event.at))
            case e.MeetingPostponed():
                return self.plain(event, when=self.when(event.until), reason=self.reason(event.reason))
            case e.SittingAdjourned():
                if event.until is None:
                    return "SittingAdjourned-open", {"reason": self.reason(event.reason)}
                return self.plain(event, when=self.when(event.until), reason=self.reason(event.reason))
            case e.SittingOpened():
                return self.plain(event, number=event.sitting)
            case e.MeetingReopened():
                return self.plain(event, reason=self.reason(event.reason))
            case e.Undone():
                return self.plain(event, record=event.record)
            case e.LatenessShown():
                return f"{event.type}-{'on' if event.shown else 'off'}", {}
        return None

    def programme_told(self, event: object) -> Told | None:
        """Events about the programme."""
        match event:
            case e.ItemStarted():
                key = "ItemStarted" if event.at == self.at else "ItemStarted-backdated"
                facts = {"item": self.item(event.item)}
                return key, facts if key == "ItemStarted" else facts | {"clock": self.clock(event.at)}
            case e.ItemEnded() | e.ItemInterrupted():
                return self.plain(event, item=self.item(event.item), clock=self.clock(event.at))
            case e.ClockPaused():
                return self.plain(event, reason=self.reason(event.cause))
            case e.ClockResumed() | e.ListOpened() | e.ListClosed():
                return self.plain(event)
            case e.ItemTimeAdded():
                return self.more_or_less(event, item=self.item(event.item))
            case e.RunCorrected():
                what = self.item(event.id) if event.of == "item" else say(self.lang, "label.turn-of", name=self.turn(event.id))
                facts = self.before_and_after(event.was, event.at)
                return self.form(event, event.edge, "start"), facts | {"what": what, "reason": self.reason(event.reason)}
            case e.ItemSkipped() | e.ItemMoved() | e.ItemRestored():
                return self.moved(event, item=self.item(event.item))
            case e.ItemAdded():
                return self.plain(event, item=self.item(event.item.id), reason=self.reason(event.reason))
            case e.SlotAdded():
                facts = {"name": self.turn(event.slot.id), "item": self.item(event.item)}
                return self.plain(event, **facts, reason=self.reason(event.reason))
            case e.SlotMoved() | e.SlotSkipped() | e.SlotRestored():
                return self.moved(event, name=self.turn(event.slot))
            case e.PresenterReplaced():
                return self.replaced(event)
        return None

    def replaced(self, event: e.PresenterReplaced) -> Told:
        """Another body in place of the planned one, or another person of the same."""
        slots = (slot for item in self.meeting.agenda.items for _, slot in item.all_slots())
        planned = next((slot.name for slot in slots if slot.id == event.slot), event.name)
        facts = {"name": with_speaker(self.lang, event.name, event.speaker), "reason": self.reason(event.reason)}
        return (event.type, facts) if event.name == planned else (f"{event.type}-body", facts | {"planned": planned})

    def moved(self, event: Any, **facts: object) -> Told:
        """Something moved, was skipped or came back."""
        reason = self.reason(getattr(event, "reason", ""))
        if not hasattr(event, "before"):
            return event.type, facts | ({"reason": reason} if hasattr(event, "reason") else {})
        if not event.before:
            return f"{event.type}-last", facts | {"reason": reason}
        before = self.item(event.before) if isinstance(event, e.ItemMoved) else self.turn(event.before)
        return event.type, facts | {"before": before, "reason": reason}

    def turn_told(self, event: object) -> Told | None:
        """Events about the floor and the queue."""
        match event:
            case e.RequestMade() | e.SpeakerCalled():
                name = with_speaker(self.lang, self.body(event), event.speaker)
                facts = {"name": name, "subject": self.reason(event.subject, "subject")}
                if isinstance(event, e.SpeakerCalled) or event.origin == "self":
                    return event.type, facts
                return "RequestMade-for", facts | {"origin": small(label(self.lang, "origin", event.origin))}
            case e.LeaderCutIn():
                return self.plain(event, name=with_speaker(self.lang, self.body(event), event.speaker))
            case e.TurnEnded():
                return self.plain(event, name=self.turn(event.turn), clock=self.clock(event.at))
            case e.TurnHeld():
                return self.form(event, event.cause, "other"), {"name": self.turn(event.turn)}
            case e.RequestDeclined():
                key = "RequestDeclined-writing" if event.in_writing else "RequestDeclined"
                return key, {"name": self.turn(event.turn), "reason": self.reason(event.reason)}
            case e.UrgencyMarked() | e.ShortListMarked():
                return f"{event.type}-{'on' if event.on else 'off'}", {"name": self.turn(event.turn)}
            case e.SpeakerNamed():
                person = speaker(self.lang, event.speaker)
                if not person:
                    return "SpeakerNamed-nobody", {"name": self.turn(event.turn)}
                return self.plain(event, name=self.turn(event.turn), speaker=person)
            case e.TurnReturned():
                row = self.meeting.turns.get(event.turn)
                key = "TurnReturned-slot" if row is not None and row.is_slot else "TurnReturned"
                return key, {"name": self.turn(event.turn)}
            case e.TurnTimeAdded():
                return self.more_or_less(event, name=self.turn(event.turn))
            case (
                e.RequestWithdrawn()
                | e.StandbyCalled()
                | e.StandbyCancelled()
                | e.ReadyAnswered()
                | e.FloorGiven()
                | e.TurnResumed()
                | e.TurnPassed()
                | e.RequestMoved()
            ):
                return self.plain(event, name=self.turn(event.turn))
        return None

    def roll_told(self, event: object) -> Told | None:
        """Events of the roll."""
        match event:
            case e.CheckedIn():
                return self.checked_in(event)
            case e.CheckInVoided():
                return self.plain(event, name=self.body(event), reason=self.reason(event.reason))
            case e.ArrivedLate() | e.LeftEarly():
                facts = {"name": self.body(event), "clock": self.clock(event.at)}
                return self.plain(event, **facts, reason=self.reason(event.reason))
            case e.RollClosed():
                every = event.figures.all
                return self.plain(event, present=every.present, reported=every.reported, points=every.points)
            case e.RollReopened():
                return self.plain(event, reason=self.reason(event.reason))
            case e.CallRecorded():
                outcome = small(label(self.lang, "outcome", event.outcome))
                return self.plain(event, name=self.point(event), outcome=outcome, reason=self.reason(event.note, "note"))
            case e.FaultReported():
                fault = small(label(self.lang, "fault", event.kind))
                key = "FaultReported-noted" if self.by and not self.by.startswith("point") else "FaultReported"
                return key, {"name": self.point(event), "fault": fault, "reason": self.reason(event.text, "note")}
            case e.FaultCleared():
                return self.plain(event, name=self.point(event), fault=small(label(self.lang, "fault", event.kind)))
            case e.AvConfirmed() | e.PointBack():
                return self.plain(event, name=self.point(event))
        return None

    def point(self, event: Any) -> str:
        """The point an event is about."""
        return point_name(self.lang, self.meeting, event.point)

    def checked_in(self, event: e.CheckedIn) -> Told:
        """A check-in: who, how, how many, led by whom; the source where it is not the point itself, with its true time."""
        details = ""
        if event.total is not None:
            details += say(self.lang, "event.CheckedIn-total", total=times.number(self.lang, event.total))
        if leader := speaker(self.lang, event.leader):
            details += say(self.lang, "event.CheckedIn-leader", leader=leader)
        elif event.leader_present is False:
            details += say(self.lang, "event.CheckedIn-no-leader")
        source = ""
        if event.source != "self" or event.made_at is not None:
            facts = {"source": small(label(self.lang, "source", event.source))}
            key = "CheckedIn-source" if event.made_at is None else "CheckedIn-source-at"
            facts |= {} if event.made_at is None else {"clock": self.clock(event.made_at)}
            source = say(self.lang, f"event.{key}", **facts)
        mode = small(label(self.lang, "mode", event.mode))
        return self.plain(
            event, name=self.body(event), mode=mode, details=details, source=source, reason=self.reason(event.reason)
        )

    def writing_told(self, event: object) -> Told | None:
        """Events about what is written."""
        match event:
            case e.NoticeSent():
                return self.plain(event, audience=audience(self.lang, self.meeting, event.audience), text=self.text(event))
            case e.NoticeAcknowledged():
                return self.plain(event, name=self.point(event), notice=event.notice)
            case e.NoteAdded() | e.NoteRevised():
                return self.plain(event, note=event.note, text=self.text(event))
            case e.NoteRemoved():
                return self.plain(event, note=event.note)
            case e.ConclusionAdded() | e.ConclusionRevised():
                draft = isinstance(event, e.ConclusionAdded) and event.draft
                facts = {"conclusion": event.conclusion, "text": self.text(event), "duty": self.duty(event)}
                return f"{event.type}-draft" if draft else event.type, facts
            case e.ConclusionConfirmed():
                row = self.meeting.conclusions.get(event.conclusion)
                return self.plain(event, conclusion=event.conclusion, text=shorten(row.text, PROSE) if row else "")
            case e.ConclusionRemoved():
                return self.plain(event, conclusion=event.conclusion)
            case e.OpinionReceived():
                return self.plain(event, name=self.body(event), text=self.text(event))
        return None

    def text(self, event: Any) -> str:
        """Prose on one line."""
        return shorten(event.text, PROSE)

    def duty(self, event: e.ConclusionAdded | e.ConclusionRevised) -> str:
        """Who leads, who works with them, by when."""
        parts = ""
        if event.lead:
            parts += say(self.lang, "event.duty-lead", agency=agency_name(self.meeting, event.lead))
        if event.coordinating:
            names = ", ".join(agency_name(self.meeting, one) for one in event.coordinating)
            parts += say(self.lang, "event.duty-coordinating", agencies=names)
        if due := deadline(self.lang, event.deadline):
            parts += say(self.lang, "event.duty-deadline", deadline=due)
        return parts

    def hub_told(self, event: object) -> Told | None:
        """Events of the hub."""
        match event:
            case e.HubStarted():
                return self.plain(event)
            case e.HubStopped():
                return self.plain(event, reason=self.reason(event.reason, "note"))
            case e.LineUp() | e.LineLost():
                return self.plain(event, name=self.point(event))
            case e.ClockJumped() | e.ClockCorrected():
                sign = "-" if event.milliseconds < 0 else "+"
                return self.plain(event, duration=f"{sign}{times.duration(self.lang, event.milliseconds)}")
            case e.CodeRevoked():
                role = small(label(self.lang, "role", event.role))
                name = point_name(self.lang, self.meeting, event.point) if event.point else role
                return self.plain(event, name=name, generation=event.generation + 1)
        return None


def deadline(lang: Language, due: Deadline) -> str:
    """A deadline as it is printed: the date, then the words, as far as they are given; words that name that very day alone.

    A date that is none stays as written.
    """
    try:
        day = times.day_short(lang, date.fromisoformat(due.date)) if due.date else ""
    except ValueError:
        day = due.date
    return due.words if day and day in due.words else ", ".join(part for part in (day, due.words) if part)
