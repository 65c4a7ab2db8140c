"""Which keys the last line shows: those a host wants at this moment, the most wanted first."""

from collections.abc import Callable, Mapping
from typing import Final

from .actions.action import Action
from .scene import Scene
from .views.course import is_break

MOST: Final = 10
"""Keys at most."""
ALWAYS: Final = ("board", "help", "palette")
MOMENTS: Final = {
    "prepared": ("next", "notice", "check-in", "add-request", "list", "undo"),
    "adjourned": ("next", "notice", "check-in", "close"),
    "closed": ("reopen", "notice"),
    "break": ("next", "more-time", "less-time", "notice", "face", "undo"),
    "speaking": ("end", "give", "more-time", "standby", "cut-in", "hold", "undo", "notice"),
    "silent": ("give", "resume", "next", "standby", "call", "break", "undo", "notice"),
}


def moment(scene: Scene) -> str:
    """What kind of moment this is."""
    if scene.meeting.phase != "open":
        return scene.meeting.phase
    if is_break(scene.meeting):
        return "break"
    return "speaking" if scene.meeting.speaking else "silent"


def wanted(every: Mapping[str, Action], scene: Scene, where: str, able: Callable[[Action], bool]) -> list[Action]:
    """The actions for the last line of the main screen ("floor") or of the board, as far as they can be done now."""
    if where == "board":
        rows = sorted((one for one in every.values() if one.where == "board" and one.foot), key=lambda one: one.foot)
    else:
        rows = [every[ident] for ident in MOMENTS[moment(scene)]]
    last = [every[ident] for ident in ALWAYS if ident != "board" or where != "board"]
    return [*[one for one in rows if able(one)][: MOST - len(last)], *last]
