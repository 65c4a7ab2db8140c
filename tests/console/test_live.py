"""The live feed against a real hub: the log without gap or repeat whatever the line does, and an answer for everything said."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest

from bridge_server.client.ends import TurnedAway
from bridge_server.client.following import Broken
from bridge_server.meeting import Command
from bridge_server.meeting import commands as c
from bridge_server.wire.frames import Close
from console import live as live_module
from console.feed import Answer, Answered, Arrived, Away, DiskNews, Done, Ended, News, No, Timed, Unconfirmed, Welcomed
from console.live import Live
from tests.client.kit import PATIENCE, Relay, Served, cut, only_first, relay, served
from tests.hub.kit import Running, make_session, running

pytestmark = pytest.mark.asyncio
T = TypeVar("T")


class Console:
    """A live feed and everything that it told."""

    def __init__(self, url: str, code: str, every: float = 0.2) -> None:
        self.feed = Live(url, code, every=every)
        self.news: list[News] = []
        self._told = asyncio.Event()

    def take(self, news: News) -> None:
        """One piece of news."""
        self.news.append(news)
        self._told.set()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until the news make something true."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._told.clear()
                await self._told.wait()

    def of(self, kind: type[T]) -> list[T]:
        """All news of a kind."""
        return [one for one in self.news if isinstance(one, kind)]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the records since the last welcome that began anew, in the order they came."""
        found: list[int] = []
        for one in self.news:
            if isinstance(one, Welcomed) and not one.resumed:
                found = []
            elif isinstance(one, Arrived):
                found += [record["n"] for record in one.records]
        return found

    def records(self, kind: str) -> list[dict[str, Any]]:
        """All events of a kind that came."""
        return [
            event for news in self.of(Arrived) for record in news.records for event in record["events"] if event["type"] == kind
        ]

    async def record(self, n: int) -> None:
        """Wait for record `n`."""
        await self.until(lambda: self.numbers and self.numbers[-1] >= n)


@asynccontextmanager
async def console(url: str, code: str, every: float = 0.2) -> AsyncIterator[Console]:
    """Follows until the block ends."""
    found = Console(url, code, every)
    task = asyncio.create_task(found.feed.run(found.take))
    try:
        await found.until(lambda: found.of(Welcomed))
        yield found
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def line_to(hub: Running) -> AsyncIterator[Relay]:
    """A line to a hub in this process, that can be made to fail."""
    async with relay(cast(Served, SimpleNamespace(url=hub.page))) as found:
        yield found


def way(line: Relay) -> str:
    """The websocket's address through it."""
    return line.url.replace("http", "ws") + "/ws"


def done(answer: Answer) -> Done:
    """It was."""
    assert isinstance(answer, Done), answer
    return answer


async def test_history_comes_first_and_then_what_happens(tmp_path: Path) -> None:
    """Every record once, in order, with the header of the log; whoever says something is answered with its number."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        for number in range(3):
            await host.accepted(c.AddNote(f"ghi {number}"))
        async with console(hub.url, hub.code("host")) as one:
            await one.until(lambda: one.of(Arrived) and not one.of(Arrived)[-1].more)
            assert one.numbers == list(range(1, hub.meeting.n + 1))
            assert one.of(Arrived)[0].header["agenda"]["title"] == hub.meeting.agenda.title
            answer = done(await one.feed.send(c.OpenMeeting()))
            await one.record(answer.n)
            assert one.numbers == list(range(1, answer.n + 1))
            assert len(one.records("MeetingOpened")) == 1
            await one.until(lambda: one.of(Timed))
            assert abs(one.of(Timed)[-1].now - hub.hub.clock.now()) < 60_000
            assert (one.of(Welcomed)[0].pace, one.of(Welcomed)[0].demonstration) == (1.0, False)


async def test_a_cut_line_leaves_no_gap_and_no_repeat(tmp_path: Path) -> None:
    """However often it breaks, the log goes on behind the last record."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        async with console(hub.url, hub.code("host")) as one:
            for number in range(4):
                answer = await host.accepted(c.AddNote(f"ghi {number}"))
                await one.record(answer.n)
                one.feed.cut()
                later = await host.accepted(c.AddNote(f"lúc đứt {number}"))
                await one.record(later.n)
            assert one.numbers == list(range(1, hub.meeting.n + 1))
            assert [welcome.resumed for welcome in one.of(Welcomed)] == [False, *[True] * (len(one.of(Welcomed)) - 1)]
            assert len(one.of(Away)) == len(one.of(Welcomed)) - 1 >= 1


