"""The state of a meeting as plain text for a terminal or a pipe, and as plain values for a program. Empty parts are left out."""

from collections.abc import Iterable, Iterator
from typing import Any

from bridge_server.meeting.clock import turn_budget, turn_elapsed
from bridge_server.meeting.digest import plain
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.figures import TierFigures
from bridge_server.meeting.projection import ItemTimes, Projection, project
from bridge_server.meeting.queue import requests, slots, spoken
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.rules.writing import in_audience
from bridge_server.meeting.state import Meeting
from bridge_server.words import Language, say

from . import times
from .names import PROSE, audience, capital, clock, item_name, label, name_of, point_name, shorten, shown, with_speaker

WIDTH = 100
FIXED = 62
"""What a line of the programme takes besides its title."""
MOST = 12
"""How many rows of a list that may be long are told; the rest is counted."""
MARKS = {"running": "►", "finished": "√", "skipped": "×", "interrupted": "‖", "coming": "·"}
TURN_MARKS = {"speaking": "►", "done": "√", "skipped": "×", "standby": "»", "held": "‖", "passed": "…"}


def overview(
    lang: Language, meeting: Meeting, now: int, *, rehearsal: bool = False, demonstration: bool = False, width: int = WIDTH
) -> str:
    """What `show` prints, at most `width` columns wide (from 76 on) where nobody wrote a longer word."""
    times_now = project(meeting, now)
    parts = (
        head(lang, meeting, now, times_now, mark=mark(rehearsal=rehearsal, demonstration=demonstration), width=width),
        programme(lang, meeting, times_now, now, max(14, width - FIXED)),
        speaking(lang, meeting, now),
        queue(lang, meeting, now),
        roll(lang, meeting),
        lines(lang, meeting),
        written(lang, meeting, width),
    )
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part)


def mark(*, rehearsal: bool, demonstration: bool) -> str:
    """The label under which everything that is not the meeting itself stands, "" for the meeting."""
    return "demonstration" if demonstration else "rehearsal" if rehearsal else ""


def head(lang: Language, meeting: Meeting, now: int, told: Projection, *, mark: str, width: int) -> Iterator[str]:
    """Title, state, hall and pace."""
    if mark:
        yield f"*** {say(lang, f'label.{mark}')} ***"
    yield from wrapped(meeting.agenda.title, "", width)
    state = label(lang, "phase", meeting.phase)
    if len(meeting.sittings) > 1:
        state += f", {say(lang, 'label.sitting', number=meeting.sittings[-1].number)}"
    at = shown(meeting, now)
    yield say(lang, "label.state-now", clock=times.clock(at), date=times.date_text(lang, at), phase=state)
    if meeting.phase == "adjourned" and (until := meeting.sittings[-1].until) is not None:
        yield capital(say(lang, "label.resumes-at", clock=times.date_clock(lang, shown(meeting, until))))
    yield say(lang, "label.hall", name=point_name(lang, meeting, meeting.hall))
    unknown = item_name(lang, meeting, told.unknown_item) if told.unknown_item else ""
    pace = times.offset_sentence(
        lang,
        told.offset_ms,
        None if told.projected_end is None else shown(meeting, told.projected_end),
        None if told.planned_end is None else shown(meeting, told.planned_end),
        unknown_item=unknown,
        closed=meeting.phase == "closed",
    )
    yield say(lang, "label.pace", sentence=pace)
    if meeting.paused:
        pause = meeting.pauses[-1]
        text = say(lang, "label.paused", clock=clock(meeting, pause.start))
        yield say(lang, "label.because", text=text, reason=pause.cause) if pause.cause else text
    if meeting.agenda.minutes_status == "proposal":
        yield say(lang, "label.minutes-proposed")


def programme(lang: Language, meeting: Meeting, told: Projection, now: int, room: int) -> Iterator[str]:
    """The items in today's order, titles in `room` columns; slots of what runs, before the opening of every item."""
    yield say(lang, "label.programme")
    columns = [say(lang, f"label.column-{name}") for name in ("no", "title", "planned", "actual", "projected", "state")]
    yield row("", columns[0], columns[1], columns[2:5], columns[5], room)
    for one in told.items:
        item = meeting.items[one.id].item
        state = label(lang, "item", one.state)
        yield row(MARKS[one.state], item.no, item.title, spans(meeting, one), state, room)
        if one.id == meeting.running or meeting.phase == "prepared":
            for turn in slots(meeting, one.id):
                if turn.id != one.id:
                    yield slot_row(lang, meeting, turn, now, room + 6)


