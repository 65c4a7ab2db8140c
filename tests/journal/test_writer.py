"""The file journal: what it promises, and what it does when the disk does not keep up."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from bridge_server.journal import (
    AlreadyThere,
    Ballast,
    Closed,
    DiskRefused,
    FileJournal,
    Frozen,
    Full,
    HeadMismatch,
    Journal,
    Locked,
    Log,
    Stuck,
    new_log_id,
    verify,
)

from .kit import FIELDS, LOG_ID, PATIENCE, FaultyDisk, body, failing, numbers, put, written


class Gate:
    """A fault that holds the first sync after `shut` back until `open`, so that requests pile up meanwhile."""

    def __init__(self) -> None:
        self.shut = False
        self.reached = Event()
        self.open = Event()

    def __call__(self, name: str, count: int) -> None:  # noqa: ARG002 - the shape of a fault
        if self.shut and name == "datasync":
            self.shut = False
            self.reached.set()
            assert self.open.wait(PATIENCE)


def test_an_open_journal_is_a_journal(tmp_path: Path) -> None:
    """The file implementation satisfies the port, and names its log."""
    journal: Journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID)
    assert (journal.log, journal.state, journal.head.n) == (LOG_ID, "open", 0)
    assert journal.close(1, PATIENCE)
    assert journal.close(2, PATIENCE)
    assert journal.state == "closed"


def test_log_ids_are_random() -> None:
    """32 hexadecimal digits, never the same."""
    assert len({new_log_id() for _ in range(100)}) == 100


def test_a_header_that_lacks_a_field_is_a_bug_of_the_caller(tmp_path: Path) -> None:
    """Nothing is written then; bytes serve as well as a dict."""
    path = tmp_path / "session.jsonl"
    for fields, log in (({"session": "s"}, LOG_ID), (FIELDS, "short")):
        with pytest.raises(ValueError, match="header without"):
            FileJournal.create(path, fields, log=log)
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "session.jsonl.lock"])
    fields_as_bytes = b'{"session":"s","rehearsal":true,"created":2,"previous":null,"agenda":{},"roster":{}}'
    FileJournal.create(path, fields_as_bytes, log=LOG_ID).close(1, PATIENCE)
    assert Log(path).header["rehearsal"] is True


def test_a_log_is_never_written_over(tmp_path: Path) -> None:
    """Creating where one is gets an error and changes nothing."""
    path = tmp_path / "session.jsonl"
    written(path)
    before = path.read_bytes()
    with pytest.raises(AlreadyThere):
        FileJournal.create(path, FIELDS, log=LOG_ID)
    assert path.read_bytes() == before


def test_creation_syncs_the_file_before_its_name_and_the_directory_after(tmp_path: Path) -> None:
    """So a header is whole or not there at all, and stays."""
    disk = FaultyDisk()
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=disk)
    assert disk.calls[:7] == ["lock", "open", "write", "datasync", "close", "rename", "sync_directory"]
    journal.close(1, PATIENCE)


def test_opening_syncs_file_and_directory_before_it_serves(tmp_path: Path) -> None:
    """What the last process wrote may still be in the system's memory only."""
    path = tmp_path / "session.jsonl"
    written(path)
    disk = FaultyDisk()
    journal = FileJournal.open(path, disk=disk)
    assert disk.calls == ["lock", "open", "datasync", "sync_directory"]
    assert journal.head.n == 4
    journal.close(1, PATIENCE)


def test_all_that_is_queued_shares_one_sync(tmp_path: Path) -> None:
    """A hundred appends that wait for a slow disk are written in one go and answered together, in order."""
    gate = Gate()
    disk = FaultyDisk(gate)
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=disk)
    gate.shut = True
    first = journal.append([(1, body(1))])
    assert gate.reached.wait(PATIENCE)
    rest = [journal.append([(n, body(n))]) for n in range(2, 102)]
    before = len(disk.calls)
    gate.open.set()
    assert first.result(PATIENCE).n == 1
    assert {future.result(PATIENCE).n for future in rest} == {101}
    assert disk.calls[before:] == ["write", "datasync"]
    journal.close(1, PATIENCE)
    assert numbers(tmp_path / "session.jsonl") == [*range(1, 102)]


