"""How soon a console paints, against an application of the same toolkit in which there is nothing; each in turn."""

import asyncio
import re
import sys
import tempfile
from dataclasses import dataclass
from statistics import median
from typing import Final

from .console_hub import SHOWN, Hub, Told, console_command
from .console_terminal import Terminal
from .hubs import PROVINCE, met

TARGET: Final = 1.9
"""Times the empty application."""
EMPTY: Final = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("x")

Empty().run()
"""
SEQUENCE: Final = re.compile(rb"\x1b(\[[0-9;:?<>=]*[ !$]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|.)")
"""What a terminal obeys and does not show."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from starting the program to its first painting, and to the whole meeting being shown: one of each a round."""

    empty: list[float]
    first: list[float]
    whole: list[float]

    @property
    def ratio(self) -> float:
        """The first painting against the empty application's: the median of the rounds' ratios."""
        return median(first / empty for first, empty in zip(self.first, self.empty, strict=True))

    def sentence(self) -> str:
        """The figures in one line."""
        whole = median(whole / empty for whole, empty in zip(self.whole, self.empty, strict=True))
        return (
            f"console-start: the main screen is painted in {median(self.first) * 1000:.0f} ms, {self.ratio:.2f}x an empty "
            f"application's {median(self.empty) * 1000:.0f} ms (target {TARGET}x, {met(reached=self.ratio <= TARGET)}); "
            f"the meeting stands on it in {median(self.whole) * 1000:.0f} ms, {whole:.2f}x"
        )


def run(rounds: int = 7) -> Start:
    """So many of each; one before them warms up."""
    return asyncio.run(start(rounds))


async def start(rounds: int) -> Start:
    """See `run`."""
    found = Start([], [], [])
    hub = Hub(Told(PROVINCE).morning())
    with tempfile.TemporaryDirectory() as scratch:
        compiled = {"PYTHONPYCACHEPREFIX": scratch}  # as after an installation, and nothing is left in the tree
        async with hub.serving():
            for number in range(rounds + 1):
                async with Terminal([sys.executable, "-c", EMPTY], variables=compiled) as terminal:
                    empty = await terminal.until(painted) - terminal.began
                async with Terminal(console_command(hub.url), variables=compiled) as terminal:
                    first = await terminal.until(painted) - terminal.began
                    whole = await terminal.until(lambda seen, _frame: SHOWN in seen) - terminal.began
                if number:
                    found.empty.append(empty)
                    found.first.append(first)
                    found.whole.append(whole)
    return found


def painted(seen: bytes, _frame: bytes) -> bool:
    """Whether there is anything to see."""
    return bool(SEQUENCE.sub(b"", seen.rpartition(b"\x1b[?1049h")[2]).strip())
