"""Rules about the floor and the queue."""

from collections.abc import Iterator

from ..author import Author
from ..commands import turns as commands
from ..events import Event
from ..events import turns as events
from ..queue import requests, sort_key
from ..refusals import Refused
from ..rows import PENDING, Turn
from ..state import Meeting
from .checks import agency_of, item_of, need_not_closed, need_open, need_past, point_of, speaking_name, turn_name, turn_of
from .stop import end_pause


def ask(m: Meeting, c: commands.Ask, by: Author, now: int) -> Iterator[Event]:
    """While the list is open and what it was asked about still runs; one waiting request per point and agency."""
    need_not_closed(m)
    point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    if m.list_closed_at is not None:
        raise Refused("list-closed", closed_at=m.list_closed_at)
    if c.item and c.item != m.running:
        item_of(m, c.item)
        raise Refused("lapsed", what=c.item)
    if c.made_at is not None:
        need_past(c.made_at, now)
    need_none_waiting(m, c.point, c.agency)
    speaking = m.turns.get(m.speaking)
    if speaking is not None and (speaking.point, speaking.agency) == (c.point, c.agency):
        raise Refused("already-speaking", name=turn_name(m, speaking))
    turn = f"r{m.requests_made + 1}"
    yield events.RequestMade(turn, c.point, "self", c.agency, c.subject, c.speaker, m.running, c.made_at)


def need_none_waiting(m: Meeting, point: str, agency: str, *, besides: str = "") -> None:
    """No other request of that point and agency waits."""
    for turn in m.turns.values():
        if turn.is_request and turn.state in PENDING and (turn.point, turn.agency) == (point, agency) and turn.id != besides:
            raise Refused("already-waiting", turn=turn.id, name=turn_name(m, turn), asked_at=turn.asked_at)


def add_request(m: Meeting, c: commands.AddRequest, by: Author, now: int) -> Iterator[Event]:
    """The host may note a request also after the list is closed."""
    need_not_closed(m)
    point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    need_none_waiting(m, c.point, c.agency)
    turn = f"r{m.requests_made + 1}"
    yield events.RequestMade(turn, c.point, c.source, c.agency, c.subject, c.speaker, m.running)


def need_replacing(m: Meeting, replacing: str) -> None:
    """The asker saw the turn speaking that does speak."""
    if replacing != m.speaking:
        raise Refused("overtaken", what="speaking", now=speaking_name(m), seen=replacing)


def call_on(m: Meeting, c: commands.CallOn, by: Author, now: int) -> Iterator[Event]:
    """Anybody can be called, asked or not; who speaks ends."""
    need_open(m)
    need_replacing(m, c.replacing)
    point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    if m.speaking:
        yield events.TurnEnded(m.speaking, now)
    turn = f"r{m.requests_made + 1}"
    yield events.SpeakerCalled(turn, c.point, c.agency, c.subject, c.speaker, m.running)
    yield events.FloorGiven(turn)


def cut_in(m: Meeting, c: commands.CutIn, by: Author, now: int) -> Iterator[Event]:
    """Who speaks is held, not ended."""
    need_open(m)
    need_replacing(m, c.over)
    point_of(m, c.point)
    agency_of(m, c.agency, c.point)
    if m.speaking:
        yield events.TurnHeld(m.speaking, "leader", now)
    turn = f"r{m.requests_made + 1}"
    yield events.LeaderCutIn(turn, c.point, c.agency, c.speaker, m.running)
    yield events.FloorGiven(turn)


def withdraw(m: Meeting, c: commands.Withdraw, by: Author, now: int) -> Iterator[Event]:
    """A request that still waits. A slot is not withdrawn: the host takes it out."""
    need_not_closed(m)
    turn = request_of(m, c.turn)
    need_pending(m, turn)
    yield events.RequestWithdrawn(c.turn)


def request_of(m: Meeting, turn: str) -> Turn:
    """The turn, which is a request."""
    row = turn_of(m, turn)
    if not row.is_request:
        raise Refused("not-a-request", turn=turn, name=turn_name(m, row))
    return row


def need_pending(m: Meeting, turn: Turn) -> None:
    """The turn still waits to be heard."""
    if turn.state == "withdrawn":
        raise Refused("turn-withdrawn", turn=turn.id, name=turn_name(m, turn), withdrawn_at=turn.gone_at or 0)
    if turn.state not in PENDING:
        raise Refused("turn-not-waiting", turn=turn.id, name=turn_name(m, turn), state=turn.state)


