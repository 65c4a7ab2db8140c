"""Rehearsals as their users start them, and a small meeting of two tiers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from bridge_server.session import prepare, read_meeting

ROOT = Path(__file__).parent.parent.parent
START = "from bridge_server.cli import main; main()"
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment() -> dict[str, str]:
    """That of the tests, without the user's own settings."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    return clean | {"PYTHONPATH": str(ROOT)}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`bridge-server` with these arguments."""
    command = [sys.executable, "-c", START, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


@pytest.fixture(scope="session")
def cli() -> Run:
    """Start it."""
    return run


def records_of(log: Path) -> list[dict[str, Any]]:
    """The records of a log file, as plain JSON. A line that is just being written is not one yet."""
    return [record for line in log.read_bytes().rpartition(b"\n")[0].splitlines() if "events" in (record := orjson.loads(line))]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal printed, and what it left."""

    told: dict[str, Any]
    narration: str
    records: list[dict[str, Any]]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """The events of a type, each with its record's number, instant and author beside its own fields."""
        return [
            {"n": record["n"], "noted_at": record["at"], "by": record["by"], **event}
            for record in self.records
            for event in record["events"]
            if event["type"] == kind
        ]


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real programme, prepared by the first rehearsal."""
    return tmp_path_factory.mktemp("rehearsal") / "hop"


@pytest.fixture(scope="session")
def rehearsed(cli: Run, session: Path) -> Rehearsed:
    """The real programme, rehearsed once."""
    answer = cli("rehearse", ROOT / "agenda.json", "--session", session, "--seed", "3", "--json")
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    return Rehearsed(told, answer.stderr, records_of(Path(told["log"])))


SMALL_AGENDA: dict[str, Any] = {
    "title": "Họp giao ban",
    "starts_at": "2025-09-10T14:00:00+07:00",
    "hall": "xa",
    "roster": "roster.json",
    "items": [
        {"id": "mot", "no": "I", "kind": "other", "title": "Tình hình trong tuần", "planned_minutes": 10},
        {"id": "hai", "no": "II", "kind": "directing", "title": "Việc cần làm ngay"},
    ],
}
SMALL_ROSTER: dict[str, Any] = {
    "roster": "xa-moi",
    "points": [
        {"id": "xa", "tier": "trung-tam", "unit": "Xã", "name": "Xã Trà Giáp", "parent": None},
        *({"id": f"t{n}", "tier": "thon", "unit": "Thôn", "name": f"Thôn {n}", "parent": "xa"} for n in range(1, 8)),
    ],
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A prepared session of a commune with its villages: two tiers, no slots, no break, no discussion, minutes for one item."""
    (tmp_path / "roster.json").write_text(json.dumps(SMALL_ROSTER), encoding="utf-8")
    (tmp_path / "agenda.json").write_text(json.dumps(SMALL_AGENDA), encoding="utf-8")
    prepare(tmp_path / "hop", read_meeting(tmp_path / "agenda.json"), 1_757_000_000_000, port=0)
    return tmp_path / "hop"
