"""How a command is carried to its hub: what waits in the outbox first, then itself; and what is told of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bridge_server.client.connection import new_id
from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.outbox import Kept, NotAnOutbox, Outbox
from bridge_server.meeting import Command
from bridge_server.meeting import commands as c
from bridge_server.reports import times
from bridge_server.reports.names import capital
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Accepted, Rejected
from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say

from .backlog import LATER, Backlog
from .drafts import Draft, check_draft, checked, completed
from .exits import Exit
from .files import path_text
from .place import Place, Stopped, place_of, stopped_by
from .report import Report
from .telling import clock, my_turns, own_name, what
from .visit import Unconfirmed, Visit

PLACE_PATIENCE: Final = 1.0
"""Seconds to wait for the place in the list after a request."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What every command that speaks to a hub is given: address, code, where facts wait, and how to tell."""

    lang: Language
    url: str = ""
    code: str = ""
    outbox: Path | None = None
    as_json: bool = False
    adopt: bool = False

    def send(self, draft: Callable[[], Draft | None]) -> None:
        """Carry a command (None: only what waits) and leave the process with its exit code unless it is done."""
        leave(Report(as_json=self.as_json), lambda report: self._carry(report, draft))

    async def _carry(self, report: Report, draft: Callable[[], Draft | None]) -> Exit:
        told = draft()
        box = self._box()
        if told is None and box is not None and not box.kept():
            report.said(say(self.lang, "operator.nothing-kept", file=clean_line(path_text(box.path))))
            return Exit.DONE
        place = place_of(self.lang, self.url, self.code)
        return await Errand(self.lang, place, report, box, adopt=self.adopt).run(told)

    def _box(self) -> Outbox | None:
        """The outbox, looked at before anything is written to it. Raises `Stopped`."""
        if self.outbox is None:
            return None
        box, file = Outbox(self.outbox), clean_line(path_text(self.outbox))
        try:
            box.kept()
        except NotAnOutbox:
            raise Stopped(Exit.BAD_INPUT, "not-an-outbox", say(self.lang, "operator.not-an-outbox", file=file)) from None
        except OSError as wrong:
            told = say(self.lang, "operator.bad-outbox", file=file, reason=clean_line(wrong.strerror or str(wrong)))
            raise Stopped(Exit.DISK, "bad-outbox", told) from None
        return box


def leave(report: Report, work: Callable[[Report], Awaitable[Exit]]) -> None:
    """Do the work in a loop of its own, tell how it ended, and leave the process with that unless it is done."""

    async def told() -> Exit:
        try:
            code = await work(report)
        except Stopped as why:
            code = report.stopped(why)
        except OSError:
            report.add(ok=False, code="disk")
            raise
        finally:
            report.close()
        return code

    code = asyncio.run(told())
    if code:
        raise SystemExit(code)


