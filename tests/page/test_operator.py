"""The operators' page in a real browser against a real hub: joining, the check-in, asking for the floor, messages, faults."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from bridge_server.hub.codes import Holder
from bridge_server.meeting.commands import (
    Adjourn,
    CloseList,
    CloseMeeting,
    CloseRoll,
    DeclineTurn,
    EndTurn,
    GiveFloor,
    HoldTurn,
    OpenMeeting,
    ResumeTurn,
    RevokeCode,
    SendNotice,
    Standby,
    StartItem,
)
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.state import roll_key
from bridge_server.meeting.values import Audience
from bridge_server.reports.times import local
from tests.hub.kit import TAM_KY, TAN_THANH, code_of, make_session, running

from .operator_kit import DESK, PHONE, ask, discussing, joined, press, recorded, said, words
from .screen_kit import Screen, chromium, visitor

INPUTS = """
window.inputs = [];
for (const kind of ["click", "keydown"]) addEventListener(kind, (event) => event.isTrusted && window.inputs.push(kind), true);
"""
"""Notes every press of a finger or a key."""
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_from_the_link_to_a_saved_check_in(browser: Browser, tmp_path: Path) -> None:
    """Four presses and nothing typed: yes, the leader, how many, save. "Saved" is read only once the hub has it; then revised
    and voided. One request brought the page; the code is no longer in its address, and nothing is wider than the phone."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        asked: list[str] = []
        phone.page.on("request", lambda request: asked.append(request.url))
        await phone.page.add_init_script(INPUTS)
        await joined(hub, phone)
        assert [url.partition("#")[0] for url in asked] == [f"{hub.page}/"]
        assert "#" not in phone.page.url
        await press(phone, "label.post-unit-1")
        await phone.page.locator(".numbers").get_by_text("12", exact=True).click()
        await press(phone, "save")
        await phone.shows("✓ Đã lưu lúc", within="main")
        kept = said(hub)
        assert kept is not None
        assert (kept.total, kept.leader.post) == (12, words("label.post-unit-1"))
        assert await phone.page.evaluate("window.inputs") == ["click"] * 4
        assert await phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await press(phone, "revise")
        await press(phone, "online")
        await press(phone, "save")
        await phone.shows("Dự từ nơi khác qua mạng, 12 đại biểu", within="main")
        await press(phone, "void")
        await phone.page.locator(".sure").get_by_role("button", name=words("void")).click()
        await phone.page.get_by_role("button", name=words("save")).wait_for()
        assert said(hub) is None


async def test_a_wrong_code_and_a_code_of_another_role(browser: Browser, tmp_path: Path) -> None:
    """Each is said as what it is, and the field is there again."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await phone.open(f"http://127.0.0.1:{hub.hub.port}/")
        for typed, told in (
            ("BCGH-234", words("code-length", count=7)),
            ("ABCD-234-KLMN-567", words("code-symbol", symbol="A")),
            ("BCGH-234-KLMN-567", words("wrong-code")),
            (code_of(hub.opened, Holder("mirror")), "không phải mã của điểm cầu"),
        ):
            await phone.page.get_by_label(words("code"), exact=True).fill(typed)
            await press(phone, "enter")
            await phone.shows(told, within="main")


async def test_ask_standby_ready_speaking_and_withdraw(browser: Browser, tmp_path: Path) -> None:
    """One tap asks; the place in the list; standby with one large button; the floor with a clock; the list that is closed."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("1"))
        await joined(hub, phone)
        await ask(phone)
        await press(phone, "withdraw")
        await phone.page.locator(".sure").get_by_role("button", name=words("withdraw")).click()
        await phone.shows(words("turn-withdrawn"), within="main")
        await ask(phone)
        await host.accepted(Standby("r2"))
        await phone.shows(words("standby"), within="main")
        await press(phone, "ready")
        await phone.shows(words("ready-said"), within="main")
        await host.accepted(GiveFloor("r2", ""))
        await phone.shows(words("floor-mine"), within="main")
        assert await phone.page.locator(".huge").inner_text()
        await host.accepted(EndTurn("r2"))
        await phone.shows(words("turn-done"), within="main")
        await host.accepted(CloseList())
        await phone.shows("Đã hết giờ đăng ký lúc", within="main")


