"""Everything about the selected row of the board, made anew when it changes and not more often than an eye follows."""

from typing import Final

from console.scene import Scene
from console.views.board_details import details

from .rows import Rows

EVERY: Final = 0.25
"""Seconds between two drawings of the same row."""


class PointDetails(Rows):
    """Scrolls; selects nothing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._of: tuple[str, int] = ("", 0)
        self._when: tuple[int, int] = (-1, -1)
        self._made_at = float("-inf")

    def put(self, scene: Scene, key: str, now: float) -> None:
        """Show this row; `now` is this machine's clock in seconds. Nothing is made while it is hidden."""
        if self.size.width <= 0 or not self.display:
            return
        of, when = (key, self.size.width), (scene.meeting.n, scene.now // 1000)
        if of == self._of and (when == self._when or now - self._made_at < EVERY):
            return
        if of[0] != self._of[0]:
            self.scroll_to(y=0, animate=False)
        self._of, self._when, self._made_at = of, when, now
        self.show(details(scene, key, max(1, self.size.width - 1)))

    def forget(self) -> None:
        """Make the lines anew the next time."""
        self._of = ("", 0)
