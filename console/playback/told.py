"""What happened, as sentences, for any part of a tape. Sentences name things as they were called in the end."""

from dataclasses import replace
from typing import Final

from bridge_server.wire.records import record_from
from bridge_server.words import Language, say
from console.book import Told, told
from console.matching import fold

from .tape import Tape

MOST: Final = 4_000
"""Records whose sentences are kept: what a screen shows, many times over."""
SLICE: Final = 100
"""Records put into sentences at a time, so that keys stay quick."""


class Chronicle:
    """The sentences of a tape, made when they are asked for; the last ones are kept."""

    def __init__(self, lang: Language, tape: Tape) -> None:
        self.lang: Language = lang
        self._tape = tape
        self._kept: dict[int, tuple[Told, ...]] = {}
        self._texts: list[str] = []
        """Of every record from the first on, folded as a search reads it."""

    def of(self, place: int) -> tuple[Told, ...]:
        """The sentences of the record that leads to `place`; one that was undone later says so."""
        known = self._kept.get(place)
        if known is None:
            if len(self._kept) >= MOST:
                self._kept.clear()  # or whoever collects garbage would go through ever more of them
            known = self._kept[place] = tuple(self._made(place))
        undone = self._tape.undone.get(known[0].n) if known else None
        if undone is None:
            return known
        return tuple(replace(one, text=say(self.lang, "replay.undone", sentence=one.text, n=undone)) for one in known)

    def between(self, after: int, to: int) -> list[Told]:
        """The sentences of the records behind `after`, up to `to`; places outside the tape are left out."""
        return [one for place in range(max(0, after) + 1, min(to, len(self._tape)) + 1) for one in self.of(place)]

    def _made(self, place: int) -> list[Told]:
        record, unknown = record_from(self._tape.record(place))
        return [told(self.lang, self._tape.meeting, record, event) for event in (*record.events, *unknown)]

    # --- searching ---

    @property
    def ready(self) -> bool:
        """Whether a search goes through everything by now."""
        return len(self._texts) >= len(self._tape)

    def get_ready(self) -> bool:
        """Put some more records into sentences; whether all are."""
        for place in range(len(self._texts) + 1, min(len(self._texts) + SLICE, len(self._tape)) + 1):
            self._texts.append(fold(" ".join(f"{one.text} {one.by}" for one in self._made(place))))
        return self.ready

    @property
    def part_ready(self) -> float:
        """How much of everything a search goes through by now, from 0 to 1."""
        return len(self._texts) / len(self._tape) if len(self._tape) else 1.0

    def hits(self, query: str) -> list[int]:
        """The places of records whose sentences have the query's words one behind the other, the last perhaps only begun.

        Where none has, those that have every word somewhere. Accents or none; as far as it is ready.
        """
        words = fold(query).split()
        if not words:
            return []
        phrase = f" {' '.join(words)}"
        found = [place for place, text in enumerate(self._texts, start=1) if phrase in f" {text}"]
        return found or [place for place, text in enumerate(self._texts, start=1) if all(word in text for word in words)]
