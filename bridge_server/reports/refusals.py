"""A refusal as a courteous sentence that names the offender and the way out."""

from typing import Final

from bridge_server.meeting.refusals import Refused
from bridge_server.meeting.state import Meeting
from bridge_server.words import Language, has, say

from . import names, times

_LABELS: Final = {"state": "turn", "phase": "phase", "role": "role", "kind": "fault", "source": "source"}
"""Facts that are values of our own vocabulary, and the group of labels they are in."""
_CAPITAL: Final = frozenset({"state", "kind", "source"})
"""Of these, the ones that sentences quote as they stand on screen."""
_LISTS: Final = {"unknown-tier": ("known", "tier"), "wrong-source": ("allowed", "source")}
_FIGURES: Final = frozenset({"counted", "total", "heads", "minutes", "seconds", "limit"})


def refusal(lang: Language, refused: Refused, meeting: Meeting | None = None) -> str:
    """The sentence for a refusal. With the meeting, ids are told as names; without, items by their number and others by id.

    Instants are local HH:MM, with the date where they lie on several days, with seconds where minutes would look equal.
    """
    code, facts = refused.code, dict(refused.facts)
    told: dict[str, object] = {name: fact_text(lang, code, name, fact, meeting) for name, fact in facts.items()}
    told |= instants(lang, {name: int(fact) for name, fact in facts.items() if name.endswith("_at")}, meeting)
    if meeting is not None and code != "duplicate-id":  # there the id itself is the offender
        told |= known_names(lang, facts, meeting)
    return names.capital(say(lang, f"refusal.{variant(lang, code, facts)}", **told))


def variant(lang: Language, code: str, facts: dict[str, str | int]) -> str:
    """The key of the sentence: what overtook somebody decides which."""
    if code != "overtaken":
        return code
    key = f"{code}-{facts.get('what')}" + ("" if facts.get("now") else "-none")
    return key if has(lang, f"refusal.{key}") else code


def fact_text(lang: Language, code: str, name: str, fact: str | int, meeting: Meeting | None) -> str | int:
    """One fact as words."""
    if name in _FIGURES and isinstance(fact, int):
        return times.number(lang, fact)
    if name in _LABELS:
        return (names.label if name in _CAPITAL else names.inside)(lang, _LABELS[name], str(fact))
    if _LISTS.get(code, ("",))[0] == name:
        return ", ".join(names.label(lang, _LISTS[code][1], one) for one in str(fact).split(", "))
    if name == "item" and code != "unknown-item" and fact:
        return thing(lang, str(fact), meeting)
    return fact


def thing(lang: Language, ident: str, meeting: Meeting | None) -> str:
    """An item, or else a contribution, by its id."""
    if meeting is not None and ident not in meeting.items and ident in meeting.turns:
        return say(lang, "label.turn-of", name=names.turn_name(lang, meeting, ident))
    if meeting is None:
        return say(lang, "label.item-bare", no=ident)
    return names.item_name(lang, meeting, ident)


def known_names(lang: Language, facts: dict[str, str | int], meeting: Meeting) -> dict[str, str]:
    """The facts that the meeting can name better than the rule did."""
    better: dict[str, str] = {}
    if "name" in facts and facts.get("point") in meeting.points:
        better["name"] = names.point_name(lang, meeting, str(facts["point"]))
    elif "name" in facts and facts.get("turn") in meeting.turns:
        better["name"] = names.turn_name(lang, meeting, str(facts["turn"]))
    for name in ("id", "what"):
        ident = str(facts.get(name, ""))
        if ident in meeting.items or ident in meeting.turns:
            better[name] = thing(lang, ident, meeting)
    if facts.get("what") == "running" and facts.get("now"):
        better["now"] = names.item_name(lang, meeting, str(facts["now"]))
    return better


def instants(lang: Language, facts: dict[str, int], meeting: Meeting | None) -> dict[str, str]:
    """Instants as local times that can be told apart."""
    shift = 0 if meeting is None else meeting.clock_offset_ms
    local = {name: instant + shift for name, instant in facts.items()}
    if len({times.local(instant).date() for instant in local.values()}) > 1:
        return {name: times.date_clock(lang, instant) for name, instant in local.items()}
    clocks = {name: times.clock(instant) for name, instant in local.items()}
    if len(set(clocks.values())) < len(set(local.values())):
        return {name: times.clock_seconds(instant) for name, instant in local.items()}
    return clocks
