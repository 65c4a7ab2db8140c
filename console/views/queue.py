"""Who waits: those on standby, the slots to come, the requests; each says since when, of what kind, and why it stands there."""

from bridge_server.meeting.clock import turn_budget
from bridge_server.meeting.queue import Why, requests, spoken, upcoming
from bridge_server.meeting.rows import Turn
from bridge_server.reports import times
from bridge_server.reports.names import capital, name_of, speaker
from bridge_server.reports.times import stopwatch
from console.lines import Line, joined, pad, plain, spread, width_of, wrapped
from console.scene import Scene

from .agenda import turn_mark
from .clocks import clock, minutes
from .marks import three
from .speaker import readiness

ROOMY = 44
"""Columns from which every request has a second line."""
SLOTS = 3
"""Slots to come that are shown before the requests; the programme shows them all."""
WIDE = 56
"""Columns from which everything about a request is said in full."""
LOW = 10
"""Rows below which only one such slot is shown."""


def queue(scene: Scene, width: int, height: int = LOW) -> tuple[list[Line], list[str]]:
    """Lines and keys ("turn:ID"; the second line of a request bears none)."""
    lines: list[Line] = []
    keys: list[str] = []
    order = requests(scene.meeting)
    whys = {turn.id: why for turn, why in order}
    places = {turn.id: number for number, (turn, _) in enumerate(order, 1)}
    slots_left = SLOTS if height >= LOW else 1
    held = scene.meeting.turns_where(lambda turn: turn.state == "held")
    heard = {turn.point for turn in scene.meeting.turns_where(lambda turn: bool(turn.runs) and not turn.removed)}
    for turn in (*held, *upcoming(scene.meeting)):
        if turn.id in whys:
            rows = request_lines(scene, turn, whys[turn.id], places[turn.id], width, heard, low=height < LOW)
        elif turn.state in ("held", "standby", "passed") or slots_left:
            slots_left -= turn.state == "waiting"
            rows = [slot_line(scene, turn, width)]
        else:
            continue
        lines += rows
        keys += [f"turn:{turn.id}", *[""] * (len(rows) - 1)]
    if not order:
        empty = "console.no-requests-open" if scene.meeting.list_open else "console.no-requests"
        lines.append(((scene.say(empty), "dim"),))
        keys.append("")
    return lines, keys


def title(scene: Scene, width: int = ROOMY) -> str:
    """What the panel is called: how many wait, and whether the list is open."""
    count = len(requests(scene.meeting))
    closed = scene.meeting.list_closed_at
    if scene.meeting.phase == "closed":
        return scene.say("console.queue-left", count=count)
    if closed is None:
        return scene.say("console.queue-open", count=count)
    key = "console.queue-closed" if width >= ROOMY else "console.queue-closed-short"
    return scene.say(key, count=count, clock=clock(scene, closed))


def slot_line(scene: Scene, turn: Turn, width: int) -> Line:
    """A contribution of the programme that is next."""
    mark, style = turn_mark(scene, turn)
    state, state_style = readiness(scene, turn, short=width < ROOMY)
    if turn.state == "held":
        state, state_style = scene.say("console.held-short"), "warn"
    budget = turn_budget(scene.meeting, turn)
    right: Line = ((state, state_style),) if state else ((minutes(budget) if budget is not None else "", "dim"),)
    name = capital(name_of(scene.lang, scene.meeting, turn))
    number = turn.id if turn.is_slot and len(turn.id) <= 5 and turn.id != turn.item else ""
    return spread(((f"{mark} ", style), (f"{number} " if number else "", "dim"), (name, "")), right, width)


def request_lines(
    scene: Scene, turn: Turn, why: Why, place: int, width: int, heard: set[str], *, low: bool = False
) -> list[Line]:
    """A request: its place, name, kind and waiting time; then why it stands there and what its point has had so far.

    `heard` are the points that have spoken: the turns of the others need not be looked through.
    """
    mark, style = turn_mark(scene, turn)
    if turn.state == "waiting":
        mark, style = (scene.glyphs.urgent, "bad") if turn.urgent else (" ", "")
    listed = scene.glyphs.short_listed if turn.short_listed else " "
    waited = scene.now - turn.asked_at
    state, state_style = readiness(scene, turn, short=width < WIDE)
    right: Line = ((stopwatch(waited), "warn" if waited > 20 * 60_000 else ""),) if scene.meeting.phase != "closed" else ()
    if state:
        right = ((state, state_style), *(((" ", ""), *right) if width >= ROOMY else ()))
    elif turn.origin != "self" or width >= WIDE:
        form = "" if width >= ROOMY else "-short"
        right = ((f"{scene.say(f'console.kind-{turn.origin}{form}')} ", "dim"), *right)
    name = capital(name_of(scene.lang, scene.meeting, turn))
    number = "" if turn.state == "standby" else str(place)  # it is not in the row any more, it is next
    left: Line = ((pad(number, 2, right=True), "dim"), (mark, style), (listed, "accent"), (" ", ""), (name, "strong"))
    first = spread(left, right, width)
    if width < ROOMY and turn.id != scene.turn:
        return [first]
    return [first, *details(scene, turn, why, width, heard, whole=turn.id == scene.turn and not low)]


def details(scene: Scene, turn: Turn, why: Why, width: int, heard: set[str], *, whole: bool = False) -> list[Line]:
    """What helps to decide: the reason for its place, turns and minutes so far, speaker and subject (`whole`: uncut)."""
    parts: list[Line] = []
    marks: Line = (*three(scene, scene.roll[turn.point]), ("  ", "")) if turn.point != scene.meeting.hall else ()
    text = scene.say("console.not-spoken-yet")
    if turn.point in heard:
        before = spoken(scene.meeting, turn.point, scene.now)
        text = scene.say("label.spoken-before", turns=before.turns, duration=times.minutes(scene.lang, before.ms))
    parts.append(((text, "dim"),))
    if why != "number":
        parts.append(((scene.say(f"label.why-{why}").lower() if scene.lang == "en" else scene.say(f"console.why-{why}"), "dim"),))
    if turn.short_listed and width >= ROOMY:
        parts.append(((scene.say("label.short-listed"), "accent"),))
    who = speaker(scene.lang, turn.who)
    about = joined([((who, ""),) if who else (), ((turn.subject, "dim"),) if turn.subject else ()])
    facts = (*marks, *joined(parts))
    if whole and width_of(about) > width - 5:
        texts = wrapped(plain(about), width - 5, 3)
        return [(("     ", ""), *facts), *((("     ", ""), (text, "")) for text in texts)]
    return [(("     ", ""), *facts)] + ([(("     ", ""), *about)] if about else [])
