"""Actions about the contributions that the programme plans: added, moved, taken out, given by somebody else."""

from collections.abc import Callable

from bridge_server.meeting.commands import AddSlot, MoveSlot, ReplacePresenter, RestoreSlot, SkipSlot
from bridge_server.meeting.queue import slots
from bridge_server.meeting.rows import PENDING, ItemRow, Turn
from bridge_server.meeting.values import Speaker
from bridge_server.reports.names import capital
from console.forms import Choice, Effect, Field, Find, Form, Number, Pick, Text, Values
from console.scene import Scene

from . import targets
from .action import Action
from .floor import bodies
from .programme import not_closed, reason, with_item
from .targets import no


def with_slot(scene: Scene, title: str, wanted: Callable[[Turn], bool], then: Callable[[Turn], Effect]) -> Effect:
    """The selected contribution where it is a planned one that fits, else one that is looked for; in a menu of one, no other."""
    if why := targets.vanished(scene):
        return why
    rows = [turn for row in targets.items(scene) for turn in slots(scene.meeting, row.item.id) if turn.is_slot and wanted(turn)]
    chosen = targets.chosen_turn(scene)
    if chosen is not None and chosen in rows:
        return then(chosen)
    if chosen is not None and scene.marked == "only":
        return no(scene, "not-of-this", name=capital(targets.named(scene, chosen)))
    if not rows:
        return no(scene, "no-such-slot")
    rows.sort(key=lambda turn: turn.item != scene.meeting.running)
    found = [targets.turn_found(scene, turn) for turn in rows]
    return Find(scene.say(f"action.{title}"), targets.among(found), lambda one: then(scene.meeting.turns[one.id]))


def add_slot(scene: Scene) -> Effect:
    """A contribution that nobody planned, under an item."""
    if why := not_closed(scene):
        return why

    def form(row: ItemRow) -> Effect:
        own = [turn for turn in slots(scene.meeting, row.item.id) if turn.state in PENDING]
        places = [(turn.id, scene.say("action.before", name=targets.named(scene, turn))) for turn in own]
        fields: tuple[Field, ...] = (
            Pick("body", scene.say("action.whose-slot"), bodies(scene)),
            Number("minutes", scene.say("action.minutes"), row.item.turn_minutes, 0, 24 * 60),
            Choice("before", scene.say("action.place"), (*places, ("", scene.say("action.at-the-end")))),
            reason(scene, "chair"),
        )

        def build(values: Values) -> Effect:
            point, _, agency = values["body"].partition("/")
            return AddSlot(row.item.id, point, "", values["before"], values["reason"], agency, planned_minutes=values["minutes"])

        title = scene.say("action.add-slot-title", name=targets.item_title(row))
        return Form(title, fields, build, scene.say("action.add"))

    if not scene.item and scene.meeting.running:
        return form(scene.meeting.items[scene.meeting.running])
    return with_item(scene, "add-slot", lambda row: not row.finished, form)


def move_slot(scene: Scene) -> Effect:
    """Put a planned contribution before another one of its item."""
    if why := not_closed(scene):
        return why

    def form(slot: Turn) -> Effect:
        others = [turn for turn in slots(scene.meeting, slot.item) if turn.id != slot.id and turn.state in PENDING]
        places = [(turn.id, scene.say("action.before", name=targets.named(scene, turn))) for turn in others]
        fields = (
            Choice("before", scene.say("action.place"), (*places, ("", scene.say("action.at-the-end")))),
            reason(scene, "line", "absent"),
        )
        title = scene.say("action.move-title", name=targets.named(scene, slot))
        build = lambda values: MoveSlot(slot.id, values["before"], values["reason"])  # noqa: E731
        return Form(title, fields, build, scene.say("action.move-short"))

    return with_slot(scene, "move-slot", lambda turn: turn.state in PENDING, form)


def skip_slot(scene: Scene) -> Effect:
    """Take a planned contribution out."""
    if why := not_closed(scene):
        return why

    def form(slot: Turn) -> Effect:
        title = scene.say("action.skip-title", name=targets.named(scene, slot))
        fields = (reason(scene, "absent", "writing", "time"),)
        return Form(title, fields, lambda values: SkipSlot(slot.id, values["reason"]), scene.say("action.skip-short"))

    return with_slot(scene, "skip-slot", lambda turn: turn.state in PENDING, form)


def restore_slot(scene: Scene) -> Effect:
    """Put a planned contribution that was taken out back."""
    if why := not_closed(scene):
        return why
    return with_slot(scene, "restore-slot", lambda turn: turn.state == "skipped", lambda slot: RestoreSlot(slot.id))


def replace_presenter(scene: Scene) -> Effect:
    """Let somebody else give a planned contribution: another person, or another body."""
    if why := not_closed(scene):
        return why

    def form(slot: Turn) -> Effect:
        def build(values: Values) -> Effect:
            point, _, agency = values["body"].partition("/")
            speaker = Speaker(values["name"], values["post"], values["in_place_of"])
            return ReplacePresenter(slot.id, values["reason"], speaker, point, agency)

        fields: tuple[Field, ...] = (
            Text("name", scene.say("action.speaker-name")),
            Text("post", scene.say("action.speaker-post")),
            Text("in_place_of", scene.say("action.speaker-for"), slot.who.name),
            Pick("body", scene.say("action.other-body"), bodies(scene), required=False),
            reason(scene, "busy"),
        )
        title = scene.say("action.replace-title", name=targets.named(scene, slot))
        return Form(title, fields, build, scene.say("action.save"))

    return with_slot(scene, "replace-presenter", lambda turn: turn.state != "skipped", form)


ACTIONS = (
    Action("add-slot", "", "floor", "programme", add_slot),
    Action("move-slot", "", "floor", "programme", move_slot),
    Action("skip-slot", "", "floor", "programme", skip_slot),
    Action("restore-slot", "", "floor", "programme", restore_slot),
    Action("replace-presenter", "V", "floor", "programme", replace_presenter),
)
