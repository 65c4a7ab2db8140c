"""What a log holds over time: items, who spoke, check-ins and how much happened. Nights between sittings take no room."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from .tape import Tape

NIGHT_MS: Final = 2 * 3_600_000
"""Without a record for longer than this the timeline is cut."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One run of an item or of a turn, in shown instants; `place` is where it begins. `end` is the log's where it still ran."""

    id: str
    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class Course:
    """The whole of a log. `pieces` are shown instants from and to between which something happened, ascending."""

    pieces: tuple[tuple[int, int], ...]
    items: tuple[Stretch, ...]
    turns: tuple[Stretch, ...]
    tape: Tape = field(compare=False, repr=False)
    _counts: "dict[int, tuple[tuple[int, ...], tuple[int, ...]]]" = field(default_factory=dict, compare=False, repr=False)

    @property
    def item_places(self) -> tuple[int, ...]:
        """Where items begin."""
        return tuple(sorted({one.place for one in self.items}))

    @property
    def turn_places(self) -> tuple[int, ...]:
        """Where somebody begins to speak."""
        return tuple(sorted({one.place for one in self.turns}))

    @property
    def length(self) -> int:
        """Milliseconds of all the pieces."""
        return sum(end - start for start, end in self.pieces)

    def part(self, shown: int) -> float:
        """How far an instant lies in the whole, from 0 to 1."""
        if not self.length:
            return 0.0
        before = sum(min(max(shown, start), end) - start for start, end in self.pieces)
        return before / self.length

    def density(self, columns: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """How many events, and how many check-ins, fall into each of so many equal parts."""
        known = self._counts.get(columns)
        if known is None:
            tape = self.tape
            edges = [tape.place_at(self.instant(number / columns) - 1) for number in range(columns)]
            spans = list(zip(edges, [*edges[1:], len(tape)], strict=True))
            events = tuple(sum(tape.events[start:end]) for start, end in spans)
            known = self._counts[columns] = events, tuple(sum(tape.check_ins[start:end]) for start, end in spans)
        return known

    def instant(self, part: float) -> int:
        """The shown instant that lies so far in the whole."""
        left = round(min(max(part, 0.0), 1.0) * self.length)
        for start, end in self.pieces:
            if left <= end - start:
                return start + left
            left -= end - start
        return self.pieces[-1][1]


def course(tape: Tape) -> Course:
    """All of it, from the tape's end."""
    meeting = tape.meeting
    items = [stretch(tape, row.item.id, run.start, run.end) for row in meeting.items.values() for run in row.runs]
    turns = [stretch(tape, turn.id, run.start, run.end) for turn in meeting.turns.values() for run in turn.runs]
    return Course(pieces(tape), tuple(sorted(items, key=began)), tuple(sorted(turns, key=began)), tape)


def began(one: Stretch) -> tuple[int, int]:
    """What stretches are put in order by."""
    return one.start, one.place


def stretch(tape: Tape, ident: str, start: int, end: int | None) -> Stretch:
    """One run; an instant of the hub's clock is shown as the record at that time showed it."""
    place = min(bisect_right(tape.at, start), len(tape))
    ended = len(tape) if end is None else bisect_right(tape.at, end)
    return Stretch(ident, tape.shown_of(start, place), tape.shown(len(tape)) if end is None else tape.shown_of(end, ended), place)


def pieces(tape: Tape) -> tuple[tuple[int, int], ...]:
    """From and to between nights."""
    found = []
    start = before = tape.shown(0)
    for shown in tape.instants:
        if shown - before > NIGHT_MS:
            found.append((start, before))
            start = shown
        before = shown
    found.append((start, max(before, start + 1)))
    return tuple(found)
