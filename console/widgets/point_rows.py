"""The rows of the roll-call board: lines made when they are drawn, an order that changes round the selected one."""

from bisect import bisect_right
from collections.abc import Mapping

from console.lines import Line
from console.scene import Scene
from console.views import board
from console.views.board_list import Listing

from .rows import Rows


class PointRows(Rows):
    """Points (and the hall's agencies) as listed. Where the order changes, the selected row stays where it is on the screen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, always_marked=True)
        self.listing = Listing()
        self._scene: Scene | None = None
        self._spoken: Mapping[str, int] = {}
        self._drawn: dict[int, Line] = {}
        self._heading_rows: list[int] = []

    @property
    def room(self) -> int:
        """Cells of a row: as if there were always a scrollbar, so that none makes the columns jump."""
        return max(0, self.size.width - 1)

    def take(self, scene: Scene, spoken: Mapping[str, int]) -> None:
        """What the rows are drawn from."""
        self._scene, self._spoken = scene, spoken

    def order(self, listing: Listing, empty: list[Line]) -> None:
        """List these; `empty` are the lines where there are none."""
        same = listing.keys == self.listing.keys and listing.headings == self.listing.headings
        self.listing = listing
        if same and self.count and listing.shown:
            return
        anchor, at = self._anchor()
        self._drawn.clear()
        self._heading_rows = sorted(listing.headings)
        if not listing.shown:
            self.show(empty)
            return
        self.by_hand = self.selected in listing.keys
        self.show_many(len(listing.keys), self._draw_line, listing.keys)
        self.by_hand = True
        row = self.row_of(anchor)
        if row is not None:
            self.scroll_to(y=max(0, row - at), animate=False)

    def _anchor(self) -> tuple[str, int]:
        """The key of the selected row, where it is out of sight of the first one in sight, and its place on the screen."""
        top, height = self.scroll_offset.y, self.size.height
        row = self.row_of(self.selected)
        if row is not None and top <= row < top + height:
            return self.selected, row - top
        for seen in range(top, min(top + height, len(self.keys))):
            if self.keys[seen]:
                return self.keys[seen], seen - top
        return "", 0

    def _draw_line(self, number: int) -> Line:
        line = self._drawn[number] = self._made(number)
        return line

    def _made(self, number: int) -> Line:
        if self._scene is None:
            return ()
        key = self.listing.keys[number]
        above = bisect_right(self._heading_rows, number)
        group = self.listing.headings[self._heading_rows[above - 1]] if above else ""
        if not key:
            return board.heading(self._scene, self.listing, group, self.room)
        return board.row(self._scene, key, board.columns(self.room), spoken=self._spoken, group=group)

    def redraw(self) -> None:
        """Draw the lines in sight that read differently."""
        top = self.scroll_offset.y
        for number in range(top, min(top + self.size.height, len(self.listing.keys) if self.listing.shown else 0)):
            if self._drawn.get(number) != self._made(number):
                self.refresh_row(number)

    def bring(self, key: str) -> None:
        """Into the middle of what is seen, where it is out of sight."""
        row = self.row_of(key)
        top, height = self.scroll_offset.y, self.size.height
        if row is not None and not top <= row < top + height:
            self.scroll_to(y=max(0, row - height // 2), animate=False)
