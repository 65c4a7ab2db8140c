"""The hub killed again and again under load: 260 real clients, each sending facts until they are answered.

Afterwards what the clients kept is compared with the raw file, by reading its lines and nothing else.
"""

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

import orjson

from bridge_server.client.connection import Lost, OutOfReach, new_id, open_connection
from bridge_server.client.steady import Backoff, Steady
from bridge_server.hub.codes import Holder, derive
from bridge_server.hub.notice import read_notice
from bridge_server.hub.opening import read_secret
from bridge_server.journal import LOG
from bridge_server.meeting.commands import CheckIn
from bridge_server.session import prepare, read_meeting, read_settings
from bridge_server.wire.frames import Accepted

HERE: Final = Path(__file__).parent.parent
START: Final = "from bridge_server.cli import main; main()"
PATIENCE: Final = 60.0
"""Seconds a wait may last."""
TARGET: Final = 2.0


@dataclass(slots=True)
class Outcome:
    """What a campaign found. `back` are the seconds from each kill to the next accepted command of a fresh connection."""

    kills: int
    clients: int
    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    again: int = 0
    back: list[float] = field(default_factory=list)

    def sentence(self) -> str:
        """The figures in one line."""
        return (
            f"kills: {self.kills} kills -9 under {self.clients} clients: {self.acknowledged} acknowledged, {self.lost} lost, "
            f"{self.twice} twice, {self.again} answered after a loss; serving again in at most "
            f"{max(self.back, default=0.0):.2f} s (target {TARGET:.0f} s)"
        )


@dataclass(slots=True)
class Teller:
    """One point: it revises its check-in over and over, each revision sent until it is answered."""

    point: str
    steady: Steady
    acknowledged: dict[str, int] = field(default_factory=dict)
    again: int = 0

    async def run(self, stopped: asyncio.Event, chance: random.Random) -> None:
        """Until asked to stop; what is under way then is finished first."""
        total = 0
        while not stopped.is_set():
            total += 1
            ident = new_id()
            while ident not in self.acknowledged:
                connection = await self.steady.connected(PATIENCE)
                try:
                    answer = await connection.ask(CheckIn(self.point, total=total), ident, PATIENCE)
                except Lost:
                    self.again += 1
                    continue
                assert isinstance(answer, Accepted), answer
                self.acknowledged[ident] = answer.n
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), chance.uniform(0.1, 0.3))


def run(kills: int = 20, points: int = 260, seed: int = 20240531) -> Outcome:
    """Serve the real session under a supervisor and kill its hub `kills` times."""
    with tempfile.TemporaryDirectory() as scratch:
        return asyncio.run(campaign(Path(scratch) / "hop", kills, points, random.Random(seed)))


async def campaign(directory: Path, kills: int, count: int, chance: random.Random) -> Outcome:
    """See `run`."""
    meant = read_meeting(HERE / "agenda.json")
    prepare(directory, meant, 1_717_000_000_000, port=0)
    points = [point.id for point in meant.roster.points][:count]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    supervisor = subprocess.Popen(
        [sys.executable, "-c", START, "serve", str(directory), "--supervise"],
        env=environment | {"PYTHONPATH": str(HERE)},
        stderr=subprocess.DEVNULL,
    )
    stopped = asyncio.Event()
    outcome = Outcome(kills, len(points))
    try:
        pid, url = await serving(directory, 0)
        tellers = [Teller(point, steady_of(directory, url, point, chance)) for point in points]
        staying = [asyncio.create_task(teller.steady.run()) for teller in tellers]
        telling = [asyncio.create_task(teller.run(stopped, random.Random(chance.random()))) for teller in tellers]
        await asyncio.gather(*(teller.steady.connected(PATIENCE) for teller in tellers))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 1.0))
            began = monotonic()
            os.kill(pid, signal.SIGKILL)
            pid, url = await serving(directory, pid)
            await accepted_by(directory, url)
            outcome.back.append(monotonic() - began)
        stopped.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*telling)
        for task in staying:
            task.cancel()
    finally:
        supervisor.terminate()
        supervisor.wait(PATIENCE)
    compare(outcome, tellers, (directory / LOG).read_bytes())
    return outcome


def steady_of(directory: Path, url: str, point: str, chance: random.Random) -> Steady:
    """A client of the point that comes back within moments: the campaign is about the log, not about waiting."""
    code, own = code_of(directory, Holder("point", point)), random.Random(chance.random())
    return Steady(url, code, backoff=Backoff(0.2, 1.0), chance=own)


def code_of(directory: Path, holder: Holder) -> str:
    """A code of the first generation."""
    return derive(read_secret(directory), read_settings(directory).session, holder)


async def serving(directory: Path, before: int) -> tuple[int, str]:
    """Process and websocket of the hub that serves, once it is another one than `before`."""
    async with asyncio.timeout(PATIENCE):
        while True:
            notice = read_notice(directory)
            if notice is not None and notice.pid != before:
                return notice.pid, re.sub("^http", "ws", notice.url) + "/ws"
            await asyncio.sleep(0.01)


async def accepted_by(directory: Path, url: str) -> None:
    """A fresh connection is welcomed and gets a command accepted."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(OutOfReach, Lost):
                connection = await open_connection(url, code_of(directory, Holder("host")))
                answer = await connection.ask(CheckIn("49", source="hall"))
                await connection.close()
                assert isinstance(answer, Accepted), answer
                return
            await asyncio.sleep(0.01)


def compare(outcome: Outcome, tellers: list[Teller], raw: bytes) -> None:
    """What was acknowledged against the lines of the file: each exactly once, under the number that was told."""
    found: Counter[tuple[str, str]] = Counter()
    numbers: dict[tuple[str, str], int] = {}
    for line in raw.splitlines()[1:]:
        entry = orjson.loads(line)
        if entry.get("id"):
            key = entry["by"].partition("@")[0], entry["id"]
            found[key] += 1
            numbers[key] = entry["n"]
    for teller in tellers:
        outcome.again += teller.again
        for ident, n in teller.acknowledged.items():
            outcome.acknowledged += 1
            outcome.lost += numbers.get((f"point:{teller.point}", ident)) != n
    outcome.twice = sum(count - 1 for count in found.values())
