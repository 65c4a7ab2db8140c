"""Where the console itself can go: other screens, panels, the palette, another colour. No command is said here."""

from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING

from bridge_server.meeting.commands import SetAgenda
from bridge_server.wire.text import clean_line
from bridge_server.words import say

from . import themes
from .actions.every import actions, word
from .forms import Confirm, Find, Found, Go
from .keys_shown import keys_name
from .matching import fold
from .scene import Scene
from .screens.confirm import ConfirmScreen
from .widgets.rows import Rows

if TYPE_CHECKING:
    from .app import ConsoleApp
    from .views.board_list import Filters

GROUPS = ("floor", "queue", "programme", "roll", "meeting", "console")
ITEM_ACTIONS = (
    "start", "interrupt", "item-time", "skip", "restore", "move-item", "add-slot", "backdate-start", "backdate-end", "add-item",
)  # fmt: skip
SLOT_ACTIONS = (
    "give", "standby", "name-speaker", "pass", "replace-presenter", "move-slot", "skip-slot", "restore-slot",
    "backdate-turn-start", "backdate-turn-end",
)  # fmt: skip


class Places:
    """Goes where an action says."""

    def __init__(self, app: "ConsoleApp") -> None:
        self.app = app
        self._filters: Filters | None = None
        """What the board was left with."""

    def go(self, place: str, argument: str = "") -> None:
        """Go there."""
        getattr(self, f"_go_{place.replace('-', '_')}")(argument)

    @property
    def board_is_open(self) -> bool:
        """Whether the roll-call board is what is seen."""
        return any(getattr(screen, "where", "") == "board" for screen in self.app.visible_screens())

    def chosen(self, rows: Rows, key: str) -> None:
        """Enter on a row."""
        kind, _, ident = key.partition(":")
        scene = self.app.scene()
        if scene is None:
            return
        if rows.id == "queue":
            self.app.perform("give")
        elif kind == "item":
            self._menu(scene, ITEM_ACTIONS, f"{scene.meeting.items[ident].item.no}. {scene.meeting.items[ident].item.title}")
        elif kind == "turn":
            turn = scene.meeting.turns[ident]
            if turn.state in ("waiting", "standby", "passed", "held") and turn.item == scene.meeting.running:
                self.app.perform("give")
            else:
                self._menu(scene, SLOT_ACTIONS, turn.name)
        elif kind in ("group", "point"):
            self._go_board(ident)

    # --- lists of actions ---

    def _go_palette(self, _argument: str) -> None:
        scene = self.app.scene()
        if scene is not None:
            self._menu(scene, tuple(actions()), word(self.app.lang, actions()["palette"]))

    def _menu(self, scene: Scene, idents: tuple[str, ...], title: str) -> None:
        """Actions to choose from, those that can be done now first."""
        rows: list[tuple[bool, str, Found]] = []
        for ident in idents:
            action = actions()[ident]
            if ident == "palette" or (action.where == "board" and not self.board_is_open):
                continue
            why = self.app.why_not(action, scene)
            name = self.app.called(action, scene)
            keys = keys_name(self.app.lang, self.app.setup.keys.get(ident, action.keys), 1)
            detail = ((say(self.app.lang, "console.palette-why", why=why), "dim"),) if why else ((keys, "accent"),)
            rows.append((bool(why), fold(f"{name} {word(self.app.lang, action, 'help')}"), Found(ident, ((name, ""),), detail)))
        rows.sort(key=lambda row: row[0])

        def search(query: str) -> list[Found]:
            wanted = fold(query).split()
            hits = [(rank(fold(name_of(row)), wanted), off, row) for off, text, row in rows if all(one in text for one in wanted)]
            return [row for _, _, row in sorted(hits, key=lambda hit: hit[:2])]

        find = Find(clean_line(title, 80), search, lambda one: Go("perform", one.id), say(self.app.lang, "console.palette-hint"))
        self.app.follow(find, actions()["palette"])

    def _go_perform(self, ident: str) -> None:
        self.app.perform(ident)

    def _go_help(self, _argument: str) -> None:
        from .screens.help import HelpScreen

        scene = self.app.scene()
        if scene is None:
            return
        where = "board" if self.board_is_open else "floor"
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
                if one.group == group and one.where in (where, "app")
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
        lang = self.app.lang
        lines = [say(lang, "console.quit-text")]
        if self.app.setup.demonstration:
            lines = [say(lang, "console.quit-demo")]
        elif place is not None and place.directory is not None:
            lines.append(say(lang, "console.quit-again", directory=place.directory))
            lines.append(say(lang, "console.quit-stop", directory=place.directory))
        title, yes = say(lang, "console.quit-title"), say(lang, "console.quit-yes")
        self.app.follow(Confirm(title, tuple(lines), yes, lambda: Go("leave")), actions()["quit"])

    def _go_leave(self, _argument: str) -> None:
        self.app.exit()


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
