"""Vietnamese names of places: how to sort them, how to fold them for a search, and the search that lists and never picks.

Accents decide the order and tell Trà Dơn from Trà Don, yet people in a hurry type none; where a tone is put (Hòa, Hoà) is
taste. So an accented spelling only ranks higher: a search always lists everything its plain letters fit.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bridge_server.meeting.roster import Point

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]
"""Compares like ICU's "vi" collation: letters first, then tones, then small before capital."""

_ALPHABET: Final = " _-,;:!?.'\"()[]{}@*/\\&#%0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE: Final = {letter: place for place, letter in enumerate(_ALPHABET)}
_TONES: Final = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
"""Huyền, hỏi, ngã, sắc, nặng, in dictionary order; 1 is a letter itself."""
_ALIKE: Final = str.maketrans("Ððʼ‘’`´", "Đđ'''''")
"""Letters and apostrophes that look the same and are typed for one another."""
_CLASSES: Final = {
    "thành phố": ("tp.", "tp", "t.p.", "t.p"),
    "thị xã": ("tx.", "tx", "t.x.", "t.x"),
    "thị trấn": ("tt.", "tt", "t.t.", "t.t"),
    "đặc khu": ("đk.", "đk"),
    "phường": ("p.",),
    "huyện": ("h.",),
    "quận": ("q.",),
    "tỉnh": ("t.",),
    "xã": ("x.",),
}
"""The words of administrative classes, and how people shorten them; one letter counts only with its dot ("P Rao" is a name)."""
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


def vi_key(text: str) -> Key:
    """The sort key of `text`: the order of ICU and of a browser's `Intl.Collator("vi")`, not of code points."""
    letters: list[int] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for char in unicodedata.normalize("NFC", text.translate(_ALIKE)):
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        small = letter.lower()
        if letter:
            letters.append(_PLACE.get(small, 1000 + ord(small[0])))
            tones.append(1)
            capitals.append(letter != small)
        tones.extend(_TONES[part] for part in parts if part in _TONES)
    return tuple(letters), tuple(tones), tuple(capitals)


def name_key(name: str) -> Key:
    """The sort key of a place by its bare name: "Huyện Đại Lộc" stands under Đ, "Thị xã Điện Bàn" right after it."""
    return vi_key(bare(name))


def bare(name: str) -> str:
    """`name` (in its own letters) without the word of its class: "Thị trấn Ái Nghĩa" gives "Ái Nghĩa", "TP. Tam Kỳ" "Tam Kỳ".

    Accents count here: "Xà Bang" keeps its first word. A name that is nothing but a class word stays.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).translate(_ALIKE).split())
    return _split_class(tidy, _class_pattern(plain=False))[1] or tidy


def fold(text: str) -> str:
    """`text` as a hurried hand types it: no accents, đ as d, small, straight apostrophes, single spaces."""
    if not text.isascii():
        letters = unicodedata.normalize("NFD", text.translate(_ALIKE))
        text = "".join(char for char in letters if not unicodedata.combining(char)).translate(_PLAIN_D)
    return " ".join(text.lower().split())


_PLAIN_D: Final = str.maketrans("đĐ", "dD")


def accents(text: str) -> str:
    """`text` with its accents, folded only where spelling is taste: the tones of a word stand at its end, so Hòa is Hoà."""
    words: list[str] = []
    for word in unicodedata.normalize("NFD", text.translate(_ALIKE).lower()).split():
        letters = "".join(char for char in word if char not in _TONES)
        words.append(unicodedata.normalize("NFC", letters) + "".join(str(_TONES[char]) for char in word if char in _TONES))
    return " ".join(words)


@cache
def _class_pattern(*, plain: bool) -> re.Pattern[str]:
    """What recognises a class word, written out or shortened, before a name; `plain` for folded text."""
    full = [fold(word) if plain else word for word in _CLASSES]
    short = sorted({fold(s) if plain else s for shorts in _CLASSES.values() for s in shorts}, key=len, reverse=True)
    dotted = "|".join(re.escape(s) for s in short if s.endswith("."))
    spaced = "|".join(re.escape(s) for s in [*full, *short] if not s.endswith("."))
    letter_and_digit = "[pqhx](?=[0-9])"
    return re.compile(rf"(?:(?:{spaced})\s+|(?:{dotted})\s*|{letter_and_digit})(?=\S)", re.IGNORECASE)


def _split_class(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The class word that `text` begins with ("" for none) and the rest."""
    found = pattern.match(text)
    return (text[: found.end()].strip(), text[found.end() :]) if found else ("", text)


