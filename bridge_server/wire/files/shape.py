"""The shape of a file: fields, types, lengths, choices. pydantic checks, our words say."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .document import kind_of
from .faults import Fault, at, fault

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Shape = TypeVar("Shape")
Parts = Mapping[str, type]
"""The dataclass of the objects under a field, by the field's name; "" for the file itself."""

_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "whole",
    "int_from_float": "whole",
    "int_parsing": "whole",
    "bool_type": "boolean",
    "float_type": "number",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "object",
    "dataclass_type": "object",
}
_IDS: Final = frozenset(("id", "point", "parent", "hall", "agency", "category", "gso_code", "former_province", "no"))
"""Fields that look like numbers and are text: a number there has lost its zeros."""


_ADAPTERS: Final[dict[type[Any], "TypeAdapter[Any]"]] = {}


def adapter(shape: type[Shape]) -> "TypeAdapter[list[Shape]]":
    """A strict validator for a list of `shape`, made once; the list carries the settings down to every dataclass within."""
    from pydantic import ConfigDict, TypeAdapter  # slow to import, and only whoever reads a file needs it

    if shape not in _ADAPTERS:
        listed: Any = list[shape]  # type: ignore[valid-type]  # the type is only known when it runs
        _ADAPTERS[shape] = TypeAdapter(listed, config=ConfigDict(strict=True, extra="forbid"))
    return _ADAPTERS[shape]


def shaped(shape: type[Shape], document: dict[str, Any], parts: Parts) -> tuple[Shape | None, list[Fault]]:
    """`document` as a `shape`, or None and everything that does not fit. Reads JSON, where a list may stand for a tuple."""
    from pydantic import ValidationError

    try:
        return adapter(shape).validate_json(json.dumps([document]))[0], []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [translated(detail, parts, detail["loc"][1:]) for detail in details]


def merged(first: Iterable[Fault], then: Iterable[Fault]) -> list[Fault]:
    """Both, without what `then` says about a place that `first` has already found at fault."""
    known = list(first)
    places = {found.place for found in known}
    return known + [found for found in then if found.place not in places]


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that `word` was probably meant to be, "" for none."""
    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), "")


def translated(detail: "ErrorDetails", parts: Parts, path: tuple[int | str, ...]) -> Fault:
    """One complaint of pydantic, about what lies at `path`, in our words; one not known yet is still told with its place."""
    place, value, limits = at(*path), detail["input"], detail.get("ctx", {})
    last = path[-1] if path else ""
    match detail["type"]:
        case "missing" if isinstance(last, int):
            return fault(at(*path[:-1]), "not-a-pair", length=len(value))
        case "missing":
            return fault(place, "missing-field", field=last)
        case "unexpected_keyword_argument":
            return _unknown_field(path, parts)
        case "string_type" if last in _IDS and isinstance(value, int) and not isinstance(value, bool):
            return fault(place, "number-id", value=value)
        case "string_too_long":
            return fault(place, "too-long", limit=limits["max_length"], length=len(value))
        case "string_too_short":
            return fault(place, "empty-text")
        case "too_long":
            return fault(place, "not-a-pair", length=len(value))
        case "greater_than_equal":
            return fault(place, "too-small", limit=limits["ge"], value=value)
        case "less_than_equal":
            return fault(place, "too-big", limit=limits["le"], value=value)
        case "literal_error":
            return _unknown_choice(place, value, re.findall(r"'([^']*)'", limits["expected"]))
        case kind if kind in _EXPECTED:
            return fault(place, "wrong-type", expected=_EXPECTED[kind], found=kind_of(value))
    return fault(place, "not-understood", found=kind_of(value))


def _unknown_field(path: tuple[int | str, ...], parts: Parts) -> Fault:
    field = str(path[-1])
    holder = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
    near = nearest(field, (known.name for known in fields(parts[holder]))) if holder in parts else ""
    if near:
        return fault(at(*path), "unknown-field-near", field=field, near=near)
    return fault(at(*path), "unknown-field", field=field)


def _unknown_choice(place: str, value: object, choices: list[str]) -> Fault:
    if not isinstance(value, str):
        return fault(place, "wrong-type", expected="text", found=kind_of(value))
    near = nearest(value, choices)
    known = ", ".join(choices)
    if near:
        return fault(place, "unknown-choice-near", value=value, near=near, choices=known)
    return fault(place, "unknown-choice", value=value, choices=known)
