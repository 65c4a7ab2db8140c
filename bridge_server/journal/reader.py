"""One log file read from its start: verified, parsed, and stopped before a torn tail. Never locks, never cuts."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from bridge_server.journal.disk import Disk, this_disk
from bridge_server.journal.errors import Damaged, NotALog, refused
from bridge_server.journal.files import guarded
from bridge_server.journal.format import ENDING, Head, follows, is_seal, number_of, read_header, stated
from bridge_server.journal.vouching import vouched

_BLOCK: Final = 1 << 14
"""Bytes verified and parsed at a time: small enough to stay in the processor's cache, large enough to amortise the calls."""


class Log:
    """A log file. Opening reads the header; the attributes after `first` are final once `records()` is exhausted.

    `head` last record · `h` hash of the last line, seals included · `end` bytes that are sound · `lines` how many of them,
    header included · `torn_bytes` what lies behind and may be cut · `closed` whether a closing seal is the last line.
    """

    head: Head
    h: bytes
    end: int
    lines: int
    torn_bytes: int
    closed: bool

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        """Raises `NotALog`, `NewerFormat`, `Damaged` (of the header) or `DiskRefused`."""
        self.path = path
        self._disk = disk or this_disk()
        raw = self.header_line()
        self.header: dict[str, Any] = read_header(raw, path)
        self.log: str = self.header["log"]
        self.start = len(raw)
        previous = self.header["previous"]
        self.first = Head(previous["n"], previous["h"]) if previous else Head(0, self.header["h"])
        self._rewind()

    def records(self) -> Iterator[dict[str, Any]]:
        """Every record in order, its `dur` and `h` included. Raises `Damaged` where a later line vouches for a bad one."""
        for found in self.record_blocks():
            yield from found

    def record_blocks(self) -> Iterator[list[dict[str, Any]]]:
        """As `records`, some at a time: what a long replay takes, for which one generator step a record is a tenth of it all."""
        n = self.first.n
        for lines in self.blocks():
            try:
                found = orjson.loads(b"[" + b",".join(lines) + b"]")
                follow = [line["n"] for line in found] == list(range(n + 1, n + 1 + len(lines)))
            except (orjson.JSONDecodeError, KeyError, TypeError):
                follow = False
            if not follow:
                found = self._one_by_one(lines, n)
            n += len(found)
            if found:
                h = found[-1]["h"]
                yield found
                self.head = Head(n, h)

    def header_line(self) -> bytes:
        """The raw first line."""
        with self.file() as file, guarded(self.path):
            return file.readline()

    def blocks(self, start: int | None = None, previous: bytes = b"") -> Iterator[list[bytes]]:
        """The lines after the header, or after the byte `start` where `previous` is the `h` before it, some at a time.

        Their hashes are verified, their JSON is not looked at. A log that is being written may be read.
        """
        self._rewind(start, previous)
        with self.file() as file, guarded(self.path):
            file.seek(self.end)
            while lines := file.readlines(_BLOCK):
                if not _chained(self.h, lines):
                    lines = self._sound_part(lines)
                    if not lines and not self._grown(file):
                        return
                    file.seek(self.end + sum(map(len, lines)))
                if lines:
                    self.lines += len(lines)
                    self.end += sum(map(len, lines))
                    self._tip = lines[-1]
                    self.h = stated(self._tip)
                    self.closed = is_seal(self._tip) and b',"closed":true,' in self._tip
                    yield lines

    def file(self) -> BinaryIO:
        """The raw file, from its start. Raises `NotALog` or `DiskRefused`."""
        try:
            return self._disk.reader(self.path)
        except FileNotFoundError:
            raise NotALog(self.path, "no-log") from None
        except OSError as error:
            raise refused(self.path, error) from error

    def _rewind(self, start: int | None = None, previous: bytes = b"") -> None:
        self.head = self.first
        self.h = previous or self.header["h"].encode()
        self.end = self.start if start is None else start
        self.lines = 1
        self.torn_bytes = 0
        self.closed = False
        self._tip = b""

    def _sound_part(self, lines: list[bytes]) -> list[bytes]:
        h = self.h
        for count, raw in enumerate(lines):
            if not follows(h, raw):
                return lines[:count]
            h = stated(raw)
        return lines

    def _grown(self, file: BinaryIO) -> bool:
        """Look again at an unreadable line: whether it was only half written a moment ago. Else it is torn, or `Damaged`."""
        file.seek(self.end)
        tail = file.read()
        if follows(self.h, tail[: tail.find(b"\n") + 1]):
            return True
        if vouched(tail, self.end, self.h, number_of(self._tip) if self._tip else self.first.n):
            raise Damaged(self.path, self.lines + 1, self.end, "line")
        self.torn_bytes = len(tail)
        return False

    def _one_by_one(self, lines: list[bytes], n: int) -> list[dict[str, Any]]:
        """The records among lines of which some are seals, or wrong: those name their line."""
        found: list[dict[str, Any]] = []
        line, offset = self.lines - len(lines), self.end - sum(map(len, lines))
        for raw in lines:
            line += 1
            try:
                entry = orjson.loads(raw)
                number, seal = entry["n"], "seal" in entry
            except (orjson.JSONDecodeError, KeyError, TypeError):
                raise Damaged(self.path, line, offset, "layout") from None
            if number != n + len(found) + (not seal):
                raise Damaged(self.path, line, offset, "number")
            if not seal:
                found.append(entry)
            offset += len(raw)
        return found


def _chained(previous: bytes, lines: list[bytes]) -> bool:
    """Whether every line continues the chain: one comparison for the whole block, no function of ours per line."""
    hashes = [raw[-67:-3] for raw in lines]
    right = [sha256(h + raw[:-ENDING]).hexdigest() for h, raw in zip([previous, *hashes], lines, strict=False)]
    endings = b"".join([raw[-ENDING:] for raw in lines])
    return endings == b',"h":"%b"}\n' % '"}\n,"h":"'.join(right).encode()
