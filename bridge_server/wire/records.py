"""Records as bytes and back. The line's chain and its durable length are the journal's."""

from dataclasses import dataclass
from typing import Any, Final

import orjson

from bridge_server.meeting import Agenda, Event, Record, Roster

from .build import Builder, builder

FORMAT: Final = 1
"""The version of records, commands and frames. A log of a newer format is not read."""


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """An event of a newer program: replay shows it as unknown, a hub refuses to go on from it."""

    type: str
    fields: dict[str, Any]


BUILDERS: Final[dict[str, Builder]] = {kind.__name__: build for kind in Event.__args__ if (build := builder(kind)) is not None}


def encode_record(record: Record) -> bytes:
    """The record as one line of JSON without its end: `{"n":..,"at":..,"by":..,"id":..,"events":[..]}`."""
    return orjson.dumps(record)


def event_from(value: dict[str, Any]) -> Event | UnknownEvent:
    """One logged event."""
    build = BUILDERS.get(value["type"])
    if build is None:
        return UnknownEvent(value["type"], {name: one for name, one in value.items() if name != "type"})
    event: Event = build(value)
    return event


def record_from(value: dict[str, Any]) -> tuple[Record, tuple[UnknownEvent, ...]]:
    """One logged record, with its unknown events apart."""
    found = [event_from(one) for one in value["events"]]
    unknown = tuple(one for one in found if isinstance(one, UnknownEvent))
    known = tuple(one for one in found if not isinstance(one, UnknownEvent))
    return Record(value["n"], value["at"], value["by"], value["id"], known), unknown


def agenda_value(value: dict[str, Any]) -> Agenda:
    """The agenda in a log's header."""
    build = builder(Agenda)
    assert build is not None
    agenda: Agenda = build(value)
    return agenda


def roster_value(value: dict[str, Any]) -> Roster:
    """The roster in a log's header."""
    build = builder(Roster)
    assert build is not None
    roster: Roster = build(value)
    return roster
