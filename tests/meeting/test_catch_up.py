"""The catch-up planner: what it offers is what comes of it, within its bounds, and can be taken back one by one."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge_server.meeting import Meeting, Refused
from bridge_server.meeting import commands as c
from bridge_server.meeting.agenda import Agenda, Group, Item, Slot
from bridge_server.meeting.catch_up import LEADERS, LEAST, Option, holds, options, reach, retold
from bridge_server.meeting.clock import item_budget, item_elapsed, turn_budget, turn_elapsed
from bridge_server.meeting.digest import plain
from bridge_server.meeting.projection import project
from bridge_server.meeting.values import MINUTE

from .kit import HALL, MORNING, THREE_TIERS, TWO_TIERS, WARDS, Live, clock, item, opened, plan, running
from .random_commands import random_command

DAY: Agenda = replace(
    MORNING,
    items=(
        *MORNING.items[:1],
        Item("2", "2", "papers", "Tham luận", groups=(Group("2a", "a", tuple(Slot(f"s{n}", "so-nv", f"Sở {n}", HALL, 5 + n % 2)
             for n in range(6))),), planned_minutes=33),
        *MORNING.items[2:4],
        Item("4b", "5", "other", "Tặng thưởng", planned_minutes=10),
        Item("4c", "6", "break", "Nghỉ", planned_minutes=10),
        *MORNING.items[4:],
    ),
)  # fmt: skip
"""More to cut: six contributions of 5 and 6 minutes, a second break without a minimum, something of another kind."""
PLANS = ((MORNING, THREE_TIERS), (DAY, THREE_TIERS), (WARDS, TWO_TIERS))


def shown(live: Live, minutes: float) -> dict[str, Option]:
    """The options by their kind."""
    return {one.kind: one for one in options(live.meeting, live.now, round(minutes * MINUTE), "bù giờ")}


def cuts(option: Option) -> dict[str, tuple[float, float]]:
    """Minutes before and after, by what is changed."""
    return {change.id: (change.before_ms / MINUTE, change.after_ms / MINUTE) for change in option.changes}


# --- worked by hand ---


def test_three_ways_each_with_before_and_after() -> None:
    """At 08:12 the papers begin two minutes late: 7 minutes are wanted."""
    live = running("1")
    live.at(12).host(c.StartItem("2", "1"))
    found = shown(live, 7)
    assert list(found) == ["spread", "breaks", "out"]
    assert cuts(found["spread"]) == {
        "2a1": (5, 4), "2a2": (5, 4), "2b1": (5, 4), "2": (20, 17), "4": (20, 16),
    }  # fmt: skip
    assert cuts(found["breaks"]) == {"3": (15, 8)}
    assert cuts(found["out"]) == {"4": (20, 0)}
    assert [one.recovered_ms / MINUTE for one in found.values()] == [7, 7, 20]
    assert {one.before for one in found.values()} == {clock(77)}
    assert found["breaks"].after == clock(70)


def test_a_break_goes_to_its_minimum_before_the_discussion_is_cut() -> None:
    """12 minutes: the break gives its 10, the discussion 2."""
    option = shown(running("1"), 12)["breaks-discussion"]
    assert cuts(option) == {"3": (15, 5), "4": (20, 18)}
    assert option.recovered_ms == 12 * MINUTE


def test_a_break_is_not_taken_out_and_neither_is_what_leaders_say() -> None:
    """Nothing but papers and discussion can be: the fewest that suffice, of those that take the same the later."""
    assert [change.id for change in shown(running("1"), 20)["out"].changes] == ["4"]
    assert [change.id for change in shown(running("1"), 30)["out"].changes] == ["2", "4"]


def test_what_cannot_be_recovered_is_said_and_all_that_can_be_is_offered() -> None:
    """An hour and a half of 75 minutes cannot be; everything together is the last of the options."""
    found = options(running("1").meeting, clock(0), 90 * MINUTE, "bù giờ")
    assert [one.enough for one in found] == [False] * len(found)
    assert found[-1].kind == "together"
    assert found[-1].recovered_ms == max(one.recovered_ms for one in found) == 50 * MINUTE
    assert cuts(found[-1]) == {"3": (15, 5), "2": (20, 0), "4": (20, 0)}


def test_together_only_where_no_single_way_suffices() -> None:
    """22 minutes in the first break's time: cut everywhere, nothing taken out where that is enough."""
    live = opened(DAY)
    live.host(c.StartItem("1"))
    assert "together" not in shown(live, 10)


