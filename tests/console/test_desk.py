"""The desk: what a console knows, from the news of its feed alone, with a clock that is moved by hand."""

from pathlib import Path

import pytest

from bridge_server.client.ends import Lost, TurnedAway
from bridge_server.client.following import Broken
from bridge_server.journal.errors import NewerFormat
from bridge_server.meeting import HUB, SECRETARY, Author, Command
from bridge_server.meeting import commands as c
from bridge_server.wire.frames import Close
from bridge_server.wire.roll_frames import ContactRow
from console.desk import SETTLED, SILENT, Desk, Happened
from console.feed import Arrived, Away, DiskNews, Ended, Phones, Timed, Welcomed
from console.views import header

from .kit import HandTime, LocalFeed, meeting_feed, papers_feed


class Told:
    """A desk that was let in by the hub of `feed`, and reads its log."""

    def __init__(self, feed: LocalFeed | None = None) -> None:
        self.feed = feed or meeting_feed()
        self.hand = HandTime()
        self.desk = Desk("vi", self.hand)
        self.welcome(resumed=False)
        self.records()

    def welcome(self, *, resumed: bool, rehearsal: bool = False, demo: bool = False, pace: float = 1.0) -> list[Happened]:
        """A connection."""
        return self.desk.take(Welcomed(self.feed.role, self.feed.now, resumed, rehearsal, demo, pace))

    def records(self, since: int = 0, *, more: bool = False) -> list[Happened]:
        """The log behind a record."""
        return self.desk.take(Arrived(self.feed.header, self.feed.records[since:], more))

    def says(self, by: Author, command: Command, ident: str = "") -> list[Happened]:
        """Somebody says something, and the record comes."""
        before = len(self.feed.records)
        self.feed.says(by, command, ident=ident)
        return self.records(before)

    def heard(self, trip_ms: int = 20) -> None:
        """The hub tells the time."""
        self.desk.take(Timed(self.feed.now, self.hand.seconds, trip_ms))

    def passes(self, seconds: float) -> list[Happened]:
        """Time passes at the hub and here; then the desk looks."""
        self.hand.seconds += seconds
        self.feed.now += round(seconds * 1000)
        return self.desk.look()

    @property
    def state(self) -> str:
        """How the console stands to its hub."""
        return self.desk.link.state

    def banner(self) -> str:
        """What stands across the screen."""
        scene = self.desk.scene()
        assert scene is not None
        return "\n".join(text.strip() for line in header.banner(scene, self.desk.away_for, 200) for text, _ in line)


def state_of(desk: Desk) -> str:
    """How it stands to its hub."""
    return desk.link.state


def keys(happened: list[Happened]) -> list[str]:
    """What a person hears of."""
    return [one.key for one in happened]


def test_before_the_header_there_is_no_scene() -> None:
    """Neither at the start nor between the welcome and the log."""
    desk = Desk("vi", HandTime())
    assert desk.scene() is None
    assert state_of(desk) == "starting"
    desk.connecting()
    assert state_of(desk) == "connecting"
    desk.take(Welcomed("host", 1, resumed=False))
    assert desk.scene() is None
    assert state_of(desk) == "connecting"


def test_history_in_chunks_is_connecting_until_its_end() -> None:
    """No action is taken upon half a log; then the hub's clock is shown."""
    feed = papers_feed()
    hand = HandTime()
    desk = Desk("vi", hand)
    desk.take(Welcomed("host", feed.now, resumed=False))
    desk.take(Arrived(feed.header, feed.records[:100], more=True))
    assert desk.loading
    assert state_of(desk) == "connecting"
    desk.take(Arrived(feed.header, feed.records[100:], more=False))
    assert state_of(desk) == "live"
    scene = desk.scene()
    assert scene is not None
    assert scene.meeting.n == feed.meeting.n
    assert scene.now == feed.now
    assert len(scene.told) >= len(feed.records)


