"""The bodies that a conclusion may name, recognised by the ways in which a secretary writes them; several are never one. Pure.

A name is read strictly where it runs on into other words ("giao Sở Y tế rà soát ..."), loosely where something ends it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple

from bridge_server.meeting.agenda import Agenda
from bridge_server.meeting.roster import Point, Roster

from .names import accents, bare, fold

LONGEST: Final = 32
"""Words of a name that are looked at."""
_UNITS: Final = (
    "chi cuc", "van phong", "vp", "trung tam", "cong ty", "bao hiem", "kho bac", "so", "ban", "cuc", "vien", "truong", "doan",
    "hoi", "dang uy", "ubnd", "hdnd",
)  # fmt: skip
"""The words that say what kind of body it is: alone they are no name, before one they make it sure."""
_SHORT_CLASSES: Final = {
    "thanh pho": "tp", "thi xa": "tx", "thi tran": "tt", "huyen": "h", "phuong": "p", "xa": "x", "quan": "q", "dac khu": "dk",
}  # fmt: skip
_WHOLE: Final = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("mat tran to quoc", "mttq"))
_SKIPPED: Final = frozenset({"va", "cac", "cua"})
"""Words that an abbreviation leaves out."""
_TOKEN: Final = re.compile(r"(?:tp|tx|tt|vp|[hpxq])\.(?=\w)|[^\s,;:()\[\]\\]+", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[&\-–./'’ʼ`´\"“”]")


class Token(NamedTuple):
    """A word of a line: where it stands, as it was typed, and folded."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Body:
    """An agency of the programme or a point: what a conclusion holds of it, and its name, by which a line has it again."""

    value: str
    name: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text; signs that hold a word together ("LĐTB&XH") are left out of its key."""
    stop = len(text) if end is None else end
    found = (Token(one.start(), one.end(), one[0], fold(_SIGNS.sub("", one[0]))) for one in _TOKEN.finditer(text, start, stop))
    return [one for one in found if one.key]


def key_of(words: Sequence[Token]) -> str:
    """Words as spellings are kept: folded, the long names of councils and committees by their letters."""
    return _shortened(" ".join(one.key for one in words))


def _shortened(key: str) -> str:
    for long, short in _WHOLE:
        key = key.replace(long, short)
    return key


def unit_of(key: str) -> str:
    """The word for its kind that a name begins with, "" for none."""
    return next((unit for unit in _UNITS if key == unit or key.startswith(f"{unit} ")), "")


def capital(word: Token) -> bool:
    """Whether it was typed as a name is, or as an abbreviation."""
    return word.text[:1].isupper()


def initials(words: Sequence[Token]) -> str:
    """Of a name's words; what is written in capitals stays whole ("UBND")."""
    kept = [one for one in words if one.key not in _SKIPPED]
    return "".join(one.key if len(one.key) > 1 and one.text.isupper() else one.key[:1] for one in kept)