def test_minutes_before_a_fixed_start_are_not_asked_of_anybody() -> None:
    """The discussion is not before 08:45 whatever is cut; only it can give."""
    fixed = tuple(replace(one, not_before=clock(45)) if one.id == "4" else one for one in MORNING.items)
    found = shown(running("1", replace(MORNING, items=fixed)), 5)
    assert {kind: cuts(one) for kind, one in found.items()} == {"spread": {"4": (20, 15)}, "out": {"4": (20, 0)}}


def test_late_for_a_fixed_start_only_the_lateness_can_be_cut_before_it() -> None:
    """At 08:10 the opening still runs, three minutes behind the fixed 08:45: three minutes of the break, the rest behind it."""
    fixed = tuple(replace(one, not_before=clock(45)) if one.id == "4" else one for one in MORNING.items)
    live = running("1", replace(MORNING, items=fixed))
    live.at(13).host(c.StartItem("2", "1"))
    assert cuts(shown(live, 9)["breaks-discussion"]) == {"3": (15, 12), "4": (20, 14)}


def test_who_speaks_keeps_his_time() -> None:
    """The first paper has been given 5 minutes and used 2: the other two are cut, not his."""
    live = running("2")
    live.host(c.GiveFloor("2a1"))
    live.at(2)
    changes = cuts(shown(live, 4)["spread"])
    assert "2a1" not in changes
    assert changes["2a2"] == changes["2b1"] == (5, 4)


def test_a_discussion_that_runs_keeps_what_is_used_and_what_was_promised() -> None:
    """12 of its 20 minutes are over and somebody has 3 to speak: 5 are left to give."""
    live = running("4")
    live.at(12).host(c.CallOn(HALL))
    assert cuts(shown(live, 60)["together"])["4"] == (20, 15)


def test_without_minutes_ahead_it_is_told_up_to_there() -> None:
    """The discussion of the wards has no minutes: what comes before it can be cut, and its start is what is told."""
    live = Live(WARDS, TWO_TIERS).at(0)
    live.host(c.OpenMeeting())
    option = shown(live, 3)["spread"]
    assert (option.until, option.before, option.after) == ("3", clock(15), clock(12))
    assert cuts(option) == {"2.1": (4, 3), "2.2": (6, 4), "2": (10, 7)}


@pytest.mark.parametrize(
    "live",
    [
        lambda: running("5", replace(MORNING, items=MORNING.items[-1:])),
        lambda: Live(plan(item("1", None), item("2", 30))),
        lambda: Live(plan()),
        lambda: running("3", WARDS, TWO_TIERS),
    ],
)
def test_nothing_is_offered_where_nothing_can_be_gained(live: Callable[[], Live]) -> None:
    """Only the conclusion is left, or nobody knows when what runs will end."""
    assert shown(live(), 5) == {}


def test_nothing_is_offered_for_nothing_or_after_the_end() -> None:
    """No minutes, and no meeting."""
    live = running("1")
    assert options(live.meeting, live.now, 0, "") == options(live.meeting, live.now, -MINUTE, "") == ()
    live.host(c.CloseMeeting())
    assert options(live.meeting, live.now, MINUTE, "") == ()


def test_an_option_lapses_with_what_it_stands_on() -> None:
    """Somebody gives the break a minute, or the item was taken out meanwhile: what was told holds no more."""
    live = running("1")
    told = shown(live, 12)
    assert retold(live.meeting, live.now, told["out"]) == told["out"]
    later = retold(live.at(11).meeting, clock(11), told["breaks-discussion"])
    assert later is not None
    assert (later.before, later.recovered_ms) == (clock(76), 12 * MINUTE)
    live.host(c.AddItemTime("3", 60))
    assert retold(live.meeting, live.now, told["breaks-discussion"]) is None
    live.host(c.SkipItem("4", "gấp"))
    assert retold(live.meeting, live.now, told["out"]) is None
    assert not holds(Meeting(plan(), THREE_TIERS), told["out"].changes[0])


# --- whatever happened before ---


