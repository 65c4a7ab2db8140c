"""The nginx that the product comes with an example for: that very file, with its names and ports replaced as it says itself."""

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from bridge_server.client.connection import Connection, Lost, OutOfReach, TurnedAway, open_connection
from bridge_server.hub.codes import Holder, derive
from bridge_server.hub.limits import Limits
from bridge_server.hub.opening import read_secret
from bridge_server.meeting.commands import CheckIn
from bridge_server.session import read_settings
from bridge_server.wire.frames import Accepted, Close

from .kit import FAST, PATIENCE, TAN_THANH, Running, make_session
from .test_security_kit import Headers, Raw, dialled, exposed, process, served, until, upgrade
from .test_security_tls import CERT, KEY, trusting

NGINX: Final = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed here"),
]
AROUND: Final = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/diem-cau.conf;
}}
"""
"""What surrounds the example: everything nginx writes is in one folder, so that anybody may run it."""
WRONG: Final = "2345-678-9BCG-HKL"
ADDED: Final = {"server", "date", "connection"}
"""Headers of nginx's own line."""


def example() -> str:
    """The file as it is shipped."""
    return files("bridge_server").joinpath("deploy", "nginx.conf").read_text(encoding="utf-8")


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """With every one of these replaced, each of which must be there outside comments."""
    bare = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    for old, new in pairs:
        assert old in bare, old
        bare = bare.replace(old, new)
    return bare


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its port with TLS and the one without."""

    port: int
    plain: int

    @property
    def page(self) -> str:
        """The address that the points open."""
        return f"https://localhost:{self.port}"

    @property
    def url(self) -> str:
        """The websocket's."""
        return f"wss://localhost:{self.port}/ws"


