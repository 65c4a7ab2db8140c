"""Clients that do not read: each is closed with its own code or cut off, holds little memory until then, and slows nobody."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import orjson
import pytest

from bridge_server.client.connection import Lost
from bridge_server.hub.limits import KIB, Limits
from bridge_server.meeting.commands import AddNote, SendNotice
from bridge_server.meeting.values import Audience
from bridge_server.wire.frames import VERSION, Close
from bridge_server.wire.views import NOTICES

from .kit import FAST, PATIENCE, TAN_THANH, THANG_BINH, Client, Running
from .test_security_kit import TEXT, exposed, frame, until, upgrade

pytestmark = pytest.mark.asyncio

SMALL: Final = replace(FAST, unsent=32 * KIB, linger=0.3, floor=0.01)
PAGE: Final = "Ý kiến " * 500


@asynccontextmanager
async def frozen(hub: Running, holder: str) -> AsyncIterator[socket.socket]:
    """A client that says who it is and then reads nothing, with hardly any room in its kernel."""
    loop = asyncio.get_running_loop()
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        line.setblocking(False)
        await loop.sock_connect(line, ("127.0.0.1", hub.hub.port))
        asked = ["GET /ws HTTP/1.1", *(f"{name}: {value}" for name, value in upgrade()), "", ""]
        await loop.sock_sendall(line, "\r\n".join(asked).encode())
        before = len(hub.hub.peers)
        hello = {"type": "Hello", "v": VERSION, "code": hub.code(holder)}
        await loop.sock_sendall(line, frame(TEXT, orjson.dumps(hello)))
        await until(lambda: len(hub.hub.peers) == before + 1)
        yield line


def closed(hub: Running, code: Close) -> float:
    """How many connections were closed with this code so far."""
    found = hub.hub.metrics.registry.get_sample_value("bridge_connections_closed_total", {"code": str(int(code))})
    return found or 0.0


async def written(host: Client, pages: int) -> None:
    """So many long notes, one after the other."""
    for _ in range(pages):
        await host.accepted(AddNote(PAGE))


async def test_the_limits_of_a_slow_client() -> None:
    """256 KiB unsent, 30 s unconfirmed, a second to hear why."""
    limits = Limits()
    assert (limits.unsent, limits.behind, limits.linger) == (256 * KIB, 30.0, 1.0)


async def test_a_console_that_reads_nothing_is_cut_off(tmp_path: Path) -> None:
    """What waits for it stays bounded, its connection is gone, and another console has every record in order."""
    limits = replace(SMALL, behind=8.0)  # what ends it where it never got as far as being up to date
    async with exposed(tmp_path / "hop", limits=limits) as hub:
        host, secretary = await hub.join("host"), await hub.join("secretary")
        await secretary.record(hub.meeting.n)
        async with frozen(hub, "mirror"):
            peer = next(one for one in hub.hub.peers if one.author.role == "mirror")
            waiting = [0]
            while peer in hub.hub.peers and len(waiting) < 2000:
                await written(host, 1)
                waiting.append(peer.unsent)
            await until(lambda: peer not in hub.hub.peers, "a console that reads nothing is still there")
            assert closed(hub, Close.SLOW) == 1
            # Looked at once a second: what one second brings comes on top, and is not the meeting's doing.
            assert max(waiting) < 16 * 1024 * KIB
        await secretary.record(hub.meeting.n)
        assert [one["n"] for one in secretary.records] == list(range(1, hub.meeting.n + 1))


async def test_a_point_that_reads_nothing_is_cut_off(tmp_path: Path) -> None:
    """The messages of the hall pile up for it alone; another point has got the newest of them."""
    async with exposed(tmp_path / "hop", limits=SMALL) as hub:
        host, other = await hub.join("host"), await hub.join(THANG_BINH)
        async with frozen(hub, TAN_THANH):
            sent = 0
            while closed(hub, Close.SLOW) == 0 and sent < 2000:
                await host.accepted(SendNotice(Audience("all"), f"Thông báo {sent}: " + "x" * 900))
                sent += 1
            await until(lambda: hub.hub.presence.devices(TAN_THANH) == 0)
        mine = await other.mine(lambda mine: mine.notices[-1].text.startswith(f"Thông báo {sent - 1}:"))
        assert [one.text.partition(":")[0] for one in mine.notices] == [f"Thông báo {at}" for at in range(sent)][-NOTICES:]


async def test_a_console_that_never_confirms_is_closed(tmp_path: Path) -> None:
    """It reads, so it hears why; one that confirms goes on, and so does one to which nothing is owed."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, behind=2.0)) as hub:
        mute, host = await hub.join("secretary", confirms=False), await hub.join("host")
        await host.accepted(AddNote("Một"))
        end = await mute.connection.closed()
        assert isinstance(end, Lost)
        assert end.code == Close.SLOW
        await host.accepted(AddNote("Hai"))
        assert host.connection.open
        assert closed(hub, Close.SLOW) == 1


async def test_a_long_log_waits_for_confirmations(tmp_path: Path) -> None:
    """A console that catches up and confirms nothing is sent a few chunks and no more, however long the log is."""
    limits = replace(FAST, chunk=4 * KIB, ahead=3)
    async with exposed(tmp_path / "hop", limits=limits) as hub:
        host = await hub.join("host")
        await written(host, 30)
        mute = await hub.join("secretary", confirms=False)
        await mute.until(lambda client: client.following.n or None)
        await mute.connection.sync()
        await host.connection.sync()
        assert mute.following.n < hub.meeting.n
        await mute.connection.confirm(mute.following.n)
        before = mute.following.n
        await mute.until(lambda client: client.following.n > before)


async def test_unread_answers_are_bounded_too(tmp_path: Path) -> None:
    """Who asks and asks without reading the answers is cut off like any slow client."""
    async with exposed(tmp_path / "hop", limits=replace(SMALL, unsent=8 * KIB)) as hub, frozen(hub, "screen") as line:
        loop = asyncio.get_running_loop()
        asked = frame(TEXT, b'{"type":"' + b"x" * 60 + b'"}') * 50
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionError):
                while True:
                    await loop.sock_sendall(line, asked)
        await until(lambda: not hub.hub.peers)
        assert closed(hub, Close.SLOW) == 1


async def test_a_line_that_answers_no_ping_is_closed_and_one_that_does_stays(tmp_path: Path) -> None:
    """A phone that went out of reach says nothing: only the missing answer tells."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, ping=1.0)) as hub:
        other = await hub.join(THANG_BINH)
        async with frozen(hub, TAN_THANH):
            await until(lambda: closed(hub, Close.NO_PONG) == 1)
            await until(lambda: hub.hub.presence.devices(TAN_THANH) == 0)
        await other.connection.sync()
        assert hub.hub.presence.devices(THANG_BINH) == 1
