"""Whether those who are connected are still there: asked one after the other, where the library would keep a task for each."""

import asyncio
import random
from collections.abc import Callable, Iterable

from websockets.exceptions import ConnectionClosed

from .peer import Peer


class Pings:
    """Asks each connection once an interval (seconds). `silent` hears of one that has not answered before its next turn."""

    def __init__(self, interval: float, silent: Callable[[Peer], None]) -> None:
        self._interval = interval
        self._silent = silent
        self._asking: set[asyncio.Task[None]] = set()

    def join(self, peer: Peer, now: float) -> None:
        """One more to ask; those who come together are not asked together."""
        peer.ping_at = now + self._interval * random.random()

    def ask_due(self, peers: Iterable[Peer], now: float) -> None:
        """Ask those whose turn it is. A task for each lives only until the answer."""
        for peer in peers:
            if now >= peer.ping_at:
                peer.ping_at = now + self._interval
                task = asyncio.get_running_loop().create_task(self._ask(peer))
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)

    def close(self) -> None:
        """Ask nobody any more."""
        for task in self._asking:
            task.cancel()

    async def _ask(self, peer: Peer) -> None:
        try:
            async with asyncio.timeout(self._interval):
                await (await peer.connection.ping())
        except TimeoutError:
            self._silent(peer)
        except ConnectionClosed:
            pass
