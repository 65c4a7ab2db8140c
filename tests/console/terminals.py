"""A program on a terminal of its own, as a window of a desktop gives it one."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ..client.kit import PATIENCE, environment

LEADER: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Takes the terminal for its own, and becomes the command."""
CONSOLE: Final = (sys.executable, "-c", "from console.cli import main; main()")


class Terminal:
    """The window. Leaving the block closes it, which hangs the program up, and waits until that has ended."""

    def __init__(self, command: Sequence[str], cwd: Path, variables: Mapping[str, str] | None = None) -> None:
        self.seen = ""
        self._ours, theirs = os.openpty()
        set_size(theirs, 120, 40)
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEADER, *command], stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd,
            env=environment() | {"TERM": "xterm-256color"} | dict(variables or {}), start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    @property
    def pid(self) -> int:
        """The program's process; it leads its group."""
        return self.process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the window; a program that does not end with it is ended."""
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait(PATIENCE)

    def type(self, text: str) -> None:
        """Keys."""
        os.write(self._ours, text.encode())

    def read_until(self, needle: str) -> str:
        """Everything that was on it so far, as soon as this is."""
        deadline = time.monotonic() + PATIENCE
        while needle not in self.seen:
            assert time.monotonic() < deadline, self.seen
            assert self._read(), self.seen
        return self.seen

    def ended(self) -> int:
        """The exit code, once the program has ended; what it wrote is read."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, self.seen
        return self.process.wait(PATIENCE)

    def at_rest(self) -> None:
        """Wait until nothing was written for half a second: the screen has drawn what the last key did."""
        deadline = time.monotonic() + PATIENCE
        length = -1
        while length != len(self.seen) and self.process.poll() is None:
            assert time.monotonic() < deadline, self.seen
            length = len(self.seen)
            self._read(0.5)

    def leave(self) -> int:
        """Ctrl+Q and yes, again where a key came before the screen took it; the exit code."""
        for _ in range(10):
            for key in ("\x11", "\t", "\r"):
                self.type(key)
                self.at_rest()
            if "\x1b[?1049l" in self.seen:
                return self.ended()
        raise AssertionError(self.seen)

    def _read(self, wait: float = 0.2) -> bool:
        """Take what there is; False where the program has left the terminal."""
        if not select.select([self._ours], [], [], wait)[0]:
            return self.process.poll() is None
        try:
            raw = os.read(self._ours, 1 << 16)
        except OSError:  # Linux says so once nobody has the other side
            return False
        self.seen += raw.decode("utf-8", "replace")
        return bool(raw)


def set_size(terminal: int, columns: int, lines: int) -> None:
    """How large the window is."""
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
