"""Where the secretary writes: one line that shows how it is understood, and the list of everything that is written."""

from collections.abc import Callable, MutableMapping
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.actions.action import with_telex
from console.actions.every import actions
from console.forms import Compose, Effect, Understood, Wrong
from console.glyphs import ASCII, UNICODE, Glyphs
from console.keys_shown import hint
from console.lines import Line, wrapped
from console.scene import Scene, Selection
from console.views import header, writing
from console.widgets.choices import FoundList
from console.widgets.foot import Foot, Key
from console.widgets.letters import Letters
from console.widgets.rows import Rows
from console.widgets.written import OF_ROWS, WrittenRows

from .guarded import Guard
from .leaving import Leaving
from .main import Repaint
from .under_input import ListUnderInput

SEEN: Final = 6
"""Choices that are seen; the rest scrolls."""
AROUND: Final = 13
"""Rows of everything else in the box."""
LEAST: Final = 4
"""Rows of how it is understood that are always there; doubts are the first to go."""


class LineScreen(Leaving, ListUnderInput[Effect]):
    """Gives what `compose.build` says, None where somebody left. Enter saves; what was typed is kept until it came about."""

    DEFAULT_CSS = """
    LineScreen { align: center top; padding-top: 1; }
    LineScreen > Vertical {
        width: 94%; max-width: 130; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    LineScreen .title { height: 1; color: $primary; text-style: bold; }
    LineScreen .about { height: auto; max-height: 2; color: $text-muted; }
    LineScreen Letters { margin-top: 1; margin-bottom: 1; }
    LineScreen .for { height: 1; color: $text-muted; display: none; margin-top: 1; }
    LineScreen FoundList { display: none; }
    LineScreen #switches { height: 0; margin-top: 1; }
    LineScreen .trouble { height: auto; max-height: 3; color: $error; text-style: bold; display: none; }
    LineScreen .trouble.-mild { color: $accent; }
    LineScreen .keys { height: auto; max-height: 2; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f10,ctrl+s,ctrl+enter", "save", show=False, priority=True),
        Binding("tab", "take", show=False, priority=True),
        Binding("f6", "turn(0)", show=False, priority=True),
        Binding("f7", "turn(1)", show=False, priority=True),
    ]

    def __init__(
        self,
        compose: Compose,
        lang: Language,
        drafts: MutableMapping[str, dict[str, Any]] | None = None,
        *,
        glyphs: Glyphs = UNICODE,
        scene: Callable[[], Scene | None] = lambda: None,
    ) -> None:
        """`drafts` is kept by the caller from line to line; `scene` is asked when the line is saved."""
        super().__init__()
        self.composed = compose
        self.lang: Language = lang
        self.drafts: MutableMapping[str, dict[str, Any]] = {} if drafts is None else drafts
        self.understood = Understood()
        self._ascii = glyphs is ASCII
        self._scene = scene
        self._guard = Guard(self)
        self._turned = {one.key: one.value for one in compose.switches}
        self._kept = str(self.drafts.get(compose.draft, {}).get("line", ""))
        self._moved = self._sure = False

    def compose(self) -> ComposeResult:
        """The line, how it is understood, whom a name may mean, what it is tied to."""
        with Vertical():
            yield Static(Content(clean_line(self.composed.title)), markup=False, classes="title")
            if self.composed.about:
                yield Static(Content(clean_line(self.composed.about)), markup=False, classes="about")
            yield Letters(self._kept or self.composed.value, self.composed.hint)
            yield Rows(id="read")
            yield Static(markup=False, classes="for")
            yield FoundList()
            yield Rows(id="switches")
            yield Static(markup=False, classes="trouble")
            yield Static(markup=False, classes="keys")

    def on_mount(self) -> None:
        """The hand is in the line."""
        for name in ("#read", "#switches"):
            self.query_one(name, Rows).can_focus = False
        self.query_one(Letters).focus()
        if self._kept:
            self._tell(say(self.lang, "form.restored"), mild=True)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The end of a long line is brought into view once there is a width."""
        letters = self.query_one(Letters)
        letters.cursor_position = 0
        letters.cursor_position = len(letters.value)
        self._look()

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self._look)

    @property
    def line(self) -> str:
        """What is typed, cleaned; blanks at its ends stay, for a hand goes on typing."""
        typed = self.query_one(Letters).value
        return typed if typed.isprintable() else clean_line(typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter: understood anew."""
        event.stop()
        if self._kept and self.line == self._kept:
            return
        self._kept = ""
        self._moved = self._sure = self._leaving = False
        self._tell("")
        self._look()

    def _look(self) -> None:
        rows = self.query_one("#read", Rows)
        width = rows.size.width
        if width <= 0:
            return
        cursor = self.query_one(Letters).cursor_position
        self.understood = Understood()
        with self._guard("look"):
            self.understood = self.composed.look(self.line, cursor, width)
        found, chosen_for = self.query_one(FoundList), self.query_one(".for", Static)
        choices, start, end = self.understood.choices, self.understood.start, self.understood.end
        listed = min(SEEN, len(choices))
        lines = fitting(self.understood, max(LEAST, self.size.height - AROUND - (listed + 2 if listed else 0)))
        rows.styles.height = max(1, len(lines))
        rows.show(lines)
        found.display = chosen_for.display = bool(choices)
        found.styles.height = max(1, listed)
        found.show_found(choices)
        chosen_for.update(Content(say(self.lang, "writing.choose-for", words=clean_line(self.line[start:end], 60))))
        self._show_switches()
        self._show_keys()

    def _show_switches(self) -> None:
        rows = self.query_one("#switches", Rows)
        lines: list[Line] = []
        for number, one in enumerate(self.composed.switches):
            label = dict(one.options).get(self._turned[one.key], "")
            key = f"F{6 + number} " if len(one.options) > 1 else "   "
            head = f"{one.label}: "
            texts = wrapped(label, max(10, rows.size.width - len(key) - len(head)), 2) or [""]
            lines.append(((key, "accent"), (head, "dim"), (texts[0], "")))
            lines += [((" " * (len(key) + len(head)) + text, ""),) for text in texts[1:]]
        rows.styles.height = len(lines)
        rows.display = bool(lines)
        rows.show(lines)

    def _show_keys(self) -> None:
        name = "keys-choose" if self.understood.choices else "keys"
        text = hint(say(self.lang, f"writing.{name}"), ascii_only=self._ascii)
        self.query_one(".keys", Static).update(Content(text))

    # --- choices and switches ---

    def action_move(self, step: int) -> None:
        """Through the choices; from then on Enter takes one of them."""
        if self.understood.choices:
            self._moved = True
            self.query_one(FoundList).action_move(step)

    def action_move_page(self, direction: int) -> None:
        """A page of choices."""
        self.query_one(FoundList).action_move_page(direction)

    def action_move_end(self, direction: int) -> None:
        """The first or the last choice."""
        self.query_one(FoundList).action_move_end(direction)

    def action_take(self) -> None:
        """Put the marked choice in place of what was typed."""
        chosen = self.query_one(FoundList).chosen if self.understood.choices else None
        if chosen is None:
            return
        letters, line = self.query_one(Letters), self.line
        before, after = line[: self.understood.start] + chosen.id, line[self.understood.end :]
        behind = letters.cursor_position - self.understood.end  # the hand stays behind what it has typed since
        after = after if after.startswith((" ", ",", ";", ":")) else f" {after}"
        letters.value = before + after
        letters.cursor_position = len(before) + behind if behind > 0 else len(before) + (not after.strip())

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a choice."""
        event.stop()
        if self.understood.choices:
            self.action_take()
        self.query_one(Letters).focus()

    def action_turn(self, number: int) -> None:
        """Turn a switch to what comes next."""
        if number < len(self.composed.switches):
            one = self.composed.switches[number]
            values = [value for value, _ in one.options]
            self._turned[one.key] = values[(values.index(self._turned[one.key]) + 1) % len(values)]
            self._show_switches()

    # --- saved, or not ---

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the choice that the arrows went to, else the line."""
        event.stop()
        if self._moved and self.understood.choices:
            self.action_take()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save it; what is wrong is said, what is unsure once."""
        if self._gone:
            return
        self._look()
        if self.understood.wrong or (self.understood.unsure and not self._sure):
            self._tell(self.understood.wrong or self.understood.unsure, mild=not self.understood.wrong)
            self._sure = not self.understood.wrong
            return
        effect: Effect | Wrong = Wrong("", say(self.lang, "form.defect"))
        with self._guard("build"):
            effect = self.composed.build({"line": clean_line(self.line), **self._turned}, self._scene())
        if isinstance(effect, Wrong):
            self._tell(effect.text)
        else:
            self._go_with(effect)

    def _tell(self, sentence: str, *, mild: bool = False) -> None:
        trouble = self.query_one(".trouble", Static)
        trouble.update(Content(clean_line(sentence)))
        trouble.set_class(mild, "-mild")
        trouble.display = bool(sentence)

    @property
    def touched(self) -> bool:
        """Whether the line is another than the one it began with."""
        return self.line != self.composed.value

    def _go_with(self, effect: Effect) -> None:
        """What was typed is kept, saved or not: the hub may refuse it."""
        if self.line.strip() and self.touched:
            self.drafts[self.composed.draft] = {"line": self.line}
        else:
            self.drafts.pop(self.composed.draft, None)
        self._gone = True
        self.dismiss(effect)


def fitting(understood: Understood, height: int) -> list[Line]:
    """How the line is understood, then the doubts that have room, whole sentences only."""
    lines = list(understood.lines[:height])
    for doubt in understood.doubts:
        if len(lines) + len(doubt) <= height:
            lines += doubt
    return lines


class WritingScreen(Screen[None]):
    """Conclusions, notes, and what was struck out; under them everything about the selected one."""

    DEFAULT_CSS = """
    WritingScreen {
        & #list { height: 1fr; }
        & #details { height: 9; }
        &.-middle #details, &.-high #details { height: 14; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", show=False),
        Binding(with_telex(actions()["writing.list"].keys), "app.pop_screen", show=False, id="writing.list"),
        *(
            Binding(with_telex(actions()[ident].keys), f"app.act('{ident}')", show=False, id=ident)
            for ident in ("writing.conclude", "note")
        ),
        Binding(with_telex(actions()["board"].keys), "app.act('board')", show=False, id="board"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-middle"), (45, "-high")]  # noqa: RUF012 - Textual declares it for instances
    AUTO_FOCUS = "#list"
    where = "writing"
    """Whose keys work here."""

    def compose(self) -> ComposeResult:
        """The meeting's head, the list, the selected one."""
        yield Rows(id="head")
        yield Rows(id="banner")
        yield WrittenRows(id="list", classes="panel")
        yield Rows(id="details", classes="panel")
        yield Foot()

    def on_mount(self) -> None:
        """What only shows something takes no focus."""
        for name in ("head", "banner", "details"):
            self._rows(name).can_focus = False
        self._rows("banner").display = False
        self._guard = Guard(self)
        self.post_message(Repaint())

    def on_resize(self) -> None:
        """Lines are made for the new width."""
        self.call_after_refresh(self.post_message, Repaint())

    def _rows(self, name: str) -> Rows:
        return self.query_one(f"#{name}", Rows)

    def selection(self) -> Selection:
        """The selected row."""
        rows = self._rows("list")
        return Selection(marked="chosen" if rows.by_hand else "offered", written=rows.selected)

    def paint(self, scene: Scene, away_for: float, foot: tuple[Key, ...]) -> None:
        """Show the scene."""
        from bridge_server.meeting.projection import project

        with self._guard("paint"):
            head, rows, details, banner = (self._rows(name) for name in ("head", "list", "details", "banner"))
            head.show(header.header(scene, project(scene.meeting, scene.now), head.width))
            lines = header.banner(scene, away_for, self.size.width)
            banner.display = bool(lines)
            if lines:
                banner.styles.height = len(lines)
                banner.show(lines)
            rows.border_title = Content(writing.title(scene))
            rows.show(*writing.listing(scene, rows.width, rows.size.height))
            details.border_title = Content(writing.detail_title(scene, rows.selected))
            details.show(writing.detail(scene, rows.selected, details.width))
        self.query_one(Foot).show(foot)


__all__ = ["OF_ROWS", "LineScreen", "WritingScreen"]
