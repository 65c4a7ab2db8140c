"""One operator of a demonstration: sees its page, and does what people at a page do. Knows nothing but what the page shows.

Whatever the host does, in whatever order, is taken as it comes: before anything is said the page is looked at again, and a
refusal is an answer like any other.
"""

import random
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bridge_server.meeting import Agenda, Command, Point
from bridge_server.meeting.commands import (
    AcknowledgeNotice,
    ArriveLate,
    Ask,
    Back,
    CheckIn,
    LeaveEarly,
    Ready,
    SubmitOpinion,
    Withdraw,
)
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.wire.frames import Accepted, Floor, HubFrame, ItemNow, Mine, MyNotice, MyTurn
from bridge_server.wire.views import LIVE

from . import people, texts
from .arrivals import attendance
from .cast import Cast
from .habits import Habits
from .seat import Seat
from .timers import Timers

ASKING: Final = 12
"""Points that ask in a discussion, as far as there are so many."""
EARLY: Final = 4
"""Of these, how many ask in the item before it."""
SOON: Final = 8
"""How many ask within the first minute or so, unless they have."""
WRITING: Final = 3
"""Points that write in a discussion instead of speaking."""
UNPLANNED: Final = 600.0
"""Seconds that a break or a discussion is taken to last where nobody planned any."""