def row(mark: str, number: str, title: str, cells: Iterable[str], state: str, room: int) -> str:
    """One line of the programme."""
    middle = "  ".join(f"{cell:<11}" for cell in cells)
    return f"{mark or ' '} {number:>3}  {shorten(title, room):<{room}}  {middle}  {state}".rstrip()


def spans(meeting: Meeting, one: ItemTimes) -> tuple[str, str, str]:
    """Planned, actual and projected, each as start-end."""
    over = one.state in ("finished", "skipped")
    return (
        span(meeting, one.planned_start, one.planned_end),
        span(meeting, one.actual_start, one.actual_end),
        "" if over else span(meeting, one.projected_start, one.projected_end),
    )


def span(meeting: Meeting, start: int | None, end: int | None) -> str:
    """ "08:05-08:15", "08:05-…" where the end is open or unknown, "" where nothing is known."""
    if start is None:
        return ""
    return f"{clock(meeting, start)}-{clock(meeting, end) if end is not None else '…'}"


def slot_row(lang: Language, meeting: Meeting, turn: Turn, now: int, room: int) -> str:
    """One contribution under its item."""
    state = label(lang, "turn", turn.state)
    spent = f" {times.duration(lang, turn_elapsed(meeting, turn, now))}" if turn.runs else ""
    budget = turn_budget(meeting, turn)
    planned = times.minutes(lang, budget) if budget is not None else ""
    name = shorten(name_of(lang, meeting, turn), room)
    return f"{TURN_MARKS.get(turn.state, ' '):>8} {turn.id:<5} {name:<{room}} {planned:<9} {state}{spent}".rstrip()


def speaking(lang: Language, meeting: Meeting, now: int) -> Iterator[str]:
    """Who has the floor, who is held, who is next."""
    if meeting.speaking:
        turn = meeting.turns[meeting.speaking]
        yield say(lang, "label.speaking")
        yield f"  {with_speaker(lang, name_of(lang, meeting, turn), turn.who)}"
        yield f"  {turn_clock(lang, meeting, turn, now)}"
    for state, heading in (("held", "held"), ("standby", "standby")):
        rows = meeting.turns_where(lambda turn, wanted=state: turn.state == wanted)  # type: ignore[misc]  # bound at once
        if rows:
            yield say(lang, f"label.{heading}")
        for turn in rows:
            told = with_speaker(lang, name_of(lang, meeting, turn), turn.who)
            if state == "standby" and turn.point != meeting.hall:
                told += f": {say(lang, 'label.turn-ready') if turn.ready else say(lang, 'label.not-ready')}"
            yield f"  {told}"


def turn_clock(lang: Language, meeting: Meeting, turn: Turn, now: int) -> str:
    """ "đã phát biểu 3 phút trên 5 phút, còn lại 2 phút"."""
    spent, budget = turn_elapsed(meeting, turn, now), turn_budget(meeting, turn)
    if budget is None:
        return say(lang, "label.spoken", elapsed=times.duration(lang, spent))
    text = say(lang, "label.spoken-of", elapsed=times.duration(lang, spent), budget=times.duration(lang, budget))
    left = budget - spent
    key = "label.remaining" if left >= 0 else "label.over-time"
    return f"{text}, {say(lang, key, duration=times.duration(lang, left))}"


def queue(lang: Language, meeting: Meeting, now: int) -> Iterator[str]:
    """The requests that wait, each with why it stands there."""
    rows = requests(meeting)
    if rows:
        yield say(lang, "label.requests", count=len(rows))
    for number, (turn, why) in enumerate(rows[:MOST], 1):
        name = with_speaker(lang, name_of(lang, meeting, turn), turn.who)
        told = [name, say(lang, "label.asked", clock=clock(meeting, turn.asked_at)), label(lang, "why", why)]
        before = spoken(meeting, turn.point, now)
        if before.turns:
            told.append(say(lang, "label.spoken-before", turns=before.turns, duration=times.minutes(lang, before.ms)))
        if turn.short_listed:
            told.append(say(lang, "label.short-listed"))
        yield f"{number:>4}. {capital(' · '.join(told))}"
    yield from more(lang, len(rows))
    if meeting.list_closed_at is not None:
        yield say(lang, "label.list-closed", clock=clock(meeting, meeting.list_closed_at))