def test_silence_is_said_after_five_seconds_and_is_over_with_a_word() -> None:
    """Not before; the banner counts from the last word, and time goes on."""
    told = Told()
    assert told.passes(SILENT - 0.1) == []
    assert (told.state, told.banner()) == ("live", "")
    told.passes(0.2)
    assert told.state == "quiet"
    assert "5 giây" in told.banner()
    scene = told.desk.scene()
    assert scene is not None
    assert scene.now == told.feed.now
    told.heard()
    told.desk.look()
    assert (told.state, told.banner()) == ("live", "")


def test_a_lost_line_is_said_at_once_and_its_end_only_where_it_lasted() -> None:
    """A moment without a hub is no news; five seconds are."""
    told = Told()
    told.desk.take(Away(Lost(None)))
    assert told.state == "away"
    told.passes(1)
    told.desk.take(Away(Lost(None)))
    assert told.desk.away_for == pytest.approx(1)
    assert keys(told.welcome(resumed=True)) == []
    assert told.state == "live"
    told.desk.take(Away(Lost(None)))
    told.passes(SILENT + 1)
    assert "6 giây" in told.banner()
    assert keys(told.welcome(resumed=True)) == ["toast-back"]


def test_another_log_begins_everything_anew() -> None:
    """What was known of the old one is gone, and it is said."""
    told = Told(papers_feed())
    other = meeting_feed()
    other.header = {**other.header, "log": "log-2"}
    told.feed = other
    assert keys(told.welcome(resumed=False)) == ["toast-new-log"]
    assert told.desk.scene() is None
    told.records()
    scene = told.desk.scene()
    assert scene is not None
    assert (scene.meeting.n, scene.meeting.phase, len(scene.told)) == (0, "prepared", 0)


def test_a_resumed_log_goes_on() -> None:
    """The records behind the position are folded onto what is there."""
    told = Told()
    told.desk.take(Away(Lost(None)))
    told.feed.host(c.OpenMeeting())
    told.welcome(resumed=True)
    told.records()
    scene = told.desk.scene()
    assert scene is not None
    assert (scene.meeting.phase, told.state) == ("open", "live")


def test_a_command_found_in_the_log_was_done() -> None:
    """Whoever it was sent by: the id is the console's own, under its own role."""
    told = Told()
    assert told.desk.sent_in_vain("id-x", "Khai mạc hội nghị") == []
    assert "“Khai mạc hội nghị”" in told.banner()
    assert told.says(SECRETARY, c.AddNote("ghi"), ident="id-x") == []
    found = told.says(Author("host"), c.OpenMeeting(), ident="id-x")
    assert found == [Happened("toast-was-done", {"name": "Khai mạc hội nghị", "n": 2})]
    assert told.desk.pending == []
    assert told.banner() == ""


def test_a_command_that_the_log_has_already_was_done() -> None:
    """The record may come before its sender gives up."""
    told = Told()
    told.says(Author("host"), c.OpenMeeting(), ident="id-x")
    assert keys(told.desk.sent_in_vain("id-x", "Khai mạc")) == ["toast-was-done"]


def test_a_command_that_did_not_come_through_was_not_done() -> None:
    """That is said only after another connection, with all it brought, and a little time."""
    told = Told()
    told.desk.sent_in_vain("id-x", "Khai mạc")
    for _ in range(10):
        told.heard()
        assert told.passes(3) == []
    told.desk.take(Away(Lost(None)))
    told.passes(2)
    told.welcome(resumed=True)
    assert told.passes(SETTLED - 0.1) == []
    told.heard()
    assert told.passes(0.2) == [Happened("toast-was-not-done", {"name": "Khai mạc"})]
    assert told.desk.pending == []


def test_what_is_given_up_after_the_new_connection_still_waits() -> None:
    """It was sent on the new line: its answer may come yet."""
    told = Told()
    told.desk.take(Away(Lost(None)))
    told.welcome(resumed=True)
    told.passes(1)
    told.desk.sent_in_vain("id-x", "Khai mạc")
    told.heard()
    assert told.passes(SETTLED) == []
    assert len(told.desk.pending) == 1


