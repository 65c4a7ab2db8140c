"""The hub's screen in a real browser: the same as the console's views of the same frames, and safe to leave in a hall."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any, Final

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from bridge_server.hub.clock import FlowingClock
from bridge_server.hub.site import page
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.reports.times import countdown
from bridge_server.words import LANGUAGES, Language, say
from console.glyphs import UNICODE
from console.hall import ChairFace, Frames, HallFace, Mark, View, face_of, mark_of
from console.lines import plain
from console.views.hall import Manner, reading_of, until
from tests.console.kit import LocalFeed, break_feed, papers_feed
from tests.console.moments import answering, closed, discussion, gathering, over_time, paused
from tests.console.test_hall import HOSTILE, STARTS, VIEWS, drawn, wired
from tests.console.test_hall_faces import MOMENTS
from tests.hub.kit import TAN_THANH, Running, make_session, running

from .screen_kit import Screen, Wire, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKS: Final = str.maketrans(dict.fromkeys("█▀▄─▲‖●»◆·", " "))
SIZES: Final = ((1920, 1080), (1280, 720), (3840, 2160), (800, 600), (1080, 1920))
EIGHT: Final = 1_717_117_200_000
"""When the meeting begins: years from this machine's clock."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """A hub that only hands out its pages."""
    async with running(make_session(tmp_path_factory.mktemp("screen") / "hop")) as hub:
        yield hub


async def wired_screen(site: Running, screen: Screen, view: View = "hall", lang: Language = "vi", theme: str = "dark") -> Wire:
    """The page with a wire in the place of a hub's, its code taken."""
    wire = Wire()
    await wire.listen(screen)
    await screen.open(f"{site.page}/screen?view={view}&lang={lang}&theme={theme}#{site.code('screen')}")
    await screen.shows(say(lang, "hall.starting"))
    return wire


async def agree(found: Callable[[], Any], expected: object) -> None:
    """What is found becomes what is expected, within some seconds."""
    try:
        async with asyncio.timeout(5):
            while await found() != expected:
                await asyncio.sleep(0.02)
    except TimeoutError:
        assert await found() == expected


# --- the page and the console say the same ---


def words_of(text: str) -> list[str]:
    """The words of a text, without marks and rules."""
    return text.translate(MARKS).split()


def console_words(face: HallFace | ChairFace, manner: Manner) -> list[str]:
    """Every word of the console's view, in order. It says twice that time is over, above and below the figures."""
    lines = [plain(line).strip() for line in drawn(face, 1500, 60, manner)]
    banded = [line for line in lines if line.startswith("▲ ") and line.endswith(" ▲")]
    if banded:
        lines.remove(banded[0])
    return words_of(" ".join(lines))


def console_figures(face: HallFace | ChairFace, manner: Manner) -> str:
    """What its clock says."""
    hall = face.hall if isinstance(face, ChairFace) else face
    keys = {"prepared": "until-start", "adjourned": "until-resumed"}
    if hall.phase == "closed":
        return ""
    found = until(hall, manner, keys[hall.phase]) if hall.phase in keys else reading_of(hall, manner)
    return found.text if found else ""


async def is_as_on_the_console(
    screen: Screen, view: View, frames: Frames, now: int, lang: Language, mark: Mark = "", *, lapsed: bool = False
) -> None:
    """The same words in the same order, the same figures."""
    manner = Manner(lang, UNICODE, lapsed=lapsed)
    face = face_of(view, frames, now, mark)

    async def told() -> tuple[list[str], str]:
        return words_of(" ".join(await screen.sentences())), await screen.figures()

    await agree(told, (console_words(face, manner), console_figures(face, manner)))


def moments(lang: Language) -> list[tuple[LocalFeed, dict[str, bool]]]:
    """Everything that a face was approved for, and more starts; with what the hub says of the meeting."""
    approved = [one for one in MOMENTS if one.name not in ("ascii", "lapsed") and lang in one.languages]
    feeds = [(one.start(lang), {"rehearsal": one.mark == "rehearsal"}) for one in approved]
    return [*feeds, *((start(lang), {"rehearsal": True, "demonstration": True}) for start in STARTS if lang == "vi")]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_both_views_say_what_the_consoles_views_say(browser: Browser, site: Running, lang: Language) -> None:
    """Of the same frames, in every state, word by word; and again while the clocks have run on without a new frame."""
    async with visitor(browser, 2) as screens:
        wires = [await wired_screen(site, screen, view, lang) for screen, view in zip(screens, VIEWS, strict=True)]
        for feed, greeting in moments(lang):
            frames = wired(feed.meeting, feed.now)
            mark = mark_of(rehearsal=greeting["rehearsal"], demonstration=greeting.get("demonstration", False))
            for later in (0, 95_700):
                for screen, view, wire in zip(screens, VIEWS, wires, strict=True):
                    wire.tell(frames, feed.now + later, **greeting)
                    await is_as_on_the_console(screen, view, frames, feed.now + later, lang, mark)


