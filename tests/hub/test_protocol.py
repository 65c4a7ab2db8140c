"""PROTOCOL.md is true: its examples are run, and what it lists is what there is."""

import ast
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import NoneType
from typing import Any, Final, get_args, get_type_hints
from urllib.error import HTTPError

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bridge_server.client.following import Following
from bridge_server.client.steady import HOST_PATIENCE, Backoff
from bridge_server.hub.answers import OWN
from bridge_server.hub.clock import ScriptedClock
from bridge_server.hub.limits import Limits
from bridge_server.journal import LOG, verify
from bridge_server.journal.format import FORMAT
from bridge_server.meeting import permissions
from bridge_server.meeting.events import CheckedIn
from bridge_server.meeting.refusals import CODES
from bridge_server.meeting.rows import State
from bridge_server.session import prepare, read_meeting
from bridge_server.wire import frames
from bridge_server.wire.codec import decode_client, decode_command, decode_hub, encode
from bridge_server.wire.frames import FINAL, VERSION, ClientFrame, Close, HubFrame
from bridge_server.wire.messages import DEEPEST, DEEPEST_HOST, LARGEST, LARGEST_HOST

from .kit import FAST, PATIENCE, TAN_THANH, Running, running

ROOT: Final = Path(__file__).parent.parent.parent
TEXT: Final = (ROOT / "bridge_server" / "wire" / "PROTOCOL.md").read_text(encoding="utf-8")
PROSE: Final = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
SEVEN: Final = 1_717_113_600_000
"""When the conversations begin: at seven on the day of the meeting."""
AGENDA: Final = {
    "title": "Hội nghị thử",
    "starts_at": "2024-05-31T08:00:00+07:00",
    "hall": "49",
    "roster": "roster.json",
    "items": [
        {"id": "1", "no": "1", "kind": "opening", "title": "Khai mạc", "planned_minutes": 5},
        {"id": "2", "no": "2", "kind": "discussion", "title": "Thảo luận", "planned_minutes": 30, "turn_minutes": 3},
        {"id": "3", "no": "3", "kind": "break", "title": "Giải lao", "planned_minutes": 10},
    ],
}
ROSTER: Final = {
    "roster": "thu",
    "points": [
        {"id": "49", "tier": "province", "name": "Hội trường tỉnh"},
        {"id": "502", "tier": "district", "name": "Thành phố Tam Kỳ", "parent": "49"},
        {"id": "20335", "tier": "commune", "name": "Phường Tân Thạnh", "parent": "502"},
    ],
}
CONTACTS: Final = "point,name,post,phones\n20335,Nguyễn Thị A,Công chức,0235 000 0000\n"


