"""What a log that was read says, and what each kind of wrong file is called."""

import os
from pathlib import Path

import pytest

from bridge_server.journal import (
    BadHead,
    Damaged,
    FileJournal,
    Head,
    JournalError,
    Log,
    NewerFormat,
    NotALog,
    parse_head,
    verify,
)
from bridge_server.journal import errors as faults
from bridge_server.journal.format import header_line, sign, stated
from bridge_server.words import LANGUAGES, catalogue

from .kit import FIELDS, LOG_ID, PATIENCE, body, numbers, put, written


def test_what_was_appended_is_read_back_in_order(tmp_path: Path) -> None:
    """Records come as they were handed over, with the number of durable bytes and the hash added; seals are not records."""
    path = tmp_path / "session.jsonl"
    lines = written(path)
    log = Log(path)
    records = list(log.records())
    assert [record["n"] for record in records] == [1, 2, 3, 4]
    assert log.header["agenda"] == {"items": []}
    assert log.head == Head(4, records[-1]["h"])
    assert (log.lines, log.torn_bytes, log.closed, log.end) == (6, 0, True, path.stat().st_size)
    assert [record["dur"] for record in records[:3]] == [len(lines[0]), *[len(lines[0]) + len(lines[1])] * 2]


def test_a_header_alone_is_a_log(tmp_path: Path) -> None:
    """Its head is record 0 with the header's hash, which can be verified too."""
    path = tmp_path / "session.jsonl"
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    head = journal.head
    journal.close(1, PATIENCE)
    assert numbers(path) == []
    assert head == Log(path).head == Head(0, Log(path).header["h"])
    assert verify(path, str(head)).ok


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "no-log"),
        (b"", "empty-log"),
        (b"hello\n", "not-a-log"),
        (b"\x00" * 100, "not-a-log"),
        (b'{"a":1}\n', "not-a-log"),
        (b"[1]\n", "not-a-log"),
        (b'{"format":"1"}\n', "not-a-log"),
        (b'{"format":2,"something":"else"}\n', "newer-format"),
        (b'{"format":1,"log":"x"}\n', "damaged-header"),
        (b'{"format":1,"lo', "damaged-header"),
    ],
)
def test_a_wrong_file_is_called_by_what_is_wrong_with_it(tmp_path: Path, content: bytes | None, code: str) -> None:
    """Reader, writer and verification give the same code, and the file stays as it was."""
    path = tmp_path / "session.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((NotALog, NewerFormat, Damaged)) as read:
        Log(path)
    with pytest.raises((NotALog, NewerFormat, Damaged)) as opened:
        FileJournal.open(path)
    found = verify(path)
    assert read.value.code == opened.value.code == code
    assert not found.ok
    assert found.problem is not None
    assert found.problem.code == code
    assert content is None or path.read_bytes() == content


def test_a_header_with_a_changed_byte_is_never_cut(tmp_path: Path) -> None:
    """Even when nothing follows it, so that no later line could vouch for it."""
    path = tmp_path / "session.jsonl"
    line = header_line(LOG_ID, FIELDS)
    for content in (line.replace(b'"s"', b'"t"'), line[:-1], line[:40]):
        path.write_bytes(content)
        with pytest.raises(Damaged, match="header"):
            FileJournal.open(path)
        assert path.read_bytes() == content


def test_a_gap_in_the_numbers_is_damage_although_the_hashes_hold(tmp_path: Path) -> None:
    """Another program must have written it."""
    path = tmp_path / "session.jsonl"
    header = header_line(LOG_ID, FIELDS)
    first, h = sign(stated(header), body(1), len(header))
    for second in (body(3), body(1)):
        path.write_bytes(header + first + sign(h, second, 0)[0])
        with pytest.raises(Damaged) as wrong:
            numbers(path)
        assert (wrong.value.reason, wrong.value.line, wrong.value.offset) == ("number", 3, len(header + first))


def test_a_sound_line_that_is_no_record_is_damage(tmp_path: Path) -> None:
    """A valid hash over something else was not written by a journal."""
    path = tmp_path / "session.jsonl"
    header = header_line(LOG_ID, FIELDS)
    for odd in (b'{"m":1}', b'{"n":1,"at":oops}'):
        path.write_bytes(header + sign(stated(header), odd, 0)[0])
        with pytest.raises(Damaged) as wrong:
            numbers(path)
        assert (wrong.value.reason, wrong.value.line) == ("layout", 2)


def test_a_head_holds_if_that_record_has_that_hash(tmp_path: Path) -> None:
    """An earlier record's too; a wrong hash and a number beyond the end do not."""
    path = tmp_path / "session.jsonl"
    written(path)
    records = list(Log(path).records())
    assert verify(path, f"2:{records[1]['h'][:16]}").ok
    assert verify(path, f"4:{records[3]['h'].upper()}").ok
    assert not verify(path, f"2:{records[2]['h'][:16]}").ok
    assert not verify(path, f"9:{records[2]['h'][:16]}").ok
    found = verify(path)
    assert (found.records, found.closed, found.segments, found.head) == (4, True, 1, Head(4, records[3]["h"]))


@pytest.mark.parametrize(
    "text", ["", "7", "7:", "7:0123456789abcde", "x:0123456789abcdef", "7:0123456789abcdeg", "-1:" + "a" * 16]
)
def test_a_head_is_a_number_and_at_least_sixteen_digits(text: str) -> None:
    """Fewer digits prove too little."""
    with pytest.raises(BadHead):
        parse_head(text)


def test_a_log_may_be_read_while_it_is_written(tmp_path: Path) -> None:
    """A reader neither locks nor is locked out; a line half written is a torn tail to it, and whole a moment later."""
    path = tmp_path / "session.jsonl"
    journal = FileJournal.create(path, FIELDS, log=LOG_ID)
    put(journal, 1)
    put(journal, 2)
    whole = path.read_bytes()
    half = tmp_path / "half.jsonl"
    half.write_bytes(whole[:-20])
    log = Log(half)
    reading = log.records()
    assert numbers(half) == [1]
    assert next(reading)["n"] == 1
    half.write_bytes(whole)
    assert [record["n"] for record in reading] == [2]
    assert log.torn_bytes == 0
    assert numbers(path) == [1, 2]
    journal.close(1, PATIENCE)


def test_every_fault_has_its_sentence_in_both_languages() -> None:
    """Same codes, same facts to insert; each error's English sentence can be said."""
    english, vietnamese = (catalogue(lang, "journal") for lang in reversed(LANGUAGES))
    assert english.keys() == vietnamese.keys()
    path = Path("x")
    error = OSError(5, os.strerror(5))
    said: list[JournalError] = [
        *(NotALog(path, code) for code in ("no-log", "empty-log", "not-a-log")),
        NewerFormat(path, 2, 1),
        *(Damaged(path, 1, 2, reason) for reason in ("header", "line", "layout", "number", "link")),
        faults.MissingSegment(path),
        faults.Locked(path, 7),
        faults.Locked(path, None),
        faults.Full(path),
        faults.Frozen(path, error),
        faults.DiskRefused(path, error),
        faults.Stuck(path, 1.0),
        faults.Closed(path),
        faults.HeadMismatch(1, 2),
        faults.UnknownHead(path, "1:a"),
        BadHead("x"),
        faults.AlreadyThere(path),
        faults.TargetTaken(path),
    ]
    assert {fault.code for fault in said} == english.keys()
    for fault in said:
        assert str(fault) == english[fault.code].format(**fault.facts)
        assert vietnamese[fault.code].format(**fault.facts) != str(fault)
