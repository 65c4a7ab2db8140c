"""What a console costs while nothing happens but time: a meeting is open, an item runs, somebody speaks, and clocks tick."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from .console_hub import SHOWN, Hub, Told, console_command
from .console_terminal import Terminal
from .hubs import PROVINCE, cpu_seconds, met

TARGET: Final = 2.0
"""Percent of a core."""
SIZES: Final = ((120, 40), (80, 24), (200, 50))
SETTLED: Final = 3.0
"""Seconds after which what was done once, to show the meeting, is over."""


@dataclass(frozen=True, slots=True)
class Window:
    """One console: processor seconds used, frames and bytes drawn."""

    size: tuple[int, int]
    used: float
    frames: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Idle:
    """Consoles of several sizes, at once."""

    seconds: float
    windows: list[Window]

    def sentence(self) -> str:
        """The figures in one line."""
        return f"console-idle: {self.seconds:.0f} s of an open meeting with running clocks: " + "; ".join(
            map(self._told, self.windows)
        )

    def _told(self, window: Window) -> str:
        share = window.used / self.seconds * 100
        columns, lines = window.size
        return (
            f"{columns}x{lines} {share:.1f} % of a core (target {TARGET:.0f} %, {met(reached=share <= TARGET)}) for "
            f"{window.frames / self.seconds:.1f} frames/s of {window.drawn / max(1, window.frames) / 1000:.1f} kB"
        )


def run(seconds: float = 30.0, sizes: tuple[tuple[int, int], ...] = SIZES) -> Idle:
    """Watch them for so long."""
    return asyncio.run(idle(seconds, sizes))


async def idle(seconds: float, sizes: tuple[tuple[int, int], ...]) -> Idle:
    """See `run`."""
    hub = Hub(Told(PROVINCE).morning())
    async with hub.serving(), AsyncExitStack() as stack:
        terminals = [await stack.enter_async_context(Terminal(console_command(hub.url), size)) for size in sizes]
        await asyncio.gather(*(terminal.shows(SHOWN) for terminal in terminals))
        await asyncio.sleep(SETTLED)
        before = [(cpu_seconds(one.pid), one.frames, one.read) for one in terminals]
        began = perf_counter()
        await asyncio.sleep(seconds)
        took = perf_counter() - began
        windows = [
            Window(size, cpu_seconds(one.pid) - used, one.frames - frames, one.read - read)
            for size, one, (used, frames, read) in zip(sizes, terminals, before, strict=True)
        ]
        return Idle(took, windows)
