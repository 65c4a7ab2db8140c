"""The roll-call board on a screen: keys, filters, search, the row under the cursor, and a whole country."""

from typing import Any

import pytest
from textual.widgets import Input

from bridge_server.meeting import commands as c
from console.lines import plain
from console.screens.board import BoardScreen
from tests.console.board_kit import SIZES, BoardApp, is_open, press, province, shown, small
from tests.meeting.kit import AN_XUAN, HA_LAM, HALL, TAM_KY, TAN_THANH, THANG_BINH, clock

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.mark.parametrize("size", SIZES)
async def test_the_board_opens_with_who_is_missing_first(size: tuple[int, int]) -> None:
    """Names, chips, figures and the footer's place; the first row is selected."""
    desk = small()
    desk.host(c.CheckIn(HALL, "in_person", "hall"))
    app = BoardApp(desk)
    async with app.run_test(size=size) as pilot:
        await shown(app, pilot)
        assert app.keys() == [TAM_KY, THANG_BINH, AN_XUAN, TAN_THANH, HA_LAM, HALL]
        assert app.board.selected == TAM_KY
        drawn = "\n".join(app.drawn())
        assert "có mặt 1/6" in drawn
        assert "[0 Tất cả 6]" in drawn
        assert "Thị trấn Hà Lam" in drawn
        assert app.board.query_one("#details").display == (size[0] >= 120)


ONE_KEY = {
    "d": "CheckedIn",
    "c": "CheckedIn",
    "v": "CheckedIn",
    "l": "CallRecorded",
    "n": "CallRecorded",
    "h": "CallRecorded",
    "L": "CallRecorded",
    "f": "FaultReported",
    "a": "AvConfirmed",
    "k": "RequestMade",
    "i": "FloorGiven",
    "K": "RollClosed",
    "b": "NoticeSent",
    "B": "NoticeSent",
}


@pytest.mark.parametrize("key", ONE_KEY)
async def test_a_key_says_something_about_the_selected_row(key: str) -> None:
    """Each with its form sent as it stands; the message has a text."""
    desk = small()
    desk.now = clock(5)
    desk.host(c.OpenMeeting())
    app = BoardApp(desk, {"text": "Mời vào họp"})
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "down", key)
        assert app.told == []
        assert desk.meeting.n == 2
        assert desk.last[-1].type == ONE_KEY[key]
        assert app.board.selected == TAM_KY


@pytest.mark.parametrize(("key", "holds"), [("m", "late"), ("s", "left")])
async def test_late_and_left_are_seen_in_the_row(key: str, holds: str) -> None:
    """The mark behind the check-in."""
    desk = small()
    desk.now = clock(5)
    desk.host(c.OpenMeeting(), *(c.CheckIn(point, "in_person", "phone") for point in desk.meeting.points))
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, key)
        assert getattr(desk.roll[HALL], holds)
        assert app.lines()[0].startswith("●+" if holds == "late" else "●-")
        await press(app, pilot, "F")
        assert app.told
        await press(app, pilot, "x")
        assert desk.roll[HALL].missing


async def test_a_fault_is_cleared_and_the_roll_reopened_by_key() -> None:
    """F and R."""
    desk = small()
    desk.host(c.ReportFault(HALL, "sound"), c.CloseRoll())
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "F", "R")
        assert desk.roll[HALL].faults == ()
        assert desk.meeting.roll_closing is None


