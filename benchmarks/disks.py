"""Power cuts on a simulated disk: does the log keep every promise, and never cry wolf?

A `SimulatedDisk` keeps what programs see apart from what is on the platter. At a power cut each unsynced sector of 512 bytes
survives, is lost (what was there before, zeros, noise, a stale piece of the same file) or is torn, the length may or may not have
grown, names that were not synced may vanish and a truncation may be undone. One assumption: a sector that is rewritten keeps
the bytes that did not change. The seed is the report: same seed, same cuts.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from errno import ENOENT, ENOSPC
from pathlib import Path
from random import Random
from typing import BinaryIO, Final

from bridge_server.journal.appender import Appender
from bridge_server.journal.disk import How
from bridge_server.journal.errors import Full, JournalError
from bridge_server.journal.reader import Log

SECTOR: Final = 512
_DIRECTORY: Final = Path("/session")
_PATH: Final = _DIRECTORY / "session.jsonl"
_FIELDS: Final[dict[str, object]] = {
    "session": "s",
    "rehearsal": False,
    "created": 1_717_118_000_000,
    "previous": None,
    "agenda": {},
    "roster": {},
}


class PowerCut(Exception):  # noqa: N818 - not an error of anybody's: the event the harness is about
    """The machine stopped in the middle of a call."""


@dataclass(slots=True)
class _File:
    """What programs see, and what the platter holds: `size` bytes of a file, then what reached it of a tail not yet synced.

    What a synced truncation cut off reads as zeros in place, as file systems see to, but its pieces may turn up as noise.
    """

    seen: bytearray = field(default_factory=bytearray)
    platter: bytearray = field(default_factory=bytearray)
    size: int = 0
    dirty: set[int] = field(default_factory=set)
    sizes: list[int] = field(default_factory=list)
    ghost: bytes = b""

    def sync(self) -> None:
        self.platter = bytearray(self.seen)
        self.size = len(self.seen)
        self.dirty.clear()
        self.sizes.clear()

    def put(self, data: bytes) -> None:
        start = len(self.seen)
        self.seen += data
        self.dirty.update(range(start // SECTOR, (len(self.seen) + SECTOR - 1) // SECTOR))
        self.sizes.append(len(self.seen))

    def cut(self, length: int, rng: Random) -> None:
        """Some of what is cut off had reached the platter already, and is not wiped from it."""
        if rng.random() < 0.5:
            self.platter[self.size :] = self.seen[self.size :] or self.platter[self.size :]
        self.ghost = bytes(self.seen[length:]) or self.ghost
        del self.seen[length:]
        self.sizes.append(length)

    def survive(self, rng: Random) -> None:
        """Become what a power cut leaves."""
        size = rng.choice([self.size, len(self.seen), *self.sizes])
        if rng.random() < 0.3:
            size = rng.randint(min(size, self.size), max(size, self.size))
        kept = min(self.size, *self.sizes) if self.sizes else self.size
        left = self.platter.ljust(size, b"\0")
        for sector in sorted(self.dirty):
            start, end = max(kept, sector * SECTOR), (sector + 1) * SECTOR
            if start < end:
                left[start:end] = self._leftover(bytes(self.seen[start:end]).ljust(end - start, b"\0"), start, rng)
        self.platter = left
        self.size = size
        self.seen = left[:size]
        self.dirty.clear()
        self.sizes.clear()

    def _leftover(self, new: bytes, start: int, rng: Random) -> bytes:
        length = len(new)
        old = bytes(self.platter[start : start + length]).ljust(length, b"\0")
        pieces = self.seen + self.ghost
        at = rng.randrange(len(pieces) + 1)
        stale = bytes(pieces[at : at + length]).ljust(length, b"\0")
        other = rng.choice((old, bytes(length), rng.randbytes(length), stale))
        match rng.randrange(3):
            case 0:
                return new
            case 1:
                return other
            case _:
                edge = rng.randrange(length + 1)
                return new[:edge] + other[edge:]


class SimulatedDisk:
    """A seeded `Disk` in memory. `cut_in` counts calls down to a power cut; `limit` is the room of each file, in bytes.

    With `syncs=False` every sync promises and does nothing: the control.
    """

    def __init__(self, rng: Random, directories: Iterable[Path] = (_DIRECTORY,), *, syncs: bool = True) -> None:
        self.cut_in: int | None = None
        self.limit: int | None = None
        self._rng = rng
        self._syncs = syncs
        self._names: dict[Path, dict[str, _File]] = {directory: {} for directory in directories}
        self._durable: dict[Path, dict[str, _File]] = {directory: {} for directory in directories}
        self._pending: list[tuple[Path, dict[str, _File | None]]] = []
        self._handles: dict[int, _File] = {}
        self._locks: dict[int, Path] = {}
        self._last = 0

    def power_cut(self) -> None:
        """Come up again with what survived: some of the changes of names, in order, and what is left of each file."""
        for directory, change in self._pending[: self._rng.randint(0, len(self._pending))]:
            self._apply(self._durable[directory], change)
        self._pending.clear()
        self._names = {directory: dict(names) for directory, names in self._durable.items()}
        for file in {id(file): file for names in self._names.values() for file in names.values()}.values():
            file.survive(self._rng)
        self.kill()

    def kill(self) -> None:
        """Only the program ends: what it wrote is seen by the next one, and is as volatile as before."""
        self._handles.clear()
        self._locks.clear()
        self.cut_in = None
        self.limit = None

    def bytes_of(self, path: Path) -> bytearray:
        """The bytes programs see, to look at or to flip; empty when there is no such file."""
        file = self._names[path.parent].get(path.name)
        return bytearray() if file is None else file.seen

    def reader(self, path: Path) -> BinaryIO:
        return io.BytesIO(bytes(self._found(path).seen))

    def open(self, path: Path, how: How) -> int:
        self._tick()
        if how == "new":
            if path.name in self._names[path.parent]:
                raise FileExistsError(path)
            self._change(path.parent, {path.name: _File()})
        return self._handle(self._found(path))

    def write(self, handle: int, data: bytes | memoryview) -> int:
        file, whole = self._handles[handle], bytes(data)
        if self.limit is not None:
            whole = whole[: max(0, self.limit - len(file.seen))]
            if not whole:
                raise OSError(ENOSPC, "no room")
        if self._ends():
            file.put(whole[: self._rng.randint(0, len(whole))])
            raise PowerCut
        if self._rng.random() < 0.1:
            whole = whole[: self._rng.randint(1, len(whole))]
        file.put(whole)
        return len(whole)

    def datasync(self, handle: int) -> None:
        self._tick()
        if self._syncs:
            self._handles[handle].sync()

    def truncate(self, handle: int, length: int) -> None:
        self._tick()
        self._handles[handle].cut(length, self._rng)

    def allocate(self, handle: int, size: int) -> None:
        self._tick()
        self._handles[handle].put(bytes(size))

    def close(self, handle: int) -> None:
        self._tick()
        del self._handles[handle]

    def names(self, directory: Path) -> list[str]:
        return list(self._names[directory])

    def make_directory(self, path: Path) -> None:
        self._names.setdefault(path, {})
        self._durable.setdefault(path, {})

    def rename(self, source: Path, target: Path) -> None:
        self._tick()
        self._change(source.parent, {source.name: None, target.name: self._found(source)})

    def remove(self, path: Path) -> None:
        self._tick()
        self._found(path)
        self._change(path.parent, {path.name: None})

    def sync_directory(self, path: Path) -> None:
        self._tick()
        if self._syncs:
            for directory, change in self._pending:
                if directory == path:
                    self._apply(self._durable[path], change)
            self._pending = [(directory, change) for directory, change in self._pending if directory != path]

    def lock(self, path: Path) -> int:
        self._tick()
        if path in self._locks.values():
            raise BlockingIOError(path)
        handle = self._handle(_File())
        self._locks[handle] = path
        return handle

    def unlock(self, handle: int) -> None:
        del self._locks[handle]

    def _found(self, path: Path) -> _File:
        file = self._names[path.parent].get(path.name)
        if file is None:
            raise FileNotFoundError(ENOENT, "no such file", str(path))
        return file

    def _handle(self, file: _File) -> int:
        self._last += 1
        self._handles[self._last] = file
        return self._last

    def _change(self, directory: Path, change: dict[str, _File | None]) -> None:
        self._apply(self._names[directory], change)
        self._pending.append((directory, change))

    @staticmethod
    def _apply(names: dict[str, _File], change: dict[str, _File | None]) -> None:
        for name, file in change.items():
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file

    def _ends(self) -> bool:
        if self.cut_in is None:
            return False
        self.cut_in -= 1
        return self.cut_in <= 0

    def _tick(self) -> None:
        if self._ends():
            raise PowerCut


@dataclass(slots=True)
class _Tally:
    states: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn_cut: int = 0
    false_alarms: int = 0
    resurrected: int = 0
    flips: int = 0
    flips_refused: int = 0
    flips_unnoticed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Power cuts survived, and what they did.

    `lost` counts acknowledged records that are gone or altered, `resurrected` those that were answered "not kept" and are there,
    `false_alarms` sound logs that were refused. `flips` single flipped bits in durable data were refused, or set aside as torn
    (only in the last line, for which nothing vouches), or `flips_unnoticed`. `control_lost`: the same with syncs that do
    nothing, which must lose something.
    """

    states: int
    acknowledged: int
    lost: int
    torn_cut: int
    false_alarms: int
    resurrected: int
    flips: int
    flips_refused: int
    flips_unnoticed: int
    control_states: int
    control_lost: int

    def sentence(self) -> str:
        return (
            f"{self.states:,} power cuts: {self.acknowledged:,} acknowledged records, {self.lost:,} lost, "
            f"{self.resurrected:,} refused ones back, {self.torn_cut:,} torn tails cut, {self.false_alarms:,} false alarms; "
            f"{self.flips:,} flipped bits, {self.flips_refused:,} refused, {self.flips_unnoticed:,} unnoticed; "
            f"control without sync, {self.control_states:,} cuts: {self.control_lost:,} lost"
        )


