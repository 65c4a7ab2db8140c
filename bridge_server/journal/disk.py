"""The seam between the journal and the machine: all that touches a file goes through one small `Disk`.

Every method raises `OSError`. Reads for the sake of reading (`reader`) are buffered; writes never are: `write` may be short,
and nothing is durable before `datasync` returned, for the bytes, and `sync_directory`, for a name.
"""

import contextlib
import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, Protocol

from bridge_server.journal.errors import Locked

How = Literal["append", "new"]
_UNSUPPORTED: Final = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY, errno.ENOSYS})
_CHUNK: Final = 1 << 20
_FAR: Final = 0x7FFF0000
"""Windows locks bytes, and nobody else may read those: so lock one far behind the process number."""


class Disk(Protocol):
    """What the journal asks of a machine. A handle is whatever `open` or `lock` gave."""

    def reader(self, path: Path) -> BinaryIO:
        """The file, buffered, for reading from its start."""

    def open(self, path: Path, how: How) -> int:
        """A handle that writes at the end of an existing file (`append`) or of one that must not exist yet (`new`)."""

    def write(self, handle: int, data: bytes | memoryview) -> int:
        """How many bytes were taken, perhaps fewer than given."""

    def datasync(self, handle: int) -> None:
        """On return the bytes and the length are durable. After a failure the same file must never be synced again."""

    def truncate(self, handle: int, length: int) -> None:
        """Cut the file to `length` bytes."""

    def allocate(self, handle: int, size: int) -> None:
        """Take `size` bytes of real room."""

    def close(self, handle: int) -> None:
        """Give the handle back."""

    def names(self, directory: Path) -> list[str]:
        """What a directory holds, in no order."""

    def make_directory(self, path: Path) -> None:
        """Make a directory and those above it; one that is there already is fine."""

    def rename(self, source: Path, target: Path) -> None:
        """Give a file its final name at one blow."""

    def remove(self, path: Path) -> None:
        """Take a file away."""

    def sync_directory(self, path: Path) -> None:
        """On return the names in the directory are durable, where the system can say so."""

    def lock(self, path: Path) -> int:
        """Hold the side file `path` until `unlock`. Raises `Locked` with the number of the process that holds it."""

    def unlock(self, handle: int) -> None:
        """Let the side file go; it stays, for a lock on a removed file guards nothing."""


class OsDisk:
    """What all systems share. `system` is the module `os`, or one that stands in for it."""

    def __init__(self, system: Any = os) -> None:
        self._os = system

    def reader(self, path: Path) -> BinaryIO:
        return path.open("rb", buffering=_CHUNK)

    def open(self, path: Path, how: How) -> int:
        extra = self._os.O_CREAT | self._os.O_EXCL if how == "new" else 0
        return self._open(path, self._os.O_RDWR | self._os.O_APPEND | extra)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        return int(self._os.write(handle, data))

    def truncate(self, handle: int, length: int) -> None:
        self._os.ftruncate(handle, length)

    def allocate(self, handle: int, size: int) -> None:
        if hasattr(self._os, "posix_fallocate"):
            try:
                self._os.posix_fallocate(handle, 0, size)
            except OSError as error:
                if error.errno not in _UNSUPPORTED:
                    raise
            else:
                return
        zeros = memoryview(bytes(min(size, _CHUNK)))
        left = size
        while left:
            left -= self.write(handle, zeros[:left])

    def close(self, handle: int) -> None:
        self._os.close(handle)

    def names(self, directory: Path) -> list[str]:
        return list(self._os.listdir(directory))

    def make_directory(self, path: Path) -> None:
        self._os.makedirs(path, mode=0o700, exist_ok=True)

    def rename(self, source: Path, target: Path) -> None:
        self._os.replace(source, target)

    def remove(self, path: Path) -> None:
        self._os.remove(path)

    def lock(self, path: Path) -> int:
        handle = self._open(path, self._os.O_RDWR | self._os.O_CREAT)
        try:
            if not self._hold(handle):
                raise Locked(path, self._holder(handle))
        except BaseException:
            self._os.close(handle)
            raise
        with contextlib.suppress(OSError):  # the number is a courtesy; a full disk must not stop a reopening
            self._os.ftruncate(handle, 0)
            self._os.lseek(handle, 0, os.SEEK_SET)
            self._os.write(handle, b"%d\n" % self._os.getpid())
        return handle

    def unlock(self, handle: int) -> None:
        self._os.close(handle)

    def _open(self, path: Path, flags: int) -> int:
        return int(self._os.open(path, flags | getattr(self._os, "O_BINARY", 0), 0o600))

    def _holder(self, handle: int) -> int | None:
        self._os.lseek(handle, 0, os.SEEK_SET)
        digits = bytes(self._os.read(handle, 20)).strip()
        return int(digits) if digits.isdigit() else None

    def _hold(self, handle: int) -> bool:
        """Take the lock, or say that somebody else has it."""
        raise NotImplementedError


class PosixDisk(OsDisk):
    """Linux and what resembles it: `fdatasync`, directories that can be synced, `flock`."""

    def __init__(self, system: Any = os, fcntl: Any = None) -> None:
        super().__init__(system)
        self._fcntl = fcntl or import_module("fcntl")

    def datasync(self, handle: int) -> None:
        self._os.fdatasync(handle)

    def sync_directory(self, path: Path) -> None:
        handle = self._open(path, self._os.O_RDONLY | self._os.O_DIRECTORY)
        try:
            self._sync_names(handle)
        finally:
            self._os.close(handle)

    def _sync_names(self, handle: int) -> None:
        self._os.fsync(handle)

    def _hold(self, handle: int) -> bool:
        try:
            self._fcntl.flock(handle, self._fcntl.LOCK_EX | self._fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class MacDisk(PosixDisk):
    """macOS, where `fsync` leaves the bytes in the drive's own cache and `F_FULLFSYNC` does not.

    Some file systems (network ones) do not know `F_FULLFSYNC`; there `fsync` is the most there is.
    """

    def datasync(self, handle: int) -> None:
        try:
            self._fcntl.fcntl(handle, self._fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
            self._os.fsync(handle)

    def _sync_names(self, handle: int) -> None:
        self.datasync(handle)


class WindowsDisk(OsDisk):
    """Windows: `fsync` commits, directories cannot be synced (NTFS journals names itself), a byte is locked."""

    def __init__(self, system: Any = os, msvcrt: Any = None) -> None:
        super().__init__(system)
        self._msvcrt = msvcrt or import_module("msvcrt")

    def datasync(self, handle: int) -> None:
        self._os.fsync(handle)

    def sync_directory(self, path: Path) -> None:
        """Nothing to do, and nothing that could be done."""

    def _hold(self, handle: int) -> bool:
        self._os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            self._msvcrt.locking(handle, self._msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True


def this_disk(platform: str = sys.platform) -> Disk:
    """The disk of this machine: the one place that asks which system it is."""
    if platform == "win32":
        return WindowsDisk()
    return MacDisk() if platform == "darwin" else PosixDisk()
