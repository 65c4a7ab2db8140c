"""The commands of whoever looks after the hub: serve, stop."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from bridge_server.hub.notice import read_notice, remove_notice
from bridge_server.hub.serve import Options, Serving, check_options
from bridge_server.hub.serve import serve as serve_session
from bridge_server.session import SessionError, read_settings
from bridge_server.wire.hosts import on_this_machine
from bridge_server.words import Language, say

from .exits import Exit, fail, narrate
from .files import need_url
from .session_code import holder

PATIENCE: Final = 60.0
"""Seconds that a hub may take to stop; it bounds each of its own steps far below."""


def serve(lang: Language, directory: Path, options: Options, *, supervised: bool, log_stderr: bool) -> None:
    """Serve a session until it is stopped; with `supervised` a crashed hub is started again."""
    read_settings(directory)
    check_options(options)
    if options.port is not None and not 0 <= options.port <= 65_535:
        raise SessionError("bad-port", port=options.port)
    need_url(options.public_url)
    if supervised:
        raise SystemExit(keep_alive(lang, directory))
    if options.insecure_lan and options.cert is None and not on_this_machine(options.host):
        narrate(lang, "insecure-lan")
    try:
        code = asyncio.run(serve_session(directory, options, teller(lang, directory), sys.stderr if log_stderr else None))
    except OSError as wrong:
        if wrong.errno is None or wrong.filename is not None:
            raise
        port = options.port if options.port is not None else read_settings(directory).port
        fail(Exit.BAD_INPUT, say(lang, "command.cannot-listen", host=options.host, port=port, reason=wrong.strerror or wrong))
    if code:
        narrate(lang, "stopped-frozen", directory=directory)
        raise SystemExit(code)
    narrate(lang, "stopped")


def teller(lang: Language, directory: Path) -> Callable[[Serving], None]:
    """Says on stderr that the hub serves, and where."""

    def told(serving: Serving) -> None:
        if serving.rehearsal:
            narrate(lang, "serving-rehearsal", folder=directory / serving.rehearsal)
        if serving.torn_bytes:
            narrate(lang, "torn", bytes=serving.torn_bytes)
        if not serving.reserve:
            narrate(lang, "no-reserve")
        narrate(
            lang, "serving", url=serving.url, public=serving.public_url, points=serving.points, records=serving.records,
            directory=directory, pid=os.getpid(),
        )  # fmt: skip

    return told


def keep_alive(lang: Language, directory: Path) -> int:
    """This very command in a child, started again when it crashes."""
    from bridge_server.hub.supervise import supervise

    def served(pid: int) -> bool:
        notice = read_notice(directory)
        return notice is not None and notice.pid == pid

    arguments = [one for one in sys.argv[1:] if one != "--supervise"]
    start = "from bridge_server.cli import main; main()"
    return supervise(
        [sys.executable, "-c", start, *arguments], served, lambda code, wait: narrate(lang, "crashed", code=code, wait=wait)
    )


def stop(lang: Language, directory: Path) -> None:
    """Stop the hub of a session, if one runs, and wait until it has."""
    read_settings(directory)
    pid = holder(directory)
    if pid is None:
        remove_notice(directory)
        fail(Exit.OUT_OF_REACH, say(lang, "command.no-hub", directory=directory))
    notice = read_notice(directory)
    if notice is None or notice.pid != pid:
        fail(Exit.REFUSED, say(lang, "command.not-a-hub", directory=directory, pid=pid))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while holder(directory) == pid:
        if time.monotonic() > deadline:
            fail(Exit.OUT_OF_REACH, say(lang, "command.does-not-stop", pid=pid, seconds=PATIENCE))
        time.sleep(0.05)
    narrate(lang, "stopped")