def some_meeting(seed: int, steps: int, three: int) -> Live:
    """A meeting after random commands of everybody."""
    dice = Random(seed)
    agenda, roster = PLANS[three]
    live = Live(agenda, roster)
    live.now = clock(0)
    live.host(c.OpenMeeting())
    for _ in range(steps):
        live.now += dice.choice((0, 30_000, 60_000, 180_000))
        author, command = random_command(live.meeting, live.now, dice)
        if isinstance(command, c.CloseMeeting | c.Adjourn | c.CorrectClock) and dice.random() < 0.9:
            continue
        try:
            live.does(author, command)
        except Refused:
            continue
    return live


def programme(m: Meeting) -> object:
    """What the host sees of the programme: items, contributions, and what each may take."""
    items = {key: (plain(row), item_budget(m, row)) for key, row in m.items.items()}
    return items, {key: (plain(turn), turn_budget(m, turn)) for key, turn in m.turns.items()}, m.order, m.running, m.speaking


@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(0, 2), st.integers(1, 60))
def test_an_option_is_what_comes_of_it(seed: int, steps: int, which: int, minutes: int) -> None:
    """Its commands are accepted in order; the end is the one that was told; undone in reverse, all is as it was."""
    live = some_meeting(seed, steps, which)
    before = programme(live.meeting)
    first = project(live.meeting, live.now)
    digest = live.digest
    found = options(live.meeting, live.now, minutes * MINUTE, "bù giờ")
    assert live.digest == digest
    assert options(live.meeting, live.now, minutes * MINUTE, "bù giờ") == found
    for option in found:
        undo = []
        for change in option.changes:
            assert holds(live.meeting, change)
            live.host(change.command)
            undo.append(live.last)
        told = project(live.meeting, live.now)
        assert reach(live.meeting, live.now, option.until) == option.after
        if not option.until:
            assert (first.projected_end, told.projected_end) == (option.before, option.after)
        for change in option.changes:
            check_bounds(live.meeting, live.now, option, change.id)
        for record in reversed(undo):
            live.host(c.Undo(record))
        assert programme(live.meeting) == before
        assert project(live.meeting, live.now) == first


def check_bounds(m: Meeting, now: int, option: Option, key: str) -> None:
    """What is left is told right, and enough: of the plan, of a break's minimum, of what is used."""
    change = next(one for one in option.changes if one.id == key)
    row = m.items[change.item]
    assert change.before_ms > change.after_ms
    assert change.before_ms % 1000 == 0
    assert row.item.kind not in LEADERS
    if change.out:
        assert (row.skipped, row.runs, change.after_ms) == (True, (), 0)
        assert not row.item.minimum_minutes or row.item.kind != "break"
        return
    assert (change.before_ms - change.after_ms) % MINUTE == 0
    if change.of == "turn":
        turn = m.turns[key]
        assert turn_budget(m, turn) == change.after_ms >= max(LEAST, 0.6 * (turn.planned_ms or 0), turn_elapsed(m, turn, now))
        assert key != m.speaking
    else:
        assert item_budget(m, row) == change.after_ms >= (row.item.minimum_minutes or 0) * MINUTE
        if not any(one.of == "turn" and one.item == key for one in option.changes):
            least = max(LEAST, 0.6 * (row.planned_ms or 0)) if row.item.kind != "break" or not row.item.minimum_minutes else 0
            assert change.after_ms >= max(least, item_elapsed(m, row, now))


@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(0, 2), st.integers(1, 60))
def test_what_was_asked_is_recovered_or_said_not_to_be(seed: int, steps: int, which: int, minutes: int) -> None:
    """Those that suffice stand first; where none does, all together is offered and is the most; no two are the same."""
    live = some_meeting(seed, steps, which)
    found = options(live.meeting, live.now, minutes * MINUTE, "bù giờ")
    assert [one.enough for one in found] == sorted((one.enough for one in found), reverse=True)
    assert all(one.enough == (one.recovered_ms >= minutes * MINUTE) and one.recovered_ms > 0 for one in found)
    assert len({one.commands for one in found}) == len(found) <= 4
    if found and not found[0].enough:
        assert found[-1].recovered_ms == max(one.recovered_ms for one in found)
    for option in found:
        assert len(option.commands) == len({(change.of, change.id) for change in option.changes})
