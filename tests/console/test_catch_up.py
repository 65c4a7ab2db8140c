"""Catching up on the screen: minutes asked, ways compared, one of them carried out command by command, and the way back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from bridge_server.hub.clock import ScriptedClock
from bridge_server.hub.limits import Limits
from bridge_server.meeting import commands as c
from bridge_server.meeting.clock import item_budget, turn_budget
from bridge_server.meeting.projection import project
from bridge_server.meeting.values import MINUTE
from console.app import ConsoleApp
from console.feed import Answer, No, Unconfirmed
from console.screens.catch_up import CatchUpScreen
from console.screens.form import FormScreen
from console.setup import Place, Setup
from console.widgets.rows import Rows

from ..cli.past import session_with
from ..hub.kit import PATIENCE, running
from .kit import HandTime, LocalFeed, Seen, papers_feed, settled
from .test_faces import plain_terminal

pytestmark = pytest.mark.asyncio
assert plain_terminal  # the fixture of the faces, for all tests here


def toasts(seen: Seen) -> list[str]:
    """What the toasts say."""
    return [one.message for one in seen.app._notifications]


async def press(seen: Seen, pilot: Pilot[int], *keys: str) -> None:
    """Keys one after the other, with time between."""
    for key in keys:
        seen.passes(1)
        await pilot.press(key)
        await settled(pilot)


async def offered(seen: Seen, pilot: Pilot[int], minutes: str) -> CatchUpScreen:
    """The options for so many minutes."""
    await settled(pilot)
    await press(seen, pilot, "B")
    await pilot.press("home", "delete", *minutes)
    await press(seen, pilot, "enter")
    return ways_on(seen)


def ways_on(seen: Seen) -> CatchUpScreen:
    """The screen with the options, which is on top."""
    screen = seen.app.screen
    assert isinstance(screen, CatchUpScreen), seen.text()
    return screen


def at_work(seen: Seen) -> list[Any]:
    """What the host has said since the papers began."""
    return [one for one in seen.feed.commands if isinstance(one, c.AddItemTime | c.AddTurnTime | c.SkipItem)]


async def test_the_minutes_that_it_is_late_stand_ready() -> None:
    """Six whole ones; Enter shows the ways, and nothing has been said yet."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(seen, pilot, "B")
        assert "Chậm 6 phút, dự kiến kết thúc" in seen.text()
        await press(seen, pilot, "enter")
        assert [one.asked_ms / MINUTE for one in ways_on(seen).options] == [6, 6, 6]
        assert at_work(seen) == []


async def test_what_was_told_is_what_comes_and_as_many_undos_take_it_back() -> None:
    """The second way: the break to its minimum, the discussion two minutes less; two records, two undos, all as before."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await offered(seen, pilot, "12")
        meeting = seen.feed.meeting
        before = project(meeting, seen.feed.now)
        await press(seen, pilot, "down")
        told = screen.options[1]
        await press(seen, pilot, "enter")
        assert seen.app.screen is seen.app.main_screen
        assert at_work(seen) == list(told.commands)
        assert [item_budget(meeting, meeting.items[key]) for key in ("6", "7")] == [5 * MINUTE, 23 * MINUTE]
        after = project(meeting, seen.feed.now)
        assert (before.projected_end or 0) - (after.projected_end or 0) == told.recovered_ms == 12 * MINUTE
        assert any("Hoàn tác: bấm u 2 lần" in text for text in toasts(seen)), toasts(seen)
        assert project(meeting, seen.feed.now).projected_end == told.after
        await press(seen, pilot, "u", "u")
        assert project(meeting, seen.feed.now) == project(before_of(seen), seen.feed.now)


def before_of(seen: Seen) -> Any:
    """The same meeting without what the planner said."""
    feed = papers_feed()
    assert feed.meeting.n < seen.feed.meeting.n
    return feed.meeting


async def test_contributions_are_cut_one_record_each() -> None:
    """Thirteen turns and their item: fourteen records, as the toast says."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "enter")
        assert len(at_work(seen)) == 14
        meeting = seen.feed.meeting
        assert {turn_budget(meeting, meeting.turns[slot]) for slot in meeting.items["5"].slots[3:]} == {4 * MINUTE}
        assert any("bấm u 14 lần" in text for text in toasts(seen))


