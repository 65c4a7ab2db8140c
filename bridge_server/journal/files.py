"""Whole files made durable, and what a failing system call means."""

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from os import strerror
from pathlib import Path

from bridge_server.journal.disk import Disk
from bridge_server.journal.errors import Frozen, refused


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """An `OSError` inside becomes `Full` or `DiskRefused`."""
    try:
        yield
    except OSError as error:
        raise refused(path, error) from error


@contextmanager
def syncing(path: Path) -> Iterator[None]:
    """An `OSError` inside becomes `Frozen`: after a failed sync the system may forget the bytes and say nothing more."""
    try:
        yield
    except OSError as error:
        raise Frozen(path, error) from error


def write_all(disk: Disk, handle: int, data: bytes) -> None:
    """Write every byte, however short each write is. Raises `OSError`; a write that takes nothing is a full disk."""
    view = memoryview(data)
    while view:
        taken = disk.write(handle, view)
        if taken <= 0:
            raise OSError(ENOSPC, strerror(ENOSPC))
        view = view[taken:]


def place(disk: Disk, path: Path, chunks: Iterable[bytes]) -> None:
    """Make `path` whole and durable or not at all: written beside it as `.new`, synced, renamed, its directory synced.

    An older `path` is replaced, and a `.new` left by a crash as well. Raises `Full`, `Frozen` or `DiskRefused`.
    """
    new = path.with_name(path.name + ".new")
    with guarded(path):
        if new.name in disk.names(path.parent):
            disk.remove(new)
    create(disk, new, chunks)
    with guarded(path):
        disk.rename(new, path)
    with syncing(path):
        disk.sync_directory(path.parent)


def create(disk: Disk, path: Path, chunks: Iterable[bytes]) -> None:
    """Make the new file `path` and sync its bytes; its name is the caller's to sync. A failure takes it away again."""
    with guarded(path):
        handle = disk.open(path, "new")
    try:
        try:
            with guarded(path):
                for chunk in chunks:
                    write_all(disk, handle, chunk)
            with syncing(path):
                disk.datasync(handle)
        finally:
            with guarded(path):
                disk.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(path)
        raise
