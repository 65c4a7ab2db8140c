"""An error at every single call of a whole session, one after the other: whatever the state then, it is never a wrong one."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge_server.journal import Disk, FileJournal, JournalError, continue_into, read_chain

from .kit import FIELDS, LOG_ID, OTHER_ID, PATIENCE, FaultyDisk, body

ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EROFS": errno.EROFS}


class Session:
    """Create, append, seal, close, reopen with a torn tail, append, continue, append; and what the clients were told."""

    def __init__(self, directory: Path, disk: Disk) -> None:
        self.first, self.second = directory / "one", directory / "two"
        self.disk = disk
        self.kept: dict[int, bytes] = {}
        self.frozen: list[list[bytes]] = []
        self.serial = 0

    def run(self) -> Path:
        """Where the log is at the end. A fault happens once, so whatever was refused is tried once more."""
        self.first.mkdir(parents=True)
        path = self.first / "session.jsonl"
        self.life(lambda: FileJournal.create(path, FIELDS, log=LOG_ID, disk=self.disk) if not path.exists() else self.open(path))
        with path.open("ab") as file:
            file.write(b'{"n":99,"at"')
        self.life(lambda: self.open(path))
        for attempt in range(2):
            try:
                continue_into(self.first, self.second, log=OTHER_ID, created=3, disk=self.disk)
                break
            except JournalError:
                assert not (self.second / "session.jsonl").exists() or attempt == 0
                self.second = self.second.with_name(f"two-{attempt}")
        self.life(lambda: self.open(self.second / "session.jsonl"))
        return self.second

    def open(self, path: Path) -> FileJournal:
        return FileJournal.open(path, disk=self.disk)

    def life(self, opening: Callable[[], FileJournal]) -> None:
        """Open, three batches and a seal, close; once more if it was refused or froze."""
        for attempt in range(2):
            try:
                journal = opening()
            except JournalError:
                assert attempt == 0
                continue
            for size in (1, 3, 2):
                self.batch(journal, size)
            journal.seal(7)
            state = journal.state
            closed = journal.close(8, PATIENCE)
            assert journal.state in ("closed", "frozen")
            assert closed or state in ("full", "frozen") or journal.state == "frozen" or attempt == 0
            if journal.state != "frozen":
                return

    def batch(self, journal: FileJournal, size: int) -> None:
        for _ in range(2):
            self.serial += 1
            n = journal.head.n
            batch = [(n + count, body(n + count, f"{self.serial}")) for count in range(1, size + 1)]
            fault = journal.append(batch).exception(PATIENCE)
            if fault is None:
                assert (journal.state, journal.head.n) == ("open", n + size)
                self.kept.update(batch)
                return
            assert isinstance(fault, JournalError)
            assert (journal.state, journal.head.n) == (fault.code, n)
            if fault.code == "frozen":
                self.frozen.append([content for _, content in batch])
                return


def check(session: Session, source: Path) -> None:
    """Every acknowledged record is there; another one only as part of a whole batch that froze."""
    chain = read_chain(source)
    found = {}
    for log in chain.segments:
        for line in b"".join(b"".join(block) for block in log.blocks()).splitlines():
            if line.startswith(b'{"n":'):
                content = line[: line.rindex(b',"dur":')] + b"}"
                found[int(content[5 : content.index(b",")])] = content
    assert [record["n"] for record in chain.records()] == sorted(found)
    assert {n: found.get(n) for n in session.kept} == session.kept
    extra = {content for n, content in found.items() if n not in session.kept}
    for batch in session.frozen:
        assert extra.isdisjoint(batch) or extra.issuperset(batch)
        extra -= set(batch)
    assert not extra


def calls_of_a_sound_session(directory: Path) -> list[str]:
    """The names of the calls of a session that meets no fault."""
    disk = FaultyDisk()
    session = Session(directory, disk)
    check(session, session.run())
    assert len(session.kept) == 18
    return disk.calls


@pytest.mark.parametrize("name", [*ERRORS, "short", "half then ENOSPC"])
def test_a_fault_at_any_call_never_makes_a_wrong_log(tmp_path: Path, name: str) -> None:
    """At every write, sync, open, truncate, close, rename, lock and so on of a whole session."""
    calls = calls_of_a_sound_session(tmp_path / "sound")
    for at, called in enumerate(calls, 1):
        if name not in ERRORS and called != "write":
            continue
        halved: list[int] = []

        def fault(what: str, count: int, at: int = at, halved: list[int] = halved) -> int | None:
            if count == at and name in ERRORS:
                raise OSError(ERRORS[name], os.strerror(ERRORS[name]))
            if count == at and name in ("short", "half then ENOSPC"):
                halved.append(at)
                return 50
            if count == at + 1 and halved and name == "half then ENOSPC" and what == "write":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return None

        disk = FaultyDisk(fault)
        session = Session(tmp_path / f"{at}", disk)
        check(session, session.run())
        assert len(disk.calls) >= at


def test_the_session_makes_every_kind_of_call(tmp_path: Path) -> None:
    """So the test above covers them all."""
    calls = set(calls_of_a_sound_session(tmp_path / "sound"))
    assert calls == {
        "lock", "open", "write", "datasync", "close", "rename", "sync_directory", "truncate", "unlock", "make_directory",
    }  # fmt: skip
