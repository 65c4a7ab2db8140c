"""Commands and frames: bytes to values and back, and what is said about bytes that are none."""

import json
from typing import get_args

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge_server.meeting import Command
from bridge_server.meeting.commands import Ask, CheckIn, GiveFloor, SubmitOpinion
from bridge_server.wire.codec import decode_client, decode_command, decode_hub, decode_records, encode, encode_records
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import ClientFrame, Hello, HubFrame, Position, Records, Send, Tick, UnknownFrame
from bridge_server.wire.messages import LARGEST
from bridge_server.words import LANGUAGES


def places(raw: bytes) -> set[tuple[str, str]]:
    """Place and code of every fault of a command."""
    with pytest.raises(WireError) as wrong:
        decode_command(raw)
    for lang in LANGUAGES:
        assert all(wrong.value.sentences(lang))
    return {(fault.place, fault.code) for fault in wrong.value.faults}


def test_every_command_has_one_spelling_in_code_and_on_the_wire() -> None:
    """`type` is the class's own name, and stands first."""
    for kind in get_args(Command):
        assert next(iter(kind.__dataclass_fields__)) in ("type", *kind.__dataclass_fields__)
        assert kind.__dataclass_fields__["type"].default == kind.__name__


def test_a_command_comes_back_as_it_was() -> None:
    """Written by orjson, read by pydantic, the same value; lists become tuples."""
    command = CheckIn("20335", total=12, counts=(("X01", 3), ("X02", 1)), operator="Nguyễn Thị Vân")
    assert decode_command(encode(command)) == command


def test_text_is_clean_when_it_arrives() -> None:
    """Decomposed letters are composed, controls replaced, invisible characters gone; prose keeps its lines."""
    raw = json.dumps({"type": "Ask", "point": "1", "subject": "Tra\u0300 Do\u031bn\u202e\u0007"}).encode()
    assert decode_command(raw) == Ask("1", subject="Trà Dơn\ufffd")
    raw = json.dumps({"type": "SubmitOpinion", "point": "1", "text": "một\r\nhai\x1b]52;c;x\x07"}).encode()
    assert decode_command(raw) == SubmitOpinion("1", "một\nhai\ufffd]52;c;x\ufffd")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", {("line 1, column 1", "message-not-json")}),
        (b"{", {("line 1, column 2", "message-not-json")}),
        (b"\xff\xfe", {("line 1, column 1", "message-not-json")}),
        (b"[1]", {("", "message-no-object")}),
        (b"{}", {("type", "missing-field")}),
        (b'{"type":"Giveflor"}', {("type", "unknown-message-near")}),
        (b'{"type":"Sing"}', {("type", "unknown-message")}),
        (b'{"type":5}', {("type", "unknown-message")}),
        (b'{"type":"GiveFloor"}', {("turn", "missing-field")}),
        (b'{"type":"GiveFloor","turn":7}', {("turn", "wrong-type")}),
        (b'{"type":"CheckIn","point":1}', {("point", "number-id")}),
        (b'{"type":"CheckIn","point":"01","poin":"01"}', {("poin", "unknown-field-near")}),
        (b'{"type":"CheckIn","point":"01","leader":{"nam":"x"}}', {("leader.nam", "unknown-field")}),
        (b'{"type":"CheckIn","point":"01","total":-1}', {("total", "too-small")}),
        (b'{"type":"CheckIn","point":"01","made_at":1e9}', {("made_at", "wrong-type")}),
        (b'{"type":"CheckIn","point":"01","mode":"asleep"}', {("mode", "unknown-choice")}),
        (b'{"type":"CheckIn","point":"","total":"3"}', {("point", "empty-text"), ("total", "wrong-type")}),
        (b'{"type":"Ask","point":"1","made_at":99999999999999999999}', {("made_at", "wrong-type")}),
        (b'{"type":"Ask","point":"1","subject":"%s"}' % (b"x" * 201), {("subject", "too-long")}),
        (b'{"type":"Ask","point":"1","x":%s1%s}' % (b"[" * 9, b"]" * 9), {("", "message-too-deep")}),
        (b'{"type":"Ask","point":"%s"}' % (b"1" * LARGEST), {("", "message-too-large")}),
    ],
)
def test_bytes_that_are_no_command_are_told_with_every_fault(raw: bytes, expected: set[tuple[str, str]]) -> None:
    """Each with its place, in both languages."""
    assert places(raw) == expected


