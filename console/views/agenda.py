"""The programme: planned, actual and projected times, minutes used, and the contributions of what runs."""

from rich.cells import cell_len, set_cell_size

from bridge_server.meeting.clock import turn_budget, turn_elapsed
from bridge_server.meeting.projection import ItemTimes, Projection
from bridge_server.meeting.queue import slots
from bridge_server.meeting.rows import Turn
from bridge_server.reports.names import name_of
from console.lines import Line, Span, cut, pad, spread, width_of
from console.scene import Scene

from .clocks import clock, minutes, used_of

ROOMY = 80
"""Columns from which planned and actual times stand beside each other."""
MIDDLE = 60
"""Columns from which it is told when an item ends as well."""
STYLES = {"running": "accent", "finished": "dim", "skipped": "dim", "interrupted": "warn", "coming": ""}


def agenda(scene: Scene, told: Projection, width: int, height: int) -> tuple[list[Line], list[str]]:
    """Lines and the keys of their rows ("item:5", "turn:5.2").

    Where not all fits, what is finished before the running item becomes one line.
    """
    rows = whole(scene, told, width)
    if len(rows) > height > 0 and (folded := fold_finished(scene, told, width)):
        count, line = folded
        rows = [(line, ""), *rows[count:]]
    return [line for line, _ in rows], [key for _, key in rows]


def now_at(scene: Scene) -> str:
    """The row that the meeting stands at: who speaks, else who is next in the running item, else that item."""
    meeting = scene.meeting
    if not meeting.running:
        return ""
    own = [turn for turn in slots(meeting, meeting.running) if turn.id != meeting.running]
    for wanted in (("speaking",), ("standby", "held"), ("waiting",)):
        for turn in own:
            if turn.state in wanted:
                return f"turn:{turn.id}"
    return f"item:{meeting.running}"


def whole(scene: Scene, told: Projection, width: int) -> list[tuple[Line, str]]:
    """Every item, with its contributions under the running one (before the opening under none)."""
    rows: list[tuple[Line, str]] = []
    shown = titles(scene, told, width)
    for one in told.items:
        rows.append((item_line(scene, one, shown[one.id], width), f"item:{one.id}"))
        if one.id == scene.meeting.running:
            rows.extend(
                (slot_line(scene, turn, width), f"turn:{turn.id}") for turn in slots(scene.meeting, one.id) if turn.id != one.id
            )
    return rows


def fold_finished(scene: Scene, told: Projection, width: int) -> tuple[int, Line] | None:
    """The finished items at the head as one line, and how many they are; None for less than two."""
    head: list[ItemTimes] = []
    for one in told.items:
        if one.state not in ("finished", "skipped"):
            break
        head.append(one)
    if len(head) < 2:
        return None
    first, last = (scene.meeting.items[one.id].item.no for one in (head[0], head[-1]))
    used = sum(one.elapsed_ms for one in head)
    budget = sum(one.budget_ms or 0 for one in head)
    left: Line = ((f"{scene.glyphs.done} ", "dim"), (scene.say("console.folded", first=first, last=last), "dim"))
    return len(head), spread(left, ((used_of(used, budget or None), "dim"),), width)


def item_mark(scene: Scene, state: str) -> str:
    """One cell that says how an item stands."""
    marks = scene.glyphs
    return {
        "running": marks.running,
        "finished": marks.done,
        "skipped": marks.skipped,
        "interrupted": marks.interrupted,
    }.get(state, marks.coming)


def titles(scene: Scene, told: Projection, width: int) -> dict[str, str]:
    """Every item's title as it fits: where two would be cut to the same words, their ends are kept and the middle left out."""
    cuts: dict[str, str] = {}
    rooms: dict[str, int] = {}
    for one in told.items:
        item = scene.meeting.items[one.id].item
        rooms[one.id] = width - 3 - max(2, cell_len(item.no)) - 1 - width_of(times_of(scene, one, width))
        cuts[one.id] = cut(item.title, rooms[one.id])
    found = list(cuts.values())
    for one in told.items:
        title = scene.meeting.items[one.id].item.title
        if cuts[one.id] != title and found.count(cuts[one.id]) > 1:
            cuts[one.id] = cut_middle(title, rooms[one.id])
    return cuts


def item_line(scene: Scene, one: ItemTimes, title: str, width: int) -> Line:
    """Mark, number, title, times, minutes."""
    item = scene.meeting.items[one.id].item
    style = STYLES[one.state]
    left: Line = ((f"{item_mark(scene, one.state)} {pad(item.no, 2, right=True)} ", style), (title, style))
    return spread(left, times_of(scene, one, width), width)