def written(folder: Path, ports: Proxy, upstream: int, *more: tuple[str, str]) -> Path:
    """The configuration for these ports. Lines for IPv6 go: not every machine has it."""
    folder.mkdir()
    text = replaced(
        re.sub(r"^\s*listen \[::\].*\n", "", example(), flags=re.MULTILINE),
        ("listen 80;", f"listen 127.0.0.1:{ports.plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{ports.port} "),
        ("hop.example.vn", "localhost"),
        ("/etc/ssl/diem-cau/fullchain.pem", str(CERT)),
        ("/etc/ssl/diem-cau/privkey.pem", str(KEY)),
        ("127.0.0.1:8024", f"127.0.0.1:{upstream}"),
        *more,
    )
    (folder / "diem-cau.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    return main


@contextmanager
def nginx(folder: Path, ports: Proxy, upstream: int, *more: tuple[str, str]) -> Iterator[None]:
    """nginx with the example, until the end of the block."""
    assert NGINX is not None
    main = written(folder, ports, upstream, *more)
    child = subprocess.Popen([NGINX, "-p", folder, "-c", main, "-e", folder / "error.log"], stderr=subprocess.PIPE)
    try:
        yield
    finally:
        child.terminate()
        try:
            _, told = child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            _, told = child.communicate()
        assert b"[emerg]" not in told, told


def ports() -> Proxy:
    """Two free ports."""
    return Proxy(free_port(), free_port())


async def listening(port: int) -> None:
    """Wait until something listens."""

    def found() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    await until(found, f"nothing listens on {port}")


@asynccontextmanager
async def passed_on(tmp_path: Path, *more: tuple[str, str], limits: Limits = FAST) -> AsyncIterator[tuple[Running, Proxy]]:
    """A hub and the nginx before it."""
    proxy = ports()
    tmp_path.mkdir(exist_ok=True)
    async with exposed(tmp_path / "hop", limits=limits, urls=(proxy.page,), proxies=("127.0.0.1",)) as hub:
        with nginx(tmp_path / "nginx", proxy, hub.hub.port, *more):
            await listening(proxy.port)
            yield hub, proxy


@asynccontextmanager
async def asked(proxy: Proxy, path: str, *more: tuple[str, str], method: str = "GET") -> AsyncIterator[Raw]:
    """A request over TLS, answered."""
    async with dialled(proxy.port, tls=trusting()) as raw:
        await raw.request(path, host(proxy, *more), method)
        yield raw


def host(proxy: Proxy, *more: tuple[str, str]) -> Headers:
    """The headers of a request to the public name."""
    return (("Host", f"localhost:{proxy.port}"), *more)


def to_ws(proxy: Proxy, *more: tuple[str, str]) -> Headers:
    """The headers that ask for a websocket at the public name."""
    return (*host(proxy), *(one for one in upgrade(*more) if one[0] != "Host"))


@asynccontextmanager
async def line(proxy: Proxy, *more: tuple[str, str], source: str = "") -> AsyncIterator[Raw]:
    """A websocket through nginx that has not said who it is."""
    async with dialled(proxy.port, tls=trusting(), source=source) as raw:
        assert await raw.request(headers=to_ws(proxy, *more)) == 101
        yield raw


async def welcomed(proxy: Proxy, code: str) -> Connection:
    """Somebody who joined through nginx."""
    return await open_connection(proxy.url, code, tls=trusting(), timeout=PATIENCE)


async def test_the_file_passes_nginx_s_own_check(tmp_path: Path) -> None:
    """`nginx -t` has nothing to say against it but, in newer ones, that "http2" has a directive of its own by now."""
    assert NGINX is not None
    main = written(tmp_path / "nginx", ports(), free_port())
    told = subprocess.run(
        [NGINX, "-t", "-p", main.parent, "-c", main, "-e", main.parent / "error.log"],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    warned = [line for line in told.stderr.splitlines() if "[warn]" in line and "deprecated" not in line]
    assert warned == []


async def test_the_page_comes_over_tls_as_the_hub_made_it(tmp_path: Path) -> None:
    """Body, policy, tag and all other headers are those of the hub itself, packed and plain; HTTP/2 is offered."""
    async with passed_on(tmp_path) as (hub, proxy):
        for packing in ("gzip", "identity"):
            headers = host(proxy, ("Accept-Encoding", packing))
            async with dialled(hub.hub.port) as own, dialled(proxy.port, tls=trusting()) as raw:
                assert (await own.request("/", headers), await raw.request("/", headers)) == (200, 200)
                assert raw.body == own.body
                assert {name: raw.headers[name] for name in raw.headers if name not in ADDED} == {
                    name: own.headers[name] for name in own.headers if name not in ADDED
                }
                assert f"wss://localhost:{proxy.port}" in raw.headers["content-security-policy"]
                assert raw.headers["server"] == "nginx"
        context = trusting()
        context.set_alpn_protocols(["h2", "http/1.1"])
        async with dialled(proxy.port, tls=context) as raw:
            found = raw.writer.get_extra_info("ssl_object")
            assert isinstance(found, ssl.SSLObject)
            assert found.selected_alpn_protocol() == "h2"


async def test_a_page_that_is_there_already_is_not_sent_again(tmp_path: Path) -> None:
    """The tag goes there and back: 304 without a body."""
    async with passed_on(tmp_path) as (_, proxy):
        async with asked(proxy, "/") as first:
            tag = first.headers["etag"]
        async with asked(proxy, "/", ("If-None-Match", tag)) as again:
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


async def test_a_point_joins_and_checks_in(tmp_path: Path) -> None:
    """Welcomed over wss, its clock set, its check-in accepted, and the hub has it."""
    async with passed_on(tmp_path) as (hub, proxy):
        point = await welcomed(proxy, hub.code(TAN_THANH))
        assert point.welcome.point == TAN_THANH
        await point.sync(PATIENCE)
        assert isinstance(await point.ask(CheckIn(TAN_THANH, total=9), timeout=PATIENCE), Accepted)
        assert hub.hub.meeting.check_in(TAN_THANH)
        await point.close()


async def test_a_line_that_hears_ticks_stays(tmp_path: Path) -> None:
    """The hub's ticks keep it open beyond the time that nginx lets a line be silent; without them it is cut."""
    quiet = ("proxy_read_timeout 90s;", "proxy_read_timeout 2s;")
    loop = asyncio.get_running_loop()
    async with passed_on(tmp_path, quiet, limits=replace(FAST, tick=0.5, ping=60.0)) as (hub, proxy), line(proxy) as raw:
        raw.hello(hub.code(TAN_THANH))
        began = loop.time()
        while loop.time() - began < 4.5:
            await raw.message()
        raw.say({"type": "Sync", "sent": 7})
        assert (await raw.message("Synced"))["sent"] == 7
    silent = replace(FAST, tick=60.0, ping=60.0)
    async with passed_on(tmp_path / "2", quiet, limits=silent) as (hub, proxy), line(proxy) as raw:
        raw.hello(hub.code(TAN_THANH))
        assert await raw.end() is None


async def test_two_guessers_are_told_apart(tmp_path: Path) -> None:
    """The hub hears whose address it is: one who guessed too often waits, another does not; a made-up header helps nobody."""
    limits = replace(FAST, wrong_codes=2, wrong_delay=15.0, drain=0.5)
    async with passed_on(tmp_path, limits=limits) as (_, proxy):

        async def guess(source: str, claimed: str = "203.0.113.5") -> int | None:
            async with line(proxy, ("X-Forwarded-For", claimed), source=source) as raw:
                raw.hello(WRONG)
                return await raw.end()

        for at in range(2):
            assert await guess("127.0.0.2", f"203.0.113.{at}") == Close.BAD_CODE
        late = asyncio.create_task(guess("127.0.0.2", "203.0.113.99"))
        try:
            async with asyncio.timeout(10):  # less than the delay
                assert await guess("127.0.0.3", "127.0.0.2") == Close.BAD_CODE
            await asyncio.wait([late], timeout=0.5)
            assert not late.done()
        finally:
            late.cancel()
            await asyncio.wait([late])


async def test_health_is_not_shown_outside(tmp_path: Path) -> None:
    """404 through nginx in every spelling, while this machine is answered by the hub itself."""
    async with passed_on(tmp_path) as (hub, proxy):
        for path in ("/livez", "/readyz", "/metrics"):
            async with dialled(hub.hub.port) as own:
                assert await own.request(path, (("Host", "127.0.0.1"),)) == 200
            for spelled in (path, f"/{path}", f"{path}?x=1", path.replace("e", "%65"), f"/x/..{path}", f"{path}/"):
                async with asked(proxy, spelled) as raw:
                    assert raw.status == 404, spelled


async def test_http_is_sent_to_https(tmp_path: Path) -> None:
    """With path and query; nothing else is served without TLS."""
    async with passed_on(tmp_path) as (_, proxy):
        await listening(proxy.plain)
        for path in ("/?lang=en", "/ws", "/screen"):
            async with dialled(proxy.plain) as raw:
                assert await raw.request(path, (("Host", "localhost"),)) == 301
                assert raw.headers["location"] == f"https://localhost{path}"


async def test_the_largest_message_passes_and_no_larger(tmp_path: Path) -> None:
    """As much as the hub takes; one byte more is refused by the hub, not by nginx."""
    async with passed_on(tmp_path) as (hub, proxy), line(proxy) as raw:
        raw.hello(hub.code(TAN_THANH))
        await raw.message("Welcome")
        sync = '{"type":"Sync","sent":7}'
        raw.say(sync.ljust(FAST.message))
        assert (await raw.message("Synced"))["sent"] == 7
        raw.say(sync.ljust(FAST.message + 1))
        assert await raw.end() == 1009


async def test_a_foreign_page_gets_no_line(tmp_path: Path) -> None:
    """The public address is known as an origin, every other is refused as without nginx; a body is refused as well."""
    async with passed_on(tmp_path) as (_, proxy):
        for origin, status in ((proxy.page, 101), ("https://evil.example", 403), (f"http://localhost:{proxy.port}", 403)):
            async with dialled(proxy.port, tls=trusting()) as raw:
                assert await raw.request(headers=to_ws(proxy, ("Origin", origin))) == status, origin
        async with asked(proxy, "/", ("Content-Length", "20000"), method="POST") as raw:
            assert raw.status == 413


async def test_after_a_hub_s_restart_everybody_comes_back(tmp_path: Path) -> None:
    """Started as the file says: lines end with the hub, the page is a 502 meanwhile, and at once there again with it."""
    proxy, port = ports(), free_port()
    directory = make_session(tmp_path / "hop")
    code = derive(read_secret(directory), read_settings(directory).session, Holder("point", TAN_THANH))
    options = ("--port", str(port), "--trusted-proxy", "127.0.0.1", "--public-url", proxy.page)
    with nginx(tmp_path / "nginx", proxy, port):
        await listening(proxy.port)
        with process("serve", directory, *options) as hub:
            await served(hub, directory)
            point = await welcomed(proxy, code)
            hub.kill()
            async with asyncio.timeout(PATIENCE):
                assert isinstance(await point.closed(), Lost)
            async with asked(proxy, "/") as raw:
                assert raw.status == 502
            with pytest.raises((OutOfReach, TurnedAway)):
                await welcomed(proxy, code)
            await asyncio.to_thread(hub.wait, PATIENCE)
        with process("serve", directory, *options) as hub:
            await listening(port)
            again = await welcomed(proxy, code)
            assert again.welcome.point == TAN_THANH
            async with asked(proxy, "/") as raw:
                assert raw.status == 200
            await again.close()
