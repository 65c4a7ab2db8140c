"""Lines put on the disk, one call at a time: the chain, the numbers, the durable length. Not for two threads."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NoReturn

from bridge_server.journal.disk import Disk, this_disk
from bridge_server.journal.errors import NO_ROOM, AlreadyThere, Closed, Frozen, Full, HeadMismatch
from bridge_server.journal.files import guarded, place, write_all
from bridge_server.journal.format import Head, header_line, seal_body, sign
from bridge_server.journal.recover import recover

State = Literal["open", "full", "frozen", "closed"]


class Appender:
    """The one writer of a log file, whose side file it has locked.

    `head` is the last durable record, `durable` the bytes known to be on the disk, `torn_bytes` what opening cut. `state`:
    `full` tries again at the next call, `frozen` never touches the file again.
    """

    def __init__(self, disk: Disk, path: Path, lock: int) -> None:
        """Recover the log under a lock that is already held; see `create` and `open`."""
        self._disk = disk
        self._lock = lock
        self.path = path
        self._handle, log = recover(disk, path)
        self.log = log.log
        self.header = log.header
        self.head = log.head
        self.torn_bytes = log.torn_bytes
        self.durable = log.end
        self._h = log.h
        self.state: State = "open"
        self._why: BaseException | None = None

    @classmethod
    def create(cls, path: Path, fields: Mapping[str, object] | bytes, *, log: str, disk: Disk | None = None) -> "Appender":
        """A new log with this header, durable on return. Raises `AlreadyThere`, `Locked`, `Full`, `Frozen`, `DiskRefused`."""
        return cls._locked(disk or this_disk(), path, header_line(log, fields))

    @classmethod
    def open(cls, path: Path, *, disk: Disk | None = None) -> "Appender":
        """A log that is there, its torn tail set aside. Raises also what `recover` raises."""
        return cls._locked(disk or this_disk(), path, None)

    @classmethod
    def _locked(cls, disk: Disk, path: Path, header: bytes | None) -> "Appender":
        with guarded(path):
            lock = disk.lock(path.with_name(path.name + ".lock"))
        try:
            if header is not None:
                with guarded(path):
                    if path.name in disk.names(path.parent):
                        raise AlreadyThere(path)
                place(disk, path, [header])
            return cls(disk, path, lock)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.unlock(lock)
            raise

    def append(self, entries: Sequence[tuple[int, bytes]]) -> Head:
        """Write the numbered bodies in one go, sync once, and return the new head.

        Raises `HeadMismatch`, `Full` (nothing of it is kept), `Frozen` (what is kept is unknown) or `Closed`.
        """
        n, h, durable, lines = self.head.n, self._h, self.durable, []
        for number, body in entries:
            n += 1
            if number != n:
                raise HeadMismatch(n, number)
            line, h = sign(h, body, durable)
            lines.append(line)
        self._put(b"".join(lines), h)
        if lines:
            self.head = Head(n, h.decode())
        return self.head

    def seal(self, at: int, *, closed: bool = False) -> Head:
        """Write and sync a seal: from then on damage to any record can be told from a torn tail."""
        self._put(*sign(self._h, seal_body(at, self.head.n, closed=closed), self.durable))
        return self.head

    def freeze(self, why: BaseException) -> None:
        """Never write, truncate or sync this file again."""
        if self.state != "closed":
            self.state = "frozen"
            self._why = why

    def release(self) -> None:
        """Give file and lock back without another byte; a frozen appender stays `frozen`. Never raises."""
        handles, self._handle, self._lock = (self._handle, self._lock), -1, -1
        if handles[0] < 0:
            return
        if self.state != "frozen":
            self.state = "closed"
        with contextlib.suppress(OSError):
            self._disk.close(handles[0])
        with contextlib.suppress(OSError):
            self._disk.unlock(handles[1])

    def refusal(self) -> Frozen | Closed | None:
        """Why nothing can be written any more, if so."""
        if self.state == "frozen":
            return Frozen(self.path, self._why or "")
        return Closed(self.path) if self.state == "closed" else None

    def _put(self, data: bytes, h: bytes) -> None:
        gone = self.refusal()
        if gone is not None:
            raise gone
        try:
            write_all(self._disk, self._handle, data)
        except OSError as error:
            if error.errno not in NO_ROOM:
                self._fail(error)
            self._roll_back(error)
        try:
            self._disk.datasync(self._handle)
        except OSError as error:
            self._fail(error)
        self.durable += len(data)
        self._h = h
        self.state = "open"

    def _roll_back(self, why: OSError) -> NoReturn:
        """Back to the last durable byte, durably: who is told "not kept" must not find it kept after a power cut."""
        try:
            self._disk.truncate(self._handle, self.durable)
            self._disk.datasync(self._handle)
        except OSError as error:
            self._fail(error)
        self.state = "full"
        raise Full(self.path) from why

    def _fail(self, why: OSError) -> NoReturn:
        self.freeze(why)
        raise Frozen(self.path, why) from why
