"""The hub's answers to plain HTTP, and who may open a websocket: the path, the origin, how many.

Health and metrics are for this machine only: not for other addresses, and not for what a proxy passes on.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

WEBSOCKET: Final = "/ws"
_SAFE: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
)


class Front:
    """Looks at every request before a websocket is opened."""

    def __init__(
        self,
        *,
        origins: Iterable[str],
        secure: bool,
        proxies: Iterable[str],
        crowded: Callable[[str], bool],
        pages: dict[str, Callable[[], tuple[HTTPStatus, str, bytes]]],
        welcome: bytes,
    ) -> None:
        """`crowded` says whether an address may open no more; `pages` are those for this machine only; `welcome` is "/"."""
        self._origins = frozenset(origins)
        self._scheme = "https" if secure else "http"
        self._proxies = frozenset(proxies)
        self._crowded = crowded
        self._pages = pages
        self._welcome = welcome

    def address(self, connection: ServerConnection, request: Request) -> str:
        """Who asks: the peer, or whom it names where it is one of the listed proxies."""
        peer = connection.remote_address
        direct = str(peer[0]) if peer else ""
        if direct not in self._proxies:
            return direct
        told = ",".join(request.headers.get_all("X-Forwarded-For")).split(",")[-1].strip()
        return told or direct

    def __call__(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer to a request, or None where a websocket may be opened."""
        path = request.path.partition("?")[0]
        if path == WEBSOCKET:
            return self._websocket(connection, request)
        page = self._pages.get(path)
        if page is not None and self._from_here(connection, request):
            return answer(*page())
        if path == "/":
            return answer(HTTPStatus.OK, "text/plain; charset=utf-8", self._welcome)
        return answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"404\n")

    def _websocket(self, connection: ServerConnection, request: Request) -> Response | None:
        origins = request.headers.get_all("Origin")
        if len(origins) > 1 or (origins and not self._known_origin(origins[0], connection)):
            return answer(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"403: origin\n")
        if self._crowded(self.address(connection, request)):
            return answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", b"503: too many connections\n")
        return None

    def _known_origin(self, origin: str, connection: ServerConnection) -> bool:
        """One of ours, or the very address and port that this connection came to (an address cannot be made to mean another)."""
        if origin in self._origins:
            return True
        local = connection.local_address
        return bool(local) and origin == origin_of(self._scheme, str(local[0]), int(local[1]))

    def _from_here(self, connection: ServerConnection, request: Request) -> bool:
        forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via"))
        peer = connection.remote_address
        return not forwarded and bool(peer) and ip_address(str(peer[0]).partition("%")[0]).is_loopback


def answer(status: HTTPStatus, kind: str, body: bytes) -> Response:
    """A whole response, closed after it."""
    headers = Headers(_SAFE)
    headers["Content-Type"] = kind
    headers["Content-Length"] = str(len(body))
    headers["Connection"] = "close"
    return Response(status, status.phrase, headers, body)


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin that a browser names for a page of this address."""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" + ("" if port == usual else f":{port}")


def origins_of(urls: Iterable[str], secure: bool, port: int, hosts: Iterable[str]) -> set[str]:
    """The origins of the public addresses, and of this machine's own names."""
    scheme = "https" if secure else "http"
    found = {origin_of(scheme, host, port) for host in hosts}
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            found.add(origin_of(parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}[parts.scheme]))
    return found
