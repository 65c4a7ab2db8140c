"""The crowd of a demonstration: one character at every point, who come, report, and from then on do as the host lets them.

The user is the host: the crowd says nothing for it, and follows what it does as operators do, by what their pages show.
"""

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Final

from bridge_server.hub.clock import FlowingClock
from bridge_server.meeting.agenda import Agency
from bridge_server.meeting.commands import CheckIn, ClearFault, ConfirmAv, ReportFault
from bridge_server.meeting.commands.roll import FaultKind

from . import people, texts
from .arrivals import attendance, of_hall
from .cast import Cast
from .character import Character
from .course import Flowing
from .habits import WARM, draw_habits, talked
from .seat import Seat
from .stage import Stage, at_minute, luck
from .timers import Action, Timers

WAVE: Final = 10_000
"""Milliseconds of meeting time whose comers come at one blow before anybody is there to see them."""
TROUBLE: Final = (150.0, 480.0)
"""Seconds of meeting time between two troubles somewhere."""
Coming = tuple[int, int, Action]
"""An instant, 0 for a page that opens and 1 for a report, and what happens."""


class Crowd:
    """All characters. `come` lets them arrive, or `wake` takes over from a script where it stands; `close` ends them."""

    def __init__(self, stage: Stage, clock: FlowingClock) -> None:
        meeting = stage.hub.meeting
        self.timers = Timers(clock)
        self._stage = stage
        self._agenda = meeting.agenda
        self._cast: Cast = stage.cast
        self._chance = luck(stage.seed, "crowd")
        habits = draw_habits(meeting.agenda, meeting.roster, stage.cast, stage.seed)
        talks, before = talked(meeting.agenda, stage.seed)
        self.characters = {
            point: Character(
                meeting.points[point], habits[point], seat, meeting.agenda, stage.cast, self.timers,
                luck(stage.seed, f"character {point}"), talks, before,
            )
            for point, seat in stage.points.items()
        }  # fmt: skip

    async def come(self, course: Flowing) -> None:
        """Pages open and points report, at one blow up to the moment from which on somebody watches; the others on their own."""
        coming = sorted(self._coming(), key=lambda one: one[:2])
        past = [one for one in coming if one[0] <= course.first]
        for _, wave in groupby(past, key=lambda one: one[0] // WAVE):
            at_once = list(wave)
            await course.reach(at_once[-1][0])
            for kind in (0, 1):
                await together(action for _, number, action in at_once if number == kind)
        course.begin()
        for instant, _, action in coming[len(past) :]:
            self.timers.at(instant, action)
        for character in self.characters.values():
            character.wake()
        self._next_trouble()

    def wake(self) -> None:
        """Go on with the points as a script left them: who is not there comes soon."""
        for point, character in self.characters.items():
            wait = character.chance.uniform(5, 60)
            if not character.seat.connected:
                self.timers.after(wait, character.join)
            at_door = point == self._agenda.hall and of_hall(self._agenda)
            if not at_door and not character.habits.by_parent:
                self.timers.after(wait + character.chance.uniform(20, 90), character.report)
            character.wake()
        self._next_trouble()

    async def close(self) -> None:
        """Nobody does anything any more."""
        await self.timers.close()

    # --- arrivals ---

    def _coming(self) -> Iterator[Coming]:
        """Who comes and reports when. At the hall its agencies are met at the door."""
        hall = self._agenda.hall
        for point, character in self.characters.items():
            habits = character.habits
            yield habits.opens_at, 0, character.join
            if point == hall and of_hall(self._agenda):
                for agency in of_hall(self._agenda):
                    at = at_minute(self._agenda.starts_at, -self._chance.triangular(1, 28, WARM + 4))
                    yield max(at, habits.opens_at), 1, partial(self._meet_agency, character.seat, agency)
            elif habits.by_parent:
                at = at_minute(self._agenda.starts_at, -self._chance.uniform(0.5, 9))
                yield at, 1, partial(self._by_parent, character)
            elif habits.reports_at is not None:
                yield habits.reports_at, 1, character.report

    async def _meet_agency(self, seat: Seat, agency: Agency) -> None:
        """One agency at the hall's door; a few have excused themselves."""
        hall, chance = self._agenda.hall, luck(self._stage.seed, f"agency {agency.id}")
        speaks = any(slot.agency == agency.id for item in self._agenda.items for _, slot in item.all_slots())
        if not speaks and chance.random() < 0.08:
            await seat.ask(CheckIn(hall, "absent_with_leave", agency=agency.id))
            return
        leader = people.of_agency(agency, chance)
        await seat.ask(CheckIn(hall, agency=agency.id, leader_present=True, leader=leader, total=chance.randint(1, 4)))

    async def _by_parent(self, character: Character) -> None:
        """The parent point reports for a child that does not, or that nobody came to."""
        parent = self.characters.get(character.point.parent)
        if parent is None or not parent.seat.connected:
            return
        ident = character.point.id
        if character.habits.reports_at is None:
            await parent.seat.ask(CheckIn(ident, "absent", "parent"))
        else:
            seen = attendance(self._agenda, self._cast, character.point, character.chance)
            await parent.seat.ask(CheckIn(ident, seen.mode, "parent", total=seen.total))

    # --- trouble ---

    def _next_trouble(self) -> None:
        self.timers.after(self._chance.uniform(*TROUBLE), self._trouble)

    async def _trouble(self) -> None:
        """Somewhere a line is lost for a while, or sound or picture fails; where nobody speaks or is about to."""
        self._next_trouble()
        fitting = [one for one in map(self.characters.get, self._cast.plain) if one is not None and quiet(one)]
        if not fitting:
            return
        character = self._chance.choice(fitting)
        if self._chance.random() < 0.5:
            await character.lose_line(self._chance.uniform(70, 300))
            return
        kind, text = self._chance.choice(texts.FAULTS)
        found: FaultKind = "sound" if kind == "sound" else "picture" if kind == "picture" else "other"
        await character.seat.ask(ReportFault(character.point.id, found, text))
        self.timers.after(self._chance.uniform(90, 360), partial(self._mend, character, found))

    async def _mend(self, character: Character, kind: FaultKind) -> None:
        """It works again. Good sound and picture are one answer to both kinds of fault."""
        ident = character.point.id
        await character.seat.ask(ClearFault(ident, kind) if kind == "other" else ConfirmAv(ident))


def quiet(character: Character) -> bool:
    """Whether trouble at this point harms nobody, in a meeting that goes on."""
    floor = character.seat.floor
    return character.seat.connected and not character.busy and floor is not None and floor.phase != "closed"


async def together(actions: Iterator[Action]) -> None:
    """All of them at the same time. A refusal is an answer; a hub that lets nobody in ends it."""
    await asyncio.gather(*(action() for action in actions))
