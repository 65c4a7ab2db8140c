"""`demo` as a command: its line for the program that starts it, what it leaves, and how it ends."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bridge_server.hub.notice import read_notice
from bridge_server.journal import read_chain

from .conftest import ROOT, START, Run, environment, records_of

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Started:
    """A demonstration in a process of its own, and its line."""

    process: "subprocess.Popen[str]"
    told: dict[str, Any]

    @property
    def log(self) -> Path:
        """Where it writes."""
        return Path(self.told["directory"], self.told["folder"], "session.jsonl")


@contextmanager
def started(*arguments: str | Path) -> Iterator[Started]:
    """One that serves; it is gone at the end, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "demo", *map(str, arguments)],
        cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate(timeout=PATIENCE)[1]
        yield Started(process, json.loads(line))
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Its exit code, and what more it said."""
    stdout, stderr = process.communicate(timeout=PATIENCE)
    return process.returncode, stdout, stderr


def test_it_ends_with_the_program_that_started_it() -> None:
    """One line tells how to come in; when stdin is closed it ends in order, and its temporary directory is gone."""
    with started("--until-stdin-closes", "--json") as demo:
        assert set(demo.told) == {"url", "code", "secretary", "points", "pid", "directory", "folder"}
        assert (demo.told["points"], demo.told["pid"], demo.told["folder"]) == (260, demo.process.pid, "rehearsal-1")
        notice = read_notice(Path(demo.told["directory"]))
        assert notice is not None
        assert (notice.url, notice.rehearsal) == (demo.told["url"], "rehearsal-1")
        assert ended(demo.process) == (0, "", "")
        assert not Path(demo.told["directory"]).parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(small: Path, how: signal.Signals) -> None:
    """A log in a session's directory is kept, sealed and marked; people are told address and codes, in groups."""
    with started("--session", small, "--lang", "en") as demo:
        demo.process.send_signal(how)
        code, stdout, stderr = ended(demo.process)
    assert (code, stdout) == (0, "")
    assert "DEMONSTRATION: 8 invented points" in stderr
    assert f"{demo.told['code'][:4]}-{demo.told['code'][4:7]}-" in stderr
    assert "Traceback" not in stderr
    chain = read_chain(demo.log)
    assert chain.header["demonstration"] is True
    assert list(chain.records())[-1]["events"][0]["type"] == "HubStopped"
    assert chain.closed
    assert not (small / "hub.json").exists()
    assert records_of(small / "session.jsonl") == []


def test_every_face_is_marked(cli: Run, small: Path) -> None:
    """`show` and `watch` say that it is a demonstration, to people and to programs."""
    with started("--session", small) as demo:
        watching = subprocess.Popen(
            [sys.executable, "-c", START, "watch", "--url", demo.told["url"], "--code", demo.told["code"]],
            cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        try:
            assert watching.stdout is not None
            assert watching.stdout.readline().startswith("TRÌNH DIỄN. Theo dõi: Họp giao ban")
        finally:
            watching.kill()
            watching.communicate(timeout=PATIENCE)
        folder = small / demo.told["folder"]
        shown = cli("show", folder).stdout
        assert "*** TRÌNH DIỄN ***" in shown
        assert "TỔNG DUYỆT" not in shown
        told = json.loads(cli("show", folder, "--json").stdout)
        assert (told["rehearsal"], told["demonstration"]) == (True, True)


def test_the_autopilot_tells_its_phases_and_stays(small: Path) -> None:
    """The meeting plays itself to its end, and the hub is still there; asked to, it ends."""
    with started("--session", small, "--autopilot", "--pace", "6000", "--until-stdin-closes") as demo:
        deadline = time.monotonic() + PATIENCE
        while not any(event["type"] == "MeetingClosed" for record in records_of(demo.log) for event in record["events"]):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert demo.process.poll() is None
        code, _, stderr = ended(demo.process)
    assert code == 0
    assert "nội dung II: Việc cần làm ngay" in stderr
    assert "Kịch bản dừng" not in stderr


@pytest.mark.parametrize("pace", ["0", "-2", "nan", "inf"])
def test_a_pace_that_is_none_is_told(cli: Run, small: Path, pace: str) -> None:
    """Before anything is opened."""
    answer = cli("demo", "--session", small, "--pace", pace)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Nhịp" in answer.stderr
    assert not (small / "rehearsal-1").exists()


def test_an_agenda_that_is_not_there_is_told(cli: Run, tmp_path: Path) -> None:
    """As everywhere."""
    answer = cli("demo", tmp_path / "none.json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "none.json" in answer.stderr


def test_a_port_that_is_taken_is_told(cli: Run, small: Path) -> None:
    """And a session that is served already is not shown a second time."""
    with started("--session", small) as demo:
        port = demo.told["url"].rpartition(":")[2]
        answer = cli("demo", "--port", port)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert port in answer.stderr
        again = cli("demo", "--session", small)
        assert (again.returncode, again.stdout) == (3, "")
        assert str(demo.process.pid) in again.stderr


def test_a_host_who_steps_in_is_told_that_the_script_ends(cli: Run, small: Path) -> None:
    """With the hub's own sentence about what the script could not do any more."""
    with started("--session", small, "--autopilot", "--pace", "100", "--json", "--until-stdin-closes") as demo:
        opened = cli("send", "--url", demo.told["url"], "--code", demo.told["code"], '{"type":"OpenMeeting"}')
        assert opened.returncode == 0, opened.stderr
        assert demo.process.stderr is not None
        sentence = demo.process.stderr.readline()
        assert sentence.startswith("Kịch bản dừng ở đây")
        assert "không cần bắt đầu lại" in sentence
        assert demo.process.poll() is None
