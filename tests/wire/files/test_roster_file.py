"""The roster file: the three that come with the package, and every fault that a hand can make in one."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from bridge_server import rosters
from bridge_server.wire.files.faults import FileFaults
from bridge_server.wire.files.roster import roster_from
from bridge_server.words import LANGUAGES

Change = Callable[[dict[str, Any]], object]
Faults = set[tuple[str, str]]

SHIPPED = [
    ("quang-nam-2024", {"province": 1, "district": 18, "commune": 241}),
    ("quang-nam-2025", {"province": 1, "commune": 94}),
    ("vietnam-2024", {"province": 63, "district": 705, "commune": 10_595}),
]

FAULTY: list[tuple[str, Change, Faults]] = [
    ("no points", lambda d: (d.update(points=[]), d.pop("counts"), d.pop("tier_locations")), {("points", "no-points")}),
    ("points missing", lambda d: (d.pop("points"), d.pop("counts"), d.pop("tier_locations")), {("points", "missing-field")}),
    ("an unknown field", lambda d: d.update(zzz=1), {("zzz", "unknown-field")}),
    ("a field of a point misspelt", lambda d: d["points"][1].update(nam="x"), {("points[1].nam", "unknown-field-near")}),
    ("an id as a number", lambda d: d["points"][1].update(id=1), {("points[1].id", "number-id")}),
    ("a parent as a number", lambda d: d["points"][1].update(parent=49), {("points[1].parent", "number-id")}),
    ("an id twice", lambda d: d["points"][2].update(id="00001"), {("points[2].id", "repeated-id")}),
    ("an unknown parent", lambda d: d["points"][1].update(parent="50"), {("points[1].parent", "unknown-parent")}),
    ("its own parent", lambda d: d["points"][1].update(parent="00001"), {("points[1].parent", "own-parent")}),
    (
        "a circle of two below the top",
        lambda d: (d["points"][1].update(parent="00002"), d["points"][2].update(parent="00001")),
        {("points[1].parent", "parent-loop")},
    ),
    (
        "a circle of all",
        lambda d: d["points"][0].update(parent="00001"),
        {("points[0].parent", "parent-loop"), ("points", "no-top")},
    ),
    ("a wrong count", lambda d: d["counts"].update(commune=3), {("counts.commune", "wrong-count")}),
    ("a count below zero", lambda d: d["counts"].update(commune=-1), {("counts.commune", "too-small")}),
    ("a place for no tier", lambda d: d.update(tier_locations={"ward": "x"}), {("tier_locations.ward", "unknown-tier")}),
    ("a wrong day", lambda d: d.update(valid_from="2024"), {("valid_from", "bad-date")}),
    ("a point without a name", lambda d: d["points"][1].update(name=""), {("points[1].name", "empty-text")}),
    ("a name for a list of names", lambda d: d["points"][1].update(alt_names="x"), {("points[1].alt_names", "wrong-type")}),
    (
        "several at once",
        lambda d: (d["points"][1].update(id=1, tier=5), d["points"][2].update(parent="x"), d.update(province=[])),
        {
            ("points[1].id", "number-id"),
            ("points[1].tier", "wrong-type"),
            ("points[2].parent", "unknown-parent"),
            ("province", "wrong-type"),
            ("counts.commune", "wrong-count"),
        },
    ),
]


def faults_of(document: object) -> FileFaults:
    """What reading the document raises; fails where it raises nothing."""
    with pytest.raises(FileFaults) as raised:
        roster_from(json.dumps(document).encode(), "roster.json")
    return raised.value


def test_the_names_are_those_of_the_files() -> None:
    """What can be asked for is what is there."""
    assert tuple(name for name, _ in SHIPPED) == rosters.NAMES


@pytest.mark.parametrize(("name", "tiers"), SHIPPED)
def test_the_shipped_rosters_load(name: str, tiers: dict[str, int]) -> None:
    """260, 95 and 11,363 points, in their tiers, each under a parent that is there."""
    roster = roster_from(rosters.raw(name), name)
    assert roster.name == name
    assert Counter(point.tier for point in roster.points) == tiers
    assert sum(1 for _ in roster.walk()) == len(roster.points) == sum(tiers.values())


def test_a_roster_keeps_what_the_meeting_needs(roster: dict[str, Any]) -> None:
    """Parents at the top are "", zeros stay, other spellings and places too; gzip makes no difference."""
    raw = json.dumps(roster).encode()
    read = roster_from(raw, "x")
    assert [(point.id, point.parent, point.alt_names) for point in read.points] == [
        ("49", "", ()),
        ("00001", "49", ("Xã 1",)),
        ("00002", "49", ()),
    ]
    assert read.locations == (("commune", "Phòng họp"),)
    assert roster_from(gzip.compress(raw), "x") == read


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_each_fault_is_named_with_its_place(change: Change, expected: Faults, roster: dict[str, Any]) -> None:
    """One change, its faults and no others, each with a sentence in both languages."""
    change(roster)
    raised = faults_of(roster)
    assert {(fault.place, fault.code) for fault in raised.faults} == expected
    for lang in LANGUAGES:
        assert all(sentence.strip() for sentence in raised.sentences(lang))


def test_an_id_given_twice_names_both_places(roster: dict[str, Any]) -> None:
    """Place and sentence together lead to both rows."""
    roster["points"][2]["id"] = "00001"
    assert faults_of(roster).sentences("en")[0].startswith('points[2].id: The id "00001" is already used at points[1].id.')


def test_a_circle_names_its_ids(roster: dict[str, Any]) -> None:
    """The whole way round, and what hangs below the circle is not part of it."""
    roster["points"].insert(0, {"id": "below", "tier": "commune", "name": "X", "parent": "00001"})
    roster["points"][1]["parent"] = "00001"
    del roster["counts"]
    sentences = faults_of(roster).sentences("vi")
    assert any("00001 → 49 → 00001" in sentence for sentence in sentences)
    assert not any("below" in sentence for sentence in sentences)


def test_a_number_for_an_id_is_told_about_its_zeros(roster: dict[str, Any]) -> None:
    """The most common damage by spreadsheets is explained."""
    roster["points"][1]["id"] = 1
    assert any("số 0 ở đầu" in sentence for sentence in faults_of(roster).sentences("vi"))