async def test_the_hall_never_has_the_short_list(browser: Browser, site: Running) -> None:
    """Not its words, not its marks, nothing of whom the chair means to hear; the chair's monitor says that it is one."""
    feed = discussion("vi")
    frames = wired(feed.meeting, feed.now)
    assert frames.chair.short_listed == 2
    async with visitor(browser, 2) as (hall, chair):
        for screen, view in ((hall, "hall"), (chair, "chair")):
            wire = await wired_screen(site, screen, view)  # type: ignore[arg-type]
            wire.tell(frames, feed.now)
            await screen.shows("7. Thảo luận")
        await chair.shows("DỰ KIẾN MỜI (2)")
        await chair.shows("MÀN HÌNH CHỦ TRÌ", within="header")
        await hall.shows("Tiếp theo")
        told = await hall.page.evaluate("document.getElementById('screen').innerHTML")
        hidden = ["DỰ KIẾN", "◆", "MÀN HÌNH CHỦ TRÌ", *(one.subject for one in frames.chair.short_list)]
        hidden += [one.name for one in frames.chair.short_list if one.name not in {turn.name for turn in frames.floor.next}]
        assert not [text for text in hidden if text and text in told]


# --- how it looks ---


@pytest.mark.parametrize("view", VIEWS)
async def test_everything_fits_every_screen_and_is_large(browser: Browser, site: Running, view: View) -> None:
    """Nothing beyond the window, nothing over something else; 40 pixels at least on a projector of 1080 lines."""
    async with visitor(browser) as (screen,):
        wire = await wired_screen(site, screen, view)
        for feed in (gathering("vi"), over_time("vi"), answering("vi"), paused("vi"), break_feed("vi"), closed("vi")):
            wire.tell(wired(feed.meeting, feed.now), feed.now)
            await is_as_on_the_console(screen, view, wired(feed.meeting, feed.now), feed.now, "vi")
            for width, height in SIZES:
                await screen.page.set_viewport_size({"width": width, "height": height})
                await agree(screen.outside, [])
                if (width, height) == (1920, 1080):
                    assert await screen.smallest() >= 40


async def test_whatever_people_type_stays_text_and_inside(browser: Browser, site: Running) -> None:
    """In every place of both views, however long: it shrinks, and becomes no element."""
    feed = discussion("vi")
    async with visitor(browser, 2) as screens:
        wires = [await wired_screen(site, screen, view) for screen, view in zip(screens, VIEWS, strict=True)]
        for text in (*HOSTILE, "<img src=x onerror=alert(1)>", "Trung tâm Phục vụ hành chính công " * 6):
            frames = spoiled(wired(feed.meeting, feed.now), text)
            for screen, wire in zip(screens, wires, strict=True):
                wire.tell(frames, feed.now)
                await screen.shows(" ".join(text[:30].upper().split()), within=".name, .title")
                for size in ((1920, 1080), (800, 600)):
                    await screen.page.set_viewport_size({"width": size[0], "height": size[1]})
                    await agree(screen.outside, [])
                assert await screen.page.locator("#screen img, #screen a, #screen script").count() == 0


def spoiled(frames: Frames, text: str) -> Frames:
    """The frames with this text wherever people type one."""
    floor, chair = frames.floor, frames.chair
    assert floor.item is not None
    turn = replace(floor.next[0], name=text, point_name=text, parent_name=text, speaker=Speaker(text, text, text))
    row = replace(chair.next[0], name=text, point_name=text, parent_name=text, subject=text, speaker=turn.speaker)
    item = replace(floor.item, title=text, no=text[:10])
    floor = replace(floor, title=text, item=item, speaking=turn, next=(turn,), paused_since=floor.now, pause_cause=text)
    return Frames(floor, replace(chair, next=(row,) * 3, short_list=(row,) * 6, short_listed=9), frames.counts)