def test_nothing_is_acknowledged_before_the_sync_returned(tmp_path: Path) -> None:
    """Neither the future nor the head."""
    gate = Gate()
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=FaultyDisk(gate))
    gate.shut = True
    future = journal.append([(1, body(1))])
    assert gate.reached.wait(PATIENCE)
    assert not future.done()
    assert not future.cancel()
    assert journal.head.n == 0
    gate.open.set()
    assert future.result(PATIENCE) == journal.head
    journal.close(1, PATIENCE)


def test_a_seal_is_synced_for_itself_and_vouches_for_all_before(tmp_path: Path) -> None:
    """It says how many bytes were durable, and closing writes one that says so."""
    path = tmp_path / "session.jsonl"
    disk = FaultyDisk()
    journal = FileJournal.create(path, FIELDS, log=LOG_ID, disk=disk)
    put(journal, 1)
    size = path.stat().st_size
    before = len(disk.calls)
    assert journal.seal(77).result(PATIENCE).n == 1
    assert disk.calls[before:] == ["write", "datasync"]
    assert path.read_bytes().splitlines()[-1].startswith(b'{"seal":77,"n":1,"dur":%d,"h":"' % size)
    assert not verify(path).closed
    assert journal.close(88, PATIENCE)
    assert path.read_bytes().splitlines()[-1].startswith(b'{"seal":88,"n":1,"closed":true,"dur":')
    assert verify(path).closed


def test_short_writes_are_continued(tmp_path: Path) -> None:
    """However little the system takes at a time."""
    path = tmp_path / "session.jsonl"
    disk = FaultyDisk(lambda name, _: 3 if name == "write" else None)
    journal = FileJournal.create(path, FIELDS, log=LOG_ID, disk=disk)
    put(journal, 1, 2, 3)
    assert journal.close(1, PATIENCE)
    assert numbers(path) == [1, 2, 3]


def test_numbers_must_follow_what_is_queued(tmp_path: Path) -> None:
    """Another number is refused in the future, naming the right one; nothing of it is kept."""
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID)
    put(journal, 1)
    for wrong in (1, 3):
        with pytest.raises(HeadMismatch) as fault:
            put(journal, wrong)
        assert fault.value.facts == {"expected": 2, "got": wrong}
    assert put(journal, 2, 3).n == 3
    assert journal.append([]).result(PATIENCE).n == 3
    journal.close(1, PATIENCE)


@pytest.mark.parametrize("bad", [b'{"n":2}', b'{"at":1,"n":1}', b'{"n":1,"at":1', b'{"n":1,\n"at":1}', b"[]"])
def test_a_body_that_is_no_record_line_is_a_bug_of_the_caller(tmp_path: Path, bad: bytes) -> None:
    """It is refused at once, and the journal goes on."""
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID)
    with pytest.raises(ValueError, match="not the body of record 1"):
        journal.append([(1, bad)])
    with pytest.raises(ValueError, match="do not follow"):
        journal.append([(1, body(1)), (3, body(3))])
    put(journal, 1)
    journal.close(1, PATIENCE)


def test_after_closing_nothing_is_taken(tmp_path: Path) -> None:
    """The future fails, and opening again goes on behind the closing seal."""
    path = tmp_path / "session.jsonl"
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    journal.close(1, PATIENCE)
    for future in (journal.append([(1, body(1))]), journal.seal(1)):
        assert isinstance(future.exception(PATIENCE), Closed)
    again = FileJournal.open(path)
    put(again, 1)
    again.close(2, PATIENCE)
    assert numbers(path) == [1]


