"""Plain HTTP: a handful of fixed answers. No path leads to a file, and what is for this machine stays on it."""

import asyncio
import gzip
import socket
import sys
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from .kit import FAST, TAN_THANH, Running, make_session
from .test_security_kit import Headers, dialled, exposed, opened, until, upgrade

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOST: Final = (("Host", "127.0.0.1"),)
HERE: Final = ("/livez", "/readyz", "/metrics")
UP: Final = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "..%c0%af", "%c0%ae%c0%ae/", "..;/", "....//",
    "%u002e%u002e%u2215", "..%00/", ".%2e/", "..//",
)  # fmt: skip
"""Ways to write "the folder above"."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One hub for all of these."""
    async with exposed(tmp_path_factory.mktemp("http") / "hop", limits=replace(FAST, hello=3.0, linger=0.3)) as running:
        yield running


async def get(port: int, path: str, headers: Headers = HOST, **more: Any) -> tuple[int, bytes]:
    """Status and body."""
    async with dialled(port, **more) as raw:
        return await raw.request(path, headers), raw.body


_watched: dict[str, list[str]] = {}


def note_opened(event: str, arguments: tuple[Any, ...]) -> None:
    """Hears of everything that Python audits."""
    for folder, found in _watched.items():
        if event in ("open", "os.listdir", "os.scandir") and folder in str(arguments[0]):
            found.append(str(arguments[0]))


@cache
def audited() -> None:
    """Listen, once: an audit hook stays for good."""
    sys.addaudithook(note_opened)


@contextmanager
def opened_below(folder: Path) -> Iterator[list[str]]:
    """What this process opens below a folder meanwhile."""
    audited()
    found = _watched[str(folder)] = []
    try:
        yield found
    finally:
        del _watched[str(folder)]


async def test_no_path_leads_to_a_file(hub: Running) -> None:
    """Every file of the session, in every way to write "the folder above": 404, and no file is even opened."""
    names = sorted(path.name for path in hub.opened.directory.iterdir())
    assert {"secret", "session.jsonl", "session.json", "agenda.json"} <= set(names)
    inside = hub.opened.directory
    with opened_below(inside) as touched:
        (inside / "secret").read_bytes()
        assert touched == [str(inside / "secret")]  # the watch sees what it should
        touched.clear()
        for name in names:
            assert (await get(hub.hub.port, f"/{name}"))[0] == 404
            assert (await get(hub.hub.port, f"/{inside}/{name}"))[0] == 404
        for up in UP:
            for path in (f"/{up}secret", f"/{up * 12}etc/passwd", f"/ws/{up}secret", f"/{up}{inside.name}/secret", f"{up}secret"):
                assert (await get(hub.hub.port, path))[0] == 404, path
        assert touched == []


async def test_what_is_not_a_path_is_not_answered_with_one(hub: Running) -> None:
    """Bytes that are no address, an absolute address, a null byte: nothing is found, or the request is refused whole."""
    for path in (
        "/\x00secret",
        "http://127.0.0.1/secret",
        "http://evil.example/ws",
        "//secret",
        "*",
        "/secret\x7f",
        "/\xe1\xbb\x9d",
    ):
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(path, HOST) in (404, 400, 0), path


async def test_the_pages_and_their_headers(hub: Running) -> None:
    """A page is asked for again each time, is not framed and not guessed at, runs its own scripts only, names no software; with
    its tag it is not sent again, and who takes it packed gets it so."""
    for path in ("/", "/screen?view=chair", "/?lang=en"):
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(path, HOST) == 200
            assert raw.headers["content-type"] == "text/html; charset=utf-8"
            assert raw.headers["x-content-type-options"] == "nosniff"
            assert raw.headers["referrer-policy"] == "no-referrer"
            assert raw.headers["cache-control"] == "no-cache"
            policy = raw.headers["content-security-policy"]
            assert all(part in policy for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "'sha256-"))
            assert not any(part in policy for part in ("unsafe", "*", "'self'", "http"))
            assert not {"server", "x-powered-by", "set-cookie", "access-control-allow-origin"} & set(raw.headers)
            whole, tag = raw.body, raw.headers["etag"]
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(path, (*HOST, ("If-None-Match", tag))) == 304
            assert raw.body == b""
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(path, (*HOST, ("Accept-Encoding", "gzip, br"))) == 200
            assert gzip.decompress(raw.body) == whole
    async with opened(hub.hub.port) as raw:
        assert "server" not in raw.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"])
async def test_only_reading_is_known(hub: Running, method: str) -> None:
    """Another method than GET and HEAD is refused on every path, the websocket's included."""
    for path in ("/", *HERE, "/ws", "/secret"):
        async with dialled(hub.hub.port) as raw:
            assert await raw.request(path, upgrade() if path == "/ws" else HOST, method) == 405, path
            assert raw.headers["allow"] == "GET, HEAD"


