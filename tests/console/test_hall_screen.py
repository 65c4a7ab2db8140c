"""The projected screen as it is used: on the host's console by a key, and in a window of its own over a real hub."""

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from bridge_server.client.ends import Lost
from bridge_server.meeting import commands as c
from console.actions.every import actions
from console.feed import Away
from console.hall import Frames, Mark, View
from console.hall_app import HallApp
from console.hub_time import HubTime
from console.screens.hall import HallScreen
from console.setup import Place, Setup

from .kit import HandTime, LocalFeed, Seen, papers_feed, screen_text, settled
from .moments import answering, discussion, over_time, paused, pressed
from .test_hall import wired

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


# --- on the host's console ---


async def test_one_key_shows_the_halls_face_and_the_same_key_goes_back() -> None:
    """Nothing of the host's stands on it but words that go away; Escape leads back too, from the board as well."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        for there, back in (("f8", "f8"), ("f8", "escape")):
            await pilot.press(there)
            await settled(pilot)
            assert isinstance(seen.app.screen, HallScreen)
            assert "UBND HUYỆN ĐẠI LỘC" in seen.text()
            assert "F8 hoặc Esc: trở lại" in " ".join(seen.text().split())
            await pilot.press(back)
            await settled(pilot)
            assert not isinstance(seen.app.screen, HallScreen)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(seen.app.screen, HallScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert seen.app.places.board_is_open


async def test_it_follows_the_meeting_second_by_second() -> None:
    """The clock runs, the next speaker comes, over time is reversed; keys that work everywhere still do."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        before = seen.text()
        seen.passes(1)
        seen.app.mark()
        await settled(pilot)
        assert seen.text() != before
        seen.passes(600)
        seen.app.mark()
        await settled(pilot)
        assert seen.text().count("QUÁ GIỜ") == 2
        slot = feed.meeting.items["5"].slots[3]
        feed.host(c.GiveFloor(slot, feed.meeting.speaking))
        await settled(pilot)
        assert "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" in seen.text()
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert seen.app.screen.is_modal


async def test_the_chairs_view_is_reached_by_its_name_and_never_at_the_same_time() -> None:
    """From the hall's face too; Escape leads back to where the console was."""
    seen = Seen(discussion("vi"))
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "f8 > chair")
        assert "DỰ KIẾN MỜI" in seen.text()
        await pilot.press("escape")
        await settled(pilot)
        assert seen.app.screen is seen.app.main_screen


async def test_lateness_is_turned_on_and_off_by_its_name() -> None:
    """Said in the log; the face has it at once."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "> lateness")
        assert feed.commands[-1] == c.ShowLateness(shown=True)
        assert "cho hiện mức chậm, sớm" in " ".join(seen.text().split()).lower().replace("│", "")
        await pressed(seen, pilot, "f8")
        assert "Chậm 6 phút" in seen.text()
        await pressed(seen, pilot, "> lateness")
        assert feed.commands[-1] == c.ShowLateness(shown=False)
        assert "Chậm 6 phút" not in seen.text()


async def test_a_secretary_looks_but_does_not_decide_about_lateness() -> None:
    """The faces are for everybody at a console, the command is the host's."""
    feed = papers_feed()
    feed.role = "secretary"
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        scene = seen.app.scene()
        assert scene is not None
        assert seen.app.why_not(actions()["lateness"], scene)
        assert not seen.app.why_not(actions()["hall"], scene)
        assert not seen.app.why_not(actions()["chair"], scene)


