"""The action that catches up: how many minutes, then one of the ways that the planner finds."""

from bridge_server.meeting.catch_up import Option, options, reach, unknown_item
from bridge_server.meeting.projection import late_by_minutes, project
from bridge_server.meeting.values import MINUTE
from bridge_server.reports import times
from console.forms import Effect, Form, Go, InScene, Not, Number, Values, Wrong
from console.scene import Scene
from console.views.header import pace

from .action import Action
from .programme import not_closed


def catch_up(scene: Scene) -> Effect:
    """Ask how many minutes; those that the meeting is late stand ready."""
    if why := not_closed(scene):
        return why
    until = unknown_item(scene.meeting, scene.now)
    if reach(scene.meeting, scene.now, until) is None:
        if until:
            return Not(scene.say("catchup.why-item", no=scene.meeting.items[until].item.no))
        return Not(scene.say("catchup.why-end"))
    told = project(scene.meeting, scene.now)
    late = late_by_minutes(told.offset_ms or 0)

    def build(values: Values, now: Scene) -> Effect | Wrong:
        minutes: int = values["minutes"]
        if not ways(now, minutes):
            return Wrong("minutes", now.say("catchup.nothing"))
        return Go("catch-up", str(minutes))

    fields = (Number("minutes", scene.say("catchup.minutes"), late if late > 0 else None, 1, 24 * 60, required=True),)
    about = scene.say("catchup.about", pace=pace(scene, told))
    return Form(scene.say("action.catch-up"), fields, InScene(scene, build), scene.say("catchup.submit"), about)


def ways(scene: Scene, minutes: int) -> tuple[Option, ...]:
    """The planner's options in this scene."""
    reason = scene.say("catchup.reason", duration=times.minutes(scene.lang, minutes * MINUTE))
    return options(scene.meeting, scene.now, minutes * MINUTE, reason)


ACTIONS = (Action("catch-up", "B", "floor", "programme", catch_up),)
