"""Frames that are too big, broken, compressed or nonsense: each ends its own connection or is answered, and nothing else."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bridge_server.hub.limits import Limits
from bridge_server.wire.frames import Close

from .kit import FAST, TAN_THANH, Running
from .test_security_kit import BINARY, CONTINUED, PING, TEXT, Raw, dialled, exposed, frame, opened, until, upgrade, welcomed

pytestmark = pytest.mark.asyncio(loop_scope="module")

LARGEST: Final = 16 * 1024
BROKEN, NOT_TEXT, TOO_LARGE = 1002, 1007, 1009


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One hub for all of these."""
    async with exposed(tmp_path_factory.mktemp("frames") / "hop", limits=replace(FAST, linger=0.3)) as running:
        yield running


def padded(size: int) -> bytes:
    """A message of this many bytes that can be read."""
    return b'{"type":"Sync","sent":1}'.ljust(size)


async def still_answers(raw: Raw) -> bool:
    """Whether the connection goes on."""
    raw.say({"type": "Sync", "sent": 4711})
    return bool((await raw.message("Synced"))["sent"] == 4711)


async def test_16_kib_are_the_limit(hub: Running) -> None:
    """A message of exactly so many bytes is answered, one byte more ends the connection."""
    assert Limits().message == LARGEST
    async with welcomed(hub, TAN_THANH) as raw:
        raw.send(TEXT, padded(LARGEST))
        assert (await raw.message("Synced"))["sent"] == 1
        raw.send(TEXT, padded(LARGEST + 1))
        assert await raw.end() == TOO_LARGE


async def test_fragments_add_up(hub: Running) -> None:
    """In parts that are each small: up to the limit it is a message, beyond it the end, before the last part has come."""
    async with welcomed(hub, TAN_THANH) as raw:
        whole = padded(LARGEST)
        raw.send(TEXT, whole[:8192], fin=False)
        raw.send(CONTINUED, whole[8192:12288], fin=False)
        raw.send(CONTINUED, whole[12288:])
        assert (await raw.message("Synced"))["sent"] == 1
        raw.send(TEXT, whole[:8192], fin=False)
        for _ in range(3):
            raw.send(CONTINUED, b" " * 4096, fin=False)
        assert await raw.end() == TOO_LARGE


async def test_a_frame_that_claims_to_be_huge_is_not_waited_for(hub: Running) -> None:
    """The length alone ends it: no room is made for eight exabytes, or for 17 KiB."""
    for size in (b"\x7f\xff\xff\xff\xff\xff\xff\xff", (17 * 1024).to_bytes(8, "big")):
        async with welcomed(hub, TAN_THANH) as raw:
            raw.put(b"\x81\xff" + size + b"\0\0\0\0")
            assert await raw.end() == TOO_LARGE


async def test_endless_empty_fragments_are_cut_off(hub: Running) -> None:
    """A message that never ends costs its sender the connection, though it never grows."""
    async with welcomed(hub, TAN_THANH) as raw:
        raw.send(TEXT, b"", fin=False)
        ended = asyncio.create_task(raw.end())
        async with asyncio.timeout(20):
            while not ended.done():
                raw.put(frame(CONTINUED, b"", fin=False) * 1000)
                await asyncio.sleep(0)
                await asyncio.sleep(0.01)
        assert await ended in (TOO_LARGE, BROKEN, 1008, 1011, Close.RATE, None)
    await until(lambda: not hub.hub.peers)


@pytest.mark.parametrize(
    ("raw_frame", "code"),
    [
        (frame(TEXT, b'{"type":"Sync\xc3\x28","sent":1}'), NOT_TEXT),
        (frame(TEXT, b'{"type":"\xed\xa0\x80"}'), NOT_TEXT),
        (frame(TEXT, b'{"type":"\xc0\xaf"}'), NOT_TEXT),
        (frame(TEXT, b'{"type":"Sync","sent":1}', masked=False), BROKEN),
        (frame(TEXT, b'{"type":"Sync","sent":1}', rsv=4), BROKEN),
        (frame(TEXT, b'{"type":"Sync","sent":1}', rsv=2), BROKEN),
        (frame(TEXT, b'{"type":"Sync","sent":1}', rsv=1), BROKEN),
        (frame(CONTINUED, b"without a beginning"), BROKEN),
        (frame(TEXT, b'{"type":', fin=False) + frame(TEXT, b'"Sync","sent":1}'), BROKEN),
        (frame(PING, b"x" * 126), BROKEN),
        (frame(PING, b"x", fin=False), BROKEN),
        (frame(3, b"no such kind"), BROKEN),
        (frame(11, b"no such kind"), BROKEN),
        (frame(8, b"\x03"), BROKEN),
        (frame(8, (999).to_bytes(2, "big")), BROKEN),
        (frame(8, (1000).to_bytes(2, "big") + b"\xff"), NOT_TEXT),
    ],
    ids=[
        "bad utf-8", "surrogate in utf-8", "overlong utf-8", "unmasked", "compressed", "reserved bit 2", "reserved bit 3",
        "lone continuation", "text within text", "long ping", "ping in parts", "kind 3", "kind 11", "short close", "close 999",
        "close with bad utf-8",
    ],
)  # fmt: skip
async def test_a_frame_against_the_protocol_ends_the_connection(hub: Running, raw_frame: bytes, code: int) -> None:
    """With the code that the protocol has for it; nothing of it is read as a message."""
    async with welcomed(hub, TAN_THANH) as raw:
        raw.put(raw_frame)
        assert await raw.end() == code
    await until(lambda: not hub.hub.peers)


