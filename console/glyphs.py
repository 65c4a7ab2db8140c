"""The marks of the screen: one cell each, in two sets, so that a poor font or terminal costs letters but no meaning.

Only marks that common terminal fonts have, none with an emoji form. Marks that stand in one column are told apart in both
sets; across columns the same mark may come back.
"""

from dataclasses import dataclass
from typing import Final, Literal

GlyphSet = Literal["unicode", "ascii"]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Marks by what they mean; the words beside them are in the catalogue."""

    # items of the programme
    done: str
    running: str
    interrupted: str
    skipped: str
    coming: str
    # turns
    speaking: str
    standby: str
    ready: str
    not_ready: str
    held: str
    passed: str
    urgent: str
    short_listed: str
    # the call to the point that is next
    called: str
    promised: str
    no_answer: str
    # the roll
    checked_in: str
    absent: str
    absent_leave: str
    not_reported: str
    late: str
    left: str
    # the page's line
    line_up: str
    line_lost: str
    line_unknown: str
    # sound and picture
    av_good: str
    av_fault: str
    av_unknown: str
    # bars, letters of big figures
    bar_full: str
    bar_half: str
    bar_empty: str
    block_full: str
    block_upper: str
    block_lower: str
    # furniture
    cursor: str
    warning: str
    up: str
    down: str
    dot: str
    ellipsis: str
    rule: str
    vertical: str


UNICODE: Final = Glyphs(
    done="√", running="►", interrupted="‖", skipped="×", coming="·",
    speaking="►", standby="▲", ready="●", not_ready="○", held="‖", passed="»", urgent="!", short_listed="◆",
    called="●", promised="○", no_answer="×",
    checked_in="●", absent="×", absent_leave="○", not_reported="·", late="+", left="-",
    line_up="■", line_lost="×", line_unknown="□",
    av_good="♪", av_fault="×", av_unknown="·",
    bar_full="█", bar_half="▒", bar_empty="─", block_full="█", block_upper="▀", block_lower="▄",
    cursor="▌", warning="▲", up="↑", down="↓", dot="·", ellipsis="…", rule="─", vertical="│",
)  # fmt: skip
"""For a font that has them; `bridge-console --doctor` shows whether it does."""

ASCII: Final = Glyphs(
    done="v", running=">", interrupted="=", skipped="x", coming=".",
    speaking=">", standby="^", ready="o", not_ready="?", held="=", passed="~", urgent="!", short_listed="*",
    called="o", promised="+", no_answer="x",
    checked_in="o", absent="x", absent_leave="-", not_reported=".", late="+", left="<",
    line_up="#", line_lost="x", line_unknown="?",
    av_good="v", av_fault="x", av_unknown=".",
    bar_full="#", bar_half="+", bar_empty="-", block_full="#", block_upper='"', block_lower="_",
    cursor="|", warning="!", up="^", down="v", dot=".", ellipsis="~", rule="-", vertical="|",
)  # fmt: skip
"""For every terminal there is."""

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "item": ("done", "running", "interrupted", "skipped", "coming"),
    "turn": ("speaking", "standby", "ready", "not_ready", "held", "passed", "urgent", "short_listed"),
    "call": ("called", "promised", "no_answer"),
    "roll": ("checked_in", "absent", "absent_leave", "not_reported", "late", "left"),
    "line": ("line_up", "line_lost", "line_unknown"),
    "av": ("av_good", "av_fault", "av_unknown"),
    "bar": ("bar_full", "bar_half", "bar_empty"),
    "block": ("block_full", "block_upper", "block_lower"),
}
"""Marks that stand in one column: all of a family differ."""


def glyphs(which: GlyphSet) -> Glyphs:
    """The set of that name."""
    return ASCII if which == "ascii" else UNICODE