# --- what stands in the document ---


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the words behind the fence, the lines in it, and where it stands."""

    kind: str
    about: str
    text: str
    line: int

    @property
    def lines(self) -> list[str]:
        """Line by line."""
        return self.text.splitlines()


@cache
def all_blocks() -> tuple[Block, ...]:
    """Every fenced block in order."""
    found = []
    for match in re.finditer(r"^```(\S+)(?: ([^\n]+))?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        found.append(Block(match[1], match[2] or "", match[3], TEXT.count("\n", 0, match.start()) + 1))
    return tuple(found)


def blocks(kind: str, about: str | None = None) -> list[Block]:
    """Those of a kind; there is one at least."""
    found = [one for one in all_blocks() if one.kind == kind and (about is None or one.about == about)]
    assert found, (kind, about)
    return found


def section(heading: str) -> str:
    """What stands under a heading, up to the next one, without its blocks."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", PROSE, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in a text, cell by cell, without their heads."""
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if line.startswith("|")]
    rules = {at for at, row in enumerate(cells) if all(set(cell) <= set("-|") for cell in row)}
    return [row for at, row in enumerate(cells) if at not in rules and at + 1 not in rules]


# --- frames ---


def told_types() -> Iterator[type]:
    """Every frame, and every dataclass inside one but for the commands."""
    waiting, known = [*get_args(ClientFrame), *get_args(HubFrame)], set[type]()
    while waiting:
        kind = waiting.pop()
        if kind in known:
            continue
        known.add(kind)
        yield kind
        hints = get_type_hints(kind)
        waiting += [one for name in hints if name != "command" for one in parts(hints[name])]


def name_of(kind: type) -> str:
    """What it is called, in the document and in code."""
    return kind.__name__


def parts(hint: Any) -> list[type]:
    """The dataclasses that a type is made of."""
    if is_dataclass(hint) and isinstance(hint, type):
        return [hint]
    return [one for inner in get_args(hint) if inner is not NoneType for one in parts(inner)]


def told_fields(kind: type) -> set[str]:
    """The fields of a frame but for its type."""
    return {one.name for one in fields(kind) if one.name != "type"}


TYPES: Final[list[type]] = sorted(told_types(), key=name_of)


@pytest.mark.parametrize("kind", TYPES, ids=name_of)
def test_every_frame_is_told_with_every_field(kind: type) -> None:
    """And with none that it does not have."""
    assert {row[0].strip("`") for row in rows(section(kind.__name__))} == told_fields(kind)


def test_there_is_an_example_of_every_frame_and_it_can_be_read() -> None:
    """A client's is read as the hub reads it, a hub's as a client does; each says what it is."""
    for about, union, decode in (("client", ClientFrame, decode_client), ("hub", HubFrame, decode_hub)):
        shown = [decode(block.text.encode()) for block in blocks("json", about)]
        assert {type(one) for one in shown} == set(get_args(union))


def test_the_examples_of_the_hub_are_whole() -> None:
    """Every field of every part is there, as on the wire."""
    for block in blocks("json", "hub"):
        shown = json.loads(block.text)
        assert set(shown) == {"type", *told_fields(getattr(frames, shown["type"]))}
        assert json.loads(encode(decode_hub(block.text.encode()))) == shown


# --- commands and refusals ---


def test_the_commands_of_every_role_are_those_it_may_say() -> None:
    """A point's are shown, each can be read; the others are named."""
    shown = [decode_command(line.encode()) for line in blocks("commands", "point")[0].lines]
    assert [type(one) for one in shown] == list(dict.fromkeys(type(one) for one in shown))
    assert {type(one) for one in shown} == permissions.ALLOWED["point"]
    assert {type(one) for one in shown[:5]} == permissions.ROLL
    assert names("secretary") == {one.__name__ for one in permissions.ALLOWED["secretary"]}
    assert names("not-host") == {one.__name__ for one in permissions.EVERY - permissions.ALLOWED["host"]}


def names(about: str) -> set[str]:
    """Commands that are only named."""
    return set(blocks("names", about)[0].text.split())


def test_everything_a_point_says_has_its_way_after_a_broken_line() -> None:
    """Each command stands in exactly one row."""
    kinds = [re.findall(r"`([A-Z]\w+)`", row[1]) for row in rows(section("What may be sent again"))]
    told = [name for row in kinds for name in row]
    assert len(told) == len(set(told))
    assert set(told) == {one.__name__ for one in permissions.ALLOWED["point"]}


def test_every_refusal_is_there() -> None:
    """The hub's own with what to do, those of the rules by name."""
    assert {row[0].strip("`") for row in rows(section("Refusals"))} == {*OWN, "bad-message"}
    assert set(blocks("codes")[0].text.split()) == CODES


# --- the log ---


def follows() -> Callable[[str, str], bool]:
    """The function of the document that checks a line."""
    made: dict[str, Any] = {}
    exec(blocks("python", "chain")[0].text, made)
    found: Callable[[str, str], bool] = made["follows"]
    return found


