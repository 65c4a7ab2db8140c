"""A short proof that two meetings are in the same state: same log, same digest, on every machine."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256

from .rows import Revision, revisions
from .state import Meeting

LEFT_OUT = ("answered", "check_ins", "past_rolls")
"""The index of command ids is no state of the meeting, the log's own chain covers it; the rolls are written out below."""


def digest(meeting: Meeting) -> str:
    """SHA-256 (hex) over the canonical JSON of every table and field, tables sorted by key."""
    state = {name: plain(getattr(meeting, name)) for name in (*Meeting.TABLES, *Meeting.PLAIN) if name not in LEFT_OUT}
    state["check_ins"] = roll(meeting.check_ins)
    state["past_rolls"] = [[number, roll(rows), plain(closing)] for number, rows, closing in meeting.past_rolls]
    text = json.dumps(state, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def roll(rows: Mapping[str, Revision]) -> dict[str, object]:
    """The check-ins of one sitting, each with all its revisions, oldest first."""
    return {key: [plain(one[:4]) for one in revisions(newest)] for key, newest in rows.items()}


def plain(value: object) -> object:
    """A value as JSON has it: dataclasses as lists in field order, tables as objects with text keys."""
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    raise TypeError(f"no canonical form: {type(value)}")
