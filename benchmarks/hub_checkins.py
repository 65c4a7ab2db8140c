"""Every point of the province checks in at the same moment: how long until each has a durable answer, and a console has it.

Beside the hub, in turn: the same on a disk that syncs nothing, on a slow one, and with one sync an event instead of one a batch.
"""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bridge_server.hub.codes import Holder
from bridge_server.meeting.commands import CheckIn

from .hub_clients import Client, Flock, TooSlow
from .hubs import ACCEPTED, PATIENCE, Session, answered, confirmed, hub, kept, met, quantile, sent, session

KINDS: Final = ("synced", "unsynced", "one-synced", "slow", "one-slow")
P99: Final = 1.5
"""Times the hub without sync."""
CONSOLE: Final = 2.0
"""Times the last acknowledgement."""
SPEED: Final = 0.8
"""Of the hub without sync."""
GROUP: Final = {"synced": 4.0, "slow": 30.0}
"""Times as fast as one sync an event, on this disk and on one that takes 5 ms longer."""
SETTLED: Final = 1.2
"""Seconds after which the figures of a round have been told."""


@dataclass(slots=True)
class Round:
    """Seconds from each point's sending to its answer; of all: to the last answer, and to a console having every record."""

    waits: list[float]
    last: float
    console: float


@dataclass(slots=True)
class Hall:
    """All points of one hub and a console, and what they were answered: `promised` is the number told for each command."""

    session: Session
    flock: Flock
    promised: dict[tuple[str, str], int] = field(default_factory=dict)
    unanswered: int = 0
    _round: int = 0
    _sent: list[float] = field(default_factory=list)
    _answered: dict[int, float] = field(default_factory=dict)
    _newest: int = 0
    _taken: int = 0
    _taken_at: float = 0.0

    def heard(self, client: Client, payload: bytes) -> None:
        """Note answers, and confirm what the console gets."""
        if payload.endswith(ACCEPTED):
            self._answered[client.index] = perf_counter()
            ident, n = answered(payload)
            self.promised[f"point:{self.session.points[client.index - 1]}", ident] = n
            self._newest = max(self._newest, n)
        elif client.index == 0 and (n := confirmed(client, payload)):
            self._taken, self._taken_at = n, perf_counter()

    def check_in(self, patience: float) -> Round | None:
        """Everybody at once, with another figure than before; None where not all were answered in time."""
        self._round += 1
        points = self.flock.clients[1:]
        messages = [
            sent(f"in{self._round}", CheckIn(self.session.points[client.index - 1], total=self._round)) for client in points
        ]
        self._answered, self._sent = {}, [0.0]
        for client, message in zip(points, messages, strict=True):
            self._sent.append(perf_counter())
            client.send(message)
        try:
            self.flock.until(lambda: len(self._answered) == len(points) and self._taken >= self._newest, patience)
        except TooSlow:
            self.unanswered += len(points) - len(self._answered)
            return None
        began = self._sent[1]
        waits = [at - self._sent[index] for index, at in self._answered.items()]
        return Round(waits, max(self._answered.values()) - began, self._taken_at - began)

    def missing(self) -> int:
        """Answers that the raw file does not bear out, commands without an answer, connections that ended."""
        found = kept(self.session.directory)
        gone = sum(found.get(key) != n for key, n in self.promised.items())
        return gone + self.unanswered + len(self.flock.gone)


@dataclass(frozen=True, slots=True)
class CheckIns:
    """Rounds by hub, in the same order; `answers` were promised, `lost` of them did not hold."""

    points: int
    rounds: dict[str, list[Round]]
    answers: int
    lost: int

    def wait(self, share: float, kind: str = "synced") -> float:
        """Seconds that a share of the points waited at most: the median of the rounds."""
        return median(quantile(one.waits, share) for one in self.rounds[kind])

    def ratio(self, one: str, other: str) -> float:
        """Of the seconds to the last answer: the median of the rounds' ratios."""
        return median(a.last / b.last for a, b in zip(self.rounds[one], self.rounds[other], strict=True))

    def sentence(self) -> str:
        """The figures in one line."""
        pairs = zip(self.rounds["synced"], self.rounds["unsynced"], strict=True)
        p99 = median(quantile(one.waits, 0.99) / quantile(other.waits, 0.99) for one, other in pairs)
        console = median(one.console / one.last for one in self.rounds["synced"])
        speed = self.ratio("unsynced", "synced")
        grouped = {kind: self.ratio(f"one-{kind}", kind) for kind in GROUP}
        return (
            f"checkins: {self.points} at once answered durably, p50 {self.wait(0.5) * 1000:.0f} ms, p99 "
            f"{self.wait(0.99) * 1000:.0f} ms, {p99:.2f}x of no sync (target {P99}x, {met(reached=p99 <= P99)}); all answers at "
            f"{speed:.2f} of its speed (target {SPEED}, {met(reached=speed >= SPEED)}); on a console in {console:.2f}x of the "
            f"last answer (target {CONSOLE:.0f}x, {met(reached=console <= CONSOLE)}); "
            + ", ".join(
                f"{grouped[kind]:.1f}x as fast as one sync an event{told} (target {target:.0f}x, "
                f"{met(reached=grouped[kind] >= target)})"
                for (kind, target), told in zip(GROUP.items(), ("", " with 5 ms added"), strict=True)
            )
            + f"; {self.answers:,} answers, {self.lost} lost"
        )


def run(points: int = 260, rounds: int = 8, kinds: Sequence[str] = KINDS) -> CheckIns:
    """Rounds of every hub in turn, in changing order."""
    with tempfile.TemporaryDirectory() as scratch:
        halls: dict[str, Hall] = {}
        found: dict[str, list[Round]] = {kind: [] for kind in kinds}
        with ExitStack() as stack:
            for kind in kinds:
                halls[kind] = seated(stack, session(Path(scratch) / kind), kind, points)
            for turn in range(rounds + 1):
                order = [*kinds[turn % len(kinds) :], *kinds[: turn % len(kinds)]]
                told = {}
                for kind in order:
                    for hall in halls.values():
                        hall.flock.rest(SETTLED / len(kinds))
                    told[kind] = halls[kind].check_in(PATIENCE)
                whole = {kind: one for kind, one in told.items() if one is not None}
                if turn and len(whole) == len(kinds):  # the first warms up
                    for kind, one in whole.items():
                        found[kind].append(one)
        # the hubs were killed: nothing they did in closing counts
        lost = sum(hall.missing() for hall in halls.values())
        return CheckIns(points, found, sum(len(hall.promised) for hall in halls.values()), lost)


def seated(stack: ExitStack, one: Session, kind: str, points: int) -> Hall:
    """A hub of its own for the session, with so many points and the host's console connected."""
    server = stack.enter_context(hub(one, kind))
    callers = [one.caller(Holder("host")), *(one.caller(Holder("point", point)) for point in one.points[:points])]
    hall = Hall(one, Flock(server.port, callers))
    hall.flock.heard = hall.heard
    stack.callback(hall.flock.close)
    hall.flock.connect(PATIENCE)
    return hall
