"""Whose page is connected: said when it comes, when it has been gone for long enough, and when it is back; never guessed."""

import asyncio
import errno
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge_server.client.connection import open_connection
from bridge_server.hub.clock import ScriptedClock
from bridge_server.hub.presence import Presence
from bridge_server.journal import LOG, FileJournal
from bridge_server.journal.replay import replay
from bridge_server.meeting import HOST, Record, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE
from bridge_server.wire.frames import Accepted, Mine, Trouble
from bridge_server.wire.records import encode_record
from bridge_server.wire.roll_frames import Children
from tests.journal.kit import FaultyDisk

from .kit import PATIENCE, TAM_KY, TAN_THANH, THANG_BINH, Client, Running, make_session, running
from .test_disk import Faulty
from .test_writer import Held, records_of

EIGHT = 1_717_117_200_000
HA_LAM, PHUOC_HOA = "20791", "20338"


def said(directory: Path) -> list[tuple[str, str]]:
    """What the log says of lines: "LineUp" or "LineLost", and of which point."""
    events = [event for record in records_of(directory) for event in record["events"]]
    return [(event["type"], event["point"]) for event in events if event["type"].startswith("Line")]


async def until_gone(hub: Running, point: str, devices: int = 0) -> None:
    """The hub has noticed that only so many devices of the point are connected."""
    async with asyncio.timeout(PATIENCE):
        while hub.hub.presence.devices(point) != devices:
            await asyncio.sleep(0.001)


async def swept(hub: Running, host: Client, clock: ScriptedClock, now: int) -> list[tuple[str, str]]:
    """The clock says `now`; what the log says of lines after the hub has looked at it."""
    clock.set(now)
    hub.hub.sweep()
    await host.accepted(c.AddNote("Sau khi nhìn lại"))
    return said(hub.opened.directory)


@pytest.mark.asyncio
async def test_a_page_that_is_gone_for_thirty_seconds_is_lost_and_back_when_it_comes(tmp_path: Path) -> None:
    """Of the meeting's clock; each is one record, and the parent sees it on its list."""
    clock = ScriptedClock(EIGHT)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub:
        host, parent, point = [await hub.join(one) for one in ("host", TAM_KY, TAN_THANH)]
        await parent.frame(Children, lambda frame: row(frame) is True)
        await point.connection.close()
        await until_gone(hub, TAN_THANH)
        up = [("LineUp", TAM_KY), ("LineUp", TAN_THANH)]
        assert await swept(hub, host, clock, EIGHT + 29_999) == up
        assert await swept(hub, host, clock, EIGHT + 30_000) == [*up, ("LineLost", TAN_THANH)]
        await parent.frame(Children, lambda frame: row(frame) is False)
        assert await swept(hub, host, clock, EIGHT + 90_000) == [*up, ("LineLost", TAN_THANH)]
        await hub.join(TAN_THANH)
        await parent.until(lambda client: row(last(client)) is True)
        assert said(hub.opened.directory) == [*up, ("LineLost", TAN_THANH), ("LineUp", TAN_THANH)]


def row(frame: Children) -> bool | None:
    """Whether the line of Tân Thạnh is up on its parent's list."""
    return next(one.line_up for one in frame.rows if one.point == TAN_THANH)


def last(client: Client) -> Children:
    """The newest list of children."""
    return next(frame for frame in reversed(client.frames) if isinstance(frame, Children))


@pytest.mark.asyncio
async def test_a_short_break_is_not_worth_a_word(tmp_path: Path) -> None:
    """Back within thirty seconds: the line was never lost, and the wait begins anew at the next loss."""
    clock = ScriptedClock(EIGHT)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub:
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        point.connection.abort()
        await until_gone(hub, TAN_THANH)
        assert await swept(hub, host, clock, EIGHT + 20_000) == [("LineUp", TAN_THANH)]
        point = await hub.join(TAN_THANH)
        assert await swept(hub, host, clock, EIGHT + 60_000) == [("LineUp", TAN_THANH)]
        point.connection.abort()
        await until_gone(hub, TAN_THANH)
        assert await swept(hub, host, clock, EIGHT + 89_999) == [("LineUp", TAN_THANH)]
        assert await swept(hub, host, clock, EIGHT + 90_000) == [("LineUp", TAN_THANH), ("LineLost", TAN_THANH)]


@pytest.mark.asyncio
async def test_a_second_device_keeps_the_line(tmp_path: Path) -> None:
    """Only the last one takes it along."""
    clock = ScriptedClock(EIGHT)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub:
        host = await hub.join("host")
        phone, tablet = await hub.join(TAN_THANH, device="phone"), await hub.join(TAN_THANH, device="tablet")
        await phone.connection.close()
        await until_gone(hub, TAN_THANH, 1)
        assert await swept(hub, host, clock, EIGHT + 100_000) == [("LineUp", TAN_THANH)]
        await tablet.connection.close()
        await until_gone(hub, TAN_THANH)
        assert await swept(hub, host, clock, EIGHT + 130_000) == [("LineUp", TAN_THANH), ("LineLost", TAN_THANH)]


