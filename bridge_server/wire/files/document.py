"""Bytes to one JSON object: decoded, checked for what JSON readers let pass, and cleaned."""

import json
import math
import re
from collections import Counter
from io import BytesIO
from typing import Any, Final

from bridge_server.wire.text import clean_document, clean_line

from .faults import Fault, at, fault, refuse, shown

MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 64 * MEBIBYTE
"""Bytes of one file, after decompression."""
DEEPEST: Final = 32
"""Levels of nesting; the deepest of our files has seven."""

_GZIP: Final = b"\x1f\x8b"
_HINTS: Final = (
    ("Expecting ',' delimiter", "comma"),
    ("Expecting ':' delimiter", "colon"),
    ("Expecting property name", "key"),
    ("Illegal trailing comma", "trailing"),
    ("Extra data", "extra"),
    ("Unterminated string", "string"),
    ("Invalid control character", "control"),
    ("Invalid \\", "escape"),
)
"""How Python's reader begins its complaint, and the words we say instead."""


class _Object(dict[str, Any]):
    """One JSON object that remembers which of its keys were written twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        written = Counter(key for key, _ in pairs) if len(self) < len(pairs) else {}
        self.repeated = [key for key, times in written.items() if times > 1]


def read_object(raw: bytes, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """The JSON object in `raw` with its texts cleaned, and the faults that leave it readable.

    Raises `FileFaults` where nothing more can be read: not UTF-8, empty, no JSON, no object, nested too deep, too large.
    """
    text = decode(raw, file)
    try:
        value = json.loads(text, object_pairs_hook=_Object, parse_int=_whole)
    except json.JSONDecodeError as error:
        hint = next((hint for beginning, hint in _HINTS if error.msg.startswith(beginning)), "value")
        if hint == "key" and re.search(r",\s*$", text[: error.pos]):
            hint = "trailing"
        refuse(file, fault(f"line {error.lineno}, column {error.colno}", "not-json", hint=hint))
    except RecursionError:
        refuse(file, fault("", "too-deep", limit=DEEPEST))
    if not isinstance(value, _Object):
        refuse(file, fault("", "not-an-object", found=kind_of(value)))
    faults = _examine(value, file)
    document: dict[str, Any] = clean_document(value)
    return document, faults


def decode(raw: bytes, file: str) -> str:
    """`raw` as text, its byte order mark taken off. Raises `FileFaults` for an empty, too large or not UTF-8 file."""
    if len(raw) > LARGEST:
        refuse(file, fault("", "too-large", limit=LARGEST // MEBIBYTE))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse(file, fault(f"line {line}", "not-utf8"))
    if not text.strip():
        refuse(file, fault("", "empty-file"))
    return text


def unpacked(raw: bytes, file: str) -> bytes:
    """`raw`, decompressed if it is gzip. Never unpacks more than `LARGEST`. Raises `FileFaults`."""
    if not raw.startswith(_GZIP):
        return raw
    import gzip  # few files are compressed
    import zlib

    try:
        with gzip.GzipFile(fileobj=BytesIO(raw)) as packed:
            plain = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        refuse(file, fault("", "not-gzip"))
    if len(plain) > LARGEST:
        refuse(file, fault("", "too-large", limit=LARGEST // MEBIBYTE))
    return plain


def kind_of(value: object) -> str:
    """The catalogue's name for the kind of a decoded value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "whole"
        case float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
    return "object"


def _whole(digits: str) -> int:
    """An integer; one of more digits than any of ours stands for "far too large" and is not computed."""
    if len(digits) <= 19:
        return int(digits)
    return -(10**19) if digits.startswith("-") else 10**19


def _examine(document: _Object, file: str) -> list[Fault]:
    """Keys written twice, keys nobody can read (taken out), numbers that are none. Raises `FileFaults` if nested too deep."""
    faults: list[Fault] = []
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if len(path) >= DEEPEST and isinstance(value, (_Object, list)):
            refuse(file, fault("", "too-deep", limit=DEEPEST))
        if isinstance(value, _Object):
            faults.extend(fault(at(*path, key), "repeated-key", key=key) for key in value.repeated)
            for key in [key for key in value if clean_line(key) != key]:
                faults.append(fault(at(*path, key), "unknown-field", field=shown(key)))
                del value[key]
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, index), inner) for index, inner in enumerate(value))
        elif isinstance(value, float) and not math.isfinite(value):
            faults.append(fault(at(*path), "not-a-number", value=str(value)))
    return faults
