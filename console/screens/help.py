"""The help: every key with what it does, and why it cannot be done now; filtered by a few letters."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.keys_shown import hint, keys_name
from console.lines import Line, cut, pad, wrapped
from console.search import fold
from console.widgets.letters import Letters
from console.widgets.rows import Rows

from .under_input import ListUnderInput

HelpRow = tuple[str, str, str, str]
"""Keys as Textual spells them (comma separated), the name, what it does, and why it cannot be done now ("" where it can)."""
Sections = Sequence[tuple[str, Sequence[HelpRow]]]
_KEYS_WIDE: Final = 16
_NAME_WIDE: Final = 28


def help_lines(lang: Language, sections: Sections, width: int, query: str = "", *, ascii_only: bool = False) -> list[Line]:
    """Sections as lines of `width`: those rows whose words, without accents, hold every word of `query`."""
    words = fold(query).split()
    lines: list[Line] = []
    for title, rows in sections:
        shown = [row for row in rows if _fits(lang, title, row, words, query)]
        if not shown:
            continue
        if lines:
            lines.append(())
        lines.append(((cut(clean_line(title), width), "title"),))
        for row in shown:
            lines.extend(_row(lang, row, width, ascii_only=ascii_only))
    return lines


def _fits(lang: Language, title: str, row: HelpRow, words: Sequence[str], query: str) -> bool:
    keys, name, about, _ = row
    if query.strip() and query.strip().lower() in keys_name(lang, keys).lower().split():
        return True
    text = fold(f"{title} {keys_name(lang, keys)} {name} {about}")
    return all(word in text for word in words) and (bool(words) or not query.strip())


def _row(lang: Language, row: HelpRow, width: int, *, ascii_only: bool) -> list[Line]:
    keys, name, about, why_not = row
    shown = pad(keys_name(lang, keys, ascii_only=ascii_only), _KEYS_WIDE)
    name, about, why_not = clean_line(name), clean_line(about), clean_line(why_not)
    beside = width >= 100
    first: Line = ((f"  {shown} ", "accent"), (pad(name, _NAME_WIDE) if beside else cut(name, width - _KEYS_WIDE - 3), "strong"))
    indent = _KEYS_WIDE + 3 + (_NAME_WIDE + 1 if beside else 0)
    texts: list[Line] = [((line, ""),) for line in wrapped(about, width - indent - 1)]
    if why_not:
        sentence = say(lang, "form.help-not-now", reason=why_not)
        texts += [((line, "warn"),) for line in wrapped(sentence, width - indent - 1)]
    if beside and texts:
        first = (*first, (" ", ""), *texts.pop(0))
    return [first, *(((" " * indent, ""), *text) for text in texts)]


class HelpScreen(ListUnderInput[None]):
    """Made of data, so that it never tells of a key that is not there."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > Vertical {
        width: 94%; max-width: 130; height: 92%; border: round $primary; background: $surface; padding: 0 1;
    }
    HelpScreen .title { height: 1; color: $primary; text-style: bold; }
    HelpScreen Rows { margin-top: 1; }
    HelpScreen .keys { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "leave", show=False)]

    def __init__(self, sections: Sections, lang: Language, *, ascii_only: bool = False) -> None:
        """`ascii_only`: for a font without arrows."""
        super().__init__()
        self.sections = sections
        self.lang: Language = lang
        self.ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        """Where to type, and the lines."""
        with Vertical():
            yield Static(Content(say(self.lang, "form.help-title")), markup=False, classes="title")
            yield Letters(hint=say(self.lang, "form.help-hint"))
            yield Rows()
            yield Static(
                Content(hint(say(self.lang, "form.help-keys"), ascii_only=self.ascii_only)), markup=False, classes="keys"
            )

    def on_mount(self) -> None:
        """The hand stays in the input."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        self.query_one(Letters).focus()
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Sentences are wrapped anew."""
        self.call_after_refresh(self._draw)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what fits the letters; a lone question mark closes, as it opened."""
        event.stop()
        if event.value == "?":
            self.action_leave()
            return
        self._draw()
        self.query_one(Rows).scroll_to(y=0, animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Nothing is chosen here."""
        event.stop()

    def _draw(self) -> None:
        rows = self.query_one(Rows)
        query = clean_line(self.query_one(Letters).value)
        width = rows.size.width
        if width <= 0:
            return
        lines = help_lines(self.lang, self.sections, width, query, ascii_only=self.ascii_only)
        rows.show(lines or [((cut(say(self.lang, "form.help-none", query=query), width), "warn"),)])

    def action_leave(self) -> None:
        """Back to where it was asked for."""
        if self.is_current:
            self.dismiss(None)
