"""Meetings to test with, and `Live`: a meeting with its log that takes commands the way a hub does."""

from collections.abc import Iterable

from bridge_server.meeting import (
    HOST,
    HUB,
    SECRETARY,
    Author,
    Command,
    Event,
    Meeting,
    Point,
    Projection,
    Record,
    Refused,
    Roster,
)
from bridge_server.meeting.agenda import Agency, Agenda, Category, Group, Item, Presenter, Slot
from bridge_server.meeting.commands import OpenMeeting, StartItem
from bridge_server.meeting.decide import decide
from bridge_server.meeting.digest import digest
from bridge_server.meeting.evolve import apply
from bridge_server.meeting.projection import project
from bridge_server.meeting.values import MINUTE

EIGHT = 1_717_117_200_000
"""08:00 of 31 May 2024 in Việt Nam: when every plan here starts."""

HALL, TAM_KY, THANG_BINH, AN_XUAN, TAN_THANH, HA_LAM = "49", "502", "513", "20335", "20338", "20791"

THREE_TIERS = Roster(
    "three-tiers",
    (
        Point(HALL, "province", "Hội trường UBND tỉnh"),
        Point(TAM_KY, "district", "Thành phố Tam Kỳ", parent=HALL),
        Point(THANG_BINH, "district", "Huyện Thăng Bình", parent=HALL),
        Point(AN_XUAN, "commune", "Phường An Xuân", parent=TAM_KY),
        Point(TAN_THANH, "commune", "Phường Tân Thạnh", parent=TAM_KY),
        Point(HA_LAM, "commune", "Thị trấn Hà Lam", parent=THANG_BINH),
    ),
)
"""A province, two districts, three communes."""

TWO_TIERS = Roster(
    "two-tiers",
    (
        Point("48", "city", "Thành phố Đà Nẵng"),
        Point("W1", "ward", "Phường 1", parent="48"),
        Point("W2", "ward", "Phường 2", parent="48"),
    ),
)
"""A city and its wards, as since July 2025."""

PAPERS = (
    Group("2a", "Nhóm a", (Slot("2a1", "so-nv", "Sở Nội vụ", HALL, 5), Slot("2a2", "ubnd-tk", "UBND Tam Kỳ", TAM_KY, 5))),
    Group("2b", "Nhóm b", (Slot("2b1", "ubnd-tb", "UBND Thăng Bình", THANG_BINH, 5),)),
)
AGENCIES = (
    Agency("ubnd", "UBND tỉnh", HALL, "T1"),
    Agency("so-nv", "Sở Nội vụ", HALL, "T1"),
    Agency("ubnd-tk", "UBND Tam Kỳ", TAM_KY, "H1"),
    Agency("ubnd-tb", "UBND Thăng Bình", THANG_BINH, "H1"),
)
MORNING = Agenda(
    title="Hội nghị trực tuyến",
    starts_at=EIGHT,
    hall=HALL,
    roster="three-tiers",
    items=(
        Item("1", "1", "opening", "Khai mạc", planned_minutes=10, presenter=Presenter("ubnd", "Lãnh đạo UBND tỉnh", HALL)),
        Item("2", "2", "papers", "Tham luận", planned_minutes=20, groups=PAPERS),
        Item("3", "3", "break", "Giải lao", planned_minutes=15, minimum_minutes=5),
        Item("4", "4", "discussion", "Thảo luận", planned_minutes=20, turn_minutes=3),
        Item("5", "5", "conclusion", "Kết luận", planned_minutes=10, presenter=Presenter("ubnd", "Lãnh đạo UBND tỉnh", HALL)),
    ),
    agencies=AGENCIES,
    categories=(
        Category("T1", "province", "Sở, ngành"),
        Category("H1", "district", "Chủ tịch"),
        Category("H2", "district", "Bí thư"),
    ),
)
"""08:00 opening 10', 08:10 papers 20' (three slots of 5'), 08:30 break 15' (at least 5'), 08:45 discussion 20', 09:05 end 10'."""


def plan(
    *items: Item, starts_at: int = EIGHT, ends_at: int | None = None, roster: str = "three-tiers", hall: str = HALL
) -> Agenda:
    """An agenda of these items and nothing else."""
    return Agenda("Hội nghị", starts_at, hall, roster, items, ends_at=ends_at)


