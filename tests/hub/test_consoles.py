"""Consoles and mirrors get the log itself: every byte, in order, from wherever they stopped, and nothing that is not kept."""

import asyncio
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from benchmarks.meetings import write_log
from bridge_server.client.connection import Connection, open_connection
from bridge_server.client.ends import Lost, TurnedAway
from bridge_server.client.following import Following
from bridge_server.journal import LOG, is_seal, verify
from bridge_server.meeting import commands as c
from bridge_server.session import continue_session
from bridge_server.wire.frames import Close, Position, Records
from tests.journal.kit import FaultyDisk

from .kit import FAST, PATIENCE, TAN_THANH, Running, make_session, running
from .test_writer import Held, queued, records_of

pytestmark = pytest.mark.asyncio
EIGHT = 1_717_117_200_000


@dataclass(slots=True)
class Reading:
    """A console that keeps every raw line, checks each against the chain, and confirms as it is told to."""

    following: Following = field(default_factory=Following)
    raw: list[bytes] = field(default_factory=list)
    chunks: list[tuple[Records, list[bytes]]] = field(default_factory=list)
    confirms: bool = True
    connection: Connection | None = None
    _held: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def join(self, hub: Running, role: str = "mirror") -> "Reading":
        """Connect, going on where it is."""
        early: list[tuple[Records, list[bytes]]] = []

        def took(frame: Records, lines: list[bytes]) -> None:
            early.append((frame, lines)) if self.connection is None else self.took(frame, lines)

        self.connection = None
        connection = await open_connection(
            hub.url, hub.code(role), position=self.following.position, lines=took, timeout=PATIENCE
        )
        self._held = connection.welcome.resumed
        self.following.resumed(self._held)
        if not self._held:
            self.raw.clear()
        self.connection = connection
        for frame, lines in early:
            self.took(frame, lines)
        return self

    def took(self, frame: Records, lines: list[bytes]) -> None:
        """A chunk."""
        for _ in self.following.take(lines):
            pass
        self.raw += lines
        self.chunks.append((frame, lines))
        self._news.set()
        if self.confirms:
            task = asyncio.get_running_loop().create_task(self.confirm(frame.last))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def confirm(self, n: int) -> None:
        """Records up to `n` are taken; a connection that is gone hears nothing of it."""
        assert self.connection is not None
        with suppress(Lost, TurnedAway):
            await self.connection.confirm(n)

    async def until(self, found: Callable[["Reading"], object]) -> None:
        """Until it is so, bounded."""
        async with asyncio.timeout(PATIENCE):
            while not found(self):
                self._news.clear()
                await self._news.wait()

    async def at(self, n: int) -> None:
        """Until record `n` is here."""
        await self.until(lambda reading: reading.following.n >= n)

    async def settled(self) -> None:
        """Whatever the hub had sent before now has arrived."""
        assert self.connection is not None
        await self.connection.sync()

    def resumed(self) -> bool:
        """Whether its position held when it last connected."""
        return self._held

    async def leave(self) -> None:
        """End the connection in order."""
        assert self.connection is not None
        await self.connection.close()

    @property
    def text(self) -> bytes:
        """Everything that came, as it would stand in a file."""
        return b"".join(self.raw)


def file(directory: Path) -> bytes:
    """The log's bytes."""
    return (directory / LOG).read_bytes()


@pytest.mark.parametrize("role", ["host", "secretary", "mirror"])
async def test_from_the_header_every_byte_of_the_file(tmp_path: Path, role: str) -> None:
    """Header, records, and the seal that comes when nothing happens: each verified against the one before."""
    directory = make_session(tmp_path / "hop")
    async with running(directory, limits=replace(FAST, seal=0.2)) as hub:
        host = await hub.join("host")
        for number in range(5):
            await host.accepted(c.AddNote(f"Ghi chú {number}"))
        reading = await Reading().join(hub, role)
        assert not reading.resumed()
        answer = await host.accepted(c.OpenMeeting())
        await reading.at(answer.n)
        await reading.until(lambda one: ends_sealed(one))
        assert reading.text == file(directory)
        assert reading.following.header is not None
        assert len(reading.following.header["roster"]["points"]) == 260
        await host.accepted(c.StartItem("1"))
        await reading.at(answer.n + 1)
        assert reading.text == file(directory)
        assert_numbered(reading)


def ends_sealed(reading: Reading) -> bool:
    """Whether the last line that came is a seal."""
    return bool(reading.raw) and is_seal(reading.raw[-1])


def assert_numbered(reading: Reading) -> None:
    """The head of every chunk tells the numbers of the records in it, and they follow one another."""
    n = 0
    for frame, lines in reading.chunks:
        records = [line for line in lines if line.startswith(b'{"n":')]
        assert (frame.first, frame.last) == (n + 1, n + len(records))
        n += len(records)