async def test_a_lost_line_is_told_after_five_seconds() -> None:
    """Not before; what was known stays, the clock goes on and is marked."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        seen.feed.tell(Away(Lost(None)))
        seen.passes(4)
        seen.app.mark()
        await settled(pilot)
        assert "Mất kết nối" not in seen.text()
        seen.passes(1)
        seen.app.mark()
        await settled(pilot)
        assert "▲ Mất kết nối, đang nối lại" in seen.text()
        assert "CHƯA CẬP NHẬT" in seen.text()
        assert "UBND HUYỆN ĐẠI LỘC" in seen.text()


# --- in a window of its own, without a hub ---


class Still:
    """A feed that brings what it is given."""

    def __init__(self, local: LocalFeed, hand: HandTime, mark: Mark = "") -> None:
        self.local, self.hand = local, hand
        self.time = HubTime(hand)
        self.time.welcome(local.now, 1.0)
        self.heard_at = hand()
        self.mark: Mark = mark
        self.given = wired(local.meeting, local.now)
        self._changed: Callable[[], None] = lambda: None

    async def run(self, changed: Callable[[], None]) -> None:
        """Nothing comes by itself."""
        self._changed = changed
        changed()
        await asyncio.get_running_loop().create_future()

    def tell(self) -> None:
        """The hub tells what stands now."""
        self.given = wired(self.local.meeting, self.local.now)
        self.heard_at = self.hand()
        self._changed()

    def frames(self, now: int) -> Frames | None:
        """What stands."""
        assert now >= self.given.floor.now
        return self.given


class Projected:
    """A projected screen in a window, and its time."""

    def __init__(self, local: LocalFeed, view: View = "hall", mark: Mark = "", **setup: object) -> None:
        self.hand = HandTime()
        self.feed = Still(local, self.hand, mark)

        async def place() -> Place:
            return Place("ws://127.0.0.1:1/ws", "", "http://127.0.0.1:8024", public=True)

        made = Setup(local.lang, place, view=view, **setup)  # type: ignore[arg-type]
        self.app = HallApp(made, view, lambda _place, _lang: self.feed, self.hand, ticking=False)

    def passes(self, seconds: float) -> None:
        """Time passes at the hub and here."""
        self.hand.seconds += seconds
        self.feed.local.now += round(seconds * 1000)

    def text(self) -> str:
        """The whole screen."""
        return screen_text(self.app)  # type: ignore[arg-type]


async def shown(pilot: Pilot[int]) -> None:
    """Wait until what is under way is on the screen."""
    app = pilot.app
    assert isinstance(app, HallApp)
    for _ in range(4):
        await pilot.pause()
    app.mark()
    for _ in range(2):
        await pilot.pause()


async def test_clocks_tick_between_frames_and_a_reorder_shows_at_once() -> None:
    """Without a word of the hub for four seconds the clock runs; what comes is shown as it comes."""
    local = answering("vi")
    screen = Projected(local, "chair")
    async with screen.app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        assert "1  Xã Đại Thắng" in screen.text()
        assert "còn 19:30 trên 25'" in screen.text()
        screen.passes(4)
        await shown(pilot)
        assert "còn 19:26 trên 25'" in screen.text()
        local.host(c.CancelStandby("r5"), c.MoveRequest("r5", "r3"))
        screen.feed.tell()
        await shown(pilot)
        assert "1  Xã Đại Thắng" not in screen.text()


async def test_a_silent_hub_is_told_calmly_and_forgotten_when_it_speaks() -> None:
    """The last known face stays."""
    screen = Projected(paused("vi"))
    async with screen.app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        screen.passes(5)
        await shown(pilot)
        assert "Mất kết nối, đang nối lại" in screen.text()
        assert "mất điện tại hội trường" in screen.text()
        screen.feed.tell()
        await shown(pilot)
        assert "Mất kết nối" not in screen.text()


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_it_is_left_by_one_key(key: str) -> None:
    """There is nothing to lose."""
    screen = Projected(papers_feed())
    async with screen.app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("escape")
        await shown(pilot)
        assert isinstance(screen.app.screen, HallScreen)
        await pilot.press(key)
        await pilot.pause()
    assert screen.app.return_code == 0


async def test_without_colour_over_time_is_still_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes the colours, not the shape: the band of the clock stands out by being reversed."""
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Projected(over_time("vi"))
    async with screen.app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        strips = screen.app.screen._compositor.render_strips()
        rows = [[segment for segment in strip if "QUÁ GIỜ" in segment.text] for strip in strips]
        marked = [segment for row in rows for segment in row]
        assert len(marked) == 2
        assert all(segment.style is not None and segment.style.reverse for segment in marked)


async def test_with_poor_letters_nothing_is_lost() -> None:
    """The ascii set: figures, marks and rules of plain letters."""
    screen = Projected(over_time("vi"), glyphs="ascii")
    async with screen.app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        text = screen.text()
        assert "! QUÁ GIỜ !" in text
        assert not set(text) & set("█▀▄─▲●◆‖")
