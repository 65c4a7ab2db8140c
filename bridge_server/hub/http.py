"""The hub's answers to plain HTTP, and who may open a websocket: the path, the origin, how many.

Health and metrics are for this machine only: not for other addresses, and not for what a proxy passes on.
"""

from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from .origins import origin_of
from .screen_text import CHALLENGE, ScreenTexts, Told
from .screen_text import PATH as SCREEN_TEXT
from .site import Page, Site, accepts_packed, has_already

WEBSOCKET: Final = "/ws"
READING: Final = ("GET", "HEAD")
PASSED_ON: Final = ("x-forwarded", "forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-", "x-cluster-client-ip")
"""How headers begin that only a proxy adds."""
TEXT: Final = "text/plain; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"
BARE: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
"""The policy of an answer that is no page."""


class Front:
    """Looks at every request before a websocket is opened."""

    def __init__(
        self,
        *,
        origins: Iterable[str],
        secure: bool,
        proxies: Iterable[str],
        crowded: Callable[[str], bool],
        health: dict[str, Callable[[], tuple[HTTPStatus, str, bytes]]],
        site: Site,
        screen_text: ScreenTexts,
    ) -> None:
        """`crowded` says whether an address may open no more; `health` is for this machine only, the pages of `site` for all."""
        self._origins = frozenset(origins)
        self._scheme = "https" if secure else "http"
        self._proxies = frozenset(map(plain_address, proxies))
        self._crowded = crowded
        self._health = health
        self._site = site
        self._screen_text = screen_text

    def address(self, connection: ServerConnection, request: Request) -> str:
        """Who asks: the peer, or whom it names where it is one of the listed proxies; of IPv6 the network, for a single machine
        has as many addresses there as it likes.
        """
        peer = connection.remote_address
        asker = plain_address(str(peer[0])) if peer else None
        if asker in self._proxies:
            told = ",".join(request.headers.get_all("X-Forwarded-For")).split(",")[-1]
            asker = plain_address(told) or asker
        if isinstance(asker, IPv6Address) and not asker.is_loopback:
            return str(ip_network((asker, 64), strict=False))
        return str(asker or "")

    def __call__(self, connection: ServerConnection, request: Request) -> Response | Awaitable[Response] | None:
        """The answer to a request, or None where a websocket may be opened; one that must wait where it had a wrong code."""
        if request.method not in READING:
            refused = answer(HTTPStatus.METHOD_NOT_ALLOWED, TEXT, b"405\n")
            refused.headers["Allow"] = ", ".join(READING)
            return refused
        path, _, query = request.path.partition("?")
        if path == WEBSOCKET:
            return self._websocket(connection, request)
        if path == SCREEN_TEXT:
            told = self._screen_text(self.address(connection, request), request.headers, query)
            return whole(*told, request.method) if isinstance(told, tuple) else late(told, request.method)
        found = self._page(path, connection, request)
        if request.method == "HEAD":
            found.body = b""
        return found

    def _page(self, path: str, connection: ServerConnection, request: Request) -> Response:
        told = self._health.get(path)
        if told is not None and self._from_here(connection, request):
            return answer(*told())
        document = self._site.find(request.path)
        if document is not None:
            return self._document(document, request.headers)
        return answer(HTTPStatus.NOT_FOUND, TEXT, b"404\n")

    def _document(self, found: Page, asked: Headers) -> Response:
        """A page, packed where that is understood; 304 where it is there already."""
        policy = self._site.policy(found, asked.get_all("Host")[0] if len(asked.get_all("Host")) == 1 else "")
        if has_already(asked, found.tag):
            told = answer(HTTPStatus.NOT_MODIFIED, HTML, b"", policy, "no-cache")
            del told.headers["Content-Length"]
        elif accepts_packed(asked):
            told = answer(HTTPStatus.OK, HTML, found.packed, policy, "no-cache")
            told.headers["Content-Encoding"] = "gzip"
        else:
            told = answer(HTTPStatus.OK, HTML, found.body, policy, "no-cache")
        told.headers["ETag"] = f"W/{found.tag}"  # packed or not
        told.headers["Vary"] = "Accept-Encoding"
        return told

    def _websocket(self, connection: ServerConnection, request: Request) -> Response | None:
        origins = request.headers.get_all("Origin")
        if len(origins) > 1 or (origins and not self._known_origin(origins[0], connection)):
            return answer(HTTPStatus.FORBIDDEN, TEXT, b"403: origin\n")
        if self._crowded(self.address(connection, request)):
            return answer(HTTPStatus.SERVICE_UNAVAILABLE, TEXT, b"503: too many connections\n")
        return None

    def _known_origin(self, origin: str, connection: ServerConnection) -> bool:
        """One of ours, or the very address and port that this connection came to (an address cannot be made to mean another)."""
        if origin in self._origins:
            return True
        local = connection.local_address
        return bool(local) and origin == origin_of(self._scheme, str(local[0]), int(local[1]))

    def _from_here(self, connection: ServerConnection, request: Request) -> bool:
        """Whether somebody on this machine asks by one of its own names: a page elsewhere may have its name point here."""
        if any(name.lower().startswith(PASSED_ON) for name, _ in request.headers.raw_items()):
            return False
        peer = connection.remote_address
        asker = plain_address(str(peer[0])) if peer else None
        names = request.headers.get_all("Host")
        return asker is not None and asker.is_loopback and len(names) < 2 and all(map(is_this_machine, names))


def plain_address(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a socket or a proxy names, without a port or a zone; None where it is none."""
    text = text.strip().partition("%")[0]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def is_this_machine(name: str) -> bool:
    """Whether a `Host` header names this machine itself, with or without a port."""
    try:
        host = urlsplit(f"//{name}").hostname or ""
    except ValueError:
        return False
    found = plain_address(host)
    return host == "localhost" or (found is not None and found.is_loopback)


def answer(status: HTTPStatus, kind: str, body: bytes, policy: str = BARE, kept: str = "no-store") -> Response:
    """A whole response, closed after it; `kept` says how long anybody may keep it."""
    headers = Headers()
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cache-Control"] = kept
    headers["Content-Security-Policy"] = policy
    headers["Content-Type"] = kind
    headers["Content-Length"] = str(len(body))
    headers["Connection"] = "close"
    return Response(status, status.phrase, headers, body)


def whole(status: HTTPStatus, kind: str, body: bytes, method: str) -> Response:
    """An answer that a code is asked for."""
    told = answer(status, kind, body)
    if status == HTTPStatus.UNAUTHORIZED:
        told.headers["WWW-Authenticate"] = CHALLENGE
    if method == "HEAD":
        told.body = b""
    return told


async def late(told: Awaitable[Told], method: str) -> Response:
    """The same, waited for."""
    return whole(*await told, method)
