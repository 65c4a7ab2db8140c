"""Clients that are not polite: raw sockets that speak HTTP and websocket byte by byte; and a hub as exposed as asked."""

import asyncio
import base64
import errno
import os
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import orjson
import pytest

from bridge_server.hub.limits import Limits
from bridge_server.hub.notice import HubNotice, read_notice
from bridge_server.journal import Disk
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import VERSION, Hello

from .kit import FAST, PATIENCE, ROOT, TAN_THANH, Running, make_session, running

pytestmark = pytest.mark.asyncio

TEXT, BINARY, CONTINUED, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10
Headers = Sequence[tuple[str, str]]


def upgrade(*more: tuple[str, str]) -> Headers:
    """The headers that ask for a websocket, and others."""
    key = base64.b64encode(os.urandom(16)).decode()
    asked = (("Host", "127.0.0.1"), ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Key", key))
    return (*asked, ("Sec-WebSocket-Version", "13"), *more)


def frame(opcode: int, payload: bytes, *, fin: bool = True, masked: bool = True, rsv: int = 0) -> bytes:
    """A websocket frame, right or wrong."""
    size = len(payload)
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    flag = 0x80 if masked else 0
    if size < 126:
        head += bytes([flag | size])
    elif size < 1 << 16:
        head += bytes([flag | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([flag | 127]) + size.to_bytes(8, "big")
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


@dataclass(slots=True)
class Raw:
    """A TCP connection to a hub. `code` is that of the close frame it was sent, None where the line was cut without one."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    code: int | None = None
    reason: str = ""

    def put(self, raw: bytes) -> None:
        """Bytes as they are."""
        self.writer.write(raw)

    def send(self, opcode: int, payload: bytes, *, fin: bool = True, masked: bool = True, rsv: int = 0) -> None:
        """One frame."""
        self.put(frame(opcode, payload, fin=fin, masked=masked, rsv=rsv))

    def say(self, message: object) -> None:
        """One text message: a frame of ours, a dict, or text as it is."""
        self.send(TEXT, message.encode() if isinstance(message, str) else encode(message))

    def hello(self, code: str, **more: Any) -> None:
        """Say who it is."""
        self.say({"type": "Hello", "v": VERSION, "code": code, **more})

    async def request(self, path: str = "/ws", headers: Headers | None = None, method: str = "GET") -> int:
        """The status that answers a request; a body is read where its length is told."""
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in (headers or upgrade()))]
        self.put("\r\n".join([*lines, "", ""]).encode("latin-1"))
        return await self.response()

    async def response(self) -> int:
        """The status of the response that comes, 0 where none does."""
        async with asyncio.timeout(PATIENCE):
            try:
                head = await self.reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return 0
            first, *rest = head.decode("latin-1").split("\r\n")[:-2]
            self.status = int(first.split(" ")[1])
            self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
            if "content-length" in self.headers:
                self.body = await self.reader.readexactly(int(self.headers["content-length"]))
        return self.status

    async def frame(self) -> tuple[int, bytes]:
        """The next frame of the hub. Raises `EOFError` at the end of the line."""
        async with asyncio.timeout(PATIENCE):
            try:
                first, second = await self.reader.readexactly(2)
                size = second & 0x7F
                if size > 125:
                    size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8), "big")
                return first & 0x0F, await self.reader.readexactly(size)
            except (asyncio.IncompleteReadError, ConnectionError):
                raise EOFError from None

    async def message(self, *kinds: str) -> dict[str, Any]:
        """The next message of these types (or any); the lines behind one are left out. Raises `EOFError` where it ends before."""
        while True:
            opcode, payload = await self.frame()
            if opcode == CLOSE:
                self._note(payload)
                raise EOFError(self.code)
            if opcode == TEXT:
                told: dict[str, Any] = orjson.loads(payload.partition(b"\n")[0])
                if not kinds or told["type"] in kinds:
                    return told

    async def ask(self, command: object, ident: str = "") -> dict[str, Any]:
        """The answer to a command: a value of ours, or what its JSON is decoded from."""
        ident = ident or token_hex(8)
        self.say({"type": "Send", "id": ident, "command": command})
        while True:
            told = await self.message("Accepted", "Rejected")
            if told["id"] == ident:
                return told

    async def end(self) -> int | None:
        """Read on to the end; the code it was closed with."""
        with suppress(EOFError):
            while True:
                opcode, payload = await self.frame()
                if opcode == CLOSE:
                    self._note(payload)
        return self.code

    def _note(self, payload: bytes) -> None:
        """A close frame: its answer saves the hub the wait for it."""
        self.send(CLOSE, payload[:2])
        self.code = int.from_bytes(payload[:2], "big") if payload else 1005
        self.reason = payload[2:].decode()

    def cut(self) -> None:
        """End it without a word."""
        self.writer.transport.abort()


@asynccontextmanager
async def dialled(
    port: int, *, host: str = "127.0.0.1", source: str = "", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Raw]:
    """A TCP connection, from another address of this machine where `source` names one; cut at the end."""
    local = (source, 0) if source else None
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(host, port, local_addr=local, ssl=tls)
    except OSError as wrong:
        if source and wrong.errno == errno.EADDRNOTAVAIL:
            pytest.skip(f"this machine has no address {source}")
        raise
    raw = Raw(reader, writer)
    try:
        yield raw
    finally:
        raw.cut()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def opened(port: int, *more: tuple[str, str], source: str = "") -> AsyncIterator[Raw]:
    """A websocket that was let in but has not said who it is."""
    async with dialled(port, source=source) as raw:
        assert await raw.request(headers=upgrade(*more)) == 101
        yield raw


@asynccontextmanager
async def welcomed(hub: Running, holder: str, **more: Any) -> AsyncIterator[Raw]:
    """A websocket that said who it is and was welcomed."""
    async with opened(hub.hub.port) as raw:
        raw.hello(hub.code(holder), **more)
        assert (await raw.message())["type"] == "Welcome"
        yield raw


@asynccontextmanager
async def exposed(
    directory: Path,
    *,
    limits: Limits = FAST,
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
    urls: Iterable[str] = (),
    proxies: Iterable[str] = (),
    disk: Disk | None = None,
    log_to: Any = None,
) -> AsyncIterator[Running]:
    """A hub of the session in `directory` (made where there is none), reachable and trusting as asked; stopped in order."""
    if not directory.exists():
        make_session(directory)
    async with running(
        directory, limits=limits, host=host, tls=tls, urls=urls, proxies=proxies, disk=disk, log_to=log_to
    ) as found:
        yield found


@contextmanager
def process(*arguments: str | Path, umask: int = -1) -> Iterator["subprocess.Popen[str]"]:
    """`bridge-server` with these arguments as its users start it, in a process of its own; gone at the end of the block."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    child = subprocess.Popen(
        [sys.executable, "-c", "from bridge_server.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env=clean | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        umask=umask,
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


async def ended(child: "subprocess.Popen[str]", *, asked: bool = False) -> tuple[str, str]:
    """What a process said until its end on stdout and stderr; `asked`: it is asked to stop."""
    if asked:
        child.terminate()
    return await asyncio.to_thread(child.communicate, timeout=60)


async def served(child: "subprocess.Popen[str]", directory: Path) -> HubNotice:
    """Where the hub that was started for a session can be found, as soon as it serves."""
    await until(lambda: child.poll() is not None or read_notice(directory) is not None)
    notice = read_notice(directory)
    assert notice is not None, child.communicate(timeout=60)[1]
    return notice


async def until(found: Any, what: str = "") -> None:
    """Wait until `found()` is true; fails after `PATIENCE` seconds."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not found():
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(what or "it did not come to that")


async def test_the_raw_client_speaks_the_protocol(tmp_path: Path) -> None:
    """What the other tests do wrong on purpose goes right with it otherwise: opened, welcomed, answered, closed in order."""
    async with exposed(tmp_path / "hop") as hub, opened(hub.hub.port) as raw:
        raw.say(Hello(VERSION, hub.code(TAN_THANH)))
        assert (await raw.message())["point"] == TAN_THANH
        raw.say({"type": "Sync", "sent": 7})
        assert (await raw.message("Synced"))["sent"] == 7
        raw.send(CLOSE, (1000).to_bytes(2, "big"))
        assert await raw.end() == 1000
        raw.cut()
        await until(lambda: not hub.hub.peers)


__all__ = [
    "BINARY", "CLOSE", "CONTINUED", "PING", "PONG", "TEXT", "Headers", "Raw", "dialled", "ended", "exposed", "frame", "opened",
    "process", "served", "until", "upgrade", "welcomed",
]  # fmt: skip
