"""Between the opened websocket and the welcome: who is it? Whoever does not say, or says it wrong, is sent away and told why."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from bridge_server.meeting import Author
from bridge_server.wire.codec import decode_client
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import VERSION, Close, Hello

from .gate import Gate
from .greeting import repeated_key
from .limits import Limits, WrongCodes
from .logs import Log
from .metrics import Metrics


class Doorway:
    """Holds how many connections of each address have not said yet who they are, and who said wrong codes."""

    def __init__(self, gate: Gate, limits: Limits, metrics: Metrics, log: Log) -> None:
        self._gate = gate
        self._limits = limits
        self._metrics = metrics
        self._log = log
        self._wrong = WrongCodes(limits)
        self._waiting: dict[str, int] = {}

    def crowded(self, address: str) -> bool:
        """Whether as many connections of the address as may be have not said who they are."""
        return self._waiting.get(address, 0) >= self._limits.unknown

    def known(self, code: str) -> Author | None:
        """Whose code it is, of whoever does not come to stay."""
        return self._gate.admit(code)

    async def wrong_code(self, address: str) -> None:
        """A wrong code came without a websocket: counted and waited for as with one, however soon its sender hangs up."""
        with self._counted(address):
            await self._wrong_code(address)

    async def greeted(self, connection: ServerConnection, address: str) -> tuple[Author, Hello] | None:
        """Who it is, or None once it is closed with the reason."""
        with self._counted(address):
            hello = await self._hello(connection)
            if hello is None:
                return None
            author = self._gate.admit(hello.code, hello.device)
            if author is None:
                await self._wrong_code(address)
                await self.turn_away(connection, Close.BAD_CODE, "code")
                return None
            return author, hello

    async def turn_away(self, connection: ServerConnection, code: Close, reason: str) -> None:
        """Close, and count it."""
        self._metrics.closed.labels(str(int(code))).inc()
        await connection.close(code, reason)

    async def _wrong_code(self, address: str) -> None:
        self._metrics.wrong_codes.inc()
        delay = self._wrong.delay(address, asyncio.get_running_loop().time())
        self._log.warning("wrong-code", address=address, delay=delay)
        await asyncio.sleep(delay)

    async def _hello(self, connection: ServerConnection) -> Hello | None:
        """The first frame, if it comes in time and is one that we understand."""
        try:
            async with asyncio.timeout(self._limits.hello):
                raw = await connection.recv()
        except TimeoutError:
            await self.turn_away(connection, Close.NO_HELLO, "no hello")
            return None
        except ConnectionClosed:
            return None
        try:
            frame = decode_client(raw.encode() if isinstance(raw, str) else raw)
            if not isinstance(frame, Hello) or isinstance(raw, bytes) or repeated_key(raw):
                raise WireError
        except WireError:
            self._metrics.unreadable.inc()
            await self.turn_away(connection, Close.BAD_PROTOCOL, "hello expected")
            return None
        if frame.v > VERSION:
            await self.turn_away(connection, Close.NEWER_VERSION, f"version {VERSION}")
            return None
        return frame

    @contextmanager
    def _counted(self, address: str) -> Iterator[None]:
        self._waiting[address] = self._waiting.get(address, 0) + 1
        try:
            yield
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]
