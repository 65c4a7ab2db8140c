"""The command that demonstrates: a hub with invented operators, for the program that started it; its answer is for programs."""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from bridge_server.hub.clock import wall_ms
from bridge_server.hub.codes import written
from bridge_server.hub.signals import stop_signal
from bridge_server.rehearsal.demonstration import Shown, Wanted, demonstrate
from bridge_server.rehearsal.halted import Halted
from bridge_server.reports.names import shorten
from bridge_server.session import SessionError, prepare, read_meeting
from bridge_server.words import Language, has, say

from .exits import Exit, fail, put
from .files import as_text, path_text
from .rehearse import TITLE, need_session

FOLDER = "hop"
"""The session's directory in a temporary one."""


def demo(wanted: Wanted, agenda: Path | None, roster: str, *, kept: bool, until_stdin: bool, quiet: bool) -> None:
    """Demonstrate a meeting until asked to end. Not `kept`, everything is in a temporary directory that goes away with it."""
    lang = wanted.lang
    if not (isfinite(wanted.flows) and wanted.flows > 0):
        fail(Exit.BAD_INPUT, say(lang, "demo.bad-pace", pace=wanted.flows))
    if not 0 <= wanted.port <= 65_535:
        raise SessionError("bad-port", port=wanted.port)
    teller = Teller(lang, quiet=quiet)
    if kept:
        need_session(lang, wanted.directory, agenda, roster)
        run(replace(wanted, directory=wanted.directory.resolve()), teller, until_stdin=until_stdin)
        return
    meant = read_meeting(agenda or Path("agenda.json"), roster)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(Exit.DONE))  # until the loop takes it: the directory goes too
    with TemporaryDirectory(prefix="diem-cau-", ignore_cleanup_errors=True) as place:
        directory = Path(place) / FOLDER
        prepare(directory, meant, wall_ms(), port=0)
        run(replace(wanted, directory=directory), teller, until_stdin=until_stdin)


def run(wanted: Wanted, teller: "Teller", *, until_stdin: bool) -> None:
    """Serve it; leaves with an exit code where it could not begin, or the disk failed."""
    lang = wanted.lang
    try:
        whole = asyncio.run(until_ended(wanted, teller, until_stdin=until_stdin))
    except Halted as why:
        area = "demo" if has(lang, f"demo.{why.code}") else "rehearsal"
        fail(Exit.REFUSED, say(lang, f"{area}.{why.code}", **why.facts))
    except OSError as wrong:
        if wrong.errno is None or wrong.filename is not None:
            raise
        fail(
            Exit.BAD_INPUT,
            say(lang, "command.cannot-listen", host="127.0.0.1", port=wanted.port, reason=wrong.strerror or wrong),
        )
    if not whole:
        fail(Exit.DISK, say(lang, "demo.not-in-order", directory=wanted.directory))
    teller.tell("ended", {})


async def until_ended(wanted: Wanted, teller: "Teller", *, until_stdin: bool) -> bool:
    """The demonstration, until a signal or until whoever started it closes our stdin."""
    ended = stop_signal()
    if until_stdin:
        watch_stdin(ended)
    return await demonstrate(wanted, teller.tell, partial(announce, teller), ended)


def watch_stdin(ended: "asyncio.Future[str]") -> None:
    """Ends it with stdin: a program that is killed closes it too. A thread of its own, for not every stdin can be waited for."""
    loop = asyncio.get_running_loop()

    def closed() -> None:
        if not ended.done():
            ended.set_result("stdin")

    def read() -> None:
        with suppress(OSError):
            while os.read(0, 4096):
                pass
        with suppress(RuntimeError):  # it has ended already
            loop.call_soon_threadsafe(closed)

    threading.Thread(target=read, daemon=True, name="stdin").start()


def announce(teller: "Teller", shown: Shown) -> None:
    """The one line for programs, and a sentence for people."""
    facts = asdict(shown) | {"directory": path_text(shown.directory)}
    put(as_text(facts))
    teller.tell("serving", facts | {"code": written(shown.code), "secretary": written(shown.secretary)})


class Teller:
    """Says on stderr what happens, unless it is to be quiet: then only why the script let go."""

    def __init__(self, lang: Language, *, quiet: bool) -> None:
        self._lang: Language = lang
        self._quiet = quiet

    def tell(self, key: str, facts: dict[str, object]) -> None:
        """One sentence: of a phase of the script, or of the demonstration."""
        if key == "let-go":
            why = facts["text"] if facts["code"] == "refused" else say(self._lang, "demo.no-longer-so")
            self._say(say(self._lang, "demo.let-go", why=why))
        elif not self._quiet:
            area = "demo" if key in ("serving", "ended") else "rehearsal"
            if "title" in facts:
                facts = facts | {"title": shorten(str(facts["title"]), TITLE)}
            self._say(say(self._lang, f"{area}.{key}", **facts))

    def _say(self, sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - narration of a command line
