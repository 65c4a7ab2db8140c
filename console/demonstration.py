"""A hub with a whole province of simulated operators, as a child of the screen: it lives and ends with it."""

import asyncio
import json
import subprocess
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from bridge_server.words import Language, say

from .launch import OUT_OF_REACH, Child, begin
from .setup import CannotStart, Place, Progress

PATIENCE: Final = 60.0
"""Seconds until it serves: 260 operators come in meanwhile."""
ENDING: Final = 10.0
"""Seconds that it may take to end in order."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What is played, and how; "" and None: as `bridge-server demo` has it by itself."""

    agenda: str = ""
    autopilot: bool = False
    pace: float | None = None
    seed: int | None = None
    port: int | None = None
    session: str = ""
    """A directory in which its log is kept; "": nothing is kept."""

    def arguments(self) -> list[str]:
        """As they are typed."""
        told = ["--json", "--until-stdin-closes"] + ["--autopilot"] * self.autopilot
        for name, value in (("pace", self.pace), ("seed", self.seed), ("port", self.port)):
            told += [f"--{name}={value}"] if value is not None else []
        told += [f"--session={self.session}"] * bool(self.session)
        return told + ["--", self.agenda] * bool(self.agenda)


class Demonstration:
    """The child and the place it told."""

    def __init__(self, lang: Language, options: DemoOptions, progress: Progress, patience: float = PATIENCE) -> None:
        self.lang: Language = lang
        self.options = options
        self.progress = progress
        self.patience = patience
        self._child: Child | None = None
        self._said: deque[str] = deque(maxlen=12)
        """The last lines of its stderr."""
        self._readers: list[Reader] = []

    async def __call__(self) -> Place:
        """Start it and wait until it serves. Raises `CannotStart`; then, and when cancelled, nothing goes on."""
        self.progress.tell(say(self.lang, "launch.demo-starting"))
        served = False
        try:
            self._child = begin(self.lang, ["demo", *self.options.arguments()], subprocess.PIPE, subprocess.PIPE, subprocess.PIPE)
            place = await self._placed(self._child)
            served = True
            return place
        except OSError as wrong:
            reason = wrong.strerror or str(wrong)
            raise CannotStart(say(self.lang, "launch.demo-cannot", reason=reason), exit_code=OUT_OF_REACH) from None
        finally:
            if not served:
                self.end()

    async def _placed(self, child: Child) -> Place:
        """What its first line tells."""
        assert child.stdout is not None
        assert child.stderr is not None
        loop = asyncio.get_running_loop()
        first: asyncio.Future[bytes] = loop.create_future()

        def settle(line: bytes) -> None:
            if not first.done():
                first.set_result(line)

        def heard(line: bytes) -> None:
            with suppress(RuntimeError):  # the loop may be closed by now
                loop.call_soon_threadsafe(settle, line)

        def said(line: bytes) -> None:
            self._said.extend([line.decode("utf-8", "replace").rstrip()] if line.strip() else [])

        self._readers = [Reader(child.stdout, heard), Reader(child.stderr, said)]
        try:
            async with asyncio.timeout(self.patience):
                line = await first
        except TimeoutError:
            raise CannotStart(say(self.lang, "launch.demo-slow", seconds=int(self.patience))) from None
        if not line.strip():
            code = await asyncio.to_thread(self._left, child)
            sentences = list(self._said) or [say(self.lang, "launch.demo-ended", code=code)]
            raise CannotStart(*sentences, exit_code=code if code > 0 else OUT_OF_REACH)
        try:
            return self._place(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise CannotStart(say(self.lang, "launch.demo-unread")) from None

    def _place(self, told: dict[str, Any]) -> Place:
        from bridge_server.client.address import address_of

        url = str(told["url"])
        directory = Path(told["directory"]) if told.get("directory") else None
        self.progress.tell(say(self.lang, "launch.demo-serves", points=told["points"], url=url))
        seed = told.get("seed")
        seed = seed if isinstance(seed, int) else None
        return Place(address_of(url).url, str(told["code"]), url, directory, own=True, pid=told.get("pid"), seed=seed)

    def _left(self, child: Child) -> int:
        """Its exit code once its stdout has ended, with everything it said."""
        with suppress(subprocess.TimeoutExpired):
            child.wait(ENDING)
        for reader in self._readers:
            reader.join(1.0)
        return child.poll() or 0

    def end(self) -> str:
        """Let it end, in order where it can; what the shell is told of it."""
        child, self._child = self._child, None
        if child is None:
            return ""
        early = child.poll()
        assert child.stdin is not None
        with suppress(OSError):
            child.stdin.close()
        for ask in (None, child.terminate, child.kill):
            if ask is not None:
                ask()
            with suppress(subprocess.TimeoutExpired):
                child.wait(ENDING)
                break
        for reader in self._readers:
            reader.join(1.0)
        if early:
            return "\n".join([say(self.lang, "launch.demo-ended", code=early), *self._said])
        return say(self.lang, "launch.demo-over")


class Reader(threading.Thread):
    """Reads a pipe to its end, line by line, so that the child never waits for us; the end is an empty line."""

    def __init__(self, pipe: IO[bytes], heard: Callable[[bytes], object]) -> None:
        super().__init__(daemon=True)
        self._pipe, self._heard = pipe, heard
        self.start()

    def run(self) -> None:
        """On its own thread, which no event loop waits for."""
        with self._pipe:
            for line in self._pipe:
                self._heard(line)
        self._heard(b"")
