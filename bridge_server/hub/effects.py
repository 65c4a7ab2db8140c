"""Whom an event concerns: which points see something of their own change, and whether the floor changed for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bridge_server.meeting import Meeting, Record
from bridge_server.meeting import events as e
from bridge_server.meeting.queue import requests
from bridge_server.meeting.rules.writing import in_audience

QUIET: Final = (
    e.NoteAdded, e.NoteRevised, e.NoteRemoved, e.ConclusionAdded, e.ConclusionRevised, e.ConclusionConfirmed,
    e.ConclusionRemoved, e.OpinionReceived, e.CodeRevoked, e.ClockJumped, e.HubStarted, e.HubStopped,
)  # fmt: skip
"""Nothing that a point or a screen shows."""
ROLL: Final = (e.CheckedIn, e.CheckInVoided, e.ArrivedLate, e.LeftEarly)
"""The point's own, its parent's list, and the figures."""
LINE: Final = (e.LineUp, e.LineLost)
OWN: Final = (e.FaultReported, e.FaultCleared, e.AvConfirmed, e.PointBack, e.NoticeAcknowledged)
"""The point's own and nothing else."""
EVERYBODY: Final = (
    e.AgendaSet, e.RollClosed, e.RollReopened, e.SittingAdjourned, e.SittingOpened, e.MeetingReopened, e.Undone,
    e.PresenterReplaced,
)  # fmt: skip
"""What may change what any point shows of its own; the last two do not say whom they took something from."""
RUNS: Final = (e.ItemStarted, e.ItemEnded, e.ItemInterrupted, e.RunCorrected)
"""With a run ends what was said about it: who is back from the break."""


@dataclass(slots=True)
class Effects:
    """What has to be told anew. The floor, what is one's own and the chair's view at once; the rest may wait a little.

    Whatever changes the floor may change the chair's view; `chair` is for what only that shows.
    """

    floor: bool = False
    chair: bool = False
    points: set[str] = field(default_factory=set)
    roll: bool = False
    lines: bool = False
    parents: set[str] = field(default_factory=set)
    invitations: bool = False
    """Whether a new agenda may invite others."""

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for it."""
        return self.floor or self.chair or bool(self.points)

    @property
    def later(self) -> bool:
        """Whether there is something that may wait."""
        return self.roll or self.lines or self.invitations or bool(self.parents)

    def note(self, meeting: Meeting, records: Iterable[Record]) -> None:
        """Add what these records, which the meeting holds already, changed."""
        queue = False
        for record in records:
            for event in record.events:
                queue = self._event(meeting, event) or queue
        if queue:  # whoever waits may have another place now
            self.points.update(turn.point for turn, _ in requests(meeting))

    def _event(self, meeting: Meeting, event: Any) -> bool:
        """Whether the order of those who wait may have changed."""
        if isinstance(event, QUIET):
            return False
        point = getattr(event, "point", "")
        if isinstance(event, (*ROLL, *LINE)):
            self.parents.add(point if getattr(event, "agency", "") else meeting.points[point].parent)
            if isinstance(event, LINE):
                self.lines = True
            else:
                self.roll = True
                self.points.add(point)
            return False
        if isinstance(event, e.CallRecorded):
            self.parents.add(meeting.points[point].parent)
            return False
        if isinstance(event, OWN):
            self.points.add(point)
            return False
        if isinstance(event, e.NoticeSent):
            self.points.update(one for one in meeting.points if in_audience(meeting, event.audience, one))
            return False
        if isinstance(event, e.ShortListMarked):
            self.chair = True
            return False
        self.floor = True
        if isinstance(event, e.LatenessShown):
            return False
        if isinstance(event, EVERYBODY):
            self.roll = True
            self.points.update(meeting.points)
            self.parents.update((*meeting.children, meeting.hall))
            self.invitations = self.invitations or isinstance(event, e.AgendaSet)
            return False
        if isinstance(event, RUNS):
            self.points.update(meeting.back)
        self.points.update(one for one in self._points_of(meeting, event) if one)
        return True

    def _points_of(self, meeting: Meeting, event: Any) -> Iterable[str]:
        """The points whose contribution an event is about."""
        match event:
            case e.SlotAdded():
                yield event.slot.point
            case e.ItemAdded():
                yield event.item.presenter.point if event.item.presenter is not None else ""
            case _:
                yield getattr(event, "point", "")
                for name in ("turn", "slot"):
                    turn = meeting.turns.get(getattr(event, name, ""))
                    yield turn.point if turn is not None else ""
