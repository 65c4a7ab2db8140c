"""What the hall's screen shows as flat text, made of a floor that may be older than the instant it is shown at."""

from dataclasses import dataclass
from typing import Final, Literal

from bridge_server.wire.frames import Floor, ItemNow, TurnNow
from bridge_server.wire.screen_text import ScreenText
from bridge_server.words import Language, say

from . import times
from .names import capital, small

Mark = Literal["", "rehearsal", "demonstration"]
ENDING: Final = 60_000
"""Milliseconds before the end from which a clock warns."""
DAY: Final = 86_400_000
CLASSES: Final = ("Thành phố ", "Thị xã ", "Huyện ", "Quận ")
"""Words that take a small letter behind a name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock says, the words for it, and the milliseconds behind it: left, over (negative), or spent."""

    text: str = ""
    words: str = ""
    ms: int | None = None
    nearly: bool = False
    over: bool = False


def screen_text(lang: Language, floor: Floor, now: int, mark: Mark = "", *, unknown_item: str = "") -> ScreenText:
    """The hall's screen at `now`. `unknown_item`: the number of the item for want of whose minutes nobody knows the end."""
    shift, open_now = floor.clock_offset_ms, floor.phase == "open"
    item, speaking = floor.item, floor.speaking
    at = max(now, floor.now)
    clock = reading(lang, floor, at)
    in_break = item is not None and item.kind == "break"
    name, next_text = follows(lang, floor) if open_now else ("", "")
    waits = open_now and floor.held and speaking is None and not in_break
    held = say(lang, "hall.held", name=called(lang, floor.held[-1])) if waits else ""
    paused = open_now and floor.paused_since is not None
    ends = in_break and clock.ms is not None and not paused and item is not None and item.budget_ms is not None
    return ScreenText(
        now=at,
        time=times.clock(at + shift),
        title=floor.title,
        mark=say(lang, f"label.{mark}") if mark else "",
        phase=floor.phase,
        phase_text=say(lang, f"label.phase-{floor.phase}"),
        item_no="" if item is None else item.no,
        item="" if item is None else item.title,
        speaker="" if speaking is None else speaking.name,
        place="" if speaking is None else place_of(speaking),
        person="" if speaking is None else speaking.speaker.name,
        post="" if speaking is None else speaking.speaker.post,
        in_place_of="" if speaking is None else speaking.speaker.in_place_of,
        held=held,
        clock=clock.text,
        clock_label=clock.words,
        clock_ms=clock.ms,
        nearly_over=clock.nearly,
        over=clock.over,
        paused=paused,
        paused_text=pause_text(lang, floor) if paused else "",
        next=name,
        next_text=next_text,
        break_until=times.clock(at + shift + (clock.ms or 0)) if ends else "",
        starts_at=times.clock(floor.starts_at + shift) if floor.phase == "prepared" and floor.starts_at is not None else "",
        resumes_at=resumption(lang, floor, at),
        lateness=lateness_text(lang, floor, unknown_item) if open_now and floor.lateness_shown else "",
    )


def reading(lang: Language, floor: Floor, at: int) -> Reading:
    """The clock that counts at this instant: to the opening, the speaker's, the break's or the item's."""
    until = {"prepared": floor.starts_at, "adjourned": floor.resumes_at}.get(floor.phase)
    if until is not None:
        left, key = until - at, "until-start" if floor.phase == "prepared" else "until-resumed"
        return Reading(times.countdown(left), say(lang, f"hall.{key}"), left) if 0 < left < DAY else Reading()
    row: ItemNow | TurnNow | None = floor.speaking or floor.item
    if floor.phase != "open" or row is None:
        return Reading()
    paused = floor.paused_since is not None
    spent = row.elapsed_ms + (0 if paused else at - floor.now)
    left = spent if row.budget_ms is None else row.budget_ms - spent
    if isinstance(row, ItemNow) and row.kind == "break":
        return break_reading(lang, floor, at, left, planned=row.budget_ms is not None)
    item = "item-" if isinstance(row, ItemNow) else ""
    stands = say(lang, "hall.stands")
    if row.budget_ms is None:
        ran = "item-ran" if item else "spoken"
        return Reading(times.stopwatch(spent), stands if paused else say(lang, f"hall.{ran}"), spent)
    over, nearly = left < 0, 0 <= left <= ENDING
    words = say(lang, f"hall.{item}{'over' if over else 'nearly-over' if nearly else 'left'}")
    if paused:
        words = f"{words}, {stands}" if over else stands
    return Reading(times.countdown(left), words, left, nearly, over)


def break_reading(lang: Language, floor: Floor, at: int, ms: int, *, planned: bool) -> Reading:
    """A break's clock says when it goes on."""
    if not planned:
        return Reading(times.stopwatch(ms), say(lang, "hall.break-runs"), ms)
    if floor.paused_since is not None:
        return Reading(times.countdown(ms), say(lang, "hall.stands"), ms, over=ms < 0)
    key = "hall.break-over" if ms < 0 else "hall.break-until"
    return Reading(times.countdown(ms), say(lang, key, clock=times.clock(at + floor.clock_offset_ms + ms)), ms, over=ms < 0)


def follows(lang: Language, floor: Floor) -> tuple[str, str]:
    """Who or what is next by name, and as the screen says it."""
    in_break = floor.item is not None and floor.item.kind == "break"
    if floor.next and not in_break:
        name = called(lang, floor.next[0])
        return name, say(lang, "hall.next", name=name)
    if floor.coming is None:
        return "", say(lang, "hall.nothing-next") if floor.item is not None else ""
    name = f"{floor.coming.no}. {floor.coming.title}"
    return name, say(lang, "hall.after-break" if in_break else "hall.next-item", name=name)


def place_of(turn: TurnNow) -> str:
    """Where a point is whose own name leaves that open; "" for an agency."""
    return turn.parent_name if turn.name == turn.point_name else ""


def called(lang: Language, turn: TurnNow) -> str:
    """An agency's or a point's name, with where it is."""
    place = place_of(turn)
    if not place:
        return turn.name
    return f"{turn.name}, {small(place) if lang == 'vi' and place.startswith(CLASSES) else place}"


def pause_text(lang: Language, floor: Floor) -> str:
    """Since when the clocks stand, and why."""
    clock = times.clock((floor.paused_since or 0) + floor.clock_offset_ms)
    return say(lang, "hall.paused-why" if floor.pause_cause else "hall.paused", clock=clock, cause=floor.pause_cause)


def resumption(lang: Language, floor: Floor, at: int) -> str:
    """When an adjourned meeting goes on; with the day where that is another one."""
    if floor.phase != "adjourned" or floor.resumes_at is None:
        return ""
    shown = floor.resumes_at + floor.clock_offset_ms
    same = times.local(shown).date() == times.local(at + floor.clock_offset_ms).date()
    return times.clock(shown) if same else times.date_clock(lang, shown)


def lateness_text(lang: Language, floor: Floor, unknown_item: str) -> str:
    """How late the meeting ends, as a sentence."""
    projected, planned, shift = floor.projected_end, floor.planned_end, floor.clock_offset_ms
    offset = None if projected is None or planned is None else projected - planned
    ends = [None if end is None else end + shift for end in (projected, planned)]
    item = say(lang, "label.item-bare", no=unknown_item) if unknown_item else ""
    return capital(times.offset_sentence(lang, offset, *ends, unknown_item=item))