class Bodies:
    """Everybody that a conclusion of one meeting may fall to: its agencies and its points, and a point's committee."""

    def __init__(self, agenda: Agenda, roster: Roster) -> None:
        self.every: dict[str, Body] = {}
        self.points: dict[str, Body] = {}
        """A point's own body by its id."""
        self._names: dict[str, tuple[str, ...]] = {}
        self._strict: dict[str, list[str]] = {}
        self._loose: dict[str, list[str]] = {}
        self._letters: dict[str, list[str]] = {}
        for value, name, other in _agencies(agenda, roster):
            self._add(Body(value, name), other)
        for point, body, other, strict in _points(roster):
            self.points[point] = body
            self._add_point(body, other, strict=strict)
        self._whole = sorted(self._strict)

    def _add(self, body: Body, other: Iterable[str] = ()) -> None:
        """An agency: whole, abbreviated behind its unit, without the class of a place in it, without "tỉnh" behind it."""
        self.every[body.value] = body
        self._names[body.value] = (body.name, *other)
        words = tokens(body.name)
        key = key_of(words)
        unit = unit_of(key)
        strict, loose = {key, *(key_of(tokens(one)) for one in other)}, set()
        if key.endswith(" tinh"):
            loose.add(key.removesuffix(" tinh"))
            words = words[:-1]
        rest = words[len(unit.split()) :]
        if unit and rest:
            loose |= {key_of(rest)} - set(_UNITS)
            if len(letters := initials(rest)) > 1 and letters not in _UNITS:
                strict.add(f"{unit} {letters}")
            if unit == "van phong":
                strict |= {one.replace("van phong", "vp", 1) for one in tuple(strict)}
        for long, short in _SHORT_CLASSES.items():
            if unit in ("ubnd", "hdnd") and f" {long} " in key:
                strict |= {key.replace(f" {long} ", f" {short} "), key.replace(f" {long} ", " ")}
        self._keep(body, strict, loose)
        for letters in {initials(words), initials(tokens(body.name)), initials(rest)} - set(_UNITS) if len(words) > 1 else ():
            self._letters.setdefault(letters, []).append(body.value)

    def _add_point(self, body: Body, other: Sequence[str], *, strict: bool) -> None:
        """A point, and its committee where the programme has none of that name. `strict`: its bare name is sure by itself."""
        names = [body.name, *other]
        whole, plain = set(), set()
        for name in names:
            key, alone = key_of(tokens(name)), key_of(tokens(bare(name)))
            whole.add(key)
            plain.add(alone)
            for long, short in _SHORT_CLASSES.items():
                if key.startswith(f"{long} "):
                    whole.add(f"{short} {key.removeprefix(f'{long} ')}")
        plain -= whole
        if len(whole) == len(names) == 1 and not plain:
            self._register(body, names, whole, plain, strict=strict)
            return  # a name without a class ("Điểm cầu tỉnh"): no committee is called so
        self._register(body, names, whole, plain, strict=strict)
        committee = {f"ubnd {key}" for key in (*whole, *plain)}
        known = {value for key in committee for value in self._strict.get(key, ())}
        if not any(self.every[value].value != self.every[value].name for value in known):
            self._register(Body(f"UBND {body.name}", f"UBND {body.name}"), [f"UBND {one}" for one in names], committee, set())

    def _register(self, body: Body, names: Sequence[str], whole: set[str], plain: set[str], *, strict: bool = False) -> None:
        self.every[body.value] = body
        self._names[body.value] = tuple(names)
        self._keep(body, whole | plain if strict else whole, set() if strict else plain)

    def _keep(self, body: Body, strict: Iterable[str], loose: Iterable[str]) -> None:
        for table, keys in ((self._strict, strict), (self._loose, loose)):
            for key in keys:
                if key and body.value not in (there := table.setdefault(key, [])):
                    there.append(body.value)

    # --- asked ---

    def called(self, words: Sequence[Token], typed: str, *, loose: bool) -> tuple[Body, ...]:
        """Whom exactly these words may name: nobody, one, or several. `typed` is the text that they stand in, for its accents."""
        if not words or len(words) > LONGEST:
            return ()
        key = key_of(words)
        found = self._strict.get(key) or self._abbreviated(words, key, loose=loose)
        if not found and loose:
            found = self._loose.get(key)
        if not found:
            found = self._begun(key, loose=loose)
        return self._agreeing(found or (), typed)

    def _abbreviated(self, words: Sequence[Token], key: str, *, loose: bool) -> list[str] | None:
        """By its initials: written in capitals, or standing alone."""
        if len(words) != 1 or len(key) < (2 if loose else 3) or not (loose or words[0].text.isupper()):
            return None
        return self._letters.get(key)

    def _begun(self, key: str, *, loose: bool) -> list[str]:
        """By the first words of its whole name; the word for its kind is not enough."""
        unit = unit_of(key)
        if not (unit and key != unit) and not (loose and " " in key):
            return []
        found: dict[str, None] = {}
        place = bisect_left(self._whole, f"{key} ")
        while place < len(self._whole) and self._whole[place].startswith(f"{key} "):
            found |= dict.fromkeys(self._strict[self._whole[place]])
            place += 1
        return list(found)

    def beginning(self, words: Sequence[Token], most: int) -> tuple[Body, ...]:
        """Those whose whole name begins so, the last word still being typed; at most so many."""
        key = key_of(words)
        found: dict[str, None] = {}
        place = bisect_left(self._whole, key)
        while place < len(self._whole) and self._whole[place].startswith(key) and len(found) < most:
            found |= dict.fromkeys(self._strict[self._whole[place]])
            place += 1
        return tuple(self.every[one] for one in found)

    def _agreeing(self, values: Iterable[str], typed: str) -> tuple[Body, ...]:
        """Of several, those that have the accents that were typed, where there are such."""
        found = list(dict.fromkeys(values))
        if len(found) > 1 and fold(typed) != typed.lower():
            wanted = accents(typed)
            agreeing = [one for one in found if any(wanted in accents(name) for name in self._names[one])]
            found = agreeing or found
        return tuple(self.every[one] for one in found)

    def longest(self, words: Sequence[Token], line: str, *, loose: bool) -> tuple[int, tuple[Body, ...]]:
        """How many of the first words name somebody, as many as can, and whom."""
        for count in range(min(len(words), LONGEST), 0, -1):
            some = words[:count]
            found = self.called(some, line[some[0].start : some[-1].end], loose=loose)
            if found:
                return count, found
        return 0, ()

    def name(self, value: str) -> str:
        """What somebody is called whom a conclusion holds; a name that nobody here bears is its own."""
        return self.every[value].name if value in self.every else value


