"""A client that stays: through ends of every kind that is not final."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bridge_server.client.ends import TurnedAway
from bridge_server.client.following import Following
from bridge_server.client.steady import Backoff, Steady
from bridge_server.meeting.commands import AddNote, CheckIn, OpenMeeting, RevokeCode
from bridge_server.wire.frames import Accepted, Records, Welcome

from ..hub.kit import PATIENCE, TAN_THANH, Running, make_session, running

pytestmark = pytest.mark.asyncio
QUICK = Backoff(0.01, 0.05)


@asynccontextmanager
async def staying(steady: Steady) -> AsyncIterator["asyncio.Task[None]"]:
    """Run it, and stop it at the end."""
    task = asyncio.get_running_loop().create_task(steady.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


def drop_all(hub: Running) -> None:
    """Every line breaks."""
    for peer in tuple(hub.hub.peers):
        peer.connection.transport.abort()


async def test_a_fact_is_told_through_broken_lines_once(tmp_path: Path) -> None:
    """Whatever happens to the connection while it is asked."""
    async with running(make_session(tmp_path / "hop")) as hub:
        steady = Steady(hub.url, hub.code(TAN_THANH), backoff=QUICK)
        async with staying(steady):
            for total in range(5):
                await steady.connected(PATIENCE)
                asking = asyncio.get_running_loop().create_task(steady.tell(CheckIn(TAN_THANH, total=total), timeout=PATIENCE))
                drop_all(hub)
                assert isinstance(await asking, Accepted)
        newest = hub.meeting.check_in(TAN_THANH)
        told = []
        while newest is not None:
            told.append(newest[3].total if newest[3].type == "CheckedIn" else None)
            newest = newest[4]
        assert told == [4, 3, 2, 1, 0]


async def test_a_host_s_command_is_asked_once(tmp_path: Path) -> None:
    """On the connection there is; an answer is an answer."""
    async with running(make_session(tmp_path / "hop")) as hub:
        steady = Steady(hub.url, hub.code("host"), backoff=QUICK)
        async with staying(steady):
            assert isinstance(await steady.once(OpenMeeting(), timeout=PATIENCE), Accepted)


async def test_it_comes_again_until_it_is_turned_away(tmp_path: Path) -> None:
    """Then it ends, and whoever waits for a connection is told why."""
    welcomes: list[Welcome] = []
    async with running(make_session(tmp_path / "hop")) as hub:
        steady = Steady(hub.url, hub.code(TAN_THANH), backoff=QUICK, welcomed=welcomes.append)
        async with staying(steady) as task:
            await steady.connected(PATIENCE)
            drop_all(hub)
            async with asyncio.timeout(PATIENCE):
                while len(welcomes) < 2:
                    await asyncio.sleep(0.01)
            await (await hub.join("host")).accepted(RevokeCode("point", TAN_THANH))
            with pytest.raises(TurnedAway):
                await asyncio.wait_for(asyncio.shield(task), PATIENCE)
            with pytest.raises(TurnedAway):
                await steady.connected(PATIENCE)
            with pytest.raises(TurnedAway):
                await steady.tell(CheckIn(TAN_THANH), timeout=PATIENCE)


async def test_a_console_goes_on_behind_its_last_record(tmp_path: Path) -> None:
    """Nothing is missing, nothing comes twice, however often the line breaks."""
    following = Following()
    got: list[dict[str, Any]] = []
    resumed: list[bool] = []

    def took(_frame: Records, lines: list[bytes]) -> None:
        got.extend(following.take(lines))

    def welcomed(welcome: Welcome) -> None:
        resumed.append(welcome.resumed)
        following.resumed(welcome.resumed)

    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        steady = Steady(
            hub.url, hub.code("mirror"), backoff=QUICK, lines=took, welcomed=welcomed, position=lambda: following.position
        )
        async with staying(steady):
            for number in range(4):
                await steady.connected(PATIENCE)
                answer = await host.accepted(AddNote(f"ghi chép {number}"))
                async with asyncio.timeout(PATIENCE):
                    while following.n < answer.n:
                        await asyncio.sleep(0.01)
                connection = steady.connection
                assert connection is not None
                connection.abort()
        assert [record["n"] for record in got] == list(range(1, len(got) + 1))
        assert resumed == [False, *[True] * (len(resumed) - 1)]


async def test_a_defect_of_a_listener_ends_it(tmp_path: Path) -> None:
    """It is nobody's line that broke, so it is not tried again."""

    def listener(_frame: object) -> None:
        raise ArithmeticError

    async with running(make_session(tmp_path / "hop")) as hub:
        steady = Steady(hub.url, hub.code(TAN_THANH), backoff=QUICK, listener=listener)
        async with staying(steady) as task:
            with pytest.raises(ArithmeticError):
                await asyncio.wait_for(asyncio.shield(task), PATIENCE)


async def test_a_hub_that_lets_go_at_once_is_asked_less_and_less_often(tmp_path: Path) -> None:
    """A welcome alone does not make the next tries quick again; only a connection that lasted does."""
    async with running(make_session(tmp_path / "hop")) as hub:
        steady = Steady(hub.url, hub.code(TAN_THANH), backoff=QUICK)
        async with staying(steady):
            for _ in range(3):
                await steady.connected(PATIENCE)
                before = steady.tries
                drop_all(hub)
                async with asyncio.timeout(PATIENCE):
                    while steady.tries == before:
                        await asyncio.sleep(0.01)
            assert steady.tries >= 3


async def test_waits_double_up_to_a_bound() -> None:
    """Each is drawn from zero up, so that many clients do not come back at once."""
    chance = Random(1)
    backoff = Backoff(0.5, 30.0)
    for tries, bound in ((0, 0.5), (1, 1.0), (5, 16.0), (6, 30.0), (1000, 30.0)):
        waits = [backoff.wait(tries, chance) for _ in range(200)]
        assert 0.0 <= min(waits) < bound / 4
        assert bound * 3 / 4 < max(waits) <= bound
