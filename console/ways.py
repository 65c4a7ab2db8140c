"""The three ways to a hub: of a session directory here, at an address, or a demonstration; and the one to a log without any."""

import getpass
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bridge_server.words import Language, say

from .arguments import Asked
from .setup import CannotStart, Place, Progress

if TYPE_CHECKING:
    from .feed import Feed

BAD_INPUT = 2


@dataclass(frozen=True, slots=True)
class Way:
    """How the screen comes to its hub; see `Setup`."""

    place: Callable[[], Awaitable[Place]]
    progress: Progress
    on_exit: Callable[[], str] | None = None
    feed: "Callable[[], Feed] | None" = None


def way_of(lang: Language, asked: Asked) -> Way:
    """The way that a command asks for, with everything checked and asked that needs the normal screen.

    Raises `CannotStart`; files of a meeting that are faulty end the process with all their faults.
    """
    progress = Progress()
    match asked.command:
        case "attach":
            return attached(lang, asked, progress)
        case "demo":
            return demonstrated(lang, asked, progress)
        case "replay":
            from .recorded import recorded

            return recorded(lang, asked, progress)
    return hosted(lang, asked, progress)


def hosted(lang: Language, asked: Asked, progress: Progress) -> Way:
    """The hub of a session directory on this machine."""
    from .launch import HubOptions, Launch
    from .sessions import session_of

    try:
        directory, told = session_of(lang, asked.word)
    except CannotStart:
        raise
    except Exception as wrong:
        from bridge_server.cli.edge import explain

        explain(lang, wrong)
    if told:
        print(told, file=sys.stderr)  # noqa: T201 - narration of a command line
        progress.tell(told)
    options = HubOptions(
        asked.has("--rehearsal"),
        asked.text("--host"),
        asked.whole("--port", 65_535),
        asked.text("--public-url"),
        asked.text("--cert"),
        asked.text("--key"),
        asked.has("--insecure-lan"),
    )
    launch = Launch(lang, directory, options, progress)
    return Way(launch, progress, launch.goes_on)


def attached(lang: Language, asked: Asked, progress: Progress) -> Way:
    """The hub at an address; a code that nobody gave is asked for."""
    from bridge_server.cli.place import Stopped, place_of

    url, code = asked.word, asked.text("--code")
    try:
        try:
            found = place_of(lang, url, code)
        except Stopped as wrong:
            if wrong.code != "no-code":
                raise
            found = place_of(lang, url, ask_code(lang))
    except Stopped as wrong:
        raise CannotStart(*wrong.sentences, exit_code=wrong.exit) from None
    place = Place(found.url, found.code, found.shown, public=True)

    async def known() -> Place:
        progress.tell(say(lang, "launch.attaching", url=place.shown))
        return place

    return Way(known, progress)


def ask_code(lang: Language) -> str:
    """The code, typed without being shown."""
    try:
        return getpass.getpass(say(lang, "launch.ask-code"), stream=sys.stderr)
    except EOFError:
        return ""


def demonstrated(lang: Language, asked: Asked, progress: Progress) -> Way:
    """A child that plays a whole province, and ends with the screen."""
    from .demonstration import Demonstration, DemoOptions
    from .sessions import AGENDA

    agenda = asked.word or AGENDA
    if not Path(agenda).is_file():
        key = "no-such-agenda" if asked.word else "demo-no-agenda"
        raise CannotStart(say(lang, f"launch.{key}", path=os.fspath(agenda)), exit_code=BAD_INPUT)
    seed, port = asked.whole("--seed", 2**63 - 1), asked.whole("--port", 65_535)
    play = Demonstration(
        lang,
        DemoOptions(agenda, asked.has("--autopilot"), asked.positive("--pace"), seed, port, asked.text("--session")),
        progress,
    )
    return Way(play, progress, play.end)
