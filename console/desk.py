"""The desk: what a console knows at any moment, from the news of its feed. No screen in it, so that it can be tested alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bridge_server.meeting.author import Author, Role
from bridge_server.meeting.evolve import answer_key
from bridge_server.reports.names import label
from bridge_server.words import Language, say

from .feed import Answered, Arrived, Away, DiskNews, Ended, News, No, Phones, Placed, Timed, Welcomed
from .glyphs import UNICODE, Glyphs
from .hub_time import HubTime
from .scene import Link, LinkState, Scene

if TYPE_CHECKING:
    from bridge_server.wire.roll_frames import ContactRow

    from .book import Book, Told
    from .playback.player import Playhead

SILENT: Final = 5.0
"""Seconds without a word from the hub after which the screen says so, and takes no action any more."""
SETTLED: Final = 3.0
"""Seconds after a new connection by which what an old one had sent would be in the log."""

UNSURE: Final = 60.0
"""Seconds after which a command that nobody answered is no more waited for: the log is where to look."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that was sent and never answered."""

    ident: str
    name: str
    given_up_at: float
    """In seconds of this machine's clock."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What news brought about that a person should hear of, besides what every panel shows: key of `words.console` and facts."""

    key: str
    facts: dict[str, object] = field(default_factory=dict)


