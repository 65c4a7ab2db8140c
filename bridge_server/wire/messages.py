"""Bytes from people to values: size, nesting, text, shape. What gets through is clean, NFC and of the right types."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import orjson

from bridge_server.meeting.commands import Command

from .errors import WireError
from .files.document import kind_of
from .files.faults import Fault, at, fault
from .files.shape import nearest, translated
from .text import clean_document

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

LARGEST: Final = 16 * 1024
"""Bytes of one message from a client."""
LARGEST_HOST: Final = 256 * 1024
"""Bytes of one message from the host, once let in: a whole agenda must fit."""
DEEPEST_HOST: Final = 12
"""Levels of nesting of such a message; an agenda in a command has nine."""
FAULTS: Final = 20
"""What is told of one message at most: who sends a thousand unknown fields need not read about each."""
DEEPEST: Final = 8
"""Levels of nesting; our deepest message without an agenda has five."""


@cache
def adapter(kind: Any, *, newer: bool = False) -> "TypeAdapter[Any]":
    """A strict validator of a union told apart by `type`, made once; with `newer` it passes over fields that it does not know."""
    from typing import Annotated

    from pydantic import ConfigDict, Field, TypeAdapter  # slow to import, and only whoever listens needs it

    return TypeAdapter(
        Annotated[kind, Field(discriminator="type")], config=ConfigDict(strict=True, extra="ignore" if newer else "forbid")
    )


def decode(
    kind: Any, raw: bytes, *, largest: int = LARGEST, deepest: int = DEEPEST, newer: Callable[[str], Any] | None = None
) -> Any:
    """The message of union `kind` in `raw`. Raises `WireError`, and nothing else.

    Where the peer may be a newer program, `newer` makes a value of the name of a message that is not known here.
    """
    if len(raw) > largest:
        raise WireError(fault("", "message-too-large", limit=largest, length=len(raw)))
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise WireError(fault(f"line {error.lineno}, column {error.colno}", "message-not-json")) from None
    if not isinstance(document, dict):
        raise WireError(fault("", "message-no-object", found=kind_of(document)))
    brackets = raw.count(b"{") + raw.count(b"[")  # no more of them than levels: then it cannot be too deep
    if brackets > deepest and not shallow(document, deepest):
        raise WireError(fault("", "message-too-deep", limit=deepest))
    name = document.get("type")
    if newer is not None and isinstance(name, str) and name not in {one.__name__ for one in kind.__args__}:
        return newer(name)
    return validated(kind, document, newer=newer is not None)


def validated(kind: Any, document: dict[str, Any], *, newer: bool = False) -> Any:
    """The message of union `kind` in decoded JSON, its text cleaned; a hub's own text is clean already. Raises `WireError`."""
    from pydantic import ValidationError

    try:
        clean = orjson.dumps(document if newer else clean_document(document))
    except (orjson.JSONEncodeError, RecursionError):
        raise WireError(fault("", "message-too-deep", limit=DEEPEST)) from None
    try:
        return adapter(kind, newer=newer).validate_json(clean)
    except ValidationError as error:
        raise WireError(*(fault_of(kind, detail) for detail in error.errors(include_url=False)[:FAULTS])) from None


def not_text() -> WireError:
    """What is wrong with a message that came as binary data."""
    return WireError(fault("", "message-binary"))


def fault_of(kind: Any, detail: "ErrorDetails") -> Fault:
    """One complaint of pydantic in our words. `type` says which message it is: without a known one nothing else is checked."""
    path, shape, known = union_path(kind, detail["loc"])
    if detail["type"] == "union_tag_not_found":
        return fault(at(*path, "type"), "missing-field", field="type")
    if detail["type"] == "union_tag_invalid":
        value = str(detail["input"].get("type"))
        near = nearest(value, known)
        if near:
            return fault(at(*path, "type"), "unknown-message-near", value=value, near=near)
        return fault(at(*path, "type"), "unknown-message", value=value)
    return translated(detail, {"": shape} if shape is not None else {}, path)


def union_path(kind: Any, loc: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], type | None, list[str]]:
    """`loc` without the names of union members that pydantic puts into it; the innermost message; what could stand there."""
    path: list[int | str] = []
    shape: type | None = None
    members = {one.__name__: one for one in kind.__args__}
    choosing = True
    for step in loc:
        if choosing and step in members:
            shape, choosing = members[str(step)], False
            continue
        path.append(step)
        choosing = False
        if step == "command" and len(path) == 1:
            members, choosing = {one.__name__: one for one in Command.__args__}, True
    return tuple(path), shape, list(members)


def shallow(value: Any, levels: int) -> bool:
    """Whether no list or object lies more than `levels` deep."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(shallow(one, levels - 1) for one in inner if isinstance(one, dict | list))


def encode(message: object) -> bytes:
    """A command or a frame as one line of JSON."""
    return orjson.dumps(message)