def times_of(scene: Scene, one: ItemTimes, width: int) -> Line:
    """What stands at the right: planned span, actual or projected span, minutes used of the budget."""
    style = "dim" if one.state in ("finished", "skipped", "coming") else ""
    used = spent(one)
    if width < MIDDLE:
        return ((pad(start_text(scene, one), 6), style), used)
    real: Span = (pad(real_span(scene, one), 13), style)
    if width < ROOMY:
        return real, used
    return ((pad(span(scene, one.planned_start, one.planned_end), 12), "dim"), real, used)


def start_text(scene: Scene, one: ItemTimes) -> str:
    """When it began, or is likely to."""
    if one.state == "skipped":
        return ""
    if one.actual_start is not None:
        return clock(scene, one.actual_start)
    return f"~{clock(scene, one.projected_start)}" if one.projected_start is not None else ""


def span(scene: Scene, start: int | None, end: int | None) -> str:
    """ "08:05-08:15"."""
    if start is None:
        return ""
    return f"{clock(scene, start)}-{clock(scene, end) or '…'}"


def real_span(scene: Scene, one: ItemTimes) -> str:
    """What was, or with "~" what is likely."""
    if one.state == "skipped":
        return scene.say("console.skipped")
    if one.state == "finished":
        return f" {span(scene, one.actual_start, one.actual_end)}"
    if one.actual_start is not None:
        end = clock(scene, one.projected_end) if one.projected_end is not None else "…"
        return f" {clock(scene, one.actual_start)}~{end}"
    return f"~{span(scene, one.projected_start, one.projected_end)}" if one.projected_start is not None else ""


def spent(one: ItemTimes) -> Span:
    """ "17'/80'", with a mark where it is over."""
    if one.state == "skipped":
        return pad("", 9), ""
    budget = one.budget_ms
    if one.state == "coming":
        return pad("" if budget is None else f"{minutes(budget)} ", 9, right=True), "dim"
    over = budget is not None and one.elapsed_ms >= budget + 60_000
    style = "warn" if over else "dim" if one.state == "finished" else ""
    text = used_of(one.elapsed_ms, budget) + ("!" if over else " ")
    return pad(text, 9, right=True), style


def turn_mark(scene: Scene, turn: Turn) -> Span:
    """One cell that says how a contribution stands."""
    marks = scene.glyphs
    match turn.state:
        case "speaking":
            return marks.speaking, "accent"
        case "standby":
            return (marks.ready, "good") if turn.ready else (marks.standby, "warn")
        case "held":
            return marks.held, "warn"
        case "passed":
            return marks.passed, "warn"
        case "done":
            return marks.done, "dim"
        case "skipped" | "declined" | "withdrawn" | "removed":
            return marks.skipped, "dim"
    return marks.coming, ""


def slot_line(scene: Scene, turn: Turn, width: int) -> Line:
    """One contribution under its item."""
    mark, style = turn_mark(scene, turn)
    name = name_of(scene.lang, scene.meeting, turn)
    number = turn.id if len(turn.id) <= 5 else ""
    text_style = style if turn.state in ("speaking", "held", "done", "skipped", "standby") else ""
    left: Line = ((f"   {mark} ", style), (f"{number} ", "dim"), (name, text_style))
    budget = turn_budget(scene.meeting, turn)
    if turn.runs:
        right: Line = ((pad(used_of(turn_elapsed(scene.meeting, turn, scene.now), budget) + " ", 9, right=True), text_style),)
    else:
        right = ((pad("" if budget is None else f"{minutes(budget)} ", 9, right=True), "dim"),)
    state = scene.say(f"label.turn-{turn.state}") if turn.state in ("standby", "held", "passed", "skipped") else ""
    if turn.state == "skipped":
        state = scene.say("console.skipped")
    if turn.ready:
        state = scene.say("label.turn-ready")
    if state and width >= MIDDLE:
        right = ((f"{cut(state, 24)} ", style), *right)
    return spread(left, right, width)


def cut_middle(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, its beginning and its end kept."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room < 4:
        return cut(text, width, ellipsis)
    head = set_cell_size(text, room // 2).rstrip()
    tail = text
    while cell_len(tail) > room - cell_len(head):
        tail = tail[1:]
    return head + ellipsis + tail.lstrip()
