"""One command's visit to a hub: it comes in, learns what stands, asks, hears what came of it, and leaves."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bridge_server.client.address import tls_of
from bridge_server.client.connection import Connection, open_connection
from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.steady import HOST_PATIENCE, RESTARTING
from bridge_server.meeting import Author, Command, Meeting
from bridge_server.meeting import commands as c
from bridge_server.wire.frames import Accepted, Close, Floor, HubFrame, Mine, Records, Rejected, Welcome
from bridge_server.wire.roll_frames import Children
from bridge_server.words import Language, say

from .place import Place

if TYPE_CHECKING:
    from .reading import Reading

FIRST: Final = 5.0
"""Seconds in which a hub must have answered for the first time; it answers a wrong code up to 3 s late."""
AGAIN: Final = 20.0
"""Seconds through which a fact is sent again with the same id."""
LOOK: Final = 10.0
"""Seconds that looking in the log may take where a command was not confirmed."""
LATE: Final = 2.0
"""Of these, how long to wait for a record that may still be on its way to the disk."""
READERS: Final = ("host", "secretary", "mirror")
SENT_AGAIN: Final = (
    c.CheckIn, c.SubmitOpinion, c.ReportFault, c.ClearFault, c.AcknowledgeNotice, c.Ask, c.Ready, c.Back, c.Withdraw,
)  # fmt: skip
"""What a point may say twice with one id: facts, and gestures that carry what they were about."""


class Unconfirmed(Exception):  # noqa: N818 - the words its readers use
    """Sent, and nobody knows what came of it. `n`: the log up to this record does not have it; None: nobody could look."""

    def __init__(self, n: int | None = None) -> None:
        self.n = n
        super().__init__(n)


class Visit:
    """Holds one connection at a time. After `enter`, `welcome` says who the code belongs to, and what stands is known: `floor`
    and `mine` for a point, `floor` for a screen; a console reads the log meanwhile.
    """

    def __init__(self, lang: Language, place: Place, note: Callable[[str], None]) -> None:
        """`note` hears what takes its time."""
        self.lang: Language = lang
        self.place = place
        self._note = note
        self.floor: Floor | None = None
        self.mine: Mine | None = None
        self.children: Children | None = None
        self.reading: Reading | None = None
        self.from_log = False
        """Whether the last answer was not heard but read in the log."""
        self._connection: Connection | None = None
        self._welcome: Welcome | None = None
        self._welcomed_at = 0.0
        self._news = asyncio.Event()
        self._wanted: set[str] = set()
        self._confirming: set[asyncio.Task[None]] = set()

    @property
    def welcome(self) -> Welcome:
        """The hub's first frame. Only after `enter`."""
        assert self._welcome is not None
        return self._welcome

    @property
    def clock_offset_ms(self) -> int:
        """What is added to shown instants."""
        if self.floor is not None:
            return self.floor.clock_offset_ms
        meeting = self.meeting
        return meeting.clock_offset_ms if meeting is not None else 0

    @property
    def meeting(self) -> Meeting | None:
        """What a console has read so far."""
        return self.reading.meeting if self.reading is not None else None

    @property
    def now(self) -> int:
        """The hub's clock. Only after `enter`."""
        return self.welcome.now + round((asyncio.get_running_loop().time() - self._welcomed_at) * 1000 * self.welcome.pace)

    @property
    def scope(self) -> str:
        """The author, without device, of what is said in this visit."""
        return Author(self.welcome.role, self.welcome.point).scope

    async def enter(self, patience: float = FIRST) -> None:
        """Connect. Raises `OutOfReach` at once where nothing is there, at the latest after `patience` s; and `TurnedAway`.

        A hub that ends the connection for now, because it restarts, is asked again meanwhile.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while True:
            try:
                await self._enter_once(deadline - loop.time())
                return
            except Lost as lost:
                if loop.time() + 0.3 >= deadline:
                    raise OutOfReach(self.place.url, str(lost.code), "lost") from None
                await asyncio.sleep(0.3)

    async def _enter_once(self, patience: float) -> None:
        self.cut()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        self._connection = connection = await open_connection(
            self.place.url,
            self.place.code,
            position=self.reading.following.position if self.reading is not None else None,
            lang=self.lang,
            visit=True,
            listener=self._heard,
            lines=self._took,
            tls=tls_of(self.place.url),
            timeout=patience,
        )
        self._welcome, self._welcomed_at = connection.welcome, loop.time()
        if connection.welcome.role in READERS:
            self._begin_reading(connection.welcome)
        self.floor = self.mine = self.children = None
        if not await self.until(self._knows, deadline - loop.time()):
            raise OutOfReach(self.place.url, "no floor", "silent")

    def _begin_reading(self, welcome: Welcome) -> None:
        from .reading import Reading  # only a console needs what it needs

        self.reading = self.reading or Reading(self.lang, self._wanted)
        self.reading.welcomed(welcome)

    def _knows(self) -> bool:
        """Whether what stands is known, as far as the role is told."""
        role = self.welcome.role
        return role in READERS or (self.floor is not None and (role != "point" or self.mine is not None))

    async def ask(self, command: Command, ident: str) -> Accepted | Rejected:
        """The hub's answer. Raises `Unconfirmed` where there is none, and `TurnedAway`.

        What a point may say twice is sent again, with its id, through new connections. Whatever else is sent once; for a
        console the log is looked at then.
        """
        self.from_log = False
        if self.welcome.role == "point" and isinstance(command, SENT_AGAIN):
            return await self._ask_again_and_again(command, ident)
        try:
            return await self._ask_once(command, ident, HOST_PATIENCE)
        except Lost:
            if self.welcome.role not in ("host", "secretary"):
                raise Unconfirmed from None
        self._note(say(self.lang, "operator.not-confirmed"))
        return await self._look(ident)

    async def _ask_once(self, command: Command, ident: str, patience: float) -> Accepted | Rejected:
        """Raises `Lost` also where no answer came in time, or another device took the place of this one."""
        assert self._connection is not None
        self._wanted.add(ident)
        try:
            return await self._connection.ask(command, ident, patience)
        except TimeoutError:
            raise Lost(None) from None
        except TurnedAway as away:
            if away.code == Close.REPLACED:
                raise Lost(away.code) from None
            raise

    async def _ask_again_and_again(self, command: Command, ident: str) -> Accepted | Rejected:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + AGAIN
        wait = 0.2
        noted = False
        while True:
            answer = None
            try:
                answer = await self._ask_once(command, ident, min(FIRST, deadline - loop.time()))
                if not isinstance(answer, Rejected) or answer.code not in RESTARTING:
                    return answer
            except Lost:
                pass
            if not noted:
                self._note(say(self.lang, "operator.sending-again"))
                noted = True
            if not await self._back(deadline, wait):
                if answer is not None:
                    return answer
                raise Unconfirmed
            wait = min(2.0, wait * 2)

    async def _look(self, ident: str) -> Accepted:
        """What the log says of a command that was not answered. Raises `Unconfirmed` where it does not have it."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + LOOK
        if not await self._back(deadline, 0.0):
            raise Unconfirmed
        key = self.scope, ident
        reading = self.reading
        assert reading is not None
        with suppress(Lost, TurnedAway):
            await self.until(lambda: key in reading.found, min(LATE, deadline - loop.time()))
            await self.until(lambda: key in reading.found or reading.up_to_date or reading.broken, deadline - loop.time())
        if key not in reading.found:
            raise Unconfirmed(reading.following.n if reading.up_to_date and not reading.broken else None)
        self.from_log = True
        return Accepted(ident, reading.found[key].n, reading.found[key].at)

    async def _back(self, deadline: float, wait: float) -> bool:
        """Come in again before `deadline`. Raises `TurnedAway`."""
        loop = asyncio.get_running_loop()
        while loop.time() + wait < deadline:
            await asyncio.sleep(wait)
            wait = min(2.0, wait * 2 or 0.2)
            try:
                await self.enter(min(FIRST, deadline - loop.time()))
            except OutOfReach:
                continue
            return True
        return False

    async def until(self, found: Callable[[], bool], patience: float) -> bool:
        """Wait until the hub has told something. False after `patience` s; raises `Lost` or `TurnedAway`."""
        assert self._connection is not None
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        ending = loop.create_task(self._connection.closed())
        try:
            while not found():
                self._news.clear()
                waiting = loop.create_task(self._news.wait())
                done, _ = await asyncio.wait([waiting, ending], timeout=deadline - loop.time(), return_when="FIRST_COMPLETED")
                waiting.cancel()
                if ending in done:
                    raise ending.result()
                if not done:
                    return False
            return True
        finally:
            ending.cancel()

    async def read_up_to(self, n: int) -> None:
        """For a console: let the log come up to record `n`, which says how instants are shown. Not for long."""
        reading = self.reading
        if reading is not None:
            with suppress(Lost, TurnedAway):
                await self.until(lambda: reading.following.n >= n or reading.broken, LATE)

    async def leave(self) -> None:
        """End the connection in order."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    def cut(self) -> None:
        """Let go of a connection that is of no use any more."""
        if self._connection is not None:
            self._connection.abort()
            self._connection = None

    def _heard(self, frame: HubFrame) -> None:
        match frame:
            case Floor():
                self.floor = frame
            case Mine():
                self.mine = frame
            case Children():
                self.children = frame
        self._news.set()

    def _took(self, frame: Records, lines: list[bytes]) -> None:
        if self.reading is not None:
            self.reading.take(frame, lines)
        self._news.set()
        if self._connection is not None:
            task = asyncio.get_running_loop().create_task(confirm(self._connection, frame.last))
            self._confirming.add(task)
            task.add_done_callback(self._confirming.discard)


async def confirm(connection: Connection, n: int) -> None:
    """Tell the hub that records up to `n` are taken; a connection that has ended needs no telling."""
    with suppress(Lost, TurnedAway):
        await connection.confirm(n)
