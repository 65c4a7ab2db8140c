"""The confirmation: the way out stands ready, and only a yes that was meant is one."""

import pytest
from textual.widgets import Input

from console.forms import Confirm
from console.screens.confirm import ConfirmScreen
from console.widgets.answers import Answer

from .dialogues import HOSTILE, NOTHING, SIZES, Stage, screen_text, told, types

pytestmark = pytest.mark.asyncio


class Clock:
    """Seconds that stand until they are moved."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def asked(word: str = "", trigger: str = "e") -> tuple[Stage, Clock]:
    """A question, and its clock; tests move it past the hold once the screen stands."""
    clock = Clock()
    confirm = Confirm("Kết thúc cuộc họp?", ("Còn 4 nội dung chưa làm.", "Không lùi lại được."), "Kết thúc", lambda: None, word)
    return Stage(ConfirmScreen(confirm, "vi", trigger, now=clock)), clock


@pytest.mark.parametrize("size", SIZES)
async def test_enter_at_once_is_no(size: tuple[int, int]) -> None:
    """Cancel has the focus; everything that is asked can be read."""
    app, clock = asked()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for text in ("Kết thúc cuộc họp?", "Còn 4 nội dung chưa làm.", "Không lùi lại được.", "Không (Esc)", "[ Không"):
            assert text in told(app.dialogue)
        clock.seconds += 1
        await pilot.press("enter")
        await pilot.pause()
    assert app.came is False


@pytest.mark.parametrize("way", ["tab", "right", "down", "left"])
async def test_yes_needs_a_step_and_enter(way: str) -> None:
    """Tab or an arrow."""
    app, clock = asked()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        clock.seconds += 1
        await pilot.press(way, "enter", "enter")
        await pilot.pause()
    assert app.came is True


async def test_keys_that_come_too_soon_are_not_meant() -> None:
    """Neither moves nor answers nor escape count within the first moment."""
    app, clock = asked()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        clock.seconds += 0.29
        await pilot.press("tab", "enter", "right", "space", "escape")
        await pilot.pause()
        assert app.came is NOTHING
        assert app.focused is app.dialogue.query_one("#no", Answer)
        clock.seconds += 0.02
        await pilot.press("escape")
        await pilot.pause()
    assert app.came is False


async def test_the_key_that_asked_never_says_yes() -> None:
    """Not even on the yes; where it is Enter, Space does."""
    app, clock = asked(trigger="enter,e")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        clock.seconds += 1
        await pilot.press("tab", "enter", "e", "ê", "enter")
        await pilot.pause()
        assert app.came is NOTHING
        assert "phím Cách làm" in told(app.dialogue)
        await pilot.press("space")
        await pilot.pause()
    assert app.came is True


@pytest.mark.parametrize("typed", ["ket thuc", "KẾT THÚC", "Kết  thúc "])
async def test_a_word_is_a_yes(typed: str) -> None:
    """Accents and case do not matter."""
    app, clock = asked("KẾT THÚC")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.dialogue.query_one("#yes", Answer).disabled
        clock.seconds += 1
        await types(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()
    assert app.came is True


async def test_another_word_is_none() -> None:
    """It says so, and stays; the yes cannot be reached."""
    app, clock = asked("KẾT THÚC")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "eee")
        assert app.dialogue.query_one(Input).value == ""
        clock.seconds += 1
        await types(pilot, "ket thu")
        await pilot.press("enter")
        await pilot.pause()
        assert app.came is NOTHING
        assert "Chưa đúng chữ KẾT THÚC" in told(app.dialogue)
        await pilot.press("tab", "tab", "tab")
        assert app.focused is not app.dialogue.query_one("#yes")
        await pilot.click("#yes")
        await pilot.pause()
        assert app.came is NOTHING
        await pilot.press("escape")
        await pilot.pause()
    assert app.came is False


@pytest.mark.parametrize(("answer", "came"), [("#yes", True), ("#no", False)])
async def test_a_click_answers(answer: str, came: bool) -> None:
    """It is aimed, so it counts."""
    app, clock = asked()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        clock.seconds += 1
        await pilot.click(answer)
        await pilot.pause()
    assert app.came is came


async def test_hostile_text_is_text() -> None:
    """In the title, the sentences, the yes and the word; a long text leaves room for the answers."""
    confirm = Confirm(HOSTILE, (HOSTILE, "dài " * 400), HOSTILE, lambda: None, HOSTILE)
    app = Stage(ConfirmScreen(confirm, "vi"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen_text(app).count("[@click=app.quit]") >= 3
        assert app.is_running
        assert app.dialogue.query_one("#no").region.bottom <= 24