@pytest.mark.asyncio
async def test_consoles_and_screens_have_no_line(tmp_path: Path) -> None:
    """Nor has a point that nobody ever opened."""
    clock = ScriptedClock(EIGHT)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub:
        host = await hub.join("host")
        for role in ("secretary", "screen", "mirror"):
            await (await hub.join(role)).connection.close()
        assert await swept(hub, host, clock, EIGHT + 600_000) == []


async def story(hub: Running, clock: ScriptedClock) -> None:
    """Two points are connected, a third was lost, all others never came; then a minute passes."""
    host = await hub.join("host")
    away = await hub.join(HA_LAM)
    await away.connection.close()
    await until_gone(hub, HA_LAM)
    for point in (TAN_THANH, THANG_BINH):
        await hub.join(point)
    assert ("LineLost", HA_LAM) in await swept(hub, host, clock, EIGHT + MINUTE)
    assert dict(hub.meeting.lines).keys() == {TAN_THANH, THANG_BINH, HA_LAM}


@pytest.mark.asyncio
@pytest.mark.parametrize("crashed", [True, False], ids=["crash", "stopped-in-order"])
async def test_a_restart_gives_those_who_were_connected_a_minute(tmp_path: Path, crashed: bool) -> None:
    """Whoever does not come back within it is lost; of the others, and of those lost before, nothing is said."""
    directory, clock = make_session(tmp_path / "hop"), ScriptedClock(EIGHT)
    async with running(directory, clock=clock) as hub:
        await story(hub, clock)
        if crashed:  # what a copy holds while the hub runs is what a crash leaves
            shutil.copytree(directory, tmp_path / "left")
    directory = tmp_path / "left" if crashed else directory
    before = said(directory)
    assert any(event["type"] == "HubStopped" for record in records_of(directory) for event in record["events"]) is not crashed
    clock = ScriptedClock(EIGHT + 2 * MINUTE)
    async with running(directory, clock=clock) as hub:
        assert dict(hub.meeting.lines) == {}
        host = await hub.join("host")
        await hub.join(TAN_THANH)
        back = [*before, ("LineUp", TAN_THANH)]
        assert await swept(hub, host, clock, EIGHT + 3 * MINUTE - 1) == back
        assert await swept(hub, host, clock, EIGHT + 3 * MINUTE) == [*back, ("LineLost", THANG_BINH)]
        assert await swept(hub, host, clock, EIGHT + 30 * MINUTE) == [*back, ("LineLost", THANG_BINH)]


@pytest.mark.asyncio
async def test_after_a_long_stop_nothing_is_known_of_anybody(tmp_path: Path) -> None:
    """Who was connected yesterday is not lost today."""
    directory, clock = make_session(tmp_path / "hop"), ScriptedClock(EIGHT)
    async with running(directory, clock=clock) as hub:
        await story(hub, clock)
    before = said(directory)
    clock = ScriptedClock(EIGHT + 12 * MINUTE)
    async with running(directory, clock=clock) as hub:
        assert await swept(hub, await hub.join("host"), clock, EIGHT + 60 * MINUTE) == before


@pytest.mark.asyncio
async def test_two_restarts_in_a_row_forget_nobody(tmp_path: Path) -> None:
    """Who was connected before the first and came back after neither is lost a minute after the second."""
    directory, clock = make_session(tmp_path / "hop"), ScriptedClock(EIGHT)
    async with running(directory, clock=clock) as hub:
        await story(hub, clock)
    before = said(directory)
    async with running(directory, clock=ScriptedClock(EIGHT + 2 * MINUTE)):
        pass
    clock = ScriptedClock(EIGHT + 2 * MINUTE + 10_000)
    async with running(directory, clock=clock) as hub:
        found = await swept(hub, await hub.join("host"), clock, EIGHT + 3 * MINUTE + 10_000)
        assert found == [*before, ("LineLost", TAN_THANH), ("LineLost", THANG_BINH)]


@pytest.mark.asyncio
async def test_a_code_revoked_while_the_hub_stood_still_forgets_nobody(tmp_path: Path) -> None:
    """The record between stop and start says nothing of lines, and changes nothing about them."""
    directory, clock = make_session(tmp_path / "hop"), ScriptedClock(EIGHT)
    async with running(directory, clock=clock) as hub:
        await story(hub, clock)
    before = said(directory)
    meeting, now = replay(directory)[0].meeting, EIGHT + 2 * MINUTE
    record = Record(meeting.n + 1, now, str(HOST), "", decide(meeting, c.RevokeCode("screen"), HOST, now))
    journal = FileJournal.open(directory / LOG)
    journal.append([(record.n, encode_record(record))]).result(PATIENCE)
    journal.close(now)
    clock = ScriptedClock(now)
    async with running(directory, clock=clock) as hub:
        found = await swept(hub, await hub.join("host"), clock, now + MINUTE)
        assert found == [*before, ("LineLost", TAN_THANH), ("LineLost", THANG_BINH)]


