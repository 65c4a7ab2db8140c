"""What an application of the terminal is as a process: where its faults are kept, and how it ends when it is asked to."""

import asyncio
import logging
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from textual.app import App

FAULTS: Final = logging.getLogger("console")


def log_to(path: Path) -> None:
    """Keep faults in a file."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    FAULTS.addHandler(handler)
    FAULTS.propagate = False


def end_when_asked(app: App[Any]) -> None:
    """Being asked to end, or losing the terminal, ends the screen in order; the hub goes on."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), app.exit)
