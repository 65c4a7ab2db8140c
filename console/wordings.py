"""How conclusions and notes have read so far: every wording, as the log has it, so that an old one can be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bridge_server.meeting import Record
from bridge_server.meeting.events import writing as e
from bridge_server.wire.conclusion_parts import Said

How = Literal["added", "revised", "confirmed", "removed"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What record `n` made of it: when, by whom, and how it read from then on. A note has a text alone."""

    n: int
    at: int
    by: str
    how: How
    said: Said


class Wordings:
    """Of one log; `of` has them by the id of the conclusion or note, oldest first."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[Wording, ...]] = {}

    def take(self, record: Record) -> None:
        """Take a record in."""
        for event in record.events:
            match event:
                case e.ConclusionAdded() | e.ConclusionRevised():
                    said = Said(event.text, event.lead, event.coordinating, event.deadline)
                    self._put(record, event.conclusion, "added" if isinstance(event, e.ConclusionAdded) else "revised", said)
                case e.NoteAdded() | e.NoteRevised():
                    self._put(record, event.note, "added" if isinstance(event, e.NoteAdded) else "revised", Said(event.text))
                case e.ConclusionConfirmed():
                    self._put(record, event.conclusion, "confirmed")
                case e.ConclusionRemoved():
                    self._put(record, event.conclusion, "removed")
                case e.NoteRemoved():
                    self._put(record, event.note, "removed")

    def _put(self, record: Record, ident: str, how: How, said: Said | None = None) -> None:
        known = self.of.get(ident, ())
        if said is None:
            said = known[-1].said if known else Said()
        self.of[ident] = (*known, Wording(record.n, record.at, record.by, how, said))


def earlier(of: Mapping[str, tuple[Wording, ...]], ident: str) -> list[Wording]:
    """The wordings before the one in force, newest first; each text once."""
    rows = of.get(ident, ())
    now = rows[-1].said if rows else Said()
    found = {one.said: one for one in reversed(rows) if one.said != now}
    return list(found.values())
