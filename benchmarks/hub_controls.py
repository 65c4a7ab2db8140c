"""What a hub is measured against, each in a process of its own: the bare sockets, and the bare library.

Both answer a client's first message with one of their own, and every later message of anybody with the same bytes to all but
the asker: they decide nothing, keep nothing, and send a frame that was made before.
"""

import asyncio
import logging
import os
import selectors
import socket
import sys
from contextlib import suppress
from typing import Final

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed
from websockets.utils import accept_key

from bridge_server.hub.limits import Limits
from bridge_server.hub.serve import raise_file_limit

BACKLOG: Final = Limits().backlog
QUIET: Final = logging.Logger("control", logging.CRITICAL)
WELCOME: Final = b'{"type":"Mine"}'


def framed(payload: bytes) -> bytes:
    """A server's text frame."""
    length = len(payload)
    return (bytes((0x81, length)) if length < 126 else bytes((0x81, 126)) + length.to_bytes(2, "big")) + payload


def listening() -> socket.socket:
    """A socket on any port, which is said on stdout."""
    raise_file_limit()
    bound = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    print(bound.getsockname()[1], flush=True)  # noqa: T201 - the answer to whoever started it
    return bound


def sockets(payload: bytes) -> None:
    """Bare sockets: `send` of a frame that is made already, one after the other. Serves until it is killed."""
    bound, selector = listening(), selectors.DefaultSelector()
    selector.register(bound, selectors.EVENT_READ)
    told = framed(payload)
    waiting: dict[socket.socket, bytes] = {}
    everybody: dict[socket.socket, None] = {}
    while True:
        for key, _ in selector.select():
            if key.fileobj is bound:
                fresh, _ = bound.accept()
                fresh.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                waiting[fresh] = b""
                selector.register(fresh, selectors.EVENT_READ)
                continue
            one = key.fileobj
            assert isinstance(one, socket.socket)
            try:
                data = one.recv(65_536)
            except OSError:
                data = b""
            if not data:
                selector.unregister(one)
                everybody.pop(one, None)
                waiting.pop(one, None)
                one.close()
            elif one in waiting:
                waiting[one] += data
                if b"\r\n\r\n" in waiting[one]:
                    one.send(upgraded(waiting.pop(one)))
            elif one not in everybody:
                everybody[one] = None
                one.send(framed(WELCOME))
            elif data[0] == 0x81:
                for other in everybody:
                    if other is not one:
                        other.send(told)


def upgraded(request: bytes) -> bytes:
    """The answer to a request for a websocket."""
    key = next(line for line in request.decode().split("\r\n") if line.lower().startswith("sec-websocket-key:"))
    accept = accept_key(key.partition(":")[2].strip())
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )


async def library(payload: bytes) -> None:
    """The bare library: `broadcast` to every connection. Serves until it is killed."""
    everybody: dict[ServerConnection, None] = {}

    async def connected(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            await connection.recv()
            everybody[connection] = None
            await connection.send(WELCOME, text=True)
            async for _ in connection:
                broadcast((other for other in everybody if other is not connection), payload, text=True)
        everybody.pop(connection, None)

    async with serve(connected, sock=listening(), compression=None, ping_interval=None, backlog=BACKLOG, logger=QUIET) as server:
        await server.serve_forever()


async def plain() -> None:
    """The library as it comes, but for the backlog: it only answers the first message. Serves until it is killed."""

    async def connected(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            await connection.recv()
            await connection.send(WELCOME, text=True)
            await connection.wait_closed()

    async with serve(connected, sock=listening(), backlog=BACKLOG, logger=QUIET) as server:
        await server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "plain":
        asyncio.run(plain())
    elif sys.argv[1] == "sockets":
        sockets(os.fsencode(sys.argv[2]))
    else:
        asyncio.run(library(os.fsencode(sys.argv[2])))
