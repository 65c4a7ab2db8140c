"""`evolve`: a logged event has happened, so it never refuses."""

from collections.abc import Callable
from typing import Any, Final

from . import events
from .folds import hub, lifecycle, programme, roll, turns, writing
from .record import Record
from .state import Meeting

Fold = Callable[[Meeting, Any, int, int, str], None]

FOLDS: Final[dict[type, Fold]] = {
    events.AgendaSet: lifecycle.agenda_set,
    events.MeetingOpened: lifecycle.meeting_opened,
    events.MeetingPostponed: lifecycle.meeting_postponed,
    events.SittingAdjourned: lifecycle.sitting_adjourned,
    events.SittingOpened: lifecycle.sitting_opened,
    events.MeetingClosed: lifecycle.meeting_closed,
    events.MeetingReopened: lifecycle.meeting_reopened,
    events.Undone: lifecycle.undone,
    events.LatenessShown: lifecycle.lateness_shown,
    events.ItemStarted: programme.item_started,
    events.ItemEnded: programme.item_ended,
    events.ItemInterrupted: programme.item_interrupted,
    events.ClockPaused: programme.clock_paused,
    events.ClockResumed: programme.clock_resumed,
    events.ItemTimeAdded: programme.item_time_added,
    events.RunCorrected: programme.run_corrected,
    events.ItemSkipped: programme.item_skipped,
    events.ItemRestored: programme.item_restored,
    events.ItemMoved: programme.item_moved,
    events.ItemAdded: programme.item_added,
    events.SlotAdded: programme.slot_added,
    events.SlotMoved: programme.slot_moved,
    events.SlotSkipped: programme.slot_skipped,
    events.SlotRestored: programme.slot_restored,
    events.PresenterReplaced: programme.presenter_replaced,
    events.RequestMade: turns.request_made,
    events.SpeakerCalled: turns.speaker_called,
    events.LeaderCutIn: turns.leader_cut_in,
    events.RequestWithdrawn: turns.request_withdrawn,
    events.StandbyCalled: turns.standby_called,
    events.StandbyCancelled: turns.standby_cancelled,
    events.ReadyAnswered: turns.ready_answered,
    events.FloorGiven: turns.floor_given,
    events.TurnEnded: turns.turn_ended,
    events.TurnHeld: turns.turn_held,
    events.TurnResumed: turns.turn_resumed,
    events.TurnPassed: turns.turn_passed,
    events.TurnReturned: turns.turn_returned,
    events.RequestDeclined: turns.request_declined,
    events.UrgencyMarked: turns.urgency_marked,
    events.ShortListMarked: turns.short_list_marked,
    events.RequestMoved: turns.request_moved,
    events.SpeakerNamed: turns.speaker_named,
    events.TurnTimeAdded: turns.turn_time_added,
    events.ListOpened: turns.list_opened,
    events.ListClosed: turns.list_closed,
    events.CheckedIn: roll.checked_in,
    events.CheckInVoided: roll.checked_in,
    events.ArrivedLate: roll.arrived_late,
    events.LeftEarly: roll.left_early,
    events.RollClosed: roll.roll_closed,
    events.RollReopened: roll.roll_reopened,
    events.CallRecorded: roll.call_recorded,
    events.FaultReported: roll.fault_reported,
    events.FaultCleared: roll.fault_cleared,
    events.AvConfirmed: roll.av_confirmed,
    events.PointBack: roll.point_back,
    events.NoticeSent: writing.notice_sent,
    events.NoticeAcknowledged: writing.notice_acknowledged,
    events.NoteAdded: writing.note_added,
    events.NoteRevised: writing.note_revised,
    events.NoteRemoved: writing.note_removed,
    events.ConclusionAdded: writing.conclusion_added,
    events.ConclusionRevised: writing.conclusion_revised,
    events.ConclusionConfirmed: writing.conclusion_confirmed,
    events.ConclusionRemoved: writing.conclusion_removed,
    events.OpinionReceived: writing.opinion_received,
    events.HubStarted: hub.hub_started,
    events.HubStopped: hub.hub_stopped,
    events.LineUp: hub.line_up,
    events.LineLost: hub.line_lost,
    events.ClockJumped: hub.clock_jumped,
    events.ClockCorrected: hub.clock_corrected,
    events.CodeRevoked: hub.code_revoked,
}


def answer_key(by: str, ident: str) -> str:
    """Where the answer to a command is remembered: its id is scoped to its author, whatever the device."""
    return f"{by.partition('@')[0]} {ident}"


def evolve(meeting: Meeting, event: events.Event, n: int, at: int, by: str) -> Meeting:
    """The meeting after one event of record `n`. It changes the meeting it is given (a draft, or one being replayed)."""
    FOLDS[type(event)](meeting, event, n, at, by)
    return meeting


def apply(meeting: Meeting, record: Record) -> Meeting:
    """The meeting after one whole record, its command id remembered."""
    n, at, by = record.n, record.at, record.by
    for event in record.events:
        FOLDS[type(event)](meeting, event, n, at, by)
    meeting.n, meeting.at = n, at
    if record.id:
        meeting.answered[answer_key(by, record.id)] = n
    return meeting
