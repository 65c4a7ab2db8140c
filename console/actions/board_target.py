"""What an action of the board is about: the selected row. And the rules, asked before anything is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bridge_server.meeting import HOST, SECRETARY, Command, Refused, decide
from bridge_server.meeting.state import roll_key
from bridge_server.reports import times
from bridge_server.reports.names import agency_name, clock, point_name
from bridge_server.reports.refusals import refusal
from console.forms import Effect, Field, Not, Text, Wrong
from console.scene import Scene

AUTHORS: Final = {"secretary": SECRETARY}


@dataclass(frozen=True, slots=True)
class Target:
    """A point, or an agency on the hall's roll; `name` as it reads inside a sentence."""

    point: str
    agency: str
    name: str
    source: Literal["hall", "phone"] = "phone"
    """Where the hall most likely knows it from."""

    @property
    def key(self) -> str:
        """The row's key on the roll."""
        return roll_key(self.point, self.agency)


def targeted(scene: Scene, do: Callable[[Target], Effect], *, key: str | None = None) -> Effect:
    """What `do` makes of the row `key` (None: the selected one)."""
    key = scene.point if key is None else key
    point, _, agency = (key, "", "") if key in scene.meeting.points else key.partition("/")
    if point not in scene.meeting.points:
        return Not(scene.say("board.why-no-point"))
    name = agency_name(scene.meeting, agency) if agency else point_name(scene.lang, scene.meeting, point)
    return do(Target(point, agency, name, "hall" if point == scene.meeting.hall else "phone"))


def of_point(scene: Scene, do: Callable[[Target], Effect]) -> Effect:
    """As `targeted`, for what concerns the point and none of its agencies: an agency stands for the point where it sits."""

    def whole(row: Target) -> Effect:
        return do(Target(row.point, "", point_name(scene.lang, scene.meeting, row.point)))

    return targeted(scene, whole)


def _refused(scene: Scene, command: Command) -> Refused | None:
    try:
        decide(scene.meeting, command, AUTHORS.get(scene.role, HOST), scene.now)
    except Refused as refused:
        return refused
    return None


def tried(scene: Scene, command: Command) -> Command | Not:
    """The command, or why the meeting as it is seen here would refuse it: said at once, without the way to the hub."""
    refused = _refused(scene, command)
    return command if refused is None else Not(refusal(scene.lang, refused, scene.meeting))


def checked(scene: Scene, command: Command, fields: Mapping[str, str]) -> "Command | Wrong":
    """As `tried`, of a filled form; `fields` says at which field a refusal is shown."""
    refused = _refused(scene, command)
    return command if refused is None else Wrong(fields.get(refused.code, ""), refusal(scene.lang, refused, scene.meeting))


def late_reason(scene: Scene) -> bool | Not:
    """Whether a change of the roll needs a reason now; `Not` where this console may not change it any more."""
    if scene.meeting.roll_closing is None and scene.meeting.phase != "closed":
        return False
    if scene.role == "secretary":
        return True
    closing = scene.meeting.roll_closing
    at = closing.at if closing is not None else scene.meeting.sittings[-1].ended_at or scene.meeting.at
    return Not(scene.say("refusal.roll-closed", closed_at=clock(scene.meeting, at)))


def roll_day(scene: Scene) -> int:
    """An instant, as shown, of the day that a time alone means: today, of a meeting that is over its last day."""
    meeting = scene.meeting
    ended = meeting.sittings[-1].ended_at if meeting.phase == "closed" and meeting.sittings else None
    return scene.shown_now if ended is None else ended + meeting.clock_offset_ms


def out_of_meeting(scene: Scene, key: str, at: int | None) -> Wrong | None:
    """What is wrong with a true time (of the hub's clock): before the day of the meeting, or after its end."""
    meeting = scene.meeting
    first = meeting.sittings[0].opened_at if meeting.sittings else meeting.starts_at
    ended = meeting.sittings[-1].ended_at if meeting.phase == "closed" and meeting.sittings else None
    early = at is not None and times.local(at).date() < times.local(min(first, meeting.starts_at)).date()
    if at is None or not (early or (ended is not None and at > ended)):
        return None
    facts = {"date": times.date_short(scene.lang, min(first, meeting.starts_at))}
    if ended is None:
        return Wrong(key, scene.say("board.before-meeting", **facts))
    return Wrong(
        key, scene.say("board.out-of-meeting", clock=times.date_clock(scene.lang, ended + meeting.clock_offset_ms), **facts)
    )


def reason_field(scene: Scene) -> list[Field]:
    """The field for the reason, where there has to be one."""
    if late_reason(scene) is not True:
        return []
    return [Text("reason", scene.say("board.field-reason"), offers=(scene.say("board.correct-1"),), limit=300, required=True)]
