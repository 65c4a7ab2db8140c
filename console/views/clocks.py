"""Clocks and bars as short texts."""

from bridge_server.reports import times
from console.glyphs import Glyphs
from console.lines import Line
from console.scene import Scene

MINUTE = 60_000


def minutes(ms: int) -> str:
    """ "17'" in whole minutes."""
    return f"{abs(ms) // MINUTE}'"


def used_of(elapsed_ms: int, budget_ms: int | None) -> str:
    """ "17'/80'", without the second part where nobody planned any."""
    return minutes(elapsed_ms) if budget_ms is None else f"{minutes(elapsed_ms)}/{minutes(budget_ms)}"


def bar(share: float, width: int, glyphs: Glyphs, style: str = "accent") -> Line:
    """A bar of `width` cells, filled from the left; reversed ("over") it would look empty."""
    if width <= 0:
        return ()
    style = "bad" if style == "over" else style
    full = round(min(1.0, max(0.0, share)) * width)
    return (glyphs.bar_full * full, style), (glyphs.bar_empty * (width - full), "dim")


def clock(scene: Scene, instant: int | None) -> str:
    """ "09:12" as faces show it, "" for none."""
    return "" if instant is None else times.clock(instant + scene.meeting.clock_offset_ms)


def clock_seconds(scene: Scene, instant: int) -> str:
    """ "09:12:05"."""
    return times.clock_seconds(instant + scene.meeting.clock_offset_ms)
