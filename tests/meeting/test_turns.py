"""The floor and the queue, as minutes would tell them."""

from bridge_server.meeting import commands as c
from bridge_server.meeting.clock import turn_budget, turn_elapsed, turn_remaining
from bridge_server.meeting.queue import Spoken, requests, slots, spoken, upcoming
from bridge_server.meeting.values import MINUTE

from .kit import AN_XUAN, HA_LAM, HALL, TAM_KY, TAN_THANH, THANG_BINH, Live, clock, running


def asked(item: str = "4") -> Live:
    """Four points ask in this order: Tam Kỳ r1, Thăng Bình r2, An Xuân r3, Hà Lam r4."""
    live = running(item)
    for point in (TAM_KY, THANG_BINH, AN_XUAN, HA_LAM):
        live.point(point, c.Ask(point))
    return live


def order(live: Live) -> str:
    """The list of requests, each with the reason for its place."""
    return " ".join(f"{turn.id}:{why}" for turn, why in requests(live.meeting))


def test_requests_stand_in_the_order_of_asking() -> None:
    """By number, until the host does something about it."""
    assert order(asked()) == "r1:number r2:number r3:number r4:number"


def test_urgent_ones_stand_first_among_themselves_by_number() -> None:
    """The host marks r4, then r2."""
    live = asked()
    live.host(c.MarkUrgent("r4", on=True))
    live.host(c.MarkUrgent("r2", on=True))
    assert order(live) == "r2:urgent r4:urgent r1:number r3:number"


def test_a_passed_one_keeps_its_place_and_returns_to_it() -> None:
    """Nobody answered at Thăng Bình; later they do."""
    live = asked()
    live.host(c.PassTurn("r2"))
    assert order(live) == "r1:number r2:passed r3:number r4:number"
    live.host(c.ReturnTurn("r2"))
    assert order(live) == "r1:number r2:number r3:number r4:number"


def test_the_host_moves_a_request() -> None:
    """Each row says that it was moved; among urgent ones it stands as one of them."""
    live = asked()
    live.host(c.MoveRequest("r4", "r2"))
    assert order(live) == "r1:number r4:moved r2:number r3:number"
    live.host(c.MarkUrgent("r3", on=True))
    live.host(c.MoveRequest("r1", "r3"))
    assert order(live) == "r1:moved r3:urgent r4:moved r2:number"


def test_whoever_asks_later_stands_behind_those_moved_to_the_end() -> None:
    """The end is the end of those that wait now, also for the second one moved there."""
    live = asked()
    live.host(c.MoveRequest("r1", ""))
    live.host(c.MoveRequest("r2", ""))
    live.point(TAN_THANH, c.Ask(TAN_THANH))
    assert order(live) == "r3:number r4:number r1:moved r2:moved r5:number"


def test_a_place_can_be_halved_for_ever() -> None:
    """Two requests that are put before each other again and again: urgent ones stay urgent, the order is as asked for."""
    live = asked()
    live.host(c.MarkUrgent("r1", on=True))
    live.point(TAN_THANH, c.Ask(TAN_THANH))
    for turn in ["r2", "r3"] * 100:
        live.host(c.MoveRequest(turn, "r4"))
    live.host(c.MoveRequest("r5", "r4"))
    assert [turn.id for turn, _ in requests(live.meeting)] == ["r1", "r2", "r3", "r5", "r4"]
    assert live.meeting.turns["r1"].urgent
    live.host(c.MarkUrgent("r4", on=True))
    assert [turn.id for turn, _ in requests(live.meeting)][:2] == ["r1", "r4"]


def test_standby_comes_first_then_slots_then_requests() -> None:
    """Who is next: the papers of the running item before the requests, whoever is on standby before all."""
    live = asked("2")
    live.host(c.Standby("r3"))
    live.host(c.GiveFloor("2a1"))
    assert [turn.id for turn in upcoming(live.meeting)] == ["r3", "2a2", "2b1", "r1", "r2", "r4"]
    assert [turn.id for turn in slots(live.meeting, "2")] == ["2a1", "2a2", "2b1"]


