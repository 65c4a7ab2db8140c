"""A console with every commune of the country: how much memory it takes, and how soon a page of the roll-call board turns."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .console_hub import SHOWN, Hub, Told, console_command
from .console_terminal import Terminal
from .hubs import COUNTRY, met, quantile

MEMORY: Final = 150.0
"""Megabytes."""
TURNED: Final = 0.050
"""Seconds within which 95 of a hundred pages have turned."""
PAGE: Final = 3_000
"""Bytes that a frame with other rows has at least; one in which only clocks go on has less."""
SETTLED: Final = 4.0
"""Seconds after which everything that was to be shown has been."""
GAP: Final = 0.25
"""Seconds between two keys."""
F2, END, HOME, PAGE_DOWN, ESCAPE = b"\x1bOQ", b"\x1b[F", b"\x1b[H", b"\x1b[6~", b"\x1b"


@dataclass(frozen=True, slots=True)
class Country:
    """Megabytes by what was done before, in that order; seconds from a key to the page it turned."""

    points: int
    memory: dict[str, float]
    peak: float
    turns: list[float]
    lost: int
    """Keys that turned no page."""

    def sentence(self) -> str:
        """The figures in one line."""
        most = max(self.memory.values())
        p50, p95 = (quantile(self.turns, share) * 1000 for share in (0.5, 0.95))
        return (
            f"console-country: {self.points:,} points at 120x40 in "
            + ", ".join(f"{size:.0f} MB {when}" for when, size in self.memory.items())
            + f" (target {MEMORY:.0f} MB, {met(reached=most <= MEMORY)}), at most {self.peak:.0f} MB; a page of the board turns in "
            f"p50 {p50:.0f} ms, p95 {p95:.0f} ms (target {TURNED * 1000:.0f} ms, {met(reached=p95 <= TURNED * 1000)})"
        )


def run(roster: str = COUNTRY, pages: int = 60) -> Country:
    """Show the meeting, open the board, go to its end, search, and turn pages."""
    return asyncio.run(country(roster, pages))


async def country(roster: str, pages: int) -> Country:
    """See `run`."""
    told = Told(roster).morning()
    hub = Hub(told)
    memory: dict[str, float] = {}
    async with hub.serving(), Terminal(console_command(hub.url)) as terminal:
        await terminal.shows(SHOWN)
        await asyncio.sleep(SETTLED)
        memory["shown"] = megabytes(terminal.pid, "VmRSS")
        await after(terminal, F2)
        memory["with the board open"] = megabytes(terminal.pid, "VmRSS")
        await after(terminal, END)
        await after(terminal, HOME)
        turns = [await turned(terminal) for _ in range(pages)]
        for key in (b"/", b"tan thanh", ESCAPE):
            await after(terminal, key)
        memory["searched through"] = megabytes(terminal.pid, "VmRSS")
        peak = megabytes(terminal.pid, "VmHWM")
    whole = [one for one in turns if one is not None]
    return Country(len(told.meeting.points), memory, peak, whole, len(turns) - len(whole))


async def after(terminal: Terminal, key: bytes) -> None:
    """Press it, and let what it brings about come to rest."""
    terminal.type(key)
    await asyncio.sleep(SETTLED / 2)


async def turned(terminal: Terminal) -> float | None:
    """Seconds from the key to the frame with the next page; None where there came none."""
    await asyncio.sleep(GAP)
    at = terminal.type(PAGE_DOWN)
    try:
        return await terminal.until(lambda _seen, frame: len(frame) >= PAGE, SETTLED) - at
    except TimeoutError:
        return None


def megabytes(pid: int, field: str) -> float:
    """What the kernel says of a process's memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no such figure")
