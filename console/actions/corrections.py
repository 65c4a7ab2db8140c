"""Actions that say when something really began or ended, where the key was pressed too late."""

from collections.abc import Callable
from typing import Literal

from bridge_server.meeting.commands import CorrectRun
from bridge_server.meeting.rows import ItemRow, Turn
from bridge_server.reports.names import capital
from console.forms import Effect, Find, Form, Moment, Values
from console.scene import Scene

from . import targets
from .action import Action
from .programme import not_closed, reason, with_item
from .targets import no


def correct(scene: Scene, of: Literal["item", "turn"], edge: Literal["start", "end"]) -> Effect:
    """Say when something really began or ended; what was noted first stays in the log."""
    if why := not_closed(scene):
        return why

    def form(ident: str, name: str, instant: int) -> Effect:
        shown = instant + scene.meeting.clock_offset_ms
        fields = (
            Moment("at", scene.say(f"action.correct-{edge}"), shown, shown),
            reason(scene, "late-note"),
        )

        def build(values: Values) -> Effect:
            return CorrectRun(of, ident, edge, values["at"] - scene.meeting.clock_offset_ms, values["reason"])

        return Form(scene.say(f"action.correct-{edge}-title", name=name), fields, build, scene.say("action.save"))

    def of_item(row: ItemRow) -> Effect:
        run = row.runs[-1]
        return form(row.item.id, targets.item_title(row), run.start if edge == "start" else run.end or 0)

    def of_turn(turn: Turn) -> Effect:
        run = turn.runs[-1]
        return form(turn.id, targets.named(scene, turn), run.start if edge == "start" else run.end or 0)

    if of == "item":
        title = f"backdate-{edge}"
        wanted: Callable[[ItemRow], bool] = lambda row: bool(row.runs) and (edge == "start" or row.runs[-1].end is not None)  # noqa: E731
        if not scene.item and edge == "start" and scene.meeting.running:
            return of_item(scene.meeting.items[scene.meeting.running])
        return with_item(scene, title, wanted, of_item)
    if why := targets.vanished(scene):
        return why
    rows = scene.meeting.turns_where(lambda turn: bool(turn.runs) and (edge == "start" or turn.runs[-1].end is not None))
    chosen = targets.chosen_turn(scene)
    if chosen is not None and scene.marked == "only":
        return of_turn(chosen) if chosen in rows else no(scene, "not-of-this", name=capital(targets.named(scene, chosen)))
    if not rows:
        return no(scene, "nobody-spoke")
    rows.sort(key=lambda turn: (turn.id != scene.turn, -turn.runs[-1].start))
    found = [targets.turn_found(scene, turn) for turn in rows]
    title = scene.say(f"action.backdate-turn-{edge}")
    return Find(title, targets.among(found), lambda one: of_turn(scene.meeting.turns[one.id]))


ACTIONS = (
    Action("backdate-start", "", "floor", "programme", lambda scene: correct(scene, "item", "start")),
    Action("backdate-end", "", "floor", "programme", lambda scene: correct(scene, "item", "end")),
    Action("backdate-turn-start", "", "floor", "programme", lambda scene: correct(scene, "turn", "start")),
    Action("backdate-turn-end", "", "floor", "programme", lambda scene: correct(scene, "turn", "end")),
)
