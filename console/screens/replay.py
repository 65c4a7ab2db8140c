"""The screen of a replay: the meeting's faces as they were, under a bar that says so, over a timeline of the whole log."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bridge_server.meeting.projection import Projection
from console.actions.action import NO_KEY, with_telex
from console.actions.every import actions
from console.actions.replay import ALSO
from console.lines import Line
from console.scene import Scene
from console.views import replay as views
from console.views import timeline
from console.widgets.foot import Key
from console.widgets.rows import Rows
from console.widgets.timeline import Timeline

from .main import MainScreen


def own_bindings() -> list[BindingType]:
    """The keys of a replay come before those of whatever has the focus; the meeting's own keys only say why they do nothing."""
    every = actions().values()
    found: list[BindingType] = [
        Binding(with_telex(one.keys) or NO_KEY, f"app.act('{one.id}')", show=False, id=one.id, priority=one.where == "replay")
        for one in every
        if one.where == "replay" or one.id in ALSO
    ]
    taken = {key for one in every if one.where in ("replay", "app") or one.id in ALSO for key in with_telex(one.keys).split(",")}
    for one in every:
        if one.where == "floor" and one.id not in ALSO:
            keys = [key for key in with_telex(one.keys).split(",") if key and key != "enter" and key not in taken]
            found += [Binding(",".join(keys), f"app.act('{one.id}')", show=False)] if keys else []
    return found


class ReplayScreen(MainScreen, inherit_bindings=False):
    """As the main screen, with a bar and a timeline. Nothing on it is live."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings()
    LOG_TITLE: ClassVar[str] = "replay.panel-events"

    def compose(self) -> ComposeResult:
        """The bar above all of it, the timeline above what happened."""
        yield Rows(id="replay")
        for widget in super().compose():
            if widget.id == "log":
                yield Timeline(id="timeline", classes="panel")
            yield widget

    def on_mount(self) -> None:
        """Neither takes the focus."""
        super().on_mount()
        for name in ("replay", "timeline"):
            self.rows(name).can_focus = False
            self.rows(name).display = False

    def paint(self, scene: Scene, away_for: float, foot: tuple[Key, ...]) -> None:
        """Show a scene."""
        for name in ("replay", "timeline"):
            if not self.rows(name).display:
                self.rows(name).display = True
        self._guarded("bar", lambda: self._bar(views.bar(scene, self.size.width)))
        super().paint(scene, away_for, foot)
        self._title("timeline", lambda: scene.say("replay.panel-timeline"))
        self._show("timeline", lambda rows: (timeline.timeline(scene, rows.width, rows.size.height), ()))

    def _bar(self, lines: list[Line]) -> None:
        rows = self.rows("replay")
        if rows.styles.height is None or rows.styles.height.value != len(lines):
            rows.styles.height = len(lines)
        rows.show(lines)

    def head_lines(self, scene: Scene, told: Projection, width: int) -> list[Line]:
        """The head of the meeting as it was; its clock is in the bar."""
        return views.head(scene, told, width)

    def log_lines(self, scene: Scene, width: int, height: int) -> list[Line]:
        """What happened before the instant and after it."""
        return views.events(scene, width, height)

    def on_timeline_sought(self, message: Timeline.Sought) -> None:
        """A click on the timeline."""
        self.app.places.replaying.go(f"part {message.part}")  # type: ignore[attr-defined]
