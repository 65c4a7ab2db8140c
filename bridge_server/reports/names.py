"""What points, items, contributions, people and authors are called inside a sentence. Nothing here raises for an id that
nobody knows: it is then called by the id itself.
"""

from collections import Counter
from typing import Final

from bridge_server.meeting.author import author
from bridge_server.meeting.roster import Point, Roster
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.state import Meeting
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.words import Language, has, say

from . import times

TITLE: Final = 60
"""Code points of a title inside a sentence."""
PROSE: Final = 300
"""Code points of quoted prose inside a sentence."""

_shared: dict[int, tuple[Roster, frozenset[str]]] = {}


def shared_names(roster: Roster) -> frozenset[str]:
    """The names that more than one point bears; remembered for the roster asked about last."""
    known = _shared.get(id(roster))
    if known is None or known[0] is not roster:
        names = Counter(point.name for point in roster.points)
        known = (roster, frozenset(name for name, times_used in names.items() if times_used > 1))
        _shared.clear()
        _shared[id(roster)] = known
    return known[1]


def label(lang: Language, group: str, value: str) -> str:
    """The label of a value ("turn", "speaking"); a value nobody knows is its own label."""
    key = f"label.{group}-{value}"
    return say(lang, key) if has(lang, key) else value


def inside(lang: Language, group: str, value: str) -> str:
    """As `label`, as it reads inside a sentence."""
    return small(label(lang, group, value)) if has(lang, f"label.{group}-{value}") else value


def small(text: str) -> str:
    """A label as it reads inside a sentence."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` code points, cut at a word where one ends in the second half."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    if line[limit - 1] != " " and space >= limit // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:.-(") + "…"


def bare_point(lang: Language, point: Point) -> str:
    """A point's name alone; in Vietnamese its class word takes a small letter inside a sentence."""
    classed = (point.unit and point.name.startswith(point.unit)) or point.name.startswith("Điểm cầu ")
    return small(point.name) if lang == "vi" and classed else point.name


def depth(meeting: Meeting, point: Point) -> int:
    """How many points stand above it; a circle of parents counts each once."""
    seen: set[str] = set()
    while point.parent in meeting.points and point.parent not in seen:
        seen.add(point.parent)
        point = meeting.points[point.parent]
    return len(seen)


def point_name(lang: Language, meeting: Meeting, point: str) -> str:
    """ "xã Trà Don (huyện Nam Trà My)".

    The parent stands behind every point two or more levels below the top and behind every name that another point bears too;
    the parent's own parent only where the parent's name is shared.
    """
    row = meeting.points.get(point)
    if row is None:
        return point
    shared = shared_names(meeting.roster)
    parents: list[str] = []
    if depth(meeting, row) >= 2 or row.name in shared:
        above = meeting.points.get(row.parent)
        while above is not None and len(parents) < 3:
            parents.append(bare_point(lang, above))
            above = meeting.points.get(above.parent) if above.name in shared else None
    name = bare_point(lang, row)
    return say(lang, "label.with-parent", name=name, parent=", ".join(parents)) if parents else name


def agency_name(meeting: Meeting, agency: str) -> str:
    """An agency's name by its id; whatever else is written stays as it is (conclusions also hold plain names)."""
    return next((one.name for one in meeting.agenda.agencies if one.id == agency), agency)


def body_name(lang: Language, meeting: Meeting, point: str, agency: str) -> str:
    """An agency, or the point itself where no agency is named."""
    known = any(one.id == agency for one in meeting.agenda.agencies)
    return agency_name(meeting, agency) if known or point not in meeting.points else point_name(lang, meeting, point)


def item_name(lang: Language, meeting: Meeting, item: str) -> str:
    """ "nội dung 5 (Phát biểu tham luận)"."""
    row = meeting.items.get(item)
    if row is None:
        return say(lang, "label.item-bare", no=item)
    return say(lang, "label.item", no=row.item.no, title=shorten(row.item.title, TITLE))


def turn_name(lang: Language, meeting: Meeting, turn: str) -> str:
    """Who a contribution belongs to: its agency, else its point."""
    row = meeting.turns.get(turn)
    return turn if row is None else name_of(lang, meeting, row)


def name_of(lang: Language, meeting: Meeting, turn: Turn) -> str:
    """As `turn_name`, of the row itself. A slot of a point itself bears the point's name and is called as the point."""
    point = meeting.points.get(turn.point)
    if turn.name and (point is None or turn.name != point.name):
        return turn.name
    return point_name(lang, meeting, turn.point)


def speaker(lang: Language, who: Speaker) -> str:
    """ "Nguyễn Văn A, Phó Chủ tịch, thay Chủ tịch UBND huyện", as far as anything is known; "" otherwise."""
    known = ", ".join(part for part in (who.name, who.post) if part)
    if not who.in_place_of:
        return known
    if not known:
        return say(lang, "label.speaker-only-for", other=who.in_place_of)
    return say(lang, "label.speaker-for", who=known, other=who.in_place_of)


def with_speaker(lang: Language, name: str, who: Speaker) -> str:
    """A body with the person who speaks for it, where one is named: "Sở Y tế (Trần Thị Lan)".

    Where the body's name ends in brackets already, the person stands before it: "Trần Thị Lan, xã Trà Don (huyện Nam Trà My)",
    or behind a dash, where the person speaks in somebody's place: else that would seem to be of the body.
    """
    person = speaker(lang, who)
    if not person:
        return name
    if not name.endswith(")"):
        return say(lang, "label.with-speaker", name=name, speaker=person)
    return say(lang, "label.speaker-behind" if who.in_place_of else "label.speaker-first", name=name, speaker=person)


def audience(lang: Language, meeting: Meeting, to: Audience) -> str:
    """ "các điểm cầu cấp xã"."""
    match to.scope:
        case "tier":
            return say(lang, "label.audience-tier", tier=inside(lang, "tier", to.of))
        case "children":
            return say(lang, "label.audience-children", name=point_name(lang, meeting, to.of))
        case "point":
            return point_name(lang, meeting, to.of)
        case _:
            return say(lang, "label.audience-all")


def author_name(lang: Language, meeting: Meeting, by: str) -> str:
    """ "Điều phối", "Điểm cầu phường Tân Thạnh (thành phố Tam Kỳ)"; an author nobody knows is called as written."""
    try:
        who = author(by)
    except ValueError:
        return by
    if who.role != "point" or not who.point:
        return label(lang, "role", who.role)
    name = point_name(lang, meeting, who.point)
    own = label(lang, "role", "point")
    return capital(name) if name.casefold().startswith(own.casefold()) else say(lang, "label.by-point", name=name)


def shown(meeting: Meeting, instant: int) -> int:
    """A recorded instant as faces show it, after the correction of the hub's clock."""
    return instant + meeting.clock_offset_ms


def clock(meeting: Meeting, instant: int) -> str:
    """ "09:12" of a recorded instant."""
    return times.clock(shown(meeting, instant))