async def test_a_clock_that_runs_does_not_move(browser: Browser, site: Running) -> None:
    """Other figures of the same length stand at the same place in the same size."""
    feed = papers_feed()
    frames = wired(feed.meeting, feed.now)
    where = "() => { const at = document.querySelector('.figures span').getBoundingClientRect(); return [at.x, at.y, at.width]; }"
    async with visitor(browser) as (screen,):
        wire = await wired_screen(site, screen)
        seen = set()
        for later in (0, 7_000, 18_300, 30_000, 41_000):
            wire.tell(frames, feed.now + later)
            await is_as_on_the_console(screen, "hall", frames, feed.now + later, "vi")
            seen.add(tuple(await screen.page.evaluate(where)))
        assert len(seen) == 1


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_it_is_accessible(browser: Browser, site: Running, theme: str) -> None:
    """No serious finding of axe on the form and on either view; a heading and a language are there, and the clock is a timer."""
    async with visitor(browser, 3) as (form, hall, chair):
        await form.open(f"{site.page}/screen?theme={theme}&lang=en")
        await form.page.locator("#code").wait_for()
        feed = discussion("vi")
        for screen, view in ((hall, "hall"), (chair, "chair")):
            wire = await wired_screen(site, screen, view, theme=theme)  # type: ignore[arg-type]
            wire.tell(wired(feed.meeting, feed.now), feed.now)
            await screen.page.locator("[role=timer]").wait_for()
            assert await screen.page.locator("h1").count() == 1
        assert await form.page.get_attribute("html", "lang") == "en"
        assert await hall.page.get_attribute("html", "lang") == "vi"
        for screen in (form, hall, chair):
            found = await Axe().run(screen.page)
            assert [one["id"] for one in found.response["violations"] if one["impact"] in ("serious", "critical")] == []


async def test_the_theme_is_asked_for_turned_and_remembered(browser: Browser, site: Running) -> None:
    """Dark by itself; `t` turns it, also where the address said one; a reload keeps it. Buttons come only when somebody moves."""
    async with visitor(browser) as (screen,):
        wire = Wire()
        await wire.listen(screen)
        await screen.open(f"{site.page}/screen#{site.code('screen')}")

        async def theme() -> str | None:
            return await screen.page.get_attribute("html", "data-theme")

        assert await theme() == "dark"
        assert await screen.page.locator(".tools").count() == 0
        await screen.page.mouse.move(300, 300)
        await screen.page.mouse.move(320, 310)
        await screen.shows(say("vi", "hall.theme"), within=".tools")
        await screen.page.keyboard.press("t")
        assert await theme() == "light"
        await screen.page.reload()
        assert await theme() == "light"
        await screen.open(f"{site.page}/screen?theme=dark")
        assert await theme() == "dark"
        await screen.page.keyboard.press("t")
        await screen.page.reload()
        assert await theme() == "light"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_document_is_small(lang: Language) -> None:
    """It comes over weak lines too."""
    assert len(page("screen.html", lang, []).body) <= 45 * 1024


# --- who may look ---


async def test_the_code_of_the_address_goes_from_it_and_is_kept(browser: Browser, site: Running) -> None:
    """A reload needs no code; another one in the address takes its place; leaving forgets it, and asks before."""
    async with visitor(browser) as (screen,):
        await screen.open(f"{site.page}/screen?lang=en#{site.code('screen')}")
        await screen.shows("31 May 2024")
        assert screen.page.url == f"{site.page}/screen?lang=en"
        kept = await screen.page.evaluate("JSON.stringify(localStorage)")
        assert "screen.code" in kept
        await screen.page.reload()
        await screen.shows("31 May 2024")
        await screen.page.keyboard.press("Escape")
        await screen.shows(say("en", "hall.leave-sure"))
        await screen.page.keyboard.press("Escape")
        await screen.hides(say("en", "hall.leave-sure"))
        await screen.page.keyboard.press("Escape")
        await screen.page.get_by_role("button", name=say("en", "hall.leave-yes"), exact=True).click()
        await screen.page.locator("#code").wait_for()
        await screen.hides("31 May 2024")
        assert "screen.code" not in await screen.page.evaluate("JSON.stringify(localStorage)")


async def test_other_codes_are_told_apart_and_asked_for_again(browser: Browser, site: Running) -> None:
    """One that cannot be one, a wrong one, a point's, the host's: each says why; then the right one, typed as people type."""
    wrong = "2345-678-9BCG-HKL"
    code = site.code("screen")
    async with visitor(browser) as (screen,):
        await screen.open(f"{site.page}/screen")
        for typed, why in (
            ("BCGH-234", say("vi", "hall.code-length", count=7)),
            ("BCGH-234-KLMN-56O", say("vi", "hall.code-symbol", symbol="O")),
            (wrong, say("vi", "hall.code-unknown")),
            (site.code(TAN_THANH), say("vi", "hall.code-other", role="điểm cầu")),
            (site.code("host"), say("vi", "hall.code-other", role="điều phối")),
            (site.code("secretary"), say("vi", "hall.code-other", role="thư ký")),
        ):
            await screen.page.locator("#code").fill(typed)
            await screen.page.keyboard.press("Enter")
            await screen.shows(why, within=".why")
            assert "screen.code" not in await screen.page.evaluate("JSON.stringify(localStorage)")
        await screen.page.locator("#code").fill(f" {code[:4].lower()} {code[4:7]}–{code[7:]} ")
        await screen.page.get_by_role("button", name=say("vi", "hall.enter")).click()
        await screen.shows("HỘI NGHỊ")


