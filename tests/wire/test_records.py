"""Records of every event: written, read back without pydantic, the same value; older and newer logs included."""

from dataclasses import fields, is_dataclass
from typing import get_args

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bridge_server.meeting import Event, Record
from bridge_server.meeting.agenda import Agenda
from bridge_server.meeting.events import CheckedIn, ConclusionAdded, FloorGiven, RequestMoved
from bridge_server.meeting.values import Speaker
from bridge_server.wire.records import UnknownEvent, agenda_value, encode_record, event_from, record_from

LEFT_OUT = ("AgendaSet", "ItemAdded", "RequestMoved")
"""The first two hold whole agendas (tested with the real one); a place is never infinite, and JSON has no such number."""


def numbers(value: object) -> list[int]:
    """The integers of an event, however deep they lie. Beyond 53 bits no two JSON readers agree; our own limits lie far below."""
    if isinstance(value, int):
        return [value]
    inner = (
        value if isinstance(value, tuple) else [getattr(value, one.name) for one in fields(value)] if is_dataclass(value) else ()
    )
    return [one for part in inner for one in numbers(part)]


EVENTS = st.one_of(
    *(st.from_type(kind) for kind in get_args(Event) if kind.__name__ not in LEFT_OUT),
    st.builds(RequestMoved, st.text(min_size=1, max_size=9), st.booleans(), st.floats(-1e9, 1e9)),
)


@settings(derandomize=True, max_examples=400)
@given(EVENTS.filter(lambda event: all(abs(one) < 1 << 53 for one in numbers(event))))
def test_every_event_is_read_back_as_it_was(event: Event) -> None:
    """By the builder that trusts the chain's hash, and by pydantic: both give the same value."""
    raw = orjson.dumps(event)
    assert event_from(orjson.loads(raw)) == event
    assert type(event_from(orjson.loads(raw))) is type(event)
    read: object = TypeAdapter(type(event)).validate_json(raw)
    assert read == event


def test_a_built_event_is_as_frozen_and_as_hashable_as_any() -> None:
    """The way it was made leaves no trace."""
    built = event_from({"type": "FloorGiven", "turn": "5a1"})
    assert built == FloorGiven("5a1")
    assert hash(built) == hash(FloorGiven("5a1"))
    assert repr(built) == repr(FloorGiven("5a1"))
    try:
        built.turn = "5a2"  # type: ignore[misc]  # the point of the test: it must not be possible
    except AttributeError:
        return
    raise AssertionError("a frozen event changed")


def test_an_older_log_lacks_fields_and_gets_their_defaults() -> None:
    """Logged events may gain fields."""
    assert event_from({"type": "CheckedIn", "point": "01", "leader": {"name": "Vân"}}) == CheckedIn("01", leader=Speaker("Vân"))


def test_a_newer_log_has_fields_and_events_that_we_do_not_know() -> None:
    """An unknown field is left out; an unknown event is told as one."""
    assert event_from({"type": "FloorGiven", "turn": "5a1", "microphone": 3}) == FloorGiven("5a1")
    assert event_from({"type": "Applauded", "seconds": 9}) == UnknownEvent("Applauded", {"seconds": 9})
    record, unknown = record_from(
        {"n": 3, "at": 5, "by": "host", "id": "x", "events": [{"type": "Applauded"}, {"type": "FloorGiven", "turn": "1"}]}
    )
    assert record == Record(3, 5, "host", "x", (FloorGiven("1"),))
    assert unknown == (UnknownEvent("Applauded", {}),)


def test_a_record_is_one_line_that_begins_with_its_number() -> None:
    """The journal counts on it."""
    record = Record(12, 1_717_117_200_000, "secretary", "a1", (ConclusionAdded("k1", "dòng một\ndòng hai"),))
    raw = encode_record(record)
    assert raw.startswith(b'{"n":12,"at":1717117200000,"by":"secretary","id":"a1","events":[')
    assert b"\n" not in raw
    assert record_from(orjson.loads(raw)) == (record, ())


def test_the_real_agenda_survives_the_header(real_agenda: Agenda) -> None:
    """The header of a log holds it whole."""
    assert agenda_value(orjson.loads(orjson.dumps(real_agenda))) == real_agenda
