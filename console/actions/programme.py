"""Actions about the programme: what runs, in which order, for how long."""

from collections.abc import Callable

from bridge_server.meeting.commands import (
    AddItem,
    AddItemTime,
    EndItem,
    MoveItem,
    OpenMeeting,
    RestoreItem,
    ResumeMeeting,
    SkipItem,
    StartItem,
)
from bridge_server.meeting.queue import slots
from bridge_server.meeting.rows import PENDING, ItemRow
from bridge_server.meeting.state import Meeting
from console.forms import Choice, Effect, Field, Find, Form, Moment, Number, Pick, Text, Values
from console.scene import Scene
from console.views.course import is_break

from . import targets
from .action import Action
from .floor import MINUTE_S, REASON, bodies, opened
from .targets import no

BREAK_MINUTES = 15
KINDS = ("opening", "speech", "analysis", "papers", "break", "discussion", "directing", "conclusion", "other")


def go_on(scene: Scene) -> Effect:
    """The next step of the day: open the meeting, start the next item, go on after a break or the next day."""
    match scene.meeting.phase:
        case "prepared":
            return OpenMeeting()
        case "adjourned":
            return ResumeMeeting()
        case "closed":
            return no(scene, "phase-closed")
    row = targets.next_item(scene)
    if row is None:
        return no(scene, "no-item-left")
    return StartItem(row.item.id, scene.meeting.running)


def start(scene: Scene) -> Effect:
    """Start any item; the running one ends."""
    return start_any(scene, interrupt=False)


def interrupt(scene: Scene) -> Effect:
    """Start any item; the running one stays unfinished and goes on later."""
    if scene.meeting.phase == "open" and not scene.meeting.running:
        return no(scene, "nothing-runs")
    return start_any(scene, interrupt=True)


def start_any(scene: Scene, *, interrupt: bool) -> Effect:
    """The selected item, else one that is looked for."""
    if why := opened(scene):
        return why
    after = scene.meeting.running
    rows = targets.items(scene, lambda row: row.item.id != after and not row.skipped)
    if why := targets.vanished(scene):
        return why
    if scene.marked == "only" and scene.item:
        rows = [row for row in rows if row.item.id == scene.item]
        if not rows:
            return no(scene, "not-of-this", name=targets.item_title(scene.meeting.items[scene.item]))
    rows.sort(key=lambda row: (row.item.id != scene.item, row.finished))
    found = [targets.item_found(scene, row) for row in rows]
    about = scene.say("action.start-about", name=targets.item_title(scene.meeting.items[after])) if after else ""
    if interrupt:
        about = scene.say("action.interrupt-about", name=targets.item_title(scene.meeting.items[after]))
    title = scene.say("action.interrupt" if interrupt else "action.start")
    return Find(title, targets.among(found), lambda one: StartItem(one.id, after, interrupt=interrupt), about=about)


def end_item(scene: Scene) -> Effect:
    """End the running item."""
    if why := opened(scene):
        return why
    return EndItem(scene.meeting.running) if scene.meeting.running else no(scene, "nothing-runs")


def intermission(scene: Scene) -> Effect:
    """Begin the next break; in a break: resume with the next item. Where no break is left, one is added first."""
    if why := opened(scene):
        return why
    if is_break(scene.meeting):
        return go_on(scene)
    left = targets.items(scene, lambda row: row.item.kind == "break" and not row.finished and not row.skipped)
    if left:
        return StartItem(left[0].item.id, scene.meeting.running, interrupt=unfinished(scene))
    return add_break(scene)


def unfinished(scene: Scene) -> bool:
    """Whether the running item has more to come: then a break only interrupts it."""
    row = targets.running(scene)
    if row is None:
        return False
    return any(turn.state in (*PENDING, "held") for turn in slots(scene.meeting, row.item.id))


def add_break(scene: Scene) -> Effect:
    """A break that the programme does not have."""
    row = targets.next_item(scene)
    before = row.item.id if row else ""
    title = scene.say("label.kind-break")

    def build(values: Values) -> Effect:
        return AddItem(title, "break", before, values["reason"], planned_minutes=values["minutes"])

    fields: tuple[Field, ...] = (
        Number("minutes", scene.say("action.minutes"), BREAK_MINUTES, 1, 240, required=True),
        reason(scene, "break"),
    )
    return Form(scene.say("action.add-break"), fields, build, scene.say("action.add"), scene.say("action.add-break-about"))


def reason(scene: Scene, *kinds: str) -> Text:
    """The reason that a change of the programme needs, with what is mostly said."""
    offers = tuple(scene.say(f"action.because-{kind}") for kind in (*kinds, "chair"))
    return Text("reason", scene.say("action.reason"), offers=offers, required=True, limit=REASON)


def with_item(scene: Scene, title: str, wanted: Callable[[ItemRow], bool], then: Callable[[ItemRow], Effect]) -> Effect:
    """The selected item where it fits, else one that is looked for; in a menu of one item, no other."""
    if why := targets.vanished(scene):
        return why
    rows = targets.items(scene, wanted)
    if scene.marked == "only" and scene.item and all(row.item.id != scene.item for row in rows):
        return no(scene, "not-of-this", name=targets.item_title(scene.meeting.items[scene.item]))
    if not rows:
        return no(scene, "no-such-item")
    rows.sort(key=lambda row: row.item.id != scene.item)
    if rows[0].item.id == scene.item:
        return then(rows[0])
    found = [targets.item_found(scene, row) for row in rows]
    return Find(scene.say(f"action.{title}"), targets.among(found), lambda one: then(scene.meeting.items[one.id]))


