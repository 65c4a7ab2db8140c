"""Whatever the console can do, a shell can: every command that its actions say goes through `bridge-server send` unchanged."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from bridge_server.cli.given import command_given
from bridge_server.hub.clock import ScriptedClock
from bridge_server.meeting import Author, Command, Meeting, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.author import Role
from bridge_server.meeting.permissions import ALLOWED
from bridge_server.meeting.rows import Conclusion, Note
from bridge_server.meeting.values import MINUTE
from bridge_server.reports.times import date_short
from bridge_server.session import read_meeting
from bridge_server.wire.codec import encode
from bridge_server.wire.messages import validated
from console.actions.action import Action
from console.actions.catch_up import ways
from console.actions.every import actions
from console.actions.guard import why_not
from console.forms import (
    Check,
    Choice,
    Compose,
    Confirm,
    Effect,
    Field,
    Find,
    Form,
    Go,
    Moment,
    Not,
    Number,
    Pick,
    Text,
    Values,
    Wrong,
)
from console.plan_file import read_plan
from console.roll import Roll
from console.scene import Marked, Scene
from console.views.writing import key_of

from ..client.kit import ROOT, here
from ..console import test_actions as start
from ..console.kit import LocalFeed, break_feed, meeting_feed, papers_feed
from ..hub.kit import running
from .past import session_with

HALL, DISTRICT, COMMUNE = "49", "502", "20335"
SAID: Final = "bộ phận một cửa"


def roll_closed() -> LocalFeed:
    """The roll is closed, one point and one agency of the hall are on it, and a fault is open."""
    feed = papers_feed()
    feed.says(Author("host"), c.ReportFault(DISTRICT, "sound"), c.CheckIn(HALL, "in_person", "hall", "so-nv"), c.CloseRoll())
    return feed


def asked_with_notes() -> LocalFeed:
    """Requests wait, and there are a note, a draft and a conclusion."""
    feed = start.asked()
    by = Author("secretary")
    feed.says(
        by, c.AddNote("ý kiến về đường truyền"), c.AddConclusion("rà soát", "so-nv", draft=True), c.AddConclusion("báo cáo")
    )
    feed.says(by, c.AddNote("nhầm"), c.RemoveNote("g2"))
    return feed


STARTS: Final[dict[str, Callable[[], LocalFeed]]] = {
    "prepared": meeting_feed,
    "opened": start.opened,
    "papers": papers_feed,
    "silent": start.silent,
    "held": start.held,
    "asked": asked_with_notes,
    "paused": start.paused,
    "declined": start.declined,
    "passed": start.passed,
    "closed-list": start.closed_list,
    "skipped": start.skipped,
    "undone": start.undone,
    "break": break_feed,
    "roll-closed": roll_closed,
    "adjourned": start.adjourned,
    "closed": start.closed,
}
CONVENIENCES: Final = {
    "set-agenda": "send @agenda.json (or - < agenda.json): a meeting file is the command that puts it in place",
    "catch-up": "catch-up --minutes N: its lines are the commands; --apply K says them",
    "writing.load": "drafts FILE: every line becomes an AddConclusion",
    "writing.reword": "the command of writing.edit, with an older wording in it",
}
"""Actions that say nothing themselves but what a file or the planner holds, and what a shell does instead."""


ELSEWHERE: Final = {
    "SetAgenda": "send @agenda.json",
    "SubmitOpinion": "opinion --point",
}
"""Commands that no action says by itself, and what a shell does."""


@cache
def past(name: str) -> LocalFeed:
    """The meeting there; nobody says anything to it any more."""
    return STARTS[name]()


def scenes(name: str) -> Iterator[Scene]:
    """What an action may be about there: nothing, a point, an agency at the hall, contributions and items that differ."""
    feed = past(name)
    meeting = feed.meeting
    bare = Scene("vi", meeting, Roll(meeting), feed.now)
    turns = {turn.state: turn.id for turn in meeting.turns.values()}
    chosen: Marked = "chosen"
    roles: tuple[Role, ...] = ("host", "secretary") if name == "roll-closed" else ("host",)
    for said in roles:
        yield replace(bare, role=said)
        for point in (COMMUNE, DISTRICT, f"{HALL}/so-nv"):
            yield replace(bare, role=said, point=point)
        for turn in turns.values():
            yield replace(bare, role=said, turn=turn, marked=chosen)
        for item in meeting.order[::3]:
            yield replace(bare, role=said, item=item, marked=chosen)
        written: list[Note | Conclusion] = [*meeting.notes.values(), *meeting.conclusions.values()]
        for row in written:
            yield replace(bare, role=said, written=key_of(row))


def filled(form: Form, scene: Scene, given: int) -> Values:
    """What a hand would put in: with `given` 0 Enter at once, with 1 and 2 something everywhere, and other options of choices."""
    return {field.key: value_of(field, scene, given) for field in form.fields}


def value_of(field: Field, scene: Scene, given: int) -> Any:
    """Something that fits."""
    match field:
        case Text():
            needed = field.offers[0] if field.offers else SAID
            return field.value or (needed if field.required or given else "")
        case Choice():
            options = [value for value, _ in field.options]
            at = options.index(field.value) if field.value in options else 0
            return options[(at + given) % len(options)]
        case Check():
            return True
        case Number():
            return field.value if field.value is not None else max(field.least, 1) if field.required or given else None
        case Moment():
            if given == 0 and not field.required:
                return field.value
            return (scene.shown_now + 30 * MINUTE if field.value is None else field.value) - (0, 1, 31)[given] * MINUTE
        case Pick():
            found = field.search(field.shown or "hoi a")
            return found[0].id if found else ""


def said(effect: Effect | Wrong, scene: Scene, action: Action, depth: int = 0) -> Iterator[Command]:
    """The commands that come of it, whatever is asked in between."""
    match effect:
        case Form() if depth < 4:
            tried: list[Values] = []
            for given in range(3):
                values = filled(effect, scene, given)
                if values not in tried:
                    yield from said(effect.made(values, scene), scene, action, depth + 1)
                tried.append(values)
        case Compose():
            for given in range(2):
                switches = {one.key: value_of(one, scene, given) for one in effect.switches}
                line = f"{effect.value} {SAID}".strip()
                yield from said(effect.build({"line": line, **switches}, scene), scene, action, depth + 1)
        case Find() if depth < 4:
            for typed in ("", "hoi a"):
                for one in effect.search(typed)[:2]:
                    yield from said(effect.then(one), scene, action, depth + 1)
        case Confirm():
            yield from said(effect.then(), scene, action, depth + 1)
        case Go("catch-up", minutes):
            for option in ways(scene, int(minutes)):
                yield from option.commands
        case Go() | Not() | Wrong() | None | Form() | Find():
            return
        case _:
            yield effect


@dataclass(frozen=True)
class Twin:
    """A command of an action, and where it was said."""

    action: str
    start: str
    by: Role
    command: Command


@cache
def twins() -> tuple[Twin, ...]:
    """Every command that an action leads to somewhere, once for each kind that the hub accepts there."""
    found: dict[tuple[str, str], Twin] = {}
    for name in STARTS:
        feed = past(name)
        for scene in scenes(name):
            for action in actions().values():
                chosen = scene.turn or scene.item or scene.point
                if not action.writes or why_not(action, scene) or (chosen and action.id in CONVENIENCES):
                    continue
                for command in said(action.do(scene), scene, action):
                    key = action.id, command.type
                    if key not in found and accepted(feed.meeting, command, scene.role, feed.now):
                        found[key] = Twin(action.id, name, scene.role, command)
    return tuple(found.values())


def accepted(meeting: Meeting, command: Command, role: Role, now: int) -> bool:
    """Whether a hub would."""
    try:
        decide(meeting, command, Author(role), now)
    except Exception:  # what a form let through and a rule does not
        return False
    return True


def test_every_action_that_writes_leads_to_commands() -> None:
    """Wherever it can be done; those that only hold a file or the planner are told apart, with their own way."""
    reached = {twin.action for twin in twins()}
    writing = {action.id for action in actions().values() if action.writes}
    assert writing - reached - CONVENIENCES.keys() == set()


def test_every_command_is_one_line_of_json_that_says_the_same() -> None:
    """Encoded, given to `send` and read again: the very command."""
    for twin in twins():
        line = encode(twin.command).decode()
        assert "\n" not in line
        assert validated(Command, command_given("vi", line)) == twin.command


def test_whatever_a_host_may_say_an_action_says() -> None:
    """But for what a shell has a command of its own for."""
    reached = {twin.command.type for twin in twins()}
    people = {kind.__name__ for kind in ALLOWED["host"]}
    assert people - reached == ELSEWHERE.keys()
    assert reached <= people


def by_kind() -> list[Twin]:
    """One of each kind of command."""
    kinds: dict[str, Twin] = {}
    for twin in twins():
        kinds.setdefault(twin.command.type, twin)
    return list(kinds.values())


@pytest.mark.asyncio
async def test_each_kind_goes_through_send_to_a_hub_and_becomes_the_same_record(tmp_path: Path) -> None:
    """A hub of that very moment, and a shell: the events are those that the console's command would have had."""
    for number, twin in enumerate(by_kind()):
        feed = past(twin.start)
        directory = session_with(tmp_path / str(number), feed.records)
        async with running(directory, clock=ScriptedClock(feed.now)) as hub:
            expected = decide(hub.meeting, twin.command, Author(twin.by), feed.now)
            before = hub.meeting.n
            at = ("--url", hub.page, "--code", hub.code(twin.by))
            told = await here("send", encode(twin.command).decode(), *at, "--json")
            assert told.code == 0, (twin, told)
            assert told.facts["record"] == before + 1
        (record,) = [one for one in records_of(directory) if one["n"] == before + 1]
        assert record["events"] == orjson.loads(orjson.dumps(expected)), twin
        assert record["by"].split("@")[0] == twin.by


