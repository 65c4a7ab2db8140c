"""The catch-up planner: what could be shortened, or taken out, to end earlier; each option with the commands that do it.

Nothing here changes the meeting. What an option says was measured: its commands were decided and folded on a draft, and the
projection of that draft is what is told. So nothing is promised that the rules, a fixed start or a minimum would not let come.

Bounds: a contribution or an item is never cut below 60 % of its plan nor below two minutes, a break never below its minimum,
and nothing below what is used already. Who speaks, or was interrupted, keeps the time that was promised. What the leaders say
(opening, speeches, conclusion) is neither cut nor taken out, nor is the last item of the day taken out, whatever its kind.
Contributions of one length under one item are cut alike. All in whole minutes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from .author import HOST
from .clock import item_budget, item_elapsed, item_remaining, slots_remaining, turn_budget, turn_remaining
from .commands import AddItemTime, AddTurnTime, Command, SkipItem
from .decide import decide
from .evolve import apply
from .projection import project
from .record import Record
from .rows import PENDING, ItemRow
from .state import Meeting
from .values import MINUTE

LEADERS: Final = frozenset({"opening", "speech", "directing", "conclusion"})
"""Kinds of items that belong to those who lead the meeting: never cut, never taken out."""
LEAST: Final = 2 * MINUTE
"""What is left of anything that is cut."""
SHARE: Final = (3, 5)
"""The part of its plan that a contribution or an item keeps, as a fraction."""
TRIALS: Final = 200
"""Sets of items that are tried out at most to find the smallest that suffices."""

OptionKind = Literal["spread", "breaks", "breaks-discussion", "discussion", "out", "together"]


@dataclass(frozen=True, slots=True)
class Change:
    """One item's or contribution's time as it is and as it would be, and the command that does it. `after_ms` 0: taken out.

    The command holds only while that time is still `before_ms` (see `holds`).
    """

    of: Literal["item", "turn"]
    id: str
    item: str
    before_ms: int
    after_ms: int
    command: AddItemTime | AddTurnTime | SkipItem

    @property
    def out(self) -> bool:
        """Whether it is taken out rather than cut."""
        return isinstance(self.command, SkipItem)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to catch up, as its changes in the order in which they are said.

    `before` and `after` are the projected end; where an item without minutes (`until`) makes the end unknown, its start.
    """

    kind: OptionKind
    changes: tuple[Change, ...]
    asked_ms: int
    until: str
    before: int
    after: int

    @property
    def recovered_ms(self) -> int:
        """How much earlier it ends."""
        return self.before - self.after

    @property
    def enough(self) -> bool:
        """Whether that is what was asked for."""
        return self.recovered_ms >= self.asked_ms

    @property
    def commands(self) -> tuple[Command, ...]:
        """What is to be said, in order."""
        return tuple(change.command for change in self.changes)


@dataclass(frozen=True, slots=True)
class Source:
    """Where minutes can come from: an item, or contributions (`turns`) of one length under it, which are cut alike.

    `each_ms` is the time that each still needs, `room` the whole minutes that each can give.
    """

    item: str
    turns: tuple[str, ...]
    each_ms: int
    room: int

    @property
    def size(self) -> int:
        """How many are cut together."""
        return len(self.turns) or 1


Cuts = dict[Source, int]
"""Whole minutes from each of a source."""


