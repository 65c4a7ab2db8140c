"""The least that can be on a screen while records come: an application of the same toolkit that shows the number of the newest.

What it takes is the toolkit's and the machine's own; the console is measured against it, in the same run.
"""

import asyncio
import sys
from time import monotonic

import orjson
from textual.app import App, ComposeResult
from textual.widgets import Static
from websockets.asyncio.client import connect

from bridge_server.wire.codec import encode
from bridge_server.wire.frames import VERSION, Hello

from .console_hub import CODE


class Bare(App[None]):
    """Paints at most every `frame` seconds, at once where nothing was painted for a while: as the console does."""

    def __init__(self, url: str, frame: float) -> None:
        super().__init__()
        self._url, self._frame = url, frame
        self._newest, self._painted, self._due = 0, 0.0, False
        self._shown = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """One line."""
        yield self._shown

    def on_mount(self) -> None:
        """Follow the hub."""
        self.run_worker(self._follow())

    async def _follow(self) -> None:
        async with connect(self._url, compression=None, max_size=None, proxy=None) as hub:
            await hub.send(encode(Hello(VERSION, CODE)).decode())
            async for message in hub:
                head = orjson.loads(str(message).partition("\n")[0])
                if head["type"] == "Records":
                    self._newest = head["last"]
                    self._mark()
            await asyncio.Event().wait()

    def _mark(self) -> None:
        if self._due:
            return
        self._due = True
        wait = self._painted + self._frame - monotonic()
        if wait <= 0:
            self.call_next(self._paint)
        else:
            self.set_timer(wait, self._paint)

    def _paint(self) -> None:
        self._due, self._painted = False, monotonic()
        self._shown.update(f"#{self._newest} ", layout=False)


if __name__ == "__main__":
    Bare(sys.argv[1], float(sys.argv[2])).run()
