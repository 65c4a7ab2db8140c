"""Frames: what travels between a hub and its clients, besides raw lines of the log. All carry `type`; instants in ms UTC.

Version 1. A client says the version it speaks in `Hello`, the hub answers with its own in `Welcome`; both refuse a newer one.
`PROTOCOL.md` beside this file tells the conversation.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated, Final, Literal

from annotated_types import Ge, MaxLen, MinLen
from pydantic import Discriminator

from bridge_server.meeting.author import Role
from bridge_server.meeting.commands import Command
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.figures import TierFigures
from bridge_server.meeting.rows import Phase, State
from bridge_server.meeting.values import Ident, Instant, Speaker

from .roll_frames import Agencies, Children, Contacts, Counts, Invitation

VERSION: Final = 1
"""The version of the protocol that this program speaks."""


class Close(IntEnum):
    """Why a hub closes a connection. After those of `FINAL` coming again would end the same way, after the others not."""

    TOO_LARGE = 1009
    NO_PONG = 1011
    RESTART = 1012
    BAD_PROTOCOL = 4000
    BAD_CODE = 4001
    REVOKED = 4003
    NO_HELLO = 4004
    NEWER_VERSION = 4005
    SLOW = 4008
    REPLACED = 4009
    RATE = 4029


FINAL: Final = frozenset({Close.BAD_PROTOCOL, Close.BAD_CODE, Close.REVOKED, Close.NEWER_VERSION, Close.REPLACED})
"""Closings after which connecting again with the same code would end the same way."""

Hash16 = Annotated[str, MinLen(16), MaxLen(64)]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a client stopped reading: the log's id, the number of its last record, the beginning of that record's hash."""

    log: Ident
    n: Annotated[int, Ge(0)]
    h: Hash16


@dataclass(frozen=True, slots=True)
class Hello:
    """A client's first frame: version, code, an id of its device, the language it wants to be told refusals in ("": the
    hub's own), and for a console where it stopped. `visit`: a program that says something and leaves is no page of its point:
    it makes no line, and takes no device's place.
    """

    v: Annotated[int, Ge(1)]
    code: Annotated[str, MinLen(1), MaxLen(64)] = field(repr=False)
    device: Annotated[str, MaxLen(40)] = ""
    position: Position | None = None
    lang: Literal["", "vi", "en"] = ""
    visit: bool = False
    type: Literal["Hello"] = field(default="Hello", kw_only=True)


@dataclass(frozen=True, slots=True)
class Send:
    """A command. `id` is made by the client and kept until it is answered; sending it again has one and the same effect."""

    id: Annotated[str, MinLen(8), MaxLen(64)]
    command: Annotated[Command, Discriminator("type")]
    type: Literal["Send"] = field(default="Send", kw_only=True)


@dataclass(frozen=True, slots=True)
class Received:
    """A console has taken records up to `n`: the hub sends the next chunk."""

    n: Annotated[int, Ge(0)]
    type: Literal["Received"] = field(default="Received", kw_only=True)


@dataclass(frozen=True, slots=True)
class Sync:
    """A client asks for the hub's time; `sent` is the asker's own clock, in any unit, and comes back unchanged."""

    sent: Annotated[int, Ge(0)]
    type: Literal["Sync"] = field(default="Sync", kw_only=True)


ClientFrame = Hello | Send | Received | Sync


@dataclass(frozen=True, slots=True)
class Welcome:
    """The hub's first frame. `resumed`: the position held, only what came after it follows; else the log from its header.

    `tick_ms` is how often a `Tick` comes at least: a client that hears nothing for two and a half of them connects again.
    `demonstration`: a rehearsal in which nobody is real. `pace`: how many times as fast as real time the hub's clock flows.
    """

    v: int
    session: str
    log: str
    role: Role
    point: str
    now: Instant
    rehearsal: bool = False
    resumed: bool = False
    build: str = ""
    tick_ms: int = 10_000
    demonstration: bool = False
    pace: float = 1.0
    type: Literal["Welcome"] = field(default="Welcome", kw_only=True)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command is record `n`, durable."""

    id: str
    n: int
    at: Instant
    type: Literal["Accepted"] = field(default="Accepted", kw_only=True)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The command was not accepted; `code` and `facts` as in `Refused`, `text` the sentence in the meeting's language."""

    id: str
    code: str
    facts: tuple[tuple[str, str | int], ...] = ()
    text: str = ""
    type: Literal["Rejected"] = field(default="Rejected", kw_only=True)


@dataclass(frozen=True, slots=True)
class Records:
    """The head of a chunk of the log: the raw lines follow it, one a line, in the same message (see `codec`)."""

    first: int
    last: int
    more: bool = False
    type: Literal["Records"] = field(default="Records", kw_only=True)


@dataclass(frozen=True, slots=True)
class ItemNow:
    """The running item. Clocks: what had passed at the frame's `now`, and the budget (None: unlimited)."""

    id: str
    no: str
    title: str
    kind: str
    run: Instant
    elapsed_ms: int
    budget_ms: int | None
    remaining_ms: int | None