async def test_points_and_screens_get_no_records(tmp_path: Path) -> None:
    """Also where one says a position."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        await host.accepted(c.OpenMeeting())
        for role in ("screen", TAN_THANH):
            position = host.following.position
            client = await hub.join(role, position=position)
            await client.floor()
            await host.accepted(c.AddNote("Ghi chú"))
            await client.connection.sync()
            assert (client.connection.welcome.resumed, client.records, client.following.header) == (False, [], None)


async def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """After a broken line, and after a restart of the hub: nothing twice, nothing missing."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        host, reading = await hub.join("host"), await Reading().join(hub)
        await host.accepted(c.OpenMeeting())
        answer = await host.accepted(c.AddNote("Trước"))
        await reading.at(answer.n)
        assert reading.connection is not None
        reading.connection.abort()
        await reading.connection.closed()
        for number in range(20):
            await host.accepted(c.AddNote(f"Khi vắng {number}"))
        had = len(reading.chunks)
        await reading.join(hub)
        assert reading.resumed()
        await reading.at(hub.meeting.n)
        assert sum(len(lines) for _, lines in reading.chunks[had:]) == 20
        assert reading.text == file(directory)
    assert (await reading.connection.closed()).code == Close.RESTART
    async with running(directory) as hub:
        await reading.join(hub)
        assert reading.resumed()
        answer = await (await hub.join("host")).accepted(c.AddNote("Sau khi khởi động lại"))
        await reading.at(answer.n)
        assert reading.text == file(directory)
        assert_numbered(reading)


async def test_it_goes_on_across_a_segment_that_continues_its_own(tmp_path: Path) -> None:
    """The old disk failed, the session goes on elsewhere: a position in the old log still holds; whoever begins gets it all."""
    old, new = make_session(tmp_path / "old"), tmp_path / "new"
    async with running(old) as hub:
        host, reading = await hub.join("host"), await Reading().join(hub)
        for number in range(5):
            await host.accepted(c.AddNote(f"Trên đĩa cũ {number}"))
        await reading.at(hub.meeting.n - 2)
        middle = Following(**{name: getattr(reading.following, name) for name in Following.__slots__})
        await reading.at(hub.meeting.n)
    continue_session(old, new, EIGHT, None)
    async with running(new) as hub:
        host = await hub.join("host")
        for number in range(5):
            await host.accepted(c.AddNote(f"Trên đĩa mới {number}"))
        whole = (new / "segments" / f"{hub.opened.segments[0].log}.jsonl").read_bytes() + file(new)
        await reading.join(hub)
        assert reading.resumed()
        fresh = await Reading().join(hub)
        assert not fresh.resumed()
        late = await Reading(following=middle).join(hub)
        assert late.resumed()
        for one in (reading, fresh, late):
            await one.at(hub.meeting.n)
            assert one.following.log == hub.opened.journal.log
        assert fresh.text == reading.text == whole
        assert whole.endswith(late.text)
        assert_numbered(fresh)
        await fresh.leave()
        await host.accepted(c.AddNote("Khi vắng"))
        await fresh.join(hub)
        assert fresh.resumed()
        await fresh.at(hub.meeting.n)
        assert fresh.text == whole + file(new).splitlines(keepends=True)[-1]
    assert verify(new).segments == 2


async def test_what_the_new_segment_left_out_is_no_position(tmp_path: Path) -> None:
    """`continue --head`: whoever had seen more than what goes on gets the whole log again."""
    old, new = make_session(tmp_path / "old"), tmp_path / "new"
    async with running(old) as hub:
        host, reading = await hub.join("host"), await Reading().join(hub)
        kept = await host.accepted(c.AddNote("Chắc chắn"))
        record = await host.record(kept.n)
        await host.accepted(c.AddNote("Không chắc"))
        await reading.at(hub.meeting.n)
    continue_session(old, new, EIGHT, f"{kept.n}:{record['h'][:16]}")
    async with running(new) as hub:
        await reading.join(hub)
        assert not reading.resumed()
        await reading.at(hub.meeting.n)
        assert "Không chắc".encode() not in reading.text
        assert "Chắc chắn".encode() in reading.text