def _agencies(agenda: Agenda, roster: Roster) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Id, name and other names; where two bear one name, where it sits is part of it."""
    names = [one.name for one in agenda.agencies]
    points = {point.id: point.name for point in roster.points}
    for one in agenda.agencies:
        shared = names.count(one.name) > 1
        yield one.id, f"{one.name} ({points.get(one.point, one.id)})" if shared else one.name, (one.name,) if shared else ()


def _points(roster: Roster) -> Iterator[tuple[str, Body, tuple[str, ...], bool]]:
    """Each as it reads in a sentence: its class in a small letter, what a commune belongs to behind it."""
    by_id = {point.id: point for point in roster.points}
    shared = {name for name, times in Counter(point.name for point in roster.points).items() if times > 1}
    parents = {point.parent for point in roster.points}
    for point in roster.points:
        above = by_id.get(point.parent)
        name = _in_a_sentence(point)
        deep = above is not None and (above.parent in by_id or point.name in shared)
        whole = f"{name} ({_in_a_sentence(above)})" if deep and above is not None else name
        yield point.id, Body(whole, whole), (name, *point.alt_names) if deep else point.alt_names, point.id in parents


def _in_a_sentence(point: Point) -> str:
    classed = bool(point.unit) and point.name.startswith(point.unit)
    return point.name[:1].lower() + point.name[1:] if classed else point.name


_making: Final = Lock()
_last: Final[list[tuple[Agenda, Roster, Bodies]]] = []


def bodies_of(agenda: Agenda, roster: Roster) -> Bodies:
    """Those of a meeting, made once for each agenda and roster: of a whole country it takes a second, and may be made ahead."""
    known = _known(agenda, roster)
    if known is not None:
        return known
    with _making:
        known = _known(agenda, roster)
        if known is None:
            known = Bodies(agenda, roster)
            _last[:] = [(agenda, roster, known), *_last[:3]]
        return known


def _known(agenda: Agenda, roster: Roster) -> Bodies | None:
    return next((bodies for one, other, bodies in tuple(_last) if one is agenda and other is roster), None)
