"""`watch --plain` tells the whole meeting: a line for every event, in order, once, and nothing but text."""

import asyncio
import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings

from bridge_server.cli.diary import Diary, line
from bridge_server.cli.paper import Paper
from bridge_server.journal import LOG, read_chain
from bridge_server.meeting import Agenda, Event, Meeting, Record, Roster
from bridge_server.meeting import events as e
from bridge_server.rehearsal.play import Wish, rehearse
from bridge_server.session import prepare, read_meeting
from bridge_server.wire.text import clean_line
from bridge_server.words import LANGUAGES, Language, catalogue

from ..client.kit import PATIENCE, Served, relay
from ..reports.test_sentences import EVENTS, LEFT_OUT, NINE
from .past import session_with
from .test_watch import say, watching

STEERS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What could steer a terminal, break a line or turn it round."""
DRAWN: Final = re.compile("[\u2500-\u259f\u2800-\u28ff]")
"""Boxes, bars and dots that a reader would spell out."""
MARGIN: Final = re.compile(r"^ *(\d+)  \d\d:\d\d:\d\d  \S")


def on_paper(text: str, margin: str) -> str:
    """What is written for one line of the diary."""
    out = StringIO()
    with redirect_stdout(out):
        Paper(live=False).line(text, margin)
    return out.getvalue()


@pytest.fixture(scope="module")
def nobody(real_agenda: Agenda, real_roster: Roster) -> Meeting:
    """A meeting that knows none of the ids."""
    return Meeting(real_agenda, real_roster)


def rest(meeting: Meeting) -> list[Event]:
    """The kinds of events that are not made by lot, one each."""
    item = replace(meeting.agenda.items[6], id="i1", no="11")
    slot = next(slot for _, slot in meeting.agenda.items[4].all_slots())
    return [
        e.AgendaSet(meeting.agenda),
        e.ItemAdded(item, "", "theo ý kiến\x1b[31m chủ trì"),
        e.SlotAdded("5", replace(slot, id="s1", name="Sở\u202e X\n"), "", "", "thêm"),
        e.MeetingPostponed(NINE, "bão"),
        e.SittingAdjourned(None, "bão"),
        e.RunCorrected("turn", "zz", 0, "end", NINE, NINE + 60_000, "nhầm"),
    ]


def told_plainly(lang: Language, meeting: Meeting, event: Event) -> None:
    """One line, with the record's number and time, and nothing in it but text."""
    record = Record(7, NINE, "host", "id", (event,))
    text = line(lang, meeting, event, record)
    written = on_paper(text, "    7  09:00:00  ")
    assert written.endswith("\n")
    assert written.count("\n") == 1
    assert MARGIN.match(written)
    assert not STEERS.search(written[:-1])
    assert clean_line(text).strip()


@settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(event=EVENTS)
def test_every_event_is_one_line_of_text_in_both_languages(event: Event, nobody: Meeting) -> None:
    """Whatever stands in it: no control byte, no cursor, no second line."""
    for lang in LANGUAGES:
        told_plainly(lang, nobody, event)


def test_the_events_that_carry_a_programme_are_lines_too(nobody: Meeting) -> None:
    """And none is forgotten here."""
    events = rest(nobody)
    assert {type(event).__name__ for event in events} == set(LEFT_OUT)
    for event in events:
        for lang in LANGUAGES:
            told_plainly(lang, nobody, event)


def test_no_sentence_of_ours_has_a_box_or_a_bar() -> None:
    """Neither in the words for events nor in those that `watch` says itself."""
    for lang in LANGUAGES:
        for area in ("event", "operator", "label"):
            assert not [text for text in catalogue(lang, area).values() if DRAWN.search(text) or STEERS.search(text)]


# --- a rehearsed meeting ---

