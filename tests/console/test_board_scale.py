"""The roll-call board with rosters of every size and kind: a country, two tiers, one, hostile names; nothing drawn is stale."""

import asyncio
import random
import sys
import time

import pytest

from bridge_server.meeting import HUB, Author, Meeting, Point, Roster
from bridge_server.meeting import commands as c
from console.search import _kept, _known
from tests.console.board_kit import SIZES, BoardApp, Desk, press, province, shown, wards
from tests.meeting.kit import MORNING

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_drawn_is_what_a_whole_repaint_draws(size: tuple[int, int]) -> None:
    """After anything that comes, in any order, with resizes: no line is stale."""
    chance = random.Random(11)
    desk = province()
    points = list(desk.meeting.points)
    app = BoardApp(desk)
    async with app.run_test(size=size) as pilot:
        await shown(app, pilot)
        for step in range(25):
            for point in chance.sample(points, 6):
                known = desk.meeting.lines.get(point)
                desk.says(HUB, c.RecordLine(point, up=known is None or not known[0]))
                desk.says(Author("point", point), c.CheckIn(point, total=chance.randrange(30)))
            desk.later(0.4)
            key = chance.choice(["down", "pagedown", "home", "g", "1", "0", "c", "4"])
            await press(app, pilot, key)
            if step % 8 == 7:
                await pilot.resize_terminal(*chance.choice(SIZES))
            app.show(chance.choice([0.1, 3.0]))
            await pilot.pause()
            drawn = app.drawn()
            app.board.refresh(layout=False)
            for widget in app.board.query("*"):
                widget.refresh()
            await pilot.pause()
            assert app.drawn() == drawn, (step, key)


async def test_a_country_scrolls_pages_and_is_searched() -> None:
    """11,363 points: only what is seen is made."""
    desk = province(roster="vietnam-2024")
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        rows = app.board.points
        assert rows.count == 11_363
        last = desk.meeting.roster.points[-1]
        await press(app, pilot, "end")
        assert rows.selected == last.id
        assert last.name in "\n".join(app.drawn())
        await press(app, pilot, "pageup", "pageup")
        assert rows.row_of(rows.selected) == 11_362 - 2 * (rows.size.height - 1)
        assert len(rows._drawn) < 500
        await press(app, pilot, "slash", *"hoan kiem", "enter")
        assert "Hoàn Kiếm" in desk.meeting.points[rows.selected].name
        await press(app, pilot, "escape", "g")
        assert len([key for key in rows.keys if not key]) == 63


async def test_the_search_of_a_country_is_ready_before_the_first_letter() -> None:
    """It is made in a thread once the board is seen; keys that are pressed meanwhile do what they do."""
    desk = province(roster="vietnam-2024")
    app = BoardApp(desk)
    agenda, roster = desk.meeting.agenda, desk.meeting.roster
    _kept.clear()
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        async with asyncio.timeout(60):
            while _known("points", None, roster) is None:
                await press(app, pilot, "down")
        assert _known("bodies", agenda, roster) is not None
        assert app.board.points.selected != app.board._first
        await press(app, pilot, "slash", *"hoan kiem", "enter")
        assert "Hoàn Kiếm" in desk.meeting.points[app.board.points.selected].name


async def test_a_burst_costs_little_however_many_points_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """500 records a second at 11,363 points; the bound is far above what is printed."""
    desk = province(roster="vietnam-2024")
    points = list(desk.meeting.points)
    chance = random.Random(5)
    app = BoardApp(desk)
    took: list[float] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        for _ in range(120):
            for point in chance.sample(points, 17):
                desk.says(Author("point", point), c.CheckIn(point, total=chance.randrange(30)))
            before = time.thread_time()
            app.show(1 / 30)
            took.append(time.thread_time() - before)
            await pilot.pause()
    mean = 1000 * sum(took) / len(took)
    with capsys.disabled():
        sys.stderr.write(
            f"\nboard, 11,363 points, 500 records/s: {mean:.2f} ms CPU a flush, the longest {1000 * max(took):.0f} ms\n"
        )
    assert mean < 60


async def test_two_tiers_and_one_need_no_third() -> None:
    """Grouping goes by tier where no point has several parents; one tier has no chips for tiers."""
    app = BoardApp(wards())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "g")
        assert list(app.board.points.keys) == ["", "W1", "W2", "", "48"]
    flat = Roster("three-tiers", tuple(Point(str(number), "room", f"Phòng {number}") for number in range(49, 55)))
    app = BoardApp(Desk(Meeting(MORNING, flat)))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        assert "e " not in app.lines("scope")[0]
        await press(app, pilot, "r", "down", "o", "e")
        assert len(app.told) == 2
        assert len(app.keys()) == 6


async def test_hostile_names_are_only_text() -> None:
    """Markup and escapes from a roster, in rows, details and search, neither run nor end anything."""
    names = ("Xã [/]", "Xã \x1b]0;x\x07[@click=app.quit]bấm[/]", "[bold", "Xã \u202e đảo")
    points = tuple(Point(str(number), "commune", name, parent="49") for number, name in enumerate(names, 100))
    roster = Roster("three-tiers", (Point("49", "province", "Tỉnh [red]"), *points))
    app = BoardApp(Desk(Meeting(MORNING, roster)))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        await press(app, pilot, "down", "down", "down", "r", "g", "slash", "[", "/", "enter")
        drawn = "\n".join(app.drawn())
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
