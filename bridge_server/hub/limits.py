"""How much of everything a hub puts up with, and the two counters that enforce it over time."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from bridge_server.meeting import Role

KIB: Final = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes. Transport timers are real time whatever the meeting's clock says."""

    message: int = 16 * KIB
    hello: float = 5.0
    """How long the opening handshake may take, and then the first frame."""
    backlog: int = 4096
    connections: int = 60_000
    """All connections at once; lowered to what the system's file limit leaves room for."""
    unknown: int = 4096
    """Connections of one address that have not said who they are."""
    devices: dict[Role, int] = field(
        default_factory=lambda: {"host": 16, "secretary": 8, "point": 3, "screen": 200, "mirror": 8, "hub": 0}
    )
    """Devices that one code may connect at once; the oldest makes room."""
    rate: float = 10.0
    """Frames a second of one connection, and how many at once."""
    burst: int = 20
    unsent: int = 256 * KIB
    """What may wait for a slow client before it is closed."""
    behind: float = 30.0
    """How long a console may leave records unconfirmed."""
    linger: float = 1.0
    """How long a slow client may take to hear why it is closed."""
    ping: float = 15.0
    tick: float = 10.0
    floor: float = 0.1
    """Least time between two floors (and what is one's own)."""
    roll: float = 1.0
    """Least time between two floors of which only the figures of the roll differ."""
    frame_once: bool = False
    """Whether the floor's websocket frame is made once for all, past the library (see `peer.tell`)."""
    chunk: int = 64 * KIB
    """Bytes of the log in one message to a console that catches up."""
    ahead: int = 4
    """Chunks it may have unconfirmed."""
    lost: int = 30_000
    """Milliseconds of the meeting's clock without a connection after which a point's page is lost."""
    grace: int = 60_000
    """The same for pages that were connected when the hub restarted."""
    seal: float = 15.0
    """Idle time after which the log is sealed."""
    drain: float = 10.0
    """How long stopping in order may take at each of its steps."""
    wrong_codes: int = 10
    wrong_window: float = 300.0
    wrong_delay: float = 3.0
    """After so many wrong codes of an address within the window its next wrong ones are answered late. Right ones never are."""


def for_points(points: int) -> Limits:
    """Limits for a roster of this size: what keeps a connection alive is sent less often where there are very many.

    All points may come at once from one address: a proxy's, after the hub was started again.
    """
    return Limits(ping=min(60.0, max(15.0, points / 190)), tick=min(30.0, max(10.0, points / 380)), unknown=max(4096, 2 * points))


class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._at = float(burst), now

    @property
    def left(self) -> float:
        """How many are left as of the last one taken."""
        return self._tokens

    def take(self, now: float) -> bool:
        """Whether one more is within the limit at `now` (seconds of any steady clock)."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True


class WrongCodes:
    """Who said wrong codes lately, by address. Remembers at most `SIZE` addresses: guessing from many cannot grow it."""

    SIZE: Final = 10_000

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._seen)

    def delay(self, address: str, now: float) -> float:
        """Note one more wrong code; how long its answer must wait."""
        count, since = self._seen.pop(address, (0, now))
        if now - since > self._limits.wrong_window:
            count, since = 0, now
        self._seen[address] = count + 1, since
        if len(self._seen) > self.SIZE:
            self._seen.popitem(last=False)
        return self._limits.wrong_delay if count >= self._limits.wrong_codes else 0.0
