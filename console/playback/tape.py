"""A log as a tape: read once, verified, and from then on shown at any of its records at once.

Places are counted, not numbered: place `k` is after the first `k` records, 0 before the first and `len(tape)` after the last.
Shown instants are what faces told when a record was written, corrections of the clock included; they are what people seek by.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.journal import Chain, Damaged, read_chain
from bridge_server.journal.replay import Replay, start
from bridge_server.meeting import Meeting
from bridge_server.reports.times import parse_at

EVERY: Final = 1_000
"""Records between two copies of the meeting: so many are folded at most to show any place (some 10 ms)."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """The meeting after `place` records, with how many events nobody knew by then."""

    place: int
    meeting: Meeting
    unknown: int


@dataclass(frozen=True, slots=True)
class Condition:
    """What is special about a log. `torn_bytes` of its end were never finished; `segments` files it was read from.

    `unknown` events are of a newer program, told but not folded.
    """

    torn_bytes: int = 0
    segments: int = 1
    closed: bool = False
    unknown: int = 0
    rehearsal: bool = False
    demonstration: bool = False


class Tape:
    """A log, or a session directory with all its segments. Opening reads the header; `load` the rest."""

    def __init__(self, path: Path) -> None:
        """Raises what reading a log raises."""
        self._chain: Chain = read_chain(path)
        self.header: dict[str, Any] = self._chain.header
        self.first: int = self._chain.segments[0].first.n
        """The number of the record before the first."""
        self._lines: list[bytes] = []
        self.at = array("q")
        """The hub's instant of every record."""
        self._latest = array("q")
        """The latest shown instant up to every record: grows, though a corrected clock may go back."""
        self._shift = 0
        self.events = array("H")
        """How many events every record has."""
        self.check_ins = array("H")
        """How many of them are check-ins."""
        self.undone: dict[int, int] = {}
        """Records that were undone, by the record that did it, as it stands at the end."""
        self._end: Replay = start(self.header)
        self._copies: list[_Copy] = [_Copy(0, self._end.meeting.copy(), 0)]

    def __len__(self) -> int:
        return len(self._lines)

    # --- reading ---

    def load(self) -> Iterator[int]:
        """Read and verify it all, some records at a time, saying how many there are by now. Raises `Damaged` with its line."""
        for records in self._chain.record_blocks():
            self._take(records)
            yield len(self)

    def grow(self) -> int:
        """Take in what has been written since; how many records that was. For a log that is still being written.

        Raises `Damaged` with its line.
        """
        before = len(self)
        log = self._chain.segments[-1]
        closed, end, read = log.closed, log.end, log.lines - 1
        try:
            for lines in log.blocks(log.end, log.h):
                self._take([entry for raw in lines if "seal" not in (entry := orjson.loads(raw))])
        except Damaged as wrong:
            # Lines were counted from where the reading went on.
            raise Damaged(log.path, log.lines + 1 + read, log.end, wrong.reason) from None
        log.lines += read
        if log.end == end:
            log.closed = closed  # what was not read again is as it was
        return len(self) - before

    def _take(self, records: list[dict[str, Any]]) -> None:
        self._end.fold(records)
        for record in records:
            # A copy: what orjson gives out keeps the room of its buffer, ten times as much.
            self._lines.append(bytes(memoryview(orjson.dumps(record))))
            self.at.append(record["at"])
            shown = record["at"] + self._shift
            self._latest.append(max(shown, self._latest[-1]) if self._latest else shown)
            found = record["events"]
            self.events.append(min(len(found), 65_535))
            self.check_ins.append(min(sum(event["type"] == "CheckedIn" for event in found), 65_535))
            for event in found:
                if event["type"] == "ClockCorrected":
                    self._shift = event["milliseconds"]
                elif event["type"] == "Undone":
                    self._undo(record["n"], event["record"])
        if len(self) - self._copies[-1].place >= EVERY:
            self._copies.append(_Copy(len(self), self._end.meeting.copy(), len(self._end.unknown)))

    def _undo(self, by: int, record: int) -> None:
        """An undo that is itself undone gives back what it took."""
        for original, undo in list(self.undone.items()):
            if undo == record:
                del self.undone[original]
        self.undone[record] = by

    # --- what it is ---

    @property
    def condition(self) -> Condition:
        """What is special about it, as far as it was read."""
        chain = self._chain
        return Condition(
            chain.torn_bytes,
            len(chain.segments),
            chain.closed,
            len(self._end.unknown),
            bool(self.header["rehearsal"]),
            bool(self.header.get("demonstration")),
        )

    @property
    def meeting(self) -> Meeting:
        """As it stands at the end: names of everything that ever was. Not to be changed."""
        return self._end.meeting

    @property
    def path(self) -> Path:
        """The log's file, of its last segment."""
        return self._chain.segments[-1].path

    @property
    def last(self) -> int:
        """The number of the last record."""
        return self.first + len(self)

    # --- any place of it ---

    def record(self, place: int) -> dict[str, Any]:
        """The record that leads to `place` (from 1), as a value from JSON."""
        found: dict[str, Any] = orjson.loads(self._lines[place - 1])
        return found

    def records(self, after: int, to: int) -> list[dict[str, Any]]:
        """Those behind `after`, up to `to`."""
        found: list[dict[str, Any]] = orjson.loads(b"[" + b",".join(self._lines[after:to]) + b"]")
        return found

    def state(self, place: int) -> Replay:
        """The meeting at a place, one's own to go on with."""
        copy = self._copies[bisect_right(self._copies, place, key=lambda one: one.place) - 1]
        told = Replay(copy.meeting.copy(), self.header, self._end.unknown[: copy.unknown])
        told.fold(self.records(copy.place, place))
        return told

    def shown(self, place: int) -> int:
        """The shown instant at a place; before the first record, the instant of that one, or of the plan where there is none."""
        if not self._latest:
            return int(self._end.meeting.starts_at)
        return self._latest[max(0, place - 1)]

    @property
    def instants(self) -> Sequence[int]:
        """The shown instant of every record."""
        return self._latest

    def shown_of(self, at: int, place: int) -> int:
        """An instant of the hub's clock as faces told it at a place."""
        return at + (self._latest[place - 1] - self.at[place - 1] if 0 < place <= len(self) else 0)

    def place_at(self, shown: int) -> int:
        """How much of the log had been written by a shown instant."""
        return bisect_right(self._latest, shown)

    def place_of(self, n: int) -> int:
        """The place after record `n`, within the tape."""
        return min(max(n - self.first, 0), len(self))

    def understood(self, text: str) -> tuple[int, int]:
        """The place and the shown instant that people write as a record, a time, or a date and a time. Raises `BadAt`.

        As `bridge-server show --at` reads it, but that what lies outside of the log is its nearer end.
        """
        first, last = (self.at[0], self.at[-1]) if self.at else (None, None)
        moment = parse_at(text, meeting_start_ms=self.header["agenda"]["starts_at"], first=first, last=last)
        if moment.record is not None:
            place = self.place_of(moment.record)
            return place, self.shown(place)
        assert moment.instant is not None
        shown = min(max(moment.instant, self.shown(0)), self.shown(len(self)))
        return self.place_at(shown), shown
