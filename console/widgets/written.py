"""The list of what the secretary has written, wherever it stands: its own keys are those of the selected row."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from console.actions.action import with_telex
from console.actions.every import actions

from .rows import Rows

OF_ROWS: Final = tuple(one for one in actions().values() if one.where == "writing")


class WrittenRows(Rows):
    """Rows of conclusions and notes; they keep their order whatever becomes of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(with_telex(one.keys), f"app.act('{one.id}')", show=False, id=one.id) for one in OF_ROWS if one.keys
    ]
