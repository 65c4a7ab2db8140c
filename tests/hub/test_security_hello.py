"""Before somebody has said who it is: a few seconds, one message of one shape, and nothing kept of those who fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bridge_server.hub.limits import Limits
from bridge_server.hub.serve import raise_file_limit
from bridge_server.wire.frames import Close

from .kit import FAST, TAN_THANH, Running
from .test_security_kit import BINARY, CONTINUED, PING, PONG, TEXT, Raw, dialled, exposed, frame, opened, until, upgrade

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUICK: Final = replace(FAST, hello=0.5, linger=0.3)
HALF_OPEN: Final = 300


@asynccontextmanager
async def quick(directory: Path, limits: Limits = QUICK) -> AsyncIterator[Running]:
    """A hub that waits half a second only."""
    async with exposed(directory, limits=limits) as hub:
        yield hub


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One such hub for many short visits."""
    async with quick(tmp_path_factory.mktemp("hello") / "hop") as hub:
        yield hub


async def ends(hub: Running, message: str | bytes, code: str = "") -> int | None:
    """With which code the hub closes on this first message; "CODE" in it stands for a right code."""
    async with opened(hub.hub.port) as raw:
        if isinstance(message, bytes):
            raw.send(BINARY, message)
        else:
            raw.say(message.replace("CODE", code or hub.code(TAN_THANH)))
        return await raw.end()


async def test_five_seconds_are_the_limit() -> None:
    """For the opening, and then for the first message."""
    assert Limits().hello == 5.0


async def test_a_silent_socket_is_gone(tmp_path: Path) -> None:
    """It is told why, and leaves nothing: the next of its address finds room, though only one may be unknown at a time."""
    async with quick(tmp_path / "hop", replace(QUICK, unknown=1)) as hub:
        async with opened(hub.hub.port) as raw, dialled(hub.hub.port) as other:
            assert await other.request() == 503
            assert await raw.end() == Close.NO_HELLO
        async with opened(hub.hub.port) as raw:
            raw.hello(hub.code(TAN_THANH))
            assert (await raw.message())["type"] == "Welcome"
            assert len(hub.hub.peers) == 1


async def test_half_a_message_is_silence(tmp_path: Path) -> None:
    """The beginning of a frame, or the first fragments of a hello, do not count as the first message."""
    async with quick(tmp_path / "hop") as hub, opened(hub.hub.port) as stopped, opened(hub.hub.port) as fragments:
        stopped.put(frame(TEXT, b'{"type":"Hello"}' * 20)[:60])
        fragments.send(TEXT, b'{"type":"Hello",', fin=False)
        fragments.send(CONTINUED, b'"v":1,', fin=False)
        assert await stopped.end() == Close.NO_HELLO
        assert await fragments.end() == Close.NO_HELLO


async def test_answering_pings_is_not_saying_who_one_is(tmp_path: Path) -> None:
    """A socket that keeps itself alive is gone all the same."""
    async with quick(tmp_path / "hop", replace(QUICK, ping=0.1)) as hub, opened(hub.hub.port) as raw:
        async with asyncio.timeout(10):
            with suppress(EOFError):
                while True:
                    opcode, payload = await raw.frame()
                    if opcode == PING:
                        raw.send(PONG, payload)
        assert not hub.hub.peers


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('{"type":"Hello","v":1,"code":"CODE","code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"x","code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE","\\u0063ode":"x"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE","v":1}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE","position":{"log":"a","n":1,"n":2,"h":"0123456789abcdef"}}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":23456789234567}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":["CODE"]}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":null}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":""}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"' + "CODE" * 5 + '"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1180591620717411303424,"code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1.0,"code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":"1","code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":true,"code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":NaN,"code":"CODE"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE\\ud800"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE\\u0000"}', Close.BAD_CODE),
        ('{"type":"Hello","v":1,"code":"CODE2"}', Close.BAD_CODE),
        ('{"type":"Hello","v":1,"code":"2345-678-9BCG-HKL"}', Close.BAD_CODE),
        ('{"type":"Hello","v":1,"code":"CODE","role":"host"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE","device":"' + "d" * 41 + '"}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":2,"code":"CODE"}', Close.NEWER_VERSION),
        ('{"type":"Sync","sent":1}', Close.BAD_PROTOCOL),
        ('{"type":"Send","id":"12345678","command":{"type":"OpenMeeting"}}', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE"', Close.BAD_PROTOCOL),
        ('{"type":"Hello","v":1,"code":"CODE"} {"type":"Hello","v":1,"code":"CODE"}', Close.BAD_PROTOCOL),
        ("\ufeff" + '{"type":"Hello","v":1,"code":"CODE"}', Close.BAD_PROTOCOL),
        ("[" * 8000, Close.BAD_PROTOCOL),
        ("null", Close.BAD_PROTOCOL),
        ("", Close.BAD_PROTOCOL),
        (b'{"type":"Hello","v":1,"code":"x"}', Close.BAD_PROTOCOL),
    ],
)  # fmt: skip
async def test_a_first_message_of_another_shape_is_the_last(shared: Running, message: str | bytes, code: Close) -> None:
    """Written twice, of the wrong type, too big, not a number, not text, not alone: closed with the reason, nobody let in."""
    assert await ends(shared, message) == code
    assert not shared.hub.peers


