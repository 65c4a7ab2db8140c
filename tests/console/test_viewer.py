"""The session's screen: what it shows, that it follows the log, and that no text from outside can hurt it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Static

from benchmarks.meetings import real_meeting
from bridge_server.journal import FileJournal, new_log_id
from bridge_server.meeting import HOST, Author, Command, Record, apply, decide
from bridge_server.meeting.commands import Ask, OpenMeeting, StartItem
from bridge_server.meeting.values import Speaker
from bridge_server.session import Meant, Settings, header_fields
from console.app import Viewer

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "[@click=app.quit]bấm[/] [/x"


class Session:
    """A log that grows."""

    def __init__(self, path: Path) -> None:
        self.meeting = real_meeting()
        meant = Meant(self.meeting.agenda, self.meeting.roster, (), b"", b"", None)
        self.journal = FileJournal.create(path, header_fields(Settings("s", 0), meant), log=new_log_id())

    def does(self, by: Author, command: Command) -> None:
        """One record."""
        now = self.meeting.starts_at + self.meeting.n * 60_000
        events = decide(self.meeting, command, by, now)
        record = Record(self.meeting.n + 1, now, str(by), "", events)
        apply(self.meeting, record)
        from bridge_server.wire.records import encode_record

        self.journal.append([(record.n, encode_record(record))]).result(timeout=10)


def text(app: Viewer) -> str:
    """What the pane holds."""
    return str(app.query_one("#state", Static).content)


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_it_shows_the_state_in_the_width_there_is(tmp_path: Path, size: tuple[int, int]) -> None:
    """No line is cut at the right in any size."""
    session = Session(tmp_path / "session.jsonl")
    session.does(HOST, OpenMeeting())
    app = Viewer("vi", tmp_path / "session.jsonl")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Đang họp" in text(app)
        assert max(map(len, text(app).splitlines())) <= size[0] - 3
    session.journal.close(0)


@pytest.mark.asyncio
async def test_it_follows_the_log_and_shows_hostile_text_as_text(tmp_path: Path) -> None:
    """Markup in a subject neither runs, nor crashes, nor disappears."""
    session = Session(tmp_path / "session.jsonl")
    app = Viewer("vi", tmp_path / "session.jsonl")
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert "Chưa bắt đầu" in text(app)
        session.does(HOST, OpenMeeting())
        session.does(HOST, StartItem("1"))
        session.does(Author("point", "20938"), Ask("20938", speaker=Speaker(HOSTILE)))
        await pilot.press("r")
        await pilot.pause()
        assert HOSTILE in text(app)
        assert app.is_running
    session.journal.close(0)


@pytest.mark.asyncio
async def test_a_damaged_log_is_a_sentence(tmp_path: Path) -> None:
    """In place of the state; the screen stays."""
    path = tmp_path / "session.jsonl"
    Session(path).journal.close(0)
    app = Viewer("en", path)
    async with app.run_test(size=(120, 40)) as pilot:
        path.write_bytes(b"not a log\n")
        await pilot.press("r")
        await pilot.pause()
        assert "not a" in text(app) or "no log" in text(app)


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), (["a", "b"], 2), (["nowhere"], 2), (["."], 2)])
def test_the_command_answers_without_a_terminal(tmp_path: Path, arguments: list[str], code: int) -> None:
    """One sentence and an exit code."""
    told = subprocess.run(
        [sys.executable, "-c", "from console.cli import main; main()", *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert told.returncode == code
    assert (told.stdout or told.stderr).strip()
    assert "Traceback" not in told.stderr


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    """And how to get text instead."""
    Session(tmp_path / "session.jsonl").journal.close(0)
    told = subprocess.run(
        [sys.executable, "-c", "from console.cli import main; main()", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert "bridge-server show" in told.stderr
