"""A screen to project: the hall's face or the chair's and nothing else, on a console as with a screen's code."""

import logging
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from console.hall import ChairFace, Frames, HallFace, Mark, View, face_of, frames_of, mark_of
from console.lines import Line, wrapped
from console.scene import Scene
from console.views.chair import chair
from console.views.hall import Manner, centred, hall
from console.widgets.foot import Key
from console.widgets.rows import Rows

from .main import Repaint

FAULTS = logging.getLogger("console")
LAPSE = 5.0
"""Seconds without a word of the hub after which the screen says so."""


class HallScreen(Screen[None]):
    """Shows faces. Escape leads back where there is something behind it; the footer's keys are not shown: the hall reads this."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, view: View = "hall") -> None:
        super().__init__()
        self.view: View = view
        self._failed = False
        self._waiting = ""

    def compose(self) -> ComposeResult:
        """One panel, the whole screen."""
        yield Rows(id="projected")

    def on_mount(self) -> None:
        """Nothing here is selected."""
        self.rows.can_focus = False

    @property
    def rows(self) -> Rows:
        """The panel."""
        return self.query_one("#projected", Rows)

    def on_resize(self) -> None:
        """Lines are made for the new size."""
        self.call_after_refresh(self.repaint)

    def repaint(self) -> None:
        """Ask for the face again."""
        if self._waiting:
            self.say_waiting(self._waiting)
        self.post_message(Repaint())

    def action_back(self) -> None:
        """Back to what was seen before, where anything was."""
        if len(self.app.screen_stack) > 2:
            self.dismiss()

    def say_waiting(self, text: str) -> None:
        """Before there is anything to show, or where nothing will be: why, in the middle."""
        self._waiting = text
        rows = self.rows
        width, height = rows.size.width, rows.size.height
        if width > 4:
            lines: list[Line] = [centred(one, width, "strong") for one in wrapped(text, width - 4, 6)]
            rows.show([*[()] * max(0, (height - len(lines)) // 2), *lines])

    def paint(self, scene: Scene, away_for: float, _foot: tuple[Key, ...]) -> None:
        """Show a console's scene."""
        mark = mark_of(rehearsal=scene.rehearsal, demonstration=scene.demonstration)
        state = scene.link.state
        ended = scene.say("hall.ended") if state == "ended" else ""
        lapsed = state in ("quiet", "away") and away_for >= LAPSE
        manner = Manner(scene.lang, scene.glyphs, lapsed=lapsed, ended=ended)
        self._guarded(lambda: face_of(self.view, frames_of(scene), scene.now, mark), manner)

    def draw(self, frames: Frames, now: int, mark: Mark, manner: Manner) -> None:
        """Show what a screen's code brought, as of `now`."""
        self._guarded(lambda: face_of(self.view, frames, now, mark), manner)

    def _guarded(self, made: Callable[[], HallFace | ChairFace], manner: Manner) -> None:
        """A face that cannot be made is logged once, and what stood stays: the hall reads no fault of a program."""
        rows = self.rows
        width, height = rows.size.width, rows.size.height
        if width <= 0 or height <= 0:
            return
        try:
            face = made()
            lines = hall(face, width, height, manner) if isinstance(face, HallFace) else chair(face, width, height, manner)
        except Exception:
            if not self._failed:
                FAULTS.exception("face %s", self.view)
            self._failed = True
            return
        self._failed, self._waiting = False, ""
        rows.show(lines)
