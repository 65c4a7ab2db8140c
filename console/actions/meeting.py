"""Actions about the meeting as a whole, its messages, its codes and its clock."""

from bridge_server.meeting.commands import (
    Adjourn,
    CloseMeeting,
    CorrectClock,
    OpenMeeting,
    Postpone,
    ReopenMeeting,
    RevokeCode,
    SendNotice,
    ShowLateness,
)
from bridge_server.meeting.values import Audience
from console.forms import Choice, Confirm, Effect, Field, Find, Form, Found, Go, Moment, Number, Text, Values, Wrong
from console.scene import Scene

from . import targets
from .action import Action
from .programme import plan_is_open, reason
from .targets import no

ROLES = ("secretary", "screen", "mirror", "host")


def notice(scene: Scene) -> Effect:
    """A message to all points, or to those of a tier."""
    tiers = scene.meeting.tiers
    named = [(tier, scene.say("action.to-tier", tier=tier_name(scene, tier))) for tier in tiers if len(tiers) > 1]
    options = (("", scene.say("action.to-all")), *named)
    offers = tuple(scene.say(f"action.notice-{number}") for number in (1, 2, 3))

    def build(values: Values) -> Effect:
        audience = Audience("tier", values["to"]) if values["to"] else Audience()
        return SendNotice(audience, values["text"])

    fields = (
        Text("text", scene.say("action.notice-text"), offers=offers, limit=1000, lines=3, hint=scene.say("action.notice-hint")),
        Choice("to", scene.say("action.notice-to"), options),
    )

    def checked(values: Values) -> "Effect | Wrong":
        return build(values) if values["text"].strip() else Wrong("text", scene.say("action.empty-notice"))

    return Form(scene.say("action.notice"), fields, checked, scene.say("action.send"))


def tier_name(scene: Scene, tier: str) -> str:
    """What a tier is called inside a sentence."""
    from bridge_server.reports.names import inside

    return inside(scene.lang, "tier", tier)


def open_earlier(scene: Scene) -> Effect:
    """Open the meeting as of a moment that has passed."""
    if scene.meeting.phase != "prepared":
        return no(scene, "already-opened")
    shown = scene.shown_now - scene.shown_now % 60_000
    fields = (Moment("at", scene.say("action.really-at"), shown, shown),)
    build = lambda values: OpenMeeting(values["at"] - scene.meeting.clock_offset_ms)  # noqa: E731
    return Form(scene.say("action.open-earlier"), fields, build, scene.say("action.next-short-prepared"))


def postpone(scene: Scene) -> Effect:
    """Move the start of a meeting that has not opened."""
    if not plan_is_open(scene.meeting):
        return no(scene, "already-opened")
    shown = scene.meeting.starts_at + scene.meeting.clock_offset_ms
    fields = (Moment("until", scene.say("action.new-start"), shown, None, hint="14:00"), reason(scene, "chair"))
    build = lambda values: Postpone(values["until"] - scene.meeting.clock_offset_ms, values["reason"])  # noqa: E731
    return Form(scene.say("action.postpone"), fields, build, scene.say("action.postpone-short"))


def set_agenda(scene: Scene) -> Effect:
    """Put a whole new agenda in place, from a meeting file on this machine."""
    if not plan_is_open(scene.meeting):
        return no(scene, "already-opened")
    fields = (Text("path", scene.say("action.agenda-file"), "agenda.json", required=True, limit=300),)
    about = scene.say("action.set-agenda-about")
    build = lambda values: Go("set-agenda", values["path"])  # noqa: E731
    return Form(scene.say("action.set-agenda"), fields, build, scene.say("action.set-agenda-short"), about)


