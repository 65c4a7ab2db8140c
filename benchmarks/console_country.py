"""A console with every commune of the country: how much memory it takes, and how soon a page of the roll-call board turns."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bridge_server.words import say
from console.matching import fold

from .console_hub import SHOWN, Hub, Told, console_command
from .console_terminal import Terminal
from .hubs import COUNTRY, PATIENCE, met, quantile

MEMORY: Final = 150.0
"""Megabytes."""
TURNED: Final = 0.050
"""Seconds within which 95 of a hundred pages have turned."""
PAGE: Final = 3_000
"""Bytes that a frame with other rows has at least; one in which only clocks go on has less."""
SETTLED: Final = 4.0
"""Seconds after which everything that was to be shown has been."""
BOARD: Final = say("vi", "board.title").encode()
GAP: Final = 0.25
"""Seconds between two keys."""
F2, END, HOME, PAGE_DOWN, ESCAPE = b"\x1bOQ", b"\x1b[F", b"\x1b[H", b"\x1b[6~", b"\x1b"


@dataclass(frozen=True, slots=True)
class Country:
    """Megabytes by what was done before, in that order; seconds from a key to the page it turned."""

    points: int
    memory: dict[str, float]
    peak: float
    opened: float
    """Seconds from the key to the board."""
    found: float
    """Seconds from a name, typed at once, to its point."""
    turns: list[float]
    unturned: int
    """Keys that turned no page."""

    def sentence(self) -> str:
        """The figures in one line."""
        most = max(self.memory.values())
        p50, p95 = (quantile(self.turns, share) * 1000 for share in (0.5, 0.95))
        sizes = ", ".join(f"{size:.0f} MB {when}" for when, size in self.memory.items())
        return (
            f"console-country: {self.points:,} points at 120x40 in {sizes} (target {MEMORY:.0f} MB, "
            f"{met(reached=most <= MEMORY)}), at most {self.peak:.0f} MB; the board opens in {self.opened * 1000:.0f} ms, "
            f"finds a name in {self.found * 1000:.0f} ms, a page of it turns in p50 {p50:.0f} ms, p95 {p95:.0f} ms "
            f"(target {TURNED * 1000:.0f} ms, {met(reached=p95 <= TURNED * 1000)}), {self.unturned} did not turn"
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
        opened = await until_shown(terminal, F2, BOARD)
        await asyncio.sleep(SETTLED)
        memory["with the board open"] = megabytes(terminal.pid, "VmRSS")
        await after(terminal, END)
        await after(terminal, HOME)
        turns = [await turned(terminal) for _ in range(pages)]
        for key in (HOME, b"/"):
            await after(terminal, key)
        last = told.meeting.roster.points[-1]
        found = await until_shown(terminal, fold(last.name.removeprefix(last.unit)).encode(), last.name.encode())
        await after(terminal, ESCAPE)
        memory["searched through"] = megabytes(terminal.pid, "VmRSS")
        peak = megabytes(terminal.pid, "VmHWM")
    whole = [one for one in turns if one is not None]
    return Country(len(told.meeting.points), memory, peak, opened, found, whole, len(turns) - len(whole))


async def until_shown(terminal: Terminal, key: bytes, needle: bytes) -> float:
    """Seconds from the key to the first frame with the text."""
    at = terminal.type(key)
    return await terminal.until(lambda _seen, frame: needle in frame, PATIENCE) - at


async def after(terminal: Terminal, key: bytes) -> None:
    """Press it, and let what it brings about come to rest."""
    terminal.type(key)
    await asyncio.sleep(SETTLED / 4)


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
