"""What points and screens are told: the newest state, seldom, and only what is theirs."""

import asyncio
from dataclasses import replace
from math import floor as whole
from pathlib import Path

import pytest

from bridge_server.hub.clock import ScriptedClock
from bridge_server.meeting.commands import (
    AddItemTime,
    AddRequest,
    CheckIn,
    OpenMeeting,
    SendNotice,
    ShortList,
    StartItem,
)
from bridge_server.meeting.values import MINUTE, Audience
from bridge_server.wire import views
from bridge_server.wire.frames import ChairView, Floor, Mine, Tick
from bridge_server.wire.roll_frames import Children, Contacts, Counts, Invitation

from .kit import FAST, TAM_KY, TAN_THANH, THANG_BINH, Client, Running, make_session, running

pytestmark = pytest.mark.asyncio

CONTACTS = """point;name;post;phones
502;Nguyễn Văn An;Chánh Văn phòng;0905 000 001
20335;Trần Thị Bình;Công chức;0905 000 002, 0235 3851 000
20338;Lê Văn Chi;Công chức;0905 000 003
20791;Phạm Thị Dung;Công chức;0905 000 004
"""


def kept(client: Client, kind: type) -> list[object]:
    """The frames of one kind so far."""
    return [frame for frame in client.frames if isinstance(frame, kind)]


async def settled(*clients: Client) -> None:
    """Whatever the hub had sent to these before now has arrived."""
    await asyncio.gather(*(client.connection.sync() for client in clients))


def communes(hub: Running, count: int) -> list[str]:
    """The first communes of the roster."""
    return [point.id for point in hub.meeting.roster.points if point.tier == "commune"][:count]


async def test_a_burst_of_changes_is_a_few_floors_and_the_last_is_the_final_one(tmp_path: Path) -> None:
    """Fifty changes one after the other: never two floors within a tenth of a second, and what stays is what is."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        others = [await hub.join(one) for one in (*communes(hub, 5), "screen")]
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("1"))
        await asyncio.gather(*(one.floor(lambda frame: frame.n == hub.meeting.n) for one in others))
        before = [len(kept(one, Floor)) for one in others]
        loop = asyncio.get_running_loop()
        began = loop.time()
        for _ in range(50):
            await host.accepted(AddItemTime("1", 60, "thêm"))
        for one, had in zip(others, before, strict=True):
            last = await one.floor(lambda frame: frame.n == hub.meeting.n)
            most = 1 + whole((loop.time() - began) / FAST.floor + 1e-6)
            assert 1 <= len(kept(one, Floor)) - had <= most
            assert last == views.floor(hub.meeting, last.now)
            assert last.item is not None
            assert last.item.budget_ms == 55 * MINUTE


async def test_a_burst_of_short_list_marks_is_a_few_views_for_the_chair_and_nothing_for_others(tmp_path: Path) -> None:
    """Not two within a tenth of a second; the last is what is. No floor is made for it, and a point hears nothing at all."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        for command in (OpenMeeting(), StartItem("7"), AddRequest(TAN_THANH, "phone")):
            await host.accepted(command)
        point, screen, second = [await hub.join(one) for one in (TAN_THANH, "screen", "screen")]
        await settled(point, screen, second)
        await asyncio.sleep(FAST.roll)  # the line that came up is told by now
        await settled(point, screen, second)
        had, heard, floors = len(kept(screen, ChairView)), len(point.frames), len(kept(screen, Floor))
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in range(40):
            await host.accepted(ShortList("r1", on=number % 2 == 0))
        for one in (screen, second):
            last = await one.frame(ChairView, lambda frame: frame.n == hub.meeting.n)
            assert last == views.chair(hub.meeting, last.now)
        most = 1 + whole((loop.time() - began) / FAST.floor + 1e-6)
        assert 1 <= len(kept(screen, ChairView)) - had <= most
        await settled(point)
        assert not [frame for frame in point.frames[heard:] if not isinstance(frame, Tick)]
        assert len(kept(screen, Floor)) == floors


