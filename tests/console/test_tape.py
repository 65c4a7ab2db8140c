"""The tape: any place of a log is what `bridge-server show --at` tells of it, whatever the log has been through."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks.meetings import write_log
from bridge_server.cli.logs import at_moment
from bridge_server.journal import LOG, JournalError
from bridge_server.journal.appender import Appender
from bridge_server.meeting import commands as c
from bridge_server.meeting.digest import digest
from bridge_server.reports.overview import overview_json
from bridge_server.reports.times import BadAt, clock_seconds, iso
from bridge_server.session import Meant, continue_session, prepare, read_meeting
from console.playback import Tape
from console.playback.marks import NIGHT_MS, course
from console.playback.tape import EVERY
from console.playback.told import Chronicle

from ..client.kit import ROOT
from .kit import LocalFeed, papers_feed
from .tapes import append, create, whole_day, write


def loaded(path: Path) -> Tape:
    """A tape that was read."""
    tape = Tape(path)
    for _ in tape.load():
        pass
    return tape


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More records than stand between two copies."""
    path = tmp_path_factory.mktemp("long") / LOG
    write_log(path, 2 * EVERY + 500)
    return path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting of two sittings."""
    return write(whole_day(), tmp_path_factory.mktemp("day"))


def agree(tape: Tape, path: Path, at: str) -> None:
    """The state on the tape is the one that the command line shows at this moment."""
    told, _, now = at_moment(path, at)
    place, shown = tape.understood(at)
    ours = tape.state(place)
    instant = shown - ours.meeting.clock_offset_ms if not at.startswith("#") else ours.meeting.at or ours.meeting.starts_at
    assert digest(ours.meeting) == digest(told.meeting), at
    assert overview_json(ours.meeting, instant) == overview_json(told.meeting, now), at


def test_any_record_is_what_show_tells(long_log: Path) -> None:
    """At random records and at those around a copy."""
    tape = loaded(long_log)
    chance = random.Random(5)
    places = [0, 1, EVERY - 1, EVERY, EVERY + 1, len(tape), *(chance.randrange(len(tape)) for _ in range(8))]
    for number in places:
        agree(tape, long_log, f"#{number}")


def test_any_instant_is_what_show_tells(day: Path) -> None:
    """At random instants of a log whose shown clock was put back, in both sittings."""
    tape = loaded(day)
    chance = random.Random(6)
    for _ in range(12):
        shown = chance.randrange(tape.shown(1), tape.shown(len(tape)))
        if chance.random() < 0.6:  # half of it all is a night
            shown = tape.shown(chance.randrange(1, len(tape))) + chance.randrange(60_000)
        agree(tape, day / LOG, iso(min(shown, tape.shown(len(tape))))[:19].replace("T", " "))


def test_a_state_is_ones_own(day: Path) -> None:
    """To go on with it changes neither the tape nor another state."""
    tape = loaded(day)
    one, other = tape.state(100), tape.state(100)
    before = digest(other.meeting)
    one.fold(tape.records(100, len(tape)))
    assert digest(one.meeting) == digest(tape.meeting)
    assert digest(other.meeting) == before == digest(tape.state(100).meeting)


def test_a_clock_put_back_and_forward_never_turns_the_tape(tmp_path: Path) -> None:
    """Shown instants grow; seeking finds what had been written by then, as the command line has it."""
    feed = papers_feed()
    for seconds in (-90, 45, -20, 0):
        feed.later(0.7)
        feed.host(c.CorrectClock(seconds * 1000))
        feed.later(0.4)
        feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    path = write(feed, tmp_path)
    tape = loaded(path)
    assert list(tape.instants) == sorted(tape.instants)
    for place in range(len(tape) - 12, len(tape) + 1):
        agree(tape, path / LOG, iso(tape.shown(place))[:19].replace("T", " "))
        agree(tape, path / LOG, f"#{place}")


def test_a_log_of_several_segments_is_one_tape(tmp_path: Path) -> None:
    """Records keep their numbers, and the second segment alone would not do."""
    old, new = tmp_path / "old", tmp_path / "new"
    meant: Meant = read_meeting(ROOT / "agenda.json")
    prepare(old, meant, 1)
    feed = papers_feed()
    journal = Appender.open(old / LOG)
    append(journal, feed.records[:200])
    journal.seal(feed.now, closed=True)
    journal.release()
    continue_session(old, new, feed.now, None)
    journal = Appender.open(new / LOG)
    append(journal, feed.records[200:])
    journal.release()
    tape = loaded(new)
    assert (tape.condition.segments, tape.condition.closed) == (2, False)
    assert (tape.first, len(tape)) == (0, len(feed.records))
    for at in ("#1", "#200", "#201", f"#{len(tape)}"):
        agree(tape, new / LOG, at)


def test_a_torn_end_is_left_out_and_told(tmp_path: Path) -> None:
    """What was never finished is no record; the rest is whole."""
    path = write(papers_feed(), tmp_path, closed=False)
    whole = len(loaded(path))
    with (path / LOG).open("ab") as file:
        file.write(b'{"n":99999,"at":1,"by":"hub"')
    tape = loaded(path)
    assert len(tape) == whole
    assert tape.condition.torn_bytes == 28
    agree(tape, path / LOG, f"#{whole}")


def test_events_of_a_newer_program_are_told_and_counted(tmp_path: Path) -> None:
    """What builds on them is unknown too; both are sentences, and seeking over them agrees with the command line."""
    feed = papers_feed()
    records = list(feed.records)
    n, at = records[-1]["n"], records[-1]["at"]
    records.append({"n": n + 1, "at": at + 5, "by": "host", "id": "x1", "events": [{"type": "Teleported", "point": "1"}]})
    journal = create(feed, tmp_path)
    append(journal, records)
    journal.release()
    tape = loaded(tmp_path)
    assert tape.condition.unknown == 1
    assert "Teleported" in Chronicle("vi", tape).of(n + 1)[0].text
    agree(tape, tmp_path / LOG, f"#{n + 1}")
    assert not tape.state(n).unknown
    assert len(tape.state(n + 1).unknown) == 1


def test_damage_is_found_where_it_stands(tmp_path: Path) -> None:
    """With the journal's own sentence; nothing of it is shown."""
    path = write(papers_feed(), tmp_path)
    data = (path / LOG).read_bytes().splitlines(keepends=True)
    data[50] = data[50].replace(b'"by"', b'"bY"', 1)
    (path / LOG).write_bytes(b"".join(data))
    with pytest.raises(JournalError) as wrong:
        loaded(path)
    assert wrong.value.code.startswith("damaged")


