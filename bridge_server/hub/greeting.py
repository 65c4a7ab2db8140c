"""What is read of a frame besides its meaning: keys written twice, and which command an unreadable frame was."""

import json
from typing import Any, Final

import orjson

from bridge_server.wire.text import clean_line

LONGEST_ID: Final = 64


def repeated_key(text: str) -> bool:
    """Whether an object in the text has a key twice: two readers could then take it for two different things."""
    repeated = False

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        made = dict(found)
        repeated = repeated or len(made) < len(found)
        return made

    try:
        json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return True
    return repeated


def told_id(raw: bytes) -> str:
    """The id of the command in a frame that cannot be read otherwise, "" where there is none, or none that is clean text."""
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return ""
    ident = told.get("id") if isinstance(told, dict) and told.get("type") == "Send" else None
    return ident if isinstance(ident, str) and len(ident) <= LONGEST_ID and ident == clean_line(ident) else ""
