"""Rows to choose from while a hand types elsewhere, and the few options of a choice."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from bridge_server.wire.text import clean_line
from console.forms import Found
from console.glyphs import UNICODE, Glyphs
from console.lines import Line, Span, cut_line, pad, spread, width_of

from .rows import Rows


class Choices(Rows):
    """A list whose selected row is moved from outside; one click chooses. Posts `Rows.Chosen`."""

    DEFAULT_CSS = """
    Choices > .rows--cursor, Choices > .rows--cursor-blurred { background: $block-cursor-background; text-style: bold; }
    """

    def on_click(self, event: events.Click) -> None:
        """The row that was hit is the one."""
        event.prevent_default()
        if key := self.key_under(event):
            self.selected = key
            self.action_choose()


class FoundList(Choices):
    """What a search found, a line each: the name, and flush right what tells it from others of that name."""

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, always_marked=True)
        self._found: Sequence[Found] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these, the first one selected."""
        self._found = tuple(found)
        # Keys are numbers, so that nothing is taken for the line of before.
        self.selected = ""
        self.show_many(len(self._found), self._line, [str(number + 1) for number in range(len(self._found))])
        self.selected = "1" if self._found else ""
        self.scroll_to(y=0, animate=False)

    @property
    def chosen(self) -> Found | None:
        """The selected one."""
        return self._found[int(self.selected) - 1] if self.selected else None

    def _line(self, row: int) -> Line:
        one = self._found[row]
        return found_line(one, self.width, selected=self.selected == str(row + 1))


def found_line(found: Found, width: int, *, selected: bool = False) -> Line:
    """A found thing in `width` cells; its name is the last to be cut."""
    room = width - 2 - width_of(found.name)
    detail = cut_line(found.detail, room - 3) if room > 12 else ()
    return spread(((">" if selected else " ", "accent"), *found.name), (*detail, (" ", "")), width, gap=0 if not detail else 2)


class Offers(Rows):
    """Texts that may be taken instead of typing; arrows leave it at both ends."""

    DEFAULT_CSS = """
    Offers {
        & > .rows--cursor { background: $block-cursor-background; text-style: bold; }
        & > .rows--cursor-blurred { background: $surface; }
    }
    """

    class Taken(Message):
        """A click on an offer."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    class Left(Message):
        """The arrows went past an end: -1 the first, 1 the last."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def action_move(self, step: int) -> None:
        """To the next offer, or out of the list."""
        before = self.selected
        super().action_move(step)
        if self.selected == before:
            self.post_message(self.Left(step))

    def on_click(self, event: events.Click) -> None:
        """The row that was hit is the one."""
        event.prevent_default()
        if key := self.key_under(event):
            self.post_message(self.Taken(key))


class Options(Rows):
    """One of a few, always one of them chosen: by arrows, Space, its number, or a click.

    In a row, wrapped where they are many; or `upright`, one a line, and then up and down go through them first.
    """

    DEFAULT_CSS = """
    Options { height: 1; padding: 0 1; background: $panel; }
    Options:focus { background: $block-cursor-background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "enter", show=False),
        *(Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)),
    ]

    class Turned(Message):
        """Another option was chosen."""

    class Entered(Message):
        """Enter was pressed: go on."""

    class Left(Message):
        """Up or down goes past the options."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, upright: bool, glyphs: Glyphs = UNICODE) -> None:
        """`options` are (value, label); where `value` is none of them the first is chosen."""
        super().__init__()
        self.options = tuple((one, clean_line(label)) for one, label in options)
        self.upright = upright
        self.glyphs = glyphs
        values = [one for one, _ in self.options]
        self.number = values.index(value) if value in values else 0
        self._cells: list[tuple[int, int, int]] = []
        self.styles.height = len(self.options) if upright else 1

    @property
    def value(self) -> str:
        """The chosen option's value, "" where there is none at all."""
        return self.options[self.number][0] if self.options else ""

    def choose(self, number: int) -> None:
        """This one (from 0); a number that nothing has is ignored."""
        if 0 <= number < len(self.options) and number != self.number:
            self.number = number
            self.draw()
            self.post_message(self.Turned())

    def action_turn(self, step: int) -> None:
        """The next one, around the end."""
        if self.options:
            self.choose((self.number + step) % len(self.options))

    def action_step(self, step: int) -> None:
        """The next one where they stand upright, else out of the field."""
        if self.upright and 0 <= self.number + step < len(self.options):
            self.choose(self.number + step)
        else:
            self.post_message(self.Left(step))

    def action_pick(self, number: int) -> None:
        """The one with that number."""
        self.choose(number - 1)

    def action_enter(self) -> None:
        """Go on."""
        self.post_message(self.Entered())

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.draw()

    def draw(self) -> None:
        """Lay the options out in the width there is."""
        width = max(8, self.content_size.width)
        lines: list[list[Span]] = [[]]
        self._cells = []
        left = 0
        for number, (_, label) in enumerate(self.options):
            chosen = number == self.number
            mark = self.glyphs.checked_in if chosen else self.glyphs.absent_leave
            count = f"{number + 1}" if number < 9 else " "
            spans: list[Span] = [
                (f"{mark} ", "accent" if chosen else "dim"),
                (f"{count} ", "dim"),
                (label, "strong" if chosen else ""),
            ]
            size = sum(cell_len(text) for text, _ in spans)
            if left and (self.upright or left + 3 + size > width):
                lines.append([])
                left = 0
            if left:
                lines[-1].append(("   ", ""))
                left += 3
            self._cells.append((len(lines) - 1, left, left + size))
            lines[-1].extend(spans)
            left += size
        if self.styles.height is None or self.styles.height.value != len(lines):
            self.styles.height = len(lines)
        self.show([tuple(line) for line in lines])

    def on_click(self, event: events.Click) -> None:
        """The option under the pointer."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for number, (row, start, end) in enumerate(self._cells):
            if row == offset.y and (self.upright or start <= offset.x < end):
                self.choose(number)


def offer_lines(offers: Sequence[str], width: int, ready: str) -> list[Line]:
    """Offers with the number that takes each; `ready` stands behind the first where Enter takes it at once."""
    lines: list[Line] = []
    for number, text in enumerate(offers):
        right: Line = ((ready + " ", "accent"),) if ready and number == 0 else ()
        count = str(number + 1) if number < 9 else ""
        lines.append(spread(((f" {pad(count, 2)}", "accent"), (clean_line(text), "")), right, width))
    return lines
