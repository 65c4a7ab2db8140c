"""When the meeting begins, whatever the hub's clock was found to be."""

import pytest

from bridge_server.meeting import commands as c
from console.views import course

from .kit import Seen, meeting_feed, settled

pytestmark = pytest.mark.asyncio


async def test_only_a_host_is_called_upon_to_start_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secretary cannot, so no key is named."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    for role in ("host", "secretary"):
        feed = meeting_feed()
        feed.role = role
        feed.host(c.OpenMeeting())
        seen = Seen(feed)
        async with seen.app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            said = " ".join(seen.panel("speaker"))
            assert "nội dung nào đang diễn ra" in said
            assert ("Bấm n" in said) == (role == "host")


async def test_the_start_is_the_printed_one_after_the_clock_was_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is printed in true time: corrected by ten minutes, the head still says 08:00, as the programme does."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    feed = meeting_feed()
    feed.host(c.CorrectClock(-600_000))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert feed.meeting.phase == "prepared"
        assert course.begins(feed.meeting) == feed.meeting.agenda.starts_at + 600_000
        head = " ".join(seen.panel("head"))
        assert "08:00" in head, head
        assert "07:50" not in head
