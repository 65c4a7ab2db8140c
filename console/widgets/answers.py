"""What ends a dialogue: words that are pressed with Enter, Space or a click."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from bridge_server.wire.text import clean_line


class Answer(Static, can_focus=True):
    """One answer. The focused one is marked on both sides, not by its colour alone. Posts `Pressed`."""

    DEFAULT_CSS = """
    Answer { width: auto; height: 1; padding: 0 1; margin-left: 2; background: $panel; color: $foreground; }
    Answer:hover { background: $block-cursor-background; }
    Answer:focus { background: $primary; color: $background; text-style: bold; }
    Answer.-tall { height: 3; padding: 1 2; }
    Answer.-grave:focus { background: $error; color: $background; }
    Answer:disabled { color: $text-disabled; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", show=False)]

    class Pressed(Message):
        """This is the answer."""

        def __init__(self, answer: "Answer") -> None:
            self.answer = answer
            super().__init__()

        @property
        def control(self) -> "Answer":
            return self.answer

    def __init__(self, text: str, *, id: str, classes: str = "", disabled: bool = False) -> None:  # noqa: A002 - Textual's own name
        """`id` tells the answers of a dialogue apart."""
        super().__init__(markup=False, id=id, classes=classes, disabled=disabled)
        self.text = clean_line(text)

    def render(self) -> Content:
        """The words, between marks where they are focused."""
        return Content(f"[ {self.text} ]" if self.has_focus else f"  {self.text}  ")

    def on_focus(self) -> None:
        """Marked."""
        self.refresh()

    def on_blur(self) -> None:
        """Not any more."""
        self.refresh()

    def on_click(self) -> None:
        """Pressed with the mouse."""
        self.action_press()

    def action_press(self) -> None:
        """This one."""
        if not self.disabled:
            self.post_message(self.Pressed(self))
