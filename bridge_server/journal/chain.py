"""A log and the segments it continues, read as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bridge_server.journal.disk import Disk
from bridge_server.journal.errors import Damaged, JournalError, MissingSegment
from bridge_server.journal.format import Head, parse_head
from bridge_server.journal.reader import Log

LOG: Final = "session.jsonl"
SEGMENTS: Final = "segments"


class Chain:
    """The segments of a session in order. The attributes after `header` are final once `records()` is exhausted.

    `header` is the first segment's; `head`, `torn_bytes` and `closed` are the last one's.
    """

    def __init__(self, segments: tuple[Log, ...]) -> None:
        """See `read_chain`."""
        self.segments = segments
        self.header: dict[str, Any] = segments[0].header

    @property
    def head(self) -> Head:
        return self.segments[-1].head

    @property
    def torn_bytes(self) -> int:
        return self.segments[-1].torn_bytes

    @property
    def closed(self) -> bool:
        return self.segments[-1].closed

    def records(self) -> Iterator[dict[str, Any]]:
        """Every record of every segment. Raises `Damaged`, also where a segment does not end as the next one says."""
        for found in self.record_blocks():
            yield from found

    def record_blocks(self) -> Iterator[list[dict[str, Any]]]:
        """As `records`, some at a time."""
        for place, log in enumerate(self.segments):
            yield from log.record_blocks()
            if place + 1 < len(self.segments):
                _check_link(log, self.segments[place + 1])


def read_chain(path: Path, disk: Disk | None = None) -> Chain:
    """The log `path`, or the `session.jsonl` of a directory, with all it continues, which stands in `segments` beside it.

    Raises what `Log` raises, and `MissingSegment`.
    """
    if path.is_dir():
        path = path / LOG
    logs = [Log(path, disk)]
    while previous := logs[0].header["previous"]:
        earlier = path.parent / SEGMENTS / f"{previous['log']}.jsonl"
        if len(logs) > 1 and previous["log"] in {log.log for log in logs}:
            raise Damaged(logs[0].path, 1, 0, "link")
        try:
            log = Log(earlier, disk)
        except JournalError as error:
            raise MissingSegment(earlier) if error.code == "no-log" else error from None
        if log.log != previous["log"]:
            raise Damaged(earlier, 1, 0, "link")
        logs.insert(0, log)
    return Chain(tuple(logs))


def _check_link(log: Log, later: Log) -> None:
    if log.head != later.first or log.torn_bytes:
        raise Damaged(log.path, log.lines, log.end, "link")


@dataclass(frozen=True, slots=True)
class Verified:
    """What reading a whole log found. `ok`: nothing is damaged, and the head that was asked for holds.

    `records` counts those of every segment. `problem` is the fault met, after which the rest was not read.
    """

    ok: bool
    records: int
    head: Head | None
    torn_bytes: int
    closed: bool
    segments: int
    problem: JournalError | None


def verify(path: Path, head: str | None = None, disk: Disk | None = None) -> Verified:
    """Read a log and all it continues. A head `N:HASH` holds if record N is there and its hash begins with HASH.

    Raises only `BadHead`, for a head that cannot be read.
    """
    number, beginning = parse_head(head) if head is not None else (-1, "")
    holds = head is None
    count = 0
    chain: Chain | None = None
    problem: JournalError | None = None
    try:
        chain = read_chain(path, disk)
        if number == 0:
            holds = str(chain.header["h"]).startswith(beginning)
        for record in chain.records():
            count += 1
            if record["n"] == number:
                holds = record["h"].startswith(beginning)
    except JournalError as error:
        problem = error
    if chain is None:
        return Verified(False, 0, None, 0, False, 0, problem)
    sound = problem is None
    return Verified(
        ok=sound and holds,
        records=count,
        head=chain.head if sound else None,
        torn_bytes=chain.torn_bytes if sound else 0,
        closed=chain.closed and sound,
        segments=len(chain.segments),
        problem=problem,
    )
