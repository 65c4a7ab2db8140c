"""The way to a log that is played back: checked as far as that needs no screen, read behind it, and faults told as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bridge_server.words import Language, say

from .arguments import Asked
from .setup import CannotStart, Place, Progress

if TYPE_CHECKING:
    from .playback.player import Player
    from .ways import Way

BAD_INPUT: Final = 2
REHEARSALS: Final = "rehearsal-*"


def recorded(lang: Language, asked: Asked, progress: Progress) -> "Way":
    """A log, of a session directory or by itself. Raises `CannotStart`."""
    from .playback.player import Player
    from .ways import Way

    follow = asked.has("--follow")
    with faults_told(lang):
        player = Player(log_at(lang, asked.word, follow=follow), lang, at=asked.text("--at"), follow=follow)
    player.path = Path(asked.word or ".")

    async def place() -> Place:
        with faults_told(lang):
            await read(lang, player, progress)
        return Place("", "", "")

    return Way(place, progress, feed=lambda: player)


async def read(lang: Language, player: "Player", progress: Progress) -> None:
    """All of it, and where to begin. Raises what reading a log raises, and `SessionError` for a moment that is none."""
    from bridge_server.reports.times import BadAt, number
    from bridge_server.session import SessionError

    path = str(player.path)
    progress.tell(say(lang, "launch.replay-reading", path=path))
    await player.load(lambda records: progress.tell(say(lang, "launch.replay-read", path=path, count=number(lang, records))))
    at = player.at.strip()
    if at:
        try:
            player.tape.understood(at)
        except BadAt:
            raise SessionError("bad-at", at=at) from None
        written = at.removeprefix("#")
        if written.isdecimal() and int(written) > player.tape.last:
            raise SessionError("at-out-of-range", at=at, last=player.tape.last)


def log_at(lang: Language, word: str, *, follow: bool) -> Path:
    """The log meant by a word. Raises `CannotStart`, `SessionError`, and what reading a log raises."""
    from bridge_server.journal import LOG, read_chain
    from bridge_server.session import log_of

    path = Path(word or ".")
    if path.is_dir():
        rehearsals = sorted((one.parent for one in path.glob(f"{REHEARSALS}/{LOG}")), key=lambda one: (len(one.name), one.name))
        there = (path / LOG).exists()
        if rehearsals and not (there and (follow or next(read_chain(path).records(), None) is not None)):
            key = "replay-rehearsal" if len(rehearsals) == 1 else "replay-rehearsals"
            facts = {"directory": path, "rehearsal": rehearsals[-1], "count": len(rehearsals)}
            raise CannotStart(say(lang, f"launch.{key}", **facts), exit_code=BAD_INPUT)
        if not word and not there:
            raise CannotStart(say(lang, "launch.replay-what"), exit_code=BAD_INPUT)
    return log_of(path)


@contextmanager
def faults_told(lang: Language) -> Iterator[None]:
    """What reading a log raises, as the sentences and the exit code that `bridge-server` has for it."""
    from bridge_server.journal import JournalError
    from bridge_server.session import SessionError

    try:
        yield
    except (JournalError, SessionError, OSError) as wrong:
        from bridge_server.cli.explained import explained

        told = explained(lang, wrong)
        assert told is not None
        raise CannotStart(*told[1], exit_code=int(told[0])) from None
