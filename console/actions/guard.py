"""What stands before every action: the role, the hub in reach, and the key that was pressed twice."""

from typing import Final

from bridge_server.reports.names import label
from console.scene import Scene

from .action import Action
from .every import word

SETTLING: Final = {
    "give": 1.0,
    "next": 1.5,
    "end": 1.0,
    "break": 1.5,
    "end-item": 1.0,
    "hold": 0.7,
    "resume": 0.7,
    "pass": 0.7,
    "standby": 0.5,
    "undo": 0.4,
    "urgent": 0.7,
    "short-list": 0.7,
    "withdraw": 0.7,
    "decline": 0.7,
    "list": 0.7,
}
"""Seconds after which a key counts as pressed anew: by then the screen shows what it did; a key held down does it once."""

HELD: Final = 0.7
"""The same for every key of a list that says something: a key begins to repeat within half a second."""
OF_ROWS: Final = frozenset({"urgent", "short-list", "withdraw", "decline", "pass"})
"""What is done to one row after the other."""
ENDING: Final = frozenset({"end", "end-item", "adjourn", "close", "board.close"})
"""What a hub still keeps on a full disk: it has room in reserve for it."""
LIVE_ONLY: Final = {"join": "replay.no-join", "hall": "replay.no-hall", "chair": "replay.no-hall"}
"""What makes no sense in a replay though it says nothing to a hub, and the sentence that says why."""
HOSTS_OWN: Final = frozenset({"floor", "queue", "programme", "meeting"})
"""Groups of which a secretary does nothing."""


def why_not(action: Action, scene: Scene) -> str:
    """Why an action is off whatever it would do; "" where it is not."""
    if scene.replay is not None and (action.writes or action.id in LIVE_ONLY):
        return scene.say(LIVE_ONLY.get(action.id, "replay.no-commands"))
    if action.where == "replay" and scene.replay is None:
        return scene.say("replay.no-replay")
    if not action.writes:
        return ""
    if scene.read_only:
        return scene.say("action.why-read-only")
    if scene.role not in ("host", "secretary") or (scene.role == "secretary" and action.group in HOSTS_OWN):
        return scene.say("action.why-role", role=label(scene.lang, "role", scene.role))
    state = scene.link.state
    if state != "live":
        return scene.say(f"action.why-{'starting' if state == 'connecting' else state}")
    if scene.link.disk == "full":
        return "" if action.id in ENDING else scene.say("action.why-disk-full")
    return scene.say("action.why-disk") if scene.link.disk == "frozen" else ""


class Cooldown:
    """When each action was last done. A key that repeats by itself must not give the floor to one after the other."""

    def __init__(self) -> None:
        self._done: dict[str, float] = {}

    def moved(self) -> None:
        """A hand chose another row: what was done to one may be done to the next at once."""
        for ident in [ident for ident in self._done if ident in OF_ROWS or ident.startswith("board.")]:
            del self._done[ident]

    def why_not(self, action: Action, scene: Scene, now: float) -> str:
        """Why it is too early, "" where it is not; `now` in seconds."""
        wait = SETTLING.get(action.id, HELD if action.where in ("board", "writing") and action.writes else 0.0)
        if now - self._done.get(action.id, -1e9) >= wait:
            return ""
        self._done[action.id] = now  # a key that is held down stays one press, however long
        return scene.say("action.why-just-done", name=word(scene.lang, action))

    def done(self, action: Action, now: float) -> None:
        """It was done now."""
        self._done[action.id] = now

    def forget(self, action: Action) -> None:
        """It was refused: it may be tried again at once."""
        self._done.pop(action.id, None)
