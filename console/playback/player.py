"""The player: a feed that goes through a tape, forwards, backwards and in jumps, at any speed. It takes no commands."""

import asyncio
import gc
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import monotonic
from typing import Final

from bridge_server.journal import JournalError
from bridge_server.meeting import Command
from bridge_server.words import Language, say
from console.book import Book, Told, at_rest
from console.feed import Answer, Ended, No, Placed, Taker

from .marks import Course, course
from .tape import Condition, Tape
from .told import Chronicle

SPEEDS: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, inf)
"""Times as fast as the meeting; the last is as fast as it goes."""
TICK: Final = 0.1
"""Seconds between two looks at the clock while it plays."""
LOOK: Final = 0.5
"""Seconds between two looks at a log that is still being written."""
REST: Final = 60.0
"""Seconds after which a player that stands still looks around at the latest; nothing happens then."""
BREATH: Final = 0.005
"""Seconds that keys and the screen have between two pieces of work."""
AT_ONCE: Final = 400
"""Records folded in one go where it plays as fast as it goes: keys and the screen come in between."""
NEAR: Final = 500
"""Records forward that are folded on from where it stands; farther ones are taken from the tape."""
IDLE_MS: Final = 30_000
"""Without a record for longer than this nothing happens."""
RUN_UP_MS: Final = 3_000
"""So long before the next record it goes on."""
LINGER_MS: Final = 2_000
"""So long, of the time of whoever looks on, it stays with what has just happened."""
BEFORE: Final = 200
"""Sentences kept of what went before, and `AFTER` of what comes."""
AFTER: Final = 60


@dataclass(frozen=True, slots=True)
class Playhead:
    """Where a replay stands: after `place` of `length` records, at the shown instant `shown`; the rest is how it plays.

    `ahead` are the sentences of what comes next. `course` is the whole log's, for a timeline; `following` that it grows.
    `number` is the last record's number. `chronicle` knows every sentence.
    """

    place: int
    length: int
    shown: int
    playing: bool
    speed: float
    skipping: bool
    following: bool
    condition: Condition
    course: Course
    chronicle: Chronicle
    number: int = 0
    ahead: tuple[Told, ...] = ()

    @property
    def tape(self) -> Tape:
        """The log."""
        return self.course.tape