async def test_half_a_frame_keeps_nothing_alive(tmp_path: Path) -> None:
    """Who stops within a frame cannot answer pings any more, and is gone."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, ping=0.3, linger=0.3)) as hub, welcomed(hub, TAN_THANH) as raw:
        raw.put(frame(TEXT, padded(200))[:50])
        assert await raw.end() in (1011, None)
        await until(lambda: not hub.hub.peers)


async def test_who_said_goodbye_and_stays_is_cut_off(tmp_path: Path) -> None:
    """A closing handshake that leaves the line open does not keep the place of the point for long."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, ping=0.3, linger=0.3)) as hub, welcomed(hub, TAN_THANH) as raw:
        raw.send(8, (1000).to_bytes(2, "big"))
        assert await raw.end() == 1000
        await until(lambda: not hub.hub.peers)


async def test_no_compression_is_agreed_on(hub: Running) -> None:
    """Offered in every way that browsers and libraries offer it: the answer names none."""
    for offer in (
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate",
    ):
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(headers=upgrade(("Sec-WebSocket-Extensions", offer))) == 101
            assert "sec-websocket-extensions" not in raw.headers


async def test_a_compressed_frame_is_refused_before_anybody_is_known(hub: Running) -> None:
    """A bomb does not get as far as being unpacked."""
    async with opened(hub.hub.port, ("Sec-WebSocket-Extensions", "permessage-deflate")) as raw:
        raw.send(TEXT, b"\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a" * 100, rsv=4)
        assert await raw.end() == BROKEN


NONSENSE: Final[dict[str, str | bytes]] = {
    "nothing at all": "",
    "white space": " \n",
    "no object": "[1,2,3]",
    "deep lists": '{"type":"Sync","sent":' + "[" * 2000 + "]" * 2000 + "}",
    "deep objects": '{"a":' * 1500 + "1" + "}" * 1500,
    "nine levels": '{"type":"Sync","sent":' + "[" * 9 + "]" * 9 + "}",
    "no type": '{"sent":1}',
    "unknown type": '{"type":"Reboot"}',
    "type of another kind": '{"type":["Sync"],"sent":1}',
    "a frame of the hub": '{"type":"Accepted","id":"12345678","n":1,"at":1}',
    "unknown command": '{"type":"Send","id":"","command":{"type":"DropTables"}}',
    "too many fields": '{"type":"Sync","sent":1,' + ",".join(f'"f{at}":0' for at in range(1200)) + "}",
    "one field too many": '{"type":"Sync","sent":1,"x":1}',
    "not a number": '{"type":"Sync","sent":NaN}',
    "infinite": '{"type":"Sync","sent":1e999}',
    "2**70": '{"type":"Sync","sent":1180591620717411303424}',
    "negative": '{"type":"Sync","sent":-1}',
    "a fraction": '{"type":"Sync","sent":1.5}',
    "a number as text": '{"type":"Sync","sent":"1"}',
    "4,000 digits": '{"type":"Sync","sent":' + "9" * 4000 + "}",
    "half of it": '{"type":"Sync","sent":1',
    "a lone surrogate": '{"type":"Sync\\udc00","sent":1}',
    "a raw control character": '{"type":"Sync\x1b","sent":1}',
    "a binary frame": b'{"type":"Sync","sent":1}',
    "binary noise": bytes(range(256)),
}


@pytest.mark.parametrize("what", NONSENSE)
async def test_nonsense_is_answered_with_what_is_wrong(hub: Running, what: str) -> None:
    """A message that cannot be read changes nothing: it is answered as such, and the connection goes on."""
    message = NONSENSE[what]
    before = hub.meeting.n
    async with welcomed(hub, "screen") as raw:
        raw.send(BINARY if isinstance(message, bytes) else TEXT, message if isinstance(message, bytes) else message.encode())
        told = await raw.message("Trouble")
        assert told["code"] == "bad-message"
        assert await still_answers(raw)
    assert hub.meeting.n == before


UNREADABLE: Final[dict[str, Any]] = {
    "an unknown command": {"command": {"type": "DropTables"}},
    "no command": {},
    "a field too many": {"command": {"type": "OpenMeeting", "force": True}},
    "a field of the wrong type": {"command": {"type": "CheckIn", "point": 20335}},
    "a text too long": {"command": {"type": "AddNote", "text": "x" * 4001}},
    "an empty text": {"command": {"type": "AddNote", "text": ""}},
    "2**70": {"command": {"type": "CheckIn", "point": TAN_THANH, "total": 2**70}},
    "nothing in its place": {"command": None},
}


@pytest.mark.parametrize("what", UNREADABLE)
async def test_an_unreadable_command_is_rejected_by_its_id(hub: Running, what: str) -> None:
    """Whoever waits for the answer gets it: what is wrong, in the language it asked for."""
    async with welcomed(hub, "host", lang="en") as raw:
        raw.say(json.dumps({"type": "Send", "id": "0123456789ab", **UNREADABLE[what]}))
        told = await raw.message("Rejected", "Accepted", "Trouble")
        assert (told["type"], told["id"], told["code"]) == ("Rejected", "0123456789ab", "bad-message")
        assert told["text"]
        assert await still_answers(raw)


@pytest.mark.parametrize("ident", ["", "x" * 65, "tab\there", "bidi\u202ehere", "zero\u200bwidth", 12345678, None])
async def test_an_id_that_is_none_is_not_given_back(hub: Running, ident: Any) -> None:
    """An id that could not be one is not repeated into somebody's terminal: the answer is about the message."""
    async with welcomed(hub, "host") as raw:
        raw.say(json.dumps({"type": "Send", "id": ident, "command": {"type": "DropTables"}}))
        told = await raw.message("Rejected", "Trouble")
        assert told["code"] == "bad-message"
        assert (told["type"], "id" in told) == ("Trouble", False)