async def test_head_has_no_body(hub: Running) -> None:
    """The headers of the page, and then the end: nothing that a proxy could take for a second answer."""
    async with dialled(hub.hub.port) as raw:
        raw.put(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        head, _, body = (await raw.reader.read()).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        assert body == b""


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /ws?" + b"a" * 9 * 1024 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /ws HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % at for at in range(200)) + b"\r\n", 431),
        (b"GET /ws HTTP/1.1\r\nX-Long: " + b"a" * 9 * 1024 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody", 0),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\nX: a\0b\r\n\r\n", 0),
        (b"GET / HTTP/2.0\r\n\r\n", 0),
        (b"GET /\r\n\r\n", 0),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 0),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0),
        (b"\r\n" * 100, 0),
        (bytes(range(256)) * 20, 0),
    ],
    ids=[
        "9 KiB address", "200 headers", "9 KiB header", "body", "chunked", "no colon", "lone CR", "NUL", "HTTP/2", "HTTP/0.9",
        "TLS", "HTTP/2 preface", "empty lines", "noise",
    ],
)  # fmt: skip
async def test_a_request_that_is_too_big_or_none_is_refused(hub: Running, request_bytes: bytes, status: int) -> None:
    """With the status that says so where it can be read at all, otherwise the line is just cut; the hub goes on."""
    async with dialled(hub.hub.port) as raw:
        raw.put(request_bytes)
        assert await raw.response() == status
    async with opened(hub.hub.port) as raw:
        raw.hello(hub.code(TAN_THANH))
        assert (await raw.message())["type"] == "Welcome"


async def test_endless_headers_take_no_memory(hub: Running) -> None:
    """Megabytes behind a request that is refused already are read by nobody: what is kept does not grow with them."""
    async with dialled(hub.hub.port) as raw:
        raw.put(b"GET /ws HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % at for at in range(200)))
        assert await raw.response() == 431
        tracemalloc.start()
        try:
            for _ in range(200):
                raw.put(b"X: " + b"a" * 8000 + b"\r\n")
                if raw.writer.is_closing():
                    break
                await asyncio.sleep(0)
            assert tracemalloc.get_traced_memory()[0] < 8 << 20
        finally:
            tracemalloc.stop()


# --- pages for this machine ---


async def test_health_and_metrics_are_for_this_machine(hub: Running) -> None:
    """Asked here, they answer; metrics are names and counts only."""
    assert (await get(hub.hub.port, "/livez"))[0] == 200
    assert (await get(hub.hub.port, "/readyz"))[0] in (200, 503)  # 503 where the disk has less than 200 MB left
    status, body = await get(hub.hub.port, "/metrics", (("Host", f"localhost:{hub.hub.port}"),))
    assert status == 200
    assert b"bridge_connections_point" in body
    assert hub.code("host").encode() not in body
    assert hub.opened.secret.hex().encode() not in body


@pytest.mark.parametrize(
    "header",
    [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-For", ""),
        ("x-forwarded-for", "10.0.0.9"),
        ("Forwarded", "for=127.0.0.1"),
        ("Via", "1.1 proxy"),
        ("X-Real-IP", "127.0.0.1"),
        ("X-Forwarded-Host", "hop.example.vn"),
        ("X-Forwarded-Proto", "https"),
        ("CF-Connecting-IP", "127.0.0.1"),
        ("True-Client-IP", "127.0.0.1"),
        ("X-Client-IP", "127.0.0.1"),
    ],
    ids=lambda header: header[0] if isinstance(header, tuple) else str(header),
)
async def test_they_are_not_for_what_a_proxy_passes_on(hub: Running, header: tuple[str, str]) -> None:
    """Any sign of a proxy is enough, whatever it claims: there is no such page then."""
    for path in HERE:
        assert (await get(hub.hub.port, path, (*HOST, header)))[0] == 404


@pytest.mark.parametrize("name", ["rebound.example", "hop.example.vn:8024", "127.0.0.1.evil", "10.0.0.5", "localhost.evil", "["])
async def test_they_are_not_for_pages_of_another_name(hub: Running, name: str) -> None:
    """A browser here that was told another site's name means this machine reads nothing; nor does a proxy that keeps the name."""
    for path in HERE:
        assert (await get(hub.hub.port, path, (("Host", name),)))[0] == 404


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:8024", "127.0.0.1:8024", "127.3.2.1", "[::1]:8024", "[::1]"])
async def test_every_name_of_this_machine_will_do(hub: Running, name: str) -> None:
    """As curl, a browser and a monitor write it."""
    assert (await get(hub.hub.port, "/livez", (("Host", name),)))[0] == 200


async def test_they_are_not_for_another_address(tmp_path: Path) -> None:
    """Whoever comes over the network is told that there is no such page, even from this very machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which address would be used
            address = probe.getsockname()[0]
        except OSError:
            address = "127.0.0.1"
    if address.startswith("127."):
        pytest.skip("this machine has no address but its own")
    async with exposed(make_session(tmp_path / "hop"), host=address) as hub:
        for path in HERE:
            assert (await get(hub.hub.port, path, host=address))[0] == 404
            assert (await get(hub.hub.port, path, (*HOST, ("X-Forwarded-For", "127.0.0.1")), host=address))[0] == 404
        assert (await get(hub.hub.port, "/", host=address))[0] == 200
        await until(lambda: not hub.hub.peers)