def more(lang: Language, count: int) -> Iterator[str]:
    """How many rows of a list were left out."""
    if count > MOST:
        yield f"      {say(lang, 'label.and-more', count=count - MOST)}"


def roll(lang: Language, meeting: Meeting) -> Iterator[str]:
    """Reported and present, by tier and at the hall."""
    told = figures(meeting)
    yield say(lang, "label.roll")
    if not told.all.reported:
        yield f"  {say(lang, 'label.roll-none', points=times.number(lang, told.all.points))}"
    else:
        for tier in told.tiers:
            yield f"  {label(lang, 'tier', tier.tier)}: {figures_text(lang, tier)}"
        if len(told.tiers) > 1:
            yield f"  {say(lang, 'label.roll-total')}: {figures_text(lang, told.all)}"
        if told.hall.reported:
            yield f"  {say(lang, 'label.roll-hall')}: {figures_text(lang, told.hall)}"
    if meeting.roll_closing is not None:
        closing = meeting.roll_closing
        every = closing.figures.all
        facts = {"present": every.present, "reported": every.reported, "points": every.points}
        yield f"  {say(lang, 'label.roll-closed', clock=clock(meeting, closing.at), record=closing.record, **facts)}"


def figures_text(lang: Language, one: TierFigures) -> str:
    """ "có mặt 240/241, đã báo cáo 241/241, vắng có lý do 1, 1.204 đại biểu"."""
    parts = [
        say(lang, "label.roll-present", present=times.number(lang, one.present), points=times.number(lang, one.points)),
        say(lang, "label.roll-reported", reported=times.number(lang, one.reported), points=times.number(lang, one.points)),
    ]
    for key, count in (("leave", one.absent_with_leave), ("absent", one.absent), ("late", one.late), ("left", one.left)):
        if count:
            parts.append(say(lang, f"label.roll-{key}", count=times.number(lang, count)))
    if one.heads:
        parts.append(say(lang, "label.roll-heads", heads=times.number(lang, one.heads)))
    return ", ".join(parts)


def lines(lang: Language, meeting: Meeting) -> Iterator[str]:
    """Pages that are lost, faults of sound and picture that are open."""
    lost = [(point, line[1]) for point, line in meeting.lines.items() if not line[0]]
    if lost:
        yield say(lang, "label.lines", count=len(lost))
    for point, since in lost[:MOST]:
        yield f"  {since_text(lang, meeting, point_name(lang, meeting, point), since)}"
    yield from more(lang, len(lost))
    faults = [(key, fault) for key, fault in meeting.faults.items() if fault.cleared_at is None]
    if faults:
        yield say(lang, "label.faults", count=len(faults))
    for key, fault in faults[:MOST]:
        point, _, kind = key.rpartition("/")
        text = f"{point_name(lang, meeting, point)}: {label(lang, 'fault', kind)}"
        told = since_text(lang, meeting, text, fault.reported_at)
        yield f"  {told}" + (f" ({shorten(fault.text, PROSE)})" if fault.text else "")
    yield from more(lang, len(faults))


def since_text(lang: Language, meeting: Meeting, text: str, since: int) -> str:
    """Something, and since when."""
    return capital(say(lang, "label.since", text=text, clock=clock(meeting, since)))


def written(lang: Language, meeting: Meeting, width: int) -> Iterator[str]:
    """Conclusions and messages."""
    from .sentences import deadline

    conclusions = [one for one in meeting.conclusions.values() if not one.removed]
    if conclusions:
        yield say(lang, "label.conclusions", count=len(conclusions))
    for conclusion in conclusions:
        draft = f"[{say(lang, 'label.draft')}] " if conclusion.draft else ""
        due = deadline(lang, conclusion.deadline)
        tail = f" ({say(lang, 'label.conclusion-deadline', deadline=due)})" if due else ""
        yield from wrapped(f"{draft}{shorten(conclusion.text, PROSE)}{tail}", f"  {conclusion.id}. ", width)
    if meeting.notices:
        yield say(lang, "label.notices", count=len(meeting.notices))
    for notice in list(meeting.notices.values())[-MOST:]:
        meant = [point for point in meeting.points if in_audience(meeting, notice.audience, point)]
        read = sum(f"{notice.id}/{point}" in meeting.acknowledged for point in meant)
        facts = {"clock": clock(meeting, notice.at), "audience": audience(lang, meeting, notice.audience)}
        told = say(lang, "label.notice-to", **facts, text=shorten(notice.text, PROSE))
        yield from wrapped(f"{told} ({say(lang, 'label.notice-read', read=read, total=len(meant))})", "  ", width)
    if meeting.opinions:
        yield say(lang, "label.opinions", count=len(meeting.opinions))


