"""The stage: the hub, its course of time, everybody's seat, and what is still to happen, played in the order of its instants.

In a rehearsal meeting time moves only here, one step at a time; in a demonstration it flows, and a step waits for it. Before a
step nothing may be on its way to the log, and with the step the hub looks at once at what the new time brings about: so one
script gives the same records at the same instants, however fast or slow this machine is, where time stands between the steps.
What the hub's own loop does besides (ticks, seals, closing slow clients) makes no records.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from bridge_server.hub.hub import Hub
from bridge_server.meeting import Meeting
from bridge_server.meeting.agenda import Item
from bridge_server.meeting.values import MINUTE
from bridge_server.reports.names import author_name

from .cast import Cast
from .course import Course
from .halted import Halted
from .seat import PATIENCE, Console, Seat

POLL: Final = 0.001
"""Seconds between two looks at something that the hub does not announce."""
SOON: Final = 20
"""Looks before the first such wait."""
Action = Callable[[], Awaitable[object]]
Told = Callable[[str, dict[str, object]], None]
"""Hears of every phase: its key in `words.rehearsal`, and its facts."""


@dataclass(slots=True)
class Stage:
    """Everything that the scenes need."""

    hub: Hub
    time: Course
    cast: Cast
    seed: int
    host: Console
    secretary: Console
    mirror: Console
    screen: Seat
    points: dict[str, Seat]
    told: Told = lambda _key, _facts: None
    _due: list[tuple[int, int, Action]] = field(default_factory=list)
    _planned: int = 0

    @property
    def now(self) -> int:
        """This instant of the meeting."""
        return self.time.now()

    @property
    def meeting(self) -> Meeting:
        """The meeting as the host's console has it."""
        return self.host.meeting

    def chance(self, scene: str) -> random.Random:
        """The luck of one scene: of this seed, and of no other scene."""
        return luck(self.seed, scene)

    def later(self, instant: int, action: Action) -> None:
        """Let something happen at an instant (now, where that has passed). It must not move the time itself."""
        self._planned += 1
        heappush(self._due, (max(instant, self.now), self._planned, action))

    async def until(self, instant: int) -> None:
        """Let time pass up to an instant, with everything that is due by then."""
        while self._due and self._due[0][0] <= instant:
            at, _, action = heappop(self._due)
            await self._step(at)
            await action()
        await self._step(instant)

    async def wait(self, seconds: float) -> None:
        """Let so much time pass."""
        await self.until(self.now + round(seconds * 1000))

    async def rest(self) -> None:
        """Let everything happen that is still due."""
        while self._due:
            await self.until(self._due[0][0])

    async def _step(self, instant: int) -> None:
        await self._settled()
        await self.time.reach(instant)
        self.hub.sweep()

    async def _settled(self) -> None:
        """Nothing waits for the disk. A page that came up says so by itself: nobody gets an answer to that."""
        await self.seen("writer", lambda: not self.hub.writer.pending)
        if self.host.connected:
            await self.host.reached(self.hub.meeting.n)

    async def seen(self, what: str, true: Callable[[], bool]) -> None:
        """Wait for something inside the hub. Raises `Halted`."""
        loop, looks = asyncio.get_running_loop(), 0
        deadline = loop.time() + PATIENCE
        while not true():
            if loop.time() > deadline:
                who = author_name(self.host.lang, self.hub.meeting, "hub")
                raise Halted("not-shown", who=who, what=what, seconds=round(PATIENCE))
            looks += 1
            await asyncio.sleep(0 if looks < SOON else POLL)  # mostly it is a matter of a few turns of the loop

    def here(self, point: str) -> bool:
        """Whether the point's page is connected."""
        return point in self.points and self.points[point].connected

    async def connect(self, point: str) -> None:
        """Open the point's page. Its line is in the log before anything else happens."""
        await self.points[point].join()
        await self._settled()

    async def unplug(self, point: str, *, in_order: bool = False) -> None:
        """End the point's connection, and wait until the hub has noticed."""
        if in_order:
            await self.points[point].leave()
        else:
            self.points[point].cut()
        await self.seen(f"presence {point}", lambda: not self.hub.presence.devices(point))

    def length(self, item: Item, chance: random.Random) -> float:
        """How many seconds an item takes this time: about what was planned; eight minutes where nobody planned any."""
        return minutes(item) * 60 * chance.uniform(0.8, 1.05)


def luck(seed: int, scene: str) -> random.Random:
    """The luck of one scene under one seed."""
    return random.Random(f"{seed}:{scene}")


def minutes(item: Item) -> int:
    """What the plan gives an item: its own minutes, else those of its slots, else eight."""
    slots = [slot.planned_minutes or 5 for _, slot in item.all_slots()]
    return item.planned_minutes or sum(slots) or 8


def at_minute(instant: int, delta: float) -> int:
    """An instant so many minutes later (or earlier)."""
    return instant + round(delta * MINUTE)
