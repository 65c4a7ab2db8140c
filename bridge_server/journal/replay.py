"""A log folded into the meeting it is the log of. The log alone decides the state, so every face starts here."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from bridge_server.meeting import Meeting
from bridge_server.meeting.events import Event
from bridge_server.meeting.evolve import FOLDS, Fold
from bridge_server.meeting.tables import Answers
from bridge_server.wire.build import Builder, values_of
from bridge_server.wire.records import BUILDERS, UnknownEvent, agenda_value, event_from, roster_value

from .chain import Chain, read_chain

STEPS: Final[dict[str, tuple[Builder, Fold]]] = {kind.__name__: (BUILDERS[kind.__name__], FOLDS[kind]) for kind in Event.__args__}


PARTS: Final = values_of(["n", "at", "by", "id", "events"])


@dataclass(slots=True)
class Replay:
    """A log read as far as it was asked for. `unknown` are events of a newer program, with their records: told, not folded."""

    meeting: Meeting
    header: dict[str, Any]
    unknown: list[tuple[int, UnknownEvent]] = field(default_factory=list)
    authors: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each author as written once, so that a long log holds one string of it; and what its command ids are scoped to."""

    def fold(self, records: Iterable[dict[str, Any]], stop: Callable[[dict[str, Any]], bool] | None = None) -> None:
        """Fold records as they come from a chain, up to the first one that `stop` names (which is left out)."""
        if stop is not None:
            records = takewhile(lambda record: not stop(record), records)
        meeting = self.meeting
        parts, steps, authors, answers = PARTS, STEPS, self.authors, meeting.answered
        assert isinstance(answers, Answers)
        noted = answers.noted
        n, at, careful = meeting.n, meeting.at, bool(self.unknown)
        for record in records:
            n, at, by, ident, events = parts(record)
            known = authors.get(by)
            if known is None:
                known = authors[by] = by, by.partition("@")[0]
            by, scope = known
            for event in events:
                try:
                    build, fold = steps[event["type"]]
                except KeyError:
                    self.tell_unknown(n, event)
                    careful = True
                else:
                    if careful:
                        self.fold_carefully(fold, build, event, n, at, by)
                    else:
                        fold(meeting, build(event), n, at, by)
            if ident:
                noted += (scope, ident, n)
        meeting.n, meeting.at = n, at

    def fold_carefully(self, fold: Fold, build: Builder, event: dict[str, Any], n: int, at: int, by: str) -> None:
        """Fold an event that comes after an unknown one: what is about something that only that one made is unknown too."""
        try:
            fold(self.meeting, build(event), n, at, by)
        except (KeyError, IndexError):
            self.unknown.append((n, UnknownEvent(event["type"], {key: one for key, one in event.items() if key != "type"})))

    def tell_unknown(self, n: int, event: dict[str, Any]) -> None:
        """Keep an event that this program does not know."""
        unknown = event_from(event)
        assert isinstance(unknown, UnknownEvent)
        self.unknown.append((n, unknown))


def start(header: dict[str, Any]) -> Replay:
    """The meeting of a log's header, before its first record."""
    return Replay(Meeting(agenda_value(header["agenda"]), roster_value(header["roster"])), header)


def replay(path: Path, stop: Callable[[dict[str, Any]], bool] | None = None) -> tuple[Replay, Chain]:
    """The log at `path` (a file, or a session directory with all its segments) verified and folded, up to `stop`.

    Raises what reading a log raises. The chain's `head` and `torn_bytes` are final only where nothing stopped the reading.
    """
    chain = read_chain(path)
    told = start(chain.header)
    with collector_at_rest():
        if stop is None:
            for records in chain.record_blocks():
                told.fold(records)
        else:
            told.fold(chain.records(), stop)
    return told, chain


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Folding only makes values that stay; looking through them for garbage again and again costs more than making them.

    At the end they join the oldest generation at once (set apart, and let back in), or the first look afterwards would go
    through them all. They can be collected like anything else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
