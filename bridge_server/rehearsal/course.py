"""How meeting time passes for a script: set step by step, or flowing while the script waits for it."""

import asyncio
from dataclasses import dataclass, field
from typing import Final, Protocol

from bridge_server.hub.clock import FlowingClock, ScriptedClock

LONGEST: Final = 1.0
"""Seconds of one sleep: what is added to the clock meanwhile is noticed after it."""


class Course(Protocol):
    """What a script asks of time."""

    def now(self) -> int:
        """This instant of the meeting."""

    async def reach(self, instant: int) -> None:
        """Return once it is that late; at once where it has passed."""


@dataclass(frozen=True, slots=True)
class Scripted:
    """Time stands where the script is. `pace` is how many times faster than real time it goes on; None: as fast as it goes."""

    clock: ScriptedClock
    pace: float | None = None

    def now(self) -> int:
        return self.clock.now()

    async def reach(self, instant: int) -> None:
        step = instant - self.now()
        if step <= 0:
            return
        if self.pace is not None:
            await asyncio.sleep(step / 1000 / self.pace)
        self.clock.set(instant)


@dataclass(frozen=True, slots=True)
class Flowing:
    """Time flows, whatever the script does. What lies before `first` happens at one blow: nobody is there to see it.

    `begun` is set when time begins to flow.
    """

    clock: FlowingClock
    first: int
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> int:
        return self.clock.now()

    async def reach(self, instant: int) -> None:
        if instant <= self.first:
            self.clock.ahead(instant)
            return
        self.begin()
        while (left := instant - self.now()) > 0:
            await asyncio.sleep(min(LONGEST, left / 1000 / self.clock.pace))

    def begin(self) -> None:
        """Let time flow, from `first` on at the earliest."""
        if not self.begun.is_set():
            self.clock.ahead(self.first)
            self.clock.flow()
            self.begun.set()
