"""The operators' page as its users press it, and a weak line between a phone and the hub."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from playwright.async_api import Browser

from bridge_server.hub.codes import Holder
from bridge_server.meeting.commands import OpenMeeting, StartItem
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.words import say
from tests.hub.kit import TAN_THANH, Client, Running, code_of, make_session, running

from .screen_kit import PATIENCE, Screen, visitor

T = TypeVar("T")
PHONE: Final = (360, 740)
DESK: Final = (1280, 800)


def said(hub: Running) -> CheckedIn | None:
    """The check-in in force of the commune."""
    revision = hub.hub.meeting.check_in(TAN_THANH)
    return revision[3] if revision is not None and isinstance(revision[3], CheckedIn) else None


async def recorded(found: Callable[[], T | None]) -> T:
    """What `found` finds in the meeting, once it is there."""
    async with asyncio.timeout(PATIENCE / 1000):
        while (there := found()) is None:
            await asyncio.sleep(0.02)
        return there


def words(key: str, **facts: object) -> str:
    """A sentence of the page, or of another area that is named."""
    return say("vi", key if "." in key else f"page.{key}", **facts)


async def joined(hub: Running, phone: Screen, point: str = TAN_THANH, *, page: str = "") -> None:
    """Come with the point's link (at the hub's own address, unless `page` is another), and say that it is the right one."""
    await phone.open(f"{page or hub.page}/#{code_of(hub.opened, Holder('point', point))}")
    await press(phone, "yes")
    await phone.shows(words("connected"), within="main")


async def discussing(hub: Running) -> Client:
    """The host, who has opened the meeting and runs the discussion."""
    host = await hub.join("host")
    await host.accepted(OpenMeeting())
    await host.accepted(StartItem("7", ""))
    return host


async def ask(phone: Screen) -> None:
    """Ask for the floor, and stand first on the list."""
    await press(phone, "ask")
    await phone.shows(words("place-first"), within="main")


async def press(phone: Screen, key: str) -> None:
    """Press the button of that name."""
    await phone.page.get_by_role("button", name=words(key), exact=True).first.click()


@dataclass(slots=True)
class WeakLine:
    """Bytes between phones and the hub at a port. `delay` is what each way takes, in seconds; while `silent` nothing passes and
    nothing ends, as with a phone that lost its mast; while `dead` every line breaks at once and none begins."""

    hub: int = 0
    port: int = 0
    delay: float = 0.0
    silent: bool = False
    dead: bool = False
    deaf: bool = False
    """What the hub says does not come through."""
    begun: int = 0
    """Connections so far."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def page(self) -> str:
        """The page's address on this line."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """It is dead from now on."""
        self.dead = True
        for writer in self._open:
            writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        if self.dead:
            writer.transport.abort()
            return
        self.begun += 1
        there, back = await asyncio.open_connection("127.0.0.1", self.hub)
        self._open |= {writer, back}
        ways = [asyncio.create_task(self._way(reader, back)), asyncio.create_task(self._way(there, writer, back=True))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, back):
            end.transport.abort()
            self._open.discard(end)

    async def _way(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, back: bool = False) -> None:
        with suppress(ConnectionError):
            while some := await source.read(1 << 16):
                await asyncio.sleep(self.delay)
                while self.silent or (back and self.deaf):
                    await asyncio.sleep(0.05)
                target.write(some)


@asynccontextmanager
async def weak_line() -> AsyncIterator[WeakLine]:
    """A line with a port of its own; where it leads is put into `hub`."""
    line = WeakLine()
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        line.cut()
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def weakly(browser: Browser, tmp_path: Path) -> AsyncIterator[tuple[Running, WeakLine, Screen]]:
    """A hub, a line to it that can be made to fail, and a phone at its end."""
    async with weak_line() as line, running(make_session(tmp_path / "hop"), urls=(line.page,)) as hub:
        line.hub = hub.hub.port
        async with visitor(browser, size=PHONE) as (phone,):
            yield hub, line, phone