async def test_a_hello_comes_once(tmp_path: Path) -> None:
    """Nobody becomes somebody else on the same line."""
    async with quick(tmp_path / "hop") as hub, opened(hub.hub.port) as raw:
        raw.hello(hub.code(TAN_THANH))
        raw.hello(hub.code("host"))
        assert await raw.end() == Close.BAD_PROTOCOL


async def test_a_code_is_told_in_any_way_of_writing(tmp_path: Path) -> None:
    """Small letters, dashes, spaces, full-width letters: what people type is one and the same code."""
    async with quick(tmp_path / "hop") as hub:
        code = hub.code(TAN_THANH)
        wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
        for text in (code, code.lower(), f"{code[:4]}-{code[4:7]}-{code[7:11]}-{code[11:]}", " ".join(code), wide):
            async with opened(hub.hub.port) as raw:
                raw.hello(text)
                assert (await raw.message())["point"] == TAN_THANH


@pytest.mark.parametrize("n", [2**63, 2**64 - 1])
async def test_a_position_beyond_every_log_begins_anew(shared: Running, n: int) -> None:
    """A number that no record can have is no place to go on from, and nothing else."""
    async with opened(shared.hub.port) as raw:
        raw.hello(shared.code("host"), position={"log": shared.opened.journal.log, "n": n, "h": "0" * 16})
        assert (await raw.message())["resumed"] is False
        assert (await raw.message("Records"))["first"] == 1
    await until(lambda: not shared.hub.peers)


async def trickle(raw: Raw, whole: bytes) -> None:
    """Send a request byte by byte, far too slowly."""
    for byte in whole:
        raw.put(bytes([byte]))
        await asyncio.sleep(0.05)
        if raw.writer.is_closing():
            return


async def test_300_half_open_connections_keep_nobody_out(tmp_path: Path) -> None:
    """Silent ones, ones that stop within the request and ones that trickle: all cut off; a real client is answered meanwhile."""
    raise_file_limit()
    whole = "\r\n".join(["GET /ws HTTP/1.1", *(f"{name}: {value}" for name, value in upgrade()), "", ""]).encode()
    async with quick(tmp_path / "hop", replace(QUICK, hello=2.0)) as hub, AsyncExitStack() as lines:
        half = [await lines.enter_async_context(dialled(hub.hub.port)) for _ in range(HALF_OPEN)]
        tricklers = [asyncio.create_task(trickle(raw, whole)) for raw in half[::3]]
        for raw in half[1::3]:
            raw.put(whole[:60])
        gone = asyncio.gather(*(raw.end() for raw in half))
        client = await hub.join(TAN_THANH)
        for _ in range(5):
            await client.connection.sync(20.0)
        assert not gone.done()
        assert await gone == [None] * HALF_OPEN
        await asyncio.gather(*tricklers)
        await client.connection.sync(20.0)
        assert len(hub.hub.peers) == 1
