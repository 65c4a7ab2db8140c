"""How the screen comes to its hub: found or started, never twice, never ended with the terminal, and clear where it cannot be."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bridge_server.cli.session_code import near_url
from bridge_server.client.connection import open_connection
from bridge_server.hub.notice import read_notice
from bridge_server.meeting.commands import OpenMeeting
from bridge_server.wire.frames import Accepted
from console.demonstration import Demonstration, DemoOptions
from console.launch import HubOptions, Launch
from console.setup import CannotStart, Place, Progress

from ..client.kit import PATIENCE, ROOT, Served, here, prepared
from .terminals import Terminal

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def launches(directory: Path) -> AsyncIterator[Callable[..., Launch]]:
    """Makes launches of one session; at the end its hub is stopped, by whichever it was started."""
    made: list[Launch] = []

    def launch(**options: Any) -> Launch:
        made.append(Launch("vi", directory, HubOptions(**options), Progress(), PATIENCE))
        return made[-1]

    try:
        yield launch
    finally:
        await here("stop", directory)
        for one in made:
            if one.child is not None:
                await asyncio.to_thread(one.child.wait, PATIENCE)


async def role_at(place: Place) -> tuple[str, bool]:
    """As whom its code lets in, and whether that is a rehearsal."""
    connection = await open_connection(place.url, place.code, timeout=PATIENCE)
    welcome = connection.welcome
    await connection.close()
    return welcome.role, welcome.rehearsal


async def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.02)


async def test_a_hub_is_started_where_none_runs(tmp_path: Path) -> None:
    """The place is the host's; the code is nowhere in what is shown; what the hub says is in a file of its owner's."""
    directory = prepared(tmp_path / "hop")
    async with launches(directory) as launch:
        own = launch()
        place = await own()
        assert await role_at(place) == ("host", False)
        assert (place.own, place.public, place.directory) == (True, False, directory)
        assert place.code not in repr(place)
        assert place.shown in (directory / "hub.out").read_text()
        assert (directory / "hub.out").stat().st_mode & 0o077 == 0
        assert own.progress.said[-1] == f"Máy chủ đã chạy: {place.shown}"
        assert "bridge-server stop" in own.goes_on()
        notice = read_notice(directory)
        assert notice is not None
        assert place.pid == notice.pid
    assert "không còn chạy" in own.goes_on()


async def test_a_hub_that_runs_is_attached_to(tmp_path: Path) -> None:
    """Options about the hub come too late, and that is said."""
    directory = prepared(tmp_path / "hop")
    hub = Served(directory)
    hub.start()
    try:
        launch = Launch("vi", directory, HubOptions(port=9), Progress())
        place = await launch()
        assert (place.own, launch.child) == (False, None)
        assert place.pid == (hub.process.pid if hub.process else None)
        assert await role_at(place) == ("host", False)
        assert "không có tác dụng" in launch.progress.said[-1]
        with pytest.raises(CannotStart) as refused:
            await Launch("vi", directory, HubOptions(rehearsal=True), Progress())()
        assert refused.value.exit_code == 3
        assert "không phải tổng duyệt" in refused.value.sentences[0]
    finally:
        hub.stop()


async def test_two_screens_at_once_share_one_hub(tmp_path: Path) -> None:
    """One of them started it."""
    directory = prepared(tmp_path / "hop")
    async with launches(directory) as launch:
        places = await asyncio.gather(launch()(), launch()())
        assert places[0].pid == places[1].pid
        assert sorted(place.own for place in places) == [False, True]


async def test_what_a_crash_left_behind_is_no_hub(tmp_path: Path) -> None:
    """A new one is started, at the address of before."""
    directory = prepared(tmp_path / "hop")
    hub = Served(directory)
    hub.start()
    url = hub.url
    hub.kill()
    async with launches(directory) as launch:
        place = await launch()()
        assert place.own
        assert place.shown == url
        assert await role_at(place) == ("host", False)


async def test_a_crashed_hub_comes_back_by_itself(tmp_path: Path) -> None:
    """It is supervised: the same address, another process."""
    directory = prepared(tmp_path / "hop")
    async with launches(directory) as launch:
        place = await launch()()
        assert place.pid is not None
        os.kill(place.pid, signal.SIGKILL)

        def back() -> bool:
            notice = read_notice(directory)
            return notice is not None and notice.pid != place.pid and notice.url == place.shown

        await until(back)
        assert await role_at(place) == ("host", False)


async def test_a_rehearsal_has_the_host_code_in_force(tmp_path: Path) -> None:
    """Also after the host's code was revoked in the session itself."""
    directory = prepared(tmp_path / "hop")
    assert (await here("codes", directory, "--revoke", "host")).code == 0
    async with launches(directory) as launch:
        place = await launch(rehearsal=True)()
        assert await role_at(place) == ("host", True)