def standby(m: Meeting, c: commands.Standby, by: Author, now: int) -> Iterator[Event]:
    """Several may be on standby; a passed one may be too."""
    need_open(m)
    turn = turn_of(m, c.turn)
    need_pending(m, turn)
    if turn.state == "standby":
        raise Refused("no-change")
    yield events.StandbyCalled(c.turn)


def cancel_standby(m: Meeting, c: commands.CancelStandby, by: Author, now: int) -> Iterator[Event]:
    """Only a turn on standby."""
    need_not_closed(m)
    need_on_standby(m, turn_of(m, c.turn))
    yield events.StandbyCancelled(c.turn)


def need_on_standby(m: Meeting, turn: Turn) -> None:
    """The turn is next."""
    if turn.state != "standby":
        raise Refused("turn-not-on-standby", turn=turn.id, name=turn_name(m, turn), state=turn.state)


def ready(m: Meeting, c: commands.Ready, by: Author, now: int) -> Iterator[Event]:
    """The answer to one standby; the hall's turns skip this."""
    turn = turn_of(m, c.turn)
    if turn.point == m.hall:
        raise Refused("hall-needs-no-ready", turn=c.turn, name=turn_name(m, turn))
    if turn.state != "standby" or turn.standby_at != c.standby:
        raise Refused("lapsed", what=turn_name(m, turn))
    if turn.ready:
        raise Refused("no-change")
    yield events.ReadyAnswered(c.turn, c.standby)


def give_floor(m: Meeting, c: commands.GiveFloor, by: Author, now: int) -> Iterator[Event]:
    """Whoever waits may be given the floor at once; a slot only while its item runs. Who speaks ends."""
    need_open(m)
    turn = turn_of(m, c.turn)
    if m.speaking == c.turn:
        raise Refused("already-speaking", name=turn_name(m, turn))
    need_replacing(m, c.replacing)
    need_pending(m, turn)
    need_own_item(m, turn)
    if m.speaking:
        yield events.TurnEnded(m.speaking, now)
    yield events.FloorGiven(c.turn)


def need_own_item(m: Meeting, turn: Turn) -> None:
    """A slot is heard under its own item."""
    if turn.is_slot and turn.item != m.running:
        raise Refused("other-item", id=turn.id, item=turn.item)


def end_turn(m: Meeting, c: commands.EndTurn, by: Author, now: int) -> Iterator[Event]:
    """The speaking turn, or a held one that will not go on."""
    need_open(m)
    turn = turn_of(m, c.turn)
    if turn.state not in ("speaking", "held"):
        raise Refused("turn-not-speaking", turn=c.turn, name=turn_name(m, turn), state=turn.state)
    yield events.TurnEnded(c.turn, now)
    if c.turn == m.speaking:
        yield from end_pause(m)


def hold_turn(m: Meeting, c: commands.HoldTurn, by: Author, now: int) -> Iterator[Event]:
    """Only the speaking turn."""
    need_open(m)
    turn = turn_of(m, c.turn)
    if turn.state != "speaking":
        raise Refused("turn-not-speaking", turn=c.turn, name=turn_name(m, turn), state=turn.state)
    yield events.TurnHeld(c.turn, c.cause, now)
    yield from end_pause(m)


def resume_turn(m: Meeting, c: commands.ResumeTurn, by: Author, now: int) -> Iterator[Event]:
    """Only a held turn, a slot only while its item runs; who speaks ends."""
    need_open(m)
    turn = turn_of(m, c.turn)
    need_replacing(m, c.replacing)
    if turn.state != "held":
        raise Refused("turn-not-held", turn=c.turn, name=turn_name(m, turn), state=turn.state)
    need_own_item(m, turn)
    if m.speaking:
        yield events.TurnEnded(m.speaking, now)
    yield events.TurnResumed(c.turn)


def pass_turn(m: Meeting, c: commands.PassTurn, by: Author, now: int) -> Iterator[Event]:
    """A turn that waits or is on standby."""
    need_open(m)
    turn = turn_of(m, c.turn)
    need_pending(m, turn)
    if turn.state == "passed":
        raise Refused("no-change")
    yield events.TurnPassed(c.turn)


def return_turn(m: Meeting, c: commands.ReturnTurn, by: Author, now: int) -> Iterator[Event]:
    """A passed or declined turn; not beside a newer request of the same point and agency."""
    need_not_closed(m)
    turn = turn_of(m, c.turn)
    if turn.state not in ("passed", "declined"):
        raise Refused("turn-not-passed", turn=c.turn, name=turn_name(m, turn), state=turn.state)
    if turn.is_request:
        need_none_waiting(m, turn.point, turn.agency, besides=c.turn)
    yield events.TurnReturned(c.turn)


