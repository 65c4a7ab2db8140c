"""Reading a long log: verified and folded, against `orjson.loads` on its lines alone."""

import subprocess
import sys
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
    """CPU seconds (medians of interleaved processes) for `records` lines of `size` bytes; `ratio` is the median of the pairs'."""

    records: int
    size: int
    parsing: float
    reading: float
    ratio: float

    def sentence(self) -> str:
        """The figures in one line."""
        rate = self.records / self.reading
        return (
            f"fold: {self.records:,} records of {self.size // self.records} bytes read, verified and folded in "
            f"{self.ratio:.2f}x of orjson.loads on their lines (target {TARGET}x; {rate:,.0f} records/s)"
        )


def run(records: int = 200_000, rounds: int = 9) -> Folded:
    """Write such a log, then parse it and read it in turn, each time in a process of its own, as a command would."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "session.jsonl"
        write_log(path, records)
        pairs = [(alone("parse", path), alone("read", path)) for _ in range(rounds)]
        parsing, reading = median(one for one, _ in pairs), median(two for _, two in pairs)
        return Folded(records, path.stat().st_size, parsing, reading, median(two / one for one, two in pairs))


def alone(what: str, path: Path) -> float:
    """CPU seconds of `parse` or `read`, measured inside a new process."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.fold", what, str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(__file__).parent.parent,
    )
    return float(told.stdout)


def parse(path: Path) -> float:
    """CPU seconds to parse every line and keep nothing."""
    lines = path.read_bytes().splitlines()
    loads = orjson.loads
    began = process_time()
    for line in lines:
        loads(line)
    return process_time() - began


def read(path: Path) -> float:
    """CPU seconds to read, verify and fold the log."""
    began = process_time()
    told, chain = replay(path)
    spent = process_time() - began
    assert told.meeting.n == chain.head.n > 0
    return spent


if __name__ == "__main__":
    print({"parse": parse, "read": read}[sys.argv[1]](Path(sys.argv[2])))  # noqa: T201 - the answer to `alone`
