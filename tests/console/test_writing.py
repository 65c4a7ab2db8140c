"""The secretary writes: one line for a conclusion or a note, understood as it is typed, kept until it came about."""

import pytest

from bridge_server.meeting import HOST
from bridge_server.meeting import commands as c
from console.feed import Answer, No
from console.screens.writing import LineScreen

from .kit import Seen, meeting_feed, settled
from .writing_kit import made, secretary, toasts, types

pytestmark = pytest.mark.asyncio


async def test_a_conclusion_is_one_line() -> None:
    """As it is understood it stands below; Enter saves it, tied to what runs."""
    feed = secretary()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("k")
        line = "giao so noi vu ra soat 3 ho chua; phoi hop so tc, nam tra my; truoc 15/6"
        await pilot.press(*({" ": "space"}.get(letter, letter) for letter in line))
        await settled(pilot)
        text = seen.text()
        for part in ("ra soat 3 ho chua", "Sở Nội vụ", "Sở Tài chính, huyện Nam Trà My", "trước ngày 15/6/2024", "nội dung 5"):
            assert part in text, part
        await pilot.press("enter")
        await settled(pilot)
        (event,) = made(feed, before)
        assert event == {
            "type": "ConclusionAdded", "conclusion": "k1", "text": "ra soat 3 ho chua", "lead": "so-nv",
            "coordinating": ["so-tc", "huyện Nam Trà My"], "deadline": {"date": "2024-06-15", "words": "trước ngày 15/6/2024"},
            "draft": False, "item": "5", "turn": feed.meeting.speaking,
        }  # fmt: skip
        assert seen.app.screen is seen.app.main_screen
        assert any("ra soat 3 ho chua" in line for line in seen.panel("written"))


async def test_several_names_are_listed_and_one_is_taken() -> None:
    """Nobody is taken by itself: arrows go through them, Tab takes one; Enter takes what the arrows went to."""
    feed = secretary()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("k")
        await types(pilot, "giao so tai ra soat")
        assert "Chọn cho “so tai”" in seen.text()
        await pilot.press("down", "tab")
        await settled(pilot)
        line = seen.app.screen
        assert isinstance(line, LineScreen)
        assert line.line == "giao Sở Tài nguyên và Môi trường ra soat"
        await types(pilot, "; phoi hop tra don")
        await pilot.press("down", "down", "up", "down", "enter")
        await settled(pilot)
        assert line.line.endswith("phoi hop xã Trà Don (huyện Nam Trà My) ")
        await pilot.press("enter")
        await settled(pilot)
        (event,) = made(feed, before)
        assert (event["lead"], event["coordinating"]) == ("so-tnmt", ["xã Trà Don (huyện Nam Trà My)"])


async def test_a_name_half_typed_is_completed() -> None:
    """By its beginning; agencies first where it begins like one. A click does the same."""
    seen = Seen(secretary())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("k")
        await types(pilot, "giao so thong t")
        assert ">Sở Thông tin và Truyền thông" in seen.text()
        await pilot.press("tab")
        await types(pilot, "báo cáo")
        line = seen.app.screen
        assert isinstance(line, LineScreen)
        assert line.line == "giao Sở Thông tin và Truyền thông báo cáo"
        await pilot.press("tab")  # nothing to take
        assert line.line == "giao Sở Thông tin và Truyền thông báo cáo"


async def test_what_is_unsure_is_said_once_and_saved_as_written() -> None:
    """A name that fits several, a day that is none: Enter tells, Enter again saves the very words."""
    feed = secretary()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("k")
        await types(pilot, "giao so tai ra soat; truoc 31/6")
        await pilot.press("enter")
        await settled(pilot)
        assert made(feed, before) == []
        assert "Enter lần nữa" in seen.text()
        await pilot.press("enter")
        await settled(pilot)
        (event,) = made(feed, before)
        assert (event["lead"], event["text"], event["deadline"]) == ("so tai", "ra soat; truoc 31/6", {"date": "", "words": ""})