def item(ident: str, minutes: int | None, not_before: int | None = None) -> Item:
    """A plain item: nobody presents it."""
    return Item(ident, ident, "other", f"Nội dung {ident}", planned_minutes=minutes, not_before=not_before)


WARDS = plan(
    Item("1", "1", "opening", "Khai mạc", planned_minutes=5, presenter=Presenter("tp", "Chủ tọa", "48")),
    Item("2", "2", "papers", "Báo cáo", slots=(Slot("2.1", "p1", "Phường 1", "W1", 4), Slot("2.2", "p2", "Phường 2", "W2", 6))),
    Item("3", "3", "discussion", "Thảo luận"),
    roster="two-tiers",
    hall="48",
)
"""Two tiers; the papers get the sum of their slots, the discussion has no minutes."""


def clock(minutes: float) -> int:
    """The instant so many minutes after 08:00."""
    return EIGHT + round(minutes * MINUTE)


def operator(point: str) -> Author:
    """The operator of a point."""
    return Author("point", point)


class Live:
    """A meeting, its log and the time (`at` sets it, in minutes after 08:00). Every command is one batch of a hub."""

    def __init__(self, agenda: Agenda = MORNING, roster: Roster = THREE_TIERS) -> None:
        self.agenda, self.roster = agenda, roster
        self.meeting = Meeting(agenda, roster)
        self.log: list[Record] = []
        self.now = clock(-30)

    def at(self, minutes: float) -> "Live":
        """The clock says `minutes` after 08:00."""
        self.now = clock(minutes)
        return self

    def does(self, by: Author, command: Command, ident: str = "") -> tuple[Event, ...]:
        """The events of an accepted command. Raises `Refused`, and then nothing has changed."""
        draft = self.meeting.draft()
        events = decide(draft, command, by, self.now)
        record = Record(self.meeting.n + 1, self.now, str(by), ident, events)
        apply(draft, record)
        self.meeting.absorb(draft)
        self.log.append(record)
        return events

    def host(self, command: Command) -> tuple[Event, ...]:
        """The host does it."""
        return self.does(HOST, command)

    def secretary(self, command: Command) -> tuple[Event, ...]:
        """The secretary does it."""
        return self.does(SECRETARY, command)

    def hub(self, command: Command) -> tuple[Event, ...]:
        """The hub does it."""
        return self.does(HUB, command)

    def point(self, point: str, command: Command) -> tuple[Event, ...]:
        """The operator of that point does it."""
        return self.does(operator(point), command)

    def refusal(self, by: Author, command: Command) -> Refused:
        """The refusal of a command, which leaves the meeting as it was. Fails if the command is accepted."""
        before = digest(self.meeting)
        try:
            events = self.does(by, command)
        except Refused as refused:
            assert digest(self.meeting) == before
            return refused
        raise AssertionError(f"accepted: {command} -> {events}")

    def refused(self, command: Command, by: Author = HOST) -> str:
        """The code of the refusal."""
        return self.refusal(by, command).code

    @property
    def last(self) -> int:
        """The number of the last record."""
        return self.meeting.n

    @property
    def digest(self) -> str:
        """The digest of the meeting."""
        return digest(self.meeting)

    def project(self) -> Projection:
        """The programme as it looks now."""
        return project(self.meeting, self.now)


def opened(agenda: Agenda = MORNING, roster: Roster = THREE_TIERS) -> Live:
    """A meeting that opened on time."""
    live = Live(agenda, roster).at(0)
    live.host(OpenMeeting())
    return live


def running(item_id: str, agenda: Agenda = MORNING, roster: Roster = THREE_TIERS) -> Live:
    """A meeting opened on time, with that item running since then."""
    live = opened(agenda, roster)
    live.host(StartItem(item_id))
    return live


def replay(agenda: Agenda, roster: Roster, log: Iterable[Record]) -> Meeting:
    """The meeting that a log tells, folded record by record, without any draft."""
    meeting = Meeting(agenda, roster)
    for record in log:
        apply(meeting, record)
    return meeting
