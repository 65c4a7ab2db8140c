"""A conclusion written in one line: what, who leads, who works with them, by when. Pure; every text can be read.

    giao Sở Tài chính rà soát 3 hồ chứa; phối hợp Sở Nội vụ, Nam Trà My; trước 15/6

Parts end with ";". A name is taken where it fits one body alone; where it fits several, or nobody, it stays as it was written and
is marked. A part that is neither agencies nor a deadline belongs to the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Final

from bridge_server.meeting.values import Deadline

from .bodies import LONGEST, Bodies, Body, Token, capital, key_of, tokens, unit_of
from .conclusion_parts import LITERAL, Kind, Mark, Piece, Read, Said, Why, escaped, unescaped
from .deadlines import NoSuchDay, day_words, deadline_of

_LEADS: Final = (("giao", "cho"), ("giao",), ("co", "quan", "chu", "tri"), ("chu", "tri"), ("lead",))
_WITH: Final = (
    ("co", "quan", "phoi", "hop"), ("phoi", "hop", "voi"), ("phoi", "hop", "cung"), ("phoi", "hop"), ("with",),
)  # fmt: skip
_DUE: Final = (("thoi", "han"), ("han",), ("due",), ("by",))
_AND: Final = ("va", "cung", "and")
_DATE: Final = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})(?:\s*,\s*(.+))?", re.DOTALL)
_CAPITALS: Final = re.compile(r"[^\W\d_]{2,}(?:[&\-][^\W\d_]+)*")


def read_conclusion(line: str, bodies: Bodies, today: date) -> Read:
    """What `line` says. `today` is the day from which a day without a year is the next."""
    return _Reader(line, bodies, today).read()


def write_conclusion(said: Said, bodies: Bodies) -> str:
    """A line that says just this, as plainly as can be. `said` has a text, and its names and words begin and end with letters."""
    today = date(2000, 1, 1)
    for plain in sorted(product((True, False), repeat=3), reverse=True):
        line = _written(said, bodies, *plain)
        if "\n" not in line and read_conclusion(line, bodies, today).said == said:
            return line
    return _written(said, bodies, text_plain=False, names_plain=False, deadline_plain=False)


def _written(said: Said, bodies: Bodies, text_plain: bool, names_plain: bool, deadline_plain: bool) -> str:
    name = bodies.name if names_plain else lambda value: LITERAL + escaped(value, ",:")
    text = said.text if text_plain else escaped(said.text, "")
    first = text if text_plain or said.lead else LITERAL + text
    if said.lead:
        first = f"giao {name(said.lead)}{' ' if text_plain and names_plain else ': '}{text}"
    parts = [first]
    if said.coordinating:
        parts.append(f"phối hợp {', '.join(map(name, said.coordinating))}")
    if said.deadline != Deadline():
        parts.append(_deadline_written(said.deadline, plain=deadline_plain))
    return "; ".join(parts)


def _deadline_written(due: Deadline, *, plain: bool) -> str:
    day = day_words(date.fromisoformat(due.date)) if due.date else ""
    if plain:
        return due.words or day
    words = escaped(due.words, "")
    if not day:
        return f"hạn: {LITERAL}{words}"
    return f"hạn: {day}, {words}" if words else f"hạn: {day}"


@dataclass
class _Reader:
    """Reads one line, part by part."""

    line: str
    bodies: Bodies
    today: date
    text: list[str] = field(default_factory=list)
    lead: str = ""
    coordinating: list[str] = field(default_factory=list)
    deadline: Deadline = Deadline()
    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def read(self) -> Read:
        """Everything."""
        for number, (start, end) in enumerate(self._parts()):
            self._part(start, end, first=number == 0)
        text = "; ".join(self.text)
        if not text and self.line.strip():
            self.marks.append(Mark("no-text"))
        said = Said(text, self.lead, tuple(self.coordinating), self.deadline)
        return Read(said, tuple(self._filled()), tuple(self.marks))

    def _filled(self) -> Iterator[Piece]:
        """The pieces, and what lies between them."""
        at = 0
        for piece in sorted(self.pieces, key=lambda piece: piece.start):
            if piece.start > at:
                yield Piece(at, piece.start, "")
            yield piece
            at = piece.end
        if at < len(self.line):
            yield Piece(at, len(self.line), "")

    def _parts(self) -> Iterator[tuple[int, int]]:
        """The stretches between the semicolons, without the white space around them; empty ones are nothing."""
        start = 0
        for end in (*self._signs(";", 0, len(self.line)), len(self.line)):
            first, last = self._trimmed(start, end)
            if first < last:
                yield first, last
            start = end + 1

    def _signs(self, signs: str, start: int, end: int) -> Iterator[int]:
        """Where such signs stand that no backslash stands before."""
        at = start
        while at < end:
            if self.line[at] == "\\":
                at += 2
                continue
            if self.line[at] in signs:
                yield at
            at += 1

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.line[start].isspace():
            start += 1
        while start < end and self.line[end - 1].isspace():
            end -= 1
        return start, end

    def _put(self, start: int, end: int, kind: Kind, bodies: tuple[Body, ...] = ()) -> Piece:
        piece = Piece(start, end, kind, bodies)
        if start < end:
            self.pieces.append(piece)
        return piece

    def _opens(self, words: list[Token], openers: tuple[tuple[str, ...], ...]) -> int:
        """How many words open a part, 0 where none of these do."""
        keys: tuple[str, ...] = ()
        for number, one in enumerate(words[:4]):
            if number and self.line[words[number - 1].end : one.start].strip():
                break
            keys = (*keys, one.key)
        return next((len(one) for one in openers if keys[: len(one)] == one), 0)

    # --- one part ---

    def _part(self, start: int, end: int, *, first: bool) -> None:
        if self.line.startswith(LITERAL, start) and end > start + 2:
            self._put(start, start + 2, "")
            self._take_text(start + 2, end)
            return
        words = tokens(self.line, start, end)
        begins = bool(words) and words[0].start == start
        if begins and (count := self._opens(words, _LEADS)) and self._lead(words, count, end, first=first):
            return
        count = self._opens(words, _WITH) if begins else 0
        # "phối hợp chặt chẽ ..." at the beginning is what is to be done, not who works with whom.
        if count and (words[count - 1].end < end if not first else self.bodies.longest(words[count:], self.line, loose=True)[0]):
            self._put(start, words[count - 1].end, "word")
            self._names(words[count:], self._after_colon(words[count - 1].end, end), end)
            return
        if self._due(words, start, end):
            return
        self._take_text(start, end)

    def _take_text(self, start: int, end: int) -> None:
        start, end = self._trimmed(start, end)
        if start < end:
            self._put(start, end, "text")
            self.text.append(unescaped(self.line[start:end]))

    def _after_colon(self, start: int, end: int) -> int:
        start, _ = self._trimmed(start, end)
        return self._trimmed(start + 1, end)[0] if start < end and self.line[start] == ":" else start

    # --- who leads ---

    def _lead(self, words: list[Token], count: int, end: int, *, first: bool) -> bool:
        """Whether a part that begins like one says who leads. Only the first part goes on with the text."""
        opened, start = words[0].start, self._trimmed(words[count - 1].end, end)[0]
        rest = words[count:]
        if self.lead:
            self.marks.append(Mark("second-lead", self.line[opened:end]))
            return False
        if not rest and not self.line.startswith(LITERAL, start):
            return False
        colon = next(self._signs(":", start, end), end)
        if self.line.startswith(LITERAL, start):
            if colon == end and first:
                return False
            self._put(opened, words[count - 1].end, "word")
            self._take_lead(start + 2, colon, ())
            self._go_on(colon + 1, end)
            return True
        named = [one for one in rest if one.end <= colon]
        loose = capital(rest[0]) and not self.line.isupper()
        found = self.bodies.called(named, self.line[start:colon], loose=True) if colon < end or not first else ()
        if found or (named and (colon < end or not first) and (loose or unit_of(key_of(named)))):
            self._put(opened, words[count - 1].end, "word")
            self._take_lead(start, colon, found)
            self._go_on(colon + 1, end)
            return True
        if not first:
            return False
        size, found = self.bodies.longest(rest, self.line, loose=loose)
        size = size or _capitals(rest)
        if not size:
            self.marks.append(Mark("unknown-lead", " ".join(one.text for one in rest[:3])))
            return False
        after = rest[size:]
        if self._another(rest[size - 1], after):
            self.marks.append(Mark("two-leads", self.line[start : rest[size - 1].end]))
            return False
        self._put(opened, words[count - 1].end, "word")
        self._take_lead(start, rest[size - 1].end, found)
        self._together(rest[size - 1], after, end)
        return True

    def _take_lead(self, start: int, end: int, found: tuple[Body, ...]) -> None:
        self.lead = self._named(*self._trimmed(start, end), "lead", found)

    def _named(self, start: int, end: int, kind: Kind, found: tuple[Body, ...], *, literal: bool = False) -> str:
        """Somebody's id, or the words as they are written; marked where they name nobody or several."""
        piece = self._put(start, end, kind, found)
        written = unescaped(self.line[start:end])
        if len(found) == 1:
            return found[0].value
        if not literal and not self.line.startswith(LITERAL, max(0, start - 2)):
            self.marks.append(Mark("several" if found else "unknown", written, piece))
        return written

    def _another(self, last: Token, after: list[Token]) -> bool:
        """Whether a second name stands behind the first as if both were to lead."""
        if not after:
            return False
        between = self.line[last.end : after[0].start]
        rest = after[1:] if after[0].key in _AND else after if "," in between else []
        return bool(rest) and bool(self.bodies.longest(rest, self.line, loose=capital(rest[0]))[0] or _capitals(rest))

    def _together(self, last: Token, after: list[Token], end: int) -> None:
        """ "... chủ trì, phối hợp với A, B và C rà soát": names as far as they are known, then the text."""
        start = last.end
        if after[:2] and key_of(after[:2]) == "chu tri":
            start = after[1].end
            self._put(after[0].start, start, "word")
            after = after[2:]
        count = self._opens(after, _WITH)
        known: list[tuple[int, int, tuple[Body, ...]]] = []
        rest = after[count:] if count else []
        while rest:
            size, found = self.bodies.longest(rest, self.line, loose=capital(rest[0]))
            size = size or _capitals(rest)
            if not size:
                break
            known.append((rest[0].start, rest[size - 1].end, found))
            ended = rest[size - 1].end
            rest = rest[size:]
            parted = bool(rest) and ("," in self.line[ended : rest[0].start] or rest[0].key in _AND)
            if not parted:
                break
            if rest[0].key in _AND:
                rest = rest[1:]
        if known:
            self._put(after[0].start, after[count - 1].end, "word")
            for first, past, found in known:
                self.coordinating.append(self._named(first, past, "coordinating", found))
            start = known[-1][1]
        self._go_on(start, end)

    def _go_on(self, start: int, end: int) -> None:
        """The text behind a name."""
        if start < end and self.line[start - 1] != ":":
            while start < end and (self.line[start].isspace() or self.line[start] in ",:"):
                start += 1
        self._take_text(min(start, end), end)

    # --- who works with them ---

    def _names(self, words: list[Token], start: int, end: int) -> None:
        """Names with commas between, or "và". A name that has a comma itself is known whole."""
        while start < end:
            start, _ = self._trimmed(start, end)
            if start >= end:
                return
            if self.line[start] == ",":
                start += 1
                continue
            comma = next(self._signs(",", start, end), end)
            if self.line.startswith(LITERAL, start) and comma > start + 2:
                first, past = self._trimmed(start + 2, comma)
                if first < past:
                    self.coordinating.append(self._named(first, past, "coordinating", (), literal=True))
                start = comma
                continue
            start = self._name([one for one in words if one.start >= start], start, comma, end)

    def _name(self, words: list[Token], start: int, comma: int, end: int) -> int:
        """One name; where the next begins."""
        if words and words[0].start < comma and words[0].key in _AND and words[0].start == start and words[0].end < comma:
            start = words[0].end
            self._put(words[0].start, start, "word")
            return start
        if words and words[0].start == start:
            for size in range(min(len(words), LONGEST), 0, -1):
                past = words[size - 1].end
                if not self._parted(past, words[size:], end):
                    continue
                found = self.bodies.called(words[:size], self.line[start:past], loose=True)
                if found:
                    self.coordinating.append(self._named(start, past, "coordinating", found))
                    return past
        first, past = self._trimmed(start, comma)
        if first < past:
            self.coordinating.append(self._named(first, past, "coordinating", ()))
        return comma

    def _parted(self, past: int, after: list[Token], end: int) -> bool:
        """Whether something ends a name there."""
        following, _ = self._trimmed(past, end)
        return following >= end or self.line[following] == "," or bool(after and after[0].key in _AND)

    # --- by when ---

    def _due(self, words: list[Token], start: int, end: int) -> bool:
        """Whether a part is a deadline."""
        found = deadline_of(self.line[start:end], self.today)
        opened = start
        count = self._opens(words, _DUE) if words and words[0].start == start else 0
        if found is None and count:
            opened = words[count - 1].end
            content = self._after_colon(opened, end)
            colon = ":" in self.line[opened:content]
            found = self._due_behind(content, end, colon=colon)
        if found is None:
            return False
        if isinstance(found, NoSuchDay) or self.deadline != Deadline():
            why: Why = "no-such-day" if isinstance(found, NoSuchDay) else "second-deadline"
            self.marks.append(Mark(why, found.said if isinstance(found, NoSuchDay) else self.line[start:end]))
            return False
        self.deadline = found
        self._put(start, opened, "word")
        self._put(opened, end, "deadline")
        return True

    def _due_behind(self, start: int, end: int, *, colon: bool) -> Deadline | NoSuchDay | None:
        """What stands behind "hạn": with a colon, whatever it is."""
        start, _ = self._trimmed(start, end)
        if start >= end:
            return None
        if colon and self.line.startswith(LITERAL, start):
            first, past = self._trimmed(start + 2, end)
            return Deadline(words=unescaped(self.line[first:past])) if first < past else None
        content = self.line[start:end]
        if colon and (day := _DATE.fullmatch(content)):
            the_day = deadline_of(day[1], self.today)
            if isinstance(the_day, Deadline):
                return Deadline(the_day.date, unescaped(day[2] or ""))
        found = deadline_of(content, self.today)
        return Deadline(words=unescaped(content)) if found is None and colon else found


def _capitals(words: list[Token]) -> int:
    """A kind of body with its initials in capitals behind ("Sở NNPTNT") is a name, whoever bears it."""
    for size in (2, 3):
        if len(words) >= size and unit_of(key_of(words[: size - 1])) == key_of(words[: size - 1]):
            last = words[size - 1].text
            if last.isupper() and _CAPITALS.fullmatch(last):
                return size
    return 0
