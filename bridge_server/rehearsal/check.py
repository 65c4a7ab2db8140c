"""Whether all that was acknowledged stands in the log: an account of its own, that shares no code with what wrote the log.

The file is read line by line as JSON and nothing else; hashes, seals and durable lengths are not believed and not needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import orjson


@dataclass(frozen=True, slots=True)
class Kept:
    """What one client was told: its command `id`, in the scope of its author, is record `n`."""

    scope: str
    id: str
    n: int


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that was told to a client and is not so in the file.

    `missing`: no record has the command; `twice`: more than one has; `elsewhere`: another record than the one told;
    `differs`: the record that a console was shown is not there byte for byte.
    """

    why: Literal["missing", "twice", "elsewhere", "differs"]
    n: int
    scope: str = ""
    id: str = ""


def misses(kept: Iterable[Kept], seen: Iterable[bytes], raw: bytes) -> list[Miss]:
    """What is not in the log file `raw` as clients were told: `kept` by their answers, `seen` as raw lines of records."""
    lines = [line for line in raw.split(b"\n") if line]
    records = [(record, line) for line in lines if (record := record_in(line)) is not None]
    commands: dict[tuple[str, str], list[int]] = {}
    by_number: dict[int, list[bytes]] = {}
    for record, line in records:
        commands.setdefault((str(record["by"]).partition("@")[0], record["id"]), []).append(record["n"])
        by_number.setdefault(record["n"], []).append(line)
    found = [
        Miss(why, told.n, told.scope, told.id)
        for told in dict.fromkeys(kept)
        if (why := fault_of(told, commands.get((told.scope, told.id), []))) is not None
    ]
    for line in dict.fromkeys(one.rstrip(b"\n") for one in seen):
        shown = record_in(line)
        if shown is not None and by_number.get(shown["n"]) != [line]:
            found.append(Miss("differs", shown["n"]))
    return found


def record_in(line: bytes) -> dict[str, Any] | None:
    """The record on a line; None for a header, a seal, or what is no whole JSON any more."""
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    whole = isinstance(told, dict) and {"n", "by", "id", "events"} <= told.keys()
    return told if whole else None


def fault_of(told: Kept, numbers: list[int]) -> Literal["missing", "twice", "elsewhere"] | None:
    """What is wrong with an acknowledged command that stands in the records `numbers`."""
    if not numbers:
        return "missing"
    if len(numbers) > 1:
        return "twice"
    return None if numbers == [told.n] else "elsewhere"
