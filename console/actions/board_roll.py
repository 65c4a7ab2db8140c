"""Check-ins from the board: the form, the one-key ones, late and early, taking one back, closing the roll."""

from collections.abc import Callable
from typing import Any

from bridge_server.meeting.commands import (
    ArriveLate,
    CheckIn,
    CloseRoll,
    Command,
    LeaveEarly,
    ReopenRoll,
    ReportFault,
    VoidCheckIn,
)
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.rows import revisions
from bridge_server.meeting.state import roll_key
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.reports import times
from bridge_server.reports.names import capital, clock, label
from bridge_server.reports.overview import figures_text
from console.forms import Choice, Confirm, Effect, Field, Form, InScene, Moment, Not, Number, Text, Values, Wrong
from console.scene import Scene

from .board_target import Target, checked, late_reason, out_of_meeting, reason_field, roll_day, targeted, tried

MODES = ("in_person", "online", "absent_with_leave", "absent")


def report_of(scene: Scene, key: str) -> CheckedIn | None:
    """What is in force for a row of the roll."""
    found = scene.meeting.check_in(key)
    return found[3] if found is not None and isinstance(found[3], CheckedIn) else None


def check_in_form(scene: Scene, key: str, *, mode: str = "") -> Effect:
    """The form for a point ("point/agency" at the hall). All of it may stay as it is: Enter says present, by phone."""
    return targeted(scene, lambda row: _check_in_form(scene, row, mode), key=key)


def about(scene: Scene, row: Target) -> str:
    """What is on record for a row, as a form about it says; "" for nothing."""
    was = report_of(scene, row.key)
    return "" if was is None else scene.say("board.form-about", mode=mode_said(scene, was), clock=at_of(scene, row.key))


def news(scene: Scene, row: Target) -> str:
    """The same where it has changed while a form about it was open: nothing was sent."""
    was = report_of(scene, row.key)
    if was is None:
        return scene.say("board.form-news-void", name=row.name)
    return scene.say("board.form-news", name=capital(row.name), mode=mode_said(scene, was), clock=at_of(scene, row.key))


def unless_changed(
    opened: Scene, row: Target, again: Callable[[Scene, str], Effect], build: Callable[[Values, Scene], "Effect | Wrong"]
) -> InScene:
    """`build`, unless somebody else changed what is on record since the form was opened: then the form is asked `again`."""
    was = report_of(opened, row.key)

    def judged(values: Values, scene: Scene) -> "Effect | Wrong":
        return build(values, scene) if report_of(scene, row.key) == was else again(scene, news(scene, row))

    return InScene(opened, judged)


def _check_in_form(scene: Scene, row: Target, mode: str, told: str = "") -> Effect:
    if isinstance(why := late_reason(scene), Not):
        return why
    was = report_of(scene, row.key)
    leader = was.leader if was is not None else Speaker()
    known = [report.leader for report in reports(scene, row.key)]
    contacts = scene.contacts.get(row.point, ()) if not row.agency else ()
    there = {None: "", True: "yes", False: "no"}[was.leader_present if was is not None else None]
    fields: list[Field] = [
        Choice("mode", scene.say("board.field-mode"), modes(scene), mode or (was.mode if was is not None else "in_person")),
        Choice("leader", scene.say("board.field-leader"), leaders(scene), there),
        Text("name", scene.say("board.field-name"), leader.name, offers=offers(leader.name, known, contacts, "name")),
        Text("post", scene.say("board.field-post"), leader.post, offers=offers(leader.post, known, contacts, "post")),
        Text("in_place_of", scene.say("board.field-in-place-of"), leader.in_place_of),
        Number("total", scene.say("board.field-heads"), was.total if was is not None else None),
        Choice("source", scene.say("board.field-source"), sources(scene), row.source),
        Moment(
            "made_at", scene.say("board.field-made-at"), roll_day(scene), required=False, hint=scene.say("board.hint-made-at")
        ),
        *reason_field(scene),
    ]

    def build(values: Values, scene: Scene) -> "Effect | Wrong":
        command = check_in_of(scene, row, was, values)
        if wrong := out_of_meeting(scene, "made_at", command.made_at):
            return wrong
        return checked(scene, command, {"paper-needs-time": "made_at", "in-the-future": "made_at", "leader-absent": "leader"})

    judged = unless_changed(scene, row, lambda now, news: _check_in_form(now, row, mode, news), build)
    title = scene.say("board.form-title", name=row.name)
    return Form(title, tuple(fields), judged, scene.say("board.check-in-short"), told or about(scene, row))


