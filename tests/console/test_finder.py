"""The finder: letters, rows, one of them taken; nothing is ever guessed."""

import pytest
from textual import events
from textual.widgets import Input

from benchmarks.meetings import real_meeting
from console.forms import Find, Found
from console.lines import plain, width_of
from console.roll import Roll
from console.scene import Scene
from console.screens.finder import FinderScreen
from console.search import found, points_index
from console.widgets.choices import FoundList, found_line

from .dialogues import HOSTILE, NOTHING, SIZES, Stage, screen_text, told, types

pytestmark = pytest.mark.asyncio


def finder(query: str = "") -> FinderScreen:
    """Over the points of the real meeting."""
    meeting = real_meeting()
    scene = Scene("vi", meeting, Roll(meeting), meeting.starts_at)
    index = points_index(meeting)
    find = Find("Tìm điểm cầu", lambda typed: found(scene, index.search(typed)), lambda _: None, about="Chọn một điểm.")
    return FinderScreen(find, "vi", query)


@pytest.mark.parametrize("size", SIZES)
async def test_four_letters_and_enter(size: tuple[int, int]) -> None:
    """The first row is selected already, and the list says how many fit."""
    app = Stage(finder())
    async with app.run_test(size=size) as pilot:
        await types(pilot, "trdo")
        await pilot.pause()
        assert "4 kết quả" in told(app.dialogue)
        assert "Huyện Nam Trà My · 20938" in told(app.dialogue)
        await pilot.press("enter")
        await pilot.pause()
    assert isinstance(app.came, Found)
    assert plain(app.came.name) == "Xã Trà Đông"


async def test_arrows_move_the_row_while_the_hand_types_on() -> None:
    """Down, page down and back; the focus stays where letters go."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "trd")
        await pilot.press("down", "down", "up", "pagedown", "pageup", "down")
        await types(pilot, "o")
        rows = app.dialogue.query_one(FoundList)
        assert app.focused is app.dialogue.query_one(Input)
        assert rows.selected == "1"
        await pilot.press("down", "down", "enter")
        await pilot.pause()
    assert isinstance(app.came, Found)
    assert app.came.id == "20938"


async def test_the_selected_row_can_be_told() -> None:
    """By a mark, and by its ground."""
    app = Stage(finder("trdo"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        rows = app.dialogue.query_one(FoundList)
        strips = [rows.render_line(number) for number in range(3)]
        assert [strip.text[0] for strip in strips] == [" ", ">", " "]
        grounds = [segment.style.bgcolor for strip in strips for segment in list(strip)[:1] if segment.style]
        assert grounds[0] == grounds[2] != grounds[1]


async def test_digits_are_letters_of_the_query() -> None:
    """A code is typed, not a row chosen."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "20956")
        assert app.came is NOTHING
        await pilot.press("enter")
        await pilot.pause()
    assert isinstance(app.came, Found)
    assert app.came.id == "20956"


async def test_where_nothing_fits_enter_takes_nothing_and_says_so() -> None:
    """The screen stays, with what was typed."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "qzx")
        assert "Không tìm thấy: qzx" in told(app.dialogue)
        await pilot.press("enter")
        await pilot.pause()
        assert app.came is NOTHING
        assert "Chưa có dòng nào" in told(app.dialogue)
        assert app.dialogue.query_one(Input).value == "qzx"


async def test_nothing_typed_lists_what_the_search_has() -> None:
    """Escape leaves with nothing."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "50 dòng đầu" in told(app.dialogue)
        assert "Điểm cầu trực tuyến tỉnh" in told(app.dialogue)
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert app.came is None


async def test_a_click_chooses() -> None:
    """The row that was hit."""
    app = Stage(finder("trdo"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(FoundList, offset=(4, 3))
        await pilot.pause()
    assert isinstance(app.came, Found)
    assert app.came.id == "20956"


async def test_a_vietnamese_keyboard_takes_letters_back() -> None:
    """Telex sends a letter, a backspace, and the letter with its accent; double presses of Enter choose once."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "r", "a", "backspace", "à", "space", "d", "o", "backspace", "ơ", "n")
        assert app.dialogue.query_one(Input).value == "trà dơn"
        await pilot.press("enter", "enter")
        await pilot.pause()
    assert isinstance(app.came, Found)
    assert app.came.id == "20938"


async def test_hostile_text_is_text() -> None:
    """In the title, the hint, names, details and in what is pasted."""
    one = Found("x", ((HOSTILE, ""),), ((HOSTILE, "dim"),))
    app = Stage(FinderScreen(Find(HOSTILE, lambda typed: [one] if not typed else [], lambda _: None, HOSTILE, HOSTILE), "vi"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert screen_text(app).count("[@click=app.quit]") >= 3
        assert "\x1b" not in screen_text(app)
        app.dialogue.query_one(Input).post_message(events.Paste("a\x1b[31m\nb[/"))
        await pilot.pause()
        assert app.dialogue.query_one(Input).value == "a\ufffd[31m b[/"
        assert "Không tìm thấy: a" in told(app.dialogue)
        assert app.is_running


async def test_the_cursor_stands_still() -> None:
    """An idle screen costs nothing."""
    app = Stage(finder())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.dialogue.query_one(Input).cursor_blink


@pytest.mark.parametrize("width", [10, 24, 40, 76, 120])
async def test_a_row_has_its_width_and_cuts_the_name_last(width: int) -> None:
    """What tells it from others gives way first."""
    line = found_line(Found("1", (("Xã Trà Dơn", ""),), (("Huyện Nam Trà My · 20938", "dim"),)), width)
    assert width_of(line) == width
    assert width < 14 or "Xã Trà Dơn" in plain(line)
