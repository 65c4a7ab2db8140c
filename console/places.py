"""Where the console itself can go: other screens, panels, the palette, another colour. No command is said here."""

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from bridge_server.meeting.commands import SetAgenda
from bridge_server.reports.names import capital
from bridge_server.wire.text import clean_line
from bridge_server.words import say

from . import themes
from .actions import targets
from .actions.every import actions, word
from .forms import Confirm, Find, Found, Go
from .matching import fold
from .replaying import Replaying, works
from .scene import Marked, Scene
from .screens.confirm import ConfirmScreen
from .views.writing import row_of
from .widgets.rows import Rows

if TYPE_CHECKING:
    from .app import ConsoleApp
    from .catching_up import CatchingUp
    from .hall import View
    from .views.board_list import Filters
    from .written import Written

GROUPS = ("replay", "floor", "queue", "programme", "roll", "writing", "meeting", "console")
ITEM_ACTIONS = (
    "start", "interrupt", "item-time", "skip", "restore", "move-item", "add-slot", "backdate-start", "backdate-end", "add-item",
)  # fmt: skip
SLOT_ACTIONS = (
    "give", "standby", "name-speaker", "pass", "replace-presenter", "move-slot", "skip-slot", "restore-slot",
    "backdate-turn-start", "backdate-turn-end",
)  # fmt: skip
WRITING_ACTIONS = (
    "writing.confirm", "writing.edit", "writing.old", "writing.reword", "writing.strike", "writing.bring-back",
)  # fmt: skip


