"""The hub's own log: whatever happens, no code, no secret, no phone and nobody's words in it, and one event is one line."""

import errno
import os
import re
import sys
import unicodedata
from contextlib import AsyncExitStack
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from bridge_server.hub.codes import ROLES, Holder, all_codes, derive, written
from bridge_server.hub.limits import Limits
from bridge_server.hub.opening import folded, read_secret
from bridge_server.hub.serve import HUB_LOG
from bridge_server.journal import LOG
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.session import prepare, read_meeting, read_settings
from bridge_server.wire.frames import Close

from ..journal.kit import FaultyDisk
from .kit import ROOT, TAM_KY, TAN_THANH, THANG_BINH
from .test_security_kit import TEXT, Raw, dialled, ended, exposed, opened, process, served, until, upgrade

pytestmark = pytest.mark.asyncio

CONTACTS: Final = """point;name;post;phones
20335;Trần Thị Hằng;Văn phòng;0905 123 457 / +84 914 555 673
502;Nguyễn Văn Kha;Chánh Văn phòng;(0235) 3852 641
"""
PHONES: Final = ("0905123457", "84914555673", "914555673", "02353852641")
WORDS: Final = {
    "notice": "Kính mời các điểm cầu bật micro thử",
    "opinion": "Đề nghị tỉnh bố trí vốn đường ĐT611",
    "note": "Ghi chú riêng của thư ký",
    "conclusion": "Giao Sở Tài chính tham mưu trước ngày 15",
    "subject": "Xin ý kiến về giá đất",
    "fault": "Micro rè từ lúc tám giờ",
    "call": "Gọi hai lần không ai nghe",
    "leader": "Lê Quang Vịnh",
}
"""What people said, by where they said it."""


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session whose points can be phoned."""
    (tmp_path / "agenda.json").write_bytes((ROOT / "agenda.json").read_bytes())
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    prepare(tmp_path / "hop", read_meeting(tmp_path / "agenda.json"), 1_717_000_000_000, port=0)
    return tmp_path / "hop"


class Codes:
    """The codes of a session, whoever serves it."""

    def __init__(self, directory: Path) -> None:
        self.secret = read_secret(directory)
        self._session = read_settings(directory).session
        self._roster = folded(directory / LOG)[0].meeting.roster

    def __call__(self, holder: str, generation: int = 0) -> str:
        """The code of a role or a point."""
        whose = next((Holder(role) for role in ROLES if role == holder), Holder("point", holder))
        return derive(self.secret, self._session, whose, generation)

    def every(self) -> list[str]:
        """Every code there is or was."""
        generations: list[dict[str, int]] = [{}, {"host": 1, f"point:{TAN_THANH}": 1, f"point:{THANG_BINH}": 1}]
        return [code for one in generations for _, code in all_codes(self.secret, self._session, self._roster, one)]


async def enters(people: AsyncExitStack, port: int, code: str, **more: Any) -> Raw:
    """Somebody who stays as long as `people`."""
    raw = await people.enter_async_context(dialled(port))
    assert await raw.request(headers=upgrade(("User-Agent", f"page {written(code)}"))) == 101
    raw.hello(code, **more)
    assert (await raw.message())["type"] == "Welcome"
    return raw


async def a_little_meeting(people: AsyncExitStack, port: int, code: Codes) -> None:
    """Check-ins, messages, opinions, minutes; and beside them everything that goes wrong at a door and on a line."""
    host, secretary = (
        await enters(people, port, code("host"), device=written(code("host"))),
        await enters(people, port, code("secretary")),
    )
    point, other = (
        await enters(people, port, code(TAN_THANH), device="Tablet của Hằng"),
        await enters(people, port, code(THANG_BINH)),
    )
    accepted = [
        await point.ask(c.CheckIn(TAN_THANH, leader=Speaker(WORDS["leader"]), total=7, operator="Hằng")),
        await host.ask(c.OpenMeeting()),
        await host.ask(c.StartItem("1")),
        await host.ask(c.SendNotice(Audience("all"), WORDS["notice"])),
        await point.ask(c.Ask(TAN_THANH, subject=WORDS["subject"], speaker=Speaker(WORDS["leader"]))),
        await point.ask(c.SubmitOpinion(TAN_THANH, WORDS["opinion"])),
        await point.ask(c.ReportFault(TAN_THANH, "sound", WORDS["fault"])),
        await host.ask(c.RecordCall(TAM_KY, "no_answer", WORDS["call"])),
        await secretary.ask(c.AddNote(WORDS["note"])),
        await secretary.ask(c.AddConclusion(WORDS["conclusion"], lead="Sở Tài chính")),
        await host.ask(c.RevokeCode("point", THANG_BINH)),
    ]
    assert {one["type"] for one in accepted} == {"Accepted"}
    assert await other.end() == Close.REVOKED
    assert (await point.ask(c.SendNotice(Audience("all"), WORDS["notice"])))["code"] == "not-allowed"
    await wrong_doors(port, code)
    await broken_lines(people, port, code)


async def wrong_doors(port: int, code: Codes) -> None:
    """Codes where none belongs, wrong ones, revoked ones, foreign pages."""
    right = code(TAN_THANH)
    swapped = right[:-2] + right[-1] + right[-2]
    for told in (swapped + "2", right + right, right[:-1], right.lower() + "!", code(THANG_BINH), f"code {right}", PHONES[0]):
        async with opened(port) as raw:
            raw.hello(told)
            assert await raw.end() == Close.BAD_CODE
    for path in (f"/{right}", f"/?code={right}", f"/{written(right)}", f"/ws/{right}"):
        async with dialled(port) as raw:
            assert await raw.request(path) in (200, 404)
    async with dialled(port) as raw:
        assert await raw.request(headers=upgrade(("Origin", f"https://evil.example/#{right}"), ("X-Code", right))) == 403
    async with dialled(port) as raw:
        raw.put(f"GET /{right} HTTP/9\r\nCookie: {right}\r\n\r\n".encode())
        assert await raw.response() == 0
    async with opened(port) as raw:
        raw.say({"type": "Hello", "v": 99, "code": right})
        assert await raw.end() == Close.NEWER_VERSION
    async with opened(port) as raw:
        raw.say({"type": "Hello", "v": 1, "code": right, "phone": PHONES[0]})
        assert await raw.end() == Close.BAD_PROTOCOL


async def broken_lines(people: AsyncExitStack, port: int, code: Codes) -> None:
    """Messages full of codes and words that cannot be read, frames against the protocol, a flood, a line cut in the middle."""
    right, said = code(TAN_THANH), WORDS["opinion"]
    for number, broken in enumerate(
        (f'{{"type":"{right}","text":"{said}"}}', f'{{"{right}":"{said}"}}', f"{right} {said}", "[" * 9000)
    ):
        raw = await enters(people, port, code("screen"), device=f"s{number}")
        raw.say(broken)
        assert (await raw.message("Trouble"))["code"] == "bad-message"
    words = said.encode()
    frames = ((3, words, True), (TEXT, words, False), (TEXT, words * 999, True), (TEXT, b"\xff" + words, True))
    for number, (opcode, payload, masked) in enumerate(frames):
        raw = await enters(people, port, code(TAM_KY), device=f"p{number}")
        raw.send(opcode, payload, masked=masked)
        assert await raw.end() in (1002, 1007, 1009)
    raw = await enters(people, port, code("screen"), device="flood")
    for _ in range(60):
        raw.say(said)
    assert await raw.end() == Close.RATE
    raw = await enters(people, port, code(TAM_KY), device=right)
    raw.put(b"\x81\xfe\x01\x00half")
    raw.cut()


def plain(text: str) -> str:
    """Letters and digits alone, as capitals: in this every way of writing a code or a number is the same."""
    told = "".join(decoded(line) for line in text.split("\n"))
    return "".join(char for char in unicodedata.normalize("NFKC", told).upper() if char.isalnum())


def decoded(line: str) -> str:
    """A line of the log with its values as they are read; any other line as it is."""
    try:
        return " ".join(map(str, orjson.loads(line).values()))
    except (orjson.JSONDecodeError, AttributeError):
        return line


def says_nothing(text: str, codes: Codes) -> None:
    """Fails where a log gives something away."""
    told = plain(text)
    assert [code for code in codes.every() if code in told] == []
    assert codes.secret.hex().upper() not in told
    assert repr(codes.secret)[2:-1] not in text
    assert [phone for phone in PHONES if phone in told] == []
    assert [where for where, words in WORDS.items() if plain(words) in told] == []


def log_lines(text: str) -> list[dict[str, Any]]:
    """Every line is one JSON object with an event, a level and a time."""
    found = [orjson.loads(line) for line in text.split("\n")[:-1]]
    assert all({"event", "level", "timestamp"} <= set(one) for one in found)
    return found


async def test_the_log_of_a_hub_gives_nothing_away(session: Path) -> None:
    """A whole little meeting with all that goes wrong around it, and at the end a disk that fails: no code, phone or word."""
    kept, broken, codes = StringIO(), [False], Codes(session)

    def fault(name: str, _count: int) -> None:
        if broken[0] and name == "datasync":
            raise OSError(errno.EIO, os.strerror(errno.EIO), codes("host"))

    async with (
        exposed(session, limits=replace(Limits(), linger=0.3), disk=FaultyDisk(fault), log_to=kept) as hub,
        AsyncExitStack() as people,
    ):
        await a_little_meeting(people, hub.hub.port, codes)
        broken[0] = True
        host = await enters(people, hub.hub.port, codes("host"), device="again")
        assert (await host.ask(c.AddNote(WORDS["note"])))["code"] == "frozen"
        await people.aclose()
        await until(lambda: not hub.hub.peers)
    told = kept.getvalue()
    says_nothing(told, codes)
    events = [one["event"] for one in log_lines(told)]
    assert {"serving", "closed", "wrong-code", "log-frozen", "stopped"} <= set(events)
    assert "defect" not in events
    assert events.count("wrong-code") == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
async def test_a_process_gives_nothing_away_either(session: Path) -> None:
    """The same in earnest: what a served hub leaves in hub.log, and says on stdout and stderr."""
    codes = Codes(session)
    with process("serve", session) as child:
        notice = await served(child, session)
        async with AsyncExitStack() as people:
            await a_little_meeting(people, notice.port, codes)
        out, err = await ended(child, asked=True)
    assert child.returncode == 0
    told = (session / HUB_LOG).read_text("utf-8")
    assert len(log_lines(told)) > 10
    assert "Traceback" not in err
    for text in (told, out, err):
        says_nothing(text, codes)


async def test_contacts_reach_neither_the_log_of_the_meeting_nor_points(session: Path) -> None:
    """Phones are sent to the host, the secretary and a parent point, and kept in their own file alone."""
    codes = Codes(session)
    async with exposed(session) as hub:
        host, mirror, point = [await hub.join(one) for one in ("host", "mirror", TAN_THANH)]
        assert any(frame.type == "Contacts" for frame in host.frames)
        await host.accepted(c.RecordCall(TAN_THANH, "called"))
        await mirror.record(hub.meeting.n)
        await point.connection.sync()
        for client in (mirror, point):
            assert not any(frame.type == "Contacts" for frame in client.frames)
            assert not any(phone in plain(repr([client.frames, client.records])) for phone in PHONES)
    written_down = {path.name for path in session.rglob("*") if path.is_file() and holds(path, codes)}
    assert written_down == {"contacts.csv"}


def holds(path: Path, _codes: Codes) -> bool:
    """Whether a file has one of the phones in it, however written."""
    told = re.sub(rb"[^0-9]", b"", path.read_bytes()).decode()
    return any(phone in told for phone in PHONES)


async def test_why_a_connection_was_closed_is_written(session: Path) -> None:
    """The number of the close code is no code that lets anybody in."""
    kept, codes = StringIO(), Codes(session)
    async with exposed(session, log_to=kept) as hub, AsyncExitStack() as people:
        raw = await enters(people, hub.hub.port, codes(TAN_THANH))
        raw.hello("again")
        await raw.end()
        await people.aclose()
    (told,) = [one for one in log_lines(kept.getvalue()) if one["event"] == "closed"]
    assert (told["by"], told["code"]) == (f"point:{TAN_THANH}", Close.BAD_PROTOCOL)


# --- one event, one line ---

FORGED: Final = '\n{"event":"stopped","level":"info","timestamp":"2024"}\r\n\u2028\x85\x1b[2J'


async def test_nobody_writes_a_line_into_the_log(session: Path) -> None:
    """Line breaks and JSON in a device's name, in a code and in a header stay inside one value of one line."""
    kept, codes = StringIO(), Codes(session)
    limits = replace(Limits(), devices={**Limits().devices, "point": 1})
    async with exposed(session, log_to=kept, proxies=("127.0.0.1",), limits=limits) as hub, AsyncExitStack() as people:
        for number in range(2):
            await enters(people, hub.hub.port, codes(TAN_THANH), device=f"{number}{FORGED}"[:40])
        async with opened(hub.hub.port, ("X-Forwarded-For", '{"event":"stopped"}'), ("User-Agent", "x\\n")) as raw:
            raw.hello(f"x{FORGED}"[:60])
            await raw.end()
        assert [one for one in log_lines(kept.getvalue()) if one["event"] == "stopped"] == []
        await people.aclose()
        await until(lambda: not hub.hub.peers)
    assert [one["event"] for one in log_lines(kept.getvalue())].count("stopped") == 1


async def test_nobody_writes_a_record_into_the_meeting(session: Path) -> None:
    """The same in the name of a leader and of a device: one record, one line, and its text is one clean line."""
    codes = Codes(session)
    async with exposed(session) as hub, AsyncExitStack() as people:
        before = hub.meeting.n
        raw = await enters(people, hub.hub.port, codes(TAN_THANH), device=f"máy{FORGED}"[:30])
        n = (await raw.ask({"type": "CheckIn", "point": TAN_THANH, "leader": {"name": f"A{FORGED}"}}))["n"]
        host = await hub.join("host")
        record = await host.record(n)
        assert record["events"][0]["leader"]["name"].startswith('A {"event":"stopped"')
        assert not set("\n\r\x1b\u2028\x85") & set(record["by"] + record["events"][0]["leader"]["name"])
        assert hub.meeting.n == n == before + 2  # the page's line, the check-in
        await people.aclose()
    raw_lines = (session / LOG).read_bytes().split(b"\n")[:-1]
    assert sum(b'"event":"stopped"' in line or b'\\"event\\":\\"stopped' in line for line in raw_lines) == 1
    assert all(orjson.loads(line) for line in raw_lines)
