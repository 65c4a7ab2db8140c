"""One connection to a hub, from its welcome to its end: commands are answered, everything else goes to a listener."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from ssl import SSLContext
from typing import Any, Final, Literal

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from bridge_server.meeting import Command
from bridge_server.wire.codec import decode_hub, decode_records, encode
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import (
    FINAL,
    VERSION,
    Accepted,
    Close,
    Hello,
    HubFrame,
    Position,
    Received,
    Records,
    Rejected,
    Send,
    Sync,
    Synced,
    Welcome,
)

LARGEST: Final = 64 << 20
"""Bytes of one message of the hub: the first line of a log holds a whole roster."""

Listener = Callable[[HubFrame], None]
Lines = Callable[[Records, list[bytes]], None]


class OutOfReach(Exception):  # noqa: N818 - the words its readers use
    """No hub answers there; `reason` is what the system says."""

    def __init__(self, url: str, reason: str) -> None:
        self.url, self.reason = url, reason
        super().__init__(url, reason)


class TurnedAway(Exception):  # noqa: N818
    """The hub closed the connection for a reason that coming again would not change: a wrong or revoked code, for one."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(code, reason)


class Lost(Exception):  # noqa: N818
    """The connection ended: what was asked and not answered may or may not have happened."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(code)


def ended(code: int | None, reason: str) -> TurnedAway | Lost:
    """The end of a connection as an error."""
    return TurnedAway(code, reason) if code is not None and code in set(FINAL) else Lost(code)


def new_id() -> str:
    """An id for a command, kept until it is answered."""
    return secrets.token_hex(12)


class Connection:
    """A connection that was welcomed. Made by `open_connection`; `welcome` is the hub's first frame."""

    def __init__(self, socket: ClientConnection, welcome: Welcome, listener: Listener, lines: Lines) -> None:
        self.welcome = welcome
        self._socket = socket
        self._listener = listener
        self._lines = lines
        self._asked: dict[str, list[asyncio.Future[Accepted | Rejected]]] = {}
        self._synced: dict[int, asyncio.Future[Synced]] = {}
        self._reading = asyncio.get_running_loop().create_task(self._read())

    async def ask(self, command: Command, ident: str = "", timeout: float = 10.0) -> Accepted | Rejected:
        """The hub's answer. Raises `Lost` or `TurnedAway` where the connection ends before, `TimeoutError` after `timeout` s.

        With the `ident` of an earlier try that was accepted, the answer is that of then.
        """
        ident = ident or new_id()
        answer: asyncio.Future[Accepted | Rejected] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(ident, []).append(answer)
        try:
            async with asyncio.timeout(timeout):
                await self._send(Send(ident, command))
                return await answer
        finally:
            waiting = self._asked.get(ident, [])
            if answer in waiting:
                waiting.remove(answer)
            if not waiting:
                self._asked.pop(ident, None)

    async def sync(self, timeout: float = 5.0) -> tuple[int, int]:
        """The hub's clock minus this machine's loop clock, and the round trip it was measured in, both in ms."""
        loop = asyncio.get_running_loop()
        sent = round(loop.time() * 1000)
        answer: asyncio.Future[Synced] = loop.create_future()
        self._synced[sent] = answer
        try:
            async with asyncio.timeout(timeout):
                await self._send(Sync(sent))
                told = await answer
        finally:
            self._synced.pop(sent, None)
        trip = round(loop.time() * 1000) - sent
        return told.now - sent - trip // 2, trip

    async def confirm(self, n: int) -> None:
        """Records up to `n` are taken: the hub may send more."""
        await self._send(Received(n))

    async def send_raw(self, message: str | bytes) -> None:
        """Anything, as it is. Raises `Lost` or `TurnedAway`."""
        try:
            await self._socket.send(message)
        except ConnectionClosed:
            raise self._end() from None

    async def closed(self) -> TurnedAway | Lost:
        """Wait for the end, and tell why."""
        await asyncio.wait([self._reading])
        return self._end()

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return not self._reading.done()

    async def close(self) -> None:
        """End it in order."""
        await self._socket.close()
        await asyncio.wait([self._reading])

    def abort(self) -> None:
        """Cut it off, as a dead line would."""
        self._socket.transport.abort()

    async def _send(self, frame: object) -> None:
        await self.send_raw(encode(frame).decode())

    def _end(self) -> TurnedAway | Lost:
        return ended(self._socket.close_code, self._socket.close_reason or "")

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                raw = message.encode() if isinstance(message, str) else message
                if b"\n" in raw:
                    self._lines(*decode_records(raw))
                else:
                    self._take(decode_hub(raw))
        except ConnectionClosed:
            pass
        except WireError:
            await self._socket.close(Close.BAD_PROTOCOL)
        finally:
            end = self._end()
            for answers in self._asked.values():
                fail_all(answers, end)
            fail_all(self._synced.values(), end)

    def _take(self, frame: HubFrame) -> None:
        match frame:
            case Accepted() | Rejected():
                for answer in self._asked.pop(frame.id, ()):
                    if not answer.done():
                        answer.set_result(frame)
            case Synced():
                waiting = self._synced.get(frame.sent)
                if waiting is not None and not waiting.done():
                    waiting.set_result(frame)
            case _:
                self._listener(frame)


def fail_all(waiting: Iterable[asyncio.Future[Any]], end: TurnedAway | Lost) -> None:
    """Tell whoever waits for an answer that none will come."""
    for answer in waiting:
        if not answer.done():
            answer.set_exception(end)
            answer.exception()  # nobody has to ask


async def open_connection(
    url: str,
    code: str,
    *,
    device: str = "",
    position: Position | None = None,
    lang: Literal["", "vi", "en"] = "",
    listener: Listener = lambda _frame: None,
    lines: Lines = lambda _frame, _lines: None,
    tls: SSLContext | None = None,
    timeout: float = 10.0,
) -> Connection:
    """Connect, say who it is, and wait for the welcome.

    `url` is a websocket's (see `address_of`). Raises `OutOfReach`, `TurnedAway`, or `Lost` where the hub ends it for now.
    """
    options: dict[str, Any] = {"ssl": tls} if tls is not None else {}
    try:
        socket = await connect(
            url, compression=None, max_size=LARGEST, open_timeout=timeout, proxy=None, user_agent_header=None, **options
        )
    except (OSError, InvalidHandshake, InvalidURI, TimeoutError, EOFError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong) or type(wrong).__name__
        raise OutOfReach(url, reason) from None
    hello = Hello(VERSION, code, device, position, lang)
    try:
        async with asyncio.timeout(timeout):
            await socket.send(encode(hello).decode())
            first = await socket.recv()
        welcome = decode_hub(first.encode() if isinstance(first, str) else first)
    except ConnectionClosed:
        raise ended(socket.close_code, socket.close_reason or "") from None
    except TimeoutError:
        socket.transport.abort()
        raise OutOfReach(url, "no answer") from None
    except WireError as wrong:
        await socket.close(Close.BAD_PROTOCOL)
        raise OutOfReach(url, str(wrong)) from None
    except BaseException:
        with suppress(Exception):
            socket.transport.abort()
        raise
    if not isinstance(welcome, Welcome) or welcome.v > VERSION:
        await socket.close(Close.NEWER_VERSION)
        raise TurnedAway(Close.NEWER_VERSION, f"version {getattr(welcome, 'v', '?')}")
    return Connection(socket, welcome, listener, lines)
