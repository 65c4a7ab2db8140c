"""The timeline of a replay: items, who spoke, check-ins and how much happened, with the place where it stands. Pure.

Nights between sittings take no room; where one was left out, the next column has a colon, and its label a date.
"""

from math import sqrt
from typing import Final

from bridge_server.reports import times
from console.glyphs import ASCII
from console.lines import Line, Span, cut, pad
from console.playback.marks import Course, Stretch
from console.playback.player import Playhead
from console.scene import Scene

NAMES: Final = 11
"""Columns that the names of the rows take."""
LEVELS: Final = "▁▂▃▄▅▆▇█"
PLAIN_LEVELS: Final = ".:-=+*%#"
SMALL: Final = 2
"""Rows in a low window, and `WHOLE` where there is room."""
WHOLE: Final = 5
STEPS_MS: Final = tuple(minutes * 60_000 for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440))
"""Between two labels of the ruler."""
Cells = list[Span]


def timeline(scene: Scene, width: int, rows: int) -> list[Line]:
    """`rows` lines (2 or 5) of `width`."""
    head = scene.replay
    columns = width - NAMES
    if head is None or columns < 1:
        return []
    events, check_ins = head.course.density(columns)
    here = column(head.course, scene.shown_now, columns)
    made: list[tuple[str, Cells]] = [("items", items(scene, head, columns, here))]
    if rows > SMALL:
        made.append(("turns", turns(scene, head, columns)))
        made.append(("check-ins", bars(scene, check_ins, "good")))
        made.append(("events", bars(scene, events, "")))
    cuts = cuts_of(head.course, columns)
    lines: list[Line] = []
    for name, cells in made:
        for place in cuts:
            if cells[place][0] == " ":
                cells[place] = ":", "dim"
        if name != "items" or not cells[here][0].strip() or cells[here][0] == scene.glyphs.rule:
            cells[here] = scene.glyphs.vertical, "accent"
        lines.append(((pad(scene.say(f"replay.row-{name}"), NAMES), "dim"), *joined(cells)))
    return [*lines, ((" " * NAMES, ""), *ruler(scene, head.course, columns, here, cuts))]


def column(course: Course, shown: int, columns: int) -> int:
    """The column of an instant."""
    return min(columns - 1, int(course.part(shown) * columns))


def part_of(x: int, width: int) -> float | None:
    """How far into the log a column of the panel lies, None for one that is none of the timeline's."""
    columns = width - NAMES
    return (x - NAMES + 0.5) / columns if NAMES <= x < width else None


def cuts_of(course: Course, columns: int) -> list[int]:
    """The columns before which a night was left out."""
    return [column(course, start, columns) for start, _ in course.pieces[1:]]


def joined(cells: Cells) -> Line:
    """Cells of one style beside each other as one piece."""
    found: list[Span] = []
    for text, style in cells:
        if found and found[-1][1] == style:
            found[-1] = found[-1][0] + text, style
        else:
            found.append((text, style))
    return tuple(found)


def stretches(course: Course, found: tuple[Stretch, ...], columns: int) -> list[tuple[Stretch, int, int]]:
    """Each with its first and its last column."""
    return [(one, column(course, one.start, columns), column(course, max(one.start, one.end - 1), columns)) for one in found]


def items(scene: Scene, head: Playhead, columns: int, here: int) -> Cells:
    """Each item's number where it begins, and a line as long as it runs; the one that runs here stands out."""
    rows = head.tape.meeting.items
    cells: Cells = [(" ", "")] * columns
    drawn = stretches(head.course, head.course.items, columns)
    for one, start, end in drawn:
        style = "accent" if one.id == scene.meeting.running and start <= here <= end else "dim"
        cells[start : end + 1] = [(scene.glyphs.rule, style)] * (end + 1 - start)
    taken = -1
    for number, (one, start, end) in enumerate(drawn):
        row = rows.get(one.id)
        if row is None or start <= taken:
            continue
        following = drawn[number + 1][1] if number + 1 < len(drawn) else columns
        text = cut(row.item.no, max(1, following - start), "")[: columns - start]
        style = "accent" if one.id == scene.meeting.running and start <= here <= end else "title"
        for place, letter in enumerate(text, start):
            cells[place] = letter, style
            taken = place
    return cells


def turns(scene: Scene, head: Playhead, columns: int) -> Cells:
    """Where somebody begins to speak, and as long as that goes on."""
    cells: Cells = [(" ", "")] * columns
    for one, start, end in stretches(head.course, head.course.turns, columns):
        style = "accent" if one.id == scene.meeting.speaking else ""
        cells[start] = scene.glyphs.speaking, style
        for place in range(start + 1, end + 1):
            cells[place] = scene.glyphs.bar_half, style
    return cells


def bars(scene: Scene, counts: tuple[int, ...], style: str) -> Cells:
    """A bar of each column, on a scale of square roots: a few beside hundreds can still be seen."""
    levels = PLAIN_LEVELS if scene.glyphs is ASCII else LEVELS
    top = sqrt(max(counts, default=0) or 1)
    return [(levels[max(0, round(sqrt(count) / top * len(levels)) - 1)], style) if count else (" ", "") for count in counts]


def ruler(scene: Scene, course: Course, columns: int, here: int, cuts: list[int]) -> Line:
    """Clock times where they have room, and the place of the replay with its own."""
    own = f"{scene.glyphs.standby}{times.clock(scene.shown_now)}"
    at = min(here, columns - 1)
    if at + len(own) > columns:
        own = f"{times.clock(scene.shown_now)}{scene.glyphs.standby}"
        at = max(0, here + 1 - len(own))
    cells: Cells = [(" ", "")] * columns
    free = [True] * columns
    put(cells, free, max(0, at), own[:columns], "accent")
    dated = len(course.pieces) > 1
    starts = [0, *cuts]
    for piece, place in zip(course.pieces, starts, strict=True):
        put(cells, free, place, label(piece[0], dated=dated), "dim")
    step = next((one for one in STEPS_MS if course.length / columns * 9 <= one), STEPS_MS[-1])
    for start, end in course.pieces:
        local = start + zone_of(start)
        for ticked in range((local // step + 1) * step, end + zone_of(start), step):
            shown = ticked - zone_of(start)
            put(cells, free, column(course, shown, columns), times.clock(shown), "dim")
    return joined(cells)


def label(shown: int, *, dated: bool) -> str:
    """A clock time, with its day and month where there are several days."""
    day = times.local(shown)
    return f"{day.day}/{day.month} {times.clock(shown)}" if dated else times.clock(shown)


def zone_of(shown: int) -> int:
    """How far local time is ahead then, in milliseconds."""
    offset = times.local(shown).utcoffset()
    return round(offset.total_seconds() * 1000) if offset else 0


def put(cells: Cells, free: list[bool], at: int, text: str, style: str) -> None:
    """Write a text where it has room, with a blank on both sides."""
    end = at + len(text)
    if end > len(cells) or not all(free[max(0, at - 1) : end + 1]):
        return
    for place, letter in enumerate(text, at):
        cells[place] = letter, style
        free[place] = False
