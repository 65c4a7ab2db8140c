"""The projection, by worked examples. Every figure was worked out by hand, in minutes after 08:00 (or minutes long)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bridge_server.meeting import Command
from bridge_server.meeting import commands as c
from bridge_server.meeting.projection import late_by_minutes
from bridge_server.meeting.values import MINUTE

from .kit import EIGHT, HALL, MORNING, TAM_KY, TWO_TIERS, WARDS, Live, clock, item, opened, plan, running

DAY = 1440
Span = tuple[float | None, float | None]
Step = tuple[float, Command | None]


@dataclass(frozen=True)
class Example:
    """A meeting, and what the projection says of it. `ahead`: projected start and end of the items it names."""

    name: str
    meeting: Callable[[], Live]
    ahead: dict[str, Span]
    end: float | None
    offset: float | None
    unknown: str = ""


def then(live: Live, *steps: Step) -> Live:
    """The host does each thing at its minute; None only lets time pass."""
    for minutes, command in steps:
        live.at(minutes)
        if command is not None:
            live.host(command)
    return live


def morning(*steps: Step) -> Live:
    """Opening 10, papers 20 (slots 5 5 5), break 15 (at least 5), discussion 20, end 10; item 1 started on time."""
    return then(running("1"), *steps)


def papers(*steps: Step) -> Live:
    """The papers began at 08:10, on time."""
    return morning((10, c.StartItem("2", "1")), *steps)


def sizes(*minutes: int | None, ends_at: int | None = None) -> Live:
    """A plan of plain items of these minutes, not yet open."""
    return Live(plan(*(item(str(n + 1), one) for n, one in enumerate(minutes)), ends_at=ends_at)).at(0)


EXAMPLES = [
    Example("before the opening, early", lambda: Live().at(-30), {"1": (0, 10), "2": (10, 30), "5": (65, 75)}, 75, 0),
    Example("not opened, four minutes late", lambda: Live().at(4), {"1": (4, 14), "5": (69, 79)}, 79, 4),
    Example("opened, nothing started yet", lambda: opened().at(3), {"1": (3, 13), "5": (68, 78)}, 78, 3),
    Example("on time", lambda: morning((4, None)), {"1": (0, 10), "2": (10, 30), "3": (30, 45), "4": (45, 65), "5": (65, 75)},
            75, 0),
    Example("an item over its time by 4", lambda: morning((14, None)), {"1": (0, 14), "2": (14, 34), "5": (69, 79)}, 79, 4),
    Example("finished 2 early", lambda: morning((8, c.StartItem("2", "1"))), {"1": (0, 8), "2": (8, 28), "3": (28, 43)}, 73, -2),
    Example("a group within its time: budget 20, elapsed 6, slots 4 + 5 + 5 = 14, so 14",
            lambda: papers((15, c.GiveFloor("2a1")), (16, None)), {"2": (10, 30), "3": (30, 45)}, 75, 0),
    Example("a group over: budget gone at 30, at 32 the second slot has 3 left, the third 5: 8 more",
            lambda: papers((10, c.GiveFloor("2a1")), (30, c.GiveFloor("2a2", "2a1")), (32, None)),
            {"2": (10, 40), "3": (40, 55), "5": (75, 85)}, 85, 10),
    Example("the speaking slot itself is over: at 37 only the third slot's 5 are left",
            lambda: papers((10, c.GiveFloor("2a1")), (30, c.GiveFloor("2a2", "2a1")), (37, None)), {"2": (10, 42)}, 87, 12),
    Example("a held slot still needs its rest: 2a1 held with 3 left, 2a2 and 2b1 5 each: 13 at 25",
            lambda: papers((20, c.GiveFloor("2a1")), (22, c.HoldTurn("2a1", "line")), (25, None)),
            {"2": (10, 38), "3": (38, 53)}, 83, 8),
    Example("slots taken out need nothing: at 28 only 2b1's 5 are left against 2 of the budget",
            lambda: papers((10, c.SkipSlot("2a1", "vắng")), (28, c.SkipSlot("2a2", "vắng"))), {"2": (10, 33)}, 78, 3),
    Example("an added slot needs its minutes: 5 + 5 + 5 + 9 = 24 at 10",
            lambda: papers((10, c.AddSlot("2", TAM_KY, "", "", "thêm", planned_minutes=9))), {"2": (10, 34)}, 79, 4),
    Example("an implicit slot that began late gets its whole time: 10 from 3 on",
            lambda: morning((3, c.GiveFloor("1")), (5, None)), {"1": (0, 13), "2": (13, 33)}, 78, 3),
    Example("a break cut by 12 keeps its minimum of 5", lambda: morning((0, c.AddItemTime("3", -720))),
            {"3": (30, 35), "4": (35, 55)}, 65, -10),
    Example("a break cut by 6 keeps 9", lambda: morning((0, c.AddItemTime("3", -360))), {"3": (30, 39)}, 69, -6),
    Example("the break runs, 4 of 15 gone", lambda: papers((30, c.StartItem("3", "2")), (34, None)),
            {"3": (30, 45), "4": (45, 65)}, 75, 0),
    Example("the cut break runs, its 5 are over by 1",
            lambda: papers((30, c.StartItem("3", "2")), (30, c.AddItemTime("3", -900)), (36, None)),
            {"3": (30, 36), "4": (36, 56)}, 66, -9),
    Example("a past item skipped changes nothing ahead",
            lambda: papers((15, c.SkipItem("1", "nhầm"))), {"1": (0, 10), "2": (10, 30), "3": (30, 45)}, 75, 0),
    Example("an item still to come is skipped", lambda: papers((15, c.SkipItem("3", "muộn"))),
            {"3": (None, None), "4": (30, 50)}, 60, -15),
    Example("a finished item replayed: what it had left before is used up; the papers, interrupted, still need 15 of 20",
            lambda: papers((15, c.StartItem("1", "2", interrupt=True))), {"1": (0, 15), "2": (15, 30), "3": (30, 45)}, 75, 0),
    Example("replayed between two items: it takes its 5 minutes, nothing else",
            lambda: papers((30, c.StartItem("1", "2")), (35, c.StartItem("3", "1"))), {"3": (35, 50), "5": (70, 80)}, 80, 5),
    Example("an item passed over still comes, after the running one",
            lambda: morning((10, c.StartItem("4", "1")), (12, None)),
            {"4": (10, 30), "2": (30, 50), "3": (50, 65), "5": (65, 75)}, 75, 0),
    Example("moved: the end comes before the break",
            lambda: morning((0, c.MoveItem("5", "3", "gấp"))), {"5": (30, 40), "3": (40, 55), "4": (55, 75)}, 75, 0),
    Example("an item added before the end", lambda: morning((0, c.AddItem("Thơ", "other", "5", "vui", 7))),
            {"i1": (65, 72), "5": (72, 82)}, 82, 7),
    Example("paused at 4, at 7: three minutes later", lambda: morning((4, c.PauseClock("điện")), (7, None)),
            {"1": (0, 13), "2": (13, 33)}, 78, 3),
    Example("paused 4 to 7, and five more given: both count, each for itself",
            lambda: morning((4, c.PauseClock("điện")), (7, c.ResumeClock()), (8, c.AddItemTime("1", 300))),
            {"1": (0, 18), "2": (18, 38)}, 83, 8),
    Example("forgot to start: at 13 the papers began at 10",
            lambda: morning((13, c.StartItem("2", "1", at=clock(10)))), {"1": (0, 10), "2": (10, 30)}, 75, 0),
    Example("corrected afterwards: the papers began at 12, not at 14",
            lambda: morning((14, c.StartItem("2", "1")), (15, c.CorrectRun("item", "2", "start", clock(12), "quên"))),
            {"1": (0, 12), "2": (12, 32)}, 77, 2),
    Example("no minutes: unknown from there", lambda: then(sizes(10, None, 20), (0, c.OpenMeeting()), (0, c.StartItem("1"))),
            {"1": (0, 10), "2": (10, None), "3": (None, None)}, None, None, "2"),
    Example("no minutes, but it is over: known again",
            lambda: then(sizes(10, None, 20), (0, c.OpenMeeting()), (0, c.StartItem("1")), (10, c.StartItem("2", "1")), (40,
            c.StartItem("3", "2"))),
            {"2": (10, 40), "3": (40, 60)}, 60, None),
    Example("not before 09:00: an early meeting waits",
            lambda: then(Live(plan(item("1", 10), item("2", 20, not_before=clock(60)))), (0, c.OpenMeeting()), (0,
            c.StartItem("1"))),
            {"1": (0, 10), "2": (60, 80)}, 80, 0),
    Example("not before 09:00: a late one does not",
            lambda: then(Live(plan(item("1", 10), item("2", 20, not_before=clock(60)))), (0, c.OpenMeeting()), (55,
            c.StartItem("1")), (70, None)),
            {"1": (55, 70), "2": (70, 90)}, 90, 10),
    Example("postponed to 09:00, its fixed 08:30 with it",
            lambda: then(Live(plan(item("1", 10), item("2", 20, not_before=clock(30)))), (-20, c.Postpone(clock(60), "bão"))),
            {"1": (60, 70), "2": (90, 110)}, 110, 0),
    Example("adjourned at 15 until 08:00 tomorrow: the papers still need 15, the night is no delay",
            lambda: papers((15, c.Adjourn(clock(DAY), "bão")), (400, None)), {"2": (DAY, DAY + 15), "3": (DAY + 15, DAY + 30)},
            DAY + 60, 0),
    Example("resumed tomorrow 10 late: at 12 the three papers still need 15; the night is no time of theirs",
            lambda: papers((15, c.Adjourn(clock(DAY), "bão")), (DAY + 10, c.ResumeMeeting()), (DAY + 10, c.StartItem("2")),
            (DAY + 12, None)),
            {"2": (10, DAY + 27), "3": (DAY + 27, DAY + 42)}, DAY + 72, 12),
    Example("adjourned, nobody knows until when", lambda: papers((15, c.Adjourn(None, "bão")), (400, None)),
            {"2": (None, None)}, None, None),
    Example("resumed without an announced time: the gap is no delay",
            lambda: papers((15, c.Adjourn(None, "bão")), (300, c.ResumeMeeting())), {"2": (300, 315), "5": (350, 360)}, 360, 0),
    Example("closed at 40, the rest was not held: it ended 35 early",
            lambda: papers((40, c.CloseMeeting()), (90, None)), {"1": (0, 10), "2": (10, 40), "3": (None, None)}, 40, -35),
    Example("adjourned and then closed: it ended when the sitting did",
            lambda: papers((15, c.Adjourn(None, "bão")), (300, c.CloseMeeting())), {"2": (None, None)}, 15, -60),
    Example("all is over, not closed yet: it ended when the last item did",
            lambda: then(sizes(10), (0, c.OpenMeeting()), (0, c.StartItem("1")), (12, c.EndItem("1")), (30, None)),
            {"1": (0, 12)}, 12, 2),
    Example("nothing planned", lambda: Live(plan()).at(5), {}, None, None),
    Example("the printed end counts, not the sum",
            lambda: then(sizes(10, ends_at=clock(30)), (0, c.OpenMeeting()), (0, c.StartItem("1"))),
            {"1": (0, 10)}, 10, -20),
    Example("across midnight: 23:50 and 30 minutes end at 00:20",
            lambda: then(Live(plan(item("1", 30), starts_at=clock(950))), (950, c.OpenMeeting()), (950, c.StartItem("1")), (965,
            None)),
            {"1": (950, 980)}, 980, 0),
    Example("two tiers: the papers are as long as their slots, the discussion is unknown",
            lambda: Live(WARDS, TWO_TIERS).at(0), {"1": (0, 5), "2": (5, 15), "3": (15, None)}, None, None, "3"),
]  # fmt: skip


def minutes(instant: int | None) -> float | None:
    """An instant in minutes after 08:00."""
    return None if instant is None else (instant - EIGHT) / MINUTE


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_worked_by_hand(example: Example) -> None:
    """Projected starts, ends, the end of the whole and how late that is."""
    projection = example.meeting().project()
    spans = {one.id: (minutes(one.projected_start), minutes(one.projected_end)) for one in projection.items}
    assert {key: spans[key] for key in example.ahead} == example.ahead
    assert minutes(projection.projected_end) == example.end
    assert (None if projection.offset_ms is None else projection.offset_ms / MINUTE) == example.offset
    assert projection.unknown_item == example.unknown


def test_planned_times_stay_as_printed() -> None:
    """Whatever is moved, skipped or late: the plan said 08:45 for the discussion."""
    live = papers((15, c.MoveItem("5", "3", "gấp")), (16, c.SkipItem("3", "muộn")), (50, None))
    one = live.project().of("4")
    assert one is not None
    assert (minutes(one.planned_start), minutes(one.planned_end)) == (45, 65)


def test_what_had_not_begun_is_planned_after_the_night() -> None:
    """The papers, begun today, keep their planned 08:10; the break is planned for the next sitting."""
    projection = papers((15, c.Adjourn(clock(DAY), "bão"))).project()
    starts = {one.id: minutes(one.planned_start) for one in projection.items}
    assert starts == {"1": 0, "2": 10, "3": DAY + 15, "4": DAY + 30, "5": DAY + 50}
    assert minutes(projection.planned_end) == DAY + 60


def test_each_item_says_where_it_stands() -> None:
    """Finished, interrupted, running, skipped, coming; with what was used and what is left."""
    live = papers((15, c.StartItem("3", "2", interrupt=True)), (15, c.SkipItem("4", "muộn")), (20, None))
    rows = {one.id: (one.state, one.elapsed_ms / MINUTE, one.remaining_ms) for one in live.project().items}
    assert rows == {
        "1": ("finished", 10, 0),
        "2": ("interrupted", 5, 15 * MINUTE),
        "3": ("running", 5, 10 * MINUTE),
        "4": ("skipped", 0, 20 * MINUTE),
        "5": ("coming", 0, 10 * MINUTE),
    }


def test_pauses_are_no_added_time() -> None:
    """A pause leaves the budget alone; added time leaves what has elapsed alone."""
    one = morning((4, c.PauseClock("điện")), (7, c.ResumeClock()), (8, c.AddItemTime("1", 300))).project().of("1")
    assert one is not None
    assert (one.elapsed_ms, one.budget_ms) == (5 * MINUTE, 15 * MINUTE)


def test_the_projection_changes_nothing() -> None:
    """Looking at the programme, however late, leaves the meeting as it is."""
    live = papers((15, c.CutIn(HALL)))
    before = live.digest
    live.at(99).project()
    assert live.digest == before


@pytest.mark.parametrize(("offset", "said"), [(0, 0), (59_999, 0), (60_000, 1), (-59_999, 0), (-60_000, -1), (754_000, 12)])
def test_an_offset_is_said_in_whole_minutes(offset: int, said: int) -> None:
    """Towards zero: 59 seconds late is on time, and so is 59 seconds early."""
    assert late_by_minutes(offset) == said


def test_eight_is_eight_in_viet_nam() -> None:
    """The plan's start is an instant: 01:00 UTC."""
    assert datetime.fromtimestamp(MORNING.starts_at / 1000, UTC).isoformat() == "2024-05-31T01:00:00+00:00"


def test_a_corrected_clock_shifts_what_is_told_by_it_and_not_the_printed_plan() -> None:
    """The hub's clock was 10 behind: begun at 08:00 by it is begun at 08:10, so a meeting that looked on time is 10 late."""
    live = morning((4, None))
    assert live.project().offset_ms == 0
    live.host(c.CorrectClock(10 * 60_000))
    told = live.project()
    assert told.offset_ms == 10 * 60_000
    assert told.items[0].planned_start is not None
    assert told.items[0].planned_start + live.meeting.clock_offset_ms == live.agenda.starts_at
