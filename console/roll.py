"""The roll kept up as records come: how every point stands, and what that adds up to for each group, without counting anew.

Groups follow the roster, whatever its tiers: the shallowest level that has several points with points under them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from bridge_server.meeting import Meeting, Point
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.roll_figures import hall_agencies
from bridge_server.meeting.state import roll_key

Mark = Literal["", "present", "online", "absent_with_leave", "absent"]
FAULTS: Final = ("sound", "picture", "other")
FEW: Final = 8
"""Points that are fewer than one in so many are put in order by themselves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Three marks of a point, never mixed: its check-in, its page's line, and its sound and picture.

    `check_in` is "" where nobody reported; `line` None unknown; `faults` the open ones; `av_good` that both were tried.
    """

    check_in: Mark = ""
    line: bool | None = None
    line_since: int = 0
    faults: tuple[str, ...] = ()
    av_good: bool = False
    heads: int = 0
    at: int = 0
    late: bool = False
    left: bool = False

    @property
    def present(self) -> bool:
        """Whether somebody is there."""
        return self.check_in in ("present", "online")

    @property
    def reported(self) -> bool:
        """Whether anything was reported: an excused point has reported too."""
        return self.check_in != ""

    @property
    def missing(self) -> bool:
        """Whether the roll still waits for it."""
        return self.check_in == ""


@dataclass(slots=True)
class Figures:
    """What a group (or the whole) adds up to."""

    points: int = 0
    reported: int = 0
    present: int = 0
    up: int = 0
    lost: int = 0
    faulty: int = 0
    heads: int = 0

    def add(self, one: Standing, sign: int = 1) -> None:
        """Count a point in, or out again with -1."""
        self.reported += sign * one.reported
        self.present += sign * one.present
        self.up += sign * (one.line is True)
        self.lost += sign * (one.line is False)
        self.faulty += sign * bool(one.faults)
        self.heads += sign * one.heads

    @property
    def missing(self) -> int:
        """How many have not reported."""
        return self.points - self.reported


@dataclass(frozen=True, slots=True)
class Group:
    """A parent and everything under it; `id` is the parent's."""

    id: str
    name: str
    points: tuple[str, ...]


def standing(meeting: Meeting, point: str) -> Standing:
    """How a point stands now. The hall stands as its agencies do, as long as nobody reported for the point itself."""
    revision = meeting.check_in(point)
    keys = [point]
    if point == meeting.hall and revision is None:
        keys = [roll_key(point, agency) for agency in hall_agencies(meeting)]
    mark: Mark = ""
    heads, at = 0, 0
    for key in keys:
        found = meeting.check_in(key)
        if found is None or not isinstance(found[3], CheckedIn):
            continue
        mode = found[3].mode
        own: Mark = "present" if mode == "in_person" else mode
        if mark not in ("present", "online"):
            mark = own
        if own in ("present", "online"):
            heads += found[3].total or 0
        at = max(at, found[1])
    line = meeting.lines.get(point)
    faults = tuple(kind for kind in FAULTS if (fault := meeting.faults.get(f"{point}/{kind}")) and fault.cleared_at is None)
    good = meeting.av_good.get(point) is not None and not faults
    late, left = meeting.late.get(point) is not None, meeting.left.get(point) is not None
    there = mark in ("present", "online")
    return Standing(
        mark,
        None if line is None else line[0],
        0 if line is None else line[1],
        faults,
        good,
        heads,
        at,
        late and there,
        left and there,
    )


def groups_of(meeting: Meeting) -> tuple[Group, ...]:
    """The groups that the roll is shown by; none where the roster has no such level (the points stand alone then)."""
    level: list[Point] = list(meeting.children.get("", ()))
    while level:
        parents = [point for point in level if meeting.children.get(point.id)]
        if len(parents) > 1:
            return tuple(Group(point.id, point.name, tuple(under(meeting, point.id))) for point in level)
        level = [child for point in parents for child in meeting.children[point.id]]
    return ()


def under(meeting: Meeting, point: str) -> Iterator[str]:
    """The point and everything under it; a circle of parents counts once."""
    seen: set[str] = set()
    waiting = [point]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        yield one
        waiting.extend(child.id for child in reversed(meeting.children.get(one, ())))


class Roll:
    """Every point's standing and every group's figures, for one meeting; `take` is told which events came."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.groups = groups_of(meeting)
        self.all = Figures(len(meeting.points))
        self.of_group: dict[str, Figures] = {group.id: Figures(len(group.points)) for group in self.groups}
        self.version = 0
        """Grows with every change."""
        self.wrong: set[str] = set()
        """Points whose page is lost, or whose sound or picture is faulty."""
        self.missing: set[str] = set(meeting.points)
        """Points that have not reported."""
        self._rank = {point: number for number, point in enumerate(meeting.points)}
        self._group_of = {point: group.id for group in self.groups for point in group.points}
        self._standings: dict[str, Standing] = {}
        self._none = Standing()
        self._everybody()

    def __getitem__(self, point: str) -> Standing:
        """How the point stands."""
        return self._standings.get(point, self._none)

    def first(self, points: set[str], most: int) -> list[str]:
        """The first `most` of these points in roster order. Looking through everybody ends soon where these are many."""
        if len(points) * FEW > len(self._rank):
            return list(islice((point for point in self._rank if point in points), most))
        return sorted(points, key=self._rank.__getitem__)[:most]

    def take(self, events: Iterable[object]) -> set[str]:
        """The points that stand differently after these events, which the meeting has already folded."""
        touched: set[str] = set()
        for event in events:
            kind = getattr(event, "type", "")
            if kind in ("HubStarted", "SittingOpened", "MeetingReopened", "AgendaSet"):
                return self._everybody()
            point = getattr(event, "point", "")
            if point and kind not in ("RequestMade", "SpeakerCalled", "LeaderCutIn", "OpinionReceived"):
                touched.add(point)
        return {point for point in touched if self._look(point)}

    def _everybody(self) -> set[str]:
        return {point for point in self.meeting.points if self._look(point)}

    def _look(self, point: str) -> bool:
        if point not in self.meeting.points:
            return False
        before, now = self[point], standing(self.meeting, point)
        if before == now:
            return False
        for figures in (self.all, self.of_group.get(self._group_of.get(point, ""))):
            if figures is not None:
                figures.add(before, -1)
                figures.add(now)
        if now == self._none:
            self._standings.pop(point, None)
        else:
            self._standings[point] = now
        for points, belongs in ((self.wrong, bool(now.faults) or now.line is False), (self.missing, now.missing)):
            (points.add if belongs else points.discard)(point)
        self.version += 1
        return True
