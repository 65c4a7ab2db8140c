"""Room kept in reserve beside a log, so that a full disk still lets the meeting close in order."""

import contextlib
from pathlib import Path
from typing import Final

from bridge_server.journal.disk import Disk, this_disk
from bridge_server.journal.files import guarded

SIZE: Final = 32 * 1024 * 1024


class Ballast:
    """A preallocated file, given up by `release` when the disk is full. `held` says whether the room is in reserve."""

    def __init__(self, path: Path, size: int = SIZE, disk: Disk | None = None) -> None:
        """`size` in bytes; nothing is touched yet."""
        self.path = path
        self.size = size
        self.held = False
        self._disk = disk or this_disk()

    def reserve(self) -> None:
        """Take the room, afresh if an earlier run left some. Raises `Full` (and keeps none of it) or `DiskRefused`."""
        self.release()
        with guarded(self.path):
            handle = self._disk.open(self.path, "new")
            try:
                self._disk.allocate(handle, self.size)
            except BaseException:
                self._disk.close(handle)
                with contextlib.suppress(OSError):
                    self._disk.remove(self.path)
                raise
            self._disk.close(handle)
        self.held = True

    def release(self) -> None:
        """Give the room back; none there is fine. Raises `DiskRefused`."""
        self.held = False
        with guarded(self.path), contextlib.suppress(FileNotFoundError):
            self._disk.remove(self.path)