class Errand:
    """One command and the outbox it came with, carried to one hub."""

    def __init__(self, lang: Language, place: Place, report: Report, box: Outbox | None, *, adopt: bool) -> None:
        self.lang: Language = lang
        self.place = place
        self.report = report
        self.visit = Visit(lang, place, report.noted)
        self.backlog = Backlog(lang, place, report, self.visit, box, adopt=adopt) if box is not None else None

    async def run(self, draft: Draft | None) -> Exit:
        """Carry everything. Raises `Stopped` where the command itself could not be carried."""
        if draft is not None and draft.fact is not None:
            check_draft(self.lang, draft.fact)
        fresh = self._keep(draft) if draft is not None else None
        try:
            await self.visit.enter()
            self.report.trial(self.lang, self.visit.welcome)
            return await self._carry(draft, fresh)
        except (OutOfReach, TurnedAway) as wrong:
            raise self._not_there(stopped_by(self.lang, self.place, wrong), draft, fresh) from None
        finally:
            if self.backlog is not None:
                self.backlog.remind()
            await self.visit.leave()

    def _keep(self, draft: Draft) -> Kept | None:
        """A fact is kept before it is sent: whatever happens then, it is not lost. None where nothing is kept."""
        if self.backlog is None or draft.fact is None:
            return None
        return self.backlog.keep(draft.fact, draft.ident or new_id())

    def _not_there(self, why: Stopped, draft: Draft | None, fresh: Kept | None) -> Stopped:
        """No hub, or none that lets us in: a fact is kept all the same."""
        if fresh is not None and self.backlog is not None:
            return self.backlog.kept(fresh, why)
        if draft is not None and draft.fact is None and why.exit is Exit.OUT_OF_REACH:
            return Stopped(why.exit, why.code, *why.sentences, say(self.lang, "operator.lapses"))
        return why

    async def _carry(self, draft: Draft | None, fresh: Kept | None) -> Exit:
        """What waits, oldest first; then the command itself."""
        code = Exit.DONE
        if self.backlog is not None:
            code = await self.backlog.carry(fresh)
        if draft is None:
            return code
        if code is Exit.OUT_OF_REACH:  # whatever came after would find the hub no better
            told = say(self.lang, "operator.out-silent", url=self.place.shown, reason="")
            raise self._not_there(Stopped(code, "out-silent", told), draft, fresh)
        if fresh is None or self.backlog is None:
            await self._ask(draft, draft.ident or new_id())
            return Exit.DONE
        try:
            await self._ask(draft, fresh.id)
        except Stopped as why:
            raise self._not_saved(fresh, why) from None
        self.backlog.drop(fresh)
        return Exit.DONE

    def _not_saved(self, fresh: Kept, why: Stopped) -> Stopped:
        """What becomes of a fact that is kept: it goes on waiting, is put aside, or was nothing at all."""
        assert self.backlog is not None
        if why.code in LATER or why.exit is Exit.OUT_OF_REACH:
            return self.backlog.kept(fresh, why)
        if why.exit is Exit.REFUSED:
            return self.backlog.put_aside(fresh, why)
        self.backlog.drop(fresh)
        return why

    async def _ask(self, draft: Draft, ident: str) -> None:
        """Ask for the command itself and tell what came of it. Raises `Stopped`."""
        document = completed(self.lang, draft.document(self.visit), self.visit)
        command = checked(self.lang, document)
        self.report.add(id=ident, type=command.type)
        try:
            answer = await self.visit.ask(command, ident)
        except WireError as wrong:
            raise Stopped(Exit.BAD_INPUT, "bad-command", *wrong.sentences(self.lang)) from None
        except Unconfirmed as wrong:
            raise self._unconfirmed(wrong, ident) from None
        if isinstance(answer, Rejected):
            raise Stopped(Exit.REFUSED, answer.code, answer.text)
        await self._saved(command, ident, answer)

    def _unconfirmed(self, wrong: Unconfirmed, ident: str) -> Stopped:
        if wrong.n is None:
            return Stopped(Exit.OUT_OF_REACH, "unconfirmed", say(self.lang, "operator.unconfirmed", id=ident))
        told = say(self.lang, "operator.not-in-log", id=ident, record=wrong.n)
        return Stopped(Exit.OUT_OF_REACH, "not-in-log", told)

    async def _saved(self, command: Command, ident: str, answer: Accepted) -> None:
        """Say when and as what it was saved, and for a request its place in the list."""
        visit = self.visit
        await visit.read_up_to(answer.n)
        key = "saved-by-log" if visit.from_log else "saved"
        self.report.said(say(self.lang, f"operator.{key}", clock=clock(visit, answer.at), record=answer.n))
        self.report.said(what(self.lang, visit, command, ident))
        self.report.add(record=answer.n, at=times.iso(answer.at + visit.clock_offset_ms))
        if isinstance(command, c.Ask):
            await self._place(answer)

    async def _place(self, answer: Accepted) -> None:
        """Where the request stands: a courtesy, for it is saved already."""
        visit = self.visit
        try:
            await visit.until(lambda: visit.mine is not None and visit.mine.n >= answer.n, PLACE_PATIENCE)
        except (Lost, TurnedAway):
            return
        for turn in my_turns(visit):
            if turn.ahead is not None and turn.asked_at == answer.at:
                name = own_name(self.lang, visit)
                told = say(self.lang, "operator.place", name=name, place=turn.ahead + 1, turn=turn.id)
                self.report.said(capital(told))
                self.report.add(turn=turn.id, place=turn.ahead + 1)
