"""The chair's view as lines: who speaks and how long yet, who comes, whom the chair means to hear, and how the meeting stands."""

from typing import Final

from rich.cells import cell_len

from bridge_server.reports import times
from bridge_server.reports.names import speaker as person_of
from bridge_server.reports.times import countdown, stopwatch
from console.hall import ChairFace, Coming, Heading
from console.lines import Line, Span, cut, joined, spread
from console.lines import width_of as width_of_line

from .clocks import minutes
from .hall import (
    Manner,
    adjourned,
    called,
    centred,
    closed,
    inset,
    lapse,
    late_text,
    marked,
    numbered,
    opening,
    paragraph,
    pause,
    reading_of,
    rule,
    stacked,
    until,
    who,
)

LATE: Final = 5 * 60_000
"""Milliseconds of lateness from which it stands out."""
HOUR: Final = 3_600_000
LEAST: Final = 6
"""Rows that who speaks and the clock have before anything that comes later."""
ROOMY: Final = 16
"""Rows in the middle from which there is space to spare."""
TALL: Final = 32
"""Rows from which every contribution to come has two."""


def chair(face: ChairFace, width: int, height: int, manner: Manner) -> list[Line]:
    """The whole screen."""
    hall = face.hall
    margin = 1 if width < 70 else 2 if width < 120 else 4
    room = width - 2 * margin
    top = head(face, room, manner)
    low = foot(face, room, manner)
    listed = programme(face, room, height, manner)
    bottom = [*listed[: max(0, height - len(top) - len(low) - LEAST)], *low]
    left = height - len(top) - len(bottom)
    match hall.phase:
        case "prepared":
            middle = stacked(opening(hall, room, manner), until(hall, manner, "until-start"), room, left, manner)
        case "adjourned":
            middle = stacked(adjourned(hall, room, manner), until(hall, manner, "until-resumed"), room, left, manner)
        case "closed":
            middle = stacked(closed(hall, room, manner), None, room, left, manner)
        case _:
            middle = stacked(speaking(face, room, manner, roomy=left >= ROOMY), reading_of(hall, manner), room, left, manner)
    return inset([*top, *middle, *bottom][:height], margin, room)


def head(face: ChairFace, room: int, manner: Manner) -> list[Line]:
    """How the meeting stands against its plan, and what time it is."""
    hall = face.hall
    late = hall.lateness
    stands: Span = ("", "")
    if late is not None and hall.phase in ("open", "closed"):
        told = late_text(late, manner, closed=hall.phase == "closed")
        stands = (told, "accent" if late.offset_ms is not None and late.offset_ms >= LATE else "strong")
    return [spread((*marked(hall, manner), stands), ((times.clock(hall.now), "strong"),), room, gap=2), rule(room, manner)]


def speaking(face: ChairFace, room: int, manner: Manner, *, roomy: bool) -> list[Line]:
    """The item with its own time, and who speaks."""
    hall = face.hall
    lines = pause(hall, room, manner)
    if not roomy:
        lines = [line for line in lines if line]
    if hall.item is None:
        lines += paragraph(hall.title, room, "title", 2)
    else:
        lines += paragraph(hall.item.title.upper() if hall.is_break else numbered(hall.item), room, "title", 1)
        if hall.speaking is not None and not hall.is_break:  # else the large clock tells it
            lines.append(centred(item_time(face, manner), room, ""))
    lines += [()] if roomy else []
    if hall.speaking is not None:
        lines += who(hall.speaking, room, manner, most=1)
    elif hall.held is not None:
        told = manner.say("held", name=called(hall.held, manner))
        lines += paragraph(f"{manner.glyphs.held} {told}", room, "strong", 1)
    elif hall.item is not None and not hall.is_break:
        lines.append(centred(manner.say("chair-nobody"), room, "dim"))
    return lines


def item_time(face: ChairFace, manner: Manner) -> str:
    """What is left of the item."""
    item, clock = face.hall.item, face.hall.item_clock
    assert item is not None
    assert clock is not None
    if clock.left_ms is None or clock.budget_ms is None:
        return manner.say("chair-item", no=item.no, spent=stopwatch(clock.spent_ms))
    key = "chair-item-left" if clock.left_ms >= 0 else "chair-item-over"
    left = minutes(clock.left_ms) if abs(clock.left_ms) >= HOUR else countdown(clock.left_ms).lstrip("+")
    return manner.say(key, no=item.no, left=left, budget=minutes(clock.budget_ms))


