"""The frames that are views of the meeting: the floor for all, what is one point's own, a parent's children."""

from bridge_server.meeting import Meeting, project
from bridge_server.meeting.clock import item_budget, item_elapsed, item_remaining, turn_budget, turn_elapsed
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.figures import RollFigures, TierFigures
from bridge_server.meeting.projection import Projection, plan_moved_ms
from bridge_server.meeting.queue import requests, upcoming
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.rows import PENDING, Turn
from bridge_server.meeting.rules.checks import turn_name
from bridge_server.meeting.rules.roll import open_fault
from bridge_server.meeting.rules.writing import in_audience
from bridge_server.meeting.state import roll_key

from .frames import ChairTurn, ChairView, Floor, ItemComing, ItemNow, Mine, MyNotice, MyTurn, TurnNow
from .roll_frames import Agencies, AgencyRow, CategoryRow, Children, ChildRow, Counts, Invitation

NOTICES = 30
"""How many of a point's messages, the newest, its own frame holds: a frame has to stay small on a weak line."""
OVER = 10
"""How many of a point's contributions that are over, the newest, its own frame still names."""
LIVE = PENDING | {"speaking", "held"}
NEXT = 3
"""How many of those to come the floor names."""
SHORT_LIST = 6
"""How many of the short-list the chair's view names, the first."""


def floor(m: Meeting, now: int, roll: TierFigures | None = None) -> Floor:
    """The floor at `now`. `roll` are the figures over all tiers where the caller has them already."""
    times = project(m, now)
    sitting = m.sittings[-1] if m.sittings else None
    return Floor(
        m.n,
        now,
        m.agenda.title,
        m.phase,
        sitting.number if sitting else 0,
        item_now(m, now),
        turn_now(m, m.turns[m.speaking], now) if m.speaking else None,
        tuple(turn_now(m, turn, now) for turn in m.turns_where(lambda turn: turn.state == "held")),
        tuple(turn_now(m, turn, now) for turn in upcoming(m)[:NEXT]),
        m.pauses[-1].start if m.paused else None,
        m.pauses[-1].cause if m.paused else "",
        m.list_closed_at,
        len(requests(m)),
        times.planned_end,
        times.projected_end,
        sitting.until if sitting and m.phase == "adjourned" else None,
        m.clock_offset_ms,
        figures(m).all if roll is None else roll,
        coming(m, times),
        m.agenda.starts_at + plan_moved_ms(m),
        m.lateness_shown,
    )


def coming(m: Meeting, times: Projection) -> ItemComing | None:
    """The item after the running one (or the first): neither finished nor skipped; None where there is none, or it is over."""
    order = [key for key in m.order if not m.items[key].removed]
    after = order.index(m.running) + 1 if m.running in order else 0
    for key in (*order[after:], *order[:after]):
        row = m.items[key]
        if m.phase != "closed" and key != m.running and not row.finished and not row.skipped:
            return item_coming(m, key, times)
    return None


def item_coming(m: Meeting, key: str, times: Projection) -> ItemComing:
    """An item with its projected start."""
    item, told = m.items[key].item, times.of(key)
    return ItemComing(item.id, item.no, item.title, item.kind, told.projected_start if told is not None else None)


def item_now(m: Meeting, now: int) -> ItemNow | None:
    """The running item."""
    if not m.running:
        return None
    row = m.items[m.running]
    item = row.item
    return ItemNow(
        item.id,
        item.no,
        item.title,
        item.kind,
        row.runs[-1].start,
        item_elapsed(m, row, now),
        item_budget(m, row),
        item_remaining(m, row, now),
    )


def turn_now(m: Meeting, turn: Turn, now: int) -> TurnNow:
    """A turn as everybody may see it."""
    spent, budget = turn_elapsed(m, turn, now), turn_budget(m, turn)
    name, parent = whereabouts(m, turn.point)
    return TurnNow(turn.id, turn_name(m, turn), turn.point, name, turn.who, turn.state, turn.ready, spent, budget, parent)


def whereabouts(m: Meeting, point: str) -> tuple[str, str]:
    """The point's name, and that of the point above it where that tells people where it is: two levels below the top."""
    row = m.points.get(point)
    parent = m.points.get(row.parent) if row is not None else None
    above = parent.name if parent is not None and parent.parent in m.points else ""
    return (point if row is None else row.name), above


