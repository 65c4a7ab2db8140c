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
from bridge_server.wire.codec import LARGEST as LARGEST_SENT
from bridge_server.wire.codec import LARGEST_HOST, decode_hub, decode_records, encode
from bridge_server.wire.errors import WireError
from bridge_server.wire.files.faults import fault
from bridge_server.wire.frames import (
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
    UnknownFrame,
    Welcome,
)

from .ends import Lost, OutOfReach, TurnedAway, ended, unreached

__all__ = ["Connection", "Lines", "Listener", "Lost", "OutOfReach", "TurnedAway", "ended", "new_id", "open_connection"]

LARGEST: Final = 64 << 20
"""Bytes of one message of the hub: the first line of a log holds a whole roster."""
PARTING: Final = 2.0
"""Seconds that the hub may take to part in order."""

Listener = Callable[[HubFrame], None]
Lines = Callable[[Records, list[bytes]], None]


def new_id() -> str:
    """An id for a command, kept until it is answered."""
    return secrets.token_hex(12)


class Connection:
    """A connection that was welcomed. Made by `open_connection`; `welcome` is the hub's first frame.

    Once a method has raised `Lost` or `TurnedAway`, `open` is False. What a listener raises ends it, and `closed` raises that.
    """

    def __init__(self, socket: ClientConnection, welcome: Welcome, listener: Listener, lines: Lines) -> None:
        self.welcome = welcome
        self._socket = socket
        self._listener = listener
        self._lines = lines
        self._asked: dict[str, list[asyncio.Future[Accepted | Rejected]]] = {}
        self._synced: dict[int, asyncio.Future[Synced]] = {}
        self._defect: Exception | None = None
        self._cut = False
        self._reading = asyncio.get_running_loop().create_task(self._read())

    async def ask(self, command: Command, ident: str = "", timeout: float = 10.0) -> Accepted | Rejected:
        """The hub's answer. Raises `Lost` or `TurnedAway` where the connection ends before, `TimeoutError` after `timeout` s,
        `WireError` for a command larger than a hub takes (nothing is sent then).

        With the `ident` of an earlier try that was accepted, the answer is that of then. An answer for which nobody waits any
        more goes to the listener.
        """
        ident = ident or new_id()
        raw = encode(Send(ident, command))
        largest = LARGEST_HOST if self.welcome.role == "host" else LARGEST_SENT
        if len(raw) > largest:
            raise WireError(fault("", "message-too-large", limit=largest, length=len(raw)))
        answer: asyncio.Future[Accepted | Rejected] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(ident, []).append(answer)
        try:
            async with asyncio.timeout(timeout):
                await self.send_raw(raw.decode())
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
        sent = began = round(loop.time() * 1000)
        while sent in self._synced:  # the answer is told apart by this number alone
            sent += 1
        answer: asyncio.Future[Synced] = loop.create_future()
        self._synced[sent] = answer
        try:
            async with asyncio.timeout(timeout):
                await self._send(Sync(sent))
                told = await answer
        finally:
            self._synced.pop(sent, None)
        trip = round(loop.time() * 1000) - began
        return told.now - began - trip // 2, trip

    async def confirm(self, n: int) -> None:
        """Records up to `n` are taken: the hub may send more."""
        await self._send(Received(n))

    async def send_raw(self, message: str | bytes) -> None:
        """Anything, as it is. Raises `Lost` or `TurnedAway`."""
        try:
            await self._socket.send(message)
        except ConnectionClosed:
            # Whoever asks again at once must not find this connection open: it would never let the reading come to its end.
            await asyncio.wait([self._reading])
            raise self._end() from None

    async def closed(self) -> TurnedAway | Lost:
        """Wait for the end, and tell why. Raises what a listener raised."""
        await asyncio.wait([self._reading])
        if self._defect is not None:
            raise self._defect
        return self._end()

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return not self._reading.done()

    async def close(self) -> None:
        """End it in order; cut it off where the hub does not take part in that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await self._socket.close()
        self.abort()
        await asyncio.wait([self._reading])

    def abort(self) -> None:
        """Cut it off, as a dead line would. Nothing more is told to the listener, not even what has come already."""
        self._cut = True
        self._socket.transport.abort()

    async def _send(self, frame: object) -> None:
        await self.send_raw(encode(frame).decode())

    def _end(self) -> TurnedAway | Lost:
        return ended(self._socket.close_code, self._socket.close_reason or "")

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                if self._cut:
                    break
                raw = message.encode() if isinstance(message, str) else message
                if b"\n" in raw:
                    self._lines(*decode_records(raw))
                else:
                    self._take(decode_hub(raw))
        except ConnectionClosed:
            pass
        except WireError:
            await self._socket.close(Close.BAD_PROTOCOL)
        except Exception as defect:  # whoever listens hears of it where it waits for the end
            self._defect = defect
            self.abort()
        finally:
            end = self._end()
            for answers in self._asked.values():
                fail_all(answers, end)
            fail_all(self._synced.values(), end)

    def _take(self, frame: HubFrame | UnknownFrame) -> None:
        match frame:
            case UnknownFrame():
                pass  # of a newer hub
            case Accepted() | Rejected():
                answers = [answer for answer in self._asked.pop(frame.id, ()) if not answer.done()]
                for answer in answers:
                    answer.set_result(frame)
                if not answers:
                    self._listener(frame)
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
    visit: bool = False,
    listener: Listener = lambda _frame: None,
    lines: Lines = lambda _frame, _lines: None,
    tls: SSLContext | None = None,
    timeout: float = 10.0,
) -> Connection:
    """Connect, say who it is, and wait for the welcome, all within `timeout` seconds.

    `url` is a websocket's (see `address_of`). Raises `OutOfReach`, `TurnedAway`, or `Lost` where the hub ends it for now.
    """
    deadline = asyncio.get_running_loop().time() + timeout
    options: dict[str, Any] = {"ssl": tls} if tls is not None else {}
    try:
        socket = await connect(
            url, compression=None, max_size=LARGEST, open_timeout=timeout, proxy=None, user_agent_header=None, **options
        )
    except (OSError, InvalidHandshake, InvalidURI, EOFError, UnicodeError) as wrong:
        raise unreached(url, wrong) from None
    try:
        async with asyncio.timeout_at(deadline):
            await socket.send(encode(Hello(VERSION, code, device, position, lang, visit)).decode())
            first = await socket.recv()
        welcome = decode_hub(first.encode() if isinstance(first, str) else first)
    except ConnectionClosed:
        raise ended(socket.close_code, socket.close_reason or "") from None
    except TimeoutError as wrong:
        socket.transport.abort()
        raise unreached(url, wrong) from None
    except WireError as wrong:
        socket.transport.abort()
        raise OutOfReach(url, str(wrong), "no-hub") from None
    except BaseException:
        with suppress(Exception):
            socket.transport.abort()
        raise
    if not isinstance(welcome, Welcome) or welcome.v > VERSION:
        socket.transport.abort()
        raise TurnedAway(Close.NEWER_VERSION, f"version {getattr(welcome, 'v', '?')}")
    return Connection(socket, welcome, listener, lines)
