"""A whole meeting by hand: the installed `bridge-console demo` on a real terminal, from the first check-in to the closing.

And what was kept of it, played back.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge_server.journal import LOG
from bridge_server.journal.replay import Replay, replay
from bridge_server.reports.names import name_of

ROOT = Path(__file__).parent.parent.parent
CONSOLE = Path(sys.executable).with_name("bridge-console")
PATIENCE = 60.0
"""Seconds that anything may take before the test fails."""
pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux")


class Window:
    """A terminal of tmux, on a server of its own."""

    def __init__(self, folder: Path, command: str) -> None:
        self._socket = str(folder / "tmux")
        keep = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "TMUX", "BRIDGE_LANG")}
        self._env = keep | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "-c", str(ROOT), command)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", self._socket, *arguments]
        return subprocess.run(command, env=self._env, capture_output=True, text=True, timeout=20, check=True).stdout

    @property
    def text(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def until(self, seen: Callable[[str], object], what: str) -> str:
        """The screen, as soon as it shows that."""
        deadline = time.monotonic() + PATIENCE
        while True:
            text = self.text
            if seen(text):
                return text
            assert time.monotonic() < deadline, f"{what}\n{text}"
            time.sleep(0.05)

    def shows(self, *needles: str) -> str:
        """The screen, as soon as all of these are on it."""
        return self.until(lambda text: all(needle in text for needle in needles), f"{needles}")

    def shows_no(self, needle: str) -> str:
        """The screen, as soon as this is gone from it."""
        return self.until(lambda text: needle not in text, f"no {needle}")

    def press(self, *keys: str) -> None:
        """Keys as tmux calls them."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Letters as they are."""
        self._tmux("send-keys", "-l", text)

    def close(self) -> None:
        """End the terminal, and what runs in it."""
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], env=self._env, capture_output=True, timeout=20, check=False)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    """The demonstration, sixty times as fast as the day it shows."""
    if not CONSOLE.exists():
        pytest.skip("the package is not installed: pip install -e .")
    session = tmp_path / "hop"
    opened = Window(tmp_path, f"'{CONSOLE}' demo --pace 20 --seed 1 --session '{session}'; echo LEFT $?")
    try:
        yield opened
    finally:
        opened.close()


def present(text: str) -> int:
    """How many points are present, as the head says it."""
    found = re.search(r"có mặt (\d+)/260", text)
    return int(found[1]) if found else -1


def test_a_host_leads_the_day_from_the_first_check_in_to_the_closing(window: Window, tmp_path: Path) -> None:
    """Every step is seen on the screen before the next one; afterwards the log is whole and says the same."""
    window.shows("TRÌNH DIỄN", "CHƯA BẮT ĐẦU", "Chương trình")
    window.until(lambda text: present(text) > 150, "most points have come")

    # the board: who is missing, one is looked for without accents, and checked in by phone
    window.press("F2")
    window.shows("ĐIỂM DANH", "chưa báo cáo")
    window.press("/")
    window.type("tra do")
    window.shows("Trà Đốc", "Trà Don", "Trà Dơn")
    window.press("Escape")
    window.press("Escape")
    window.shows("Chương trình")

    # the opening, the first item, its speaker, a minute more and back
    window.press("n")
    window.shows("ĐANG HỌP")
    time.sleep(1.6)  # a key that is held down must not start an item by itself
    window.press("n")
    window.shows("►  1")
    window.press("Enter")
    window.shows("Đang phát biểu", "CÒN LẠI")
    window.press("+")
    window.shows("6'", "u: hoàn tác")
    window.press("u")
    window.shows("Hoàn tác thao tác")
    window.press("e")
    window.shows("Chưa có ai phát biểu")

    # the discussion: points ask, one is told to get ready, answers, and is heard
    window.press("i")
    window.type("thao luan")
    window.press("Enter")
    window.shows("►  7")
    window.until(lambda text: re.search(r"Danh sách đăng ký \([1-9]", text), "somebody asks")
    window.press("s")
    window.until(lambda text: "sẵn sàng" in text and "chưa báo sẵn sàng" not in text, "its operator answers")
    window.press("Enter")
    window.shows("Đang phát biểu")

    # a leader speaks in between, and whoever spoke goes on
    window.press("l")
    window.shows("Lãnh đạo phát biểu")
    window.press("Enter")
    window.shows_no("Gõ tên cơ quan")
    window.shows("tạm dừng")
    window.press("e")
    window.shows("Chưa có ai phát biểu")
    window.press("r")
    window.shows("Đang phát biểu")
    time.sleep(1.1)  # the same key again within a second counts as held down
    window.press("e")
    window.shows_no("─Đang phát biểu")

    # a message, and the break: points come back by themselves
    window.press("t")
    window.shows("Nội dung tin nhắn")
    window.type("Moi dai bieu nghi giai lao.")
    window.shows("Moi dai bieu nghi giai lao.")
    window.press("F10")
    window.shows_no("Nội dung tin nhắn")
    window.press("b")
    window.shows("HỌP TIẾP LÚC")
    window.until(lambda text: re.search(r"[1-9]\d*/\d+ điểm cầu đã trở lại", text), "some are back")
    window.press("n")
    window.shows_no("HỌP TIẾP LÚC")

    # the closing takes a word
    window.press("F9")
    window.shows("Kết thúc hội nghị?")
    time.sleep(0.5)  # keys that come at once are not meant for the question
    window.type("ket thuc")
    window.press("Enter")
    window.shows("ĐÃ KẾT THÚC")
    window.press("C-q")
    window.shows("Thoát màn hình điều phối?")
    time.sleep(0.5)  # the same
    window.press("Tab")
    window.press("Enter")
    window.shows("LEFT 0")

    told, _ = replay(tmp_path / "hop" / "rehearsal-1" / LOG)
    meeting = told.meeting
    assert told.header["demonstration"]
    assert meeting.phase == "closed"
    assert len([turn for turn in meeting.turns.values() if turn.runs and not turn.removed]) >= 3
    assert any(turn.origin == "leader" for turn in meeting.turns.values())
    assert len(meeting.check_ins) > 200
    assert len(meeting.back) > 0
    it_is_played_back(tmp_path, told)


def it_is_played_back(tmp_path: Path, told: Replay) -> None:
    """The same day again, from its log: the first speaker is seen where he began, and nothing can be done to him."""
    folder = tmp_path / "again"
    folder.mkdir()
    again = Window(folder, f"'{CONSOLE}' replay '{tmp_path / 'hop' / 'rehearsal-1'}'; code=$?; echo; echo LEFT $code")
    try:
        again.shows("XEM LẠI", "KHÔNG PHẢI TRỰC TIẾP", "TRÌNH DIỄN", "CHƯA BẮT ĐẦU", f"1/{told.meeting.n}")
        first = min((turn for turn in told.meeting.turns.values() if turn.runs), key=lambda turn: turn.runs[0].start)
        again.press("t")
        again.shows("Đang phát biểu", "ĐANG HỌP", name_of("vi", told.meeting, first)[:20])
        again.press("Space")
        again.shows("đang chạy")
        again.press("e")  # what a host would press to end the turn
        again.shows("Đang xem lại diễn biến")
        again.press("End")
        again.shows("ĐÃ KẾT THÚC", "hết nhật ký")
        again.press("C-q")
        again.shows("LEFT 0")
    finally:
        again.close()