def adjourn(scene: Scene) -> Effect:
    """End this sitting and go on later; what runs is interrupted, not finished."""
    if scene.meeting.phase != "open":
        return no(scene, f"phase-{scene.meeting.phase}")
    fields: tuple[Field, ...] = (
        Moment(
            "until", scene.say("action.resumes"), scene.shown_now, None, required=False, hint=scene.say("action.resumes-hint")
        ),
        reason(scene, "noon", "weather"),
    )

    def build(values: Values) -> Effect:
        until = values["until"]
        return Adjourn(None if until is None else until - scene.meeting.clock_offset_ms, values["reason"])

    return Form(scene.say("action.adjourn"), fields, build, scene.say("action.adjourn-short"), scene.say("action.adjourn-about"))


def close(scene: Scene) -> Effect:
    """Close the meeting, after a word was typed."""
    if scene.meeting.phase in ("prepared", "closed"):
        return no(scene, f"phase-{scene.meeting.phase}")
    left = [row for row in targets.items(scene) if not row.finished and not row.skipped and row.item.id != scene.meeting.running]
    text = [scene.say("action.close-text")]
    if left:
        text.append(scene.say("action.close-left", count=len(left), numbers=", ".join(row.item.no for row in left)))
    if scene.meeting.roll_closing is None:
        text.append(scene.say("action.close-roll-open"))
    word = scene.say("action.close-word")
    return Confirm(scene.say("action.close-title"), tuple(text), scene.say("action.close-short"), CloseMeeting, word)


def reopen(scene: Scene) -> Effect:
    """Take back a closing that came too early."""
    if scene.meeting.phase != "closed":
        return no(scene, "not-closed")
    build = lambda values: ReopenMeeting(values["reason"])  # noqa: E731
    return Form(scene.say("action.reopen"), (reason(scene, "mistake"),), build, scene.say("action.reopen-short"))


def lateness(scene: Scene) -> Effect:
    """Let the screen of the hall say how late the meeting is, or no more."""
    if scene.meeting.phase == "closed":
        return no(scene, "phase-closed")
    return ShowLateness(not scene.meeting.lateness_shown)


def correct_clock(scene: Scene) -> Effect:
    """Shift the time that every face shows; durations stay."""
    fields = (Number("seconds", scene.say("action.clock-seconds"), None, -86_400, 86_400, required=True, hint="-30"),)
    build = lambda values: CorrectClock(scene.meeting.clock_offset_ms + values["seconds"] * 1000)  # noqa: E731
    return Form(scene.say("action.clock"), fields, build, scene.say("action.save"), scene.say("action.clock-about"))


def revoke(scene: Scene) -> Effect:
    """Make a code void; whoever came in with it is out until told the new one."""
    from console.search import found, points_index

    roles = [Found(f"@{role}", ((scene.say(f"label.role-{role}"), ""),)) for role in ROLES]
    of_roles = targets.among(roles)

    def search(query: str) -> list[Found]:
        if not query.strip():
            return []  # Enter alone must choose nobody
        return [*of_roles(query), *found(scene, points_index(scene.meeting).search(query))]

    def confirm(one: Found) -> Effect:
        name = "".join(text for text, _ in one.name)

        def command() -> Effect:
            return RevokeCode(one.id[1:], "") if one.id.startswith("@") else RevokeCode("point", one.id)  # type: ignore[arg-type]

        text = (scene.say("action.revoke-text", name=name), scene.say("action.revoke-way"))
        return Confirm(scene.say("action.revoke-title", name=name), text, scene.say("action.revoke-short"), command)

    return Find(scene.say("action.revoke"), search, confirm, scene.say("action.find-body"))


ACTIONS = (
    Action("notice", "t", "app", "meeting", notice),
    Action("open-earlier", "", "floor", "meeting", open_earlier),
    Action("postpone", "", "floor", "meeting", postpone),
    Action("set-agenda", "", "floor", "meeting", set_agenda),
    Action("adjourn", "", "floor", "meeting", adjourn),
    Action("close", "f9", "floor", "meeting", close),
    Action("reopen", "", "floor", "meeting", reopen),
    Action("lateness", "", "app", "meeting", lateness),
    Action("correct-clock", "", "app", "meeting", correct_clock),
    Action("revoke", "", "app", "meeting", revoke),
)
