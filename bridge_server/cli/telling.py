"""What was asked for and what came of it, as sentences for whoever sat at the keyboard."""

from typing import Final

from bridge_server.meeting import Command
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Speaker
from bridge_server.reports import names, times
from bridge_server.reports.names import capital, label, shorten, small, speaker
from bridge_server.wire.frames import MyTurn
from bridge_server.wire.names import bare
from bridge_server.words import Language, say

from .visit import Visit

NOBODY: Final = Speaker()
QUOTED: Final = 80
"""Code points of somebody's own text in the sentence that says it was saved."""


def place_name(lang: Language, name: str) -> str:
    """A point's name inside a sentence: in Vietnamese the word of its class has a small letter there."""
    classed = bare(name) != name or name.startswith("Điểm cầu ")
    return small(name) if lang == "vi" and classed else name


def own_name(lang: Language, visit: Visit) -> str:
    """The visitor's own point, with its parent."""
    mine = visit.mine
    if mine is None:
        return label(lang, "role", visit.welcome.role)
    name = place_name(lang, mine.name)
    return say(lang, "label.with-parent", name=name, parent=place_name(lang, mine.parent_name)) if mine.parent_name else name


def point_name(lang: Language, visit: Visit, point: str, agency: str = "") -> str:
    """A point (or an agency there) as well as the visitor can name it: its own, one of its children, else by id."""
    meeting = visit.meeting
    if meeting is not None:
        return names.body_name(lang, meeting, point, agency)
    if visit.mine is not None and point == visit.mine.point:
        name = own_name(lang, visit)
    else:
        rows = visit.children.rows if visit.children is not None else ()
        name = next((place_name(lang, row.name) for row in rows if row.point == point), point)
    return say(lang, "label.with-parent", name=agency, parent=name) if agency else name


def what(lang: Language, visit: Visit, command: Command, ident: str) -> str:
    """What a command says, as the log tells it: a console reads it there, others put it in the same words."""
    found = visit.reading.found.get((visit.scope, ident)) if visit.reading is not None else None
    return ". ".join(found.sentences) if found is not None else capital(own_words(lang, visit, command))


def own_words(lang: Language, visit: Visit, command: Command) -> str:
    """What a command says, as far as the visitor can name who and what it is about."""
    name = point_name(lang, visit, getattr(command, "point", visit.welcome.point), getattr(command, "agency", ""))
    match command:
        case c.CheckIn():
            return check_in(lang, command, name)
        case c.VoidCheckIn():
            return say(lang, "event.CheckInVoided", name=name, reason=more(lang, "reason", command.reason))
        case c.Ask():
            return say(lang, "event.RequestMade", name=name, subject=more(lang, "subject", command.subject))
        case c.Withdraw() | c.Ready():
            key = "RequestWithdrawn" if isinstance(command, c.Withdraw) else "ReadyAnswered"
            return say(lang, f"event.{key}", name=turn_name(lang, visit, command.turn))
        case c.Back():
            return say(lang, "event.PointBack", name=name)
        case c.SubmitOpinion():
            return say(lang, "event.OpinionReceived", name=name, text=shorten(command.text, QUOTED))
        case c.ReportFault():
            kind = small(label(lang, "fault", command.kind))
            return say(lang, "event.FaultReported", name=name, fault=kind, reason=more(lang, "note", command.text))
        case c.ClearFault():
            return say(lang, "event.FaultCleared", name=name, fault=small(label(lang, "fault", command.kind)))
        case c.AcknowledgeNotice():
            return say(lang, "event.NoticeAcknowledged", name=name, notice=command.notice)
        case _:
            return say(lang, "operator.command", type=command.type)


def check_in(lang: Language, command: c.CheckIn, name: str) -> str:
    """A check-in as the log tells it, without its source: whoever made it knows."""
    words = check_in_words(lang, command.mode, command.total, command.leader, leader_present=command.leader_present)
    reason = more(lang, "reason", command.reason)
    return say(lang, "event.CheckedIn", name=name, mode=words, details="", source="", reason=reason)


def check_in_words(
    lang: Language, mode: str, total: int | None, who: Speaker = NOBODY, *, leader_present: bool | None = None
) -> str:
    """ "có mặt, 9 đại biểu, lãnh đạo dự: ...": what a check-in says, without whom it is about."""
    words = small(label(lang, "mode", mode))
    if total is not None:
        words += say(lang, "event.CheckedIn-total", total=times.number(lang, total))
    if leader := speaker(lang, who):
        words += say(lang, "event.CheckedIn-leader", leader=leader)
    elif leader_present is False:
        words += say(lang, "event.CheckedIn-no-leader")
    return words


def more(lang: Language, key: str, text: str) -> str:
    """An addition to a sentence where there is one."""
    return say(lang, f"event.{key}", text=shorten(text, QUOTED)) if text else ""


def my_turns(visit: Visit) -> tuple[MyTurn, ...]:
    """The visitor's own turns."""
    return visit.mine.turns if visit.mine is not None else ()


def turn_name(lang: Language, visit: Visit, turn: str) -> str:
    """Who a turn of the visitor belongs to."""
    return next((place_name(lang, one.name) for one in my_turns(visit) if one.id == turn), turn)


def turn_list(lang: Language, turns: list[MyTurn]) -> str:
    """Turns to choose from, each with its id and since when it stands there."""
    return "; ".join(say(lang, "operator.turn", turn=one.id, name=place_name(lang, one.name)) for one in turns)


def clock(visit: Visit, instant: int) -> str:
    """ "07:41" of an instant of the hub."""
    return times.clock(instant + visit.clock_offset_ms)
