"""One connection: welcomed or turned away, answered or lost, and never silent about which."""

import asyncio
from pathlib import Path

import pytest

from bridge_server.client.connection import Connection, new_id, open_connection
from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.meeting.commands import CheckIn, OpenMeeting, RevokeCode, SubmitOpinion
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Accepted, Close, HubFrame, Mine, Rejected

from ..hub.kit import PATIENCE, TAN_THANH, Running, make_session, running

pytestmark = pytest.mark.asyncio


async def connected(hub: Running, whose: str, **options: object) -> Connection:
    """A connection of a role or a point."""
    return await open_connection(hub.url, hub.code(whose), timeout=PATIENCE, **options)  # type: ignore[arg-type]  # passed on


async def test_a_command_is_answered_and_its_id_remembered(tmp_path: Path) -> None:
    """Asked again with its id it gets the answer of then; refusals are told in the language of the hello."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH, lang="en")
        ident = new_id()
        first = await point.ask(CheckIn(TAN_THANH, total=9), ident)
        assert isinstance(first, Accepted)
        assert await point.ask(CheckIn(TAN_THANH, total=9), ident) == first
        refused = await point.ask(OpenMeeting())
        assert isinstance(refused, Rejected)
        assert (refused.code, "may not" in refused.text or "cannot" in refused.text) == ("not-allowed", True), refused.text
        await point.close()
        assert not point.open


async def test_two_who_ask_with_one_id_are_both_answered(tmp_path: Path) -> None:
    """The hub decides it once."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH)
        ident = new_id()
        answers = await asyncio.gather(*(point.ask(CheckIn(TAN_THANH), ident) for _ in range(2)))
        assert answers[0] == answers[1]
        await point.close()


async def test_what_is_too_large_is_told_before_it_is_sent(tmp_path: Path) -> None:
    """The hub would only close the connection, again and again; this one stays open."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH)
        with pytest.raises(WireError):
            await point.ask(SubmitOpinion(TAN_THANH, "ý" * 9_000))
        assert isinstance(await point.ask(CheckIn(TAN_THANH)), Accepted)
        await point.close()


async def test_who_asks_when_the_line_breaks_is_told_that_it_is_lost(tmp_path: Path) -> None:
    """And the connection is not open any more: who asks again at once does not ask it for ever."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH)
        for peer in tuple(hub.hub.peers):
            peer.connection.transport.abort()
        with pytest.raises(Lost):
            await point.ask(CheckIn(TAN_THANH), timeout=PATIENCE)
        assert not point.open
        with pytest.raises(Lost):
            await point.ask(CheckIn(TAN_THANH))
        assert isinstance(await point.closed(), Lost)


async def test_silence_is_a_timeout(tmp_path: Path) -> None:
    """Nobody knows then; the late answer harms nothing."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH)
        with pytest.raises(TimeoutError):
            await point.ask(CheckIn(TAN_THANH), timeout=0.0)
        assert isinstance(await point.ask(CheckIn(TAN_THANH)), Accepted)
        await point.close()


async def test_the_hub_s_clock_is_asked_for(tmp_path: Path) -> None:
    """By several at once, each with an answer of its own."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH)
        loop = asyncio.get_running_loop()
        told = await asyncio.gather(*(point.sync() for _ in range(4)))
        now = hub.hub.clock.now() - round(loop.time() * 1000)
        assert all(abs(offset - now) < 2_000 and trip >= 0 for offset, trip in told)
        await point.close()


async def test_wrong_codes_and_revoked_ones_are_turned_away(tmp_path: Path) -> None:
    """Coming again would not change it; whoever waits for the end hears why."""
    async with running(make_session(tmp_path / "hop")) as hub:
        with pytest.raises(TurnedAway) as away:
            await open_connection(hub.url, "BCGH-234-KLMN-567")
        assert away.value.code == Close.BAD_CODE
        point, host = await connected(hub, TAN_THANH), await connected(hub, "host")
        assert isinstance(await host.ask(RevokeCode("point", TAN_THANH)), Accepted)
        end = await asyncio.wait_for(point.closed(), PATIENCE)
        assert isinstance(end, TurnedAway)
        assert end.code == Close.REVOKED
        await host.close()


async def test_what_a_listener_raises_is_heard_where_the_end_is_waited_for(tmp_path: Path) -> None:
    """Not swallowed, and nothing more is told to it."""

    def listener(frame: HubFrame) -> None:
        if isinstance(frame, Mine):
            raise ArithmeticError

    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH, listener=listener)
        with pytest.raises(ArithmeticError):
            await asyncio.wait_for(point.closed(), PATIENCE)
        assert not point.open


async def test_a_connection_that_is_cut_tells_nothing_more(tmp_path: Path) -> None:
    """Not even what had come already: whoever begins anew must not hear of the old one."""
    heard: list[HubFrame] = []
    async with running(make_session(tmp_path / "hop")) as hub:
        point = await connected(hub, TAN_THANH, listener=heard.append)
        point.abort()
        assert isinstance(await asyncio.wait_for(point.closed(), PATIENCE), Lost)
        assert heard == []


@pytest.mark.parametrize(
    ("url", "why"),
    [("ws://127.0.0.1:9/ws", "refused"), ("ws://localhost:9/ws", "refused")],
)
async def test_where_nothing_is_it_is_out_of_reach_at_once(url: str, why: str) -> None:
    """With the kind of reason, for whoever puts it in words."""
    with pytest.raises(OutOfReach) as wrong:
        await open_connection(url, "BCGH-234-KLMN-567")
    assert (wrong.value.why, wrong.value.url) == (why, url)


async def test_whatever_says_nothing_or_something_else_is_out_of_reach_in_time(tmp_path: Path) -> None:
    """The whole greeting has one bound, however far it got."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ws"
        with pytest.raises(OutOfReach) as wrong:
            await open_connection(url, "x", timeout=0.3)
        assert wrong.value.why == "silent"
    async with running(make_session(tmp_path / "hop")) as hub:
        with pytest.raises(OutOfReach) as wrong:
            await open_connection(hub.url.replace("/ws", "/other"), "x")
        assert wrong.value.why == "no-hub"