async def test_figures_alone_come_once_a_second(tmp_path: Path) -> None:
    """While people check in the floor is told seldom; each point's own frame is not kept waiting for that."""
    async with running(make_session(tmp_path / "hop")) as hub:
        screen = await hub.join("screen")
        points = [await hub.join(one) for one in communes(hub, 20)]
        await settled(screen, *points)
        had = len(kept(screen, Floor)), len(kept(screen, Counts))
        loop = asyncio.get_running_loop()
        began = loop.time()
        for point in points:
            await point.accepted(CheckIn(point.connection.welcome.point, total=2))
            await point.mine(lambda mine: mine.check_in is not None)
        last = await screen.floor(lambda frame: frame.points.reported == 20)
        await screen.frame(Counts, lambda frame: frame.tiers[-1].reported == 20)
        most = 1 + whole((loop.time() - began) / FAST.roll + 1e-6)
        assert last.points.heads == 40
        assert len(kept(screen, Floor)) - had[0] <= most
        assert len(kept(screen, Counts)) - had[1] <= most + 1  # the lines that came up before may still have been due


async def test_who_joins_is_told_at_once_what_stands(tmp_path: Path) -> None:
    """Floor and own frame for a point, its children's roll for a parent, floor and figures for a screen; in this order."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("1"))
        await host.accepted(CheckIn(TAN_THANH, source="phone", total=9))
        point, parent, screen = [await hub.join(one) for one in (TAN_THANH, TAM_KY, "screen")]
        await settled(point, parent, screen)
        assert [type(frame) for frame in point.frames[:3]] == [Floor, Mine, Invitation]
        assert [type(frame) for frame in parent.frames[:4]] == [Floor, Mine, Invitation, Children]
        assert [type(frame) for frame in screen.frames[:3]] == [Floor, Counts, ChairView]
        first = point.frames[1]
        assert isinstance(first, Mine)
        assert (first.point, first.parent_name, first.devices) == (TAN_THANH, "Thành phố Tam Kỳ", 1)
        assert first.check_in is not None
        assert first.check_in.total == 9
        for client in (point, screen):
            shown = client.frames[0]
            assert isinstance(shown, Floor)
            assert shown.item is not None
            assert shown.item.id == "1"
            assert shown.points.reported == 1


async def test_devices_of_a_point_see_that_the_other_is_there(tmp_path: Path) -> None:
    """Two, and one again when the other has gone; nobody else hears of it."""
    async with running(make_session(tmp_path / "hop")) as hub:
        phone, other = await hub.join(TAN_THANH, device="phone"), await hub.join(TAM_KY)
        assert (await phone.mine()).devices == 1
        tablet = await hub.join(TAN_THANH, device="tablet")
        assert (await phone.mine(lambda mine: mine.devices == 2)).point == TAN_THANH
        assert (await tablet.mine()).devices == 2
        had = len(kept(other, Mine))
        await tablet.connection.close()
        await phone.mine(lambda mine: mine.devices == 1)
        await settled(other)
        assert len(kept(other, Mine)) == had


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(), {"49", TAM_KY, THANG_BINH, TAN_THANH, "20791"}),
        (Audience("tier", "district"), {TAM_KY, THANG_BINH}),
        (Audience("children", TAM_KY), {TAN_THANH}),
        (Audience("children", "49"), {TAM_KY, THANG_BINH}),
        (Audience("point", TAN_THANH), {TAN_THANH}),
    ],
    ids=["all", "tier", "children", "children-of-the-hall", "point"],
)
async def test_a_notice_reaches_its_audience_and_nobody_else(tmp_path: Path, audience: Audience, expected: set[str]) -> None:
    """Those it is for have it in their own frame; the others, and screens, are told nothing at all."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host, screen = await hub.join("host"), await hub.join("screen")
        points = {one: await hub.join(one) for one in ("49", TAM_KY, THANG_BINH, TAN_THANH, "20791")}
        await settled(screen, *points.values())
        had = {one: len(kept(client, Mine)) for one, client in points.items()}
        sent = await host.accepted(SendNotice(audience, "Đề nghị kiểm tra âm thanh"))
        for one in expected:
            mine = await points[one].mine(lambda mine: bool(mine.notices))
            assert [(notice.text, notice.at) for notice in mine.notices] == [("Đề nghị kiểm tra âm thanh", sent.at)]
        await settled(screen, *points.values())
        assert {one for one, client in points.items() if len(kept(client, Mine)) > had[one]} == expected
        assert not kept(screen, Mine)


