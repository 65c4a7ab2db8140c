"""Any command anybody could send: fields filled by their name, sensibly more often than not."""

from collections.abc import Callable
from dataclasses import fields
from random import Random
from typing import Any, Final, get_args

from bridge_server.meeting import HOST, HUB, SECRETARY, Author, Command, Meeting
from bridge_server.meeting.author import ROLES
from bridge_server.meeting.permissions import ALLOWED
from bridge_server.meeting.values import MINUTE, Audience, Deadline, Speaker

from .kit import MORNING, WARDS, item, plan

COMMANDS: Final[tuple[type[Command], ...]] = get_args(Command)
OFTEN: Final = (
    *("Undo",) * 10, *("StartItem",) * 6, *("GiveFloor",) * 6, *("Ask",) * 5, *("OpenMeeting",) * 2, "EndItem", "EndItem",
    "EndTurn", "EndTurn", "HoldTurn", "ResumeTurn", "ResumeTurn", "CutIn", "CutIn", "CallOn", "CorrectRun", "CorrectRun",
    "CorrectRun", "PauseClock", "PauseClock", "ResumeClock", "SkipItem", "RestoreItem", "Adjourn", "ResumeMeeting",
    "ResumeMeeting", "ReopenMeeting", "ReopenMeeting", "Standby", "Ready", "Withdraw", "DeclineTurn", "AddRequest", "MoveRequest",
    "CheckIn", "CheckIn", "ArriveLate", "LeaveEarly", "AddConclusion", "ConfirmConclusion",
)  # fmt: skip
"""What a meeting is made of; every command comes too, but these come more often."""
BY_NAME: Final = {command.__name__: command for command in COMMANDS}
JUNK: Final = ("", "zz", "99")


def random_command(m: Meeting, now: int, dice: Random) -> tuple[Author, Command]:
    """Some command of some role about this meeting."""
    kind = BY_NAME[dice.choice(OFTEN)] if dice.random() < 0.7 else dice.choice(COMMANDS)
    author = random_author(m, kind, dice)
    return author, fill(kind, m, now, author, dice)


def random_author(m: Meeting, kind: type[Command], dice: Random) -> Author:
    """Mostly somebody who may say it."""
    roles = [role for role in ROLES if kind in ALLOWED[role]]
    role = dice.choice(roles) if roles and dice.random() < 0.95 else dice.choice(ROLES)
    fixed = {"host": HOST, "secretary": SECRETARY, "hub": HUB}
    return fixed.get(role) or Author(role, dice.choice(tuple(m.points)) if role == "point" else "")


def fill(kind: type[Command], m: Meeting, now: int, author: Author, dice: Random) -> Command:
    """A command of that kind."""
    return make(kind, {one.name: value(one.name, kind, m, now, author, dice) for one in fields(kind) if one.name != "type"})


def make(kind: Callable[..., Command], values: dict[str, Any]) -> Command:
    """The command with these fields."""
    return kind(**values)


def some(dice: Random, *choices: Any) -> Any:
    """One of the choices."""
    return dice.choice(choices)


def ident(dice: Random, known: list[str], *, empty: float = 0.0) -> str:
    """An id that exists, seldom one that does not, sometimes none."""
    if dice.random() < empty:
        return ""
    return dice.choice(known) if known and dice.random() < 0.95 else dice.choice(JUNK)


def value(name: str, kind: type[Command], m: Meeting, now: int, author: Author, dice: Random) -> Any:
    """A value for the field called `name`."""
    turns = list(m.turns)
    match kind.__name__, name:
        case (("CutIn" | "CallOn" | "GiveFloor" | "ResumeTurn"), ("over" | "replacing")):
            return m.speaking if dice.random() < 0.95 else ident(dice, turns, empty=0.5)
        case "StartItem", "after":
            return m.running if dice.random() < 0.95 else ident(dice, list(m.items), empty=0.5)
        case (("MoveItem" | "AddItem"), "before"):
            return ident(dice, list(m.items), empty=0.3)
        case (("OpenMeeting" | "StartItem" | "EndItem" | "CloseMeeting"), "at"):
            return None if dice.random() < 0.6 else instant(m, now, dice)
        case "CorrectRun", "id":
            began = [key for key, row in m.items.items() if row.runs] + [key for key, turn in m.turns.items() if turn.runs]
            return ident(dice, began)
        case "ResumeTurn", "turn":
            return ident(dice, [turn.id for turn in m.turns.values() if turn.state == "held"] or turns)
        case "GiveFloor", "turn":
            return ident(dice, [t.id for t in m.turns.values() if not t.is_slot or t.item == m.running] or turns)
        case "EndItem", "item":
            return m.running or ident(dice, list(m.items))
        case (("EndTurn" | "HoldTurn"), "turn"):
            return m.speaking or ident(dice, turns)
        case "Ask", "item":
            return some(dice, "", m.running, "zz")
        case "Undo", "record":
            last = list(m.actions)[-8:]
            return dice.choice(last) if last and dice.random() < 0.95 else dice.randint(-1, m.n + 1)
        case "AddSlot", "before":
            return ident(dice, turns, empty=0.6)
        case "RevokeCode", "role":
            return some(dice, "host", "secretary", "point", "screen", "mirror")
        case "CheckIn", "source":
            return some(dice, "self", "self", "hall", "phone", "parent", "paper")
        case "AddRequest", "source":
            return some(dice, "hall", "phone", "paper")
        case "SubmitOpinion", "speaker":
            return "Ông A"
        case "ReplacePresenter", "point":
            return ident(dice, list(m.points), empty=0.5)
    return by_name(name, m, now, author, dice)


