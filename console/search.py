"""The search that lists and never picks: points and bodies by a few letters, accents or none, best first. Pure.

Two names that are typed alike both come, side by side, each with what it belongs to.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple

from bridge_server.meeting import Meeting, Point
from bridge_server.meeting.agenda import Agency, Agenda
from bridge_server.meeting.roster import Roster
from bridge_server.meeting.state import roll_key
from bridge_server.wire.names import bare

from .forms import Found
from .lines import Line, Span, joined
from .matching import (
    LONGEST,
    Folded,
    Lines,
    Typed,
    Way,
    begins,
    begins_loosely,
    contains,
    exactly,
    family,
    few_words,
    fold,
    scattered,
    settled,
    with_parents,
    words_anywhere,
    words_in_order,
)
from .roll import Mark
from .scene import Scene

__all__ = ["Entry", "Hit", "Index", "bodies_index", "build_ahead", "fold", "found", "points_index"]

_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
_FIGURES: Final = {figure: roman for roman, figure in _ROMAN.items()}
_OFFICES: Final = ("Sở", "Ban", "Cục")
"""Words before an agency's own name that need not be typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with a name. `unit` is a class word that need not be typed ("Xã"), `parents` what it belongs to, nearest first."""

    id: str
    name: str
    other: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    code: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits: where in its name the typed letters stand, or by which `other` name it was found ("" for its own).

    `agrees`: every accent that was typed stands in the name.
    """

    entry: Entry
    places: tuple[int, ...] = ()
    other: str = ""
    agrees: bool = True

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry.id

    def name(self) -> Line:
        """The name, its matched letters in the style "match"; another name that was found stands behind it."""
        spans: list[Span] = []
        marked = set(self.places)
        for place, char in enumerate(self.entry.name):
            style = "match" if place in marked else ""
            if spans and spans[-1][1] == style:
                spans[-1] = (spans[-1][0] + char, style)
            else:
                spans.append((char, style))
        return (*spans, (f" ({self.other})", "dim")) if self.other else tuple(spans)


class _Fit(NamedTuple):
    """Where an entry fits: the kind of line, a pattern that says where its letters stand, the line, and accents it lacks."""

    kind: str
    pattern: re.Pattern[str] | None = None
    line: int = 0
    wrong: int = 0


_BY_CODE: Final = _Fit("code")


class Index:
    """Entries folded once; build it when the names are known. Searching reads every name, and nothing is remembered of it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_code: dict[str, list[int]] = {}
        self._settled = [settled(entry.name) for entry in self.entries]
        lines: dict[str, list[tuple[int, str, Sequence[int]]]] = {
            kind: [] for kind in ("bare", "full", "other", "family", "parent", "short", "short-full", "short-other")
        }
        own = [self._own_names(entry) for entry in self.entries]
        alike: dict[str, int] = {}
        self._order: list[tuple[int, int]] = []
        for number, (entry, names) in enumerate(zip(self.entries, own, strict=True)):
            if entry.code:
                self._by_code.setdefault(entry.code.lower(), []).append(number)
            self._order.append((alike.setdefault(names[0].text, number), number))
            whole = Folded.of(entry.name)
            above = [fold(parent) for parent in entry.parents]
            for name in names:
                lines["bare"].append((number, name.text, name.places))
                lines["family"] += [(number, family(name.text, above), name.places)] if above else []
            for name in _numerals(whole) if whole.text != names[0].text else ():
                lines["full"].append((number, name.text, name.places))
            for other in entry.other:
                lines["other"] += [(number, folded, ()) for folded in dict.fromkeys((fold(bare(other)), fold(other)))]
                lines["family"] += [(number, family(fold(bare(other)), above), ())] if above else []
            if entry.parents:
                lines["parent"].append((number, fold(bare(entry.parents[0])), ()))
        for kind in ("bare", "full", "other"):
            key = "short" if kind == "bare" else f"short-{kind}"
            lines[key] = [(number, few_words(text), places) for number, text, places in lines[kind]]
        self._lines = {kind: Lines(some) for kind, some in lines.items()}

    @staticmethod
    def _own_names(entry: Entry) -> list[Folded]:
        """The bare name and, where it ends in a numeral, the name with the other kind of figure."""
        whole = Folded.of(entry.name)
        unit = f"{entry.unit} ".lower()
        if len(unit) > 1 and entry.name.lower().startswith(unit):
            skipped = len(unit)
            first = next((i for i, place in enumerate(whole.places) if place >= skipped and whole.text[i] != " "), 0)
            whole = Folded(whole.text[first:], whole.places[first:])
        return _numerals(whole)

    def ids(self, query: str, limit: int = 1_000_000) -> list[str]:
        """The ids alone of what `search` finds, in its order: for filters of long lists."""
        _, ordered = self._fits(query, limit)
        return [self.entries[number].id for number, _ in ordered]

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """What fits, best first, at most `limit`; for nothing typed, the first entries as they stand.

        The order: the very code; the bare name; its beginning; beginnings of its words; the name with its class word; other
        names; codes that begin so; name and what it belongs to; letters within; everything under a parent of that name; and
        only where there is nothing else, the letters scattered over a name. Typed accents set those that have them first.
        """
        typed, ordered = self._fits(query, limit)
        return [self._hit(typed, number, fit) for number, fit in ordered]

    def _fits(self, query: str, limit: int) -> tuple[Typed, list[tuple[int, _Fit]]]:
        typed = Typed(query)
        code = query.strip().lower()
        hits = dict.fromkeys(self._by_code.get(code, ()), _BY_CODE)
        agreeing = len(hits)
        if not typed.text:
            numbers = list(hits) if code else range(len(self.entries))
            return typed, [(number, _BY_CODE) for number in numbers[:limit]]
        few = typed.letters <= LONGEST
        for kind, way in _PASSES:
            if agreeing >= limit:
                break
            if kind == "code":
                agreeing += self._codes(code, hits)
            elif few or way in _LITERAL:
                agreeing += self._look(typed, kind, way, hits)
        if not hits and few and typed.letters > 1:
            self._look(typed, "bare", scattered, hits)
        ordered = sorted(hits.items(), key=lambda hit: hit[1].wrong > 0) if typed.accented else list(hits.items())
        return typed, ordered[:limit]

    def _codes(self, code: str, hits: dict[int, _Fit]) -> int:
        """Add what has a code that begins so; how many that are."""
        if not code[:1].isdigit():
            return 0
        before = len(hits)
        for whole, numbers in self._by_code.items():
            if whole.startswith(code):
                for number in numbers:
                    hits.setdefault(number, _BY_CODE)
        return len(hits) - before

    def _look(self, typed: Typed, kind: str, way: Way, hits: dict[int, _Fit]) -> int:
        """Add what fits one way and did not before, in order; how many of these have all accents that were typed."""
        lines = self._lines[kind]
        fresh: dict[int, int] = {}
        for number, line in lines.matches(way(typed, False)):
            if number not in hits and number not in fresh:
                fresh[number] = line
        if not fresh:
            return 0
        grouped = way(typed, True)
        ranked: list[tuple[tuple[int, int], tuple[int, int], int]] = []
        for number, line in fresh.items():
            wrong = (0, 0)
            if typed.accented:
                wrong = typed.disagrees(self._settled[number], lines.places(grouped, line)) if kind in _OWN else (1, 0)
            ranked.append((wrong, self._order[number], line))
        ranked.sort()
        hits.update({number: _Fit(kind, grouped, line, wrong) for (wrong, _), (_, number), line in ranked})
        return sum(not wrong for (wrong, _), _, _ in ranked)

    def _hit(self, typed: Typed, number: int, fit: _Fit) -> Hit:
        entry = self.entries[number]
        if fit.pattern is None or fit.kind == "parent":
            return Hit(entry, agrees=not fit.wrong)
        places = tuple(place for place in self._lines[fit.kind].places(fit.pattern, fit.line) if place >= 0)
        return Hit(entry, places, "" if places else self._other_name(entry, typed), not fit.wrong)

    @staticmethod
    def _other_name(entry: Entry, typed: Typed) -> str:
        """Which of its other names it was found by."""
        for way in (begins_loosely, words_anywhere, contains, with_parents):
            for other in entry.other:
                line = family(fold(bare(other)), [*map(fold, entry.parents)]) if way is with_parents else few_words(fold(other))
                if way(typed, False).match(line):
                    return other
        return ""


