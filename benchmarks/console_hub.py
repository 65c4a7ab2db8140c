"""A hub for one console: it speaks the protocol and sends a real log, record by record, and knows when it sent each.

It decides nothing while it is measured: the log is made before, through the front door, and its instants flow with real time.
"""

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any, Final, Self

import orjson
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bridge_server.journal.format import header_line, new_log_id, sign, stated
from bridge_server.meeting import HOST, HUB, Author, Command, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.wire.codec import decode_client, encode, encode_records
from bridge_server.wire.frames import VERSION, Hello, Sync, Synced, Tick, Welcome
from bridge_server.wire.records import encode_record
from bridge_server.wire.roll_frames import ContactRow, Contacts

from .meetings import gestures, real_meeting

CODE: Final = "BCGH234KLMN567"
"""Any code will do: this hub lets everybody in."""
CHUNK: Final = 256 << 10
"""Bytes of history in one message, as a hub sends them."""
ROWS: Final = 200
"""Contacts in one frame."""
SHOWN: Final = "Chương trình".encode()
"""What a console shows as soon as it shows the meeting, whatever its size."""
TICK: Final = 5.0
"""Seconds between two signs of life."""


class Told:
    """A log as it grows: what somebody says is decided, and becomes a line chained to the one before."""

    def __init__(self, roster: str, seed: int = 20240531) -> None:
        self.meeting: Meeting = real_meeting(roster)
        self.log = new_log_id()
        fields: dict[str, Any] = {
            "session": "quang-nam-2024-05-31",
            "rehearsal": False,
            "created": self.meeting.starts_at - 86_400_000,
            "previous": None,
            "agenda": orjson.loads(orjson.dumps(self.meeting.agenda)),
            "roster": orjson.loads(orjson.dumps(self.meeting.roster)),
        }
        self.lines = [header_line(self.log, fields)]
        """The header, then one line for each record: line `n` is record `n`."""
        self.now = self.meeting.starts_at - 30 * MINUTE
        self.chance = random.Random(seed)
        self._h = stated(self.lines[0])

    def says(self, by: Author, command: Command) -> bool:
        """Whether it was accepted."""
        try:
            events = decide(self.meeting, command, by, self.now)
        except Refused:
            return False
        record = Record(self.meeting.n + 1, self.now, str(by), f"{self.chance.getrandbits(64):016x}", events)
        apply(self.meeting, record)
        line, self._h = sign(self._h, encode_record(record), 0)
        self.lines.append(line)
        return True

    def morning(self) -> Self:
        """Pages connect and most points check in; the papers begin, one speaks, a few ask for the floor."""
        points = [point.id for point in self.meeting.roster.points if point.id != self.meeting.hall]
        for number, point in enumerate(points):
            self.says(HUB, c.RecordLine(point, up=True))
            if number % 11:
                leader = Speaker("Nguyễn Thị Hồng Vân", "Phó Chủ tịch UBND xã")
                self.says(Author("point", point), c.CheckIn(point, leader_present=True, leader=leader, total=4 + number % 20))
            self.now += 20 * MINUTE // len(points)
        self.now = self.meeting.starts_at
        self.says(HOST, c.OpenMeeting())
        for item, after in (("1", ""), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "4")):
            self.says(HOST, c.StartItem(item, after))
            if item != "5":
                self.says(HOST, c.GiveFloor(item))
                self.now += 10 * MINUTE
                self.says(HOST, c.EndTurn(item))
        for number in range(5):
            point = points[7 + number * 9]
            self.says(Author("point", point), c.Ask(point, subject="Kiến nghị về hạ tầng công nghệ thông tin cấp xã"))
        self.says(HOST, c.GiveFloor(self.meeting.items["5"].slots[0]))
        self.now += 2 * MINUTE
        return self

    def goes_on(self, count: int, rate: float) -> list[float]:
        """So many more records as they come by chance at `rate` a second; the seconds between each and the one before."""
        told: list[float] = []
        waited, now = 0.0, float(self.now)
        said = gestures(self.meeting, self.chance)
        while len(told) < count:
            if not waited:
                waited = self.chance.expovariate(rate)
                self.now = round(now + waited * 1000)
            if self.says(*next(said)):
                told.append(waited)
                now, waited = now + waited * 1000, 0.0
        return told


