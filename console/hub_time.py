"""The hub's clock as this console reads it: the best of the last measurements, carried on by this machine's monotonic time."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

REST: Final = 1.0
"""Seconds between two looks while the clock stands."""
KEPT: Final = 8
"""Measurements of which the one with the shortest way counts."""


class HubTime:
    """`now()` is the hub's instant, in ms since 1970 UTC. Flows `pace` times as fast as this machine's own time; 0: it stands."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._samples: deque[tuple[int, float, int]] = deque(maxlen=KEPT)
        self._now = 0
        self._at = monotonic()
        self.pace = 1.0
        self.delay_ms: int | None = None
        """The shortest of the last ways there and back; None before the first measurement."""

    def welcome(self, now: int, pace: float) -> None:
        """A new connection: what was measured of an old one says nothing of this hub."""
        self._samples.clear()
        self.pace = pace if pace > 0 else 1.0
        self._now, self._at = now, self._monotonic()
        self.delay_ms = None

    def stand(self, now: int, pace: float) -> None:
        """The instant is set by somebody else, who goes on `pace` times as fast as our own time; 0: it stands still."""
        self._samples.clear()
        self.pace = pace
        self._now, self._at = now, self._monotonic()
        self.delay_ms = None

    def measured(self, now: int, trip_ms: int) -> None:
        """The hub's clock reads `now` this moment, told over a way of `trip_ms`."""
        at = self._monotonic()
        self._samples.append((now, at, trip_ms))
        best = min(self._samples, key=lambda sample: sample[2])
        self._now, self._at = best[0], best[1]
        self.delay_ms = best[2]

    def to_next_look(self) -> float:
        """Seconds until a clock that is shown says something else: the next second, unless it flows faster, or stands."""
        if self.pace <= 0:
            return REST
        ahead = 1 - self.now() % 1000 / 1000
        return max(0.05, ahead / self.pace) if self.pace <= 1 else 0.5

    def now(self) -> int:
        """This instant, as the hub's clock tells it."""
        return self._now + round((self._monotonic() - self._at) * 1000 * self.pace)
