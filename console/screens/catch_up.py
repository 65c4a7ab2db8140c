"""The ways to catch up, one of them taken. What is shown follows the meeting as long as it stands; nothing is done by itself."""

import time
from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bridge_server.meeting.catch_up import Option, retold
from bridge_server.meeting.values import MINUTE
from bridge_server.reports import catch_up as told
from bridge_server.reports import times
from bridge_server.wire.text import clean_line
from bridge_server.words import say
from console.actions.catch_up import ways
from console.glyphs import ASCII
from console.keys_shown import hint
from console.scene import Scene
from console.views.catch_up import block, catch_up
from console.widgets.foot import Key
from console.widgets.rows import Rows

from .guarded import Guard

HOLD_S: Final = 0.4
"""An Enter that comes sooner after the screen, after other options or after another Enter (a key held down) is not meant."""


class CatchUpScreen(ModalScreen[Option | None]):
    """Gives the option that was chosen, or None."""

    DEFAULT_CSS = """
    CatchUpScreen { align: center middle; }
    CatchUpScreen > Vertical {
        width: 94%; max-width: 100; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    CatchUpScreen .title { height: auto; max-height: 2; color: $primary; text-style: bold; }
    CatchUpScreen .about { height: auto; max-height: 3; color: $warning; margin-bottom: 1; }
    CatchUpScreen Rows { height: auto; max-height: 32; margin-top: 1; scrollbar-size-vertical: 1; }
    CatchUpScreen .keys { height: 1; color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        *(Binding(str(number), f"pick('{number}')", show=False) for number in range(1, 10)),
    ]

    def __init__(self, scene: Scene, minutes: int, *, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is a clock in seconds."""
        super().__init__()
        self._scene, self.minutes, self._now = scene, minutes, now
        self.options = ways(scene, minutes)
        self._about = ""
        self._quiet_since = now()
        self._guard = Guard(self)
        self._gone = False

    def compose(self) -> ComposeResult:
        """The title, what stands in the way of all of it, the options."""
        lang = self._scene.lang
        duration = times.minutes(lang, self.minutes * MINUTE)
        with Vertical():
            yield Static(Content(say(lang, "catchup.title", duration=duration)), markup=False, classes="title")
            yield Static(markup=False, classes="about")
            yield Rows(id="options", always_marked=True)
            keys = hint(say(lang, "catchup.keys"), ascii_only=self._scene.glyphs is ASCII)
            yield Static(Content(keys), markup=False, classes="keys")

    def on_mount(self) -> None:
        """The first option is marked."""
        self._quiet_since = self._now()
        self.query_one(Rows).focus()
        self._draw()

    def on_resize(self) -> None:
        """As many lines as there is room for."""
        self.query_one(Rows).styles.max_height = max(3, self.size.height - 9)
        self.call_after_refresh(self._draw)

    def paint(self, scene: Scene, _away_for: float, _foot: tuple[Key, ...]) -> None:
        """The ends as they are now; where the programme is not what the options stand on, other options."""
        with self._guard("paint"):
            found = [retold(scene.meeting, scene.now, one) for one in self.options]
            fresh = tuple(one for one in found if one is not None)
            if len(fresh) < len(self.options) or not any(one.recovered_ms > 0 for one in fresh):
                fresh = ways(scene, self.minutes)
                self._about = say(scene.lang, "catchup.anew")
                self._quiet_since = self._now()
            self._scene, self.options = scene, fresh
            if not fresh:
                self._leave(None)
                return
            self._draw()

    def _draw(self) -> None:
        rows = self.query_one(Rows)
        about = " ".join(filter(None, (self._about, told.most(self._scene.lang, self.options))))
        box = self.query_one(".about", Static)
        box.update(Content(clean_line(about)))
        box.display = bool(about)
        lines, keys = catch_up(self._scene, self.options, rows.selected or "1", rows.width)
        rows.show(lines, keys)
        rows.styles.height = len(lines)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Another option is marked: all of it comes into view."""
        event.stop()
        self._draw()
        rows = event.rows
        if event.key in rows.keys:
            first, last = block(rows.keys, event.key)
            top, height = rows.scroll_offset.y, max(1, rows.size.height)
            if last >= top + height:
                rows.scroll_to(y=min(first, last - height + 1), animate=False)

    def on_rows_resized(self, event: Rows.Resized) -> None:
        """Another width."""
        event.stop()
        self._draw()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the marked option, unless the key was meant for what stood there before."""
        event.stop()
        before, self._quiet_since = self._quiet_since, self._now()
        if self._quiet_since - before >= HOLD_S and 0 < int(event.key) <= len(self.options):
            self._leave(self.options[int(event.key) - 1])

    def on_click(self, event: events.Click) -> None:
        """Beside the box: back."""
        if event.widget is self:
            self._leave(None)

    def action_pick(self, key: str) -> None:
        """Mark the option of that number."""
        rows = self.query_one(Rows)
        if key in rows.keys:
            rows.select_by_hand(key)

    def action_leave(self) -> None:
        """Nothing is chosen."""
        self._leave(None)

    def _leave(self, chosen: Option | None) -> None:
        if not self._gone:
            self._gone = True
            self.dismiss(chosen)
