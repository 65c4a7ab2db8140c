"""The one writer: decided once, kept before anybody hears of it, answered the same however often it is asked."""

import asyncio
import errno
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect

from bridge_server.client.connection import TurnedAway, open_connection
from bridge_server.journal import verify
from bridge_server.meeting import Author, Command, Meeting, digest
from bridge_server.meeting import commands as c
from bridge_server.meeting.decide import RULES
from bridge_server.meeting.events import Event
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import Accepted, Floor, Hello, Records, Rejected, Send
from tests.journal.kit import FaultyDisk

from .kit import PATIENCE, TAM_KY, TAN_THANH, Client, Running, make_session, running

pytestmark = pytest.mark.asyncio


class Held:
    """A fault that is none: from `hold` to `release` every sync waits."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._reached = threading.Event()

    def __call__(self, name: str, _count: int) -> None:
        if name == "datasync" and not self._free.is_set():
            self._reached.set()
            self._free.wait(PATIENCE)

    def hold(self) -> None:
        """The next sync waits."""
        self._reached.clear()
        self._free.clear()

    async def reached(self) -> None:
        """A sync waits now."""
        assert await asyncio.to_thread(self._reached.wait, PATIENCE)

    def release(self) -> None:
        """Let it go on."""
        self._free.set()


async def queued(hub: Running, count: int) -> None:
    """So many commands wait for their answers."""
    async with asyncio.timeout(PATIENCE):
        while hub.hub.writer.pending < count:
            await asyncio.sleep(0.001)


def records_of(directory: Path) -> list[dict[str, Any]]:
    """What the log says, seals and header left out."""
    lines = (directory / "session.jsonl").read_bytes().splitlines()
    return [orjson.loads(line) for line in lines if line.startswith(b'{"n":')]


def of_type(directory: Path, kind: str) -> list[dict[str, Any]]:
    """The records with an event of that type."""
    return [record for record in records_of(directory) if any(event["type"] == kind for event in record["events"])]


async def test_a_command_said_again_has_one_record_and_one_answer(tmp_path: Path) -> None:
    """On the same connection, after a reconnect, from another device of the same point, after a restart of the hub."""
    directory = make_session(tmp_path / "hop")
    command = c.CheckIn(TAN_THANH, total=9)
    async with running(directory) as hub:
        first = await hub.join(TAN_THANH, device="phone")
        answer = await first.accepted(command, "check-in-1")
        assert await first.accepted(command, "check-in-1") == answer
        await first.connection.close()
        again = await hub.join(TAN_THANH, device="phone")
        assert await again.accepted(command, "check-in-1") == answer
        other = await hub.join(TAN_THANH, device="tablet")
        assert await other.accepted(command, "check-in-1") == answer
    async with running(directory) as hub:
        later = await hub.join(TAN_THANH, device="phone")
        assert await later.accepted(command, "check-in-1") == answer
    kept = of_type(directory, "CheckedIn")
    assert [(record["n"], record["at"], record["by"]) for record in kept] == [(answer.n, answer.at, f"point:{TAN_THANH}@phone")]


async def test_a_command_said_again_while_the_first_is_on_its_way_is_the_same_one(tmp_path: Path) -> None:
    """Twice in one batch, and once more in the batch before: one record, three times the same answer."""
    held = Held()
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(held)) as hub:
        one, two, three = [await hub.join(TAN_THANH, device=device) for device in ("a", "b", "c")]
        await one.mine()
        held.hold()
        asked = [asyncio.create_task(one.accepted(c.CheckIn(TAN_THANH, total=9), "check-in-1"))]
        await held.reached()
        asked += [asyncio.create_task(client.accepted(c.CheckIn(TAN_THANH, total=9), "check-in-1")) for client in (two, three)]
        asked += [asyncio.create_task(two.accepted(c.ConfirmAv(TAN_THANH), f"av-{number}-1234")) for number in (1, 1)]
        await queued(hub, 5)
        held.release()
        answers = await asyncio.gather(*asked)
    assert answers[0] == answers[1] == answers[2]
    assert answers[3] == answers[4] != answers[0]
    assert [len(of_type(directory, kind)) for kind in ("CheckedIn", "AvConfirmed")] == [1, 1]


async def test_the_same_id_of_another_author_is_another_command(tmp_path: Path) -> None:
    """Ids are the author's own: nobody can take somebody else's answer, or keep a command from being heard."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        commune, district, host, secretary = [await hub.join(one) for one in (TAN_THANH, TAM_KY, "host", "secretary")]
        answers = [
            await commune.accepted(c.CheckIn(TAN_THANH), "the-same-id"),
            await district.accepted(c.CheckIn(TAM_KY), "the-same-id"),
            await host.accepted(c.AddNote("Của điều phối"), "the-same-id"),
            await secretary.accepted(c.AddNote("Của thư ký"), "the-same-id"),
        ]
        assert len({answer.n for answer in answers}) == 4
    assert len(of_type(directory, "CheckedIn")) == len(of_type(directory, "NoteAdded")) == 2


