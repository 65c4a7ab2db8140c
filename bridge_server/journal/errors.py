"""What can be wrong with a log or its disk: `JournalError` is always our disk's fault, never the asker's.

Each error has a stable `code` and `facts`; `journal.<code>` in the catalogue of words is its sentence in each language, and
`str()` gives the English one.
"""

# ruff: noqa: N818 - named for what is the case, as a reader of `except Full:` says it; the base class carries the suffix

import errno
from pathlib import Path
from typing import Final, Literal

from bridge_server.words import say

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class JournalError(Exception):
    """`code` is stable and names the sentence; `facts` are what it inserts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return say("en", f"journal.{self.code}", **self.facts)


class NotALog(JournalError):
    """The file is missing, empty, or does not begin with a header of a log."""

    def __init__(self, path: Path, code: Literal["no-log", "empty-log", "not-a-log"]) -> None:
        super().__init__(code, path=path)


class NewerFormat(JournalError):
    """The log was written by a newer release, whose lines this one must not guess at."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__("newer-format", path=path, found=found, known=known)


class Damaged(JournalError):
    """Bytes that were durable are no longer what was written. `line` counts from 1 (the header), `offset` is in bytes.

    Reasons: `header` (the first line), `line` (a later one, which a still later line vouches for), `layout` (the hash holds,
    yet it is neither record nor seal), `number` (a record is missing or doubled), `link` (an earlier segment does not end
    where the later one says).
    """

    def __init__(self, path: Path, line: int, offset: int, reason: Literal["header", "line", "layout", "number", "link"]) -> None:
        super().__init__(f"damaged-{reason}", path=path, line=line, offset=offset)
        self.line = line
        self.offset = offset
        self.reason = reason


class MissingSegment(JournalError):
    """A continued log whose earlier segment is not beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__("missing-segment", path=path)


class Locked(JournalError):
    """Another process, or another writer of this one, holds the log. `pid` is None when its holder left no number."""

    def __init__(self, path: Path, pid: int | None) -> None:
        if pid is None:
            super().__init__("locked-unknown", path=path)
        else:
            super().__init__("locked", path=path, pid=pid)
        self.pid = pid


class Full(JournalError):
    """No room on the disk: nothing of the batch was kept, and the same may be tried again."""

    def __init__(self, path: Path) -> None:
        super().__init__("full", path=path)


class Frozen(JournalError):
    """A sync or a write failed: what the disk holds of the last batch is unknown, and the file is not touched again."""

    def __init__(self, path: Path, why: BaseException | str) -> None:
        super().__init__("frozen", path=path, why=why)


class DiskRefused(JournalError):
    """The system refused to open, read or change a file; nothing was promised yet."""

    def __init__(self, path: Path, why: OSError) -> None:
        super().__init__("disk-refused", path=path, why=why.strerror or why)


class Stuck(JournalError):
    """The disk did not answer in time; what was under way may or may not be durable."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__("stuck", path=path, seconds=seconds)


class Closed(JournalError):
    """The journal was closed before the request came."""

    def __init__(self, path: Path) -> None:
        super().__init__("closed", path=path)


class HeadMismatch(JournalError):
    """A batch does not begin with the number after the last one: somebody else wrote, or an earlier batch failed."""

    def __init__(self, expected: int, got: int) -> None:
        super().__init__("head-mismatch", expected=expected, got=got)


class UnknownHead(JournalError):
    """The log has no such record with such a hash."""

    def __init__(self, path: Path, head: str) -> None:
        super().__init__("unknown-head", path=path, head=head)


class BadHead(JournalError):
    """The text is not a head: a number, a colon and 16 to 64 hexadecimal digits."""

    def __init__(self, text: str) -> None:
        super().__init__("bad-head", text=text)


class AlreadyThere(JournalError):
    """A log is never written over."""

    def __init__(self, path: Path) -> None:
        super().__init__("already-there", path=path)


class TargetTaken(JournalError):
    """The directory to continue into is not empty."""

    def __init__(self, path: Path) -> None:
        super().__init__("target-taken", path=path)


def refused(path: Path, error: OSError) -> Full | DiskRefused:
    """The fault behind an `OSError` met before anything was promised."""
    return Full(path) if error.errno in NO_ROOM else DiskRefused(path, error)
