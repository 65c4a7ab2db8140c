"""Which role may say what. A role is fixed when somebody is let in; this is the one place that says what it may do."""

from typing import Final

from . import commands as c
from .author import Author, Role
from .commands import Command
from .refusals import Refused
from .state import Meeting

ROLL: Final = frozenset({c.CheckIn, c.VoidCheckIn, c.ArriveLate, c.LeaveEarly, c.RecordCall})
"""What a parent point may also do for its children."""
POINT: Final = ROLL | frozenset({
    c.Ask, c.Withdraw, c.Ready, c.Back, c.ReportFault, c.ClearFault, c.ConfirmAv, c.AcknowledgeNotice, c.SubmitOpinion,
})  # fmt: skip
WRITING: Final = frozenset({
    c.AddNote, c.ReviseNote, c.RemoveNote, c.AddConclusion, c.ReviseConclusion, c.ConfirmConclusion, c.RemoveConclusion,
    c.SubmitOpinion,
})  # fmt: skip
HUB: Final = frozenset({c.StartHub, c.StopHub, c.RecordLine, c.ReportClockJump})
POINTS_OWN: Final = frozenset({c.Ask, c.Ready, c.Back, c.AcknowledgeNotice})
"""Gestures that only the point itself can make."""
EVERY: Final[frozenset[type]] = frozenset(Command.__args__)
ALLOWED: Final[dict[Role, frozenset[type]]] = {
    "host": EVERY - HUB - POINTS_OWN,
    "secretary": WRITING | ROLL | frozenset({c.CloseRoll}),
    "point": POINT,
    "hub": HUB,
    "screen": frozenset(),
    "mirror": frozenset(),
}


def permit(meeting: Meeting, command: Command, by: Author) -> None:
    """Raise `Refused` unless the role may say this, and a point only speaks for itself or, on the roll, for its children."""
    if type(command) not in ALLOWED[by.role]:
        raise Refused("not-allowed", command=command.type, role=by.role)
    if by.role != "point":
        return
    if isinstance(command, c.Withdraw | c.Ready):
        turn = meeting.turns.get(command.turn)
        about = turn.point if turn is not None else by.point
    else:
        about = str(getattr(command, "point", by.point))
    if about == by.point:
        return
    own = type(command) in ROLL and any(child.id == about for child in meeting.children.get(by.point, ()))
    if not own:
        name = meeting.points[about].name if about in meeting.points else about
        raise Refused("not-your-point", point=about, name=name, own=by.point)
