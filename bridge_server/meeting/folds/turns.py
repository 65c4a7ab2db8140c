"""How events of the floor and the queue change the meeting."""

from dataclasses import replace

from ..events import turns as events
from ..rows import Addition, Origin, Turn
from ..state import Meeting
from ..values import MINUTE, Run, Speaker
from .cells import create, put, stand_on
from .programme import PAUSES, RUNNING, end_run


def request_made(m: Meeting, e: events.RequestMade, n: int, at: int, by: str) -> None:
    m.requests_made += 1
    turn = new_turn(m, e.turn, e.origin, e.point, e.agency, e.subject, e.speaker, e.item, m.requests_made, at)
    if e.origin == "self":
        m.turns[e.turn] = turn
    else:
        create(m, n, "turns", e.turn, turn)


def speaker_called(m: Meeting, e: events.SpeakerCalled, n: int, at: int, by: str) -> None:
    m.requests_made += 1
    called = new_turn(m, e.turn, "called", e.point, e.agency, e.subject, e.speaker, e.item, m.requests_made, at)
    create(m, n, "turns", e.turn, called)


def leader_cut_in(m: Meeting, e: events.LeaderCutIn, n: int, at: int, by: str) -> None:
    m.requests_made += 1
    leader = new_turn(m, e.turn, "leader", e.point, e.agency, "", e.speaker, e.item, m.requests_made, at)
    create(m, n, "turns", e.turn, replace(leader, planned_ms=None))


def new_turn(
    m: Meeting,
    turn: str,
    origin: Origin,
    point: str,
    agency: str,
    subject: str,
    speaker: Speaker,
    item: str,
    number: int,
    at: int,
) -> Turn:
    """A turn that nobody planned; its time is what the item gives each contribution, if it gives any."""
    name = next((one.name for one in m.agenda.agencies if one.id == agency), agency)
    planned = planned_under(m, item)
    return Turn(turn, origin, point, agency, name, subject, speaker, item=item, number=number, asked_at=at, planned_ms=planned)


def planned_under(m: Meeting, item: str) -> int | None:
    """What the item gives each contribution, None where it sets no limit: it is the item under which a turn is heard."""
    minutes = m.items[item].item.turn_minutes if item in m.items else None
    return None if minutes is None else minutes * MINUTE


def request_withdrawn(m: Meeting, e: events.RequestWithdrawn, n: int, at: int, by: str) -> None:
    if by.startswith("point"):
        m.turns[e.turn] = replace(m.turns[e.turn], withdrawn_at=at)
    else:
        put(m, n, "turns", e.turn, taken_back_at=at)


def standby_called(m: Meeting, e: events.StandbyCalled, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="standby", standby_at=at)


def standby_cancelled(m: Meeting, e: events.StandbyCancelled, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="waiting")


def ready_answered(m: Meeting, e: events.ReadyAnswered, n: int, at: int, by: str) -> None:
    m.turns[e.turn] = replace(m.turns[e.turn], ready_for=e.standby)


def floor_given(m: Meeting, e: events.FloorGiven, n: int, at: int, by: str) -> None:
    turn = m.turns[e.turn]
    item, planned = turn.item, turn.planned_ms
    if not turn.is_slot:
        item = m.running
        planned = planned_under(m, item) if turn.origin != "leader" else None
    put(m, n, "turns", e.turn, status="speaking", runs=(*turn.runs, Run(at)), item=item, planned_ms=planned)
    put(m, n, "", "", speaking=e.turn)
    stand_on(m, n, RUNNING)


def turn_ended(m: Meeting, e: events.TurnEnded, n: int, at: int, by: str) -> None:
    turn = m.turns[e.turn]
    runs = end_run(turn.runs, e.at) if turn.runs and turn.runs[-1].end is None else turn.runs
    put(m, n, "turns", e.turn, status="done", runs=runs)
    if m.speaking == e.turn:
        put(m, n, "", "", speaking="")
        stand_on_pauses(m, n)


def turn_held(m: Meeting, e: events.TurnHeld, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="held", runs=end_run(m.turns[e.turn].runs, e.at or at), hold_cause=e.cause)
    put(m, n, "", "", speaking="")
    stand_on_pauses(m, n)


def stand_on_pauses(m: Meeting, n: int) -> None:
    """Where no item runs, a pause is the speaking turn's: once that has stopped, the end of the pause is not undone before it."""
    if not m.running:
        stand_on(m, n, PAUSES)


def turn_resumed(m: Meeting, e: events.TurnResumed, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="speaking", runs=(*m.turns[e.turn].runs, Run(at)))
    put(m, n, "", "", speaking=e.turn)
    stand_on(m, n, RUNNING)


def turn_passed(m: Meeting, e: events.TurnPassed, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="passed")


def turn_returned(m: Meeting, e: events.TurnReturned, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="waiting")


def request_declined(m: Meeting, e: events.RequestDeclined, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, status="declined")


def urgency_marked(m: Meeting, e: events.UrgencyMarked, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, urgent=e.on, place=None)


def short_list_marked(m: Meeting, e: events.ShortListMarked, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, short_listed=e.on)


def request_moved(m: Meeting, e: events.RequestMoved, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, place=(e.urgent, e.place))


def speaker_named(m: Meeting, e: events.SpeakerNamed, n: int, at: int, by: str) -> None:
    put(m, n, "turns", e.turn, presenter=e.speaker)


def turn_time_added(m: Meeting, e: events.TurnTimeAdded, n: int, at: int, by: str) -> None:
    create(m, n, "additions", n, Addition("turn", e.turn, e.seconds))
    stand_on(m, n, ("turns", e.turn, "removed"))


def list_opened(m: Meeting, e: events.ListOpened, n: int, at: int, by: str) -> None:
    put(m, n, "", "", list_closed_at=None)


def list_closed(m: Meeting, e: events.ListClosed, n: int, at: int, by: str) -> None:
    put(m, n, "", "", list_closed_at=at)
