"""A disk that is full, fails or hangs: everything can still be seen, nothing is promised that was not kept."""

import asyncio
import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bridge_server.client.connection import open_connection
from bridge_server.hub import writer
from bridge_server.hub.codes import Holder, derive
from bridge_server.hub.opening import read_secret
from bridge_server.journal import LOG, verify
from bridge_server.meeting import Command, digest
from bridge_server.meeting import commands as c
from bridge_server.session import Settings, read_settings
from bridge_server.wire.frames import Accepted, Floor, Rejected, Tick, Trouble
from tests.cli.test_serve import serving
from tests.journal.kit import FaultyDisk

from .kit import FAST, PATIENCE, TAM_KY, TAN_THANH, Client, make_session, running
from .test_writer import Held, records_of

pytestmark = pytest.mark.asyncio
SHORT = replace(FAST, tick=0.2, drain=1.0)
T = TypeVar("T")
ROLES = ("host", "secretary", "screen", "mirror", TAN_THANH)


class Faulty:
    """A disk whose calls of these names fail with `error` while `on`."""

    def __init__(self, error: int, *names: str) -> None:
        self.on = False
        self._error, self._names = error, names

    def __call__(self, name: str, _count: int) -> None:
        if self.on and name in self._names:
            raise OSError(self._error, os.strerror(self._error))


def kept_ids(directory: Path) -> list[str]:
    """The ids of the commands that the log holds, hub's own statements left out."""
    return [record["id"] for record in records_of(directory) if record["id"]]


async def next_frame(client: Client, kind: type[T], wanted: Callable[[T], bool] = lambda _frame: True) -> T:
    """The first frame of a kind that comes from now on and fits."""
    seen = len(client.frames)
    return (await client.until(lambda one: [each for each in one.frames[seen:] if isinstance(each, kind) and wanted(each)]))[0]


async def test_a_full_disk_refuses_commands_and_goes_on_by_itself(tmp_path: Path) -> None:
    """All are told; who is there sees everything, who comes too; once there is room the next command is kept."""
    disk = Faulty(errno.ENOSPC, "write")
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(disk), limits=SHORT) as hub:
        clients = {role: await hub.join(role) for role in ROLES}
        host = clients["host"]
        opened = await host.accepted(c.OpenMeeting(), "open-meeting")
        disk.on = True
        no = await host.refused(c.StartItem("1"), "start-item-1")
        assert no.code == "full"
        assert "đầy" in no.text
        for client in clients.values():
            trouble = await client.frame(Trouble)
            assert trouble.code == "full"
            assert trouble.text
        late = {role: await hub.join(role) for role in ("host", TAM_KY)}
        assert (await late[TAM_KY].floor()).phase == "open"
        assert await late["host"].record(opened.n)
        for client in late.values():
            assert (await client.frame(Trouble)).code == "full"
            await client.connection.sync()
        assert (await late["host"].refused(c.StartItem("1"))).code == "full"
        disk.on = False
        for client in (*clients.values(), *late.values()):
            await client.frame(Trouble, lambda frame: frame.code == "open")
        await host.accepted(c.StartItem("1"), "start-item-1")
        assert [frame.code for frame in host.frames if isinstance(frame, Trouble)] == ["full", "open"]
    found = verify(directory)
    assert (found.ok, found.closed) == (True, True)
    assert kept_ids(directory) == ["open-meeting", "start-item-1"]


async def test_the_reserve_lets_the_meeting_end_in_order(tmp_path: Path) -> None:
    """On a full disk only what closes is kept: the room set apart for it is given up for that and nothing else."""
    directory = make_session(tmp_path / "hop")
    reserve = directory / "reserve"
    full = False

    def fault(name: str, _count: int) -> None:
        if name == "write" and full and reserve.exists():
            raise OSError(errno.ENOSPC, "no room")

    async with running(directory, disk=FaultyDisk(fault), reserve=1 << 16) as hub:
        host = await hub.join("host")
        await host.accepted(c.OpenMeeting(), "open-meeting")
        await host.accepted(c.StartItem("1"), "start-item-1")
        full = True
        assert (await host.refused(c.AddNote("Ghi chú"))).code == "full"
        assert reserve.stat().st_size == 1 << 16
        await host.accepted(c.CloseMeeting(), "close-meeting")
        assert not reserve.exists()
        assert hub.meeting.phase == "closed"
    found = verify(directory)
    assert (found.ok, found.closed) == (True, True)
    assert kept_ids(directory) == ["open-meeting", "start-item-1", "close-meeting"]
    assert records_of(directory)[-1]["events"][0]["type"] == "HubStopped"


