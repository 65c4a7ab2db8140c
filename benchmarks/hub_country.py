"""Every commune of the country at once: 11,363 points connect, check in and hear a change of the floor, and none is lost."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bridge_server.hub.serve import raise_file_limit
from bridge_server.meeting.commands import CheckIn, OpenMeeting

from .hub_clients import Caller, Client, Flock, TooSlow
from .hubs import (
    ACCEPTED,
    COUNTRY,
    FLOOR,
    MINE,
    Session,
    answered,
    confirmed,
    hub,
    kept,
    memory,
    met,
    number,
    sent,
    serving,
    session,
)

CONNECTING: Final = 0.65
"""Times a plain server of the same library."""
MEMORY: Final = 16.0
"""KiB a point."""
BOUND: Final = 60.0
"""Seconds that each step may last."""
QUIET: Final = 3.0
"""Seconds until nothing is left to be told of everybody having come."""
POINTS: Final = 11_363
"""All points of the country."""
SPARE: Final = 500
"""Files besides the connections."""


@dataclass(slots=True)
class Crowd:
    """All points of one hub, and what they heard: `promised` is the number told for each command."""

    session: Session
    flock: Flock
    promised: dict[tuple[str, str], int] = field(default_factory=dict)
    answers: int = 0
    rejected: int = 0
    waited_for: int = 0
    reached: int = 0

    def heard(self, client: Client, payload: bytes) -> None:
        """Note floors and answers, and confirm what the console gets."""
        if payload.endswith(FLOOR):
            before, client.floor = client.floor, number(payload)
            self.reached += before < self.waited_for <= client.floor
        elif payload.endswith(ACCEPTED):
            ident, n = answered(payload)
            by = f"point:{self.session.points[client.index - 1]}" if client.index else "host"
            self.promised[by, ident] = n
            self.answers += 1
        elif payload.endswith(b'"type":"Rejected"}'):
            self.rejected += 1
        elif client.index == 0:
            confirmed(client, payload)

    def check_in(self) -> float:
        """All at once; the seconds to the last answer. Raises `TooSlow`."""
        points = self.flock.clients[1:]
        messages = [sent("in1", CheckIn(self.session.points[client.index - 1], total=9)) for client in points]
        before, began = self.answers, perf_counter()
        for client, message in zip(points, messages, strict=True):
            client.send(message)
            if client.index % 64 == 0:
                self.flock.rest(0)
        self.flock.until(lambda: self.answers + self.rejected >= before + len(points), BOUND)
        return perf_counter() - began

    def change_floor(self) -> float:
        """The host opens the meeting; the seconds until every point has a floor of it. Raises `TooSlow`."""
        if self.flock.clients[0].closed is not None:
            raise TooSlow("the host's console was closed")
        self.waited_for = max(self.promised.values(), default=0) + 1
        self.reached = 0
        began = perf_counter()
        self.flock.clients[0].send(sent("open1", OpenMeeting()))
        self.flock.until(lambda: self.reached >= len(self.flock.clients) - 1, BOUND)
        return perf_counter() - began


@dataclass(frozen=True, slots=True)
class Visit:
    """One country on one hub, in seconds and bytes. `lost` counts connections, answers and floors that were not had."""

    points: int
    connecting: float
    plain: float
    checking_in: float = 0.0
    floor: float = 0.0
    memory: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Country:
    """A few visits."""

    visits: list[Visit]

    @property
    def lost(self) -> int:
        """All that was not had."""
        return sum(visit.lost for visit in self.visits)

    def sentence(self) -> str:
        """The figures in one line."""
        points = self.visits[0].points
        ratio = median(visit.connecting / visit.plain for visit in self.visits)
        each = median(visit.memory / visit.points / 1024 for visit in self.visits)
        seconds = {name: median(getattr(visit, name) for visit in self.visits) for name in ("connecting", "checking_in", "floor")}
        return (
            f"country: {points:,} points connected in {seconds['connecting']:.1f} s, {ratio:.2f}x a plain websockets server "
            f"(target {CONNECTING}x, {met(reached=ratio <= CONNECTING)}); all checked in within {seconds['checking_in']:.1f} s; "
            f"a new floor with the last in {seconds['floor'] * 1000:.0f} ms; {each:.1f} KiB a point (target {MEMORY:.0f} KiB, "
            f"{met(reached=each <= MEMORY)}); {self.lost} lost"
        )


def run(visits: int = 3, points: int = POINTS) -> Country:
    """Each time on a hub that nobody has connected to yet, and right before or after it on a plain server."""
    files = raise_file_limit()
    if files < points + SPARE:
        raise OSError(f"{points} connections need {points + SPARE} open files; the limit is {files}")
    found = []
    for turn in range(visits):
        with tempfile.TemporaryDirectory() as scratch:
            one = session(Path(scratch) / "hop", COUNTRY)
            plain = connect_plain(one, points) if turn % 2 else 0.0
            visit = visited(one, points)
            plain = plain or connect_plain(one, points)
            found.append(Visit(points, visit.connecting, plain, visit.checking_in, visit.floor, visit.memory, visit.lost))
    return Country(found)


def connect_plain(one: Session, points: int) -> float:
    """Seconds until a server that only welcomes has welcomed all: the library as it comes, but for the same backlog."""
    strangers = [Caller(caller.hello, MINE) for caller in one.callers(points)]
    with serving("hub_controls", "plain", "") as server:
        flock = Flock(server.port, strangers)
        try:
            return flock.connect(BOUND)
        finally:
            flock.close()


def visited(one: Session, points: int) -> Visit:
    """Connect, rest, check in, change the floor, kill the hub, and compare with the raw file."""
    with hub(one) as server:
        empty = memory(server.pid)
        crowd = Crowd(one, Flock(server.port, one.callers(points)))
        crowd.flock.heard = crowd.heard
        connecting = checking_in = floor = float("nan")
        grown = unheard = 0
        try:
            connecting = crowd.flock.connect(BOUND)
            crowd.flock.rest(QUIET)
            grown = memory(server.pid) - empty
            checking_in = crowd.check_in()
            crowd.flock.rest(QUIET)
            floor = crowd.change_floor()
            crowd.flock.rest(QUIET)
        except TooSlow:
            unheard = max(1, points - crowd.reached)
        finally:
            crowd.flock.close()
    return Visit(points, connecting, 0.0, checking_in, floor, grown, unheard + missing(crowd, points))


def missing(crowd: Crowd, points: int) -> int:
    """Answers that the raw file does not bear out or that never came, and connections that ended."""
    found = kept(crowd.session.directory)
    gone = sum(found.get(key) != n for key, n in crowd.promised.items())
    return gone + max(0, points + 1 - len(crowd.promised)) + len(crowd.flock.gone)
