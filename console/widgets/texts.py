"""Fields of text: a line with texts to take instead, and prose."""

from collections.abc import Sequence
from typing import Any, Final

from textual.widget import Widget

from bridge_server.wire.text import clean_line, clean_prose
from bridge_server.words import say
from console.forms import Text
from console.glyphs import ASCII
from console.keys_shown import hint

from .choices import Offers, offer_lines
from .fields import FieldBox, LineBox
from .letters import Letters, Prose
from .rows import Rows

OFFERS_SEEN: Final = 6
"""Rows of offers; the rest scrolls."""


class OfferBox(FieldBox):
    """A field of text with texts that may be taken instead: by Alt and a number, with arrows, or by a click."""

    field: Text

    @property
    def typed(self) -> str:
        """What stands there, cleaned."""
        raise NotImplementedError

    def page(self) -> Widget:
        """Where it is typed."""
        raise NotImplementedError

    def controls(self) -> Sequence[Widget]:
        """Where it is typed, and the offers under it."""
        if not self.field.offers:
            return (self.page(),)
        offers = Offers()
        offers.styles.height = min(OFFERS_SEEN, len(self.field.offers))
        return (self.page(), offers)

    @property
    def ready(self) -> str:
        """The text that is taken while nothing is typed."""
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
            name = "form.ready-prose" if self.prose else "form.ready"
            ready = say(self.lang, name) if self.ready and not self.typed else ""
            width = offers.size.width
            if width:
                keys = [str(number) for number in range(len(self.field.offers))]
                offers.show(offer_lines(self.field.offers, width, ready), keys if list(offers.keys) != keys else offers.keys)

    def take(self, number: int) -> bool:
        """Take that offer (from 0); False where there is none."""
        if not 0 <= number < len(self.field.offers):
            return False
        self.fill(clean_prose(self.field.offers[number]) if self.prose else clean_line(self.field.offers[number]))
        self.control.focus()
        return True

    def step_in(self) -> bool:
        """From the text down into the offers; False where there are none."""
        for offers in self.query(Offers):
            if self.control.has_focus:
                offers.focus()
                return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on an offer takes it and goes on; in prose there may be more to say."""
        event.stop()
        self.take(int(event.key))
        if not self.prose:
            self.post_message(self.Entered())

    def on_offers_taken(self, event: Offers.Taken) -> None:
        """A click on an offer fills it in."""
        event.stop()
        self.take(int(event.key))

    def on_offers_left(self, event: Offers.Left) -> None:
        """Back to the text, or on to the next field."""
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
            way = hint(say(self.lang, "form.take-by-number"), ascii_only=self.glyphs is ASCII)
            self.tell(way if self.field.offers and self.has_focus_within else "")
        self._draw_offers()

    def read(self) -> Any:
        """The text."""
        text = self.typed or self.ready
        if len(text) > self.field.limit:
            return self.wrong("too-long", limit=self.field.limit, over=len(text) - self.field.limit)
        return self.wrong("needed") if self.field.required and not text else text


class TextBox(OfferBox, LineBox):
    """A line of text."""

    field: Text

    @property
    def typed(self) -> str:
        """What stands there, cleaned."""
        return clean_line(self.query_one(Letters).value)

    def page(self) -> Widget:
        """The line; while nothing stands there, the hint does."""
        return Letters(self.field.value, self.field.hint)


class ProseBox(OfferBox):
    """Several lines of text; arrows leave it at both ends."""

    field: Text
    prose = True

    @property
    def typed(self) -> str:
        """What stands there, cleaned."""
        return clean_prose(self.raw)

    def page(self) -> Widget:
        """The lines; while nothing stands there, the hint does."""
        return Prose(self.field.value, self.field.hint, lines=self.field.lines)

    @property
    def control(self) -> Widget:
        """Where it is typed."""
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

    def on_prose_left(self, event: Prose.Left) -> None:
        """Past the first or the last line."""
        event.stop()
        if event.direction < 0 or not self.step_in():
            self.post_message(self.Left(event.direction))
