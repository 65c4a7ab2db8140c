"""`rehearse` as a command: what it takes, what it leaves alone, and how it ends when it cannot go on."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bridge_server.hub.notice import HubNotice, write_notice
from bridge_server.journal import read_chain

from .conftest import ROOT, SMALL_AGENDA, START, Run, environment, records_of


def test_a_directory_is_prepared_where_it_is_none(cli: Run, small: Path, tmp_path: Path) -> None:
    """In the words of the chosen language, with a summary that tells where to look."""
    answer = cli("rehearse", tmp_path / "agenda.json", "--session", tmp_path / "new", "--lang", "en")
    assert answer.returncode == 0, answer.stderr
    assert "8 points: 7 have reported" in answer.stdout
    assert f"bridge-server show {tmp_path / 'new' / 'rehearsal-1'}" in answer.stdout
    assert "REHEARSAL: 8 points" in answer.stderr
    assert (tmp_path / "new" / "secret").exists()
    assert not (small / "rehearsal-1").exists()


def test_a_session_needs_no_agenda_and_keeps_its_own_log(cli: Run, small: Path) -> None:
    """Each rehearsal has a folder of its own; nothing else changes, what a crashed hub left behind included."""
    write_notice(small, HubNotice(1, "http://127.0.0.1:9", 9, "", 0, ""))
    before = {path.name: path.read_bytes() for path in small.iterdir() if path.suffix != ".lock"}
    for number in (1, 2):
        answer = cli("rehearse", "--session", small)
        assert answer.returncode == 0, answer.stderr
        assert "mất 0" in answer.stdout
        assert (small / f"rehearsal-{number}" / "session.jsonl").exists()
    assert {path.name: path.read_bytes() for path in small.iterdir() if path.suffix != ".lock" and path.is_file()} == before


def test_another_agenda_than_the_sessions_is_refused(cli: Run, small: Path) -> None:
    """Nothing is overwritten."""
    other = small.parent / "other.json"
    other.write_text(json.dumps(SMALL_AGENDA | {"title": "Cuộc họp khác"}), encoding="utf-8")
    answer = cli("rehearse", other, "--session", small)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert cli("rehearse", small.parent / "agenda.json", "--session", small).returncode == 0


def test_a_roster_without_the_agendas_points_is_told(cli: Run, tmp_path: Path) -> None:
    """The slots of 2024 name points that are gone since 2025."""
    answer = cli("rehearse", ROOT / "agenda.json", "--roster", "quang-nam-2025", "--session", tmp_path / "hop")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "“502”" in answer.stderr
    assert not (tmp_path / "hop").exists()


@pytest.mark.parametrize("pace", ["0", "-1", "nan"])
def test_a_pace_that_is_none_is_told(cli: Run, small: Path, pace: str) -> None:
    """Before anything is opened."""
    answer = cli("rehearse", "--session", small, "--pace", pace)
    assert answer.returncode == 2
    assert "Nhịp" in answer.stderr
    assert not (small / "rehearsal-1").exists()


def test_a_pace_only_changes_how_long_it_takes(cli: Run, small: Path) -> None:
    """Hours in a second, and the same digest."""
    digests = {
        json.loads(cli("rehearse", "--session", small, "--json", *pace).stdout)["digest"] for pace in ((), ("--pace", "20000"))
    }
    assert len(digests) == 1


def test_a_running_rehearsal_is_the_only_hub(cli: Run, small: Path) -> None:
    """While it runs the session can be neither served nor rehearsed."""
    with started(small) as running:
        answer = cli("rehearse", "--session", small)
        assert answer.returncode != 0
        assert str(running.pid) in answer.stderr
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", ["ctrl-c", "stop"])
def test_a_paced_rehearsal_that_is_stopped_ends_in_order(cli: Run, small: Path, how: str) -> None:
    """Exit 130; the hub says so in the log, which is sealed; no notice of a hub is left."""
    with started(small) as running:
        if how == "ctrl-c":
            running.send_signal(signal.SIGINT)
        else:
            assert cli("stop", small).returncode == 0
        stdout, stderr = running.communicate(timeout=60)
    assert (running.returncode, stdout) == (130, "")
    assert "dừng giữa chừng" in stderr
    assert "Traceback" not in stderr
    log = small / "rehearsal-1" / "session.jsonl"
    assert records_of(log)[-1]["events"][0]["type"] == "HubStopped"
    chain = read_chain(log)
    assert list(chain.records())
    assert chain.closed
    assert not (small / "hub.json").exists()


def started(session: Path) -> "subprocess.Popen[str]":
    """A rehearsal in real time that has begun."""
    running = subprocess.Popen(
        [sys.executable, "-c", START, "rehearse", "--session", str(session), "--pace", "1"],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert running.stderr is not None
    told = [running.stderr.readline(), running.stderr.readline()]
    assert "13:20" in told[1], told
    return running


@pytest.mark.skipif(shutil.which("bash") is None, reason="a POSIX shell")
def test_too_few_files_are_told_before_anything_begins(small: Path) -> None:
    """Both ends of every connection are files of one process."""
    command = f'ulimit -n 80 && exec "{sys.executable}" -c "{START}" rehearse --session "{small}"'
    answer = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "ulimit -n" in answer.stderr
    assert not (small / "rehearsal-1").exists()
