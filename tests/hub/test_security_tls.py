"""Beyond this machine only with TLS: what is refused, what is warned of, and what a line without it gets."""

import asyncio
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bridge_server.client.connection import OutOfReach, open_connection
from bridge_server.hub.serve import Options, check_options, tls_of
from bridge_server.session import SessionError
from bridge_server.wire.hosts import on_this_machine

from .kit import FAST, PATIENCE, TAN_THANH, Running, make_session
from .test_security_kit import dialled, ended, exposed, process, served, upgrade

pytestmark = pytest.mark.asyncio

TLS: Final = Path(__file__).parent / "tls"
CERT, KEY = TLS / "cert.pem", TLS / "key.pem"
BEYOND: Final = (
    "0.0.0.0",
    "",
    "::",
    "10.0.0.5",
    "192.168.1.10",
    "2001:db8::1",
    "hop.example.vn",
    "127.0.0.1.example",
    "localhost.vn",
)


def trusting() -> ssl.SSLContext:
    """A client that trusts the certificate of these tests and no other."""
    return ssl.create_default_context(cafile=str(CERT))


@asynccontextmanager
async def secure(directory: Path) -> AsyncIterator[Running]:
    """A hub with TLS."""
    context = tls_of(Options(cert=CERT, key=KEY))
    async with exposed(directory, tls=context, limits=replace(FAST, hello=1.0, linger=0.3)) as hub:
        yield hub


@pytest.mark.parametrize("host", BEYOND)
async def test_an_open_address_without_tls_is_refused(host: str) -> None:
    """Whatever is not plainly this machine alone: the name of a host counts as open too."""
    assert not on_this_machine(host)
    with pytest.raises(SessionError) as refused:
        check_options(Options(host=host))
    assert refused.value.code == "not-without-tls"
    check_options(Options(host=host, insecure_lan=True))
    check_options(Options(host=host, cert=CERT, key=KEY))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
async def test_this_machine_alone_needs_none(host: str) -> None:
    """Behind a proxy, or for a demonstration."""
    check_options(Options(host=host))


async def test_a_certificate_needs_its_key(tmp_path: Path) -> None:
    """One without the other, a file that is none, a key of another certificate: the hub does not start without TLS instead."""
    for half in (Options(cert=CERT), Options(key=KEY)):
        with pytest.raises(SessionError, match="cert-and-key"):
            check_options(half)
    (tmp_path / "none.pem").write_text("no certificate", encoding="utf-8")
    for pair in ((tmp_path / "none.pem", KEY), (CERT, CERT), (tmp_path / "absent.pem", KEY)):
        with pytest.raises(SessionError, match="bad-cert"):
            tls_of(Options(cert=pair[0], key=pair[1]))


async def test_old_tls_is_not_spoken() -> None:
    """The least is 1.2, and no client is asked for a certificate."""
    context = tls_of(Options(cert=CERT, key=KEY))
    assert context is not None
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode == ssl.CERT_NONE


async def test_a_client_that_trusts_the_certificate_is_welcomed(tmp_path: Path) -> None:
    """Over wss everything is as without it; the hub's own https origin is known, its http one is foreign."""
    async with secure(tmp_path / "hop") as hub:
        url = f"wss://localhost:{hub.hub.port}/ws"
        connection = await open_connection(url, hub.code(TAN_THANH), tls=trusting(), timeout=PATIENCE)
        assert connection.welcome.point == TAN_THANH
        await connection.sync(PATIENCE)
        await connection.close()
        for scheme, status in (("https", 101), ("http", 403)):
            async with dialled(hub.hub.port, tls=trusting()) as raw:
                assert await raw.request(headers=upgrade(("Origin", f"{scheme}://127.0.0.1:{hub.hub.port}"))) == status


async def test_a_client_that_does_not_know_the_certificate_sends_no_code(tmp_path: Path) -> None:
    """It ends before the first message: another machine could have such a certificate."""
    async with secure(tmp_path / "hop") as hub:
        with pytest.raises(OutOfReach):
            await open_connection(
                f"wss://localhost:{hub.hub.port}/ws", hub.code(TAN_THANH), tls=ssl.create_default_context(), timeout=PATIENCE
            )
        assert not hub.hub.peers


async def test_a_line_without_tls_gets_nothing_from_a_port_with_it(tmp_path: Path) -> None:
    """No welcome, no redirect, no word of HTTP; and the other way round."""
    async with secure(tmp_path / "hop") as hub:
        with pytest.raises(OutOfReach):
            await open_connection(f"ws://127.0.0.1:{hub.hub.port}/ws", hub.code(TAN_THANH), timeout=PATIENCE)
        async with dialled(hub.hub.port) as raw:
            assert await raw.request() == 0
        assert not hub.hub.peers
    async with exposed(tmp_path / "hop2") as hub:
        with pytest.raises(OutOfReach):
            await open_connection(f"wss://localhost:{hub.hub.port}/ws", hub.code(TAN_THANH), tls=trusting(), timeout=PATIENCE)


async def test_a_handshake_that_stops_is_cut_off(tmp_path: Path) -> None:
    """Half a TLS greeting holds a line no longer than half a request, and who completes his is served meanwhile."""
    async with secure(tmp_path / "hop") as hub, dialled(hub.hub.port) as silent, dialled(hub.hub.port) as half:
        half.put(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
        connection = await open_connection(
            f"wss://localhost:{hub.hub.port}/ws", hub.code(TAN_THANH), tls=trusting(), timeout=PATIENCE
        )
        async with asyncio.timeout(PATIENCE):
            assert await silent.end() is None
            assert await half.end() is None
        await connection.sync(PATIENCE)
        await connection.close()


async def test_serve_refuses_and_says_what_it_means(tmp_path: Path) -> None:
    """Exit code 2, nothing listens, nothing was written; the sentence names the danger and every way out."""
    directory = make_session(tmp_path / "hop")
    before = sorted(path.name for path in directory.iterdir())
    with process("--lang", "en", "serve", directory, "--host", "0.0.0.0") as child:
        out, err = await ended(child)
    assert (child.returncode, out) == (2, "")
    assert all(part in err for part in ("0.0.0.0", "TLS", "--cert", "--key", "--insecure-lan", "127.0.0.1"))
    assert "Traceback" not in err
    assert sorted(path.name for path in directory.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("options", [("--insecure-lan",), ("--cert", str(CERT), "--key", str(KEY))], ids=["insecure", "tls"])
async def test_serve_opens_with_a_warning_or_with_tls(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Both serve on every address; without TLS it is said aloud what that means, with TLS there is nothing to warn of."""
    directory = make_session(tmp_path / "hop")
    secured = "--cert" in options
    with process("--lang", "en", "serve", directory, "--host", "0.0.0.0", *options) as child:
        notice = await served(child, directory)
        assert notice.url.startswith("https://127.0.0.1:" if secured else "http://127.0.0.1:")
        async with dialled(notice.port, tls=trusting() if secured else None) as raw:
            assert await raw.request("/", (("Host", "127.0.0.1"),)) == 200
        _, err = await ended(child, asked=True)
    assert child.returncode == 0
    assert ("WARNING" in err) == (not secured)
