"""Who has the floor: agency, speaker, point with its three marks, and the clock of the turn in large figures."""

from bridge_server.meeting.clock import turn_budget, turn_elapsed, turn_remaining
from bridge_server.meeting.queue import upcoming
from bridge_server.meeting.rows import Turn
from bridge_server.reports import times
from bridge_server.reports.names import capital, name_of, point_name, speaker
from bridge_server.reports.times import countdown, stopwatch
from console.big import big, fitting, width_of
from console.lines import Line, cut, joined, pad, spread, wrapped
from console.lines import width_of as width_of_line
from console.scene import Scene

from . import course
from .clocks import bar, clock, used_of
from .course import next_item, running_times
from .marks import in_words, three

CLOCK = 6
"""Rows of the clock with its word and its bar."""
ENDING = 60_000
"""Milliseconds before the end from which a clock warns."""


def panel(scene: Scene, width: int, height: int) -> list[Line]:
    """The panel's lines: the speaker; where nobody speaks, what runs and who was interrupted; before the opening, how to join."""
    meeting = scene.meeting
    if meeting.phase != "open":
        return waiting_room(scene, width, height)
    if meeting.speaking:
        lines = speaking(scene, meeting.turns[meeting.speaking], width, height - 1)
    else:
        lines = silence(scene, width, height - 1)
    return [*lines[: height - 1], *[()] * (height - 1 - len(lines)), next_line(scene, width)]


def speaking(scene: Scene, turn: Turn, width: int, height: int) -> list[Line]:
    """Who speaks, and for how long."""
    meeting = scene.meeting
    name = capital(name_of(scene.lang, meeting, turn))
    who = speaker(scene.lang, turn.who)
    spare = max(2, height - CLOCK - 1)
    lines: list[Line] = [((text, "strong"),) for text in wrapped(name, width, min(2, spare - 1))]
    if who:
        lines += [((text, ""),) for text in wrapped(who, width, max(1, min(2, spare - len(lines))))]
    elif names_nobody(scene, turn):
        lines.append(((scene.calls("console.speaker-unnamed"), "dim"),))
    if turn.point != meeting.hall:
        lines += whereabouts(scene, turn, name, width, roomy=height >= CLOCK + 1 + len(lines) + 1)
    else:
        lines.append(((scene.say("console.in-the-hall"), "dim"),))
    lines += turn_clock(scene, turn, width, height - len(lines))
    return lines


def names_nobody(scene: Scene, turn: Turn) -> bool:
    """Whether a contribution bears the name of its point or agency, and not of a person."""
    agencies = {one.name for one in scene.meeting.agenda.agencies if one.id == turn.agency}
    return turn.name in ("", scene.meeting.points[turn.point].name) or turn.name in agencies


def whereabouts(scene: Scene, turn: Turn, name: str, width: int, *, roomy: bool) -> list[Line]:
    """The point and its three marks: with all their words where there is room, else with those of what is wrong."""
    stands = scene.roll[turn.point]
    point = capital(point_name(scene.lang, scene.meeting, turn.point))
    words = in_words(scene, stands)
    whole = joined(words, "  ", "")
    wrong = [line[1:] for line in words if line[1][1] in ("bad", "warn")]
    same = name.casefold() == point.casefold()
    marked: Line = (
        joined([three(scene, stands), *wrong], " ", "")
        if wrong
        else joined([*words[:2], words[2][:1] if stands.av_good else ()], "  ", "")
    )
    if not roomy:
        return [marked if wrong or same else joined([three(scene, stands), ((point, ""),)], " ", "")]
    return [*([] if same else [((point, ""),)]), whole if width_of_line(whole) <= width else marked]


def turn_clock(scene: Scene, turn: Turn, width: int, height: int) -> list[Line]:
    """The clock, a word beside it, and how much of the time is used."""
    meeting = scene.meeting
    left = turn_remaining(meeting, turn, scene.now)
    spent = turn_elapsed(meeting, turn, scene.now)
    budget = turn_budget(meeting, turn)
    if left is None:
        return figures(scene, stopwatch(spent), scene.say("console.spoken"), "strong", width, height)
    word, style = standing_of(scene, left)
    share = 1.0 if not budget else spent / budget
    lines = figures(scene, countdown(left), word, style, width, height - 1)
    used = f" {used_of(spent, budget)}"
    return [*lines, (*bar(share, width - len(used), scene.glyphs, style), (used, "dim"))]


def standing_of(scene: Scene, left: int) -> tuple[str, str]:
    """The word beside a clock, so that nothing hangs on its colour: left, nearly over, over."""
    if scene.meeting.paused:
        return scene.say("console.clock-paused"), "warn"
    if left < 0:
        return scene.say("console.over-time"), "over"
    return (scene.say("console.nearly-over"), "warn") if left <= ENDING else (scene.say("console.left"), "good")


def figures(scene: Scene, text: str, word: str, style: str, width: int, height: int) -> list[Line]:
    """Large figures in the middle with their word under them; one line where there is no room. Over time all is reversed."""
    scale = min(3, fitting(text, width, height - 1, scene.glyphs))
    if scale == 0:
        return [((f" {text} {word} ", style),)]  # what is cut must not be the figures
    margin = max(0, width - width_of(text, scale)) // 2
    tint = "bad" if style == "over" else style
    lines: list[Line] = [((" " * margin, ""), (row, tint)) for row in big(text, scale, scene.glyphs)]
    label = f" {word} "
    if style == "over":
        label = pad(f"{scene.glyphs.warning} {word} {text} {scene.glyphs.warning}".center(width), width)
        return [*lines, ((label, "over"),)]
    return [*lines, ((label.center(width).rstrip(), style),)]