def test_a_log_without_records_is_the_plan(tmp_path: Path) -> None:
    """It has one place, at the planned beginning."""
    feed = papers_feed()
    feed.records = []
    tape = loaded(write(feed, tmp_path))
    assert len(tape) == 0
    assert tape.state(0).meeting.n == 0
    assert tape.shown(0) == feed.meeting.starts_at
    assert tape.understood("#7") == (0, feed.meeting.starts_at)
    told = course(tape)
    assert (told.items, told.turns) == ((), ())
    assert told.density(3) == ((0, 0, 0), (0, 0, 0))


def test_what_is_appended_comes_on_the_tape(tmp_path: Path) -> None:
    """As a hub writes it, seals between; a log that was closed is closed until it goes on."""
    feed = papers_feed()
    journal = create(feed, tmp_path)
    append(journal, feed.records[:300])
    tape = loaded(tmp_path)
    assert (len(tape), tape.grow()) == (300, 0)
    append(journal, feed.records[300:400])
    journal.seal(feed.now)
    append(journal, feed.records[400:410])
    assert (tape.grow(), tape.condition.closed) == (110, False)
    append(journal, feed.records[410:])
    journal.seal(feed.now, closed=True)
    journal.release()
    assert (tape.grow(), tape.condition.closed) == (len(feed.records) - 410, True)
    assert (tape.grow(), tape.condition.closed) == (0, True)
    assert digest(tape.meeting) == digest(loaded(tmp_path).meeting)
    agree(tape, tmp_path / LOG, "#405")


def test_an_undo_that_is_undone_gives_back(tmp_path: Path) -> None:
    """What was undone says so; not, once the undo was undone itself."""
    feed = papers_feed()
    added = feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    first = feed.host(c.Undo(added))
    chronicle = Chronicle("vi", loaded(write(feed, tmp_path / "a")))
    assert str(first) in chronicle.of(added)[0].text
    assert "đã hoàn tác" in chronicle.of(added)[0].text
    second = feed.host(c.Undo(first))
    chronicle = Chronicle("vi", loaded(write(feed, tmp_path / "b")))
    assert "đã hoàn tác" not in chronicle.of(added)[0].text
    assert f"đã hoàn tác, bản ghi {second}" in chronicle.of(first)[0].text


