"""Chips in a line or two, each a button for the mouse."""

from textual import events
from textual.message import Message

from console.views.board_filters import Chips

from .rows import Rows


class ChipRows(Rows):
    """Shows chips; takes no focus. Posts `Clicked` with what the chip says."""

    can_focus = False

    class Clicked(Message):
        """A chip was clicked."""

        def __init__(self, said: str) -> None:
            self.said = said
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._chips = Chips()

    def put(self, chips: Chips) -> None:
        """Show these chips."""
        self._chips = chips
        self.show(chips.lines)

    def on_click(self, event: events.Click) -> None:
        """What the chip under the mouse says."""
        event.prevent_default()
        if said := self._chips.at(event.x, event.y):
            self.post_message(self.Clicked(said))
