"""A log replayed is the meeting it is the log of."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks.meetings import real_meeting, write_log
from bridge_server.journal import FileJournal, new_log_id
from bridge_server.journal.replay import replay, start
from bridge_server.meeting import HOST, Meeting, Record, apply, decide, digest
from bridge_server.meeting.commands import OpenMeeting, StartItem
from bridge_server.wire.records import UnknownEvent, encode_record


def header(meeting: Meeting) -> dict[str, Any]:
    """The header of a log of this meeting."""
    return {
        "session": "s",
        "rehearsal": False,
        "created": 0,
        "previous": None,
        "agenda": orjson.loads(orjson.dumps(meeting.agenda)),
        "roster": orjson.loads(orjson.dumps(meeting.roster)),
    }


def test_the_same_log_gives_the_same_digest_as_the_live_meeting(tmp_path: Path) -> None:
    """Whether it was folded while it happened or read afterwards."""
    path, live = tmp_path / "session.jsonl", real_meeting()
    journal = FileJournal.create(path, header(live), log=new_log_id())
    for command in (OpenMeeting(), StartItem("1"), StartItem("5", after="1")):
        now = live.starts_at + live.n * 60_000
        record = Record(live.n + 1, now, "host", f"c{live.n}", decide(live, command, HOST, now))
        journal.append([(record.n, encode_record(record))]).result(timeout=10)
        apply(live, record)
    journal.close(live.at)
    told, chain = replay(path)
    assert digest(told.meeting) == digest(live)
    assert dict(told.meeting.answered) == dict(live.answered)
    assert chain.head.n == 3


def test_every_prefix_of_a_log_replays(tmp_path: Path) -> None:
    """Up to each record, and its digest is the one the meeting had then."""
    path = tmp_path / "session.jsonl"
    write_log(path, 300)
    told, chain = replay(path)
    step = start(chain.header)
    for record in chain.records():
        step.fold([record])
        if record["n"] in (1, 2, 50, 299):
            number = record["n"]
            again, _ = replay(path, lambda one, last=number: one["n"] > last)  # type: ignore[misc]  # mypy cannot infer it
            assert digest(again.meeting) == digest(step.meeting)
    assert digest(told.meeting) == digest(step.meeting)


def test_events_of_a_newer_program_are_told_and_the_rest_is_folded() -> None:
    """With the record they stand in."""
    meeting = real_meeting()
    told = start(header(meeting) | {"format": 1})
    told.fold(
        [{"n": 1, "at": 5, "by": "host", "id": "", "events": [{"type": "Applauded", "seconds": 3}, {"type": "ListClosed"}]}]
    )
    assert told.unknown == [(1, UnknownEvent("Applauded", {"seconds": 3}))]
    assert told.meeting.list_closed_at == 5


@pytest.mark.parametrize("device", ["", "@phone-2"])
def test_command_ids_are_remembered_by_author_whatever_the_device(device: str) -> None:
    """A resend from another device of the point finds the same answer."""
    told = start(header(real_meeting()))
    told.fold([{"n": 1, "at": 5, "by": f"point:20335{device}", "id": "abc", "events": [{"type": "LineUp", "point": "20335"}]}])
    assert told.meeting.answered == {"point:20335 abc": 1}