@pytest.mark.asyncio
async def test_who_comes_back_while_its_loss_is_being_written_is_up(tmp_path: Path) -> None:
    """The slow disk has the loss in hand when the page is there again: the log must not end with it lost."""
    directory, clock, held = make_session(tmp_path / "hop"), ScriptedClock(EIGHT), Held()
    async with running(directory, clock=clock, disk=FaultyDisk(held)) as hub:
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        await host.accepted(c.AddNote("Đã nối"))
        await point.connection.close()
        await until_gone(hub, TAN_THANH)
        held.hold()
        clock.set(EIGHT + MINUTE)
        hub.hub.sweep()
        await held.reached()
        await hub.join(TAN_THANH)
        held.release()
        found = await swept(hub, host, clock, EIGHT + 2 * MINUTE)
        assert found == [("LineUp", TAN_THANH), ("LineLost", TAN_THANH), ("LineUp", TAN_THANH)]


@pytest.mark.asyncio
async def test_what_a_full_disk_could_not_take_is_said_once_there_is_room(tmp_path: Path) -> None:
    """A page that came, and one that went, while nothing was kept: afterwards the log says of both what is."""
    directory, clock, disk = make_session(tmp_path / "hop"), ScriptedClock(EIGHT), Faulty(errno.ENOSPC, "write")
    async with running(directory, clock=clock, disk=FaultyDisk(disk)) as hub:
        host, going = await hub.join("host"), await hub.join(THANG_BINH)
        await host.accepted(c.AddNote("Đã nối"))
        disk.on = True
        assert (await host.refused(c.AddNote("Ghi chú"))).code == "full"
        await going.connection.close()
        await until_gone(hub, THANG_BINH)
        coming = await hub.join(TAN_THANH)
        clock.set(EIGHT + MINUTE)
        hub.hub.sweep()
        await coming.connection.sync()
        disk.on = False
        await host.frame(Trouble, lambda frame: frame.code == "open")
        found = await swept(hub, host, clock, EIGHT + 2 * MINUTE)
        assert set(found[1:]) == {("LineUp", TAN_THANH), ("LineLost", THANG_BINH)}


STEPS = st.one_of(
    st.tuples(st.just("came"), st.sampled_from("abc")),
    st.tuples(st.just("went"), st.sampled_from("abc")),
    st.tuples(st.just("passes"), st.sampled_from([0, 1, 15_000, 29_999, 30_000, 60_000])),
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(STEPS, max_size=40), st.sets(st.sampled_from("abcd")))
def test_a_point_is_lost_when_nobody_of_it_was_there_for_long_enough(
    steps: list[tuple[str, str | int]], before: set[str]
) -> None:
    """Exactly once per absence, thirty seconds after the last device went; sixty after a restart, for those who were there."""
    presence, now = Presence(30_000, 60_000, before, 0), 0
    devices = dict.fromkeys("abcd", 0)
    due: dict[str, int] = dict.fromkeys(before, 60_000)
    for what, which in steps:
        if isinstance(which, int):
            now += which
        elif what == "came":
            presence.came(which)
            devices[which] += 1
            due.pop(which, None)
        elif devices[which]:
            presence.went(which, now)
            devices[which] -= 1
            if not devices[which]:
                due[which] = now + 30_000
        lost = {point for point, at in due.items() if at <= now}
        found = presence.due(now)
        assert set(found) == lost
        assert len(found) == len(lost)
        for point in lost:
            del due[point]
        assert {point: presence.devices(point) for point in "abcd"} == devices


@pytest.mark.asyncio
async def test_a_visit_is_no_page(tmp_path: Path) -> None:
    """A program that checks in and leaves makes no line, and takes no device's place."""
    async with running(make_session(tmp_path / "hop")) as hub:
        page = await hub.join(TAN_THANH)
        await page.accepted(c.CheckIn(TAN_THANH, total=1))
        lines = dict(hub.meeting.lines)
        for total in range(2, 8):
            visit = await open_connection(hub.url, hub.code(TAN_THANH), visit=True)
            assert isinstance(await visit.ask(c.CheckIn(TAN_THANH, total=total)), Accepted)
            away = await open_connection(hub.url, hub.code(THANG_BINH), visit=True)
            await away.sync()
            await away.close()
        assert hub.meeting.lines == lines
        assert hub.hub.presence.devices(TAN_THANH) == 1
        assert page.connection.open
        assert {mine.devices for mine in page.frames if isinstance(mine, Mine)} == {1}
