"""The roll-call board as lines: its rows and what stands above them. Columns are chosen by the width. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.rows import Call
from bridge_server.reports import times
from bridge_server.reports.names import agency_name, clock, depth, label, shared_names
from console.lines import Line, Span, cut, cut_line, joined, pad, spread, width_of
from console.roll import Standing
from console.scene import Scene

from .board_list import Listing, figures_of, parts, stands

MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the columns; 0: not shown. Where `parent` is 0 the parent stands behind the name, where there is room."""

    name: int
    parent: int = 0
    mode: int = 0
    heads: int = 5
    time: int = 5
    call: int = 0
    phone: int = 0
    spoken: int = 0


MARKS: Final = (4, 5, 5)
"""Check-in, line, sound and picture: a mark each, with what tells more in a few letters; the gap behind is in it."""


def columns(width: int) -> Columns:
    """What `width` cells have room for."""
    if width >= 136:
        return _fill(width, Columns(0, parent=18, mode=20, call=26, phone=13, spoken=3))
    if width >= 100:
        return _fill(width, Columns(0, mode=10, call=8, phone=13, spoken=3))
    if width >= 66:
        return _fill(width, Columns(0, mode=10, call=8, spoken=3))
    return _fill(width, Columns(0, mode=10 if width >= 52 else 0))


def _fill(width: int, other: Columns) -> Columns:
    others = (other.parent, other.mode, other.heads, other.time, other.call, other.phone, other.spoken)
    taken = sum(MARKS) + sum(one + 1 for one in others if one) + (not other.spoken)
    return Columns(max(8, width - taken), *others)


def column_heads(scene: Scene, shape: Columns) -> Line:
    """The line that names the columns."""
    names = [pad(scene.say(f"board.head-{name}"), size) for name, size in zip(("roll", "line", "av"), MARKS, strict=True)]
    for name in ("name", "parent", "mode", "heads", "time", "call", "phone", "spoken"):
        size = getattr(shape, name)
        if size:
            names.append(pad(scene.say(f"board.head-{name}"), size, right=name in ("heads", "spoken")) + " ")
    return (("".join(names).rstrip(), "dim"),)


# --- a row ---


def row(scene: Scene, key: str, shape: Columns, *, spoken: Mapping[str, int], group: str = "") -> Line:
    """A point or an agency, in columns; `group` is the heading it stands under, which is not said again."""
    one = stands(scene, key)
    point, agency = parts(scene, key)
    call = None if agency else last_call(scene, point)
    phone = "" if agency else first_phone(scene, point)
    found: list[Span] = [*marks(scene, one, agency), *_name(scene, key, shape, group, one)]
    if shape.mode:
        found.append((pad(mode_word(scene, one, short=shape.mode < 20), shape.mode) + " ", "dim" if one.present else ""))
    if one.missing and not shape.phone and phone:
        found.append((pad(compact(phone), shape.heads + shape.time + 1) + " ", "accent"))
    else:
        found.append((pad(heads_text(scene, key, one), shape.heads, right=True) + " ", ""))
        found.append((pad(clock(scene.meeting, reported_at(scene, key, one)) if one.reported else "", shape.time) + " ", "dim"))
    if shape.call:
        found.append(_call(scene, call, shape.call))
    if shape.phone:
        found.append((pad(phone, shape.phone) + " ", "accent" if one.missing else "dim"))
    if shape.spoken:
        found.append((pad(str(spoken.get(key) or ""), shape.spoken, right=True), ""))
    return tuple(found)


def marks(scene: Scene, one: Standing, agency: str = "") -> list[Span]:
    """The three marks, never mixed: check-in, the page's line, sound and picture. An agency has only the first."""
    roll = roll_mark(scene, one)
    aside = (scene.glyphs.late if one.late else "") + (scene.glyphs.left if one.left else "")
    found: list[Span] = [roll, (pad(aside, MARKS[0] - 1), "warn")]
    if agency:
        return [*found, (" " * (MARKS[1] + MARKS[2]), "")]
    since = ago(scene.now - one.line_since) if one.line is False else ""
    letters = "".join(scene.say(f"board.letter-{kind}") for kind in one.faults)
    return [
        *found,
        line_mark(scene, one),
        (pad(since, MARKS[1] - 1), "bad"),
        av_mark(scene, one),
        (pad(letters, MARKS[2] - 1), "warn"),
    ]