async def test_a_public_address_is_the_one_to_read_out(tmp_path: Path) -> None:
    """The screen itself comes by the machine's own."""
    directory = prepared(tmp_path / "hop")
    async with launches(directory) as launch:
        place = await launch(public_url="https://hop.example.vn")()
        assert (place.shown, place.public) == ("https://hop.example.vn", True)
        assert place.url.startswith("ws://127.0.0.1:")


async def test_the_address_in_the_local_network_is_not_this_machines_own() -> None:
    """Where there is a network; else there is none to tell."""
    near = near_url("http://127.0.0.1:8024")
    assert near == "" or (near.startswith("http://") and near.endswith(":8024") and not near.startswith("http://127."))


async def test_a_hub_that_cannot_start_says_why_itself(tmp_path: Path) -> None:
    """Its own sentence, its own exit code; nothing of an earlier start."""
    directory = prepared(tmp_path / "hop")
    (directory / "hub.out").write_text("cũ\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        launch = Launch("vi", directory, HubOptions(port=taken.getsockname()[1]), Progress(), PATIENCE)
        with pytest.raises(CannotStart) as wrong:
            await launch()
    assert wrong.value.exit_code == 2
    assert len(wrong.value.sentences) == 1
    assert "cổng" in wrong.value.sentences[0]


async def test_what_is_no_session_is_told(tmp_path: Path) -> None:
    """Without starting anything."""
    with pytest.raises(CannotStart) as wrong:
        await Launch("vi", tmp_path, HubOptions(), Progress(), PATIENCE)()
    assert wrong.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


async def test_a_damaged_log_is_told(tmp_path: Path) -> None:
    """In the words of the hub."""
    directory = prepared(tmp_path / "hop")
    (directory / "session.jsonl").write_bytes(b"rubbish\n")
    with pytest.raises(CannotStart) as wrong:
        await Launch("vi", directory, HubOptions(), Progress(), PATIENCE)()
    assert wrong.value.exit_code == 2
    assert "session.jsonl" in wrong.value.sentences[0]


SCREEN = """
import asyncio, sys, time
from pathlib import Path
from console.launch import HubOptions, Launch
from console.setup import Progress
place = asyncio.run(Launch("vi", Path(sys.argv[1]), HubOptions(), Progress(), 60)())
print("serves", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such terminals")
async def test_closing_the_terminal_does_not_end_the_hub(tmp_path: Path) -> None:
    """The screen's whole group is hung up, and the terminal goes away; the hub takes commands as before."""
    directory = prepared(tmp_path / "hop")
    with Terminal([sys.executable, "-c", SCREEN, str(directory)], ROOT) as terminal:
        await asyncio.to_thread(terminal.read_until, "serves")
        os.killpg(terminal.pid, signal.SIGHUP)
    async with launches(directory) as launch:
        place = await launch()()
        assert not place.own
        connection = await open_connection(place.url, place.code, timeout=PATIENCE)
        assert isinstance(await connection.ask(OpenMeeting()), Accepted)
        await connection.close()


async def test_a_demonstration_that_cannot_start_says_why(tmp_path: Path) -> None:
    """Its own words, and no child is left."""
    agenda = tmp_path / "agenda.json"
    agenda.write_text("{")
    play = Demonstration("vi", DemoOptions(str(agenda)), Progress(), PATIENCE)
    with pytest.raises(CannotStart) as wrong:
        await play()
    assert wrong.value.exit_code == 2
    assert wrong.value.sentences
    assert play.end() == ""


async def test_a_demonstration_lives_and_ends_with_the_screen() -> None:
    """Its host is let in; the end of our side of its input is its end, and what it wrote is gone."""
    if (await here("demo", "--help")).code:
        pytest.skip("this version has no demonstration")
    progress = Progress()
    play = Demonstration("vi", DemoOptions(str(ROOT / "agenda.json"), seed=7), progress, PATIENCE)
    place = await play()
    assert place.own
    assert not place.public
    assert await role_at(place) == ("host", True)
    assert place.pid is not None
    told = await asyncio.to_thread(play.end)
    assert told == "Trình diễn đã kết thúc."
    with pytest.raises(ProcessLookupError):
        os.kill(place.pid, 0)
    assert play.end() == ""
