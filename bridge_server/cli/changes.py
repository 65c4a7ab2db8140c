"""A meeting told by what changes between frames: for the codes of points and screens, which do not get the log."""

from collections.abc import Iterator

from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.projection import late_by_minutes
from bridge_server.meeting.values import MINUTE
from bridge_server.reports import times
from bridge_server.reports.names import capital, inside, label, shorten, small, with_speaker
from bridge_server.wire.frames import Floor, HubFrame, ItemNow, Mine, MyTurn, Trouble, TurnNow
from bridge_server.wire.roll_frames import Children, ChildRow
from bridge_server.words import Language, say

from .status import pace
from .telling import check_in_words, place_name

TITLE = 60
"""Code points of an item's title in a line."""
NEAR = 2
"""From so many requests before one's own on, every step forward is told."""


class Changes:
    """The newest frames of each kind, and the sentences for what differs in the next."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang
        self.floor: Floor | None = None
        self.mine: Mine | None = None
        self.children: Children | None = None

    def take(self, frame: HubFrame) -> Iterator[str]:
        """The sentences for a frame; it is the newest of its kind from then on."""
        match frame:
            case Floor():
                before, self.floor = self.floor, frame
                yield from self._begun(frame) if before is None else self._floor(before, frame)
            case Mine():
                mine, self.mine = self.mine, frame
                yield from self._my_roll(mine, frame)
                yield from self._my_turns(mine, frame)
                yield from self._my_notices(mine, frame)
            case Children():
                children, self.children = self.children, frame
                yield from self._missing(frame) if children is None else self._children(children, frame)
            case Trouble():
                yield from frame.text

    def say(self, key: str, **facts: object) -> str:
        """A sentence of `words.operator`."""
        return capital(say(self.lang, f"operator.{key}", **facts))

    def clock(self, instant: int) -> str:
        """ "09:12" of an instant."""
        return times.clock(instant + (self.floor.clock_offset_ms if self.floor is not None else 0))

    def item(self, item: ItemNow) -> str:
        """An item by number and title."""
        return say(self.lang, "label.item", no=item.no, title=shorten(item.title, TITLE))

    def turn(self, turn: TurnNow) -> str:
        """Who a turn belongs to, and who speaks."""
        return with_speaker(self.lang, place_name(self.lang, turn.name), turn.speaker)

    # --- the floor ---

    def _begun(self, now: Floor) -> Iterator[str]:
        """What stands when the following begins."""
        yield self.say("now-phase", phase=inside(self.lang, "phase", now.phase))
        if now.item is not None:
            yield self.say("now-item", item=self.item(now.item))
        if now.speaking is not None:
            yield self.say("now-speaking", name=self.turn(now.speaking))
        for turn in now.held:
            yield self.say("now-held", name=self.turn(turn))
        if now.paused_since is not None:
            yield self._stopped(now)
        if now.list_closed_at is not None:
            yield self.say("list-closed", clock=self.clock(now.list_closed_at))
        yield self.say("pace", sentence=pace(self.lang, now))

    def _floor(self, was: Floor, now: Floor) -> Iterator[str]:
        yield from self._stops(was, now)
        yield from self._phase(was, now)
        yield from self._item(was, now)
        yield from self._speaks(was, now)
        if self.mine is None:
            yield from self._standby(was, now)
        if was.paused_since != now.paused_since:
            yield self._stopped(now) if now.paused_since is not None else self.say("clock-runs")
        if was.list_closed_at != now.list_closed_at:
            closed = now.list_closed_at
            yield self.say("list-closed", clock=self.clock(closed)) if closed is not None else self.say("list-open")
        if pace_key(was) != pace_key(now):
            yield self.say("pace", sentence=pace(self.lang, now))

    def _phase(self, was: Floor, now: Floor) -> Iterator[str]:
        if (was.phase, was.sitting) == (now.phase, now.sitting):
            return
        match now.phase:
            case "open" if was.phase == "closed":
                yield self.say("reopened")
            case "open" if now.sitting > 1:
                yield self.say("sitting", number=now.sitting)
            case "open":
                yield self.say("opened")
            case "adjourned" if now.resumes_at is not None:
                yield self.say("adjourned", when=times.date_clock(self.lang, now.resumes_at + now.clock_offset_ms))
            case "adjourned":
                yield self.say("adjourned-open")
            case "closed":
                yield self.say("closed")
            case _:
                yield self.say("now-phase", phase=inside(self.lang, "phase", now.phase))

    def _item(self, was: Floor, now: Floor) -> Iterator[str]:
        if item_key(was) == item_key(now):
            return
        if was.item is not None:
            if was.item.kind == "break":
                yield self.say("break-ends")
            elif now.item is None and now.phase == was.phase:
                yield self.say("item-ends", item=self.item(was.item))
        if now.item is None:
            return
        if now.item.kind != "break":
            yield self.say("item-starts", item=self.item(now.item))
        elif now.item.remaining_ms is not None:
            yield self.say("break-until", clock=self.clock(now.now + max(0, now.item.remaining_ms)))
        else:
            yield self.say("break")

    def _stops(self, was: Floor, now: Floor) -> Iterator[str]:
        if was.speaking is not None and turn_id(was) != turn_id(now):
            held = any(turn.id == was.speaking.id for turn in now.held)
            yield self.say("floor-held" if held else "floor-ends", name=place_name(self.lang, was.speaking.name))

    def _speaks(self, was: Floor, now: Floor) -> Iterator[str]:
        if now.speaking is not None and turn_id(was) != turn_id(now):
            again = any(turn.id == now.speaking.id for turn in was.held)
            own = self.mine is not None and now.speaking.point == self.mine.point
            yield self.say("floor-mine" if own else "floor-again" if again else "floor", name=self.turn(now.speaking))

    def _standby(self, was: Floor, now: Floor) -> Iterator[str]:
        """On a screen, where nobody is told of their own."""
        before = {turn.id for turn in was.next if turn.state == "standby"}
        for turn in now.next:
            if turn.state == "standby" and turn.id not in before:
                yield self.say("standby", name=self.turn(turn))

    def _stopped(self, now: Floor) -> str:
        return self.say("clock-stopped-because", reason=now.pause_cause) if now.pause_cause else self.say("clock-stopped")

    # --- one's own ---

    def _my_roll(self, was: Mine | None, now: Mine) -> Iterator[str]:
        if was is None:
            parent = place_name(self.lang, now.parent_name)
            name = place_name(self.lang, now.name)
            yield self.say("own-point", name=say(self.lang, "label.with-parent", name=name, parent=parent) if parent else name)
        if now.check_in is not None and (was is None or was.checked_in_at != now.checked_in_at):
            yield self.say("checked-in", what=self._checked_in(now.check_in))
        elif now.check_in is None and (was is None or was.check_in is not None):
            yield self.say("not-checked-in") if was is None else self.say("voided")
        closed = now.roll_closed_at
        if closed is not None and (was is None or was.roll_closed_at != closed):
            yield self.say("roll-closed", clock=self.clock(closed))
        elif closed is None and was is not None and was.roll_closed_at is not None:
            yield self.say("roll-open")
        before = was.faults if was is not None else ()
        for kind in (*before, *now.faults):
            if (kind in before) != (kind in now.faults):
                key = "fault" if kind in now.faults else "fault-over"
                yield self.say(key, fault=small(label(self.lang, "fault", kind)))

    def _checked_in(self, said: CheckedIn) -> str:
        """As it was said, with whoever said it where that was somebody else."""
        words = check_in_words(self.lang, said.mode, said.total, said.leader, leader_present=said.leader_present)
        if said.source == "self":
            return words
        return words + say(self.lang, "event.CheckedIn-source", source=small(label(self.lang, "source", said.source)))

    def _my_turns(self, was: Mine | None, now: Mine) -> Iterator[str]:
        before = {turn.id: turn for turn in was.turns} if was is not None else {}
        for turn in now.turns:
            yield from self._my_turn(before.get(turn.id), turn)

    def _my_turn(self, was: MyTurn | None, now: MyTurn) -> Iterator[str]:
        name = place_name(self.lang, now.name)
        if now.standby_at is not None and not now.ready and (was is None or was.standby_at != now.standby_at):
            yield self.say("standby-mine", name=name)
        elif now.ready and not (was is not None and was.ready):
            yield self.say("ready", name=name)
        elif was is not None and was.state != now.state and now.state in ("passed", "declined", "withdrawn"):
            yield self.say(now.state, name=name)
        elif now.is_request and now.state == "waiting" and now.ahead is not None:
            if was is None:
                yield self.say("asked", name=name, place=now.ahead + 1, turn=now.id)
            elif was.ahead != now.ahead and now.ahead <= NEAR:
                yield self.say("ahead", name=name, count=now.ahead) if now.ahead else self.say("ahead-none", name=name)

    def _my_notices(self, was: Mine | None, now: Mine) -> Iterator[str]:
        known = {one.id for one in was.notices} if was is not None else set()
        for one in now.notices:
            if one.id not in known and (was is not None or one.acknowledged_at is None):
                yield self.say("notice", notice=one.id, text=one.text)

    # --- the points below ---

    def _missing(self, now: Children) -> Iterator[str]:
        missing = [place_name(self.lang, row.name) for row in now.rows if row.check_in is None]
        facts = {"reported": len(now.rows) - len(missing), "points": len(now.rows)}
        if missing:
            yield self.say("children-missing", missing=", ".join(missing), **facts)
        else:
            yield self.say("children", **facts)

    def _children(self, was: Children, now: Children) -> Iterator[str]:
        before = {row.point: row for row in was.rows}
        news = [row for row in now.rows if row.point in before and said(row) != said(before[row.point])]
        for row in news:
            if row.check_in is not None:
                what = check_in_words(self.lang, row.check_in.mode, row.check_in.total)
                yield self.say("child", name=row.name, what=what)
            else:
                yield self.say("child-voided", name=row.name)
        if news:
            yield from self._missing(now)


def item_key(floor: Floor) -> tuple[str, int]:
    """Which run of which item goes on."""
    return (floor.item.id, floor.item.run) if floor.item is not None else ("", 0)


def turn_id(floor: Floor) -> str:
    """Who speaks, "" for nobody."""
    return floor.speaking.id if floor.speaking is not None else ""


def pace_key(floor: Floor) -> tuple[object, ...]:
    """What of the pace is worth a new line: the minute of the projected end, and how many minutes early or late that is."""
    projected, planned = floor.projected_end, floor.planned_end
    late = late_by_minutes(projected - planned) if projected is not None and planned is not None else None
    return projected // MINUTE if projected is not None else None, late, floor.phase == "closed"


def said(row: ChildRow) -> tuple[object, ...]:
    """What a point said on the roll, and when."""
    return row.check_in, row.checked_in_at
