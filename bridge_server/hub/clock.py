"""The hub's clock: the only clock of a meeting. Instants are ms since 1970 UTC and never go back.

Time is a wall-clock anchor carried on by boot time, which runs through suspends and knows nothing of corrected wall clocks
(monotonic time where a system lacks it). So a wall clock that is set changes no duration; it is only told.
"""

import time
from collections.abc import Callable
from typing import Final, Protocol

NOTICEABLE: Final = 2_000
"""Milliseconds by which the machine's clock must differ from the time that really passed, to be told."""


class Clock(Protocol):
    """What the hub asks of a clock."""

    def now(self) -> int:
        """This instant, never before an earlier answer."""

    def jumped(self) -> int:
        """By how much the machine's clock has jumped since this was last asked; 0 for less than is noticeable."""


def wall_ms() -> int:
    """What the machine takes for the time."""
    return time.time_ns() // 1_000_000


def boot_ms() -> int:
    """Time that has really passed since some moment."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000


class HubClock:
    """The clock of a hub that runs on this machine."""

    def __init__(self, last: int = 0, wall: Callable[[], int] = wall_ms, boot: Callable[[], int] = boot_ms) -> None:
        """`last` is the instant of the last record: a log goes on at it, however late the machine's clock is."""
        self._wall, self._boot = wall, boot
        told = wall()
        self._anchor = max(told, last)
        self._boot_anchor = boot()
        self._known = 0 if self._anchor - told <= NOTICEABLE else told - self._anchor
        self._at_start = self._known
        self._last = self._anchor

    def now(self) -> int:
        self._last = max(self._last, self._anchor + self._boot() - self._boot_anchor)
        return self._last

    def jumped(self) -> int:
        found, self._at_start = self._at_start, 0
        difference = self._wall() - self.now()
        if abs(difference - self._known) > NOTICEABLE:
            found += difference - self._known
            self._known = difference
        return found


class ScriptedClock:
    """A clock that stands where the script of a rehearsal sets it."""

    def __init__(self, now: int) -> None:
        self._now = now

    def now(self) -> int:
        return self._now

    def set(self, now: int) -> None:
        """Go on to `now`. Raises `ValueError` for a moment that has passed."""
        if now < self._now:
            raise ValueError(f"{now} lies before {self._now}")
        self._now = now

    def jumped(self) -> int:
        return 0
