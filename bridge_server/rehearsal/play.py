"""One rehearsal: a log of its own, the real hub on a real socket, everybody's client, the whole meeting, the account of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from os import getpid
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bridge_server.hub.clock import ScriptedClock, wall_ms
from bridge_server.hub.codes import Holder, HolderRole, all_codes, generations
from bridge_server.hub.hub import Hub
from bridge_server.hub.limits import Limits, for_points
from bridge_server.hub.logs import Log as HubLog
from bridge_server.hub.logs import open_log
from bridge_server.hub.notice import HubNotice, read_notice, remove_notice, write_notice
from bridge_server.hub.opening import next_rehearsal, only_hub, open_session
from bridge_server.hub.serve import HUB_LOG, build_name, open_private, raise_file_limit
from bridge_server.journal import LOG, Log
from bridge_server.journal.replay import replay
from bridge_server.meeting import Meeting, digest
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.values import MINUTE
from bridge_server.reports.names import author_name
from bridge_server.words import Language

from . import texts
from .arrivals import DOORS
from .cast import draw
from .check import Miss, misses
from .course import Course, Scripted
from .halted import Halted
from .programme import play
from .seat import Console, Seat, Tally
from .stage import Stage, Told, luck

LOOPBACK: Final = "127.0.0.1"
FILES_BESIDES: Final = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """What is rehearsed: the session's directory, the luck, and how fast (None: as fast as it goes)."""

    directory: Path
    seed: int = 1
    pace: float | None = None
    lang: Language = "vi"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rehearsal came to. Times in milliseconds and seconds of real time; `log` is the log file."""

    points: int
    checked_in: int
    present: int
    turns: int
    records: int
    acknowledged: int
    lost: int
    ack_p50_ms: float
    ack_p99_ms: float
    digest: str
    replay_digest: str
    log: Path
    seed: int
    seconds: float
    missed: tuple[Miss, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing that was acknowledged is lost, and the log alone leads to the same meeting."""
        return self.lost == 0 and self.digest == self.replay_digest


@dataclass(frozen=True, slots=True)
class Played:
    """A rehearsal that is over: the hub's meeting, what every client was told, and the log file."""

    meeting: Meeting
    tally: Tally
    seen: list[bytes]
    """Every record as the consoles were sent it."""
    log: Path


def limits_of(points: int) -> Limits:
    """The hub's limits but for those on speed: an unpaced script says in a second what takes minutes in the room, and all
    clients share one process with the hub, so that one which is slow to take its frames is no slow client."""
    return replace(for_points(points), rate=1e6, burst=1_000_000, unsent=64 << 20, behind=600.0)


async def rehearse(wish: Wish, told: Told) -> Outcome:
    """Play the meeting of a session directory whole, and account for it. Nothing of the session's own log is touched.

    Raises `Halted` where the hub does not do what the script counts on, `SessionError`, `JournalError` or `OSError` where it
    cannot begin. A rehearsal that is cancelled ends in order.
    """
    began = perf_counter()
    played = await perform(wish, told)
    told("checking", {})
    return account(played, wish.seed, perf_counter() - began)


async def perform(wish: Wish, told: Told) -> Played:
    """Open a new rehearsal of the session, serve it, play it, and stop in order. Raises as `rehearse`."""
    need_files(len(Log(wish.directory / LOG).header["roster"]["points"]))
    with only_hub(wish.directory):
        folder = next_rehearsal(wish.directory)
        opened = open_session(wish.directory, wall_ms(), rehearsal=folder)
        clock = ScriptedClock(opened.meeting.starts_at - DOORS * MINUTE)
        with open_private(folder / HUB_LOG) as stream:
            limits = limits_of(len(opened.meeting.points))
            log = open_log(stream)
            hub = Hub(opened, clock, limits, log, lang=wish.lang, build=build_name())
            defects = note_defects(log)
            tally, reason = Tally(), texts.CUT_SHORT
            try:
                await hub.start(LOOPBACK, 0)
                told("began", {"points": len(opened.meeting.points), "url": f"http://{LOOPBACK}:{hub.port}", "folder": folder})
                with noticed(wish.directory, hub, folder.name):
                    stage = set_up(hub, Scripted(clock, wish.pace), wish.seed, wish.lang, tally, told)
                    await together(hub, stage)
                reason = texts.OVER
            finally:
                whole = await hub.stop(reason)
    if defects or not whole:
        raise Halted("defect", what=defects[0] if defects else "stop", log=str(folder / HUB_LOG))
    seen = [line for console in (stage.host, stage.secretary, stage.mirror) for line in console.seen]
    return Played(hub.meeting, tally, seen, opened.log_path)


