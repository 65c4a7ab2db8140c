"""Reading a long log: verified and folded, against `orjson.loads` on its lines alone."""

import gc
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

import orjson

from bridge_server.journal.replay import replay

from .meetings import write_log

TARGET = 3.5
"""Times the bare parser."""


@dataclass(frozen=True, slots=True)
class Folded:
    """CPU seconds (medians of interleaved rounds) for `records` lines of `size` bytes."""

    records: int
    size: int
    parsing: float
    reading: float

    @property
    def ratio(self) -> float:
        """Reading, verifying and folding against parsing alone."""
        return self.reading / self.parsing

    def sentence(self) -> str:
        """The figures in one line."""
        rate = self.records / self.reading
        return (
            f"fold: {self.records:,} records of {self.size // self.records} bytes read, verified and folded in "
            f"{self.ratio:.2f}x of orjson.loads on their lines (target {TARGET}x; {rate:,.0f} records/s)"
        )


def run(records: int = 200_000, rounds: int = 5) -> Folded:
    """Write such a log and read it both ways, `rounds` times in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "session.jsonl"
        write_log(path, records)
        parsing, reading = [], []
        for _ in range(rounds):
            parsing.append(parse(path))
            reading.append(read(path, records))
        return Folded(records, path.stat().st_size, median(parsing), median(reading))


def parse(path: Path) -> float:
    """CPU seconds to parse every line and keep nothing."""
    lines = path.read_bytes().splitlines()
    loads = orjson.loads
    gc.collect()
    began = process_time()
    for line in lines:
        loads(line)
    return process_time() - began


def read(path: Path, records: int) -> float:
    """CPU seconds to read, verify and fold the log."""
    gc.collect()
    began = process_time()
    told, _ = replay(path)
    spent = process_time() - began
    assert told.meeting.n == records
    return spent
