"""A program on a terminal of its own, whose every frame is taken off it at once and bears the time when it was whole.

Where nobody reads, a terminal takes a few kilobytes and then lets the program wait; so these are read by a loop that does little
else. The terminal says that it paints frames whole, as most do today: then a program marks where each of them ends.
"""

import asyncio
import fcntl
import os
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from types import TracebackType
from typing import Final, Self

from .hubs import HERE, PATIENCE

ASKED: Final = b"\x1b[?2026$p"
"""The program asks whether frames are painted whole."""
YES: Final = b"\x1b[?2026;2$y"
FRAME_END: Final = b"\x1b[?2026l"
Framed = Callable[[bytes, float], None]
"""Hears of every whole frame, with the instant (`perf_counter`) when its end was read."""


class Terminal:
    """The program from its start to its end; leaving the block hangs it up, and kills what does not end with that."""

    def __init__(
        self, command: Sequence[str], size: tuple[int, int] = (120, 40), *, variables: Mapping[str, str] | None = None
    ) -> None:
        """`size`: columns and lines. What this machine's user has set for the program is left out."""
        self.frames = 0
        self.framed: Framed = lambda _frame, _at: None
        self.read = 0
        """Bytes so far."""
        self._kept = b""
        self._ended = False
        self._wanted: tuple[Callable[[bytes, bytes], bool], asyncio.Future[float]] | None = None
        self._ours, theirs = os.openpty()
        columns, lines = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.began = perf_counter()
        try:
            self.process = subprocess.Popen(
                command,
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                cwd=HERE,
                env=environment() | dict(variables or {}),
                start_new_session=True,
                preexec_fn=take_terminal,  # safe: this process has one thread
            )
        finally:
            os.close(theirs)
        os.set_blocking(self._ours, False)
        asyncio.get_running_loop().add_reader(self._ours, self._take)

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Ask it to end, reading on until it has; kill it where it does not."""
        try:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE / 6):
                while self.process.poll() is None:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            self.process.kill()
        finally:
            self.process.wait(PATIENCE)
            self._hang_up()

    def type(self, keys: bytes) -> float:
        """Press keys; when that was."""
        at = perf_counter()
        os.write(self._ours, keys)
        return at

    async def shows(self, needle: bytes, patience: float = PATIENCE) -> float:
        """When a text was on it for the first time from now on. Raises `TimeoutError`, or `EOFError` where the program ends."""
        return await self.until(lambda seen, _frame: needle in seen, patience)

    async def until(self, found: Callable[[bytes, bytes], bool], patience: float = PATIENCE) -> float:
        """When `found` was true: of the bytes since the last frame's end, and of a whole frame where one ended.

        Raises `TimeoutError`, or `EOFError` where the program ends.
        """
        wanted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._wanted = found, wanted
        if self._ended:
            self._fail()
        try:
            async with asyncio.timeout(patience):
                return await wanted
        finally:
            self._wanted = None

    def _take(self) -> None:
        try:
            raw = os.read(self._ours, 1 << 16)
        except BlockingIOError:
            return
        except OSError:  # Linux says so once nobody has the other side
            raw = b""
        at = perf_counter()
        if not raw:
            asyncio.get_running_loop().remove_reader(self._ours)
            self._ended = True
            self._fail()
            return
        if ASKED in raw:
            os.write(self._ours, YES)
        self.read += len(raw)
        *whole, rest = (self._kept + raw).split(FRAME_END)
        self._kept = rest
        for frame in whole:
            self.frames += 1
            self.framed(frame, at)
            self._look(frame, frame, at)
        self._look(rest, b"", at)

    def _look(self, seen: bytes, frame: bytes, at: float) -> None:
        if self._wanted is not None and not self._wanted[1].done() and self._wanted[0](seen, frame):
            self._wanted[1].set_result(at)

    def _fail(self) -> None:
        if self._wanted is not None and not self._wanted[1].done():
            self._wanted[1].set_exception(EOFError(self._kept[-2000:].decode("utf-8", "replace")))

    def _hang_up(self) -> None:
        if self._ours >= 0:
            asyncio.get_running_loop().remove_reader(self._ours)
            os.close(self._ours)
            self._ours = -1


def take_terminal() -> None:
    """In the program's process, before it begins: this is its terminal, so that closing it hangs the program up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def environment() -> dict[str, str]:
    """This process's, without what would set a window's size, a language or how Python loads; with a terminal as most have."""
    left_out = ("BRIDGE_", "TEXTUAL_", "PYTHON", "XDG_", "COLUMNS", "LINES", "NO_COLOR")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(HERE)}
