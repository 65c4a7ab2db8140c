"""A meeting told from its log, record by record."""

from collections.abc import Iterator
from typing import Any

from bridge_server.journal.replay import start
from bridge_server.meeting import Meeting, Record, author
from bridge_server.meeting.figures import TierFigures
from bridge_server.meeting.roll_figures import figures
from bridge_server.reports.names import capital
from bridge_server.reports.sentences import author_name, sentence
from bridge_server.reports.times import clock_seconds, date_short
from bridge_server.wire.frames import Floor
from bridge_server.wire.records import record_from
from bridge_server.wire.views import floor
from bridge_server.words import Language

Line = tuple[str, str]
"""What stands before a line (number and time), and its text."""


class Diary:
    """One log, from its header on."""

    def __init__(self, lang: Language, header: dict[str, Any]) -> None:
        self.lang: Language = lang
        self.told = start(header)
        self._day = ""
        self._roll: tuple[int, TierFigures] = (-1, figures(self.told.meeting).all)

    @property
    def title(self) -> str:
        """The meeting's."""
        return self.told.meeting.agenda.title

    def take(self, raw: dict[str, Any]) -> Iterator[Line]:
        """The lines of the next record, with the date before the first of a day."""
        record, unknown = record_from(raw)
        self.told.fold([raw])
        meeting = self.told.meeting
        shown_at = record.at + meeting.clock_offset_ms
        day = date_short(self.lang, shown_at)
        if day != self._day:
            self._day = day
            yield "", f"— {day} —"
        for event in (*record.events, *unknown):
            yield f"{record.n:>5}  {clock_seconds(shown_at)}  ", line(self.lang, meeting, event, record)

    def floor(self, now: int) -> Floor:
        """What stands now. The roll is counted again only where a record came."""
        meeting = self.told.meeting
        if self._roll[0] != meeting.n:
            self._roll = meeting.n, figures(meeting).all
        return floor(meeting, now, self._roll[1])


def line(lang: Language, meeting: Meeting, event: object, record: Record) -> str:
    """Who did what. A point that speaks of itself is named once."""
    told = sentence(lang, meeting, event, at=record.at, by=record.by)
    turn = meeting.turns.get(getattr(event, "turn", ""))
    about = getattr(event, "point", turn.point if turn is not None else "")
    if about and author(record.by).point == about:
        return capital(told)
    return f"{author_name(lang, meeting, record.by)}: {told}"
