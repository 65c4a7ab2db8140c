"""A console without a hub: a feed that decides, records and tells as a hub does, in this very process; and time set by hand."""

import asyncio
from collections.abc import Iterable
from typing import Any

import orjson
from textual.pilot import Pilot

from benchmarks.meetings import real_meeting
from bridge_server.meeting import HOST, HUB, Author, Command, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.author import Role
from bridge_server.meeting.evolve import answer_key
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.reports.refusals import refusal
from bridge_server.wire.records import encode_record
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import Language
from console.app import ConsoleApp
from console.feed import Answer, Arrived, Done, News, No, Phones, Taker, Unconfirmed, Welcomed
from console.setup import Place, Setup
from console.widgets.rows import Rows

SIZES = ((80, 24), (120, 40), (200, 50))


class HandTime:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class LocalFeed:
    """A hub's decisions without a hub. `answering` False: commands are taken and never answered."""

    def __init__(self, meeting: Meeting, *, role: Role = "host", lang: Language = "vi", rehearsal: bool = False) -> None:
        self.meeting = meeting
        self.role: Role = role
        self.lang: Language = lang
        self.rehearsal = rehearsal
        self.demonstration = False
        self.now = meeting.starts_at - 20 * MINUTE
        self.records: list[dict[str, Any]] = []
        self.commands: list[Command] = []
        self.answering = True
        self.contacts: tuple[ContactRow, ...] = ()
        self.header = {
            "log": "log-1",
            "session": "s",
            "rehearsal": rehearsal,
            "agenda": orjson.loads(orjson.dumps(meeting.agenda)),
            "roster": orjson.loads(orjson.dumps(meeting.roster)),
            "previous": None,
        }
        self._taker: Taker | None = None
        self._ids = 0

    def says(self, by: Author, *commands: Command, ident: str = "") -> int:
        """Let somebody say something now; the number of the last record. Raises `Refused`."""
        for command in commands:
            self.commands.append(command)
            events = decide(self.meeting, command, by, self.now)
            self._ids += 1
            record = Record(self.meeting.n + 1, self.now, str(by), ident or f"id-{self._ids:08}", events)
            apply(self.meeting, record)
            value = orjson.loads(encode_record(record))
            self.records.append(value)
            self.tell(Arrived(self.header, [value], more=False))
        return self.meeting.n

    def host(self, *commands: Command) -> int:
        """The host says something, from elsewhere."""
        return self.says(HOST, *commands)

    def later(self, minutes: float) -> "LocalFeed":
        """Let time pass."""
        self.now += round(minutes * MINUTE)
        return self

    def tell(self, news: News) -> None:
        """Bring news, if anybody listens."""
        if self._taker is not None:
            self._taker(news)

    async def run(self, taker: Taker) -> None:
        """As a hub: a welcome, the log from its header, then whatever comes."""
        self._taker = taker
        taker(Welcomed(self.role, self.now, resumed=False, rehearsal=self.rehearsal, demonstration=self.demonstration))
        taker(Arrived(self.header, list(self.records), more=False))
        if self.contacts:
            taker(Phones(self.contacts))
        await asyncio.get_running_loop().create_future()

    async def send_as(self, command: Command, ident: str) -> Answer:
        """As a hub: what was done under the id is answered as then."""
        known = self.meeting.answered.get(answer_key(str(Author(self.role)), ident))
        return self._answered(command, ident) if known is None else Done(known, self.now)

    async def send(self, command: Command) -> Answer:
        """Decide as a hub would."""
        return self._answered(command, "")

    def _answered(self, command: Command, ident: str) -> Answer:
        if not self.answering:
            self.commands.append(command)
            return Unconfirmed(f"lost-{len(self.commands)}", "silent")
        try:
            n = self.says(Author(self.role), command, ident=ident)
        except Refused as why:
            return No(why.code, refusal(self.lang, why, self.meeting), tuple(why.facts.items()))
        return Done(n, self.now)


