"""The timeline as a panel: a click goes to that instant."""

from textual import events
from textual.message import Message

from console.views.timeline import part_of

from .rows import Rows


class Timeline(Rows):
    """Posts `Sought` for a click."""

    class Sought(Message):
        """An instant was clicked at, so far into the whole log (0 to 1)."""

        def __init__(self, part: float) -> None:
            self.part = part
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """The instant under the pointer."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        part = part_of(offset.x, self.width) if offset is not None else None
        if part is not None:
            self.post_message(self.Sought(part))
