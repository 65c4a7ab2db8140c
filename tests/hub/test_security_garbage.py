"""Whatever comes: a hub that is sent garbage for a while still stands, answers, and has kept exactly what it says it has."""

import asyncio
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson
import pytest

from bridge_server.hub.opening import folded
from bridge_server.meeting import HOST, SECRETARY, Author, Meeting
from bridge_server.meeting.commands import CheckIn
from bridge_server.meeting.digest import digest
from bridge_server.meeting.permissions import ALLOWED

from ..meeting.random_commands import BY_NAME, fill
from .kit import FAST, TAM_KY, TAN_THANH, THANG_BINH, Running
from .test_security_kit import BINARY, CLOSE, CONTINUED, PING, PONG, TEXT, Raw, dialled, exposed, frame, upgrade

pytestmark = pytest.mark.asyncio

VISITS: Final = 50
MESSAGES: Final = 25
ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 2**70, 0.5, -0.0,
    1e308, "", " ", "0", "x", "x" * 41, "x" * 5000, "\0", "\x1b[2J", "\u202e", "\ufeff", "e\u0301" * 300, "__class__",
    "../secret", "%s%n", "{0}", "{time}", "'; --", [], {}, [[]], [{}], {"type": "Hello"}, {"a": {"b": {"c": {}}}}, ["x"] * 60,
    [["x", 1]] * 101,
)  # fmt: skip
"""Values in the place of others."""


WHO: Final = (HOST, HOST, SECRETARY, Author("point", TAM_KY), Author("point", THANG_BINH), Author("screen"), Author("mirror"))


def valid(m: Meeting, now: int, by: Author, dice: Random) -> dict[str, Any]:
    """A message that can be read: a command as often as not, about this meeting and mostly one that the sender may say."""
    kind = dice.choice((*("Send",) * 30, *("Received", "Sync") * 4, "Hello"))
    match kind:
        case "Hello":
            return {
                "type": kind,
                "v": 1,
                "code": "BCGH-234-KLMN-567",
                "device": "máy",
                "position": {"log": "a", "n": 1, "h": "0" * 16},
            }
        case "Received":
            return {"type": kind, "n": dice.randint(0, m.n + 2)}
        case "Sync":
            return {"type": kind, "sent": dice.randint(0, 1000)}
    allowed = [one for one in BY_NAME.values() if one in ALLOWED[by.role] and dice.random() < 0.9]
    command = orjson.loads(orjson.dumps(fill(dice.choice(allowed or list(BY_NAME.values())), m, now, by, dice)))
    return {"type": kind, "id": f"{dice.getrandbits(48):012x}", "command": command}


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in decoded JSON: what holds it, and the key."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def bent(message: dict[str, Any], dice: Random) -> bytes:
    """A message with something in it replaced, left out, renamed or added."""
    for _ in range(dice.choice((0, 0, 0, 1, 2, 3))):
        holder, key = dice.choice(list(places(message)))
        match dice.randrange(4) if isinstance(holder, dict) else 0:
            case 0:
                holder[key] = deepcopy(dice.choice(ODD))
            case 1:
                del holder[key]
            case 2:
                holder[str(dice.choice(ODD))[:50]] = holder.pop(key)
            case 3:
                holder[str(dice.choice(ODD))[:50]] = deepcopy(dice.choice(ODD))
        if not message:
            break
    return json.dumps(message, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def broken(raw: bytes, dice: Random) -> bytes:
    """Bytes with some changed, doubled or cut off."""
    told = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(told) or 1)
        match dice.randrange(4):
            case 0 if told:
                told[at % len(told)] = dice.randrange(256)
            case 1:
                told[at:at] = dice.randbytes(dice.randint(1, 8))
            case 2:
                del told[at : at + dice.randint(1, 20)]
            case _:
                told[at:at] = told[at : at + dice.randint(1, 40)]
    return bytes(told)


