"""Going on in a new segment, and reading the chain of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge_server.journal import (
    Damaged,
    FileJournal,
    Head,
    JournalError,
    Locked,
    Log,
    MissingSegment,
    Position,
    TargetTaken,
    UnknownHead,
    continue_into,
    lines_after,
    locate,
    read_chain,
    verify,
)

from .kit import FIELDS, LOG_ID, OTHER_ID, PATIENCE, put, written

THIRD_ID = "0f" * 16


def continued(old: Path, new: Path, log: str, *more: int, head: str | None = None) -> Head:
    """Continue and append; returns the head at the seam."""
    seam = continue_into(old, new, log=log, created=5, head=head)
    journal = FileJournal.open(new / "session.jsonl")
    put(journal, *more)
    journal.close(9, PATIENCE)
    return seam


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A session continued twice: records 1-4, 5-6 and 7-8."""
    (tmp_path / "a").mkdir()
    written(tmp_path / "a" / "session.jsonl")
    continued(tmp_path / "a", tmp_path / "b", OTHER_ID, 5, 6)
    continued(tmp_path / "b", tmp_path / "c", THIRD_ID, 7, 8)
    return tmp_path / "c"


def test_numbers_and_chain_go_on(tmp_path: Path, three: Path) -> None:
    """The new header names log, record and hash of the old; the chain reads as one log, whose agenda is the first one's."""
    chain = read_chain(three)
    assert [record["n"] for record in chain.records()] == [*range(1, 9)]
    assert [log.log for log in chain.segments] == [LOG_ID, OTHER_ID, THIRD_ID]
    old = read_chain(tmp_path / "b")
    list(old.records())
    assert Log(three / "session.jsonl").header["previous"] == {"log": OTHER_ID, "n": 6, "h": old.head.h}
    assert Log(three / "session.jsonl").header["agenda"] == FIELDS["agenda"]
    assert chain.closed
    found = verify(three)
    assert (found.ok, found.records, found.segments, found.head) == (True, 8, 3, chain.head)


def test_every_old_head_still_holds(three: Path) -> None:
    """Printed before or after the disk failed."""
    for record in read_chain(three).records():
        assert verify(three, f"{record['n']}:{record['h'][:16]}").ok
    assert verify(three, f"0:{read_chain(three).header['h']}").ok


def test_the_segments_are_copies_of_the_old_logs(tmp_path: Path, three: Path) -> None:
    """Byte for byte; the old directory stays as it was."""
    assert (three / "segments" / f"{LOG_ID}.jsonl").read_bytes() == (tmp_path / "a" / "session.jsonl").read_bytes()
    assert (three / "segments" / f"{OTHER_ID}.jsonl").read_bytes() == (tmp_path / "b" / "session.jsonl").read_bytes()


def test_only_the_sound_part_is_copied(tmp_path: Path) -> None:
    """A torn tail stays behind."""
    old = tmp_path / "session.jsonl"
    written(old)
    sound = old.read_bytes()
    old.write_bytes(sound + b"torn")
    assert continued(old, tmp_path / "new", OTHER_ID, 5).n == 4
    assert (tmp_path / "new" / "segments" / f"{LOG_ID}.jsonl").read_bytes() == sound
    assert old.read_bytes() == sound + b"torn"


def test_what_follows_a_given_head_is_left_out(tmp_path: Path) -> None:
    """Only what was acknowledged is certain after a failed sync: numbers go on from there."""
    old = tmp_path / "session.jsonl"
    lines = written(old)
    second = [*Log(old).records()][1]
    seam = continued(old, tmp_path / "new", OTHER_ID, 3, head=f"2:{second['h'][:20]}")
    assert seam == Head(2, second["h"])
    assert (tmp_path / "new" / "segments" / f"{LOG_ID}.jsonl").read_bytes() == b"".join(lines[:3])
    assert verify(tmp_path / "new").records == 3


def test_a_log_without_records_can_be_continued(tmp_path: Path) -> None:
    """Also twice, and up to the head 0."""
    old = tmp_path / "session.jsonl"
    FileJournal.create(old, FIELDS, log=LOG_ID).close(1, PATIENCE)
    head = Log(old).first
    assert continue_into(old, tmp_path / "b", log=OTHER_ID, created=5, head=str(head)) == head
    assert continue_into(tmp_path / "b", tmp_path / "c", log=THIRD_ID, created=6) == head
    assert verify(tmp_path / "c", str(head)).ok


