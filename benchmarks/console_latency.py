"""How soon a record is on the console's screen while five hundred come in a second, and what that costs.

From the write to the socket to the end of the first frame on which the list of events shows that record or a later one. Beside
the console, second by second in turn: an application of the same toolkit that shows nothing but the newest record's number.
"""

import asyncio
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from .console_hub import Hub, Told, console_command
from .console_terminal import Terminal
from .hubs import COUNTRY, PATIENCE, PROVINCE, cpu_seconds, met, quantile

RATE: Final = 500.0
"""Records a second."""
TARGET: Final = 0.050
"""Seconds within which 95 of a hundred are on the screen."""
NUMBER: Final = re.compile(rb"#(\d+)")
"""A record's number, as the list of events shows it."""
QUIET: Final = 2.0
"""Seconds after the meeting is shown before the records begin."""


@dataclass(slots=True)
class Window:
    """One program that follows a hub: seconds from the socket to its screen, record by record, and what it used for that."""

    hub: Hub
    terminal: Terminal
    shown: int
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    used: float = 0.0
    frames: int = 0
    drawn: int = 0
    """Bytes."""

    def framed(self, frame: bytes, at: float) -> None:
        """Which records came with this frame."""
        self.frames += 1
        self.drawn += len(frame)
        newest = min(max(map(int, NUMBER.findall(frame)), default=0), self.hub.n)
        self.waits += [at - self.hub.sent[n] for n in range(self.shown + 1, newest + 1)]
        self.shown = max(self.shown, newest)

    async def feed(self, waits: list[float]) -> None:
        """Send it records, until the last of them is shown or did not come to be."""
        used, began = cpu_seconds(self.terminal.pid), perf_counter()
        await self.hub.go_on(waits)
        if self.shown < self.hub.n:
            with suppress(TimeoutError):  # counted as lost
                await self.terminal.shows(b"#%d" % self.hub.n, PATIENCE / 6)
        self.seconds += perf_counter() - began
        self.used += cpu_seconds(self.terminal.pid) - used

    def wait(self, share: float) -> float:
        """Milliseconds within which that share of the records was shown."""
        return quantile(self.waits, share) * 1000


@dataclass(frozen=True, slots=True)
class Stream:
    """The same records for the console and for the bare application."""

    points: int
    records: int
    console: Window
    bare: Window

    @property
    def lost(self) -> int:
        """Records that never came to the console's screen."""
        return self.records - len(self.console.waits)

    def sentence(self) -> str:
        """The figures of this stream."""
        one, p95 = self.console, self.console.wait(0.95)
        return (
            f"{self.points:,} points p50 {one.wait(0.5):.0f} ms, p95 {p95:.0f} ms (target {TARGET * 1000:.0f} ms, "
            f"{met(reached=p95 <= TARGET * 1000)}), p99 {one.wait(0.99):.0f} ms, {p95 / self.bare.wait(0.95):.2f}x a bare "
            f"application's p95 of {self.bare.wait(0.95):.0f} ms; {self.records / one.seconds:.0f} records/s in "
            f"{one.frames / one.seconds:.0f} frames/s of {one.drawn / max(1, one.frames) / 1000:.1f} kB cost "
            f"{one.used / one.seconds * 100:.0f} % of a core (bare: {self.bare.used / self.bare.seconds * 100:.0f} %), "
            f"{self.lost} not shown"
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """Such streams for meetings of different sizes."""

    streams: list[Stream]

    @property
    def lost(self) -> int:
        """Records that never came to the screen."""
        return sum(stream.lost for stream in self.streams)

    def sentence(self) -> str:
        """The figures in one line."""
        return "console-latency: from the socket to the screen at 120x40: " + "; ".join(one.sentence() for one in self.streams)


def run(seconds: float = 20.0, rosters: tuple[str, ...] = (PROVINCE, COUNTRY)) -> Latency:
    """So many seconds of records, for each roster."""
    return Latency([asyncio.run(stream(roster, seconds)) for roster in rosters])


async def stream(roster: str, seconds: float, rate: float = RATE) -> Stream:
    """One meeting: shown, then fed."""
    from console.app import FRAME

    told = Told(roster).morning()
    kept = len(told.lines) - 1
    waits = told.goes_on(round(seconds * rate), rate)
    hubs = Hub(told, kept=kept), Hub(told, kept=kept)
    async with hubs[0].serving(), hubs[1].serving():
        bare = [sys.executable, "-m", "benchmarks.console_bare", f"ws://127.0.0.1:{hubs[1].port}/ws", str(FRAME)]
        async with Terminal(console_command(hubs[0].url)) as first, Terminal(bare) as second:
            await asyncio.gather(*(one.shows(b"#%d" % kept) for one in (first, second)))
            await asyncio.sleep(QUIET)
            windows = Window(hubs[0], first, kept), Window(hubs[1], second, kept)
            for start in range(0, len(waits), round(rate)):
                for window in windows:
                    window.terminal.framed = window.framed
                    await window.feed(waits[start : start + round(rate)])
                    window.terminal.framed = ignored
    return Stream(len(told.meeting.points), len(waits), *windows)


def ignored(_frame: bytes, _at: float) -> None:
    """A frame while the other one is fed."""
