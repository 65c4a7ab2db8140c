"""Fields where something is chosen: one of a few options, or one of many that a search lists."""

from collections.abc import Sequence
from typing import Any, Final

from textual.widget import Widget
from textual.widgets import Input

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.forms import Check, Choice, Field, Found, Pick
from console.glyphs import UNICODE, Glyphs
from console.lines import plain

from .choices import FoundList, Options
from .fields import FieldBox
from .letters import Letters
from .rows import Rows

PICKED_ROWS: Final = 6


class ChoiceBox(FieldBox):
    """One of a few; yes or no."""

    field: Choice | Check

    def controls(self) -> Sequence[Widget]:
        """The options, upright where the label stands above them."""
        field = self.field
        if isinstance(field, Check):
            pair = (("yes", say(self.lang, "form.yes")), ("no", say(self.lang, "form.no")))
            return (Options(pair, "yes" if field.value else "no", upright=False, glyphs=self.glyphs),)
        return (Options(field.options, field.value, upright=not self.label_width, glyphs=self.glyphs),)

    @property
    def control(self) -> Widget:
        """The options."""
        return self.query_one(Options)

    def on_options_turned(self, event: Options.Turned) -> None:
        """Another one."""
        event.stop()
        self.changed()

    def on_options_entered(self, event: Options.Entered) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Entered())

    def on_options_left(self, event: Options.Left) -> None:
        """Past the first or the last."""
        event.stop()
        self.post_message(self.Left(event.direction))

    @property
    def raw(self) -> Any:
        """The chosen value."""
        return self.query_one(Options).value

    def fill(self, raw: Any) -> None:
        """Choose it, where it is still offered."""
        options = self.query_one(Options)
        for number, (value, _) in enumerate(options.options):
            if value == raw:
                options.choose(number)

    def read(self) -> Any:
        """The value, or for a check whether it is yes."""
        return self.raw == "yes" if isinstance(self.field, Check) else self.raw


class PickBox(FieldBox):
    """Something searched for: letters, the first rows that fit, one of them chosen. Nothing is chosen by itself."""

    field: Pick

    DEFAULT_CSS = f"""
    PickBox FoundList {{ height: {PICKED_ROWS}; display: none; }}
    """

    def __init__(self, field: Field, lang: Language, *, label_width: int, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(field, lang, label_width=label_width, glyphs=glyphs)
        self._id = self.field.value
        self._shown = clean_line(self.field.shown)
        self._settled = self._shown if self._id else ""

    def controls(self) -> Sequence[Widget]:
        """The line, and what was found."""
        return (Letters(self._settled, say(self.lang, "form.search-hint")), FoundList())

    @property
    def control(self) -> Widget:
        """The line."""
        return self.query_one(Letters)

    @property
    def typed(self) -> str:
        """The letters."""
        return clean_line(self.query_one(Letters).value)

    @property
    def _open(self) -> bool:
        """Whether the letters are a search, not the name of what was chosen."""
        return self.typed != self._settled or not self._id

    def comment(self) -> None:
        """The rows while it is open; else what was chosen."""
        if self._open:
            if self._id:
                self._id = self._settled = ""
            some = self._list()
            self.tell("" if some else say(self.lang, "form.no-match", query=self.typed), bad=bool(self.typed) and not some)
        else:
            self.query_one(FoundList).display = False
            self.tell(say(self.lang, "form.picked", name=self._settled))

    def _list(self) -> bool:
        """List what fits the letters; whether anything does."""
        found = self.query_one(FoundList)
        rows = self.field.search(self.typed) if self._open else ()
        found.show_found(rows[:PICKED_ROWS])
        found.styles.height = max(1, min(PICKED_ROWS, len(rows)))
        found.display = bool(rows) and self.has_focus_within
        return bool(rows)

    def on_descendant_focus(self) -> None:
        """The first rows at once; what is wrong is still said."""
        if self.faulty:
            self._list()
        else:
            self.comment()

    def on_descendant_blur(self) -> None:
        """The rows are folded away."""
        self.call_later(self._look)

    def _look(self) -> None:
        if not self.has_focus_within:
            self.query_one(FoundList).display = False

    def move(self, step: int) -> bool:
        """Another row; False where none is shown, or upwards past the first."""
        found = self.query_one(FoundList)
        if not found.display or not found.count:
            return False
        before = found.selected
        found.action_move(step)
        return step > 0 or found.selected != before

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a row."""
        event.stop()
        self._take()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the selected row, and go on."""
        event.stop()
        event.prevent_default()
        if self._open and (self.typed or self.field.required) and not self._take():
            self.tell(say(self.lang, "form.nothing-to-choose"), bad=True)
        else:
            self.post_message(self.Entered())

    def _take(self) -> bool:
        chosen = self.query_one(FoundList).chosen
        if chosen is not None:
            self._choose(chosen)
        return chosen is not None

    def _choose(self, found: Found) -> None:
        self._id, self._settled = found.id, clean_line(plain(found.name))
        self._put(self._settled)
        self.changed()

    def _put(self, text: str) -> None:
        line = self.query_one(Letters)
        line.value = text
        line.cursor_position = len(line.value)

    @property
    def raw(self) -> Any:
        """The id, its name, and the letters."""
        return self._id, self._settled, self.query_one(Letters).value

    def fill(self, raw: Any) -> None:
        """Put back what was chosen, or the letters."""
        self._id, self._settled, text = raw
        self._put(text)
        self.comment()

    def read(self) -> Any:
        """The id; "" for nothing where that may be."""
        if not self._open:
            return self._id
        if self.typed:
            return self.wrong("not-picked")
        return self.wrong("needed") if self.field.required else ""