@dataclass(frozen=True, slots=True)
class ItemComing:
    """The item that comes next. `starts_at` is when it is expected to begin, at the frame's `now`; None where that is unknown."""

    id: str
    no: str
    title: str
    kind: str
    starts_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class TurnNow:
    """A turn as everybody may see it; `elapsed_ms` at the frame's `now`. `parent_name` is "" where the point's own is enough."""

    id: str
    name: str
    point: str
    point_name: str
    speaker: Speaker
    state: State
    ready: bool = False
    elapsed_ms: int = 0
    budget_ms: int | None = None
    parent_name: str = ""


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor, small and complete: what every point and screen shows. Each one replaces the one before.

    `next` are the turns on standby and the first to come; `held` waits to go on; `clock_offset_ms` is added to shown instants.
    `coming` is the next item, `starts_at` the planned start. `lateness_shown`: the hall may be told how late the meeting is.
    """

    n: int
    now: Instant
    title: str
    phase: Phase
    sitting: int
    item: ItemNow | None = None
    speaking: TurnNow | None = None
    held: tuple[TurnNow, ...] = ()
    next: tuple[TurnNow, ...] = ()
    paused_since: Instant | None = None
    pause_cause: str = ""
    list_closed_at: Instant | None = None
    waiting: int = 0
    planned_end: Instant | None = None
    projected_end: Instant | None = None
    resumes_at: Instant | None = None
    clock_offset_ms: int = 0
    points: TierFigures = TierFigures("", 0, 0, 0, 0, 0, 0, 0, 0)
    coming: ItemComing | None = None
    starts_at: Instant | None = None
    lateness_shown: bool = False
    type: Literal["Floor"] = field(default="Floor", kw_only=True)


@dataclass(frozen=True, slots=True)
class MyTurn:
    """A turn of the point itself. `ahead` is how many requests stand before it (None where it stands in no list)."""

    id: str
    name: str
    state: State
    is_request: bool
    asked_at: Instant
    ahead: int | None = None
    standby_at: Instant | None = None
    ready: bool = False


@dataclass(frozen=True, slots=True)
class MyNotice:
    """A message from the hall for this point."""

    id: str
    at: Instant
    text: str
    acknowledged_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """What concerns one point alone: its check-in in force and when it was recorded, its turns, messages and faults.

    `devices` is how many devices of the point are connected, this one included.
    """

    n: int
    point: str
    name: str
    parent_name: str
    check_in: CheckedIn | None = None
    checked_in_at: Instant | None = None
    roll_closed_at: Instant | None = None
    turns: tuple[MyTurn, ...] = ()
    notices: tuple[MyNotice, ...] = ()
    faults: tuple[str, ...] = ()
    back: bool = False
    devices: int = 1
    type: Literal["Mine"] = field(default="Mine", kw_only=True)


@dataclass(frozen=True, slots=True)
class ChairTurn:
    """A contribution to come, as the chair sees it. `standby_at`: since when it is on standby; `request`: one of the list."""

    id: str
    name: str
    point_name: str
    parent_name: str
    speaker: Speaker
    state: State
    ready: bool = False
    standby_at: Instant | None = None
    request: bool = False
    subject: str = ""
    short_listed: bool = False
    budget_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ChairView:
    """For screens, and for nobody else: what the chair sees besides the floor. `short_list` names the first of `short_listed`.

    `offset_ms` is how late the meeting ends (negative: early); None where that is unknown, for the item `unknown` for one.
    """

    n: int
    now: Instant
    next: tuple[ChairTurn, ...] = ()
    short_list: tuple[ChairTurn, ...] = ()
    short_listed: int = 0
    offset_ms: int | None = None
    unknown: ItemComing | None = None
    type: Literal["ChairView"] = field(default="ChairView", kw_only=True)


@dataclass(frozen=True, slots=True)
class Synced:
    """The answer to `Sync`: the asker's own `sent`, and the hub's clock."""

    sent: int
    now: Instant
    type: Literal["Synced"] = field(default="Synced", kw_only=True)


@dataclass(frozen=True, slots=True)
class Tick:
    """The hub is there: its clock, the last durable record and the beginning of its hash."""

    n: int
    h: str
    now: Instant
    type: Literal["Tick"] = field(default="Tick", kw_only=True)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A frame could not be read (`code` bad-message), or the state of the log's disk changed: full, frozen, open (again).

    The sentences say so in the language the client asked for.
    """

    code: str
    text: tuple[str, ...] = ()
    type: Literal["Trouble"] = field(default="Trouble", kw_only=True)


@dataclass(frozen=True, slots=True)
class UnknownFrame:
    """A frame of a newer hub: whoever does not know it passes it over."""

    type: str


HubFrame = (
    Welcome
    | Accepted
    | Rejected
    | Records
    | Floor
    | Mine
    | Children
    | Agencies
    | Invitation
    | Counts
    | ChairView
    | Contacts
    | Synced
    | Tick
    | Trouble
)
