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
    VoidCheckIn,
)
from bridge_server.meeting.values import Audience, Speaker
from tests.hub.kit import TAM_KY, TAN_THANH, make_session, running

from .operator_kit import PHONE, ask, discussing, joined, press, recorded, said, weakly, words
from .screen_kit import Screen, tab, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def numbers(phone: Screen, heads: int, within: str = "main") -> None:
    """Press one of the numbers offered."""
    await phone.page.locator(f"{within} .numbers").get_by_text(str(heads), exact=True).first.click()


async def test_what_a_closed_tab_left_is_sent_by_another(browser: Browser, tmp_path: Path) -> None:
    """Said on a dead line in one tab, which is closed then: the other tab knows of it, and sends it once."""
    async with weakly(browser, tmp_path) as (hub, line, first):
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
    async with weakly(browser, tmp_path) as (hub, line, first):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
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
    async with weakly(browser, tmp_path) as (hub, line, phone):
        host = await discussing(hub)
        await joined(hub, phone, page=line.page)
        await ask(phone)
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
        await discussing(hub)
        await joined(hub, desk, hub.meeting.agenda.hall)
        chosen = "document.getElementById('ask-for').selectedOptions[0].text"
        assert await desk.page.evaluate(chosen) == words("for-nobody")
        await desk.page.locator("#ask-for").select_option("tinh-uy")
        await press(desk, "ask")
        await recorded(lambda: hub.meeting.turns.get("r1"))
        assert hub.meeting.turns["r1"].agency == "tinh-uy"
        await desk.page.wait_for_function(f"{chosen} === {words('for-nobody')!r}")


async def test_a_roll_that_moves_takes_nobodys_cursor(browser: Browser, tmp_path: Path) -> None:
    """Those who report go to the end of the list; whoever is being typed for stays under the cursor."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await joined(hub, phone, TAM_KY)
        await phone.page.locator("#children > summary").click()
        first, third = (hub.meeting.children[TAM_KY][place] for place in (0, 2))
        await phone.page.get_by_role("button", name=f"{words('check-in-child')}: {third.name}").click()
        field = phone.page.locator(f"#children-{third.id}-total")
        await field.press_sequentially("1")
        commune = await hub.join(first.id)
        await commune.accepted(CheckIn(first.id, total=4))
        await phone.page.locator("#children .child:not(.missing)", has_text=first.name).wait_for()
        await phone.page.keyboard.type("2")
        assert await field.input_value() == "12"


async def test_a_form_that_is_being_filled_in_stays(browser: Browser, tmp_path: Path) -> None:
    """The district reports for the commune meanwhile: what it said stands above the form, which keeps cursor and text. Categories
    that were told without a total stay when the district revises."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        parent = await hub.join(TAM_KY)
        await joined(hub, phone)
        await phone.page.locator("#self-total").press_sequentially("1")
        await parent.accepted(CheckIn(TAN_THANH, source="parent", total=9))
        await phone.shows("9 đại biểu", within="#h-self ~ *")
        await phone.page.keyboard.type("2")
        assert await phone.page.locator("#self-total").input_value() == "12"
        await press(phone, "cancel")
        await phone.page.get_by_role("button", name=words("revise")).wait_for()
        await press(phone, "revise")
        assert await phone.page.locator("#self-total").input_value() == "9"

        category = next(one.id for one in hub.meeting.agenda.categories if one.tier == "commune")
        await parent.accepted(CheckIn(TAN_THANH, source="parent", counts=((category, 4),)))
        async with visitor(browser, size=PHONE) as (above,):
            await joined(hub, above, TAM_KY)
            await above.page.locator("#children > summary").click()
            await above.page.locator("#children .child", has_text="Phường Tân Thạnh").get_by_text(words("revise")).click()
            await above.page.locator("#children").get_by_role("button", name=words("label.post-unit-1"), exact=True).click()
            await above.page.locator("#children").get_by_role("button", name=words("save")).click()
            kept = await recorded(lambda: found if (found := said(hub)) is not None and found.leader.post else None)
            assert (kept.total, kept.counts) == (None, ((category, 4),))


async def test_a_void_says_that_it_is_under_way(browser: Browser, tmp_path: Path) -> None:
    """Not "saved", and not to be pressed twice; a question that is answered with "no" gives the cursor back, and does not come
    again about something else."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        line.delay = 0.3
        other = await hub.join(TAN_THANH)
        await joined(hub, phone, page=line.page)
        await press(phone, "save")
        await phone.shows("✓ Đã lưu lúc", within="main")
        await phone.page.get_by_role("button", name=words("void"), exact=True).focus()
        await phone.page.keyboard.press("Enter")
        assert await phone.page.evaluate("document.activeElement.innerText") == words("cancel")
        await phone.page.keyboard.press("Enter")
        assert await phone.page.evaluate("document.activeElement.innerText") == words("void")
        await phone.page.keyboard.press("Enter")
        await other.accepted(VoidCheckIn(TAN_THANH))
        await phone.page.get_by_role("button", name=words("save")).wait_for()
        await other.accepted(CheckIn(TAN_THANH, total=6))
        await phone.shows("6 đại biểu", within="main")
        assert await phone.page.locator(".sure").count() == 0
        await press(phone, "void")
        await phone.page.locator(".sure").get_by_role("button", name=words("void")).click()
        await phone.shows(words("sending"), within="#h-self ~ *")
        assert await phone.page.get_by_text("✓ Đã lưu lúc").count() == 0
        assert await phone.page.get_by_role("button", name=words("void"), exact=True).count() == 0
        await phone.page.get_by_role("button", name=words("save")).wait_for()
        assert await phone.page.locator("main .banner").count() == 0


async def test_an_answer_that_was_lost_leaves_nothing_under_way(browser: Browser, tmp_path: Path) -> None:
    """Recorded, but the line broke before the hub could say so: once it is back, "saved" stands there at once."""
    async with weakly(browser, tmp_path) as (hub, line, phone):
        await joined(hub, phone, page=line.page)
        line.deaf = True
        await press(phone, "save")
        await recorded(lambda: said(hub))
        line.cut()
        line.dead = line.deaf = False
        await phone.shows("✓ Đã lưu lúc", within="main", patience=5)
