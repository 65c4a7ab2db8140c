"""Small logs, and a disk that fails when told to."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from bridge_server.journal import Disk, FileJournal, Head, Log, this_disk
from bridge_server.journal.disk import How

LOG_ID: Final = "0123456789abcdef" * 2
OTHER_ID: Final = "fedcba9876543210" * 2
FIELDS: Final[dict[str, object]] = {
    "session": "s",
    "rehearsal": False,
    "created": 1,
    "previous": None,
    "agenda": {"items": []},
    "roster": {"points": []},
}
PATIENCE: Final = 20.0
"""Seconds a wait may last before the test fails."""


def body(n: int, text: str = "x") -> bytes:
    """The body of record `n`."""
    return b'{"n":%d,"at":%d,"by":"host","id":"%b","events":[]}' % (n, 1000 + n, text.encode())


def put(journal: FileJournal, *numbers: int, text: str = "x") -> Head:
    """Append records in one batch and wait for the disk."""
    return journal.append([(n, body(n, text)) for n in numbers]).result(PATIENCE)


def written(path: Path, batches: Sequence[Sequence[int]] = ((1,), (2, 3), (4,)), *, seal: bool = True) -> list[bytes]:
    """A log with these batches at `path`, closed in order (or its closing seal taken off), as raw lines."""
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    for batch in batches:
        put(journal, *batch)
    assert journal.close(2000, PATIENCE)
    lines = path.read_bytes().splitlines(keepends=True)
    if not seal:
        lines.pop()
        path.write_bytes(b"".join(lines))
    return lines


def numbers(path: Path) -> list[int]:
    """The record numbers of one log file."""
    return [record["n"] for record in Log(path).records()]


class FaultyDisk:
    """The real disk, every changing call counted by name; `fault(name, count)` may raise or say how much of a write to take."""

    def __init__(self, fault: Callable[[str, int], int | None] | None = None) -> None:
        self.calls: list[str] = []
        self._fault = fault
        self._disk: Disk = this_disk()

    def reader(self, path: Path) -> BinaryIO:
        return self._disk.reader(path)

    def open(self, path: Path, how: How) -> int:
        self._call("open")
        return self._disk.open(path, how)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        taken = self._call("write")
        return self._disk.write(handle, data if taken is None else data[: max(1, len(data) * taken // 100)])

    def datasync(self, handle: int) -> None:
        self._call("datasync")
        self._disk.datasync(handle)

    def truncate(self, handle: int, length: int) -> None:
        self._call("truncate")
        self._disk.truncate(handle, length)

    def allocate(self, handle: int, size: int) -> None:
        self._call("allocate")
        self._disk.allocate(handle, size)

    def close(self, handle: int) -> None:
        self._disk.close(handle)
        self._call("close")

    def names(self, directory: Path) -> list[str]:
        return self._disk.names(directory)

    def make_directory(self, path: Path) -> None:
        self._call("make_directory")
        self._disk.make_directory(path)

    def rename(self, source: Path, target: Path) -> None:
        self._call("rename")
        self._disk.rename(source, target)

    def remove(self, path: Path) -> None:
        self._call("remove")
        self._disk.remove(path)

    def sync_directory(self, path: Path) -> None:
        self._call("sync_directory")
        self._disk.sync_directory(path)

    def lock(self, path: Path) -> int:
        self._call("lock")
        return self._disk.lock(path)

    def unlock(self, handle: int) -> None:
        self._disk.unlock(handle)
        self._call("unlock")

    def _call(self, name: str) -> int | None:
        self.calls.append(name)
        return self._fault(name, len(self.calls)) if self._fault else None


def failing(error: int, *names: str) -> Callable[[str, int], None]:
    """A fault at every call of these names."""

    def fault(name: str, count: int) -> None:  # noqa: ARG001 - the shape of a fault
        if name in names:
            raise OSError(error, os.strerror(error))

    return fault
