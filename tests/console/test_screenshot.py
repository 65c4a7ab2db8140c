"""The picture on the project's first page: what the console really shows, so that it cannot grow old.

`FACES=write pytest tests/console/test_screenshot.py` makes it anew; otherwise its words are compared.
"""

import os
from pathlib import Path
from typing import Final

import pytest

from bridge_server.meeting import HUB, Author
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE, Speaker
from console.feed import Timed

from .kit import LocalFeed, Seen, arrived, meeting_feed, settled
from .pictures import steady, words_of

PICTURE: Final = Path(__file__).parent.parent.parent / "console" / "screenshot.svg"
LEADERS: Final = ("Nguyễn Thị Thu Hà", "Trần Quốc Bảo", "Lê Văn Tâm", "Phạm Thị Hồng", "Hồ Văn Dũng", "Đinh Mươk")


def morning() -> LocalFeed:
    """A good hour into the meeting: the third paper, three requests, one point lost and one that cannot be heard."""
    feed = meeting_feed()
    hall = feed.meeting.hall
    arrived(feed, skip=(7, 62, 201))
    feed.says(Author("host"), c.CheckIn(hall, source="hall", total=64))
    feed.now = feed.meeting.starts_at + MINUTE
    feed.host(c.OpenMeeting())
    for item, minutes in (("1", 4.5), ("2", 9), ("3", 25), ("4", 16)):
        feed.host(c.StartItem(item, feed.meeting.running), c.GiveFloor(item))
        feed.later(minutes)
        feed.host(c.EndTurn(item))
    feed.host(c.StartItem("5", "4"))
    slots = feed.meeting.items["5"].slots
    for slot in slots[:2]:
        feed.host(c.GiveFloor(slot))
        feed.later(5.2)
        feed.host(c.EndTurn(slot))
    feed.host(c.GiveFloor(slots[2]), c.NameSpeaker(slots[2], Speaker("Lê Văn Quang", "Phó Chủ tịch UBND huyện")))
    speaking = feed.meeting.turns[slots[2]].point
    feed.says(Author("host"), c.ConfirmAv(speaking))
    asked = (
        ("20518", "số hóa hồ sơ một cửa ở xã miền núi", 1),
        ("20365", "đường truyền tại các thôn", 3),
        ("20842", "tập huấn cho cán bộ mới", 5),
    )
    points = feed.meeting.points
    for number, (wanted, subject, leader) in enumerate(asked):
        point = wanted if wanted in points else feed.meeting.roster.points[70 + 40 * number].id
        who = Speaker(LEADERS[leader], "Chủ tịch UBND xã")
        feed.says(Author("point", point), c.Ask(point, subject=subject, speaker=who))
        feed.later(0.4)
    feed.host(c.ShortList("r1", on=True), c.Standby("r2"))
    feed.later(0.1)
    turn = feed.meeting.turns["r2"]
    assert turn.standby_at is not None
    feed.says(Author("point", turn.point), c.Ready("r2", turn.standby_at))
    feed.says(HUB, c.RecordLine("20335", up=False))
    deaf = feed.meeting.roster.points[33].id
    feed.says(Author("point", deaf), c.ReportFault(deaf, "sound", "không nghe được tiếng"))
    return feed.later(1.3)


@pytest.mark.asyncio
async def test_the_picture_is_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words in the same lines."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    feed = morning()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        feed.tell(Timed(feed.now, 0.0, 18))
        seen.app.mark()
        await settled(pilot)
        picture = seen.app.export_screenshot(title="Điểm Cầu")
    if os.environ.get("FACES") == "write":
        PICTURE.write_text(steady(picture), encoding="utf-8")
    assert words_of(PICTURE.read_text(encoding="utf-8")) == words_of(picture)