def test_moments_are_read_as_people_write_them(day: Path) -> None:
    """A record, a time of the planned day, a date and a time; what lies outside is the nearer end; nonsense is none."""
    tape = loaded(day)
    assert tape.understood("#12")[0] == tape.understood("12")[0] == 12
    place, shown = tape.understood("9h12")
    assert clock_seconds(shown) == "09:12:00"
    assert tape.shown(place) <= shown < tape.shown(place + 1)
    assert tape.understood("1/6/2024 05:40")[1] > tape.understood("31/5/2024 23:00")[1]
    assert tape.understood("2000-01-01 10:00")[0] == tape.place_at(tape.shown(0))
    assert tape.understood("2030-01-01 10:00") == (len(tape), tape.shown(len(tape)))
    for text in ("", "x", "25:00", "9h", "99:99", "31/13/2024 09:00", "\x1b[2J"):
        with pytest.raises(BadAt):
            tape.understood(text)


# --- what it holds over time ---


def test_a_night_takes_no_room(day: Path) -> None:
    """Two pieces; every part of the whole is an instant of one of them, and back."""
    told = course(loaded(day))
    assert len(told.pieces) == 2
    assert told.pieces[1][0] - told.pieces[0][1] > NIGHT_MS
    assert told.length < 4 * 3_600_000
    for step in range(101):
        shown = told.instant(step / 100)
        assert any(start <= shown <= end for start, end in told.pieces)
        assert abs(told.part(shown) - step / 100) < 1e-4
    assert told.part(told.pieces[0][1] + 3_600_000) == told.part(told.pieces[1][0])


def test_items_and_turns_begin_where_their_records_are(day: Path) -> None:
    """At each place the meeting is in that item, or that turn speaks."""
    tape = loaded(day)
    told = course(tape)
    assert len(told.items) == 8
    for one in told.items:
        assert tape.state(one.place).meeting.running == one.id
    spoken = [one for one in told.turns if tape.state(one.place).meeting.speaking == one.id]
    assert len(spoken) == len(told.turns) > 8


def test_density_counts_every_event_once(day: Path) -> None:
    """In any number of columns."""
    tape = loaded(day)
    told = course(tape)
    events = sum(len(tape.record(place)["events"]) for place in range(1, len(tape) + 1))
    came = sum(event["type"] == "CheckedIn" for record in records(tape) for event in record["events"])
    for columns in (1, 7, 68, 188):
        all_of_it, check_ins = told.density(columns)
        assert (sum(all_of_it), sum(check_ins)) == (events, came)


def records(tape: Tape) -> Iterator[dict[str, Any]]:
    """All of them."""
    return (tape.record(place) for place in range(1, len(tape) + 1))


def test_sentences_are_found_without_accents(day: Path) -> None:
    """In one record; as far as the tape was looked through."""
    tape = loaded(day)
    chronicle = Chronicle("vi", tape)
    assert chronicle.hits("khai mac") == []
    assert not chronicle.ready
    while not chronicle.get_ready():
        pass
    assert chronicle.part_ready == 1.0
    found = chronicle.hits("khai mac hoi nghi")
    assert any("Khai mạc hội nghị" in one.text for place in found for one in chronicle.of(place))
    assert chronicle.hits("Đại Lộc") == chronicle.hits("dai loc") != []
    assert chronicle.hits("khongcogi") == chronicle.hits("  ") == []


def test_words_that_stand_together_come_before_words_that_stand_anywhere(tmp_path: Path) -> None:
    """ "hop dai" is in "họp đại biểu" and not in "hợp … Đại Lộc"; what stands nowhere together is found word by word."""
    feed: LocalFeed = papers_feed()
    feed.host(c.AddNote("Phối hợp với huyện Đại Lộc"))
    feed.host(c.AddNote("Họp đại biểu"))
    tape = loaded(write(feed, tmp_path))
    chronicle = Chronicle("vi", tape)
    while not chronicle.get_ready():
        pass
    assert chronicle.hits("hop dai") == [len(tape)]
    assert chronicle.hits("loc phoi hop") == [len(tape) - 1]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """In sentences and in what is searched."""
    feed: LocalFeed = papers_feed()
    feed.host(c.AddNote("[red]x[/] \x1b]0;t\x07 {0} %s"))
    tape = loaded(write(feed, tmp_path))
    chronicle = Chronicle("en", tape)
    while not chronicle.get_ready():
        pass
    text = chronicle.of(len(tape))[0].text
    assert "[red]x[/]" in text
    assert "{0} %s" in text
    assert len(tape) in chronicle.hits("red x")
    assert orjson.dumps(text)
