"""Words that go away by themselves. What was done gives way to what is done next; what went wrong stays as long as it would."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Literal

from textual.app import App

from bridge_server.wire.text import clean_prose

Severity = Literal["information", "warning", "error"]
LONG: Final = 6.0
"""Seconds that a toast stays."""
SEEN: Final = 1.0
"""Seconds that a toast must still stay for the same words not to be said again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A toast that can be read until `until`, in seconds of the real clock: Textual takes it away by that."""

    text: str
    severity: Severity
    until: float
    passing: bool


class Toasts:
    """The toasts of an app. Text from outside stays text."""

    def __init__(self, app: App[Any], clock: Callable[[], float] = monotonic) -> None:
        self._app = app
        self._clock = clock
        self._standing: list[Standing] = []
        self._coming: Standing | None = None
        """What was done last and is not shown yet."""

    def say(self, text: str, severity: Severity = "information") -> None:
        """A few words. The very words that stand there already are not said twice: a key held down would fill the screen."""
        text = clean_prose(text)
        now = self._clock()
        if any(one.text == text and one.until - now > SEEN for one in self._standing):
            return
        self._show(Standing(text, severity, now + LONG, passing=False))

    def done(self, text: str) -> None:
        """What was just done, in place of what was done before; refusals and faults that stand stay."""
        waiting, self._coming = self._coming, Standing(clean_prose(text), "information", self._clock() + LONG, passing=True)
        if (
            waiting is None
        ):  # later, so that what was said already is on the screen; what is said after this comes on it after this
            self._app.call_later(self._replace)

    def _replace(self) -> None:
        """Textual takes all toasts away or none: those that stay are shown again for the rest of their time."""
        one, self._coming = self._coming, None
        if one is None:
            return
        if any(other.passing for other in self._standing):
            self._app.clear_notifications()
            older, self._standing = self._standing, []
            for other in older:
                if not other.passing and other.until > self._clock():
                    self._show(other)
        self._show(one)

    def _show(self, one: Standing) -> None:
        now = self._clock()
        self._standing = [*(other for other in self._standing if other.until > now), one]
        self._app.notify(one.text, severity=one.severity, timeout=max(0.1, one.until - now), markup=False)