class Hub:
    """Serves one log. `sent` are the instants (`perf_counter`) at which each record was written to the socket."""

    def __init__(self, told: Told, *, kept: int = 0) -> None:
        """`kept` are the records of history; the others are sent by `go_on`."""
        self.told = told
        self.n = kept or len(told.lines) - 1
        self.sent: dict[int, float] = {}
        self.port = 0
        self._consoles: set[ServerConnection] = set()
        self._now: int = orjson.loads(told.lines[self.n])["at"]
        self._at = perf_counter()

    @property
    def url(self) -> str:
        """Where a console finds it."""
        return f"http://127.0.0.1:{self.port}"

    def now(self) -> int:
        """This hub's clock: goes on from its last record as real time does."""
        return self._now + round((perf_counter() - self._at) * 1000)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """On any port, to the end of the block."""
        async with serve(self._serve, "127.0.0.1", 0, compression=None, close_timeout=1) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            ticking = asyncio.ensure_future(self._tick())
            try:
                yield self
            finally:
                ticking.cancel()

    async def go_on(self, waits: Iterable[float]) -> None:
        """Send the next records, each in a message of its own as soon as it is due, to all consoles."""
        due = perf_counter()
        for wait in waits:
            due += wait
            ahead = due - perf_counter()
            if ahead > 0.0005:
                await asyncio.sleep(ahead)
            n = self.n + 1
            message = encode_records(n, n, self.told.lines[n : n + 1], more=False).decode()
            self.sent[n] = perf_counter()
            self.n = n
            for console in self._consoles:
                await console.send(message)

    async def _serve(self, console: ServerConnection) -> None:
        try:
            hello = decode_client((await console.recv()).encode())  # type: ignore[union-attr]
            assert isinstance(hello, Hello)
            await console.send(encode(Welcome(VERSION, "s", self.told.log, "host", "", self.now())).decode())
            for message in self._history():
                await console.send(message.decode())
            self._consoles.add(console)
            async for raw in console:
                frame = decode_client(raw.encode() if isinstance(raw, str) else raw)
                if isinstance(frame, Sync):
                    await console.send(encode(Synced(frame.sent, self.now())).decode())
        except ConnectionClosed:
            pass
        finally:
            self._consoles.discard(console)

    def _history(self) -> Iterator[bytes]:
        """The log so far in chunks, then whom to phone at every point."""
        lines, first = self.told.lines[: self.n + 1], 0
        while first < len(lines):
            last, size = first, len(lines[first])
            while last + 1 < len(lines) and size + len(lines[last + 1]) <= CHUNK:
                last += 1
                size += len(lines[last])
            yield encode_records(max(1, first), last, lines[first : last + 1], more=last + 1 < len(lines))
            first = last + 1
        points = [point.id for point in self.told.meeting.roster.points]
        for start in range(0, len(points), ROWS):
            rows = tuple(
                ContactRow(one, "Trần Văn Minh", "Văn phòng", ("0235 3 852 739",)) for one in points[start : start + ROWS]
            )
            yield encode(Contacts(rows, start + ROWS < len(points)))

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            frame = encode(Tick(self.n, stated(self.told.lines[self.n])[:16].decode(), self.now())).decode()
            for console in self._consoles:
                await console.send(frame)


def console_command(url: str) -> list[str]:
    """`bridge-console attach` to it, by this very interpreter."""
    return [sys.executable, "-c", "from console.cli import main; main()", "attach", url, "--code", CODE]
