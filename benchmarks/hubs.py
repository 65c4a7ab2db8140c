"""Sessions, servers in processes of their own, and what the kernel says of a process: for the benchmarks of the hub."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from bridge_server.hub.codes import Holder, derive
from bridge_server.hub.opening import read_secret
from bridge_server.hub.serve import raise_file_limit
from bridge_server.journal import LOG
from bridge_server.meeting import Command
from bridge_server.session import prepare, read_meeting, read_settings
from bridge_server.wire.codec import encode
from bridge_server.wire.frames import VERSION, Hello, Send

from .hub_clients import Caller, Client

HERE: Final = Path(__file__).parent.parent
PATIENCE: Final = 60.0
"""Seconds a wait may last."""
PROVINCE: Final = "quang-nam-2024"
COUNTRY: Final = "vietnam-2024"
FLOOR: Final = b'"type":"Floor"}'
MINE: Final = b'"type":"Mine"}'
WELCOME: Final = b'"type":"Welcome"}'
ACCEPTED: Final = b'"type":"Accepted"}'


@dataclass(frozen=True, slots=True)
class Session:
    """A prepared session: its directory, its points in roster order, and what derives its codes."""

    directory: Path
    points: tuple[str, ...]
    secret: bytes
    name: str

    def caller(self, holder: Holder, device: str = "") -> Caller:
        """How a client of this holder begins. A point has heard everything of its joining with its own frame."""
        hello = Hello(VERSION, derive(self.secret, self.name, holder), device)
        return Caller(encode(hello), MINE if holder.role == "point" else WELCOME)

    def callers(self, points: int) -> list[Caller]:
        """The host, then so many points; where there are more than the roster has, each comes with several devices."""
        every = [Holder("point", self.points[index % len(self.points)]) for index in range(points)]
        devices = [str(index // len(self.points)) for index in range(points)]
        return [
            self.caller(Holder("host")),
            *(self.caller(holder, device) for holder, device in zip(every, devices, strict=True)),
        ]


def session(directory: Path, roster: str = PROVINCE) -> Session:
    """The real programme with one of the shipped rosters, prepared."""
    meant = read_meeting(HERE / "agenda.json", roster)
    prepare(directory, meant, 1_717_000_000_000, port=0)
    points = tuple(point.id for point in meant.roster.points)
    return Session(directory, points, read_secret(directory), read_settings(directory).session)


def roster_for(points: int) -> str:
    """The smallest shipped roster with which at most three devices of a point make so many connections."""
    return PROVINCE if points <= 3 * 260 else COUNTRY


def sent(ident: str, command: Command) -> bytes:
    """A command as a message; ids of short names are made long enough."""
    return encode(Send(ident.rjust(8, "0"), command))


def number(payload: bytes) -> int:
    """The record that a floor stands at: its first field."""
    return int(payload[5 : payload.index(b",")])


def answered(payload: bytes) -> tuple[str, int]:
    """Which command was accepted, and as which record."""
    told = orjson.loads(payload)
    return told["id"], told["n"]


def taken(payload: bytes) -> int:
    """The last record of a chunk of the log; 0 for any other message."""
    if not payload.startswith(b'{"first":'):
        return 0
    return int(orjson.loads(payload.partition(b"\n")[0])["last"])


def confirmed(client: Client, payload: bytes) -> int:
    """The same, and the hub is told that a console has them: it does not go on for ever with one that is silent."""
    n = taken(payload)
    if n:
        client.send(b'{"n":%d,"type":"Received"}' % n)
    return n


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a process of its own."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[Server]:
    """`python -m benchmarks.MODULE`, from its saying its port to its end. It is killed at the end: nothing it might still do in
    closing counts."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BRIDGE_")}
    raise_file_limit()
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd=HERE,
        env=environment,
    )
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        if not told.strip().isdigit():
            raise RuntimeError(f"{module} did not start")
        yield Server(process, int(told))
    finally:
        process.kill()
        process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def hub(one: Session, disk: str = "synced") -> AbstractContextManager[Server]:
    """A hub of the session; `disk` as in `hub_process`."""
    return serving("hub_process", str(one.directory), disk)


def memory(pid: int) -> int:
    """Bytes of a process that are in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no such figure")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, in its own code and in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kept(directory: Path) -> dict[tuple[str, str], int]:
    """The number of each record in the raw file, by whose command it was and its id."""
    found = {}
    for line in (directory / LOG).read_bytes().splitlines()[1:]:
        with suppress(orjson.JSONDecodeError):
            entry = orjson.loads(line)
            if entry.get("id"):
                found[entry["by"].partition("@")[0], entry["id"]] = entry["n"]
    return found


def quantile(values: Sequence[float], share: float) -> float:
    """The value that at least `share` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def met(*, reached: bool) -> str:
    """How a target is told."""
    return "met" if reached else "MISSED"