def records_of(directory: Path) -> list[dict[str, Any]]:
    """What the log of a session has."""
    from bridge_server.journal import read_chain

    return list(read_chain(directory / "session.jsonl").records())


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["file", "stdin", "command"])
async def test_the_whole_programme_is_set_from_a_file(tmp_path: Path, way: str) -> None:
    """As the console does it from a path: a meeting file behind "@" or on stdin, or the command itself in a file."""
    plan = json.loads((ROOT / "agenda.json").read_bytes())
    plan["items"][5]["planned_minutes"] = 20
    file = tmp_path / "moi.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    expected = read_plan("vi", file)
    assert expected == read_meeting(file).agenda
    directory = session_with(tmp_path / "hop", ())
    async with running(directory, clock=ScriptedClock(1_717_100_000_000)) as hub:
        at = ("--url", hub.page, "--code", hub.code("host"))
        if way == "stdin":
            told = await here("send", "-", *at, stdin=file.read_bytes())
        else:
            if way == "command":
                file.write_bytes(encode(c.SetAgenda(read_meeting(file).agenda)))
            told = await here("send", f"@{file}", *at)
        assert told.code == 0, told
        assert hub.meeting.agenda == expected
        assert date_short("vi", hub.meeting.starts_at) == "31/5/2024"


@pytest.mark.asyncio
async def test_a_file_that_cannot_be_used_is_told_with_every_fault(tmp_path: Path) -> None:
    """Not there, no JSON, no UTF-8, a plan with faults, a command with faults: exit 2, nothing is sent."""
    file = tmp_path / "x.json"
    at = ("--url", "http://127.0.0.1:9", "--code", "BCGH-234-KLMN-567")
    assert (await here("send", f"@{file}", *at)).code == 2
    for raw, words in (
        (b"{", "JSON"),
        (b'{"type": "Dance"}', "Dance"),
        (b'\xff{"items": []}', "UTF-8"),
        (b'{"items": []}', "x.json"),
    ):
        file.write_bytes(raw)
        told = await here("send", f"@{file}", *at)
        assert (told.code, words in told.err) == (2, True), told
    assert (await asyncio.to_thread(file.read_bytes)) == b'{"items": []}'
