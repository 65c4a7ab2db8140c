"""`catch-up`: the planner's options as sentences, each with its commands for `send`; with --apply one of them carried out."""

from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.client.connection import new_id
from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.pace import Pace
from bridge_server.meeting import Meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting.catch_up import Change, Option, holds, options, reach, unknown_item
from bridge_server.meeting.values import MINUTE
from bridge_server.reports import catch_up as told
from bridge_server.reports import times
from bridge_server.reports.names import capital, inside, small
from bridge_server.wire.codec import encode
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Rejected
from bridge_server.words import Language, say

from .exits import Exit
from .files import as_text
from .place import Place, Stopped, place_of, stopped_by
from .report import Report
from .sending import leave
from .visit import LOOK, READERS, Unconfirmed, Visit

MOST: Final = 24 * 60
"""Minutes that can be asked for."""


def catch_up(
    lang: Language, directory: Path | None, url: str, code: str, minutes: int, apply: int | None, *, as_json: bool
) -> None:
    """Ways to end `minutes` earlier; `apply` carries one out by its number. The hub of `directory`, else the one at `url`."""

    async def work(report: Report) -> Exit:
        if not 1 <= minutes <= MOST:
            raise Stopped(Exit.BAD_INPUT, "bad-minutes", say(lang, "form.out-of-range", least=1, most=MOST))
        place = place_in(lang, directory) if directory is not None else place_of(lang, url, code)
        return await Planner(lang, place, report, minutes, as_json=as_json).run(apply)

    leave(Report(as_json=as_json), work)


def place_in(lang: Language, directory: Path) -> Place:
    """The hub that serves a session directory, with the host's code. Raises `Stopped`."""
    from .explained import explained
    from .session_code import hub_at, notice_of, running

    try:
        found = running(directory)
        notice = notice_of(directory) if isinstance(found, int) else found
        if found is None or notice is None:
            raise Stopped(Exit.OUT_OF_REACH, "no-hub", say(lang, "command.no-hub", directory=directory))
        hub = hub_at(directory, notice)
    except Stopped:
        raise
    except Exception as wrong:
        known = explained(lang, wrong)
        if known is None:
            raise
        raise Stopped(known[0], "bad-session", *known[1]) from None
    return Place(hub.url, hub.code, notice.url)