async def test_messages_faults_and_the_code_revoked(browser: Browser, tmp_path: Path) -> None:
    """A message with hostile text is read as text and acknowledged; a fault is reported and over; a revoked code hides all."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await joined(hub, phone)
        await host.accepted(SendNotice(Audience(), "<img src=x onerror=alert(1)>[red]"))
        await phone.shows("<img src=x onerror=alert(1)>[red]", within="main")
        await press(phone, "received")
        await phone.shows(f"{words('messages')} (1)", within="main")
        await phone.page.get_by_role("button", name=words("fault-report", fault=words("fault-sound"))).click()
        await phone.page.get_by_role("button", name=words("fault-clear", fault=words("fault-sound"))).click()
        await phone.page.get_by_role("button", name=words("fault-report", fault=words("fault-sound"))).wait_for()
        await host.accepted(RevokeCode("point", TAN_THANH))
        await phone.shows(words("revoked"), within="main")
        assert "Phường Tân Thạnh" not in await phone.page.locator("main").inner_text()


async def test_a_district_checks_a_commune_in(browser: Browser, tmp_path: Path) -> None:
    """The children's roll, missing first; the commune that phoned is checked in for."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await joined(hub, phone, TAM_KY)
        await phone.page.locator("#children > summary").click()
        await phone.page.get_by_role("button", name=f"{words('check-in-child')}: Phường Tân Thạnh").click()
        await phone.page.locator("#children .numbers").get_by_text("7", exact=True).click()
        await phone.page.locator("#children").get_by_role("button", name=words("save")).click()
        await phone.page.locator("#children .good").first.wait_for()
        kept = said(hub)
        assert kept is not None
        assert (kept.source, kept.total) == ("parent", 7)


async def test_what_was_typed_survives_a_reload(browser: Browser, tmp_path: Path) -> None:
    """Half an opinion and half a check-in are there again, without a question for the point."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await joined(hub, phone)
        await phone.page.locator("#opinion > summary").click()
        await phone.page.locator("#opinion-text").fill("Đề nghị nâng cấp đường truyền")
        await phone.page.locator(".numbers").get_by_text("9", exact=True).click()
        await phone.page.reload()
        await phone.shows(words("connected"), within="main")
        assert await phone.page.locator("#opinion-text").input_value() == "Đề nghị nâng cấp đường truyền"
        assert await phone.page.locator("#self-total").input_value() == "9"


async def test_what_is_said_on_a_dead_line_is_sent_once(browser: Browser, tmp_path: Path) -> None:
    """The hub stops: a check-in is kept and says so. When a hub serves again it is recorded, once, with the time it was made."""
    directory = make_session(tmp_path / "hop")
    async with visitor(browser, size=PHONE) as (phone,):
        async with running(directory) as hub:
            port = hub.hub.port
            await joined(hub, phone)
        await phone.page.locator(".numbers").get_by_text("8", exact=True).click()
        await press(phone, "save")
        await phone.shows("Chờ gửi, giữ trên thiết bị này từ", within="main")
        await phone.shows(words("lost"), within="main")
        async with running(directory, port=port) as hub:
            await phone.shows("✓ Đã lưu lúc", within="main")
            kept = said(hub)
            assert kept is not None
            assert kept.total == 8
            assert kept.made_at is not None
            revision = hub.hub.meeting.check_in(TAN_THANH)
            assert revision is not None
            assert kept.made_at < revision[1]
            assert revision[4] is None  # no revision before it: it came once


async def test_two_devices_of_a_point(browser: Browser, tmp_path: Path) -> None:
    """Each sees that the other is there, and what it said."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await joined(hub, phone)
        async with visitor(browser, size=DESK) as (desk,):
            await joined(hub, desk)
            await phone.shows(words("devices", count=2), within="main")
            await desk.page.locator(".numbers").get_by_text("5", exact=True).click()
            await press(desk, "save")
            await phone.shows("Có mặt tại điểm cầu, 5 đại biểu", within="main")


