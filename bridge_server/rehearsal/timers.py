"""What a crowd is still going to do, after so many seconds of meeting time; each thing by itself, nobody waits for anybody."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bridge_server.hub.clock import FlowingClock

from .halted import Halted

Action = Callable[[], Awaitable[object]]


class Timers:
    """Held until `close`. A line that is gone, or a hub that does not answer, ends one action and nothing else."""

    def __init__(self, clock: FlowingClock) -> None:
        self._clock = clock
        self._waiting: set[asyncio.TimerHandle] = set()
        self._acting: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def now(self) -> int:
        """This instant of the meeting."""
        return self._clock.now()

    def after(self, seconds: float, action: Action) -> None:
        """Let something happen so many seconds of the meeting from now."""
        if self._closed:
            return
        loop = asyncio.get_running_loop()

        def act() -> None:
            self._waiting.discard(handle)
            task = loop.create_task(attempted(action))
            self._acting.add(task)
            task.add_done_callback(self._acted)

        handle = loop.call_later(max(0.0, seconds) / self._clock.pace, act)
        self._waiting.add(handle)

    def at(self, instant: int, action: Action) -> None:
        """Let something happen at an instant of the meeting, now where that has passed."""
        self.after((instant - self.now) / 1000, action)

    async def close(self) -> None:
        """Nothing happens any more."""
        self._closed = True
        for handle in self._waiting:
            handle.cancel()
        for task in self._acting:
            task.cancel()
        await asyncio.gather(*self._acting, return_exceptions=True)

    def _acted(self, task: asyncio.Task[None]) -> None:
        self._acting.discard(task)
        defect = None if task.cancelled() else task.exception()
        if defect is not None:
            told = {"message": "somebody in the crowd stumbled", "exception": defect}
            asyncio.get_running_loop().call_exception_handler(told)


async def attempted(action: Action) -> None:
    """Do it, as far as the line holds."""
    with suppress(Halted):
        await action()
