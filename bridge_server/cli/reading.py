"""The log as one command of a console reads it: verified and folded, to tell what was kept and as what."""

from dataclasses import dataclass, field

from bridge_server.client.following import Broken, Following
from bridge_server.journal import JournalError
from bridge_server.journal.replay import Replay, start
from bridge_server.meeting import Meeting
from bridge_server.wire.frames import Records, Welcome
from bridge_server.wire.records import record_from
from bridge_server.words import Language

from .diary import line


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was looked for: its number, its instant, and its events as sentences."""

    n: int
    at: int
    sentences: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """Records as they come to a console. `wanted` are ids of commands to look for; `found` are their records."""

    lang: Language
    wanted: set[str] = field(default_factory=set)
    following: Following = field(default_factory=Following)
    found: dict[tuple[str, str], Found] = field(default_factory=dict)
    """By author without device, and id."""
    up_to_date: bool = False
    """Whether nothing is known to have been kept that was not read."""
    broken: bool = False
    _told: Replay | None = None

    @property
    def meeting(self) -> Meeting | None:
        """As far as it was read."""
        return self._told.meeting if self._told is not None else None

    def welcomed(self, welcome: Welcome) -> None:
        """A new connection: the log goes on, or begins anew."""
        self.following.resumed(welcome.resumed)
        if not welcome.resumed:
            self._told = None
        self.up_to_date, self.broken = welcome.resumed, False

    def take(self, frame: Records, lines: list[bytes]) -> None:
        """A chunk of the log. What does not follow from what was read before is not believed, nor anything after it."""
        if self.broken:
            return
        try:
            for record in self.following.take(lines):
                if self._told is None:
                    assert self.following.header is not None
                    self._told = start(self.following.header)
                self._told.fold([record])
                if record["id"] in self.wanted:
                    self.found[record["by"].partition("@")[0], record["id"]] = self._find(self._told.meeting, record)
        except (Broken, JournalError):
            self.broken = True
        self.up_to_date = not frame.more

    def _find(self, meeting: Meeting, raw: dict[str, object]) -> Found:
        record, unknown = record_from(raw)
        told = tuple(line(self.lang, meeting, event, record) for event in (*record.events, *unknown))
        return Found(record.n, record.at, told)
