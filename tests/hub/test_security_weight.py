"""What one peer can make the hub do or keep, beyond messages: pings, fragments, headers, faults, coming again."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bridge_server.hub.limits import Limits
from bridge_server.wire.frames import Close, Hello

from .kit import FAST, TAN_THANH, make_session
from .test_security_kit import CLOSE, PING, TEXT, dialled, exposed, frame, opened, until, welcomed

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("known", [False, True])
async def test_a_flood_of_pings_ends_the_line(tmp_path: Path, known: bool) -> None:
    """Pings are no messages, and are limited all the same, before and after somebody said who it is."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, hello=20.0)) as hub, opened(hub.hub.port) as raw:
        if known:
            raw.hello(hub.code(TAN_THANH))
            await raw.message("Floor")
        raw.put(frame(PING, b"x" * 100) * 2000)
        async with asyncio.timeout(10):
            assert await raw.end() is None
        await until(lambda: not hub.hub.peers)


async def test_ordinary_pings_are_answered(tmp_path: Path) -> None:
    """As often as any client needs them."""
    async with exposed(tmp_path / "hop") as hub, welcomed(hub, TAN_THANH) as raw:
        for _ in range(100):
            raw.send(PING, b"x")
        raw.say({"type": "Sync", "sent": 5})
        assert (await raw.message("Synced"))["sent"] == 5


async def test_an_opening_request_has_a_size(tmp_path: Path) -> None:
    """A megabyte of headers, each small enough and few enough, is not kept."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, hello=20.0)) as hub, dialled(hub.hub.port) as raw:
        raw.put(b"GET /ws HTTP/1.1\r\n" + b"".join(b"X-%d: " % at + b"a" * 8000 + b"\r\n" for at in range(100)))
        async with asyncio.timeout(10):
            assert await raw.response() == 0


async def test_coming_again_starts_nothing_anew(tmp_path: Path) -> None:
    """Who leaves and comes back with the same code has what was left to him, not a fresh burst."""
    async with exposed(tmp_path / "hop", limits=replace(Limits(), rate=0.5)) as hub:
        said = 0
        for _ in range(8):
            async with welcomed(hub, TAN_THANH) as raw:
                for at in range(10):
                    raw.say({"type": "Sync", "sent": at})
                try:
                    for _ in range(10):
                        await raw.message("Synced")
                        said += 1
                except EOFError:
                    assert raw.code == Close.RATE
            await until(lambda: not hub.hub.peers)
        assert 20 <= said <= 35


async def test_a_message_full_of_faults_is_answered_shortly(tmp_path: Path) -> None:
    """Thousands of unknown fields: the first few are told, and the answer is not bigger than what was asked."""
    asked = '{"type":"Sync","sent":1,' + ",".join(f'"{at:x}":0' for at in range(1500)) + "}"
    async with exposed(tmp_path / "hop") as hub, welcomed(hub, "screen") as raw:
        raw.send(TEXT, asked.encode())
        told = await raw.message("Trouble")
        assert sum(len(one.encode()) for one in told["text"]) < len(asked)


async def test_stopping_does_not_wait_for_who_stays(tmp_path: Path) -> None:
    """A line that said goodbye and was never hung up does not hold up the end of the hub."""
    async with AsyncExitStack() as people:
        async with exposed(tmp_path / "hop", limits=replace(FAST, drain=60.0)) as hub:
            for at in range(3):
                raw = await people.enter_async_context(welcomed(hub, TAN_THANH, device=str(at)))
                raw.send(CLOSE, (1000).to_bytes(2, "big"))
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 12


async def test_what_is_shown_of_a_hello_and_a_session_has_no_code_in_it(tmp_path: Path) -> None:
    """In a traceback or a debugger."""
    async with exposed(make_session(tmp_path / "hop")) as hub:
        assert hub.code("host") not in repr(Hello(1, hub.code("host")))
        assert repr(hub.opened.secret) not in repr(hub.opened)
