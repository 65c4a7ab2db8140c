"""A demonstration: a hub with an invented operator at every point, for whoever wants to try being the host, or only to watch.

It is a rehearsal, with a log of its own under the codes of the session, and marked as what it is. Time flows; nothing in it is
as it must be, so that whatever the host does is right.
"""

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from os import getpid
from pathlib import Path
from typing import Any, Final

from bridge_server.hub.clock import FlowingClock, wall_ms
from bridge_server.hub.codes import Holder, all_codes, generations
from bridge_server.hub.hub import Hub
from bridge_server.hub.logs import open_log
from bridge_server.hub.opening import next_rehearsal, only_hub, open_session
from bridge_server.hub.serve import HUB_LOG, build_name, open_private
from bridge_server.journal import LOG, Log
from bridge_server.meeting.values import MINUTE
from bridge_server.words import Language

from . import texts
from .arrivals import DOORS
from .course import Flowing
from .crowd import Crowd
from .habits import WARM
from .halted import Halted
from .play import LOOPBACK, limits_of, need_files, note_defects, noticed, set_up
from .programme import play
from .seat import Tally
from .stage import Stage, Told

BY_ITSELF: Final = 10.0
"""How many times faster than real time a programme plays itself where nobody says: a morning in twenty minutes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown: a session's directory, the luck, how fast (None: the usual), whether it plays itself, the port (0: any)."""

    directory: Path
    seed: int = 1
    pace: float | None = None
    autopilot: bool = False
    port: int = 0
    lang: Language = "vi"

    @property
    def flows(self) -> float:
        """How many times as fast as real time."""
        return self.pace if self.pace is not None else BY_ITSELF if self.autopilot else 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A demonstration that serves, for the program that started it: how to come in as the host or the secretary."""

    url: str
    code: str
    secretary: str
    points: int
    pid: int
    directory: Path
    folder: str


Ready = Callable[[Shown], None]


async def demonstrate(wanted: Wanted, told: Told, ready: Ready, ended: "asyncio.Future[str]") -> bool:
    """Serve until `ended`; whether the log ends in order. `ready` hears when there is something to see.

    Raises `Halted` where there cannot be as many connections, `SessionError`, `JournalError` or `OSError` where it cannot begin.
    """
    need_files(len(Log(wanted.directory / LOG).header["roster"]["points"]))
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it tells of every write to a line that broke
    with only_hub(wanted.directory):
        folder = next_rehearsal(wanted.directory)
        opened = open_session(wanted.directory, wall_ms(), rehearsal=folder, demonstration=True)
        start = opened.meeting.starts_at
        clock = FlowingClock(start - DOORS * MINUTE, wanted.flows)
        with open_private(folder / HUB_LOG) as stream:
            log = open_log(stream)
            hub = Hub(opened, clock, limits_of(len(opened.meeting.points)), log, lang=wanted.lang, build=build_name())
            note_defects(log)
            try:
                await hub.start(LOOPBACK, wanted.port)
                with noticed(wanted.directory, hub, folder.name):
                    course = Flowing(clock, start - round(WARM * MINUTE))
                    stage = set_up(hub, course, wanted.seed, wanted.lang, Tally(), told)
                    await Demonstration(wanted, stage, course, ready).run(ended)
            finally:
                whole = await hub.stop(texts.SHOWN)
    return whole


class Demonstration:
    """The hub, the crowd, and perhaps the script, until somebody ends it."""

    def __init__(self, wanted: Wanted, stage: Stage, course: Flowing, ready: Ready) -> None:
        self.stage = stage
        self.crowd = Crowd(stage, course.clock)
        self._wanted = wanted
        self._course = course
        self._ready = ready

    async def run(self, ended: "asyncio.Future[str]") -> None:
        """Until `ended`. Raises what the hub failed with, and what kept the crowd from coming."""
        loop = asyncio.get_running_loop()
        serving = loop.create_task(self.stage.hub.run())
        playing = loop.create_task(self._autopilot() if self._wanted.autopilot else self.crowd.come(self._course))
        begun = loop.create_task(self._course.begun.wait())
        tasks: set[asyncio.Future[Any]] = {serving, playing, begun}
        try:
            while tasks:
                done, tasks = await asyncio.wait({*tasks, ended}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
                if begun in done:
                    self._serve()
                if ended in done:
                    return
        finally:
            await self.crowd.close()
            for task in (serving, playing, begun):
                task.cancel()
            await asyncio.gather(serving, playing, begun, return_exceptions=True)

    def _serve(self) -> None:
        """There is something to see. What has been made so far stays, and is not looked through for garbage again and again."""
        hub = self.stage.hub
        gc.collect()
        gc.freeze()
        opened = hub.opened
        codes = all_codes(
            opened.secret, opened.settings.session, hub.meeting.roster, generations(opened.generations, hub.meeting)
        )
        roles = {holder: code for holder, code in codes if holder.role != "point"}
        self._ready(
            Shown(
                f"http://{LOOPBACK}:{hub.port}",
                roles[Holder("host")],
                roles[Holder("secretary")],
                len(hub.meeting.points),
                getpid(),
                opened.directory,
                opened.log_path.parent.name,
            )
        )

    async def _autopilot(self) -> None:
        """The script plays everybody, as long as the meeting is as it wrote it. Then the crowd has the points, and whoever comes
        the host's and the secretary's seats."""
        stage = self.stage
        try:
            await play(stage)
        except Halted as why:
            stage.told("let-go", {"code": why.code, **why.facts})
        except (LookupError, ValueError, ArithmeticError, AssertionError):  # what it counted on is not in the meeting any more
            stage.told("let-go", {"code": ""})
        self._course.begin()
        for seat in (stage.host, stage.secretary, stage.mirror, stage.screen):
            await seat.leave()
        self.crowd.wake()
