"""What people type is data: escape sequences, bidirectional tricks, invisible and stacked characters stop at the door."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

import orjson
import pytest
from annotated_types import MaxLen

from bridge_server.meeting import Command, Meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting.agenda import Item
from bridge_server.meeting.values import MINUTE, Audience, Deadline, Speaker

from ..meeting.kit import plan
from .kit import TAM_KY, TAN_THANH, THANG_BINH
from .test_security_kit import Raw, exposed, welcomed

pytestmark = pytest.mark.asyncio

TRICKS: Final = (
    "\x1b]52;c;ZXZpbA==\x07",  # writes the clipboard
    "\x1b]0;title\x07\x1b[2J\x9b31m\x9d0;title\x9c",
    "\x00\x08\x7f",
    "\u202egnp.exe\u202c\u2066x\u2069\u200f",  # turns the reading direction
    "a\u200bb\u200cc\u200dd\u2060\ufeff\u00ad",  # not seen at all
    "Z" + "\u0301\u0323\u0489" * 12,  # towers over other lines
    "\ue000\uffff\U000e0041\U0010ffff",  # private, unassigned, tags
    "\t\v\f\x1c\r\n\u2028\u2029\x85",
    "tie\u0302\u0301ng Vie\u0323\u0302t",  # decomposed
)
BEGINS: Final = "Đầu "
HOSTILE: Final = BEGINS + "|".join(TRICKS) + " cuối "


def free_texts(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the fields of a command in which people write freely: texts that may be long. Ids and dates may not."""
    hint = kind
    if get_origin(hint) is Annotated:
        base, *limits = get_args(hint)
        longest = max((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=0)
        if base is str:
            if longest >= 200:
                yield path
            return
        hint = base
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for one in fields(hint):
            yield from free_texts(hints[one.name], (*path, one.name))
    elif get_origin(hint) is tuple:
        yield from free_texts(get_args(hint)[0], (*path, "*"))


def dirtied(command: Any, paths: set[tuple[str, ...]]) -> dict[str, Any]:
    """The command as JSON, with the hostile text in each of these fields, a little different every time."""
    told: dict[str, Any] = orjson.loads(orjson.dumps(command))
    hostile = HOSTILE + token_hex(4)
    for *way, last in paths:
        holder: Any = told
        for step in way:
            holder = holder[step]
        if last == "*":
            holder[:] = [hostile] * max(1, len(holder))
        else:
            holder[last] = hostile
    return told


def script(m: Meeting, now: int) -> Iterator[tuple[str, Command]]:
    """A meeting in which every field of free text is used; each command is made when those before it are recorded."""
    who, hall = Speaker("x", "x", "x"), m.agenda.hall
    yield "host", c.Postpone(now + 60 * MINUTE, "x")
    yield "host", c.OpenMeeting(at=now - 10 * MINUTE)
    yield "host", c.StartItem("1", at=now - 5 * MINUTE)
    yield "host", c.CorrectRun("item", "1", "start", now - 6 * MINUTE, "x")
    yield "host", c.PauseClock("x")
    yield "host", c.ResumeClock()
    yield "host", c.AddItemTime("1", 60, "x")
    yield "host", c.AddItem("x", "other", "", "x", point=hall, agency="tinh-uy", name="x")
    yield "host", c.MoveItem("9", "8", "x")
    yield "host", c.SkipItem("8", "x")
    yield "host", c.AddSlot("5", TAM_KY, "x", "", "x")
    yield "host", c.MoveSlot("5a2", "5a1", "x")
    yield "host", c.SkipSlot("5a3", "x")
    yield "host", c.ReplacePresenter("5a1", "x", name="x")
    yield TAN_THANH, c.Ask(TAN_THANH, subject="x", speaker=who)
    yield "host", c.AddRequest(TAM_KY, "phone", subject="x", speaker=who)
    yield "host", c.CallOn(THANG_BINH, subject="x", speaker=who)
    yield "host", c.NameSpeaker(m.speaking, who)
    yield "host", c.AddTurnTime(m.speaking, 60, "x")
    yield "host", c.CutIn(hall, speaker=who, over=m.speaking)
    yield "host", c.DeclineTurn("r1", "x")
    yield TAN_THANH, c.CheckIn(TAN_THANH, leader=who, operator="x", reason="x")
    yield TAN_THANH, c.VoidCheckIn(TAN_THANH, reason="x")
    yield TAN_THANH, c.CheckIn(TAN_THANH, leader=who, operator="x")
    yield "host", c.ArriveLate(TAN_THANH, now - 2 * MINUTE, reason="x")
    yield "host", c.LeaveEarly(TAN_THANH, now - MINUTE, reason="x")
    yield "host", c.RecordCall(TAN_THANH, "called", "x")
    yield TAN_THANH, c.ReportFault(TAN_THANH, "sound", "x")
    yield "host", c.CloseRoll()
    yield "host", c.ReopenRoll("x")
    yield "host", c.SendNotice(Audience(), "x")
    yield "secretary", c.AddNote("x")
    yield "secretary", c.ReviseNote(next(iter(m.notes)), "x")
    yield "secretary", c.AddConclusion("x", "x", ("x", "x"), Deadline("2024-06-30", "x"))
    yield "secretary", c.ReviseConclusion(next(iter(m.conclusions)), "x", "x", ("x",), Deadline(words="x"))
    yield TAN_THANH, c.SubmitOpinion(TAN_THANH, "x", speaker="x")
    yield "host", c.Adjourn(None, "x")
    yield "host", c.ResumeMeeting()
    yield "host", c.CloseMeeting()
    yield "host", c.ReopenMeeting("x")


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in decoded JSON, with the key under which it stands."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name, name
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)


