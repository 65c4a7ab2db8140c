"""Moments of the meeting that a console has a face for, each with a frozen clock; and what is pressed to come to it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from textual.pilot import Pilot

from bridge_server.client.ends import Lost, TurnedAway
from bridge_server.meeting import Author
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import Language
from console.actions.every import actions
from console.feed import Away, DiskNews, Ended, Timed
from console.setup import Place

from .kit import LocalFeed, Seen, arrived, break_feed, meeting_feed, papers_feed, settled

Start = Callable[[Language], LocalFeed]
SPEAKERS: Final = (
    Speaker("Trần Thị Lan", "Chủ tịch UBND xã"),
    Speaker("Alăng Mai", "Bí thư Đảng ủy xã"),
    Speaker("Hồ Văn Dũng", "Phó Chủ tịch UBND xã"),
    Speaker("Lê Thị Kim Phượng", "Chủ tịch HĐND xã"),
)
VIETNAMESE: Final = frozenset(
    {
        "prepared-late", "speech", "papers-selected", "silent", "held", "cut-in", "discussion-selected", "break-over",
        "break-all-back", "break-programme", "adjourned-open", "demonstration", "read-only", "quiet", "disk-frozen", "done",
        "board-grouped", "board-missing", "finder-typed", "item-menu", "ascii", "ascii-break", "nearly-over", "quit",
    }
)  # fmt: skip
"""Moments that are kept in one language: the other's words stand in a face beside."""
SUBJECTS: Final = (
    "số hóa hồ sơ, giải quyết thủ tục hành chính",
    "hạ tầng mạng ở các thôn chưa có sóng",
    "bố trí công chức tại bộ phận một cửa",
    "kinh phí nâng cấp phòng họp trực tuyến",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """`start` makes the log, `keys` are pressed (see `pressed`), `after` is done to the console once it shows the log."""

    name: str
    start: Start
    keys: str = ""
    after: Callable[[Seen], None] | None = None
    setup: dict[str, Any] = field(default_factory=dict)
    comes: bool = True
    """Whether there is a hub at all."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Everything in Vietnamese; in English where there are other words than in another moment."""
        return ("vi",) if self.name in VIETNAMESE else ("vi", "en")


async def pressed(seen: Seen, pilot: Pilot[int], keys: str) -> None:
    """Keys one after the other; "> ID" finds the action ID in the palette by its name."""
    named = False
    for key in keys.split():
        if key == ">":
            named = True
            await pilot.press("ctrl+p")
        elif named:
            named = False
            scene = seen.app.scene()
            assert scene is not None
            await pilot.press(*("space" if letter == " " else letter for letter in seen.app.called(actions()[key], scene)))
            await settled(pilot)
            await pilot.press("enter")
        else:
            seen.passes(2)
            await pilot.press(key)
        await settled(pilot)


def console_of(moment: Moment, lang: Language) -> Seen:
    """The console at this moment, not started."""
    seen = Seen(moment.start(lang), **moment.setup)
    if not moment.comes:

        async def never() -> Place:  # nothing of what it waits for comes
            seen.app.setup.progress.tell("Đang khởi động máy chủ…" if lang == "vi" else "Starting the hub…")
            await asyncio.Event().wait()
            raise AssertionError

        object.__setattr__(seen.app.setup, "place", never)
    return seen


async def come_to(moment: Moment, seen: Seen, pilot: Pilot[int]) -> None:
    """From the start of the console to the moment."""
    await settled(pilot)
    if moment.comes:
        seen.feed.tell(Timed(seen.feed.now, 0.0, 24))
    if moment.after is not None:
        moment.after(seen)
    seen.app.mark()
    await settled(pilot)
    await pressed(seen, pilot, moment.keys)


# --- logs ---


def gathering(lang: Language) -> LocalFeed:
    """Twenty minutes before the opening, half the province is there."""
    feed = meeting_feed(lang)
    arrived(feed, 130)
    return feed


def late(lang: Language) -> LocalFeed:
    """It should have begun, and one cannot be heard."""
    feed = gathering(lang)
    point = feed.meeting.roster.points[3].id
    feed.says(Author("point", point), c.ReportFault(point, "sound", "không nghe được tiếng"))
    return feed.later(27)


def opened(lang: Language) -> LocalFeed:
    """Opened a moment ago; nothing runs."""
    feed = meeting_feed(lang)
    arrived(feed, 230)
    feed.now = feed.meeting.starts_at + MINUTE
    feed.host(c.OpenMeeting())
    return feed.later(0.5)


def speech(lang: Language) -> LocalFeed:
    """An item with one presenter, in the hall."""
    feed = opened(lang)
    feed.host(c.StartItem("1"), c.GiveFloor("1"))
    feed.later(4)
    feed.host(c.StartItem("2", "1"), c.GiveFloor("2"))
    return feed.later(3.2)


def nearly_over(lang: Language) -> LocalFeed:
    """Less than a minute is left."""
    return papers_feed(lang).later(1.2)


def over_time(lang: Language) -> LocalFeed:
    """Two minutes over."""
    return papers_feed(lang).later(4)


def silent(lang: Language) -> LocalFeed:
    """Between two papers."""
    feed = papers_feed(lang)
    feed.host(c.EndTurn(feed.meeting.speaking))
    return feed.later(0.3)


def held(lang: Language) -> LocalFeed:
    """The line of whoever spoke broke."""
    feed = papers_feed(lang)
    feed.host(c.HoldTurn(feed.meeting.speaking, "line"))
    return feed.later(0.5)


def cut_in(lang: Language) -> LocalFeed:
    """A leader speaks in between."""
    feed = papers_feed(lang)
    hall = feed.meeting.hall
    leader = Speaker("Hồ Quang Bửu", "Phó Chủ tịch UBND tỉnh")
    feed.host(c.CutIn(hall, speaker=leader, over=feed.meeting.speaking))
    return feed.later(1.5)


def paused(lang: Language) -> LocalFeed:
    """The clocks stand."""
    feed = papers_feed(lang)
    feed.host(c.PauseClock("mất điện tại hội trường"))
    return feed.later(2)


def discussion(lang: Language) -> LocalFeed:
    """Requests of every kind: urgent, passed over, short-listed, moved, by phone, one called up that is ready."""
    feed = papers_feed(lang)
    feed.host(c.StartItem("7", "5"))
    points = feed.meeting.roster.points
    for number in range(4):
        point = points[60 + 31 * number].id
        feed.says(Author("point", point), c.Ask(point, subject=SUBJECTS[number], speaker=SPEAKERS[number]))
        feed.later(0.4)
    phoned = points[9].id
    feed.host(c.AddRequest(phoned, "phone", subject="đề nghị sớm ban hành hướng dẫn"))
    feed.host(c.AddRequest(feed.meeting.hall, "hall", agency="so-nv", subject="chỉ số PAPI"))
    feed.host(c.MarkUrgent("r6", on=True), c.PassTurn("r1"), c.ShortList("r4", on=True), c.MoveRequest("r7", "r3"))
    feed.host(c.Standby("r2"))
    feed.later(0.2)
    asked = feed.meeting.turns["r2"]
    assert asked.standby_at is not None
    feed.says(Author("point", asked.point), c.Ready("r2", asked.standby_at))
    feed.host(c.Standby("r5"))
    return feed.later(1.1)


def answering(lang: Language) -> LocalFeed:
    """One of them speaks, without any planned minutes."""
    feed = discussion(lang)
    feed.host(c.GiveFloor("r2"))
    return feed.later(2.6)


def list_closed(lang: Language) -> LocalFeed:
    """No more requests are taken; those that wait are heard."""
    feed = discussion(lang)
    feed.host(c.CloseList())
    return feed.later(0.4)


def break_over(lang: Language) -> LocalFeed:
    """Two minutes over, most are back."""
    return break_feed(lang).later(6.2)


def all_back(lang: Language) -> LocalFeed:
    """Everybody is back before the end."""
    feed = break_feed(lang)
    run = feed.meeting.items["6"].runs[-1].start
    for point in feed.meeting.roster.points:
        there = feed.meeting.check_in(point.id) is not None
        if there and point.id != feed.meeting.hall and feed.meeting.back.get(point.id) != run:
            feed.says(Author("point", point.id), c.Back(point.id, "6", run))
    return feed.later(1)


def adjourned(lang: Language) -> LocalFeed:
    """Until after lunch."""
    feed = papers_feed(lang)
    feed.host(c.Adjourn(feed.now + 135 * MINUTE, "nghỉ trưa"))
    return feed.later(5)


def adjourned_open(lang: Language) -> LocalFeed:
    """Nobody knows until when."""
    feed = papers_feed(lang)
    feed.host(c.Adjourn(None, "mưa bão"))
    return feed.later(5)


def resumed(lang: Language) -> LocalFeed:
    """The second sitting."""
    feed = adjourned(lang).later(130)
    feed.host(c.ResumeMeeting())
    return feed.later(1)


def closed(lang: Language) -> LocalFeed:
    """It is over."""
    feed = discussion(lang)
    feed.host(c.CloseMeeting())
    return feed.later(3)


def changed(lang: Language) -> LocalFeed:
    """The programme was changed in every way: skipped, moved, added, given more time, a presenter replaced."""
    feed = papers_feed(lang)
    feed.host(
        c.SkipItem("8", "đồng chí chủ trì bận họp"),
        c.MoveItem("9", "7", "lãnh đạo Tỉnh ủy phải đi sớm"),
        c.AddItem("Ra mắt cổng dữ liệu mở của tỉnh", "other", "10", "phát sinh", planned_minutes=10),
        c.AddItemTime("5", 600),
        c.SkipSlot("5b2", "gửi tham luận bằng văn bản"),
    )
    return feed


def rehearsed(lang: Language) -> LocalFeed:
    """A dress rehearsal."""
    feed = papers_feed(lang)
    feed.rehearsal = True
    return feed


def demonstrated(lang: Language) -> LocalFeed:
    """A demonstration."""
    feed = papers_feed(lang)
    feed.demonstration = True
    return feed


def with_phones(lang: Language) -> LocalFeed:
    """Whom to phone is known."""
    feed = papers_feed(lang)
    point = feed.meeting.roster.points[7].id
    feed.contacts = (ContactRow(point, "Nguyễn Thị Hoa", "công chức văn phòng", ("0900 000 001",)),)
    return feed


# --- what befalls the console ---


def quiet(seen: Seen) -> None:
    """The hub has not said a word for nine seconds."""
    seen.passes(9)
    seen.app.tell(seen.app.desk.look())


def away(seen: Seen) -> None:
    """The line is down for twelve seconds."""
    seen.feed.tell(Away(Lost(None)))
    seen.passes(12)


def ended(seen: Seen) -> None:
    """The code is void."""
    seen.feed.tell(Ended(TurnedAway(4003, "revoked")))


def disk(code: str) -> Callable[[Seen], None]:
    """The hub's disk."""
    return lambda seen: seen.feed.tell(DiskNews(code, ()))


def unanswering(seen: Seen) -> None:
    """The hub takes what is said and never answers."""
    seen.feed.answering = False


def papers(lang: Language) -> LocalFeed:
    """In the middle of the papers."""
    return papers_feed(lang)


MOMENTS: Final = (
    Moment("starting", meeting_feed, comes=False),
    Moment("prepared-empty", meeting_feed),
    Moment("prepared", gathering),
    Moment("prepared-late", late),
    Moment("opened", opened),
    Moment("speech", speech),
    Moment("papers", papers),
    Moment("papers-selected", papers, "tab end"),
    Moment("nearly-over", nearly_over),
    Moment("over-time", over_time),
    Moment("silent", silent),
    Moment("held", held),
    Moment("cut-in", cut_in),
    Moment("paused", paused),
    Moment("discussion", discussion),
    Moment("discussion-selected", discussion, "down down down"),
    Moment("answering", answering),
    Moment("list-closed", list_closed),
    Moment("changed", changed),
    Moment("break", break_feed),
    Moment("break-over", break_over),
    Moment("break-all-back", all_back),
    Moment("break-programme", break_feed, "f3"),
    Moment("adjourned", adjourned),
    Moment("adjourned-open", adjourned_open),
    Moment("second-sitting", resumed),
    Moment("closed", closed),
    Moment("rehearsal", rehearsed),
    Moment("demonstration", demonstrated),
    Moment("read-only", papers, setup={"read_only": True}),
    Moment("quiet", papers, after=quiet),
    Moment("away", papers, after=away),
    Moment("ended", papers, after=ended),
    Moment("disk-full", papers, after=disk("full")),
    Moment("disk-frozen", papers, after=disk("frozen")),
    Moment("unconfirmed", silent, "enter", after=unanswering),
    Moment("done", silent, "enter"),
    Moment("board", papers, "f2"),
    Moment("board-grouped", papers, "f2 g"),
    Moment("board-missing", papers, "f2 1"),
    Moment("board-details", with_phones, "f2 down down enter"),
    Moment("finder", papers, "c"),
    Moment("finder-typed", papers, "c t a m"),
    Moment("form", papers, "t"),
    Moment("form-request", discussion, "a h o i a enter"),
    Moment("confirm", papers, "> close"),
    Moment("help", papers, "f1"),
    Moment("palette", papers, "ctrl+p"),
    Moment("palette-off", meeting_feed, "ctrl+p pagedown pagedown pagedown"),
    Moment("item-menu", papers, "tab end enter"),
    Moment("events", discussion, "f4"),
    Moment("join", papers, "> join"),
    Moment("quit", papers, "ctrl+q"),
    Moment("ascii", discussion, setup={"glyphs": "ascii"}),
    Moment("ascii-break", break_feed, setup={"glyphs": "ascii"}),
)
