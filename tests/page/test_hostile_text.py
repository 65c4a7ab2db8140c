"""Text that would be markup, script or a placeholder elsewhere stands on the pages as it was written, whoever wrote it."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser

from bridge_server.meeting.commands import (
    Ask,
    CallOn,
    CheckIn,
    GiveFloor,
    NameSpeaker,
    OpenMeeting,
    PauseClock,
    SendNotice,
    Standby,
    StartItem,
    SubmitOpinion,
)
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.session import prepare, read_meeting
from tests.hub.kit import ROOT, TAM_KY, TAN_THANH, running

from .operator_kit import PHONE, ask, press, words
from .screen_kit import visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVIL: Final = "<img src=x onerror='window.evil=1'><b>${1}{name}</b></script>&lt;[/]"


def evil(text: str) -> str:
    """The text, with all that could be taken for something else before it."""
    return f"{EVIL} {text}"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A session in which every name of a point, an item, an agency, a category and a contact is hostile."""
    agenda: dict[str, Any] = json.loads((ROOT / "agenda.json").read_text("utf-8"))
    roster: dict[str, Any] = json.loads((ROOT / "bridge_server/rosters/quang-nam-2024.json").read_text("utf-8"))
    for point in roster["points"]:
        point["name"] = evil(point["name"])
    for item in agenda["items"]:
        item["title"] = evil(item["title"])
    for row in (*agenda["agencies"], *agenda["categories"]):
        row["name" if "name" in row else "title"] = evil(row.get("name") or row["title"])
    (tmp_path / "agenda.json").write_text(json.dumps(agenda | {"roster": "roster.json"}), "utf-8")
    (tmp_path / "roster.json").write_text(json.dumps(roster | {"roster": "hostile"}), "utf-8")
    contact = f'"{TAN_THANH}","{evil("Bé")}","{evil("Văn thư")}","0905 123 456"'
    (tmp_path / "contacts.csv").write_text(f"point,name,post,phones\n{contact}\n", "utf-8")
    prepare(tmp_path / "hop", read_meeting(tmp_path / "agenda.json", str(tmp_path / "roster.json")), 1_717_000_000_000, port=0)
    return tmp_path / "hop"


async def test_on_the_operators_page(browser: Browser, directory: Path) -> None:
    """Typed by this operator, sent by the hall, said by another point, or in the files."""
    async with running(directory) as hub, visitor(browser, size=PHONE) as (phone,):
        host, other = await hub.join("host"), await hub.join("20338")
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("7", ""))
        await phone.open(f"{hub.page}/#{hub.code(TAM_KY)}")
        await phone.shows(evil("Thành phố Tam Kỳ").upper(), within="h1")
        await press(phone, "yes")
        main = phone.page.locator("main")

        await phone.page.get_by_text(words("leader-more")).click()
        for key in ("name", "post", "other"):
            await phone.page.locator(f"#self-{key}").fill(evil(key))
        await press(phone, "save")
        await phone.shows(evil("name"), within="main")
        await phone.shows(evil("other"), within="main")
        await press(phone, "revise")
        await press(phone, "absent_with_leave")
        await phone.page.locator("#self-reason").fill(evil("bận"))
        await press(phone, "save")
        await phone.shows(evil("bận"), within="#h-self ~ *")

        await phone.page.get_by_text(words("ask-more")).click()
        await phone.page.locator("#ask-subject").fill(evil("subject"))
        await phone.page.locator("#ask-speaker").fill(evil("speaker"))
        await ask(phone)
        assert [(turn.subject, turn.speaker.name) for turn in hub.meeting.turns.values()][-1:] == [
            (evil("subject"), evil("speaker"))
        ]
        await host.accepted(Standby("r1"))
        await host.accepted(GiveFloor("r1"))
        await phone.shows(f"{evil('Thành phố Tam Kỳ')} ({evil('speaker')})", within="main")

        await phone.page.locator("#opinion > summary").click()
        await phone.page.locator("#opinion-text").fill(evil("opinion"))
        await press(phone, "opinion-send")
        await phone.shows(evil("opinion"), within="#opinion")
        await phone.page.get_by_text(words("fault-other"), exact=True).click()
        await phone.page.locator("#fault-text").fill(evil("fault"))
        await phone.page.get_by_role("button", name=words("fault-report", fault=words("fault-other"))).click()
        await phone.shows(words("fault-known", fault=words("fault-other")), within="main")

        await host.accepted(SendNotice(Audience(), evil("notice")))
        await phone.shows(evil("notice"), within=".text")
        await host.accepted(PauseClock(evil("cause")))
        await phone.shows(evil("cause"), within="main")
        await phone.page.locator("#children > summary").click()
        await phone.shows(evil("Bé"), within="#children")
        await other.accepted(CheckIn("20338", leader=Speaker(evil("a"), evil("b"), evil("c"))))
        await other.accepted(SubmitOpinion("20338", evil("elsewhere")))

        told = await main.inner_text()
        assert hub.meeting.agenda.items[6].title in told
        assert await phone.page.locator("main img, main b, main script").count() == 0
        assert await phone.page.evaluate("window.evil") is None


async def test_on_the_screen(browser: Browser, directory: Path) -> None:
    """Item, speaker, the next, the cause of a pause: for the hall and for the chair."""
    async with running(directory) as hub, visitor(browser, 2) as (hall, chair):
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("7", ""))
        await host.accepted(CallOn("513"))
        await host.accepted(NameSpeaker("r1", Speaker(evil("Lê Văn A"), evil("Chủ tịch"))))
        await point.accepted(Ask(TAN_THANH, subject=evil("subject")))
        for screen, view in ((hall, ""), (chair, "?view=chair")):
            await screen.open(f"{hub.page}/screen{view}#{hub.code('screen')}")
            await screen.shows(EVIL.upper())
        await host.accepted(PauseClock(evil("cause")))
        await hall.shows("TẠM DỪNG TỪ")
        for screen in (hall, chair):
            assert await screen.page.locator("img, b").count() == 0
            assert await screen.page.evaluate("window.evil") is None