class Desk:
    """Takes news in the order they come, and makes scenes. `clock` is this machine's, in seconds."""

    def __init__(
        self,
        lang: Language,
        clock: Callable[[], float],
        glyphs: Glyphs = UNICODE,
        *,
        read_only: bool = False,
        demonstration: bool = False,
    ) -> None:
        self.lang: Language = lang
        self.time = HubTime(clock)
        self.glyphs = glyphs
        self.read_only = read_only
        self.book: Book | None = None
        self.role: Role = "host"
        self.shown_url = ""
        self.pending: list[Pending] = []
        self.playhead: Playhead | None = None
        """Where a replay stands, None where this is live."""
        self._clock = clock
        self._state: LinkState = "starting"
        self._since = clock()
        self._heard = clock()
        self._welcomed_at = 0.0
        self._loading = True
        self._disk = ""
        self._text: tuple[str, ...] = ()
        self._rehearsal = False
        self._demonstration = demonstration
        self._contacts: dict[str, list[ContactRow]] = {}

    # --- what comes ---

    def take(self, news: News) -> list[Happened]:
        """Take one piece of news in."""
        match news:
            case Welcomed():
                return self._welcomed(news)
            case Arrived():
                return self._arrived(news)
            case Timed():
                self._heard = self._clock()
                self.time.measured(news.now, news.trip_ms)
            case Placed():
                self._placed(news)
            case Away():
                if self._state != "away":
                    self._become("away")
            case Ended():
                self._become("ended")
                self._text = (ended_text(self.lang, news.why, replay=self.playhead is not None),)
            case Phones():
                self._contacts = {}
                for row in news.rows:
                    self._contacts.setdefault(row.point, []).append(row)
            case DiskNews():
                if news.code in ("full", "frozen", "open"):
                    self._disk = "" if news.code == "open" else news.code
            case Answered():
                return self._answered(news)
        return []

    def _answered(self, news: Answered) -> list[Happened]:
        """A late answer, told where somebody still waits for it; what was done may stand in the log already."""
        waiting = [one for one in self.pending if one.ident == news.ident]
        self.pending = [one for one in self.pending if one.ident != news.ident]
        if isinstance(news.answer, No):
            return [Happened("toast-late-no", {"name": one.name, "text": news.answer.text}) for one in waiting]
        return [Happened("toast-was-done", {"name": one.name, "n": news.answer.n}) for one in waiting]

    def _placed(self, news: Placed) -> None:
        """A replay stands somewhere: nothing is waited for, and nobody can fall silent."""
        self.book, self.playhead = news.book, news.playhead
        self._rehearsal, self._demonstration = news.playhead.condition.rehearsal, news.playhead.condition.demonstration
        self.time.stand(news.now, news.pace)
        self._loading = False
        if self._state not in ("replay", "ended"):  # of a log that cannot be read on, what was read is shown
            self._become("replay")

    def _welcomed(self, news: Welcomed) -> list[Happened]:
        back = self._state in ("away", "quiet") and self.book is not None
        lasted = self._clock() - self._since
        self._heard = self._welcomed_at = self._clock()
        self.time.welcome(news.now, news.pace)
        self.role = news.role
        if news.role not in ("host", "secretary"):  # nobody else is sent the log's records to act on
            self._become("ended")
            self._text = (say(self.lang, "console.ended-role", role=label(self.lang, "role", news.role).lower()),)
            return []
        self._rehearsal, self._demonstration = news.rehearsal, news.demonstration
        self._become("live")
        self._disk = ""
        if not news.resumed:
            self._loading = True
            other = self.book is not None
            self.book = None
            return [Happened("toast-new-log")] if other else []
        return [Happened("toast-back")] if back and lasted >= SILENT else []

    def _arrived(self, news: Arrived) -> list[Happened]:
        self._heard = self._clock()
        if self.book is None:
            from .book import Book  # after the first painting: it loads what records are checked with

            self.book = Book(self.lang, news.header)
        history = self._loading or news.more
        self.book.fold(news.records, live=not history)
        if not news.more:
            self._loading = False
            self.book.tell()
        return self._settle()

    def sent_in_vain(self, ident: str, name: str) -> list[Happened]:
        """A command was not answered; the log may know of it already."""
        self.pending.append(Pending(ident, name, self._clock()))
        return self._settle()

    def _settle(self) -> list[Happened]:
        """Which commands without an answer are in the log after all."""
        if not self.pending or self.book is None:
            return []
        found: list[Happened] = []
        for one in list(self.pending):
            n = self.in_log(one.ident)
            if n:
                self.pending.remove(one)
                found.append(Happened("toast-was-done", {"name": one.name, "n": n}))
        return found

    def in_log(self, ident: str) -> int:
        """The record that the command `ident` of this role became, 0 where the log has none (yet)."""
        if self.book is None:
            return 0
        return self.book.meeting.answered.get(answer_key(str(Author(self.role)), ident)) or 0

    def look(self) -> list[Happened]:
        """Once a second: whether the hub has fallen silent, and whether what is not in the log by now will not come."""
        now = self._clock()
        silent = now - self._heard >= SILENT
        if self._state == "live" and silent:
            self._become("quiet")
            self._since = self._heard
        elif self._state == "quiet" and not silent:
            self._become("live")
        stale = [one for one in self.pending if now - one.given_up_at >= UNSURE]
        if self._state == "live" and stale:
            self.pending = [one for one in self.pending if one not in stale]
            return [Happened("toast-look-in-log", {"name": one.name}) for one in stale]
        settled = self._state == "live" and not self._loading and self._welcomed_at and now - self._welcomed_at >= SETTLED
        if not settled:
            return []
        # An answer can come no more once another connection was made after it had been given up.
        lost = [one for one in self.pending if one.given_up_at < self._welcomed_at]
        for one in lost:
            self.pending.remove(one)
        return [Happened("toast-was-not-done", {"name": one.name}) for one in lost]

    def _become(self, state: LinkState) -> None:
        self._state, self._since = state, self._clock()
        if state != "ended":
            self._text = ()

    # --- what is shown ---

    @property
    def log(self) -> str:
        """The id of the log that is shown; "" while there is none."""
        return self.book.log if self.book is not None else ""

    @property
    def loading(self) -> bool:
        """Whether history is still coming."""
        return self._loading

    @property
    def link(self) -> Link:
        """How the console stands to its hub."""
        state: LinkState = "connecting" if self._state == "live" and self._loading else self._state
        unsure = tuple(say(self.lang, "console.banner-pending", name=one.name) for one in self.pending[-1:])
        return Link(state, self._since, self.time.delay_ms, self._disk, (*self._text, *unsure))

    @property
    def away_for(self) -> float:
        """Seconds since the hub was heard last, 0 while it is there."""
        return 0.0 if self._state in ("live", "replay") else self._clock() - self._since

    def connecting(self) -> None:
        """A hub was found; it is being connected to."""
        self._become("connecting")

    def failed(self, sentences: tuple[str, ...]) -> None:
        """There is no hub to show."""
        self._become("ended")
        self._text = sentences

    def scene(self, *, turn: str = "", item: str = "", point: str = "") -> Scene | None:
        """This instant; None before the first record of a log (its header) came."""
        if self.book is None:
            return None
        meeting = self.book.meeting
        return Scene(
            self.lang,
            meeting,
            self.book.roll,
            max(self.time.now(), meeting.at) if self._state != "starting" else meeting.at,
            self.book.told,
            self.link,
            self.role,
            self.glyphs,
            self._rehearsal,
            self._demonstration,
            self.read_only,
            self.shown_url,
            self._contacts,
            turn,
            item,
            point,
            replay=self.playhead,
            wordings=self.book.wordings.of,
        )

    def told(self, n: int) -> "list[Told]":
        """The sentences of record `n`, where it has come."""
        if self.book is None:
            return []
        found: list[Told] = []
        for one in reversed(self.book.told):
            if one.n < n:
                break
            if one.n == n:
                found.append(one)
        return found[::-1]


def ended_text(lang: Language, why: Exception, *, replay: bool = False) -> str:
    """Why there will be no other connection, and what to do; of a `replay`, why its log cannot be read on."""
    from bridge_server.client.ends import TurnedAway  # as above
    from bridge_server.client.following import Broken
    from bridge_server.journal import JournalError
    from bridge_server.wire.frames import Close

    if isinstance(why, TurnedAway):
        if why.code in (Close.BAD_CODE, Close.REVOKED):
            return say(lang, "console.ended-code")
        if why.code == Close.REPLACED:
            return say(lang, "console.ended-replaced")
        return say(lang, "console.ended-other", code=why.code)
    if isinstance(why, JournalError):
        return say(lang, f"journal.{why.code}", **why.facts) if replay else say(lang, "console.ended-newer")
    return say(lang, "console.ended-log" if isinstance(why, Broken) else "console.ended-defect")
