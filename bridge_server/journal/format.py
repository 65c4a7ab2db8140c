"""Lines and hashes of a log, as bytes; the JSON inside belongs to others.

Every line is one compact JSON object and ends `,"dur":<bytes>,"h":"<64 hex>"}` and a line feed:

- the header first: `{"format":1,"log":..,"session":..,"rehearsal":..,"created":..,"previous":..,"agenda":..,"roster":..`;
- a record: begins `{"n":<number>,`; numbers follow one another and go on from segment to segment;
- a seal: begins `{"seal":<milliseconds>,"n":<last record>`, at an orderly end also `"closed":true`; takes no number.

`h` is SHA-256 over the previous line's `h` as 64 ASCII bytes (in a header: the `h` of `previous`, or nothing) and then this
line's own bytes before `,"h":"`. `dur` is how many bytes of this file were durable when the line was written: whatever lies
below it can never be a torn tail. It counts bytes, not lines, so that damage which makes or eats a line feed cannot shift it.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.journal.errors import BadHead, Damaged, NewerFormat, NotALog

FORMAT: Final = 1
ENDING: Final = 73
"""Bytes of a line that its hash does not cover: `,"h":"`, 64 hexadecimal digits, `"}` and the line feed."""
SEAL: Final = b'{"seal":'
_FIELDS: Final = ("session", "rehearsal", "created", "previous", "agenda", "roster")
_LOG_ID: Final = re.compile(r"[0-9a-f]{32}")
_HEAD: Final = re.compile(r"([0-9]{1,18}):([0-9a-fA-F]{16,64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The last record of a log: its number and the 64 hexadecimal digits of its hash.

    A log without records has number 0 and the header's hash; a segment without records of its own, the head it continues.
    """

    n: int
    h: str

    def __str__(self) -> str:
        return f"{self.n}:{self.h[:16]}"


def new_log_id() -> str:
    """32 random hexadecimal digits."""
    return secrets.token_hex(16)


def is_log_id(text: object) -> bool:
    """Whether `text` is 32 lower-case hexadecimal digits, and so harmless as a file name."""
    return isinstance(text, str) and _LOG_ID.fullmatch(text) is not None


def parse_head(text: str) -> tuple[int, str]:
    """Number and lower-case beginning of the hash of `N:HASH`. Raises `BadHead`, also for fewer than 16 digits."""
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise BadHead(text)
    return int(found[1]), found[2].lower()


def sign(previous: bytes, body: bytes, durable: int) -> tuple[bytes, bytes]:
    """The whole line for `body`, a JSON object, and its `h`; `previous` is the `h` of the line before."""
    covered = body[:-1] + b',"dur":%d' % durable
    h = sha256(previous + covered).hexdigest().encode()
    return covered + b',"h":"' + h + b'"}\n', h


def stated(raw: bytes) -> bytes:
    """The `h` a line states of itself."""
    return raw[-67:-3]


def is_seal(raw: bytes) -> bool:
    """Whether a verified line is a seal, not a record."""
    return raw.startswith(SEAL)


def number_of(raw: bytes) -> int:
    """The number of a verified record, or of the record a seal stands after."""
    start = raw.index(b'"n":') + 4
    return int(raw[start : raw.index(b",", start)])


def follows(previous: bytes, raw: bytes) -> bool:
    """Whether `raw` is a whole line whose hash continues the chain from `previous`."""
    h = sha256(previous + raw[:-ENDING]).hexdigest().encode()
    return raw[-ENDING:] == b',"h":"' + h + b'"}\n'


def header_line(log: str, fields: Mapping[str, object] | bytes) -> bytes:
    """The first line of a log. `fields` are session, rehearsal, created (ms), previous, agenda and roster, and `demonstration`
    where it is one.

    Raises `ValueError` when one is missing or the log id is not 32 lower-case hexadecimal digits.
    """
    given: Mapping[str, Any] = orjson.loads(fields) if isinstance(fields, bytes) else fields
    missing = [name for name in _FIELDS if name not in given]
    if missing or not is_log_id(log):
        raise ValueError(f"header without {', '.join(missing) or 'a log id'}")
    told = {"format": FORMAT, "log": log} | {name: given[name] for name in _FIELDS}
    if given.get("demonstration"):
        told["demonstration"] = True
    body = orjson.dumps(told)
    previous = given["previous"]
    return sign(previous["h"].encode() if previous else b"", body, 0)[0]


def read_header(raw: bytes, path: Path) -> dict[str, Any]:
    """The verified header of a log. Raises `NotALog`, `NewerFormat` or `Damaged`; a header is never cut."""
    if not raw:
        raise NotALog(path, "empty-log")
    try:
        header = orjson.loads(raw)
    except orjson.JSONDecodeError:
        if raw.startswith(b'{"format":'):
            raise Damaged(path, 1, 0, "header") from None
        raise NotALog(path, "not-a-log") from None
    if not isinstance(header, dict) or not isinstance(header.get("format"), int):
        raise NotALog(path, "not-a-log")
    if header["format"] > FORMAT:
        raise NewerFormat(path, header["format"], FORMAT)
    if not _sound(header, raw):
        raise Damaged(path, 1, 0, "header")
    return header


def _sound(header: dict[str, Any], raw: bytes) -> bool:
    if header["format"] != FORMAT or not is_log_id(header.get("log")) or any(name not in header for name in _FIELDS):
        return False
    match header["previous"]:
        case None:
            return follows(b"", raw)
        case {"log": log, "n": int(), "h": str(h)} if is_log_id(log) and h.isascii():
            return follows(h.encode(), raw)
        case _:
            return False


def seal_body(at: int, n: int, *, closed: bool) -> bytes:
    """A seal after record `n`, written at `at` milliseconds; `closed` at an orderly end."""
    return b'{"seal":%d,"n":%d%b}' % (at, n, b',"closed":true' if closed else b"")
