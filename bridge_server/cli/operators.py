"""The commands of a point's operator: each says one thing to the hub, and says what came of it."""

import sys
from dataclasses import dataclass
from typing import Final

from bridge_server.hub.clock import wall_ms
from bridge_server.meeting.rows import PENDING
from bridge_server.reports.names import capital, inside, small
from bridge_server.reports.times import BadAt, parse_at
from bridge_server.wire.codec import LARGEST
from bridge_server.wire.files.faults import shown
from bridge_server.wire.frames import MyTurn
from bridge_server.words import Language, say

from .drafts import FACTS, SHOWN_AT, Document, Draft
from .exits import Exit
from .given import command_given
from .place import Stopped, bad
from .sending import Sender
from .telling import my_turns, own_name, turn_list
from .visit import Visit

FAULTS: Final = ("sound", "picture", "other")
SOURCES: Final = ("self", "hall", "phone", "parent", "paper")
LONGEST_INPUT: Final = 4 * LARGEST
"""Bytes read from stdin; whatever is longer is no command and no opinion."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a point, as typed; `nobody` says that no leader is there."""

    name: str = ""
    post: str = ""
    in_place_of: str = ""
    nobody: bool = False

    def document(self, lang: Language) -> Document:
        """As a check-in has it. Raises `Stopped` where both were typed."""
        named = bool(self.name or self.post or self.in_place_of)
        if named and self.nobody:
            bad(lang, "leader-and-none")
        if not named:
            return {"leader_present": False} if self.nobody else {}
        return {"leader_present": True, "leader": speaker(self.name, self.post, self.in_place_of)}


@dataclass(frozen=True, slots=True)
class Attendance:
    """A check-in as typed."""

    point: str = ""
    agency: str = ""
    modes: tuple[str, ...] = ()
    total: int | None = None
    counts: tuple[str, ...] = ()
    leader: Leader = Leader()
    operator: str = ""
    source: str = ""
    made_at: str = ""
    reason: str = ""

    def document(self, lang: Language) -> Document:
        """As on the wire, without what only the hub can tell. Raises `Stopped`."""
        if len(self.modes) > 1:
            bad(lang, "modes-exclude")
        if self.source and self.source not in SOURCES:
            bad(lang, "bad-source", source=shown(self.source))
        document = {
            "type": "CheckIn",
            "point": self.point,
            "mode": self.modes[0] if self.modes else "in_person",
            "source": self.source,
            "agency": self.agency,
            "total": self.total,
            "counts": [count(lang, text) for text in self.counts],
            "operator": self.operator,
            "reason": self.reason,
        }
        at = {SHOWN_AT: time_of(lang, self.made_at)} if self.made_at else {}
        return document | self.leader.document(lang) | at


def count(lang: Language, text: str) -> list[str | int]:
    """ "X01=3" as the wire has it. Raises `Stopped`."""
    category, _, heads = text.partition("=")
    if not category.strip() or not heads.strip().isdecimal() or not heads.isascii():
        bad(lang, "bad-count", text=shown(text))
    return [category.strip(), int(heads)]


def time_of(lang: Language, text: str) -> int:
    """A time of today, or of a date, as the hall's clock shows it. Raises `Stopped`."""
    try:
        moment = parse_at(text, meeting_start_ms=wall_ms(), first=None, last=None)
    except BadAt:
        bad(lang, "bad-time", text=shown(text))
    if moment.instant is None:
        bad(lang, "bad-time", text=shown(text))
    return moment.instant


def speaker(name: str, post: str, in_place_of: str = "") -> Document:
    """A person as on the wire."""
    return {"name": name, "post": post, "in_place_of": in_place_of}


def check_in(sender: Sender, attendance: Attendance) -> None:
    """Report who is there."""
    sender.send(lambda: Draft(attendance.document(sender.lang)))


def void(sender: Sender, point: str, agency: str, reason: str) -> None:
    """Take a check-in back that was made for the wrong point."""
    document: Document = {"type": "VoidCheckIn", "point": point, "agency": agency, "reason": reason}
    sender.send(lambda: Draft(make=lambda _visit: document))


def ask(sender: Sender, agency: str, subject: str, name: str, post: str) -> None:
    """Ask for the floor, about what runs."""

    def make(visit: Visit) -> Document:
        floor = need_point(sender.lang, visit).floor
        item = floor.item.id if floor is not None and floor.item is not None else ""
        about = {"agency": agency, "subject": subject, "speaker": speaker(name, post)}
        return {"type": "Ask", "point": "", "item": item, **about}

    sender.send(lambda: Draft(make=make))


