"""The finder: a few letters, the rows that fit, one of them taken. It lists and never picks."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.forms import Find, Found
from console.glyphs import ASCII, UNICODE, Glyphs
from console.keys_shown import hint
from console.widgets.choices import FoundList
from console.widgets.letters import Letters
from console.widgets.rows import Rows

from .guarded import Guard
from .under_input import ListUnderInput

AGAIN: Final = 0.5
"""Seconds between two looks where more may be found."""
MOST: Final = 50
"""Rows that a search over a whole roster lists at most."""


class FinderScreen(ListUnderInput[Found | None]):
    """Gives the thing that was chosen, or None. The hand stays in the input; arrows move the selected row."""

    DEFAULT_CSS = """
    FinderScreen { align: center middle; }
    FinderScreen > Vertical {
        width: 90%; max-width: 110; height: 80%; min-height: 12; max-height: 32;
        border: round $primary; background: $surface; padding: 0 1;
    }
    FinderScreen .title { height: 1; color: $primary; text-style: bold; }
    FinderScreen .about { height: auto; max-height: 3; color: $text-muted; }
    FinderScreen FoundList { margin-top: 1; }
    FinderScreen .count { height: auto; max-height: 2; }
    FinderScreen .count.-bad { color: $warning; }
    FinderScreen .keys { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, find: Find, lang: Language, query: str = "", *, glyphs: Glyphs = UNICODE) -> None:
        """`query`: what is typed already."""
        super().__init__()
        self.find = find
        self.lang: Language = lang
        self._query = query
        self._ascii = glyphs is ASCII
        self._found: Sequence[Found] = ()
        self._guard = Guard(self)
        self._gone = False

    def compose(self) -> ComposeResult:
        """The title, where to type, what was found, and how much that is."""
        with Vertical():
            yield Static(Content(clean_line(self.find.title)), markup=False, classes="title")
            if self.find.about:
                yield Static(Content(clean_line(self.find.about)), markup=False, classes="about")
            yield Letters(self._query, self.find.hint or say(self.lang, "form.search-hint"))
            yield FoundList()
            yield Static(markup=False, classes="count")
            yield Static(Content(hint(say(self.lang, "form.finder-keys"), ascii_only=self._ascii)), markup=False, classes="keys")

    def on_mount(self) -> None:
        """What the search lists for nothing typed."""
        self.query_one(Letters).focus()
        self._search()
        if self.find.growing():
            self._timer = self.set_interval(AGAIN, self._look_again)

    def _look_again(self) -> None:
        """More can be found by now."""
        if not self.find.growing():
            self._timer.stop()
        self._search()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter, another list."""
        event.stop()
        self._search()

    def _search(self) -> None:
        typed = clean_line(self.query_one(Letters).value)
        found: Sequence[Found] | None = None
        with self._guard("search"):
            found = self.find.search(typed)
        self._found = found or ()
        self.query_one(FoundList).show_found(self._found)
        if found is None:
            self._tell(say(self.lang, "form.defect-search"), bad=True)
            return
        count = len(self._found)
        note = ""
        with self._guard("note"):
            note = self.find.note(typed)
        if note:
            self._tell(note, bad=bool(typed) and not count)
        elif count:
            listed = "form.first-shown" if count == MOST else "form.all-shown"
            name = listed if not typed else "form.one-found" if count == 1 else "form.found"
            self._tell(say(self.lang, name, count=count))
        else:
            empty = say(self.lang, "form.no-match", query=typed) if typed else say(self.lang, "form.nothing-to-list")
            self._tell(empty, bad=bool(typed))

    def _tell(self, sentence: str, *, bad: bool = False) -> None:
        told = self.query_one(".count", Static)
        told.update(Content(sentence))
        told.set_class(bad, "-bad")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the selected row; where there is none, say so."""
        event.stop()
        self._take()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a row."""
        event.stop()
        self._take()

    def _take(self) -> None:
        chosen = self.query_one(FoundList).chosen
        if chosen is None:
            self._tell(say(self.lang, "form.nothing-to-choose"), bad=True)
        else:
            self._leave(chosen)

    def _leave(self, chosen: Found | None) -> None:
        if not self._gone:
            self._gone = True
            self.dismiss(chosen)

    def action_leave(self) -> None:
        """Nothing is chosen."""
        self._leave(None)