class Seen:
    """A console on a screen, with everything that a test asks of it."""

    def __init__(self, feed: LocalFeed, *, time: HandTime | None = None, **setup: Any) -> None:
        self.feed = feed
        self.hand = time or HandTime()
        setup.setdefault("lang", feed.lang)

        async def place() -> Place:
            return Place("ws://127.0.0.1:1/ws", "", "http://127.0.0.1:8024", None)

        self.app = ConsoleApp(Setup(place=place, **setup), lambda _place, _lang: feed, self.hand, ticking=False)

    def passes(self, seconds: float) -> None:
        """Time passes at the hub and here."""
        self.hand.seconds += seconds
        self.feed.now += round(seconds * 1000)

    def panel(self, name: str) -> list[str]:
        """The lines that a panel of the screen on top shows."""
        rows = self.app.screen.query_one(f"#{name}", Rows)
        return ["".join(text for text, _ in rows.line(row)).rstrip() for row in range(rows.count)]

    def text(self) -> str:
        """The whole screen as text."""
        return screen_text(self.app)


def screen_text(app: ConsoleApp) -> str:
    """What is drawn, line by line, without trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until everything that is under way has come to the screen."""
    for _ in range(4):
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, ConsoleApp)
        for _turn in range(200):
            busy = [worker for worker in app.workers if worker.group == "send" and not worker.is_finished]
            if not busy and not app._due:
                break
            await asyncio.sleep(0.005)


def meeting_feed(lang: Language = "vi", *, roster: str = "quang-nam-2024") -> LocalFeed:
    """The real meeting, nothing recorded yet."""
    return LocalFeed(real_meeting(roster), lang=lang)


def arrived(feed: LocalFeed, count: int | None = None, *, skip: Iterable[int] = (7, 31, 62, 140, 201)) -> None:
    """Pages open and points check in, but for a few."""
    points = [point.id for point in feed.meeting.roster.points if point.id != feed.meeting.hall]
    left_out = set(skip)
    for number, point in enumerate(points[:count]):
        if number in left_out:
            continue
        by = Author("point", point)
        feed.says(HUB, c.RecordLine(point, up=True))
        leader = Speaker("Nguyễn Văn Minh", "Phó Chủ tịch")
        feed.says(by, c.CheckIn(point, leader_present=True, leader=leader, total=5 + number % 9))


def papers_feed(lang: Language = "vi") -> LocalFeed:
    """In the middle of the papers: two heard, the third speaks, some asked, a line lost, a fault."""
    feed = meeting_feed(lang)
    arrived(feed)
    feed.now = feed.meeting.starts_at + MINUTE
    feed.host(c.OpenMeeting())
    for item, minutes in (("1", 6), ("2", 11), ("3", 27), ("4", 14)):
        feed.host(c.StartItem(item, feed.meeting.running))
        feed.host(c.GiveFloor(item))
        feed.later(minutes)
        feed.host(c.EndTurn(item))
    feed.host(c.StartItem("5", "4"))
    slots = feed.meeting.items["5"].slots
    for slot in slots[:2]:
        feed.host(c.GiveFloor(slot))
        feed.later(5.5)
        feed.host(c.EndTurn(slot))
    lost, faulty = (
        "20335" if "20335" in feed.meeting.points else feed.meeting.roster.points[25].id,
        feed.meeting.roster.points[30].id,
    )
    feed.says(HUB, c.RecordLine(lost, up=False))
    feed.says(Author("point", faulty), c.ReportFault(faulty, "sound", "không nghe được tiếng"))
    subjects = ("số hóa hồ sơ", "hạ tầng mạng ở thôn chưa có sóng", "bố trí công chức")
    for number, subject in enumerate(subjects):
        point = feed.meeting.roster.points[40 + 17 * number].id
        feed.says(Author("point", point), c.Ask(point, subject=subject, speaker=Speaker("Trần Thị Lan", "Chủ tịch UBND xã")))
        feed.later(0.6)
    feed.host(c.ShortList("r2", on=True))
    feed.host(c.Standby(slots[3]))
    feed.host(c.GiveFloor(slots[2]))
    feed.host(c.NameSpeaker(slots[2], Speaker("Nguyễn Đức Thuận", "Phó Giám đốc")))
    feed.later(3.2)
    return feed


def break_feed(lang: Language = "vi") -> LocalFeed:
    """In the break, some back already."""
    feed = papers_feed(lang)
    feed.host(c.StartItem("6", "5"))
    feed.later(11)
    run = feed.meeting.items["6"].runs[-1].start
    for point in [point.id for point in feed.meeting.roster.points[1:150]]:
        if feed.meeting.check_in(point) is not None:
            feed.says(Author("point", point), c.Back(point, "6", run))
    return feed
