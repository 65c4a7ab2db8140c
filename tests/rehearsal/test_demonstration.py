"""A demonstration: whoever is the host finds points that behave like points, whatever the host does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bridge_server.hub.codes import Holder
from bridge_server.hub.opening import current_rehearsal
from bridge_server.journal.replay import replay
from bridge_server.meeting import Command, Meeting, digest
from bridge_server.meeting.commands import (
    Adjourn,
    CloseList,
    CloseMeeting,
    DeclineTurn,
    EndItem,
    OpenMeeting,
    ReopenMeeting,
    ResumeMeeting,
    RevokeCode,
    SendNotice,
    SkipItem,
    Standby,
    StartItem,
    Undo,
    VoidCheckIn,
)
from bridge_server.meeting.queue import requests
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.values import MINUTE, Audience
from bridge_server.rehearsal.cast import draw
from bridge_server.rehearsal.demonstration import Shown, Wanted, demonstrate
from bridge_server.rehearsal.habits import draw_habits
from bridge_server.rehearsal.seat import Console, Tally
from bridge_server.rehearsal.stage import luck
from bridge_server.session import prepare, read_meeting
from bridge_server.wire.frames import Accepted

from .conftest import ROOT, records_of

pytestmark = pytest.mark.asyncio
PATIENCE = 120.0
AGENDA: dict[str, Any] = {
    "title": "Họp giao ban",
    "starts_at": "2025-09-10T14:00:00+07:00",
    "hall": "xa",
    "roster": "roster.json",
    "agencies": [{"id": "vp", "name": "Văn phòng", "point": "xa"}, {"id": "t1", "name": "Thôn 1", "point": "t1"}],
    "items": [
        {"id": "mo", "no": "I", "kind": "opening", "title": "Khai mạc", "planned_minutes": 3},
        {
            "id": "tl", "no": "II", "kind": "papers", "title": "Tham luận", "planned_minutes": 12,
            "slots": [{"id": "s1", "agency": "t1", "name": "Thôn 1", "point": "t1", "planned_minutes": 5}],
        },
        {"id": "nghi", "no": "III", "kind": "break", "title": "Giải lao", "planned_minutes": 10},
        {"id": "ban", "no": "IV", "kind": "discussion", "title": "Thảo luận", "planned_minutes": 20, "turn_minutes": 3},
        {"id": "ket", "no": "V", "kind": "conclusion", "title": "Kết luận", "planned_minutes": 5},
    ],
}  # fmt: skip
POINTS = 30
ROSTER: dict[str, Any] = {
    "roster": "xa-moi",
    "points": [
        {"id": "xa", "tier": "trung-tam", "unit": "Xã", "name": "Xã Trà Giáp", "parent": None},
        *({"id": f"t{n}", "tier": "thon", "unit": "Thôn", "name": f"Thôn {n}", "parent": "xa"} for n in range(1, POINTS)),
    ],
}


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A prepared session of two tiers, with a contribution from afar, a break and a discussion."""
    (tmp_path / "roster.json").write_text(json.dumps(ROSTER), encoding="utf-8")
    (tmp_path / "agenda.json").write_text(json.dumps(AGENDA), encoding="utf-8")
    prepare(tmp_path / "hop", read_meeting(tmp_path / "agenda.json"), 1_757_000_000_000, port=0)
    return tmp_path / "hop"


@dataclass(slots=True)
class Watched:
    """A demonstration with a host at its console, and what was told of it."""

    shown: Shown
    host: Console
    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        """As the console has it."""
        return self.host.meeting

    @property
    def log(self) -> Path:
        """The log that is written."""
        return Path(self.shown.directory) / self.shown.folder / "session.jsonl"

    async def do(self, *commands: Command) -> Accepted:
        """What the host does, one after the other."""
        for command in commands:
            answer = await self.host.do(command)
        return answer

    async def until(self, found: Callable[[Meeting], object]) -> None:
        """Wait until the meeting is so."""
        await self.host.until("it", lambda: found(self.meeting))

    async def minutes(self, minutes: float) -> None:
        """Wait until so much of the meeting has passed, as its records tell."""
        at = self.meeting.at + round(minutes * MINUTE)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while True:
            offset, _ = await self.host.connection.sync() if self.host.connection else (0, 0)
            if offset + loop.time() * 1000 >= at:
                return
            assert loop.time() < deadline
            await asyncio.sleep(0.02)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of a type in the log so far, each with its record's instant and author."""
        return [
            {"noted_at": record["at"], "by": record["by"], **event}
            for record in records_of(self.log)
            for event in record["events"]
            if event["type"] == kind
        ]


