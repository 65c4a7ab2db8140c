"""Which session directory is meant: the one that is named, the one where we are, or a new one of the agenda that lies here."""

import time
from pathlib import Path
from typing import Final

from bridge_server.words import Language, say

from .setup import CannotStart

AGENDA: Final = "agenda.json"
SETTINGS: Final = "session.json"
FOLDER: Final = "sessions"
BAD_INPUT: Final = 2
REFUSED: Final = 3


def session_of(lang: Language, word: str) -> tuple[Path, str]:
    """The session directory meant by a word ("": here), prepared where it must be; and what to say of it, "" for nothing.

    Raises `CannotStart` where there is nothing to open, and what reading an agenda and preparing raise.
    """
    path = Path(word or ".")
    if (path / SETTINGS).is_file():
        return path, ""
    if path.is_dir() and not (path / AGENDA).is_file():
        key = "nothing-there" if word else "nothing-here"
        raise CannotStart(say(lang, f"launch.{key}", directory=path), exit_code=BAD_INPUT)
    return of_agenda(lang, path / AGENDA if path.is_dir() else path)


def of_agenda(lang: Language, agenda: Path) -> tuple[Path, str]:
    """`sessions/DATE` here (with the agenda's name, where that is another one); the same agenda comes back to the same."""
    from bridge_server.reports.times import iso
    from bridge_server.session import prepare, read_meeting, same_session

    meant = read_meeting(agenda)
    date = iso(meant.agenda.starts_at)[:10]
    directory = Path(FOLDER) / (date if agenda.name == AGENDA else f"{date}-{agenda.stem}")
    points = len(meant.roster.points)
    if same_session(directory, meant) is not None:
        return directory, say(lang, "launch.session-there", directory=directory, points=points)
    if (directory / SETTINGS).is_file():
        raise CannotStart(say(lang, "launch.other-agenda", directory=directory, agenda=agenda), exit_code=REFUSED)
    prepare(directory, meant, int(time.time() * 1000))
    return directory, say(lang, "launch.session-made", directory=directory, points=points)
