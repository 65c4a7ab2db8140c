"""The one writer. Commands of all connections stand in one queue; a batch is decided on an overlay, appended, synced once,
and only then merged, answered and published. Where the disk does not keep a batch, nothing of it has happened.
"""

import asyncio
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from bridge_server.journal import Ballast, Full, Head, Journal, JournalError, Stuck
from bridge_server.meeting import Author, Command, Event, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.evolve import answer_key
from bridge_server.wire.records import encode_record

from .clock import Clock
from .logs import Log

BATCH: Final = 1000
"""Commands decided together at most: a batch must not keep its first answer waiting."""
PATIENCE: Final = 20.0
"""Seconds that the disk may take for one batch."""
CLOSING: Final = (c.CloseMeeting, c.CloseRoll, c.Adjourn, c.EndItem, c.EndTurn, c.StopHub)
"""What the room kept in reserve is for: a full disk still lets the meeting end in order."""

DiskState = Literal["open", "full", "frozen"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command is record `n` of instant `at`, durable. `again`: it had been accepted before."""

    n: int
    at: int
    again: bool = False


Answer = Accepted | Refused
"""Refusals of the hub itself have the codes `full`, `frozen`, `stopping` and `internal`; all others are the rules'."""


@dataclass(slots=True, eq=False)
class Asked:
    """A command that waits for its answer."""

    by: Author
    id: str
    command: Command
    at: float
    """When it was asked, by the loop's clock."""
    generation: int | None
    answer: "asyncio.Future[Answer]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Committed:
    """A batch that is on the disk: its records, and the meeting after them."""

    records: tuple[Record, ...]
    head: Head


class Writer:
    """Decides, keeps and answers. `published` hears of every batch kept, `disk_changed` of full, frozen and open again."""

    def __init__(
        self,
        meeting: Meeting,
        journal: Journal,
        clock: Clock,
        log: Log,
        instants: "array[int]",
        published: Callable[[Committed], None],
        disk_changed: Callable[[DiskState], None],
        ballast: Ballast | None = None,
        path: Path = Path(),
    ) -> None:
        """`instants`: those of every record so far, in order; the first belongs to record 1. `path` names the log in errors."""
        self.meeting = meeting
        self.journal = journal
        self.pending = 0
        self.stopping = False
        self.committed_at = 0.0
        """When the last batch was kept, by the loop's clock."""
        self.commit_seconds: deque[float] = deque(maxlen=1000)
        self._clock = clock
        self._log = log
        self._instants = instants
        self._published = published
        self._disk_changed = disk_changed
        self._ballast = ballast
        self._path = path
        self._queue: deque[Asked] = deque()
        self._in_hand: Asked | None = None
        self._wake = asyncio.Event()
        self._disk: DiskState = "open"

    @property
    def disk(self) -> DiskState:
        """What the log's disk takes."""
        return self._disk

    def ask(self, by: Author, ident: str, command: Command, generation: int | None = None) -> "asyncio.Future[Answer]":
        """Queue a command. Its future never fails. `generation` is that of the code its author came with (None: the hub's own):
        where that was revoked before the command's turn comes, it is refused."""
        asked = Asked(by, ident, command, asyncio.get_running_loop().time(), generation)
        if self.stopping and not isinstance(command, c.StopHub):
            asked.answer.set_result(Refused("stopping"))
        else:
            self._queue.append(asked)
            self.pending += 1
            self._wake.set()
        return asked.answer

    def waited(self, now: float) -> float:
        """How long the oldest unanswered command has waited, in seconds."""
        oldest = self._in_hand or (self._queue[0] if self._queue else None)
        return max(0.0, now - oldest.at) if oldest is not None else 0.0

    async def run(self) -> None:
        """Work off the queue, for as long as the hub lives."""
        while True:
            await self._wake.wait()
            batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            if not self._queue:
                self._wake.clear()
            if batch:
                self._in_hand = batch[0]
                await self._work_off(batch)
                self._in_hand = None
                self.pending -= len(batch)

    async def _work_off(self, batch: list[Asked]) -> None:
        if self._disk == "frozen":
            self._refuse(batch, "frozen")
            return
        try:
            await self._commit(batch)
        except Full as fault:
            self._note("full", fault)
            closing = [asked for asked in batch if isinstance(asked.command, CLOSING) and not asked.answer.done()]
            self._refuse([asked for asked in batch if asked not in closing], "full")
            if closing:
                await self._with_reserve(closing)
        except JournalError as fault:
            self._note("frozen", fault)
            self._refuse(batch, "frozen")

    def _refuse(self, batch: Sequence[Asked], code: str) -> None:
        """The disk takes nothing. What it has already is answered as it was then."""
        for asked in batch:
            if not asked.answer.done():
                asked.answer.set_result(self._known(self.meeting, asked) or Refused(code))

    def _known(self, meeting: Meeting, asked: Asked) -> Accepted | None:
        """The answer to a command that was accepted before; None for a new one."""
        n = meeting.answered.get(answer_key(str(asked.by), asked.id)) if asked.id else None
        if n is None:
            return None
        at = self._instants[n - 1] if n <= len(self._instants) else max(self._clock.now(), self.meeting.at)
        return Accepted(n, at, again=True)

    async def _with_reserve(self, batch: list[Asked]) -> None:
        """Give the room in reserve up for what ends the meeting in order."""
        try:
            if self._ballast is not None and self._ballast.held:
                self._log.warning("reserve-given-up", bytes=self._ballast.size)
                self._ballast.release()
            await self._commit(batch)
        except Full:
            self._refuse(batch, "full")
        except JournalError as fault:
            self._note("frozen", fault)
            self._refuse(batch, "frozen")

    async def _commit(self, batch: list[Asked]) -> None:
        """Decide all on one overlay, keep it, then merge, answer and publish. Raises `JournalError` with nothing changed."""
        draft, records, answers = self._decide(batch)
        if records:
            loop = asyncio.get_running_loop()
            began = loop.time()
            entries = [(record.n, encode_record(record)) for record in records]
            head = await self._kept(self.journal.append(entries))
            self.committed_at = loop.time()
            self.commit_seconds.append(self.committed_at - began)
            self.meeting.absorb(draft)
            self._instants.extend(record.at for record in records)
            self._note("open")
        for asked, answer in zip(batch, answers, strict=True):
            if not asked.answer.done():
                asked.answer.set_result(answer)
        if records:
            await asyncio.sleep(0)  # who asked hears it first
            self._published(Committed(tuple(records), head))

    def _decide(self, batch: list[Asked]) -> tuple[Meeting, list[Record], list[Answer]]:
        """The batch decided in order. A command on which our own rules break is left out, told and logged; the others go on."""
        while True:
            draft = self.meeting.draft()
            records: list[Record] = []
            answers: list[Answer] = []
            now = max(self._clock.now(), self.meeting.at)
            for asked in batch:
                try:
                    answer, record = self._one(draft, asked, now)
                except Exception as defect:  # the edge of the rules: a defect in one must not stop the meeting
                    self._log.error("defect", command=asked.command.type, by=asked.by.scope, error=repr(defect), exc_info=True)
                    asked.broken = True
                    break
                answers.append(answer)
                records += [record] if record is not None else []
            else:
                return draft, records, answers

    def _one(self, draft: Meeting, asked: Asked, now: int) -> tuple[Answer, Record | None]:
        if asked.broken:
            return Refused("internal"), None
        known = self._known(draft, asked)
        if known is not None:
            return known, None
        if asked.generation is not None and asked.generation != draft.generations.get(asked.by.scope, 0):
            return Refused("revoked"), None
        try:
            events: tuple[Event, ...] = decide(draft, asked.command, asked.by, now)
        except Refused as refused:
            return refused, None
        record = Record(draft.n + 1, now, str(asked.by), asked.id, events)
        apply(draft, record)
        return Accepted(record.n, now), record

    async def seal(self) -> None:
        """Vouch for all records before, so that damage to any can be told from a torn tail. Only while nothing waits."""
        if self._disk == "frozen" or self.pending:
            return
        try:
            await self._kept(self.journal.seal(self._clock.now()))
        except Full as fault:
            self._note("full", fault)
        except JournalError as fault:
            self._note("frozen", fault)
        else:
            self._note("open")

    async def _kept(self, promise: "Future[Head]") -> Head:
        """What the disk answers. One that does not answer is as good as broken: whether it kept the batch is unknown."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(asyncio.wrap_future(promise))
        except TimeoutError:
            raise Stuck(self._path, PATIENCE) from None

    def _note(self, state: DiskState, fault: JournalError | None = None) -> None:
        if state == self._disk or self._disk == "frozen":
            return
        if self.journal.state == "frozen":
            state = "frozen"
        self._disk = state
        facts = {"why": str(fault)} if fault is not None else {}
        (self._log.info if state == "open" else self._log.error)(f"log-{state}", **facts)
        self._disk_changed(state)
