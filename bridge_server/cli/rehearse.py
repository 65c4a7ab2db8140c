"""The command that rehearses: prepares where needed, narrates on stderr, and prints what came of it."""

import asyncio
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from bridge_server.hub.clock import wall_ms
from bridge_server.rehearsal.halted import Halted
from bridge_server.rehearsal.play import Outcome, Wish
from bridge_server.rehearsal.play import rehearse as play
from bridge_server.reports.names import shorten
from bridge_server.reports.times import decimal
from bridge_server.session import SessionError, prepare, read_meeting, read_settings, same_session
from bridge_server.words import Language, say

from .exits import Exit, fail, narrate, put
from .files import as_text, path_text

TITLE = 70
"""Code points of an item's title on one line."""
TOLD = 10
"""Misses that are told one by one."""


def rehearse(wish: Wish, agenda: Path | None, roster: str, *, as_json: bool) -> None:
    """Play the meeting of a session; leaves with exit code 3 where anything was lost or did not go as it must."""
    lang = wish.lang
    if wish.pace is not None and not wish.pace > 0:
        fail(Exit.BAD_INPUT, say(lang, "rehearsal.bad-pace", pace=wish.pace))
    need_session(lang, wish.directory, agenda, roster)
    teller = Teller(lang)
    try:
        outcome = asyncio.run(stoppable(wish, teller))
    except (KeyboardInterrupt, asyncio.CancelledError):
        teller.tell("interrupted", {"folder": teller.folder})
        raise SystemExit(130) from None
    except Halted as why:
        disk = why.facts.get("answer") in ("full", "frozen")
        fail(Exit.DISK if disk else Exit.REFUSED, say(lang, f"rehearsal.{why.code}", **why.facts))
    put(as_text(asdict(outcome) | {"log": path_text(outcome.log)}) if as_json else summary(lang, outcome))
    if not outcome.sound:
        fail(Exit.REFUSED, *failures(lang, outcome))


def need_session(lang: Language, directory: Path, agenda: Path | None, roster: str) -> None:
    """A prepared session: the one that is there, which must be of this agenda where one is named, or a new one."""
    if agenda is None and not roster and is_session(directory):
        return
    meant = read_meeting(agenda or Path("agenda.json"), roster)
    if same_session(directory, meant) is None:
        prepare(directory, meant, wall_ms())
        narrate(lang, "prepared", directory=directory, points=len(meant.roster.points))


def is_session(directory: Path) -> bool:
    """Whether a session was prepared there."""
    try:
        read_settings(directory)
    except SessionError:
        return False
    return True


async def stoppable(wish: Wish, teller: "Teller") -> Outcome:
    """The rehearsal; being asked to end is for it the same as Ctrl+C."""
    task = asyncio.current_task()
    assert task is not None
    with suppress(NotImplementedError):  # Windows knows no such signal
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await play(wish, teller.tell)


class Teller:
    """Says each phase on stderr, a line each; remembers where the rehearsal is kept."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang
        self.folder: object = ""

    def tell(self, key: str, facts: dict[str, object]) -> None:
        """One line."""
        self.folder = facts.get("folder", self.folder)
        if "title" in facts:
            facts = facts | {"title": shorten(str(facts["title"]), TITLE)}
        print(say(self.lang, f"rehearsal.{key}", **facts), file=sys.stderr)  # noqa: T201 - narration of a command line


def summary(lang: Language, outcome: Outcome) -> str:
    """What came of it, for people."""
    facts = asdict(outcome) | {
        "seconds": decimal(lang, outcome.seconds),
        "p50": decimal(lang, outcome.ack_p50_ms),
        "p99": decimal(lang, outcome.ack_p99_ms),
        "folder": outcome.log.parent,
    }
    return say(lang, "rehearsal.summary", **facts)


def failures(lang: Language, outcome: Outcome) -> list[str]:
    """What must not be."""
    told = []
    if outcome.lost:
        told.append(say(lang, "rehearsal.lost", lost=outcome.lost, log=outcome.log))
        told += [say(lang, f"rehearsal.miss-{one.why}", n=one.n, id=one.id, scope=one.scope) for one in outcome.missed[:TOLD]]
    if outcome.digest != outcome.replay_digest:
        told.append(say(lang, "rehearsal.digests-differ", digest=outcome.digest, replay_digest=outcome.replay_digest))
    return told