class Places:
    """Goes where an action says."""

    def __init__(self, app: "ConsoleApp") -> None:
        self.app = app
        self.replaying = Replaying(app)
        self._written: Written | None = None
        self._filters: Filters | None = None
        """What the board was left with."""
        self._catching_up: CatchingUp | None = None

    def go(self, place: str, argument: str = "") -> None:
        """Go there."""
        getattr(self, f"_go_{place.replace('-', '_')}")(argument)

    @property
    def board_is_open(self) -> bool:
        """Whether the roll-call board is what is seen."""
        return any(getattr(screen, "where", "") == "board" for screen in self.app.visible_screens())

    def where(self, scene: Scene) -> str:
        """Where keys work now: on the "board", the list of "writing", the screen of a "replay", or the main one ("floor")."""
        if any(getattr(screen, "where", "") == "writing" for screen in self.app.visible_screens()):
            return "writing"
        return "board" if self.board_is_open else "floor" if scene.replay is None else "replay"

    def chosen(self, rows: Rows, key: str) -> None:
        """Enter on a row."""
        kind, _, ident = key.partition(":")
        scene = self.app.scene()
        if scene is None:
            return
        if scene.replay is not None and kind in ("item", "turn"):
            self.replaying.row(scene, kind, ident)
            return
        if rows.id == "queue":
            self.app.perform("give", about(key, "chosen"))
        elif kind == "item":
            item = scene.meeting.items[ident].item
            self._menu(scene, ITEM_ACTIONS, f"{item.no}. {item.title}", key)
        elif kind == "turn":
            turn = scene.meeting.turns[ident]
            if turn.state in ("waiting", "standby", "passed", "held") and turn.item == scene.meeting.running:
                self.app.perform("give", about(key, "chosen"))
            else:
                self._menu(scene, SLOT_ACTIONS, turn.name, key)
        elif kind in ("group", "point"):
            self._go_board(ident)
        elif row := row_of(scene, key):
            self._menu(scene, WRITING_ACTIONS, f"{row.id}. {' '.join(row.text.split())}", key)

    # --- lists of actions ---

    def _go_palette(self, _argument: str) -> None:
        scene = self.app.scene()
        if scene is not None:
            self._menu(scene, tuple(actions()), word(self.app.lang, actions()["palette"]))

    def _menu(self, scene: Scene, idents: tuple[str, ...], title: str, key: str = "") -> None:
        """Actions to choose from, those that can be done now first; `key`: the row that all of them are about."""
        if key:
            scene = about(key, "only")(scene)
        rows: list[tuple[tuple[bool, bool], str, Found]] = []
        for ident in idents:
            action = actions()[ident]
            if ident == "palette" or (action.where == "board" and not self.board_is_open):
                continue
            if (action.where == "replay" and scene.replay is None) or (action.where == "writing" and not scene.written):
                continue
            why = self.app.why_not(action, scene)
            name = self.app.called(action, scene)
            free = scene.replay is None or works(action, self.where(scene))
            keys = self.app.keys.first(ident) if free else ""
            detail = ((say(self.app.lang, "console.palette-why", why=why), "dim"),) if why else ((keys, "accent"),)
            last = bool(why), scene.replay is not None and action.where != "replay"
            rows.append((last, fold(f"{name} {word(self.app.lang, action, 'help')}"), Found(ident, ((name, ""),), detail)))
        rows.sort(key=lambda row: row[0])

        def search(query: str) -> list[Found]:
            wanted = fold(query).split()
            hits = [(rank(fold(name_of(row)), wanted), off, row) for off, text, row in rows if all(one in text for one in wanted)]
            return [row for _, _, row in sorted(hits, key=lambda hit: hit[:2])]

        find = Find(
            clean_line(title, 80),
            search,
            lambda one: Go("perform", f"{one.id} {key}"),
            say(self.app.lang, "console.palette-hint"),
        )
        self.app.follow(find, actions()["palette"])

    def _go_perform(self, argument: str) -> None:
        ident, _, key = argument.partition(" ")
        if not key:
            self.app.perform(ident)
            return
        scene = self.app.scene()
        why = targets.vanished(replace(scene, vanished=key)) if scene is not None and not_there(scene, key) else None
        if why is not None:
            self.app.toast(why.text, "warning")
        else:
            self.app.perform(ident, about(key, "only"))

    def _go_mark(self, turn: str) -> None:
        """A contribution is marked first; the key is pressed again."""
        scene, screen = self.app.scene(), self.app.main_screen
        if scene is None or screen is None:
            return
        self._back_to(screen)
        screen.mark(f"turn:{turn}")
        name = capital(targets.named(scene, scene.meeting.turns[turn]))
        self.app.toast(scene.say("console.toast-marked", name=name), "warning")

    def _back_to(self, screen: Screen[Any]) -> None:
        """Close whatever lies over a screen, each as a hand would: the board keeps its filters, a form what was typed."""
        for _ in range(len(self.app.screen_stack)):
            top = self.app.screen
            if top is screen:
                return
            close = getattr(top, "close", None)
            if close is None:
                self.app.pop_screen()
            else:
                close()

    def start_anew(self) -> None:
        """Another log: what was asked about the old one is not sent to it."""
        screen = self.app.main_screen
        if screen is not None:
            while self.app.screen.is_modal:
                self._back_to(self.app.screen_stack[-2])
            screen.start_anew()

    def _go_help(self, _argument: str) -> None:
        from .screens.help import HelpScreen

        scene = self.app.scene()
        if scene is None:
            return
        where = self.where(scene)
        sections = []
        for group in GROUPS:
            rows = [
                (
                    self.app.setup.keys.get(one.id, one.keys),
                    self.app.called(one, scene),
                    word(self.app.lang, one, "help"),
                    self.app.why_not(one, scene),
                )
                for one in actions().values()
                if one.group == group and works(one, where)
            ]
            if rows:
                sections.append((say(self.app.lang, f"console.help-{group}"), rows))
        self.app.push_screen(HelpScreen(sections, self.app.lang, ascii_only=self.app.setup.glyphs == "ascii"))

    # --- screens and panels ---

    def _go_board(self, argument: str) -> None:
        from .screens.board import BoardScreen

        if isinstance(self.app.screen, BoardScreen):
            self.app.opened()
            self.app.screen.look_at(argument)
            self.app.mark()
            return
        if not self.board_is_open:
            screen = BoardScreen(self._filters, clock=self.app.clock, log_name=str(self.app.setup.log_path or ""))
            self.app.push_screen(screen, self._keep)
        if argument:
            self.app.call_after_refresh(self._show_on_board, argument)
        self.app.mark()

    def _keep(self, filters: "Filters | None") -> None:
        self._filters = filters

    def _show_on_board(self, ident: str) -> None:
        from .screens.board import BoardScreen

        screen = self.app.screen
        if isinstance(screen, BoardScreen):
            screen.look_at(ident)
        self.app.mark()

    def _go_agenda(self, _argument: str) -> None:
        screen = self.app.main_screen
        if screen is not None:
            if screen.query_one("#break").display:
                screen.other_face = True
                self.app.mark()
            screen.rows("agenda").focus()

    def _go_face(self, _argument: str) -> None:
        screen = self.app.main_screen
        if screen is not None:
            screen.other_face = not screen.other_face
            self.app.mark()

    def _go_hall(self, _argument: str, view: "View" = "hall") -> None:
        from .screens.hall import HallScreen

        top = self.app.screen
        if isinstance(top, HallScreen):
            self.app.pop_screen()
            if top.view == view:
                self.app.mark()
                return
        self.app.push_screen(HallScreen(view))
        self.app.toast(say(self.app.lang, "hall.way-back" if view == "hall" else "hall.way-back-chair", key=self.app.keys))
        self.app.mark()

    def _go_chair(self, _argument: str) -> None:
        self._go_hall("", "chair")

    def _go_writing(self, said: str) -> None:
        if self._written is None:
            from .written import Written  # a host writes seldom, and what it reads lines with takes a while to load

            self._written = Written(self.app)
        self._written.go(said)

    def _go_log(self, _argument: str) -> None:
        from .screens.events import EventsScreen

        self.app.push_screen(EventsScreen())
        self.app.mark()

    def _go_theme(self, _argument: str) -> None:
        names = list(themes.NAMES)
        after = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[after % len(names)]
        self.app.toast(say(self.app.lang, "console.toast-theme", name=self.app.theme))

    def _go_copy(self, _argument: str) -> None:
        focused = self.app.focused
        row = focused.row_of(focused.selected) if isinstance(focused, Rows) else None
        if row is None or not isinstance(focused, Rows):
            self.app.toast(say(self.app.lang, "console.toast-nothing-to-copy"), "warning")
            return
        text = " ".join(clean_line("".join(part for part, _ in focused.line(row))).split())
        self.app.copy_to_clipboard(text)
        self.app.toast(say(self.app.lang, "console.toast-copied", text=text))

    def _go_join(self, _argument: str) -> None:
        from .screens.note import NoteScreen

        place = self.app.place
        if place is None:
            return
        lines = [say(self.app.lang, "console.join-url", url=place.shown)]
        if not place.public:
            lines.append(say(self.app.lang, "console.join-local"))
        if place.directory is not None:
            lines.append(say(self.app.lang, "console.join-codes", directory=place.directory))
            lines.append(say(self.app.lang, "console.join-stop", directory=place.directory))
        self.app.push_screen(NoteScreen(say(self.app.lang, "console.join-title"), lines))

    def _go_catch_up(self, minutes: str) -> None:
        from .catching_up import CatchingUp

        self._catching_up = self._catching_up or CatchingUp(self.app)
        self._catching_up.offer(int(minutes))

    def _go_set_agenda(self, path: str) -> None:
        self.app.run_worker(self._set_agenda(path), exit_on_error=False, group="send")

    async def _set_agenda(self, path: str) -> None:
        from .plan_file import read_plan
        from .screens.note import NoteScreen

        action = actions()["set-agenda"]
        try:
            found = await to_thread(read_plan, self.app.lang, Path(path).expanduser())
        except Exception:
            self.app.defect("set-agenda")
            return
        if isinstance(found, list):
            self.app.push_screen(NoteScreen(word(self.app.lang, action), found))
        else:
            self.app.then(lambda: SetAgenda(found), action)

    def _go_quit(self, _argument: str) -> None:
        place = self.app.place
        if isinstance(self.app.screen, ConfirmScreen):
            return  # one question at a time
        if self.app.setup.feed is not None:
            self.app.exit()  # nothing is lost by leaving a replay
            return
        lang = self.app.lang
        lines = [say(lang, "console.quit-text")]
        if self.app.setup.demonstration:
            lines = [say(lang, "console.quit-demo")]
        elif place is not None and place.directory is not None:
            lines.append(say(lang, "console.quit-again", directory=place.directory))
            lines.append(say(lang, "console.quit-stop", directory=place.directory))
        title, yes = say(lang, "console.quit-title"), say(lang, "console.quit-yes")
        self.app.follow(Confirm(title, tuple(lines), yes, lambda: Go("leave")), actions()["quit"])

    def _go_replay(self, said: str) -> None:
        self.replaying.go(said)

    def _go_leave(self, _argument: str) -> None:
        self.app.exit()


