"""What a key, a letter or a click brings about may fail: the screen goes on, says so, and keeps what was typed."""

from typing import Any

import pytest
from textual.widgets import Input

from bridge_server.meeting import commands as c
from console.actions.every import actions
from console.feed import DiskNews
from console.forms import Find, Form, Pick, Text
from console.process import FAULTS
from console.screens.board import BoardScreen
from console.screens.events import EventsScreen
from console.screens.finder import FinderScreen
from console.screens.form import FormScreen
from console.screens.main import MainScreen
from console.widgets.chips import ChipRows

from .kit import Seen, meeting_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that moves by itself; faults are expected here."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(FAULTS, "disabled", True)


def broken(*_: Any, **__: Any) -> Any:
    """What nothing should do."""
    raise ZeroDivisionError("of ours")


def toasts(seen: Seen) -> list[str]:
    """Everything that a toast says now."""
    return [toast.message for toast in seen.app._notifications]


async def test_a_search_that_fails_lists_nothing_and_says_so() -> None:
    """Letters can be typed on, the finder be left."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        seen.app.follow(Find("Tìm", broken, broken), actions()["look-up"])
        await settled(pilot)
        await pilot.press("a", "b", "enter")
        await settled(pilot)
        assert isinstance(seen.app.screen, FinderScreen)
        assert seen.app.screen.query_one(Input).value == "ab"
        assert len([text for text in toasts(seen) if "Thao tác gặp lỗi" in text]) == 1
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(seen.app.screen, MainScreen)
        assert seen.app._exception is None


async def test_a_form_that_fails_keeps_what_was_typed() -> None:
    """It stays open, and says that nothing was sent; a field whose search fails lists nothing."""
    seen = Seen(papers_feed())
    fields = (Text("text", "Nội dung"), Pick("point", "Điểm cầu", broken, required=False))
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        seen.app.follow(Form("Ghi", fields, broken, "Ghi"), actions()["note"])
        await settled(pilot)
        await pilot.press("a", "b", "tab", "tab", "f10")
        await settled(pilot)
        form = seen.app.screen
        assert isinstance(form, FormScreen)
        assert form.query_one(Input).value == "ab"
        assert "nội dung đã nhập vẫn còn" in " ".join(seen.text().split())
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(seen.app.screen, MainScreen)
        assert seen.app.drafts == {"Ghi": {"text": "ab"}}
        assert seen.app._exception is None


@pytest.mark.parametrize("what", ["letters", "chip", "row"])
async def test_the_board_goes_on_whatever_of_it_fails(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A letter in its search, a click on a chip, another row."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        board = seen.app.screen
        assert isinstance(board, BoardScreen)
        with monkeypatch.context() as patch:
            match what:
                case "letters":
                    patch.setattr("console.screens.board.named_like", broken)
                    await pilot.press("slash", "a", "b")
                case "chip":
                    patch.setattr(board, "look_at", broken)
                    board.post_message(ChipRows.Clicked(":state lost"))
                case "row":
                    patch.setattr("console.screens.board.stands", broken)
                    await pilot.press("down", "down")
            await settled(pilot)
            assert any("Thao tác gặp lỗi" in text for text in toasts(seen))
        assert seen.app._exception is None
        await pilot.press("escape")
        await settled(pilot)
        seen.passes(5)
        seen.app.mark()
        await settled(pilot)
        assert seen.app.is_running


async def test_what_was_done_takes_no_refusal_away() -> None:
    """Toasts of what was done give way to one another; what went wrong stays to be read, and is not said twice."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for _ in range(3):
            seen.app.toast("Chưa được.", "warning")
        await pilot.press("plus")
        await settled(pilot)
        assert len(toasts(seen)) == 2
        seen.passes(3)
        await pilot.press("plus")
        await settled(pilot)
        assert toasts(seen).count("Chưa được.") == 1
        assert len(toasts(seen)) == 2
        assert [text for text in toasts(seen) if text.endswith("u: hoàn tác")]


async def test_a_check_in_by_key_says_how_it_is_taken_back() -> None:
    """And a fault as well; a call has no way back, and names none."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        seen.app.places.go("board", point)
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert toasts(seen)[-1].endswith("x: Hủy điểm danh")
        seen.passes(2)
        await pilot.press("l")
        await settled(pilot)
        assert "\n" not in toasts(seen)[-1]
        seen.passes(2)
        await pilot.press("f", "f10")
        await settled(pilot)
        assert [command.type for command in feed.commands] == ["CheckIn", "RecordCall", "ReportFault"]
        assert toasts(seen)[-1].endswith("F: Đã khắc phục sự cố")


async def test_sentences_name_the_keys_in_force() -> None:
    """Those of the configuration; where an action has none, the way through the list of all actions."""
    feed = papers_feed()
    seen = Seen(feed, keys={"undo": "ctrl+z", "next": "f8", "call": ""}, glyphs="ascii")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("plus")
        await settled(pilot)
        assert toasts(seen)[-1].endswith("Ctrl+Z: hoàn tác")
        scene = seen.app.scene()
        assert scene is not None
        assert "bấm F8 để" in scene.say("action.why-phase-adjourned")
        assert "Ctrl+P “Mời đích danh”" in scene.say("action.why-nobody-waits")
        for key in ("slash", "c"):
            await pilot.press(key)
            await settled(pilot)
            assert not set("↑↓←→↵") & set(seen.text()), seen.text()
            await pilot.press("escape")
            await settled(pilot)
        for key in ("f1", "ctrl+q", "t"):
            await pilot.press(key)
            await settled(pilot)
            assert not set("↑↓←→↵") & set(seen.text()), seen.text()
            await pilot.press("escape")
            await settled(pilot)


async def test_the_board_opens_over_the_events_and_is_left_back_to_them() -> None:
    """From the board the events open over it, and its key goes back."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for key, screen in (
            ("f4", EventsScreen), ("f2", BoardScreen), ("escape", EventsScreen), ("escape", MainScreen),
            ("f2", BoardScreen), ("f4", EventsScreen), ("f2", BoardScreen), ("escape", MainScreen),
        ):  # fmt: skip
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(seen.app.screen, screen), (key, seen.app.screen)
        assert len(seen.app.screen_stack) == 2
        await pilot.press("f4")
        await settled(pilot)
        assert "Bảng ĐD" in seen.text()


async def test_on_a_full_disk_only_what_ends_something_is_on() -> None:
    """The hub keeps nothing else, and the screen says why."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        feed.tell(DiskNews("full", ()))
        before = len(feed.commands)
        await pilot.press("plus")
        await settled(pilot)
        assert len(feed.commands) == before
        assert any("Ổ đĩa của máy chủ đã đầy" in text for text in toasts(seen))
        await pilot.press("e")
        await settled(pilot)
        assert [command.type for command in feed.commands[before:]] == ["EndTurn"]
        feed.tell(DiskNews("open", ()))
        feed.host(c.GiveFloor(feed.meeting.items["5"].slots[3]))
        await pilot.press("plus")
        await settled(pilot)
        assert len(feed.commands) == before + 3