def wrapped(text: str, before: str, width: int) -> Iterator[str]:
    """A text on lines of at most `width` columns, the first behind `before`, the others under it."""
    from textwrap import wrap

    yield from wrap(text, width, initial_indent=before, subsequent_indent=" " * len(before)) or [before.rstrip()]


def overview_json(meeting: Meeting, now: int, *, rehearsal: bool = False, demonstration: bool = False) -> dict[str, Any]:
    """The same for a program: ids and names, instants as ISO 8601 text, durations in milliseconds."""
    told = project(meeting, now)
    every = figures(meeting)
    return {
        "title": meeting.agenda.title,
        "rehearsal": rehearsal,
        "demonstration": demonstration,
        "record": meeting.n,
        "at": times.iso(now),
        "phase": meeting.phase,
        "sitting": meeting.sittings[-1].number if meeting.sittings else 0,
        "running": meeting.running or None,
        "speaking": meeting.speaking or None,
        "paused": meeting.paused,
        "planned_end": iso_or_none(told.planned_end),
        "projected_end": iso_or_none(told.projected_end),
        "offset_ms": told.offset_ms,
        "unknown_item": told.unknown_item or None,
        "items": [
            {
                "id": one.id,
                "no": meeting.items[one.id].item.no,
                "title": meeting.items[one.id].item.title,
                "state": one.state,
                "planned_start": iso_or_none(one.planned_start),
                "planned_end": iso_or_none(one.planned_end),
                "actual_start": iso_or_none(one.actual_start),
                "actual_end": iso_or_none(one.actual_end),
                "projected_start": iso_or_none(one.projected_start),
                "projected_end": iso_or_none(one.projected_end),
                "elapsed_ms": one.elapsed_ms,
                "budget_ms": one.budget_ms,
                "remaining_ms": one.remaining_ms,
                "turns": [turn_json(meeting, turn, now) for turn in slots(meeting, one.id)],
            }
            for one in told.items
        ],
        "list_closed_at": iso_or_none(meeting.list_closed_at),
        "requests": [turn_json(meeting, turn, now) | {"why": why} for turn, why in requests(meeting)],
        "roll": {
            "tiers": [figures_json(one) for one in every.tiers],
            "all": figures_json(every.all),
            "hall": figures_json(every.hall),
            "closed_at": iso_or_none(meeting.roll_closing.at if meeting.roll_closing else None),
            "check_ins": {key: check_in_json(meeting, key) for key in meeting.check_ins if meeting.check_in(key)},
        },
        "lines_lost": [point for point, line in meeting.lines.items() if not line[0]],
        "faults": [key for key, fault in meeting.faults.items() if fault.cleared_at is None],
        "conclusions": [
            {"id": one.id, "text": one.text, "lead": one.lead, "draft": one.draft, "record": one.record}
            for one in meeting.conclusions.values()
            if not one.removed
        ],
        "notices": [{"id": one.id, "at": times.iso(one.at), "text": one.text} for one in meeting.notices.values()],
        "opinions": [{"id": one.id, "point": one.point, "text": one.text} for one in meeting.opinions.values()],
    }


def iso_or_none(instant: int | None) -> str | None:
    """An instant as text, None where there is none."""
    return None if instant is None else times.iso(instant)


def figures_json(one: TierFigures) -> dict[str, Any]:
    """Figures by name."""
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def turn_json(meeting: Meeting, turn: Turn, now: int) -> dict[str, Any]:
    """A contribution for a program."""
    return {
        "id": turn.id,
        "state": turn.state,
        "point": turn.point,
        "agency": turn.agency or None,
        "name": turn.name or meeting.points[turn.point].name,
        "speaker": plain(turn.who),
        "elapsed_ms": turn_elapsed(meeting, turn, now),
        "budget_ms": turn_budget(meeting, turn),
    }


def check_in_json(meeting: Meeting, key: str) -> dict[str, Any]:
    """A check-in in force for a program."""
    revision = meeting.check_in(key)
    assert revision is not None
    said = revision[3]
    assert isinstance(said, CheckedIn)
    return {"record": revision[0], "at": times.iso(revision[1]), "by": revision[2], "mode": said.mode, "total": said.total}
