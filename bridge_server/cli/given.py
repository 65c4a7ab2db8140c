"""A command as `send` was given it: JSON of the wire itself, on stdin ("-") or in a file ("@FILE"); or a meeting file there."""

import sys
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.meeting import Command
from bridge_server.meeting.commands import SetAgenda
from bridge_server.session import meeting_of, read_file
from bridge_server.wire.errors import WireError
from bridge_server.wire.messages import DEEPEST_HOST, LARGEST_HOST, decode, encode
from bridge_server.words import Language

from .drafts import Document
from .exits import Exit
from .explained import explained
from .place import Stopped, bad

STDIN: Final = Path("-")
"""What is read from stdin stands, for the paths in it, in the folder where the command was started."""


def command_given(lang: Language, text: str) -> Document:
    """The command's document, checked; of a meeting file (it has no "type") the command that puts it in place.

    Raises `Stopped` with every fault. Whether the hub's role may say so much is for the hub.
    """
    if text.startswith("@") and len(text) > 1:
        path = Path(text[1:]).expanduser()
        return document_of(lang, whole(lang, path), path)
    if text == "-":
        return document_of(lang, sys.stdin.buffer.read(LARGEST_HOST + 1).removeprefix(b"\xef\xbb\xbf"), STDIN)
    return command_document(lang, text.encode("utf-8", "replace"))


def whole(lang: Language, path: Path) -> bytes:
    """A file's bytes. Raises `Stopped`."""
    try:
        return read_file(path).removeprefix(b"\xef\xbb\xbf")
    except Exception as wrong:
        raise stopped(lang, wrong) from None


def document_of(lang: Language, raw: bytes, path: Path) -> Document:
    """The document in what was read. Raises `Stopped`."""
    if len(raw) > LARGEST_HOST:
        bad(lang, "too-long", limit=LARGEST_HOST)
    try:
        raw.decode()
    except UnicodeDecodeError:
        bad(lang, "not-utf8")
    if not is_plan(raw):
        return command_document(lang, raw)
    try:
        plan = meeting_of(raw, path).agenda
    except Exception as wrong:
        raise stopped(lang, wrong) from None
    document: dict[str, Any] = orjson.loads(encode(SetAgenda(plan)))
    return document


def is_plan(raw: bytes) -> bool:
    """Whether it is a meeting file rather than a command."""
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return False
    return isinstance(document, dict) and "type" not in document and "items" in document


def command_document(lang: Language, raw: bytes) -> Document:
    """A command of the wire, checked. Raises `Stopped` with every fault."""
    try:
        command: Command = decode(Command, raw, largest=LARGEST_HOST, deepest=DEEPEST_HOST)
    except WireError as wrong:
        raise Stopped(Exit.BAD_INPUT, "bad-command", *wrong.sentences(lang)) from None
    document: dict[str, Any] = orjson.loads(encode(command))
    return document


def stopped(lang: Language, wrong: Exception) -> Stopped:
    """What is wrong with a file, as the end of the command; a defect of ours goes on up."""
    known = explained(lang, wrong)
    if known is None:
        raise wrong
    return Stopped(known[0], "bad-file", *known[1])
