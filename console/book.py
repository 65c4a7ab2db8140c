"""The meeting of one log as a console holds it: folded record by record, with its roll and its last events as sentences."""

import gc
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from bridge_server.journal.replay import Replay, start
from bridge_server.meeting import Meeting, Record, author
from bridge_server.reports.names import author_name, capital
from bridge_server.reports.sentences import sentence
from bridge_server.wire.records import record_from
from bridge_server.words import Language

from .roll import Roll
from .wordings import Wordings

KEPT: Final = 2_000
"""Sentences kept for the list of events; the log itself has them all."""
QUIET: Final = frozenset({"LineUp", "LineLost", "NoticeAcknowledged", "CheckedIn", "PointBack"})
"""Events that come by the hundred: told, but set back against what the host does."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a sentence: record, instant (the hub's clock), what happened, and by whom ("": the sentence says so).

    `quiet` ones come by the hundred.
    """

    n: int
    at: int
    kind: str
    text: str
    by: str
    quiet: bool


@contextmanager
def at_rest() -> Iterator[None]:
    """What history makes stays as long as the screen: the collector does not look through it, neither now nor ever again.

    To look through the roll of a whole country would let the screen stand still each time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


class Book:
    """One log, from its header on."""

    def __init__(self, lang: Language, header: dict[str, Any], replay: Replay | None = None) -> None:
        """`replay` is the log as far as it was read already."""
        self.lang: Language = lang
        self.header = header
        self._replay = start(header) if replay is None else replay
        self.roll = Roll(self.meeting)
        self.wordings = Wordings()
        self.told: deque[Told] = deque(maxlen=KEPT)
        self._untold: deque[tuple[Record, tuple[object, ...]]] = deque(maxlen=KEPT)

    @classmethod
    def at(cls, lang: Language, replay: Replay) -> "Book":
        """The book of a log that was read as far as `replay`, without sentences."""
        return cls(lang, replay.header, replay)

    @property
    def meeting(self) -> Meeting:
        """As it stands after the last record."""
        return self._replay.meeting

    @property
    def log(self) -> str:
        """The log's id."""
        return str(self.header["log"])

    def fold(self, records: list[dict[str, Any]], *, live: bool = True) -> set[str]:
        """Take records in; the points that stand differently. Sentences of history are made only for what is kept.

        A sentence is told with the meeting as it was after its own record where it is `live`; of history, as it is now.
        """
        if live:
            return self._fold(records, live=True)
        with at_rest():
            return self._fold(records, live=False)

    def go_on(self, records: list[dict[str, Any]]) -> None:
        """Take records in whose sentences somebody else tells."""
        self._fold(records, live=False)
        self._untold.clear()

    def _fold(self, records: list[dict[str, Any]], *, live: bool) -> set[str]:
        changed: set[str] = set()
        for raw in records:
            record, unknown = record_from(raw)
            agenda = self.meeting.agenda
            self._replay.fold([raw])
            if self.meeting.agenda is not agenda:
                self.roll = Roll(self.meeting)
            events = (*record.events, *unknown)
            changed |= self.roll.take(record.events)
            self.wordings.take(record)
            self._untold.append((record, events))
            if live:
                self.tell()
        return changed

    def tell(self) -> None:
        """Make the sentences of what has come."""
        while self._untold:
            record, events = self._untold.popleft()
            for event in events:
                self.told.append(told(self.lang, self.meeting, record, event))


def told(lang: Language, meeting: Meeting, record: Record, event: object) -> Told:
    """An event as a sentence; things are called as they are in this meeting."""
    kind = getattr(event, "type", type(event).__name__)
    text = capital(sentence(lang, meeting, event, at=record.at, by=record.by))
    turn = meeting.turns.get(getattr(event, "turn", ""))
    about = getattr(event, "point", turn.point if turn is not None else "")
    own = bool(about) and author(record.by).point == about  # a point that speaks of itself is named once
    who = "" if own else author_name(lang, meeting, record.by)
    return Told(record.n, record.at, kind, text, who, kind in QUIET)
