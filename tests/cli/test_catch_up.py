"""`catch-up`: the planner's options at a shell, the commands that `send` takes, and one of them carried out."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ..client.kit import ROOT, Served, here, prepared, served, shell
from .past import session_with

pytestmark = pytest.mark.asyncio

AN_MY = "20341"
NEARLY = timedelta(seconds=90)
"""The meeting has not begun and is late: its end moves on with the clock while the test runs."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    """A hub of a new session."""
    with served(tmp_path / "hop") as found:
        yield found


def commands_in(out: str) -> list[dict[str, Any]]:
    """The JSON lines of an answer."""
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def instant(text: str) -> datetime:
    """An instant as it was told."""
    return datetime.fromisoformat(text)


async def asked(hub: Served, *options: str) -> Any:
    """What it says with --json."""
    said = await here("catch-up", *hub.at("host"), "--json", *options)
    assert said.code == 0, said
    return said.facts


async def test_every_option_is_a_sentence_with_the_commands_that_do_it(hub: Served) -> None:
    """In a session directory nothing else need be named; sent one by one they bring the very end that was told."""
    said = await shell("catch-up", str(hub.directory), "--minutes", "12")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("Phương án")]
    assert len(heads) == 3
    second = lines[heads[1] : heads[2]]
    assert second[0].startswith("Phương án 2. Rút ngắn giải lao, rồi thảo luận: kết thúc ")
    assert second[0].endswith(", bù 12 phút.")
    assert second[1:3] == ["6. Giải lao: 15 phút còn 5 phút", "7. Thảo luận: 25 phút còn 23 phút"]
    told = (await asked(hub, "--minutes", "12"))["options"][1]
    assert told["commands"] == commands_in("\n".join(second))
    for command in told["commands"]:
        sent = await here("send", json.dumps(command), *hub.at("host"))
        assert sent.code == 0, sent.err
    now = (await asked(hub, "--minutes", "5"))["options"][0]
    assert abs(instant(now["before"]) - instant(told["after"])) < NEARLY
    assert hub.events("ItemTimeAdded") == [
        {"item": "6", "seconds": -600, "reason": "bù 12 phút", "type": "ItemTimeAdded"},
        {"item": "7", "seconds": -120, "reason": "bù 12 phút", "type": "ItemTimeAdded"},
    ]


async def test_an_option_is_carried_out_and_taken_back(hub: Served) -> None:
    """Its commands are records one after another; the undos that are told bring everything back."""
    before = await asked(hub, "--minutes", "12")
    said = await here("catch-up", str(hub.directory), "--minutes", "12", "--apply", "2")
    assert said.code == 0, said
    assert "Đã làm 2 thay đổi: kết thúc " in said.out
    undo = commands_in(said.out)
    records = hub.records()
    assert [one["record"] for one in undo] == [records[-1]["n"], records[-2]["n"]]
    for command in undo:
        assert (await here("send", json.dumps(command), *hub.at("host"))).code == 0
    after = await asked(hub, "--minutes", "12")
    assert [one["commands"] for one in after["options"]] == [one["commands"] for one in before["options"]]
    assert abs(instant(after["options"][0]["before"]) - instant(before["options"][0]["before"])) < NEARLY


async def test_many_commands_go_out_no_faster_than_a_hub_takes_them(tmp_path: Path) -> None:
    """Forty contributions and their item: forty-one records through one connection, which the hub does not end."""
    plan = json.loads((ROOT / "agenda.json").read_bytes())
    slot = plan["items"][4]["groups"][0]["slots"][0]
    slots = [slot | {"id": f"s{number}", "planned_minutes": 5} for number in range(40)]
    plan["items"][4]["groups"][0]["slots"] = slots
    plan["items"][4]["planned_minutes"] = None
    plan["items"][4]["groups"] = plan["items"][4]["groups"][:1]
    plan["ends_at"] = None
    file = tmp_path / "agenda.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    hub = Served(session_with(tmp_path / "hop", (), file))
    hub.start()
    try:
        said = await here("catch-up", str(hub.directory), "--minutes", "40", "--apply", "1", "--json")
        assert said.code == 0, said
        assert len(said.facts["records"]) >= 40
    finally:
        hub.stop()


async def test_what_cannot_be_is_said(hub: Served) -> None:
    """Too much to recover, a number that no option has, minutes that are none; who may not, and who is told nothing."""
    much = await here("catch-up", *hub.at("host"), "--minutes", "600")
    assert (much.code, much.out.startswith("Không thể bù đủ 10 giờ; nhiều nhất được")) == (0, True)
    none = await here("catch-up", *hub.at("host"), "--minutes", "12", "--apply", "9")
    assert (none.code, "Không có phương án 9" in none.err) == (2, True)
    bad = await here("catch-up", *hub.at("host"), "--minutes", "0")
    assert (bad.code, "từ 1 đến 1440" in bad.err) == (2, True)
    missing = await here("catch-up", *hub.at("host"))
    assert (missing.code, "--minutes" in missing.err) == (2, True)
    point = await here("catch-up", *hub.at(AN_MY), "--minutes", "12")
    assert (point.code, "Chỉ mã của điều phối" in point.err) == (3, True)
    refused = await here("catch-up", *hub.at("secretary"), "--minutes", "12", "--apply", "1")
    assert refused.code == 3
    assert "Đã làm 0/" in refused.err
    assert hub.events("ItemTimeAdded") == []
    await here("send", '{"type": "OpenMeeting"}', *hub.at("host"))
    await here("send", '{"type": "CloseMeeting"}', *hub.at("host"))
    closed = await here("catch-up", *hub.at("host"), "--minutes", "12", "--json")
    assert (closed.code, closed.facts["ok"], closed.facts["code"]) == (3, False, "nothing")


async def test_stopped_in_the_middle_it_says_what_was_done(hub: Served) -> None:
    """The discussion is given a minute by another host in the very moment: one change is made, the other is not."""
    from bridge_server.cli.visit import Visit
    from bridge_server.meeting import Command

    first: list[Command] = []
    ask = Visit.ask

    async def meddled(self: Visit, command: Command, ident: str) -> Any:
        answer = await ask(self, command, ident)
        if not first:
            first.append(command)
            told = await asyncio.to_thread(lambda: asyncio.run(_send(hub)))
            assert told == 0
            meeting = self.meeting
            assert meeting is not None
            await self.read_up_to(last(hub))
        return answer

    patch = pytest.MonkeyPatch()
    patch.setattr(Visit, "ask", meddled)
    try:
        said = await here("catch-up", *hub.at("host"), "--minutes", "12", "--apply", "2", "--json")
    finally:
        patch.undo()
    assert said.code == 3
    assert (said.facts["ok"], said.facts["code"], len(said.facts["records"])) == (False, "overtaken", 1)
    assert said.facts["undo"] == [{"record": said.facts["records"][0], "type": "Undo"}]
    assert "Đã làm 1/2 thay đổi rồi dừng" in " ".join(said.facts["sentences"])


def last(hub: Served) -> int:
    """The number of the last record."""
    number: int = hub.records()[-1]["n"]
    return number


async def _send(hub: Served) -> int:
    """Another host, in a process of its own."""
    command = '{"type": "AddItemTime", "item": "7", "seconds": 60}'
    return (await shell("send", command, *hub.at("host"))).code


async def test_without_a_hub_it_says_so(tmp_path: Path) -> None:
    """4 for a session nobody serves, 2 for what is no session."""
    quiet = await here("catch-up", str(prepared(tmp_path / "hop")), "--minutes", "12")
    assert (quiet.code, "máy chủ" in quiet.err) == (4, True)
    nothing = await here("catch-up", str(tmp_path / "nowhere"), "--minutes", "12")
    assert nothing.code == 2, nothing
