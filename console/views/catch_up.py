"""The planner's options: what each is called, the end it brings, and every change with before and after."""

from collections.abc import Sequence

from bridge_server.meeting.catch_up import Option
from bridge_server.reports import catch_up as told
from bridge_server.reports.names import capital
from console.lines import Line, spread
from console.scene import Scene


def catch_up(scene: Scene, options: Sequence[Option], selected: str, width: int) -> tuple[list[Line], list[str]]:
    """Lines and their keys; the keys are the options' numbers from 1, lines below a heading have none."""
    lines: list[Line] = []
    keys: list[str] = []
    for number, option in enumerate(options, 1):
        key = str(number)
        mark = ">" if key == selected else " "
        if lines:
            lines.append(())
            keys.append("")
        name = told.called(scene.lang, scene.meeting, option)
        lines.append(((f"{mark} ", "accent"), (f"{number}. ", "accent"), (name, "strong")))
        keys.append(key)
        gains = capital(told.gains(scene.lang, scene.meeting, option))
        lines.append((("     ", ""), (gains, "good" if option.enough else "warn")))
        rows = [row_line(row, width) for row in told.rows(scene.lang, scene.meeting, option)]
        lines += rows
        keys += [""] * (1 + len(rows))
    return lines, keys


def row_line(row: tuple[str, str, bool], width: int) -> Line:
    """One change: what, and flush right from what to what."""
    name, change, under = row
    indent = "        " if under else "     "
    return spread(((indent, ""), (name, "dim" if under else "")), ((change, ""), (" ", "")), width, gap=2)


def block(keys: Sequence[str], selected: str) -> tuple[int, int]:
    """The first and the last line of an option."""
    first = keys.index(selected)
    last = first
    while last + 1 < len(keys) and not keys[last + 1]:
        last += 1
    return first, last
