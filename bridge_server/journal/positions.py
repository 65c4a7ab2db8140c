"""Where a reader stands in a log, and what came after."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bridge_server.journal.chain import Chain, read_chain
from bridge_server.journal.disk import Disk
from bridge_server.journal.format import Head, is_seal, number_of, stated
from bridge_server.journal.reader import Log


@dataclass(frozen=True, slots=True)
class Position:
    """After record `n` of the log with this id; `h16` is how its hash begins, 16 hexadecimal digits.

    Number and id alone are not enough: an older copy of the log may have been put back and have gone on differently.
    """

    log: str
    n: int
    h16: str

    @classmethod
    def of(cls, log: str, head: Head) -> "Position":
        return cls(log, head.n, head.h[:16])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a position lies: the byte after its record, and the whole hash the next line is chained to."""

    offset: int
    h: bytes


def locate(log: Log, position: Position) -> Place | None:
    """Where `position` lies in this one file, or None when it no longer holds. Checks its hash, not the chain before it."""
    if position.log != log.log or len(position.h16) != 16:
        return None
    if position.n == log.first.n:
        return Place(log.start, log.header["h"].encode()) if log.first.h.startswith(position.h16) else None
    beginning = b'{"n":%d,' % position.n
    with log.file() as file:
        file.seek(log.start)
        offset = log.start
        for raw in file:
            offset += len(raw)
            if raw.startswith(beginning):
                h = stated(raw)
                return Place(offset, h) if h.startswith(position.h16.encode()) else None
    return None


def lines_after(source: Path | Chain, position: Position, up_to: int | None = None, disk: Disk | None = None) -> Iterator[bytes]:
    """Every raw line behind `position`, verified, seals and the headers of later segments included, so the chain can be followed.

    With `up_to`, nothing behind that record: what lies there may not be durable yet. Raises `LookupError` at the first step
    when the position does not hold, and `Damaged` where the chain breaks.
    """
    chain = source if isinstance(source, Chain) else read_chain(source, disk)
    found: Place | None = None
    for log in chain.segments:
        if found is None:
            found = locate(log, position)
            if found is None:
                continue
            blocks = log.blocks(found.offset, found.h)
        else:
            yield log.header_line()
            blocks = log.blocks()
        for lines in blocks:
            for raw in lines:
                if up_to is not None and not is_seal(raw) and number_of(raw) > up_to:
                    return
                yield raw
    if found is None:
        raise LookupError(position)
