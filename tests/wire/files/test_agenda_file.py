"""The agenda file: the real one, and every fault that a hand can make in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bridge_server.meeting.agenda import Agenda
from bridge_server.meeting.roster import Roster
from bridge_server.rosters import NAMES
from bridge_server.wire.files.agenda import agenda_from, check_agenda, roster_of
from bridge_server.wire.files.faults import FileFaults
from bridge_server.words import LANGUAGES

Change = Callable[[dict[str, Any]], object]
Faults = set[tuple[str, str]]


def slot(document: dict[str, Any]) -> dict[str, Any]:
    """The only slot of the small agenda."""
    found: dict[str, Any] = document["items"][1]["groups"][0]["slots"][0]
    return found


SLOT = "items[1].groups[0].slots[0]"

FAULTY: list[tuple[str, Change, Faults]] = [
    ("a field is missing", lambda d: d.pop("title"), {("title", "missing-field")}),
    ("a slot lacks its point", lambda d: slot(d).pop("point"), {(f"{SLOT}.point", "missing-field")}),
    ("an unknown field", lambda d: d.update(zzz=1), {("zzz", "unknown-field")}),
    ("a field misspelt", lambda d: d.update(heeding=""), {("heeding", "unknown-field-near")}),
    ("a field of an item misspelt", lambda d: d["items"][0].update(titel=""), {("items[0].titel", "unknown-field-near")}),
    ("a field nobody can read", lambda d: d.update({"a\u202eb": 1}), {('["ab"]', "unknown-field")}),
    ("a key of a lone surrogate", lambda d: d.update({"\ud800": 1}), {('[""]', "unknown-field")}),
    ("a number for a text", lambda d: d.update(title=5), {("title", "wrong-type")}),
    ("a text for a number", lambda d: d["items"][0].update(planned_minutes="10"), {("items[0].planned_minutes", "wrong-type")}),
    ("true for a number", lambda d: d["items"][0].update(planned_minutes=True), {("items[0].planned_minutes", "wrong-type")}),
    ("half a minute", lambda d: d["items"][0].update(planned_minutes=2.5), {("items[0].planned_minutes", "wrong-type")}),
    ("an object for a list", lambda d: d.update(categories={}), {("categories", "wrong-type")}),
    ("a list for an object", lambda d: d.update(plan=[]), {("plan", "wrong-type")}),
    ("an item that is none", lambda d: d["items"].append("x"), {("items[3]", "wrong-type")}),
    ("null for an item", lambda d: d["items"].append(None), {("items[3]", "wrong-type")}),
    ("an id as a number", lambda d: slot(d).update(point=502), {(f"{SLOT}.point", "number-id")}),
    ("a printed number as a number", lambda d: d["items"][0].update(no=1), {("items[0].no", "number-id")}),
    ("an empty title", lambda d: d.update(title=" "), {("title", "empty-text")}),
    ("a title of nothing visible", lambda d: d.update(title="\u200b\u202e"), {("title", "empty-text")}),
    ("a heading too long", lambda d: d.update(heading="x" * 201), {("heading", "too-long")}),
    ("minutes below zero", lambda d: slot(d).update(planned_minutes=-1), {(f"{SLOT}.planned_minutes", "too-small")}),
    ("minutes beyond a day", lambda d: slot(d).update(planned_minutes=1441), {(f"{SLOT}.planned_minutes", "too-big")}),
    ("minutes beyond all bounds", lambda d: slot(d).update(planned_minutes=10**300), {(f"{SLOT}.planned_minutes", "too-big")}),
    ("an unknown kind", lambda d: d["items"][0].update(kind="qqq"), {("items[0].kind", "unknown-choice")}),
    ("a kind misspelt", lambda d: d["items"][0].update(kind="brake"), {("items[0].kind", "unknown-choice-near")}),
    ("a kind that is a number", lambda d: d["items"][0].update(kind=4), {("items[0].kind", "wrong-type")}),
    ("an unknown role", lambda d: d["categories"][0].update(role="boss"), {("categories[0].role", "unknown-choice")}),
    ("no pair", lambda d: d["categories"][0].update(by_unit=[["Xã"]]), {("categories[0].by_unit[0]", "not-a-pair")}),
    ("an empty pair", lambda d: d["categories"][0].update(by_unit=[[]]), {("categories[0].by_unit[0]", "not-a-pair")}),
    (
        "three for a pair",
        lambda d: d["categories"][0].update(by_unit=[["a", "b", "c"]]),
        {("categories[0].by_unit[0]", "not-a-pair")},
    ),
    ("no number", lambda d: d["items"][0].update(planned_minutes=float("nan")), {("items[0].planned_minutes", "not-a-number")}),
    ("an instant without offset", lambda d: d.update(starts_at="2024-05-31T08:00:00"), {("starts_at", "no-offset")}),
    ("an instant in words", lambda d: d.update(starts_at="8 giờ"), {("starts_at", "bad-instant")}),
    (
        "an instant that is not on the clock",
        lambda d: d.update(starts_at="2024-05-31T25:00+07:00"),
        {("starts_at", "bad-instant")},
    ),
    ("an instant before 1970", lambda d: d.update(starts_at="1969-01-01T00:00:00Z"), {("starts_at", "bad-instant")}),
    ("an instant as a number", lambda d: d.update(starts_at=1717117200000), {("starts_at", "wrong-type")}),
    ("no start", lambda d: d.update(starts_at=None), {("starts_at", "wrong-type")}),
    ("a day that is not in the calendar", lambda d: d["plan"].update(date="2024-02-30"), {("plan.date", "bad-date")}),
    ("a day in another order", lambda d: d["plan"].update(date="17/5/2024"), {("plan.date", "bad-date")}),
    ("two items of one id", lambda d: d["items"][1].update(id="1"), {("items[1].id", "repeated-id")}),
    ("a slot with an item's id", lambda d: slot(d).update(id="3"), {("items[2].id", "repeated-id")}),
    (
        "a group with its item's id",
        lambda d: d["items"][1]["groups"][0].update(id="2"),
        {("items[1].groups[0].id", "repeated-id")},
    ),
    ("two agencies of one id", lambda d: d["agencies"].append({**d["agencies"][0]}), {("agencies[2].id", "repeated-id")}),
    ("two categories of one id", lambda d: d["categories"].append({**d["categories"][0]}), {("categories[1].id", "repeated-id")}),
    ("a reserved id", lambda d: slot(d).update(id="r12"), {(f"{SLOT}.id", "reserved-id")}),
    ("an agency that is not listed", lambda d: slot(d).update(agency="cong-an"), {(f"{SLOT}.agency", "unknown-agency")}),
    ("an agency misspelt", lambda d: slot(d).update(agency="ubnd502"), {(f"{SLOT}.agency", "unknown-agency-near")}),
    ("an unknown category", lambda d: d["agencies"][0].update(category="zzz"), {("agencies[0].category", "unknown-category")}),
    (
        "a category misspelt",
        lambda d: d["agencies"][0].update(category="T1"),
        {("agencies[0].category", "unknown-category-near")},
    ),
    ("an agency that sits elsewhere", lambda d: slot(d).update(point="503"), {(f"{SLOT}.point", "slot-elsewhere")}),
    ("an unknown hall", lambda d: d.update(hall="48"), {("hall", "unknown-point")}),
    (
        "an agency at an unknown point",
        lambda d: d["agencies"].append({"id": "x", "name": "X", "point": "?"}),
        {("agencies[2].point", "unknown-point")},
    ),
    (
        "a presenter at an unknown point",
        lambda d: (d.pop("agencies"), d["items"][0]["presenter"].update(point="1")),
        {("items[0].presenter.point", "unknown-point")},
    ),
    ("an unknown tier", lambda d: d["categories"][0].update(tier="ward"), {("categories[0].tier", "unknown-tier")}),
    ("no items", lambda d: d.update(items=[]), {("items", "no-items")}),
    (
        "a group without slots",
        lambda d: d["items"][1]["groups"][0].update(slots=[]),
        {("items[1].groups[0].slots", "empty-group")},
    ),
    (
        "groups and a presenter",
        lambda d: d["items"][1].update(presenter=d["items"][0]["presenter"]),
        {("items[1]", "mixed-slots")},
    ),
    ("groups and slots", lambda d: d["items"][1].update(slots=[{**slot(d), "id": "2b"}]), {("items[1]", "mixed-slots")}),
    ("an end before the start", lambda d: d.update(ends_at="2024-05-30T11:30:00+07:00"), {("ends_at", "ends-before-start")}),
    (
        "not before, too early",
        lambda d: d["items"][2].update(not_before="2024-05-31T07:00:00+07:00"),
        {("items[2].not_before", "not-before-outside")},
    ),
    (
        "not before, too late",
        lambda d: d["items"][2].update(not_before="2024-05-31T12:00:00+07:00"),
        {("items[2].not_before", "not-before-outside")},
    ),
    (
        "a minimum above the plan",
        lambda d: d["items"][2].update(minimum_minutes=16),
        {("items[2].minimum_minutes", "minimum-above-plan")},
    ),
    (
        "many at once, of the shape and of the sense",
        lambda d: (d.pop("title"), d["items"][0].update(kind="brake"), d["items"][2].update(id="1"), slot(d).update(point="9")),
        {
            ("title", "missing-field"),
            ("items[0].kind", "unknown-choice-near"),
            ("items[2].id", "repeated-id"),
            (f"{SLOT}.point", "slot-elsewhere"),
            (f"{SLOT}.point", "unknown-point"),
        },
    ),
]


def faults_of(document: object, roster: Roster | None) -> FileFaults:
    """What reading the document raises; fails where it raises nothing."""
    with pytest.raises(FileFaults) as raised:
        check_agenda(json.dumps(document).encode(), "agenda.json", roster, NAMES)
    return raised.value


def test_the_real_agenda_has_what_the_plan_prints(real_agenda: bytes, quang_nam: Roster) -> None:
    """Ten items, three groups, 16 slots by 15 agencies, 21 categories; the printed oddities too."""
    agenda = check_agenda(real_agenda, "agenda.json", quang_nam, NAMES)
    slots = [slot for item in agenda.items for group in item.groups for slot in group.slots]
    assert [item.no for item in agenda.items] == [str(no) for no in range(1, 11)]
    assert [group.id for item in agenda.items for group in item.groups] == ["5a", "5b", "5c"]
    assert (len(slots), len({slot.agency for slot in slots}), len(agenda.categories)) == (16, 15, 21)
    assert [slot.id for slot in slots if slot.agency == "ubnd-502"] == ["5a1", "5c2"]
    assert {category.tier for category in agenda.categories} == set(quang_nam.tiers())
    assert "phân tích phân tích" in agenda.title
    assert "Lao động, Thương binh và Xã hội" in {slot.source_text for slot in slots}


def test_the_minutes_of_the_real_agenda_are_a_proposal(real_agenda: bytes) -> None:
    """08:00 to 11:30 is 210 minutes, each slot has five, and the file says that the plan gives none."""
    agenda = agenda_from(real_agenda, "agenda.json")
    assert [item.planned_minutes for item in agenda.items] == [5, 10, 25, 15, 80, 15, 25, 10, 10, 15]
    assert {slot.planned_minutes for item in agenda.items for group in item.groups for slot in group.slots} == {5}
    assert agenda.ends_at is not None
    assert (agenda.ends_at - agenda.starts_at) // 60_000 == sum(item.planned_minutes or 0 for item in agenda.items) == 210
    assert agenda.starts_at == 1_717_117_200_000
    assert (agenda.items[5].kind, agenda.items[5].minimum_minutes, agenda.items[6].turn_minutes) == ("break", 5, 3)
    assert agenda.minutes_status == "proposal"
    assert agenda.minutes_note


def test_the_agencies_of_the_real_agenda_sit_where_they_are_invited(real_agenda: bytes) -> None:
    """35 bodies in the hall and five districts, no name twice, each in a category; every category of the hall is taken."""
    agenda = agenda_from(real_agenda, "agenda.json")
    tiers = {category.id: category.tier for category in agenda.categories}
    assert sum(agency.point == "49" for agency in agenda.agencies) == 35
    assert [agency.point for agency in agenda.agencies if agency.point != "49"] == ["502", "506", "512", "513", "515"]
    assert len({agency.name for agency in agenda.agencies}) == len(agenda.agencies) == 40
    assert all(tiers[agency.category] == ("province" if agency.point == "49" else "district") for agency in agenda.agencies)
    assert {c for c, tier in tiers.items() if tier == "province"} <= {agency.category for agency in agenda.agencies}


def test_the_small_agenda_is_good(agenda: dict[str, Any], quang_nam: Roster) -> None:
    """What the table changes has no fault before."""
    assert isinstance(check_agenda(json.dumps(agenda).encode(), "agenda.json", quang_nam, NAMES), Agenda)


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_each_fault_is_named_with_its_place(change: Change, expected: Faults, agenda: dict[str, Any], quang_nam: Roster) -> None:
    """One change, its faults and no others, each with a sentence in both languages."""
    change(agenda)
    raised = faults_of(agenda, quang_nam)
    assert {(fault.place, fault.code) for fault in raised.faults} == expected
    for lang in LANGUAGES:
        assert all(sentence.strip() for sentence in raised.sentences(lang))


def test_an_unknown_roster_lists_the_known_ones(agenda: dict[str, Any]) -> None:
    """A name that leads nowhere is answered with the names that lead somewhere."""
    raised = faults_of(agenda | {"roster": "quang-nam"}, None)
    assert [(fault.place, fault.code) for fault in raised.faults] == [("roster", "unknown-roster")]
    assert "quang-nam-2024, quang-nam-2025, vietnam-2024" in raised.sentences("vi")[0]


def test_an_unknown_kind_lists_the_valid_ones(agenda: dict[str, Any], quang_nam: Roster) -> None:
    """The sentence names what was typed, what was probably meant, and all that is possible."""
    agenda["items"][0]["kind"] = "brake"
    sentence = faults_of(agenda, quang_nam).sentences("en")[0]
    assert sentence.startswith('items[0].kind: "brake" is not known here. Did you mean "break"?')
    assert "opening, speech, analysis, papers, break, discussion, directing, conclusion, other" in sentence


def test_faults_stand_in_the_order_of_their_places(agenda: dict[str, Any], quang_nam: Roster) -> None:
    """Item 10 comes after item 2, whatever found them."""
    agenda["items"] += [{**agenda["items"][2], "id": f"x{n}", "kind": "qqq"} for n in range(10)]
    places = [fault.place for fault in faults_of(agenda, quang_nam).faults]
    assert places == [f"items[{n}].kind" for n in range(3, 13)]


def test_text_is_cleaned_before_it_is_judged(agenda: dict[str, Any]) -> None:
    """A title that changes by cleaning is no fault."""
    agenda["title"] = " Hội\u200b nghị\x1b \n"
    assert agenda_from(json.dumps(agenda).encode(), "a").title == "Hội nghị\ufffd"


@pytest.mark.parametrize("written", ["2024-05-31T08:00:00+07:00", "2024-05-31T01:00Z", "2024-05-31T08:00:00.000+0700"])
def test_an_instant_may_be_written_in_several_ways(written: str, agenda: dict[str, Any]) -> None:
    """Any offset will do; the instant is the same."""
    agenda["starts_at"] = written
    assert agenda_from(json.dumps(agenda).encode(), "a").starts_at == 1_717_117_200_000


def test_an_agenda_without_lists_or_minutes_is_legal(agenda: dict[str, Any], quang_nam: Roster) -> None:
    """The plan gives no minutes; where no agencies are listed any may speak; a minimum is not for breaks alone."""
    del agenda["agencies"], agenda["categories"], agenda["ends_at"], agenda["plan"]
    del agenda["items"][0]["planned_minutes"], slot(agenda)["planned_minutes"]
    agenda["items"][0]["minimum_minutes"] = 3
    assert check_agenda(json.dumps(agenda).encode(), "a", quang_nam, NAMES).ends_at is None


def test_the_roster_asked_for_can_be_read_from_a_faulty_file(agenda: dict[str, Any]) -> None:
    """Its name is needed to find all other faults."""
    del agenda["title"]
    assert roster_of(json.dumps(agenda).encode(), "a") == "quang-nam-2024"
    assert roster_of(json.dumps(agenda | {"roster": 5}).encode(), "a") == ""
