"""A session's log on the screen: the state after its last record, following it as it grows. Reads only."""

from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from bridge_server.journal import JournalError
from bridge_server.journal.replay import replay
from bridge_server.reports.overview import overview
from bridge_server.words import Language, say

WIDEST = 140
"""Columns beyond which a line is hard to follow with the eye."""
LOOK_EVERY = 1.0
"""Seconds between looks at the log's length."""


class Viewer(App[None]):
    """The overview in a pane that scrolls."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    VerticalScroll { padding: 0 1; }
    #state { width: 1fr; }
    """

    def __init__(self, lang: Language, path: Path) -> None:
        """`path` is the log."""
        super().__init__()
        self.lang: Language = lang
        self.path = path
        self.seen = -1

    def compose(self) -> ComposeResult:
        """One pane and the keys."""
        with VerticalScroll():
            yield Static(id="state", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Name the keys in the chosen language, draw, and look again every second."""
        self.title = "Điểm Cầu"
        for key, action, word in (("q", "quit", "quit"), ("r", "reread", "reread")):
            self.bind(key, action, description=say(self.lang, f"command.key-{word}"))
        self.query_one(VerticalScroll).focus()
        self.reread()
        self.set_interval(LOOK_EVERY, self.reread)

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False)]

    def action_reread(self) -> None:
        """Read the log again whatever its length."""
        self.seen = -1
        self.reread()

    def on_resize(self) -> None:
        """Draw at the new width."""
        self.action_reread()

    def reread(self) -> None:
        """Draw the state anew where the log has grown. A fault is shown in place of the state, never raised."""
        try:
            length = self.path.stat().st_size
            if length == self.seen:
                return
            told, _ = replay(self.path)
            meeting, rehearsal = told.meeting, bool(told.header["rehearsal"])
            width = min(WIDEST, self.size.width - 4)
            text = overview(self.lang, meeting, meeting.at or meeting.starts_at, rehearsal=rehearsal, width=width)
            if told.unknown:
                text = f"{say(self.lang, 'command.newer-event', count=len(told.unknown), record=told.unknown[0][0])}\n\n{text}"
            self.seen = length
        except JournalError as wrong:
            text = say(self.lang, f"journal.{wrong.code}", **wrong.facts)
        except OSError as wrong:
            text = say(self.lang, "command.cannot-read", path=self.path, reason=wrong.strerror or str(wrong))
        self.query_one("#state", Static).update(Content(text))
