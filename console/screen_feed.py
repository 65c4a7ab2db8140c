"""What a screen shows a meeting from: with a screen's code the little frames, with one that is sent the log the log itself.

Both give the same `Frames`, and the hub's time to let their clocks run by.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Final, Literal, Protocol

from bridge_server.client.address import tls_of
from bridge_server.client.ends import TurnedAway
from bridge_server.client.following import Broken, Following
from bridge_server.client.steady import Steady
from bridge_server.journal import JournalError
from bridge_server.journal.replay import Replay, start
from bridge_server.wire import views
from bridge_server.wire.frames import ChairView, Floor, HubFrame, Records, Welcome
from bridge_server.wire.roll_frames import Counts

from .beside import ASKED_EVERY, BACKOFF, keep_up
from .hall import Frames, Mark, mark_of
from .hub_time import HubTime

READS: Final = ("host", "secretary", "mirror")
"""Roles that are sent the log."""


class WrongRole(Exception):  # noqa: N818 - it says what is wrong
    """The code is a point's: it is told what is its own, not what a screen shows."""

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__(role)


class ScreenFeed(Protocol):
    """What the projected screen needs of one."""

    time: HubTime
    heard_at: float
    """When the hub was heard last, by the clock given to the feed."""
    mark: Mark

    async def run(self, changed: Callable[[], None]) -> None:
        """Follow the hub until cancelled; `changed` is called when there is something new. Raises why coming again is no use."""

    def frames(self, now: int) -> Frames | None:
        """What stands, None before anything has come."""


class LiveScreen:
    """A connection to a hub that is made anew after every end."""

    def __init__(
        self,
        url: str,
        code: str,
        *,
        lang: Literal["vi", "en"] = "vi",
        every: float = ASKED_EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.time = HubTime(clock)
        self.heard_at = clock()
        self.mark: Mark = ""
        self._clock = clock
        self._every = every
        self._changed: Callable[[], None] = lambda: None
        self._following = Following()
        self._replay: Replay | None = None
        self._floor: Floor | None = None
        self._chair: ChairView | None = None
        self._counts: Counts | None = None
        self._role = ""
        self._loaded = False
        self._confirm = asyncio.Event()
        self._steady = Steady(
            url,
            code,
            device=f"screen-{secrets.token_hex(4)}",
            lang=lang,
            listener=self._frame,
            lines=self._records,
            welcomed=self._welcomed,
            position=lambda: self._following.position,
            tls=tls_of(url),
            backoff=BACKOFF,
        )

    async def run(self, changed: Callable[[], None]) -> None:
        """Raises `TurnedAway`, `WrongRole`, and `Broken` or `JournalError` for a log that cannot be followed."""
        self._changed = changed
        await keep_up(self._steady, self._following, self._confirm, self._every, self._took_the_time)

    def frames(self, now: int) -> Frames | None:
        """From the log they are made for this very instant; those that came are as old as they are."""
        if self._role in READS:
            if self._replay is None or not self._loaded:
                return None
            meeting = self._replay.meeting
            lost = sum(not line[0] for line in meeting.lines.values())
            counts = Counts(meeting.n, (), len(meeting.lines) - lost, lost)
            now = max(now, meeting.at)
            return Frames(views.floor(meeting, now), views.chair(meeting, now), counts)
        if self._floor is None:
            return None
        chair = self._chair or ChairView(self._floor.n, self._floor.now)  # of a hub that does not know the chair's view
        return Frames(self._floor, chair, self._counts)

    # --- what comes ---

    def _heard(self) -> None:
        self.heard_at = self._clock()

    def _welcomed(self, welcome: Welcome) -> None:
        if welcome.role != "screen" and welcome.role not in READS:
            raise WrongRole(welcome.role)
        self._heard()
        self._role = welcome.role
        self.mark = mark_of(rehearsal=welcome.rehearsal, demonstration=welcome.demonstration)
        self.time.welcome(welcome.now, welcome.pace)
        self._following.resumed(welcome.resumed)
        if not welcome.resumed:
            self._replay, self._loaded = None, False

    def _records(self, frame: Records, lines: list[bytes]) -> None:
        self._heard()
        records = list(self._following.take(lines))
        assert self._following.header is not None
        if self._replay is None:
            self._replay = start(self._following.header)
        try:
            self._replay.fold(records)
        except Exception:
            self._replay, self._loaded = None, False  # half of a record is nothing to show
            raise
        self._loaded = self._loaded or not frame.more
        self._confirm.set()
        self._changed()

    def _frame(self, frame: HubFrame) -> None:
        self._heard()
        match frame:
            case Floor():
                self._floor = frame
            case ChairView():
                self._chair = frame
            case Counts():
                self._counts = frame
            case _:
                return
        self._changed()

    def _took_the_time(self, now: int, _at: float, trip: int) -> None:
        self._heard()
        self.time.measured(now, trip)


FINAL: Final = (TurnedAway, WrongRole, Broken, JournalError)
"""Why a feed ends for good."""
