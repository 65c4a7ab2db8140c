"""From the host's command leaving its socket to the last of very many points having the new floor.

What the hub does for it is part of it: reading, deciding, the sync of the disk, making the frame. Beside it, triggered by the
same bytes and sending the same frame to as many: bare sockets that decide nothing, and the bare library.
"""

import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Final

from bridge_server.hub.serve import raise_file_limit
from bridge_server.meeting import Command
from bridge_server.meeting.commands import AddRequest, CallOn, EndTurn, OpenMeeting, StartItem

from .hub_clients import Caller, Client, Flock, TooSlow, texts
from .hubs import FLOOR, MINE, PATIENCE, confirmed, hub, met, number, roster_for, sent, serving, session

BARE: Final = 2.0
"""Times bare sockets, at most."""
LIBRARY: Final = 0.9
"""Of the bare library's speed, at least."""
TEN: Final = {260: 4.0, 1_000: 5.0}
"""Times as fast as ten bare broadcasts, at least."""
GAP: Final = 0.15
"""Seconds between two changes: the hub tells at most ten floors a second."""
SLOW_GAP: Final = 1.1
"""The same for ten commands at once: a host may say ten a second."""
SETTLED: Final = 1.5
"""Seconds after which the hub has told everything that may wait a little."""
DISCUSSION: Final = "7"
SUBJECT: Final = "Kiến nghị về hạ tầng công nghệ thông tin cấp xã"
WAITING: Final = 10
"""Requests that wait in the list, as in a discussion."""


@dataclass(slots=True)
class Audience:
    """The host and the points of one server. A control's floors all carry the same number: there they are counted."""

    flock: Flock
    counted: bool
    n: int = 0
    """The last record the host heard of."""
    target: int = 0
    reached: int = 0
    sample: bytes = b""

    def heard(self, client: Client, payload: bytes) -> None:
        """Note who has the floor that is waited for."""
        if payload.endswith(FLOOR):
            if self.counted:
                client.count += 1
                self.reached += client.count == self.target
            else:
                before, client.floor = client.floor, number(payload)
                self.reached += before < self.target <= client.floor
                self.sample = payload
        elif client.index == 0:
            self._host(client, payload)

    def change(self, messages: Sequence[bytes], patience: float) -> float | None:
        """Seconds from these messages leaving the host's socket to the last point having the floor after all of them.

        None where somebody else's record came between. Raises `TooSlow`.
        """
        points = len(self.flock.clients) - 1
        expected = len(messages) if self.counted else self.n + len(messages)
        self.target, self.reached = expected, 0
        for client in self.flock.clients:
            client.count = 0
        told = texts(messages)
        began = perf_counter()
        self.flock.clients[0].put(told)
        self.flock.until(lambda: self.reached >= points or bool(self.flock.gone), patience)
        took = perf_counter() - began
        if self.counted:
            return took
        self.flock.until(lambda: self.n >= expected or bool(self.flock.gone), patience)
        return took if self.n == expected else None

    def _host(self, client: Client, payload: bytes) -> None:
        n = confirmed(client, payload)
        if n:
            self.n = n
        elif payload.endswith(b'"type":"Rejected"}'):
            raise RuntimeError(payload.decode())


def attend(pipe: Connection, port: int, callers: Sequence[Caller], *, counted: bool) -> None:
    """An audience in a process of its own: answers each list of messages with how long it took, an empty one with a floor."""
    raise_file_limit()
    audience = Audience(Flock(port, callers), counted)
    audience.flock.heard = audience.heard
    audience.flock.connect(PATIENCE)
    pipe.send(len(audience.flock.gone))
    while True:
        while not pipe.poll():
            audience.flock.rest(0.02)
        try:
            messages = pipe.recv()
        except EOFError:
            return
        took, deaf = None, 0
        try:
            took = audience.change(messages, PATIENCE) if messages else None
        except TooSlow:
            deaf = len(callers) - 1 - audience.reached
        pipe.send((took, audience.sample, max(deaf, len(audience.flock.gone))))


@dataclass(slots=True)
class Seated:
    """An audience as its parent sees it. `lost` counts points whose connection ended, or who were never told."""

    pipe: Connection
    lost: int = 0

    def change(self, messages: Sequence[bytes]) -> float | None:
        """See `Audience.change`."""
        took, _, lost = self._asked(messages)
        self.lost = max(self.lost, lost)
        return took

    def floor(self) -> bytes:
        """The newest floor that was heard."""
        return self._asked([])[1]

    def _asked(self, messages: Sequence[bytes]) -> tuple[float | None, bytes, int]:
        self.pipe.send(messages)
        if not self.pipe.poll(2 * PATIENCE):
            raise TimeoutError
        told: tuple[float | None, bytes, int] = self.pipe.recv()
        return told


@contextmanager
def seated(port: int, callers: Sequence[Caller], *, counted: bool) -> Iterator[Seated]:
    """An audience that is connected, in a process of its own: one process may not have files enough for all."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=attend, args=(theirs, port, callers), kwargs={"counted": counted}, daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(2 * PATIENCE):
            raise TimeoutError
        yield Seated(ours, ours.recv())
    finally:
        ours.close()
        process.kill()
        process.join(PATIENCE)
        process.close()


@dataclass(slots=True)
class Speeches:
    """The host's commands, without end: somebody is called on and speaks, then ends. Each changes the floor."""

    points: Sequence[str]
    called: int
    """Contributions so far: the next one's turn is named after the one that follows."""
    speaking: bool = False

    def next(self, count: int) -> list[bytes]:
        """So many more messages."""
        return [self._one() for _ in range(count)]

    def _one(self) -> bytes:
        self.speaking = not self.speaking
        self.called += self.speaking
        point = self.points[self.called % len(self.points)]
        command: Command = CallOn(point, subject=SUBJECT) if self.speaking else EndTurn(f"r{self.called}")
        return sent(f"{'call' if self.speaking else 'end'}{self.called}", command)


