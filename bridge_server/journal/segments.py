"""Going on elsewhere after a disk failed: a new segment that names and continues the old log."""

import contextlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bridge_server.journal.chain import LOG, SEGMENTS, read_chain
from bridge_server.journal.disk import Disk, this_disk
from bridge_server.journal.errors import TargetTaken, UnknownHead
from bridge_server.journal.files import guarded, place, syncing
from bridge_server.journal.format import Head, header_line, parse_head
from bridge_server.journal.positions import Position, locate
from bridge_server.journal.reader import Log

_CHUNK: Final = 1 << 20


def continue_into(
    source: Path, target: Path, *, log: str, created: int, head: str | None = None, disk: Disk | None = None
) -> Head:
    """Make `target` a session directory whose log continues `source` (a log or its directory), and return where it goes on.

    The sound part of the old log and all earlier segments are copied to `target/segments`; the new log comes last and by
    rename, so a target without it is plainly unfinished. `head`, `N:HASH`, leaves out what follows that record: after a failed
    sync the system may show lines that never reached the disk, and only what was acknowledged is certain. `log` is the new id,
    `created` in milliseconds. Agenda and roster come from the old header.

    Raises what reading raises, `Locked` when the old hub still runs, `BadHead`, `UnknownHead` (of the last segment),
    `TargetTaken`, and `Full`, `Frozen` or `DiskRefused` for the target.
    """
    disk = disk or this_disk()
    wanted = parse_head(head) if head is not None else None
    chain = read_chain(source, disk)
    old = chain.segments[-1]
    with _held(disk, old.path):
        deque(chain.records(), maxlen=0)
        at, end = (old.head, old.end) if wanted is None else _cut_at(old, *wanted)
        _make(disk, target)
        for entry in chain.segments:
            copy = target / SEGMENTS / f"{entry.log}.jsonl"
            place(disk, copy, _copy(entry, end if entry is old else entry.end))
        fields = old.header | {"created": created, "previous": {"log": old.log, "n": at.n, "h": at.h}}
        place(disk, target / LOG, [header_line(log, fields)])
    return at


@contextlib.contextmanager
def _held(disk: Disk, path: Path) -> Iterator[None]:
    """Nobody writes the old log meanwhile. A disk that cannot even lock has no writer either."""
    try:
        lock = disk.lock(path.with_name(path.name + ".lock"))
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            disk.unlock(lock)


def _cut_at(log: Log, number: int, beginning: str) -> tuple[Head, int]:
    found = locate(log, Position(log.log, number, beginning[:16]))
    if found is None:
        raise UnknownHead(log.path, f"{number}:{beginning}")
    h = log.first.h if number == log.first.n else found.h.decode()
    if not h.startswith(beginning):
        raise UnknownHead(log.path, f"{number}:{beginning}")
    return Head(number, h), found.offset


def _make(disk: Disk, target: Path) -> None:
    """The empty directories, durable by name."""
    with guarded(target):
        with contextlib.suppress(FileNotFoundError):
            if disk.names(target):
                raise TargetTaken(target)
        disk.make_directory(target / SEGMENTS)
    with syncing(target):
        disk.sync_directory(target.parent)
        disk.sync_directory(target)


def _copy(log: Log, end: int) -> Iterator[bytes]:
    with log.file() as file:
        while end > 0 and (chunk := file.read(min(end, _CHUNK))):
            end -= len(chunk)
            yield chunk