def decline_turn(m: Meeting, c: commands.DeclineTurn, by: Author, now: int) -> Iterator[Event]:
    """A request that waits; its point is invited to write."""
    need_not_closed(m)
    need_pending(m, request_of(m, c.turn))
    yield events.RequestDeclined(c.turn, c.reason)


def mark_urgent(m: Meeting, c: commands.MarkUrgent, by: Author, now: int) -> Iterator[Event]:
    """A request that waits; marking undoes an earlier move."""
    need_not_closed(m)
    turn = request_of(m, c.turn)
    need_pending(m, turn)
    if turn.urgent == c.on and turn.place is None:
        raise Refused("no-change")
    yield events.UrgencyMarked(c.turn, c.on)


def short_list(m: Meeting, c: commands.ShortList, by: Author, now: int) -> Iterator[Event]:
    """A request that waits."""
    need_not_closed(m)
    turn = request_of(m, c.turn)
    need_pending(m, turn)
    if turn.short_listed == c.on:
        raise Refused("no-change")
    yield events.ShortListMarked(c.turn, c.on)


def move_request(m: Meeting, c: commands.MoveRequest, by: Author, now: int) -> Iterator[Event]:
    """Between two neighbours the new place is their middle; where no number is left between them, all are numbered anew."""
    need_not_closed(m)
    turn = request_of(m, c.turn)
    need_pending(m, turn)
    order = [row for row, _ in requests(m)]
    where = order.index(turn)
    after = order[where + 1].id if where + 1 < len(order) else ""
    if c.before in (c.turn, after):
        raise Refused("same-place", id=c.turn)
    rest = [row for row in order if row.id != c.turn]
    if c.before:
        need_pending(m, request_of(m, c.before))
    index = next((i for i, row in enumerate(rest) if row.id == c.before), len(rest))
    urgent, place = place_at(rest, index, m.requests_made + 1)
    neighbours = [sort_key(row)[:2] for row in rest]
    fits = all(key < (not urgent, place) for key in neighbours[:index]) and all(
        key > (not urgent, place) for key in neighbours[index:]
    )
    if fits:
        yield events.RequestMoved(c.turn, urgent, place)
        return
    for number, row in enumerate([*rest[:index], turn, *rest[index:]]):
        yield events.RequestMoved(row.id, urgent if row is turn else not sort_key(row)[0], float(number - len(order)))


def place_at(rest: list[Turn], index: int, coming: int) -> tuple[bool, float]:
    """Among the urgent or not, and where: just inside the band of the row it is put before (of the last one, at the end).

    The end is the end of those that wait: before number `coming`, which the next to ask will have.
    """
    band, place, _ = sort_key(rest[index] if index < len(rest) else rest[-1])
    if index == len(rest):
        return not band, (place + coming) / 2
    before = sort_key(rest[index - 1]) if index else None
    if before is None or before[0] != band:
        return not band, place - 1.0
    return not band, (before[1] + place) / 2


def name_speaker(m: Meeting, c: commands.NameSpeaker, by: Author, now: int) -> Iterator[Event]:
    """Also after the turn, for the minutes."""
    need_not_closed(m)
    turn = turn_of(m, c.turn)
    if turn.presenter == c.speaker:
        raise Refused("no-change")
    yield events.SpeakerNamed(c.turn, c.speaker)


def add_turn_time(m: Meeting, c: commands.AddTurnTime, by: Author, now: int) -> Iterator[Event]:
    """A turn that is not over; zero is no change."""
    need_not_closed(m)
    turn = turn_of(m, c.turn)
    if turn.state in ("done", "declined", "withdrawn", "skipped"):
        raise Refused("turn-over", turn=c.turn, name=turn_name(m, turn), state=turn.state)
    if c.seconds == 0:
        raise Refused("no-change")
    yield events.TurnTimeAdded(c.turn, c.seconds, c.reason)


def open_list(m: Meeting, c: commands.OpenList, by: Author, now: int) -> Iterator[Event]:
    """Only a closed list."""
    need_not_closed(m)
    if m.list_open:
        raise Refused("list-already-open")
    yield events.ListOpened()


def close_list(m: Meeting, c: commands.CloseList, by: Author, now: int) -> Iterator[Event]:
    """Latecomers read when it was closed; all that wait can be invited to write in the same record."""
    need_not_closed(m)
    if m.list_closed_at is not None:
        raise Refused("list-already-closed", closed_at=m.list_closed_at)
    yield events.ListClosed()
    if c.to_writing:
        for turn, _ in requests(m):
            yield events.RequestDeclined(turn.id)
