"""Very many websocket clients in one thread, cheap enough that what is measured is the server.

The library's own client costs more than the hub does per frame; these read frames by hand out of one selector loop.
"""

import base64
import selectors
import socket
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

PER_ADDRESS: Final = 2000
"""Connections from one source address: a hub takes at most so many strangers of one address at once."""
FIRST_AGAIN: Final = 128
"""After so many others the first client, a console, is read again: it alone is sent very much."""
_TEXT, _CLOSE, _PING, _PONG = 0x81, 0x88, 0x89, 0x8A
_HANDSHAKE: Final = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class TooSlow(Exception):  # noqa: N818 - not an error of anybody's: what was awaited did not come in time
    """Something awaited did not happen within its bound."""


@dataclass(frozen=True, slots=True)
class Caller:
    """How one client begins: its first message, and the end of the message after which it counts as connected."""

    hello: bytes
    welcomed: bytes


@dataclass(slots=True, eq=False)
class Client:
    """One connection. `floor` and `count` are for whoever listens to note things in."""

    index: int
    caller: Caller
    sock: socket.socket
    rest: bytes = b""
    opened: bool = False
    welcomed: bool = False
    closed: int | None = None
    """The code with which it was closed; 1006 where none was told."""
    floor: int = 0
    count: int = 0

    def send(self, payload: bytes) -> None:
        """One text message."""
        self.put(framed(_TEXT, payload))

    def put(self, data: bytes) -> None:
        """Bytes as they are. Only a few: a client that cannot be written to at once is none of this load's."""
        sent = self.sock.send(data)
        assert sent == len(data), "the server does not read"


def framed(first: int, payload: bytes) -> bytes:
    """A client's frame. Its mask is zero, which costs the server the same and the client nothing."""
    length = len(payload)
    head = bytes((first, 0x80 | length)) if length < 126 else struct.pack("!BBH", first, 0x80 | 126, length)
    return head + bytes(4) + payload


def texts(payloads: Sequence[bytes]) -> bytes:
    """Several text messages in one piece."""
    return b"".join(framed(_TEXT, payload) for payload in payloads)


@dataclass(slots=True)
class Flock:
    """Clients of one server, a console first. `heard` gets every text message; who is closed stands in `gone`."""

    port: int
    callers: Sequence[Caller]
    heard: Callable[[Client, bytes], None] = lambda _client, _payload: None
    clients: list[Client] = field(default_factory=list)
    gone: list[Client] = field(default_factory=list)
    welcomed: int = 0
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def connect(self, patience: float) -> float:
        """Connect all at once; the seconds until each was welcomed or turned away. Raises `TooSlow`."""
        began = perf_counter()
        request = _HANDSHAKE.format(port=self.port).encode()
        for index, caller in enumerate(self.callers):
            sock = socket.socket()
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leaves no port behind at the end
            if len(self.callers) > PER_ADDRESS:
                sock.bind((f"127.0.0.{2 + index // PER_ADDRESS}", 0))
            sock.connect_ex(("127.0.0.1", self.port))
            client = Client(index, caller, sock)
            self.clients.append(client)
            self._selector.register(sock, selectors.EVENT_WRITE, client)
            if index % 64 == 63:
                self._turn(0, request)
        deadline = began + patience
        while self.welcomed + len(self.gone) < len(self.callers):
            if perf_counter() > deadline:
                raise TooSlow(f"{self.welcomed} of {len(self.callers)} welcomed in {patience:.0f} s")
            self._turn(0.1, request)
        return perf_counter() - began

    def until(self, done: Callable[[], bool], patience: float) -> None:
        """Read until `done`. Raises `TooSlow`."""
        deadline = perf_counter() + patience
        while not done():
            if perf_counter() > deadline:
                raise TooSlow(f"not within {patience:.0f} s")
            self._turn(0.1)

    def rest(self, seconds: float) -> None:
        """Only read, and answer pings, for so long."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            self._turn(min(left, 0.1))

    def close(self) -> None:
        """Drop every connection."""
        for client in self.clients:
            client.sock.close()
        self._selector.close()

    def _turn(self, timeout: float, request: bytes = b"") -> None:
        first = self.clients[0]
        for count, (key, events) in enumerate(self._selector.select(timeout), 1):
            client = key.data
            if count % FIRST_AGAIN == 0 and first.opened and first.closed is None:
                self._read(first)
            if events & selectors.EVENT_WRITE:
                self._selector.modify(client.sock, selectors.EVENT_READ, client)
                try:
                    client.put(request)
                except OSError:
                    self._lose(client, 1006)
            elif client.closed is None:
                self._read(client)

    def _read(self, client: Client) -> None:
        try:
            data = client.sock.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose(client, 1006)
            return
        if client.rest:
            data = client.rest + data
        if not client.opened:
            head, found, rest = data.partition(b"\r\n\r\n")
            if not found:
                client.rest = data
                return
            if b" 101 " not in head[:20]:
                self._lose(client, 1006)
                return
            client.opened, data = True, rest
            client.send(client.caller.hello)
        client.rest = self._frames(client, data)

    def _frames(self, client: Client, data: bytes) -> bytes:
        """Take whole frames; what is left over."""
        at, size = 0, len(data)
        while size - at >= 2:
            length, start = data[at + 1], at + 2
            if length > 125:
                width = 2 if length == 126 else 8
                if size - start < width:
                    break
                length = int.from_bytes(data[start : start + width], "big")
                start += width
            end = start + length
            if end > size:
                break
            first, at = data[at], end
            if first == _TEXT:
                payload = data[start:end]
                if not client.welcomed and payload.endswith(client.caller.welcomed):
                    client.welcomed = True
                    self.welcomed += 1
                self.heard(client, payload)
            elif first == _PING:
                client.put(framed(_PONG, data[start:end]))
            elif first == _CLOSE:
                self._lose(client, int.from_bytes(data[start : start + 2], "big") or 1005)
                return b""
        return data[at:]

    def _lose(self, client: Client, code: int) -> None:
        client.closed = code
        self._selector.unregister(client.sock)
        client.sock.close()
        if client.welcomed:
            client.welcomed = False
            self.welcomed -= 1
        self.gone.append(client)
