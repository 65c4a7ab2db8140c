"""Actions of the console itself: they say nothing to the hub."""

from collections.abc import Callable

from console.forms import Effect, Find, Go, Not
from console.scene import Scene
from console.views.course import is_break

from .action import Action


def go(place: str) -> Callable[[Scene], Effect]:
    """An action that turns to something."""
    return lambda _scene: Go(place)


def check_in(scene: Scene) -> Effect:
    """Check in any point that phoned: it is looked for, then its form opens."""
    from console.actions.board import check_in_form
    from console.search import found, points_index

    return Find(
        scene.say("action.check-in"),
        lambda query: found(scene, points_index(scene.meeting).search(query)),
        lambda one: check_in_form(scene, one.id),
        scene.say("action.find-point"),
    )


def look_up(scene: Scene) -> Effect:
    """Find any point on the board."""
    from console.search import found, points_index

    return Find(
        scene.say("action.look-up"),
        lambda query: found(scene, points_index(scene.meeting).search(query)),
        lambda one: Go("board", one.id),
        scene.say("action.find-point"),
    )


def face(scene: Scene) -> Effect:
    """In a break: the programme instead of the break's own face, and back."""
    if not is_break(scene.meeting):
        return Not(scene.say("action.why-no-break"))
    return Go("face")


ACTIONS = (
    Action("check-in", "d", "floor", "roll", check_in),
    Action("look-up", "slash", "floor", "roll", look_up, writes=False),
    Action("board", "f2,m", "floor", "roll", go("board"), writes=False),
    Action("agenda", "f3", "floor", "console", go("agenda"), writes=False),
    Action("log", "f4", "app", "console", go("log"), writes=False),
    Action("join", "f5", "app", "console", go("join"), writes=False),
    Action("face", "f6", "floor", "console", face, writes=False),
    Action("hall", "f8", "app", "console", go("hall"), writes=False),
    Action("chair", "", "app", "console", go("chair"), writes=False),
    Action("theme", "f7", "app", "console", go("theme"), writes=False),
    Action("copy", "y", "app", "console", go("copy"), writes=False),
    Action("help", "f1,question_mark", "app", "console", go("help"), writes=False),
    Action("palette", "ctrl+p", "app", "console", go("palette"), writes=False),
    Action("quit", "ctrl+q", "app", "console", go("quit"), writes=False),
)
