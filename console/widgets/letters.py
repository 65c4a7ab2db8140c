"""Places to type in: a line and a page. Cursors do not blink (an idle screen costs nothing), pasted text is cleaned."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from bridge_server.wire.text import clean_line, clean_prose


class Letters(Input):
    """One line. Nothing is refused while it is typed: what is too long or wrong is said beside it."""

    DEFAULT_CSS = """
    Letters, Letters.-textual-compact {
        height: 1; border: none; padding: 0 1; background: $panel; color: $foreground;
        &:focus { background: $block-cursor-background; border: none; }
        & > .input--placeholder { color: $text-muted; }
        & > .input--cursor { background: $foreground; color: $background; text-style: none; }
    }
    """

    def __init__(
        self,
        value: str = "",
        hint: str = "",
        *,
        over: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`hint` is shown while nothing is typed; `over`: what is typed first takes the place of what stands there."""
        super().__init__(clean_line(value), placeholder=clean_line(hint), compact=True, select_on_focus=over, id=id)
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Enter counts where it was pressed among the letters: what follows it at once is not part of what was typed."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Input.Submitted(self, self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Several lines become one; no control character comes in."""
        event.prevent_default()
        event.stop()
        self.replace(clean_line(event.text), *self.selection)


class Prose(TextArea):
    """A few lines, wrapped as they are typed; Enter is a new line, Tab leaves."""

    DEFAULT_CSS = """
    Prose, Prose.-textual-compact {
        border: none; padding: 0 1; background: $panel; color: $foreground; scrollbar-size-vertical: 1;
        &:focus { background: $block-cursor-background; border: none; }
        & .text-area--placeholder { color: $text-muted; }
        & .text-area--cursor { background: $foreground; color: $background; text-style: none; }
    }
    """

    class Left(Message):
        """An arrow goes past an end: -1 up, 1 down."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def __init__(self, value: str = "", hint: str = "", *, lines: int = 3) -> None:
        """`lines` rows high."""
        super().__init__(
            clean_prose(value),
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=Content(clean_line(hint)),
        )
        self.cursor_blink = False
        self.styles.height = lines

    def on_paste(self, event: events.Paste) -> None:
        """Lines stay lines; no control character comes in."""
        event.prevent_default()
        event.stop()
        self.replace(clean_prose(event.text), *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up, or out."""
        before = self.cursor_location
        super().action_cursor_up(select)
        if self.cursor_location == before and not select:
            self.post_message(self.Left(-1))

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down, or out."""
        before = self.cursor_location
        super().action_cursor_down(select)
        if self.cursor_location == before and not select:
            self.post_message(self.Left(1))
