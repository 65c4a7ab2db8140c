"""A parent that starts the hub again when it crashed: at once where it had served, slower where it never came to that.

Never after an orderly end, never after exit code 74: what a failed disk shows must not be served again by itself; and not after
the codes that say the same start would fail the same way.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Final

from .signals import stop_signals

FINAL: Final = frozenset({0, 2, 3, 4, 74, 130})
FIRST: Final = 0.1
"""Seconds before the first new start."""
SLOWEST: Final = 10.0
"""Seconds between two starts at most."""
PATIENCE: Final = 60.0
"""Seconds that a hub may take to stop when asked; it bounds each of its own steps far below."""


def supervise(command: Sequence[str], served: Callable[[int], bool], told: Callable[[int, float], None]) -> int:
    """Run `command` until it ends for good; its exit code.

    `served` says whether the process of that number came to serve. `told` hears of each crash: the exit code (negative: a
    signal's number) and the wait before the next start, in seconds.
    """
    child: subprocess.Popen[bytes] | None = None
    asked_to_stop = False

    def pass_on(number: int, _frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True
        if child is not None and child.poll() is None:
            child.send_signal(number if sys.platform != "win32" else signal.SIGTERM)

    def stopping() -> bool:
        return asked_to_stop

    for one in stop_signals():
        signal.signal(one, pass_on)
    wait = 0.0
    while True:
        child = subprocess.Popen(command)
        code = wait_for(child, stopping)
        if code in FINAL or stopping():
            return code if code >= 0 else 128 - code
        wait = FIRST if served(child.pid) or not wait else min(SLOWEST, wait * 2)
        told(code, wait)
        due = time.monotonic() + wait
        while time.monotonic() < due and not stopping():
            time.sleep(min(0.1, wait))
        if stopping():
            return 0


def wait_for(child: "subprocess.Popen[bytes]", stopping: Callable[[], bool]) -> int:
    """The exit code of the child. One that was asked to stop and does not is ended."""
    deadline = None
    while True:
        try:
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            if stopping():
                if deadline is None:  # the signal may have come before there was a child to pass it on to
                    deadline = time.monotonic() + PATIENCE
                    child.terminate()
                if time.monotonic() > deadline:
                    child.kill()
