"""How fast, how many: one who floods is closed, an address and a code have so much room, and others notice nothing."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bridge_server.client.connection import Lost, TurnedAway
from bridge_server.hub.limits import Bucket, Limits
from bridge_server.meeting.commands import CheckIn, RevokeCode
from bridge_server.wire.frames import Accepted, Close, Rejected

from .kit import FAST, PATIENCE, TAM_KY, TAN_THANH, THANG_BINH
from .test_security_kit import dialled, exposed, opened, until, welcomed

pytestmark = pytest.mark.asyncio


async def test_ten_a_second_and_twenty_at_once() -> None:
    """The limits of every connection, and the counter that holds them: twenty, then ten more for every second."""
    assert (Limits().rate, Limits().burst) == (10.0, 20)
    bucket = Bucket(Limits().rate, Limits().burst, now=100.0)
    assert [bucket.take(100.0) for _ in range(21)] == [True] * 20 + [False]
    assert [bucket.take(100.5) for _ in range(6)] == [True] * 5 + [False]
    assert sum(bucket.take(1000.0) for _ in range(100)) == 20


async def test_a_flood_is_closed_and_nobody_else_notices(tmp_path: Path) -> None:
    """A thousand commands at once: at most the burst is done, the rest is not even read; another point is answered."""
    async with exposed(tmp_path / "hop", limits=replace(Limits(), rate=1.0)) as hub, welcomed(hub, TAN_THANH) as raw:
        other = await hub.join(THANG_BINH)
        for at in range(1000):
            raw.say({"type": "Send", "id": f"flood{at:04}", "command": {"type": "CheckIn", "point": TAN_THANH, "total": at}})
        ended = asyncio.create_task(raw.end())
        await other.accepted(CheckIn(THANG_BINH, total=7))
        assert await ended == Close.RATE
        host = await hub.join("host")
        await host.until(lambda client: any(one["by"] == f"point:{THANG_BINH}" for one in client.records))
        done = [one for one in host.records if one["id"].startswith("flood")]
        assert 1 <= len(done) <= 25


@pytest.mark.parametrize("message", ["", "{", '{"type":"Received","n":1}', '{"type":"Sync","sent":1}'])
async def test_every_message_counts(tmp_path: Path, message: str) -> None:
    """What cannot be read, what needs no answer and what costs little are limited like a command."""
    async with exposed(tmp_path / "hop", limits=replace(Limits(), rate=0.1)) as hub, welcomed(hub, "screen") as raw:
        for _ in range(21):
            raw.say(message)
        assert await raw.end() == Close.RATE


async def test_who_is_closed_for_flooding_may_come_again(tmp_path: Path) -> None:
    """The code is not taken away: a page that ran wild works again, at the latest when it has been quiet for a moment."""
    async with exposed(tmp_path / "hop", limits=replace(Limits(), rate=2.0, burst=3)) as hub:
        client = await hub.join(TAN_THANH)
        with suppress(Lost):
            for _ in range(20):
                await client.connection.send_raw('{"type":"Received","n":1}')
        end = await client.connection.closed()
        assert isinstance(end, Lost)
        assert end.code == Close.RATE
        answer: Accepted | Rejected | None = None
        async with asyncio.timeout(PATIENCE):
            while answer is None:
                await asyncio.sleep(0.2)
                with suppress(Lost):
                    answer = await (await hub.join(TAN_THANH)).ask(CheckIn(TAN_THANH))
        assert isinstance(answer, Accepted)


async def test_a_fourth_device_takes_the_place_of_the_oldest(tmp_path: Path) -> None:
    """A point has three; the first that came goes, and is told that coming again would not help."""
    assert Limits().devices["point"] == 3
    async with exposed(tmp_path / "hop") as hub:
        devices = [await hub.join(TAN_THANH, device=f"d{at}") for at in range(3)]
        assert (await devices[0].mine(lambda mine: mine.devices == 3)).point == TAN_THANH
        await hub.join(TAN_THANH, device="d3")
        end = await devices[0].connection.closed()
        assert isinstance(end, TurnedAway)
        assert end.code == Close.REPLACED
        assert all(one.connection.open for one in devices[1:])
        assert len(hub.hub.peers) <= 4
        await until(lambda: len(hub.hub.peers) == 3)


async def test_a_device_has_one_connection(tmp_path: Path) -> None:
    """The same device again replaces its stale one; the other devices of the point stay, whoever is older."""
    async with exposed(tmp_path / "hop") as hub:
        older, stale = await hub.join(TAN_THANH, device="tablet"), await hub.join(TAN_THANH, device="phone")
        fresh = await hub.join(TAN_THANH, device="phone")
        end = await stale.connection.closed()
        assert isinstance(end, TurnedAway)
        assert end.code == Close.REPLACED
        await fresh.accepted(CheckIn(TAN_THANH))
        assert older.connection.open
        await until(lambda: hub.hub.presence.devices(TAN_THANH) == 2)


async def test_one_code_cannot_fill_the_hub(tmp_path: Path) -> None:
    """Hundreds of connections with one code are never more than its devices; other codes are not touched."""
    async with exposed(tmp_path / "hop") as hub, AsyncExitStack() as lines:
        other = await hub.join(TAM_KY)
        for at in range(60):
            await lines.enter_async_context(welcomed(hub, TAN_THANH, device=f"d{at}"))
            assert len([one for one in hub.hub.peers if one.author.point == TAN_THANH and one.closing is None]) <= 3
        await until(lambda: len(hub.hub.peers) == 4)
        await other.connection.sync()


async def test_an_address_has_so_many_unknown_connections(tmp_path: Path) -> None:
    """More are answered 503 at the door; another address is let in, and so is this one as soon as one of its own is known."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, unknown=3)) as hub, AsyncExitStack() as lines:
        mine = [await lines.enter_async_context(opened(hub.hub.port)) for _ in range(3)]
        async with dialled(hub.hub.port) as raw:
            assert await raw.request() == 503
        async with opened(hub.hub.port, source="127.0.0.2"):
            pass
        mine[0].hello(hub.code(TAN_THANH))
        assert (await mine[0].message())["type"] == "Welcome"
        await lines.enter_async_context(opened(hub.hub.port))
        async with dialled(hub.hub.port) as raw:
            assert await raw.request() == 503


