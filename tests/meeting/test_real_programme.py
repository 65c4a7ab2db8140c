"""The programme of 31 May 2024, as it was planned."""

from pathlib import Path

from bridge_server import rosters
from bridge_server.meeting import commands as c
from bridge_server.meeting.queue import Spoken, requests, slots, spoken
from bridge_server.meeting.rows import PENDING
from bridge_server.meeting.values import MINUTE
from bridge_server.wire.files.agenda import agenda_from
from bridge_server.wire.files.roster import roster_from

from .kit import Live, clock, running

AGENDA = agenda_from((Path(__file__).parents[2] / "agenda.json").read_bytes(), "agenda.json")
ROSTER = roster_from(rosters.raw("quang-nam-2024"), "quang-nam-2024")
HALL, TAM_KY = "49", "502"
PAPERS = ["5a1", "5a2", "5a3", "5b1", "5b2", "5b3", "5b4", "5b5", "5b6", "5b7", "5b8", "5b9", "5c1", "5c2", "5c3", "5c4"]


def papers() -> Live:
    """The papers run since 08:00."""
    return running("5", AGENDA, ROSTER)


def test_the_hall_has_10_slots_and_tam_ky_two() -> None:
    """Nine departments in 5b and the office in 5c1 speak from the hall; Tam Kỳ speaks in 5a and again in 5c."""
    rows = slots(papers().meeting, "5")
    assert [turn.id for turn in rows] == PAPERS
    assert [turn.id for turn in rows if turn.point == HALL] == [*(f"5b{n}" for n in range(1, 10)), "5c1"]
    assert [turn.id for turn in rows if turn.point == TAM_KY] == ["5a1", "5c2"]
    assert [turn.group for turn in rows] == ["5a"] * 3 + ["5b"] * 9 + ["5c"] * 4


def test_sixteen_papers_one_after_the_other() -> None:
    """Each speaks four minutes; every point's account is right after each, and the item needs what is left."""
    live = papers()
    for number, paper in enumerate(PAPERS):
        live.at(4 * number).host(c.GiveFloor(paper, live.meeting.speaking))
        waiting = [turn.id for turn in slots(live.meeting, "5") if turn.state in PENDING]
        assert waiting == PAPERS[number + 1 :]
    live.at(64).host(c.EndTurn("5c4"))
    assert all(live.meeting.turns[paper].state == "done" for paper in PAPERS)
    assert spoken(live.meeting, HALL, live.now) == Spoken(10, 40 * MINUTE)
    assert spoken(live.meeting, TAM_KY, live.now) == Spoken(2, 8 * MINUTE)
    assert spoken(live.meeting, "513", live.now) == Spoken(1, 4 * MINUTE)
    one = live.project().of("5")
    assert one is not None
    assert (one.elapsed_ms, one.remaining_ms) == (64 * MINUTE, 16 * MINUTE)


def test_slots_wait_beside_one_request_of_each_point_and_agency() -> None:
    """The hall's ten papers wait; two of its agencies ask besides, each once."""
    live = papers()
    live.host(c.AddRequest(HALL, "hall", "so-nv"))
    live.host(c.AddRequest(HALL, "hall", "so-tc"))
    live.point(TAM_KY, c.Ask(TAM_KY))
    assert live.refused(c.AddRequest(HALL, "hall", "so-nv")) == "already-waiting"
    assert live.refused(c.AddRequest(TAM_KY, "phone")) == "already-waiting"
    assert [turn.id for turn, _ in requests(live.meeting)] == ["r1", "r2", "r3"]
    assert sum(turn.state in PENDING for turn in live.meeting.turns.values() if turn.point == HALL and turn.item == "5") == 12


def test_the_plan_runs_from_eight_to_half_past_eleven() -> None:
    """Before the opening: every item where the plan has it, 210 minutes, nothing late."""
    projection = Live(AGENDA, ROSTER).project()
    starts = {one.id: one.planned_start for one in projection.items}
    assert starts["5"] == clock(55)
    assert starts["6"] == clock(135)
    assert starts["10"] == clock(195)
    assert all(one.projected_start == one.planned_start for one in projection.items)
    assert (projection.planned_end, projection.projected_end, projection.offset_ms) == (clock(210), clock(210), 0)


def test_the_roll_has_260_points_in_three_tiers() -> None:
    """One hall, 18 districts, 241 communes; nobody has reported yet."""
    live = Live(AGENDA, ROSTER)
    (closed,) = live.host(c.CloseRoll())
    assert closed.type == "RollClosed"
    assert [(one.tier, one.points, one.reported) for one in closed.figures.tiers] == [
        *(("province", 1, 0), ("district", 18, 0), ("commune", 241, 0))
    ]
    assert closed.figures.all.points == 260