def test_a_second_writer_in_this_process_is_refused(tmp_path: Path) -> None:
    """It is told who holds the log; after closing it may have it."""
    path = tmp_path / "session.jsonl"
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    with pytest.raises(Locked) as fault:
        FileJournal.open(path)
    assert fault.value.pid == os.getpid()
    assert str(os.getpid()) in str(fault.value)
    journal.close(1, PATIENCE)
    FileJournal.open(path).close(2, PATIENCE)


def test_a_second_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    """A real one, which reports the number of this process; reading works there all the same."""
    path = tmp_path / "session.jsonl"
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    put(journal, 1)
    program = (
        "import sys, pathlib, bridge_server.journal as j\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "print(j.verify(path).records)\n"
        "try: j.FileJournal.open(path)\n"
        "except j.Locked as fault: print(fault.pid)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60, check=True, cwd=Path.cwd()
    )
    assert told.stdout.split() == ["1", str(os.getpid())]
    journal.close(1, PATIENCE)


def test_a_full_disk_refuses_the_batch_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """Half of it was written: that is cut again, the numbers go back, and the next append simply tries again."""
    path = tmp_path / "session.jsonl"
    full = Event()
    halves = iter(range(1_000))

    def fault(name: str, _: int) -> int | None:
        if name == "write" and full.is_set():
            if next(halves) % 2 == 0:
                return 50
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return None

    journal = FileJournal.create(path, FIELDS, log=LOG_ID, disk=FaultyDisk(fault))
    put(journal, 1)
    size = path.stat().st_size
    full.set()
    for _ in range(2):
        with pytest.raises(Full):
            put(journal, 2, 3, text="refused")
        assert (journal.state, journal.head.n, path.stat().st_size) == ("full", 1, size)
    assert numbers(path) == [1]
    full.clear()
    put(journal, 2, text="kept")
    assert journal.state == "open"
    journal.close(1, PATIENCE)
    assert [record["id"] for record in Log(path).records()] == ["x", "kept"]


def test_what_was_numbered_behind_a_refused_batch_is_refused_with_it(tmp_path: Path) -> None:
    """Whether it shared the batch or was queued while that was written; afterwards the number is free again."""
    path = tmp_path / "session.jsonl"
    reached, go_on = Event(), Event()
    armed = Event()

    def fault(name: str, _: int) -> None:
        if name == "write" and armed.is_set():
            armed.clear()
            reached.set()
            assert go_on.wait(PATIENCE)
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    journal = FileJournal.create(path, FIELDS, log=LOG_ID, disk=FaultyDisk(fault))
    armed.set()
    first = journal.append([(1, body(1))])
    assert reached.wait(PATIENCE)
    later = [journal.append([(2, body(2))]), journal.seal(5), journal.append([(3, body(3))])]
    go_on.set()
    for future in (first, *later):
        assert isinstance(future.exception(PATIENCE), Full)
    assert put(journal, 1, text="again").n == 1
    journal.close(1, PATIENCE)
    assert numbers(path) == [1]


