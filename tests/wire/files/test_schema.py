"""The JSON Schemas: what an editor is told is what the reader takes."""

import json
from typing import Any

import pytest

from bridge_server import rosters
from bridge_server.wire.files.schema import agenda_schema, roster_schema


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The file itself and every kind of object in it."""
    return [schema, *schema["$defs"].values()]


@pytest.mark.parametrize("schema", [agenda_schema(), roster_schema()], ids=["agenda", "roster"])
def test_every_field_is_described_and_no_other_allowed(schema: dict[str, Any]) -> None:
    """Draft 2020-12, closed objects, words for each field, and plain JSON throughout."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema
    for part in objects(schema):
        assert part["additionalProperties"] is False
        assert part["description"]
        assert all(field["description"] for field in part["properties"].values())


def test_instants_are_text_in_the_file() -> None:
    """The meeting counts milliseconds, people write ISO 8601."""
    schema = agenda_schema()
    assert schema["properties"]["starts_at"]["format"] == "date-time"
    assert {"type": "null"} in schema["$defs"]["Item"]["properties"]["not_before"]["anyOf"]
    assert "integer" not in json.dumps(schema["properties"]["ends_at"])


def test_the_schemas_know_every_field_of_the_real_files(real_agenda: bytes) -> None:
    """And what is required is there."""
    for schema, document in (
        (agenda_schema(), json.loads(real_agenda)),
        (roster_schema(), json.loads(rosters.raw("quang-nam-2025"))),
    ):
        assert set(schema["required"]) <= document.keys() <= schema["properties"].keys()
    item, point = agenda_schema()["$defs"]["Item"], roster_schema()["$defs"]["PointRow"]
    assert all(set(item["required"]) <= row.keys() <= item["properties"].keys() for row in json.loads(real_agenda)["items"])
    points = json.loads(rosters.raw("quang-nam-2024"))["points"]
    assert all(set(point["required"]) <= row.keys() <= point["properties"].keys() for row in points)
