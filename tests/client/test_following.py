"""The log as a console gets it: every line must follow from the one before."""

from pathlib import Path
from typing import Any

import pytest

from bridge_server.client.following import Broken, Following
from bridge_server.journal import LOG, FileJournal, JournalError
from bridge_server.journal.replay import replay
from bridge_server.meeting import SECRETARY, Meeting, Record, apply, decide
from bridge_server.meeting.commands import AddNote
from bridge_server.session import continue_session
from bridge_server.wire.frames import Position
from bridge_server.wire.records import encode_record

from .kit import prepared

AT = 1_717_117_200_000


def write(directory: Path, count: int) -> Meeting:
    """So many notes more in the log, sealed at the end."""
    meeting = replay(directory / LOG)[0].meeting
    journal = FileJournal.open(directory / LOG)
    for number in range(count):
        events = decide(meeting, AddNote(f"ghi chép {number}"), SECRETARY, AT)
        record = Record(meeting.n + 1, AT, "secretary", f"id-{meeting.n + 1}", events)
        journal.append([(record.n, encode_record(record))]).result(timeout=10)
        apply(meeting, record)
    journal.close(AT)
    return meeting


def lines_of(directory: Path) -> list[bytes]:
    """The log's raw lines."""
    return (directory / LOG).read_bytes().splitlines(keepends=True)


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session with three records in two runs, each sealed."""
    directory = prepared(tmp_path / "hop")
    write(directory, 2)
    write(directory, 1)
    return directory


def test_records_are_taken_in_order_with_seals_between(session: Path) -> None:
    """Line by line as in one go."""
    whole, single = Following(), Following()
    numbers = [record["n"] for record in whole.take(lines_of(session))]
    assert numbers == [1, 2, 3]
    assert [record["n"] for line in lines_of(session) for record in single.take([line])] == numbers
    assert whole.position == single.position
    assert whole.header is not None
    assert whole.position == Position(whole.header["log"], 3, whole.record_h.decode()[:16])


def test_a_reader_goes_on_behind_any_record(session: Path) -> None:
    """The hub sends what stands behind it, be that a seal or the next record."""
    lines = lines_of(session)
    for cut in range(1, len(lines) + 1):
        following = Following()
        first = [record["n"] for record in following.take(lines[:cut])]
        behind = max((at for at, line in enumerate(lines[:cut]) if line.startswith((b'{"n":', b'{"format"'))), default=0) + 1
        following.resumed(True)
        assert first + [record["n"] for record in following.take(lines[behind:])] == [1, 2, 3]


def test_before_the_first_line_there_is_no_position() -> None:
    """And after a hello that was not held the log begins anew."""
    following = Following()
    assert following.position is None
    following.resumed(False)
    assert following.position is None


def test_a_log_without_records_has_a_position_too(tmp_path: Path) -> None:
    """That of its header."""
    following = Following()
    assert list(following.take(lines_of(prepared(tmp_path / "hop"))[:1])) == []
    assert following.position is not None
    assert (following.position.n, len(following.position.h)) == (0, 16)


@pytest.mark.parametrize("what", ["altered", "missing", "twice", "foreign"])
def test_what_does_not_follow_is_not_believed(session: Path, tmp_path: Path, what: str) -> None:
    """Nothing of it is handed on."""
    header, first, second, *rest = lines_of(session)
    other = prepared(tmp_path / "khac")
    write(other, 2)
    wrong = {
        "altered": [header, first, second.replace("ghi chép".encode(), b"ghi chep"), *rest],
        "missing": [header, second, *rest],
        "twice": [header, first, first, second],
        "foreign": [header, first, lines_of(other)[2]],
    }[what]
    following = Following()
    got: list[dict[str, Any]] = []
    with pytest.raises(Broken):
        got.extend(following.take(wrong))
    assert [record["n"] for record in got] == ([] if what == "missing" else [1])[: len(got)]


def test_segments_are_one_log(session: Path, tmp_path: Path) -> None:
    """The next one's header names the record it continues; any other is refused."""
    target = tmp_path / "hop2"
    continue_session(session, target, AT, None)
    write(target, 2)
    following = Following()
    assert [record["n"] for record in following.take([*lines_of(session), *lines_of(target)])] == [1, 2, 3, 4, 5]
    assert following.header is not None
    assert following.header["previous"] is None
    assert following.log != following.header["log"]
    other = Following()
    with pytest.raises(Broken):
        list(other.take([*lines_of(session)[:3], *lines_of(target)]))


def test_a_log_of_a_newer_format_is_told_as_such(session: Path) -> None:
    """Not as a broken one."""
    header = lines_of(session)[0].replace(b'"format":1', b'"format":2')
    with pytest.raises(JournalError) as wrong:
        list(Following().take([header]))
    assert wrong.value.code == "newer-format"
