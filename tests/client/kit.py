"""A hub in a process of its own, commands as processes against it, and a line between them that can be made to fail."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final, NoReturn

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bridge_server.cli import chosen_language
from bridge_server.cli.edge import run
from bridge_server.hub.codes import ROLES, Holder, derive, written
from bridge_server.hub.notice import read_notice
from bridge_server.hub.opening import read_secret
from bridge_server.journal import read_chain
from bridge_server.session import prepare, read_meeting, read_settings

ROOT: Final = Path(__file__).parent.parent.parent
PATIENCE: Final = 60.0
"""Seconds that anything may take before a test fails."""
START: Final = "from bridge_server.cli import main; main()"
NOWHERE: Final = "http://127.0.0.1:9"
"""Where no hub is."""


def environment() -> dict[str, str]:
    """As a user has it, without the variables of our own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    return clean | {"PYTHONPATH": str(ROOT)}


@dataclass(slots=True)
class Served:
    """A session directory and the hub that serves it, while one runs."""

    directory: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Serve, and wait until the hub says where."""
        assert self.process is None
        command = [sys.executable, "-c", START, "serve", str(self.directory), "--port", "0", *options]
        process = self.process = subprocess.Popen(
            command, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT
        )
        assert process.stderr is not None
        for line in process.stderr:
            notice = read_notice(self.directory)
            if notice is not None and notice.pid == process.pid and notice.url.encode() in line:
                return
        raise AssertionError(f"the hub ended with {process.wait(PATIENCE)}")

    def stop(self) -> None:
        """In order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut does. The next one serves at the same port."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.communicate(timeout=PATIENCE)
            self.process = None

    @property
    def url(self) -> str:
        """The page's address."""
        notice = read_notice(self.directory)
        assert notice is not None
        return notice.url

    def code(self, whose: str, generation: int = 0) -> str:
        """The code of a role ("host") or a point ("20335"), as it is printed."""
        holder = next((Holder(role) for role in ROLES if role == whose), Holder("point", whose))
        return written(derive(read_secret(self.directory), read_settings(self.directory).session, holder, generation))

    def at(self, whose: str) -> tuple[str, ...]:
        """The options that a command of this role or point is started with."""
        return "--url", self.url, "--code", self.code(whose)

    def records(self) -> list[dict[str, Any]]:
        """What the log has."""
        return list(read_chain(self.directory / "session.jsonl").records())

    def events(self, kind: str) -> list[dict[str, Any]]:
        """All events of a kind, in order."""
        return [event for record in self.records() for event in record["events"] if event["type"] == kind]


def prepared(directory: Path) -> Path:
    """A session of the real programme."""
    prepare(directory, read_meeting(ROOT / "agenda.json"), 1_717_000_000_000, port=0)
    return directory


@contextmanager
def served(directory: Path, *options: str) -> Iterator[Served]:
    """A hub of a new session in `directory`, stopped at the end."""
    hub = Served(prepared(directory))
    hub.start(*options)
    try:
        yield hub
    finally:
        hub.stop()


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The object of --json."""
        told: dict[str, Any] = json.loads(self.out)
        return told


async def here(*arguments: str | Path, stdin: bytes = b"") -> Said:
    """`bridge-server` with these arguments, on a thread of this process: no new interpreter has to start. One at a time."""
    out, err = StringIO(), StringIO()
    before, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            async with asyncio.timeout(PATIENCE):
                code = await asyncio.to_thread(exit_code, list(map(str, arguments)))
    finally:
        sys.stdin = before
    return Said(code, out.getvalue(), err.getvalue())


def exit_code(arguments: list[str]) -> int:
    """What a shell would see."""
    try:
        run(*chosen_language(arguments))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    return 0


async def shell(*arguments: str | Path, stdin: bytes = b"", variables: dict[str, str] | None = None) -> Said:
    """`bridge-server` with these arguments, as a process of its own, to its end."""
    process = await begun(*arguments, stdin=asyncio.subprocess.PIPE, variables=variables)
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate(stdin)
    assert process.returncode is not None
    return Said(process.returncode, out.decode(), err.decode())


async def begun(
    *arguments: str | Path,
    stdin: int = asyncio.subprocess.DEVNULL,
    stdout: int = asyncio.subprocess.PIPE,
    variables: dict[str, str] | None = None,
) -> asyncio.subprocess.Process:
    """`bridge-server`, started."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", START, *map(str, arguments), stdin=stdin, stdout=stdout, stderr=asyncio.subprocess.PIPE,
        cwd=ROOT, env=environment() | (variables or {}), limit=1 << 24,
    )  # fmt: skip


@dataclass(slots=True)
class Relay:
    """A line between a client and a hub. `up` and `down` see every message: what they return is passed on, None is not;
    `ConnectionResetError` cuts the line, and as long as `dead` it takes no new client."""

    url: str
    hub: str
    up: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda message: message
    down: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda message: message
    dead: bool = False
    seen: list[dict[str, Any]] = field(default_factory=list)
    """What clients said."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _clients: set[ServerConnection] = field(default_factory=set)

    def cut_all(self) -> None:
        """Every line that is up breaks, once."""
        for client in self._clients:
            client.transport.abort()

    async def carry(self, client: ServerConnection) -> None:
        """One client's connection, to its end."""
        if self.dead:
            client.transport.abort()
            return
        self._clients.add(client)
        async with connect(self.hub, compression=None, max_size=None, proxy=None) as hub:
            ways = [asyncio.create_task(self.way(client, hub, self.up)), asyncio.create_task(self.way(hub, client, self.down))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            self._clients.discard(client)
            if hub.close_code is not None and hub.close_code != 1006:
                await client.close(hub.close_code, hub.close_reason or "")
            else:
                client.transport.abort()

    async def way(self, source: Any, target: Any, changed: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        """One direction."""
        try:
            async for message in source:
                if "\n" in message:
                    await target.send(message)
                    continue
                told = json.loads(message)
                if changed is self.up:
                    self.seen.append(told)
                    self.news.set()
                passed = changed(told)
                if passed is not None:
                    await target.send(json.dumps(passed))
        except (ConnectionClosed, ConnectionResetError):
            pass

    async def until_said(self, kind: str) -> None:
        """Wait until a client has sent a command of that kind."""
        async with asyncio.timeout(PATIENCE):
            while not any(one.get("command", {}).get("type") == kind for one in self.seen):
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def relay(hub: Served) -> AsyncIterator[Relay]:
    """A line to the hub, on a port of its own."""
    made: list[Relay] = []

    async def carry(client: ServerConnection) -> None:
        await made[0].carry(client)

    async with serve(carry, "127.0.0.1", 0, compression=None, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        made.append(Relay(f"http://127.0.0.1:{port}", hub.url.replace("http", "ws") + "/ws"))
        yield made[0]


def only_first(kind: str, then: Callable[[], None]) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    """Passes everything on but the first frame of a kind, for which `then` is done instead."""
    met: list[bool] = []

    def changed(message: dict[str, Any]) -> dict[str, Any] | None:
        if message["type"] != kind or met:
            return message
        met.append(True)
        then()
        return None

    return changed


def cut() -> NoReturn:
    """End the line here."""
    raise ConnectionResetError
