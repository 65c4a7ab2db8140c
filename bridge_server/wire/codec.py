"""Frames as bytes and back. Client frames come from people and are checked; hub frames come from our own hub."""

from collections.abc import Sequence

import orjson

from bridge_server.meeting.commands import Command

from .errors import WireError
from .files.faults import fault
from .frames import ClientFrame, HubFrame, Records, UnknownFrame
from .messages import DEEPEST_HOST, LARGEST, LARGEST_HOST, decode, encode

__all__ = [
    "LARGEST",
    "LARGEST_HOST",
    "decode_client",
    "decode_command",
    "decode_hub",
    "decode_records",
    "encode",
    "encode_records",
]


def decode_command(raw: bytes, *, largest: int = LARGEST) -> Command:
    """The command in `raw`. Raises `WireError`."""
    command: Command = decode(Command, raw, largest=largest)
    return command


def decode_client(raw: bytes, *, host: bool = False) -> ClientFrame:
    """The frame of a client in `raw`; `host`: of one that may also send a whole agenda. Raises `WireError`."""
    if host:
        frame: ClientFrame = decode(ClientFrame, raw, largest=LARGEST_HOST, deepest=DEEPEST_HOST)
    else:
        frame = decode(ClientFrame, raw)
    return frame


def decode_hub(raw: bytes) -> HubFrame | UnknownFrame:
    """A frame of the hub in `raw`, without the lines of a chunk. Fields that only a newer hub knows are left out.

    Raises `WireError`.
    """
    frame: HubFrame | UnknownFrame = decode(HubFrame, raw, largest=1 << 20, newer=UnknownFrame)
    return frame


def encode_records(first: int, last: int, lines: Sequence[bytes], *, more: bool) -> bytes:
    """A chunk of the log: the frame, then the raw lines as they stand in the file, so that their hashes can be checked."""
    return b"\n".join([encode(Records(first, last, more)), *(line.rstrip(b"\n") for line in lines)])


def decode_records(raw: bytes) -> tuple[Records, list[bytes]]:
    """The chunk's frame and its lines, each with its "\\n" again. Raises `WireError`."""
    head, _, rest = raw.partition(b"\n")
    frame = decode_hub(head)
    if not isinstance(frame, Records):
        raise WireError(fault("type", "unknown-choice", value=frame.type, choices="Records"))
    lines = [line + b"\n" for line in rest.split(b"\n")] if rest else []
    try:
        for line in lines:
            orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise WireError(fault("", "not-json", hint="value")) from error
    return frame, lines
