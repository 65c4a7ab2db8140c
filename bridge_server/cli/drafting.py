"""Draft conclusions from a file to a hub: every bad line is told before anything is sent, and no draft is sent twice."""

import sys
from pathlib import Path

from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.pace import Pace
from bridge_server.meeting import Meeting
from bridge_server.reports.names import small
from bridge_server.reports.times import local
from bridge_server.wire.bodies import bodies_of
from bridge_server.wire.files.drafts import WRITERS, FileDraft, drafts_from, those_there
from bridge_server.wire.files.faults import FileFaults, shown
from bridge_server.wire.frames import Rejected
from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say

from .exits import Exit
from .explained import told_faults
from .place import Place, Stopped, place_of, stopped_by
from .report import Report
from .sending import leave
from .visit import FIRST, Unconfirmed, Visit


def drafts(lang: Language, file: str, url: str, code: str, *, as_json: bool) -> None:
    """Load what is new of a file ("-": of standard input), and leave the process with the exit code unless all went well."""

    async def load(report: Report) -> Exit:
        raw = contents(lang, file)
        return await Loading(lang, place_of(lang, url, code), report).load(raw, file)

    leave(Report(as_json=as_json), load)


def contents(lang: Language, file: str) -> bytes:
    """The file's bytes. Raises `Stopped`."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as wrong:
        reason = clean_line(wrong.strerror or str(wrong))
        told = say(lang, "operator.no-drafts-file", file=clean_line(file), reason=reason)
        raise Stopped(Exit.BAD_INPUT, "no-drafts-file", told) from None


class Loading:
    """One file and one hub."""

    def __init__(self, lang: Language, place: Place, report: Report) -> None:
        self.lang: Language = lang
        self.place = place
        self.report = report
        self.visit = Visit(lang, place, report.noted)

    async def load(self, raw: bytes, file: str) -> Exit:
        """Come in, look what is there, send the rest. Raises `Stopped`."""
        try:
            await self.visit.enter()
            meeting = await self._meeting()
            self.report.trial(self.lang, self.visit.welcome)
            await self._send(meeting, self._read(meeting, raw, file))
        except (OutOfReach, TurnedAway, Lost) as wrong:
            raise stopped_by(self.lang, self.place, wrong) from None
        finally:
            await self.visit.leave()
        return Exit.DONE

    async def _meeting(self) -> Meeting:
        """As the whole log has it. Raises `Stopped` for a code that may not write."""
        role = self.visit.welcome.role
        if role not in WRITERS:
            named = small(say(self.lang, f"label.role-{role}"))
            raise Stopped(Exit.REFUSED, "only-writer", say(self.lang, "operator.only-writer", role=named))
        reading = self.visit.reading
        assert reading is not None
        if not await self.visit.until(lambda: reading.up_to_date and reading.meeting is not None, 2 * FIRST):
            raise OutOfReach(self.place.url, "no log", "silent")
        assert reading.meeting is not None
        return reading.meeting

    def _read(self, meeting: Meeting, raw: bytes, file: str) -> tuple[FileDraft, ...]:
        today = local(max(self.visit.now, meeting.starts_at)).date()
        try:
            return drafts_from(raw, file, bodies_of(meeting.agenda, meeting.roster), today)
        except FileFaults as wrong:
            raise Stopped(Exit.BAD_INPUT, "bad-drafts", *told_faults(self.lang, wrong)) from None

    async def _send(self, meeting: Meeting, found: tuple[FileDraft, ...]) -> None:
        """One after the other. Raises `Stopped` at the first that is not taken, and says how far it came."""
        fresh, there = those_there(found, meeting)
        for one in fresh:
            for words in one.unsure:
                self.report.noted(say(self.lang, "operator.draft-as-written", line=one.line, words=shown(words)))
        known, loaded = meeting.n, 0
        left_out = len(there)
        pace = Pace()
        for one in fresh:
            await pace.next()
            try:
                answer = await self.visit.ask(one.command, one.ident)
            except Unconfirmed:
                told = say(self.lang, "operator.unconfirmed", id=one.ident)
                raise self._stopped(Exit.OUT_OF_REACH, "unconfirmed", told, loaded, len(fresh)) from None
            if isinstance(answer, Rejected):
                raise self._stopped(Exit.REFUSED, answer.code, answer.text, loaded, len(fresh))
            if answer.n <= known:  # its wording is another by now, but it was loaded before
                left_out += 1
                continue
            loaded += 1
            self.report.append("records", {"line": one.line, "record": answer.n})
        if left_out:
            self.report.said(say(self.lang, "operator.drafts-there", count=left_out))
        self.report.said(say(self.lang, "operator.drafts-loaded", count=loaded))
        self.report.add(loaded=loaded, left_out=left_out)

    def _stopped(self, code: Exit, key: str, text: str, done: int, count: int) -> Stopped:
        self.report.add(loaded=done)
        return Stopped(code, key, text, say(self.lang, "operator.drafts-stopped", done=done, count=count))
