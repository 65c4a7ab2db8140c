"""The command line as its users start it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`bridge-server` with these arguments."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    return subprocess.run(
        [sys.executable, "-c", "from bridge_server.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def cli() -> Run:
    """Start it."""
    return run


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A prepared session of the real programme."""
    target = tmp_path / "hop"
    assert run("prepare", ROOT / "agenda.json", "--session", target).returncode == 0
    return target
