"""How the screen comes to its hub: it attaches to the one that serves the session, or starts one that outlives the screen.

A hub that is started here belongs to no terminal: closing the window, the shell or ssh never ends it.
"""

import asyncio
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bridge_server.words import Language, say

from .setup import CannotStart, Place, Progress

if TYPE_CHECKING:
    from bridge_server.cli.session_code import Notice

Child = subprocess.Popen[bytes]
OUT: Final = "hub.out"
"""In the session directory: what a hub that was started here says."""
PATIENCE: Final = 20.0
"""Seconds that a hub may take until it serves."""
LOOK_EVERY: Final = 0.1
"""Seconds between two looks at one that does not serve yet."""
START: Final = ("-c", "from bridge_server.cli import main; main()")
EVERYWHERE: Final = ("0.0.0.0", "::")
"""Addresses that mean all of this machine's."""
OUT_OF_REACH: Final = 4
REFUSED: Final = 3


@dataclass(frozen=True, slots=True)
class HubOptions:
    """How to serve, where a hub must be started; as `bridge-server serve` has them."""

    rehearsal: bool = False
    host: str = ""
    port: int | None = None
    public_url: str = ""
    cert: str = ""
    key: str = ""
    insecure_lan: bool = False

    def arguments(self) -> list[str]:
        """As they are typed."""
        named = {"--host": self.host, "--public-url": self.public_url, "--cert": self.cert, "--key": self.key}
        told = [f"{name}={value}" for name, value in named.items() if value]
        told += [f"--port={self.port}"] if self.port is not None else []
        return told + ["--insecure-lan"] * self.insecure_lan + ["--rehearsal"] * self.rehearsal

    @property
    def only_at_start(self) -> bool:
        """Whether something is asked for that a hub which serves already cannot take up."""
        return replace(self, rehearsal=False) != HubOptions()


