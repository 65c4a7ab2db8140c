"""The log as a console gets it: checked line by line against its own chain, so that nothing can be missing or altered."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bridge_server.journal import is_seal
from bridge_server.journal.format import follows, read_header, stated
from bridge_server.wire.frames import Position


class Broken(Exception):  # noqa: N818 - it is what the chain is then
    """A line does not follow from the one before: what comes is not the log that was being read."""


@dataclass(slots=True)
class Following:
    """Where a reader of the stream stands. `header` is the first segment's."""

    header: dict[str, Any] | None = None
    log: str = ""
    n: int = 0
    record_h: bytes = b""
    """The hash of the last record."""
    h: bytes = b""
    """The hash of the last line, seals included."""
    resume_h: bytes = b""
    """The hash that the first line behind the position is chained to: the last record's, or that of a header before any."""

    @property
    def position(self) -> Position | None:
        """What to say in `Hello` to go on here."""
        return Position(self.log, self.n, self.record_h.decode()[:16]) if self.record_h else None

    def resumed(self, held: bool) -> None:
        """A new connection was welcomed: it goes on behind the last record, or begins anew."""
        if held:
            self.h = self.resume_h
        else:
            self.header, self.log, self.n = None, "", 0
            self.record_h = self.h = self.resume_h = b""

    def take(self, lines: list[bytes]) -> Iterator[dict[str, Any]]:
        """The records among these raw lines, each checked. Raises `Broken`, and `JournalError` for a header of a newer format."""
        for raw in lines:
            if raw.startswith(b'{"format":'):
                self._take_header(raw)
                continue
            if not self.h or not follows(self.h, raw):
                raise Broken(self.n)
            self.h = stated(raw)
            if is_seal(raw):
                continue
            record = orjson.loads(raw)
            if record.get("n") != self.n + 1:
                raise Broken(self.n)
            self.n = record["n"]
            self.record_h = self.resume_h = self.h
            yield record

    def _take_header(self, raw: bytes) -> None:
        header = read_header(raw, Path("session.jsonl"))
        previous = header["previous"]
        if self.header is None:
            self.header = header
            self.n = previous["n"] if previous else 0
        elif not previous or (previous["n"], previous["h"].encode()) != (self.n, self.record_h):
            raise Broken(self.n)
        self.log = header["log"]
        self.h = self.resume_h = stated(raw)
        # A log (or a segment) without records of its own is named by its header, or by the head it continues.
        self.record_h = previous["h"].encode() if previous else self.h
