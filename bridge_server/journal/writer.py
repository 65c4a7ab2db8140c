"""The journal in a file: one thread drains the queue, writes it in one go, syncs once, and answers afterwards."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

from bridge_server.journal.appender import Appender, State
from bridge_server.journal.disk import Disk
from bridge_server.journal.errors import Closed, Frozen, Full, HeadMismatch, JournalError, Stuck
from bridge_server.journal.format import Head

_IDLE: Final = 60.0
"""Seconds between looks at an empty queue; a request wakes the thread at once."""


def _promise() -> "Future[Head]":
    future: Future[Head] = Future()
    future.set_running_or_notify_cancel()  # it has a number from here on: no cancelling
    return future


@dataclass(frozen=True, slots=True)
class _Job:
    """Records to append, or a seal when `seal_at` is given."""

    entries: Sequence[tuple[int, bytes]] = ()
    seal_at: int | None = None
    closed: bool = False
    future: "Future[Head]" = field(default_factory=_promise)


class FileJournal:
    """The `Journal` port over one file. Made by `create` or `open`, which serve only what is durable."""

    def __init__(self, appender: Appender) -> None:
        """Take over an appender that nobody else uses, and start its thread."""
        self._appender = appender
        self._wake = Condition()
        self._queue: deque[_Job] = deque()
        self._in_hand: list[_Job] = []
        self._next = appender.head.n + 1
        self._closing: _Job | None = None
        self._stuck = False
        self._thread = Thread(target=self._run, name=f"journal {appender.path.name}", daemon=True)
        self._thread.start()

    @classmethod
    def create(cls, path: Path, fields: Mapping[str, object] | bytes, *, log: str, disk: Disk | None = None) -> "FileJournal":
        """Make a new log. `fields`: session, rehearsal, created (ms), previous, agenda, roster; `log` from `new_log_id()`.

        Raises `AlreadyThere`, `Locked`, `Full`, `Frozen` or `DiskRefused`; `ValueError` for a header that lacks a field.
        """
        return cls(Appender.create(path, fields, log=log, disk=disk))

    @classmethod
    def open(cls, path: Path, *, disk: Disk | None = None) -> "FileJournal":
        """Open a log to go on; `torn_bytes` says how much of a torn tail was set aside.

        Raises `NotALog`, `NewerFormat`, `Damaged`, `Locked`, `Full`, `Frozen` or `DiskRefused`.
        """
        return cls(Appender.open(path, disk=disk))

    @property
    def path(self) -> Path:
        return self._appender.path

    @property
    def log(self) -> str:
        return self._appender.log

    @property
    def header(self) -> dict[str, Any]:
        return self._appender.header

    @property
    def torn_bytes(self) -> int:
        return self._appender.torn_bytes

    @property
    def durable(self) -> int:
        """How many bytes of the file are known to be on the disk."""
        return self._appender.durable

    @property
    def head(self) -> Head:
        return self._appender.head

    @property
    def state(self) -> State:
        if self._stuck or self._appender.state == "frozen":
            return "frozen"
        return "closed" if self._closing is not None else self._appender.state

    def append(self, entries: Sequence[tuple[int, bytes]]) -> "Future[Head]":
        """See the port. Raises `ValueError` for a body that is no record line: that is a bug, not a fault of the disk."""
        for number, body in entries:
            if not body.startswith(b'{"n":%d,' % number) or not body.endswith(b"}") or b"\n" in body:
                raise ValueError(f"not the body of record {number}: {body[:40]!r}")
        job = _Job(entries)
        with self._wake:
            refusal = self._refusal()
            if refusal is None and entries and entries[0][0] != self._next:
                refusal = HeadMismatch(self._next, entries[0][0])
            if refusal is None and [number for number, _ in entries] != list(range(self._next, self._next + len(entries))):
                raise ValueError("the numbers of a batch do not follow one another")
            if refusal is None:
                self._next += len(entries)
                self._hand_over(job)
        if refusal is not None:
            job.future.set_exception(refusal)
        return job.future

    def seal(self, at: int) -> "Future[Head]":
        """See the port."""
        job = _Job(seal_at=at)
        with self._wake:
            refusal = self._refusal()
            if refusal is None:
                self._hand_over(job)
        if refusal is not None:
            job.future.set_exception(refusal)
        return job.future

    def close(self, at: int, timeout: float = 10.0) -> bool:
        """See the port."""
        with self._wake:
            if self._closing is None:
                self._closing = _Job(seal_at=at, closed=True)
                self._hand_over(self._closing)
            last = self._closing
        self._thread.join(timeout)
        if self._thread.is_alive():
            self._stuck = True
            fault = Stuck(self.path, timeout)
            with self._wake:
                left = [*self._in_hand, *self._queue]
                self._queue.clear()
            _fail(left, fault)
            raise fault
        _fail([last], self._appender.refusal() or Closed(self.path))  # the thread may have died before it came to this
        return last.future.exception(timeout=0) is None

    def _refusal(self) -> JournalError | None:
        if self._stuck:
            return Frozen(self.path, "stuck")
        gone = self._appender.refusal()
        if isinstance(gone, Frozen):
            return gone
        return Closed(self.path) if self._closing is not None else gone

    def _hand_over(self, job: _Job) -> None:
        self._queue.append(job)
        self._wake.notify()

    def _run(self) -> None:
        why: BaseException = Closed(self.path)
        try:
            while self._closing is None or not self._closing.future.done():
                with self._wake:
                    while not self._queue:
                        self._wake.wait(_IDLE)
                    self._in_hand = list(self._queue)
                    self._queue.clear()
                self._drain()
        except BaseException as error:  # the thread's edge: whoever waits must be told, whatever it was
            why = error
            self._appender.freeze(error)
        finally:
            self._appender.release()
            with self._wake:
                left = [*self._in_hand, *self._queue]
                self._queue.clear()
            _fail(left, self._appender.refusal() or Frozen(self.path, why))

    def _drain(self) -> None:
        """All that was queued: records together under one sync, a seal for itself, since it vouches for what is durable."""
        for seal, group in groupby(list(self._in_hand), key=lambda job: job.seal_at):
            jobs = [job for job in group if not job.future.done()]
            if seal is None:
                entries = [entry for job in jobs for entry in job.entries]
                self._settle(jobs, partial(self._appender.append, entries))
            else:
                for job in jobs:
                    self._settle([job], partial(self._appender.seal, seal, closed=job.closed))
        self._in_hand = []

    def _settle(self, jobs: list[_Job], work: Callable[[], Head]) -> None:
        if not jobs:
            return
        try:
            head = work()
        except (Full, Frozen, Closed) as fault:
            self._drop(fault)
            _fail(jobs, fault)
        else:
            for job in jobs:
                with suppress(InvalidStateError):
                    job.future.set_result(head)

    def _drop(self, fault: JournalError) -> None:
        """Fail all that was queued behind a batch that is not kept: it was numbered after it. Only the closing is still tried."""
        with self._wake:
            waiting = [*self._in_hand, *self._queue]
            self._queue = deque(job for job in self._queue if job.closed)
            self._next = self._appender.head.n + 1
        _fail([job for job in waiting if not job.closed], fault)


def _fail(jobs: Sequence[_Job], fault: JournalError) -> None:
    for job in jobs:
        with suppress(InvalidStateError):
            job.future.set_exception(fault)
