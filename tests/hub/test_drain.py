"""Stopping in order: nothing new is taken, what was asked is answered, everybody is sent away for now, the log is sealed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from bridge_server.client.ends import OutOfReach
from bridge_server.hub.clock import HubClock
from bridge_server.hub.hub import Hub
from bridge_server.hub.logs import open_log
from bridge_server.hub.opening import open_session
from bridge_server.journal import Disk, verify
from bridge_server.meeting import commands as c
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import VERSION, Close, Hello
from tests.journal.kit import FaultyDisk

from .kit import FAST, PATIENCE, TAM_KY, TAN_THANH, Running, make_session, running
from .test_writer import Held, queued, records_of

pytestmark = pytest.mark.asyncio
SOON = 8.0
"""Seconds that stopping may take here; it takes a fraction of one, unless the machine is busy with something else."""


@asynccontextmanager
async def unstopped(directory: Path, disk: Disk | None = None) -> AsyncIterator[Running]:
    """A hub that the test itself stops."""
    opened = open_session(directory, HubClock().now(), disk=disk)
    hub = Hub(opened, HubClock(opened.meeting.at), FAST, open_log(None), build="test")
    await hub.start("127.0.0.1", 0)
    found = Running(hub, opened)
    try:
        yield found
    finally:
        for client in found.clients:
            client.connection.abort()


def kinds(directory: Path) -> list[str]:
    """The first event of every record."""
    return [record["events"][0]["type"] for record in records_of(directory)]


async def test_what_was_asked_is_answered_and_what_is_asked_now_is_refused(tmp_path: Path) -> None:
    """A command in hand and one in the queue are kept; one that comes while the hub stops is to be sent again."""
    directory, held = make_session(tmp_path / "hop"), Held()
    async with unstopped(directory, FaultyDisk(held)) as hub:
        host, point, screen = [await hub.join(one) for one in ("host", TAN_THANH, "screen")]
        await host.accepted(c.AddNote("Đã nối"))
        held.hold()
        first = asyncio.create_task(host.accepted(c.OpenMeeting()))
        await held.reached()
        second = asyncio.create_task(point.accepted(c.CheckIn(TAN_THANH, total=9)))
        await queued(hub, 2)
        stopping = asyncio.create_task(hub.hub.stop("SIGTERM"))
        await queued(hub, 3)
        late = await host.refused(c.StartItem("1"))
        assert late.code == "stopping"
        assert late.text
        assert (await point.refused(c.ConfirmAv(TAN_THANH))).code == "stopping"
        await screen.connection.sync()
        held.release()
        answers = await asyncio.gather(first, second)
        assert await asyncio.wait_for(stopping, SOON)
        assert {(await client.connection.closed()).code for client in (host, point, screen)} == {Close.RESTART}
    found = records_of(directory)
    assert [record["n"] for record in found[-3:]] == [answers[0].n, answers[1].n, answers[1].n + 1]
    assert found[-1]["events"] == [{"reason": "SIGTERM", "type": "HubStopped"}]
    assert "ItemStarted" not in kinds(directory)
    assert (verify(directory).ok, verify(directory).closed) == (True, True)


async def test_everybody_is_sent_away_at_once_to_come_again(tmp_path: Path) -> None:
    """Every point of the province and the consoles: all are told "restart", and all are back in the next hub."""
    directory = make_session(tmp_path / "hop")
    async with unstopped(directory) as hub:
        points = [point.id for point in hub.meeting.roster.points]
        clients = [await hub.join(one) for one in (*points, "host", "secretary", "screen", "mirror")]
        assert len(hub.hub.peers) == 264
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await hub.hub.stop("SIGTERM")
        ends = await asyncio.gather(*(client.connection.closed() for client in clients))
        assert loop.time() - began < SOON
        assert {end.code for end in ends} == {Close.RESTART}
        assert hub.hub.peers == set()
    assert kinds(directory)[-1] == "HubStopped"
    assert kinds(directory).count("LineUp") == 260
    assert "LineLost" not in kinds(directory)
    async with running(directory) as hub:
        await hub.join(TAN_THANH)


async def test_who_does_not_listen_does_not_hold_it_up(tmp_path: Path) -> None:
    """A client that reads nothing any more is cut off after a moment."""
    directory = make_session(tmp_path / "hop")
    async with unstopped(directory) as hub:
        host = await hub.join("host")
        deaf = await connect(hub.url, compression=None)
        await deaf.send(encode(Hello(VERSION, hub.code(TAN_THANH))).decode())
        await deaf.recv()
        deaf.transport.pause_reading()
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await hub.hub.stop("SIGTERM")
        assert loop.time() - began < SOON
        assert (await host.connection.closed()).code == Close.RESTART
        deaf.transport.abort()
    assert verify(directory).closed


async def test_the_last_word_is_that_the_hub_stopped(tmp_path: Path) -> None:
    """A page that comes in the very moment changes nothing: behind the end there is no line that is up."""
    directory, held = make_session(tmp_path / "hop"), Held()
    async with unstopped(directory, FaultyDisk(held)) as hub:
        await hub.join(TAM_KY)
        await queued_out(hub)
        held.hold()
        stopping = asyncio.create_task(hub.hub.stop("SIGTERM"))
        await held.reached()
        await hub.join(TAN_THANH)
        held.release()
        assert await asyncio.wait_for(stopping, SOON)
    assert kinds(directory) == ["HubStarted", "LineUp", "HubStopped"]
    assert verify(directory).closed


async def queued_out(hub: Running) -> None:
    """Nothing waits for its answer."""
    async with asyncio.timeout(PATIENCE):
        while hub.hub.writer.pending:
            await asyncio.sleep(0.001)


async def test_nobody_is_let_in_any_more(tmp_path: Path) -> None:
    """The door is shut; the directory can be served again at once."""
    directory = make_session(tmp_path / "hop")
    async with unstopped(directory) as hub:
        assert await hub.hub.stop("SIGTERM")
        with pytest.raises(OutOfReach):
            await hub.join(TAN_THANH)
    async with running(directory) as hub:
        await hub.join(TAN_THANH)
    assert kinds(directory) == ["HubStarted", "HubStopped", "HubStarted", "LineUp", "HubStopped"]