_PASSES: Final[tuple[tuple[str, Way], ...]] = (
    ("bare", exactly),
    ("bare", begins),
    ("bare", begins_loosely),
    ("short", words_in_order),
    ("full", exactly),
    ("full", begins_loosely),
    ("short-full", words_in_order),
    ("short", words_anywhere),
    ("other", begins_loosely),
    ("short-other", words_anywhere),
    ("code", exactly),
    ("family", with_parents),
    ("bare", contains),
    ("other", contains),
    ("parent", begins_loosely),
    ("parent", words_in_order),
)
"""Where is looked, and how, from the best on."""
_OWN: Final = ("bare", "short", "full", "short-full", "family")
"""Lines that hold the entry's own name."""
_LITERAL: Final = (exactly, begins, begins_loosely, contains)


def _numerals(name: Folded) -> list[Folded]:
    """The name, and again with a Roman numeral at its end as a figure, or a figure as a Roman numeral."""
    head, _, last = name.text.rpartition(" ")
    other = _ROMAN.get(last) or _FIGURES.get(last)
    if not head or other is None:
        return [name]
    start = len(head) + 1
    return [name, Folded(f"{head} {other}", (*name.places[:start], *[name.places[start]] * len(other)))]


# --- what is searched in a meeting ---

_KEPT: Final = 4
_building: Final = Lock()
_kept: list[tuple[str, Agenda | None, Roster, Index]] = []
"""The last indexes, by the very agenda and roster that they were made of."""


