"""A meeting file read for a running hub: the whole agenda anew, or why it cannot be used."""

from pathlib import Path

from bridge_server.meeting import Agenda
from bridge_server.words import Language


def read_plan(lang: Language, path: Path) -> Agenda | list[str]:
    """The agenda in the file, or sentences with every fault of it. Reads files: not for the loop that draws."""
    from bridge_server.cli.explained import explained
    from bridge_server.session import read_meeting

    try:
        return read_meeting(path).agenda
    except Exception as wrong:
        known = explained(lang, wrong)
        if known is None:
            raise
        return known[1]
