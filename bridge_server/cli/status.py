"""The status line of `watch`: the running clocks, from one floor and the time that has passed since."""

from collections.abc import Iterator

from bridge_server.reports import times
from bridge_server.reports.names import label
from bridge_server.wire.frames import Floor, ItemNow, TurnNow
from bridge_server.words import Language, say

from .telling import place_name


def status(lang: Language, floor: Floor, now: int) -> str:
    """ "09:12:05 · Nội dung 5, còn 12:34 · Sở Nội vụ 03:20/05:00 · chậm 12 phút, ..."."""
    return " · ".join([times.clock_seconds(now + floor.clock_offset_ms), *parts(lang, floor, now)])


def parts(lang: Language, floor: Floor, now: int) -> Iterator[str]:
    """What stands behind the time of day."""
    passed = 0 if floor.paused_since is not None else max(0, now - floor.now)
    if floor.item is not None:
        yield item_part(lang, floor.item, passed)
    else:
        yield label(lang, "phase", floor.phase)
    if floor.speaking is not None:
        yield turn_part(lang, floor.speaking, passed)
    if floor.paused_since is not None:
        yield say(lang, "operator.line-paused")
    if floor.points.points:
        yield say(lang, "operator.line-present", present=floor.points.present, points=floor.points.points)
    yield pace(lang, floor)


def item_part(lang: Language, item: ItemNow, passed: int) -> str:
    """An item with its clock."""
    text = say(lang, "operator.line-item", no=item.no)
    if item.remaining_ms is None:
        return f"{text}, {say(lang, 'operator.line-spent', time=ticking(item.elapsed_ms + passed))}"
    left = item.remaining_ms - passed
    return f"{text}, {say(lang, 'operator.line-left' if left >= 0 else 'operator.line-over', time=ticking(left))}"


def turn_part(lang: Language, turn: TurnNow, passed: int) -> str:
    """Who has the floor, with the clock."""
    facts = {"name": place_name(lang, turn.name), "time": ticking(turn.elapsed_ms + passed)}
    if turn.budget_ms is None:
        return say(lang, "operator.line-speaking", **facts)
    return say(lang, "operator.line-speaking-of", budget=ticking(turn.budget_ms), **facts)


def ticking(ms: int) -> str:
    """ "12:34", from an hour on "1:02:03"; whatever the sign."""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def pace(lang: Language, floor: Floor) -> str:
    """How the programme stands against its plan."""
    shift = floor.clock_offset_ms
    projected, planned = floor.projected_end, floor.planned_end
    return times.offset_sentence(
        lang,
        None if projected is None or planned is None else projected - planned,
        None if projected is None else projected + shift,
        None if planned is None else planned + shift,
        closed=floor.phase == "closed",
    )