async def test_plain_http_of_a_name_that_is_not_this_machine(tmp_path: Path) -> None:
    """No secure context, so nothing that needs one is there; the check-in is saved all the same."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        port = hub.hub.port
    url = f"http://hop.example.vn:{port}"
    async with (
        chromium("--host-resolver-rules=MAP hop.example.vn 127.0.0.1") as apart,
        running(directory, port=port, urls=(url,)) as hub,
        visitor(apart, size=PHONE) as (phone,),
    ):
        await phone.open(f"{url}/#{code_of(hub.opened, Holder('point', TAN_THANH))}")
        assert await phone.page.evaluate("[isSecureContext, typeof crypto.randomUUID]") == [False, "undefined"]
        await press(phone, "yes")
        await press(phone, "save")
        await phone.shows("✓ Đã lưu lúc", within="main")
        assert said(hub) is not None


async def test_the_break_and_a_turn_on_hold(browser: Browser, tmp_path: Path) -> None:
    """ "Back" is said once and for this break; a turn that is held says what it has left, and goes on. Closing ends it all."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await discussing(hub)
        await joined(hub, phone)
        await ask(phone)
        await host.accepted(GiveFloor("r1", ""))
        await phone.shows(words("floor-mine"), within="main")
        await host.accepted(HoldTurn("r1", "line"))
        await phone.shows("Sẽ được mời phát biểu tiếp.", within="main")
        await host.accepted(ResumeTurn("r1", ""))
        await phone.shows(words("floor-mine"), within="main")
        await host.accepted(StartItem("6", "7"))
        await press(phone, "back")
        await phone.shows(words("back-said"), within="main")
        assert TAN_THANH in hub.hub.meeting.back
        await host.accepted(CloseMeeting())
        await phone.shows(words("closed"), within="main")
        await phone.page.reload()  # the meeting is over: the device has forgotten the code
        await phone.page.get_by_label(words("code"), exact=True).wait_for()


async def test_a_meeting_that_goes_on_another_day_says_which(browser: Browser, tmp_path: Path) -> None:
    """An hour alone would be read as today's. The check-in of the next sitting is asked for as such."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await joined(hub, phone)
        await press(phone, "save")
        await phone.shows("✓ Đã lưu lúc", within="main")
        later = hub.hub.clock.now() + 3 * 86_400_000
        await host.accepted(Adjourn(later, "hết giờ"))
        date = local(later)
        await phone.shows(f"{date:%H:%M} ngày {date.day}/{date.month}/{date.year}", within="main")
        await phone.shows(words("check-in-next"), within="main")
        await phone.shows(words("check-in-before"), within="main")


async def test_a_request_that_had_to_be_declined_goes_on_in_writing(browser: Browser, tmp_path: Path) -> None:
    """It says so, and one press leads to the opinion, which is kept as what this point wrote."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await discussing(hub)
        await joined(hub, phone)
        await ask(phone)
        await host.accepted(DeclineTurn("r1"))
        await phone.shows(words("turn-declined"), within="main")
        await press(phone, "opinion")
        await phone.page.keyboard.type("Đề nghị bố trí thêm kinh phí")
        await press(phone, "opinion-send")
        await phone.shows(words("opinion-sent"), within="main")
        assert [(one.point, one.text) for one in hub.hub.meeting.opinions.values()] == [
            (TAN_THANH, "Đề nghị bố trí thêm kinh phí")
        ]


