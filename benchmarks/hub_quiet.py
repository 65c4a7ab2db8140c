"""What a meeting costs in which nothing happens: pages are connected and only heartbeats travel."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bridge_server.hub.limits import for_points
from bridge_server.hub.serve import raise_file_limit

from .hub_clients import Client, Flock
from .hubs import PATIENCE, confirmed, cpu_seconds, hub, met, roster_for, session

TARGET: Final = 5.0
"""Percent of a core."""
SETTLED: Final = 3.0


@dataclass(frozen=True, slots=True)
class Quiet:
    """Processor seconds of the hub in `seconds` of rest; `lost` are connections that ended."""

    points: int
    seconds: float
    used: float
    lost: int

    def sentence(self) -> str:
        """The figures in one line."""
        share = self.used / self.seconds * 100
        return (
            f"quiet: {self.points:,} points at rest for {self.seconds:.0f} s cost the hub {share:.1f} % of a core "
            f"(target {TARGET:.0f} %, {met(reached=share <= TARGET)}); {self.lost} lost"
        )


def run(points: int = 260, seconds: float = 0.0) -> Quiet:
    """By default for two of the connections' own heartbeats, so that none is left out of the count."""
    raise_file_limit()
    with tempfile.TemporaryDirectory() as scratch:
        one = session(Path(scratch) / "hop", roster_for(points))
        with hub(one) as server:
            flock = Flock(server.port, one.callers(points), heard)
            try:
                flock.connect(PATIENCE)
                flock.rest(SETTLED)
                before, began = cpu_seconds(server.pid), perf_counter()
                flock.rest(seconds or 2 * for_points(len(one.points)).ping)
                return Quiet(points, perf_counter() - began, cpu_seconds(server.pid) - before, len(flock.gone))
            finally:
                flock.close()


def heard(client: Client, payload: bytes) -> None:
    """The console confirms what it got; a point has nothing to say."""
    if client.index == 0:
        confirmed(client, payload)