@dataclass(slots=True)
class Character:
    """Reacts to the frames of its seat. `talks` and `before` are the items in which people ask, and the first ones do."""

    point: Point
    habits: Habits
    seat: Seat
    agenda: Agenda
    cast: Cast
    timers: Timers
    chance: random.Random
    talks: frozenset[str]
    before: frozenset[str]
    subject: str = ""
    """What it last wanted to speak about."""
    gone: bool = False
    """It has left the meeting for good."""
    _met: set[Hashable] = field(default_factory=set)
    """What it has reacted to already."""
    _discussions: int = 0

    def wake(self) -> None:
        """Look at the page from now on, first at what it shows already."""
        self.seat.listener = self.heard
        for frame in (self.seat.floor, self.seat.mine):
            if frame is not None:
                self.heard(frame)

    def heard(self, frame: HubFrame) -> None:
        """The page shows something new."""
        match frame:
            case Mine():
                self._see_mine(frame)
            case Floor() if frame.phase == "open" and frame.item is not None:
                self._see_item(frame.item)

    # --- coming and going ---

    async def join(self) -> None:
        """Open the page, unless it is open."""
        if not self.seat.connected and not self.gone:
            await self.seat.join()

    async def report(self) -> None:
        """Report who is there; after the roll is closed it is too late. At the hall the agencies report, one by one."""
        mine = self.seat.mine
        if self.habits.reports_at is None or (
            mine is not None and (mine.check_in is not None or mine.roll_closed_at is not None)
        ):
            return
        ident = self.point.id
        if self.habits.on_leave:
            reason = self.chance.choice(texts.LEAVE)
            await self._say(CheckIn(ident, "absent_with_leave", operator=people.name(self.chance), reason=reason))
            return
        told = await self._say(attendance(self.agenda, self.cast, self.point, self.chance))
        if told and self.habits.late and self._first("late"):
            now = self.timers.now
            await self._say(ArriveLate(ident, now - now % MINUTE, reason=self.chance.choice(texts.LATE)))

    async def lose_line(self, seconds: float) -> None:
        """The line breaks and comes back."""
        if self.seat.connected:
            self.seat.cut()
            self.timers.after(seconds, self.join)

    @property
    def busy(self) -> bool:
        """Whether it has something to say to the hall, or nobody sits there."""
        mine = self.seat.mine
        return self.gone or mine is None or mine.check_in is None or any(turn.state in LIVE for turn in mine.turns)

    # --- what is its own ---

    def _see_mine(self, mine: Mine) -> None:
        for turn in mine.turns:
            if turn.state == "standby" and not turn.ready:
                self._called(turn)
            elif turn.state == "waiting" and turn.is_request and self._first("waiting", turn.id) and self.chance.random() < 0.1:
                self.timers.after(self.chance.uniform(90, 480), partial(self._withdraw, turn.id))
            elif turn.state == "declined" and self._first("declined", turn.id) and self.chance.random() < 0.8:
                self.timers.after(self.chance.uniform(60, 300), partial(self._write, turn.id))
        for notice in mine.notices:
            self._told(notice)
        if mine.check_in is not None:
            self._first("reported")
        elif "reported" in self._met and mine.roll_closed_at is None and self._first("again", self._sitting()):
            self.timers.after(self.chance.uniform(20, 240), self.report)  # taken back by the hall, or another sitting's roll

    def _called(self, turn: MyTurn) -> None:
        if self.point.id != self.agenda.hall and self.habits.answers_in and self._first("standby", turn.id, turn.standby_at):
            wait = self.habits.answers_in * self.chance.uniform(0.9, 1.1)
            self.timers.after(max(3.0, wait), partial(self._answer, turn.id, turn.standby_at or 0))

    async def _answer(self, turn: str, standby_at: int) -> None:
        if any((one.id, one.standby_at, one.ready) == (turn, standby_at, False) for one in self._turns()):
            await self._say(Ready(turn, standby_at))

    def _told(self, notice: MyNotice) -> None:
        if notice.acknowledged_at is None and self._first("notice", notice.id) and self.chance.random() < self.habits.reads:
            self.timers.after(self.chance.triangular(4, 150, 25), partial(self._acknowledge, notice.id))

    async def _acknowledge(self, notice: str) -> None:
        mine = self.seat.mine
        if mine is not None and any(one.id == notice and one.acknowledged_at is None for one in mine.notices):
            await self._say(AcknowledgeNotice(notice, self.point.id))

    async def _withdraw(self, turn: str) -> None:
        if any((one.id, one.state) == (turn, "waiting") for one in self._turns()):
            await self._say(Withdraw(turn))

    async def _write(self, turn: str = "") -> None:
        text = texts.ABOUT.format(subject=self.subject) if turn and self.subject else self.chance.choice(texts.OPINIONS)
        await self._say(SubmitOpinion(self.point.id, text, speaker=people.name(self.chance), turn=turn))

    # --- the floor ---

    def _see_item(self, item: ItemNow) -> None:
        if self.point.id in self.cast.away or self.point.id == self.agenda.hall or not self._first("item", item.id, item.run):
            return
        left = (item.budget_ms or UNPLANNED * 1000) / 1000 - item.elapsed_ms / 1000
        if item.kind == "break":
            self._pause(item, max(60.0, left))
        elif item.kind == "discussion" or item.id in self.talks:
            self._discuss(item, max(60.0, left))
        elif item.id in self.before and self.habits.rank < EARLY:
            self.timers.after(self.chance.triangular(20, 900, 120), partial(self._ask, item.id))

    def _pause(self, item: ItemNow, seconds: float) -> None:
        if self.habits.leaves_early and self._first("leaving"):
            self.timers.after(self.chance.uniform(30, 300), self._leave)
        elif self.habits.returns:
            wait = seconds * self.habits.returns * self.chance.uniform(0.95, 1.02)
            self.timers.after(wait, partial(self._come_back, item.id, item.run))

    async def _come_back(self, item: str, run: int) -> None:
        floor, mine = self.seat.floor, self.seat.mine
        shown = floor.item if floor is not None else None
        if shown is not None and mine is not None and (shown.id, shown.run) == (item, run) and not mine.back:
            await self._say(Back(self.point.id, item, run))

    async def _leave(self) -> None:
        now = self.timers.now
        if await self._say(LeaveEarly(self.point.id, now - now % MINUTE, reason=self.chance.choice(texts.EARLY))):
            self.gone = True
            await self.seat.leave()

    def _discuss(self, item: ItemNow, seconds: float) -> None:
        place = self.habits.rank - self._discussions * (ASKING + WRITING)
        if self._first("discussion", item.id):
            self._discussions += 1
        if 0 <= place < ASKING:
            wait = self.chance.uniform(3, 75) if place < SOON else self.chance.uniform(0.1, 0.8) * seconds
            self.timers.after(wait, partial(self._ask, item.id))
        elif ASKING <= place < ASKING + WRITING:
            self.timers.after(self.chance.uniform(0.2, 0.9) * seconds, self._write)

    async def _ask(self, item: str) -> None:
        """Ask for the floor about what runs, as long as that does and the list is open."""
        floor = self.seat.floor
        running = floor.item.id if floor is not None and floor.item is not None else ""
        if floor is None or floor.phase != "open" or running != item or floor.list_closed_at is not None or self.busy:
            return
        person = people.leader(self.point, self.chance)
        speaker = Speaker(person.name, person.post) if self.chance.random() < 0.85 else Speaker()
        self.subject = self.chance.choice(texts.SUBJECTS)
        await self._say(Ask(self.point.id, subject=self.subject, speaker=speaker, item=item))

    # --- saying ---

    async def _say(self, command: Command) -> bool:
        """Say it where there is a line; whether it was accepted."""
        return self.seat.connected and isinstance(await self.seat.ask(command), Accepted)

    def _sitting(self) -> int:
        return self.seat.floor.sitting if self.seat.floor is not None else 0

    def _turns(self) -> tuple[MyTurn, ...]:
        return self.seat.mine.turns if self.seat.mine is not None else ()

    def _first(self, *what: Hashable) -> bool:
        """Whether it meets this for the first time."""
        key: Hashable = what if len(what) > 1 else what[0]
        known = key in self._met
        self._met.add(key)
        return not known
