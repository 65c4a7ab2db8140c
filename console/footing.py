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
    "replay": tuple(f"replay.{one}" for one in ("play", "faster", "next-turn", "next-item", "goto", "search", "skip")),
    "silent": ("give", "resume", "next", "standby", "call", "break", "undo", "notice"),
}
SECRETARY: Final = ("writing.conclude", "note", "writing.confirm", "writing.list", "check-in", "look-up")
"""What a secretary wants at every moment of a meeting."""


def moment(scene: Scene) -> str:
    """What kind of moment this is."""
    if scene.replay is not None:
        return "replay"
    if scene.meeting.phase != "open":
        return scene.meeting.phase
    if is_break(scene.meeting):
        return "break"
    return "speaking" if scene.meeting.speaking else "silent"


def wanted(every: Mapping[str, Action], scene: Scene, where: str, able: Callable[[Action], bool]) -> list[Action]:
    """The actions for the last line of the main screen ("floor", "replay") or of a list, as far as they can be done now."""
    if where in ("board", "writing"):
        rows = sorted((one for one in every.values() if one.where == where and one.foot), key=lambda one: one.foot)
        rows += [every[ident] for ident in SECRETARY[:2] if where == "writing"]
    elif scene.role == "secretary" and scene.replay is None:
        rows = [every[ident] for ident in SECRETARY]
    else:
        rows = [every[ident] for ident in MOMENTS[moment(scene)]]
    last = [every[ident] for ident in ALWAYS if ident != "board" or where != "board"]
    return [*[one for one in rows if able(one)][: MOST - len(last)], *last]
