"""A fault of the console costs a panel or an action, never the screen: it is told in its place, and kept in a file."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge_server.meeting import commands as c
from console.feed import Arrived
from console.process import FAULTS
from console.screens.main import MainScreen
from console.views import agenda, header, queue
from console.widgets.rows import Rows

from .kit import Seen, break_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No size from outside, nothing that moves by itself; no file of faults stays open behind a test."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    yield
    for handler in [one for one in FAULTS.handlers if isinstance(one, logging.FileHandler)]:
        FAULTS.removeHandler(handler)
        handler.close()
    FAULTS.propagate = True


def broken(*_: Any, **__: Any) -> Any:
    """What no view should do."""
    raise ZeroDivisionError("of a view")


def faults(path: Path) -> str:
    """What was kept."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


async def test_a_panel_that_fails_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so where it stands and where to read on; it is logged once, however often it is painted, and heals by itself."""
    log = tmp_path / "console.log"
    feed = papers_feed()
    seen = Seen(feed, log_path=log)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(agenda, "agenda", broken)
            for _ in range(5):
                seen.passes(1)
                seen.app.mark()
                await settled(pilot)
            said = " ".join(" ".join(seen.panel("agenda")).split())
            assert "Phần này gặp lỗi" in said
            assert log.name in said.replace(" ", "")
            assert any("UBND huyện Đại Lộc" in line for line in seen.panel("speaker"))
            assert seen.panel("queue")
            feed.host(c.EndTurn(feed.meeting.speaking))
            await settled(pilot)
            assert any("Chưa có ai phát biểu" in line for line in seen.panel("speaker"))
            assert faults(log).count("Traceback") == 1
            assert "ZeroDivisionError" in faults(log)
        seen.app.mark()
        await settled(pilot)
        assert any("Phát biểu tham luận" in line for line in seen.panel("agenda"))


@pytest.mark.parametrize("view", [(header, "header"), (queue, "queue"), (agenda, "now_at"), (queue, "title"), (header, "banner")])
async def test_whatever_of_the_screen_fails_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: tuple[Any, str]
) -> None:
    """Also what stands outside a panel: titles, the banner, the row that is brought into view."""
    log = tmp_path / "console.log"
    feed = papers_feed()
    monkeypatch.setattr(*view, broken)
    seen = Seen(feed, log_path=log)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        feed.host(c.EndTurn(feed.meeting.speaking))
        await settled(pilot)
        assert seen.app.is_running
        assert "ZeroDivisionError" in faults(log)
        assert any("Chưa có ai phát biểu" in line for line in seen.panel("speaker")), seen.text()
        before = feed.meeting.n
        await pilot.press("g")
        await settled(pilot)
        assert feed.meeting.n == before + 1


async def test_an_action_that_fails_is_told_and_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one works."""
    log = tmp_path / "console.log"
    feed = papers_feed()
    seen = Seen(feed, log_path=log)
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        with monkeypatch.context() as patch:
            patch.setattr(seen.app.sending, "send", broken)
            await pilot.press("e")
            await settled(pilot)
        assert "Thao tác gặp lỗi" in seen.text()
        assert "action end" in faults(log)
        assert feed.meeting.n == before
        seen.hand.seconds += 2
        await pilot.press("e")
        await settled(pilot)
        assert feed.meeting.n == before + 1


async def test_a_line_that_cannot_be_drawn_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is the last that can fail: the screen stays, and all that is drawn otherwise."""
    feed = papers_feed()
    seen = Seen(feed, log_path=tmp_path / "console.log")
    drawn = Rows.line

    def line(rows: Rows, row: int) -> Any:
        if rows.id == "agenda" and row == 2:
            raise ZeroDivisionError("of a line")
        return drawn(rows, row)

    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(Rows, "line", line)
        seen.app.screen.query_one("#agenda", Rows).refresh()
        await settled(pilot)
        assert seen.app.is_running
        assert seen.app._exception is None
        assert "UBND huyện Đại Lộc" in seen.text()


async def test_news_that_break_the_book_are_told(tmp_path: Path) -> None:
    """A record that this program cannot fold: the screen stays as it was, says that it is cut off, and takes no action."""
    log = tmp_path / "console.log"
    feed = papers_feed()
    seen = Seen(feed, log_path=log)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        bad = {**feed.records[-1], "n": feed.meeting.n + 1, "events": [{"type": "TurnEnded", "turn": "nowhere"}]}
        seen.app.take(Arrived(feed.header, [bad], more=False))
        await settled(pilot)
        assert seen.app.is_running
        assert "Traceback" in faults(log)
        assert "ĐÃ NGẮT" in seen.text()
        assert "UBND huyện Đại Lộc" in seen.text()
        before = len(feed.commands)
        await pilot.press("e")
        await settled(pilot)
        assert len(feed.commands) == before


async def test_an_event_of_a_newer_hub_is_shown_as_unknown(tmp_path: Path) -> None:
    """It changes nothing that is known, and stops nothing."""
    feed = papers_feed()
    seen = Seen(feed, log_path=tmp_path / "console.log")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        new = {"n": feed.meeting.n + 1, "at": feed.now, "by": "host", "id": "x", "events": [{"type": "Bell", "loud": True}]}
        seen.app.take(Arrived(feed.header, [new], more=False))
        await settled(pilot)
        assert "Bell" in seen.text()
        assert "ĐÃ NGẮT" not in seen.text()
        assert faults(tmp_path / "console.log") == ""


async def test_the_break_ends_under_a_face_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The break's own face as well."""
    from console.views import intermission

    monkeypatch.setattr(intermission, "face", broken)
    feed = break_feed()
    seen = Seen(feed, log_path=tmp_path / "console.log")
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Phần này gặp lỗi" in " ".join(seen.panel("countdown"))
        assert seen.panel("back")
        await pilot.press("n")
        await settled(pilot)
        assert feed.meeting.running == "7"
        assert isinstance(seen.app.screen, MainScreen)
        assert seen.app.screen.query_one("#body").display