async def test_an_id_is_remembered_after_what_it_did_has_passed(tmp_path: Path) -> None:
    """Said again much later it is still "yes, record so and so", though it would be refused by now."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        opened = await host.accepted(c.OpenMeeting(), "open-the-meeting")
        await host.accepted(c.CloseMeeting())
        assert (await host.refused(c.OpenMeeting())).code == "meeting-closed"
        assert await host.accepted(c.OpenMeeting(), "open-the-meeting") == opened


async def test_a_refusal_is_decided_afresh(tmp_path: Path) -> None:
    """The same id may be accepted once what stood in the way is gone."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        assert (await host.refused(c.StartItem("1"), "start-item-1")).code == "not-open"
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("1"), "start-item-1")


async def test_two_hosts_who_press_next_together_advance_once(tmp_path: Path) -> None:
    """Both saw item 1 running; whoever is second is told what somebody else did, whether it wanted the same or another item."""
    held = Held()
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(held)) as hub:
        host, deputy = await hub.join("host", device="host"), await hub.join("host", device="deputy")
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("1"))
        same = await at_once(hub, held, host.ask(c.StartItem("2", after="1")), deputy.ask(c.StartItem("2", after="1")))
        other = await at_once(hub, held, host.ask(c.StartItem("3", after="2")), deputy.ask(c.StartItem("4", after="2")))
        for answers, code in ((same, "item-running"), (other, "overtaken")):
            late = [answer for answer in answers if isinstance(answer, Rejected)]
            assert [one.code for one in late] == [code]
            assert late[0].text
    started = [record["events"][-1]["item"] for record in of_type(directory, "ItemStarted")]
    assert started[:2] == ["1", "2"]
    assert started[2:] in (["3"], ["4"])


async def at_once(hub: Running, held: Held, *asked: Coroutine[Any, Any, Accepted | Rejected]) -> list[Accepted | Rejected]:
    """The answers to commands that are decided in one batch: behind one that waits for the disk."""
    client = hub.clients[0]
    held.hold()
    blocked = asyncio.create_task(client.accepted(c.AddNote("Giữ chỗ")))
    await held.reached()
    tasks = [asyncio.create_task(one) for one in asked]
    await queued(hub, len(tasks) + 1)
    held.release()
    await blocked
    return await asyncio.gather(*tasks)


async def test_a_batch_is_one_sync(tmp_path: Path) -> None:
    """Sixty commands that waited together are kept by one sync, each with a record of its own and its own answer."""
    held = Held()
    disk = FaultyDisk(held)
    async with running(make_session(tmp_path / "hop"), disk=disk) as hub:
        host = await hub.join("host")
        held.hold()
        asked = [asyncio.create_task(host.accepted(c.AddNote("Ghi chú đầu")))]
        await held.reached()
        asked += [asyncio.create_task(host.accepted(c.AddNote(f"Ghi chú {number}"))) for number in range(60)]
        await queued(hub, 61)
        before = disk.calls.count("datasync")
        held.release()
        answers = await asyncio.gather(*asked)
        assert disk.calls.count("datasync") - before == 1
        first = answers[0].n
        assert [answer.n for answer in answers] == list(range(first, first + 61))


async def test_nothing_is_said_before_the_disk_has_it(tmp_path: Path) -> None:
    """While a sync waits there is no answer, no record at a console, no floor and no own frame; then all of them."""
    held = Held()
    async with running(make_session(tmp_path / "hop"), disk=FaultyDisk(held)) as hub:
        host, secretary, screen, point = [await hub.join(one) for one in ("host", "secretary", "screen", TAN_THANH)]
        await secretary.record(hub.meeting.n)
        await host.accepted(c.OpenMeeting())
        await screen.floor(lambda frame: frame.phase == "open")
        await point.floor(lambda frame: frame.phase == "open")
        await secretary.record(hub.meeting.n)
        state = digest(hub.meeting)
        held.hold()
        asked = [
            asyncio.create_task(host.accepted(c.StartItem("1"))),
            asyncio.create_task(point.accepted(c.CheckIn(TAN_THANH, total=9))),
        ]
        await held.reached()
        await queued(hub, 2)
        had = [len(client.frames) for client in (host, secretary, screen, point)]
        for client in (host, secretary, screen, point):  # what had been sent before the answer to this would be here with it
            await client.connection.sync()
        assert not any(task.done() for task in asked)
        assert [len(client.frames) for client in (host, secretary, screen, point)] == had
        assert secretary.records[-1]["n"] == hub.meeting.n
        assert digest(hub.meeting) == state
        held.release()
        started, checked_in = await asyncio.gather(*asked)
        await screen.floor(lambda frame: frame.item is not None)
        await point.mine(lambda mine: mine.check_in is not None)
        await secretary.record(max(started.n, checked_in.n))