def options(meeting: Meeting, now: int, recover_ms: int, reason: str) -> tuple[Option, ...]:
    """Ways to end `recover_ms` earlier, those that suffice first; none where nothing can be gained or no end is known.

    `reason` stands in the commands, and so in the log. Where no option of one kind suffices, the last is all of them together.
    """
    if recover_ms <= 0 or meeting.phase == "closed":
        return ()
    plan = Plan(meeting, now, recover_ms, reason)
    if plan.before is None:
        return ()
    breaks = [one for one in plan.sources if plan.kind(one) == "break"]
    talk = [one for one in plan.sources if plan.kind(one) == "discussion"]
    found = [plan.option("spread", plan.fitted([one for one in plan.sources if plan.kind(one) not in ("break", "other")]), ())]
    paused = plan.fitted(breaks)
    both = paused if plan.reached(paused) else plan.fitted(talk, paused)
    kinds = {plan.kind(one) for one in both}
    kind: OptionKind = "breaks-discussion" if len(kinds) == 2 else "breaks" if "break" in kinds else "discussion"
    found += [plan.option(kind, both, ()), plan.option("out", {}, plan.smallest({}))]
    if not any(one is not None and one.enough for one in found):
        found.append(plan.together())
    distinct: dict[tuple[Command, ...], Option] = {}
    for one in found:
        if one is not None:
            distinct.setdefault(one.commands, one)
    return tuple(sorted(distinct.values(), key=lambda one: not one.enough))


def retold(meeting: Meeting, now: int, option: Option) -> Option | None:
    """The same option as it looks in this meeting at this instant; None where what it changes is not as it was."""
    if not all(holds(meeting, change) for change in option.changes):
        return None
    before, after = reach(meeting, now, option.until), reach(carried(meeting, now, option.commands), now, option.until)
    return None if before is None or after is None else replace(option, before=before, after=after)


def holds(meeting: Meeting, change: Change) -> bool:
    """The premise of a change: what it is about still waits, and has the time that was told."""
    row, turn = meeting.items.get(change.item), meeting.turns.get(change.id)
    if meeting.phase == "closed" or row is None or row.removed or row.finished or row.skipped:
        return False
    if change.of == "turn":
        return turn is not None and turn.state in PENDING and turn_budget(meeting, turn) == change.before_ms
    if change.out:
        return not row.runs and takes(meeting, row) == change.before_ms
    return item_budget(meeting, row) == change.before_ms


def carried(meeting: Meeting, now: int, commands: Iterable[Command]) -> Meeting:
    """A draft in which the host has said these. Raises `Refused` as `decide` does."""
    draft = meeting.draft()
    for command in commands:
        apply(draft, Record(draft.n + 1, now, str(HOST), "", decide(draft, command, HOST, now)))
    return draft


def unknown_item(meeting: Meeting, now: int) -> str:
    """The item whose missing minutes make the end unknown, "" for none."""
    return project(meeting, now).unknown_item


def reach(meeting: Meeting, now: int, until: str) -> int | None:
    """The projected end, or with `until` the projected start of that item; None where that is not known."""
    told = project(meeting, now)
    if not until:
        return told.projected_end if told.unknown_item == "" else None
    times = told.of(until)
    return None if times is None or times.state == "running" else times.projected_start


