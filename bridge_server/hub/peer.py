"""One connection that said who it is. It sends without waiting, and is closed when it does not keep up."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast
from websockets.exceptions import ConnectionClosed

from bridge_server.meeting import Author
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import Close
from bridge_server.words import Language

from .codes import Holder
from .limits import Bucket


class Peer:
    """A client: who it is, in which language it is told refusals, and what it may still send."""

    __slots__ = ("author", "bucket", "closing", "connection", "lang", "since")

    def __init__(self, connection: ServerConnection, author: Author, lang: Language, bucket: Bucket, since: float) -> None:
        self.connection = connection
        self.author = author
        self.lang = lang
        self.bucket = bucket
        self.since = since
        self.closing: asyncio.Task[None] | None = None

    @property
    def holder(self) -> Holder:
        """Whose code it came with."""
        assert self.author.role != "hub"  # nobody has a code for the hub itself
        return Holder(self.author.role, self.author.point)

    def send(self, frame: object) -> None:
        """Queue one frame; a connection that is gone or going takes none."""
        self.send_bytes(encode(frame))

    def send_bytes(self, raw: bytes) -> None:
        """Queue one message that is encoded already."""
        broadcast([self.connection], raw, text=True)

    @property
    def unsent(self) -> int:
        """Bytes that wait for the client to take them."""
        return self.connection.transport.get_write_buffer_size()

    def close(self, code: Close, reason: str = "", linger: float | None = None) -> None:
        """Close in the background; cut off after `linger` seconds where the client does not take part in it."""
        if self.closing is None:
            self.closing = asyncio.get_running_loop().create_task(self._close(code, reason, linger))

    async def _close(self, code: Close, reason: str, linger: float | None) -> None:
        with suppress(TimeoutError, ConnectionClosed):
            async with asyncio.timeout(linger):
                await self.connection.close(code, reason)
        if linger is not None:
            self.connection.transport.abort()


def tell(peers: Iterable[Peer], raw: bytes) -> None:
    """One message to many, encoded once. A slow one is not waited for: it is closed when too much is unsent."""
    broadcast((peer.connection for peer in peers), raw, text=True)
