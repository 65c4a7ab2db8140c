"""Several tabs, several points and several refusals on one device: nothing goes twice, to another point, or nowhere."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from bridge_server.meeting.commands import (
    CheckIn,
    CloseRoll,
    OpenMeeting,
    ReopenRoll,
    SendNotice,
    Standby,
    StartItem,
    VoidCheckIn,
)
from bridge_server.meeting.values import Audience, Speaker
from tests.hub.kit import TAM_KY, TAN_THANH, make_session, running

from .operator_kit import PHONE, joined, press, recorded, said, weak_line, words
from .screen_kit import Screen, tab, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def numbers(phone: Screen, heads: int, within: str = "main") -> None:
    """Press one of the numbers offered."""
    await phone.page.locator(f"{within} .numbers").get_by_text(str(heads), exact=True).first.click()


async def test_what_a_closed_tab_left_is_sent_by_another(browser: Browser, tmp_path: Path) -> None:
    """Said on a dead line in one tab, which is closed then: the other tab knows of it, and sends it once."""
    async with weak_line() as line, running(make_session(tmp_path / "hop"), urls=(line.page,)) as hub:
        line.hub = hub.hub.port
        async with visitor(browser, size=PHONE) as (first,):
            second = await tab(first.page.context)
            for one in (first, second):
                await joined(hub, one, page=line.page)
            line.cut()
            await numbers(first, 5)
            await press(first, "save")
            await second.shows("Chờ gửi, giữ trên thiết bị này từ", within="main")
            assert await second.page.get_by_text(words("other-meeting", count=1)).count() == 0
            await first.page.close()
            line.dead = False
            await second.shows("✓ Đã lưu lúc", within="main")
            kept = said(hub)
            assert kept is not None
            assert kept.total == 5
            first.page = second.page  # the one that is left is asked for its complaints


async def test_what_one_tab_dismissed_no_other_sends(browser: Browser, tmp_path: Path) -> None:
    """Refused and closed in one tab: it is gone in the other one too, whatever the hub would take later."""
    async with weak_line() as line, running(make_session(tmp_path / "hop"), urls=(line.page,)) as hub:
        line.hub = hub.hub.port
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        async with visitor(browser, size=PHONE) as (first,):
            await joined(hub, first, page=line.page)
            second = await tab(first.page.context)
            await joined(hub, second, page=line.page)
            line.cut()
            await numbers(first, 5)
            await press(first, "save")
            await host.accepted(CloseRoll())
            line.dead = False
            await first.shows("Chưa lưu được: điểm danh", within="main")
            await first.shows("5 đại biểu", within=".banner")
            await press(first, "dismiss")
            await host.accepted(ReopenRoll("sót"))
            await numbers(first, 9)
            await press(first, "save")
            await first.shows("9 đại biểu", within="main")
            await second.shows("9 đại biểu", within="main")
            assert await second.page.locator("main .banner").count() == 0
            kept = said(hub)
            assert kept is not None
            assert kept.total == 9


async def test_two_points_on_one_device(browser: Browser, tmp_path: Path) -> None:
    """Each tab stays its own point through a reload; a tab that comes without a code asks first. Leaving one leaves the other."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (first,):
        await joined(hub, first, TAM_KY)
        second = await tab(first.page.context)
        await joined(hub, second, TAN_THANH)
        await first.page.reload()
        await first.shows("Thành phố Tam Kỳ", within="h1")
        await first.shows(words("connected"), within="main")
        await first.page.locator("#opinion > summary").click()
        await first.page.locator("#opinion-text").fill("đang viết dở")
        third = await tab(first.page.context)
        await third.open(hub.page)
        await third.page.get_by_role("button", name=words("yes"), exact=True).wait_for()
        await second.page.get_by_text(words("device"), exact=True).click()
        await press(second, "leave")
        await press(second, "leave-yes")
        await second.page.get_by_label(words("code"), exact=True).wait_for()
        assert await first.page.locator("#opinion-text").input_value() == "đang viết dở"
        await second.page.reload()
        assert "Phường Tân Thạnh" not in await second.page.locator("main").inner_text()


