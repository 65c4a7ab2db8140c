"""The catch-up planner's options in words: what each is called, what it brings, and what it changes."""

from collections.abc import Sequence
from dataclasses import replace

from bridge_server.meeting import Meeting
from bridge_server.meeting.catch_up import Change, Option
from bridge_server.words import Language, say

from . import times
from .names import capital, name_of, shorten, shown

TITLE = 60


def called(lang: Language, meeting: Meeting, option: Option) -> str:
    """What an option is called, by what it really shortens."""
    if option.kind == "out":
        count = len(option.changes)
        return say(lang, "catchup.out", count=count) if count > 1 else say(lang, "catchup.out-one")
    if option.kind != "spread":
        return say(lang, f"catchup.{option.kind}")
    talk = {meeting.items[change.item].item.kind == "discussion" for change in option.changes}
    return say(lang, "catchup.spread" if len(talk) > 1 else "catchup.discussion" if True in talk else "catchup.spread-slots")


def end(lang: Language, meeting: Meeting, option: Option) -> str:
    """ "kết thúc 11:34 thay vì 11:46", with dates on another day; where an item without minutes comes, when that one begins."""
    today = shown(meeting, meeting.at or meeting.starts_at)
    near = times.local(shown(meeting, option.before)).date() == times.local(today).date()
    clock = times.clock if near else lambda instant: times.date_clock(lang, instant)
    facts = {"after": clock(shown(meeting, option.after)), "before": clock(shown(meeting, option.before))}
    if option.until:
        return say(lang, "catchup.start", no=meeting.items[option.until].item.no, **facts)
    return say(lang, "catchup.end", **facts)


def gains(lang: Language, meeting: Meeting, option: Option) -> str:
    """The end, and how much that recovers; it is said where that is less than was asked for."""
    key = "gains" if option.enough else "gains-less"
    return say(lang, f"catchup.{key}", end=end(lang, meeting, option), duration=times.duration(lang, option.recovered_ms))


def rows(lang: Language, meeting: Meeting, option: Option) -> list[tuple[str, str, bool]]:
    """What is changed, the before and after, and whether it stands under the item above it.

    Contributions of one item that are cut alike are one row.
    """
    told: list[tuple[str, str, bool]] = []
    for item in dict.fromkeys(change.item for change in option.changes):
        own = [change for change in option.changes if change.item == item]
        row = meeting.items[item].item
        whole = next((change for change in own if change.of == "item"), None)
        title = f"{row.no}. {shorten(row.title, TITLE)}"
        told.append((title, from_to(lang, whole) if whole is not None else "", False))
        turns = [change for change in own if change.of == "turn"]
        for times_told in dict.fromkeys((change.before_ms, change.after_ms) for change in turns):
            alike = [change for change in turns if (change.before_ms, change.after_ms) == times_told]
            told.append((turns_named(lang, meeting, alike), from_to(lang, alike[0]), True))
    return told


def turns_named(lang: Language, meeting: Meeting, alike: Sequence[Change]) -> str:
    """One contribution by its name, several by their number."""
    if len(alike) > 1:
        return capital(say(lang, "catchup.slots", count=len(alike)))
    return capital(say(lang, "catchup.slot", name=name_of(lang, meeting, meeting.turns[alike[0].id])))


def from_to(lang: Language, change: Change) -> str:
    """ "25 phút còn 15 phút"."""
    before = times.duration(lang, change.before_ms)
    if change.out:
        return say(lang, "catchup.taken-out", before=before)
    return say(lang, "catchup.from-to", before=before, after=times.duration(lang, change.after_ms))


def subject(lang: Language, meeting: Meeting, change: Change) -> str:
    """What a change is about."""
    if change.of == "turn" and change.id in meeting.turns:
        return capital(say(lang, "catchup.slot", name=name_of(lang, meeting, meeting.turns[change.id])))
    row = meeting.items[change.item].item
    return f"{row.no}. {shorten(row.title, TITLE)}"


def most(lang: Language, options: Sequence[Option]) -> str:
    """That what was asked for cannot be recovered, how much can, and by which option; "" where it can."""
    if not options or options[0].enough:
        return ""
    best = max(options, key=lambda one: one.recovered_ms)
    asked = times.duration(lang, best.asked_ms)
    return say(lang, "catchup.most", asked=asked, most=times.duration(lang, best.recovered_ms), number=options.index(best) + 1)


def landed(option: Option, after: int | None) -> Option:
    """The option with the end that it really brought, where that is known."""
    return option if after is None else replace(option, before=after + option.recovered_ms, after=after)