@pytest.mark.parametrize(
    ("why", "word"),
    [
        (TurnedAway(Close.REVOKED, "revoked"), "mã mới"),
        (TurnedAway(Close.BAD_CODE, "bad code"), "mã mới"),
        (TurnedAway(Close.REPLACED, "replaced"), "nhiều nơi"),
        (TurnedAway(Close.NEWER_VERSION, "newer"), str(int(Close.NEWER_VERSION))),
        (Broken(7), "verify"),
        (NewerFormat(Path("x"), 2, 1), "phiên bản mới hơn"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_the_end_says_why_and_what_to_do(why: Exception, word: str) -> None:
    """And the last that was known stays on the screen."""
    told = Told(papers_feed())
    told.desk.take(Ended(why))
    assert told.state == "ended"
    assert word in told.banner()
    told.passes(60)
    assert told.state == "ended"


def test_trouble_with_the_disk_stands_until_it_is_over() -> None:
    """Full and open again; frozen until another hub; what is no news of the disk changes nothing."""
    told = Told()
    told.desk.take(DiskNews("full", ()))
    assert "đã đầy" in told.banner()
    told.desk.take(DiskNews("rate", ("chậm lại",)))
    assert "đã đầy" in told.banner()
    told.desk.take(DiskNews("open", ()))
    assert told.banner() == ""
    told.desk.take(DiskNews("frozen", ()))
    assert "bridge-server continue" in told.banner()
    told.desk.take(Away(Lost(None)))
    told.welcome(resumed=True)
    assert told.banner() == ""


def test_the_hubs_clock_is_the_clock() -> None:
    """The measurement with the shortest way counts; a demonstration's clock may flow faster; the log is never ahead of it."""
    told = Told()
    told.desk.take(Timed(told.feed.now + 500, told.hand.seconds, 400))
    told.desk.take(Timed(told.feed.now + 10, told.hand.seconds, 8))
    told.desk.take(Timed(told.feed.now + 900, told.hand.seconds, 900))
    scene = told.desk.scene()
    assert scene is not None
    assert (scene.now, scene.link.delay_ms) == (told.feed.now + 10, 8)
    told.welcome(resumed=True, pace=10.0)
    told.hand.seconds += 2
    scene = told.desk.scene()
    assert scene is not None
    assert scene.now == told.feed.now + 20_000
    told.feed.now += 60_000
    told.says(HUB, c.RecordLine("502", up=True))
    scene = told.desk.scene()
    assert scene is not None
    assert scene.now >= scene.meeting.at


def test_marks_of_the_welcome_and_phones_reach_the_scene() -> None:
    """Rehearsal, demonstration, role; whom to phone, by point."""
    told = Told()
    told.feed.role = "secretary"
    told.welcome(resumed=True, rehearsal=True, demo=True)
    told.desk.take(Phones((ContactRow("502", "A"), ContactRow("502", "B"), ContactRow("503", "C"))))
    scene = told.desk.scene()
    assert scene is not None
    assert (scene.role, scene.rehearsal, scene.demonstration) == ("secretary", True, True)
    assert [row.name for row in scene.contacts["502"]] == ["A", "B"]


def test_an_event_is_a_sentence_with_its_author() -> None:
    """Of history too; whoever speaks of itself is named once; what comes by the hundred is set back."""
    told = Told()
    told.says(Author("host"), c.OpenMeeting())
    told.says(HUB, c.RecordLine("502", up=True))
    told.says(Author("point", "502"), c.Ask("502", subject="đường truyền"))
    later = Told(told.feed)
    assert [(one.text, one.by, one.quiet) for one in told.desk.told(1)] == [
        (one.text, one.by, one.quiet) for one in later.desk.told(1)
    ]
    opened, up, asked = (told.desk.told(n)[0] for n in (1, 2, 3))
    assert (opened.by, opened.quiet) == ("Điều phối", False)
    assert (up.by, up.quiet) == ("Máy chủ", True) or up.quiet
    assert asked.by == ""
    assert asked.text.startswith("Thành phố Tam Kỳ")
    assert told.desk.told(99) == []
