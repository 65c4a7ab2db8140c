"""A torn tail is cut and kept; damage to what was safely on the disk is never cut."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bridge_server.journal import Damaged, FileJournal, JournalError, Log, verify

from .kit import LOG_ID, PATIENCE, numbers, put, written

BATCHES = ((1,), (2, 3), (4,), (5, 6), (7,))


def refused(path: Path, lines: list[bytes]) -> Damaged:
    """The one error that reader, writer and verification give for these lines, which stay as they are."""
    path.write_bytes(b"".join(lines))
    with pytest.raises(Damaged) as opened:
        FileJournal.open(path)
    with pytest.raises(Damaged):
        numbers(path)
    assert not verify(path).ok
    assert path.read_bytes() == b"".join(lines)
    return opened.value


@pytest.mark.parametrize("tail", [b"x", b'{"n":8,"at":1', b"\x00" * 600, b"\n\n\n", b"\xff\n" * 40])
def test_a_torn_tail_is_set_aside_and_the_log_goes_on(tmp_path: Path, tail: bytes) -> None:
    """A reader stops before it and says how long it is; a writer keeps it in a file of its own, cuts it and appends."""
    path = tmp_path / "session.jsonl"
    written(path, BATCHES, seal=False)
    path.write_bytes(path.read_bytes() + tail)
    log = Log(path)
    assert len(list(log.records())) == 7
    assert log.torn_bytes == verify(path).torn_bytes == len(tail)
    journal = FileJournal.open(path)
    assert journal.torn_bytes == len(tail)
    assert (tmp_path / "session.jsonl.torn").read_bytes() == tail
    put(journal, 8)
    journal.close(1, PATIENCE)
    assert numbers(path) == [*range(1, 9)]


def test_an_older_torn_tail_is_never_written_over(tmp_path: Path) -> None:
    """Each one gets a file of its own."""
    path = tmp_path / "session.jsonl"
    written(path)
    for tail in (b"first", b"second", b"third"):
        path.write_bytes(path.read_bytes() + tail)
        FileJournal.open(path).close(1, PATIENCE)
    kept = [path.with_name(f"session.jsonl.torn{end}").read_bytes() for end in ("", ".2", ".3")]
    assert kept == [b"first", b"second", b"third"]


def test_a_last_batch_for_which_nothing_vouches_is_a_torn_tail(tmp_path: Path) -> None:
    """Its later lines were written together with the broken one, so they cannot say that it was ever safe."""
    path = tmp_path / "session.jsonl"
    lines = written(path, ((1,), (2, 3, 4)), seal=False)
    lines[2] = b"\x00" * len(lines[2])
    path.write_bytes(b"".join(lines))
    journal = FileJournal.open(path)
    journal.close(1, PATIENCE)
    assert journal.torn_bytes == sum(map(len, lines[2:]))
    assert numbers(path) == [1]


@pytest.mark.parametrize("at", range(1, 8))
@pytest.mark.parametrize(
    "edit",
    [
        lambda line: line.replace(b'"host"', b'"h0st"'),
        lambda line: line[:-10] + b"0000000\n",
        lambda line: b"\x00" * len(line),
        lambda line: line[:-1],
        lambda line: line[:-1] + b" ",
        lambda line: line[:30] + b"\n" + line[31:],
        lambda line: line.replace(b'"dur":', b'"dur":9'),
        lambda line: line[: len(line) // 2] + line[len(line) // 2 + 1 :],
        lambda line: line.replace(b'"at"', b'"zz":[],"at"'),
        lambda _: b"",
        lambda line: b"{}\n" + line,
    ],
)
def test_an_edited_or_deleted_line_is_refused_by_name(tmp_path: Path, at: int, edit: Callable[[bytes], bytes]) -> None:
    """The sealed log is not opened, whichever line it is, and the error names it."""
    path = tmp_path / "session.jsonl"
    lines = written(path, BATCHES)
    lines[at] = edit(lines[at])
    wrong = refused(path, lines)
    assert (wrong.line, wrong.offset) == (at + 1, sum(map(len, lines[:at])))
    assert f"Line {at + 1} of {path}" in str(wrong)


@pytest.mark.parametrize("at", range(1, 7))
@pytest.mark.parametrize("strange", ["itself", "the first", "nothing"])
def test_an_inserted_line_is_refused_by_name(tmp_path: Path, at: int, strange: str) -> None:
    """A copy as well as an empty line, wherever a later line says that something else stood there."""
    path = tmp_path / "session.jsonl"
    lines = written(path, BATCHES)
    lines.insert(at, {"itself": lines[at], "the first": lines[1], "nothing": b"\n"}[strange])
    first = at + 2 if lines[at] == lines[at + 1] else at + 1  # the first of two equal lines is in its place
    assert refused(path, lines).line == first


@pytest.mark.parametrize(("one", "other"), [(i, j) for i in range(1, 8) for j in range(i + 1, 9)])
def test_swapped_lines_are_refused(tmp_path: Path, one: int, other: int) -> None:
    """Any two, near or far, in one batch or several, the seal included."""
    path = tmp_path / "session.jsonl"
    lines = written(path, BATCHES)
    lines[one], lines[other] = lines[other], lines[one]
    assert refused(path, lines).line == one + 1


@pytest.mark.parametrize("gone", range(1, 8))
def test_a_run_of_deleted_lines_before_the_seal_is_refused(tmp_path: Path, gone: int) -> None:
    """However long it is: the seal says what was there."""
    path = tmp_path / "session.jsonl"
    lines = written(path, BATCHES)
    assert refused(path, [*lines[:gone], lines[-1]]).line == gone + 1


@pytest.mark.parametrize("gone", range(1, 8))
def test_zeroed_sectors_before_the_seal_are_refused(tmp_path: Path, gone: int) -> None:
    """Although nothing is left that the seal's hash could be checked against."""
    path = tmp_path / "session.jsonl"
    lines = written(path, BATCHES)
    hole = b"\x00" * sum(map(len, lines[gone:-1]))
    assert refused(path, [*lines[:gone], hole, lines[-1]]).line == gone + 1