@pytest.mark.parametrize("command", [c.EndTurn("5a1"), c.EndItem("5"), c.CloseRoll(), c.Adjourn(None, "bão"), c.CloseMeeting()])
async def test_what_closes_is_kept_on_a_full_disk(tmp_path: Path, command: Command) -> None:
    """The turn, the item, the roll, the sitting, the meeting; with other commands of its batch refused."""
    directory = make_session(tmp_path / "hop")
    held = Held()
    full = False

    def fault(name: str, count: int) -> None:
        held(name, count)
        if name == "write" and full and (directory / "reserve").exists():
            raise OSError(errno.ENOSPC, "no room")

    async with running(directory, disk=FaultyDisk(fault), reserve=1 << 16) as hub:
        host = await hub.join("host")
        for before in (c.OpenMeeting(), c.StartItem("5"), c.GiveFloor("5a1")):
            await host.accepted(before)
        held.hold()
        first = asyncio.create_task(host.accepted(c.AddNote("Còn chỗ")))
        await held.reached()
        asked = [asyncio.create_task(host.ask(one)) for one in (c.AddNote("Ghi chú"), command, c.AddNote("Ghi chú nữa"))]
        async with asyncio.timeout(PATIENCE):
            while hub.hub.writer.pending < 4:
                await asyncio.sleep(0.001)
        full = True
        held.release()
        await first
        answers = await asyncio.gather(*asked)
        assert [getattr(answer, "code", "kept") for answer in answers] == ["full", "kept", "full"]
    assert verify(directory).ok


@pytest.mark.parametrize(("name", "error"), [("write", errno.EIO), ("write", errno.EROFS), ("datasync", errno.EIO)])
async def test_a_failed_disk_is_never_trusted_again(tmp_path: Path, name: str, error: int) -> None:
    """Frozen for good, also when the disk works again: all are told and stay connected, and no answer is ever "kept"."""
    disk = Faulty(error, name)
    calls = FaultyDisk(disk)
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=calls, limits=SHORT) as hub:
        clients = {role: await hub.join(role) for role in ROLES}
        host, screen, point = clients["host"], clients["screen"], clients[TAN_THANH]
        await host.accepted(c.OpenMeeting(), "open-meeting")
        await screen.floor(lambda frame: frame.phase == "open")
        await host.record(hub.meeting.n)
        state, n = digest(hub.meeting), hub.meeting.n
        disk.on = True
        asked = [host.refused(c.StartItem("1"), "start-item-1"), point.refused(c.CheckIn(TAN_THANH), "check-in-0001")]
        answers = await asyncio.gather(*asked)
        assert {answer.code for answer in answers} == {"frozen"}
        assert all("kỹ thuật" in answer.text for answer in answers)
        disk.on = False
        touched = len(calls.calls)
        for client in clients.values():
            assert (await client.frame(Trouble)).code == "frozen"
        assert (await host.refused(c.CloseMeeting())).code == "frozen"
        late = await hub.join(TAM_KY)
        assert (await late.floor()).phase == "open"
        assert (await late.frame(Trouble)).code == "frozen"
        await asyncio.gather(*(next_frame(client, Tick) for client in (*clients.values(), late)))
        for client in (*clients.values(), late):
            await client.connection.sync()
            assert not [frame for frame in client.frames if isinstance(frame, Floor) and frame.item is not None]
        assert host.records[-1]["n"] == n
        assert (digest(hub.meeting), hub.meeting.n) == (state, n)
        assert await hub.hub.stop("test") is False
        assert calls.calls[touched:] == ["close", "unlock"]
    assert verify(directory).ok
    assert kept_ids(directory)[:1] == ["open-meeting"]
    assert name == "datasync" or kept_ids(directory) == ["open-meeting"]


async def test_a_disk_that_hangs_is_as_good_as_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After `PATIENCE` the command is refused; meanwhile and afterwards the hub answers, and nothing more is taken."""
    monkeypatch.setattr(writer, "PATIENCE", 0.5)
    held = Held()
    async with running(make_session(tmp_path / "hop"), disk=FaultyDisk(held), limits=SHORT) as hub:
        clients = {role: await hub.join(role) for role in ROLES}
        host = clients["host"]
        await host.accepted(c.OpenMeeting())
        held.hold()
        asked = asyncio.create_task(host.refused(c.StartItem("1")))
        await held.reached()
        await asyncio.gather(*(client.connection.sync() for client in clients.values()))
        assert not asked.done()
        assert (await asked).code == "frozen"
        for client in clients.values():
            assert (await client.frame(Trouble)).code == "frozen"
        assert (await host.refused(c.CloseMeeting())).code == "frozen"
        held.release()
        await next_frame(clients["screen"], Tick)
        assert (await host.refused(c.CloseMeeting())).code == "frozen"
        assert hub.meeting.running == ""
        assert await hub.hub.stop("test") is False


async def test_a_tick_names_the_hash_of_its_own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the disk kept a batch after all that the hub had given up: number and hash belong together."""
    monkeypatch.setattr(writer, "PATIENCE", 0.3)
    held = Held()
    directory = make_session(tmp_path / "hop")
    async with running(directory, disk=FaultyDisk(held), limits=SHORT) as hub:
        host, screen = await hub.join("host"), await hub.join("screen")
        await host.accepted(c.OpenMeeting())
        held.hold()
        assert (await host.refused(c.AddNote("Ghi chú"))).code == "frozen"
        held.release()
        async with asyncio.timeout(PATIENCE):
            while hub.opened.journal.head.n == hub.meeting.n:
                await asyncio.sleep(0.001)
        tick = await next_frame(screen, Tick)
        hashes = {record["n"]: record["h"][:16] for record in records_of(directory)}
        assert hashes[tick.n] == tick.h