@dataclass(frozen=True, slots=True)
class Spread:
    """Rounds with `points` points, the seconds of each by server; `size` is the floor's, in bytes. `lost` counts connections
    that ended."""

    points: int
    size: int
    rounds: list[dict[str, float]] = field(default_factory=list)
    lost: int = 0

    def seconds(self, server: str) -> float:
        """The median of the rounds."""
        return median(one[server] for one in self.rounds)

    def ratio(self, one: str, other: str) -> float:
        """The median of the rounds' own ratios."""
        return median(each[one] / each[other] for each in self.rounds)


@dataclass(frozen=True, slots=True)
class Fanout:
    """One change of the floor, for several numbers of points."""

    spreads: list[Spread]

    @property
    def lost(self) -> int:
        """Connections that ended, or points that were never told."""
        return sum(one.lost for one in self.spreads)

    def sentence(self) -> str:
        """The figures in one line."""
        return "fanout: host's command to the last point's new floor, disk included: " + "; ".join(map(told_fanout, self.spreads))


def told_fanout(spread: Spread) -> str:
    """One number of points."""
    bare, library = spread.ratio("synced", "sockets"), spread.ratio("library", "synced")
    aside = ", ".join(
        f"{name} {spread.ratio(kind, 'sockets'):.2f}x and {spread.ratio('library', kind):.2f}"
        for kind, name in (("framed", "with --frame-once"), ("unsynced", "on a disk that syncs nothing"))
    )
    return (
        f"{spread.points:,} points {spread.seconds('synced') * 1000:.1f} ms, {bare:.2f}x bare sockets (target {BARE:.0f}x, "
        f"{met(reached=bare <= BARE)}), {library:.2f} of bare broadcast's speed (target {LIBRARY}, "
        f"{met(reached=library >= LIBRARY)}; {aside}), {spread.lost} lost"
    )


@dataclass(frozen=True, slots=True)
class TenEvents:
    """Ten changes of the floor at once."""

    spreads: list[Spread]

    @property
    def lost(self) -> int:
        """Connections that ended, or points that were never told."""
        return sum(one.lost for one in self.spreads)

    def sentence(self) -> str:
        """The figures in one line."""
        return "ten-events: ten commands at once to the last point's floor after all: " + "; ".join(map(told_ten, self.spreads))


def told_ten(spread: Spread) -> str:
    """One number of points."""
    faster = spread.ratio("library", "synced")
    target = TEN.get(spread.points, min(TEN.values()))
    return (
        f"{spread.points:,} points {spread.seconds('synced') * 1000:.1f} ms, {faster:.1f}x as fast as ten bare broadcasts "
        f"(target {target:.0f}x, {met(reached=faster >= target)}), {spread.lost} lost"
    )


def run(points: Sequence[int] = (260, 1_000), rounds: int = 30) -> Fanout:
    """One command a round."""
    return Fanout([measure(count, rounds, 1, ("synced", "framed", "unsynced"), ("library", "sockets")) for count in points])


def run_ten(points: Sequence[int] = (260, 1_000), rounds: int = 12) -> TenEvents:
    """Ten commands a round."""
    return TenEvents([measure(count, rounds, 10, ("synced",), ("library",)) for count in points])


def measure(points: int, rounds: int, messages: int, hubs: Sequence[str], controls: Sequence[str]) -> Spread:
    """Rounds of `messages` commands at once, told to one server after the other in changing order; `hubs` as in `hub_process`."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        sessions = {kind: session(Path(scratch) / kind, roster_for(points)) for kind in hubs}
        audiences: dict[str, Seated] = {}
        for kind, one in sessions.items():
            server = stack.enter_context(hub(one, kind))
            audiences[kind] = stack.enter_context(seated(server.port, one.callers(points), counted=False))
        sleep(SETTLED)
        some = sessions[hubs[0]]
        speeches = Speeches(some.points, WAITING)
        for audience in audiences.values():
            audience.change(discussion(some.points))
        sleep(SETTLED)
        warming = speeches.next(2)
        for audience in audiences.values():
            audience.change(warming)
        floor = audiences[hubs[0]].floor()
        strangers = [Caller(caller.hello, MINE) for caller in some.callers(points)]
        for kind in controls:
            control = stack.enter_context(serving("hub_controls", kind, floor.decode()))
            audiences[kind] = stack.enter_context(seated(control.port, strangers, counted=True))
        found = Spread(points, len(floor))
        order = list(audiences)
        for turn in range(rounds + 1):
            asked = speeches.next(messages)
            times = {}
            for name in [*order[turn % len(order) :], *order[: turn % len(order)]]:
                sleep(GAP if messages == 1 else SLOW_GAP / len(order))
                times[name] = audiences[name].change(asked)
            whole = {name: took for name, took in times.items() if took is not None}
            if turn and len(whole) == len(order):  # the first warms up
                found.rounds.append(whole)
        return replace(found, lost=sum(audience.lost for audience in audiences.values()))


def discussion(points: Sequence[str]) -> list[bytes]:
    """The host opens the meeting and its discussion, and notes the requests of some points."""
    requests = [sent(f"ask{point}", AddRequest(point, "phone", subject=SUBJECT)) for point in points[-WAITING:]]
    return [sent("open", OpenMeeting()), sent("start", StartItem(DISCUSSION)), *requests]