def test_a_tail_glued_from_two_pieces_is_no_witness(tmp_path: Path) -> None:
    """A `dur` whose digits were torn in the middle says nothing, large as it may be."""
    path = tmp_path / "session.jsonl"
    lines = written(path, ((1,), (2, 3, 4)), seal=False)
    glued = lines[4].replace(b',"h"', b'82923,"h"')
    path.write_bytes(b"".join([*lines[:2], b"\x00" * len(lines[2]), lines[3], glued]))
    assert numbers(path) == [1]


def test_a_log_cut_at_the_end_of_a_line_is_told_by_a_remembered_head_only(tmp_path: Path) -> None:
    """The log itself is sound; whoever kept the head knows better."""
    path = tmp_path / "session.jsonl"
    lines = written(path)
    head = verify(path).head
    path.write_bytes(b"".join(lines[:3]))
    assert verify(path).ok
    assert not verify(path, str(head)).ok


def test_no_flipped_bit_of_a_sealed_log_goes_unnoticed(tmp_path: Path) -> None:
    """Every bit of a small log: refused, or in the closing seal itself, for which nothing vouches, kept as a torn tail."""
    path = tmp_path / "session.jsonl"
    lines = written(path, ((1,), (2, 3)))
    sound = path.read_bytes()
    sealed = len(sound) - len(lines[-1])
    torn = 0
    for at in range(len(sound)):
        for bit in range(8):
            flipped = bytearray(sound)
            flipped[at] ^= 1 << bit
            path.write_bytes(flipped)
            try:
                log = Log(path)
                list(log.records())
            except JournalError:
                continue
            assert at >= sealed, (at, bit)
            assert log.torn_bytes == len(lines[-1])
            torn += 1
    assert torn > 0
    assert LOG_ID.encode() in sound
