"""How soon a record is on the console's screen while five hundred come in a second, and what that costs.

From the write to the socket to the end of the first frame on which the list of events shows that record or a later one.
"""

import asyncio
import re
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
class Stream:
    """What one stream of records was like: seconds from the socket to the screen, and what the console used meanwhile."""

    points: int
    records: int
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    used: float = 0.0
    frames: int = 0
    drawn: int = 0
    """Bytes."""

    @property
    def lost(self) -> int:
        """Records that never came to the screen."""
        return self.records - len(self.waits)

    def sentence(self) -> str:
        """The figures of this stream."""
        p50, p95, p99 = (quantile(self.waits, share) * 1000 for share in (0.5, 0.95, 0.99))
        return (
            f"{self.points:,} points p50 {p50:.0f} ms, p95 {p95:.0f} ms (target {TARGET * 1000:.0f} ms, "
            f"{met(reached=p95 <= TARGET * 1000)}), p99 {p99:.0f} ms; {self.records / self.seconds:.0f} records/s in "
            f"{self.frames / self.seconds:.0f} frames/s of {self.drawn / max(1, self.frames) / 1000:.1f} kB cost "
            f"{self.used / self.seconds * 100:.0f} % of a core, {self.lost} not shown"
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """The same stream for meetings of different sizes."""

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
    told = Told(roster).morning()
    kept = len(told.lines) - 1
    waits = told.goes_on(round(seconds * rate), rate)
    found = Stream(len(told.meeting.points), len(waits))
    hub = Hub(told, kept=kept)
    async with hub.serving(), Terminal(console_command(hub.url)) as terminal:
        await terminal.shows(b"#%d" % kept)
        await asyncio.sleep(QUIET)
        shown = kept

        def framed(frame: bytes, at: float) -> None:
            nonlocal shown
            found.frames += 1
            found.drawn += len(frame)
            newest = max(map(int, NUMBER.findall(frame)), default=0)
            found.waits += [at - hub.sent[n] for n in range(shown + 1, min(newest, hub.n) + 1)]
            shown = max(shown, newest)

        terminal.framed = framed
        used, began = cpu_seconds(terminal.pid), perf_counter()
        await hub.go_on(waits)
        found.seconds = perf_counter() - began
        found.used = cpu_seconds(terminal.pid) - used
        frames, drawn = found.frames, found.drawn
        if shown < hub.n:
            await terminal.shows(b"#%d" % hub.n, PATIENCE / 4)
            await asyncio.sleep(0)
        found.frames, found.drawn = frames, drawn
    return found

