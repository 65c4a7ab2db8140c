"""A few lines to read, and any key to go back."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bridge_server.wire.text import clean_prose


class NoteScreen(ModalScreen[None]):
    """Says something, and closes with Esc, Enter or a click beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", show=False)]
    DEFAULT_CSS = """
    NoteScreen { align: center middle; }
    NoteScreen > VerticalScroll {
        width: auto; max-width: 90%; height: auto; max-height: 90%; padding: 1 3; background: $surface; border: round $primary;
        scrollbar-size-vertical: 1;
    }
    NoteScreen Static { width: auto; max-width: 100%; }
    NoteScreen .title { text-style: bold; color: $primary; margin-bottom: 1; }
    """

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._heading, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        with VerticalScroll():
            yield Static(Content(clean_prose(self._heading)), classes="title", markup=False)
            for line in self._lines:
                yield Static(Content(clean_prose(line)), markup=False)

    def on_click(self, event: events.Click) -> None:
        """Beside the box: back."""
        if event.widget is self:
            self.dismiss()