@asynccontextmanager
async def watched(
    directory: Path, pace: float | None = 240.0, *, autopilot: bool = False, seed: int = 1
) -> AsyncIterator[Watched]:
    """A demonstration in this process, with a console of the host's; at the end it ends in order, and nothing was amiss."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[str] = loop.create_future()
    ready: asyncio.Future[Shown] = loop.create_future()
    told: list[tuple[str, dict[str, object]]] = []
    wanted = Wanted(directory, seed, pace, autopilot)
    running = loop.create_task(demonstrate(wanted, lambda *one: told.append(one), ready.set_result, ended))
    first: list[asyncio.Future[Any]] = [running, ready]
    await asyncio.wait(first, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    shown = ready.result()
    host = Console(Holder("host"), "Điều phối", f"{shown.url.replace('http', 'ws')}/ws", shown.code, Tally())
    try:
        await host.join()
        await host.reached(records_of(directory / shown.folder / "session.jsonl")[-1]["n"])
        yield Watched(shown, host, told)
    finally:
        await host.leave()
        ended.set_result("test")
        async with asyncio.timeout(PATIENCE):
            assert await running
    assert "defect" not in (directory / shown.folder / "hub.log").read_text(encoding="utf-8")


def reported(meeting: Meeting) -> int:
    """How many points have reported."""
    return figures(meeting).all.reported


async def test_the_board_is_alive_when_the_console_comes(tmp_path: Path) -> None:
    """All 260 points but one have their page open, about seven of ten have reported, the hall's agencies too, over half an hour;
    everything is marked, and the clock flows in real time twelve minutes before the start."""
    prepare(tmp_path / "hop", read_meeting(ROOT / "agenda.json"), 1_757_000_000_000, port=0)
    async with watched(tmp_path / "hop", None) as show:
        meeting = show.meeting
        assert show.shown.points == len(meeting.points) == 260
        assert sum(up for up, _ in meeting.lines.values()) == 259
        assert 0.6 < reported(meeting) / 260 < 0.85
        assert figures(meeting).hall.reported > 10
        assert {event["source"] for event in show.events("CheckedIn")} <= {"self", "parent"}
        times = [event["noted_at"] for event in show.events("CheckedIn")]
        assert meeting.starts_at - times[0] > 20 * MINUTE
        assert len(set(times)) > 60
        assert show.host.connection is not None
        welcome = show.host.connection.welcome
        assert (welcome.rehearsal, welcome.demonstration, welcome.pace) == (True, True, 1.0)
        assert -12.1 * MINUTE < welcome.now - meeting.starts_at < -11 * MINUTE
        assert replay(show.log)[0].header["demonstration"] is True


async def test_the_others_report_in_the_next_minutes(village: Path) -> None:
    """A few late, some with leave; one never comes."""
    async with watched(village, 600.0) as show:
        await show.until(lambda meeting: reported(meeting) == POINTS - 1)
        modes = [event["mode"] for event in show.events("CheckedIn")]
        assert {"in_person", "absent_with_leave", "absent"} <= set(modes)
        await show.until(lambda _: show.events("ArrivedLate"))
        (never,) = set(show.meeting.points) - {key.partition("/")[0] for key in show.meeting.check_ins}
        assert never not in show.meeting.lines


async def test_one_seed_is_one_crowd() -> None:
    """The same characters each time, others with another seed."""
    meant = read_meeting(ROOT / "agenda.json")

    def crowd(seed: int) -> object:
        return draw_habits(meant.agenda, meant.roster, draw(meant.agenda, meant.roster, luck(seed, "cast")), seed)

    assert crowd(4) == crowd(4) != crowd(5)


async def test_who_is_called_gets_ready(village: Path) -> None:
    """Like people: not at once, and only who is called."""
    async with watched(village, 60.0) as show:
        await show.until(lambda meeting: "t1" in meeting.check_ins)
        await show.do(OpenMeeting(), StartItem("tl"))
        told = await show.do(Standby("s1"))
        await show.until(lambda meeting: meeting.turns["s1"].ready)
        (ready,) = show.events("ReadyAnswered")
        assert ready["turn"] == "s1"
        assert 2_500 <= ready["noted_at"] - told.at <= 5 * MINUTE


async def test_a_discussion_is_one(village: Path) -> None:
    """The first ask in the item before, most in the discussion, about something and mostly with a speaker; some write. Whoever is
    called answers; after the list is closed nobody asks."""
    async with watched(village) as show:
        await show.until(lambda meeting: reported(meeting) >= POINTS - 3)
        await show.do(OpenMeeting(), StartItem("tl"))
        await show.until(lambda meeting: len(requests(meeting)) >= 2)
        await show.do(StartItem("ban", after="tl"))
        await show.until(lambda meeting: len(requests(meeting)) >= 6)
        asked = show.events("RequestMade")
        assert {event["origin"] for event in asked} == {"self"}
        assert all(event["subject"] for event in asked)
        assert sum(bool(event["speaker"]["name"]) for event in asked) > len(asked) / 2
        turn = next(turn for turn, _ in requests(show.meeting))
        await show.do(Standby(turn.id))
        await show.until(lambda meeting: meeting.turns[turn.id].ready or meeting.turns[turn.id].state == "withdrawn")
        await show.until(lambda meeting: meeting.opinions)
        closed = await show.do(CloseList())
        for one, _ in requests(show.meeting):
            await show.do(DeclineTurn(one.id, "hết giờ"))
        written = len(show.meeting.opinions)
        await show.until(lambda meeting: len(meeting.opinions) >= written + 2)
        await show.minutes(10)
        assert all(event["noted_at"] <= closed.at for event in show.events("RequestMade"))


async def test_after_a_break_most_come_back(village: Path) -> None:
    """Slowly, and some forget to say so."""
    async with watched(village) as show:
        await show.until(lambda meeting: reported(meeting) >= POINTS - 3)
        begun = await show.do(OpenMeeting(), StartItem("nghi"))
        await show.until(lambda meeting: len(meeting.back) >= POINTS * 0.6)
        first, *_, last = [event["noted_at"] - begun.at for event in show.events("PointBack")]
        assert first > 2 * MINUTE
        assert last - first > MINUTE


async def test_messages_are_read(village: Path) -> None:
    """By most, over some minutes."""
    async with watched(village) as show:
        await show.do(SendNotice(Audience(), "Đề nghị tắt micro."))
        await show.until(lambda meeting: len(meeting.acknowledged) >= POINTS * 0.6)
        read = [event["noted_at"] for event in show.events("NoticeAcknowledged")]
        assert read[-1] - read[0] > MINUTE / 2


async def test_lines_and_sound_fail_and_are_mended(village: Path) -> None:
    """Now and then, somewhere."""
    async with watched(village, 120.0, seed=4) as show:
        await show.until(lambda meeting: meeting.faults)
        await show.until(lambda meeting: any(fault.cleared_at is not None for fault in meeting.faults.values()))
        await show.until(lambda meeting: any(not up for up, _ in meeting.lines.values()))
        await show.until(lambda meeting: all(up for up, _ in meeting.lines.values()))


async def test_an_odd_host_is_taken_as_it_comes(village: Path) -> None:
    """Items in any order, undone, skipped; a sitting adjourned; a report taken back (it is made again); a code revoked; closed,
    reopened, and the crowd is still there."""
    async with watched(village) as show:
        await show.until(lambda meeting: reported(meeting) >= POINTS - 3)
        point = next(one["point"] for one in show.events("CheckedIn") if (one["source"], one["agency"]) == ("self", ""))
        await show.do(VoidCheckIn(point), OpenMeeting(), StartItem("ban"))
        await show.until(lambda meeting: requests(meeting))
        started = await show.do(StartItem("nghi", after="ban"))
        await show.do(Undo(started.n), RevokeCode("point", "t5"), EndItem("ban"), SkipItem("ket", reason="thử"))
        await show.until(lambda meeting: meeting.check_in(point) is not None)
        await show.do(Adjourn(show.meeting.at + 60 * MINUTE, "mất điện"), ResumeMeeting(), StartItem("nghi"))
        await show.until(lambda meeting: meeting.back)
        await show.do(EndItem("nghi"), CloseMeeting(), ReopenMeeting("còn ý kiến"), StartItem("ban"))
        waiting = len(show.events("RequestMade"))
        await show.until(lambda _: len(show.events("RequestMade")) > waiting)


async def test_the_autopilot_plays_the_meeting_to_its_end(village: Path) -> None:
    """Against a clock that flows; then the hub goes on serving. The log alone leads to the same meeting."""
    async with watched(village, 3_000.0, autopilot=True, seed=2) as show:
        await show.until(lambda meeting: meeting.phase == "closed")
        assert [event["item"] for event in show.events("ItemEnded")] == ["mo", "tl", "nghi", "ban", "ket"]
        await show.do(SendNotice(Audience(), "Cảm ơn các điểm cầu."))
        assert "let-go" not in [key for key, _ in show.told]
        assert digest(replay(show.log)[0].meeting) == digest(show.meeting)


async def test_a_host_who_steps_in_has_the_meeting(village: Path) -> None:
    """The script lets go, with its reason; the points go on, now for the host."""
    async with watched(village, autopilot=True) as show:
        await show.do(OpenMeeting(), StartItem("tl"))
        await letting_go(show)
        await show.until(lambda meeting: reported(meeting) >= POINTS - 3)
        await show.do(
            StartItem("ban", after=show.meeting.running) if show.meeting.running != "ban" else SendNotice(Audience(), "Mời.")
        )
        await show.until(lambda meeting: len(requests(meeting)) >= 3)
        turn = next(turn for turn, _ in requests(show.meeting))
        await show.do(Standby(turn.id))
        await show.until(lambda meeting: meeting.turns[turn.id].ready or meeting.turns[turn.id].state == "withdrawn")


async def letting_go(show: Watched) -> None:
    """Wait until the script has."""
    async with asyncio.timeout(PATIENCE):
        while "let-go" not in [key for key, _ in show.told]:
            await asyncio.sleep(0.02)


async def test_a_demonstration_is_never_gone_on_with(village: Path) -> None:
    """A rehearsal of the same session begins anew."""
    async with watched(village) as show:
        await show.do(OpenMeeting())
    assert current_rehearsal(village) == village / "rehearsal-2"
