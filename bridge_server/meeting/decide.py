"""`decide`: every rule of the meeting, one function per command. Time is an argument; nothing is changed."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from . import commands
from .author import Author
from .events import Event
from .permissions import permit
from .rules import hub, lifecycle, programme, roll, turns, undo, writing
from .state import Meeting

Rule = Callable[[Meeting, Any, Author, int], Iterator[Event]]

RULES: Final[dict[type, Rule]] = {
    commands.SetAgenda: lifecycle.set_agenda,
    commands.OpenMeeting: lifecycle.open_meeting,
    commands.Postpone: lifecycle.postpone,
    commands.Adjourn: lifecycle.adjourn,
    commands.ResumeMeeting: lifecycle.resume_meeting,
    commands.CloseMeeting: lifecycle.close_meeting,
    commands.ReopenMeeting: lifecycle.reopen_meeting,
    commands.Undo: undo.undo,
    commands.ShowLateness: lifecycle.show_lateness,
    commands.StartItem: programme.start_item,
    commands.EndItem: programme.end_item,
    commands.PauseClock: programme.pause_clock,
    commands.ResumeClock: programme.resume_clock,
    commands.AddItemTime: programme.add_item_time,
    commands.CorrectRun: programme.correct_run,
    commands.SkipItem: programme.skip_item,
    commands.RestoreItem: programme.restore_item,
    commands.MoveItem: programme.move_item,
    commands.AddItem: programme.add_item,
    commands.AddSlot: programme.add_slot,
    commands.MoveSlot: programme.move_slot,
    commands.SkipSlot: programme.skip_slot,
    commands.RestoreSlot: programme.restore_slot,
    commands.ReplacePresenter: programme.replace_presenter,
    commands.Ask: turns.ask,
    commands.AddRequest: turns.add_request,
    commands.CallOn: turns.call_on,
    commands.CutIn: turns.cut_in,
    commands.Withdraw: turns.withdraw,
    commands.Standby: turns.standby,
    commands.CancelStandby: turns.cancel_standby,
    commands.Ready: turns.ready,
    commands.GiveFloor: turns.give_floor,
    commands.EndTurn: turns.end_turn,
    commands.HoldTurn: turns.hold_turn,
    commands.ResumeTurn: turns.resume_turn,
    commands.PassTurn: turns.pass_turn,
    commands.ReturnTurn: turns.return_turn,
    commands.DeclineTurn: turns.decline_turn,
    commands.MarkUrgent: turns.mark_urgent,
    commands.ShortList: turns.short_list,
    commands.MoveRequest: turns.move_request,
    commands.NameSpeaker: turns.name_speaker,
    commands.AddTurnTime: turns.add_turn_time,
    commands.OpenList: turns.open_list,
    commands.CloseList: turns.close_list,
    commands.CheckIn: roll.check_in,
    commands.VoidCheckIn: roll.void_check_in,
    commands.ArriveLate: roll.arrive_late,
    commands.LeaveEarly: roll.leave_early,
    commands.CloseRoll: roll.close_roll,
    commands.ReopenRoll: roll.reopen_roll,
    commands.RecordCall: roll.record_call,
    commands.ReportFault: roll.report_fault,
    commands.ClearFault: roll.clear_fault,
    commands.ConfirmAv: roll.confirm_av,
    commands.Back: roll.back,
    commands.SendNotice: writing.send_notice,
    commands.AcknowledgeNotice: writing.acknowledge_notice,
    commands.AddNote: writing.add_note,
    commands.ReviseNote: writing.revise_note,
    commands.RemoveNote: writing.remove_note,
    commands.AddConclusion: writing.add_conclusion,
    commands.ReviseConclusion: writing.revise_conclusion,
    commands.ConfirmConclusion: writing.confirm_conclusion,
    commands.RemoveConclusion: writing.remove_conclusion,
    commands.SubmitOpinion: writing.submit_opinion,
    commands.StartHub: hub.start_hub,
    commands.StopHub: hub.stop_hub,
    commands.RecordLine: hub.record_line,
    commands.ReportClockJump: hub.report_clock_jump,
    commands.CorrectClock: hub.correct_clock,
    commands.RevokeCode: hub.revoke_code,
}


def decide(meeting: Meeting, command: commands.Command, by: Author, now: int) -> tuple[Event, ...]:
    """What follows from a command at `now` (ms UTC): one or more events. Raises `Refused`, and nothing else."""
    permit(meeting, command, by)
    return tuple(RULES[type(command)](meeting, command, by, now))
