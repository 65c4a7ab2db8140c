"""Draft conclusions from a file at the console."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bridge_server.meeting import SECRETARY
from bridge_server.meeting import commands as c
from bridge_server.wire.conclusion_parts import Said
from bridge_server.wire.files.drafts import FileDraft
from console.feed import Answer, Done, No
from console.screens.note import NoteScreen
from tests.hub.kit import make_session, running

from .kit import Seen, settled
from .moments import pressed
from .test_live import console
from .writing_kit import made, secretary, toasts, types, written

pytestmark = pytest.mark.asyncio


async def test_drafts_are_loaded_from_a_file_once(tmp_path: Path) -> None:
    """All of it is asked about once; what is there already is left out, and said."""
    file = tmp_path / "du-thao.txt"
    file.write_text(
        "# phần kết luận\ngiao Sở Nội vụ rà soát\n\nHỗ trợ trang thiết bị; giao Sở NNPTNT\nViệc mới\n", encoding="utf-8"
    )
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await load(seen, pilot, file)
        text = seen.text()
        assert "Nạp 2 dự thảo từ du-thao.txt?" in text
        assert "Đã có 1 dự thảo" in text
        await pressed(seen, pilot, "tab enter")
        assert [(event["text"], event["draft"]) for event in made(feed, before)] == [("rà soát", True), ("Việc mới", True)]
        assert "Đã nạp 2 dự thảo." in toasts(seen)
        feed.says(SECRETARY, c.ReviseConclusion("k3", "rà soát kỹ"), c.RemoveConclusion("k4"))
        await load(seen, pilot, file)
        assert "Cả 3 dự thảo" in seen.text()


async def load(seen: Seen, pilot: Pilot[int], file: Path) -> None:
    """From the palette, by the file's path."""
    await pressed(seen, pilot, "> writing.load")
    await types(pilot, str(file))
    await pilot.press("enter")
    await settled(pilot)


async def test_every_bad_line_is_told_and_nothing_sent(tmp_path: Path) -> None:
    """And of a file that is not there, that it is not."""
    file = tmp_path / "sai.txt"
    file.write_text("tốt\ngiao Sở Tài rà soát\nlàm; trước 31/6\n", encoding="utf-8")
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await load(seen, pilot, file)
        assert isinstance(seen.app.screen, NoteScreen)
        for part in ("dòng 2:", "Sở Tài nguyên và Môi trường", "dòng 3:", "31/6"):
            assert part in seen.text()
        await pilot.press("escape")
        await load(seen, pilot, tmp_path / "khong-co.txt")
        assert "Không đọc được tệp" in seen.text()
        assert feed.meeting.n == before


async def test_loading_stops_where_the_hub_stops(tmp_path: Path) -> None:
    """And says how far it came; loaded again, only the rest is sent."""
    file = tmp_path / "du-thao.txt"
    file.write_text("một\nhai\nba\n", encoding="utf-8")
    feed = secretary()
    seen = Seen(feed)
    takes = feed.send_as

    async def twice(command: c.Command, ident: str) -> Answer:
        return await takes(command, ident) if len(feed.meeting.conclusions) < 2 else No("frozen", "Ổ đĩa bị lỗi.")

    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        feed.send_as = twice  # type: ignore[method-assign]
        await load(seen, pilot, file)
        await pressed(seen, pilot, "tab enter")
        assert "Mới nạp được 2 trên 3 dự thảo. Ổ đĩa bị lỗi." in toasts(seen)
        feed.send_as = takes  # type: ignore[method-assign]
        await load(seen, pilot, file)
        assert "Nạp 1 dự thảo" in seen.text()
        await pressed(seen, pilot, "tab enter")
        assert [one.text for one in feed.meeting.conclusions.values()] == ["một", "hai", "ba"]


async def test_a_real_hub_takes_a_draft_once(tmp_path: Path) -> None:
    """Said again with its id, as after a line that broke, it is answered as the first time."""
    draft = FileDraft(1, Said("rà soát", "so-nv"))
    async with running(make_session(tmp_path / "hop")) as hub, console(hub.url, hub.code("secretary")) as one:
        first = await one.feed.send_as(draft.command, draft.ident)
        again = await one.feed.send_as(draft.command, draft.ident)
        assert isinstance(first, Done)
        assert isinstance(again, Done)
        assert first.n == again.n