@settings(derandomize=True, max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_whatever_json_arrives_only_wire_errors_come_out(value: object) -> None:
    """Also with a known `type` put in."""
    for document in (value, {**value, "type": "CheckIn"} if isinstance(value, dict) else {"type": "CheckIn", "point": value}):
        try:
            command = decode_command(json.dumps(document).encode())
        except WireError:
            continue
        assert isinstance(command, CheckIn)


def test_a_client_frame_carries_its_command_whole() -> None:
    """A fault inside the command is told at its place inside the frame."""
    frame = Send("0123456789abcdef", GiveFloor("5a1"))
    assert decode_client(encode(frame)) == frame
    with pytest.raises(WireError) as wrong:
        decode_client(b'{"type":"Send","id":"12345678","command":{"type":"GiveFloor","turn":1}}')
    assert [(fault.place, fault.code) for fault in wrong.value.faults] == [("command.turn", "wrong-type")]
    with pytest.raises(WireError) as wrong:
        decode_client(b'{"type":"Send","id":"12345678","command":{"type":"GiveFlor"}}')
    assert [(fault.place, fault.code) for fault in wrong.value.faults] == [("command.type", "unknown-message-near")]


def test_hello_says_version_code_and_position() -> None:
    """A position needs sixteen digits of the hash: fewer prove nothing."""
    hello = Hello(1, "BCGH-2345", "d1", Position("ab" * 16, 7, "0" * 16))
    assert decode_client(encode(hello)) == hello
    with pytest.raises(WireError):
        decode_client(encode(Hello(1, "c", "d", Position("ab" * 16, 7, "0" * 15))))


def test_a_chunk_keeps_the_raw_lines() -> None:
    """What stands in the log is what arrives, byte for byte, so that its hashes can be checked."""
    lines = [b'{"n":1,"h":"x"}\n', '{"n":2,"who":"Trà Dơn"}\n'.encode()]
    assert decode_records(encode_records(1, 2, lines, more=True)) == (Records(1, 2, True), lines)
    assert decode_records(encode_records(3, 2, [], more=False)) == (Records(3, 2), [])
    with pytest.raises(WireError):
        decode_records(encode(Tick(1, "0" * 16, 5)))
    with pytest.raises(WireError):
        decode_records(encode(Records(1, 1)) + b"\n{torn")


def test_every_frame_type_is_told_apart() -> None:
    """Client and hub frames have no type in common, and each is its own name."""
    client, hub = (
        [kind.__name__ for kind in get_args(ClientFrame)],
        [kind.__name__ for kind in get_args(HubFrame)],
    )
    assert len({*client, *hub}) == len(client) + len(hub)
    assert decode_hub(orjson.dumps(Tick(4, "0" * 16, 9))) == Tick(4, "0" * 16, 9)


def test_what_a_newer_hub_says_is_passed_over() -> None:
    """A field or a frame that is not known here ends no conversation; what is known must be right all the same."""
    assert decode_hub(b'{"type":"Tick","n":4,"h":"00","now":9,"mood":"good"}') == Tick(4, "00", 9)
    assert decode_hub(b'{"type":"Weather","sky":["blue"]}') == UnknownFrame("Weather")
    with pytest.raises(WireError):
        decode_hub(b'{"type":"Tick","n":"4","h":"00","now":9}')
    with pytest.raises(WireError):
        decode_client(b'{"type":"Sync","sent":1,"mood":"good"}')