@cache
def _full_class() -> dict[str, str]:
    """Every folded way to write a class word, to the folded word in full."""
    ways = {fold(short): fold(word) for word, shorts in _CLASSES.items() for short in shorts}
    ways |= {fold(word): fold(word) for word in _CLASSES}
    return ways | {short[0]: word for short, word in ways.items() if len(short) == 2 and short[1] == "."}


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write the name of one point: bare and full, folded and with accents, and without any space or sign."""

    bare: str
    full: str
    accented: tuple[str, str]
    squeezed: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> "Iterator[_Spelling]":
        """The spellings of `name`; a numeral at its end is found as Roman and as a figure."""
        stem = bare(name)
        plain = fold(stem)
        full = fold(name)
        yield cls(plain, full, (accents(stem), accents(name)), _squeeze(plain), tuple(plain.split()))
        head, _, last = plain.rpartition(" ")
        other = _ROMAN.get(last) or next((roman for roman, figure in _ROMAN.items() if figure == last), "")
        if head and other:
            yield cls(f"{head} {other}", f"{full[: -len(last)]}{other}", ("", ""), _squeeze(head + other), (*head.split(), other))


def _squeeze(text: str) -> str:
    """Folded `text` without what one person types and another does not: "la ee" and "laee", "ch'om" and "chom"."""
    return "".join(char for char in text if char.isalnum())


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed: once as it is, once without the class word that it seems to begin with."""

    plain: str
    rest: str
    kind: str
    """The class word in full, "" for none."""
    accented: tuple[str, str]
    words: tuple[tuple[str, ...], ...]
    squeezed: tuple[str, ...]
    families: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Every way to read it as a name followed by its parent's."""

    @classmethod
    def read(cls, typed: str) -> "_Typed":
        plain = fold(typed)
        kind, rest = _split_class(plain, _class_pattern(plain=True))
        asked = dict.fromkeys((plain, rest))
        words = rest.split()
        families = []
        for cut in range(1, len(words)):
            above = _split_class(" ".join(words[cut:]), _class_pattern(plain=True))[1]
            families.append((tuple(words[:cut]), tuple(above.split())))
        return cls(
            plain=plain,
            rest=rest,
            kind=_full_class().get(kind or plain, ""),
            accented=(accents(typed), accents(bare(typed))),
            words=tuple(tuple(text.split()) for text in asked),
            squeezed=tuple(squeezed for text in asked if (squeezed := _squeeze(text))),
            families=tuple(families),
        )


class Finder:
    """A search over one roster, its names folded once. Build it when the roster is known; a search reads every point."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._points = tuple(points)
        self._spellings = [
            tuple(s for name in (point.name, *point.alt_names) for s in _Spelling.of(name)) for point in self._points
        ]
        own = {point.id: spellings for point, spellings in zip(self._points, self._spellings, strict=True)}
        self._parents = [own.get(point.parent, ()) for point in self._points]

    def find(self, typed: str) -> list[Point]:
        """Every point that fits, best first; nothing for nothing typed.

        The order: the very name or id; the bare name begins so; words of it begin so; it contains that; its class is the
        word typed; its name and its parent's together; all the children of a parent. Within one of these, accents that
        agree go first, then a class word that agrees, then the order of the roster.
        """
        wanted = _Typed.read(typed)
        if not wanted.plain:
            return []
        ranked: list[tuple[int, bool, bool, int]] = []
        for place, point in enumerate(self._points):
            rank = self._rank(place, point, wanted)
            if rank is not None:
                spellings = self._spellings[place]
                ranked.append((rank, not _accents_agree(spellings, wanted), not _class_agrees(spellings, wanted), place))
        return [self._points[place] for *_, place in sorted(ranked)]

    def _rank(self, place: int, point: Point, wanted: _Typed) -> int | None:
        if point.id == wanted.plain:
            return 0
        ranks = [rank for spelling in self._spellings[place] if (rank := _fit(spelling, wanted)) is not None]
        if ranks:
            return min(ranks)
        if point.id.startswith(wanted.plain):
            return 1
        return _fit_family(self._spellings[place], self._parents[place], wanted)


def search(points: Sequence[Point], typed: str) -> list[Point]:
    """`Finder(points).find(typed)`, for a single question; keep a `Finder` where a hand goes on typing."""
    return Finder(points).find(typed)


def _fit(spelling: _Spelling, wanted: _Typed) -> int | None:
    """How well one spelling fits: 0 the name itself, 1 its beginning, 2 beginnings of its words, 3 within, 4 its class."""
    if spelling.bare in (wanted.plain, wanted.rest) or spelling.full == wanted.plain:
        return 0
    if spelling.bare.startswith((wanted.plain, wanted.rest)):
        return 1
    if any(_words_begin(spelling.words, words) for words in wanted.words):
        return 2
    if any(squeezed in spelling.squeezed for squeezed in wanted.squeezed):
        return 3
    if wanted.kind and wanted.rest == wanted.plain and spelling.full.startswith(f"{wanted.kind} "):
        return 4
    return None


def _words_begin(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether the typed words begin as many words of the name that follow one another ("d loc" in "dai loc")."""
    for first in range(len(words) - len(typed) + 1):
        if all(words[first + more].startswith(start) for more, start in enumerate(typed)):
            return True
    return False


def _fit_family(own: Sequence[_Spelling], parents: Sequence[_Spelling], wanted: _Typed) -> int | None:
    """5 where the words begin words of the name and then of its parent ("ba dong giang"), 6 where they fit the parent alone."""
    for parent in parents:
        if any(
            _words_begin(spelling.words, name) and _words_begin(parent.words, above)
            for name, above in wanted.families
            for spelling in own
        ):
            return 5
        if parent.bare.startswith(wanted.rest) or parent.full == wanted.plain:
            return 6
    return None


def _accents_agree(spellings: Sequence[_Spelling], wanted: _Typed) -> bool:
    """Whether what was typed, accents and all, begins the name: the last typed word may still lack its tone."""
    return any(
        accented and (accented == typed or _begins(accented, typed))
        for spelling in spellings
        for accented in spelling.accented
        for typed in wanted.accented
    )


def _begins(accented: str, typed: str) -> bool:
    """Whether `typed` begins `accented` word by word; both carry the tones of a word at its end."""
    words, parts = accented.split(), typed.split()
    if not parts or len(parts) > len(words) or words[: len(parts) - 1] != parts[:-1]:
        return False
    word, part = words[len(parts) - 1], parts[-1]
    return word.rstrip("23456").startswith(part.rstrip("23456")) and word.endswith(part[len(part.rstrip("23456")) :])


def _class_agrees(spellings: Sequence[_Spelling], wanted: _Typed) -> bool:
    return bool(wanted.kind) and any(spelling.full.startswith(f"{wanted.kind} ") for spelling in spellings)
