"""The frozen rows of a meeting's tables."""

from dataclasses import dataclass
from typing import Literal

from .agenda import Item
from .commands.roll import CallOutcome
from .events.roll import CheckedIn, CheckInVoided
from .figures import RollFigures
from .values import MINUTE, Audience, Deadline, Run, Speaker

Phase = Literal["prepared", "open", "adjourned", "closed"]
Status = Literal["waiting", "standby", "speaking", "held", "passed", "declined", "done", "skipped"]
State = Literal["waiting", "standby", "speaking", "held", "passed", "declined", "done", "skipped", "withdrawn", "removed"]
Origin = Literal["slot", "self", "hall", "phone", "paper", "called", "leader"]
PENDING: frozenset[str] = frozenset({"waiting", "standby", "passed"})
"""States in which a turn still waits to be heard."""

Revision = tuple[int, int, str, CheckedIn | CheckInVoided, "Revision | None"]
"""One revision of a check-in: record number, instant, author, what was said, and the revision before it."""


def revisions(newest: Revision | None) -> list[Revision]:
    """Every revision of a check-in, oldest first."""
    found = []
    while newest is not None:
        found.append(newest)
        newest = newest[4]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it went. `finished` is False while it runs, before, and after it was only interrupted."""

    item: Item
    slots: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    finished: bool = False
    skipped: bool = False
    removed: bool = False

    @property
    def planned_ms(self) -> int | None:
        """Planned minutes of the item, else the sum of its slots' where all have some, else None: nobody planned it."""
        if self.item.planned_minutes is not None:
            return self.item.planned_minutes * MINUTE
        minutes = [slot.planned_minutes for _, slot in self.item.all_slots()]
        known = [m for m in minutes if m is not None]
        return sum(known) * MINUTE if known and len(known) == len(minutes) else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One contribution: a slot of the agenda, a request, somebody called, or a leader cutting in.

    `withdrawn_at` and `ready_for` are the point's own facts; undoing a host action never touches them. All after `status`
    belongs to the host. `number` is the order of asking (0 for slots).
    """

    id: str
    origin: Origin
    point: str
    agency: str = ""
    name: str = ""
    subject: str = ""
    speaker: Speaker = Speaker()
    item: str = ""
    group: str = ""
    number: int = 0
    asked_at: int = 0
    planned_ms: int | None = None
    withdrawn_at: int | None = None
    ready_for: int | None = None
    status: Status = "waiting"
    runs: tuple[Run, ...] = ()
    standby_at: int | None = None
    urgent: bool = False
    short_listed: bool = False
    place: tuple[bool, float] | None = None
    presenter: Speaker | None = None
    hold_cause: str = ""
    taken_back_at: int | None = None
    removed: bool = False

    @property
    def state(self) -> State:
        """Where the turn stands, the point's withdrawal and an undone creation included."""
        if self.removed:
            return "removed"
        if self.gone_at is not None and self.status in PENDING:
            return "withdrawn"
        return self.status

    @property
    def gone_at(self) -> int | None:
        """When the request was withdrawn: by its point, else by the host for a point that phoned (`taken_back_at`)."""
        return self.withdrawn_at if self.withdrawn_at is not None else self.taken_back_at

    @property
    def is_request(self) -> bool:
        """Whether it stands in the list of requests (slots, called speakers and leaders do not)."""
        return self.origin in ("self", "hall", "phone", "paper")

    @property
    def is_slot(self) -> bool:
        """Whether the agenda (or the host, later) planned it."""
        return self.origin == "slot"

    @property
    def ready(self) -> bool:
        """Whether the operator answered this very standby."""
        return self.state == "standby" and self.ready_for == self.standby_at

    @property
    def who(self) -> Speaker:
        """The speaker as last named: by the host, else by the point."""
        return self.presenter if self.presenter is not None else self.speaker


@dataclass(frozen=True, slots=True)
class Pause:
    """The clocks stood still in [start, end)."""

    start: int
    end: int | None
    cause: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Time given to (or taken from) an item or a turn. Each is a row of its own, so each can be undone by itself."""

    of: Literal["item", "turn"]
    id: str
    seconds: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting (buổi). `until` is when the next one was announced for, where it was."""

    number: int
    opened_at: int
    ended_at: int | None = None
    until: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RollClosing:
    """When the roll was closed, by which record, and the figures then."""

    record: int
    at: int
    figures: RollFigures


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of sound or picture; `cleared_at` is None while it is open."""

    reported_at: int
    by: str
    text: str
    cleared_at: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One phone call to a point."""

    at: int
    by: str
    outcome: CallOutcome
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A message from the hall."""

    id: str
    at: int
    by: str
    audience: Audience
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it reads now."""

    id: str
    at: int
    by: str
    text: str
    item: str = ""
    turn: str = ""
    record: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion as it reads now; `record` is the last one that worded it."""

    id: str
    at: int
    by: str
    text: str
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    deadline: Deadline = Deadline()
    draft: bool = False
    item: str = ""
    turn: str = ""
    record: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A written opinion; `made_at` is when it was written where that is known."""

    id: str
    at: int
    by: str
    point: str
    text: str
    agency: str = ""
    speaker: str = ""
    turn: str = ""
    made_at: int | None = None


CellName = tuple[str, str | int, str]
"""Table, key, field; a plain field of the meeting has "" for table and its own name for key."""


@dataclass(frozen=True, slots=True)
class Action:
    """What one host record changed on the floor: every cell with the value before and after, and the cells it stood on.

    `since` is the record that last put it back in force after an undo, 0 for none.
    """

    cells: tuple[tuple[CellName, object, object], ...] = ()
    stands_on: tuple[tuple[CellName, object], ...] = ()
    undoable: bool = True
    undoes: int = 0
    undone_by: int = 0
    since: int = 0