def note_defects(log: HubLog) -> list[str]:
    """What goes wrong in the loop where nobody waits for it: in a rehearsal nothing may."""
    found: list[str] = []

    def note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        found.append(repr(context.get("exception") or context.get("message")))
        log.error("defect", message=str(context.get("message")), error=repr(context.get("exception")))

    asyncio.get_running_loop().set_exception_handler(note)
    return found


def need_files(points: int) -> None:
    """Both ends of every connection are files of this process. Raises `Halted` where the system does not allow so many."""
    needed, allowed = 2 * (points + 4) + FILES_BESIDES, raise_file_limit()
    if allowed < needed:
        raise Halted("few-files", needed=needed, allowed=allowed)


@contextmanager
def noticed(directory: Path, hub: Hub, folder: str) -> Iterator[None]:
    """Let programs on this machine find the hub, to watch; what a hub that crashed had left there stays as it was."""
    before = read_notice(directory)
    url = f"http://{LOOPBACK}:{hub.port}"
    write_notice(directory, HubNotice(getpid(), url, hub.port, build_name(), wall_ms(), hub.opened.journal.log, folder))
    try:
        yield
    finally:
        with suppress(OSError):
            if before is None:
                remove_notice(directory)
            else:
                write_notice(directory, before)


def set_up(hub: Hub, time: Course, seed: int, lang: Language, tally: Tally, told: Told) -> Stage:
    """Everybody's seat, each with its own code; nobody is connected yet."""
    opened, meeting = hub.opened, hub.meeting
    url = f"ws://{LOOPBACK}:{hub.port}/ws"
    codes = dict(all_codes(opened.secret, opened.settings.session, meeting.roster, generations(opened.generations, meeting)))

    def name(scope: str) -> str:
        return author_name(lang, meeting, scope)

    def console(role: HolderRole) -> Console:
        return Console(Holder(role), name(role), url, codes[Holder(role)], tally, lang)

    def seat(holder: Holder) -> Seat:
        return Seat(holder, name(holder.key), url, codes[holder], tally, lang)

    stage = Stage(
        hub,
        time,
        draw(meeting.agenda, meeting.roster, luck(seed, "cast")),
        seed,
        console("host"),
        console("secretary"),
        console("mirror"),
        seat(Holder("screen")),
        {},
        told,
    )
    stage.points = {point.id: seat(Holder("point", point.id)) for point in meeting.roster.points if point.id != stage.cast.never}
    return stage


async def together(hub: Hub, stage: Stage) -> None:
    """The script and the hub's own loop, until the script is through or either of them fails."""
    tasks: list[asyncio.Task[Any]] = [asyncio.ensure_future(play(stage)), asyncio.ensure_future(hub.run())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def account(played: Played, seed: int, seconds: float) -> Outcome:
    """What came of it, with the log read anew: by lines for what is lost, and folded for the digest."""
    meeting, tally = played.meeting, played.tally
    told = figures(meeting).all
    lost = misses(tally.kept, played.seen, played.log.read_bytes())
    return Outcome(
        len(meeting.points),
        told.reported,
        told.present,
        len(meeting.turns_where(lambda turn: bool(turn.runs) and not turn.removed)),
        meeting.n,
        len(tally.kept),
        len(lost),
        tally.quantile_ms(0.50),
        tally.quantile_ms(0.99),
        digest(meeting),
        digest(replay(played.log)[0].meeting),
        played.log,
        seed,
        round(seconds, 2),
        tuple(lost),
    )