async def test_the_roll_is_closed(browser: Browser, tmp_path: Path) -> None:
    """From then on the page says when, and whom to tell; there is no form that would be refused."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        host = await hub.join("host")
        await host.accepted(OpenMeeting())
        await joined(hub, phone)
        await host.accepted(CloseRoll())
        await phone.shows("Đã chốt điểm danh lúc", within="main")
        assert not await phone.page.get_by_role("button", name=words("save")).count()


async def test_a_district_phones_the_commune_that_is_missing(browser: Browser, tmp_path: Path) -> None:
    """The phone stands beside the name; what came of the call is recorded."""
    directory = make_session(tmp_path / "hop")
    directory.joinpath("contacts.csv").write_text(f"point,name,post,phones\n{TAN_THANH},Trần Thị Bé,Văn thư,0905 123 456\n")
    async with running(directory) as hub, visitor(browser, size=DESK) as (desk,):
        await joined(hub, desk, TAM_KY)
        await desk.page.locator("#children > summary").click()
        await desk.page.evaluate("addEventListener('click', (event) => event.target.closest('a') && event.preventDefault())")
        called = desk.page.get_by_role("link", name=words("call", phone="0905 123 456"))
        assert await called.get_attribute("href") == "tel:0905123456"
        await called.click()
        await press(desk, "outcome-promised")
        calls = await recorded(lambda: hub.meeting.calls.get(TAN_THANH))
        assert [one.outcome for one in calls] == ["promised"]
        await desk.shows(f"{words('called', clock='')}", within="#children")


async def test_the_hall_checks_its_agencies_in(browser: Browser, tmp_path: Path) -> None:
    """The hall's page has the agencies that sit in it, each with its own check-in."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=DESK) as (desk,):
        await joined(hub, desk, hub.meeting.agenda.hall)
        agency = next(one for one in hub.meeting.agenda.agencies if one.id == "tinh-uy")
        await desk.page.locator("#agencies > summary").click()
        await desk.page.get_by_role("button", name=f"{words('check-in-child')}: {agency.name}").click()
        await desk.page.locator("#agencies .numbers").get_by_text("3", exact=True).click()
        await desk.page.locator("#agencies").get_by_role("button", name=words("save")).click()
        await desk.page.locator("#agencies .good").first.wait_for()
        revision = hub.meeting.check_in(roll_key(hub.meeting.agenda.hall, "tinh-uy"))
        assert revision is not None
        assert isinstance(revision[3], CheckedIn)
        assert revision[3].total == 3


async def test_keys_alone_will_do(browser: Browser, tmp_path: Path) -> None:
    """The cursor is where the code belongs; Tab, Space and Enter: the code, the question, the check-in."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=DESK) as (desk,):
        await desk.open(f"http://127.0.0.1:{hub.hub.port}/")
        await desk.page.get_by_label(words("code"), exact=True).wait_for()
        await desk.page.keyboard.type(code_of(hub.opened, Holder("point", TAN_THANH)))
        await desk.page.keyboard.press("Enter")
        await reached(desk, words("yes"))
        await desk.page.keyboard.press("Enter")
        await reached(desk, "10")
        await desk.page.keyboard.press("Space")
        await reached(desk, words("save"))
        await desk.page.keyboard.press("Enter")
        await desk.shows("Có mặt tại điểm cầu, 10 đại biểu", within="main")


async def reached(desk: Screen, name: str) -> None:
    """Tab until the button of that name has the focus."""
    await desk.page.get_by_role("button", name=name, exact=True).first.wait_for()
    for _ in range(60):
        await desk.page.keyboard.press("Tab")
        if await desk.page.evaluate("document.activeElement.innerText") == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


async def test_nothing_serious_for_those_who_hear_the_page(browser: Browser, tmp_path: Path) -> None:
    """axe-core finds nothing serious or critical where one joins and on the page of a point."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, size=PHONE) as (phone,):
        await phone.open(f"http://127.0.0.1:{hub.hub.port}/")
        await phone.page.get_by_label(words("code"), exact=True).wait_for()
        found = [(await Axe().run(phone.page)).response]
        await joined(hub, phone, TAM_KY)
        found.append((await Axe().run(phone.page)).response)
        grave = [one["id"] for told in found for one in told["violations"] if one["impact"] in ("serious", "critical")]
        assert grave == []
