"""What the hub needs of a journal, whatever keeps it."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from bridge_server.journal.appender import State
from bridge_server.journal.format import Head


class Journal(Protocol):
    """An open log of one session with one writer. What its futures promise is durable; nothing else is.

    Futures fail with a `JournalError` and cannot be cancelled: what was queued has a number.
    """

    @property
    def log(self) -> str:
        """The random id of the log."""

    @property
    def head(self) -> Head:
        """The last durable record."""

    @property
    def state(self) -> State:
        """`full` resumes by itself, `frozen` never does; `frozen` also outlives closing."""

    def append(self, entries: Sequence[tuple[int, bytes]]) -> "Future[Head]":
        """Keep these records, whose numbers follow the last queued one. A body is one compact JSON object, `{"n":<number>,`
        first. Fails with `HeadMismatch`, `Full`, `Frozen` or `Closed`, and then nothing queued behind it is kept either.
        """

    def seal(self, at: int) -> "Future[Head]":
        """Vouch for every record before: written when the hub has been idle for a while. `at` in milliseconds."""

    def close(self, at: int, timeout: float = 10.0) -> bool:
        """Finish what is queued, write the closing seal, let go. Returns whether that seal is durable; twice is harmless.

        Raises `Stuck` when the disk does not answer within `timeout` seconds; all futures have failed then.
        """