class Planner:
    """One question to one hub, and perhaps what was chosen."""

    def __init__(self, lang: Language, place: Place, report: Report, minutes: int, *, as_json: bool) -> None:
        self.lang: Language = lang
        self.place = place
        self.report = report
        self.minutes = minutes
        self.as_json = as_json
        self.visit = Visit(lang, place, report.noted)

    async def run(self, apply: int | None) -> Exit:
        """Tell, or carry out. Raises `Stopped`."""
        try:
            await self.visit.enter()
            self.report.trial(self.lang, self.visit.welcome)
            meeting = await self._read()
            found = self._options(meeting)
            if apply is None:
                self._tell(meeting, found)
                return Exit.DONE
            if not 1 <= apply <= len(found):
                raise Stopped(Exit.BAD_INPUT, "no-such", say(self.lang, "catchup.no-such", number=apply, count=len(found)))
            return await self._carry_out(found[apply - 1])
        except (OutOfReach, TurnedAway, Lost) as wrong:
            raise stopped_by(self.lang, self.place, wrong) from None
        finally:
            await self.visit.leave()

    async def _read(self) -> Meeting:
        """The meeting as the log has it now. Raises `Stopped` for a code that is not told the log."""
        visit, role = self.visit, self.visit.welcome.role
        if role not in READERS:
            raise Stopped(
                Exit.REFUSED, "only-host", say(self.lang, "catchup.only-host", role=small(inside(self.lang, "role", role)))
            )
        reading = visit.reading
        assert reading is not None
        if not await visit.until(lambda: reading.up_to_date or reading.broken, LOOK) or reading.broken or reading.meeting is None:
            raise Stopped(Exit.OUT_OF_REACH, "out-silent", say(self.lang, "operator.out-silent", url=self.place.shown, reason=""))
        return reading.meeting

    def _options(self, meeting: Meeting) -> tuple[Option, ...]:
        """Raises `Stopped` where there is none."""
        now, lang = self.visit.now, self.lang
        reason = say(lang, "catchup.reason", duration=times.minutes(lang, self.minutes * MINUTE))
        found = options(meeting, now, self.minutes * MINUTE, reason)
        if found:
            return found
        until = unknown_item(meeting, now)
        if meeting.phase != "closed" and reach(meeting, now, until) is None:
            why = say(lang, "catchup.why-item", no=meeting.items[until].item.no) if until else say(lang, "catchup.why-end")
            raise Stopped(Exit.REFUSED, "no-end", why)
        raise Stopped(Exit.REFUSED, "nothing", say(lang, "catchup.nothing"))

    def _tell(self, meeting: Meeting, found: tuple[Option, ...]) -> None:
        lang = self.lang
        if most := told.most(lang, found):
            self.report.said(most)
        for number, option in enumerate(found, 1):
            name, gains = told.called(lang, meeting, option), told.gains(lang, meeting, option)
            self.report.said(say(lang, "catchup.number", number=number, name=name, gains=gains))
            for row, change, _under in told.rows(lang, meeting, option):
                self.report.said(say(lang, "catchup.row", name=row, times=change) if change else row)
            commands = [document(command) for command in option.commands]
            self._commands(commands)
            self.report.append("options", self._facts(option) | {"commands": commands})

    def _facts(self, option: Option) -> dict[str, Any]:
        """An option for a program."""
        shift = self.visit.clock_offset_ms
        facts = {"kind": option.kind, "recovered_seconds": option.recovered_ms // 1000, "enough": option.enough}
        ends = {"before": times.iso(option.before + shift), "after": times.iso(option.after + shift)}
        return facts | ends | {"until_item": option.until or None}

    def _commands(self, commands: list[dict[str, Any]]) -> None:
        """One a line, each as `send` takes it; in the object of --json they stand already."""
        if not self.as_json:
            for command in commands:
                self.report.said(as_text(command))

    # --- carrying out ---

    async def _carry_out(self, option: Option) -> Exit:
        """One command after another, each with its premise looked at first. What was done stays, and how to undo it is told."""
        done: list[int] = []
        pace = Pace()
        try:
            for change in option.changes:
                await pace.next()
                done.append(await self._say(change))
        except Stopped as why:
            raise Stopped(why.exit, why.code, *why.sentences, *self._stopped(option, done)) from None
        except (Lost, TurnedAway) as wrong:
            gone = stopped_by(self.lang, self.place, wrong)
            raise Stopped(gone.exit, gone.code, *gone.sentences, *self._stopped(option, done)) from None
        finally:
            self.report.add(records=done, undo=[document(c.Undo(n)) for n in reversed(done)])
        meeting = self.visit.meeting
        assert meeting is not None
        after = reach(meeting, self.visit.now, option.until)
        end = told.end(self.lang, meeting, told.landed(option, after))
        self.report.said(say(self.lang, "catchup.applied", count=len(done), end=end))
        self.report.said(say(self.lang, "catchup.undo"))
        self._commands([document(c.Undo(n)) for n in reversed(done)])
        return Exit.DONE

    async def _say(self, change: Change) -> int:
        """The record that one command became. Raises `Stopped`, `Lost` or `TurnedAway`."""
        meeting = self.visit.meeting
        assert meeting is not None
        if not holds(meeting, change):
            raise Stopped(
                Exit.REFUSED, "overtaken", say(self.lang, "catchup.moved", name=told.subject(self.lang, meeting, change))
            )
        ident = new_id()
        try:
            answer = await self.visit.ask(change.command, ident)
        except WireError as wrong:
            raise Stopped(Exit.BAD_INPUT, "bad-command", *wrong.sentences(self.lang)) from None
        except Unconfirmed:
            raise Stopped(Exit.OUT_OF_REACH, "unconfirmed", say(self.lang, "operator.unconfirmed", id=ident)) from None
        if isinstance(answer, Rejected):
            raise Stopped(Exit.REFUSED, answer.code, answer.text)
        await self.visit.read_up_to(answer.n)
        for sentence in self._sentences(ident):
            self.report.said(capital(sentence))
        return answer.n

    def _sentences(self, ident: str) -> tuple[str, ...]:
        """What the log says of a command."""
        reading = self.visit.reading
        found = reading.found.get((self.visit.scope, ident)) if reading is not None else None
        return found.sentences if found is not None else ()

    def _stopped(self, option: Option, done: list[int]) -> list[str]:
        """How far it came, and the way back."""
        count = len(option.changes)
        sentences = [say(self.lang, "catchup.stopped-plain", done=len(done), count=count)]
        if done:
            sentences += [say(self.lang, "catchup.undo"), *(as_text(document(c.Undo(n))) for n in reversed(done))]
        return sentences


def document(command: c.Command) -> dict[str, Any]:
    """A command as on the wire."""
    found: dict[str, Any] = orjson.loads(encode(command))
    return found