class Launch:
    """The hub of one session directory, found or started."""

    def __init__(
        self, lang: Language, directory: Path, options: HubOptions, progress: Progress, patience: float = PATIENCE
    ) -> None:
        self.lang: Language = lang
        self.directory = directory.resolve()
        self.options = options
        self.progress = progress
        self.patience = patience
        self.place: Place | None = None
        self.child: Child | None = None
        """What was started here; it goes on when we end."""
        self._said_from = 0
        self._refused = False

    async def __call__(self) -> Place:
        """Find or start it. Raises `CannotStart`; a hub that was started and is merely slow goes on starting."""
        # Loaded beside the screen, which is up by now and must not stand still.
        await asyncio.to_thread(import_module, "bridge_server.cli.session_code")
        from bridge_server.journal import JournalError
        from bridge_server.session import SessionError, read_settings

        try:
            read_settings(self.directory)
            self.place = await self._found_or_started()
        except (SessionError, JournalError, OSError) as wrong:
            from bridge_server.cli.session_code import told

            code, sentence = told(self.lang, wrong)
            raise CannotStart(sentence, exit_code=code) from None
        return self.place

    def goes_on(self) -> str:
        """For the shell, once the screen is closed: the meeting is not over with it, unless somebody stopped the hub."""
        from bridge_server.cli.session_code import running
        from bridge_server.session import SessionError

        if self.place is None:
            return ""
        try:
            key = "goes-on" if running(self.directory) is not None else "stands"
        except SessionError:
            key = "stands"
        return say(self.lang, f"launch.{key}", url=self.place.shown, directory=short(self.directory))

    async def _found_or_started(self) -> Place:
        from bridge_server.cli.session_code import notice_of, running

        deadline = time.monotonic() + self.patience
        self._tell("looking", directory=short(self.directory))
        before = notice_of(self.directory)
        while True:
            found = running(self.directory) if self.child is None else self._fresh(before)
            if found is None and self.child is None:
                self._tell("starting", directory=short(self.directory))
                self.child = await asyncio.to_thread(self._start)
            elif found is None and self.child is not None and self.child.poll() is not None:
                await self._ended(self.child.returncode)
            elif found is not None and not isinstance(found, int) and await answers(found.url):
                return await self._reached(found)
            if time.monotonic() > deadline:
                key = "no-answer" if self.child is None else "slow"
                out = short(self.directory / OUT)
                raise self._cannot(key, out=out, directory=short(self.directory), seconds=int(self.patience))
            await asyncio.sleep(LOOK_EVERY)

    def _fresh(self, before: "Notice | None") -> "Notice | None":
        """The hub that was started here, once it has said where it serves. Its lock is left alone: it may be taking it."""
        from bridge_server.cli.session_code import notice_of

        notice = notice_of(self.directory)
        fresh = notice is not None and notice != before and self.child is not None and began(self.child.pid, notice.pid)
        return notice if fresh else None

    async def _ended(self, code: int) -> None:
        """What we started has ended. Another hub may have been faster; else its own sentences say why."""
        from bridge_server.cli.session_code import running

        self.child = None
        if code == REFUSED and (running(self.directory) is not None or not self._refused):
            self._refused = True  # somebody had the lock: a hub that goes on, or who only looked and is gone
            return
        said = self._said() or [say(self.lang, "launch.ended", code=code, out=short(self.directory / OUT))]
        raise CannotStart(*said, exit_code=code if code > 0 else OUT_OF_REACH)

    async def _reached(self, notice: "Notice") -> Place:
        """The place of a hub that answers."""
        from bridge_server.cli.session_code import hub_at

        own = self.child is not None
        if self.options.rehearsal and not notice.rehearsal:
            raise self._cannot("meeting-runs", exit_code=REFUSED, directory=short(self.directory))
        public_url, everywhere = (self.options.public_url, self.options.host in EVERYWHERE) if own else ("", False)
        hub = await asyncio.to_thread(hub_at, self.directory, notice, public_url, everywhere=everywhere)
        self._tell("started" if own else "attached", url=hub.shown)
        if not own and self.options.only_at_start:
            self._tell("options-ignored", directory=short(self.directory))
        return Place(hub.url, hub.code, hub.shown, self.directory, own, hub.public, hub.pid)

    def _start(self) -> Child:
        """A hub that is started again when it crashes, in a session of its own, with its words in a file. Raises `OSError`."""
        path = self.directory / OUT
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as out:
            self._said_from = out.seek(0, os.SEEK_END)
            serve = ["serve", str(self.directory), "--supervise", *self.options.arguments()]
            return begin(self.lang, serve, subprocess.DEVNULL, out, out)

    def _said(self) -> list[str]:
        """What it has said since it was started."""
        try:
            with (self.directory / OUT).open("rb") as file:
                file.seek(self._said_from)
                return [line for line in file.read(1 << 16).decode("utf-8", "replace").splitlines() if line.strip()]
        except OSError:
            return []

    def _tell(self, key: str, **facts: object) -> None:
        self.progress.tell(say(self.lang, f"launch.{key}", **facts))

    def _cannot(self, key: str, exit_code: int = OUT_OF_REACH, **facts: object) -> CannotStart:
        return CannotStart(say(self.lang, f"launch.{key}", **facts), exit_code=exit_code)


def begin(lang: Language, arguments: list[str], stdin: int, stdout: int | IO[bytes], stderr: int | IO[bytes]) -> Child:
    """`bridge-server` with these arguments, by this very interpreter, apart from our terminal: it does not end with that.

    No file of the working directory stands in for a module (`-P`). Raises `OSError`.
    """
    command = [sys.executable, "-P", *START, "--lang", lang, *arguments]
    environment = os.environ | {"PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment, creationflags=flags)
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment, start_new_session=True)


def began(leader: int, pid: int) -> bool:
    """Whether a process is of the session that a process of ours leads; where the system does not tell, it is taken for so."""
    if sys.platform == "win32":
        return True
    try:
        return os.getsid(pid) == leader
    except ProcessLookupError:
        return False
    except OSError:
        return True


async def answers(url: str) -> bool:
    """Whether somebody takes connections there."""
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(2):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


def short(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return str(path.relative_to(Path.cwd().resolve()))
    except (ValueError, OSError):
        return str(path)
