"""Every action of the roll-call board. Those that only change what is listed say so to the board itself."""

from collections.abc import Callable
from typing import Any

from bridge_server.meeting.commands import AddRequest, CallOn, ClearFault, ConfirmAv, RecordCall, ReportFault, SendNotice
from bridge_server.meeting.state import Meeting
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.reports.names import audience, capital, label, point_name
from console.forms import Choice, Effect, Find, Form, Found, Go, InScene, Not, Text, Values, Wrong
from console.scene import Scene
from console.search import points_index
from console.views.board_list import STATES

from . import board_roll as roll
from .action import Action
from .board_roll import check_in_form
from .board_target import Target, checked, of_point, targeted, tried

__all__ = ["ACTIONS", "check_in_form"]

OUTCOMES = ("called", "no_answer", "promised")
KINDS = ("sound", "picture", "other")


# --- phoning and writing ---


def called(outcome: Any) -> Callable[[Scene], Effect]:
    """Note a call with one key."""
    return lambda scene: of_point(scene, lambda row: tried(scene, RecordCall(row.point, outcome)))


def call_note(scene: Scene) -> Effect:
    """Note a call with what was said."""

    def do(row: Target) -> Effect:
        options = tuple((outcome, label(scene.lang, "outcome", outcome)) for outcome in OUTCOMES)
        fields = (
            Choice("outcome", scene.say("board.field-outcome"), options, "called"),
            Text("note", scene.say("board.field-note")),
        )

        def build(values: Values, scene: Scene) -> "Effect | Wrong":
            return checked(scene, RecordCall(row.point, values["outcome"], values["note"].strip()), {})

        return Form(scene.say("board.call-title", name=row.name), fields, InScene(scene, build), scene.say("board.save"))

    return of_point(scene, do)


def message(scene: Scene) -> Effect:
    """A message to this point alone."""

    def do(row: Target) -> Effect:
        to = Audience("point", row.point)
        return message_form(scene, capital(scene.say("board.message-title", name=row.name)), [(to, "")])

    return of_point(scene, do)


def message_below(scene: Scene) -> Effect:
    """A message to the points of a parent: of this one, or of the one above it."""

    def do(row: Target) -> Effect:
        parents = [one for one in (row.point, scene.meeting.points[row.point].parent) if scene.meeting.children.get(one)]
        to = [Audience("children", one) for one in parents if one]
        to += [Audience("tier", tier) for tier in scene.meeting.tiers]
        choices = [(one, capital(audience(scene.lang, scene.meeting, one))) for one in [*to, Audience()]]
        return message_form(scene, scene.say("board.message-below"), choices)

    return of_point(scene, do)


def message_form(scene: Scene, title: str, to: list[tuple[Audience, str]]) -> Effect:
    """Text, and where there are several, whom it is for."""
    if isinstance(why := tried(scene, SendNotice(Audience(), "-")), Not):
        return why
    texts = tuple(scene.say(f"board.message-{number}") for number in (1, 2, 3))
    text = Text("text", scene.say("board.field-text"), offers=texts, required=False, limit=1000, lines=3)
    whom = tuple((str(number), name) for number, (_, name) in enumerate(to))
    fields = (text,) if len(to) == 1 else (text, Choice("to", scene.say("board.field-to"), whom, "0"))

    def build(values: Values, scene: Scene) -> "Effect | Wrong":
        if not values["text"].strip():
            return Wrong("text", scene.say("refusal.empty-text"))
        return checked(scene, SendNotice(to[int(values.get("to", "0"))][0], values["text"]), {"empty-text": "text"})

    return Form(title, fields, InScene(scene, build), scene.say("board.send"))


# --- sound and picture ---


def open_kinds(scene: Scene, point: str) -> list[Any]:
    """The faults that are open."""
    return [kind for kind in KINDS if (one := scene.meeting.faults.get(f"{point}/{kind}")) and one.cleared_at is None]


def fault(scene: Scene) -> Effect:
    """Note a fault that the hall sees or hears."""

    def do(row: Target) -> Effect:
        known = open_kinds(scene, row.point)
        left: list[Any] = [kind for kind in KINDS if kind not in known]
        if not left:
            return Not(scene.say("board.why-all-faults", name=capital(row.name)))
        if isinstance(why := tried(scene, ReportFault(row.point, left[0])), Not):
            return why
        options = tuple((kind, label(scene.lang, "fault", kind)) for kind in left)
        fields = (Choice("kind", scene.say("board.field-kind"), options, left[0]), Text("text", scene.say("board.field-note")))

        def build(values: Values, scene: Scene) -> "Effect | Wrong":
            return checked(scene, ReportFault(row.point, values["kind"], values["text"].strip()), {"fault-known": "kind"})

        return Form(scene.say("board.fault-title", name=row.name), fields, InScene(scene, build), scene.say("board.save"))

    return of_point(scene, do)


def clear(scene: Scene) -> Effect:
    """A fault is over; where several are open, which."""

    def do(row: Target) -> Effect:
        known = open_kinds(scene, row.point)
        if not known:
            return Not(scene.say("board.why-no-fault", name=capital(row.name)))
        if len(known) == 1:
            return tried(scene, ClearFault(row.point, known[0]))
        options = tuple((kind, label(scene.lang, "fault", kind)) for kind in known)

        def build(values: Values, scene: Scene) -> "Effect | Wrong":
            return checked(scene, ClearFault(row.point, values["kind"]), {"no-fault": "kind"})

        choice = Choice("kind", scene.say("board.field-kind"), options, known[0])
        return Form(
            scene.say("board.clear-title", name=row.name), (choice,), InScene(scene, build), scene.say("board.clear-short")
        )

    return of_point(scene, do)


