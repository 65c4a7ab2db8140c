"""One press is one action, about what was seen: behind a form that closes, in a break, after another log, and row by row."""

from typing import Final

import pytest
from textual import events

from bridge_server.meeting import commands as c
from bridge_server.meeting.author import Author
from bridge_server.meeting.values import Speaker
from console.feed import Arrived, Welcomed
from console.screens.board import BoardScreen
from console.screens.form import FormScreen
from console.screens.main import MainScreen

from .kit import LocalFeed, Seen, meeting_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio
SIZE: Final = (120, 40)


@pytest.fixture(autouse=True)
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves by itself."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def discussion() -> LocalFeed:
    """The discussion: r1 and others wait."""
    feed = papers_feed()
    feed.host(c.StartItem("7", "5"))
    return feed


def said(seen: Seen) -> str:
    """What the toasts say."""
    return "\n".join(toast.message for toast in seen.app._notifications)


def main_screen(seen: Seen) -> MainScreen:
    """The main screen, which is on top."""
    screen = seen.app.screen
    assert isinstance(screen, MainScreen)
    return screen


def types(feed: LocalFeed, since: int) -> list[str]:
    """What was sent since."""
    return [command.type for command in feed.commands[since:]]


@pytest.mark.parametrize("at_once", [True, False], ids=["at-once", "repeated"])
async def test_enter_that_closes_a_search_gives_nobody_the_floor(at_once: bool) -> None:
    """Pressed twice, or held: the one who was called keeps the floor."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press("c", "t", "a", "m")
        await settled(pilot)
        if at_once:
            for _ in range(3):
                seen.app.post_message(events.Key("enter", None))
            await settled(pilot)
        else:
            for _ in range(30):
                await pilot.press("enter")
                await settled(pilot)
                seen.passes(0.1)
        assert types(feed, before) == ["CallOn"]
        seen.passes(1)
        await pilot.press("enter")
        await settled(pilot)
        assert types(feed, before) == ["CallOn", "GiveFloor"]


async def test_enter_that_leaves_a_form_gives_nobody_the_floor() -> None:
    """The form names the speaker; the second Enter was for it."""
    feed = discussion()
    feed.host(c.GiveFloor("r2", ""))
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press("v")
        await settled(pilot)
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(seen.app.screen, MainScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert "GiveFloor" not in types(feed, before)


@pytest.mark.parametrize("key", ["enter", "g", "s", "p"])
async def test_in_a_break_nobody_is_given_the_floor_unseen(key: str) -> None:
    """No list is seen: the first press shows it with the one that it would be about, and does nothing."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert seen.app.main_screen is not None
        assert seen.app.main_screen.query_one("#break").display
        seen.passes(3)
        before = len(feed.commands)
        await pilot.press(key)
        await settled(pilot)
        assert not types(feed, before)


async def test_after_a_break_arrows_work_again() -> None:
    """The list of those who wait has the focus as before."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        seen.passes(3)
        feed.host(c.StartItem("7", feed.meeting.running))
        await settled(pilot)
        await pilot.press("down", "down")
        await settled(pilot)
        main = seen.app.main_screen
        assert main is not None
        third = list(main.rows("queue").keys)[2]
        assert main.selection().turn == main.rows("queue").selected.removeprefix("turn:")
        assert third or main.rows("queue").by_hand
        assert main.rows("queue").by_hand


async def test_a_form_about_another_log_is_not_sent() -> None:
    """The hub serves another log: the form closes, and what was chosen in the old one is chosen no more."""
    feed, other = discussion(), discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(seen.app.screen, FormScreen)
        before = len(feed.commands)
        feed.tell(Welcomed("host", feed.now, resumed=False))
        feed.header = {**feed.header, "log": "log-2"}
        feed.tell(Arrived(feed.header, list(other.records), more=False))
        await settled(pilot)
        assert not main_screen(seen).rows("queue").by_hand
        seen.passes(3)
        await pilot.press("f10")
        await settled(pilot)
        assert not types(feed, before)


async def test_what_was_typed_before_the_key_is_sent_with_it() -> None:
    """Letters and F10 come at once, as from a slow line: the key does not overtake them."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press("t")
        await settled(pilot)
        for letter in "nghi":
            seen.app.post_message(events.Key(letter, letter))
        seen.app.post_message(events.Key("f10", None))
        await settled(pilot)
        [notice] = feed.commands[before:]
        assert isinstance(notice, c.SendNotice)
        assert notice.text == "nghi"


async def test_what_the_host_did_himself_is_no_surprise() -> None:
    """The row that was given the floor left the list: naming its speaker is not refused."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)
        await pilot.press("g")
        await settled(pilot)
        seen.passes(0.6)
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(seen.app.screen, FormScreen), said(seen)


async def test_row_by_row_is_as_quick_as_the_hand() -> None:
    """Short-listed, down, short-listed, up, and back: each at once; a key held down stays one."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        for key in ("down", "asterisk", "down", "asterisk", "up", "asterisk"):
            await pilot.press(key)
            await settled(pilot)
            seen.passes(0.2)
        assert types(feed, before) == ["ShortList"] * 3
        for _ in range(30):
            await pilot.press("asterisk")
            await settled(pilot)
            seen.passes(0.05)
        assert types(feed, before) == ["ShortList"] * 3


