"""The help: made of data, in any width, filtered by letters."""

import pytest
from textual.widgets import Input

from console.lines import plain, width_of
from console.screens.help import HelpScreen, Sections, help_lines
from console.widgets.rows import Rows

from .dialogues import HOSTILE, NOTHING, SIZES, Stage, screen_text, told, types

SECTIONS: Sections = (
    (
        "Phát biểu",
        (
            ("enter", "Mời phát biểu", "Mời người đang chọn; ai đang nói thì kết thúc lượt của người ấy trước đã.", ""),
            ("x,delete", "Bỏ qua", "Bỏ qua lượt đang chọn.", "chưa có ai trong hàng đợi"),
        ),
    ),
    ("Chung", (("ctrl+p", "Tìm lệnh", "Gõ tên thao tác.", ""), ("plus", "Thêm 1 phút", "Cho người đang phát biểu.", ""))),
)


@pytest.mark.parametrize("width", [40, 74, 113, 190])
def test_every_action_stands_there_in_any_width(width: int) -> None:
    """Keys, name, help and why not; no line is wider than the screen."""
    lines = help_lines("vi", SECTIONS, width)
    text = " ".join(" ".join(plain(line).split()) for line in lines)
    for part in (
        "Enter ↵ Mời phát biểu",
        "x Del Bỏ qua",
        "lúc này chưa được: chưa có ai trong hàng đợi",
        "Ctrl+P",
        "+ Thêm 1 phút",
    ):
        assert set(part.split()) <= set(text.split())
    assert max(map(width_of, lines)) <= width


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bo qua", ["Bỏ qua"]),
        ("bỏ", ["Bỏ qua"]),
        ("ctrl p", ["Tìm lệnh"]),
        ("+", ["Thêm 1 phút"]),
        ("del", ["Bỏ qua"]),
        ("chung", ["Tìm lệnh", "Thêm 1 phút"]),
        ("zzz", []),
        ("[", []),
    ],
)
def test_letters_filter(query: str, names: list[str]) -> None:
    """By name, key, help or heading, accents or none."""
    text = "\n".join(plain(line) for line in help_lines("vi", SECTIONS, 120, query))
    every = [row[1] for _, rows in SECTIONS for row in rows]
    assert [name for name in every if name in text] == names


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_typing_filters_and_escape_closes(size: tuple[int, int]) -> None:
    """What fits no letters is a sentence."""
    app = Stage(HelpScreen(SECTIONS, "vi"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Mời phát biểu" in told(app.dialogue)
        await types(pilot, "tim lenh")
        await pilot.pause()
        assert "Tìm lệnh" in told(app.dialogue)
        assert "Mời phát biểu" not in told(app.dialogue)
        await types(pilot, "qq")
        await pilot.pause()
        assert "Không có thao tác nào khớp: tim lenhqq" in told(app.dialogue)
        await pilot.press("enter")
        assert app.came is NOTHING
        await pilot.press("escape")
        await pilot.pause()
    assert app.came is None


@pytest.mark.asyncio
async def test_it_scrolls_while_the_hand_stays_in_the_filter() -> None:
    """By line, by page, to both ends."""
    many: Sections = (("Nhiều", tuple(("x", f"Thao tác {number}", "Làm gì đó.", "") for number in range(60))),)
    app = Stage(HelpScreen(many, "vi"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.dialogue.query_one(Rows)
        await pilot.press("down")
        await pilot.pause()
        assert rows.scroll_offset.y == 1
        await pilot.press("pagedown", "ctrl+end")
        await pilot.pause()
        assert rows.scroll_offset.y == rows.count - rows.size.height
        await pilot.press("ctrl+home")
        await pilot.pause()
        assert rows.scroll_offset.y == 0
        assert app.focused is app.dialogue.query_one(Input)


@pytest.mark.asyncio
@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_the_key_that_opened_it_closes_it(key: str) -> None:
    """F1, and a question mark as the first letter."""
    app = Stage(HelpScreen(SECTIONS, "en"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.came is None


@pytest.mark.asyncio
async def test_hostile_text_is_text() -> None:
    """In headings, names, helps and reasons."""
    app = Stage(HelpScreen(((HOSTILE, ((HOSTILE, HOSTILE, HOSTILE, HOSTILE),)),), "vi"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert screen_text(app).count("[@click=app.quit]") >= 3
        await types(pilot, "[/")
        await pilot.pause()
        assert app.is_running
