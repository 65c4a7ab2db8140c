"""What every field of a form is: a label, where to fill in, and a line below that says what is wrong or how it was understood."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.forms import Field, Wrong
from console.glyphs import UNICODE, Glyphs

from .letters import Letters


class FieldBox(Vertical):
    """One field on the screen. `read` is its value, or what is wrong with it; `raw` is what was filled in, to be kept."""

    DEFAULT_CSS = """
    FieldBox { height: auto; margin-bottom: 1; }
    FieldBox.-close { margin-bottom: 0; }
    FieldBox .asked { height: auto; }
    FieldBox .label { height: auto; color: $text-muted; padding-right: 1; }
    FieldBox .label.-here { color: $foreground; text-style: bold; }
    FieldBox .note { height: auto; color: $text-muted; padding: 0 1; display: none; }
    FieldBox .note.-bad { color: $error; text-style: bold; }
    FieldBox .control { width: 1fr; height: auto; }
    """

    class Changed(Message):
        """Something else is filled in."""

    class Entered(Message):
        """Enter: this field is done."""

    class Left(Message):
        """An arrow goes past this field: -1 up, 1 down."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    prose: ClassVar[bool] = False
    """Whether Enter belongs to the text."""

    def __init__(self, field: Field, lang: Language, *, label_width: int, glyphs: Glyphs = UNICODE) -> None:
        """`label_width`: cells of the label beside the field; 0: it stands above."""
        super().__init__()
        self.field = field
        self.lang: Language = lang
        self.label_width = label_width
        self.glyphs = glyphs
        self._first: Any = None
        self.faulty = False
        """Whether something wrong is said of it."""

    def compose(self) -> ComposeResult:
        """Label and control, side by side or one above the other; below them what is said, and rows to choose from."""
        label = Static(Content(clean_line(self.field.label)), markup=False, classes="label")
        if self.label_width:
            label.styles.width = self.label_width
        with Horizontal(classes="asked") if self.label_width else Vertical(classes="asked"):
            yield label
            with Vertical(classes="control"):
                yield from self.controls()
                yield Static(markup=False, classes="note")

    def controls(self) -> "Sequence[Widget]":
        """What is filled in, first, and what belongs under it."""
        raise NotImplementedError

    @property
    def control(self) -> Widget:
        """What takes the focus."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Remember what stood ready, and say what there is to say."""
        self._first = self.raw
        self.comment()

    # --- what is filled in ---

    def read(self) -> Any:
        """The value, or a `Wrong`."""
        raise NotImplementedError

    @property
    def raw(self) -> Any:
        """What was filled in, as it was."""
        raise NotImplementedError

    def fill(self, raw: Any) -> None:
        """Put back what `raw` said."""
        raise NotImplementedError

    @property
    def touched(self) -> bool:
        """Whether it is not as it stood at first."""
        return bool(self.raw != self._first)

    # --- what is said of it ---

    def comment(self) -> None:
        """How it is understood, or what to know of it; nothing here."""
        self.tell("")

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """Say this below the field."""
        note = self.query_one(".note", Static)
        note.update(Content(f"{self.glyphs.warning} {sentence}" if bad else sentence))
        note.set_class(bad, "-bad")
        note.display = bool(sentence)
        self.faulty = bad

    def wrong(self, key: str, **facts: object) -> Wrong:
        """What is wrong with this field, in words."""
        return Wrong(self.field.key, say(self.lang, f"form.{key}", **facts))

    def changed(self) -> None:
        """Tell the form; what was wrong is not any more, until it is looked at again."""
        self.comment()
        self.post_message(self.Changed())

    # --- what the parts say ---

    def on_descendant_focus(self) -> None:
        """Its label stands out."""
        self.query_one(".label").add_class("-here")

    def on_descendant_blur(self) -> None:
        """Not any more."""
        self.query_one(".label").remove_class("-here")

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter came or went."""
        event.stop()
        self.changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The same in prose."""
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Entered())


class LineBox(FieldBox):
    """A field that is typed on one line."""

    over: ClassVar[bool] = False
    """Whether what is typed first takes the place of what stands there."""

    def first_text(self) -> str:
        """What stands there at first."""
        return ""

    def controls(self) -> Sequence[Widget]:
        """The line; while nothing stands there, the hint does."""
        return (Letters(self.first_text(), getattr(self.field, "hint", ""), over=self.over),)

    @property
    def control(self) -> Widget:
        """The line."""
        return self.query_one(Letters)

    @property
    def typed(self) -> str:
        """What stands there, cleaned."""
        return clean_line(self.query_one(Letters).value)

    @property
    def raw(self) -> Any:
        """What stands there."""
        return self.query_one(Letters).value

    def fill(self, raw: Any) -> None:
        """Put it there, the cursor behind it."""
        line = self.query_one(Letters)
        line.value = str(raw)
        line.cursor_position = len(line.value)
