"""Values of the meeting out of decoded JSON that needs no more checking: lines of a log whose hash holds.

A builder takes a field's default where a newer program's field is missing in an older log, and leaves out fields that only a
newer program knows. What comes from people goes through `commands` instead.
"""

from collections.abc import Callable, Sequence
from dataclasses import Field, field, fields, is_dataclass, make_dataclass
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson

Builder = Callable[[Any], Any]


@cache
def builder(kind: Any) -> Builder | None:
    """What turns decoded JSON into a `kind`; None where it is that already."""
    origin = get_origin(kind)
    if origin is Annotated:
        return builder(get_args(kind)[0])
    if origin in (Union, UnionType):
        return optional([one for one in get_args(kind) if one is not NoneType])
    if origin is tuple:
        return sequence(get_args(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        return record(kind)
    if origin is Literal or kind in (str, int, bool, float):
        return None
    raise TypeError(f"no builder for {kind!r}")


def optional(kinds: list[Any]) -> Builder | None:
    """A value or None. The meeting has no other unions."""
    if len(kinds) != 1:
        raise TypeError(f"no builder for a union of {kinds!r}")
    inner = builder(kinds[0])
    if inner is None:
        return None
    return lambda value: None if value is None else inner(value)


def sequence(kinds: tuple[Any, ...]) -> Builder:
    """A tuple, of one kind throughout or of one kind at each place."""
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        inner = builder(kinds[0])
        return tuple if inner is None else lambda value: tuple(map(inner, value))
    if any(builder(kind) is not None for kind in kinds):
        raise TypeError(f"no builder for a tuple of {kinds!r}")
    return tuple


def record(kind: type) -> Builder:
    """A dataclass. Every value of a long log is made here, so the usual case is three calls of the interpreter's own."""
    hints = get_type_hints(kind, include_extras=True)
    told = [one for one in fields(kind) if one.name != "type"]
    builders = [(place, build) for place, one in enumerate(told) if (build := builder(hints[one.name])) is not None]
    twin = mutable_twin(kind, told)
    get = values_of([one.name for one in told])

    def build_plain(value: dict[str, Any]) -> Any:
        try:
            made = twin(*get(value))
        except KeyError:
            return build_older(value)
        made.__class__ = kind
        return made

    def build_nested(value: dict[str, Any]) -> Any:
        try:
            values = list(get(value))
        except KeyError:
            return build_older(value)
        for place, build in builders:
            values[place] = build(values[place])
        made = twin(*values)
        made.__class__ = kind
        return made

    def build_older(value: dict[str, Any]) -> Any:
        nested = {told[place].name: build for place, build in builders}
        here = {one.name: value[one.name] for one in told if one.name in value}
        return kind(**{name: nested[name](one) if name in nested else one for name, one in here.items()})

    return build_nested if builders else build_plain


def values_of(names: list[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """The values under these names, in one call.

    orjson keeps one string of each key that it meets; asked for with that very string, a table answers without comparing.
    """
    if len(names) > 1:
        return itemgetter(*orjson.loads(orjson.dumps(dict.fromkeys(names))))
    return lambda value: tuple(value[name] for name in names)


def mutable_twin(kind: type, told: Sequence[Field[Any]]) -> Any:
    """A class of the same layout that is not frozen: making one and giving it its real class takes a third of the time that
    the constructor of a frozen dataclass needs. It takes the fields by position, and `type` is what it is."""
    twins = [(one.name, one.type, field(default=None)) for one in told]
    kinds = [(one.name, one.type, field(default=one.default)) for one in fields(kind) if one.name == "type"]
    return make_dataclass(kind.__name__, [*twins, *kinds], slots=True, eq=False, repr=False)
