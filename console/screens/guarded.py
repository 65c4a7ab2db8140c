"""What is done on a key, a click or a letter may fail: it is logged and told then, and the screen goes on."""

import logging
from types import TracebackType

from textual.message import Message
from textual.message_pump import MessagePump

FAULTS = logging.getLogger("console")


class Defect(Message):
    """Something failed; it is in the log of faults already, and a person should hear of it."""


class Guard:
    """Stands around what a screen does. A fault that comes back is logged once."""

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._known: set[str] = set()

    def __call__(self, what: str) -> "Guarded":
        """Whatever is raised inside ends here."""
        return Guarded(self, what)

    def failed(self, what: str, why: BaseException) -> None:
        """Log it, and let the app know."""
        if what not in self._known:
            FAULTS.error("%s %s", type(self._screen).__name__, what, exc_info=why)
        self._known.add(what)
        self._screen.post_message(Defect())


class Guarded:
    """One thing that may fail."""

    def __init__(self, guard: Guard, what: str) -> None:
        self._guard, self._what = guard, what

    def __enter__(self) -> None:
        """It begins."""

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, _trace: TracebackType | None) -> bool:
        """A fault is kept here; what ends a program is not."""
        if not isinstance(why, Exception):
            return False
        self._guard.failed(self._what, why)
        return True
