"""The question before what nothing can bring back: the way out stands ready, and no hasty key says yes."""

import time
from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say
from console.actions.action import with_telex
from console.forms import Confirm
from console.glyphs import ASCII, UNICODE, Glyphs
from console.keys_shown import hint
from console.search import fold
from console.widgets.answers import Answer
from console.widgets.letters import Letters

HOLD_S: Final = 0.3
"""Keys that come sooner were meant for the screen before."""


class ConfirmScreen(ModalScreen[bool]):
    """True only for a yes that was meant: reached with Tab or an arrow and then Enter, or for the typed word, or a click.

    The keys that ask (`trigger`) never say yes, however often they repeat.
    """

    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; }
    ConfirmScreen > Vertical {
        width: 90%; max-width: 76; height: auto; max-height: 90%;
        border: round $error; background: $surface; padding: 1 2 0 2;
    }
    ConfirmScreen .title { height: auto; max-height: 3; color: $error; text-style: bold; margin-bottom: 1; }
    ConfirmScreen VerticalScroll { height: auto; max-height: 12; scrollbar-size-vertical: 1; }
    ConfirmScreen .text { height: auto; margin-bottom: 1; }
    ConfirmScreen .word { height: auto; color: $accent; }
    ConfirmScreen .trouble { height: auto; color: $error; display: none; }
    ConfirmScreen Horizontal { height: auto; margin-top: 1; align-horizontal: right; }
    ConfirmScreen .keys { height: 1; color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", show=False),
        Binding("left,up", "turn(-1)", show=False),
        Binding("right,down", "turn(1)", show=False),
    ]

    def __init__(
        self,
        confirm: Confirm,
        lang: Language,
        trigger: str = "",
        *,
        now: Callable[[], float] = time.monotonic,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """`trigger` has the keys that ask, in Textual's spelling, comma separated; `now` is a clock in seconds."""
        super().__init__()
        self.confirm = confirm
        self.lang: Language = lang
        self.triggers = frozenset(with_telex(trigger).split(","))
        self._now = now
        self._ascii = glyphs is ASCII
        self._opened = now()
        self._answered = False

    def compose(self) -> ComposeResult:
        """What is asked, the word where one is to be typed, and two answers."""
        confirm = self.confirm
        with Vertical():
            yield Static(Content(clean_line(confirm.title)), markup=False, classes="title")
            with VerticalScroll(can_focus=False):
                for text in confirm.text:
                    yield Static(Content(clean_line(text)), markup=False, classes="text")
            if confirm.word:
                yield Static(Content(say(self.lang, "form.type-word", word=self._word)), markup=False, classes="word")
                yield Letters()
            yield Static(markup=False, classes="trouble")
            with Horizontal():
                yield Answer(say(self.lang, "form.cancel"), id="no", classes="-tall")
                yield Answer(confirm.yes, id="yes", classes="-tall -grave", disabled=bool(confirm.word))
            keys = "confirm-word-keys" if confirm.word else "confirm-keys-space" if "enter" in self.triggers else "confirm-keys"
            yield Static(Content(hint(say(self.lang, f"form.{keys}"), ascii_only=self._ascii)), markup=False, classes="keys")

    def on_mount(self) -> None:
        """The way out stands ready, or the place for the word."""
        self._opened = self._now()
        if self.confirm.word:
            self.query_one(Letters).focus()
        else:
            self.query_one("#no", Answer).focus()

    @property
    def _word(self) -> str:
        return clean_line(self.confirm.word)

    @property
    def _holds(self) -> bool:
        return self._now() - self._opened < HOLD_S

    def on_key(self, event: events.Key) -> None:
        """Too soon is not meant; a focused yes does not hear the keys that ask (Space is heard where Enter is one)."""
        yes = self.query_one("#yes", Answer)
        if self._holds or (yes.has_focus and event.key in self.triggers):
            event.stop()
            event.prevent_default()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The yes can be reached once the word stands there. Letters that came too soon are taken back."""
        event.stop()
        if self._holds and event.value:
            event.input.value = ""
        self.query_one("#yes", Answer).disabled = not self._typed
        self._tell("")

    @property
    def _typed(self) -> bool:
        return not self.confirm.word or fold(self.query_one(Letters).value) == fold(self._word)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The word was typed, or another."""
        event.stop()
        if self._holds:
            return
        if self._typed:
            self.action_answer(True)
        else:
            self._tell(say(self.lang, "form.wrong-word", word=self._word))

    def _tell(self, sentence: str) -> None:
        trouble = self.query_one(".trouble", Static)
        trouble.update(Content(sentence))
        trouble.display = bool(sentence)

    def on_answer_pressed(self, event: Answer.Pressed) -> None:
        """A click, or Enter on an answer."""
        event.stop()
        self.action_answer(event.answer.id == "yes")

    def action_turn(self, step: int) -> None:
        """To the other answer."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_answer(self, yes: bool) -> None:
        """Once and for all; a yes without its word is none, and nothing is one before the hold is over."""
        if self._answered or self._holds or (yes and not self._typed):
            return
        self._answered = True
        self.dismiss(yes)