def unclean(key: str, text: str) -> list[str]:
    """What is wrong with a text, told without the code that cleans: names of what must not be in it."""
    kinds = {unicodedata.category(char) for char in text if not (char == "\n" and key == "text")}
    found: list[str] = [kind for kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") if kind in kinds]
    if text != unicodedata.normalize("NFC", text):
        found.append("not NFC")
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        found += ["stacked marks"] if marks > 2 else []
    return found


async def heard(raw: Raw) -> Iterator[dict[str, Any]]:
    """Everything that came so far: up to the answer to a question of its own."""
    raw.say({"type": "Sync", "sent": 99})
    told: list[dict[str, Any]] = []
    while not told or told[-1].get("sent") != 99:
        told.append(await raw.message())
    return iter(told)


async def test_no_field_lets_a_trick_through(tmp_path: Path) -> None:
    """Every field of every command in which people write freely, with every trick in it: the records, the floor, what is a
    point's own, its parent's list and the answers hold clean text; and what was honest in it is still there."""
    async with exposed(tmp_path / "hop") as hub, welcomed(hub, "host") as host, welcomed(hub, "secretary") as secretary:
        async with welcomed(hub, TAN_THANH) as point, welcomed(hub, TAM_KY) as parent, welcomed(hub, "screen") as screen:
            people, sent = {"host": host, "secretary": secretary, TAN_THANH: point}, set()
            for who, command in script(hub.meeting, hub.hub.clock.now()):
                paths = set(free_texts(type(command)))
                answer = await people[who].ask(dirtied(command, {one for one in paths if fits(command, one)}))
                assert answer["type"] == "Accepted", (command, answer)
                sent |= {(command.type, *one) for one in paths if fits(command, one)}
            answer = await host.ask(dirtied(c.AddNote("x", item="1"), {("item",)}))
            assert (answer["type"], unclean("", answer["text"])) == ("Rejected", [])
            frames = [one for raw in (point, parent, screen) for one in await heard(raw)]
        records = [orjson.loads(line) for line in hub.opened.log_path.read_bytes().splitlines()[1:]]
    said = [one for one in texts([records, frames]) if one[1].startswith(BEGINS)]
    assert len(said) > 40  # how many frames there are depends on how fast they came
    assert {(key, tuple(wrong)) for key, text in texts([records, frames]) if (wrong := unclean(key, text))} == set()
    assert all("tiếng Việt cuối" in text and "ZXZpbA==" in text for _, text in said)
    assert {key for key, text in said if "\n" in text} == {"text"}  # prose keeps its lines
    assert sent == EVERY_FIELD


def fits(command: Command, path: tuple[str, ...]) -> bool:
    """Whether the command has that field at all; a tuple needs something in it."""
    value: Any = command
    for step in path:
        if step == "*":
            return bool(value)
        value = getattr(value, step)
    return value is not None


NOT_TYPED: Final = {"SetAgenda", "StartHub", "StopHub", "Undo"}
"""A plan is a file; what the hub says of itself nobody types."""
EVERY_FIELD: Final = {
    (kind.__name__, *path) for kind in get_args(Command) if kind.__name__ not in NOT_TYPED for path in free_texts(kind)
}


async def test_the_fields_are_those_one_thinks_of() -> None:
    """The list that the other test goes by is made from the commands: it has what it must have, and no ids."""
    assert {("SendNotice", "text"), ("CheckIn", "leader", "in_place_of"), ("AddConclusion", "coordinating", "*")} <= EVERY_FIELD
    assert not [path for path in EVERY_FIELD if path[-1] in ("point", "agency", "turn", "item", "date", "id", "mode")]
    assert len(EVERY_FIELD) > 50


async def test_a_plan_is_cleaned_too(tmp_path: Path) -> None:
    """A programme that is sent whole: its titles reach every screen."""
    async with exposed(tmp_path / "hop") as hub, welcomed(hub, "host") as host, welcomed(hub, "screen") as screen:
        roster, hall = hub.meeting.roster.name, hub.meeting.agenda.hall
        told = orjson.loads(orjson.dumps(plan(Item("1", "1", "other", "x"), roster=roster, hall=hall)))
        told["title"] = told["items"][0]["title"] = told["heading"] = HOSTILE
        answer = await host.ask({"type": "SetAgenda", "agenda": told})
        assert answer["type"] == "Accepted", answer
        await host.ask(c.OpenMeeting())
        await host.ask(c.StartItem("1"))
        seen = [text for frame in await heard(screen) for text in texts(frame) if text[1].startswith(BEGINS)]
        assert seen
        assert [unclean(key, text) for key, text in seen] == [[]] * len(seen)


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
async def test_what_cannot_be_read_is_not_thrown_back(tmp_path: Path, trick: str) -> None:
    """The name of a field, of a message and of a choice are quoted in the answer, cleaned; an id is not given back dirty."""
    asked: list[Callable[[], dict[str, Any]]] = [
        lambda: {"type": "Sync", "sent": 1, trick: 1},
        lambda: {"type": trick},
        lambda: {"type": "Sync", "sent": trick},
        lambda: {"type": "Send", "id": f"{trick}12345678", "command": {"type": trick}},
        lambda: {"type": "Send", "id": "12345678", "command": {"type": "CheckIn", "point": "1", "mode": trick}},
        lambda: {"type": "Send", "id": "12345678", "command": {"type": "CheckIn", "point": "1", trick: {trick: trick}}},
        lambda: {"type": "Send", "id": f"id{trick}12345678", "command": {"type": "OpenMeeting"}},
        lambda: {"type": "Send", "id": "12345678", "command": {"type": "CheckIn", "point": trick + "x"}},
    ]
    async with exposed(tmp_path / "hop") as hub, welcomed(hub, TAM_KY) as raw:
        for make in asked:
            raw.say(json.dumps(make()))
            told = await raw.message("Trouble", "Rejected", "Accepted")
            assert [one for one in texts(told) if unclean(*one)] == [], told


async def test_a_name_of_a_device_is_cleaned(tmp_path: Path) -> None:
    """It stands in every record as part of the author."""
    async with exposed(tmp_path / "hop") as hub:
        for trick in TRICKS:
            async with welcomed(hub, TAM_KY, device=trick[:20]) as raw:
                assert (await raw.ask(c.RecordCall(TAM_KY, "called")))["type"] == "Accepted"
        records = [orjson.loads(line) for line in hub.opened.log_path.read_bytes().splitlines()[1:]]
    assert len(records) > len(TRICKS)
    assert [one["by"] for one in records if unclean("", one.get("by", ""))] == []
