"""Whose pages may open a websocket: our own, and programs that are no page; nobody else's."""

from pathlib import Path

import pytest

from .kit import TAN_THANH
from .test_security_kit import dialled, exposed, opened, upgrade

pytestmark = pytest.mark.asyncio

PUBLIC = "https://hop.example.vn"
ALSO = "http://10.0.0.5:8080"
FOREIGN = (
    "https://evil.example",
    "null",
    "",
    "*",
    "http://127.0.0.1:{port}.evil.example",
    "http://127.0.0.1:{port}@evil.example",
    "http://evil.example:{port}",
    "http://127.0.0.1:{port}0",
    "http://127.0.0.1",
    "https://127.0.0.1:{port}",
    "http://127.0.0.2:{port}",
    "http://localhost.evil.example:{port}",
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port} http://evil.example",
    "https://hop.example.vn.evil.example",
    "https://xhop.example.vn",
    "https://hop.example.vn:8443",
    "http://hop.example.vn",
    "https://hop.example.vn, https://evil.example",
)
OWN = ("http://127.0.0.1:{port}", "http://localhost:{port}", "http://[::1]:{port}", PUBLIC, ALSO)


async def test_a_foreign_page_opens_no_websocket(tmp_path: Path) -> None:
    """Another site, the null origin, and names that only begin or end like ours are answered 403."""
    async with exposed(tmp_path / "hop", urls=(PUBLIC, ALSO)) as hub:
        answered = {}
        for origin in FOREIGN:
            async with dialled(hub.hub.port) as raw:
                told = origin.format(port=hub.hub.port)
                answered[origin] = await raw.request(headers=upgrade(("Origin", told)))
        assert answered == dict.fromkeys(FOREIGN, 403)


async def test_our_own_pages_and_programs_do(tmp_path: Path) -> None:
    """The machine's names, every public address, and a client that names no origin at all: each is welcomed."""
    async with exposed(tmp_path / "hop", urls=(PUBLIC, ALSO)) as hub:
        for origin in OWN:
            async with opened(hub.hub.port, ("Origin", origin.format(port=hub.hub.port))) as raw:
                raw.hello(hub.code(TAN_THANH))
                assert (await raw.message())["type"] == "Welcome"
        async with opened(hub.hub.port) as raw:
            raw.hello(hub.code(TAN_THANH))
            assert (await raw.message())["type"] == "Welcome"


async def test_a_vietnamese_host_name_is_our_own_as_browsers_write_it(tmp_path: Path) -> None:
    """The public address may be written with its marks and capitals; the origin of its pages is in the name system's letters."""
    async with exposed(tmp_path / "hop", urls=("https://Họp.QuảngNam.vn", "https://DIEMCAU.example.vn")) as hub:
        for origin in ("https://xn--hp-68s.xn--qungnam-rn4c.vn", "https://diemcau.example.vn"):
            async with opened(hub.hub.port, ("Origin", origin)):
                pass


@pytest.mark.parametrize("second", ["https://evil.example", PUBLIC])
async def test_one_request_names_one_origin(tmp_path: Path, second: str) -> None:
    """Two Origin headers are refused, whichever comes first and even where both are ours."""
    async with exposed(tmp_path / "hop", urls=(PUBLIC,)) as hub:
        for pair in ((PUBLIC, second), (second, PUBLIC)):
            async with dialled(hub.hub.port) as raw:
                assert await raw.request(headers=upgrade(*(("Origin", one) for one in pair))) == 403


async def test_a_page_of_another_name_that_resolves_here_is_foreign(tmp_path: Path) -> None:
    """A name that was made to mean this machine is still not ours: the origin names it, whatever `Host` says."""
    async with exposed(tmp_path / "hop") as hub, dialled(hub.hub.port) as raw:
        name = f"rebound.example:{hub.hub.port}"
        headers = [("Host", name), *(one for one in upgrade() if one[0] != "Host"), ("Origin", f"http://{name}")]
        assert await raw.request(headers=headers) == 403


async def test_no_cookie_lets_anybody_in(tmp_path: Path) -> None:
    """A right code in a cookie, in the query or as a password counts for nothing: only the first message is asked."""
    async with exposed(tmp_path / "hop") as hub, dialled(hub.hub.port) as raw:
        code = hub.code("host")
        told = upgrade(("Cookie", f"code={code}"), ("Authorization", f"Bearer {code}"))
        assert await raw.request(f"/ws?code={code}", told) == 101
        assert "set-cookie" not in raw.headers
        raw.say({"type": "Sync", "sent": 1})
        assert await raw.end() == 4000
        assert not hub.hub.peers
