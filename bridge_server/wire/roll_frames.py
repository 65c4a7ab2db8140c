"""The frames about the roll: of those below a point, of the hall's agencies, of all; who is invited, and whom to phone."""

from dataclasses import dataclass, field
from typing import Literal

from bridge_server.meeting.commands.roll import CallOutcome
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.figures import TierFigures
from bridge_server.meeting.values import Instant, Line


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child of a parent point on its roll: its check-in in force and when it was recorded. `line_up` None is unknown;
    `call` is what came of the last phone call to it, "" where there was none.
    """

    point: str
    name: Line
    check_in: CheckedIn | None = None
    checked_in_at: Instant | None = None
    line_up: bool | None = None
    call: CallOutcome | Literal[""] = ""
    called_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Children:
    """The roll of a parent point's children, in roster order."""

    n: int
    rows: tuple[ChildRow, ...]
    type: Literal["Children"] = field(default="Children", kw_only=True)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency on the roll of the point where it sits: its check-in in force and when it was recorded."""

    agency: str
    name: Line
    check_in: CheckedIn | None = None
    checked_in_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Agencies:
    """The roll by agency, for the hall; in the agenda's order. `hall` False: the point is the hall no longer, and has none."""

    n: int
    rows: tuple[AgencyRow, ...]
    hall: bool = True
    type: Literal["Agencies"] = field(default="Agencies", kw_only=True)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """An invited category: the id, for the counts of a check-in, and the title as it reads for that kind of unit."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited to a point by the plan: by these categories its total may be told."""

    n: int
    categories: tuple[CategoryRow, ...] = ()
    type: Literal["Invitation"] = field(default="Invitation", kw_only=True)


@dataclass(frozen=True, slots=True)
class Counts:
    """For screens: the figures of every tier in roster order, and how many pages are connected and lost."""

    n: int
    tiers: tuple[TierFigures, ...]
    lines_up: int = 0
    lines_lost: int = 0
    type: Literal["Counts"] = field(default="Counts", kw_only=True)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody to phone at a point; phones as they were written."""

    point: str
    name: Line = ""
    post: Line = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to phone: all of them for host and secretary, those of its children for a parent point; `more` follow."""

    rows: tuple[ContactRow, ...]
    more: bool = False
    type: Literal["Contacts"] = field(default="Contacts", kw_only=True)
