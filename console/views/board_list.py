"""Which rows the roll-call board lists, in which order, and how many every filter would show. Pure.

A row's key is a point's id, or "point/agency" for an agency on the hall's own roll.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bridge_server.meeting import Meeting
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.roll_figures import hall_agencies, present
from bridge_server.meeting.state import roll_key
from console.roll import Figures, Mark, Standing
from console.scene import Scene
from console.search import bodies_index

STATES: Final = ("all", "missing", "absent", "present", "lost", "fault", "late", "unspoken", "hall", "break")
"""The filters of one kind, in the order of their digits 0 to 9; "hall" lists the agencies on the hall's own roll."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is to be listed; all of it combines. "" for no tier, no parent, no text."""

    state: str = "all"
    tier: str = ""
    parent: str = ""
    text: str = ""
    grouped: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self.state != "all" or bool(self.tier or self.parent or self.text)


@dataclass(frozen=True, slots=True)
class Held:
    """The selected row keeps the place of `stands`, how it stood when it was selected, until another one is selected."""

    key: str
    stands: Standing


@dataclass(slots=True)
class Listing:
    """Keys in order ("" for a heading), the group that each heading is of, and what the filters would list."""

    keys: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    tiers: dict[str, int] = field(default_factory=dict)
    hall_present: int = 0
    figures: dict[str, Figures] = field(default_factory=dict)
    """Of the groups that the roll does not keep: tiers, where the points have no parents to group them by."""

    @property
    def shown(self) -> int:
        """How many rows, headings apart."""
        return len(self.keys) - len(self.headings)


def parts(scene: Scene, key: str) -> tuple[str, str]:
    """The point and the agency ("" for the point itself) of a row."""
    if key in scene.meeting.points:
        return key, ""
    point, _, agency = key.partition("/")
    return point, agency


def stands(scene: Scene, key: str) -> Standing:
    """How a row stands; an agency has neither a page nor a line."""
    if key in scene.meeting.points:
        return scene.roll[key]
    found = scene.meeting.check_in(key)
    if found is None or not isinstance(found[3], CheckedIn):
        return Standing()
    mode = found[3].mode
    mark: Mark = "present" if mode == "in_person" else mode
    there = mark in ("present", "online")
    late, left = (there and table.get(key) is not None for table in (scene.meeting.late, scene.meeting.left))
    return Standing(mark, heads=found[3].total or 0 if there else 0, at=found[1], late=late, left=left)


def turns_taken(meeting: Meeting) -> dict[str, int]:
    """How often each row has spoken so far; a point's count has its agencies' in it."""
    counts: dict[str, int] = {}
    for turn in meeting.turns.values():
        if turn.runs and not turn.removed:
            for key in {turn.point, roll_key(turn.point, turn.agency)}:
                counts[key] = counts.get(key, 0) + 1
    return counts


def break_run(meeting: Meeting) -> int | None:
    """When the break began that runs now; None where none does."""
    row = meeting.items.get(meeting.running)
    return row.runs[-1].start if row is not None and row.item.kind == "break" and row.runs else None


def named_like(meeting: Meeting, text: str) -> tuple[str, ...]:
    """The rows that a text finds, best first: names without accents, other names, the parent's name, the code."""
    every = len(meeting.points) + len(meeting.agenda.agencies)
    agencies = set(hall_rows(meeting))
    return tuple(one for one in bodies_index(meeting).ids(text, every) if one in meeting.points or one in agencies)


def hall_rows(meeting: Meeting) -> list[str]:
    """The agencies on the hall's own roll, as keys."""
    return [roll_key(meeting.hall, agency) for agency in hall_agencies(meeting)]


