"""The break's own face: how long until the meeting goes on, and who is back."""

from bridge_server.meeting.queue import upcoming
from bridge_server.reports import times
from bridge_server.reports.names import capital, name_of, point_name
from bridge_server.reports.times import countdown, stopwatch
from console.lines import Line, joined, spread
from console.scene import Scene

from .clocks import bar, clock
from .course import next_item, running_times
from .marks import three
from .speaker import figures, standing_of


def face(scene: Scene, width: int, height: int) -> list[Line]:
    """The countdown in the largest figures that fit, and what comes after."""
    row = running_times(scene)
    assert row is not None
    meeting = scene.meeting
    item = meeting.items[row.id].item
    heading: Line = ((scene.say("console.break-title", no=item.no, title=item.title), "title"),)
    if row.budget_ms is None:
        clock_lines = figures(scene, stopwatch(row.elapsed_ms), scene.say("console.break-runs"), "strong", width, height - 5)
        return [heading, (), *clock_lines, (), *after(scene)]
    left = row.budget_ms - row.elapsed_ms
    _, style = standing_of(scene, left)
    key = "console.break-over" if left < 0 else "console.break-until"
    end = clock(scene, scene.now + left)
    lines = figures(scene, countdown(left), scene.say(key, clock=end), style, width, height - 6)
    share = row.elapsed_ms / row.budget_ms if row.budget_ms else 1.0
    shown = [heading, (), *lines, bar(share, width, scene.glyphs, style), (), *after(scene)]
    return [*[()] * ((height - len(shown)) // 3), *shown]


def after(scene: Scene) -> list[Line]:
    """Which item comes then, and who speaks first in it."""
    row = next_item(scene.meeting)
    if row is None:
        return [((scene.say("console.break-last"), "dim"),)]
    lines: list[Line] = [((scene.say("console.break-then", name=f"{row.item.no}. {row.item.title}"), ""),)]
    rows = upcoming(scene.meeting)
    if rows:
        lines.append(((scene.say("console.next", name=name_of(scene.lang, scene.meeting, rows[0])), "dim"),))
    return lines


def back(scene: Scene, width: int) -> tuple[list[Line], list[str]]:
    """Who is not back yet, in roster order, with what their pages say; present points only: an absent one does not come back."""
    start = scene.meeting.items[scene.meeting.running].runs[-1].start
    there = [point for point in scene.meeting.points if scene.roll[point].present and point != scene.meeting.hall]
    returned = [point for point in there if scene.meeting.back.get(point) == start]
    missing = [point for point in there if scene.meeting.back.get(point) != start]
    number = times.number
    facts = {"back": number(scene.lang, len(returned)), "points": number(scene.lang, len(there))}
    share = len(returned) / len(there) if there else 0.0
    text = scene.say("console.back-of", **facts)
    lines: list[Line] = [spread(bar(share, max(4, width - len(text) - 1), scene.glyphs, "good"), ((text, ""),), width)]
    keys = [""]
    if there and not missing:
        lines.append(((scene.say("console.all-back"), "good"),))
        keys.append("")
    if missing:
        lines.append(((scene.say("console.not-back", count=number(scene.lang, len(missing))), "warn"),))
        keys.append("")
    for point in missing:
        stands = scene.roll[point]
        state: Line = ((scene.say("console.page-lost-short"), "bad"),) if stands.line is False else ()
        name = capital(point_name(scene.lang, scene.meeting, point))
        lines.append(spread(joined([three(scene, stands), ((name, ""),)], " ", ""), state, width))
        keys.append(f"point:{point}")
    return lines, keys