async def test_a_vietnamese_keyboard_presses_the_same_keys() -> None:
    """Telex makes đ of d d: it is the same key."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "đ")
        assert desk.roll[HALL].present


async def test_digits_filter_by_state_and_nought_shows_all() -> None:
    """Each digit its state; brackets say which is in force."""
    desk = small()
    desk.line(HA_LAM, True, False)
    desk.host(c.CheckIn(TAM_KY, "in_person", "phone"), c.CheckIn(AN_XUAN, "absent", "phone"), c.ReportFault(TAM_KY, "sound"))
    desk.now = clock(3)
    desk.host(c.OpenMeeting(), c.ArriveLate(TAM_KY, clock(2)), c.StartItem("3"))
    wanted = {
        "1": [HA_LAM, HALL, THANG_BINH, TAN_THANH],
        "2": [AN_XUAN],
        "3": [TAM_KY],
        "4": [HA_LAM],
        "5": [TAM_KY],
        "6": [TAM_KY],
        "7": [TAM_KY],
        "8": [f"{HALL}/ubnd", f"{HALL}/so-nv"],
        "9": [TAM_KY],
        "0": [HA_LAM, HALL, THANG_BINH, TAN_THANH, AN_XUAN, TAM_KY],
    }
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        for digit, keys in wanted.items():
            await press(app, pilot, digit)
            assert app.keys() == keys, digit
            assert f"[{digit} " in "".join(app.lines("states"))
            assert app.board.selected in keys


async def test_filters_combine_and_an_empty_list_says_the_way_out() -> None:
    """Tier by tier, a parent's points, both; 0 drops them all."""
    desk = small()
    app = BoardApp(desk, {"find": "tam ky"})
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        tiers = []
        for _ in range(4):
            await press(app, pilot, "e")
            tiers.append(app.keys())
        assert tiers == [[HALL], [TAM_KY, THANG_BINH], [AN_XUAN, TAN_THANH, HA_LAM], list(desk.meeting.points)]
        await press(app, pilot, "r")
        assert app.keys() == [TAM_KY, AN_XUAN, TAN_THANH]
        await press(app, pilot, "e", "e", "e")
        assert app.keys() == [AN_XUAN, TAN_THANH]
        await press(app, pilot, "3")
        assert app.keys() == []
        assert app.board.selected == ""
        assert "Bấm 0" in "\n".join(app.lines())
        await press(app, pilot, "c")
        assert app.told
        await press(app, pilot, "0")
        assert app.keys() == list(desk.meeting.points)


async def test_the_points_under_a_row_are_shown() -> None:
    """o at a district; at the hall its agencies, which are checked in like points."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "o")
        assert app.keys() == [HALL, f"{HALL}/ubnd", f"{HALL}/so-nv", TAM_KY, THANG_BINH]
        await press(app, pilot, "down", "c")
        assert desk.meeting.check_in(f"{HALL}/ubnd") is not None
        await press(app, pilot, "0", "o")
        assert app.keys() == [TAM_KY, AN_XUAN, TAN_THANH]


async def test_grouping_by_parent_and_back() -> None:
    """The selected row stays selected."""
    app = BoardApp(small())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "end", "g")
        assert app.board.selected == HA_LAM
        assert list(app.board.points.keys) == [HALL, "", TAM_KY, AN_XUAN, TAN_THANH, "", THANG_BINH, HA_LAM]
        assert "Thành phố Tam Kỳ" in app.lines()[1]
        await press(app, pilot, "g")
        assert "" not in app.board.points.keys


async def test_search_finds_and_escape_clears_before_it_closes() -> None:
    """Letters go to the search while it is open, also those that are keys; the best is selected; Enter goes to the rows."""
    desk = province()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "slash", *"tr don")
        found = [desk.meeting.points[key].name for key in app.keys()[:6] if key in desk.meeting.points]
        assert {"Xã Trà Don", "Xã Trà Dơn"} <= set(found)
        assert app.board.selected == app.keys()[0]
        await press(app, pilot, "enter", "c")
        assert desk.meeting.check_in(app.keys()[0]) is not None
        await press(app, pilot, "escape")
        assert len(app.keys()) == 260
        assert app.board.query_one("#search", Input).value == ""
        assert app.screen is app.board
        await press(app, pilot, "slash", *"qqqq")
        assert app.keys() == []
        await press(app, pilot, "backspace", "backspace", "backspace", "backspace", *"20338", "down")
        assert app.keys() == ["20338"]
        assert app.focused is app.board.points
        await press(app, pilot, "escape")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not app.board


async def test_the_row_under_the_cursor_never_changes_by_itself() -> None:
    """It keeps its place and its line on the screen while others report, and after its own check-in; only then it leaves."""
    desk = province()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "pagedown", "pagedown")
        rows = app.board.points
        selected, line = rows.selected, (rows.row_of(rows.selected) or 0) - rows.scroll_offset.y
        before = rows.row_of(selected)
        desk.host(*(c.CheckIn(point, "in_person", "phone") for point in app.keys()[:10]))
        app.show(10)
        await pilot.pause()
        assert rows.selected == selected
        assert rows.row_of(selected) == (before or 0) - 10
        assert (rows.row_of(selected) or 0) - rows.scroll_offset.y == line
        await press(app, pilot, "c")
        app.show(10)
        await pilot.pause()
        assert rows.selected == selected
        assert rows.row_of(selected) == (before or 0) - 10
        await press(app, pilot, "down")
        following = rows.selected
        app.show(10)
        await pilot.pause()
        assert rows.selected == following
        assert rows.row_of(following) == (before or 0) - 10
        assert (rows.row_of(selected) or 0) > 200


async def test_the_order_waits_for_who_is_typing() -> None:
    """At most every two seconds, and not within a second of a key; marks change at once."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "down")
        desk.host(c.CheckIn(HALL, "in_person", "hall"))
        app.show(0.6)
        assert app.keys()[0] == HALL
        assert app.lines()[0].startswith("●")
        app.seconds += 3
        await pilot.press("j")  # no action's key, nothing moves
        await pilot.pause()
        app.show(0.9)
        assert app.keys()[0] == HALL
        app.show(5)
        assert app.keys()[-1] == HALL


