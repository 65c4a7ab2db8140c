"""How long a replay takes to stand anywhere in a long log: the meeting there, its roll, its sentences, and the scene to paint.

Jumps go all over the log, so that nothing of the last place helps; the log's sentences have been put together for searching.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

import orjson

from console.desk import Desk
from console.feed import News
from console.playback import Player

from .hubs import quantile
from .meetings import write_log

TARGET: Final = 0.1
"""Seconds that any jump may take."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Seconds of each jump; what loading the log and making it searchable took before, and the largest memory (bytes)."""

    records: int
    jumps: tuple[float, ...]
    loading: float
    indexing: float
    memory: int

    def sentence(self) -> str:
        """The figures in one line."""
        half, most = (f"{quantile(self.jumps, share) * 1000:.0f} ms" for share in (0.5, 0.95))
        return (
            f"replay-seek: anywhere in a log of {self.records:,} records in {half} (median), {most} (95 of 100), "
            f"{max(self.jumps) * 1000:.0f} ms at most of {len(self.jumps):,} jumps (target {TARGET * 1000:.0f} ms); "
            f"read in {self.loading:.1f} s, searchable after {self.indexing:.1f} s more, {self.memory / 2**20:.0f} MiB"
        )


def run(records: int = 100_000, jumps: int = 1_000) -> Sought:
    """Write such a log, and jump about in it, in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "session.jsonl"
        write_log(path, records)
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.replay_seek", str(path), str(jumps)],
            check=True,
            capture_output=True,
            timeout=900,
            cwd=Path(__file__).parent.parent,
        )
        found = orjson.loads(told.stdout)
    return Sought(records, tuple(found["jumps"]), found["loading"], found["indexing"], found["memory"])


async def measure(path: Path, jumps: int) -> dict[str, object]:
    """Load, make searchable, jump."""
    began = perf_counter()
    player = Player(path, "vi")
    await player.load()
    loading = perf_counter() - began
    began = perf_counter()
    while not player.chronicle.get_ready():
        pass
    indexing = perf_counter() - began
    chance = Random(20240531)
    spans = [timed(player, chance.randrange(len(player.tape) + 1)) for _ in range(jumps)]
    return {"jumps": spans, "loading": loading, "indexing": indexing, "memory": memory()}


def timed(player: Player, place: int) -> float:
    """Seconds from the key to a scene that could be painted."""
    desk = Desk("vi", perf_counter)

    def take(news: News) -> None:
        desk.take(news)

    player.listen(take)
    began = perf_counter()
    player.seek(player.tape.shown(place))
    scene = desk.scene()
    spent = perf_counter() - began
    assert scene is not None
    assert scene.meeting.n >= player.tape.first + place - 1
    return spent


def memory() -> int:
    """The largest this process was, in bytes."""
    from resource import RUSAGE_SELF, getrusage

    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: Iterable[str]) -> None:
    """Answer `run`."""
    path, jumps = arguments
    sys.stdout.buffer.write(orjson.dumps(asyncio.run(measure(Path(path), int(jumps)))))


if __name__ == "__main__":
    main(sys.argv[1:])
