"""One connection that said who it is. It sends without waiting, and is closed when it does not keep up."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from bridge_server.meeting import Author
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import Close
from bridge_server.words import Language

from .codes import Holder, holder_of
from .limits import Bucket


class Peer:
    """A client: who it is, in which language it is told refusals, and what it may still send.

    `drained`: it has taken what it had to be sent at its joining, which may be a long log; a point has from the start.
    """

    __slots__ = ("author", "bucket", "closing", "connection", "drained", "generation", "lang", "ping_at", "since", "visit")

    def __init__(
        self,
        connection: ServerConnection,
        author: Author,
        lang: Language,
        bucket: Bucket,
        since: float,
        generation: int,
        *,
        visit: bool = False,
    ) -> None:
        """`generation` is that of the code it came with."""
        self.connection = connection
        self.author = author
        self.lang = lang
        self.bucket = bucket
        self.since = since
        self.ping_at = 0.0
        """When it is to be asked whether it is there, by the loop's clock."""
        self.generation = generation
        self.visit = visit
        self.drained = author.role in ("point", "screen")
        self.closing: asyncio.Task[None] | None = None

    @property
    def holder(self) -> Holder:
        """Whose code it came with."""
        return holder_of(self.author)

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


def tell(peers: Iterable[Peer], raw: bytes, *, frame_once: bool = False) -> None:
    """One message to many, encoded once. A slow one is not waited for: it is closed when too much is unsent.

    With `frame_once` the websocket frame is made once as well and written to each transport, where the library has nothing of
    its own under way on that connection; everywhere else, as always, the library sends it.
    """
    if not frame_once:
        broadcast((peer.connection for peer in peers), raw, text=True)
        return
    frame = Frame(Opcode.TEXT, raw).serialize(mask=False, extensions=[])
    others = []
    for peer in peers:
        connection = peer.connection
        if connection.state is State.OPEN and connection.send_in_progress is None and not connection.protocol.writes:
            connection.transport.write(frame)
        else:
            others.append(connection)
    broadcast(others, raw, text=True)
