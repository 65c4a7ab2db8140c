"""A form: fields one under the other, and what comes of them. Nothing that was typed is lost, by a fault or by leaving."""

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.forms import Check, Choice, Effect, Field, Form, Found, Moment, Number, Pick, Text, Wrong
from console.glyphs import UNICODE, Glyphs
from console.scene import Scene
from console.widgets.answers import Answer
from console.widgets.fields import FieldBox
from console.widgets.figures import MomentBox, NumberBox
from console.widgets.picks import ChoiceBox, PickBox
from console.widgets.texts import OfferBox, ProseBox, TextBox

from .guarded import Guard
from .leaving import Leaving

Drafts = MutableMapping[str, dict[str, Any]]
"""What was filled in, by the form's title and the field's key. Whoever sends it drops it, once it came about."""
LABEL_WIDEST: Final = 24


class FormScreen(Leaving, ModalScreen[Effect]):
    """Gives what `form.build` says, None where somebody left.

    Enter goes to the next field, in the last one (and at once, as long as everything stands ready untouched) it is done.
    """

    DEFAULT_CSS = """
    FormScreen { align: center middle; }
    FormScreen > Vertical {
        width: 94%; max-width: 100; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    FormScreen .title { height: auto; max-height: 2; color: $primary; text-style: bold; }
    FormScreen .about { height: auto; max-height: 4; color: $text-muted; }
    FormScreen #fields { height: auto; margin-top: 1; scrollbar-size-vertical: 1; }
    FormScreen .trouble { height: auto; max-height: 4; color: $error; text-style: bold; display: none; }
    FormScreen .trouble.-mild { color: $accent; }
    FormScreen #answers { height: 1; align-horizontal: right; }
    FormScreen .keys { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f10,ctrl+s,ctrl+enter", "submit", show=False, priority=True),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("tab", "field(1)", show=False),
        Binding("shift+tab", "field(-1)", show=False),
        *(Binding(f"alt+{number}", f"offer({number})", show=False, priority=True) for number in range(1, 10)),
    ]

    def __init__(
        self,
        form: Form,
        lang: Language,
        drafts: Drafts | None = None,
        *,
        glyphs: Glyphs = UNICODE,
        scene: Callable[[], Scene | None] = lambda: None,
    ) -> None:
        """`drafts` is kept by the caller from form to form; `scene` is asked when the form is done."""
        super().__init__()
        self._guard = Guard(self)
        self._scene = scene
        self.form = replace(form, fields=tuple(map(self._guarded, form.fields)))
        self.lang: Language = lang
        self.drafts: Drafts = {} if drafts is None else drafts
        self.glyphs = glyphs
        self.boxes: list[FieldBox] = []
        self._kept: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Title, fields, answers."""
        form = self.form
        width = self._label_width()
        self.boxes = [box_for(field, self.lang, label_width=width, glyphs=self.glyphs) for field in form.fields]
        for box in self.boxes[:-1]:
            box.set_class(bool(width), "-close")
        with Vertical():
            yield Static(Content(clean_line(form.title)), markup=False, classes="title")
            if form.about:
                yield Static(Content(clean_line(form.about)), markup=False, classes="about")
            with VerticalScroll(id="fields", can_focus=False):
                yield from self.boxes
            yield Static(markup=False, classes="trouble")
            with Horizontal(id="answers"):
                yield Answer(f"{clean_line(form.submit)} (F10)", id="submit")
                yield Answer(say(self.lang, "form.leave"), id="leave")
            yield Static(markup=False, classes="keys")

    def _guarded(self, field: Field) -> Field:
        """The field; a search of it that fails lists nothing."""
        if not isinstance(field, Pick):
            return field
        ask = field.search

        def search(query: str) -> Sequence[Found]:
            with self._guard(f"search {field.key}"):
                return ask(query)
            return ()

        return replace(field, search=search)

    def _label_width(self) -> int:
        """Labels stand beside the fields, where there are several; above where one stands alone."""
        if len(self.form.fields) == 1:
            return 0
        return min(LABEL_WIDEST, max((cell_len(clean_line(field.label)) for field in self.form.fields), default=0) + 2)

    def on_mount(self) -> None:
        """What was kept of the last time is there again; the hand is in the first field."""
        self.call_after_refresh(self._restore)
        if self.boxes:
            self.boxes[0].control.focus()

    def _restore(self) -> None:
        kept = self.drafts.get(self.form.title, {})
        for box in self.boxes:
            if box.field.key in kept:
                box.fill(kept[box.field.key])
        self._kept = self._filled
        if self._kept:
            self._tell(say(self.lang, "form.restored"), mild=True)
        self._show_keys()

    def on_resize(self) -> None:
        """As many fields as there is room for; the rest scrolls."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        fields = self.query_one("#fields")
        around = sum(one.outer_size.height for one in self.query_one(Vertical).children if one is not fields and one.display)
        fields.styles.max_height = max(3, self.size.height - around - 3)

    # --- moving ---

    @property
    def _current(self) -> FieldBox | None:
        return next((box for box in self.boxes if box.has_focus_within), None)

    def action_step(self, direction: int) -> None:
        """To the field above or below; first through the offers or the rows of this one."""
        box = self._current
        if isinstance(box, PickBox) and box.move(direction):
            return
        if isinstance(box, OfferBox) and direction > 0 and box.step_in():
            return
        self._go(direction)

    def action_field(self, direction: int) -> None:
        """To the next field or answer, and around; never into the rows that belong to a field."""
        stops = [*(box.control for box in self.boxes), self.query_one("#submit"), self.query_one("#leave")]
        box = self._current
        here = self.focused if box is None else box.control
        place = stops.index(here) if here in stops else -1
        stops[(place + direction) % len(stops)].focus()

    def _go(self, direction: int) -> None:
        box = self._current
        if box is None:
            if direction < 0 and self.boxes:
                self.boxes[-1].control.focus()
            return
        place = self.boxes.index(box) + direction
        if 0 <= place < len(self.boxes):
            self.boxes[place].control.focus()
        elif place == len(self.boxes):
            self.query_one("#submit", Answer).focus()

    def on_field_box_left(self, event: FieldBox.Left) -> None:
        """Past the ends of a field."""
        event.stop()
        self._go(event.direction)

    def on_field_box_entered(self, event: FieldBox.Entered) -> None:
        """On to the next field, or done."""
        event.stop()
        box = self._current
        last = box is None or box is self.boxes[-1]
        if last or (not self.touched and self._ready):
            self.action_submit()
        else:
            self._go(1)

    @property
    def _filled(self) -> dict[str, Any]:
        """What is not as it stood at first."""
        return {box.field.key: box.raw for box in self.boxes if box.touched}

    @property
    def touched(self) -> bool:
        return any(box.touched for box in self.boxes)

    @property
    def _ready(self) -> bool:
        return not any(isinstance(box.read(), Wrong) for box in self.boxes)

    def on_field_box_changed(self, event: FieldBox.Changed) -> None:
        """Somebody goes on typing (or what was kept has come back)."""
        event.stop()
        if self._kept and self._filled == self._kept:
            return
        self._kept = {}
        self._leaving = False
        self._tell("")
        self._show_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what Enter does here."""
        self._show_keys()
        event.widget.scroll_visible(animate=False)

    def _show_keys(self) -> None:
        box = self._current
        alone = len(self.boxes) == 1
        if box is not None and box.prose:
            name = "keys-prose"
        elif alone:
            name = "keys-only"
        elif box is None or box is self.boxes[-1] or (not self.touched and self._ready):
            name = "keys-submit"
        else:
            name = "keys-next"
        self.query_one(".keys", Static).update(Content(say(self.lang, f"form.{name}")))

    def action_offer(self, number: int) -> None:
        """Take an offer of this field."""
        box = self._current
        if isinstance(box, OfferBox):
            box.take(number - 1)

    # --- done, or not ---

    def action_submit(self) -> None:
        """Submit what was typed, letters included that were read before this key and are still on their way to their field."""
        (self.focused or self).call_later(self._submit)

    def _submit(self) -> None:
        """Build what the form is for; the first thing that is wrong is said where it stands."""
        if self._gone:
            return
        values: dict[str, Any] = {}
        wrongs: list[Wrong] = []
        for box in self.boxes:
            said = box.read()
            if isinstance(said, Wrong):
                wrongs.append(said)
            values[box.field.key] = said
        effect: Effect | Wrong = None
        if not wrongs:
            effect = Wrong("", say(self.lang, "form.defect"))
            with self._guard("build"):
                effect = self.form.made(values, self._scene())
            if isinstance(effect, Wrong):
                wrongs.append(effect)
        if wrongs:
            self._refuse(wrongs)
        else:
            self._go_with(effect)  # type: ignore[arg-type]  # a Wrong is among `wrongs`

    def _refuse(self, wrongs: list[Wrong]) -> None:
        by_key = {box.field.key: box for box in self.boxes}
        for wrong in wrongs:
            box = by_key.get(wrong.key)
            if box is None:
                self._tell(wrong.text)
            else:
                box.tell(clean_line(wrong.text), bad=True)
        first = by_key.get(wrongs[0].key)
        if first is not None:
            first.control.focus()
            self.call_after_refresh(first.scroll_visible, animate=False)

    def _tell(self, sentence: str, *, mild: bool = False) -> None:
        trouble = self.query_one(".trouble", Static)
        trouble.update(Content(clean_line(sentence)))
        trouble.set_class(mild, "-mild")
        if trouble.display != bool(sentence):
            trouble.display = bool(sentence)
            self.call_after_refresh(self._fit)

    def on_answer_pressed(self, event: Answer.Pressed) -> None:
        """A click, or Enter on an answer."""
        event.stop()
        if event.answer.id == "submit":
            self.action_submit()
        else:
            self.close()

    def _go_with(self, effect: Effect) -> None:
        """What was typed is kept, sent or not: the hub may refuse it."""
        if filled := self._filled:
            self.drafts[self.form.title] = filled
        else:
            self.drafts.pop(self.form.title, None)
        self._gone = True
        self.dismiss(effect)


def box_for(field: Field, lang: Language, *, label_width: int, glyphs: Glyphs = UNICODE) -> FieldBox:
    """The widget of a field."""
    kind: type[FieldBox]
    match field:
        case Text():
            kind = ProseBox if field.lines > 1 else TextBox
        case Choice() | Check():
            kind = ChoiceBox
        case Number():
            kind = NumberBox
        case Moment():
            kind = MomentBox
        case Pick():
            kind = PickBox
    return kind(field, lang, label_width=label_width, glyphs=glyphs)
