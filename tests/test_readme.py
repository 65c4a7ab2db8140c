"""README's commands are the ones that work."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bridge_server.cli.app import build
from bridge_server.words import say
from console.arguments import COMMANDS

from .console.terminals import Terminal

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the lines are written for a POSIX shell")


def line(marker: str) -> str:
    """The command that stands behind a marker."""
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.+)\n```", README)
    assert found, marker
    return found[1]


def commands(marker: str) -> list[str]:
    """Those of a line that need no network, with this environment's programs in place of the new one's."""
    programs = Path(sysconfig.get_path("scripts"))
    if not (programs / "bridge-console").exists():
        pytest.skip("the package is not installed in this environment: pip install -e '.[test]'")
    mine = [one for one in line(marker).split(" && ") if " -m venv " not in one and " install " not in one]
    return [one.replace(".venv/bin", shlex.quote(str(programs))) for one in mine]


def clean() -> dict[str, str]:
    """The environment without variables of ours."""
    return {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}


def ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Without a terminal."""
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=clean(), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the lines read of the project's folder."""
    shutil.copy(ROOT / "agenda.json", tmp_path)
    return tmp_path


@posix
def test_the_main_line_installs_it_and_shows_a_meeting(folder: Path) -> None:
    """On a terminal the demonstration with points present; it is left as README says."""
    install, package, show = line("main").split(" && ")
    assert (install, package) == ("python3 -m venv .venv", ".venv/bin/pip install -q .")
    assert show.startswith(".venv/bin/bridge-console ")
    assert "Ctrl+Q, Tab, Enter" in README
    temporary = folder / "tmp"
    temporary.mkdir()
    own = {"TMPDIR": str(temporary), "XDG_CONFIG_HOME": str(folder / ".config"), "XDG_STATE_HOME": str(folder / ".state")}
    with Terminal(["sh", "-c", *commands("main")], folder, own) as terminal:
        terminal.read_until(say("vi", "console.demonstration"))
        assert list(temporary.glob("*/*/session.json"))
        assert terminal.leave() == 0
    assert not list(temporary.iterdir())
    assert not any(log.read_text(encoding="utf-8") for log in (folder / ".state").rglob("*.log"))


@posix
def test_without_a_terminal_the_main_line_says_so(folder: Path) -> None:
    """In one line, and nothing is started."""
    told = ran(commands("main")[-1], folder)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == say("vi", "launch.no-terminal-demo") + "\n"


@posix
def test_the_rehearsal_plays_the_whole_meeting(folder: Path) -> None:
    """Its commands as they stand."""
    for one in commands("rehearsal"):
        told = ran(one, folder)
        assert told.returncode == 0, told.stderr
    assert "260" in told.stdout


def test_every_command_of_the_table_exists() -> None:
    """And every command is in the table."""
    told = set(re.findall(r"^\| `bridge-server ([a-z-]+)", README, re.MULTILINE))
    told |= set(re.findall(r"`([a-z-]+)`", next(one for one in README.splitlines() if "an operator at a shell" in one)))
    assert told == {command.name for command in build("en").registered_commands}
    console = set(re.findall(r"^\| `bridge-console ([a-z]*)", README, re.MULTILINE))
    assert console == {command if command != "host" else "" for command in COMMANDS}


def test_the_files_it_points_to_are_there() -> None:
    """Links and paths."""
    for target in re.findall(r"\]\(([^)h][^)]*)\)", README):
        assert (ROOT / target).exists(), target
    for path in re.findall(r"`(bridge_server/[a-z_/]+\.py)`", README):
        assert (ROOT / path).exists(), path


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a developer's machine, no registry's address."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, timeout=60).stdout.split(b"\0")
    if len(listed) < 2:
        pytest.skip("not a git checkout")
    banned = [word.encode() for word in ("/ro" + "ot/", "/wo" + "rk/", "../sha" + "red", "index" + "-url")]
    for name in filter(None, listed):
        raw = (ROOT / name.decode()).read_bytes()
        assert not [word for word in banned if word in raw], name