class Player:
    """Goes through a log. `at` is where it begins, as `bridge-server show --at` reads it; "": at the first record.

    The log is read when it runs, where `load` has not done it before. Time is `clock`'s, in seconds.
    """

    def __init__(
        self, path: Path, lang: Language, *, at: str = "", follow: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        """Raises what reading the beginning of a log raises."""
        self.tape = Tape(path)
        self.chronicle = Chronicle(lang, self.tape)
        self.playing = False
        self.speed = 1.0
        self.skipping = False
        self.following = follow
        self.place = 0
        self.shown = 0
        self.path = path
        """As it was asked for."""
        self._loaded = False
        self._lang: Language = lang
        self.at = at
        self._clock = clock
        self._last = 0.0
        self._taker: Taker = lambda _news: None
        self._book: Book | None = None
        self._wake = asyncio.Event()
        self._course: Course | None = None

    # --- the feed ---

    async def run(self, taker: Taker) -> None:
        """Read the log, then play it until cancelled. Raises what reading a log raises at first, and `BadAt`."""
        self.listen(taker)
        await self.load()
        self.begin()
        self._last = looked = self._clock()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait()):
                    await self._wake.wait()
            self._wake.clear()
            if self.following and self._clock() - looked >= LOOK:
                looked = self._clock()
                self._look_again()
            self.tick()
            if not self.chronicle.ready and self.chronicle.get_ready():
                gc.freeze()  # what was made stays, and is not gone through again
                self._tell()

    def _wait(self) -> float:
        """Seconds until there is something to do, as far as nobody wakes us."""
        if not self.chronicle.ready or (self.playing and self._rate == inf):
            return BREATH
        if self.playing:
            return TICK
        return LOOK if self.following else REST

    def listen(self, taker: Taker) -> None:
        """Who is told from now on where it stands."""
        self._taker = taker

    async def send(self, command: Command) -> Answer:  # noqa: ARG002 - a feed's shape
        """Nothing is changed by looking back."""
        return No("replay", say(self._lang, "replay.no-commands"))

    async def send_as(self, command: Command, ident: str) -> Answer:  # noqa: ARG002 - as above
        """Neither under any id."""
        return await self.send(command)

    async def load(self, told: Callable[[int], object] = lambda _records: None) -> None:
        """Read it all, once; the screen gets its turn now and then. `told` hears how many records there are by now.

        What stays as long as the player is never gone through for garbage: to look through all of a long log takes longer than
        to show any place of it.
        """
        if self._loaded:
            return
        with at_rest():
            for count, records in enumerate(self.tape.load()):
                if count % 20 == 0:
                    told(records)
                    await asyncio.sleep(0)
        self._loaded = True

    def begin(self) -> None:
        """Stand where it was asked to. Raises `BadAt`."""
        if self.at:
            self.seek_written(self.at)
        elif self.following:
            self.go(len(self.tape))
            self.playing = True
        else:
            self.go(min(1, len(self.tape)))

    def _look_again(self) -> None:
        """A log that breaks is told and followed no more; what was read of it can still be played."""
        try:
            self.look()
        except (JournalError, OSError) as why:
            self.following = False
            self._tell()
            self._taker(Ended(why))

    def look(self) -> None:
        """What has been written since; who stood at the end goes along."""
        at_end = self.place == len(self.tape)
        if self.tape.grow():
            self._course = None
            if at_end and self.playing:
                self.go(len(self.tape))
            else:
                self._tell()

    # --- time goes on ---

    def tick(self) -> None:
        """Let the time pass that has passed."""
        now = self._clock()
        passed, self._last = now - self._last, now
        if not self.playing:
            return
        length = len(self.tape)
        if self.place >= length and not self.following:
            self.playing = False
            self._tell()
            return
        if self._rate == inf:
            place = min(length, self.place + AT_ONCE)
            self._stand(place)
            return
        at, skipped = self.now + round(passed * 1000 * self._rate), False
        if self.place < length:
            coming = self.tape.at[self.place]
            behind = self.now - self.tape.at[max(0, self.place - 1)] >= LINGER_MS * max(1, self._rate)
            if self.skipping and behind and coming - self.now > IDLE_MS:
                at, skipped = max(at, coming - RUN_UP_MS), True
        self._stand(max(self.place, bisect_right(self.tape.at, at)), at=at, flows=self._rate <= 1 and not skipped)

    @property
    def _rate(self) -> float:
        """How fast it goes where it plays: at the end of a log that grows, as fast as that."""
        return min(self.speed, 1.0) if self.following and self.place >= len(self.tape) else self.speed

    # --- what a person does ---

    def toggle(self) -> None:
        """Play or stand still; at the end, from the beginning again."""
        self.playing = not self.playing
        if self.playing and self.place >= len(self.tape) and not self.following:
            self.go(min(1, len(self.tape)))
        self._last = self._clock()
        self._wake.set()
        self._tell()

    def faster(self, steps: int = 1) -> None:
        """So many speeds faster (or slower, for a negative number)."""
        place = min(max(SPEEDS.index(self.speed) + steps, 0), len(SPEEDS) - 1)
        self.speed = SPEEDS[place]
        self._wake.set()
        self._tell()

    def skip_idle(self) -> None:
        """Pass over stretches in which nothing happens, or no more."""
        self.skipping = not self.skipping
        self._wake.set()
        self._tell()

    def step(self, records: int) -> None:
        """Stand still, so many records on (or back)."""
        self.playing = False
        self.go(self.place + records)

    def jump(self, ms: int) -> None:
        """So many milliseconds on (or back)."""
        self.seek(self.shown + ms)

    def seek(self, shown: int) -> None:
        """To a shown instant, within the log."""
        shown = min(max(shown, self.tape.shown(0)), self.tape.shown(len(self.tape)))
        self._stand(self.tape.place_at(shown), shown)

    def seek_written(self, text: str) -> None:
        """To a record, a time, or a date and a time as people write them. Raises `BadAt`."""
        place, shown = self.tape.understood(text)
        self._stand(place, None if shown == self.tape.shown(place) else shown)

    def go(self, place: int) -> None:
        """To right after a record."""
        self._stand(min(max(place, 0), len(self.tape)))

    def seek_part(self, part: float) -> None:
        """So far into the whole log, from 0 to 1; nights take no room."""
        self.seek(self.course.instant(part))

    def beside(self, starts: tuple[int, ...], direction: int) -> None:
        """To the next (or the previous) of these places, ascending. Before the first and after the last it stays."""
        if direction > 0:
            found = next((place for place in starts if place > self.place), None)
        else:
            found = next((place for place in reversed(starts) if place < self.place), None)
        if found is not None:
            self.go(found)

    # --- standing somewhere ---

    @property
    def course(self) -> Course:
        """What the whole log holds, for a timeline."""
        if self._course is None:
            self._course = course(self.tape)
        return self._course

    @property
    def now(self) -> int:
        """This instant as the hub's clock told it."""
        return self.shown - (self._book.meeting.clock_offset_ms if self._book is not None else 0)

    def _stand(self, place: int, shown: int | None = None, *, at: int | None = None, flows: bool = False) -> None:
        """At a place, and at a shown instant or at one of the hub's clock (`at`); at the record's own where neither is given.

        `flows`: time has merely gone on, as fast as who shows it lets it go on; only where something happened is it told.
        """
        book = self._book
        if book is not None and place == self.place and flows and at is not None:
            self.shown = at + book.meeting.clock_offset_ms
            return
        if book is None or place < self.place or place - self.place > NEAR:
            self._book = Book.at(self._lang, self.tape.state(place))
        elif place > self.place:
            book.go_on(self.tape.records(self.place, place))
        assert self._book is not None
        meeting = self._book.meeting
        if at is None:
            at = meeting.at if shown is None and meeting.n else (shown or self.tape.shown(0)) - meeting.clock_offset_ms
        # A clock that was put forward, or back, shows the time it was put to at once.
        self.place, self.shown = place, (max(at, meeting.at) if meeting.n else at) + meeting.clock_offset_ms
        self._tell()

    def _tell(self) -> None:
        book = self._book
        if book is None:
            return
        book.told = deque(self.chronicle.between(self.place - BEFORE, self.place))
        playhead = Playhead(
            self.place,
            len(self.tape),
            self.shown,
            self.playing,
            self.speed,
            self.skipping,
            self.following,
            self.tape.condition,
            self.course,
            self.chronicle,
            self.tape.first + self.place,
            tuple(self.chronicle.between(self.place, self.place + AFTER)),
        )
        running = self.playing and self._rate != inf and (self.following or self.place < len(self.tape))
        self._taker(Placed(book, self.now, self._rate if running else 0.0, playhead))
