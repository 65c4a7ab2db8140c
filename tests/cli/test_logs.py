"""Show, log, verify and continue: what a log says, at any moment, and whether it can be trusted."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bridge_server.journal import FileJournal
from bridge_server.journal.replay import replay
from bridge_server.meeting import HOST, Author, Command, Record, apply, decide, digest
from bridge_server.meeting.commands import Ask, CheckIn, GiveFloor, OpenMeeting, StartItem, Undo
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.wire.records import encode_record

from .conftest import ROOT, Run

STORY: tuple[tuple[int, Author, Command], ...] = (
    (-30, Author("point", "20938"), CheckIn("20938", total=7, leader=Speaker("Hồ Văn Ny", "Phó Chủ tịch UBND xã"))),
    (0, HOST, OpenMeeting()),
    (0, HOST, StartItem("1")),
    (12, HOST, StartItem("5", after="1")),
    (13, HOST, GiveFloor("5a1")),
    (14, Author("point", "20956"), Ask("20956", subject="[@click=app.quit]hạ tầng[/]")),
    (15, HOST, Undo(5)),
)
"""Minutes after 08:00, who, what: seven records."""


@pytest.fixture
def told(session: Path) -> Path:
    """A session in which the story was recorded."""
    path = session / "session.jsonl"
    meeting = replay(path)[0].meeting
    journal = FileJournal.open(path)
    for minute, by, command in STORY:
        now = meeting.starts_at + minute * MINUTE
        record = Record(meeting.n + 1, now, str(by), f"c{minute}", decide(meeting, command, by, now))
        journal.append([(record.n, encode_record(record))]).result(timeout=10)
        apply(meeting, record)
    journal.close(meeting.at)
    return session


def test_show_tells_the_state_after_the_last_record(cli: Run, told: Path) -> None:
    """Ten items with planned, actual and projected times; the undone turn waits again."""
    text = cli("show", told).stdout
    assert "chậm 10 phút, dự kiến kết thúc 11:40 (kế hoạch 11:30)" in text
    assert re.search(r"√ +1 +Tuyên bố lý do.* 08:00-08:05 +08:00-08:12 +Đã xong", text)
    assert re.search(r"► +5 +Phát biểu tham luận +08:55-10:15 +08:12-… ", text)
    assert "Xã Trà Don (huyện Nam Trà My) · đăng ký lúc 08:14" in text
    assert "ĐANG PHÁT BIỂU" not in text
    assert max(map(len, text.splitlines())) <= 100
    assert "11:40 (planned 11:30)" in cli("show", told, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("at", "record", "speaking", "shown"),
    [
        ("5", 5, "5a1", "08:13"),
        ("#4", 4, None, "08:12"),
        ("0", 0, None, "08:00"),
        ("08:13:30", 5, "5a1", "08:13"),
        ("8h13", 5, "5a1", "08:13"),
        ("31/5/2024 08:12", 4, None, "08:12"),
        ("2024-05-31 08:12:59", 4, None, "08:12"),
        ("2024-05-31T01:13:30+00:00", 5, "5a1", "08:13"),
        ("07:00", 0, None, "07:00"),
        ("23:00", 7, None, "23:00"),
    ],
)
def test_show_tells_the_state_at_any_moment(cli: Run, told: Path, at: str, record: int, speaking: str | None, shown: str) -> None:
    """By record, by time, by date and time."""
    answer = cli("show", told, "--at", at, "--json")
    assert answer.returncode == 0, answer.stderr
    state = json.loads(answer.stdout)
    assert (state["record"], state["speaking"], state["at"][11:16]) == (record, speaking, shown)


@pytest.mark.parametrize(
    ("at", "word"),
    [("8", "bản ghi cuối là 7"), ("noon", "Không hiểu"), ("25:00", "Không hiểu"), ("31/12/9999 23:59", "Không hiểu")],
)
def test_a_moment_that_is_none_is_told(cli: Run, told: Path, at: str, word: str) -> None:
    """Exit 2 and how to write one."""
    answer = cli("show", told, "--at", at)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert word in answer.stderr


def test_the_log_is_told_in_sentences(cli: Run, told: Path) -> None:
    """With record numbers, times and names; hostile text is plain text."""
    lines = cli("log", told).stdout.splitlines()
    assert lines[0] == "— 31/5/2024 —"
    assert lines[1].endswith("Xã Trà Dơn (huyện Nam Trà My): có mặt, 7 đại biểu, lãnh đạo dự: Hồ Văn Ny, Phó Chủ tịch UBND xã")
    assert "    3  08:00:00  Điều phối: bắt đầu nội dung 1 (Tuyên bố lý do, giới thiệu đại biểu)" in lines
    assert any(line.endswith("đăng ký phát biểu về: [@click=app.quit]hạ tầng[/]") for line in lines)
    assert lines[-1] == "    7  08:15:00  Điều phối: hoàn tác thao tác ở bản ghi số 5"
    raw = [json.loads(line) for line in cli("log", told, "--json").stdout.splitlines()]
    assert [record["n"] for record in raw] == list(range(1, 8))


def test_verify_says_records_head_and_digest(cli: Run, told: Path) -> None:
    """The digest is the state's own; a head holds or does not."""
    answer = cli("verify", told, "--json")
    found = json.loads(answer.stdout)
    assert (answer.returncode, found["ok"], found["records"], found["torn_bytes"]) == (0, True, 7, 0)
    assert found["digest"] == digest(replay(told / "session.jsonl")[0].meeting)
    assert cli("verify", told, "--head", found["head"]).returncode == 0
    assert cli("verify", told, "--head", found["head"][:18]).returncode == 0
    wrong = cli("verify", told, "--head", "7:" + "0" * 16)
    assert wrong.returncode == 3
    assert "KHÔNG" in wrong.stderr
    assert cli("verify", told, "--head", "seven").returncode == 2


