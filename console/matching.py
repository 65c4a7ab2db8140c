"""How typed letters may stand in a name: folded text that remembers its places, and the ways to read one in the other. Pure.

A way is a regular expression over many names at once, one a line: thousands of names are looked through in a few milliseconds.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TONES: Final = frozenset("\u0300\u0309\u0303\u0301\u0323")
_PLAIN: Final = str.maketrans("đĐðÐ", "dddd")
_APOSTROPHES: Final = frozenset("'’‘ʼ`´")
"""Left out: "Ch'ơm" is typed as "chom"."""
_TASTE: Final = re.compile(r"(?<![qQ])([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?!\w)|(?<![qQ])([uU])([ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
"""Where a tone may stand on either of two vowels (hoà, hòa): a matter of taste."""
LONGEST: Final = 32
"""Letters of a query beyond which only its very text is looked for."""
WORDS: Final = 14
ALIKE: Final = 9
"""Words of a name that may be skipped over, and how many of them may begin alike: more would make the ways to read a query
countless. What lies beyond is found by its letters only."""


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """One character folded: "" for a mark or an apostrophe, " " for a sign."""
    if char in _APOSTROPHES:
        return ""
    parts = unicodedata.normalize("NFKD", char.translate(_PLAIN)).lower()
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    if not letters:
        return ""
    return "".join(letter if letter.isalnum() else " " for letter in letters)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, small, one space between words; `places[i]` is where its letter `i` stands in the NFC text."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """The text folded; any normal form will do."""
        letters: list[str] = []
        places: list[int] = []
        for place, char in enumerate(unicodedata.normalize("NFC", text)):
            for letter in _plain(char):
                if letter != " " or (letters and letters[-1] != " "):
                    letters.append(letter)
                    places.append(place)
        if letters and letters[-1] == " ":
            letters.pop()
            places.pop()
        return cls("".join(letters), tuple(places))


def fold(text: str) -> str:
    """`text` as a hurried hand types it: no accents, đ as d, small; signs are spaces, apostrophes nothing."""
    return Folded.of(text).text


def settled(text: str) -> str:
    """NFC `text` with a tone of taste on the first of its two vowels, every letter at its place: "hoà" becomes "hòa"."""

    def move(found: re.Match[str]) -> str:
        first, second = (found[1], found[2]) if found[1] else (found[3], found[4])
        parts = unicodedata.normalize("NFD", second)
        return unicodedata.normalize("NFC", first + parts[1:]) + parts[0]

    return _TASTE.sub(move, unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def marks(char: str) -> tuple[str, str]:
    """What tells a letter from its plain one: its own mark ("" for none; "ơ" has the horn), and its tone."""
    parts = unicodedata.normalize("NFD", char.lower())
    own = "d" if parts == "đ" else "".join(part for part in parts[1:] if part not in _TONES)
    return own, "".join(part for part in parts if part in _TONES)


class Typed:
    """A query: its words and letters folded, and the accents that somebody took the trouble to type."""

    def __init__(self, query: str) -> None:
        text = settled(query)
        folded = Folded.of(text)
        self.text = folded.text
        self.words = folded.text.split()
        self.letters = len(folded.text) - folded.text.count(" ")
        self._marks = [marks(text[place]) for letter, place in zip(folded.text, folded.places, strict=True) if letter != " "]
        self.accented = any(own or tone for own, tone in self._marks)

    def disagrees(self, name: str, places: Sequence[int]) -> tuple[int, int]:
        """How many typed accents the (settled) name lacks where the letters stand; and how many accents of its were not typed.

        What was typed plain agrees with all; where other accents were typed it still means the plain letter rather.
        """
        wrong = more = 0
        for (own, tone), place in zip(self._marks, places, strict=False):
            their_own, their_tone = marks(name[place]) if place >= 0 else ("", "")
            wrong += (own not in ("", their_own)) + (tone not in ("", their_tone))
            more += (not own and their_own != "") + (not tone and their_tone != "")
        return wrong, more


Way = Callable[[Typed, bool], "re.Pattern[str]"]
"""A pattern that begins at a line's start; the flag asks for one group a letter."""


