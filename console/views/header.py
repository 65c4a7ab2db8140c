"""The head of every screen: state, meeting, clock, pace, the roll's figures, and how the console stands to its hub."""

from bridge_server.meeting.projection import Projection
from bridge_server.reports import times
from bridge_server.reports.names import capital, item_name, shown
from console.lines import Line, joined, pad, spread, width_of, wrapped
from console.scene import Scene

from . import course
from .clocks import clock, minutes

MOST = 3
"""Rows of a banner at most."""
STATES = {"prepared": "warn", "open": "good", "adjourned": "warn", "closed": "dim"}


def header(scene: Scene, told: Projection, width: int) -> list[Line]:
    """Two lines: who and when, then pace and figures."""
    narrow = width < 100
    right: Line = (*delay(scene), (f"  {times.clock_seconds(scene.shown_now)}", "strong"))
    says = state(scene)
    room = width - width_of(right) - width_of(says) - 3
    figures = fitting_counts(scene, room) if narrow else counts(scene, short=width < 150)
    first = joined([says, figures if narrow else ((scene.meeting.agenda.title, ""),)], "  ", "")
    second: Line = ((pace(scene, told), pace_style(told)),)
    top = spread(first, right, width)
    if narrow:
        return [top, spread(second, progress(scene, told), width)]
    return [top, spread(second, figures, width)]


def state(scene: Scene, *, under_bar: bool = False) -> Line:
    """The state of the meeting, with what must not be overlooked before it. `under_bar`: that was said above already."""
    meeting = scene.meeting
    marks: list[Line] = []
    if scene.replay is not None and not under_bar:
        marks.append(((f" {scene.say('replay.mark')} ", "over"),))
    if under_bar:
        pass
    elif scene.demonstration:
        marks.append(((f" {scene.say('console.demonstration')} ", "over"),))
    elif scene.rehearsal:
        marks.append(((f" {scene.say('label.rehearsal')} ", "over"),))
    phase = meeting.phase
    mark = scene.glyphs.running if phase == "open" else scene.glyphs.interrupted if phase == "adjourned" else scene.glyphs.dot
    text = scene.say(f"console.phase-{phase}")
    if phase == "open" and len(meeting.sittings) > 1:
        text = scene.say("console.phase-open-sitting", number=meeting.sittings[-1].number)
    marks.append(((f"{mark} {text}", "accent" if phase == "open" else STATES[phase]),))
    if meeting.paused:
        marks.append(((f" {scene.say('console.clock-paused')} ", "over"),))
    if scene.read_only:
        marks.append(((scene.say("console.read-only"), "warn"),))
    return joined(marks, " ", "")


def pace(scene: Scene, told: Projection) -> str:
    """The offset as a sentence."""
    meeting = scene.meeting
    if meeting.phase == "prepared":
        begins = course.begins(meeting)
        left = begins - scene.now
        key = "console.starts-in" if left > 0 else "console.starts-late"
        return scene.say(key, clock=clock(scene, begins), duration=times.minutes(scene.lang, left))
    if meeting.phase == "adjourned":
        until = meeting.sittings[-1].until
        if until is None:
            return scene.say("console.resumes-unknown")
        return capital(scene.say("label.resumes-at", clock=times.date_clock(scene.lang, shown(meeting, until))))
    unknown = item_name(scene.lang, meeting, told.unknown_item) if told.unknown_item else ""
    return capital(
        times.offset_sentence(
            scene.lang,
            told.offset_ms,
            None if told.projected_end is None else shown(meeting, told.projected_end),
            None if told.planned_end is None else shown(meeting, told.planned_end),
            unknown_item=unknown,
            closed=meeting.phase == "closed",
        )
    )


def pace_style(told: Projection) -> str:
    """Late stands out; the sentence says it in words."""
    return "warn" if told.offset_ms is not None and told.offset_ms >= 5 * 60_000 else ""


def counts(scene: Scene, *, short: bool) -> Line:
    """Present, reported and lost: three figures, none of which stands for another."""
    every = scene.roll.all
    form = "-short" if short else ""
    say = scene.say
    number = times.number
    present = say(f"console.present{form}", present=number(scene.lang, every.present), points=number(scene.lang, every.points))
    parts: list[Line] = [
        ((present, "good"),),
        ((say(f"console.reported{form}", reported=number(scene.lang, every.reported)), ""),),
    ]  # fmt: skip
    lost = say(f"console.lost{form}", lost=number(scene.lang, every.lost))
    parts.append(((lost, "bad" if every.lost else "dim"),))
    return joined(parts)


def fitting_counts(scene: Scene, room: int) -> Line:
    """The figures as far as there is room, whole ones only: present last of all to go, what was reported first."""
    present, between, reported, second, lost = counts(scene, short=True)
    for line in ((present, between, reported, second, lost), (present, between, lost), (present,)):
        if width_of(line) <= room:
            return line
    return ()


def progress(scene: Scene, told: Projection) -> Line:
    """How far the running item is, where the programme itself is not shown whole."""
    row = told.of(scene.meeting.running) if scene.meeting.running else None
    if row is None or row.remaining_ms is None:
        return ()
    item = scene.meeting.items[row.id].item
    key = "console.item-left" if row.remaining_ms >= 0 else "console.item-over"
    text = scene.say(key, no=item.no, duration=minutes(row.remaining_ms))
    return ((text, "" if row.remaining_ms >= 0 else "warn"),)


def delay(scene: Scene) -> Line:
    """How far the hub is, or that it is not there."""
    link = scene.link
    if link.state == "replay":
        return ()
    if link.state == "live":
        if link.delay_ms is None:
            return ()
        return ((scene.say("console.delay", ms=link.delay_ms), "warn" if link.delay_ms > 300 else "dim"),)
    return ((scene.say(f"console.link-{link.state}"), "over" if link.state in ("away", "ended") else "warn"),)


def banner(scene: Scene, since_s: float, width: int) -> list[Line]:
    """What stands across the screen while the hub is not there, or cannot write; nothing while all is well."""
    link = scene.link
    say = scene.say
    told = times.minutes if since_s >= 60 else times.duration
    seconds = told(scene.lang, int(since_s) * 1000)
    texts: list[str] = []
    match link.state:
        case "quiet":
            texts.append(say("console.banner-quiet", duration=seconds))
        case "away":
            texts.append(say("console.banner-away", duration=seconds))
        case "ended":
            texts.append(say("console.banner-ended"))
    if link.disk:
        texts.append(say(f"console.banner-{link.disk}"))
    texts.extend(link.text)
    lines: list[str] = []
    for text in texts:
        first, *more = wrapped(text, width - 4, 2) or [""]
        lines += [f" {scene.glyphs.warning} {first}", *(f"   {one}" for one in more)]
    return [((pad(text, width), "over"),) for text in lines[:MOST]]
