"""The roll, as far as it is the secretary's: corrections after it was closed, and slips of paper."""

import pytest
from textual.pilot import Pilot

from bridge_server.meeting import commands as c
from bridge_server.reports import times
from console.screens.form import FormScreen

from .kit import LocalFeed, Seen, papers_feed, settled
from .moments import pressed
from .writing_kit import made

pytestmark = pytest.mark.asyncio


def closed_roll(*, meeting: bool = False) -> LocalFeed:
    """The roll is closed, and the meeting with it where wanted; a secretary looks at it the next morning then."""
    feed = papers_feed()
    feed.host(c.CloseRoll())
    if meeting:
        feed.host(c.CloseMeeting())
        feed.later(20 * 60)
    feed.role = "secretary"
    return feed


async def on_the_board(seen: Seen, pilot: Pilot[int], point: str, keys: str) -> None:
    """The board with this point marked, and keys there."""
    await settled(pilot)
    seen.app.places.go("board", point)
    await settled(pilot)
    await pressed(seen, pilot, keys)


async def filled(seen: Seen, pilot: Pilot[int], **raws: str | int) -> None:
    """Fields of the form that is open, by their keys, and done."""
    form = seen.app.screen
    assert isinstance(form, FormScreen), seen.text()
    for box in form.boxes:
        if box.field.key in raws:
            box.fill(raws[box.field.key])
    await settled(pilot)
    await pilot.press("f10")
    await settled(pilot)


async def test_the_closed_roll_is_corrected_with_a_reason() -> None:
    """Without one the form stays open; one key that says present asks for it too."""
    feed = closed_roll()
    points = feed.meeting.roster.points
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        before = feed.meeting.n
        await on_the_board(seen, pilot, points[3].id, "d")
        await filled(seen, pilot, total="12", reason="")
        event = made(feed, before)[-1]
        assert (event["type"], event["total"], event["source"]) == ("CheckedIn", 12, "phone")
        assert event["reason"]  # what stands ready
        await on_the_board(seen, pilot, points[8].id, "c")
        await filled(seen, pilot, reason="điểm cầu báo chậm")
        assert made(feed, before)[-1]["reason"] == "điểm cầu báo chậm"
        await on_the_board(seen, pilot, points[3].id, "x")
        await filled(seen, pilot, reason="ghi nhầm điểm cầu")
        assert made(feed, before)[-1] == {
            "type": "CheckInVoided",
            "point": points[3].id,
            "agency": "",
            "reason": "ghi nhầm điểm cầu",
        }
        await on_the_board(seen, pilot, points[4].id, "m")
        await filled(seen, pilot, at="08:20", reason="theo phiếu")
        assert made(feed, before)[-1]["type"] == "ArrivedLate"


async def test_a_paper_check_in_has_its_true_time() -> None:
    """Within the meeting: a time alone is of the meeting's day, though typed the morning after; without one there is no slip."""
    feed = closed_roll(meeting=True)
    point = feed.meeting.roster.points[8].id
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        before = feed.meeting.n
        await on_the_board(seen, pilot, point, "d")
        await filled(seen, pilot, source="paper", made_at="")
        assert isinstance(seen.app.screen, FormScreen)
        await filled(seen, pilot, made_at="23:00")
        assert "ngoài hội nghị" in seen.text()
        await filled(seen, pilot, made_at="30/5/2024 08:00")
        assert "ngoài hội nghị" in seen.text()
        await filled(seen, pilot, made_at="07:45", reason="nộp phiếu sau")
        event = made(feed, before)[-1]
        assert (event["source"], event["reason"]) == ("paper", "nộp phiếu sau")
        assert times.date_clock("vi", event["made_at"]) == "07:45 ngày 31/5/2024"
