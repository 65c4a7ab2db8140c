"""Forms: every kind of field, few keys, and nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from benchmarks.meetings import real_meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE
from console.forms import Check, Choice, Effect, Field, Form, Found, Moment, Number, Pick, Text, Values, Wrong
from console.screens.form import Drafts, FormScreen
from console.search import points_index
from console.widgets.choices import FoundList, Offers, Options
from console.widgets.fields import FieldBox

from .dialogues import HOSTILE, NOTHING, SIZES, Stage, screen_text, told, types

pytestmark = pytest.mark.asyncio
MEETING = real_meeting()
DAY = MEETING.starts_at
OFFERS = ("Đề nghị kiểm tra âm thanh.", "Hội nghị nghỉ giải lao.", "Đề nghị tắt micro.")
CALLED = Choice("outcome", "Kết quả gọi", (("answered", "đã gọi được"), ("none", "không nghe máy"), ("later", "hẹn gọi lại")))


def points(query: str) -> list[Found]:
    """The points of the real meeting."""
    return [
        Found(hit.id, hit.name(), tuple((text, "dim") for text in hit.entry.parents[:1]))
        for hit in points_index(MEETING).search(query)
    ]


class Asked:
    """A form of these fields; `values` is what it was built of."""

    def __init__(
        self, *fields: Field, wrong: Callable[[Values], Wrong | None] = lambda _: None, drafts: Drafts | None = None
    ) -> None:
        self.values: dict[str, Any] = {}
        self.wrong = wrong
        self.app = Stage(FormScreen(Form("Ghi việc", fields, self.build, "Ghi", "Một câu nói rõ."), "vi", drafts))

    def build(self, values: Values) -> Effect | Wrong:
        """A command, unless it is refused."""
        self.values = dict(values)
        return self.wrong(values) or c.OpenMeeting()

    @property
    def sent(self) -> bool:
        """Whether the screen gave the command."""
        return isinstance(self.app.came, c.OpenMeeting)

    @property
    def said(self) -> str:
        """Everything on the screen."""
        return told(self.app.dialogue)


@pytest.mark.parametrize("size", SIZES)
async def test_one_choice_and_enter(size: tuple[int, int]) -> None:
    """One key for what stands ready."""
    asked = Asked(CALLED)
    async with asked.app.run_test(size=size) as pilot:
        await pilot.pause()
        for text in ("Ghi việc", "Một câu nói rõ.", "Kết quả gọi", "1 đã gọi được", "3 hẹn gọi lại", "Ghi (F10)"):
            assert text in asked.said
        await pilot.press("enter")
        await pilot.pause()
    assert asked.sent
    assert asked.values == {"outcome": "answered"}


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["2"], "none"),
        (["9"], "answered"),
        (["down"], "none"),
        (["right", "right"], "later"),
        (["space", "space", "space"], "answered"),
        (["left"], "later"),
        (["down", "down", "up"], "none"),
    ],
)
async def test_a_choice_is_made_by_digit_arrow_or_space(keys: list[str], value: str) -> None:
    """Then Enter."""
    asked = Asked(CALLED)
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "enter")
        await pilot.pause()
    assert asked.values == {"outcome": value}


async def test_a_click_makes_a_choice_and_another_submits() -> None:
    """The mouse alone will do."""
    asked = Asked(CALLED, Check("urgent", "Khẩn"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first, second = asked.app.dialogue.query(Options)
        await pilot.click(first, offset=(26, 0))
        await pilot.click(second, offset=(4, 0))
        await pilot.click("#submit")
        await pilot.pause()
    assert asked.sent
    assert asked.values == {"outcome": "none", "urgent": True}


async def test_the_first_offer_stands_ready() -> None:
    """A required text with offers: Enter takes the first."""
    asked = Asked(Text("text", "Nội dung", offers=OFFERS, required=True))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Enter lấy câu này" in asked.said
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"text": OFFERS[0]}


@pytest.mark.parametrize("keys", [["alt+2", "enter"], ["down", "down", "enter"]])
async def test_another_offer_is_taken(keys: list[str]) -> None:
    """By Alt and its number, or by arrows."""
    asked = Asked(Text("text", "Nội dung", offers=OFFERS, required=True))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    assert asked.values == {"text": OFFERS[1]}


async def test_an_offer_can_be_changed_before_it_is_sent() -> None:
    """A click fills it in; arrows leave the list upwards; more is typed."""
    asked = Asked(Text("text", "Nội dung", offers=OFFERS))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(Offers, offset=(5, 2))
        await pilot.pause()
        assert asked.app.came is NOTHING
        await pilot.press("down", "up")
        assert asked.app.focused is asked.app.dialogue.query_one(Input)
        await types(pilot, " Cảm ơn.")
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"text": "Đề nghị tắt micro. Cảm ơn."}


async def test_enter_goes_on_and_in_the_last_line_it_is_done() -> None:
    """Once something was changed; Tab and arrows move too."""
    asked = Asked(Text("name", "Họ tên"), CALLED, Number("total", "Số người"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Ông A")
        await pilot.press("enter", "2", "enter", "1", "2", "up", "up", "down", "tab", "shift+tab", "down")
        assert asked.app.came is NOTHING
        assert asked.app.focused is asked.app.dialogue.query(Input).last()
        await pilot.press("enter")
        await pilot.pause()
    assert asked.sent
    assert asked.values == {"name": "Ông A", "outcome": "none", "total": 12}


async def test_what_stands_ready_untouched_is_sent_at_once() -> None:
    """However many fields there are, none of them required."""
    asked = Asked(CALLED, Text("name", "Họ tên"), Check("leader", "Có lãnh đạo", True), Number("total", "Số người", 3))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"outcome": "answered", "name": "", "leader": True, "total": 3}


async def test_tab_goes_around_fields_and_answers() -> None:
    """Both ways; rows of offers are reached with arrows only."""
    asked = Asked(Text("a", "A", offers=OFFERS), Text("b", "B"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        seen = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab"):
            await pilot.press(key)
            seen.append(asked.app.focused)
        first, second = asked.app.dialogue.query(Input)
        submit, leave = asked.app.dialogue.query_one("#submit"), asked.app.dialogue.query_one("#leave")
        assert seen == [second, submit, leave, first, leave, submit, second]
        await pilot.press("down", "enter")
        await pilot.pause()
    assert asked.sent


@pytest.mark.parametrize("key", ["f10", "ctrl+s", "ctrl+enter"])
async def test_prose_has_lines_and_is_sent_from_anywhere(key: str) -> None:
    """Enter is a new line there."""
    asked = Asked(Text("text", "Nội dung", required=True, lines=3, limit=500), Moment("due", "Hạn", DAY, None, required=False))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "một")
        await pilot.press("enter")
        await types(pilot, "hai")
        await pilot.press(key)
        await pilot.pause()
    assert asked.values == {"text": "một\nhai", "due": None}


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["f10"], OFFERS[0]),
        (["alt+3", "f10"], OFFERS[2]),
        (["down", "down", "enter", "enter", "x", "f10"], f"{OFFERS[1]}\nx"),
        (["a", "up", "down", "down", "up", "b", "f10"], "ab"),
    ],
)
async def test_prose_has_offers_too(keys: list[str], text: str) -> None:
    """Arrows go past its lines into them, and back."""
    asked = Asked(Text("text", "Nội dung", offers=OFFERS, required=True, lines=3, limit=1000))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "F10 lấy câu này" in asked.said
        await pilot.press(*keys)
        await pilot.pause()
    assert asked.values == {"text": text}


async def test_arrows_go_through_prose_to_the_next_field() -> None:
    """Down from the last line, up from the first."""
    asked = Asked(Text("a", "A"), Text("b", "B", lines=2), Text("c", "C"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "x", "enter", "y", "down")
        assert asked.app.focused is asked.app.dialogue.query(Input).last()
        await pilot.press("up", "up", "home", "up")
        await pilot.pause()
        assert asked.app.focused is asked.app.dialogue.query(Input).first()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (Text("x", "Ô", required=True), "  ", "không được để trống"),
        (Text("x", "Ô", limit=4), "năm chữ", "Dài quá 4 ký tự, thừa 3"),
        (Number("x", "Ô", required=True), "", "không được để trống"),
        (Number("x", "Ô"), "mười", "số nguyên"),
        (Number("x", "Ô", least=1, most=60), "61", "từ 1 đến 60"),
        (Moment("x", "Ô", DAY), "", "không được để trống"),
        (Moment("x", "Ô", DAY), "25:00", "Chưa hiểu giờ này"),
        (Moment("x", "Ô", DAY), "#45", "Chưa hiểu giờ này"),
        (Pick("x", "Ô", points), "qzx", "Chưa có dòng nào"),
    ],
)
async def test_a_fault_is_said_at_its_field(field: Field, typed: str, sentence: str) -> None:
    """The form stays, what was typed stays, the hand is there."""
    asked = Asked(CALLED, field)
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        await types(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()
        assert sentence in asked.said
        assert asked.app.came is NOTHING
        box = asked.app.dialogue.query(FieldBox).last()
        assert box.has_focus_within
        assert box.query_one(Input).value == typed


async def test_what_the_form_refuses_is_said_where_it_belongs() -> None:
    """At a field, or for the whole; another try may do."""
    answers = iter((Wrong("name", "Cần họ tên."), Wrong("", "Đã đóng điểm danh."), None))
    asked = Asked(Text("name", "Họ tên"), Number("total", "Số người"), wrong=lambda _: next(answers))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "A")
        await pilot.press("f10")
        await pilot.pause()
        assert "▲ Cần họ tên." in asked.said
        await pilot.press("f10")
        await pilot.pause()
        assert "Đã đóng điểm danh." in asked.said
        await types(pilot, "B")
        assert "Đã đóng điểm danh." not in asked.said
        await pilot.press("f10", "f10")
        await pilot.pause()
    assert asked.sent
    assert asked.values["name"] == "AB"


@pytest.mark.parametrize(
    ("typed", "instant", "shown"),
    [
        ("09:12", DAY + 72 * MINUTE, "09:12, ngày 31/5/2024"),
        ("9h12", DAY + 72 * MINUTE, "09:12, ngày 31/5/2024"),
        ("09:12:30", DAY + 72 * MINUTE + 30_000, "09:12:30, ngày 31/5/2024"),
        ("1/6/2024 08:00", DAY + 24 * 60 * MINUTE, "08:00, ngày 1/6/2024"),
    ],
)
async def test_a_moment_shows_how_it_is_understood(typed: str, instant: int, shown: str) -> None:
    """While it is typed."""
    asked = Asked(Moment("at", "Lúc", DAY))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, typed)
        await pilot.pause()
        assert shown in asked.said
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"at": instant}


@pytest.mark.parametrize("value", [DAY, DAY + 30_000, DAY + 3 * 24 * 60 * MINUTE])
async def test_a_moment_stands_as_it_would_be_typed(value: int) -> None:
    """Whatever the day: what stands ready is read as itself."""
    asked = Asked(Moment("at", "Lúc", DAY, value))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"at": value}


@pytest.mark.parametrize(("typed", "number"), [("10.595", 10_595), ("1 000", 1000), ("7", 7), ("-3", -3), ("", None)])
async def test_numbers_as_people_write_them(typed: str, number: int | None) -> None:
    """Dots and spaces set thousands apart."""
    asked = Asked(Number("total", "Số", least=-10))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"total": number}


async def test_a_point_is_picked_in_place() -> None:
    """Letters, an arrow, Enter; the first rows only."""
    asked = Asked(Pick("point", "Điểm cầu", points), Text("text", "Nội dung"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "tam")
        await pilot.pause()
        assert asked.app.dialogue.query_one(FoundList).count == 6
        for _ in "tam":
            await pilot.press("backspace")
        await types(pilot, "trdo")
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "Đã chọn: Xã Trà Dơn" in asked.said
        await types(pilot, "x")
        await pilot.press("enter")
        await pilot.pause()
    assert asked.values == {"point": "20938", "text": "x"}


async def test_nothing_is_picked_by_itself() -> None:
    """Letters alone are no choice; changing the name of what was chosen takes the choice back."""
    asked = Asked(Pick("point", "Điểm cầu", points, "20938", "Xã Trà Dơn"), Text("text", "Nội dung"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Đã chọn: Xã Trà Dơn" in asked.said
        await pilot.press("backspace", "f10")
        await pilot.pause()
        assert asked.app.came is NOTHING
        assert "Đề nghị chọn một dòng" in asked.said
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Đã chọn" in asked.said


async def test_escape_asks_once_and_what_was_typed_is_offered_again() -> None:
    """The same form, opened later, holds it; sent, it is forgotten."""
    drafts: Drafts = {}
    fields = (Text("name", "Họ tên"), CALLED, Pick("point", "Điểm cầu", points), Text("more", "Thêm", lines=2, limit=99))
    asked = Asked(*fields, drafts=drafts)
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Ông B")
        await pilot.press("enter", "3", "tab")
        await types(pilot, "tra don")
        await pilot.press("enter")
        await types(pilot, "ghi chú")
        await pilot.press("escape")
        await pilot.pause()
        assert "Bấm Esc lần nữa" in asked.said
        assert asked.app.came is NOTHING
        await types(pilot, "!")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert asked.app.came is None
    again = Asked(*fields, drafts=drafts)
    async with again.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "gõ dở lần trước" in again.said
        assert again.app.dialogue.query_one(TextArea).text == "ghi chú!"
        await pilot.press("f10")
        await pilot.pause()
    assert again.values == {"name": "Ông B", "outcome": "later", "point": "20938", "more": "ghi chú!"}
    assert drafts["Ghi việc"]["name"] == "Ông B"  # whoever sends it drops it, once it came about


async def test_escape_leaves_at_once_what_is_untouched() -> None:
    """Nothing would be lost."""
    asked = Asked(CALLED, Text("name", "Họ tên", "sẵn"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "escape")
        await pilot.pause()
    assert asked.app.came is None


async def test_a_vietnamese_keyboard_takes_letters_back() -> None:
    """A burst of Telex: letters, backspaces, letters with accents."""
    asked = Asked(Text("name", "Họ tên"))
    async with asked.app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "N", "g", "u", "backspace", "ư", "backspace", "u", "y", "e", "backspace", "ê", "backspace", "ễ", "n", "enter"
        )
        await pilot.pause()
    assert asked.values == {"name": "Nguyễn"}


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_form_scrolls_and_its_answers_stay_on_the_screen(size: tuple[int, int]) -> None:
    """The field with the hand in it can be seen."""
    fields = [Text(f"t{number}", f"Ô số {number}", offers=OFFERS) for number in range(14)]
    asked = Asked(*fields)
    async with asked.app.run_test(size=size) as pilot:
        await pilot.pause()
        for _ in range(13):
            await pilot.press("tab")
        await pilot.pause()
        last = asked.app.focused
        assert last is not None
        assert last.region.bottom < size[1]
        assert asked.app.dialogue.query_one("#submit").region.bottom <= size[1]
        assert asked.app.dialogue.query_one("#submit").region.y > last.region.y


async def test_hostile_text_is_text() -> None:
    """In titles, labels, hints, options, offers, found names, values and faults."""
    found = [Found("x", ((HOSTILE, "match"),), ((HOSTILE, ""),))]
    fields: tuple[Field, ...] = (
        Text("a", HOSTILE, "", HOSTILE, (HOSTILE,)),
        Text("b", HOSTILE, HOSTILE, HOSTILE, lines=2),
        Choice("c", HOSTILE, (("1", HOSTILE), ("2", HOSTILE))),
        Number("d", HOSTILE, hint=HOSTILE),
        Pick("e", HOSTILE, lambda _: found),
    )
    form = Form(HOSTILE, fields, lambda _: Wrong("a", HOSTILE), HOSTILE, HOSTILE)
    drafts: Drafts = {}
    app = Stage(FormScreen(form, "vi", drafts))
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        await pilot.press("alt+1", "tab", "tab", "tab", "tab", "down", "enter")
        await pilot.pause()
        assert "▲ [@click=app.quit]" in told(app.dialogue)
        assert screen_text(app).count("[@click=app.quit]") >= 8
        assert "\x1b" not in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.is_running
    assert app.came is None
    assert "a" in drafts[HOSTILE]
