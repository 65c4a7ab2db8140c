"""The agenda file under random hands: whatever is in it, the answer is an agenda or faults."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge_server.meeting.roster import Roster
from bridge_server.rosters import NAMES
from bridge_server.wire.files.agenda import agenda_from, check_agenda
from bridge_server.wire.files.faults import FileFaults
from bridge_server.words import LANGUAGES

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["1", "49", "502", "r1", "", "so-nv", [], {}, [[]], [{}], "2024-05-31T08:00:00", 10**40]),
)


def places_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value in the document, but the top."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [place for step, inner in steps for place in [(*path, step), *places_in(inner, (*path, step))]]


def read(raw: bytes, roster: Roster) -> FileFaults | None:
    """The faults of the file, None if it has none; anything else that is raised fails the test."""
    try:
        check_agenda(raw, "agenda.json", roster, NAMES)
    except FileFaults as raised:
        return raised
    return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_change_makes_reading_fail_otherwise(agenda: dict[str, Any], quang_nam: Roster, data: st.DataObject) -> None:
    """Whatever a hand puts, adds or takes out, the answer is an agenda or faults that can be said in both languages."""
    document = copy.deepcopy(agenda)
    for _ in range(data.draw(st.integers(1, 4))):
        places = places_in(document)
        *path, last = data.draw(st.sampled_from(places)) if places else ["x"]
        holder: Any = document
        for step in path:
            holder = holder[step]
        match data.draw(st.sampled_from(("put", "take", "add"))):
            case "put":
                holder[last] = data.draw(VALUES)
            case "take":
                del holder[last]
            case _ if isinstance(holder, dict):
                holder[data.draw(st.text(max_size=5))] = data.draw(VALUES)
            case _:
                holder.append(data.draw(VALUES))
    answer = read(json.dumps(document).encode(), quang_nam)
    assert answer is None or (answer.faults and all(answer.sentences(lang) for lang in LANGUAGES))


@given(st.binary(max_size=60))
def test_no_bytes_make_reading_fail_otherwise(raw: bytes) -> None:
    """Any bytes at all are answered with faults."""
    with pytest.raises(FileFaults):
        agenda_from(raw, "agenda.json")
