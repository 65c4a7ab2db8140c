"""The agenda file: bytes to `Agenda`, or every fault at once.

The file has the shape of the dataclasses in `bridge_server.meeting.agenda`, with each instant as ISO 8601 text with its offset.
"""

from collections.abc import Sequence
from typing import Any, Final

from bridge_server.meeting.agenda import Agency, Agenda, Category, Group, Item, Plan, Presenter, Slot
from bridge_server.meeting.roster import Roster

from .agenda_checks import against_itself, against_roster
from .document import read_object
from .faults import Fault, FileFaults, at, fault
from .ids import rows, text
from .instants import calendar_date, instant
from .shape import Parts, merged, shaped

PARTS: Final[Parts] = {
    "": Agenda,
    "plan": Plan,
    "items": Item,
    "presenter": Presenter,
    "groups": Group,
    "slots": Slot,
    "agencies": Agency,
    "categories": Category,
}


def agenda_from(raw: bytes, file: str) -> Agenda:
    """The agenda in `raw`, checked for its shape and against itself. Raises `FileFaults`; `file` only names it in them."""
    document, faults = _opened(raw, file)
    return _built(document, faults, [], file)


def check_agenda(raw: bytes, file: str, roster: Roster | None, known_rosters: Sequence[str]) -> Agenda:
    """As `agenda_from`, and checked against the roster that it names.

    `roster` is None where that name leads nowhere; the fault then lists `known_rosters`. Raises `FileFaults`.
    """
    document, faults = _opened(raw, file)
    if roster is not None:
        return _built(document, faults, against_roster(document, roster), file)
    named = text(document, "roster")
    unknown = [fault("roster", "unknown-roster", roster=named, known=", ".join(known_rosters))] if named else []
    return _built(document, faults, unknown, file)


def roster_of(raw: bytes, file: str) -> str:
    """The name or path of the roster that the agenda in `raw` asks for, "" if it gives none. Raises `FileFaults` if not JSON."""
    return text(read_object(raw, file)[0], "roster")


def _opened(raw: bytes, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """The document with its instants as milliseconds where they can be read, and the faults so far."""
    document, faults = read_object(raw, file)
    for holder, key, place in _instants_of(document):
        if holder[key] is None and key != "starts_at":
            continue
        moment = instant(place, holder[key])
        if isinstance(moment, Fault):
            faults.append(moment)
        else:
            holder[key] = moment
    plan = document.get("plan")
    written = plan.get("date") if isinstance(plan, dict) else None
    if isinstance(written, str) and written and (wrong := calendar_date("plan.date", written)):
        faults.append(wrong)
    return document, faults


def _instants_of(document: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    """Every instant of the file as (the object that holds it, its key, its place)."""
    found: list[tuple[dict[str, Any], str, str]] = [(document, key, key) for key in ("starts_at", "ends_at") if key in document]
    for path, item in rows(document, "items"):
        if "not_before" in item:
            found.append((item, "not_before", at(*path, "not_before")))
    return found


def _built(document: dict[str, Any], first: list[Fault], more: list[Fault], file: str) -> Agenda:
    agenda, wrong = shaped(Agenda, document, PARTS)
    faults = merged(merged(first, wrong), [*against_itself(document), *more])
    if agenda is None or faults:
        raise FileFaults(file, faults)
    return agenda