async def test_an_item_is_taken_out_with_the_reason_in_the_log() -> None:
    """The third way, marked by its number."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24), notifications=True) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "3", "enter")
        assert at_work(seen) == [c.SkipItem("7", "bù 12 phút")]
        assert any("Bấm u để hoàn tác" in text for text in toasts(seen))


async def test_escape_leaves_all_as_it_is() -> None:
    """From the ways, and from the form; the next time the minutes of then stand ready."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "escape")
        assert seen.app.screen is seen.app.main_screen
        await press(seen, pilot, "B", "enter")
        assert ways_on(seen).minutes == 6
        await press(seen, pilot, "escape", "B", "escape")
        assert at_work(seen) == []


async def test_a_key_that_is_held_down_chooses_nothing() -> None:
    """Enter of the form goes on repeating for a second: the ways stay until it was let go."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(seen, pilot, "B", "enter")
        for _ in range(30):
            seen.hand.seconds += 0.035
            await pilot.press("enter")
        await settled(pilot)
        assert ways_on(seen).is_current
        assert at_work(seen) == []
        await press(seen, pilot, "enter")
        assert at_work(seen) != []


async def test_what_cannot_be_is_said_and_what_can_be_is_offered() -> None:
    """A hundred minutes: at most 61, everything together the last of the ways."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        screen = await offered(seen, pilot, "100")
        assert "Không thể bù đủ 1 giờ 40 phút; nhiều nhất được 1 giờ 01 phút (phương án 4)." in seen.text()
        assert screen.options[-1].kind == "together"


async def test_where_nothing_can_be_cut_the_form_says_so() -> None:
    """Only the leaders' items are left."""
    feed = papers_feed()
    feed.host(c.StartItem("8", "5"), c.SkipItem("6", "gấp"), c.SkipItem("7", "gấp"))
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(seen, pilot, "B", "1", "enter")
        assert isinstance(seen.app.screen, FormScreen)
        assert "Không còn gì để rút ngắn" in seen.text()


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (lambda feed: feed.host(c.CloseMeeting()), "Hội nghị đã kết thúc"),
        (lambda feed: feed.host(c.Adjourn(None, "bão")), "Chưa tính được giờ kết thúc"),
    ],
)
async def test_without_an_end_to_speak_of_it_says_why(ends: Callable[[LocalFeed], int], words: str) -> None:
    """Closed, or adjourned without a time."""
    feed = papers_feed()
    ends(feed)
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(seen, pilot, "B")
        assert any(words in text for text in toasts(seen)), toasts(seen)


async def test_other_ways_where_the_programme_changed_meanwhile() -> None:
    """Another host gives the break a minute: said so, and an Enter that was on its way is not taken for the new ones."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        screen = await offered(seen, pilot, "12")
        await press(seen, pilot, "down")
        seen.feed.host(c.AddItemTime("6", 60))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert seen.app.screen is screen
        assert "các phương án đã được tính lại" in seen.text()
        await press(seen, pilot, "enter")
        assert [one.seconds for one in at_work(seen)] == [60, -660, -60]


async def test_the_ways_close_where_none_is_left() -> None:
    """The meeting is closed from elsewhere."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24), notifications=True) as pilot:
        await offered(seen, pilot, "12")
        seen.feed.host(c.CloseMeeting())
        await settled(pilot)
        assert seen.app.screen is seen.app.main_screen
        assert any("không còn phương án nào" in text for text in toasts(seen))


@dataclass
class Stubborn:
    """A feed that answers as a hub does, but for the command with this number (from 1)."""

    feed: LocalFeed
    number: int
    instead: Callable[[LocalFeed, c.Command], Answer | None]
    asked: list[c.Command] = field(default_factory=list)

    async def send(self, command: c.Command) -> Answer:
        """As `LocalFeed`."""
        self.asked.append(command)
        if len(self.asked) == self.number and (answer := self.instead(self.feed, command)) is not None:
            return answer
        return await LocalFeed.send(self.feed, command)


def meddled(feed: LocalFeed, _command: c.Command) -> None:
    """Somebody else cuts the next contribution in the same moment."""
    feed.host(c.AddTurnTime(feed.meeting.items["5"].slots[5], -60))


