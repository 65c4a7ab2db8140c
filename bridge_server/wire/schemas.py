"""JSON Schemas (draft 2020-12) of everything others may write or read: the files, commands, records and frames."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from bridge_server.meeting import Command, Event, Record

from .files.schema import agenda_schema, roster_schema
from .frames import ClientFrame, HubFrame
from .records import FORMAT

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: Any, title: str, description: str) -> dict[str, Any]:
    """The schema of a type, under a title."""
    from pydantic import ConfigDict, TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(list[kind], config=ConfigDict(extra="forbid"))
    told: dict[str, Any] = adapter.json_schema()
    definitions = told.get("$defs", {})
    for shape in definitions.values():
        if "const" in shape.get("properties", {}).get("type", {}):  # it has a default, yet without it nobody knows what it is
            shape["required"] = ["type", *shape.get("required", ())]
    return {
        "$schema": DIALECT,
        "title": title,
        "description": f"{description} Format {FORMAT}.",
        **told["items"],
        "$defs": definitions,
    }


def tagged(kind: Any) -> Any:
    """A union told apart by `type`."""
    from pydantic import Field

    return Annotated[kind, Field(discriminator="type")]


def commands_schema() -> dict[str, Any]:
    """What a client asks for."""
    return schema_of(tagged(Command), "Command", "What somebody asks for.")


def records_schema() -> dict[str, Any]:
    """One record of a log, as the journal writes it: `dur` and `h` are the journal's."""
    told = schema_of(Record, "Record", "One accepted command with its events, one line of a log.")
    definitions = dict(told["$defs"])
    shape = definitions.pop("Record")
    properties: dict[str, Any] = dict(shape["properties"])
    events = schema_of(tagged(Event), "Event", "What happened.")
    definitions |= events["$defs"]
    properties["events"] = {"type": "array", "items": {key: events[key] for key in ("discriminator", "oneOf")}}
    properties["dur"] = {"type": "integer", "minimum": 0, "description": "Bytes of the file durable when it was written."}
    properties["h"] = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the chain up to here."}
    about = {key: told[key] for key in ("$schema", "title", "description")}
    return {
        **shape,
        **about,
        "properties": properties,
        "required": [*shape["required"], "dur", "h"],
        "$defs": definitions,
    }


def frames_schema() -> dict[str, Any]:
    """What travels between hub and clients, both ways."""
    return schema_of(tagged(ClientFrame | HubFrame), "Frame", "A message between a hub and a client.")


SCHEMAS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "agenda": agenda_schema,
    "roster": roster_schema,
    "commands": commands_schema,
    "records": records_schema,
    "frames": frames_schema,
}
NAMES: Final = tuple(SCHEMAS)


def schema(name: str) -> dict[str, Any]:
    """One of them by name. Raises `KeyError` for an unknown name."""
    return SCHEMAS[name]()
