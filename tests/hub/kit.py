"""A real hub in this process, on a real socket, and clients that keep what they are told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from bridge_server.client.address import address_of
from bridge_server.client.connection import Connection, open_connection
from bridge_server.client.following import Following
from bridge_server.hub.clock import Clock, HubClock
from bridge_server.hub.codes import ROLES, Holder, derive, generation_text
from bridge_server.hub.hub import Hub
from bridge_server.hub.limits import Limits
from bridge_server.hub.logs import open_log
from bridge_server.hub.opening import Opened, open_session
from bridge_server.journal import Ballast, Disk
from bridge_server.meeting import Command, Meeting
from bridge_server.session import prepare, read_meeting
from bridge_server.wire.frames import Accepted, Floor, HubFrame, Mine, Position, Records, Rejected

ROOT: Final = Path(__file__).parent.parent.parent
PATIENCE: Final = 20.0
"""Seconds a wait may last before the test fails."""
TAM_KY, THANG_BINH, TAN_THANH = "502", "513", "20335"
"""Two districts, and a commune (phường Tân Thạnh) of the first."""
T = TypeVar("T")


def make_session(directory: Path, roster: str = "") -> Path:
    """A prepared session of the real programme, on whatever port is free."""
    prepare(directory, read_meeting(ROOT / "agenda.json", roster), 1_717_000_000_000, port=0)
    return directory


def code_of(opened: Opened, holder: Holder) -> str:
    """The code in force."""
    base = opened.generations.get(holder.key, 0) if opened.rehearsal else None
    generation = generation_text(opened.meeting.generations.get(holder.key, 0), base)
    return derive(opened.secret, opened.settings.session, holder, generation)


@dataclass(slots=True)
class Client:
    """One connection and everything it was told. `records` are verified against the log's own chain."""

    connection: Connection
    frames: list[HubFrame] = field(default_factory=list)
    following: Following = field(default_factory=Following)
    records: list[dict[str, Any]] = field(default_factory=list)
    confirms: bool = True
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _confirming: set[asyncio.Task[None]] = field(default_factory=set)

    def heard(self, frame: HubFrame) -> None:
        """A frame that answers nothing."""
        self.frames.append(frame)
        self._news.set()

    def took(self, frame: Records, lines: list[bytes]) -> None:
        """A chunk of the log."""
        self.records.extend(self.following.take(lines))
        self._news.set()
        if self.confirms:
            task = asyncio.get_running_loop().create_task(self.connection.confirm(frame.last))
            self._confirming.add(task)
            task.add_done_callback(self._confirming.discard)

    async def until(self, found: Callable[["Client"], T | None]) -> T:
        """What `found` finds, as soon as it does; fails after `PATIENCE` seconds."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._news.clear()
                answer = found(self)
                if answer:
                    return answer
                await self._news.wait()

    async def ask(self, command: Command, ident: str = "") -> Accepted | Rejected:
        """The hub's answer."""
        return await self.connection.ask(command, ident, PATIENCE)

    async def accepted(self, command: Command, ident: str = "") -> Accepted:
        """The answer, which must be yes."""
        answer = await self.ask(command, ident)
        assert isinstance(answer, Accepted), answer
        return answer

    async def refused(self, command: Command, ident: str = "") -> Rejected:
        """The answer, which must be no."""
        answer = await self.ask(command, ident)
        assert isinstance(answer, Rejected), answer
        return answer

    async def frame(self, kind: type[T], wanted: Callable[[T], bool] = lambda _frame: True) -> T:
        """The newest frame of a kind that fits, waited for."""

        def newest(client: Client) -> T | None:
            return next((one for one in reversed(client.frames) if isinstance(one, kind) and wanted(one)), None)

        return await self.until(newest)

    async def floor(self, wanted: Callable[[Floor], bool] = lambda _frame: True) -> Floor:
        """The newest floor that fits."""
        return await self.frame(Floor, wanted)

    async def mine(self, wanted: Callable[[Mine], bool] = lambda _frame: True) -> Mine:
        """The newest own frame that fits."""
        return await self.frame(Mine, wanted)

    async def record(self, n: int) -> dict[str, Any]:
        """Record `n`, waited for."""
        return await self.until(lambda client: next((one for one in client.records if one["n"] == n), None))


@dataclass(slots=True)
class Running:
    """A hub that serves, and how to reach it."""

    hub: Hub
    opened: Opened
    clients: list[Client] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The websocket's."""
        return f"ws://127.0.0.1:{self.hub.port}/ws"

    @property
    def page(self) -> str:
        """The page's."""
        return f"http://127.0.0.1:{self.hub.port}"

    @property
    def meeting(self) -> Meeting:
        """As the hub has it."""
        return self.hub.meeting

    def code(self, holder: Holder | str) -> str:
        """The code of a role ("host") or a point ("20335")."""
        if isinstance(holder, str):
            holder = next((Holder(role) for role in ROLES if role == holder), Holder("point", holder))
        return code_of(self.opened, holder)

    async def join(
        self, holder: Holder | str, *, device: str = "", position: Position | None = None, confirms: bool = True, code: str = ""
    ) -> Client:
        """A client that was welcomed; its frames are kept from the first on."""
        waiting: list[HubFrame] = []
        chunks: list[tuple[Records, list[bytes]]] = []
        client: Client | None = None

        def heard(frame: HubFrame) -> None:
            waiting.append(frame) if client is None else client.heard(frame)

        def took(frame: Records, lines: list[bytes]) -> None:
            chunks.append((frame, lines)) if client is None else client.took(frame, lines)

        connection = await open_connection(
            self.url, code or self.code(holder), device=device, position=position, listener=heard, lines=took, timeout=PATIENCE
        )
        client = Client(connection, confirms=confirms)
        for frame in waiting:
            client.heard(frame)
        for chunk in chunks:
            client.took(*chunk)
        self.clients.append(client)
        return client


FAST: Final = replace(Limits(), rate=100_000.0, burst=100_000)
"""No limit on how fast a client may speak; everything else as in earnest."""


@asynccontextmanager
async def running(
    directory: Path,
    *,
    limits: Limits = FAST,
    clock: Clock | None = None,
    disk: Disk | None = None,
    reserve: int = 0,
    rehearsal: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    urls: Iterable[str] = (),
    proxies: Iterable[str] = (),
    log_to: Any = None,
) -> AsyncIterator[Running]:
    """A hub of the session in `directory`, reachable and trusting as asked, stopped in order at the end. `port` 0: whatever is
    free. `reserve`: bytes kept for a full disk."""
    now = clock.now() if clock is not None else HubClock().now()
    opened = open_session(directory, now, disk=disk, rehearsal=rehearsal)
    ballast = Ballast(opened.log_path.with_name("reserve"), reserve) if reserve else None
    if ballast is not None:
        ballast.reserve()
    hub = Hub(
        opened, clock or HubClock(opened.meeting.at), limits, open_log(log_to), build="test", proxies=proxies, ballast=ballast
    )
    await hub.start(host, port, tls, urls)
    turning = asyncio.get_running_loop().create_task(hub.run())
    found = Running(hub, opened)
    try:
        yield found
    finally:
        turning.cancel()
        for client in found.clients:
            client.connection.abort()
        await hub.stop("test")


__all__ = ["FAST", "Client", "Running", "address_of", "code_of", "make_session", "running"]
