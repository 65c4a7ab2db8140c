"""The hall's screen as lines, to be read from the last row: few words, the whole width, and a clock as large as there is room.

Every state has its word or its shape beside its colour. What of the meeting is longer than its room is wrapped, then cut.
"""

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from bridge_server.reports import times
from bridge_server.reports.names import capital, small
from bridge_server.reports.names import speaker as person_of
from bridge_server.reports.times import countdown, stopwatch
from bridge_server.words import Language, say
from console.big import big, fitting, width_of
from console.glyphs import Glyphs
from console.hall import Body, Clock, HallFace, Heading, Lateness
from console.lines import Line, cut, cut_line, pad, spread, wrapped
from console.lines import width_of as width_of_line

ENDING: Final = 60_000
"""Milliseconds before the end from which a clock warns."""
DAY: Final = 86_400_000
CLASSES: Final = ("Thành phố ", "Thị xã ", "Huyện ", "Quận ")
"""Words that take a small letter behind a name."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is shown: language, marks, and whether what is shown may be out of date; `ended`: why nothing new will come."""

    lang: Language
    glyphs: Glyphs
    lapsed: bool = False
    ended: str = ""

    def say(self, key: str, /, **facts: object) -> str:
        """A sentence of the area "hall"."""
        return say(self.lang, f"hall.{key}", **facts)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock says: figures, the words below them, and the style of both ("over": reversed, over the whole width)."""

    text: str
    words: str
    style: str


def hall(face: HallFace, width: int, height: int, manner: Manner) -> list[Line]:
    """The whole screen."""
    margin = 1 if width < 70 else 2 if width < 120 else 4
    room = width - 2 * margin
    top = head(face, room, manner)
    bottom = foot(face, room, manner)
    middle = middle_of(face, room, height - len(top) - len(bottom), manner)
    return inset([*top, *middle, *bottom][:height], margin, room)


def inset(lines: list[Line], margin: int, room: int) -> list[Line]:
    """Every line a little from the edge."""
    return [((" " * margin, ""), *cut_line(line, room)) if line else () for line in lines]


def head(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """What runs and what time it is; a rehearsal is marked before all. A meeting's title stands here only where it fits."""
    clock = times.clock(face.now)
    mark = marked(face, manner)
    left = room - width_of_line(mark) - cell_len(clock) - 2
    told = wrapped(numbered(face.item), left, 2) if face.item is not None and not face.is_break else []
    style = "title"
    if not told and face.is_break and cell_len(face.title) <= left:
        told, style = [face.title], "dim"
    first, *more = told or [""]
    top = spread((*mark, (first, style)), ((clock, "strong"),), room)
    return [top, *(((line, style),) for line in more), rule(room, manner)]


def marked(face: HallFace, manner: Manner) -> Line:
    """That this is no meeting in earnest."""
    return ((f" {say(manner.lang, f'label.{face.mark}')} ", "over"), ("  ", "")) if face.mark else ()


def rule(room: int, manner: Manner, words: str = "") -> Line:
    """A line across, perhaps with words in it."""
    if not words:
        return ((manner.glyphs.rule * room, "dim"),)
    left = manner.glyphs.rule * 2
    return ((f"{left} ", "dim"), (words, "title"), (f" {manner.glyphs.rule * max(0, room - cell_len(words) - 4)}", "dim"))