def points_index(meeting: Meeting) -> Index:
    """All points in the roster's order."""
    return _index("points", None, meeting.roster, lambda: _points(meeting))


def bodies_index(meeting: Meeting) -> Index:
    """Who can be called: the agencies of the hall, other agencies, all points. Ids are "point" or "point/agency"."""
    return _index("bodies", meeting.agenda, meeting.roster, lambda: [*_agencies(meeting), *_points(meeting)])


def build_ahead(meeting: Meeting) -> None:
    """Build the indexes before anybody searches, in a thread beside: with the points of a whole country it takes a while."""
    bodies_index(meeting)
    points_index(meeting)


def _index(kind: str, agenda: Agenda | None, roster: Roster, entries: Callable[[], list[Entry]]) -> Index:
    """The index, built once: whoever asks while another thread builds it waits for that one."""
    known = _known(kind, agenda, roster)
    if known is not None:
        return known
    with _building:
        known = _known(kind, agenda, roster)
        if known is None:
            known = Index(entries())
            _kept[:] = [(kind, agenda, roster, known), *_kept[: _KEPT - 1]]
        return known


def _known(kind: str, agenda: Agenda | None, roster: Roster) -> Index | None:
    for one in tuple(_kept):
        if one[0] == kind and one[1] is agenda and one[2] is roster:
            return one[3]
    return None


def _points(meeting: Meeting) -> list[Entry]:
    above = {point.id: tuple(one.name for one in _parents(meeting, point)) for point in meeting.roster.points}
    return [
        Entry(point.id, point.name, point.alt_names, above[point.id], point.id, _unit(point)) for point in meeting.roster.points
    ]


def _parents(meeting: Meeting, point: Point) -> Iterator[Point]:
    """What stands above a point, nearest first; a circle of parents ends."""
    seen = {point.id}
    parent = meeting.points.get(point.parent)
    while parent is not None and parent.id not in seen:
        seen.add(parent.id)
        yield parent
        parent = meeting.points.get(parent.parent)


def _unit(point: Point) -> str:
    """The class word that its name begins with, where the roster says none."""
    return point.unit or point.name[: len(point.name) - len(bare(point.name))].strip()


def _agencies(meeting: Meeting) -> list[Entry]:
    agencies = sorted(meeting.agenda.agencies, key=lambda agency: agency.point != meeting.hall)
    return [_agency(meeting, agency) for agency in agencies]


def _agency(meeting: Meeting, agency: Agency) -> Entry:
    point = meeting.points.get(agency.point)
    where = () if point is None else (point.name,)
    unit = next((word for word in _OFFICES if agency.name.startswith(f"{word} ")), "")
    return Entry(roll_key(agency.point, agency.id), agency.name, (), where, agency.id, unit)


def found(scene: Scene, hits: Sequence[Hit]) -> list[Found]:
    """Hits as a list shows them: what each belongs to, its code, its three marks, and how often it has spoken."""
    spoken: Counter[str] = Counter()
    for turn in scene.meeting.turns.values():
        if turn.runs:
            spoken.update({turn.point, roll_key(turn.point, turn.agency)})
    return [Found(hit.id, hit.name(), _detail(scene, hit.entry, spoken[hit.id])) for hit in hits]


def _detail(scene: Scene, entry: Entry, spoken: int) -> Line:
    point = entry.id.partition("/")[0]
    parts: list[Line] = [((text, "dim"),) for text in (*entry.parents[:1], entry.code) if text]
    if point == entry.id and point in scene.meeting.points:
        parts.append(_marks(scene, point))
    if spoken:
        parts.append(((scene.say("form.spoken-once" if spoken == 1 else "form.spoken", count=spoken), "accent"),))
    return joined(parts)


def _marks(scene: Scene, point: str) -> Line:
    """The check-in, the page's line, and sound and picture: one cell each."""
    one, marks = scene.roll[point], scene.glyphs
    here: dict[Mark, Span] = {
        "": (marks.not_reported, "dim"),
        "present": (marks.checked_in, "good"),
        "online": (marks.checked_in, "good"),
        "absent_with_leave": (marks.absent_leave, "warn"),
        "absent": (marks.absent, "bad"),
    }
    lines: dict[bool | None, Span] = {
        None: (marks.line_unknown, "dim"),
        True: (marks.line_up, "good"),
        False: (marks.line_lost, "bad"),
    }
    av: Span = (marks.av_fault, "warn") if one.faults else (marks.av_good, "good") if one.av_good else (marks.av_unknown, "dim")
    return (here[one.check_in], (" ", ""), lines[one.line], (" ", ""), av)