def av_good(scene: Scene) -> Effect:
    """Sound and picture were tried and are good."""
    return of_point(scene, lambda row: tried(scene, ConfirmAv(row.point)))


# --- the floor ---


def ask(scene: Scene) -> Effect:
    """A request for somebody who phoned."""

    def do(row: Target) -> Effect:
        if isinstance(why := tried(scene, AddRequest(row.point, "phone", row.agency)), Not):
            return why
        sources = tuple((one, label(scene.lang, "origin", one)) for one in ("phone", "hall", "paper"))
        fields = (
            Text("subject", scene.say("board.field-subject")),
            Text("name", scene.say("board.field-speaker")),
            Text("post", scene.say("board.field-post")),
            Choice("source", scene.say("board.field-source"), sources, row.source),
        )

        def build(values: Values, scene: Scene) -> "Effect | Wrong":
            who = Speaker(values["name"].strip(), values["post"].strip())
            return checked(scene, AddRequest(row.point, values["source"], row.agency, values["subject"].strip(), who), {})

        return Form(scene.say("board.ask-title", name=row.name), fields, InScene(scene, build), scene.say("board.ask-short"))

    return targeted(scene, do)


def call_on(scene: Scene) -> Effect:
    """Call on it; who speaks ends."""
    replacing = scene.meeting.speaking
    return targeted(scene, lambda row: tried(scene, CallOn(row.point, row.agency, replacing=replacing)))


# --- what is listed ---


def show(said: str) -> Callable[[Scene], Effect]:
    """Say something to the board."""
    return lambda _scene: Go("board", f":{said}")


def family(scene: Scene) -> Effect:
    """The points under this one (at the hall: its agencies too); of a point without any, those beside it."""

    def do(row: Target) -> Effect:
        meeting = scene.meeting
        below = bool(meeting.children.get(row.point)) or row.point == meeting.hall
        parent = row.point if below else meeting.points[row.point].parent
        return Go("board", f":parent {parent}") if parent in meeting.points else Not(scene.say("board.why-no-parent"))

    return of_point(scene, do)


def pick_parent(scene: Scene) -> Effect:
    """Whose points to list."""
    meeting: Meeting = scene.meeting
    parents = [point.id for _, point in meeting.roster.walk() if meeting.children.get(point.id)]
    if not parents:
        return Not(scene.say("board.why-no-parent"))
    index = points_index(meeting)
    every = Found("", ((scene.say("board.parent-all"), ""),))
    rows = [every, *(Found(one, ((capital(point_name(scene.lang, meeting, one)), ""),), _below(scene, one)) for one in parents)]

    def search(query: str) -> list[Found]:
        if not query.strip():
            return rows
        hits = index.search(query, len(meeting.points))
        return [Found(hit.id, hit.name(), _below(scene, hit.id)) for hit in hits if meeting.children.get(hit.id)]

    def then(found: Found) -> Effect:
        return Go("board", f":parent {found.id}".rstrip())

    return Find(scene.say("board.parent"), search, then, scene.say("board.parent-hint"))


def _below(scene: Scene, parent: str) -> tuple[tuple[str, str], ...]:
    children = scene.meeting.children[parent]
    there = sum(scene.roll[child.id].present for child in children)
    return ((scene.say("label.roll-present", present=there, points=len(children)), "dim"),)


ACTIONS = (
    Action("board.check-in", "d", "board", "roll", roll.check_in, foot=10),
    Action("board.present", "c", "board", "roll", roll.present, foot=11),
    Action("board.leave", "v", "board", "roll", roll.leave, foot=12),
    Action("board.void", "x,delete", "board", "roll", roll.void),
    Action("board.late", "m", "board", "roll", roll.late),
    Action("board.left", "s", "board", "roll", roll.left),
    Action("board.called", "l", "board", "roll", called("called"), foot=13),
    Action("board.no-answer", "n", "board", "roll", called("no_answer"), foot=14),
    Action("board.promised", "h", "board", "roll", called("promised"), foot=15),
    Action("board.call-note", "L", "board", "roll", call_note),
    Action("board.message", "b", "board", "roll", message, foot=16),
    Action("board.message-below", "B", "board", "roll", message_below),
    Action("board.fault", "f", "board", "roll", fault),
    Action("board.clear", "F", "board", "roll", clear),
    Action("board.av", "a", "board", "roll", av_good),
    Action("board.ask", "k", "board", "queue", ask),
    Action("board.call-on", "i", "board", "queue", call_on),
    Action("board.close", "K", "board", "roll", roll.close_roll),
    Action("board.reopen", "R", "board", "roll", roll.reopen_roll),
    Action("board.search", "slash", "board", "roll", show("search"), foot=17, writes=False),
    Action("board.group", "g", "board", "roll", show("group"), foot=18, writes=False),
    Action("board.family", "o", "board", "roll", family, writes=False),
    Action("board.tier", "e", "board", "roll", show("tier"), writes=False),
    Action("board.parent", "r", "board", "roll", pick_parent, writes=False),
    *(
        Action(f"board.show-{state}", str(digit), "board", "roll", show(f"state {state}"), writes=False)
        for digit, state in enumerate(STATES)
    ),
)