def programme(face: ChairFace, room: int, height: int, manner: Manner) -> list[Line]:
    """Who comes, and whom the chair means to hear; in a break what follows it, and those who wait then."""
    if face.hall.phase != "open":
        return []
    tall = height >= TALL
    coming = face.hall.coming
    lines: list[Line] = [rule(room, manner, manner.say("chair-next"))]
    if face.hall.is_break or not face.next:
        text = manner.say("nothing-next") if coming is None else item_text(coming, manner)
        lines.append(((cut(text, room), "strong"),))
    for number, turn in enumerate(face.next, 1):
        lines += row(turn, number, room, manner, tall=tall)
    if face.short_listed:
        lines += [*([()] if tall else []), *short_list(face, room, manner, most=3 if tall else 1)]
    return [*lines, *([()] if tall else [])]


def item_text(coming: Heading, manner: Manner) -> str:
    """The next item with when it is expected."""
    if coming.starts_at is None:
        return numbered(coming)
    return manner.say("chair-item-at", name=numbered(coming), clock=times.clock(coming.starts_at))


def row(turn: Coming, number: int, room: int, manner: Manner, *, tall: bool) -> list[Line]:
    """One that comes: its name and person, and at the end of the line whether it is ready."""
    state = readiness(turn, manner)
    starred = f"{manner.glyphs.short_listed} " if turn.short_listed else ""
    name = f"{number}  {starred}{called(turn.body, manner)}"
    person = person_of(manner.lang, turn.body.speaker)
    if tall:
        first = spread(((name, "strong"),), state, room, gap=2)
        more = f" {manner.glyphs.dot} ".join(one for one in (person, turn.subject) if one)
        return [first, ((f"   {cut(more, room - 3)}", "dim"),)] if more else [first]
    space = room - width_of_line(state) - cell_len(name) - 5
    shown = next((text for text in (person, turn.body.speaker.name) if text and cell_len(text) <= space), "")
    return [spread(((name, "strong"), (f"  {shown}" if shown else "", "")), state, room, gap=2)]


def readiness(turn: Coming, manner: Manner) -> Line:
    """Whether it has answered: a mark and a word."""
    if turn.state == "passed":
        return ((f"{manner.glyphs.passed} {manner.say('chair-passed')}", "warn"),)
    if turn.state != "standby":
        return ()
    if turn.ready:
        return ((f"{manner.glyphs.ready} {manner.say('chair-ready')}", "good"),)
    waited = stopwatch(turn.waited_ms or 0)
    return ((f"{manner.glyphs.standby} {manner.say('chair-waits', waited=waited)}", "warn"),)


def short_list(face: ChairFace, room: int, manner: Manner, most: int) -> list[Line]:
    """Whom the chair means to hear, whole names only; how many there are besides."""
    heading = f"{manner.glyphs.short_listed} {manner.say('chair-short-list', count=face.short_listed)}:"
    between = f" {manner.glyphs.dot} "
    rows, told = [heading], 0
    for turn in face.short_list:
        name = called(turn.body, manner)
        rest = face.short_listed - told - 1
        more = f"{between}{manner.say('chair-more', count=rest)}" if rest else ""
        first = " " if told == 0 else between
        if cell_len(f"{rows[-1]}{first}{name}{more}") <= room or told == 0:
            rows[-1] += f"{first}{name}"
        elif len(rows) < most and cell_len(f"  {name}{more}") <= room:
            rows.append(f"  {name}")
        else:
            break
        told += 1
    rest = face.short_listed - told
    if rest:
        more = f"{between}{manner.say('chair-more', count=rest)}"
        rows[-1] = cut(rows[-1], room - cell_len(more)) + more
    rows = [cut(text, room) for text in rows]
    return [
        ((rows[0][: len(heading)], "title"), (rows[0][len(heading) :], "strong")),
        *(((text, "strong"),) for text in rows[1:]),
    ]


def foot(face: ChairFace, room: int, manner: Manner) -> list[Line]:
    """The roll in one line, and a line that is lost."""
    points, number = face.hall.points, times.number
    missing = points.points - points.reported
    away = points.absent + points.absent_with_leave
    facts = {"present": number(manner.lang, points.present), "points": number(manner.lang, points.points)}
    parts: list[Line] = [((manner.say("chair-present", **facts), "good"),)]
    for key, count, style in (("missing", missing, "warn"), ("absent", away, ""), ("lost", face.lost, "bad")):
        if count:
            parts.append(((manner.say(f"chair-{key}", count=number(manner.lang, count)), style),))
    between = f" {manner.glyphs.dot} "
    roll = joined(parts, between)
    shown = roll if width_of_line(roll) <= room else joined(parts[:1] + parts[-1:], between)
    return [rule(room, manner), ((" " * ((room - min(room, width_of_line(shown))) // 2), ""), *shown), *lapse(room, manner)]