SLOT: Final = {"planned_minutes": 5}
AGENDA: Final[dict[str, Any]] = {
    "title": "Họp giao ban",
    "starts_at": "2025-09-10T14:00:00+07:00",
    "hall": "xa",
    "roster": "roster.json",
    "items": [
        {"id": "1", "no": "1", "kind": "opening", "title": "Khai mạc", "planned_minutes": 5},
        {
            "id": "2", "no": "2", "kind": "papers", "title": "Tham luận", "planned_minutes": 15,
            "slots": [SLOT | {"id": f"2.{n}", "agency": f"t{n}", "name": f"Thôn {n}", "point": f"t{n}"} for n in (1, 2, 3)],
        },
        {"id": "3", "no": "3", "kind": "break", "title": "Giải lao", "planned_minutes": 10, "minimum_minutes": 5},
        {"id": "4", "no": "4", "kind": "discussion", "title": "Thảo luận", "planned_minutes": 20, "turn_minutes": 3},
        {"id": "5", "no": "5", "kind": "conclusion", "title": "Kết luận", "planned_minutes": 10},
    ],
}  # fmt: skip
ROSTER: Final[dict[str, Any]] = {
    "roster": "xa-moi",
    "points": [
        {"id": "xa", "tier": "trung-tam", "unit": "Xã", "name": "Xã Trà Giáp", "parent": None},
        *({"id": f"t{n}", "tier": "thon", "unit": "Thôn", "name": f"Thôn {n}", "parent": "xa"} for n in range(1, 13)),
    ],
}


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The agenda, and the records of a whole rehearsed meeting."""
    folder = tmp_path_factory.mktemp("tong-duyet")
    (folder / "roster.json").write_text(json.dumps(ROSTER), encoding="utf-8")
    (folder / "agenda.json").write_text(json.dumps(AGENDA), encoding="utf-8")
    prepare(folder / "hop", read_meeting(folder / "agenda.json"), 1_757_000_000_000, port=0)
    outcome = asyncio.run(rehearse(Wish(folder / "hop", 3), lambda _key, _facts: None))
    assert outcome.sound
    return folder / "agenda.json", list(read_chain(outcome.log).records())


@pytest.fixture
def hub(tmp_path: Path, rehearsed: tuple[Path, list[dict[str, Any]]]) -> Iterator[Served]:
    """A hub whose log is that of the rehearsed meeting."""
    agenda, records = rehearsed
    found = Served(session_with(tmp_path / "hop", records, agenda))
    found.start()
    try:
        yield found
    finally:
        found.stop()


@pytest.mark.asyncio
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_rehearsed_meeting_is_told_whole_in_order_and_once(hub: Served, lang: Language) -> None:
    """Also through a line that breaks in the middle and once more at the end; then what happens goes on being told."""
    async with relay(hub) as way, watching("--url", way.url, "--code", hub.code("secretary"), "--plain", "--lang", lang) as watch:
        await watch.until(r"^ +40  ")
        way.cut_all()
        await say(hub, "secretary", type="AddNote", text="sau lần ngắt thứ nhất")
        await watch.until("sau lần ngắt thứ nhất")
        way.cut_all()
        await say(hub, "secretary", type="AddNote", text="sau lần ngắt thứ hai")
        await watch.until("sau lần ngắt thứ hai")
        async with asyncio.timeout(PATIENCE):
            assert await watch.ends(signal.SIGTERM) == 0
    records = hub.records()
    chain = read_chain(hub.directory / LOG)
    diary = Diary(lang, chain.header)
    expected = [margin + clean_line(text) for record in records for margin, text in diary.take(record)]
    lines = watch.lines[1:]
    assert lines == expected
    assert len(records) > 100
    numbers = [int(found[1]) for told in lines if (found := MARGIN.match(told))]
    assert sorted(set(numbers)) == [record["n"] for record in records]
    assert numbers == sorted(numbers)
    assert len(numbers) == sum(len(record["events"]) for record in records)
    assert not [told for told in watch.lines if STEERS.search(told) or DRAWN.search(told)]
