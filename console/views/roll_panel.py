"""The roll on the main screen: figures of every parent, most missing first; then who is missing or lost by name."""

from bridge_server.reports import times
from bridge_server.reports.names import capital, point_name
from console.lines import Line, joined, pad, spread, width_of
from console.roll import Figures, Group
from console.scene import Scene

from .clocks import bar
from .marks import line_words, three

TWO_COLUMNS = 70
LEAST = 4
"""Cells of a bar that still says something."""
NAMED = 40
"""Points named at most: the board has them all."""


def roll_panel(scene: Scene, width: int, height: int) -> tuple[list[Line], list[str]]:
    """Lines and keys ("group:ID", "point:ID"; rows of two columns bear none)."""
    lines: list[Line] = [whole_bar(scene, width)]
    keys = [""]
    groups = sorted(scene.roll.groups, key=lambda group: urgency(scene.roll.of_group[group.id]))
    named = attention(scene)
    room = height - 1
    # In a small panel those who need a call come before the full ones.
    short = groups
    if len(groups) > room and named and width < TWO_COLUMNS:
        short = [group for group in groups if scene.roll.of_group[group.id].missing or scene.roll.of_group[group.id].lost]
    if width >= TWO_COLUMNS and len(groups) > 4:
        half = (len(groups) + 1) // 2
        column = (width - 3) // 2
        for row in range(half):
            left = group_line(scene, groups[row], column)
            right = group_line(scene, groups[row + half], column) if row + half < len(groups) else ()
            lines.append((*left, (" " * (column - width_of(left)), ""), (f" {scene.glyphs.vertical} ", "dim"), *right))
            keys.append("")
    else:
        for group in short:
            lines.append(group_line(scene, group, width))
            keys.append(f"group:{group.id}")
    for point in named[:NAMED]:
        lines.append(point_line(scene, point, width))
        keys.append(f"point:{point}")
    if not groups and not named:
        lines.append(((scene.say("console.all-reported"), "good"),))
        keys.append("")
    return lines, keys


def title(scene: Scene) -> str:
    """What the panel is called."""
    closing = scene.meeting.roll_closing
    every = scene.roll.all
    facts = {"present": times.number(scene.lang, every.present), "points": times.number(scene.lang, every.points)}
    if closing is None:
        return scene.say("console.roll-title", **facts)
    from .clocks import clock

    return scene.say("console.roll-title-closed", clock=clock(scene, closing.at), **facts)


def urgency(figures: Figures) -> tuple[int, int]:
    """Most missing first, then most lost."""
    return -figures.missing, -figures.lost


def whole_bar(scene: Scene, width: int) -> Line:
    """Present of all as a bar, with the figures of what is missing."""
    every = scene.roll.all
    number = times.number
    parts: list[Line] = [
        ((scene.say("console.missing", count=number(scene.lang, every.missing)), "warn" if every.missing else "good"),)
    ]
    if every.lost:
        parts.append(((scene.say("console.lost-short", lost=number(scene.lang, every.lost)), "bad"),))
    if every.faulty:
        parts.append(((scene.say("console.faulty", count=number(scene.lang, every.faulty)), "bad"),))
    right = joined(parts)
    share = every.present / every.points if every.points else 0.0
    room = width - width_of(right) - 1
    return spread(bar(share, room, scene.glyphs, "good") if room >= LEAST else (), right, width)


def group_line(scene: Scene, group: Group, width: int) -> Line:
    """A parent: present of all, and what is missing or lost."""
    figures = scene.roll.of_group[group.id]
    present = f"{times.number(scene.lang, figures.present)}/{times.number(scene.lang, figures.points)}"
    parts: list[Line] = []
    if figures.missing:
        parts.append(((scene.say("console.group-missing", count=figures.missing), "warn"),))
    if figures.lost:
        parts.append(((scene.say("console.group-lost", count=figures.lost), "bad"),))
    complete = figures.present == figures.points
    mark = scene.glyphs.done if complete else scene.glyphs.dot
    style = "good" if complete else ""
    right = (*joined(parts, " "), (pad(present, 7, right=True), style))
    return spread(((f"{mark} ", style), (group.name, "dim" if complete else "")), right, width)


def attention(scene: Scene) -> list[str]:
    """Points whose page is lost or whose sound or picture is faulty, and (before the closing of the roll) those missing."""
    roll = scene.roll
    missing: set[str] = set() if scene.meeting.roll_closing is not None else roll.missing
    worst = roll.first(roll.wrong, NAMED)
    return [*worst, *roll.first(missing - roll.wrong if roll.wrong else missing, NAMED)][:NAMED]


def point_line(scene: Scene, point: str, width: int) -> Line:
    """A point that needs looking at."""
    stands = scene.roll[point]
    name = capital(point_name(scene.lang, scene.meeting, point))
    if stands.faults:
        what, style = ", ".join(scene.say(f"label.fault-{kind}") for kind in stands.faults), "bad"
    elif stands.line is False:
        what, style = line_words(scene, stands), "bad"
    else:
        what, style = scene.say("label.point-unreported"), "warn"
    return spread((*three(scene, stands), (f" {name}", "")), ((what, style),), width)