@pytest.mark.parametrize(
    ("line", "told"), [("", "Chưa có nội dung"), ("phối hợp Sở Y tế", "Chưa có nội dung"), ("a" * 4001, "4000")]
)
async def test_what_says_nothing_is_not_saved(line: str, told: str) -> None:
    """And the line stays open."""
    feed = secretary()
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("k")
        await settled(pilot)
        screen = seen.app.screen
        assert isinstance(screen, LineScreen)
        screen.query_one("Letters").value = line  # type: ignore[attr-defined]
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert told in seen.text()
        assert made(feed, before) == []


async def test_before_the_opening_a_conclusion_is_a_draft() -> None:
    """It can be nothing else; once open the switch makes one."""
    feed = secretary(meeting_feed())
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("k", "f7")
        await types(pilot, "viec mot")
        assert "dự thảo" in seen.text()
        await pilot.press("enter")
        await settled(pilot)
        feed.says(HOST, c.OpenMeeting())
        await settled(pilot)
        await pilot.press("k", "f7")
        await types(pilot, "viec hai")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("k")
        await types(pilot, "viec ba")
        await pilot.press("enter")
        await settled(pilot)
        drafts = [event["draft"] for event in made(feed, before) if event["type"] == "ConclusionAdded"]
        assert drafts == [True, True, False]


@pytest.mark.parametrize(
    ("keys", "tie"), [((), ("5", "5a3")), (("f6",), ("5", "")), (("f6", "f6"), ("", "")), (("f6", "f6", "f6"), ("5", "5a3"))]
)
async def test_a_note_is_tied_to_what_is_said_and_can_be_loosened(keys: tuple[str, ...], tie: tuple[str, str]) -> None:
    """To what was said when it was begun: by the end of typing somebody else speaks."""
    feed = secretary()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pilot.press("w")
        await settled(pilot)
        assert "UBND huyện Đại Lộc" in seen.text()
        await pilot.press(*keys)
        feed.host(c.EndTurn(feed.meeting.speaking))
        await types(pilot, r"mot\nhai")
        await pilot.press("enter")
        await settled(pilot)
        event = made(feed, before)[-1]
        assert (event["type"], event["text"], event["item"], event["turn"]) == ("NoteAdded", "mot\nhai", *tie)


async def test_what_was_typed_is_kept_when_it_is_refused() -> None:
    """The refusal's own sentence, and the line again with everything in it; once it came about it is gone."""
    feed = secretary()
    seen = Seen(feed)

    async def refused(_command: c.Command) -> Answer:
        return No("frozen", "Ổ đĩa của máy chủ bị lỗi.")

    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        takes = feed.send
        feed.send = refused  # type: ignore[method-assign,assignment]
        await pilot.press("k")
        await types(pilot, "viec lon")
        await pilot.press("enter")
        await settled(pilot)
        assert "Ổ đĩa của máy chủ bị lỗi." in toasts(seen)
        assert "được giữ lại" in toasts(seen)
        feed.send = takes  # type: ignore[method-assign]
        await pilot.press("k")
        await settled(pilot)
        line = seen.app.screen
        assert isinstance(line, LineScreen)
        assert line.line == "viec lon"
        await pilot.press("enter")
        await settled(pilot)
        assert feed.meeting.conclusions["k1"].text == "viec lon"
        await pilot.press("k")
        await settled(pilot)
        again = seen.app.screen
        assert isinstance(again, LineScreen)
        assert again.line == ""


async def test_leaving_keeps_the_line_for_the_next_time() -> None:
    """The first Esc says so."""
    seen = Seen(secretary())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await types(pilot, "do dang")
        await pilot.press("escape")
        await settled(pilot)
        assert "Bấm Esc lần nữa" in seen.text()
        await pilot.press("escape")
        await settled(pilot)
        assert seen.app.screen is seen.app.main_screen
        await pilot.press("w")
        await settled(pilot)
        assert "do dang" in seen.text()