def by_name(name: str, m: Meeting, now: int, author: Author, dice: Random) -> Any:
    """A value for a field that means the same in every command."""
    turns = list(m.turns)
    match name:
        case "point":
            return author.point if author.point and dice.random() < 0.9 else ident(dice, list(m.points), empty=0.1)
        case "turn" | "before":
            return ident(dice, turns, empty=0.1)
        case "slot":
            return ident(dice, [turn.id for turn in m.turns.values() if turn.is_slot])
        case "item":
            return ident(dice, list(m.items))
        case "agency":
            return ident(dice, [one.id for one in m.agenda.agencies], empty=0.8)
        case "notice":
            return ident(dice, list(m.notices))
        case "note":
            return ident(dice, list(m.notes))
        case "conclusion":
            return ident(dice, list(m.conclusions))
        case "at" | "made_at":
            return some(dice, None, now) if name == "made_at" else instant(m, now, dice)
        case "until":
            return some(dice, now + 90 * MINUTE, now + 1440 * MINUTE, now, None) if m.sittings else now + 60 * MINUTE
        case "run":
            return m.items[m.running].runs[-1].start if m.running else now
        case "standby":
            return some(dice, *(turn.standby_at or now for turn in m.turns.values() if turn.state == "standby"), now)
        case "agenda":
            return some(dice, m.agenda, MORNING, WARDS, plan(item("1", 5), item("1", 5)), plan(item("1", None)))
        case "seconds":
            return some(dice, 60, 60, -60, 0, -3600)
        case "milliseconds":
            return some(dice, 0, 5000, -5000)
        case "reason":
            return some(dice, "lý do", "lý do", "lý do", "")
        case "speaker" | "leader":
            return some(dice, Speaker(), Speaker("Ông A", "Chủ tịch"))
        case "audience":
            scope = some(dice, "all", "tier", "children", "point")
            return Audience(scope, some(dice, *m.roster.tiers(), *m.points, "zz"))
        case "deadline":
            return some(dice, Deadline(), Deadline("2024-06-30"), Deadline("30/6"))
        case "counts":
            return some(dice, (), (("T1", 2),), (("H1", 2), ("H1", 1)))
        case "total":
            return some(dice, None, 0, 3)
        case "up" | "on" | "interrupt" | "draft" | "to_writing" | "shown":
            return dice.random() < 0.5
        case "leader_present":
            return some(dice, None, True, False)
        case "planned_minutes":
            return some(dice, None, 0, 5)
        case "coordinating":
            return some(dice, (), ("so-nv",))
        case "group" | "lead" | "operator" | "subject" | "build" | "name" | "cause":
            return {"cause": some(dice, "line", "leader", "other")}.get(name, some(dice, "", "Chữ"))
        case "text" | "title":
            return some(dice, "Chữ", "Chữ khác", " ")
        case _:
            return CHOICES[name](dice)


CHOICES: Final[dict[str, Any]] = {
    "of": lambda dice: dice.choice(("item", "turn")),
    "edge": lambda dice: dice.choice(("start", "end")),
    "mode": lambda dice: dice.choice(("in_person", "in_person", "online", "absent", "absent_with_leave")),
    "outcome": lambda dice: dice.choice(("called", "no_answer", "promised")),
    "kind": lambda dice: dice.choice(("sound", "picture", "other")),
    "role": lambda dice: dice.choice(("host", "point")),
}


def instant(m: Meeting, now: int, dice: Random) -> Any:
    """Now, a moment that matters in this meeting, a little beside one, or the future."""
    runs = [run for row in m.items.values() for run in row.runs] + [run for turn in m.turns.values() for run in turn.runs]
    edges = [edge for run in runs for edge in (run.start, run.end) if edge is not None]
    edges += [sitting.opened_at for sitting in m.sittings]
    moment = dice.choice(edges) if edges and dice.random() < 0.8 else now
    return some(dice, now, moment, moment + MINUTE, moment - MINUTE, moment + 3 * MINUTE, now + 1000, now + 60 * MINUTE)
