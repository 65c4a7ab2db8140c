"""How long `bridge-server --help` takes, against starting the interpreter alone."""

import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter

TARGET = 15.0
HELP = "from bridge_server.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds (medians of interleaved runs)."""

    bare: float
    help: float

    @property
    def ratio(self) -> float:
        """The help against the bare interpreter."""
        return self.help / self.bare

    def sentence(self) -> str:
        """The figures in one line."""
        return f"startup: bridge-server --help takes {self.ratio:.1f}x a bare interpreter's start (target {TARGET:.0f}x)"


def run(rounds: int = 15) -> Started:
    """Start both in turn."""
    bare, told = [], []
    for _ in range(rounds):
        bare.append(seconds(["-c", "pass"]))
        told.append(seconds(["-c", HELP, "--help"]))
    return Started(median(bare), median(told))


def seconds(arguments: list[str]) -> float:
    """Wall seconds of one interpreter."""
    began = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=60)
    return perf_counter() - began
