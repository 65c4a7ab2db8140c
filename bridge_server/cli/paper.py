"""What `watch` writes on: lines that are appended and never changed; on a terminal one status line below them.

The status line is redrawn with carriage returns and spaces alone: no escape sequence ever leaves here, whoever wrote a text.
"""

import shutil
import sys
import unicodedata

from bridge_server.cli.exits import put
from bridge_server.wire.text import clean_line


class Paper:
    """`live`: keep a status line below."""

    def __init__(self, *, live: bool) -> None:
        self.live = live
        self._status = ""

    def line(self, text: str, margin: str = "") -> None:
        """Append a line; `margin` is ours and stands before the text as it is."""
        self._erase()
        put(margin + clean_line(text))
        self._draw()

    def raw(self, text: str) -> None:
        """Append a line for programs, as it is."""
        put(text)

    def status(self, text: str) -> None:
        """Say the status line anew."""
        if self.live:
            self._erase()
            self._status = cut(clean_line(text), shutil.get_terminal_size().columns - 1)
            self._draw()

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._erase()
        self._status = ""

    def _erase(self) -> None:
        if self._status:
            write("\r" + " " * width(self._status) + "\r")

    def _draw(self) -> None:
        if self._status:
            write(self._status)


def write(text: str) -> None:
    """Put something on a line that is not ended yet."""
    sys.stdout.write(text)
    sys.stdout.flush()


def width(text: str) -> int:
    """Columns of a clean text on a terminal."""
    return sum(columns(char) for char in text)


def columns(char: str) -> int:
    """Columns of one character."""
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, room: int) -> str:
    """As much of the text as fits into `room` columns."""
    kept = []
    for char in text:
        room -= columns(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept)