def test_a_torn_log_is_told_and_still_read(cli: Run, told: Path) -> None:
    """The half-written tail is counted; nothing is cut by reading."""
    path = told / "session.jsonl"
    with path.open("ab") as log:
        log.write(b'{"n":8,"at":1')
    size = path.stat().st_size
    found = json.loads(cli("verify", told, "--json").stdout)
    assert (found["ok"], found["records"], found["torn_bytes"]) == (True, 7, 13)
    assert "13 byte" in cli("show", told).stderr
    assert path.stat().st_size == size


def test_a_damaged_log_is_refused_and_named(cli: Run, told: Path) -> None:
    """Exit 74, the line's number, no traceback; a newer format is exit 2."""
    path = told / "session.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[3].replace(b"MeetingOpened", b"MeetingClosed"), *lines[4:]]))
    for command in ("verify", "show", "log"):
        answer = cli(command, told)
        assert answer.returncode == 74
        assert "Traceback" not in answer.stderr
        assert "4" in answer.stderr
    assert json.loads(cli("verify", told, "--json").stdout)["problem"]["code"] == "damaged-line"
    path.write_bytes(b"".join([lines[0].replace(b'"format":1', b'"format":2'), *lines[1:]]))
    assert cli("show", told).returncode == 2


def test_a_session_goes_on_in_another_directory(cli: Run, told: Path, tmp_path: Path) -> None:
    """With its secret, all earlier records, and numbers that go on; the first stays as it was."""
    target = tmp_path / "hop2"
    answer = cli("continue", told, "--into", target)
    assert answer.returncode == 0, answer.stderr
    assert (target / "secret").read_bytes() == (told / "secret").read_bytes()
    before, after = (json.loads(cli("verify", one, "--json").stdout) for one in (told, target))
    assert (after["ok"], after["records"], after["segments"], after["digest"]) == (True, 7, 2, before["digest"])
    assert cli("show", target).stdout == cli("show", told).stdout
    again = cli("continue", told, "--into", target)
    assert again.returncode == 3
    assert cli("continue", told, "--into", tmp_path / "hop3", "--head", "5:" + "0" * 16).returncode == 2


def test_a_failing_disk_keeps_only_the_log_from_going_on(cli: Run, told: Path, tmp_path: Path) -> None:
    """What cannot be read is named and left behind; without the secret nobody is told that the codes still work."""
    (told / "contacts.csv").mkdir()
    answer = cli("continue", told, "--into", tmp_path / "hop2")
    assert answer.returncode == 0
    assert "contacts.csv" in answer.stderr
    assert "không đổi" in answer.stderr
    (told / "secret").unlink()
    answer = cli("continue", told, "--into", tmp_path / "hop3")
    assert answer.returncode == 0
    assert "cần cấp mã mới" in answer.stderr
    assert cli("show", tmp_path / "hop3").stdout == cli("show", told).stdout


def test_what_follows_from_an_unknown_event_is_unknown_too(cli: Run, session: Path) -> None:
    """No traceback; the log is whole, but its state is not claimed to be complete."""
    journal = FileJournal.open(session / "session.jsonl")
    for number, event in ((1, {"type": "PanelOpened", "turn": "p1"}), (2, {"type": "FloorGiven", "turn": "p1"})):
        body = {"n": number, "at": 1_717_117_200_000, "by": "host", "id": "", "events": [event]}
        journal.append([(number, json.dumps(body, separators=(",", ":")).encode())]).result(timeout=10)
    journal.close(1_717_117_200_000)
    for command in ("show", "log", "verify"):
        answer = cli(command, session)
        assert answer.returncode == 0, answer.stderr
        assert "mới hơn" in answer.stderr
    assert json.loads(cli("verify", session, "--json").stdout)["digest"] is None


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_whoever_stops_reading_is_no_fault(told: Path) -> None:
    """`log DIR | head -1` ends with 0, without a word."""
    program = f"{sys.executable} -c 'from bridge_server.cli import main; main()' log --json {told}"
    shell = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"for i in 1 2 3 4 5; do {program} | true; done"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (shell.returncode, shell.stderr) == (0, b"")


def test_a_copied_session_is_the_same_session(cli: Run, told: Path, tmp_path: Path) -> None:
    """Nothing in the directory knows where it lies."""
    shutil.copytree(told, tmp_path / "elsewhere")
    assert cli("show", tmp_path / "elsewhere").stdout == cli("show", told).stdout


def test_an_empty_log_shows_the_plan(cli: Run, session: Path) -> None:
    """Before the first record."""
    assert "Chưa bắt đầu" in cli("show", session).stdout
    assert "chưa có bản ghi" in cli("log", session).stderr
