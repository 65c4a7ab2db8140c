"""The last line of a screen: the keys of this moment, each a button for the mouse."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from console.lines import safe


@dataclass(frozen=True, slots=True)
class Key:
    """A key as people call it, what it does now, and the action's id."""

    key: str
    label: str
    action: str
    last: bool = False
    """Whether it stands at the end and has its room before the others."""


class Foot(Widget):
    """As many keys as fit; the first are the most wanted ones. Posts `Pressed` for a click."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot--key", "foot--label"}
    DEFAULT_CSS = """
    Foot {
        dock: bottom; height: 1; background: $panel;
        & > .foot--key { color: $accent; background: $panel; text-style: bold; }
        & > .foot--label { color: $foreground; background: $panel; }
    }
    """

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._keys: tuple[Key, ...] = ()
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: tuple[Key, ...]) -> None:
        """Show these keys."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is shown, as far as it fits."""
        return self._keys

    def render_line(self, y: int) -> Strip:
        """Key and label, one after the other, as far as whole ones fit."""
        key_style = self.get_component_rich_style("foot--key")
        label_style = self.get_component_rich_style("foot--label")
        width, x = self.size.width, 0
        segments: list[Segment] = []
        self._spans = []
        for key in self._fitting(width) if y == 0 else ():
            name, label = texts(key)
            size = cell_len(name + label)
            segments += [Segment(name, key_style), Segment(label, label_style)]
            self._spans.append((x, x + size, key.action))
            x += size
        return Strip(segments).adjust_cell_length(width, label_style)

    def _fitting(self, width: int) -> list[Key]:
        """The keys that fit, in order; those of the end are let in first."""
        kept: set[Key] = set()
        left = width
        for key in sorted(self._keys, key=lambda key: not key.last):
            size = cell_len("".join(texts(key)))
            if size <= left:
                kept.add(key)
                left -= size
        return [key for key in self._keys if key in kept]

    def on_click(self, event: events.Click) -> None:
        """The key under the mouse."""
        for start, end, action in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(action))


def texts(key: Key) -> tuple[str, str]:
    """Key and label as they are drawn."""
    return f" {safe(key.key)} ", f"{safe(key.label)} "