class Plan:
    """What can be given up in a meeting at one instant, and what that would bring."""

    def __init__(self, meeting: Meeting, now: int, asked_ms: int, reason: str) -> None:
        self.meeting, self.now, self.asked_ms, self.reason = meeting, now, asked_ms, reason
        self.until = unknown_item(meeting, now)
        self.before = reach(meeting, now, self.until)
        self.rows = tuple(self._ahead()) if self.before is not None else ()
        found = [source for row in self.rows if row.item.kind not in LEADERS for source in self._sources(row)]
        self.sources = [one for one in found if self.recovered({one: one.room}) > 0]

    def kind(self, source: Source) -> str:
        """The kind of the source's item."""
        return self.meeting.items[source.item].item.kind

    def _ahead(self) -> Iterable[ItemRow]:
        """The items still to come, the running one first, up to the one without minutes."""
        m = self.meeting
        for key in dict.fromkeys(key for key in (m.running, *m.order) if key):
            row = m.items[key]
            if key == self.until:
                return
            if not (row.removed or row.finished or row.skipped):
                yield row

    def _sources(self, row: ItemRow) -> list[Source]:
        m, key = self.meeting, row.item.id
        budget = item_budget(m, row)
        assert budget is not None  # those without minutes, and what comes after, are not ahead
        needed = slots_remaining(m, row, self.now)
        alike: dict[tuple[int, int], list[str]] = {}
        for slot in row.slots if needed else ():
            turn = m.turns[slot]
            has = turn_budget(m, turn)
            if turn.id == key or turn.state not in PENDING or turn.runs or has is None:
                continue
            if room := whole(has - least(turn.planned_ms)):
                alike.setdefault((has, room), []).append(slot)
        if alike:
            return [Source(key, tuple(slots), has, room) for (has, room), slots in alike.items()]
        used = item_elapsed(m, row, self.now)
        promised = max(needed or 0, self._speaking_under(key))
        floor = (row.item.minimum_minutes or 0) * MINUTE
        if not (row.item.kind == "break" and floor):
            floor = max(floor, least(row.planned_ms))
        room = whole(budget - max(floor, used + promised))
        return [Source(key, (), budget - used, room)] if room else []

    def _speaking_under(self, item: str) -> int:
        """What whoever speaks in the running item may still take."""
        turn = self.meeting.turns.get(self.meeting.speaking)
        rest = turn_remaining(self.meeting, turn, self.now) if turn is not None and item == self.meeting.running else None
        return max(0, rest or 0)

    # --- what cuts bring ---

    def commands(self, cuts: Mapping[Source, int], out: Sequence[str] = ()) -> list[Command]:
        """What is said for these cuts; an item's own time is cut as far as it would outlast its contributions."""
        m, said = self.meeting, list[Command]()
        for row in self.rows:
            mine = {source: minutes for source, minutes in cuts.items() if source.item == row.item.id and minutes}
            for source, minutes in mine.items():
                said += [AddTurnTime(turn, -60 * minutes, self.reason) for turn in source.turns]
            given = sum(source.size * minutes for source, minutes in mine.items())
            needed = slots_remaining(m, row, self.now) or 0
            budget = item_budget(m, row) or 0
            if given and any(source.turns for source in mine):
                outlasts = budget - item_elapsed(m, row, self.now) - (needed - given * MINUTE)
                floor = (row.item.minimum_minutes or 0) * MINUTE
                given = max(0, min(given, -(-outlasts // MINUTE), whole(budget - floor)))
            if given:
                said.append(AddItemTime(row.item.id, -60 * given, self.reason))
        return said + [SkipItem(item, self.reason) for item in out]

    def recovered(self, cuts: Mapping[Source, int], out: Sequence[str] = ()) -> int:
        """How much earlier it ends with these."""
        after = reach(carried(self.meeting, self.now, self.commands(cuts, out)), self.now, self.until)
        return 0 if self.before is None or after is None else self.before - after

    def reached(self, cuts: Mapping[Source, int], out: Sequence[str] = ()) -> bool:
        """Whether these are enough."""
        return self.recovered(cuts, out) >= self.asked_ms

    def fitted(self, sources: Sequence[Source], given: Mapping[Source, int] | None = None, out: Sequence[str] = ()) -> Cuts:
        """As even cuts as whole minutes allow, besides those `given`, and no more than is needed; all there is, if too little."""
        full = {**(given or {}), **{source: source.room for source in sources}}
        need = min(self.asked_ms, self.recovered(full, out))
        shares = sorted({(k - 0.5) * MINUTE / one.each_ms for one in sources for k in range(1, one.room + 1)})

        def at(share: float) -> Cuts:
            return {**full, **{one: min(one.room, int(share * one.each_ms / MINUTE + 0.5 + 1e-9)) for one in sources}}

        low, high = 0, len(shares)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.recovered(at(shares[middle]), out) >= need else (middle + 1, high)
        cuts, share = (at(shares[low]), shares[low]) if low < len(shares) else (full, 1.0)
        return self._trimmed(cuts, share, need, lambda trial: self.recovered(trial, out), sources)

    def _trimmed(self, cuts: Cuts, share: float, need: int, recovered: Callable[[Cuts], int], sources: Sequence[Source]) -> Cuts:
        """Minutes that are not needed go back, first to whom most was taken."""
        going = True
        while going:
            going = False
            for one in sorted(sources, key=lambda one: share * one.each_ms / MINUTE - cuts[one]):
                less = {**cuts, one: cuts[one] - 1}
                if cuts[one] and recovered(less) >= need:
                    cuts, going = less, True
                    break
        return {one: minutes for one, minutes in cuts.items() if minutes}

    # --- taking out ---

    def removable(self) -> list[str]:
        """Items that may be taken out: not begun, not a leader's, not the last, no break that must be held, and it helps."""
        last = next((key for key in reversed(self.meeting.order) if not self.meeting.items[key].removed), "")
        found = []
        for row in self.rows:
            kept = row.item.kind in LEADERS or (row.item.kind == "break" and row.item.minimum_minutes)
            if kept or row.runs or row.item.id in (self.meeting.running, last):
                continue
            if self.recovered({}, (row.item.id,)) > 0:
                found.append(row.item.id)
        return found

    def smallest(self, cuts: Mapping[Source, int]) -> tuple[str, ...]:
        """The fewest items that suffice beside the cuts of the others, all of them where that is too little.

        Of several such sets the one that takes least, and of those the latest.
        """
        ids = self.removable()
        rests = {key: takes(self.meeting, self.meeting.items[key]) for key in ids}
        tried = 0
        for size in range(1, len(ids) + 1):
            latest_first = [some[::-1] for some in combinations(ids[::-1], size)]
            for chosen in sorted(latest_first, key=lambda some: sum(rests[key] for key in some)):
                left = {one: minutes for one, minutes in cuts.items() if one.item not in chosen}
                if sum(rests[key] for key in chosen) + sum(60_000 * n * one.size for one, n in left.items()) < self.asked_ms:
                    continue
                if self.reached(left, chosen):
                    return chosen
                tried += 1
                if tried == TRIALS:
                    return tuple(ids)
        return tuple(ids)

    def together(self) -> Option | None:
        """Everything that can be cut; where that is too little, items taken out besides."""
        full = {one: one.room for one in self.sources}
        if self.reached(full):
            return self.option("together", self.fitted(self.sources), ())
        out = self.smallest(full)
        left = [one for one in self.sources if one.item not in out]
        return self.option("together", self.fitted(left, out=out), out)

    def option(self, kind: OptionKind, cuts: Mapping[Source, int], out: Sequence[str]) -> Option | None:
        """The option that these make, None where it gains nothing."""
        commands = self.commands(cuts, out)
        if not commands or self.before is None:
            return None
        after = carried(self.meeting, self.now, commands)
        end = reach(after, self.now, self.until)
        if end is None or end >= self.before:
            return None
        changes = tuple(changed(self.meeting, after, command) for command in commands)
        return Option(kind, changes, self.asked_ms, self.until, self.before, end)


def changed(before: Meeting, after: Meeting, command: Command) -> Change:
    """What one of our commands changes, from a meeting to the one after it."""
    match command:
        case AddTurnTime(turn=key):
            was, now = before.turns[key], after.turns[key]
            return Change("turn", key, was.item, turn_budget(before, was) or 0, turn_budget(after, now) or 0, command)
        case AddItemTime(item=key):
            return Change(
                "item", key, key, item_budget(before, before.items[key]) or 0, item_budget(after, after.items[key]) or 0, command
            )
        case SkipItem(item=key):
            return Change("item", key, key, takes(before, before.items[key]), 0, command)
    raise TypeError(command.type)


def takes(meeting: Meeting, row: ItemRow) -> int:
    """What an item that has not begun will take: its own time, or more where its contributions need more."""
    return max(0, item_remaining(meeting, row, meeting.at) or 0)


def least(planned_ms: int | None) -> int:
    """What is kept of a plan, rounded up to whole minutes."""
    parts, of = SHARE
    return max(LEAST, -(-(planned_ms or 0) * parts // (of * MINUTE)) * MINUTE)


def whole(ms: int) -> int:
    """Whole minutes in a time, 0 for less."""
    return max(0, ms // MINUTE)
