"""The projected screen over a real hub, and as a program in a window: `bridge-console attach --screen`."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.pilot import Pilot

from bridge_server.client.address import address_of
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Speaker
from bridge_server.wire.codec import decode_hub, encode
from bridge_server.wire.frames import ChairView, Floor, Welcome
from bridge_server.words import LANGUAGES, Language
from console.arguments import Usage, parse, view_of
from console.hall import View
from console.hall_app import HallApp
from console.screen_feed import LiveScreen, ScreenFeed
from console.setup import Place, Setup
from tests.client.kit import PATIENCE, Served, relay, served
from tests.hub.kit import Client, Running, make_session, running

from .kit import papers_feed, screen_text
from .terminals import CONSOLE, Terminal
from .test_hall import wired

needs_terminals = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such terminals")


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


# --- what is asked ---


@pytest.mark.parametrize(
    ("typed", "view"),
    [
        (["attach", "h"], ""),
        (["attach", "h", "--screen"], "hall"),
        (["attach", "h", "--screen", "--view", "hall"], "hall"),
        (["attach", "--view=chair", "h", "--screen"], "chair"),
    ],
)
def test_which_face_is_asked_for(typed: list[str], view: str) -> None:
    """The hall's where none is named."""
    assert view_of(parse(typed)) == view


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "key", "part"),
    [
        (["attach", "h", "--view", "hall"], "view-needs-screen", "--screen"),
        (["attach", "h", "--screen", "--view", "wall"], "bad-choice", "hall, chair"),
        (["host", "--screen"], "not-here", "attach"),
        (["demo", "--view", "hall"], "not-here", "attach"),
        (["attach", "h", "--screen=yes"], "no-value", "--screen"),
    ],
)
def test_what_cannot_be_meant_is_told(typed: list[str], key: str, part: str, lang: Language) -> None:
    """With the option and the way out."""
    with pytest.raises(Usage) as wrong:
        view_of(parse(typed))
    assert wrong.value.key == key
    assert part in wrong.value.sentence(lang)


def test_frames_of_an_older_hub_are_enough_for_a_hall() -> None:
    """Without what came later: no next item, no planned start, nothing for the chair alone."""
    feed = papers_feed()
    new = decode_hub(encode(wired(feed.meeting, feed.now).floor))
    assert isinstance(new, Floor)
    lines = encode(new).decode()
    older = lines[: lines.index(',"coming":')] + ',"type":"Floor"}'
    old = decode_hub(older.replace(',"parent_name":""', "").encode())
    assert isinstance(old, Floor)
    assert (old.coming, old.starts_at, old.lateness_shown) == (None, None, False)
    feed_of_old = LiveScreen("ws://127.0.0.1:1/ws", "CODE")
    feed_of_old._welcomed(Welcome(1, "s", "l", "screen", "", feed.now))
    feed_of_old._frame(old)
    frames = feed_of_old.frames(feed.now)
    assert frames is not None
    assert frames.floor.speaking == old.speaking
    assert frames.chair == ChairView(old.n, old.now)


# --- over a real hub ---


