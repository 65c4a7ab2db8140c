"""Logs to play back, written by a journal as a hub writes them, and a console that plays one, with time set by hand."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import orjson
from textual.pilot import Pilot

from bridge_server.journal import LOG, new_log_id
from bridge_server.journal.appender import Appender
from bridge_server.meeting import HUB, Author
from bridge_server.meeting import commands as c
from bridge_server.words import Language
from console.app import ConsoleApp
from console.playback import Player
from console.setup import Place, Setup
from console.widgets.rows import Rows

from .kit import HandTime, LocalFeed, break_feed, papers_feed, screen_text, settled

BATCH: Final = 200
"""Records written at a time."""


def write(feed: LocalFeed, folder: Path, *, closed: bool = True, more: dict[str, Any] | None = None) -> Path:
    """The feed's records as a log in this folder; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = create(feed, folder, more)
    append(journal, feed.records)
    if closed:
        journal.seal(feed.now, closed=True)
    journal.release()
    return folder


def create(feed: LocalFeed, folder: Path, more: dict[str, Any] | None = None) -> Appender:
    """An empty log of the feed's meeting, to be written to."""
    header = {name: value for name, value in feed.header.items() if name != "log"} | {"created": feed.meeting.starts_at}
    return Appender.create(folder / LOG, header | (more or {}), log=new_log_id())


def append(journal: Appender, records: list[dict[str, Any]]) -> None:
    """Write these, durable."""
    for start in range(0, len(records), BATCH):
        journal.append([(one["n"], orjson.dumps(one)) for one in records[start : start + BATCH]])


def whole_day(lang: Language = "vi") -> LocalFeed:
    """Papers, something undone, a clock put right, a discussion, the break, a night, a second sitting, the closing."""
    feed = papers_feed(lang)
    feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    feed.later(0.2)
    feed.host(c.Undo(feed.meeting.n))
    feed.later(0.5)
    feed.host(c.CorrectClock(-30_000))
    feed.later(2)
    feed.host(c.EndTurn(feed.meeting.speaking))
    feed.host(c.StartItem("6", "5"))
    feed.later(9)
    run = feed.meeting.items["6"].runs[-1].start
    for point in feed.meeting.roster.points[1:60]:
        if feed.meeting.check_in(point.id) is not None:
            feed.says(Author("point", point.id), c.Back(point.id, "6", run))
    feed.later(6)
    feed.host(c.StartItem("7", "6"))
    feed.host(c.GiveFloor("r2"))
    feed.later(4)
    feed.host(c.EndTurn("r2"))
    feed.host(c.Adjourn(feed.now + 20 * 3_600_000, "hết giờ"))
    feed.later(20 * 60)
    feed.says(HUB, c.RecordLine(feed.meeting.roster.points[5].id, up=False))
    feed.host(c.ResumeMeeting())
    feed.host(c.StartItem("8"))
    feed.host(c.GiveFloor("8"))
    feed.later(12)
    feed.host(c.EndTurn("8"))
    feed.host(c.CloseMeeting())
    return feed


class Replayed:
    """A console that plays a log back. `feed` is what `write` made it of."""

    def __init__(self, path: Path, *, lang: Language = "vi", at: str = "", follow: bool = False, **setup: Any) -> None:
        self.hand = HandTime()
        self.player = Player(path, lang, at=at, follow=follow, clock=self.hand)

        async def place() -> Place:
            return Place("", "", "")

        self.app = ConsoleApp(Setup(lang=lang, place=place, feed=lambda: self.player, **setup), clock=self.hand, ticking=False)

    def panel(self, name: str) -> list[str]:
        """The lines that a panel of the screen on top shows."""
        rows = self.app.screen.query_one(f"#{name}", Rows)
        return ["".join(text for text, _ in rows.line(row)).rstrip() for row in range(rows.count)]

    def text(self) -> str:
        """The whole screen as text."""
        return screen_text(self.app)

    async def shown(self, pilot: Pilot[int]) -> None:
        """Wait until the log is read and everything is on the screen."""
        async with asyncio.timeout(30):
            while self.app.desk.book is None or not self.player.chronicle.ready:
                await pilot.pause()
                await asyncio.sleep(0.005)
        await settled(pilot)

    async def passes(self, pilot: Pilot[int], seconds: float) -> None:
        """Time passes here, and what plays goes on."""
        self.hand.seconds += seconds
        self.player.tick()
        await settled(pilot)


Made = Callable[[Language], LocalFeed]
__all__ = ["Replayed", "append", "break_feed", "create", "whole_day", "write"]