def not_closed(scene: Scene) -> Effect:
    """Why the programme cannot be changed any more; None where it can."""
    return no(scene, "phase-closed") if scene.meeting.phase == "closed" else None


def skip(scene: Scene) -> Effect:
    """Take an item out of today's course."""
    if why := not_closed(scene):
        return why

    def form(row: ItemRow) -> Effect:
        title = scene.say("action.skip-title", name=targets.item_title(row))
        fields = (reason(scene, "time", "absent"),)
        return Form(title, fields, lambda values: SkipItem(row.item.id, values["reason"]), scene.say("action.skip-short"))

    wanted = lambda row: not row.skipped and row.item.id != scene.meeting.running  # noqa: E731 - it is passed on
    return with_item(scene, "skip", wanted, form)


def restore(scene: Scene) -> Effect:
    """Put a skipped item back."""
    if why := not_closed(scene):
        return why
    return with_item(scene, "restore", lambda row: row.skipped, lambda row: RestoreItem(row.item.id))


def move_item(scene: Scene) -> Effect:
    """Put an item before another one."""
    if why := not_closed(scene):
        return why

    def form(row: ItemRow) -> Effect:
        others = [one for one in targets.items(scene) if one.item.id != row.item.id]
        places = [(one.item.id, scene.say("action.before", name=targets.item_title(one))) for one in others]
        options = (*places, ("", scene.say("action.at-the-end")))
        order = [one.item.id for one in targets.items(scene)]
        after = order[order.index(row.item.id) + 1 :][:1]  # before this one it stands already
        coming = [one.item.id for one in others if not one.finished and not one.runs and one.item.id not in after]
        fields = (
            Choice("before", scene.say("action.place"), options, coming[0] if coming else ""),
            reason(scene, "time", "absent"),
        )
        title = scene.say("action.move-title", name=targets.item_title(row))
        build = lambda values: MoveItem(row.item.id, values["before"], values["reason"])  # noqa: E731 - it is passed on
        return Form(title, fields, build, scene.say("action.move-short"))

    return with_item(scene, "move-item", lambda row: not row.finished and row.item.id != scene.meeting.running, form)


def add_item(scene: Scene) -> Effect:
    """An item that nobody planned."""
    if why := not_closed(scene):
        return why
    kinds = tuple((kind, scene.say(f"label.kind-{kind}")) for kind in KINDS)
    places = [(row.item.id, scene.say("action.before", name=targets.item_title(row))) for row in targets.items(scene)]
    coming = targets.next_item(scene)

    def build(values: Values) -> Effect:
        point, _, agency = values["body"].partition("/")
        return AddItem(
            values["title"], values["kind"], values["before"], values["reason"], values["minutes"], point=point, agency=agency
        )

    last = ("", scene.say("action.at-the-end"))
    fields: tuple[Field, ...] = (
        Text("title", scene.say("action.item-title"), required=True, limit=1000),
        Choice("kind", scene.say("action.kind"), kinds, "other"),
        Number("minutes", scene.say("action.minutes"), None, 0, 24 * 60),
        Pick("body", scene.say("action.presented-by"), bodies(scene), required=False),
        Choice("before", scene.say("action.place"), (*places, last), coming.item.id if coming else ""),
        reason(scene, "chair"),
    )  # fmt: skip
    return Form(scene.say("action.add-item"), fields, build, scene.say("action.add"))


def item_time(scene: Scene) -> Effect:
    """More or fewer minutes for any item."""
    if why := not_closed(scene):
        return why

    def form(row: ItemRow) -> Effect:
        fields = (
            Number("minutes", scene.say("action.minutes-more"), 5, -24 * 60, 24 * 60, required=True, hint="-5"),
            Text("reason", scene.say("action.reason-optional"), limit=REASON),
        )
        title = scene.say("action.item-time-title", name=targets.item_title(row))
        build = lambda values: AddItemTime(row.item.id, values["minutes"] * MINUTE_S, values["reason"])  # noqa: E731
        return Form(title, fields, build, scene.say("action.save"))

    return with_item(scene, "item-time", lambda _row: True, form)


def start_earlier(scene: Scene) -> Effect:
    """Start the next item as of a moment that has passed: somebody forgot to press the key."""
    if why := opened(scene):
        return why
    row = targets.next_item(scene)
    if row is None:
        return no(scene, "no-item-left")
    after = scene.meeting.running
    shown = scene.shown_now - scene.shown_now % (MINUTE_S * 1000)

    def build(values: Values) -> Effect:
        return StartItem(row.item.id, after, values["at"] - scene.meeting.clock_offset_ms)

    fields = (Moment("at", scene.say("action.really-at"), shown, shown),)
    title = scene.say("action.start-earlier-title", name=targets.item_title(row))
    return Form(title, fields, build, scene.say("action.start-short"))


ACTIONS = (
    Action("next", "n", "floor", "programme", go_on),
    Action("start", "i", "floor", "programme", start),
    Action("interrupt", "I", "floor", "programme", interrupt),
    Action("end-item", "E", "floor", "programme", end_item),
    Action("break", "b", "floor", "programme", intermission),
    Action("start-earlier", "N", "floor", "programme", start_earlier),
    Action("skip", "", "floor", "programme", skip),
    Action("restore", "", "floor", "programme", restore),
    Action("move-item", "", "floor", "programme", move_item),
    Action("add-item", "", "floor", "programme", add_item),
    Action("add-break", "", "floor", "programme", lambda scene: not_closed(scene) or add_break(scene)),
    Action("item-time", "M", "floor", "programme", item_time),
)


def plan_is_open(meeting: Meeting) -> bool:
    """Whether the whole plan may still be replaced."""
    return not meeting.sittings
