"""A list under a place to type: the hand stays in the input, arrows are the list's."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from console.widgets.rows import Rows

T = TypeVar("T")


class ListUnderInput(ModalScreen[T]):
    """Has one `Rows`, moved by the arrow keys wherever the focus is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("ctrl+home", "move_end(-1)", show=False),
        Binding("ctrl+end", "move_end(1)", show=False),
    ]

    def action_move(self, step: int) -> None:
        """A row up or down."""
        self.query_one(Rows).action_move(step)

    def action_move_page(self, direction: int) -> None:
        """A page of rows."""
        self.query_one(Rows).action_move_page(direction)

    def action_move_end(self, direction: int) -> None:
        """To the first or the last row."""
        self.query_one(Rows).action_move_end(direction)