def roll_mark(scene: Scene, one: Standing) -> Span:
    """The mark of the check-in."""
    marks = scene.glyphs
    return {
        "": (marks.not_reported, "warn"),
        "present": (marks.checked_in, "good"),
        "online": (marks.checked_in, "good"),
        "absent_with_leave": (marks.absent_leave, "dim"),
        "absent": (marks.absent, "bad"),
    }[one.check_in]


def line_mark(scene: Scene, one: Standing) -> Span:
    """The mark of the page's line."""
    if one.line is None:
        return scene.glyphs.line_unknown, "dim"
    return (scene.glyphs.line_up, "good") if one.line else (scene.glyphs.line_lost, "bad")


def av_mark(scene: Scene, one: Standing) -> Span:
    """The mark of sound and picture."""
    if one.faults:
        return scene.glyphs.av_fault, "warn"
    return (scene.glyphs.av_good, "good") if one.av_good else (scene.glyphs.av_unknown, "dim")


def ago(ms: int) -> str:
    """How long a line has been lost, in at most four cells: 5', 3h, 2d."""
    minutes = max(0, ms) // MINUTE
    if minutes < 100:
        return f"{minutes}'"
    return f"{minutes // 60}h" if minutes < 48 * 60 else f"{minutes // (24 * 60)}d"


def _name(scene: Scene, key: str, shape: Columns, group: str, one: Standing) -> list[Span]:
    point, agency = parts(scene, key)
    style = "strong" if one.missing else ""
    if agency:
        name = "  " + agency_name(scene.meeting, agency)
        return [(pad(name, shape.name + (shape.parent + 1 if shape.parent else 0)) + " ", style)]
    name = scene.meeting.points[point].name if point in scene.meeting.points else point
    above = parent_text(scene, point, group)
    if shape.parent:
        return [(pad(name, shape.name) + " ", style), (pad(above, shape.parent) + " ", "dim")]
    shown = cut(name, shape.name)
    left = shape.name - width_of(((shown, ""),))
    if above and left >= 7:
        return [(shown, style), (pad(f" {scene.glyphs.dot} {above}", left) + " ", "dim")]
    return [(pad(shown, shape.name) + " ", style)]


def parent_text(scene: Scene, point: str, group: str = "") -> str:
    """The parent's name without its class word, where the name alone would not tell the place; "" else."""
    meeting = scene.meeting
    found = meeting.points.get(point)
    shared = shared_names(meeting.roster)
    if found is None or found.parent == group or (depth(meeting, found) < 2 and found.name not in shared):
        return ""
    names: list[str] = []
    above = meeting.points.get(found.parent)
    while above is not None and above.id != group and len(names) < 3:
        names.append(above.name.removeprefix(above.unit).strip() or above.name if above.unit else above.name)
        above = meeting.points.get(above.parent) if above.name in shared else None
    return ", ".join(names)


def mode_word(scene: Scene, one: Standing, *, short: bool = False) -> str:
    """How it was reported, in a word or two."""
    mode = "in_person" if one.check_in == "present" else one.check_in or "unreported"
    if short:
        return scene.say(f"board.mode-{mode}")
    return scene.say("label.point-unreported") if mode == "unreported" else label(scene.lang, "mode", mode)


def said(scene: Scene, key: str) -> CheckedIn | None:
    """What was reported for a row, None where nothing is in force."""
    found = scene.meeting.check_in(key)
    return found[3] if found is not None and isinstance(found[3], CheckedIn) else None


def reported_at(scene: Scene, key: str, one: Standing) -> int:
    """When it was reported: the true time of a slip, else of its record."""
    report = said(scene, key)
    return one.at if report is None or report.made_at is None else report.made_at


def heads_text(scene: Scene, key: str, one: Standing) -> str:
    """How many are there; nobody counted is not nobody."""
    if not one.present:
        return ""
    report = said(scene, key)
    if not one.heads and (report is None or report.total is None):
        return scene.glyphs.dot
    return times.number(scene.lang, one.heads)


def last_call(scene: Scene, point: str) -> Call | None:
    """The last time that the point was phoned."""
    calls = scene.meeting.calls.get(point)
    return calls[-1] if calls else None


def _call(scene: Scene, call: Call | None, size: int) -> Span:
    if call is None:
        return " " * (size + 1), ""
    text = f"{call_mark(scene, call)} {clock(scene.meeting, call.at)}"
    if size > 12:
        text += f" {call.note or scene.say(f'board.call-{call.outcome}')}"
    return pad(text, size) + " ", call_style(call)


def call_mark(scene: Scene, call: Call) -> str:
    """The mark of a call's outcome."""
    return {"called": scene.glyphs.called, "promised": scene.glyphs.promised}.get(call.outcome, scene.glyphs.no_answer)


def call_style(call: Call) -> str:
    """The style of a call's outcome."""
    return {"called": "good", "promised": ""}.get(call.outcome, "warn")


def first_phone(scene: Scene, point: str) -> str:
    """The first number there is."""
    return next((phone for row in scene.contacts.get(point, ()) for phone in row.phones if phone.strip()), "")


def compact(phone: str) -> str:
    """A number without the blanks and dots between its digits."""
    return "".join(letter for letter in phone if letter not in " .-()").replace("+84", "0", 1)


def heading(scene: Scene, listing: Listing, group: str, width: int) -> Line:
    """The line above a group: its name, and what it adds up to."""
    point = scene.meeting.points.get(group)
    name = label(scene.lang, "tier", group) if point is None else point.name
    one = figures_of(scene, listing, group)
    told: list[Line] = [((scene.say("label.roll-present", present=one.present, points=one.points), ""),)]
    if one.missing:
        told.append(((scene.say("board.group-missing", count=one.missing), "warn"),))
    if one.lost:
        told.append(((scene.say("board.group-lost", count=one.lost), "bad"),))
    right = (("  ", ""), *joined(told, f" {scene.glyphs.dot} "))
    return spread(((cut(name, max(10, width - width_of(right))), "title"),), right, width)


# --- above the rows ---


def title(scene: Scene, width: int) -> Line:
    """What the whole roll adds up to, whether it is closed, and the clock. Of the closed roll: the figures that were stamped."""
    one = scene.roll.all
    number = times.number
    clock_now: Span = (times.clock_seconds(scene.shown_now), "strong")
    facts = {"present": number(scene.lang, one.present), "points": number(scene.lang, one.points)}
    told: list[Line] = [
        ((scene.say("board.title"), "title"),),
        ((scene.say("label.roll-present", **facts), "good"),),
        ((scene.say("board.reported", reported=number(scene.lang, one.reported)), ""),),
    ]
    if one.missing:
        told.append(((scene.say("board.missing", count=number(scene.lang, one.missing)), "warn"),))
    closing = scene.meeting.roll_closing
    if closing is not None:
        stamped = closing.figures.all
        at = clock(scene.meeting, closing.at)
        told.insert(1, ((scene.say("board.closed", clock=at, present=stamped.present, points=stamped.points), "accent"),))
    if one.lost and width >= 100:
        told.append(((scene.say("board.group-lost", count=number(scene.lang, one.lost)), "bad"),))
    if one.heads:
        told.append(((scene.say("label.roll-heads", heads=number(scene.lang, one.heads)), "dim"),))
    if scene.replay is not None:
        told.insert(0, ((f" {scene.say('replay.mark')} ", "over"),))
    while len(told) > 3 and width_of(joined(told, "  ")) > width - 10:
        told.pop()
    return cut_line(spread(joined(told, "  "), (clock_now,), width), width)


def nothing(scene: Scene, width: int, *, over: bool = False) -> list[Line]:
    """Where no row is left: a sentence with the way out. `over`: the break whose absentees were asked for is over."""
    text = scene.say("board.empty-break" if over else "board.empty")
    return [(), ((cut(f"  {text}", width), ""),), ((cut(f"  {scene.say('board.empty-way')}", width), "dim"),)]
