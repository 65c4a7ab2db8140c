"""Exit codes, and how a command ends that cannot do what it was asked."""

import os
import sys
from enum import IntEnum
from typing import NoReturn

from bridge_server.words import Language, say


class Exit(IntEnum):
    """What the exit codes mean."""

    DONE = 0
    BAD_INPUT = 2
    REFUSED = 3
    OUT_OF_REACH = 4
    DISK = 74


def fail(code: Exit, *sentences: str) -> NoReturn:
    """Say what is wrong, on stderr, and leave."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)  # noqa: T201 - narration of a command line
    raise SystemExit(code)


def narrate(lang: Language, key: str, **facts: object) -> None:
    """Tell what happens, on stderr."""
    print(say(lang, f"command.{key}", **facts), file=sys.stderr)  # noqa: T201 - narration of a command line


def put(text: str) -> None:
    """Data, on stdout. Where whoever read it has gone (`| head`) there is no more to say: done, and nothing left to flush."""
    try:
        print(text, flush=True)  # noqa: T201 - the data of a command line
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(Exit.DONE) from None