async def test_a_log_that_was_put_back_is_not_gone_on_with(tmp_path: Path) -> None:
    """An older copy that went on differently has the same id and the same numbers; the hash tells. The whole log comes again."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        host, reading = await hub.join("host"), await Reading().join(hub)
        await host.accepted(c.AddNote("Chung"))
        shutil.copytree(directory, tmp_path / "older")
        await host.accepted(c.AddNote("Chỉ ở bản gốc"))
        await reading.at(hub.meeting.n)
        position = reading.following.position
        assert position is not None
    async with running(tmp_path / "older") as hub:
        assert hub.meeting.n == position.n
        await reading.join(hub)
        assert not reading.resumed()
        await reading.at(hub.meeting.n)
        assert reading.text == file(tmp_path / "older")


async def test_a_position_that_does_not_hold_is_told(tmp_path: Path) -> None:
    """Another log, a hash of somebody else's, a record that is not there yet: not resumed, and everything from the header."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        host = await hub.join("host")
        answer = await host.accepted(c.OpenMeeting())
        await host.record(answer.n)
        good = host.following.position
        assert good is not None
        for position, holds in (
            (good, True),
            (replace(good, h=(await host.record(answer.n))["h"]), True),
            (replace(good, log="0" * 32), False),
            (replace(good, h="0" * 16), False),
            (replace(good, n=good.n + 1), False),
            (replace(good, n=good.n - 1), False),
            (Position(good.log, 0, hub.opened.segments[0].header["h"][:16]), True),
            (replace(good, n=10**15), False),
        ):
            client = await hub.join("secretary", position=position)
            assert client.connection.welcome.resumed is holds, position
            if not holds:
                await client.record(answer.n)
                assert client.following.header is not None


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session whose log has twenty thousand records."""
    directory = make_session(tmp_path_factory.mktemp("long") / "hop")
    (directory / LOG).unlink()
    write_log(directory / LOG, 20_000)
    return directory


def up_to_date(hub: Running) -> Reading:
    """A console that has read the whole log already."""
    head = hub.opened.journal.head
    h = head.h.encode()
    return Reading(Following({"agenda": {}}, hub.opened.journal.log, head.n, h, h, h))


async def test_a_long_log_comes_in_chunks_while_the_meeting_goes_on(tmp_path: Path, long_log: Path) -> None:
    """Never more than `ahead` chunks unconfirmed, each of a bounded size; at the end it is live, with no gap."""
    directory = tmp_path / "hop"
    shutil.copytree(long_log, directory)
    async with running(directory) as hub:
        live, point = await up_to_date(hub).join(hub, "secretary"), await hub.join(TAN_THANH)
        reading = await Reading(confirms=False).join(hub)
        for confirmed in range(8):
            await reading.until(lambda one, wanted=FAST.ahead + confirmed: len(one.chunks) >= wanted)  # type: ignore[misc]
            answer = await point.accepted(c.CheckIn(TAN_THANH, total=confirmed))
            await live.at(answer.n)
            await reading.settled()
            assert len(reading.chunks) == FAST.ahead + confirmed
            await reading.confirm(reading.chunks[confirmed][0].last)
        reading.confirms = True
        await reading.confirm(reading.chunks[-1][0].last)
        while reading.following.n < 20_000:
            answer = await point.accepted(c.CheckIn(TAN_THANH, total=10))
        await reading.at(answer.n)
        assert reading.text == file(directory)
        assert max(sum(map(len, lines)) for _, lines in reading.chunks[1:]) <= FAST.chunk
        assert_numbered(reading)
        assert [frame.more for frame, _ in reading.chunks][:8] == [True] * 8
        assert not reading.chunks[-1][0].more
        await live.at(answer.n)
        assert file(directory).endswith(live.text)


async def test_a_console_that_does_not_confirm_is_let_go_and_comes_back(tmp_path: Path) -> None:
    """Closed as slow once it owes a confirmation for too long; it goes on where it was. One that confirms stays."""
    limits = replace(FAST, behind=0.5)
    async with running(make_session(tmp_path / "hop"), limits=limits) as hub:
        host = await hub.join("host")
        slow = await Reading(confirms=False).join(hub)
        await slow.at(1)
        assert slow.connection is not None
        assert (await slow.connection.closed()).code == Close.SLOW
        assert host.connection.open
        slow.confirms = True
        await slow.join(hub)
        assert slow.resumed()
        answer = await host.accepted(c.AddNote("Ghi chú"))
        await slow.at(answer.n)


async def test_a_slow_console_keeps_no_other_waiting(tmp_path: Path, long_log: Path) -> None:
    """Twenty that never confirm, and commands are answered and seen as ever."""
    directory = tmp_path / "hop"
    shutil.copytree(long_log, directory)
    async with running(directory, limits=replace(FAST, devices={**FAST.devices, "mirror": 30})) as hub:
        stuck = [await Reading(confirms=False).join(hub) for _ in range(20)]
        live, point = await up_to_date(hub).join(hub, "host"), await hub.join(TAN_THANH)
        for total in range(20):
            await live.at((await point.accepted(c.CheckIn(TAN_THANH, total=total))).n)
        for one in stuck:
            await one.until(lambda each: len(each.chunks) >= FAST.ahead)
            await one.settled()
            assert len(one.chunks) == FAST.ahead


async def test_a_seal_and_a_batch_at_once_keep_their_numbers(tmp_path: Path) -> None:
    """The disk ends both before the hub hears of either: each chunk still tells the records that are in it."""
    held = Held()
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(held), limits=replace(FAST, seal=0.1)) as hub:
        host, reading = await hub.join("host"), await Reading().join(hub)
        await reading.until(lambda one: ends_sealed(one))
        answer = await host.accepted(c.AddNote("Trước"))
        await reading.at(answer.n)
        held.hold()
        await held.reached()  # the seal
        asked = asyncio.create_task(host.accepted(c.AddNote("Trong khi niêm")))
        await queued(hub, 1)
        held.release()
        deadline = time.monotonic() + PATIENCE
        while hub.opened.journal.head.n == answer.n:  # the loop stands still, as it may on a busy machine
            assert time.monotonic() < deadline
            time.sleep(0.001)
        await asked
        await reading.at(answer.n + 1)
        await host.accepted(c.AddNote("Sau"))
        await reading.at(answer.n + 2)
        assert_numbered(reading)
    assert len(records_of(directory)) == answer.n + 3