def about(key: str, marked: Marked) -> Callable[[Scene], Scene]:
    """A scene as if this row ("turn:ID", "item:ID") were the one that is marked; a menu of it cares for no other row."""
    kind, _, ident = key.partition(":")
    turn, item = ident if kind == "turn" else "", ident if kind == "item" else ""
    written = key if kind in ("conclusion", "note") else ""

    def seen(scene: Scene) -> Scene:
        vanished = "" if marked == "only" else scene.vanished
        return replace(scene, turn=turn, item=item, written=written, marked=marked, vanished=vanished)

    return seen


def not_there(scene: Scene, key: str) -> bool:
    """Whether a row's contribution or item is not in the meeting any more."""
    kind, _, ident = key.partition(":")
    if kind in ("conclusion", "note"):
        return False  # they are struck out, and never go away
    row = scene.meeting.turns.get(ident) if kind == "turn" else scene.meeting.items.get(ident)
    return row is None or row.removed


def name_of(row: Found) -> str:
    """The text of a row's name."""
    return "".join(text for text, _ in row.name)


def rank(name: str, wanted: list[str]) -> int:
    """How well a folded name fits what was typed: 0 is the very name, then its beginning, its words' beginnings, the rest."""
    typed = " ".join(wanted)
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    words = name.split()
    return 2 + sum(not any(word.startswith(one) for word in words) for one in wanted)