def test_the_log_of_the_document_is_a_log(tmp_path: Path) -> None:
    """Its hashes are SHA-256 as the document says, our own reader takes it, and nothing in it can be altered."""
    lines = blocks("log")[0].lines
    check, previous = follows(), ""
    for line in lines:
        body, _, h = line[:-2].rpartition(',"h":"')
        assert sha256((previous + body).encode()).hexdigest() == h
        assert check(previous, line)
        assert not check(previous, line.replace("1717", "1718", 1))
        previous = h
    (tmp_path / LOG).write_bytes(blocks("log")[0].text.encode())
    told = verify(tmp_path / LOG)
    assert (told.ok, told.records, told.torn_bytes, told.closed) == (True, 3, 0, True)
    following = Following()
    records = list(following.take([f"{line}\n".encode() for line in lines]))
    assert [one["n"] for one in records] == [1, 2, 3]
    hello = decode_client(blocks("json", "client")[0].text.encode())
    assert isinstance(hello, frames.Hello)
    assert following.position == hello.position


def test_the_log_of_the_document_is_of_the_meeting_in_it(tmp_path: Path) -> None:
    """Its header holds agenda and roster as every header does; the digits told in the text are its own."""
    lines = blocks("log")[0].lines
    header = json.loads(lines[0])
    directory = made_session(tmp_path)
    real = json.loads((directory / LOG).read_bytes().splitlines()[0])
    assert list(header) == list(real)
    assert (header["agenda"], header["roster"]) == (real["agenda"], real["roster"])
    begin, end = re.findall(r"SHA-256 of `([0-9a-f]+)\.\.\.([0-9a-f]+)`", section("The log"))[0]
    assert header["h"].startswith(begin)
    assert header["h"].endswith(end)
    assert [line[:5] for line in lines] == ['{"for', '{"n":', '{"n":', '{"n":', '{"sea']
    assert f"`format` is {FORMAT};" in section("The log")


# --- what is listed ---


def test_every_close_code_is_told_with_what_follows() -> None:
    """After those that are final nobody comes again, after the others everybody."""
    told = {(int(row[0]), row[1].strip("`")): row[3] for row in rows(section("Close codes"))}
    assert set(told) == {(int(code), code.name) for code in Close}
    for (number, _), after in told.items():
        assert after.startswith("no" if number in set(FINAL) else "yes"), number
    for block in (blocks("python", "client")[0], blocks("js", "client")[0]):
        listed = re.search(r"FINAL = [\[{](.+?)[\]}]", block.text)
        assert listed
        assert {int(one) for one in listed[1].split(", ")} == {int(code) for code in FINAL}


def test_the_limits_are_those_in_force() -> None:
    """Figures of the table, and those that stand in the text."""
    limits = Limits()
    told = {row[0]: row[1] for row in rows(section("Limits"))}
    devices = ", ".join(f"{role} {count}" for role, count in limits.devices.items() if count)
    assert told == {
        "bytes of a client's message": f"{limits.message:,}",
        "the same of the host, once welcomed": f"{LARGEST_HOST:,}",
        "levels of nesting in it": f"{DEEPEST}; the host's {DEEPEST_HOST}",
        "opening the websocket, and then `Hello`, each": f"{limits.hello:.0f} s",
        "a client's messages, each connection": f"{limits.rate:.0f} a second, {limits.burst} at once",
        "devices of one code": devices,
        "bytes unsent to a client that is up to date": f"{limits.unsent:,}",
        "a record unconfirmed": f"{limits.behind:.0f} s",
        "connections of one address without a `Hello`": f"{limits.unknown:,}",
        f"wrong codes of one address in {limits.wrong_window:.0f} s": f"{limits.wrong_codes}",
        "a host's command without an answer": f"{HOST_PATIENCE:.0f} s",
    }
    assert limits.message == LARGEST
    assert f"{limits.chunk:,} bytes of lines" in section("The log")
    assert (limits.ahead, limits.floor, limits.roll, limits.ping) == (4, 0.1, 1.0, 15.0)
    for words in (f"gone for {limits.lost // 1000} s", f"({limits.grace // 1000} s after a restart", "pings every 15 s"):
        assert words in section("Staying connected")
    assert (Backoff().first, Backoff().longest) == (0.5, 30.0)