@contextmanager
def small_disk(path: Path, size: int) -> Iterator[Path]:
    """A file system of its own with `size` bytes of room, or the test is skipped."""
    path.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root on Linux can mount a small file system")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(path)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"mounting is not allowed here: {mounted.stderr.strip()}")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def fill(path: Path) -> None:
    """Take all the room there is."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for size in (1 << 16, 1 << 12, 1):
        while taken(handle, size):
            pass
    os.close(handle)


def taken(handle: int, size: int) -> bool:
    """Whether there was room for any of so many bytes."""
    try:
        return os.write(handle, bytes(size)) > 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False


async def test_a_really_full_disk(tmp_path: Path) -> None:
    """Filled to the last byte: refused, the reserve closes the meeting; freed: it goes on. Kept is what was acknowledged."""
    with small_disk(tmp_path / "small", 8 << 20) as small:
        directory = make_session(small / "hop")
        async with running(directory, limits=SHORT, reserve=1 << 20) as hub:
            host, secretary = await hub.join("host"), await hub.join("secretary")
            kept = ["open-meeting", "start-item-1"]
            await host.accepted(c.OpenMeeting(), kept[0])
            await host.accepted(c.StartItem("1"), kept[1])
            fill(small / "filler")
            number = 0
            while True:  # the last page of the log has some room left
                ident = f"note-{number:06}"
                answer = await host.ask(c.AddNote("Ghi chú dài. " * 40), ident)
                if isinstance(answer, Rejected):
                    break
                kept.append(ident)
                number += 1
                assert number < 100
            assert answer.code == "full"
            await secretary.frame(Trouble, lambda frame: frame.code == "full")
            assert (directory / "reserve").exists()
            await host.accepted(c.EndItem("1"), "end-item-0001")
            await host.accepted(c.CloseMeeting(), "close-meeting")
            kept += ["end-item-0001", "close-meeting"]
            assert not (directory / "reserve").exists()
            fill(small / "filler")
            while isinstance(answer := await host.ask(c.AddNote("Ghi chú dài. " * 40), f"note-{number:06}"), Accepted):
                kept.append(f"note-{number:06}")
                number += 1
            assert answer.code == "full"
            (small / "filler").unlink()
            await next_frame(secretary, Trouble, lambda frame: frame.code == "open")
            await host.accepted(c.AddNote("Sau khi có chỗ"), "note-at-the-end")
            kept.append("note-at-the-end")
            await secretary.record(hub.meeting.n)
        found = verify(directory)
        assert (found.ok, found.closed) == (True, True)
        assert kept_ids(directory) == kept
        async with running(directory) as hub:
            assert hub.meeting.phase == "closed"


def code(directory: Path, settings: Settings) -> str:
    """The host's first code."""
    return derive(read_secret(directory), settings.session, Holder("host"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
async def test_a_hub_whose_disk_failed_ends_with_74(tmp_path: Path) -> None:
    """A real process whose log may not grow any more: refused, still there, and on SIGTERM it says that this disk is over."""
    import resource

    directory = make_session(tmp_path / "hop")
    with serving(directory) as (process, notice):
        host = await open_connection(notice.url.replace("http", "ws") + "/ws", code(directory, read_settings(directory)))
        assert isinstance(await host.ask(c.OpenMeeting(), "open-meeting"), Accepted)
        size = (directory / LOG).stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))
        answer = await host.ask(c.StartItem("1"), "start-item-1")
        assert isinstance(answer, Rejected)
        assert answer.code == "frozen"
        await host.sync()
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        _, narrated = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
        assert process.returncode == 74
        assert f"bridge-server continue {directory} --into" in narrated
        assert (await host.closed()).code == 1012
    assert verify(directory).ok
    assert kept_ids(directory) == ["open-meeting"]
