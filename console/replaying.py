"""What a person says to the player of a replay, and where in its log it stands as a note to read."""

from typing import TYPE_CHECKING

from bridge_server.reports import times
from bridge_server.reports.names import capital
from bridge_server.reports.times import BadAt
from bridge_server.words import say

from .actions.action import Action
from .actions.replay import ALSO
from .actions.writing import ALSO as ALSO_WRITING
from .scene import Scene

if TYPE_CHECKING:
    from .app import ConsoleApp
    from .playback.player import Player


def works(action: Action, where: str) -> bool:
    """Whether an action's keys work there; in a replay nothing does that would say something to a hub."""
    if where == "replay" and action.writes:
        return False
    return action.where in (where, "app") or action.id in {"replay": ALSO, "writing": ALSO_WRITING}.get(where, ())


class Replaying:
    """Moves the player of an app."""

    def __init__(self, app: "ConsoleApp") -> None:
        self._app = app

    @property
    def player(self) -> "Player | None":
        """The player, None where the meeting is live."""
        from .playback.player import Player

        return self._app.feed if isinstance(self._app.feed, Player) else None

    def go(self, said: str) -> None:
        """Do what an action says ("jump -10000", "beside turn 1")."""
        player = self.player
        if player is None:
            return
        word, _, rest = said.partition(" ")
        match word:
            case "toggle":
                player.toggle()
            case "jump":
                player.jump(int(rest))
            case "step":
                player.step(int(rest))
            case "faster":
                player.faster(int(rest))
            case "skip":
                player.skip_idle()
            case "begin":
                player.go(min(1, len(player.tape)))
            case "end":
                player.go(len(player.tape))
            case "part":
                player.seek_part(float(rest))
            case "place":
                player.go(int(rest))
            case "beside":
                what, _, direction = rest.partition(" ")
                course = player.course
                player.beside(course.item_places if what == "item" else course.turn_places, int(direction))
            case "written":
                self._written(player, rest)
            case "where":
                self._where()

    def _written(self, player: "Player", text: str) -> None:
        try:
            player.seek_written(text)
        except BadAt as wrong:
            self._app.toast(say(self._app.lang, "replay.bad-at", typed=wrong.text), "warning")

    def row(self, scene: Scene, kind: str, ident: str) -> None:
        """To where a row of the programme or of the list began: the run that is next, else the last one before."""
        player = self.player
        if player is None:
            return
        found = [one.place for one in (player.course.items if kind == "item" else player.course.turns) if one.id == ident]
        if found:
            player.go(next((place for place in found if place > player.place), found[-1]))
            return
        meeting = scene.meeting
        name = meeting.items[ident].item.title if kind == "item" else meeting.turns[ident].name
        self._app.toast(scene.say("replay.never-ran", name=name), "warning")

    def _where(self) -> None:
        """A note: which log, which moment, what is special about it, and how to come here again."""
        from .screens.note import NoteScreen
        from .views.replay import special

        scene, player = self._app.scene(), self.player
        if scene is None or scene.replay is None or player is None:
            return
        head = scene.replay
        when = f"{times.clock_seconds(scene.shown_now)} {times.date_short(scene.lang, scene.shown_now)}"
        facts = {"path": quoted(str(player.path)), "at": f"'#{head.number}'"}
        lines = [
            scene.say("replay.where-log", path=head.tape.path),
            scene.say("replay.where-at", when=when, n=head.number, last=head.tape.last),
            *(capital(text) for text in special(scene, head)),
            *([capital(scene.say("replay.closed"))] if head.condition.closed else []),
            scene.say("replay.where-again", **facts),
            scene.say("replay.where-text", **facts),
            scene.say("replay.where-close"),
        ]
        self._app.push_screen(NoteScreen(scene.say("replay.where"), lines))


def quoted(path: str) -> str:
    """A path as a shell takes it."""
    from shlex import quote

    return quote(path)
