"""The events so far, a sentence each: to look back without leaving the meeting."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from console.actions.action import with_telex
from console.actions.every import actions
from console.scene import Scene
from console.views import header, log
from console.widgets.foot import Foot, Key
from console.widgets.rows import Rows


class EventsScreen(Screen[None]):
    """All sentences that are kept, the newest at the end; it follows as they come, unless somebody scrolled up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4,q", "app.pop_screen", show=False),
        Binding(with_telex(actions()["board"].keys), "board", show=False, id="board"),
    ]

    def compose(self) -> ComposeResult:
        """A title, the sentences, the keys."""
        yield Rows(id="head")
        yield Rows(id="events", classes="panel", follow_end=True)
        yield Foot()

    def on_mount(self) -> None:
        """The sentences take the keys."""
        self.query_one("#head", Rows).can_focus = False
        self.query_one("#events", Rows).focus()
        self._opened = False

    def paint(self, scene: Scene, _away_for: float, foot: tuple[Key, ...]) -> None:
        """Show what has happened."""
        from bridge_server.meeting.projection import project

        head = self.query_one("#head", Rows)
        head.show(header.header(scene, project(scene.meeting, scene.now), head.width))
        rows = self.query_one("#events", Rows)
        rows.border_title = header_text(scene)
        rows.show(log.log(scene, rows.width, len(scene.told)))
        if not self._opened:
            self._opened = True
            self.call_after_refresh(rows.scroll_end, animate=False)
        # The keys of the meeting's course do nothing here: only those that work everywhere are shown, and the board's.
        here = (key for key in foot if key.last and (key.action == "board" or actions()[key.action].where == "app"))
        self.query_one(Foot).show(tuple(here))

    async def action_board(self) -> None:
        """To the roll-call board: back to it where this came from there, else over the events."""
        under = self.app.screen_stack[-2]
        await self.run_action("app.pop_screen" if getattr(under, "where", "") == "board" else "app.act('board')")


def header_text(scene: Scene) -> str:
    """The title: made of our own words and a number, so that no markup can be in it."""
    return f"{scene.say('console.log-title', count=len(scene.told))} · {scene.say('console.log-hint')}"
