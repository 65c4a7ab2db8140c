"""Who is told of what: nothing that a point, a parent or a screen shows may change without a word to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bridge_server.hub.effects import Effects
from bridge_server.meeting import HOST, HUB, Author, Command, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.values import Audience
from bridge_server.wire.frames import ChairView, Floor, Mine
from bridge_server.wire.roll_frames import Children, Counts
from bridge_server.wire.views import chair, children, counts, floor, mine
from tests.meeting.kit import (
    AN_XUAN,
    HALL,
    MORNING,
    TAM_KY,
    TAN_THANH,
    THREE_TIERS,
    TWO_TIERS,
    WARDS,
    Live,
    opened,
    operator,
    running,
)
from tests.meeting.random_commands import BY_NAME, COMMANDS, OFTEN, fill, random_author, random_command

STEPS = (0, 0, 1, 30_000, 60_000, 60_000, 180_000, 600_000)
ALONE = (c.StartHub, c.StopHub)
"""Nobody is connected when a hub starts, and everybody is let go when it stops: the lines they forget are told to nobody."""


@dataclass(frozen=True)
class Shown:
    """Everything that anybody but a console is shown of a meeting at one instant, without the number of the last record."""

    floor: Floor
    mine: dict[str, Mine]
    children: dict[str, Children]
    counts: Counts
    chair: ChairView


def shown(m: Meeting, now: int) -> Shown:
    """What is shown of the meeting now."""
    return Shown(
        replace(floor(m, now), n=0),
        {point: replace(mine(m, point), n=0) for point in m.points},
        {parent: replace(children(m, parent), n=0) for parent in m.children},
        replace(counts(m, figures(m)), n=0),
        replace(chair(m, now), n=0),
    )


def untold(before: Shown, after: Shown, effects: Effects, *, lines: bool = True) -> Iterator[str]:
    """What changed and will be told to nobody. `lines`: whether pages that came and went count."""
    for point in after.mine:
        if before.mine[point] != after.mine[point] and point not in effects.points:
            yield f"mine of {point}: {before.mine[point]} -> {after.mine[point]}"
    same_figures = replace(after.floor, points=before.floor.points)
    if before.floor != same_figures and not effects.floor:
        yield f"floor: {before.floor} -> {after.floor}"
    if before.chair != after.chair and not (effects.floor or effects.chair):
        yield f"chair: {before.chair} -> {after.chair}"
    if before.floor != after.floor and not (effects.floor or effects.roll):
        yield f"figures: {before.floor.points} -> {after.floor.points}"
    for parent in after.children:
        if lines and before.children[parent] != after.children[parent] and parent not in effects.parents:
            yield f"children of {parent}: {before.children[parent]} -> {after.children[parent]}"
    if before.counts.tiers != after.counts.tiers and not (effects.roll or effects.lines):
        yield f"counts: {before.counts} -> {after.counts}"
    if lines and before.counts != after.counts and not (effects.roll or effects.lines):
        yield f"lines: {before.counts} -> {after.counts}"


def batch(live: Live, commands: list[tuple[Author, Command]]) -> list[tuple[Author, Command]]:
    """Decide these on one draft as a hub does, and merge it; those that were accepted. The records stand in `live.log`."""
    draft, accepted = live.meeting.draft(), []
    for author, command in commands:
        try:
            events = decide(draft, command, author, live.now)
        except Refused:
            continue
        record = Record(draft.n + 1, live.now, str(author), "", events)
        apply(draft, record)
        live.log.append(record)
        accepted.append((author, command))
    live.meeting.absorb(draft)
    return accepted


def told(live: Live, *commands: tuple[Author, Command]) -> Effects:
    """The effects of these commands, all accepted, as one batch; fails where something is shown anew and told to nobody."""
    before, start = shown(live.meeting, live.now), len(live.log)
    accepted = batch(live, list(commands))
    assert len(accepted) == len(commands), accepted
    effects = Effects()
    effects.note(live.meeting, live.log[start:])
    lines = not any(isinstance(command, ALONE) for _, command in accepted)
    assert not list(untold(before, shown(live.meeting, live.now), effects, lines=lines))
    return effects


def wanted(m: Meeting, now: int, dice: Random, times: dict[type[Command], int]) -> tuple[Author, Command]:
    """Any command; half the time one of those accepted least so far, and looked for until one is acceptable."""
    rare = sorted(times, key=lambda one: (times[one], one.__name__))[:24] if dice.random() < 0.5 else []
    for kind in rare * 2:
        author = random_author(m, kind, dice)
        command = fill(kind, m, now, author, dice)
        try:
            decide(m, command, author, now)
        except Refused:
            continue
        return author, command
    return random_command(m, now, dice)


def test_whatever_is_shown_anew_is_told_by_every_command() -> None:
    """Random meetings of two and three tiers, in batches of one to four, until each of the 73 commands was accepted."""
    times = dict.fromkeys(COMMANDS, 0)
    for seed in range(30):
        dice = Random(seed)
        live = Live(MORNING, THREE_TIERS) if seed % 3 else Live(WARDS, TWO_TIERS)
        for _ in range(150):
            live.now += dice.choice(STEPS)
            size = 1 if dice.random() < 0.7 else dice.randint(2, 4)
            before, start = shown(live.meeting, live.now), len(live.log)
            accepted = batch(live, [wanted(live.meeting, live.now, dice, times) for _ in range(size)])
            effects = Effects()
            effects.note(live.meeting, live.log[start:])
            kinds = [type(command) for _, command in accepted]
            lost = list(untold(before, shown(live.meeting, live.now), effects, lines=not set(kinds) & set(ALONE)))
            assert not lost, (seed, accepted, lost)
            for kind in kinds:
                times[kind] += 1
    assert not [kind.__name__ for kind, count in times.items() if not count]


class Told(RuleBasedStateMachine):
    """The same property, for a search that shrinks what it finds."""

    live: Live

    @initialize(three=st.booleans(), opened=st.booleans())
    def begin(self, three: bool, opened: bool) -> None:
        """A meeting before its opening, or just opened."""
        self.live = Live(MORNING, THREE_TIERS) if three else Live(WARDS, TWO_TIERS)
        if opened:
            self.live.host(c.OpenMeeting())

    @rule(
        kinds=st.lists(st.one_of(st.sampled_from(OFTEN), st.sampled_from(sorted(BY_NAME))), min_size=1, max_size=4),
        seed=st.integers(0, 2**32),
        step=st.sampled_from(STEPS),
    )
    def send(self, kinds: list[str], seed: int, step: int) -> None:
        """A batch of commands, and whether all that it changed is told."""
        live, dice = self.live, Random(seed)
        live.now += step
        before, start = shown(live.meeting, live.now), len(live.log)
        asked = []
        for kind in kinds:
            author = random_author(live.meeting, BY_NAME[kind], dice)
            asked.append((author, fill(BY_NAME[kind], live.meeting, live.now, author, dice)))
        accepted = batch(live, asked)
        effects = Effects()
        effects.note(live.meeting, live.log[start:])
        lines = not any(isinstance(command, ALONE) for _, command in accepted)
        assert not list(untold(before, shown(live.meeting, live.now), effects, lines=lines))


TestTold = Told.TestCase
TestTold.settings = settings(derandomize=True, deadline=None, max_examples=60, stateful_step_count=40)


def test_a_new_sitting_has_a_new_roll_from_the_adjournment_on() -> None:
    """Whoever was checked in learns at once that it is not any more: the roll of the next sitting is empty."""
    live = opened()
    live.point(TAN_THANH, c.CheckIn(TAN_THANH))
    effects = told(live, (HOST, c.Adjourn(None, "bão")))
    assert TAN_THANH in effects.points
    assert TAM_KY in effects.parents


def test_a_check_in_concerns_the_point_its_parent_and_the_figures() -> None:
    """Not the floor, and nobody else."""
    effects = told(opened(), (operator(TAN_THANH), c.CheckIn(TAN_THANH, total=4)))
    assert (effects.floor, effects.points, effects.roll, effects.parents) == (False, {TAN_THANH}, True, {TAM_KY})
    assert (effects.urgent, effects.later) == (True, True)


def test_a_line_concerns_the_parent_and_the_screens() -> None:
    """A page that comes or goes is nobody's news but theirs."""
    for up in (True, False):
        effects = told(opened(), (HUB, c.RecordLine(TAN_THANH, up)))
        assert (effects.floor, effects.points, effects.roll, effects.lines) == (False, set(), False, True)
        assert effects.parents == {TAM_KY}
        assert not effects.urgent


