"""The main screen: programme, speaker, requests, roll and events; in a break its own face."""

import logging
from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from bridge_server.meeting import Meeting
from bridge_server.meeting.projection import Projection, project
from bridge_server.meeting.queue import upcoming
from bridge_server.words import say
from console.actions.action import NO_KEY, with_telex
from console.actions.every import actions
from console.lines import Line, pad, wrapped
from console.scene import Scene, Selection
from console.views import agenda, header, intermission, log, queue, roll_panel, speaker, writing
from console.views.course import is_break
from console.widgets.foot import Foot, Key
from console.widgets.rows import Rows
from console.widgets.written import WrittenRows

FAULTS = logging.getLogger("console")
MANY: Final = 1000
"""Points from which on names are made ready ahead."""
VANISHED: Final = 1.0
"""Seconds after a chosen row went away in which a key that would be about it does nothing: the hand was quicker than the eye."""


class Repaint(Message):
    """A screen has another size, or shows another face: it wants a scene."""


class MainScreen(Screen[None]):
    """Shows scenes; keys are the actions' own. Nothing here knows a hub."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(with_telex(action.keys) or NO_KEY, f"app.act('{action.id}')", show=False, id=action.id)
        for action in actions().values()
        if action.where == "floor"
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for instances
        (0, "-tiny"),
        (72, "-narrow"),
        (100, "-medium"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - the same
        (0, "-flat"),
        (22, "-low"),
        (30, "-middle"),
        (45, "-high"),
    ]
    AUTO_FOCUS = "#queue"
    LOG_TITLE: ClassVar[str] = "console.panel-log"

    def __init__(self, log_name: str = "") -> None:
        """`log_name` is where faults of panels are kept, as people are told it."""
        super().__init__(classes="-waiting")
        self.other_face = False
        """In a break: show the programme instead."""
        self._log_name = log_name
        self._failed: set[str] = set()
        self._titles: dict[str, tuple[str, bool]] = {}
        self._waiting = ""
        self._vanished = ("", float("-inf"))
        self._resting = False
        self._next = ""

    def compose(self) -> ComposeResult:
        """Every panel; which are shown depends on the size and on the meeting."""
        yield Rows(id="head")
        yield Rows(id="banner")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Rows(id="agenda", classes="panel", offers=True)
                yield Rows(id="roll", classes="panel")
            with Vertical(id="middle"):
                yield Rows(id="speaker", classes="panel")
                yield Rows(id="queue", classes="panel", always_marked=True, offers=True)
                yield WrittenRows(id="written", classes="panel", always_marked=True)
            with Vertical(id="right"):
                yield Rows(id="roll-wide", classes="panel")
        with Horizontal(id="break"):
            yield Rows(id="countdown", classes="panel")
            yield Rows(id="back", classes="panel")
        yield Rows(id="log", classes="panel", follow_end=True)
        yield Foot()

    def on_mount(self) -> None:
        """Panels that only show something take no focus."""
        for name in ("head", "banner", "speaker", "countdown", "log"):
            self.rows(name).can_focus = False
        self.rows("banner").display = False
        self.query_one("#body").display = False

    def say_waiting(self, text: str) -> None:
        """Before there is anything to show: whose screen it is, and what is being done."""
        self._waiting = text
        self.add_class("-waiting")
        self.query_one("#body").display = False
        self.query_one("#break").display = True
        self.call_after_refresh(self._show_waiting)

    def _show_waiting(self) -> None:
        if not self._waiting:
            return
        lang = self.app.lang  # type: ignore[attr-defined]
        self.rows("head").show([((say(lang, "console.app-name"), "title"),)])
        rows = self.rows("countdown")
        words = wrapped(self._waiting, max(20, rows.width - 4))
        rows.show(
            [
                *[()] * max(0, self.size.height // 2 - 3),
                *(((pad("", (rows.width - cell_len(line)) // 2), ""), (line, "")) for line in words),
            ]
        )

    def rows(self, name: str) -> Rows:
        """A panel by its id."""
        return self.query_one(f"#{name}", Rows)

    def on_resize(self) -> None:
        """Lines are made for the new widths."""
        self.call_after_refresh(self.repaint)

    def repaint(self) -> None:
        """Ask for the scene again."""
        self._show_waiting()
        self.post_message(Repaint())

    # --- what is selected ---

    def selection(self) -> Selection:
        """What keys are about: the row of the panel in focus, and the contribution that is marked.

        That is a slot which somebody chose in the programme, else the row of the list of those who wait; none where no list is
        seen (in a break).
        """
        focused = self.focused
        kind, _, ident = focused.selected.partition(":") if isinstance(focused, Rows) else ("", "", "")
        vanished, at = self._vanished
        if self.app.clock() - at >= VANISHED:  # type: ignore[attr-defined]
            vanished = ""
        item, point = ident if kind == "item" else "", ident if kind in ("point", "group") else ""
        found = Selection(item=item, point=point, vanished=vanished)
        if not self.query_one("#body").display:
            return found
        if self.has_class("-secretary"):
            written = self.rows("written")
            return found._replace(written=written.selected, marked="chosen" if written.by_hand else "offered")
        agenda, waiting = self.rows("agenda"), self.rows("queue")
        of = agenda if focused is agenda and kind == "turn" and agenda.by_hand else waiting
        turn = of.selected.removeprefix("turn:")
        if not turn and "queue" in self._failed:  # whoever is next is told beside the speaker too
            turn = self._next
        return found._replace(turn=turn, marked="chosen" if of.by_hand else "offered")

    def mark(self, key: str) -> None:
        """Mark a row of the list of those who wait, as a hand would; where a break's face hides the list, it is shown."""
        if self.query_one("#break").display:
            self.other_face = True
            self.query_one("#body").display = True
            self.query_one("#break").display = False
        self.rows("queue").focus()
        self.rows("queue").select_by_hand(key)
        self.post_message(Repaint())

    def _aim(self) -> None:
        """A chosen slot of the programme takes the mark from the list."""
        focused, agenda = self.focused, self.rows("agenda")
        slot = agenda.selected.startswith("turn:")
        agenda.aim(at=not slot or agenda.by_hand)
        self.rows("queue").aim(at=not (focused is agenda and slot and agenda.by_hand))

    def on_descendant_focus(self) -> None:
        """Another panel may be what keys are about."""
        self._aim()
        self.post_message(Repaint())

    def on_rows_moved(self) -> None:
        """The same for another row; the application hears of it too."""
        self._aim()

    def start_anew(self) -> None:
        """Another log: what was chosen in the old one is no more."""
        for name in ("agenda", "queue"):
            self.rows(name).by_hand = False
        self._vanished = ("", float("-inf"))

    # --- painting ---

    def paint(self, scene: Scene, away_for: float, foot: tuple[Key, ...]) -> None:
        """Show a scene; a panel that fails says so, and the others go on."""
        if self.has_class("-waiting"):
            self._waiting = ""
            self.remove_class("-waiting")
        told = self._projected(scene)
        self._serve(scene.meeting, secretary=scene.role == "secretary" and scene.replay is None)
        resting = is_break(scene.meeting) and not self.other_face
        self.query_one("#body").display = not resting
        self.query_one("#break").display = resting
        if self.focused is None or resting != self._resting:  # what had the focus is not seen any more
            self.rows("back" if resting else "written" if self.has_class("-secretary") else "queue").focus()
        self._resting = resting
        self._next = next((turn.id for turn in upcoming(scene.meeting)), "")
        self._show("head", lambda rows: (self.head_lines(scene, told, rows.width), ()))
        self._guarded("banner", lambda: self._banner(header.banner(scene, away_for, self.size.width)))
        if resting:
            self._title("countdown", lambda: scene.say("label.kind-break"))
            self._title("back", lambda: scene.say("console.panel-back"))
            self._show("countdown", lambda rows: (intermission.face(scene, rows.width, rows.size.height), ()))
            self._show("back", lambda rows: intermission.back(scene, rows.width))
        else:
            self._main_panels(scene, told)
        self._title("log", lambda: scene.say(self.LOG_TITLE))
        self._show("log", lambda rows: (self.log_lines(scene, rows.width, max(1, rows.size.height)), ()))
        self.query_one(Foot).show(foot)

    def _serve(self, meeting: Meeting, *, secretary: bool) -> None:
        """A secretary has the conclusions where a host has the list of those who wait, and the hand there."""
        if self.has_class("-secretary") != secretary:
            self.set_class(secretary, "-secretary")
            if self.focused in (None, self.rows("queue"), self.rows("written")):
                self.call_after_refresh(self.rows("written" if secretary else "queue").focus)
            if secretary and len(meeting.points) >= MANY:  # the first line must not wait for the names of a whole country
                from console.conclusion_line import build_ahead

                self.run_worker(partial(build_ahead, meeting), thread=True, exit_on_error=False, group="index")

    def head_lines(self, scene: Scene, told: Projection, width: int) -> list[Line]:
        """The head's lines."""
        return header.header(scene, told, width)

    def log_lines(self, scene: Scene, width: int, height: int) -> list[Line]:
        """The last events."""
        return log.log(scene, width, height)

    def _projected(self, scene: Scene) -> Projection:
        """The programme's times; where they cannot be told, no times: the panels that need none go on."""
        found: list[Projection] = []
        self._guarded("projection", lambda: found.append(project(scene.meeting, scene.now)))
        return found[0] if found else Projection((), None, None, None)

    def _main_panels(self, scene: Scene, told: Projection) -> None:
        speaks = bool(scene.meeting.speaking)
        self._title("agenda", lambda: scene.say("console.panel-agenda"))
        self._title("speaker", lambda: scene.say(f"console.panel-speaker{'' if speaks else '-none'}"), strong=speaks)
        if self.has_class("-secretary"):
            self._title("written", lambda: writing.panel_title(scene, self.rows("written").width))
            self._show(
                "written", lambda rows: writing.panel(scene, rows.width, rows.size.height), lambda: writing.preferred(scene)
            )
        else:
            self._title("queue", lambda: queue.title(scene, self.rows("queue").width))
            self._show("queue", lambda rows: queue.queue(scene, rows.width, rows.size.height))
        self._show("agenda", lambda rows: agenda.agenda(scene, told, rows.width, rows.size.height), lambda: agenda.now_at(scene))
        self._show("speaker", lambda rows: (speaker.panel(scene, rows.width, rows.size.height), ()))
        name = "roll-wide" if self.has_class("-wide") else "roll"
        self._title(name, lambda: roll_panel.title(scene))
        self._show(name, lambda rows: roll_panel.roll_panel(scene, rows.width, rows.size.height))

    def _show(
        self,
        name: str,
        made: Callable[[Rows], tuple[list[Line], "list[str] | tuple[()]"]],
        prefer: Callable[[], str] = lambda: "",
    ) -> None:
        """One panel. Its fault is its own, and told in its place."""
        rows = self.rows(name)
        if rows.width <= 0:
            return

        def show() -> None:
            lines, keys = made(rows)
            chosen, aim = rows.selected if rows.by_hand else "", self.selection()
            rows.show(lines, keys, prefer=prefer())
            own = chosen.partition(":")[2] in self.app.sending.recent  # type: ignore[attr-defined]
            if chosen in (f"turn:{aim.turn}", f"item:{aim.item}") and not rows.by_hand and not own:
                self._vanished = chosen, self.app.clock()  # type: ignore[attr-defined]

        if not self._guarded(name, show):
            text = say(self.app.lang, "console.panel-error", path=self._log_name)  # type: ignore[attr-defined]
            rows.show([((one, "bad"),) for one in wrapped(text, rows.width)])

    def _guarded(self, name: str, do: Callable[[], None]) -> bool:
        """Whether it went well; what fails again and again is logged once."""
        try:
            do()
        except Exception:
            if name not in self._failed:
                FAULTS.exception("panel %s", name)
            self._failed.add(name)
            return False
        self._failed.discard(name)
        return True

    def _title(self, name: str, made: Callable[[], str], *, strong: bool = False) -> None:
        self._guarded(f"title of {name}", lambda: self._write_title(name, made(), strong=strong))

    def _write_title(self, name: str, text: str, *, strong: bool) -> None:
        if self._titles.get(name) == (text, strong):
            return
        self._titles[name] = text, strong
        rows = self.rows(name)
        rows.border_title = Content(text)  # as it is: no markup is read
        rows.set_class(strong, "-strong")

    def _banner(self, lines: list[Line]) -> None:
        rows = self.rows("banner")
        if rows.display != bool(lines):
            rows.display = bool(lines)
        if lines:
            if rows.styles.height is None or rows.styles.height.value != len(lines):
                rows.styles.height = len(lines)
            rows.show(lines)
