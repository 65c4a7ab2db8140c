"""The roll kept up by events is at every moment what counting anew would find."""

import random

import pytest

from benchmarks.meetings import gestures, real_meeting
from bridge_server.meeting import HOST, HUB, SECRETARY, Author, Command, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.values import MINUTE
from console.roll import Figures, Roll, standing


def says(meeting: Meeting, roll: Roll, by: Author, command: Command, now: int) -> set[str]:
    """One record, folded into both; nothing where it is refused."""
    try:
        events = decide(meeting, command, by, now)
    except Refused:
        return set()
    apply(meeting, Record(meeting.n + 1, now, str(by), "", events))
    return roll.take(events)


def counted(meeting: Meeting, points: list[str]) -> Figures:
    """The figures of some points, counted anew."""
    found = Figures(len(points))
    for point in points:
        found.add(standing(meeting, point))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_of_counting_anew(seed: int) -> None:
    """Also after voided check-ins, a hub that starts again, an adjourned meeting and its next sitting."""
    meeting, chance = real_meeting(), random.Random(seed)
    roll, now = Roll(meeting), meeting.starts_at
    said = gestures(meeting, chance)
    for step in range(900):
        by, command = next(said)
        now += 997
        if step % 60 == 59:
            point = chance.choice(meeting.roster.points).id
            by, command = HOST, c.VoidCheckIn(point)
        if step == 500:
            says(meeting, roll, HUB, c.StopHub(), now)
            by, command = HUB, c.StartHub()
        if step == 700:
            says(meeting, roll, HOST, c.Adjourn(None, "nghỉ trưa"), now)
            by, command = HOST, c.ResumeMeeting()
        says(meeting, roll, by, command, now)
        if step % 100 == 99:
            every = figures(meeting).all
            assert (roll.all.points, roll.all.reported, roll.all.present) == (every.points, every.reported, every.present)
            assert roll.all == counted(meeting, list(meeting.points))
            for group in roll.groups:
                assert roll.of_group[group.id] == counted(meeting, list(group.points))
            assert all(roll[point] == standing(meeting, point) for point in meeting.points)


def test_it_says_who_stands_differently() -> None:
    """Only points that do, so that a screen draws no more than changed."""
    meeting = real_meeting()
    roll = Roll(meeting)
    point = meeting.roster.points[30].id
    assert says(meeting, roll, HUB, c.RecordLine(point, up=True), meeting.starts_at) == {point}
    version = roll.version
    assert says(meeting, roll, SECRETARY, c.AddNote("ghi chép"), meeting.starts_at) == set()
    assert roll.version == version


def test_the_hall_stands_as_its_agencies_do() -> None:
    """It is present as soon as one of them is, with the heads of all."""
    meeting = real_meeting()
    roll = Roll(meeting)
    hall = [agency.id for agency in meeting.agenda.agencies if agency.point == meeting.hall]
    for agency in hall[:2]:
        says(meeting, roll, HOST, c.CheckIn(meeting.hall, "in_person", "hall", agency, total=3), meeting.starts_at)
    assert roll[meeting.hall].present
    assert roll[meeting.hall].heads == 6


def test_groups_follow_the_roster() -> None:
    """Districts of a province with three tiers; none where one parent has all the others under it."""
    assert len(Roll(real_meeting()).groups) == 18
    assert sum(len(group.points) for group in Roll(real_meeting()).groups) == 259
    assert Roll(real_meeting("quang-nam-2025")).groups == ()


def test_line_and_check_in_are_two_things() -> None:
    """Losing the page is not losing the point."""
    meeting = real_meeting()
    roll, point = Roll(meeting), meeting.roster.points[30].id
    now = meeting.starts_at
    says(meeting, roll, Author("point", point), c.CheckIn(point, total=4), now)
    says(meeting, roll, HUB, c.RecordLine(point, up=True), now)
    says(meeting, roll, HUB, c.RecordLine(point, up=False), now + MINUTE)
    assert roll[point].present
    assert roll[point].line is False
    assert roll[point].line_since == now + MINUTE