async def test_phone_numbers_go_only_to_those_who_phone(tmp_path: Path) -> None:
    """All of them to host and secretary, its children's to a parent point; never to a commune, a screen or a mirror."""
    directory = make_session(tmp_path / "hop")
    (directory / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    async with running(directory) as hub:
        clients = {one: await hub.join(one) for one in ("host", "secretary", "screen", "mirror", "49", TAM_KY, TAN_THANH)}
        await settled(*clients.values())
        told = {
            one: {row.point for frame in client.frames if isinstance(frame, Contacts) for row in frame.rows}
            for one, client in clients.items()
        }
        everybody = {"502", "20335", "20338", "20791"}
        assert told == {
            "host": everybody,
            "secretary": everybody,
            "screen": set(),
            "mirror": set(),
            "49": {"502"},
            TAM_KY: {"20335", "20338"},
            TAN_THANH: set(),
        }
        rows = [row for frame in clients[TAM_KY].frames if isinstance(frame, Contacts) for row in frame.rows]
        assert next(row.phones for row in rows if row.point == TAN_THANH) == ("0905 000 002", "0235 3851 000")
    assert "0905 000" not in (directory / "session.jsonl").read_text(encoding="utf-8")


async def test_many_contacts_come_in_frames_of_a_bounded_size(tmp_path: Path) -> None:
    """All but the last say that more follow."""
    directory = make_session(tmp_path / "hop")
    rows = "".join(f"20335;Người {number};;0905 000 {number:03}\n" for number in range(450))
    (directory / "contacts.csv").write_text("point;name;post;phones\n" + rows, encoding="utf-8")
    async with running(directory) as hub:
        host = await hub.join("host")
        await settled(host)
        frames = [frame for frame in host.frames if isinstance(frame, Contacts)]
        assert [(len(frame.rows), frame.more) for frame in frames] == [(200, True), (200, True), (50, False)]


async def test_an_end_that_moves_with_time_alone_is_told_at_a_tick(tmp_path: Path) -> None:
    """An item over its time pushes the end: told when that has moved by a minute, though nobody does anything."""
    directory = make_session(tmp_path / "hop")
    clock = ScriptedClock(1_717_117_200_000)
    async with running(directory, clock=clock, limits=replace(FAST, tick=0.2)) as hub:
        host, screen, point = [await hub.join(one) for one in ("host", "screen", TAN_THANH)]
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("1"))
        began = await screen.floor(lambda frame: frame.item is not None)
        assert began.projected_end == began.planned_end
        await screen.frame(Tick, lambda frame: frame.n == hub.meeting.n)
        had = len(kept(screen, Floor))
        clock.set(clock.now() + 4 * MINUTE)
        await screen.frame(Tick, lambda frame: frame.now == clock.now())
        await settled(screen)
        assert len(kept(screen, Floor)) == had  # within its five minutes nothing moves
        clock.set(clock.now() + 4 * MINUTE)
        for client in (screen, point):
            late = await client.floor(lambda frame: frame.now == clock.now())
            assert late.projected_end == (began.projected_end or 0) + 3 * MINUTE
            assert late.n == began.n


async def test_a_tick_says_where_the_log_stands(tmp_path: Path) -> None:
    """Everybody hears the last record, the beginning of its hash, and the hub's clock."""
    async with running(make_session(tmp_path / "hop"), limits=replace(FAST, tick=0.2)) as hub:
        clients = [await hub.join(one) for one in ("host", "secretary", "mirror", "screen", TAN_THANH)]
        answer = await clients[0].accepted(OpenMeeting())
        record = await clients[0].record(answer.n)
        for client in clients:
            tick = await client.frame(Tick, lambda frame: frame.n == answer.n)
            assert tick.h == record["h"][:16]
            assert tick.now >= answer.at