async def test_a_whole_office_fits_behind_one_address() -> None:
    """A province's network may come from one address: all its points and their devices, with room to spare."""
    assert Limits().unknown >= 3 * 260


async def test_all_connections_together_are_bounded(tmp_path: Path) -> None:
    """Beyond the limit nobody is let in, whoever it is; those who are in are answered."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, connections=3)) as hub, AsyncExitStack() as lines:
        client = await hub.join(TAN_THANH)
        answers = []
        for _ in range(6):
            raw = await lines.enter_async_context(dialled(hub.hub.port, source="127.0.0.2"))
            answers.append(await raw.request())
        assert 1 <= answers.count(101) <= 3
        assert set(answers) == {101, 503}
        await client.connection.sync()


async def test_a_revoked_code_ends_its_connections(tmp_path: Path) -> None:
    """At once, and for good; the new code works."""
    async with exposed(tmp_path / "hop") as hub:
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        old = hub.code(TAN_THANH)
        await host.accepted(RevokeCode("point", TAN_THANH))
        end = await point.connection.closed()
        assert isinstance(end, TurnedAway)
        assert end.code == Close.REVOKED
        with pytest.raises(TurnedAway):
            await hub.join(TAN_THANH, code=old)
        await (await hub.join(TAN_THANH)).accepted(CheckIn(TAN_THANH))


class OneAtATime(ThreadPoolExecutor):
    """A pool of one thread that knows how much it was ever given."""

    given = 0

    def submit(self, *work: Any, **more: Any) -> Any:
        """Take one more."""
        self.given += 1
        return super().submit(*work, **more)


async def test_a_code_revoked_in_the_doorway_lets_nobody_in(tmp_path: Path) -> None:
    """Said while it was right, and void before the hub had found where its reader stopped: turned away all the same."""
    async with exposed(tmp_path / "hop") as hub:
        host = await hub.join("host")
        await host.record(hub.meeting.n)
        loop, hold, pool = asyncio.get_running_loop(), threading.Event(), OneAtATime(1)
        loop.set_default_executor(pool)
        held = loop.run_in_executor(None, hold.wait)
        try:
            async with opened(hub.hub.port) as raw:
                raw.hello(hub.code("secretary"))
                await until(lambda: pool.given == 2)
                await host.accepted(RevokeCode("secretary"))
                hold.set()
                assert await raw.end() == Close.REVOKED
        finally:
            hold.set()
            await held
        assert [one.author.role for one in hub.hub.peers] == ["host"]
