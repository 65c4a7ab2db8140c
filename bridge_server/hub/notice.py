"""`hub.json`: how programs on this machine find the hub of a session directory that runs (or ran until it crashed)."""

import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import orjson

NOTICE: Final = "hub.json"


@dataclass(frozen=True, slots=True)
class HubNotice:
    """A running hub. `url` is where this machine reaches it."""

    pid: int
    url: str
    port: int
    build: str
    started: int
    log: str
    rehearsal: str = ""
    """The folder of the rehearsal that it serves, "" for the meeting itself."""


def read_notice(directory: Path) -> HubNotice | None:
    """What stands there, or None. It may be left over: the lock tells whether that hub still runs."""
    try:
        return HubNotice(**orjson.loads((directory / NOTICE).read_bytes()))
    except (OSError, orjson.JSONDecodeError, TypeError):
        return None


def write_notice(directory: Path, notice: HubNotice) -> None:
    """Put it there at one blow, for its owner only. Raises `OSError`."""
    fresh = directory / f".{NOTICE}.{secrets.token_hex(4)}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(orjson.dumps(asdict(notice), option=orjson.OPT_INDENT_2) + b"\n")
    fresh.replace(directory / NOTICE)


def remove_notice(directory: Path) -> None:
    """The hub stopped in order."""
    with suppress(OSError):
        (directory / NOTICE).unlink()
