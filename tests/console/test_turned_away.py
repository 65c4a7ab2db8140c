"""A console that never gets to see a meeting says why, and what to do: no hub, a code that is void, a code of somebody else."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bridge_server.hub.codes import Holder, derive, written
from bridge_server.meeting import commands as c
from console.app import ConsoleApp
from console.setup import Place, Setup
from tests.client.kit import PATIENCE
from tests.hub.kit import make_session, running

from .kit import screen_text
from .test_live import line_to, way

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that moves by itself."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def console(url: str, code: str) -> ConsoleApp:
    """A console on its way to this hub."""

    async def place() -> Place:
        return Place(url, code, "http://127.0.0.1:8024", None)

    return ConsoleApp(Setup(lang="vi", place=place), ticking=False)


async def says(app: ConsoleApp, pilot: Pilot[int], *sentences: str) -> str:
    """What the screen shows once it says all of these; lines run on into one another."""
    shown = ""
    async with asyncio.timeout(PATIENCE):
        while True:
            await pilot.pause()
            shown = " ".join(screen_text(app).split())
            if all(sentence in shown for sentence in sentences):
                return shown
            await asyncio.sleep(0.02)
            app.mark()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_hub_from_the_start(size: tuple[int, int]) -> None:
    """It says that it goes on trying; keys do nothing but leave."""
    app = console("ws://127.0.0.1:9/ws", "")
    async with app.run_test(size=size) as pilot:
        await says(app, pilot, "Chưa kết nối được với máy chủ", "đang thử lại")
        for key in ("n", "enter", "f2", "f4", "d"):
            await pilot.press(key)
        await pilot.pause()
        assert len(app.screen_stack) == 2
        assert app._exception is None
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_a_hub_that_comes_late_is_seen(tmp_path: Path) -> None:
    """Within reach only after the console has begun: the meeting is there, nothing has to be pressed."""
    async with running(make_session(tmp_path / "hop")) as hub, line_to(hub) as line:
        line.dead = True
        app = console(way(line), hub.code("host"))
        async with app.run_test(size=(120, 40)) as pilot:
            await says(app, pilot, "Chưa kết nối được với máy chủ")
            line.dead = False
            await says(app, pilot, "CHƯA BẮT ĐẦU")


async def test_a_code_that_is_void(tmp_path: Path) -> None:
    """Revoked, it says where a new one is to be had; nothing more is tried."""
    async with running(make_session(tmp_path / "hop")) as hub:
        old = hub.code("secretary")
        host = await hub.join("host")
        await host.accepted(c.RevokeCode("secretary"))
        app = console(hub.url, old)
        async with app.run_test(size=(80, 24)) as pilot:
            shown = await says(app, pilot, "Mã không đúng hoặc không còn hiệu lực", "bridge-server codes", "Ctrl+Q để thoát")
            assert "đã 0 giây" not in shown


async def test_a_code_that_nobody_has(tmp_path: Path) -> None:
    """Typed wrongly, it is told as well."""
    async with running(make_session(tmp_path / "hop")) as hub:
        app = console(hub.url, written(derive(b"x" * 32, "khac", Holder("host"), 0)))
        async with app.run_test(size=(80, 24)) as pilot:
            await says(app, pilot, "Mã không đúng hoặc không còn hiệu lực")


async def test_a_code_of_a_point(tmp_path: Path) -> None:
    """It names whose code it is, and whose is needed."""
    async with running(make_session(tmp_path / "hop")) as hub:
        app = console(hub.url, hub.code(hub.meeting.roster.points[5].id))
        async with app.run_test(size=(80, 24)) as pilot:
            shown = await says(app, pilot, "mã vừa dùng là của điểm cầu", "mã của điều phối hoặc thư ký")
            assert "Màn hình này đã bị ngắt khỏi máy chủ" not in shown
            await pilot.press("n", "enter")
            assert len(app.screen_stack) == 2