def check_in_of(scene: Scene, row: Target, was: CheckedIn | None, values: Values) -> CheckIn:
    """The command of a filled form. Counts by category and the operator stay, as long as they fit what is said now."""
    absent = values["mode"] in ("absent", "absent_with_leave")
    total = values["total"]
    kept = was is not None and not absent and total is not None and sum(heads for _, heads in was.counts) <= total
    made_at = values["made_at"]
    return CheckIn(
        row.point,
        values["mode"],
        values["source"],
        row.agency,
        {"": None, "yes": True, "no": False}[values["leader"]],
        Speaker(values["name"].strip(), values["post"].strip(), values["in_place_of"].strip()),
        total,
        was.counts if was is not None and kept else (),
        was.operator if was is not None else "",
        None if made_at is None else made_at - scene.meeting.clock_offset_ms,
        values.get("reason", "").strip(),
    )


def reports(scene: Scene, key: str) -> list[CheckedIn]:
    """Everything reported for a row of the roll, the newest first."""
    return [row[3] for row in reversed(revisions(scene.meeting.check_ins.get(key))) if isinstance(row[3], CheckedIn)]


def offers(now: str, known: list[Speaker], contacts: Any, part: str) -> tuple[str, ...]:
    """What was written before, and whom there is to phone: chosen instead of typed."""
    found = [*(getattr(who, part) for who in known), *(getattr(row, part) for row in contacts)]
    return tuple(dict.fromkeys(text for text in found if text and text != now))[:6]


def modes(scene: Scene) -> tuple[tuple[str, str], ...]:
    """How somebody takes part, or does not."""
    return tuple((mode, label(scene.lang, "mode", mode)) for mode in MODES)