def test_a_standby_is_answered_once_and_lapses() -> None:
    """Ready counts for the standby that it answers, not for a later one."""
    live = asked()
    live.host(c.Standby("r1"))
    live.at(1).point(TAM_KY, c.Ready("r1", clock(0)))
    assert live.meeting.turns["r1"].ready
    live.host(c.CancelStandby("r1"))
    live.at(2).host(c.Standby("r1"))
    assert not live.meeting.turns["r1"].ready


def test_another_point_is_not_ready_for_who_was_replaced() -> None:
    """Tam Kỳ had answered ready for its paper; Thăng Bình takes its place and is not on standby yet."""
    live = running("2")
    live.host(c.Standby("2a2"))
    live.point(TAM_KY, c.Ready("2a2", clock(0)))
    live.at(1).host(c.ReplacePresenter("2a2", "ốm", point=THANG_BINH))
    assert live.meeting.turns["2a2"].state == "waiting"
    live.at(2).host(c.Standby("2a2"))
    assert not live.meeting.turns["2a2"].ready


def test_a_leader_cuts_in_and_the_held_speaker_goes_on_with_the_rest() -> None:
    """08:00 Tam Kỳ, 08:01 the leader, 08:05 Tam Kỳ again: one of its three minutes was used."""
    live = asked()
    live.host(c.GiveFloor("r1"))
    live.at(1).host(c.CutIn(HALL, over="r1"))
    assert live.meeting.turns["r1"].state == "held"
    live.at(5).host(c.ResumeTurn("r1", "r5"))
    turn = live.meeting.turns["r1"]
    assert turn_remaining(live.meeting, turn, clock(5)) == 2 * MINUTE
    assert turn_remaining(live.meeting, turn, clock(8)) == -1 * MINUTE
    assert spoken(live.meeting, HALL, clock(5)) == Spoken(1, 4 * MINUTE)
    assert turn_budget(live.meeting, live.meeting.turns["r5"]) is None


def test_a_slot_is_resumed_only_under_its_own_item() -> None:
    """The papers were interrupted by the break: the held paper goes on when they do."""
    live = running("2")
    live.host(c.GiveFloor("2a1"))
    live.at(3).host(c.StartItem("3", "2", interrupt=True))
    assert live.refused(c.ResumeTurn("2a1")) == "other-item"
    live.at(8).host(c.StartItem("2", "3"))
    live.host(c.ResumeTurn("2a1"))
    assert turn_elapsed(live.meeting, live.meeting.turns["2a1"], clock(9)) == 4 * MINUTE


def test_a_request_gets_the_time_of_the_item_it_is_heard_in() -> None:
    """Asked during the papers, heard in the discussion: three minutes."""
    live = asked("2")
    assert turn_budget(live.meeting, live.meeting.turns["r1"]) is None
    live.at(20).host(c.StartItem("4", "2"))
    live.host(c.GiveFloor("r1"))
    assert turn_budget(live.meeting, live.meeting.turns["r1"]) == 3 * MINUTE


def test_a_pause_stops_both_clocks() -> None:
    """Two minutes of a power cut are nobody's."""
    live = running("2")
    live.host(c.GiveFloor("2a1"))
    live.at(2).host(c.PauseClock("điện"))
    live.at(4).host(c.ResumeClock())
    assert turn_elapsed(live.meeting, live.meeting.turns["2a1"], clock(5)) == 3 * MINUTE


def test_a_turn_that_begins_in_a_pause_counts_from_its_end() -> None:
    """Paused at 08:02, the floor given at 08:03, on again at 08:04: at 08:06 two minutes have been spoken."""
    live = running("2").at(2)
    live.host(c.PauseClock("điện"))
    live.at(3).host(c.GiveFloor("2a1"))
    live.at(4).host(c.ResumeClock())
    assert turn_elapsed(live.meeting, live.meeting.turns["2a1"], clock(6)) == 2 * MINUTE


def test_an_implicit_slot_has_what_its_item_has() -> None:
    """The opening has 10 minutes, gets two more, and its presenter with it."""
    live = running("1")
    live.host(c.GiveFloor("1"))
    live.host(c.AddItemTime("1", 120))
    assert turn_budget(live.meeting, live.meeting.turns["1"]) == 12 * MINUTE
    live.host(c.AddItemTime("1", -480))
    assert turn_remaining(live.meeting, live.meeting.turns["1"], clock(1)) == 3 * MINUTE
    assert live.at(1).project().items[0].remaining_ms == 3 * MINUTE
