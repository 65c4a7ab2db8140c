"""What the screen of the hall shows, and the chair's: frozen values made of a hub's frames, or of the log by way of the same.

Pure. Instants are as faces show them, the correction of the hub's clock added; clocks are as of the instant asked for, for they
run on between two frames.
"""

from dataclasses import dataclass
from typing import Literal

from bridge_server.meeting.figures import TierFigures
from bridge_server.meeting.rows import Phase
from bridge_server.meeting.values import Speaker
from bridge_server.wire import views
from bridge_server.wire.frames import ChairTurn, ChairView, Floor, ItemComing, ItemNow, TurnNow
from bridge_server.wire.roll_frames import Counts

from .scene import Scene

View = Literal["hall", "chair"]
Mark = Literal["", "rehearsal", "demonstration"]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something has lasted, and what it may last; None where nobody planned any minutes."""

    spent_ms: int
    budget_ms: int | None

    @property
    def left_ms(self) -> int | None:
        """What is left, negative over time."""
        return None if self.budget_ms is None else self.budget_ms - self.spent_ms


@dataclass(frozen=True, slots=True)
class Heading:
    """An item by its printed number and title; `starts_at` is when it is expected, None where that is unknown."""

    no: str
    title: str
    kind: str
    starts_at: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Who speaks or will: the agency or point, where it is ("": its name says so), and the person as far as one is named."""

    name: str
    place: str
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late the meeting ends, with both ends. `unknown` is the item for want of whose minutes nobody can tell."""

    offset_ms: int | None
    projected_end: int | None
    planned_end: int | None
    unknown: Heading | None = None


@dataclass(frozen=True, slots=True)
class HallFace:
    """One instant of the hall's screen. `until_ms` is the time to the opening or to the next sitting, None where unknown."""

    title: str
    phase: Phase
    sitting: int
    mark: Mark
    now: int
    item: Heading | None
    item_clock: Clock | None
    speaking: Body | None
    clock: Clock | None
    held: Body | None
    next: Body | None
    coming: Heading | None
    paused_since: int | None
    pause_cause: str
    starts_at: int | None
    resumes_at: int | None
    ended_at: int | None
    until_ms: int | None
    points: TierFigures
    lateness: Lateness | None

    @property
    def is_break(self) -> bool:
        """Whether a break runs."""
        return self.item is not None and self.item.kind == "break"


@dataclass(frozen=True, slots=True)
class Coming:
    """A contribution that comes. `waited_ms`: how long it has been on standby, None where it is not."""

    body: Body
    state: str
    ready: bool
    waited_ms: int | None
    request: bool
    subject: str
    short_listed: bool


@dataclass(frozen=True, slots=True)
class ChairFace:
    """One instant of the chair's view: the hall's face, and what only the chair sees. `hall.lateness` is always told here."""

    hall: HallFace
    next: tuple[Coming, ...]
    short_list: tuple[Coming, ...]
    short_listed: int
    lost: int


def hall_face(floor: Floor, now: int, mark: Mark = "", *, lateness: bool = False, unknown: ItemComing | None = None) -> HallFace:
    """The hall's face at `now` (the hub's clock). Lateness is told where the host said so, or with `lateness`."""
    paused = floor.paused_since is not None
    ran = 0 if paused else max(0, now - floor.now)
    shift = floor.clock_offset_ms
    speaking, item = floor.speaking, floor.item
    until = {"prepared": floor.starts_at, "adjourned": floor.resumes_at}.get(floor.phase)
    follows = item is not None and item.kind == "break"
    return HallFace(
        floor.title,
        floor.phase,
        floor.sitting,
        mark,
        max(now, floor.now) + shift,
        None if item is None else Heading(item.no, item.title, item.kind),
        None if item is None else clock_of(item, ran),
        None if speaking is None else body_of(speaking),
        None if speaking is None else clock_of(speaking, ran),
        body_of(floor.held[-1]) if floor.held else None,
        body_of(floor.next[0]) if floor.next and not follows else None,
        heading_of(floor.coming, shift),
        shifted(floor.paused_since, shift),
        floor.pause_cause,
        shifted(floor.starts_at, shift),
        shifted(floor.resumes_at, shift),
        shifted(floor.projected_end, shift) if floor.phase == "closed" else None,
        None if until is None else until - max(now, floor.now),
        floor.points,
        lateness_of(floor, unknown) if lateness or floor.lateness_shown else None,
    )


def chair_face(floor: Floor, chair: ChairView, counts: Counts | None, now: int, mark: Mark = "") -> ChairFace:
    """The chair's face at `now`. Where no figures have come, nothing is told as lost."""
    now = max(now, chair.now)
    return ChairFace(
        hall_face(floor, now, mark, lateness=True, unknown=chair.unknown),
        tuple(coming_of(turn, now) for turn in chair.next),
        tuple(coming_of(turn, now) for turn in chair.short_list),
        chair.short_listed,
        0 if counts is None else counts.lines_lost,
    )


@dataclass(frozen=True, slots=True)
class Frames:
    """What a screen's code brings: all that both faces need."""

    floor: Floor
    chair: ChairView
    counts: Counts | None = None


def frames_of(scene: Scene) -> Frames:
    """The frames that a hub would send of this scene: so a console and a screen cannot show two different things."""
    meeting, now = scene.meeting, scene.now
    lost = sum(not line[0] for line in meeting.lines.values())
    counts = Counts(meeting.n, (), len(meeting.lines) - lost, lost)
    return Frames(views.floor(meeting, now), views.chair(meeting, now), counts)


def mark_of(*, rehearsal: bool, demonstration: bool) -> Mark:
    """What every face of a meeting that is none must bear."""
    return "demonstration" if demonstration else "rehearsal" if rehearsal else ""


def face_of(view: View, frames: Frames, now: int, mark: Mark = "") -> HallFace | ChairFace:
    """The face of a view."""
    if view == "hall":
        return hall_face(frames.floor, now, mark, unknown=frames.chair.unknown)
    return chair_face(frames.floor, frames.chair, frames.counts, now, mark)


def clock_of(row: ItemNow | TurnNow, ran: int) -> Clock:
    """The clock of a row that has run for so long since the frame was made."""
    return Clock(row.elapsed_ms + ran, row.budget_ms)


def body_of(turn: TurnNow | ChairTurn) -> Body:
    """Who a contribution belongs to. Where it is is told for a point whose name leaves that open, not for an agency."""
    return Body(turn.name, turn.parent_name if turn.name == turn.point_name else "", turn.speaker)


def coming_of(turn: ChairTurn, now: int) -> Coming:
    """A contribution to come."""
    waited = None if turn.standby_at is None else max(0, now - turn.standby_at)
    return Coming(body_of(turn), turn.state, turn.ready, waited, turn.request, turn.subject, turn.short_listed)


def heading_of(item: ItemComing | None, shift: int) -> Heading | None:
    """The next item, its expected start as it is shown."""
    return None if item is None else Heading(item.no, item.title, item.kind, shifted(item.starts_at, shift))


def lateness_of(floor: Floor, unknown: ItemComing | None) -> Lateness:
    """How late the meeting is, by the floor's own two ends."""
    projected, planned, shift = floor.projected_end, floor.planned_end, floor.clock_offset_ms
    offset = None if projected is None or planned is None else projected - planned
    return Lateness(offset, shifted(projected, shift), shifted(planned, shift), heading_of(unknown, shift))


def shifted(instant: int | None, shift: int) -> int | None:
    """An instant as it is shown."""
    return None if instant is None else instant + shift