async def test_a_hub_that_comes_back_is_gone_on_with(tmp_path: Path) -> None:
    """Killed and started again: the same log, behind the last record; nothing that was answered is missing."""
    with served(tmp_path / "hop") as hub:
        async with relay(hub) as line, console(way(line), hub.code("host")) as one:
            answer = done(await one.feed.send(c.AddNote("trước")))
            await one.record(answer.n)
            await asyncio.to_thread(hub.kill)
            await one.until(lambda: one.of(Away))
            lost = await one.feed.send(c.AddNote("lúc mất"))
            assert isinstance(lost, Unconfirmed)
            assert lost.why == "lost"
            await asyncio.to_thread(hub.start)
            line.hub = hub.url.replace("http", "ws") + "/ws"
            await one.until(lambda: len(one.of(Welcomed)) > 1)
            later = done(await one.feed.send(c.AddNote("sau")))
            await one.record(later.n)
            assert one.of(Welcomed)[-1].resumed
            assert one.numbers == list(range(1, later.n + 1))
            assert [event["text"] for event in one.records("NoteAdded")] == ["trước", "sau"]


async def test_a_refusal_is_a_sentence_in_the_hosts_language(tmp_path: Path) -> None:
    """With its code; nothing is recorded."""
    async with running(make_session(tmp_path / "hop")) as hub, console(hub.url, hub.code("host")) as one:
        answer = await one.feed.send(c.StartItem("5"))
        assert isinstance(answer, No)
        assert answer.code == "not-open"
        assert "chưa bắt đầu" in answer.text
        assert one.records("ItemStarted") == []


async def test_two_hosts_who_press_next_at_once_go_on_once(tmp_path: Path) -> None:
    """One is done, the other is told what changed; both see the same log."""
    async with (
        running(make_session(tmp_path / "hop")) as hub,
        console(hub.url, hub.code("host")) as one,
        console(hub.url, hub.code("host")) as two,
    ):
        done(await one.feed.send(c.OpenMeeting()))
        answers = await asyncio.gather(one.feed.send(c.StartItem("1")), two.feed.send(c.StartItem("1")))
        assert sorted(type(answer).__name__ for answer in answers) == ["Done", "No"]
        last = hub.meeting.n
        await one.record(last)
        await two.record(last)
        assert len(one.records("ItemStarted")) == len(two.records("ItemStarted")) == 1
        assert one.numbers == two.numbers


async def test_a_secretary_comes_in_as_one(tmp_path: Path) -> None:
    """Sees everything; what is the host's own is refused."""
    async with running(make_session(tmp_path / "hop")) as hub, console(hub.url, hub.code("secretary")) as one:
        assert one.of(Welcomed)[0].role == "secretary"
        done(await one.feed.send(c.AddNote("ghi")))
        answer = await one.feed.send(c.OpenMeeting())
        assert isinstance(answer, No)
        assert answer.code == "not-allowed"


async def test_a_revoked_code_is_the_end(tmp_path: Path) -> None:
    """The last news says so; nothing more is tried, and nothing more can be said."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        one = Console(hub.url, hub.code("secretary"))
        task = asyncio.create_task(one.feed.run(one.take))
        await one.until(lambda: one.of(Welcomed))
        await host.accepted(c.RevokeCode("secretary"))
        await asyncio.wait_for(task, PATIENCE)
        assert isinstance(one.news[-1], Ended)
        assert isinstance(one.news[-1].why, TurnedAway)
        assert one.news[-1].why.code == Close.REVOKED
        assert isinstance(await one.feed.send(c.AddNote("muộn")), Unconfirmed)


async def test_a_lost_answer_is_unconfirmed_and_nothing_is_said_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that took it and whose answer never came: the log has it once, under the id that was told."""
    monkeypatch.setattr(live_module, "HOST_PATIENCE", 0.3)
    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        line.down = only_first("Accepted", lambda: None)
        async with console(way(line), hub.code("host"), every=30.0) as one:
            answer = await one.feed.send(c.AddNote("một lần"))
            assert isinstance(answer, Unconfirmed)
            assert answer.why == "silent"
            await one.until(lambda: one.records("NoteAdded"))
            records = [record for news in one.of(Arrived) for record in news.records]
            assert [record["id"] for record in records if record["events"][0]["type"] == "NoteAdded"] == [answer.ident]
            assert len([frame for frame in line.seen if frame["type"] == "Send"]) == 1