STOPS: Final = {
    "refused": (2, lambda _feed, _command: No("overtaken", "Vừa có thay đổi."), 2, 1, "1/14 thay đổi rồi dừng. Vừa có thay đổi"),
    "silent": (3, lambda _feed, _command: Unconfirmed("lost-1", "silent"), 3, 2, "2/14 thay đổi rồi dừng. Máy chủ chưa trả lời"),
    "first": (1, lambda _feed, _command: No("overtaken", "Vừa có thay đổi."), 1, 0, "Chưa thay đổi gì. Vừa có thay đổi."),
    "moved": (2, meddled, 2, 2, "2/14 thay đổi rồi dừng. Lượt của"),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPS)
async def test_stopped_in_the_middle_it_says_what_was_done_and_how_to_take_it_back(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, not answered, or overtaken by somebody else: what comes after is not said any more."""
    number, instead, asked, done, words = STOPS[name]
    feed = papers_feed()
    stubborn = Stubborn(feed, number, instead)  # type: ignore[arg-type]
    monkeypatch.setattr(feed, "send", stubborn.send)
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "enter")
        assert len(stubborn.asked) == asked
        assert any(words in text for text in toasts(seen)), toasts(seen)
        assert done == 0 or any(f"bấm u {done} lần" in text for text in toasts(seen)), toasts(seen)


async def test_a_line_that_breaks_between_two_commands_stops_it() -> None:
    """Nothing is said to a hub that is gone; the toast says so."""
    from bridge_server.client.ends import Lost
    from console.feed import Away

    feed = papers_feed()
    seen = Seen(feed)

    def away(local: LocalFeed, _command: c.Command) -> None:
        local.tell(Away(Lost(None)))

    stubborn = Stubborn(feed, 2, away)
    feed.send = stubborn.send  # type: ignore[method-assign]
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "enter")
        assert len(stubborn.asked) == 2
        assert any("2/14" in text and "Mất kết nối" in text for text in toasts(seen)), toasts(seen)


async def test_a_real_hub_takes_one_after_the_other(tmp_path: Path) -> None:
    """Through a socket, with the limits of earnest: records come when they come, and every premise is looked at before."""
    feed = papers_feed()
    directory = session_with(tmp_path / "hop", feed.records)
    async with running(directory, limits=Limits(), clock=ScriptedClock(feed.now)) as hub:
        code = hub.code("host")

        async def place() -> Place:
            return Place(hub.url, code, hub.page, None)

        hand = HandTime()
        app = ConsoleApp(Setup(place=place, lang="vi"), clock=hand, ticking=False)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await until(pilot, lambda: app.scene() is not None and app.desk.link.state == "live")
            await pilot.press("B")
            await until(pilot, lambda: isinstance(app.screen, FormScreen))
            await pilot.press("home", "delete", "1", "2", "enter")
            await until(pilot, lambda: isinstance(app.screen, CatchUpScreen))
            before = hub.meeting.n
            hand.seconds += 1  # an Enter that comes at once is not meant
            await pilot.press("enter")
            await until(pilot, lambda: hub.meeting.n == before + 14)
            await until(pilot, lambda: any("bấm u 14 lần" in one.message for one in app._notifications))
        assert {turn_budget(hub.meeting, hub.meeting.turns[key]) for key in hub.meeting.items["5"].slots[3:]} == {4 * MINUTE}


async def until(pilot: Pilot[Any], found: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not found():
            await pilot.pause(0.02)


async def test_hostile_names_stay_text() -> None:
    """A title with markup and control characters is shown as it is, cleaned."""
    feed = papers_feed()
    feed.host(c.AddItem("[red]X[/] \x1b]0;oh\x07[@click=app.quit]bấm", "other", "8", "gấp", planned_minutes=40))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await offered(seen, pilot, "60")
        text = seen.text()
        assert "[red]X[/]" in text
        assert "\x1b" not in text


def rows_of(app: ConsoleApp) -> Rows:
    """The list of options."""
    return app.screen.query_one("#options", Rows)


async def test_in_a_small_window_the_marked_way_is_seen_whole() -> None:
    """The list scrolls; all lines of the option come into view with it."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(60, 18)) as pilot:
        await offered(seen, pilot, "12")
        await press(seen, pilot, "down", "down")
        rows = rows_of(seen.app)
        assert rows.selected == "3"
        assert rows.scroll_offset.y + rows.size.height >= rows.count