class _Life:
    """One session that is cut short again and again, and what its clients were told."""

    def __init__(self, seed: int, tally: _Tally, *, syncs: bool) -> None:
        self._rng = Random(seed)
        self._tally = tally
        self._disk = SimulatedDisk(self._rng, syncs=syncs)
        self._created = False
        self._promised: dict[int, bytes] = {}
        self._refused: set[bytes] = set()
        self._serial = 0

    def live(self, cuts: int) -> bool:
        """Whether the log could be opened after each power cut."""
        for _ in range(cuts):
            self._disk.cut_in = self._rng.randint(1, 50)
            try:
                appender = self._open()
                if appender is None:
                    return False
                while True:
                    self._act(appender)
            except PowerCut:
                if self._rng.random() < 0.25:
                    self._disk.kill()
                    continue
                self._disk.power_cut()
                self._tally.states += 1
        return True

    def end(self) -> None:
        """Open once more, close in order, then flip one bit and see whether it is noticed."""
        appender = self._open()
        if appender is None:
            return
        appender.seal(1_717_118_999_000, closed=True)
        appender.release()
        content = self._disk.bytes_of(_PATH)
        sealed = content.rindex(b'{"seal":')
        at = self._rng.randrange(len(content))
        content[at] ^= 1 << self._rng.randrange(8)
        self._tally.flips += 1
        try:
            flipped = Appender.open(_PATH, disk=self._disk)
        except JournalError:
            self._tally.flips_refused += 1
        else:
            self._tally.flips_unnoticed += at < sealed or not flipped.torn_bytes
            flipped.release()

    def _open(self) -> Appender | None:
        there = bool(self._disk.bytes_of(_PATH)) or self._created
        try:
            if there:
                appender = Appender.open(_PATH, disk=self._disk)
            else:
                appender = Appender.create(_PATH, _FIELDS, log=f"{self._rng.getrandbits(128):032x}", disk=self._disk)
        except JournalError:
            self._tally.false_alarms += 1
            self._tally.lost += len(self._promised)
            return None
        self._created = True
        self._tally.torn_cut += appender.torn_bytes > 0
        self._check()
        return appender

    def _check(self) -> None:
        lines = b"".join(b"".join(block) for block in Log(_PATH, self._disk).blocks()).split(b"\n")
        found = {line[: line.rindex(b',"dur":')] + b"}" for line in lines if line.startswith(b'{"n":')}
        self._tally.lost += sum(body not in found for body in self._promised.values())
        self._tally.resurrected += len(self._refused & found)
        # what survived without a promise is durable from now on, and was not promised to be gone
        self._promised = {int(body[5 : body.index(b",")]): body for body in found}

    def _act(self, appender: Appender) -> None:
        if self._rng.random() < 0.1:
            self._disk.limit = None if self._disk.limit else len(self._disk.bytes_of(_PATH)) + self._rng.randrange(2000)
        n = appender.head.n
        batch = [(n + count, self._body(n + count)) for count in range(1, self._rng.randint(1, 9) + 1)]
        try:
            if self._rng.random() < 0.15:
                appender.seal(1_717_118_000_000 + n)
                return
            appender.append(batch)
        except Full:
            self._refused.update(body for _, body in batch)
            return
        self._promised.update(batch)
        self._tally.acknowledged += len(batch)

    def _body(self, n: int) -> bytes:
        self._serial += 1
        text = "ă" * int(self._rng.expovariate(1 / 60))
        note = f'[{{"type":"NoteTaken","text":"{text}"}}]'
        return f'{{"n":{n},"at":{1_717_118_000_000 + n},"by":"host","id":"{self._serial}","events":{note}}}'.encode()


def run(states: int, seed: int = 1) -> Outcome:
    """At least `states` power cuts over many short sessions, and a tenth as many without sync for control."""
    tally, control = _Tally(), _Tally()
    lives = seed * 1_000_000
    while tally.states < states:
        lives += 1
        life = _Life(lives, tally, syncs=True)
        if life.live(1 + lives % 4):
            life.end()
    while control.states < max(20, states // 10):
        lives += 1
        life = _Life(lives, control, syncs=False)
        if life.live(2):
            life.end()
    return Outcome(
        states=tally.states,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        torn_cut=tally.torn_cut,
        false_alarms=tally.false_alarms,
        resurrected=tally.resurrected,
        flips=tally.flips,
        flips_refused=tally.flips_refused,
        flips_unnoticed=tally.flips_unnoticed,
        control_states=control.states,
        control_lost=control.lost,
    )