def talk(hub: Running, by: Author, dice: Random) -> Iterator[bytes]:
    """What a visitor sends who keeps to the protocol of frames, and to no other."""
    for _ in range(MESSAGES):
        message = bent(valid(hub.meeting, hub.hub.clock.now(), by, dice), dice)
        match dice.choice(("bent", "bent", "bent", "broken", "parts", "binary", "noise")):
            case "bent":
                yield frame(TEXT, message)
            case "broken":
                yield frame(TEXT, text_of(broken(message, dice)))
            case "parts":
                cut = dice.randrange(len(message) + 1)
                yield frame(TEXT, message[:cut], fin=False) + frame(PING, b"between") + frame(CONTINUED, message[cut:])
            case "binary":
                yield frame(BINARY, dice.randbytes(dice.randint(0, 200)))
            case "noise":
                yield frame(TEXT, text_of(dice.randbytes(dice.randint(0, 200))))


def rudeness(dice: Random) -> bytes:
    """A frame against the protocol, or a piece of one."""
    kind, payload = dice.choice((PING, PONG, CLOSE, 3, 7, 11, TEXT, CONTINUED)), dice.randbytes(dice.randint(0, 300))
    return broken(frame(kind, payload, fin=dice.random() < 0.8, masked=dice.random() < 0.8, rsv=dice.choice((0, 0, 4))), dice)


def text_of(raw: bytes) -> bytes:
    """Bytes as UTF-8."""
    return raw.decode("utf-8", "replace").encode()


async def visit(hub: Running, dice: Random) -> None:
    """One visitor: comes somehow, says things, and goes somehow; the hub may end it at any time."""
    async with dialled(hub.hub.port) as raw:
        manner = dice.choice(("nothing", "request", "unknown", "known", "known", "known", "known"))
        if manner == "nothing":
            raw.put(dice.randbytes(dice.randint(1, 3000)))
        elif manner == "request":
            asked = "\r\n".join(["GET /ws HTTP/1.1", *(f"{name}: {value}" for name, value in upgrade()), "", ""]).encode()
            raw.put(broken(asked, dice))
        else:
            assert await raw.request() == 101
            by = dice.choice(WHO)
            if manner == "known":
                raw.hello(hub.code(by.point or by.role))
            for told in talk(hub, by, dice):
                raw.put(told if dice.random() < 0.98 else rudeness(dice))
                if dice.random() < 0.2:
                    await asyncio.sleep(0)
        if dice.random() < 0.8:
            await drained(raw)


async def drained(raw: Raw) -> None:
    """Say goodbye, and read to the end."""
    raw.send(CLOSE, (1000).to_bytes(2, "big"))
    await raw.end()


def seen(kept: StringIO, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """The lines of the log that fit."""
    return [one for one in map(orjson.loads, kept.getvalue().splitlines()) if wanted(one)]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_garbage_brings_nothing_down(tmp_path: Path, seed: int) -> None:
    """Crowds of visitors who send what no client would: no defect of ours, a good client is answered all the while, the log is
    whole, and folding it gives the very meeting that the hub has."""
    dice, kept = Random(seed), StringIO()
    async with exposed(tmp_path / "hop", limits=replace(FAST, hello=0.5, linger=0.2, ping=0.5), log_to=kept) as hub:
        for number in range(VISITS):
            visitors = [asyncio.create_task(visit(hub, Random(dice.getrandbits(64)))) for _ in range(dice.randint(1, 3))]
            if number % 10 == 0:
                good = await hub.join(TAN_THANH)
                await good.connection.sync(20.0)
                await good.connection.close()
            await asyncio.gather(*visitors)
        good = await hub.join(TAN_THANH)
        answer = await good.ask(CheckIn(TAN_THANH, total=4))
        assert answer.type == "Accepted" or answer.code == "roll-closed"
        console = await hub.join("host")
        await console.record(hub.meeting.n)
        assert [one["n"] for one in console.records] == list(range(1, hub.meeting.n + 1))
        assert hub.meeting.n > 20  # some of it could be read, and was meant
        assert digest(folded(hub.opened.log_path)[0].meeting) == digest(hub.meeting)
        assert not hub.hub.failed.done()
    assert seen(kept, lambda one: one["level"] in ("error", "critical")) == []
    assert seen(kept, lambda one: "failed" in one.get("message", "")) == []
    assert "Traceback" not in kept.getvalue()
    assert [one["whole"] for one in seen(kept, lambda one: one["event"] == "stopped")] == [True]
