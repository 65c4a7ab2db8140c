"""The listening socket, and a websocket's connection that ends where more comes than anybody needs: control frames and fragments
are no messages, and are limited by nothing else.
"""

import socket
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode

from .limits import KIB, Bucket

REQUEST: Final = 32 * KIB
"""Bytes of an opening request; what comes beyond it before there is an answer ends the line."""
FRAMES: Final = 100.0
BURST: Final = 400
"""Pings, pongs and fragments a second, and at once. Whole messages have their own limit, and whoever breaks it is told."""


class Line(ServerConnection):
    """A `ServerConnection` with limits on what it takes before it is even read as a message."""

    __slots__ = ("_frames", "_opening")  # in the table of the library's own attributes they would cost a kilobyte more

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._opening = 0
        self._frames = Bucket(FRAMES, BURST, self.loop.time())

    def data_received(self, data: bytes) -> None:
        """Bytes from the peer."""
        if self.transport.is_closing():
            return
        if self.request is None:
            self._opening += len(data)
            if self._opening > REQUEST:
                self.transport.abort()
                return
        super().data_received(data)

    def process_event(self, event: Any) -> None:
        """A request, or one frame."""
        if self.transport.is_closing():
            return
        whole = isinstance(event, Frame) and event.fin and event.opcode in (Opcode.TEXT, Opcode.BINARY)
        if isinstance(event, Frame) and not whole and not self._frames.take(self.loop.time()):
            self.transport.abort()
            return
        super().process_event(event)


def listener(host: str, port: int) -> socket.socket:
    """A socket bound to the address. What it accepts has small send buffers, for a slow client must not hide in the kernel's, and
    sends small frames at once instead of waiting for the answer to the one before. Raises `OSError`."""
    family, _, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    bound = socket.create_server(address[:2], family=family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)  # the loop reads no more than this of one peer at a time
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound
