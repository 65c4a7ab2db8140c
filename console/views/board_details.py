"""Everything about one point (or one agency at the hall) as lines. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

from bridge_server.meeting import Point
from bridge_server.meeting.clock import turn_elapsed
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.roll_figures import present
from bridge_server.meeting.rows import Revision, Turn, revisions
from bridge_server.meeting.rules.writing import in_audience
from bridge_server.reports import times
from bridge_server.reports.names import agency_name, clock, label, small, speaker
from console.lines import Line, Span, cut_line, pad, width_of, wrapped
from console.roll import FAULTS, Standing
from console.scene import Scene

from .board import av_mark, call_mark, call_style, line_mark, mode_word, roll_mark
from .board_list import hall_rows, parts, stands

MOST: Final = 60
"""Children that are listed one by one; of more, only what they add up to and who is missing first."""


def details(scene: Scene, key: str, width: int) -> list[Line]:
    """The selected row, whole. Nothing is selected: no lines."""
    point, agency = parts(scene, key)
    found = scene.meeting.points.get(point)
    if found is None:
        return []
    one = stands(scene, key)
    sections: list[Iterable[Line]] = [(*_head(scene, found, agency, width), *_three_marks(scene, key, one, width))]
    if not agency:
        sections.append(_contacts(scene, point, width))
    sections.append(_check_in(scene, key, width))
    if not agency:
        sections += [_calls(scene, point, width), _faults(scene, point, width)]
    sections.append(_turns(scene, point, agency, width))
    if not agency:
        sections += [_notices(scene, point, width), _place(scene, found, width), _family(scene, found, width)]
    lines: list[Line] = []
    for section in sections:
        made = list(section)
        if made and lines:
            lines.append(())
        lines += (cut_line(line, width) for line in made)
    return lines


def field(scene: Scene, word: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    """A name and what it holds, broken under itself where it is long; nothing where it is empty."""
    if not text:
        return
    name = scene.say(f"board.field-{word}")
    room = 16 if width >= 36 else 0
    head = pad(name, room - 1) + " " if width_of(((name, ""),)) < room else name + " "
    size = width_of(((head, ""),))
    broken = wrapped(text, max(8, width - size)) or [""]
    yield (head, "dim"), (broken[0], style)
    for rest in broken[1:]:
        yield (" " * size, ""), (rest, style)


def _caption(scene: Scene, word: str, **facts: object) -> Line:
    return ((scene.say(f"board.part-{word}", **facts), "title"),)


def _head(scene: Scene, point: Point, agency: str, width: int) -> Iterator[Line]:
    name = agency_name(scene.meeting, agency) if agency else point.name
    for line in wrapped(name, width, 3):
        yield ((line, "strong"),)
    if agency:
        yield from field(scene, "at", point.name, width)
        category = next((one.category for one in scene.meeting.agenda.agencies if one.id == agency), "")
        title = next((one.title for one in scene.meeting.agenda.categories if one.id == category), "")
        yield from field(scene, "invited", title, width)
        return
    above = scene.meeting.points.get(point.parent)
    tier = [label(scene.lang, "tier", point.tier), scene.say("board.code", code=point.id)]
    yield from field(scene, "tier", f" {scene.glyphs.dot} ".join([*tier, above.name] if above is not None else tier), width)


def _place(scene: Scene, point: Point, width: int) -> Iterator[Line]:
    """Where it meets, and what else it is called."""
    places = dict(scene.meeting.roster.locations)
    yield from field(scene, "location", point.location or places.get(point.tier, ""), width)
    yield from field(scene, "other-names", ", ".join(point.alt_names), width)


def _three_marks(scene: Scene, key: str, one: Standing, width: int) -> Iterator[Line]:
    """Each mark with its word: this is also what explains the marks of the rows."""
    mark, style = roll_mark(scene, one)
    words = mode_word(scene, one)
    if one.late:
        words += f", {small(scene.say('board.late-at', clock=_at(scene, scene.meeting.late.get(key))))}"
    if one.left:
        words += f", {small(scene.say('board.left-at', clock=_at(scene, scene.meeting.left.get(key))))}"
    yield from _marked(scene, "roll", (mark, style), words, width)
    if "/" in key and key not in scene.meeting.points:
        return
    state = "unknown" if one.line is None else "up" if one.line else "lost"
    text = scene.say(f"label.line-{state}")
    if one.line_since:
        text = scene.say("label.since", text=text, clock=clock(scene.meeting, one.line_since))
    yield from _marked(scene, "line", line_mark(scene, one), text, width)
    words = ", ".join(label(scene.lang, "fault", kind) for kind in one.faults)
    words = words or scene.say("board.av-good" if one.av_good else "board.av-unknown")
    yield from _marked(scene, "av", av_mark(scene, one), words, width)


def _marked(scene: Scene, word: str, mark: Span, text: str, width: int) -> Iterator[Line]:
    for number, line in enumerate(field(scene, word, text, width - 2)):
        yield (line[0], ((mark[0] if number == 0 else " ") + " ", mark[1]), *line[1:])


def _at(scene: Scene, instant: int | None) -> str:
    return clock(scene.meeting, instant) if instant is not None else ""


def _check_in(scene: Scene, key: str, width: int) -> Iterator[Line]:
    newest = scene.meeting.check_ins.get(key)
    if newest is None:
        return
    yield _caption(scene, "check-in")
    told = newest[3]
    if not isinstance(told, CheckedIn):
        yield ((scene.say("board.voided", clock=clock(scene.meeting, newest[1])), "warn"),)
        yield from field(scene, "reason", told.reason, width)
    else:
        yield from _report(scene, told, newest, width)
    count = len(revisions(newest))
    if count > 1:
        yield from field(scene, "revisions", scene.say("board.revisions", count=count), width)


def _report(scene: Scene, told: CheckedIn, newest: Revision, width: int) -> Iterator[Line]:
    leads = speaker(scene.lang, told.leader)
    if told.leader_present is not None:
        attends = scene.say("board.leader-there" if told.leader_present else "board.leader-away")
        leads = f"{attends}: {leads}" if leads else attends
    yield from field(scene, "leader", leads, width)
    if told.total is not None:
        yield from field(scene, "total", times.number(scene.lang, told.total), width)
    titles = {one.id: one.title for one in scene.meeting.agenda.categories}
    for category, heads in told.counts:
        room = max(10, width - 8)
        broken = wrapped(titles.get(category, category), room, 2)
        yield (pad(times.number(scene.lang, heads), 5, right=True), ""), (f"  {broken[0] if broken else ''}", "dim")
        for rest in broken[1:]:
            yield (" " * 7, ""), (rest, "dim")
    yield from field(scene, "operator", told.operator, width)
    source = f"{label(scene.lang, 'source', told.source)}, {clock(scene.meeting, newest[1])}"
    if told.made_at is not None:
        source += f" ({scene.say('board.made-at', clock=clock(scene.meeting, told.made_at))})"
    yield from field(scene, "source", source, width)
    yield from field(scene, "reason", told.reason, width)


def _contacts(scene: Scene, point: str, width: int) -> Iterator[Line]:
    rows = scene.contacts.get(point, ())
    if not rows:
        return
    yield _caption(scene, "contacts")
    for row in rows:
        who = ", ".join(part for part in (row.name, row.post) if part)
        for line in wrapped(who, width):
            yield ((line, ""),)
        if row.phones:
            yield (("  " if who else "", ""), (f" {scene.glyphs.dot} ".join(row.phones), "accent"))


def _calls(scene: Scene, point: str, width: int) -> Iterator[Line]:
    calls = scene.meeting.calls.get(point, ())
    if not calls:
        return
    yield _caption(scene, "calls", count=len(calls))
    for call in reversed(calls):
        text = label(scene.lang, "outcome", call.outcome) + (f": {call.note}" if call.note else "")
        at = clock(scene.meeting, call.at)
        broken = wrapped(text, max(8, width - 8))
        yield (at, "dim"), (f" {call_mark(scene, call)} ", call_style(call)), (broken[0], "")
        yield from (((" " * 8, ""), (rest, "")) for rest in broken[1:])


def _faults(scene: Scene, point: str, width: int) -> Iterator[Line]:
    """Every fault there was, the open ones first."""
    found = [(kind, fault) for kind in FAULTS if (fault := scene.meeting.faults.get(f"{point}/{kind}")) is not None]
    if not found:
        return
    yield _caption(scene, "faults")
    for kind, fault in sorted(found, key=lambda one: one[1].cleared_at is not None):
        name = label(scene.lang, "fault", kind) + (f": {fault.text}" if fault.text else "")
        text = scene.say("label.since", text=name, clock=clock(scene.meeting, fault.reported_at))
        if fault.cleared_at is not None:
            text += f", {scene.say('board.cleared', clock=clock(scene.meeting, fault.cleared_at))}"
        for line in wrapped(text, width):
            yield ((line, "dim" if fault.cleared_at is not None else "warn"),)


def _turns(scene: Scene, point: str, agency: str, width: int) -> Iterator[Line]:
    def ours(turn: Turn) -> bool:
        return turn.point == point and (not agency or turn.agency == agency) and not turn.removed

    found = scene.meeting.turns_where(ours)
    if not found:
        return
    took = sum(turn_elapsed(scene.meeting, turn, scene.now) for turn in found)
    heard = sum(bool(turn.runs) for turn in found)
    yield _caption(scene, "turns")
    if heard:
        told = scene.say("label.spoken-before", turns=heard, duration=times.duration(scene.lang, took))
        yield ((told[:1].upper() + told[1:], ""),)
    for turn in found[:12]:
        who = agency_name(scene.meeting, turn.agency) if turn.agency and not agency else speaker(scene.lang, turn.who)
        at = turn.runs[0].start if turn.runs else turn.asked_at or None
        text = ", ".join(part for part in (label(scene.lang, "turn", turn.state), who, turn.subject) if part)
        broken = wrapped(text, max(8, width - 6), 2)
        yield (pad(_at(scene, at), 6), "dim"), (broken[0], "")
        yield from ((("      ", ""), (rest, "")) for rest in broken[1:])


def _notices(scene: Scene, point: str, width: int) -> Iterator[Line]:
    meeting = scene.meeting
    sent = [notice for notice in meeting.notices.values() if in_audience(meeting, notice.audience, point)]
    if not sent:
        return
    read = sum(f"{notice.id}/{point}" in meeting.acknowledged for notice in sent)
    yield from field(scene, "notices", scene.say("label.notice-read", read=read, total=len(sent)), width)


def _family(scene: Scene, point: Point, width: int) -> Iterator[Line]:
    """The hall's agencies, and the points under this one: first who is missing."""
    meeting = scene.meeting
    if point.id == meeting.hall and (rows := hall_rows(meeting)):
        names = [(agency_name(meeting, key.partition("/")[2]), stands(scene, key)) for key in rows]
        yield _caption(scene, "agencies", present=sum(present(meeting.check_in(key)) for key in rows), total=len(rows))
        yield from _standings(scene, names, width)
    children = meeting.children.get(point.id, ())
    if children:
        names = [(child.name, scene.roll[child.id]) for child in children]
        there = sum(one.present for _, one in names)
        yield _caption(scene, "children", present=there, total=len(names), reported=sum(one.reported for _, one in names))
        yield from _standings(scene, names, width)


def _standings(scene: Scene, names: list[tuple[str, Standing]], width: int) -> Iterator[Line]:
    ordered = sorted(names, key=lambda one: (one[1].reported, one[1].present))
    for name, one in ordered[:MOST]:
        yield roll_mark(scene, one), (" ", ""), line_mark(scene, one), (" ", ""), (pad(name, width - 4).rstrip(), "")
    if len(ordered) > MOST:
        yield ((scene.say("label.and-more", count=len(ordered) - MOST), "dim"),)
