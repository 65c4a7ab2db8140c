"""All actions by id, in the order in which help and palette list them."""

from functools import cache

from bridge_server.words import Language, has, say

from . import corrections, floor, meeting, own, programme, queue, slots
from .action import Action


@cache
def actions() -> dict[str, Action]:
    """Every action of every screen."""
    from . import board, catch_up, replay, writing

    of_programme = (*programme.ACTIONS, *catch_up.ACTIONS, *slots.ACTIONS, *corrections.ACTIONS)
    of_roll = (*own.ACTIONS, *board.ACTIONS, *writing.ACTIONS)
    found = (*floor.ACTIONS, *queue.ACTIONS, *of_programme, *meeting.ACTIONS, *of_roll, *replay.ACTIONS)
    return {action.id: action for action in found}


def word(lang: Language, action: Action, form: str = "", *, now: str = "") -> str:
    """What an action is called: its name, or with `form` "short" (footer) or "help" (a sentence).

    `now` names a state for which there are words of their own ("prepared"), where there are.
    """
    area, dot, name = action.id.rpartition(".")
    key = f"{area if dot else 'action'}.{name}" + (f"-{form}" if form else "")
    own_key = f"{key}-{now}"
    return say(lang, own_key if now and has(lang, own_key) else key)
