"""A panel of lines, drawn line by line: only what differs from before is drawn again, however many lines there are."""

import logging
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.lines import Line, cut_line, safe

FAULTS = logging.getLogger("console")
LineAt = Callable[[int], Line]


class Rows(ScrollView):
    """Lines that scroll. Where `keys` names some of them, one of those is selected, and stays so when lines come and go.

    Posts `Moved` when another line is selected, `Chosen` for Enter and for a click on the selected line.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--dim", "rows--strong", "rows--title", "rows--good", "rows--warn", "rows--bad", "rows--accent", "rows--over",
        "rows--quiet", "rows--match", "rows--cursor", "rows--cursor-blurred", "rows--cursor-chosen",
        "rows--cursor-offered",
    }  # fmt: skip
    DEFAULT_CSS = """
    Rows {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; overflow-y: auto;
        & > .rows--dim { color: $text-muted; }
        & > .rows--quiet { color: $text-muted; }
        & > .rows--strong { text-style: bold; }
        & > .rows--title { color: $primary; text-style: bold; }
        & > .rows--good { color: $success; }
        & > .rows--warn { color: $warning; }
        & > .rows--bad { color: $error; text-style: bold; }
        & > .rows--accent { color: $accent; text-style: bold; }
        & > .rows--over { color: $error; text-style: bold reverse; }
        & > .rows--match { text-style: underline; }
        & > .rows--cursor { background: $block-cursor-background; text-style: bold; }
        & > .rows--cursor-blurred { background: $panel; }
        & > .rows--cursor-chosen { background: $block-cursor-background 60%; text-style: bold; }
        & > .rows--cursor-offered { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("home", "move_end(-1)", show=False),
        Binding("end", "move_end(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    can_focus = True
    selected: reactive[str] = reactive("", init=False)

    class Moved(Message):
        """Another line is selected."""

        def __init__(self, rows: "Rows", key: str) -> None:
            self.rows, self.key = rows, key
            super().__init__()

        @property
        def control(self) -> "Rows":
            return self.rows

    class Pointed(Message):
        """A hand went to a line, be it the one that was selected already."""

        def __init__(self, rows: "Rows") -> None:
            self.rows = rows
            super().__init__()

        @property
        def control(self) -> "Rows":
            return self.rows

    class Chosen(Message):
        """The selected line was chosen."""

        def __init__(self, rows: "Rows", key: str) -> None:
            self.rows, self.key = rows, key
            super().__init__()

        @property
        def control(self) -> "Rows":
            return self.rows

    class Resized(Message):
        """There is another width or height to make lines for."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        follow_end: bool = False,
        always_marked: bool = False,
        offers: bool = False,
    ) -> None:
        """`follow_end`: stays at the last line as lines come, unless somebody scrolled up.

        `always_marked`: the selected line can be told without focus, because it is what an action would be about.

        `offers`: as long as nobody has selected a line by hand, the first one (or the preferred) is offered, and marked weakly.
        One that was selected by hand and is gone leaves no other in its place: the first is offered again.
        """
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._line_at: LineAt | None = None
        self._count = 0
        self._keys: Sequence[str] = ()
        self._index: dict[str, int] = {}
        self._follow_end = follow_end
        self._always_marked = always_marked
        self._offers = offers
        self._aimed = True
        self._prefer = ""
        self.by_hand = False
        """Whether a person selected the line: then it stays selected, else the first line is."""
        self._styles: dict[tuple[str, str], Style] = {}

    # --- what is shown ---

    def show(self, lines: Sequence[Line], keys: Sequence[str] = (), *, prefer: str = "") -> None:
        """Show these lines; `keys` names them ("": a line that cannot be selected).

        `prefer`: the line that is selected, and brought into view, as long as nobody has selected one by hand.
        """
        was, before = self._count, self._lines
        self._lines, self._line_at = tuple(lines), None
        self._prefer = prefer
        self._take(len(self._lines), keys)
        if len(before) != was:  # those were asked for one by one
            self.refresh()
            return
        top, size = self.scroll_offset.y, self.size
        seen = slice(top, top + size.height)
        for y, (old, new) in enumerate(zip_longest(before[seen], self._lines[seen])):
            if old != new:
                self.refresh(Region(0, y, size.width, 1))

    def show_many(self, count: int, line_at: LineAt, keys: Sequence[str]) -> None:
        """Show `count` lines, each asked for only when it is drawn: for lists too long to make whole."""
        self._lines, self._line_at = (), line_at
        self._take(count, keys)
        self.refresh()

    def _take(self, count: int, keys: Sequence[str]) -> None:
        at_end = self._follow_end and self.scroll_offset.y >= self._count - self.size.height
        was = self._index.get(self.selected, 0)
        changed = count != self._count
        if (count > self.size.height) != (self._count > self.size.height):
            self.post_message(self.Resized())  # a scrollbar comes or goes
        self._count = count
        if keys is not self._keys and list(keys) != list(self._keys):
            self._keys = keys
            self._index = {key: number for number, key in enumerate(keys) if key}
            if self.by_hand and self.selected not in self._index:
                self.by_hand = False
                if not self._prefer and not self._offers:
                    self._select_near(was)
        if not self.by_hand and (self._prefer or self._offers or self.selected not in self._index):
            self.selected = self._prefer if self._prefer in self._index else next(iter(self._index), "")
        if changed:
            self._resize_virtually(count)
            if at_end:
                self.scroll_to(y=max(0, count - self.size.height), animate=False)

    def _resize_virtually(self, count: int) -> None:
        """There are so many lines now. The screen is laid out anew only where that can change anybody's size."""
        size = Size(self.size.width, count)
        if self.styles.auto_dimensions or (count > self.size.height) != self.show_vertical_scrollbar:
            self.virtual_size = size
            return
        self.set_reactive(Rows.virtual_size, size)
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = count
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def _select_near(self, row: int) -> None:
        """The line that now stands where the selected one stood, or the nearest that can be selected."""
        if not self._index:
            self.selected = ""
            return
        self.selected = min(self._index, key=lambda key: (abs(self._index[key] - row), self._index[key]))

    def refresh_row(self, row: int) -> None:
        """Draw one line again."""
        y = row - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def row_of(self, key: str) -> int | None:
        """Where a named line stands."""
        return self._index.get(key)

    @property
    def keys(self) -> Sequence[str]:
        """The names of the lines."""
        return self._keys

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    def line(self, row: int) -> Line:
        """One line as it was given."""
        if self._line_at is not None:
            return self._line_at(row)
        return self._lines[row]

    @property
    def width(self) -> int:
        """Cells that a line may take: what the scrollbar leaves."""
        return self.size.width - (self._count > self.size.height) * self.styles.scrollbar_size_vertical

    # --- selecting ---

    def watch_selected(self, old: str, new: str) -> None:
        """Draw both lines again, bring the new one into view, and say so."""
        for key in (old, new):
            row = self._index.get(key)
            if row is not None:
                self.refresh_row(row)
        row = self._index.get(new)
        if row is not None:
            self._bring(row)
        self.post_message(self.Moved(self, new))

    def select_by_hand(self, key: str) -> None:
        """Select a line as a hand would."""
        was, self.by_hand = self.by_hand, True
        self.post_message(self.Pointed(self))
        if self.selected != key:
            self.selected = key
        elif not was:
            self._repaint_selected()
            self.post_message(self.Moved(self, key))

    def aim(self, *, at: bool) -> None:
        """Whether an action would be about the selected line; where not, it bears no mark, or with the focus a weak one."""
        if self._aimed != at:
            self._aimed = at
            self._repaint_selected()

    def _bring(self, row: int) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def action_move(self, step: int) -> None:
        """To the next line that can be selected; where none can, the panel scrolls."""
        if not self._index:
            self.scroll_relative(y=step, animate=False)
            return
        row = self._index.get(self.selected, -1 if step > 0 else self._count)
        self._go(row + step, step)

    def action_move_page(self, direction: int) -> None:
        """A page up or down."""
        page = max(1, self.size.height - 1)
        if not self._index:
            self.scroll_relative(y=direction * page, animate=False)
            return
        row = self._index.get(self.selected, 0) + direction * page
        self._go(min(max(row, 0), self._count - 1), direction, back=True)

    def action_move_end(self, direction: int) -> None:
        """To the first or the last line."""
        if not self._index:
            self.scroll_to(y=0 if direction < 0 else self._count, animate=False)
            return
        self._go(0 if direction < 0 else self._count - 1, -direction)

    def _go(self, row: int, step: int, *, back: bool = False) -> None:
        """Select the first line from `row` on that can be; with `back`, else the last one before."""
        for way in (step, -step) if back else (step,):
            there = row
            while 0 <= there < self._count:
                if there < len(self._keys) and self._keys[there]:
                    self.select_by_hand(self._keys[there])
                    return
                there += 1 if way > 0 else -1
        if step < 0:
            self.scroll_to(y=0, animate=False)

    def action_choose(self) -> None:
        """The selected line is the one."""
        if self.selected:
            self.post_message(self.Chosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """A click selects, a click on what is selected chooses."""
        key = self.key_under(event)
        if key and key == self.selected and event.chain >= 2:
            self.action_choose()
        elif key:
            self.select_by_hand(key)

    def key_under(self, event: events.Click) -> str:
        """The name of the line under the pointer, "" where there is none."""
        row = event.y + self.scroll_offset.y
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def on_focus(self) -> None:
        """The selected line looks different."""
        self._repaint_selected()

    def on_blur(self) -> None:
        """The selected line looks different."""
        self._repaint_selected()

    def _repaint_selected(self) -> None:
        row = self._index.get(self.selected)
        if row is not None:
            self.refresh_row(row)

    # --- drawing ---

    def on_resize(self) -> None:
        """Lines are cut to the new width."""
        self.virtual_size = Size(self.size.width, self._count)
        row = self._index.get(self.selected)
        if row is not None:
            self._bring(row)
        self.refresh()
        self.post_message(self.Resized())

    def notify_style_update(self) -> None:
        """Another theme."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, name: str, cursor: str) -> Style:
        known = self._styles.get((name, cursor))
        if known is None:
            known = self.rich_style
            if name:
                known += self.get_component_rich_style(f"rows--{name}", partial=True)
            if cursor:
                known += self.get_component_rich_style(f"rows--{cursor}", partial=True)
            self._styles[name, cursor] = known
        return known

    def _cursor(self) -> str:
        """How the selected line is marked."""
        if self._offers and not (self.by_hand and self._aimed):
            return "cursor-offered" if self.has_focus or (self._always_marked and self._aimed) else ""
        if self.has_focus:
            return "cursor"
        return "" if not self._always_marked else "cursor-chosen" if self._offers else "cursor-blurred"

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        row, width = y + self.scroll_offset.y, self.width
        if row >= self._count:
            return Strip.blank(width, self.rich_style)
        cursor = ""
        if self.selected and row < len(self._keys) and self._keys[row] == self.selected:
            cursor = self._cursor()
        try:
            line = cut_line(self.line(row), width)
        except Exception:
            FAULTS.exception("line %s of %s", row, self.id)  # raised here it would end the app
            line = (("?", "bad"),)
        segments = [Segment(safe(text), self._style(name, cursor)) for text, name in line]
        return Strip(segments).adjust_cell_length(width, self._style("", cursor))