async def test_check_ins_row_by_row() -> None:
    """The same on the board."""
    feed = meeting_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        seen.app.places.go("board", feed.meeting.roster.points[5].id)
        await settled(pilot)
        before = len(feed.commands)
        for _ in range(4):
            await pilot.press("c")
            await settled(pilot)
            seen.passes(0.2)
            await pilot.press("down")
            await settled(pilot)
            seen.passes(0.2)
        assert len(feed.commands) - before == 4


async def test_an_answer_of_a_log_that_is_gone_is_not_waited_for() -> None:
    """Neither for ever, nor is another log's record told as what was done."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked: list[int] = []
        seen.app.set_timer = lambda _delay, again, **_more: asked.append(again.args[-1])  # type: ignore[assignment, method-assign]
        seen.app.sending.done(feed.meeting.n + 1, c.OpenMeeting(), seen.app.desk.log, 0)
        seen.app.sending.done(feed.meeting.n, c.OpenMeeting(), "another log")
        assert not asked
        seen.app.sending.done(feed.meeting.n + 1, c.OpenMeeting(), seen.app.desk.log, 2)
        assert asked == [1]


async def test_a_row_is_marked_on_the_main_screen_whatever_lies_over_it() -> None:
    """From the board over the events: both close, and the board keeps its filters."""
    feed = discussion()
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(seen.app.screen, BoardScreen)
        filters = seen.app.screen.filters
        seen.app.places.go("mark", "r1")
        await settled(pilot)
        assert main_screen(seen).rows("queue").selected == "turn:r1"
        assert seen.app.places._filters == filters


async def test_a_draft_that_was_looked_at_again_goes_when_it_is_recorded() -> None:
    """An unanswered form is opened again and left: the log has it, so nothing is kept to be sent twice."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        seen.app.places.go("board", point)
        await settled(pilot)
        feed.answering = False
        await pilot.press("v")
        await settled(pilot)
        await pilot.press("m", "u", "a", "enter")
        await settled(pilot)
        seen.passes(2)
        await pilot.press("v")
        await settled(pilot)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(seen.app.screen, BoardScreen)
        [pending] = seen.app.desk.pending
        feed.says(Author("host"), c.CheckIn(point, "absent_with_leave", "phone", reason="mua"), ident=pending.ident)
        await settled(pilot)
        assert not seen.app.drafts


async def test_a_speaker_named_meanwhile_is_not_overwritten_unseen() -> None:
    """The form is asked again with the name that came; what was typed stands in it."""
    feed = discussion()
    feed.host(c.GiveFloor("r1", ""))
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press("v")
        await settled(pilot)
        feed.host(c.NameSpeaker("r1", Speaker("Người Khác", "Phó Chủ tịch")))
        await settled(pilot)
        await pilot.press("tab", "X", "f10")
        await settled(pilot)
        assert "NameSpeaker" not in types(feed, before + 1)
        assert isinstance(seen.app.screen, FormScreen)
        assert "Người Khác" in seen.app.screen.form.about


async def test_a_second_end_ends_nobody_who_is_not_marked() -> None:
    """A leader cut in and has ended: who was interrupted is marked by the next press, and ended by the one after."""
    feed = discussion()
    feed.host(c.GiveFloor("r1", ""))
    agency = feed.meeting.agenda.agencies[0]
    feed.host(c.CutIn(agency.point, agency.id, over="r1"))
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await settled(pilot)
        before = len(feed.commands)
        for number in (1, 1, 2):
            await pilot.press("e")
            await settled(pilot)
            seen.passes(1.2)
            assert types(feed, before) == ["EndTurn"] * number
        assert feed.commands[-1] == c.EndTurn("r1")


async def test_what_fails_before_it_is_sent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the words about it, for one."""
    feed = discussion()
    feed.host(c.GiveFloor("r1", ""))
    seen = Seen(feed)
    async with seen.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        real = seen.app.called

        def broken(action: object, scene: object, form: str = "") -> str:
            if form:
                return real(action, scene, form)  # type: ignore[arg-type]
            raise RuntimeError

        monkeypatch.setattr(seen.app, "called", broken)
        await pilot.press("e")
        await settled(pilot)
        assert not types(feed, before)
        assert "lỗi" in said(seen)


async def test_of_two_things_done_at_once_the_last_stands_and_warnings_once() -> None:
    """What was done gives way to what is done next; a refusal stays, once."""
    seen = Seen(discussion())
    async with seen.app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        seen.app.toasts.done("A")
        await settled(pilot)
        seen.app.toasts.say("W", "warning")
        seen.app.toasts.done("B")
        seen.app.toasts.done("C")
        await settled(pilot)
        assert sorted(toast.message for toast in seen.app._notifications) == ["C", "W"]
