"""Guessing codes: who says many wrong ones waits for the answer, and keeps nobody else waiting."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bridge_server.hub.http import plain_address
from bridge_server.hub.limits import Limits, WrongCodes
from bridge_server.wire.frames import Close

from .kit import FAST, PATIENCE, TAN_THANH, Running
from .test_security_kit import dialled, exposed, opened

pytestmark = pytest.mark.asyncio

WRONG: Final = "2345-678-9BCG-HKL"
SLOW: Final = replace(FAST, wrong_codes=3, wrong_delay=10.0, drain=0.5)
"""Three wrong codes are free; the delay is long, so that what is answered before it ends was not delayed (and not waited for)."""


async def guess(hub: Running, code: str = WRONG, *, source: str = "", forwarded: str = "") -> int | None:
    """Say a code; with which close code it ends, 0 for a welcome."""
    told = (("X-Forwarded-For", forwarded),) if forwarded else ()
    async with opened(hub.hub.port, *told, source=source) as raw:
        raw.hello(code)
        try:
            return 0 if await raw.message() else None
        except EOFError:
            return raw.code


class Late:
    """A guess that is answered late: still unanswered when the block ends. It is not waited for."""

    def __init__(self, hub: Running, *, source: str = "", forwarded: str = "") -> None:
        self._guess = guess(hub, source=source, forwarded=forwarded)

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._guess)
        await asyncio.wait([self._task], timeout=0.5)

    async def __aexit__(self, *_why: object) -> None:
        late = not self._task.done()
        self._task.cancel()
        await asyncio.wait([self._task])
        assert late, "a wrong code was answered at once"


async def test_ten_in_five_minutes_are_free() -> None:
    """Then an answer takes three seconds; five minutes after the first they are forgotten; who is remembered is bounded."""
    limits = Limits()
    assert (limits.wrong_codes, limits.wrong_window, limits.wrong_delay) == (10, 300.0, 3.0)
    wrong = WrongCodes(limits)
    assert [wrong.delay("a", at) for at in range(12)] == [0.0] * 10 + [3.0] * 2
    assert wrong.delay("b", 12.0) == 0.0
    assert wrong.delay("a", 299.0) == 3.0
    assert wrong.delay("a", 301.0) == 0.0
    for at in range(3 * WrongCodes.SIZE):
        wrong.delay(f"address {at}", 302.0)
    assert len(wrong) == WrongCodes.SIZE


async def test_the_eleventh_wrong_code_waits_and_nobody_else(tmp_path: Path) -> None:
    """With the limits as they are: the eleventh is late; a right one from there and a wrong one from elsewhere are not."""
    limits = replace(SLOW, wrong_codes=Limits().wrong_codes)
    async with exposed(tmp_path / "hop", limits=limits) as hub:
        for _ in range(10):
            assert await guess(hub) == Close.BAD_CODE
        async with Late(hub):
            assert await guess(hub, hub.code(TAN_THANH)) == 0
            assert await guess(hub, hub.code("host")) == 0
            assert await guess(hub, source="127.0.0.2") == Close.BAD_CODE


async def test_a_late_answer_is_the_same_answer(tmp_path: Path) -> None:
    """After the delay it is turned away as before, never locked out; until then it counts as one of those unknown."""
    async with exposed(tmp_path / "hop", limits=replace(FAST, wrong_codes=0, wrong_delay=1.0, unknown=1)) as hub:
        loop = asyncio.get_running_loop()
        began = loop.time()
        late = asyncio.create_task(guess(hub))
        async with asyncio.timeout(PATIENCE):
            assert await late == Close.BAD_CODE
        assert loop.time() - began >= 1.0
        assert await guess(hub, hub.code(TAN_THANH)) == 0


async def test_hanging_up_does_not_make_room_for_the_next_guess(tmp_path: Path) -> None:
    """Who does not wait for the late answer is counted until it was due: so fast an address can guess, and no faster."""
    async with exposed(tmp_path / "hop", limits=replace(SLOW, wrong_codes=0, unknown=2)) as hub:
        for _ in range(2):
            async with Late(hub):
                pass
        async with dialled(hub.hub.port) as raw:
            assert await raw.request() == 503
        async with dialled(hub.hub.port, source="127.0.0.2") as raw:
            assert await raw.request() == 101


async def test_a_right_code_between_does_not_forgive_wrong_ones(tmp_path: Path) -> None:
    """Who has one code cannot use it to guess another at full speed."""
    async with exposed(tmp_path / "hop", limits=SLOW) as hub:
        for _ in range(3):
            assert await guess(hub) == Close.BAD_CODE
            assert await guess(hub, hub.code(TAN_THANH)) == 0
        async with Late(hub):
            pass


async def test_codes_that_cannot_be_one_count_too(tmp_path: Path) -> None:
    """Too short, of other letters, revoked, of another session: a wrong code is a wrong code."""
    async with exposed(tmp_path / "hop", limits=SLOW) as hub:
        for code in ("x", "0000-000-0000-000", hub.code(TAN_THANH)[:-1]):
            assert await guess(hub, code) == Close.BAD_CODE
        async with Late(hub):
            pass


async def test_whom_a_stranger_names_is_not_believed(tmp_path: Path) -> None:
    """Without a listed proxy the header is nothing: another name for every guess does not hide who guesses."""
    async with exposed(tmp_path / "hop", limits=SLOW, proxies=("10.0.0.1",)) as hub:
        for at in range(3):
            assert await guess(hub, forwarded=f"203.0.113.{at}") == Close.BAD_CODE
        async with Late(hub, forwarded="203.0.113.77"):
            assert await guess(hub, source="127.0.0.2", forwarded="127.0.0.1") == Close.BAD_CODE


async def test_whom_a_listed_proxy_names_is_believed(tmp_path: Path) -> None:
    """Each of its clients counts for itself; what a client wrote into the header before the proxy did is not believed."""
    async with exposed(tmp_path / "hop", limits=SLOW, proxies=("127.0.0.1",)) as hub:
        for at in range(3):
            assert await guess(hub, forwarded=f"203.0.113.{at}, 198.51.100.7") == Close.BAD_CODE
        async with Late(hub, forwarded="198.51.100.7"):
            assert await guess(hub, forwarded="198.51.100.8") == Close.BAD_CODE
            assert await guess(hub, forwarded="198.51.100.7, 198.51.100.9") == Close.BAD_CODE
            assert await guess(hub) == Close.BAD_CODE  # the proxy itself, where it names nobody


async def test_a_listed_proxy_that_names_nonsense_is_the_asker_itself(tmp_path: Path) -> None:
    """A word in place of an address does not make a new asker of everybody."""
    async with exposed(tmp_path / "hop", limits=SLOW, proxies=("127.0.0.1",)) as hub:
        for word in ("unknown", "_hidden", "a" * 5000):
            assert await guess(hub, forwarded=word) == Close.BAD_CODE
        async with Late(hub, forwarded="_another"):
            pass


async def test_an_ipv6_network_is_one_asker(tmp_path: Path) -> None:
    """One machine has as many addresses there as it likes: changing the last half of it starts nothing anew."""
    async with exposed(tmp_path / "hop", limits=SLOW, proxies=("127.0.0.1",)) as hub:
        for at in range(3):
            assert await guess(hub, forwarded=f"2001:db8:1:2::{at}") == Close.BAD_CODE
        async with Late(hub, forwarded="2001:db8:1:2:ffff::1"):
            assert await guess(hub, forwarded="2001:db8:1:3::1") == Close.BAD_CODE


async def test_a_port_or_another_spelling_is_the_same_asker(tmp_path: Path) -> None:
    """As proxies write addresses: with a port, in brackets, as IPv4 within IPv6. And so may a listed one be written."""
    async with exposed(tmp_path / "hop", limits=SLOW, proxies=("::ffff:127.0.0.1",)) as hub:
        for told in ("198.51.100.7:1234", "[::ffff:198.51.100.7]:99", " 198.51.100.7 "):
            assert await guess(hub, forwarded=told) == Close.BAD_CODE
        async with Late(hub, forwarded="198.51.100.7"):
            pass


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.0.0.5", "10.0.0.5"), ("10.0.0.5:80", "10.0.0.5"), ("10.0.0.5\n", "10.0.0.5"), ("::ffff:10.0.0.5", "10.0.0.5"),
        ("2001:db8::1", "2001:db8::1"), ("[2001:DB8::1]:443", "2001:db8::1"), ("fe80::1%eth0", "fe80::1"), ("", "None"),
        ("unknown", "None"), ("10.0.0", "None"), ("10.0.0.5.6", "None"), ("010.0.0.5", "None"), ("1e3", "None"), ("[", "None"),
    ],
)  # fmt: skip
async def test_an_address_is_read_or_is_none(text: str, address: str) -> None:
    """Every way that sockets and proxies write one; nothing else passes for one."""
    assert str(plain_address(text)) == address
