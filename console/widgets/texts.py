"""Fields of text: a line with texts to take instead, and prose."""

from collections.abc import Sequence
from typing import Any, Final

from textual.widget import Widget

from bridge_server.wire.text import clean_line, clean_prose
from bridge_server.words import say
from console.forms import Text

from .choices import Offers, offer_lines
from .fields import FieldBox, LineBox
from .letters import Prose
from .rows import Rows

OFFERS_SEEN: Final = 6
"""Rows of offers; the rest scrolls."""


class TextBox(LineBox):
    """A line, with texts that may be taken instead."""

    field: Text

    def first_text(self) -> str:
        """The value."""
        return self.field.value

    def controls(self) -> Sequence[Widget]:
        """The line, and the offers under it."""
        line = super().controls()
        if not self.field.offers:
            return line
        offers = Offers()
        offers.styles.height = min(OFFERS_SEEN, len(self.field.offers))
        return (*line, offers)

    @property
    def ready(self) -> str:
        """The text that Enter takes while nothing is typed."""
        return self.field.offers[0] if self.field.required and self.field.offers and not self.field.value else ""

    def on_mount(self) -> None:
        """Offers are seen while the hand is here."""
        for offers in self.query(Offers):
            offers.display = False

    def on_descendant_focus(self) -> None:
        """Show the offers."""
        for offers in self.query(Offers):
            offers.display = True
            if not self.faulty:
                self.comment()
            self.call_after_refresh(self._draw_offers)

    def on_descendant_blur(self) -> None:
        """Away with them, unless the focus went to one of them."""
        self.call_later(self._look)

    def _look(self) -> None:
        for offers in self.query(Offers):
            offers.display = self.has_focus_within
            if not offers.display and not self.faulty:
                self.comment()

    def on_resize(self) -> None:
        """Cut anew."""
        self._draw_offers()

    def _draw_offers(self) -> None:
        for offers in self.query(Offers):
            ready = say(self.lang, "form.ready") if self.ready and not self.typed else ""
            width = offers.size.width
            if width:
                keys = [str(number) for number in range(len(self.field.offers))]
                offers.show(offer_lines(self.field.offers, width, ready), keys if list(offers.keys) != keys else offers.keys)

    def take(self, number: int) -> bool:
        """Take that offer (from 0); False where there is none."""
        if not 0 <= number < len(self.field.offers):
            return False
        self.fill(clean_line(self.field.offers[number]))
        self.control.focus()
        return True

    def step_in(self) -> bool:
        """From the line down into the offers; False where there are none."""
        for offers in self.query(Offers):
            if self.control.has_focus:
                offers.focus()
                return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on an offer takes it and goes on."""
        event.stop()
        self.take(int(event.key))
        self.post_message(self.Entered())

    def on_offers_taken(self, event: Offers.Taken) -> None:
        """A click on an offer fills it in."""
        event.stop()
        self.take(int(event.key))

    def on_offers_left(self, event: Offers.Left) -> None:
        """Back to the line, or on to the next field."""
        event.stop()
        if event.direction < 0:
            self.control.focus()
        else:
            self.post_message(self.Left(1))

    def comment(self) -> None:
        """How offers are taken, or that it is too long."""
        over = len(self.typed) - self.field.limit
        if over > 0:
            self.tell(self.wrong("too-long", limit=self.field.limit, over=over).text, bad=True)
        else:
            self.tell(say(self.lang, "form.take-by-number") if self.field.offers and self.has_focus_within else "")
        self._draw_offers()

    def read(self) -> Any:
        """The text."""
        text = self.typed or clean_line(self.ready)
        if len(text) > self.field.limit:
            return self.wrong("too-long", limit=self.field.limit, over=len(text) - self.field.limit)
        return self.wrong("needed") if self.field.required and not text else text


class ProseBox(FieldBox):
    """Several lines of text."""

    field: Text
    prose = True

    def controls(self) -> Sequence[Widget]:
        """The page."""
        return (Prose(self.field.value, self.field.hint, lines=self.field.lines),)

    @property
    def control(self) -> Widget:
        """The page."""
        return self.query_one(Prose)

    @property
    def raw(self) -> Any:
        """What stands there."""
        return self.query_one(Prose).text

    def fill(self, raw: Any) -> None:
        """Put it there, the cursor behind it."""
        page = self.query_one(Prose)
        page.text = str(raw)
        page.move_cursor(page.document.end)

    def comment(self) -> None:
        """That it is too long, where it is."""
        over = len(clean_prose(self.raw)) - self.field.limit
        self.tell(self.wrong("too-long", limit=self.field.limit, over=over).text if over > 0 else "", bad=over > 0)

    def read(self) -> Any:
        """The text."""
        text = clean_prose(self.raw)
        if len(text) > self.field.limit:
            return self.wrong("too-long", limit=self.field.limit, over=len(text) - self.field.limit)
        return self.wrong("needed") if self.field.required and not text else text