def silence(scene: Scene, width: int, height: int) -> list[Line]:
    """Nobody speaks: the clock of the running item, and whoever was interrupted."""
    meeting = scene.meeting
    lines: list[Line] = []
    held = meeting.turns_where(lambda turn: turn.state == "held")
    for turn in held[-2:]:
        text = scene.say("console.held", name=name_of(scene.lang, meeting, turn))
        lines.append(((f"{scene.glyphs.held} {text}", "warn"),))
    row = running_times(scene)
    if row is None:
        coming = next_item(meeting)
        told = scene.calls("console.nothing-runs") if coming is not None else scene.say("console.nothing-left")
        lines += [((text, "dim"),) for text in wrapped(told, width, 3)]
        if coming is not None:
            lines += [(), *(((text, "strong"),) for text in wrapped(f"{coming.item.no}. {coming.item.title}", width, 3))]
        return lines
    item = meeting.items[row.id].item
    lines.insert(0, ((scene.say("console.nobody-speaks"), "dim"),))
    lines += [((text, "strong"),) for text in wrapped(f"{item.no}. {item.title}", width, 2)]
    if row.remaining_ms is None or row.budget_ms is None:
        room = height - len(lines)
        return [*lines, *figures(scene, stopwatch(row.elapsed_ms), scene.say("console.item-runs"), "strong", width, room)]
    left = row.budget_ms - row.elapsed_ms
    word, style = standing_of(scene, left)
    shown = figures(scene, countdown(left), scene.say("console.of-item", word=word), style, width, height - len(lines))
    return [*lines, *shown]


def next_line(scene: Scene, width: int) -> Line:
    """Who is next, and whether it is ready."""
    rows = upcoming(scene.meeting)
    if not rows:
        coming = next_item(scene.meeting)
        if coming is None:
            return ((scene.say("console.next-nobody"), "dim"),)
        return ((cut(scene.say("console.next", name=f"{coming.item.no}. {coming.item.title}"), width), "dim"),)
    turn = rows[0]
    state, style = readiness(scene, turn, short=width < 60)
    text = scene.say("console.next", name=name_of(scene.lang, scene.meeting, turn))
    marks: Line = (*three(scene, scene.roll[turn.point]), (" ", "")) if turn.point != scene.meeting.hall else ()
    return spread((*marks, (text, "")), ((state, style),) if state else (), width)


def readiness(scene: Scene, turn: Turn, *, short: bool = False) -> tuple[str, str]:
    """Whether one that is next has answered; the hall's own do not have to. `short`: where the name needs the room."""
    if turn.state == "passed":
        return f"{scene.glyphs.passed} {scene.say('console.passed')}", "warn"
    if turn.state != "standby" or scene.meeting.phase == "closed":
        return "", ""
    if turn.ready:
        return f"{scene.glyphs.ready} {scene.say('console.ready')}", "good"
    if turn.point == scene.meeting.hall:
        return f"{scene.glyphs.standby} {scene.say('console.called-up')}", "warn"
    waited = stopwatch(scene.now - (turn.standby_at or scene.now))
    key = "console.not-ready-short" if short else "console.not-ready"
    return f"{scene.glyphs.standby} {scene.say(key, waited=waited)}", "warn"


def waiting_room(scene: Scene, width: int, height: int) -> list[Line]:
    """Before the opening, between sittings and afterwards: when it begins, and where operators join."""
    meeting = scene.meeting
    lines: list[Line] = []
    if meeting.phase == "prepared":
        left = course.begins(meeting) - scene.now
        word = scene.say("console.until-start" if left > 0 else "console.should-have-begun")
        text = countdown(left) if left > -3_600_000 else ""
        if text:
            lines += figures(scene, text, word, "strong" if left > 0 else "warn", width, min(height - 3, 8))
        else:
            lines.append(((word, "warn"),))
    elif meeting.phase == "adjourned":
        until = meeting.sittings[-1].until
        lines.append(((scene.say("label.phase-adjourned"), "warn"),))
        if until is not None and until > scene.now:
            lines += figures(scene, countdown(until - scene.now), scene.say("console.until-resumed"), "strong", width, height - 4)
    else:
        ended = meeting.sittings[-1].ended_at
        lines += [((scene.say("console.closed-at", clock=clock(scene, ended)), "strong"),), ()]
        lines += [((text, "dim"),) for text in wrapped(scene.say("console.after-closing"), width, 4)]
    if scene.shown_url and meeting.phase != "closed":
        lines += [(), ((scene.say("console.join-at"), "dim"),), ((scene.shown_url, "accent"),)]
    if meeting.phase == "prepared" and len(lines) < height:
        every = scene.roll.all
        up = times.number(scene.lang, every.up)
        lines += [((scene.say("console.pages-up", up=up, points=times.number(scene.lang, every.points)), ""),)]
    return lines[:height]