def foot(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """What comes next, lateness where the host lets it be told, and a line that is lost."""
    lines: list[Line] = []
    if face.phase == "open":
        lines += [centred(text, room, "strong") for text in wrapped(next_text(face, manner), room, 2)]
    elif face.phase != "closed" and face.points.present:  # between two sittings nobody has reported to the next one yet
        number = times.number
        figures = {
            "present": number(manner.lang, face.points.present),
            "points": number(manner.lang, face.points.points),
        }
        lines.append(centred(manner.say("points-present", **figures), room, "strong"))
    if face.lateness is not None and face.phase == "open":
        lines += [centred(text, room, "accent") for text in wrapped(late_text(face.lateness, manner), room, 1)]
    lines += lapse(room, manner)
    return [rule(room, manner), *lines] if lines else []


def lapse(room: int, manner: Manner) -> list[Line]:
    """That nothing new comes: calmly, for all of the hall reads it."""
    if manner.ended:
        return [centred(f"{manner.glyphs.warning} {text}", room, "warn") for text in wrapped(manner.ended, room - 2, 2)]
    return [centred(f"{manner.glyphs.warning} {manner.say('lapsed')}", room, "warn")] if manner.lapsed else []


def next_text(face: HallFace, manner: Manner) -> str:
    """Who is next; where nobody is, what comes then."""
    if face.next is not None:
        return manner.say("next", name=called(face.next, manner))
    if face.coming is None:
        return manner.say("nothing-next") if face.item is not None else ""
    name = numbered(face.coming)
    if face.is_break:
        return manner.say("after-break", name=name)
    return manner.say("next-item", name=name)


def late_text(late: Lateness, manner: Manner, *, closed: bool = False) -> str:
    """The offset as a sentence."""
    unknown = late.unknown
    item = say(manner.lang, "label.item-bare", no=unknown.no) if unknown is not None else ""
    told = times.offset_sentence(
        manner.lang, late.offset_ms, late.projected_end, late.planned_end, unknown_item=item, closed=closed
    )
    return capital(told)


def middle_of(face: HallFace, room: int, height: int, manner: Manner) -> list[Line]:
    """What the moment is about, in the middle of the room there is, in exactly `height` rows."""
    match face.phase:
        case "prepared":
            words, reading = opening(face, room, manner), until(face, manner, "until-start")
        case "adjourned":
            words, reading = adjourned(face, room, manner), until(face, manner, "until-resumed")
        case "closed":
            words, reading = closed(face, room, manner), None
        case _:
            words, reading = running(face, room, manner), reading_of(face, manner)
    return stacked(words, reading, room, height, manner)


def stacked(words: list[Line], reading: Reading | None, room: int, height: int, manner: Manner) -> list[Line]:
    """Words, then the clock in the largest figures that fit; what is left over is space above, between and below."""
    if reading is None:
        return spaced([words], height)
    most = height - len(words)
    figures = clock_lines(reading, room, most, manner)
    if len(figures) > most:
        words = words[: max(0, height - len(figures))]
    return spaced([words, figures], height)


def spaced(blocks: list[list[Line]], height: int) -> list[Line]:
    """The blocks in `height` rows, with as much space around each as there is."""
    blocks = [block for block in blocks if block]
    spare = max(0, height - sum(len(block) for block in blocks))
    gaps = len(blocks) + 1
    # Between first, then above, then below: a block must not stick to the next one.
    order = [*range(1, gaps - 1), 0, gaps - 1]
    space = [spare // gaps] * gaps
    for place in order[: spare % gaps]:
        space[place] += 1
    lines: list[Line] = [()] * space[0]
    for block, after in zip(blocks, space[1:], strict=True):
        lines += [*block, *[()] * after]
    return lines[:height]


def opening(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """Before the opening: the meeting, and when it begins."""
    lines = paragraph(face.title.upper(), room, "title", 5)
    if face.starts_at is None:
        return lines
    key = "opens-at" if (face.until_ms or 0) > 0 else "opens-soon"
    day = f"{times.weekday(manner.lang, face.starts_at)}, {times.date_text(manner.lang, face.starts_at)}"
    begins = centred(manner.say(key, clock=times.clock(face.starts_at)), room, "strong")
    return [*lines, (), begins, centred(day, room, "")]


def adjourned(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """Between two sittings."""
    lines = [*paragraph(face.title.upper(), room, "title", 4), (), centred(manner.say("adjourned"), room, "warn")]
    if face.resumes_at is None:
        return [*lines, centred(manner.say("resumes-later"), room, "strong")]
    same = times.local(face.resumes_at).date() == times.local(face.now).date()
    clock = times.clock(face.resumes_at) if same else times.date_clock(manner.lang, face.resumes_at)
    key = "resumes-at" if (face.until_ms or 0) > 0 else "resumes-soon"
    return [*lines, centred(manner.say(key, clock=clock), room, "strong")]


def closed(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """It is over."""
    lines = [*paragraph(face.title.upper(), room, "title", 4), (), centred(manner.say("closed"), room, "strong")]
    if face.ended_at is not None:
        lines.append(centred(manner.say("closed-at", clock=times.clock(face.ended_at)), room, "strong"))
    return [*lines, (), centred(manner.say("thanks"), room, "")]


def until(face: HallFace, manner: Manner, key: str) -> Reading | None:
    """The countdown to the opening or the next sitting, within a day of it."""
    if face.until_ms is None or not 0 < face.until_ms < DAY:
        return None
    return Reading(countdown(face.until_ms), unsure(manner.say(key), manner), "accent")


def running(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """Who speaks; a pause with its cause before all. Where nobody does, what there is instead."""
    lines = pause(face, room, manner)
    if face.is_break and face.item is not None:
        return [*lines, *paragraph(face.item.title.upper(), room, "title", 2)]
    if face.speaking is not None:
        return [*lines, *who(face.speaking, room, manner)]
    if face.held is not None:
        return [
            *lines,
            *paragraph(f"{manner.glyphs.held} {manner.say('held', name=called(face.held, manner))}", room, "strong", 2),
        ]
    shown = face.title if face.item is None else face.item.title
    return [*lines, *paragraph(shown.upper(), room, "title", 5)]


def who(body: Body, room: int, manner: Manner, most: int = 2) -> list[Line]:
    """The agency in capitals, the largest letters there are; then the person with the post."""
    person = person_of(manner.lang, body.speaker)
    name = called(body, manner).upper()
    return [*paragraph(name, room, "strong", most), *(paragraph(person, room, "", 2) if person else [])]


def pause(face: HallFace, room: int, manner: Manner) -> list[Line]:
    """That the meeting stands still, since when and why, reversed over the whole width."""
    if face.paused_since is None or face.phase != "open":
        return []
    clock = times.clock(face.paused_since)
    text = manner.say("paused-why" if face.pause_cause else "paused", clock=clock, cause=face.pause_cause)
    told = wrapped(f"{manner.glyphs.held} {text}", room - 2, 2)
    return [*(((middled(one, room), "over"),) for one in told), ()]


def reading_of(face: HallFace, manner: Manner) -> Reading | None:
    """The clock that counts now: the speaker's, else the break's or the item's."""
    if face.clock is not None:
        return measured(face.clock, face, manner, ("left", "nearly-over", "over", "spoken"))
    if face.item_clock is None:
        return None
    if not face.is_break:
        return measured(face.item_clock, face, manner, ("item-left", "item-nearly-over", "item-over", "item-ran"))
    left = face.item_clock.left_ms
    if left is None:
        return Reading(stopwatch(face.item_clock.spent_ms), unsure(manner.say("break-runs"), manner), "accent")
    if face.paused_since is not None:
        return Reading(countdown(left), unsure(manner.say("stands"), manner), "warn")
    end = times.clock(face.now + left)
    if left < 0:
        return Reading(countdown(left), unsure(manner.say("break-over", clock=end), manner), "over")
    return Reading(countdown(left), unsure(manner.say("break-until", clock=end), manner), "accent")


def measured(clock: Clock, face: HallFace, manner: Manner, keys: tuple[str, str, str, str]) -> Reading:
    """A clock against its budget: what is left, nearly over, over; `keys` are the words for each, and for no budget at all."""
    say_left, say_nearly, say_over, say_spent = keys
    left = clock.left_ms
    text = stopwatch(clock.spent_ms) if left is None else countdown(left)
    over = left is not None and left < 0
    if face.paused_since is not None:
        words = manner.say("stands")
        return Reading(text, unsure(f"{manner.say(say_over)}, {words}" if over else words, manner), "over" if over else "warn")
    if left is None:
        return Reading(text, unsure(manner.say(say_spent), manner), "strong")
    if over:
        return Reading(text, unsure(manner.say(say_over), manner), "over")
    nearly = left <= ENDING
    return Reading(text, unsure(manner.say(say_nearly if nearly else say_left), manner), "warn" if nearly else "good")


def unsure(word: str, manner: Manner) -> str:
    """A clock's word, marked where the hub has not been heard for a while: the clock runs on by what was known."""
    return manner.say("unsure", word=word) if manner.lapsed or manner.ended else word


def clock_lines(reading: Reading, room: int, height: int, manner: Manner) -> list[Line]:
    """Figures with their words below; over time the whole is reversed, and the words stand above and below, between marks."""
    over = reading.style == "over"
    scale = fitting(reading.text, room, height - (2 if over else 1), manner.glyphs)
    if scale == 0:
        text = f"{reading.text}  {reading.words}"
        return [((middled(f"{manner.glyphs.warning} {text}", room), "over"),) if over else centred(text, room, reading.style)]
    rows = big(reading.text, scale, manner.glyphs)
    margin = " " * ((room - width_of(reading.text, scale)) // 2)
    if not over:
        return [*(((margin, ""), (row, reading.style)) for row in rows), centred(reading.words, room, reading.style)]
    mark = manner.glyphs.warning
    band = ((middled(cut(f"{mark} {reading.words} {mark}", room), room), "over"),)
    return [band, *(((pad(margin + row, room), "over"),) for row in rows), band]


def called(body: Body, manner: Manner) -> str:
    """An agency's or a point's name, with where it is."""
    if not body.place:
        return body.name
    place = small(body.place) if manner.lang == "vi" and body.place.startswith(CLASSES) else body.place
    return f"{body.name}, {place}"


def numbered(item: Heading) -> str:
    """ "5. Phát biểu tham luận"."""
    return f"{item.no}. {item.title}"


def paragraph(text: str, room: int, style: str, most: int) -> list[Line]:
    """Text over as many lines as it needs, at most so many, each in the middle."""
    return [centred(line, room, style) for line in wrapped(text, room, most)]


def centred(text: str, room: int, style: str) -> Line:
    """Text in the middle of `room` cells."""
    text = cut(text, room)
    return ((" " * ((room - cell_len(text)) // 2), ""), (text, style))


def middled(text: str, room: int) -> str:
    """The same as plain text that fills the room, for what is reversed."""
    text = cut(text, room)
    return pad(" " * ((room - cell_len(text)) // 2) + text, room)
