"""JSON Schemas of the files that people write, for their editors: drawn from the dataclasses, told in words."""

from typing import Any, Final

from bridge_server.meeting.agenda import Agenda

from .roster import RosterFile
from .shape import adapter

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_INSTANT: Final = {"type": "string", "format": "date-time", "examples": ["2024-05-31T08:00:00+07:00"]}
_INSTANTS: Final = frozenset(("starts_at", "ends_at", "not_before"))
_DATES: Final = frozenset(("date", "valid_from", "valid_until"))

_ABOUT: Final = {
    "agencies": "The bodies that may speak or are on the hall's roll. Where given, every agency that speaks must be listed.",
    "agency": "The id of the agency that speaks.",
    "alt_names": "Other spellings under which people look for the point.",
    "by_unit": "How the title reads for one kind of unit, as pairs [unit, title].",
    "categories": "The invited categories, in the words of the plan.",
    "category": "The id of the invited category that covers the agency.",
    "counts": "How many points each tier has; must be right.",
    "date": "The date of the document, year-month-day.",
    "ends_at": "The planned end, with the offset from UTC; null or absent where the plan gives none.",
    "former_province": "The official code of the province that the unit was in before.",
    "formed_from": "The ids, in the roster `formed_from_roster`, of the units that this one was formed from.",
    "formed_from_roster": "The roster that the ids in `formed_from` belong to.",
    "group": "The heading under which the plan lists the category.",
    "groups": "Groups of papers that share a theme.",
    "gso_code": "The official code of the General Statistics Office, a string.",
    "hall": "The id of the point where the meeting is chaired.",
    "heading": "What is printed above the title.",
    "id": 'Unique among its kind; always a string. Items, groups and slots share their ids, and "r1", "r2" ... are reserved.',
    "items": "The items in printed order.",
    "kind": "What happens in the item.",
    "location": "The room where the point meets.",
    "members": "The bodies or posts that the category names.",
    "minimum_minutes": "What the item may be cut to when the meeting is late.",
    "minutes_note": "What to know about the minutes.",
    "minutes_status": 'Whether the minutes are the plan\'s own ("planned") or a proposal.',
    "name": "The name as it is shown.",
    "no": "The printed number.",
    "not_before": "The item does not start earlier, even if the meeting is early; with the offset from UTC.",
    "number": "The number of the document.",
    "parent": "The id of the point above; null or absent at the top.",
    "plan": "The official document that calls the meeting.",
    "planned_minutes": "Planned minutes; null or absent where the plan gives none.",
    "point": "The id of a point of the roster.",
    "points": "The connection points.",
    "presenter": "Who presents an item that has neither groups nor slots.",
    "presenter_text": "Who presents, as printed.",
    "province": "The province that the roster is of; null for more than one.",
    "role": "In which role the category attends.",
    "roster": "The name of the roster, or in an agenda the path of a roster file.",
    "slots": "The planned contributions, in printed order.",
    "source_text": "The words of the plan that the slot was read from.",
    "starts_at": "The planned start, with the offset from UTC.",
    "tier": "The tier, in the words of the roster.",
    "tier_locations": "Where the points of a tier meet.",
    "title": "The title as printed.",
    "turn_minutes": "What one requested contribution gets by default.",
    "unit": "The kind of unit (Xã, Phường, Huyện ...).",
    "valid_from": "The first day on which the roster holds, year-month-day.",
    "valid_until": "The last day on which the roster holds, year-month-day; null while it does.",
}


def agenda_schema() -> dict[str, Any]:
    """The schema of the agenda file, draft 2020-12."""
    return _schema(Agenda, "Agenda of a meeting")


def roster_schema() -> dict[str, Any]:
    """The schema of the roster file, draft 2020-12."""
    return _schema(RosterFile, "Roster of connection points")


def _schema(shape: type[Any], title: str) -> dict[str, Any]:
    drawn = adapter(shape).json_schema()
    parts = drawn["$defs"]
    top = parts.pop(shape.__name__)
    for part in (top, *parts.values()):
        part["description"] = " ".join(part.get("description", "").split())
        for name, value in part["properties"].items():
            _describe(name, value)
    return {"$schema": _DIALECT, **top, "title": title, "$defs": parts}


def _describe(name: str, value: dict[str, Any]) -> None:
    """Says what the field means, and that instants are text in the file."""
    if name in _INSTANTS:
        optional = "anyOf" in value
        value.clear()
        value.update({"anyOf": [_INSTANT, {"type": "null"}], "default": None} if optional else _INSTANT)
    if name in _DATES:
        value["examples"] = ["2024-05-17"]
    value["description"] = _ABOUT[name]
