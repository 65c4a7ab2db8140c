"""`watch`: a meeting followed from a shell, line by line, through any number of connections."""

import asyncio
import secrets
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from bridge_server.client.address import tls_of
from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.following import Broken, Following
from bridge_server.client.steady import Backoff, Steady
from bridge_server.hub.clock import wall_ms
from bridge_server.hub.signals import stop_signal
from bridge_server.journal import JournalError
from bridge_server.reports.times import clock_seconds
from bridge_server.wire.frames import Floor, HubFrame, Records, Synced, Tick, Welcome
from bridge_server.wire.messages import encode
from bridge_server.wire.roll_frames import Contacts
from bridge_server.wire.text import clean_document
from bridge_server.words import Language, say

from .changes import Changes
from .diary import Diary, Line
from .exits import Exit
from .files import as_text
from .paper import Paper
from .place import Place, Stopped, place_of, stopped_by
from .report import Report
from .sending import leave
from .status import status
from .visit import FIRST

HICCUP: Final = 5.0
"""Seconds without a connection of which nothing is said."""
QUIET: Final = (Contacts, Tick, Synced)
"""Frames that tell nothing of the meeting; phones are in no output."""
BACKOFF: Final = Backoff(0.3, 3.0)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records of the log, verified as they came."""

    header: dict[str, Any]
    records: list[dict[str, Any]]
    last: int
    more: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """The connection ended, or could not be made."""

    why: Exception


News = HubFrame | Chunk | Gone | Broken | JournalError


def watch(lang: Language, url: str, code: str, last: int | None, *, plain: bool, as_json: bool) -> None:
    """Follow until stopped."""
    paper = Paper(live=sys.stdout.isatty() and not plain and not as_json)
    report = Report(as_json=False)

    async def follow(_report: Report) -> Exit:
        place = place_of(lang, url, code)
        return await Watch(lang, place, paper, report, last, as_json=as_json).run()

    try:
        leave(report, follow)
    finally:
        paper.close()


class Watch:
    """One following: what comes stands in one queue, in order, and is told from there."""

    def __init__(self, lang: Language, place: Place, paper: Paper, report: Report, last: int | None, *, as_json: bool) -> None:
        self.lang: Language = lang
        self.place = place
        self.paper = paper
        self.report = report
        self.following = Following()
        self.changes = Changes(lang)
        self.diary: Diary | None = None
        self._as_json = as_json
        self._news: asyncio.Queue[News] = asyncio.Queue()
        self._welcome: Welcome | None = None
        self._held: deque[list[Line]] | None = deque(maxlen=max(0, last)) if last is not None and not as_json else None
        self._left_out = 0
        self._clock = (wall_ms(), asyncio.get_running_loop().time())
        self._began = asyncio.get_running_loop().time()
        self._gone_since: float | None = None
        self._gone_told = False
        self._steady = Steady(
            place.url,
            place.code,
            device=f"watch-{secrets.token_hex(4)}",
            lang=lang,
            listener=self._news.put_nowait,
            lines=self._took,
            welcomed=self._welcomed,
            lost=lambda why: self._news.put_nowait(Gone(why)),
            position=lambda: self.following.position,
            tls=tls_of(place.url),
            backoff=BACKOFF,
            timeout=FIRST,
        )

    async def run(self) -> Exit:
        """Until a signal. Raises `Stopped` where there is no hub, or none that lets us in."""
        loop = asyncio.get_running_loop()
        stopped = stop_signal()
        running = loop.create_task(self._steady.run())
        coming: asyncio.Task[News] = loop.create_task(self._news.get())
        try:
            while True:
                due: list[asyncio.Future[Any]] = [coming, running, stopped]
                await asyncio.wait(due, timeout=self._patience(), return_when="FIRST_COMPLETED")
                if stopped.done():
                    return Exit.DONE if self._welcome is not None else Exit.OUT_OF_REACH
                if coming.done():
                    await self._take(coming.result())
                    coming = loop.create_task(self._news.get())
                elif running.done():
                    self._ended(running)
                self._tell_time()
        finally:
            coming.cancel()
            running.cancel()
            with suppress(asyncio.CancelledError, TurnedAway):
                await running

    def _ended(self, running: "asyncio.Task[None]") -> None:
        try:
            running.result()
        except TurnedAway as wrong:
            raise stopped_by(self.lang, self.place, wrong) from None

    # --- what comes, as it comes ---

    def _welcomed(self, welcome: Welcome) -> None:
        self.following.resumed(welcome.resumed)
        self._news.put_nowait(welcome)

    def _took(self, frame: Records, lines: list[bytes]) -> None:
        """Verified at once: a connection that is made anew asks for what comes after this."""
        try:
            records = list(self.following.take(lines))
        except (Broken, JournalError) as wrong:
            self._news.put_nowait(wrong)
            return
        assert self.following.header is not None
        self._news.put_nowait(Chunk(self.following.header, records, frame.last, frame.more))

    # --- what is told ---

    async def _take(self, news: News) -> None:
        match news:
            case Welcome():
                self._greeted(news)
            case Chunk():
                self._records(news)
                connection = self._steady.connection
                if connection is not None:
                    with suppress(Lost, TurnedAway, TimeoutError):
                        async with asyncio.timeout(FIRST):
                            await connection.confirm(news.last)
            case Gone():
                self._lost(news.why)
            case Broken():
                told = say(self.lang, "operator.broken-log", record=self.following.n)
                raise Stopped(Exit.DISK, "broken-log", told)
            case JournalError():
                reason = say(self.lang, f"journal.{news.code}", **news.facts)
                raise Stopped(Exit.BAD_INPUT, "newer-log", say(self.lang, "operator.newer-log", reason=reason))
            case _:
                self._frame(news)

    def _greeted(self, welcome: Welcome) -> None:
        before, self._welcome = self._welcome, welcome
        self._set_clock(welcome.now)
        if self._gone_told:
            self._say(say(self.lang, "operator.back"))
        self._gone_since, self._gone_told = None, False
        if before is None or before.log != welcome.log:
            if self._as_json:
                self.paper.raw(as_json(welcome))
            if before is not None and not welcome.resumed:
                self._begin_anew()

    def _begin_anew(self) -> None:
        """The hub serves another log: the rehearsal is over, for one. Nothing that was told before holds of it."""
        self._say(say(self.lang, "operator.other-log"))
        self.diary = None
        self.changes = Changes(self.lang)

    def _lost(self, why: Exception) -> None:
        """Said only where it lasts; at the very beginning there is nothing to wait for."""
        now = asyncio.get_running_loop().time()
        if self._welcome is None and (isinstance(why, OutOfReach) or now - self._began > FIRST):
            assert isinstance(why, OutOfReach | Lost)
            raise stopped_by(self.lang, self.place, why)
        if self._gone_since is None:
            self._gone_since = now

    def _records(self, chunk: Chunk) -> None:
        if self._as_json:
            for record in chunk.records:
                self.paper.raw(as_text(clean_document(record)))
            return
        if self.diary is None:
            self.diary = Diary(self.lang, chunk.header)
            self._title(self.diary.title)
        for record in chunk.records:
            lines = list(self.diary.take(record))
            if self._held is None:
                self._append(lines)
            else:
                self._left_out += len(self._held) == self._held.maxlen
                self._held.append(lines)
        if not chunk.more and self._held is not None:
            held, self._held = self._held, None
            if self._left_out:
                self._say(say(self.lang, "operator.history-left-out", count=self._left_out))
            for lines in held:
                self._append(lines)

    def _append(self, lines: list[Line]) -> None:
        for margin, text in lines:
            self.paper.line(text, margin)

    def _frame(self, frame: HubFrame) -> None:
        if isinstance(frame, Tick):  # a floor's own instant may be an old one
            self._set_clock(frame.now)
        if isinstance(frame, QUIET):
            return
        if self._as_json:
            self.paper.raw(as_json(frame))
            return
        if isinstance(frame, Floor) and self.changes.floor is None:
            self._title(frame.title)
        for sentence in self.changes.take(frame):
            self._say(sentence)

    def _title(self, title: str) -> None:
        told = self._welcome
        mark = "" if told is None else "-demonstration" if told.demonstration else "-rehearsal" if told.rehearsal else ""
        self.paper.line(say(self.lang, f"operator.following{mark}", title=title))

    def _say(self, sentence: str) -> None:
        """A line of our own, with the time of the hall; beside JSON it is narration."""
        if self._as_json:
            self.report.noted(sentence)
        else:
            self.paper.line(sentence, f"{clock_seconds(self._now() + self._offset())}  ")

    # --- time ---

    def _set_clock(self, now: int) -> None:
        self._clock = now, asyncio.get_running_loop().time()

    def _now(self) -> int:
        """The hub's clock."""
        told, at = self._clock
        return told + self._flowed(asyncio.get_running_loop().time() - at)

    def _flowed(self, seconds: float) -> int:
        """By how many milliseconds the hub's clock goes on in so many seconds."""
        return round(seconds * 1000 * (self._welcome.pace if self._welcome is not None else 1.0))

    def _offset(self) -> int:
        if self.diary is not None:
            return self.diary.told.meeting.clock_offset_ms
        return self.changes.floor.clock_offset_ms if self.changes.floor is not None else 0

    def _patience(self) -> float | None:
        """Until something is due by itself: the next second of the status line, the word about a lost connection."""
        now = asyncio.get_running_loop().time()
        due = [1.0 - (self._now() + self._offset()) % 1000 / 1000] if self.paper.live else []
        if self._gone_since is not None and not self._gone_told:
            due.append(self._gone_since + HICCUP - now)
        return max(0.01, min(due)) if due else None

    def _tell_time(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._gone_since is not None and not self._gone_told and now - self._gone_since >= HICCUP:
            self._gone_told = True
            self._say(say(self.lang, "operator.lost", clock=self._since()))
        if self.paper.live:
            self.paper.status(" · ".join(self._status()))

    def _since(self) -> str:
        assert self._gone_since is not None
        gone = self._flowed(asyncio.get_running_loop().time() - self._gone_since)
        return clock_seconds(self._now() - gone + self._offset())

    def _status(self) -> Iterator[str]:
        if self._gone_told:
            yield say(self.lang, "operator.line-lost", clock=self._since())
        floor = self.diary.floor(self._now()) if self.diary is not None else self.changes.floor
        if floor is not None:
            yield status(self.lang, floor, self._now())


def as_json(frame: HubFrame) -> str:
    """A frame for programs, cleaned again: nothing in it steers a terminal."""
    import orjson

    return as_text(clean_document(orjson.loads(encode(frame))))