class Watched:
    """A projected screen over a hub, with its whole screen as text whenever something holds."""

    def __init__(self, app: HallApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    async def until(self, holds: Callable[[str], object]) -> str:
        """Wait until the screen shows something."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.pilot.pause()
                text = screen_text(self.app)  # type: ignore[arg-type]
                if holds(text):
                    return text
                await asyncio.sleep(0.02)


@asynccontextmanager
async def projected(url: str, code: str, view: View, *, every: float = 0.2) -> AsyncIterator[Watched]:
    """The application that `--screen` opens."""

    async def place() -> Place:
        return Place(url, code, url, public=True)

    def feed(where: Place, lang: Language) -> ScreenFeed:
        return LiveScreen(where.url, where.code, lang=lang, every=every)

    app = HallApp(Setup("vi", place, view=view), view, feed)
    async with app.run_test(size=(120, 40)) as pilot:
        yield Watched(app, pilot)


async def among_the_papers(hub: Running) -> Client:
    """The host, with the third paper being given and three that asked."""
    host = await hub.join("host")
    for command in (c.OpenMeeting(), c.StartItem("7")):
        await host.accepted(command)
    for point in ("20335", "20338", "20791"):
        await host.accepted(c.AddRequest(point, "phone", speaker=Speaker("Trần Thị Lan", "Chủ tịch")))
    return host


@pytest.mark.asyncio
@pytest.mark.parametrize("whose", ["screen", "host", "secretary", "mirror"])
async def test_every_code_that_sees_the_meeting_shows_it(tmp_path: Path, whose: str) -> None:
    """A screen's from its frames, the others' from the log; a reorder is there at once, and so is the short-list."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await among_the_papers(hub)
        async with projected(hub.url, hub.code(whose), "chair") as screen:
            await screen.until(lambda text: "1  Phường Tân Thạnh, thành phố Tam Kỳ" in text)
            await host.accepted(c.MoveRequest("r3", "r1"))
            await screen.until(lambda text: "1  Phường Tân Thạnh" not in text and "2  Phường Tân Thạnh" in text)
            await host.accepted(c.ShortList("r1", on=True))
            await screen.until(lambda text: "DỰ KIẾN MỜI (1): Phường Tân Thạnh" in text)
            await host.accepted(c.GiveFloor("r1"))
            await screen.until(lambda text: "PHƯỜNG TÂN THẠNH, THÀNH PHỐ TAM KỲ" in text)


@pytest.mark.asyncio
async def test_no_point_is_told_the_short_list(tmp_path: Path) -> None:
    """Its name stands in no frame that a point gets; the screen has had it by then."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await among_the_papers(hub)
        point, screen = await hub.join("20335"), await hub.join("screen")
        await host.accepted(c.ShortList("r1", on=True))
        await screen.until(lambda client: any(getattr(frame, "short_listed", 0) for frame in client.frames) or None)
        await point.connection.sync()
        assert {type(frame).__name__ for frame in point.frames} <= {"Floor", "Mine", "Children", "Contacts", "Invitation", "Tick"}


@pytest.mark.asyncio
async def test_the_hall_hears_of_a_break_and_of_lateness(tmp_path: Path) -> None:
    """As the host does it, over a screen's code."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        async with projected(hub.url, hub.code("screen"), "hall") as screen:
            await screen.until(lambda text: "Thứ Sáu, ngày 31 tháng 5 năm 2024" in text)
            await host.accepted(c.OpenMeeting())
            await host.accepted(c.ShowLateness(shown=True))
            await screen.until(lambda text: "kế hoạch 11:30" in text)
            await host.accepted(c.StartItem("6"))
            await screen.until(lambda text: "GIẢI LAO" in text and "HỌP TIẾP LÚC" in text)
            await host.accepted(c.ShowLateness(shown=False))
            await screen.until(lambda text: "kế hoạch" not in text)


@pytest.mark.asyncio
async def test_a_cut_line_comes_back_with_what_happened_meanwhile(tmp_path: Path) -> None:
    """Through a line that breaks: told after five seconds, and gone once the hub is heard again."""
    async with running(make_session(tmp_path / "hop")) as hub, relay(cast(Served, SimpleNamespace(url=hub.page))) as line:
        host = await among_the_papers(hub)
        async with projected(address_of(line.url).url, hub.code("screen"), "hall") as screen:
            await screen.until(lambda text: "Tiếp theo: Phường Tân Thạnh" in text)
            line.dead = True
            line.cut_all()
            await host.accepted(c.GiveFloor("r1"))
            await screen.until(lambda text: "Mất kết nối, đang nối lại" in text)
            line.dead = False
            await screen.until(lambda text: "PHƯỜNG TÂN THẠNH" in text and "Mất kết nối" not in text)


@pytest.mark.asyncio
async def test_a_points_code_is_told_which_one_is_wanted(tmp_path: Path) -> None:
    """In the middle of the screen, with the way out; so is a code that nobody has."""
    async with running(make_session(tmp_path / "hop")) as hub:
        async with projected(hub.url, hub.code("20335"), "hall") as screen:
            await screen.until(lambda text: "cần mã màn hình" in " ".join(text.split()))
            await screen.until(lambda text: "để thoát" in " ".join(text.split()))
        async with projected(hub.url, "BCGH-234-KLMN-567", "hall") as screen:
            await screen.until(lambda text: "Mã không đúng" in text)


@pytest.mark.asyncio
async def test_a_hub_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With its address, while it is tried again and again; once it is there, it is shown."""
    async with running(make_session(tmp_path / "hop")) as hub, relay(cast(Served, SimpleNamespace(url=hub.page))) as line:
        line.dead = True
        async with projected(address_of(line.url).url, hub.code("screen"), "hall") as screen:
            await screen.until(lambda text: "Chưa kết nối được với máy chủ" in text)
            line.dead = False
            await screen.until(lambda text: "Thứ Sáu, ngày 31 tháng 5 năm 2024" in text)


@pytest.mark.asyncio
async def test_a_revoked_code_leaves_what_was_known(tmp_path: Path) -> None:
    """And says that nothing new will come."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await among_the_papers(hub)
        async with projected(hub.url, hub.code("screen"), "hall") as screen:
            await screen.until(lambda text: "THẢO LUẬN" in text.upper())
            await host.accepted(c.RevokeCode("screen"))
            await screen.until(lambda text: "Đã ngắt khỏi máy chủ" in text)
            await screen.until(lambda text: "THẢO LUẬN" in text.upper())


# --- as a program ---


def in_a_window(hub: Served, tmp_path: Path, *options: str, whose: str = "screen") -> Terminal:
    """`bridge-console attach --screen` in a window."""
    own = {"XDG_CONFIG_HOME": str(tmp_path / ".config"), "XDG_STATE_HOME": str(tmp_path / ".state")}
    command = (*CONSOLE, "attach", hub.url, "--code", hub.code(whose), "--screen", *options)
    return Terminal(command, tmp_path, own)


@pytest.mark.asyncio
@needs_terminals
async def test_the_program_shows_the_hall_and_leaves(tmp_path: Path) -> None:
    """In a real window, with a screen's code; q ends it with 0, and the hub goes on."""
    with served(tmp_path / "hop") as hub:
        for options, words in (((), "Thứ Sáu"), (("--view", "chair"), "Có mặt 0/260")):
            with in_a_window(hub, tmp_path, *options) as window:
                await asyncio.to_thread(window.read_until, words)
                window.type("q")
                assert await asyncio.to_thread(window.ended) == 0
                assert "\x1b[?1049l" in window.seen
        assert hub.process is not None
        assert hub.process.poll() is None
