"""What consoles and mirrors get: the log itself, byte for byte. First what they have not seen, in chunks that they confirm; then
every batch as it is kept. Only what the disk has is ever sent.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bridge_server.journal import Log, Position, is_seal, locate
from bridge_server.journal.format import number_of
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import Position as ToldPosition
from bridge_server.wire.frames import Records

from .limits import Limits
from .peer import Peer, tell


@dataclass(slots=True)
class Reader:
    """Where one console is: the place up to which it was sent the log, and what it has confirmed."""

    file: int
    """Which segment."""
    offset: int
    n: int
    """The last record sent."""
    confirmed: int
    live: bool = False
    unconfirmed_since: float | None = None
    """Since when it owes a confirmation, by the loop's clock."""


class Consoles:
    """Streams the segments of a log. `end` is how many bytes of the last segment may be sent: what is durable."""

    def __init__(
        self, segments: list[Log], end: int, n: int, limits: Limits, failed: Callable[[Peer, BaseException], None]
    ) -> None:
        """`segments` have been read to their ends; `end` and `n` are the last byte and the last record of the log. `failed` hears
        of a reader for whom the log could not be read."""
        self._failed = failed
        self._segments = segments
        self._ends = [log.end for log in segments[:-1]] + [end]
        self._tail = segments[-1].path.open("rb", buffering=0)
        self._n = n
        self._limits = limits
        self._readers: dict[Peer, Reader] = {}
        self._confirmed: dict[Peer, asyncio.Event] = {}
        self._tasks: dict[Peer, asyncio.Task[None]] = {}

    def place(self, position: ToldPosition | None) -> Reader | None:
        """Where to go on for a client that stopped at `position`; None where that no longer holds. Reads the file: slow."""
        if position is None:
            return None
        for index, log in enumerate(self._segments):
            found = locate(log, Position(position.log, position.n, position.h[:16]))
            if found is not None and found.offset <= self._ends[index]:
                return Reader(index, found.offset, position.n, position.n)
        return None

    def join(self, peer: Peer, reader: Reader | None) -> None:
        """Send the log from there, or from its header."""
        first = self._segments[0].first.n
        self._readers[peer] = reader or Reader(0, 0, first, first)
        self._confirmed[peer] = asyncio.Event()
        task = self._tasks[peer] = asyncio.get_running_loop().create_task(self._catch_up(peer))
        task.add_done_callback(partial(self._ended, peer))

    def _ended(self, peer: Peer, task: asyncio.Task[None]) -> None:
        defect = None if task.cancelled() else task.exception()
        if defect is not None:
            self._failed(peer, defect)

    def leave(self, peer: Peer) -> None:
        """It is gone."""
        self._readers.pop(peer, None)
        self._confirmed.pop(peer, None)
        task = self._tasks.pop(peer, None)
        if task is not None:
            task.cancel()

    def confirm(self, peer: Peer, n: int) -> bool:
        """The client has taken records up to `n`; whether that is news."""
        reader = self._readers.get(peer)
        if reader is None or not reader.confirmed < n <= reader.n:
            return False
        reader.confirmed = n
        reader.unconfirmed_since = None if n == reader.n else asyncio.get_running_loop().time()
        self._confirmed[peer].set()
        return True

    def catching_up(self, peer: Peer) -> bool:
        """Whether it is still being sent what had happened before it came."""
        reader = self._readers.get(peer)
        return reader is not None and not reader.live

    def behind(self, now: float) -> list[Peer]:
        """Those who have owed a confirmation for too long."""
        limit = self._limits.behind
        return [
            peer for peer, at in self._readers.items() if at.unconfirmed_since is not None and now - at.unconfirmed_since > limit
        ]

    def grown(self, end: int) -> None:
        """The log is durable up to the byte `end`: send what is new to all that are up to date."""
        start = self._ends[-1]
        if end <= start:
            return
        self._ends[-1] = end
        self._tail.seek(start)
        raw = self._tail.read(end - start)
        first, self._n = numbers(raw, self._n)
        live = [peer for peer, reader in self._readers.items() if reader.live]
        if live:
            tell(live, chunk(raw, first, self._n, more=False))
            now = asyncio.get_running_loop().time()
            for peer in live:
                self._sent(self._readers[peer], end, self._n, now)

    def close(self) -> None:
        """Send nothing more."""
        for task in self._tasks.values():
            task.cancel()
        self._tail.close()

    @staticmethod
    def _sent(reader: Reader, offset: int, n: int, now: float) -> None:
        reader.offset = offset
        if n > reader.n:
            reader.n = n
            if reader.unconfirmed_since is None:
                reader.unconfirmed_since = now

    async def _catch_up(self, peer: Peer) -> None:
        """Chunk after chunk, never more than a few ahead of what is confirmed, until it is up to date."""
        reader, event = self._readers[peer], self._confirmed[peer]
        loop = asyncio.get_running_loop()
        sent: list[int] = []
        while True:
            if reader.offset >= self._ends[reader.file]:
                if reader.file + 1 == len(self._segments):
                    reader.live = True  # no await since the last look: nothing can have come between
                    return
                reader.file, reader.offset = reader.file + 1, 0
            log, end = self._segments[reader.file], self._ends[reader.file]
            raw = await asyncio.to_thread(read_lines, log.path, reader.offset, end, self._limits.chunk)
            first, last = numbers(raw, reader.n)
            more = reader.offset + len(raw) < self._ends[-1] or reader.file + 1 < len(self._segments)
            peer.send_bytes(chunk(raw, first, last, more=more))
            self._sent(reader, reader.offset + len(raw), last, loop.time())
            sent.append(last)
            while len([n for n in sent if n > reader.confirmed]) >= self._limits.ahead:
                event.clear()
                await event.wait()
            sent = [n for n in sent if n > reader.confirmed]


def chunk(raw: bytes, first: int, last: int, *, more: bool) -> bytes:
    """Whole lines of the log behind the frame that tells their numbers."""
    return encode(Records(first, last, more)) + b"\n" + raw.rstrip(b"\n")


def read_lines(path: Path, start: int, end: int, size: int) -> bytes:
    """Whole lines from byte `start`, at most `size` bytes of them where one line is not longer, none beyond byte `end`."""
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        raw = file.read(min(size, end - start))
        while not raw.endswith(b"\n") and start + len(raw) < end:
            whole = raw.rfind(b"\n") + 1
            if whole:
                return raw[:whole]
            rest = file.read(min(size, end - start - len(raw)))
            if not rest:
                raise OSError(f"{path} ends before byte {end}")
            raw += rest
    return raw


def numbers(raw: bytes, before: int) -> tuple[int, int]:
    """The numbers of the first and last record among whole lines; one after the last sent and that one where there is none."""
    last = before
    for line in reversed(raw.splitlines()):
        if line.startswith(b'{"n":') or is_seal(line):
            last = number_of(line)
            break
    return before + 1, max(last, before)