def survey(
    scene: Scene,
    filters: Filters,
    *,
    found: Sequence[str] | None = None,
    held: Held | None = None,
    spoken: Mapping[str, int] | None = None,
) -> Listing:
    """One look at everybody. `found`: what the text search gave, best first; that order is kept then, nothing is grouped.

    Every count is what its filter would list together with the filters of the other kinds; "all" drops those too, and the hall's
    agencies know neither tier nor parent.
    """
    meeting = scene.meeting
    taken = turns_taken(meeting) if spoken is None else spoken
    listing = Listing(counts=dict.fromkeys(STATES, 0), tiers=dict.fromkeys(meeting.tiers, 0))
    state = "all" if filters.state == "hall" else filters.state
    run = break_run(meeting)
    every: dict[tuple[Kind, str], int] = {}
    known: dict[Kind, tuple[bool, int]] = {}
    places: list[tuple[int, str]] = []
    for key in candidates(meeting, filters, found):
        point = meeting.points.get(key)
        one = scene.roll[key] if point is not None else stands(scene, key)
        waited_for = run is not None and point is not None and key != meeting.hall and meeting.back.get(key) != run
        kind = (one.check_in, one.late, one.line, bool(one.faults), key in taken, waited_for)
        tier = point.tier if point is not None else ""
        every[kind, tier] = every.get((kind, tier), 0) + 1
        if kind not in known:
            known[kind] = state in states_of(kind), place(one)
        wanted, shelf = known[kind]
        if held is not None and key == held.key:
            places.append((place(held.stands), key))
        elif wanted and (not filters.tier or tier == filters.tier):
            places.append((shelf, key))
    for (kind, tier), count in every.items():
        flags = states_of(kind)
        if not filters.tier or tier == filters.tier:
            for flag in flags:
                listing.counts[flag] += count
        if tier and state in flags:
            listing.tiers[tier] += count
    listing.counts["all"] = len(meeting.points)
    agencies = hall_rows(meeting) if found is None else [key for key in hall_rows(meeting) if key in set(found)]
    listing.counts["hall"] = len(agencies)
    listing.hall_present = sum(present(meeting.check_in(key)) for key in agencies)
    if filters.state == "hall":
        listing.keys = in_order((place(standing_of(scene, key, held)), key) for key in agencies)
    elif found is not None:
        listing.keys = [key for _, key in places]
    elif filters.grouped:
        grouped(scene, listing, places)
    else:
        listing.keys = in_order(places)
    return listing


def standing_of(scene: Scene, key: str, held: Held | None) -> Standing:
    """How a row stands where its place is concerned."""
    return held.stands if held is not None and held.key == key else stands(scene, key)


def candidates(meeting: Meeting, filters: Filters, found: Sequence[str] | None) -> Iterable[str]:
    """Who may be listed, whatever the state and the tier."""
    family: list[str] | None = None
    if filters.parent in meeting.points:
        family = [filters.parent, *(child.id for child in meeting.children.get(filters.parent, ()))]
        if filters.parent == meeting.hall:
            family[1:1] = hall_rows(meeting)
    if found is not None:
        inside = None if family is None else set(family)
        return [key for key in found if inside is None or key in inside]
    return meeting.points if family is None else family


Kind = tuple[Mark, bool, bool | None, bool, bool, bool]
"""All that decides by which states a row is listed: its check-in, late, its line, faulty, heard, waited for after the break."""


def states_of(kind: Kind) -> list[str]:
    """The state filters that list rows of a kind, but for the hall's. Not heard, not back from the break: of who is present."""
    mark, late, line, faulty, heard, waited_for = kind
    present_too = {"late": late, "unspoken": not heard, "break": waited_for}
    flags = ["all"]
    if not mark:
        flags.append("missing")
    elif mark in ("present", "online"):
        flags += ["present", *(flag for flag, on in present_too.items() if on)]
    else:
        flags.append("absent")
    if line is False:
        flags.append("lost")
    if faulty:
        flags.append("fault")
    return flags


def place(one: Standing) -> int:
    """Not reported first (the line lost, never connected, connected), then absent, then present."""
    if not one.check_in:
        return 0 if one.line is False else 1 if one.line is None else 2
    return 4 if one.check_in in ("present", "online") else 3


def in_order(places: Iterable[tuple[int, str]]) -> list[str]:
    """Place by place, the order of the roster within each."""
    shelves: list[list[str]] = [[], [], [], [], []]
    for number, key in places:
        shelves[number].append(key)
    return [key for shelf in shelves for key in shelf]


def grouped(scene: Scene, listing: Listing, places: list[tuple[int, str]]) -> None:
    """Under headings, the group that misses most first; what stands in no group (the hall) comes before them."""
    groups = {group.id: group.points for group in scene.roll.groups} or tiers_apart(scene, listing)
    group_of = {point: name for name, points in groups.items() for point in points}
    members: dict[str, list[tuple[int, str]]] = {}
    for number, key in places:
        members.setdefault(group_of.get(key, ""), []).append((number, key))
    listing.keys = in_order(members.pop("", []))
    for name in sorted(members, key=lambda name: (-figures_of(scene, listing, name).missing, list(groups).index(name))):
        listing.headings[len(listing.keys)] = name
        listing.keys += ["", *in_order(members[name])]


def tiers_apart(scene: Scene, listing: Listing) -> dict[str, list[str]]:
    """The points by tier, and the figures of each tier."""
    tiers: dict[str, list[str]] = {}
    for point in scene.meeting.roster.points:
        tiers.setdefault(point.tier, []).append(point.id)
    for tier, points in tiers.items():
        listing.figures[tier] = Figures(len(points))
        for one in points:
            listing.figures[tier].add(scene.roll[one])
    return tiers


def figures_of(scene: Scene, listing: Listing, group: str) -> Figures:
    """What a group adds up to."""
    return scene.roll.of_group.get(group) or listing.figures.get(group) or Figures()
