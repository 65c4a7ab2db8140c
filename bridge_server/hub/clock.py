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

    @property
    def pace(self) -> float:
        """How many times as fast as real time it flows between two answers: clients tick by it."""

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

    pace = 1.0

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

    pace = 1.0

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


class FlowingClock:
    """A clock of its own for a demonstration: stands at `start` until `flow`, then flows `pace` times as fast as boot time."""

    def __init__(self, start: int, pace: float = 1.0, boot: Callable[[], int] = boot_ms) -> None:
        self.pace = pace
        self._anchor = start
        self._boot = boot
        self._boot_anchor: int | None = None

    def now(self) -> int:
        if self._boot_anchor is None:
            return self._anchor
        return self._anchor + round((self._boot() - self._boot_anchor) * self.pace)

    def flow(self) -> None:
        """Let time pass from now on. Once is enough."""
        if self._boot_anchor is None:
            self._boot_anchor = self._boot()

    def ahead(self, now: int) -> None:
        """Go on to `now` at one blow, where it has not passed yet."""
        self._anchor += max(0, now - self.now())

    def jumped(self) -> int:
        return 0