def test_a_full_disk_whose_file_cannot_be_cut_freezes(tmp_path: Path) -> None:
    """What the file holds is unknown then."""
    errors = {"write": errno.ENOSPC, "truncate": errno.EIO}
    armed = Event()

    def fault(name: str, _: int) -> None:
        if armed.is_set() and name in errors:
            raise OSError(errors[name], os.strerror(errors[name]))

    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=FaultyDisk(fault))
    armed.set()
    with pytest.raises(Frozen):
        put(journal, 1)
    assert journal.state == "frozen"
    assert not journal.close(1, PATIENCE)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("datasync", errno.EIO),
        ("datasync", errno.ENOSPC),
        ("datasync", errno.EROFS),
        ("write", errno.EIO),
        ("write", errno.EROFS),
    ],
)
def test_a_frozen_journal_never_touches_its_file_again(tmp_path: Path, name: str, error: int) -> None:
    """After a failed sync the next one would succeed and say nothing about the bytes that are gone."""
    armed = Event()

    def fault(called: str, count: int) -> None:
        if armed.is_set():
            armed.clear() if called == name else None
            failing(error, name)(called, count)

    disk = FaultyDisk(fault)
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=disk)
    put(journal, 1)
    armed.set()
    with pytest.raises(Frozen) as wrong:
        put(journal, 2)
    assert os.strerror(error) in str(wrong.value)
    before = len(disk.calls)
    assert isinstance(journal.append([(2, body(2))]).exception(PATIENCE), Frozen)
    assert isinstance(journal.seal(3).exception(PATIENCE), Frozen)
    assert not journal.close(4, PATIENCE)
    assert journal.state == "frozen"
    assert journal.head.n == 1
    assert disk.calls[before:] == ["close", "unlock"]


def test_an_error_nobody_expected_freezes_and_answers_everybody(tmp_path: Path) -> None:
    """The thread is gone then, and nobody waits for it."""
    armed = Event()

    def fault(name: str, _: int) -> None:
        if armed.is_set() and name == "write":
            raise MemoryError

    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=FaultyDisk(fault))
    armed.set()
    assert isinstance(journal.append([(1, body(1))]).exception(PATIENCE), Frozen)
    assert isinstance(journal.append([(1, body(1))]).exception(PATIENCE), Frozen)
    assert not journal.close(1, PATIENCE)
    assert journal.state == "frozen"


def test_a_disk_that_does_not_answer_cannot_hold_the_hub(tmp_path: Path) -> None:
    """Closing gives up after its timeout, and every future has failed."""
    gate = Gate()
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID, disk=FaultyDisk(gate))
    gate.shut = True
    future = journal.append([(1, body(1))])
    assert gate.reached.wait(PATIENCE)
    with pytest.raises(Stuck):
        journal.close(1, timeout=0.05)
    assert isinstance(future.exception(PATIENCE), Stuck)
    assert journal.state == "frozen"
    gate.open.set()
    journal.close(1, PATIENCE)


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    """As the system says it."""
    with pytest.raises(DiskRefused, match="No such file"):
        FileJournal.create(tmp_path / "nowhere" / "session.jsonl", FIELDS, log=LOG_ID)


def test_on_a_real_full_disk_the_ballast_lets_the_meeting_close_in_order(tmp_path: Path) -> None:
    """A tmpfs of 1 MiB: appends are refused when it is full, nothing acknowledged is lost, and released room takes the end."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)], capture_output=True, timeout=30, check=False
    ) if sys.platform == "linux" and os.geteuid() == 0 else None  # fmt: skip
    if mounted is None or mounted.returncode != 0:
        pytest.skip("needs root and the right to mount a tmpfs")
    try:
        path = tmp_path / "session.jsonl"
        ballast = Ballast(tmp_path / "ballast", size=128 * 1024)
        ballast.reserve()
        journal = FileJournal.create(path, FIELDS, log=LOG_ID)
        fault: BaseException | None = None
        while fault is None:
            last = journal.head.n
            batch = [(n, body(n, "x" * 100)) for n in range(last + 1, last + 51)]
            fault = journal.append(batch).exception(PATIENCE)
        assert isinstance(fault, Full)
        assert (journal.state, journal.head.n) == ("full", last)
        ballast.release()
        assert put(journal, last + 1).n == last + 1
        assert (journal.state, journal.head.n) == ("open", last + 1)
        assert journal.close(1, PATIENCE)
        assert numbers(path) == [*range(1, last + 2)]
        with pytest.raises(Full):
            Ballast(tmp_path / "more", size=2 * 1024 * 1024).reserve()
        assert not (tmp_path / "more").exists()
    finally:
        subprocess.run(["umount", str(tmp_path)], timeout=30, check=True)