@pytest.mark.parametrize(("command", "kind"), [(c.AddNote("muộn"), Done), (c.StartItem("5"), No)])
async def test_a_late_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command, kind: type) -> None:
    """An answer that comes when it was given up already: with the command's id, whether it was done or refused."""
    monkeypatch.setattr(live_module, "HOST_PATIENCE", 0.3)
    held: list[dict[str, Any]] = []
    due: list[bool] = []

    def late(message: dict[str, Any]) -> dict[str, Any] | None:
        if message["type"] in ("Accepted", "Rejected"):
            held.append(message)
            return None
        return held.pop() if held and due and message["type"] == "Synced" else message

    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        line.down = late
        async with console(way(line), hub.code("host")) as one:
            answer = await one.feed.send(command)
            assert isinstance(answer, Unconfirmed)
            assert one.of(Answered) == []
            due.append(True)
            await one.until(lambda: one.of(Answered))
            [told] = one.of(Answered)
            assert told.ident == answer.ident
            assert isinstance(told.answer, kind)


async def test_a_command_on_a_line_that_breaks_is_unconfirmed(tmp_path: Path) -> None:
    """It never came to the hub, and is not said again on the next connection."""
    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        line.up = only_first("Send", cut)
        async with console(way(line), hub.code("host")) as one:
            answer = await one.feed.send(c.AddNote("mất"))
            assert isinstance(answer, Unconfirmed)
            assert answer.why == "lost"
            await one.until(lambda: len(one.of(Welcomed)) > 1)
            done(await one.feed.send(c.AddNote("đến")))
            await one.until(lambda: one.records("NoteAdded"))
            assert [event["text"] for event in one.records("NoteAdded")] == ["đến"]


async def test_another_log_at_the_same_address_begins_anew(tmp_path: Path) -> None:
    """A dress rehearsal after the meeting, say: the welcome tells so, and its log comes from its own header."""
    directory = make_session(tmp_path / "hop")
    async with (
        running(directory) as first,
        running(directory, rehearsal=directory / "rehearsal.jsonl") as second,
        line_to(first) as line,
        console(way(line), first.code("host")) as one,
    ):
        await one.record(done(await one.feed.send(c.AddNote("ghi"))).n)
        assert not one.of(Welcomed)[-1].rehearsal
        line.hub = second.url
        line.cut_all()
        await one.until(lambda: len(one.of(Welcomed)) > 1)
        assert (one.of(Welcomed)[-1].resumed, one.of(Welcomed)[-1].rehearsal) == (False, True)
        answer = done(await one.feed.send(c.AddNote("tổng duyệt")))
        await one.record(answer.n)
        assert one.numbers == list(range(1, answer.n + 1))
        assert one.of(Arrived)[-1].header["log"] != one.of(Arrived)[0].header["log"]


async def test_a_demonstration_says_so_and_how_fast_it_goes(tmp_path: Path) -> None:
    """What the welcome marks is passed on as it is."""

    def marked(message: dict[str, Any]) -> dict[str, Any]:
        return message | {"demonstration": True, "rehearsal": True, "pace": 4.0} if message["type"] == "Welcome" else message

    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        line.down = marked
        async with console(way(line), hub.code("host")) as one:
            welcome = one.of(Welcomed)[0]
            assert (welcome.demonstration, welcome.rehearsal, welcome.pace) == (True, True, 4.0)


async def test_a_log_that_does_not_follow_is_the_end(tmp_path: Path) -> None:
    """A line was changed on the way: the chain shows it, and nothing of it is shown."""
    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        one = Console(way(line), hub.code("host"))
        task = asyncio.create_task(one.feed.run(one.take))
        await one.until(lambda: one.of(Arrived))
        one.feed.following.h = b"0" * 64
        await one.feed.send(c.AddNote("ghi"))
        await asyncio.wait_for(task, PATIENCE)
        assert isinstance(one.news[-1], Ended)
        assert isinstance(one.news[-1].why, Broken)
        assert one.records("NoteAdded") == []
        assert one.of(DiskNews) == []