async def test_figures_are_kept_while_the_order_waits() -> None:
    """The chips count what there is."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "down")
        desk.host(c.CheckIn(HALL, "in_person", "hall"))
        app.show(0.6)
        assert "3 Có mặt 1" in "".join(app.lines("states"))


async def test_details_open_over_a_narrow_board_and_stand_beside_a_wide_one() -> None:
    """Enter opens and closes them, Esc closes them before the board."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "enter")
        assert is_open(app)
        assert app.lines("details")[0] == "Hội trường UBND tỉnh"
        await press(app, pilot, "down")
        app.show()
        assert app.lines("details")[0] == "Thành phố Tam Kỳ"
        await press(app, pilot, "escape")
        assert not is_open(app)
        assert app.screen is app.board
        await pilot.resize_terminal(120, 40)
        await shown(app, pilot)
        assert is_open(app)
        assert app.lines("details")[0] == "Thành phố Tam Kỳ"


async def test_chips_can_be_clicked() -> None:
    """A state, a tier, the grouping, whose points."""
    desk = small()
    app = BoardApp(desk, {"find": "tam ky"})
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        for panel, word, keys in (
            ("states", "1 Chưa báo", list(desk.meeting.points)),
            ("scope", "Cấp huyện", [TAM_KY, THANG_BINH]),
            ("scope", "Mọi cấp", list(desk.meeting.points)),
            ("scope", "Mọi đơn vị", [TAM_KY, AN_XUAN, TAN_THANH]),
        ):
            place = "".join(app.lines(panel)[0]).index(word)
            await pilot.click(f"#{panel}", offset=(place, 0))
            await shown(app, pilot)
            assert app.keys() == keys, word


async def test_the_app_is_told_what_is_selected() -> None:
    """Moving posts it; looking a row up selects it, whatever was filtered."""
    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        assert app.board.selection() == ("", "", HALL)
        await press(app, pilot, "2")
        app.board.look_at(HA_LAM)
        await pilot.pause()
        assert app.board.selection() == ("", "", HA_LAM)
        app.board.look_at(f"{HALL}/so-nv")
        await pilot.pause()
        assert app.board.selection() == ("", "", f"{HALL}/so-nv")


async def test_filters_come_back_the_next_time() -> None:
    """The board is dismissed with them."""
    desk = small()
    app = BoardApp(desk)
    kept: list[Any] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.pop_screen()
        app.board = BoardScreen(clock=lambda: app.seconds)
        app.push_screen(app.board, kept.append)
        await shown(app, pilot)
        await press(app, pilot, "1", "g", "slash", *"tam", "enter")
        await pilot.press("f2")
        await pilot.pause()
        assert kept[0].state == "missing"
        app.board = BoardScreen(kept[0], clock=lambda: app.seconds)
        app.push_screen(app.board)
        await shown(app, pilot)
        assert app.board.query_one("#search", Input).value == "tam"
        assert app.keys()[0] == TAM_KY


async def test_a_lost_hub_is_told_across_the_board() -> None:
    """The board covers the main screen: it says so itself."""
    from dataclasses import replace

    from console.scene import Link

    desk = small()
    app = BoardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        assert not app.board.query_one("#board-banner").display
        app.board.paint(replace(desk.scene(), link=Link("away")), 12.0)
        await pilot.pause()
        assert app.board.query_one("#board-banner").display
        assert plain(app.board._rows("board-banner").line(0)).strip()
