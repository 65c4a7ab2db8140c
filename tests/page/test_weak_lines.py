"""The operators' page on bad lines: hubs that are killed, lines that fall silent or break, a second address, gestures whose
moment is over, and the clock over a slow way."""

import asyncio
import time
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser

from bridge_server.meeting.commands import GiveFloor, StartItem
from bridge_server.session import prepare, read_meeting
from tests.client.kit import Served, prepared
from tests.hub.kit import ROOT, TAN_THANH, make_session, running

from .operator_kit import PHONE, ask, discussing, joined, press, said, weak_line, weakly, words
from .screen_kit import Screen, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

WATCH: Final = """(wanted) => {
  window.seen = false;
  const look = () => { if (document.body.innerText.includes(wanted)) window.seen = true; };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
"""Notes whether a text was ever to be read from now on."""
TURNS: Final = """() => new Promise((resolve) => {
  const at = [];
  const clock = document.querySelector(".huge");
  new MutationObserver(() => { at.push([Date.now(), clock.innerText]); if (at.length === 4) resolve(at); })
    .observe(clock, { childList: true, subtree: true, characterData: true });
})"""
"""When the large clock changed, by the machine's own time, and what it said then."""


async def focused(phone: Screen) -> str:
    """The id of what has the cursor."""
    return str(await phone.page.evaluate("document.activeElement.id"))


async def test_a_hub_that_is_killed_while_somebody_types(browser: Browser, tmp_path: Path) -> None:
    """kill -9 of its process, and another at the same port: cursor and text stay, what was kept meanwhile is recorded once."""
    hub = Served(prepared(tmp_path / "hop"))
    await asyncio.to_thread(hub.start)
    try:
        async with visitor(browser, size=PHONE) as (phone,):
            await phone.open(f"{hub.url}/#{hub.code(TAN_THANH)}")
            await press(phone, "yes")
            await phone.page.locator("#opinion > summary").click()
            text = phone.page.locator("#opinion-text")
            await text.press_sequentially("Đề nghị ")
            await asyncio.to_thread(hub.kill)
            await text.press_sequentially("sửa đường ")
            assert (await focused(phone), await text.input_value()) == ("opinion-text", "Đề nghị sửa đường ")
            await asyncio.to_thread(hub.start)
            await text.press_sequentially("vào xã")
            await press(phone, "opinion-send")
            await phone.shows(words("opinion-sent"), within="main")
        told = hub.events("OpinionReceived")
        assert [(one["point"], one["text"]) for one in told] == [(TAN_THANH, "Đề nghị sửa đường vào xã")]
    finally:
        await asyncio.to_thread(hub.stop)


async def test_half_a_minute_without_a_line(browser: Browser, tmp_path: Path) -> None:
    """A phone that lost its mast: nothing passes and nothing ends. What is said waits, says so, and is recorded once, with the
    time it was made; the page tells of the line only after it was down for a while."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        await joined(hub, phone, page=line.page)
        began, line.silent = time.monotonic(), True
        await phone.page.locator(".numbers").get_by_text("8", exact=True).click()
        await press(phone, "save")
        await phone.shows(words("sending"), within="main")
        pressed = hub.hub.clock.now()
        await phone.shows("Chờ gửi, giữ trên thiết bị này từ", within="main", patience=40)
        await phone.shows(words("lost"), within="main")
        await asyncio.sleep(max(0.0, began + 30 - time.monotonic()))
        assert said(hub) is None
        line.silent = False
        await phone.shows("✓ Đã lưu lúc", within="main", patience=40)
        kept, revision = said(hub), hub.hub.meeting.check_in(TAN_THANH)
        assert kept is not None
        assert kept.total == 8
        assert kept.made_at is not None
        assert abs(kept.made_at - pressed) < 5000
        assert revision is not None
        assert revision[4] is None  # no revision before it: it came once
        await phone.shows(words("connected"), within="main")


async def test_nothing_flashes_for_a_hiccup(browser: Browser, tmp_path: Path) -> None:
    """The line breaks and is back within five seconds: nobody read of it, and what was said meanwhile is saved."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        await joined(hub, phone, page=line.page)
        await phone.page.evaluate(WATCH, words("lost"))
        before = line.begun
        line.cut()
        await phone.page.locator(".numbers").get_by_text("3", exact=True).click()
        await press(phone, "save")
        await asyncio.sleep(1)
        line.dead = False
        await phone.shows("✓ Đã lưu lúc", within="main")
        assert line.begun > before
        assert not await phone.page.evaluate("window.seen")


async def test_a_second_address_is_found_by_itself(browser: Browser, tmp_path: Path) -> None:
    """The page came from the first address; that line dies, and the hub is reached by the other one."""
    async with weak_line() as first, weak_line() as other:
        directory = tmp_path / "hop"
        prepare(directory, read_meeting(ROOT / "agenda.json"), 1_717_000_000_000, first.page, [other.page], port=0)
        async with running(directory, urls=(first.page, other.page)) as hub, visitor(browser, size=PHONE) as (phone,):
            first.hub = other.hub = hub.hub.port
            await joined(hub, phone, page=first.page)
            assert other.begun == 0
            first.cut()
            await press(phone, "save")
            await phone.shows("✓ Đã lưu lúc", within="main")
            assert other.begun > 0
            assert said(hub) is not None


async def test_a_gesture_whose_moment_is_over_is_asked_again(browser: Browser, tmp_path: Path) -> None:
    """Asked for the floor while the line was dead, and meanwhile another item runs: it is not recorded by itself; pressed once
    more it counts for what runs now."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        host = await discussing(hub)
        await joined(hub, phone, page=line.page)
        line.cut()
        await press(phone, "ask")
        await phone.shows("Chờ gửi, giữ trên thiết bị này từ", within="main")
        await host.accepted(StartItem("8", "7"))
        line.dead = False
        await phone.shows("Đã bấm “Xin phát biểu” lúc", within="main")
        assert not [turn for turn in hub.hub.meeting.turns.values() if turn.point == TAN_THANH]
        await press(phone, "again")
        await phone.shows(words("place-first"), within="main")
        asked = [turn for turn in hub.hub.meeting.turns.values() if turn.point == TAN_THANH]
        assert [turn.item for turn in asked] == ["8"]


@pytest.mark.parametrize("delay", [0.0, 0.4])
async def test_the_clock_is_the_hubs_within_half_a_second(browser: Browser, tmp_path: Path, delay: float) -> None:
    """The figures of one's own turn change when the hub's do, also where each way takes 0.4 s."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        line.delay = delay
        host = await discussing(hub)
        await joined(hub, phone, page=line.page)
        await ask(phone)
        given = await host.accepted(GiveFloor("r1", ""))
        await phone.shows(words("floor-mine"), within="main")
        ahead = hub.hub.clock.now() - time.time() * 1000
        for at, figures in await phone.page.evaluate(TURNS):
            minutes, seconds = figures.split(":")
            shown = int(minutes) * 60_000 + int(seconds) * 1000
            left = 180_000 - (at + ahead - given.at)
            assert abs(left - shown) <= 500, (figures, left)


async def test_the_oldest_of_too_many_devices_makes_room(browser: Browser, tmp_path: Path) -> None:
    """Three devices of a point are there at once; the fourth takes the first one's place, which says so and can come back."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (first,):
        await joined(hub, first)
        for _ in range(3):
            await hub.join(TAN_THANH)
        await first.shows(words("replaced"), within="main")
        await press(first, "use-here")
        await first.shows(words("connected"), within="main")
