"""A seat: one holder of a code with one real connection, who sees what the hub sends and says what the script wants said."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final, TypeVar

from bridge_server.client.connection import Connection, Lost, OutOfReach, TurnedAway, new_id, open_connection
from bridge_server.client.following import Broken, Following
from bridge_server.hub.codes import Holder
from bridge_server.journal import is_seal
from bridge_server.journal.replay import Replay, start
from bridge_server.meeting import Command, Meeting
from bridge_server.meeting.queue import requests
from bridge_server.meeting.rows import Turn
from bridge_server.wire.frames import Accepted, Floor, HubFrame, Mine, MyNotice, MyTurn, Records, Rejected
from bridge_server.wire.roll_frames import Counts
from bridge_server.words import Language

from .check import Kept
from .halted import Halted

PATIENCE: Final = 30.0
"""Seconds of real time that anything may take before the rehearsal gives up."""
T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """What all seats were told: every acknowledged command, and how long each answer took, in seconds."""

    kept: list[Kept] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def quantile_ms(self, share: float) -> float:
        """How many milliseconds that share of the answers took at most."""
        found = sorted(self.seconds)
        return round(1000 * found[min(len(found) - 1, int(len(found) * share))], 2) if found else 0.0


@dataclass(slots=True, eq=False)
class Seat:
    """A point's page, or a screen. Holds the newest frame of each kind; `connection` is None while nobody is connected."""

    holder: Holder
    name: str
    """What it is called in a sentence."""
    url: str
    code: str = field(repr=False)
    tally: Tally
    lang: Language = "vi"
    connection: Connection | None = None
    mine: Mine | None = None
    floor: Floor | None = None
    counts: Counts | None = None
    listener: Callable[[HubFrame], None] = lambda _frame: None
    """Hears of every frame after the seat itself."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def connected(self) -> bool:
        """Whether its line is up."""
        return self.connection is not None and self.connection.open

    async def join(self) -> None:
        """Connect with its code. What it knew of the meeting comes anew."""
        self.mine = self.floor = self.counts = None
        try:
            self.connection = await open_connection(
                self.url, self.code, lang=self.lang, listener=self._heard, lines=self._took, timeout=PATIENCE
            )
        except (OutOfReach, Lost, TurnedAway) as why:
            raise Halted("no-way-in", who=self.name, why=str(why)) from None

    async def leave(self) -> None:
        """Close its connection in order."""
        if self.connection is not None:
            await self.connection.close()
            self.connection = None

    def cut(self) -> None:
        """Lose its connection, as a line that breaks does."""
        assert self.connection is not None
        self.connection.abort()
        self.connection = None

    async def ask(self, command: Command, ident: str = "") -> Accepted | Rejected:
        """The hub's answer."""
        if self.connection is None:
            raise Halted("not-connected", who=self.name, command=command.type)
        ident, began = ident or new_id(), perf_counter()
        try:
            answer = await self.connection.ask(command, ident, PATIENCE)
        except TimeoutError:
            raise Halted("no-answer", who=self.name, command=command.type, seconds=round(PATIENCE)) from None
        except (Lost, TurnedAway) as why:
            raise Halted("line-broke", who=self.name, command=command.type, why=str(why)) from None
        self.tally.seconds.append(perf_counter() - began)
        if isinstance(answer, Accepted):
            self.tally.kept.append(Kept(self.holder.key, ident, answer.n))
        return answer

    async def say(self, command: Command, ident: str = "") -> Accepted:
        """The answer, which must be yes. Raises `Halted` with the hub's own sentence."""
        answer = await self.ask(command, ident)
        if isinstance(answer, Rejected):
            raise Halted("refused", who=self.name, command=command.type, answer=answer.code, text=answer.text)
        return answer

    async def refused(self, command: Command, code: str) -> Rejected:
        """The answer, which must be no, for this very reason."""
        answer = await self.ask(command)
        if isinstance(answer, Accepted):
            raise Halted("not-refused", who=self.name, command=command.type, expected=code, n=answer.n)
        if answer.code != code:
            raise Halted("refused", who=self.name, command=command.type, answer=answer.code, text=answer.text)
        return answer

    async def lose_answer(self, command: Command) -> Accepted:
        """Say it, lose the line before the answer can be heard, come back and say it again with the same id: it counts once."""
        assert self.connection is not None
        ident = new_id()
        said = asyncio.ensure_future(self.connection.ask(command, ident, PATIENCE))
        await asyncio.sleep(0)  # it is on its way
        self.cut()
        answer = (await asyncio.gather(said, return_exceptions=True))[0]
        if isinstance(answer, Accepted):
            self.tally.kept.append(Kept(self.holder.key, ident, answer.n))
        await self.join()
        return await self.say(command, ident)

    async def until(self, what: str, found: Callable[[], T | None]) -> T:
        """What `found` finds in what it has been shown, as soon as it does. Raises `Halted` naming `what` was waited for."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    self._news.clear()
                    answer = found()
                    if answer:
                        return answer
                    await self._news.wait()
        except TimeoutError:
            raise Halted("not-shown", who=self.name, what=what, seconds=round(PATIENCE)) from None

    async def notice(self, notice: str) -> MyNotice:
        """A message from the hall, as its own page shows it."""
        return await self.until("Mine.notices", lambda: next((one for one in self._notices() if one.id == notice), None))

    async def called(self, turn: str, at: int) -> MyTurn:
        """Its own turn, told at `at` that it is next."""
        return await self.until(
            "Mine.turns", lambda: next((one for one in self._turns() if (one.id, one.standby_at) == (turn, at)), None)
        )

    async def shown(self, what: str, wanted: Callable[[Floor], bool]) -> Floor:
        """The floor as it shows it, once it is as wanted."""
        return await self.until(what, lambda: self.floor if self.floor is not None and wanted(self.floor) else None)

    def _notices(self) -> tuple[MyNotice, ...]:
        return self.mine.notices if self.mine is not None else ()

    def _turns(self) -> tuple[MyTurn, ...]:
        return self.mine.turns if self.mine is not None else ()

    def _heard(self, frame: HubFrame) -> None:
        match frame:
            case Mine():
                self.mine = frame
            case Floor():
                self.floor = frame
            case Counts():
                self.counts = frame
            case _:
                return
        self._news.set()
        self.listener(frame)

    def _took(self, frame: Records, lines: list[bytes]) -> None:
        """Only consoles get the log."""


@dataclass(slots=True, eq=False)
class Console(Seat):
    """A host's or a secretary's console, or a mirror: it follows the log, checks its chain and folds it as it comes."""

    seen: list[bytes] = field(default_factory=list)
    """Every record as it came, byte for byte."""
    broken: bool = False
    _following: Following = field(default_factory=Following)
    _told: Replay | None = None
    _taken: int = 0
    _confirming: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def meeting(self) -> Meeting:
        """The meeting as this console has it from the log."""
        assert self._told is not None
        return self._told.meeting

    async def join(self) -> None:
        """Connect, and take the log from its header."""
        await Seat.join(self)
        await self.until("Records", lambda: self._told)
        self._confirm()

    async def reached(self, n: int) -> Meeting:
        """The meeting once record `n` has come. Raises `Halted` where what came is no whole log."""
        await self.until(f"#{n}", lambda: self.broken or self.meeting.n >= n)
        if self.broken:
            raise Halted("chain-broken", who=self.name, n=self._following.n)
        return self.meeting

    async def do(self, command: Command) -> Accepted:
        """Say it, and see it done on the console itself."""
        answer = await self.say(command)
        await self.reached(answer.n)
        return answer

    def queue(self) -> list[Turn]:
        """The requests that wait, in order."""
        return [turn for turn, _ in requests(self.meeting)]

    def _took(self, frame: Records, lines: list[bytes]) -> None:
        try:
            records = list(self._following.take(lines))
        except Broken:
            self.broken = True
        else:
            self.seen += [line for line in lines if not is_seal(line) and not line.startswith(b'{"format":')]
            if self._told is None and self._following.header is not None:
                self._told = start(self._following.header)
            if self._told is not None:
                self._told.fold(records)
        self._taken = max(self._taken, frame.last)
        self._confirm()
        self._news.set()

    def _confirm(self) -> None:
        """Let the hub send more; what comes before the welcome was read is confirmed by `join`."""
        if self.connection is None:
            return
        task = asyncio.get_running_loop().create_task(self.connection.confirm(self._taken))
        self._confirming.add(task)
        task.add_done_callback(self._confirmed)

    def _confirmed(self, task: "asyncio.Task[None]") -> None:
        """A console whose connection has ended confirms nothing more."""
        self._confirming.discard(task)
        if not task.cancelled():
            task.exception()
