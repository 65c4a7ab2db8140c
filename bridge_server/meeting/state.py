"""The meeting as it stands: tables of frozen rows and a few plain fields. Built by events only, so the log decides it all."""

from collections.abc import Callable, MutableMapping
from typing import Final

from .agenda import Agenda
from .roster import Point, Roster
from .rows import (
    Action,
    Addition,
    Call,
    Conclusion,
    Fault,
    ItemRow,
    Note,
    Notice,
    Opinion,
    Pause,
    Phase,
    Revision,
    RollClosing,
    Sitting,
    Turn,
)
from .tables import Answers, Overlay
from .values import MINUTE

Line = tuple[bool, int]
"""A page's line: up or lost, and since when. A point without a row: unknown."""


class Meeting:
    """The state after `n` records. Rows are frozen; the meeting itself is the one thing that `evolve` changes.

    A batch is decided on a `draft()`: it reads this meeting and keeps its changes to itself, until `absorb` merges them.
    """

    TABLES: Final = (
        "items", "turns", "additions", "actions", "check_ins", "late", "left", "lines", "faults", "av_good", "calls",
        "back", "notices", "acknowledged", "notes", "conclusions", "opinions", "generations", "answered",
    )  # fmt: skip
    PLAIN: Final = (
        "agenda", "n", "at", "phase", "sittings", "starts_at", "order", "running", "speaking", "pauses", "list_closed_at",
        "requests_made", "others_made", "roll_closing", "past_rolls", "hub_started_at", "clock_offset_ms", "lateness_shown",
    )  # fmt: skip
    __slots__ = (*TABLES, *PLAIN, "children", "points", "roster", "tiers")

    agenda: Agenda
    n: int
    at: int
    phase: Phase
    sittings: tuple[Sitting, ...]
    starts_at: int
    """When the (perhaps postponed) plan starts."""
    order: tuple[str, ...]
    """Item ids in today's order."""
    running: str
    speaking: str
    pauses: tuple[Pause, ...]
    list_closed_at: int | None
    requests_made: int
    others_made: int
    roll_closing: RollClosing | None
    past_rolls: tuple[tuple[int, MutableMapping[str, Revision], RollClosing | None], ...]
    """Sitting number, its check-ins, its closing."""
    hub_started_at: int | None
    clock_offset_ms: int
    lateness_shown: bool
    """Whether the screen of the hall says how late the meeting is."""

    items: MutableMapping[str, ItemRow]
    turns: MutableMapping[str, Turn]
    additions: MutableMapping[int, Addition]
    actions: MutableMapping[int, Action]
    check_ins: MutableMapping[str, Revision]
    """By point, or "point/agency" at the hall: the newest revision, which leads to those before it."""
    late: MutableMapping[str, int | None]
    """When somebody came late; None where that check-in is void."""
    left: MutableMapping[str, int | None]
    """When somebody left early; None where a later check-in says otherwise."""
    lines: MutableMapping[str, Line]
    faults: MutableMapping[str, Fault]
    """By "point/kind"."""
    av_good: MutableMapping[str, int]
    calls: MutableMapping[str, tuple[Call, ...]]
    back: MutableMapping[str, int]
    """Point to the start of the break it is back from."""
    notices: MutableMapping[str, Notice]
    acknowledged: MutableMapping[str, int]
    """By "notice/point": when."""
    notes: MutableMapping[str, Note]
    conclusions: MutableMapping[str, Conclusion]
    opinions: MutableMapping[str, Opinion]
    generations: MutableMapping[str, int]
    """By role or "point:id": how often its code was revoked."""
    answered: MutableMapping[str, int]
    """By "author id" (see `evolve.answer_key`): the record that accepted the command, for the whole meeting."""

    def __init__(self, agenda: Agenda, roster: Roster) -> None:
        self.roster = roster
        self.points: dict[str, Point] = {point.id: point for point in roster.points}
        self.children: dict[str, tuple[Point, ...]] = roster.children()
        self.tiers = roster.tiers()
        for table in self.TABLES:
            setattr(self, table, {})
        self.answered = Answers()
        self.n = 0
        self.at = 0
        self.phase = "prepared"
        self.sittings = ()
        self.running = ""
        self.speaking = ""
        self.pauses = ()
        self.list_closed_at = None
        self.requests_made = 0
        self.others_made = 0
        self.roll_closing = None
        self.past_rolls = ()
        self.hub_started_at = None
        self.clock_offset_ms = 0
        self.lateness_shown = False
        self.set_agenda(agenda)

    def set_agenda(self, agenda: Agenda) -> None:
        """Lay the plan out anew: items, slots and order; everything else stays."""
        self.agenda = agenda
        self.starts_at = agenda.starts_at
        self.order = tuple(item.id for item in agenda.items)
        self.items = {item.id: ItemRow(item, tuple(slot.id for _, slot in item.all_slots())) for item in agenda.items}
        slots = {
            slot.id: Turn(
                slot.id,
                "slot",
                slot.point,
                slot.agency,
                slot.name,
                item=item.id,
                group=group,
                planned_ms=None if slot.planned_minutes is None else slot.planned_minutes * MINUTE,
            )
            for item in agenda.items
            for group, slot in item.all_slots()
        }
        self.turns = slots | {key: turn for key, turn in self.turns.items() if not turn.is_slot}

    def draft(self) -> "Meeting":
        """A meeting that reads this one and keeps its own changes."""
        draft: Meeting = object.__new__(Meeting)
        for table in self.TABLES:
            setattr(draft, table, Overlay(getattr(self, table)))
        for field in (*self.PLAIN, "roster", "points", "children", "tiers"):
            setattr(draft, field, getattr(self, field))
        return draft

    def copy(self) -> "Meeting":
        """A meeting of its own with the same rows, for a look at another time. Which commands were answered is left out."""
        copy: Meeting = object.__new__(Meeting)
        for table in self.TABLES:
            setattr(copy, table, Answers() if table == "answered" else dict(getattr(self, table)))
        for field in (*self.PLAIN, "roster", "points", "children", "tiers"):
            setattr(copy, field, getattr(self, field))
        return copy

    def absorb(self, draft: "Meeting") -> None:
        """Make the changes of a draft of this meeting our own; the draft must not be used after."""
        for table in self.TABLES:
            mine, theirs = getattr(self, table), getattr(draft, table)
            if isinstance(theirs, Overlay) and theirs.base is mine:
                mine.update(theirs.own)
            else:
                setattr(self, table, dict(theirs))
        for field in self.PLAIN:
            setattr(self, field, getattr(draft, field))

    @property
    def hall(self) -> str:
        """The point where the meeting is chaired."""
        return self.agenda.hall

    @property
    def list_open(self) -> bool:
        """Whether requests are taken."""
        return self.list_closed_at is None

    @property
    def paused(self) -> bool:
        """Whether the clocks stand still."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def check_in(self, key: str) -> Revision | None:
        """The check-in in force of a point ("point/agency" at the hall), or None."""
        newest = self.check_ins.get(key)
        return None if newest is None or newest[3].type == "CheckInVoided" else newest

    def turns_where(self, wanted: Callable[[Turn], bool]) -> list[Turn]:
        """The turns that `wanted` accepts, in order of creation."""
        return [turn for turn in self.turns.values() if wanted(turn)]


def roll_key(point: str, agency: str = "") -> str:
    """The key of a check-in: the point, or an agency at the hall."""
    return f"{point}/{agency}" if agency else point
