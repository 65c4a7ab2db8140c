"""What a replay adds to the faces of a meeting: the bar that says it is not live, and what happened around the instant."""

from math import inf
from typing import TYPE_CHECKING, Final

from bridge_server.meeting.projection import Projection
from bridge_server.reports import times
from console.glyphs import ASCII
from console.lines import Line, Span, cut, joined, pad, spread, width_of
from console.playback.player import Playhead
from console.scene import Scene

from . import header
from .clocks import clock_seconds

if TYPE_CHECKING:
    from console.book import Told

MOST: Final = 3
"""Rows of the bar under its first, at most."""
BETWEEN: Final = " · "
CORRECTIONS: Final = frozenset(
    {
        "RunCorrected",
        "ClockCorrected",
        "Undone",
        "NoteRevised",
        "ConclusionRevised",
        "CheckInVoided",
        "MeetingReopened",
        "RollReopened",
    }
)
"""Events that set right what was recorded before."""


def bar(scene: Scene, width: int) -> list[Line]:
    """One line, or some more: that this is a replay, of when, how it plays, and what is special about the log."""
    head = scene.replay
    if head is None:
        return []
    shown = scene.shown_now
    title: Line = ((scene.say("replay.bar"), "strong"),)
    when: Line = ((f"{times.date_short(scene.lang, shown)} {times.clock_seconds(shown)}", "strong"),)
    parts: list[Line] = [
        when,
        ((play_text(scene, head, short=width < 100), ""),),
        ((position(scene, head, short=width < 100), ""),),
    ]
    more: list[Line] = [((text, ""),) for text in special(scene, head)]
    room = width - 2
    first = joined([title, *parts], "  ", "")
    if width_of(first) > room:
        more.insert(0, parts.pop())
        first = joined([title, *parts], "  ", "")
    whole = joined([first, *more], "  ", "")
    if width_of(whole) <= room:
        return [line(whole, width)]
    rows: list[list[Line]] = [[]]
    for part in more:
        if rows[-1] and width_of(joined([*rows[-1], part], BETWEEN, "")) > room and len(rows) < MOST:
            rows.append([])
        rows[-1].append(part)
    return [line(first, width), *(line(joined(row, BETWEEN, ""), width) for row in rows)]


def line(spans: Line, width: int) -> Line:
    """With a blank at both ends, as wide as the window."""
    return spread(((" ", ""), *spans), ((" ", ""),), width, gap=0)


def play_text(scene: Scene, head: Playhead, *, short: bool = False) -> str:
    """Whether it plays, and how fast."""
    glyphs = scene.glyphs
    mark = glyphs.running if head.playing else glyphs.interrupted
    state = "playing" if head.playing else "paused"
    if head.place >= head.length > 0:
        state = "at-end" if head.playing and head.following else state if head.playing else "over"
    between = " " if short else ", "
    return f"{mark} {scene.say(f'replay.{state}')}{between}{speed_text(scene, head.speed, short=short)}"


def speed_text(scene: Scene, speed: float, *, short: bool = False) -> str:
    """How fast it plays."""
    if speed == inf:
        return scene.say(f"replay.speed-most{'-short' if short else ''}")
    shown = times.decimal(scene.lang, speed) if speed < 1 else str(int(speed))
    text = scene.say(f"replay.speed{'-short' if short else ''}", speed=shown)
    return text.replace("×", "x") if scene.glyphs is ASCII else text


def position(scene: Scene, head: Playhead, *, short: bool = False) -> str:
    """The record it stands behind, and the last one."""
    if not head.length:
        return scene.say("replay.no-records")
    number = times.number
    key = f"replay.position{'-short' if short else ''}"
    return scene.say(key, n=number(scene.lang, head.number), last=number(scene.lang, head.tape.last))


def special(scene: Scene, head: Playhead) -> list[str]:
    """How it is looked at, and what is special about the log, the gravest first."""
    condition = head.condition
    texts: list[str] = []
    if condition.demonstration:
        texts.append(scene.say("console.demonstration"))
    elif condition.rehearsal:
        texts.append(scene.say("label.rehearsal"))
    if head.following:
        texts.append(scene.say("replay.following"))
    if head.skipping:
        texts.append(scene.say("replay.skipping"))
    if condition.torn_bytes:
        texts.append(scene.say("replay.torn", bytes=times.number(scene.lang, condition.torn_bytes)))
    if condition.unknown:
        texts.append(scene.say("replay.unknown", count=times.number(scene.lang, condition.unknown)))
    if condition.segments > 1:
        texts.append(scene.say("replay.segments", count=condition.segments))
    if not condition.closed:
        texts.append(scene.say("replay.open"))
    return texts


def head(scene: Scene, told: Projection, width: int) -> list[Line]:
    """The head of the meeting as it was then; the clock is in the bar."""
    narrow = width < 100
    says = header.state(scene, under_bar=True)
    figures = header.fitting_counts(scene, width - width_of(says) - 3) if narrow else header.counts(scene, short=width < 150)
    first = spread(joined([says, ((scene.meeting.agenda.title, ""),)], "  ", ""), (), width)
    second: Line = ((header.pace(scene, told), header.pace_style(told)),)
    if narrow:
        return [spread(says, figures, width), spread(second, header.progress(scene, told), width)]
    return [first, spread(second, figures, width)]


def events(scene: Scene, width: int, height: int) -> list[Line]:
    """Sentences before the instant, a line that is the instant, and what comes after it, set back."""
    head = scene.replay
    if head is None or height < 1:
        return []
    after = list(head.ahead[: max(1, (height - 1) // 3)] if height > 2 else ())
    room = height - 1 - max(1, len(after))
    before = list(scene.told)[-room:] if room > 0 else []
    after = list(head.ahead[: max(0, height - 1 - len(before))])
    lines = [told(scene, head, one) for one in before]
    lines.append(here(scene, head, width))
    lines += [told(scene, head, one, coming=True) for one in after]
    if not after and len(lines) < height:
        lines.append(((f"  {scene.say('replay.nothing-after')}", "dim"),))
    return lines


def here(scene: Scene, head: Playhead, width: int) -> Line:
    """The line between what has happened and what comes."""
    key = "replay.here" if head.place else "replay.here-before"
    text = scene.say(key, clock=times.clock_seconds(scene.shown_now), n=times.number(scene.lang, head.number))
    start = f"{scene.glyphs.rule * 2} {text} "
    return ((cut(start + scene.glyphs.rule * max(0, width - len(start)), width), "accent"),)


def told(scene: Scene, head: Playhead, one: "Told", *, coming: bool = False) -> Line:
    """Mark, time, record and sentence."""
    mark: Span = (" ", "")
    if one.n in head.tape.undone:
        mark = scene.glyphs.skipped, "warn"
    elif one.kind in CORRECTIONS:
        mark = scene.glyphs.passed, "warn"
    who = f"{one.by}: " if one.by and one.kind not in ("LineUp", "LineLost") else ""
    quiet = one.quiet or coming
    return (
        mark,
        (f"{shown_clock(scene, head, one)} ", "dim"),
        (pad(f"#{one.n}", max(5, len(str(head.tape.last)) + 1)) + " ", "dim"),
        (who, "quiet" if quiet else "title"),
        (one.text, "quiet" if quiet else ""),
    )


def shown_clock(scene: Scene, head: Playhead, one: "Told") -> str:
    """The time that faces showed at the record, whatever the clock was put to since."""
    place = one.n - head.tape.first
    if not 0 < place <= head.length:
        return clock_seconds(scene, one.at)
    return times.clock_seconds(head.tape.shown(place))