async def test_a_district_revises_what_a_commune_said(browser: Browser, tmp_path: Path) -> None:
    """Leader, categories and reason stay as they were; only what was changed is another. A draft below is not lost above."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        commune = await hub.join(TAN_THANH)
        category = next(one.id for one in hub.meeting.agenda.categories if one.tier == "commune")
        leader = Speaker("Trần Văn B", "Trưởng phòng")
        await commune.accepted(CheckIn(TAN_THANH, leader_present=True, leader=leader, total=9, counts=((category, 4),)))
        await joined(hub, phone, TAM_KY)
        await phone.page.locator("#children > summary").click()
        await (
            phone.page.locator("#children .child", has_text="Phường Tân Thạnh")
            .get_by_role("button", name=words("revise"))
            .click()
        )
        await numbers(phone, 10, "#children")
        await press(phone, "save")  # the district's own, above
        await phone.shows("✓ Đã lưu lúc", within="#h-self ~ *")
        assert await phone.page.locator(f"#children-{TAN_THANH}-total").input_value() == "10"
        await phone.page.locator("#children").get_by_role("button", name=words("save")).click()
        kept = await recorded(lambda: found if (found := said(hub)) is not None and found.total == 10 else None)
        assert (kept.source, kept.leader, kept.leader_present) == ("parent", leader, True)
        await phone.shows("10 đại biểu", within="#children")
        await commune.accepted(VoidCheckIn(TAN_THANH))
        await phone.page.locator("#children .missing", has_text="Phường Tân Thạnh").wait_for()


async def test_ready_is_said_only_once_the_hall_knows(browser: Browser, tmp_path: Path) -> None:
    """On a dead line "ready" waits and says so; nothing on the page claims that the hall has been told. Whoever has scrolled away
    has a way to what is urgent, and what comes above does not push a field from under the fingers."""
    async with weak_line() as line, running(make_session(tmp_path / "hop"), urls=(line.page,)) as hub:
        line.hub = hub.hub.port
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("7", ""))
        async with visitor(browser, size=PHONE) as (phone,):
            await joined(hub, phone, page=line.page)
            await press(phone, "ask")
            await phone.shows(words("place-first"), within="main")
            await phone.page.locator("#opinion > summary").click()
            text = phone.page.locator("#opinion-text")
            await text.click()
            before = await text.bounding_box()
            await host.accepted(SendNotice(Audience(), "Đề nghị kiểm tra âm thanh"))
            await phone.shows("Đề nghị kiểm tra âm thanh", within="main")
            await host.accepted(Standby("r1"))
            await phone.page.get_by_role("button", name=f"{words('standby')} ↑").wait_for()
            after = await text.bounding_box()
            assert before is not None
            assert after is not None
            assert abs(before["y"] - after["y"]) < 2
            await phone.page.get_by_role("button", name=f"{words('standby')} ↑").click()
            line.cut()
            await press(phone, "ready")
            await phone.shows("Chờ gửi, giữ trên thiết bị này từ", within=".urgent")
            told = await phone.page.locator("main").inner_text()
            assert words("ready-said") not in told
            await press(phone, "av-good")
            await phone.shows(words("needs-line"), within="main")
            assert words("av-said") not in await phone.page.locator("main").inner_text()
            line.dead = False
            await phone.shows(words("ready-said"), within=".urgent")
            await phone.hides(words("needs-line"))
            await press(phone, "av-good")
            await phone.shows(words("av-said"), within=".urgent")


async def test_the_hall_chooses_for_whom_it_asks(browser: Browser, tmp_path: Path) -> None:
    """The choice shows whom it stands on, before and after a request."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=(1280, 800)) as (desk,):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("7", ""))
        await joined(hub, desk, hub.meeting.agenda.hall)
        chosen = "document.getElementById('ask-for').selectedOptions[0].text"
        assert await desk.page.evaluate(chosen) == words("for-nobody")
        await desk.page.locator("#ask-for").select_option("tinh-uy")
        await press(desk, "ask")
        await recorded(lambda: hub.meeting.turns.get("r1"))
        assert hub.meeting.turns["r1"].agency == "tinh-uy"
        await desk.page.wait_for_function(f"{chosen} === {words('for-nobody')!r}")