def test_an_unknown_head_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """Its number is there with another hash, or not at all."""
    old = tmp_path / "session.jsonl"
    written(old)
    right = [*Log(old).records()][1]["h"]
    for head in ("2:" + "0" * 16, "9:" + "0" * 16, f"2:{right[:20]}{'0' * 20}"):
        with pytest.raises(UnknownHead):
            continue_into(old, tmp_path / "new", log=OTHER_ID, created=5, head=head)
    assert not (tmp_path / "new").exists()


def test_a_target_that_holds_anything_is_refused(tmp_path: Path) -> None:
    """An empty directory is fine."""
    old = tmp_path / "session.jsonl"
    written(old)
    target = tmp_path / "new"
    target.mkdir()
    (target / "letter.txt").write_text("mine")
    with pytest.raises(TargetTaken):
        continue_into(old, target, log=OTHER_ID, created=5)
    (target / "letter.txt").unlink()
    continue_into(old, target, log=OTHER_ID, created=5)


def test_a_log_in_use_is_not_continued(tmp_path: Path) -> None:
    """Two hubs would write the same numbers."""
    journal = FileJournal.create(tmp_path / "session.jsonl", FIELDS, log=LOG_ID)
    with pytest.raises(Locked):
        continue_into(tmp_path, tmp_path / "new", log=OTHER_ID, created=5)
    journal.close(1, PATIENCE)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "missing-segment"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "damaged-link"),
        (lambda path: path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2])), "damaged-link"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b'"host"', b'"h0st"', 1)), "damaged-line"),
        (lambda path: shutil.copy(path.with_name(f"{LOG_ID}.jsonl"), path), "damaged-link"),
    ],
)  # fmt: skip
def test_a_spoilt_segment_is_found(three: Path, spoil: Callable[[Path], object], code: str) -> None:
    """Missing, torn, shorter, edited or another one: the chain does not read as whole."""
    spoil(three / "segments" / f"{OTHER_ID}.jsonl")
    with pytest.raises((Damaged, MissingSegment)) as wrong:
        list(read_chain(three).records())
    assert wrong.value.code == code
    found = verify(three)
    assert not found.ok
    assert isinstance(found.problem, JournalError)
    assert found.problem.code == code


def test_a_position_holds_while_its_record_has_its_hash(tmp_path: Path) -> None:
    """And says from which byte to go on; another log, number or hash does not hold."""
    path = tmp_path / "session.jsonl"
    lines = written(path)
    log = Log(path)
    records = list(log.records())
    place = locate(log, Position(LOG_ID, 2, records[1]["h"][:16]))
    assert place is not None
    assert (place.offset, place.h.decode()) == (sum(map(len, lines[:3])), records[1]["h"])
    start = locate(log, Position.of(LOG_ID, log.first))
    assert start is not None
    assert start.offset == len(lines[0])
    for stranger in (
        Position(OTHER_ID, 2, records[1]["h"][:16]),
        Position(LOG_ID, 3, records[1]["h"][:16]),
        Position(LOG_ID, 9, records[1]["h"][:16]),
        Position(LOG_ID, 2, records[1]["h"][:15]),
        Position(LOG_ID, 0, "0" * 16),
    ):
        assert locate(log, stranger) is None
        with pytest.raises(LookupError):
            list(lines_after(path, stranger))


def test_lines_after_a_position_are_the_rest_of_the_file(tmp_path: Path) -> None:
    """Seals included, so that the reader can follow the chain; never further than it may be told."""
    path = tmp_path / "session.jsonl"
    lines = written(path)
    records = list(Log(path).records())
    for n in range(1, 5):
        assert list(lines_after(path, Position(LOG_ID, n, records[n - 1]["h"][:16]))) == lines[n + 1 :]
    assert list(lines_after(path, Position.of(LOG_ID, Log(path).first), up_to=2)) == lines[1:3]


def test_lines_after_a_position_in_an_older_segment_lead_to_the_last(three: Path) -> None:
    """With the headers between; a position of the newer log at the seam begins behind its header."""
    chain = read_chain(three)
    records = list(chain.records())
    files = [log.path.read_bytes().splitlines(keepends=True) for log in chain.segments]
    behind = list(lines_after(three, Position(LOG_ID, 4, records[3]["h"][:16])))
    assert behind == [files[0][-1], *files[1], *files[2]]
    seam = Position.of(OTHER_ID, chain.segments[1].first)
    assert list(lines_after(chain, seam)) == [*files[1][1:], *files[2]]


def test_lines_after_a_position_stop_at_damage(tmp_path: Path) -> None:
    """What is streamed is verified."""
    path = tmp_path / "session.jsonl"
    written(path)
    position = Position.of(LOG_ID, Log(path).first)
    path.write_bytes(path.read_bytes().replace(b'"at":1003', b'"at":1004'))
    with pytest.raises(Damaged):
        list(lines_after(path, position))