def _way(before: str, inside: str, between: str, after: str = "") -> Way:
    def pattern(typed: Typed, groups: bool) -> re.Pattern[str]:
        open_, close = ("(", ")") if groups else ("", "")
        words = (inside.join(f"{open_}{re.escape(letter)}{close}" for letter in word) for word in typed.words)
        return re.compile(f"^{before}{between.join(words)}{after}", re.MULTILINE)

    return pattern


def _scattered(typed: Typed, groups: bool) -> re.Pattern[str]:
    letters = (re.escape(letter) for word in typed.words for letter in word)
    return re.compile(
        "^" + "".join(f"[^{letter}\n]*({letter})" if groups else f"[^{letter}\n]*{letter}" for letter in letters),
        re.MULTILINE,
    )


_NEXT: Final = r"[^ \n]* "
_LATER: Final = r"[^ \n]* (?:[^ \n]+ )*?"
_ABOVE: Final = r"[^ \t\n]*[ \t](?:[^ \t\n]+[ \t])*?"

exactly = _way("", "", " ", "$")
begins = _way("", "", " ")
begins_loosely = _way("", " ?", " ?")
"""Whatever spaces were typed or left out."""
words_in_order = _way("", f"(?:|{_NEXT})", _NEXT)
"""Beginnings of the first words: "trdo", "tr do", "td" for Trà Đốc."""
words_anywhere = _way("(?:[^ \n]+ )*?", f"(?:|{_LATER})", _LATER)
"""Beginnings of some words, in order."""
with_parents = _way("(?:[^ \t\n]+ )*?", f"(?:|{_ABOVE})", _ABOVE)
"""Beginnings of words of the name, then of what stands above it; the names of a line are parted by tabs."""
contains = _way("[^\n]*?", " ?", " ?")
scattered: Way = _scattered


def few_words(text: str) -> str:
    """So many of its first words as may be skipped over."""
    words = text.split()
    known: Counter[str] = Counter()
    for number, word in enumerate(words[:WORDS]):
        known[word[0]] += 1
        if known[word[0]] > ALIKE:
            return " ".join(words[:number])
    return text if len(words) <= WORDS else " ".join(words[:WORDS])


def family(name: str, above: Sequence[str]) -> str:
    """A folded name and the names above it as one line, parted by tabs, no longer than may be skipped over."""
    parts = [few_words(name)]
    known = Counter(word[0] for word in parts[0].split())
    for one in above:
        known.update(word[0] for word in one.split())
        if known.total() > WORDS + 4 or max(known.values(), default=0) > ALIKE:
            break
        parts.append(one)
    return "\t".join(parts)


class Lines:
    """Folded names, one a line, each with the number of its entry and where its letters stand in that entry's name (-1: not)."""

    def __init__(self, lines: Sequence[tuple[int, str, Sequence[int]]]) -> None:
        self.text = "\n".join(text for _, text, _ in lines)
        self._at: dict[int, tuple[int, Sequence[int]]] = {}
        start = 0
        for entry, text, places in lines:
            self._at[start] = (entry, places)
            start += len(text) + 1

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Entry and line of every line that fits."""
        for found in pattern.finditer(self.text):
            yield self._at[found.start()][0], found.start()

    def places(self, pattern: re.Pattern[str], line: int) -> list[int]:
        """Where the letters stand in the entry's name, by a pattern with groups that fits that line."""
        found = pattern.match(self.text, line)
        if found is None:
            return []
        places = self._at[line][1]
        offsets = (found.start(group) - line for group in range(1, (found.re.groups) + 1))
        return [places[offset] if offset < len(places) else -1 for offset in offsets]
