"""Errors that are somebody's fault, as an exit code and sentences: for whoever ends with them, and for whoever goes on."""

import os
from typing import Final

from bridge_server.journal import JournalError
from bridge_server.session import ManyFaults, SessionError
from bridge_server.wire.files.faults import FileFaults
from bridge_server.words import Language, say

from .exits import Exit

BAD_INPUT: Final = frozenset({"no-log", "empty-log", "not-a-log", "newer-format", "bad-head", "unknown-head"})
REFUSED: Final = frozenset({"locked", "locked-unknown", "already-there", "target-taken"})
"""Codes of the journal's errors that are not the disk's fault."""


def explained(lang: Language, wrong: Exception) -> tuple[Exit, list[str]] | None:
    """The exit code and the sentences of an error we know; None for anything else."""
    match wrong:
        case SessionError():
            code = Exit.REFUSED if wrong.code in ("already-exists", "hub-runs") else Exit.BAD_INPUT
            return code, [say(lang, f"command.{wrong.code}", **wrong.facts)]
        case FileFaults():
            return Exit.BAD_INPUT, told_faults(lang, wrong)
        case ManyFaults():
            return Exit.BAD_INPUT, [line for one in wrong.files for line in told_faults(lang, one)]
        case JournalError():
            return exit_of(wrong.code), [say(lang, f"journal.{wrong.code}", **wrong.facts)]
        case OSError():
            path = os.fsdecode(wrong.filename) if wrong.filename else ""
            return Exit.DISK, [say(lang, "command.cannot-write", path=path, reason=wrong.strerror or str(wrong))]
    return None


def exit_of(code: str) -> Exit:
    """The exit code of a journal's error."""
    return Exit.BAD_INPUT if code in BAD_INPUT else Exit.REFUSED if code in REFUSED else Exit.DISK


def told_faults(lang: Language, wrong: FileFaults) -> list[str]:
    """The faults of one file, each with its place, under a line that counts them."""
    head = say(lang, "command.faults", file=wrong.file, count=len(wrong.faults))
    return [head, *(f"  {sentence}" for sentence in wrong.sentences(lang))]
