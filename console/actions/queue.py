"""Actions about the requests that wait."""

from bridge_server.meeting.commands import (
    AddRequest,
    CloseList,
    DeclineTurn,
    MarkUrgent,
    MoveRequest,
    OpenList,
    ReturnTurn,
    ShortList,
    Withdraw,
)
from bridge_server.meeting.queue import requests
from bridge_server.meeting.rows import Turn
from console.forms import Choice, Effect, Find, Form, Found, Text, Values
from console.scene import Scene

from . import targets
from .action import Action
from .floor import REASON, typed_bodies
from .targets import no


def decline(scene: Scene) -> Effect:
    """A request that cannot be heard today; its point is invited to write."""
    turn = targets.waiting_request(scene)
    if not isinstance(turn, Turn):
        return turn
    offers = tuple(scene.say(f"action.decline-{number}") for number in (1, 2))
    reason = Text("reason", scene.say("action.reason-optional"), offers=offers, limit=REASON)
    title = scene.say("action.decline-title", name=targets.named(scene, turn))
    about = scene.say("action.decline-about")
    return Form(title, (reason,), lambda values: DeclineTurn(turn.id, values["reason"]), scene.say("action.decline-short"), about)


def bring_back(scene: Scene) -> Effect:
    """A request that was declined (or passed over) waits again."""
    rows = scene.meeting.turns_where(lambda turn: turn.state in ("declined", "passed"))
    if not rows:
        return no(scene, "nobody-declined")
    found = [targets.turn_found(scene, turn) for turn in rows]
    return Find(scene.say("action.bring-back"), targets.among(found), lambda one: ReturnTurn(one.id))


def withdraw(scene: Scene) -> Effect:
    """Take a request back for a point that phoned."""
    turn = targets.waiting_request(scene)
    return turn if not isinstance(turn, Turn) else Withdraw(turn.id)


def move(scene: Scene, step: int) -> Effect:
    """One place up or down."""
    turn = targets.waiting_request(scene)
    if not isinstance(turn, Turn):
        return turn
    order = [row.id for row, _ in requests(scene.meeting)]
    place = order.index(turn.id) + step
    if not 0 <= place < len(order):
        return no(scene, "first" if step < 0 else "last", name=targets.named(scene, turn))
    before = place if step < 0 else place + 1
    return MoveRequest(turn.id, order[before] if before < len(order) else "")


def urgent(scene: Scene) -> Effect:
    """Before the ordinary ones, or back among them."""
    turn = targets.waiting_request(scene)
    return turn if not isinstance(turn, Turn) else MarkUrgent(turn.id, not turn.urgent)


def short_list(scene: Scene) -> Effect:
    """On the chair's short-list, or off it."""
    turn = targets.waiting_request(scene)
    return turn if not isinstance(turn, Turn) else ShortList(turn.id, not turn.short_listed)


def list_state(scene: Scene) -> Effect:
    """Close the list, or open it again."""
    if scene.meeting.phase == "closed":
        return no(scene, "phase-closed")
    return OpenList() if scene.meeting.list_closed_at is not None else CloseList()


def to_writing(scene: Scene) -> Effect:
    """Close the list, and ask all that still wait to write instead; undo brings every one of them back."""
    if scene.meeting.phase == "closed":
        return no(scene, "phase-closed")
    if scene.meeting.list_closed_at is not None:
        return no(scene, "list-closed")
    return CloseList(to_writing=True)


def add_request(scene: Scene) -> Effect:
    """Note a request for the hall, or for a point that phoned or sent a slip."""
    if scene.meeting.phase == "closed":
        return no(scene, "phase-closed")

    def form(found: Found) -> Effect:
        point, _, agency = found.id.partition("/")
        at_hall = point == scene.meeting.hall
        sources = tuple((one, scene.say(f"label.origin-{one}")) for one in ("hall", "phone", "paper"))

        def build(values: Values) -> Effect:
            from bridge_server.meeting.values import Speaker

            return AddRequest(point, values["source"], agency, values["subject"], Speaker(values["name"], values["post"]))

        fields = (
            Choice("source", scene.say("action.source"), sources, "hall" if at_hall else "phone"),
            Text("subject", scene.say("action.subject")),
            Text("name", scene.say("action.speaker-name")),
            Text("post", scene.say("action.speaker-post")),
        )
        title = scene.say("action.add-request-title", name="".join(text for text, _ in found.name))
        return Form(title, fields, build, scene.say("action.save"))

    return Find(scene.say("action.add-request"), typed_bodies(scene), form, scene.say("action.find-body"))


ACTIONS = (
    Action("decline", "x", "floor", "queue", decline),
    Action("bring-back", "R", "floor", "queue", bring_back),
    Action("withdraw", "X", "floor", "queue", withdraw),
    Action("move-up", "K,shift+up", "floor", "queue", lambda scene: move(scene, -1)),
    Action("move-down", "J,shift+down", "floor", "queue", lambda scene: move(scene, 1)),
    Action("urgent", "exclamation_mark", "floor", "queue", urgent),
    Action("short-list", "asterisk", "floor", "queue", short_list),
    Action("list", "o", "floor", "queue", list_state),
    Action("to-writing", "O", "floor", "queue", to_writing),
    Action("add-request", "a", "floor", "queue", add_request),
)