def test_whoever_waits_hears_of_every_change_of_the_order() -> None:
    """One leaves the list: all behind it move up."""
    live = running("4")
    for point in (AN_XUAN, TAN_THANH, TAM_KY):
        live.point(point, c.Ask(point, item="4"))
    effects = told(live, (operator(AN_XUAN), c.Withdraw("r1")))
    assert effects.points == {AN_XUAN, TAN_THANH, TAM_KY}
    assert effects.floor


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(), {point.id for point in THREE_TIERS.points}),
        (Audience("tier", "district"), {"502", "513"}),
        (Audience("children", TAM_KY), {AN_XUAN, TAN_THANH}),
        (Audience("point", HALL), {HALL}),
    ],
)
def test_a_notice_concerns_its_audience(audience: Audience, expected: set[str]) -> None:
    """Everybody, a tier, the children of a point, a point; never the floor."""
    effects = told(opened(), (HOST, c.SendNotice(audience, "Chữ")))
    assert (effects.points, effects.floor, effects.later) == (expected, False, False)


def test_what_the_secretary_writes_is_nobodys_news() -> None:
    """Notes and conclusions and codes wake no one."""
    live = running("4")
    live.point(TAN_THANH, c.Ask(TAN_THANH, item="4"))
    effects = told(
        live,
        (HOST, c.AddNote("Chữ")),
        (HOST, c.AddConclusion("Chữ")),
        (HOST, c.RevokeCode("point", TAN_THANH)),
        (HUB, c.ReportClockJump(5_000)),
    )
    assert effects == Effects()


def test_a_call_is_news_for_the_parent() -> None:
    """Whoever would phone next reads that somebody has."""
    live = running("4")
    assert told(live, (HOST, c.RecordCall(TAN_THANH, "called"))) == Effects(parents={TAM_KY})


def test_the_short_list_is_the_chairs_alone() -> None:
    """Screens hear of it at once, and no point does: it is not public."""
    live = running("4")
    live.point(TAN_THANH, c.Ask(TAN_THANH, item="4"))
    effects = told(live, (HOST, c.ShortList("r1", True)))
    assert (effects.chair, effects.floor, effects.points) == (True, False, set())
    assert effects.urgent


def test_whether_lateness_is_shown_is_the_floors() -> None:
    """A screen learns it with the floor, and nobody's own frame is made for it."""
    effects = told(opened(), (HOST, c.ShowLateness(True)))
    assert (effects.floor, effects.points, effects.later) == (True, set(), False)


def test_an_undo_may_take_back_anything() -> None:
    """So every point looks again."""
    live = running("2")
    live.host(c.Standby("2b1"))
    effects = told(live, (HOST, c.Undo(live.last)))
    assert effects.points == {point.id for point in THREE_TIERS.points}
    assert effects.floor
