"""The feed: where records come from and commands go. One is live, over a websocket; another plays a log.

Whoever shows a meeting takes news in the order they come, in the loop they come in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bridge_server.meeting import Command
from bridge_server.meeting.author import Role

if TYPE_CHECKING:
    from bridge_server.wire.roll_frames import ContactRow

    from .book import Book
    from .playback.player import Playhead


@dataclass(frozen=True, slots=True)
class Welcomed:
    """A hub let us in. Not `resumed`: the log begins anew with the next records. `pace`: how fast its clock flows."""

    role: Role
    now: int
    resumed: bool
    rehearsal: bool = False
    demonstration: bool = False
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """Records of the log in order, as values from JSON, checked against the chain; `more` follow at once (history)."""

    header: dict[str, Any]
    records: list[dict[str, Any]]
    more: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """One measurement: the feed's clock read `now` at the loop's time `at` (s); `trip_ms` is the way there and back."""

    now: int
    at: float
    trip_ms: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A replay stands somewhere: the meeting there, the hub's clock then, how fast it flows now, and where that is in the log."""

    book: "Book"
    now: int
    pace: float
    playhead: "Playhead"


@dataclass(frozen=True, slots=True)
class Away:
    """There is no connection; another one is being tried."""

    why: Exception


@dataclass(frozen=True, slots=True)
class Ended:
    """There will be no other connection: the code is void, for one. `why` may also be a fault of the log that came."""

    why: Exception


@dataclass(frozen=True, slots=True)
class Phones:
    """Whom to phone."""

    rows: "tuple[ContactRow, ...]"


@dataclass(frozen=True, slots=True)
class DiskNews:
    """The hub's disk: "full", "frozen" or "open" again, with sentences about it."""

    code: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The command is record `n`."""

    n: int
    at: int


@dataclass(frozen=True, slots=True)
class No:
    """The command was refused, with the sentence that says why and what to do."""

    code: str
    text: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """No answer came: whether it happened is for the log to tell. It is never sent again by itself."""

    ident: str
    why: Literal["silent", "lost"]


Answer = Done | No | Unconfirmed


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to the command `ident` after all, when it had been given up as `Unconfirmed`."""

    ident: str
    answer: Done | No


News = Welcomed | Arrived | Timed | Placed | Away | Ended | Phones | DiskNews | Answered
Taker = Callable[[News], None]


class Feed(Protocol):
    """What a screen needs of one."""

    async def run(self, taker: Taker) -> None:
        """Bring news until cancelled."""

    async def send(self, command: Command) -> Answer:
        """Say something, once. Never raises for what the other side or the line does."""

    async def send_as(self, command: Command, ident: str) -> Answer:
        """The same with an id of its own: what was done under it before is not done again, and answered as then."""
