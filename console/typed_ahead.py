"""Keys that were pressed before what they are for was there: a slow line brings several at once, and none may be lost."""

from collections.abc import Callable
from typing import Final

from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

from .screens.confirm import ConfirmScreen

SETTLING: Final = 0.7
"""Seconds after something was closed in which Enter is a part of what closed it: pressed twice, or held."""


class TypedAhead(App[int]):
    """An application whose `opened` is called whenever it opens something that asks for letters, and `closed` when it is gone."""

    clock: Callable[[], float]

    def __init__(self) -> None:
        super().__init__()
        self._strays: list[events.Key] = []
        self._opened_at = 0.0
        self._closed_at = float("-inf")

    def opened(self) -> None:
        """Something was opened that asks for letters: keys that were read before are for it."""
        self._opened_at = events.Event().time

    def closed(self) -> None:
        """What asked for something was answered, or left: its Enter must not go on to what lies under it."""
        self._closed_at = self.clock()

    async def on_event(self, event: events.Event) -> None:
        """While keys wait to be handed on, those that come after them wait behind them."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._strays:
            self._strays.append(event)
            return
        if isinstance(event, events.Key) and event.key == "enter" and not event.is_forwarded and self._just_closed():
            self._closed_at = self.clock()  # held down it stays one press, however long
            return
        await super().on_event(event)

    def _just_closed(self) -> bool:
        return not self.screen.is_modal and self.clock() - self._closed_at < SETTLING

    def on_key(self, event: events.Key) -> None:
        """Keys pressed close behind one that opened something were read before it was there: they are handed on, in order."""
        waiting = self.screen.focused is None and self.screen.is_modal and event.is_printable
        if not (self._strays or waiting or event.time < self._opened_at):
            return
        event.prevent_default()
        event.stop()
        self._strays.append(event)
        if len(self._strays) == 1:
            self.call_after_refresh(self._hand_on)

    def _hand_on(self, tries: int = 5) -> None:
        """Give such keys to what asks for letters, in their order; a question before something final gets none of them."""
        focused = self.screen.focused
        if focused is None and tries:
            self.call_after_refresh(self._hand_on, tries - 1)
            return
        keys, self._strays = self._strays, []
        if isinstance(focused, Input | TextArea) and not isinstance(self.screen, ConfirmScreen):
            for key in keys:
                again = events.Key(key.key, key.character)
                again.set_sender(focused)  # one of ours would not come up to the bindings
                self.post_message(again)
