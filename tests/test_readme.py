"""README's commands are the ones that work."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bridge_server.cli.app import build

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def line(marker: str) -> str:
    """The command that stands behind a marker."""
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.+)\n```", README)
    assert found, marker
    return found[1]


@pytest.mark.skipif(sys.platform == "win32", reason="the line is written for a POSIX shell")
def test_the_main_line_does_the_main_job(tmp_path: Path) -> None:
    """Its commands, with this environment's programs in place of the new one's."""
    programs = Path(sysconfig.get_path("scripts"))
    if not (programs / "bridge-server").exists():
        pytest.skip("bridge-server is not installed in this environment: pip install -e '.[test]'")
    install, *commands = line("main").split(" && ")
    assert install == "python3 -m venv .venv"
    commands = [one.replace(".venv/bin", str(programs)) for one in commands if " install " not in one]
    for one in commands:
        command = one.replace("agenda.json", str(ROOT / "agenda.json"))
        told = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
            env={key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")},
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
    assert "260" in told.stdout


def test_every_command_of_the_table_exists() -> None:
    """And every command is in the table."""
    told = set(re.findall(r"^\| `bridge-server ([a-z-]+)", README, re.MULTILINE))
    told |= set(re.findall(r"`([a-z-]+)`", next(one for one in README.splitlines() if "an operator at a shell" in one)))
    assert told == {command.name for command in build("en").registered_commands}


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