def leaders(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Whether the leader is there."""
    return tuple((key, scene.say(f"board.leader-{key or 'unsaid'}")) for key in ("", "yes", "no"))


def sources(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Where the hall knows it from."""
    return tuple((source, label(scene.lang, "source", source)) for source in ("phone", "hall", "paper"))


def mode_said(scene: Scene, was: CheckedIn) -> str:
    """What was said, with the heads where they were counted."""
    text = label(scene.lang, "mode", was.mode)
    return text if was.total is None else f"{text}, {scene.say('label.roll-heads', heads=times.number(scene.lang, was.total))}"


def at_of(scene: Scene, key: str) -> str:
    """When it was said."""
    found = scene.meeting.check_in(key)
    return "" if found is None else clock(scene.meeting, found[1])


def check_in(scene: Scene) -> Effect:
    """The form."""
    return check_in_form(scene, scene.point)


def present(scene: Scene) -> Effect:
    """Present, by phone (at the hall: as seen), with one key. What is already said is never overwritten by it."""

    def do(row: Target) -> Effect:
        was = report_of(scene, row.key)
        if was is not None and was.mode in ("in_person", "online"):
            return Not(scene.say("board.why-present", name=capital(row.name), clock=at_of(scene, row.key)))
        if late_reason(scene):
            return _check_in_form(scene, row, "in_person")
        return tried(scene, CheckIn(row.point, "in_person", row.source, row.agency))

    return targeted(scene, do)


def leave(scene: Scene) -> Effect:
    """Absent with leave; the reason may stay empty."""
    return targeted(scene, lambda row: _leave(scene, row))


def _leave(scene: Scene, row: Target, told: str = "") -> Effect:
    if isinstance(why := late_reason(scene), Not):
        return why
    reasons = tuple(scene.say(f"board.leave-{number}") for number in (1, 2, 3, 4))
    reason = Text("reason", scene.say("board.field-reason"), offers=reasons, limit=300, required=bool(why))

    def build(values: Values, scene: Scene) -> "Effect | Wrong":
        command = CheckIn(row.point, "absent_with_leave", row.source, row.agency, reason=values["reason"].strip())
        return checked(scene, command, {"reason-needed": "reason"})

    judged = unless_changed(scene, row, lambda now, news: _leave(now, row, news), build)
    title = scene.say("board.leave-title", name=row.name)
    return Form(title, (reason,), judged, scene.say("board.leave-short"), told or about(scene, row))


def void(scene: Scene) -> Effect:
    """Take back a check-in made for the wrong point."""
    return targeted(scene, lambda row: _void(scene, row))


def _void(scene: Scene, row: Target, told: str = "") -> Effect:
    if report_of(scene, row.key) is None:
        return Not(scene.say("board.why-nothing-to-void", name=capital(row.name)))
    if isinstance(why := late_reason(scene), Not):
        return why
    wrong = (scene.say("board.void-1"), scene.say("board.void-2"))
    reason = Text("reason", scene.say("board.field-reason"), offers=wrong, limit=300, required=bool(why))

    def build(values: Values, scene: Scene) -> "Effect | Wrong":
        return checked(scene, VoidCheckIn(row.point, row.agency, values["reason"].strip()), {"reason-needed": "reason"})

    judged = unless_changed(scene, row, lambda now, news: _void(now, row, news), build)
    title = scene.say("board.void-title", name=row.name)
    return Form(title, (reason,), judged, scene.say("board.void-short"), told or about(scene, row))


def way_back(scene: Scene, command: Command) -> str:
    """The action that takes back what was just said, "" where there is none of its own."""
    match command:
        case CheckIn() if len(reports(scene, roll_key(command.point, command.agency))) == 1:
            return "board.void"
        case ReportFault():
            return "board.clear"
    return ""


def moved(word: str, make: Callable[[Target, int, str], Command]) -> Callable[[Scene], Effect]:
    """Came late or left early: now, to the minute, unless another time is typed."""

    def do(scene: Scene) -> Effect:
        def ask(row: Target) -> Effect:
            refused = tried(scene, make(row, min(scene.now, scene.meeting.at or scene.now), "-"))
            if isinstance(refused, Not):
                return refused
            day = roll_day(scene)
            now = day // MINUTE * MINUTE if day == scene.shown_now else None  # of a meeting that is over nobody comes now
            moment = Moment("at", scene.say(f"board.{word}-at-field"), day, now)

            def build(values: Values, scene: Scene) -> "Effect | Wrong":
                at = values["at"] - scene.meeting.clock_offset_ms
                if wrong := out_of_meeting(scene, "at", at):
                    return wrong
                return checked(scene, make(row, at, values.get("reason", "").strip()), {"in-the-future": "at"})

            fields = (moment, *reason_field(scene))
            title = scene.say(f"board.{word}-title", name=row.name)
            return Form(title, fields, InScene(scene, build), scene.say(f"board.{word}-short"))

        return targeted(scene, ask)

    return do


late = moved("late", lambda row, at, reason: ArriveLate(row.point, at, row.agency, reason))
left = moved("left", lambda row, at, reason: LeaveEarly(row.point, at, row.agency, reason))


def close_roll(scene: Scene) -> Effect:
    """Stamp the figures of this instant, after showing them."""
    if isinstance(why := tried(scene, CloseRoll()), Not):
        return why
    told = figures(scene.meeting)
    lines = []
    if len(told.tiers) > 1:
        lines.append(f"{scene.say('label.roll-total')}: {figures_text(scene.lang, told.all)}")
    missing = told.all.points - told.all.reported
    if missing:
        lines.append(scene.say("board.close-missing", count=times.number(scene.lang, missing)))
    lines.append(scene.say("board.close-after"))
    lines += [f"{label(scene.lang, 'tier', tier.tier)}: {figures_text(scene.lang, tier)}" for tier in told.tiers]
    if told.hall.points:
        lines.append(f"{scene.say('label.roll-hall')}: {figures_text(scene.lang, told.hall)}")
    return Confirm(scene.say("board.close-title"), tuple(lines), scene.say("board.close-short"), CloseRoll)


def reopen_roll(scene: Scene) -> Effect:
    """Take back a closing that came too early."""
    if isinstance(why := tried(scene, ReopenRoll("-")), Not):
        return why
    given = (scene.say("board.reopen-1"), scene.say("board.reopen-2"))
    reason = Text("reason", scene.say("board.field-reason"), offers=given, limit=300, required=True)

    def build(values: Values, scene: Scene) -> "Effect | Wrong":
        return checked(scene, ReopenRoll(values["reason"].strip()), {"reason-needed": "reason"})

    return Form(scene.say("board.reopen-title"), (reason,), InScene(scene, build), scene.say("board.reopen-short"))
