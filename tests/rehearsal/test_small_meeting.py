"""Any meeting can be rehearsed: nothing counts on three tiers, on ids, or on what an agenda has."""

import json
from pathlib import Path
from typing import Any

import pytest

from bridge_server.meeting.values import MINUTE
from bridge_server.rehearsal.play import Outcome, Wish, rehearse
from bridge_server.session import prepare, read_meeting

from .conftest import SMALL_AGENDA, SMALL_ROSTER, Rehearsed, records_of

pytestmark = pytest.mark.asyncio


def quiet(_key: str, _facts: dict[str, object]) -> None:
    """Nobody listens."""


async def rehearsed(directory: Path, seed: int) -> tuple[Outcome, Rehearsed]:
    """One rehearsal and its records."""
    outcome = await rehearse(Wish(directory, seed), quiet)
    return outcome, Rehearsed({}, "", records_of(outcome.log))


async def test_two_tiers_without_slots_break_or_discussion(small: Path) -> None:
    """The villages report, two items run, five conclusions are drawn, the meeting is closed; nothing is lost."""
    outcome, told = await rehearsed(small, 1)
    assert outcome.sound
    assert (outcome.points, outcome.checked_in, outcome.turns) == (8, 7, 0)
    assert [event["item"] for event in told.all("ItemEnded")] == ["mot", "hai"]
    assert {event["source"] for event in told.all("CheckedIn")} >= {"self"}
    assert len(told.all("ConclusionAdded")) == 5
    assert told.all("MeetingClosed")[0]["at"] < 1_757_487_600_000 + 60 * MINUTE  # 14:00 that day
    assert not told.all("RequestMade")


async def test_one_seed_is_one_meeting_and_two_are_two(small: Path) -> None:
    """Digest and records, apart from the ids of commands."""
    (first, told), (again, retold), (other, _) = [await rehearsed(small, seed) for seed in (7, 7, 8)]
    assert first.digest == again.digest != other.digest
    assert first.log != again.log
    assert [(one["n"], one["at"], one["by"], one["events"]) for one in told.records] == [
        (one["n"], one["at"], one["by"], one["events"]) for one in retold.records
    ]


ODD: dict[str, dict[str, Any]] = {
    "nobody but the hall": {"points": 0, "items": [{"id": "1", "no": "1", "kind": "speech", "title": "Phát biểu"}]},
    "only a discussion": {"points": 3, "items": [{"id": "1", "no": "1", "kind": "discussion", "title": "Thảo luận"}]},
    "two discussions and two breaks": {
        "points": 7,
        "items": [
            {"id": f"{n}", "no": f"{n}", "kind": kind, "title": "Nội dung", "planned_minutes": 12}
            for n, kind in enumerate(("break", "discussion", "break", "discussion"))
        ],
    },
    "slots of a far point only": {
        "points": 4,
        "items": [
            {
                "id": "1",
                "no": "1",
                "kind": "papers",
                "title": "Tham luận",
                "slots": [{"id": f"s{n}", "agency": "t1", "name": "Thôn 1", "point": "t1"} for n in (1, 2, 3)],
            }
        ],
        "agencies": [{"id": "t1", "name": "Thôn 1", "point": "t1"}],
    },
}


@pytest.mark.parametrize("odd", ODD)
async def test_odd_meetings(odd: str, tmp_path: Path) -> None:
    """Whatever an agenda may be is played to its end."""
    wanted = dict(ODD[odd])
    points = SMALL_ROSTER["points"][: 1 + wanted.pop("points")]
    (tmp_path / "roster.json").write_text(json.dumps(SMALL_ROSTER | {"points": points}), encoding="utf-8")
    (tmp_path / "agenda.json").write_text(json.dumps(SMALL_AGENDA | wanted), encoding="utf-8")
    prepare(tmp_path / "hop", read_meeting(tmp_path / "agenda.json"), 1_757_000_000_000, port=0)
    outcome, told = await rehearsed(tmp_path / "hop", 2)
    assert outcome.sound
    assert len(told.all("MeetingClosed")) == 1
    assert len(told.all("ItemEnded")) == len(wanted["items"])