def chair(m: Meeting, now: int) -> ChairView:
    """What the chair sees besides the floor."""
    times = project(m, now)
    listed = [turn for turn, _ in requests(m) if turn.short_listed]
    return ChairView(
        m.n,
        now,
        tuple(chair_turn(m, turn) for turn in upcoming(m)[:NEXT]),
        tuple(chair_turn(m, turn) for turn in listed[:SHORT_LIST]),
        len(listed),
        times.offset_ms,
        item_coming(m, times.unknown_item, times) if times.unknown_item else None,
    )


def chair_turn(m: Meeting, turn: Turn) -> ChairTurn:
    """A contribution to come."""
    name, parent = whereabouts(m, turn.point)
    since = turn.standby_at if turn.state == "standby" else None
    return ChairTurn(
        turn.id,
        turn_name(m, turn),
        name,
        parent,
        turn.who,
        turn.state,
        turn.ready,
        since,
        turn.is_request,
        turn.subject,
        turn.short_listed,
        turn_budget(m, turn),
    )


def mine(m: Meeting, point: str) -> Mine:
    """What concerns the point alone. Raises `KeyError` for a point that is not on the roster."""
    row = m.points[point]
    turns = m.turns_where(lambda turn: turn.point == point and turn.state != "removed")
    order = [turn.id for turn, _ in requests(m)] if any(turn.is_request for turn in turns) else []
    over = [turn.id for turn in turns if turn.state not in LIVE][:-OVER]
    turns = [turn for turn in turns if turn.id not in over]
    notices = [notice for notice in m.notices.values() if in_audience(m, notice.audience, point)][-NOTICES:]
    break_run = m.items[m.running].runs[-1].start if m.running else None
    return Mine(
        m.n,
        point,
        row.name,
        m.points[row.parent].name if row.parent in m.points else "",
        *reported(m, point),
        m.roll_closing.at if m.roll_closing is not None else None,
        tuple(
            MyTurn(
                turn.id,
                turn_name(m, turn),
                turn.state,
                turn.is_request,
                turn.asked_at,
                order.index(turn.id) if turn.id in order else None,
                turn.standby_at if turn.state == "standby" else None,
                turn.ready,
            )
            for turn in turns
        ),
        tuple(MyNotice(one.id, one.at, one.text, m.acknowledged.get(f"{one.id}/{point}")) for one in notices),
        tuple(kind for kind in ("sound", "picture", "other") if open_fault(m, point, kind)),
        break_run is not None and m.back.get(point) == break_run,
    )


def children(m: Meeting, parent: str) -> Children:
    """The roll of the parent's children."""
    rows = []
    for point in m.children.get(parent, ()):
        line = m.lines.get(point.id)
        call = m.calls.get(point.id, ())[-1:]
        rows.append(
            ChildRow(
                point.id,
                point.name,
                *reported(m, point.id),
                line[0] if line is not None else None,
                call[0].outcome if call else "",
                call[0].at if call else None,
            )
        )
    return Children(m.n, tuple(rows))


def agencies(m: Meeting) -> Agencies:
    """The hall's roll, which is by agency."""
    sitting = [agency for agency in m.agenda.agencies if agency.point == m.hall]
    return Agencies(m.n, tuple(AgencyRow(one.id, one.name, *reported(m, roll_key(m.hall, one.id))) for one in sitting))


def reported(m: Meeting, key: str) -> tuple[CheckedIn | None, int | None]:
    """Of whom this is the place in the roll: the check-in in force, and when it was recorded."""
    revision = m.check_in(key)
    if revision is None or not isinstance(revision[3], CheckedIn):
        return None, None
    return revision[3], revision[1]


def invitation(m: Meeting, point: str) -> Invitation:
    """The invited categories of the point's tier, each as it reads for its kind of unit."""
    row = m.points[point]
    invited = [category for category in m.agenda.categories if category.tier == row.tier]
    return Invitation(m.n, tuple(CategoryRow(one.id, dict(one.by_unit).get(row.unit, one.title)) for one in invited))


def counts(m: Meeting, roll: RollFigures) -> Counts:
    """The figures for screens."""
    up = sum(line[0] for line in m.lines.values())
    return Counts(m.n, roll.tiers, up, len(m.lines) - up)