async def test_whoever_asked_hears_the_answer_before_everybody_hears_the_news(tmp_path: Path) -> None:
    """A point's own answer comes before the frame that shows what it did: in the order of the wire."""
    async with running(make_session(tmp_path / "hop")) as hub, connect(hub.url, compression=None) as wire:
        await wire.send(encode(Hello(1, hub.code(TAN_THANH))).decode())
        await told(wire, "Mine")
        for total in range(5):
            await wire.send(encode(Send(f"lan-{total:08}", c.CheckIn(TAN_THANH, total=total))).decode())
            assert "Accepted" in await told(wire, "Mine")


async def told(wire: ClientConnection, last: str) -> list[str]:
    """The types of the frames up to the first one of that type."""
    found: list[str] = []
    async with asyncio.timeout(PATIENCE):
        while last not in found:
            found.append(orjson.loads(await wire.recv())["type"])
    return found


def broken(_meeting: Meeting, _command: Any, _by: Author, _now: int) -> Iterator[Event]:
    """A rule with a defect."""
    raise ZeroDivisionError


async def test_a_defect_in_a_rule_costs_one_command_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That one is refused as `internal`, with a sentence; the others of its batch are kept, and the hub goes on."""
    monkeypatch.setitem(RULES, c.AddConclusion, broken)
    held = Held()
    directory = make_session(tmp_path / "hop")
    with (tmp_path / "hub.log").open("w", encoding="utf-8") as log:
        async with running(directory, disk=FaultyDisk(held), log_to=log) as hub:
            host = await hub.join("host")
            held.hold()
            blocked = asyncio.create_task(host.accepted(c.AddNote("Giữ chỗ")))
            await held.reached()
            commands: tuple[Command, ...] = (
                c.AddNote("Trước"),
                c.AddConclusion("Hỏng", draft=True),
                c.AddNote("Giữa"),
                c.AddConclusion("Hỏng nữa"),
            )
            asked = [asyncio.create_task(host.ask(command, f"command-{number}")) for number, command in enumerate(commands)]
            await queued(hub, 5)
            held.release()
            await blocked
            answers = await asyncio.gather(*asked)
            assert [getattr(answer, "code", "kept") for answer in answers] == ["kept", "internal", "kept", "internal"]
            assert isinstance(answers[1], Rejected)
            assert "kỹ thuật" in answers[1].text
            await host.accepted(c.AddNote("Sau"))
            monkeypatch.undo()
            await host.accepted(c.AddConclusion("Hỏng", draft=True), "command-1")
    assert [record["events"][0]["text"] for record in of_type(directory, "NoteAdded")] == ["Giữ chỗ", "Trước", "Giữa", "Sau"]
    assert verify(directory).ok
    told = [orjson.loads(line) for line in (tmp_path / "hub.log").read_text(encoding="utf-8").splitlines()]
    defects = [line for line in told if line["event"] == "defect"]
    assert {line["command"] for line in defects} == {"AddConclusion"}
    assert all("ZeroDivisionError" in line["exception"] for line in defects)
    assert "Hỏng" not in (tmp_path / "hub.log").read_text(encoding="utf-8")


async def test_a_batch_that_is_not_kept_has_not_happened(tmp_path: Path) -> None:
    """Digest before = digest after; nobody heard of it; the same ids are accepted once there is room, with no gap."""
    room = True

    def fault(name: str, _count: int) -> None:
        if name == "write" and not room:
            raise OSError(errno.ENOSPC, "no room")

    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(fault)) as hub:
        host, secretary, point = [await hub.join(one) for one in ("host", "secretary", TAN_THANH)]
        await host.accepted(c.OpenMeeting())
        await secretary.record(hub.meeting.n)
        await point.floor(lambda frame: frame.phase == "open")
        state, n = digest(hub.meeting), hub.meeting.n
        room = False
        commands: dict[str, tuple[Client, Command]] = {
            "start-item-1": (host, c.StartItem("1")),
            "check-in-0001": (point, c.CheckIn(TAN_THANH, total=9)),
            "add-note-0001": (secretary, c.AddNote("Ghi chú")),
        }
        asked = [client.refused(command, ident) for ident, (client, command) in commands.items()]
        assert {answer.code for answer in await asyncio.gather(*asked)} == {"full"}
        assert (digest(hub.meeting), hub.meeting.n) == (state, n)
        for client in (host, secretary, point):
            await client.connection.sync()
        assert secretary.records[-1]["n"] == n
        assert not [frame for frame in point.frames if isinstance(frame, Floor) and frame.item is not None]
        room = True
        kept = [await client.accepted(command, ident) for ident, (client, command) in commands.items()]
        assert [answer.n for answer in kept] == [n + 1, n + 2, n + 3]
        assert [await client.accepted(command, ident) for ident, (client, command) in commands.items()] == kept
    assert verify(directory).ok


async def test_a_batch_comes_to_consoles_as_one_message(tmp_path: Path) -> None:
    """What was kept together is told together."""
    held = Held()
    async with running(make_session(tmp_path / "hop"), disk=FaultyDisk(held)) as hub:
        host = await hub.join("host")
        chunks: list[Records] = []
        mirror = await open_connection(hub.url, hub.code("mirror"), lines=lambda frame, _lines: chunks.append(frame))
        async with asyncio.timeout(PATIENCE):
            while hub.hub.consoles.catching_up(next(peer for peer in hub.hub.peers if peer.author.role == "mirror")):
                await asyncio.sleep(0.001)
        await mirror.sync()
        had = len(chunks)
        held.hold()
        asked = [asyncio.create_task(host.accepted(c.AddNote("Giữ chỗ")))]
        await held.reached()
        asked += [asyncio.create_task(host.accepted(c.AddNote(f"Ghi chú {number}"))) for number in range(30)]
        await queued(hub, 31)
        held.release()
        answers = await asyncio.gather(*asked)
        await host.record(answers[-1].n)
        await mirror.sync()
        first = answers[0].n
        told = [(frame.first, frame.last, frame.more) for frame in chunks[had:]]
        assert told == [(first, first, False), (first + 1, first + 30, False)]
        mirror.abort()


async def test_what_waits_when_its_code_is_revoked_is_refused(tmp_path: Path) -> None:
    """Behind the revocation in one batch, and during its sync: no record of a code that is void."""
    held = Held()
    async with running(make_session(tmp_path / "hop"), disk=FaultyDisk(held)) as hub:
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        await point.accepted(c.CheckIn(TAN_THANH, total=1), "truoc-do-01")
        held.hold()
        revoking = asyncio.create_task(host.accepted(c.RevokeCode("point", TAN_THANH)))
        await held.reached()
        late = asyncio.create_task(point.ask(c.SubmitOpinion(TAN_THANH, "đến sau")))
        await queued(hub, 2)
        held.release()
        await revoking
        with pytest.raises(TurnedAway):  # its connection is closed before the answer could come
            await late
        assert of_type(tmp_path / "hop", "OpinionReceived") == []
        again = await hub.join(TAN_THANH)
        await again.accepted(c.SubmitOpinion(TAN_THANH, "bằng mã mới"))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
async def test_what_was_accepted_stays_accepted_on_a_disk_that_takes_nothing(tmp_path: Path, error: int) -> None:
    """A resend hears what it heard then, also beside a new command that is refused."""
    broken: list[int] = []

    def fault(name: str, _count: int) -> None:
        if broken and name == "write":
            raise OSError(error, "broken")

    async with running(make_session(tmp_path / "hop"), disk=FaultyDisk(fault)) as hub:
        point = await hub.join(TAN_THANH)
        first = await point.accepted(c.CheckIn(TAN_THANH, total=1), "lan-dau-tien")
        broken.append(1)
        new, known = await asyncio.gather(
            point.refused(c.CheckIn(TAN_THANH, total=2)), point.accepted(c.CheckIn(TAN_THANH, total=1), "lan-dau-tien")
        )
        assert new.code == ("full" if error == errno.ENOSPC else "frozen")
        assert (known.n, known.at) == (first.n, first.at)
        assert (await point.accepted(c.CheckIn(TAN_THANH, total=1), "lan-dau-tien")).n == first.n