async def test_a_revoked_code_takes_the_meeting_from_the_screen(tmp_path: Any, browser: Browser) -> None:
    """What was shown is hidden at once, also from the page's own storage; the new code opens it again."""
    async with running(make_session(tmp_path / "hop")) as hub, visitor(browser, 2) as screens:
        for screen, view in zip(screens, VIEWS, strict=True):
            await screen.open(f"{hub.page}/screen?view={view}#{hub.code('screen')}")
            await screen.shows("HỘI NGHỊ")
        host = await hub.join("host")
        await host.accepted(c.RevokeCode("screen", ""))
        for screen in screens:
            await screen.shows(say("vi", "hall.code-revoked"))
            await screen.hides("HỘI NGHỊ")
        await screens[0].page.evaluate(f"location.hash = '{hub.code('screen')}'")
        await screens[0].shows("HỘI NGHỊ")
        assert "#" not in screens[0].page.url


async def test_a_screen_that_was_replaced_says_so_and_may_go_on(browser: Browser, site: Running) -> None:
    """The face stays, its clock marked; nothing goes on by itself."""
    feed = papers_feed()
    frames = wired(feed.meeting, feed.now)
    async with visitor(browser) as (screen,):
        wire = await wired_screen(site, screen)
        wire.tell(frames, feed.now)
        await screen.shows("UBND HUYỆN ĐẠI LỘC")
        await wire.sockets.pop().close(code=4009, reason="replaced")
        await screen.shows(say("vi", "hall.replaced"), within="footer")
        await screen.shows("CHƯA CẬP NHẬT", within=".label")
        await screen.shows("UBND HUYỆN ĐẠI LỘC")
        assert await screen.outside() == []
        await screen.page.get_by_role("button", name=say("vi", "hall.use-here")).click()
        await agree(lambda: asyncio.sleep(0, len(wire.sockets)), 1)
        wire.tell(frames, feed.now)
        await screen.hides(say("vi", "hall.replaced"))


# --- the hub's time, and lines that break ---


async def test_its_clock_is_the_hubs(tmp_path: Any, browser: Browser) -> None:
    """Within half a second, whatever this machine's clock says, in a meeting years away; it follows what the host does."""
    clock = FlowingClock(EIGHT)
    async with running(make_session(tmp_path / "hop"), clock=clock) as hub, visitor(browser) as (screen,):
        clock.flow()
        host = await hub.join("host")
        await screen.open(f"{hub.page}/screen#{hub.code('screen')}")
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("1"))
        await screen.shows("NỘI DUNG CÒN LẠI", within=".label")
        row = hub.meeting.items["1"]
        planned = (row.item.planned_minutes or 0) * MINUTE + row.runs[-1].start
        for _ in range(6):
            before = hub.hub.clock.now()
            shown = await screen.figures()
            after = hub.hub.clock.now()
            assert shown in {countdown(planned - at) for at in range(before - 500, after + 500, 50)}
            await asyncio.sleep(0.3)
        await host.accepted(c.PauseClock("mất điện"))
        await screen.shows("mất điện", within=".pause")
        await host.accepted(c.ResumeClock())
        await host.accepted(c.ShowLateness(shown=True))
        await screen.shows("dự kiến kết thúc", within="footer")


async def test_a_lost_line_is_told_after_five_seconds_and_forgotten_when_it_is_back(tmp_path: Any, browser: Browser) -> None:
    """The hub goes and comes again: no word of it before, calmly after; the face stays, and is that of the hub again."""
    directory = make_session(tmp_path / "hop")
    lost = say("vi", "hall.lapsed")
    async with visitor(browser, 2) as screens:
        async with running(directory) as hub:
            port = hub.hub.port
            for screen, view in zip(screens, VIEWS, strict=True):
                await screen.open(f"{hub.page}/screen?view={view}#{hub.code('screen')}")
                await screen.shows("HỘI NGHỊ")
        gone = asyncio.get_running_loop().time()
        for screen in screens:
            assert lost not in await screen.page.inner_text("#screen")
        for screen in screens:
            await screen.shows(lost, within="footer")
            await screen.shows("HỘI NGHỊ")
            assert await screen.outside() == []
        assert asyncio.get_running_loop().time() - gone >= 4.5
        async with running(directory, port=port) as hub:
            for screen in screens:
                await screen.page.evaluate("dispatchEvent(new Event('online'))")
                await screen.hides(lost)
            host = await hub.join("host")
            await host.accepted(c.OpenMeeting())
            await screens[0].shows("Nội dung tiếp theo")
