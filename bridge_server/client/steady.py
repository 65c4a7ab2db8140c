"""A client that stays: after every end that is not final it connects again, and asks again what may be asked again."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Final, Literal

from bridge_server.meeting import Command
from bridge_server.wire.frames import Accepted, HubFrame, Position, Records, Rejected, Welcome

from .connection import Connection, new_id, open_connection
from .ends import Lost, OutOfReach, TurnedAway

HOST_PATIENCE = 5.0
"""Seconds after which a host's command without an answer is "not confirmed": it is never sent again by itself."""
LASTING: Final = 10.0
"""Seconds that a connection must have lasted for the next tries to come quickly again."""
RESTARTING: Final = frozenset({"stopping"})
"""Refusals of a hub that is about to be there again."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits between tries, in seconds, each drawn from zero to a bound that doubles: so many clients do not come back at once."""

    first: float = 0.5
    longest: float = 30.0

    def wait(self, tries: int, chance: random.Random) -> float:
        """Before the try after `tries` failed ones."""
        return chance.uniform(0.0, min(self.longest, self.first * 2.0 ** min(tries, 20)))


@dataclass(slots=True)
class Steady:
    """Keeps one connection, for as long as `run` runs. `position` says where a console goes on; `welcomed` hears every welcome.

    `tries` counts the attempts since the last connection that lasted. A client that hears nothing for two and a half ticks of
    the hub takes the line for dead.
    """

    url: str
    code: str = field(repr=False)
    device: str = ""
    lang: Literal["", "vi", "en"] = ""
    listener: Callable[[HubFrame], None] = lambda _frame: None
    lines: Callable[[Records, list[bytes]], None] = lambda _frame, _lines: None
    welcomed: Callable[[Welcome], None] = lambda _welcome: None
    lost: Callable[[Exception], None] = lambda _why: None
    position: Callable[[], Position | None] = lambda: None
    tls: SSLContext | None = None
    backoff: Backoff = Backoff()
    chance: random.Random = field(default_factory=random.Random)
    timeout: float = 10.0
    connection: Connection | None = None
    tries: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _final: Exception | None = None
    _heard_at: float = 0.0
    _welcomed_at: float | None = None

    async def run(self) -> None:
        """Until cancelled. Raises `TurnedAway` where coming again would not change the end, and what a listener raised."""
        while True:
            self._welcomed_at = None
            try:
                await self._once()
            except (OutOfReach, Lost) as why:
                self.lost(why)
            except Exception as why:
                self._final = why
                self._changed.set()
                raise
            if self._lasted():
                self.tries = 0
            await asyncio.sleep(self.backoff.wait(self.tries, self.chance))
            self.tries += 1

    def _lasted(self) -> bool:
        """Whether the connection that just ended was one to rely on."""
        return self._welcomed_at is not None and asyncio.get_running_loop().time() - self._welcomed_at >= LASTING

    async def _once(self) -> None:
        """One connection from its welcome to its end, which it raises."""
        connection = await open_connection(
            self.url,
            self.code,
            device=self.device,
            position=self.position(),
            lang=self.lang,
            listener=self._heard,
            lines=self._took,
            tls=self.tls,
            timeout=self.timeout,
        )
        try:
            self._heard_at = self._welcomed_at = asyncio.get_running_loop().time()
            self.connection = connection
            self.welcomed(connection.welcome)
            self._changed.set()
            self._changed = asyncio.Event()
            raise await self._end_of(connection)
        finally:
            self.connection = None
            connection.abort()

    async def _end_of(self, connection: Connection) -> TurnedAway | Lost:
        silence = connection.welcome.tick_ms / 1000 * 2.5
        ending = asyncio.ensure_future(connection.closed())
        try:
            while True:
                left = self._heard_at + silence - asyncio.get_running_loop().time()
                if left <= 0:
                    return Lost(None)
                done, _ = await asyncio.wait([ending], timeout=left)
                if done:
                    return ending.result()
        finally:
            ending.cancel()

    def _heard(self, frame: HubFrame) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        self.listener(frame)

    def _took(self, frame: Records, lines: list[bytes]) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        self.lines(frame, lines)

    async def connected(self, timeout: float) -> Connection:
        """The connection, once there is one. Raises what ended `run`, or `TimeoutError` after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while self.connection is None or not self.connection.open:
                if self._final is not None:
                    raise self._final
                changed = self._changed
                if self.connection is None:
                    await changed.wait()
                else:
                    await asyncio.sleep(0.01)
        return self.connection

    async def tell(self, command: Command, ident: str = "", timeout: float = 60.0) -> Accepted | Rejected:
        """Ask until it is answered, with one id, through any number of connections: for facts, which may arrive late but once.

        A hub that is stopping has not answered yet. Raises `TurnedAway`, or `TimeoutError` after `timeout` seconds: then nobody
        knows yet, and the same id may be asked again.
        """
        ident = ident or new_id()
        async with asyncio.timeout(timeout):
            while True:
                connection = await self.connected(timeout)
                with suppress(Lost, TimeoutError):
                    answer = await connection.ask(command, ident, self.timeout)
                    if not isinstance(answer, Rejected) or answer.code not in RESTARTING:
                        return answer
                    await asyncio.sleep(self.backoff.first)

    async def once(self, command: Command, ident: str = "", timeout: float = HOST_PATIENCE) -> Accepted | Rejected:
        """Ask once, on the connection there is. Raises `Lost`, `TurnedAway` or `TimeoutError`: it is not confirmed then."""
        connection = await self.connected(timeout)
        return await connection.ask(command, ident, timeout)