def test_states_and_version_are_told() -> None:
    """All states of a turn but the one that nobody sees; the version in the title."""
    state = next(row[1] for row in rows(section("TurnNow")) if row[0] == "`state`")
    assert set(re.findall(r"`(\w+)`", state)) == set(get_args(State)) - {"removed"}
    assert TEXT.startswith(f"# The hub's protocol, version {VERSION}\n")


def test_the_links_lead_somewhere() -> None:
    """Every anchor is a heading."""
    headings = re.findall(r"^#+ (.+)$", PROSE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert len(anchors) == len(headings)
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


# --- conversations ---


def made_session(folder: Path) -> Path:
    """The session of the document's meeting."""
    (folder / "agenda.json").write_text(json.dumps(AGENDA), encoding="utf-8")
    (folder / "roster.json").write_text(json.dumps(ROSTER), encoding="utf-8")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    prepare(folder / "hop", read_meeting(folder / "agenda.json"), 1_717_000_000_000, port=0)
    return folder / "hop"


def matches(shown: Any, said: Any) -> bool:
    """Whether the hub said what is shown: the same keys, the same values but where the document leaves them open."""
    if isinstance(shown, str) and shown.endswith("..."):
        return isinstance(said, str) and said.startswith(shown[:-3])
    if isinstance(shown, dict):
        named = set(shown) - {"..."}
        if not isinstance(said, dict) or not (named == set(said) if "..." not in shown else named <= set(said)):
            return False
        return all(matches(shown[name], said[name]) or (name == "dur" and isinstance(said[name], int)) for name in named)
    if isinstance(shown, list):
        return isinstance(said, list) and len(shown) == len(said) and all(map(matches, shown, said))
    return type(shown) is type(said) and bool(shown == said)


@dataclass(slots=True)
class Party:
    """One of those who talk, over one connection after another."""

    name: str
    socket: ClientConnection | None = None
    lines: list[str] = field(default_factory=list)
    """Raw lines of the log that came and are not shown yet."""
    log: str = ""
    h: str = ""
    """Of the last line."""
    record_h: str = ""


@dataclass(slots=True)
class Stage:
    """Plays one conversation against a hub whose clock stands where the script sets it."""

    hub: Running
    clock: ScriptedClock
    block: Block
    parties: dict[str, Party] = field(default_factory=dict)

    async def play(self) -> None:
        """From the first line to the last. What is said to one who tells the whole is shown to the last frame."""
        last = ""
        for line in self.block.lines:
            if line.startswith("#"):
                later = re.match(r"# (\d+) seconds later", line)
                self.clock.set(self.clock.now() + (int(later[1]) * 1000 if later else 0))
                continue
            if line.startswith("|"):
                self.raw(self.parties[last], line[2:])
                continue
            found = re.fullmatch(r"(?:(\w+) )?([<>]) (.+)", line)
            assert found, line
            last = found[1] or self.block.about.split()[0]
            party = await self.party(last)
            assert not party.lines, party.lines
            await (self.say(party, found[3]) if found[2] == ">" else self.hear(party, found[3]))
        if self.whole:
            await self.say(party, '{"type":"Sync","sent":1}')
            await self.hear(party, '{"type":"Synced","sent":1,"...":"..."}')

    @property
    def whole(self) -> bool:
        """Whether every frame is shown, in order."""
        return self.block.about.endswith(" whole")

    async def party(self, name: str) -> Party:
        """Whoever has this name; welcomed, unless the document shows how that goes."""
        if name not in self.parties:
            self.parties[name] = party = Party(name)
            greets = [line for line in self.block.lines if '> {"type":"Hello"' in line and (line.startswith((name, ">")))]
            if not greets:
                await self.say(party, '{"type":"Hello","v":1,"code":"CODE","lang":"en"}')
                await self.hear(party, '{"type":"Welcome","...":"..."}')
        return self.parties[name]

    async def say(self, party: Party, text: str) -> None:
        """One message, over a new connection where it is a greeting or the old one is closed."""
        if party.socket is None or '"type":"Hello"' in text:
            await self.leave(party)
            party.socket = await connect(self.hub.url, compression=None, max_size=None, proxy=None)
            party.h = party.record_h
        await self.settled()
        for word, meant in (("CODE", self.hub.code(party.name)), ("LOG", party.log), ("HASH", party.record_h[:16])):
            text = text.replace(f'"{word}"', f'"{meant}"')
        await party.socket.send(text)

    async def settled(self) -> None:
        """Until the hub has worked off all that it knows of, so that numbers of records are told in one order only."""
        async with asyncio.timeout(PATIENCE):
            while self.hub.hub.writer.pending:
                await asyncio.sleep(0.005)

    async def hear(self, party: Party, text: str) -> None:
        """Wait for what is shown. Where not all is shown, other frames may come before it."""
        assert party.socket is not None
        passed = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    head, *lines = str(await party.socket.recv()).split("\n")
                    frame = json.loads(head)
                    decode_hub(head.encode())
                    if text.startswith("{") and matches(json.loads(text), frame):
                        party.lines = lines
                        return
                    if frame["type"] != "Tick":
                        passed.append(head)
                        assert not self.whole, f"{text}\n{head}"
        except ConnectionClosed:
            assert text == f"(closed {party.socket.close_code})", (text, party.socket.close_code, passed)
            party.socket = None
        except TimeoutError:
            pytest.fail("\n".join(["not said:", text, "but:", *passed]))

    def raw(self, party: Party, shown: str) -> None:
        """The next line of the log is the one shown, and goes on from the one before."""
        assert party.lines, shown
        line = party.lines.pop(0)
        told = json.loads(line)
        assert matches(json.loads(shown), told), line
        assert follows()(party.h, line)
        party.h, party.log = told["h"], told.get("log", party.log)
        if "seal" not in told:
            party.record_h = told["h"]

    async def leave(self, party: Party) -> None:
        """The connection breaks, if there is one."""
        if party.socket is not None:
            party.socket.transport.abort()
            await party.socket.wait_closed()


@asynccontextmanager
async def on_stage(folder: Path, block: Block) -> AsyncIterator[Stage]:
    """A hub of the document's meeting, with the limits in force."""
    clock = ScriptedClock(SEVEN)
    async with running(made_session(folder), clock=clock, limits=Limits()) as hub:
        stage = Stage(hub, clock, block)
        try:
            yield stage
        finally:
            for party in stage.parties.values():
                await stage.leave(party)


@pytest.mark.asyncio
@pytest.mark.parametrize("block", blocks("conversation"), ids=lambda block: f"line {block.line}: {block.about}")
async def test_a_conversation_goes_as_it_is_told(tmp_path: Path, block: Block) -> None:
    """Against a real hub, with its real limits: every frame that is shown comes, with these keys and values."""
    async with on_stage(tmp_path, block) as stage:
        await stage.play()


# --- pages and whole clients ---


def fetched(url: str) -> tuple[int, str]:
    """Status and body of a page, whatever the status."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.mark.asyncio
async def test_the_health_pages_say_what_is_shown(tmp_path: Path) -> None:
    """The same keys, values of the same kind; the figures begin as told."""
    async with running(made_session(tmp_path)) as hub:
        shown = [block for block in blocks("json") if block.about.startswith("page ")]
        paths = [block.about.removeprefix("page ") for block in shown]
        for path, block in zip(paths, shown, strict=True):
            _, body = await asyncio.to_thread(fetched, hub.page + path)
            assert {key: type(value) for key, value in json.loads(body).items()} == {
                key: type(value) for key, value in json.loads(block.text).items()
            }
        status, body = await asyncio.to_thread(fetched, f"{hub.page}/metrics")
        assert status == 200
        assert all(line.startswith(("#", "bridge_")) for line in body.splitlines())
        assert {row[0].strip("`") for row in rows(section("Health pages"))} == {*paths, "/metrics"}


async def ran(*command: str | Path, code: str) -> tuple[int | None, str, str]:
    """Exit code, output and errors of a program that finds its code in the environment."""
    known = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    process = await asyncio.create_subprocess_exec(
        *map(str, command), env=known | {"CODE": code}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        out, wrong = await asyncio.wait_for(process.communicate(), PATIENCE * 2)
    except TimeoutError:
        process.kill()
        raise
    return process.returncode, out.decode().strip(), wrong.decode().strip()


def python_client(folder: Path) -> Path:
    """The client as a file."""
    path = folder / "check_in.py"
    path.write_text(blocks("python", "client")[0].text, encoding="utf-8")
    return path


def test_the_python_client_needs_websockets_and_nothing_else() -> None:
    """Everything else that it imports comes with Python."""
    tree = ast.parse(blocks("python", "client")[0].text)
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in plain | named} - sys.stdlib_module_names == {"websockets"}


@pytest.mark.asyncio
async def test_the_python_client_checks_a_point_in(tmp_path: Path) -> None:
    """As a program of its own: the roll has it; a code that is none ends it."""
    client = python_client(tmp_path)
    async with running(made_session(tmp_path), limits=FAST) as hub:
        code, out, wrong = await ran(sys.executable, client, hub.url, "9", code=hub.code(TAN_THANH))
        assert (code, wrong) == (0, "")
        revision = hub.meeting.check_in(TAN_THANH)
        assert revision is not None
        assert out == f"record {revision[0]}"
        assert revision[3] == CheckedIn(TAN_THANH, total=9)
        code, out, wrong = await ran(sys.executable, client, hub.url, "9", code="BCGH-234-KLMN-567")
        assert (code, out, wrong) == (1, "", "turned away: 4001 code")
        code, out, wrong = await ran(sys.executable, client, hub.url, "200000", code=hub.code(TAN_THANH))
        assert (code, out) == (1, "")
        assert wrong.startswith("command.total:")


NODE: Final = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no node to read JavaScript")
def test_the_javascript_client_can_be_read(tmp_path: Path) -> None:
    """By a real JavaScript engine."""
    path = tmp_path / "check_in.js"
    path.write_text(blocks("js", "client")[0].text, encoding="utf-8")
    told = subprocess.run([str(NODE), "--check", str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr


@pytest.mark.asyncio
async def test_the_javascript_client_checks_a_point_in(tmp_path: Path) -> None:
    """Where node has websockets: run as it stands; the roll has it, and a code that is none ends it."""
    options = websocket_options()
    if options is None:
        pytest.skip("there is no node that has websockets")
    path = tmp_path / "check_in.js"
    told = "(one) => console.log(JSON.stringify(one)), (end) => console.log(end.message)"
    call = f"checkIn(9, process.env.CODE, process.argv[2]).then({told});\n"
    path.write_text(blocks("js", "client")[0].text + call, encoding="utf-8")
    async with running(made_session(tmp_path), limits=FAST) as hub:
        code, out, wrong = await ran(str(NODE), *options, path, hub.url, code=hub.code(TAN_THANH))
        assert code == 0, wrong
        revision = hub.meeting.check_in(TAN_THANH)
        assert revision is not None
        assert (json.loads(out)["type"], json.loads(out)["n"]) == ("Accepted", revision[0])
        code, out, wrong = await ran(str(NODE), *options, path, hub.url, code="BCGH-234-KLMN-567")
        assert out == "turned away: 4001 code"


def websocket_options() -> list[str] | None:
    """What makes node know websockets; None where nothing does."""
    for options in ([], ["--experimental-websocket"]) if NODE else ():
        asked = [str(NODE), "--no-warnings", *options, "-p", "typeof WebSocket"]
        told = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
        if told.returncode == 0 and told.stdout.strip() == "function":
            return ["--no-warnings", *options]
    return None
