"""`serve` and `stop` as whoever looks after the machine uses them: processes, signals, ports."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bridge_server.hub.notice import HubNotice, read_notice
from bridge_server.hub.supervise import supervise

from .conftest import ROOT, Run

PATIENCE = 30.0
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")


def wait_for(found: Callable[[], object], what: str) -> None:
    """Until `found` is true, bounded."""
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@contextmanager
def serving(directory: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", HubNotice]]:
    """A hub in a process of its own that serves; ended at the end, whatever happened."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    process = subprocess.Popen(
        [sys.executable, "-c", "from bridge_server.cli import main; main()", "serve", str(directory), *arguments],
        env=clean | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        wait_for(lambda: answers(read_notice(directory)) or process.poll() is not None, "the hub serves")
        notice = read_notice(directory)
        assert notice is not None, process.communicate(timeout=PATIENCE)[1]
        yield process, notice
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def answers(notice: HubNotice | None) -> bool:
    """Whether the hub of that notice says that it is ready."""
    if notice is None:
        return False
    try:
        with urllib.request.urlopen(f"{notice.url}/readyz", timeout=5) as page:
            return bool(json.load(page)["ok"])
    except OSError:
        return False


@pytest.fixture
def hop(session: Path) -> Path:
    """A prepared session on whatever port is free."""
    settings = json.loads((session / "session.json").read_text())
    (session / "session.json").write_text(json.dumps(settings | {"port": 0}))
    return session


def test_it_serves_says_where_and_stops_in_order(cli: Run, hop: Path) -> None:
    """Its sentence, its notice, its seal; afterwards nothing is left but the log and its own log."""
    with serving(hop) as (process, notice):
        assert notice.pid == process.pid
        told = cli("stop", hop)
        assert (told.returncode, "đã dừng" in told.stderr) == (0, True)
        narrated = process.communicate(timeout=PATIENCE)[1]
        assert process.returncode == 0
        assert f"{notice.url} (tiến trình {notice.pid}); 260 điểm cầu, 1 bản ghi" in narrated
    assert not (hop / "hub.json").exists()
    assert not (hop / "reserve").exists()
    assert json.loads(cli("verify", hop, "--json").stdout)["closed"] is True
    log = cli("log", hop).stdout
    assert "bắt đầu phục vụ" in log
    assert "ngừng phục vụ (SIGTERM)" in log
    assert all(json.loads(line)["event"] for line in (hop / "hub.log").read_text().splitlines())


def test_nothing_to_stop_is_said(cli: Run, hop: Path, tmp_path: Path) -> None:
    """Out of reach is exit code 4; a directory that is no session is bad input."""
    assert cli("stop", hop).returncode == 4
    assert cli("stop", tmp_path).returncode == 2


def test_one_session_has_one_hub(cli: Run, hop: Path) -> None:
    """A second one is refused, for the meeting and for a rehearsal; reading goes on beside it."""
    with serving(hop) as (_, notice):
        for more in ((), ("--rehearsal",)):
            told = cli("serve", hop, *more)
            assert (told.returncode, f"tiến trình {notice.pid}" in told.stderr) == (3, True)
        assert cli("show", hop).returncode == 0
        assert cli("verify", hop).returncode == 0


def test_a_port_that_is_taken_is_said_with_the_way_out(cli: Run, hop: Path) -> None:
    """Nothing is left running, the log is whole."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = cli("serve", hop, "--port", str(taken.getsockname()[1]))
    assert told.returncode == 2
    assert "--port" in told.stderr
    assert cli("verify", hop).returncode == 0


def test_a_supervised_hub_that_is_killed_serves_again_on_the_same_port(cli: Run, hop: Path) -> None:
    """At once, with another process; stopping it ends the supervisor too."""
    with serving(hop, "--supervise") as (process, notice):
        os.kill(notice.pid, signal.SIGKILL)

        def again() -> bool:
            now = read_notice(hop)
            return now is not None and now.pid != notice.pid and answers(now)

        wait_for(again, "it serves again")
        now = read_notice(hop)
        assert now is not None
        assert now.port == notice.port
        assert cli("stop", hop).returncode == 0
        assert "chạy lại" in process.communicate(timeout=PATIENCE)[1]
        assert process.returncode == 0


@pytest.mark.parametrize("code", [0, 2, 74])
def test_what_would_end_the_same_way_is_not_started_again(code: int, tmp_path: Path) -> None:
    """A disk that failed least of all."""
    told: list[int] = []
    script = f"import pathlib, sys; pathlib.Path('runs').open('a').write('x'); sys.exit({code})"
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert supervise([sys.executable, "-c", script], lambda _pid: True, lambda ended, _wait: told.append(ended)) == code
    finally:
        os.chdir(here)
        for one, handler in before.items():
            signal.signal(one, handler)
    assert told == []
    assert (tmp_path / "runs").read_text() == "x"


def test_a_crash_is_told_and_started_again(tmp_path: Path) -> None:
    """Twice crashed, then done."""
    told: list[int] = []
    runs = tmp_path / "runs"
    script = f"import pathlib, sys; f = pathlib.Path({str(runs)!r}); f.open('a').write('x'); sys.exit(len(f.read_text()) < 3)"
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert supervise([sys.executable, "-c", script], lambda _pid: True, lambda ended, _wait: told.append(ended)) == 0
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert told == [1, 1]


def test_one_that_never_comes_to_serve_is_started_less_and_less_often(tmp_path: Path) -> None:
    """The waits double; a hub that had served is started at once again."""
    waits: list[float] = []
    runs = tmp_path / "runs"
    script = f"import pathlib, sys; f = pathlib.Path({str(runs)!r}); f.open('a').write('x'); sys.exit(len(f.read_text()) < 4)"
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        served = iter([False, False, True])
        assert supervise([sys.executable, "-c", script], lambda _pid: next(served), lambda _code, wait: waits.append(wait)) == 0
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert waits == [0.1, 0.2, 0.1]


def test_a_copied_directory_serves_elsewhere_with_the_same_codes(cli: Run, hop: Path, tmp_path: Path) -> None:
    """Copied while stopped; the log goes on where it was."""
    with serving(hop):
        pass
    copy = tmp_path / "elsewhere" / "hop"
    shutil.copytree(hop, copy)
    assert cli("codes", copy, "--json").stdout == cli("codes", hop, "--json").stdout
    code = next(row["code"] for row in json.loads(cli("codes", hop, "--json").stdout) if row["point"] == "20335")
    with serving(copy) as (_, notice):
        told = cli("check-in", "--url", notice.url, "--code", code, "--total", "7")
        assert told.returncode == 0, told.stderr
    assert "7 đại biểu" in cli("log", copy).stdout


def test_a_rehearsal_writes_beside_the_meeting(cli: Run, hop: Path) -> None:
    """The same codes, a log of its own, said on starting; the meeting's log keeps every byte."""
    before = (hop / "session.jsonl").read_bytes()
    with serving(hop, "--rehearsal") as (process, notice):
        assert notice.rehearsal == "rehearsal-1"
        assert cli("codes", hop, "--revoke", "20335").returncode == 3
        cli("stop", hop)
        assert "TỔNG DUYỆT" in process.communicate(timeout=PATIENCE)[1]
    assert (hop / "session.jsonl").read_bytes() == before
    assert cli("verify", hop / "rehearsal-1").returncode == 0
    assert "TỔNG DUYỆT" in cli("show", hop / "rehearsal-1").stdout