def withdraw(sender: Sender, turn: str) -> None:
    """Take a request back: the one named, else the only one that waits."""

    def make(visit: Visit) -> Document:
        if turn:
            return {"type": "Withdraw", "turn": turn}
        waiting = [one for one in my_turns(need_point(sender.lang, visit)) if one.is_request and one.state in PENDING]
        return {"type": "Withdraw", "turn": only(sender.lang, visit, waiting, "no-request", "withdraw").id}

    sender.send(lambda: Draft(make=make))


def ready(sender: Sender, turn: str) -> None:
    """Answer that the speaker is ready: in the turn named, else in the only one on standby that has not answered."""

    def make(visit: Visit) -> Document:
        lang = sender.lang
        called = [one for one in my_turns(need_point(lang, visit)) if one.standby_at is not None]
        if turn:
            called = [one for one in called if one.id == turn]
        unanswered = [one for one in called if not one.ready]
        one = only(lang, visit, unanswered or called, "no-standby", "ready")
        return {"type": "Ready", "turn": one.id, "standby": one.standby_at}

    sender.send(lambda: Draft(make=make))


def back(sender: Sender) -> None:
    """Say that the point is back from the break that runs."""

    def make(visit: Visit) -> Document:
        floor = need_point(sender.lang, visit).floor
        item = floor.item if floor is not None else None
        if item is None or item.kind != "break":
            raise Stopped(Exit.REFUSED, "no-break", say(sender.lang, "operator.no-break"))
        return {"type": "Back", "point": "", "item": item.id, "run": item.run}

    sender.send(lambda: Draft(make=make))


def opinion(sender: Sender, text: str, point: str, agency: str, name: str) -> None:
    """Send an opinion in writing."""

    def draft() -> Draft:
        written = typed(sender.lang, text)
        if not written.strip():
            bad(sender.lang, "empty-opinion")
        document = {"type": "SubmitOpinion", "point": point, "text": written, "agency": agency, "speaker": name}
        return Draft(document)

    sender.send(draft)


def fault(sender: Sender, kind: str, text: str, point: str, *, clear: bool) -> None:
    """Report a fault of sound or picture, or that it is over."""

    def draft() -> Draft:
        if kind not in FAULTS:
            bad(sender.lang, "bad-fault", kind=shown(kind))
        document: Document = {"type": "ClearFault" if clear else "ReportFault", "point": point, "kind": kind}
        if clear:
            return Draft(make=lambda _visit: document)
        return Draft({**document, "text": text})

    sender.send(draft)


def send(sender: Sender, text: str, ident: str) -> None:
    """Any command, as JSON of the wire, or a meeting file; without one, only what waits in the outbox."""

    def draft() -> Draft | None:
        lang = sender.lang
        if not text:
            if sender.outbox is None:
                bad(lang, "nothing-to-send")
            return None
        if ident and not (8 <= len(ident) <= 64 and ident.isascii() and ident.isprintable()):
            bad(lang, "bad-id")
        document = command_given(lang, text)
        if document["type"] in FACTS:
            return Draft(document, ident=ident)
        return Draft(make=lambda _visit: document, ident=ident)

    sender.send(draft)


def typed(lang: Language, text: str) -> str:
    """The argument itself, or for "-" what stands on stdin. Raises `Stopped`."""
    if text != "-":
        return text
    raw = sys.stdin.buffer.read(LONGEST_INPUT + 1)
    if len(raw) > LONGEST_INPUT:
        bad(lang, "too-long", limit=LONGEST_INPUT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        bad(lang, "not-utf8")


def need_point(lang: Language, visit: Visit) -> Visit:
    """The visit of a point's operator. Raises `Stopped` for any other code."""
    role = visit.welcome.role
    if role != "point":
        raise Stopped(Exit.REFUSED, "only-point", say(lang, "operator.only-point", role=small(inside(lang, "role", role))))
    return visit


def only(lang: Language, visit: Visit, turns: list[MyTurn], none: str, command: str) -> MyTurn:
    """The one turn meant. Raises `Stopped` where there is none, or several to choose from."""
    if not turns:
        raise Stopped(Exit.REFUSED, none, capital(say(lang, f"operator.{none}", name=own_name(lang, visit))))
    if len(turns) > 1:
        example = f"bridge-server {command} {turns[0].id}"
        name = capital(own_name(lang, visit))
        bad(lang, "which-turn", name=name, count=len(turns), turns=turn_list(lang, turns), command=example)
    return turns[0]
