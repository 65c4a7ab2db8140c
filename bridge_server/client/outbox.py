"""What could not be sent yet: a file of facts, one JSON object a line, kept until the hub has answered each.

A line is a fact (`id`, `made`, `mark`, `command`) or says that one is done (`{"done": id}`); nothing is ever written over, so a
crash loses no line that was told as kept. When all are done the file is emptied. Several processes may share it. Whose a fact
is, is told by 16 bits of a hash of the code: enough not to send it as somebody else's, far too few to find the code by.
"""

import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.journal import Disk, Locked, this_disk

LARGEST: Final = 16 << 20
"""Bytes of an outbox: a file that is larger is something else."""
BEGINNINGS: Final = (b'{"id":', b'{"done":')
PATIENCE: Final = 5.0
"""Seconds to wait for another process that has the file in hand; each has it for the moment of one line."""


class NotAnOutbox(ValueError):  # noqa: N818 - it says what is wrong
    """The file holds something else; nothing was written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact that waits. `command` is as on the wire, perhaps still without what only the hub can tell (whose point it is);
    `made` is when it was made by this machine's clock, in ms since 1970 UTC; `mark` is that of the code it was made with."""

    id: str
    command: dict[str, Any]
    made: int
    mark: str = ""

    def made_at(self, wall: int, hub: int) -> int:
        """When it was made by the hub's clock, `wall` and `hub` being one and the same moment by both clocks."""
        return max(0, min(hub, self.made + hub - wall))


def mark_of(code: str) -> str:
    """What tells facts made with this code from those made with another."""
    return hmac.digest(b"outbox", code.encode(), "sha256")[:2].hex()


class Outbox:
    """The file at `path`, readable by its owner only. Every method raises `OSError`, and `NotAnOutbox` for another file."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.path = path
        self.refused_path = path.with_name(path.name + ".refused")
        self._disk = disk or this_disk()

    def kept(self) -> list[Kept]:
        """What waits, oldest first."""
        if not self.path.exists():
            return []
        with self._in_hand():
            return self._read()[0]

    def keep(self, one: Kept) -> None:
        """Keep a fact: on the disk when this returns."""
        with self._in_hand():
            self._read()
            self._append(self.path, {"id": one.id, "made": one.made, "mark": one.mark, "command": one.command})

    def done(self, ident: str) -> None:
        """The hub has answered it."""
        with self._in_hand():
            self._append(self.path, {"done": ident})
            waiting, whole = self._read()
            if whole and not waiting:
                self._empty()

    def refuse(self, one: Kept, code: str, text: str) -> None:
        """The hub does not accept it: put it aside, with what the hub said."""
        with self._in_hand():
            told = {"id": one.id, "made": one.made, "command": one.command, "code": code, "text": text}
            self._append(self.refused_path, told)
        self.done(one.id)

    def refused(self) -> int:
        """How many were put aside so far."""
        try:
            return self.refused_path.read_bytes().count(b"\n")
        except FileNotFoundError:
            return 0

    def _read(self) -> tuple[list[Kept], bool]:
        """What waits, and whether every line could be read."""
        try:
            with self.path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except FileNotFoundError:
            return [], True
        lines = [line for line in raw.split(b"\n") if line.strip()]
        read = [read_line(line) for line in lines]
        if len(raw) > LARGEST or (lines and read[0] is None and not lines[0].startswith(BEGINNINGS)):
            raise NotAnOutbox(self.path)
        waiting = {one.id: one for one in read if isinstance(one, Kept)}
        for one in read:
            if isinstance(one, str):
                waiting.pop(one, None)
        return list(waiting.values()), None not in read

    def _append(self, path: Path, told: dict[str, Any]) -> None:
        new = not path.exists()
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle = self._disk.open(path, "new" if new else "append")
        try:
            line = memoryview((b"" if new or ends_whole(path) else b"\n") + orjson.dumps(told) + b"\n")
            while line:
                line = line[self._disk.write(handle, line) :]
            self._disk.datasync(handle)
        finally:
            self._disk.close(handle)
        if new:
            self._disk.sync_directory(path.parent)

    def _empty(self) -> None:
        handle = self._disk.open(self.path, "append")
        try:
            self._disk.truncate(handle, 0)
            self._disk.datasync(handle)
        finally:
            self._disk.close(handle)

    @contextmanager
    def _in_hand(self) -> Iterator[None]:
        """Nobody else reads or writes meanwhile."""
        side = self.path.with_name(self.path.name + ".lock")
        if not side.parent.exists():
            side.parent.mkdir(parents=True)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                handle = self._disk.lock(side)
                break
            except Locked:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{side} is held") from None
                time.sleep(0.01)
        try:
            yield
        finally:
            self._disk.unlock(handle)


def read_line(raw: bytes) -> Kept | str | None:
    """A fact, the id of one that is done, or None for a line that is neither: torn by a crash, or not ours."""
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    match told:
        case {"done": str(ident)}:
            return ident
        case {"id": str(ident), "made": int(made), "mark": str(mark), "command": {"type": str()} as command}:
            return Kept(ident, command, made, mark)
    return None


def ends_whole(path: Path) -> bool:
    """Whether the last line of a file has its end; a crash may have left it without."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if not size:
            return True
        file.seek(-1, 2)
        return file.read(1) == b"\n"
