"""What waits in an outbox, as one visit to a hub finds it: sent first, each once, with the time at which it was made."""

from typing import Final

from bridge_server.client.outbox import Kept, Outbox, mark_of
from bridge_server.client.pace import Pace
from bridge_server.hub.clock import wall_ms
from bridge_server.meeting import Command
from bridge_server.reports import times
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Rejected
from bridge_server.wire.text import clean_document, clean_line
from bridge_server.words import Language, say

from .drafts import DATED, Document, checked, completed
from .exits import Exit
from .files import path_text
from .place import Place, Stopped
from .report import Report
from .telling import clock, what
from .visit import Unconfirmed, Visit

LATER: Final = frozenset({"full", "frozen", "stopping"})
"""Refusals of a hub that could not keep anything just then: what waits goes on waiting."""
STALE: Final = 12 * 3_600_000
"""Milliseconds after which what waits is not sent by itself any more: it may be about a rehearsal, or an earlier sitting."""


class Backlog:
    """An outbox and the visit that carries what waits there. Nothing leaves the outbox before the hub has answered it."""

    def __init__(self, lang: Language, place: Place, report: Report, visit: Visit, box: Outbox, *, adopt: bool = False) -> None:
        """`adopt`: also what was kept with another code."""
        self.lang: Language = lang
        self.report = report
        self.visit = visit
        self.box = box
        self.file = clean_line(path_text(box.path))
        self.aside = clean_line(path_text(box.refused_path))
        self._mark = mark_of(place.code)
        self._adopt = adopt

    def keep(self, fact: Document, ident: str) -> Kept | None:
        """Keep a new fact. Where the disk does not take it that is told, and None: it can be sent all the same."""
        one = Kept(ident, clean_document(fact), wall_ms(), self._mark)
        try:
            self.box.keep(one)
        except OSError as wrong:
            reason = clean_line(wrong.strerror or str(wrong))
            self.report.noted(say(self.lang, "operator.not-kept", file=self.file, reason=reason))
            return None
        return one

    def drop(self, one: Kept) -> None:
        """It is answered, or was nothing."""
        self.box.done(one.id)

    def kept(self, one: Kept, why: Stopped) -> Stopped:
        """It goes on waiting."""
        self.report.add(kept=True, id=one.id)
        key = "kept-for-a-code" if why.code in ("wrong-code", "revoked") else "kept"
        told = say(self.lang, f"operator.{key}", file=self.file, clock=times.clock(one.made))
        return Stopped(why.exit, why.code, *why.sentences, told)

    def put_aside(self, one: Kept, why: Stopped) -> Stopped:
        """The hub does not accept it."""
        self.box.refuse(one, why.code, " ".join(why.sentences))
        return why

    async def carry(self, fresh: Kept | None) -> Exit:
        """Send what waits, oldest first, up to `fresh`: REFUSED where some of it was, OUT_OF_REACH where some still waits.

        Raises `TurnedAway`.
        """
        waiting = self._waiting(fresh)
        worst, pace = Exit.DONE, Pace()
        for number, one in enumerate(waiting):
            await pace.next()
            worst = max(worst, await self._carry_one(one))
            if worst is Exit.OUT_OF_REACH:
                self.report.noted(say(self.lang, "operator.still-kept", count=len(waiting) - number, file=self.file))
                break
        return worst

    def _waiting(self, fresh: Kept | None) -> list[Kept]:
        """What may be sent with this code, to this meeting: a rehearsal has the same codes, another day is another one."""
        waiting = [one for one in self.box.kept() if fresh is None or one.id != fresh.id]
        if self._adopt or not waiting:
            return waiting
        if self.visit.welcome.rehearsal:  # what was kept may be the meeting's, and would be done with here
            self.report.noted(say(self.lang, "operator.not-in-rehearsal", count=len(waiting), file=self.file))
            return []
        own = [one for one in waiting if one.mark in ("", self._mark)]
        if len(own) < len(waiting):
            self.report.noted(say(self.lang, "operator.others-kept", count=len(waiting) - len(own), file=self.file))
        fresh_enough = [one for one in own if wall_ms() - one.made <= STALE]
        if len(fresh_enough) < len(own):
            self.report.noted(say(self.lang, "operator.stale-kept", count=len(own) - len(fresh_enough), file=self.file))
        return fresh_enough

    async def _carry_one(self, one: Kept) -> Exit:
        made_at = one.made_at(wall_ms(), self.visit.now)
        made = clock(self.visit, made_at)
        try:
            command = self._command(one, made_at)
            answer = await self.visit.ask(command, one.id)
        except Stopped as wrong:
            return self._refused(one, made, wrong.code, " ".join(wrong.sentences))
        except WireError as wrong:
            return self._refused(one, made, "bad-command", " ".join(wrong.sentences(self.lang)))
        except Unconfirmed:
            return Exit.OUT_OF_REACH
        if isinstance(answer, Rejected):
            if answer.code in LATER:
                self.report.noted(answer.text)
                return Exit.OUT_OF_REACH
            return self._refused(one, made, answer.code, answer.text)
        self.box.done(one.id)
        await self.visit.read_up_to(answer.n)
        facts = {"made": made, "clock": clock(self.visit, answer.at), "record": answer.n}
        self.report.said(say(self.lang, "operator.sent-later", what=what(self.lang, self.visit, command, one.id), **facts))
        self.report.append("sent", {"id": one.id, "record": answer.n, "type": command.type})
        return Exit.DONE

    def _command(self, one: Kept, made_at: int) -> Command:
        """Raises `Stopped`."""
        document = completed(self.lang, one.command, self.visit)
        if document["type"] in DATED and document.get("made_at") is None:
            document["made_at"] = made_at
        return checked(self.lang, document)

    def _refused(self, one: Kept, made: str, code: str, text: str) -> Exit:
        self.box.refuse(one, code, text)
        self.report.noted(say(self.lang, "operator.refused-later", made=made, text=text))
        self.report.append("refused", {"id": one.id, "code": code, "sentence": text, "type": one.command["type"]})
        return Exit.REFUSED

    def remind(self) -> None:
        """What was put aside stays told until somebody has looked after it."""
        count = self.box.refused()
        if count:
            self.report.noted(say(self.lang, "operator.refused-aside", count=count, file=self.aside))
