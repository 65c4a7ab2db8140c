"""What is typed into a form is there until the hub has done it; what changed meanwhile is seen before anything is sent."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from bridge_server.meeting import Author
from bridge_server.meeting import commands as c
from bridge_server.reports import times
from console.feed import Answered, No
from console.screens.board import BoardScreen
from console.screens.form import FormScreen

from .kit import Seen, meeting_feed, settled

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that moves by itself."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


async def form(seen: Seen, pilot: Pilot[int], point: str, key: str) -> FormScreen:
    """The board's form for a point, opened by its key."""
    if not isinstance(seen.app.screen, BoardScreen):
        seen.app.places.go("board", point)
        await settled(pilot)
    seen.passes(2)
    await pilot.press(key)
    await settled(pilot)
    found = seen.app.screen
    assert isinstance(found, FormScreen), found
    return found


def toasts(seen: Seen) -> str:
    """Everything that a toast says now."""
    return "\n".join(toast.message for toast in seen.app._notifications)


def reason(screen: FormScreen) -> str:
    """What stands in the first line of text."""
    return screen.query_one(Input).value


async def test_what_the_hub_refuses_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says that it is kept; opened again the form has it; only when it is done it is dropped."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    seen = Seen(feed)
    refused = No("closed", "Máy chủ chưa nhận.")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:

            async def no(_command: object) -> No:
                return refused

            patch.setattr(feed, "send", no)
            await form(seen, pilot, point, "v")
            await pilot.press("m", "u", "a", "enter")
            await settled(pilot)
        assert isinstance(seen.app.screen, BoardScreen)
        assert "Máy chủ chưa nhận." in toasts(seen)
        assert "được giữ lại" in toasts(seen)
        again = await form(seen, pilot, point, "v")
        assert reason(again) == "mua"
        await pilot.press("f10")
        await settled(pilot)
        assert feed.commands[-1] == c.CheckIn(point, "absent_with_leave", "phone", reason="mua")
        assert seen.app.drafts == {}
        assert reason(await form(seen, pilot, point, "v")) == ""


async def test_what_nobody_confirmed_is_there_until_the_log_has_it() -> None:
    """A hub that is silent: nothing is lost; a late refusal keeps it, a record that comes after all drops it."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        feed.answering = False
        await form(seen, pilot, point, "v")
        await pilot.press("m", "u", "a", "enter")
        await settled(pilot)
        assert "chưa được xác nhận" in toasts(seen)
        assert "được giữ lại" in toasts(seen)
        [pending] = seen.app.desk.pending
        feed.tell(Answered(pending.ident, No("closed", "Máy chủ chưa nhận.")))
        await settled(pilot)
        assert "Vừa có trả lời cho “Vắng có lý do”: Máy chủ chưa nhận." in toasts(seen)
        assert seen.app.desk.pending == []
        assert reason(await form(seen, pilot, point, "v")) == "mua"
        await pilot.press("f10")
        await settled(pilot)
        [pending] = seen.app.desk.pending
        feed.says(Author("host"), c.CheckIn(point, "absent_with_leave", "phone", reason="mua"), ident=pending.ident)
        await settled(pilot)
        assert "đã được ghi nhận ở bản ghi số" in toasts(seen)
        assert seen.app.drafts == {}


@pytest.mark.parametrize("key", ["d", "v", "x"])
async def test_what_the_point_reported_meanwhile_is_not_overwritten(key: str) -> None:
    """Nothing is sent: the form is there anew, says what has come, and has what was typed. Sent again, it is sent."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    feed.host(c.CheckIn(point, "in_person", "phone", total=7))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        first = await form(seen, pilot, point, key)
        first.query_one(Input).value = "Trần Thị Lan"
        await settled(pilot)
        feed.says(Author("point", point), c.CheckIn(point, total=12))
        before = len(feed.commands)
        await pilot.press("f10")
        await settled(pilot)
        again = seen.app.screen
        assert isinstance(again, FormScreen)
        assert again is not first
        assert len(feed.commands) == before
        assert "vừa có báo cáo mới" in seen.text()
        assert "12 đại biểu" in seen.text()
        assert reason(again) == "Trần Thị Lan"
        await pilot.press("f10")
        await settled(pilot)
        assert len(feed.commands) == before + 1
        assert isinstance(seen.app.screen, BoardScreen)


async def test_a_check_in_taken_back_meanwhile_is_told() -> None:
    """There is nothing to take back any more, and something else to overwrite."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    feed.host(c.CheckIn(point, "in_person", "phone", total=7))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await form(seen, pilot, point, "d")
        feed.host(c.VoidCheckIn(point))
        before = len(feed.commands)
        await pilot.press("f10")
        await settled(pilot)
        assert "vừa được hủy" in seen.text()
        assert len(feed.commands) == before


async def test_times_are_judged_when_the_form_is_done() -> None:
    """A form that stood open for ten minutes takes a time of nine minutes after it was opened, and none of the future."""
    feed = meeting_feed()
    point = feed.meeting.roster.points[5].id
    feed.now = feed.meeting.starts_at
    feed.host(c.CheckIn(point, "in_person", "phone"), c.OpenMeeting())
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        late = await form(seen, pilot, point, "m")
        seen.passes(600)
        box = late.boxes[0]
        before = len(feed.commands)
        box.query_one(Input).value = times.clock_seconds(feed.now + 60_000 + feed.meeting.clock_offset_ms)
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(seen.app.screen, FormScreen)
        assert len(feed.commands) == before
        box.query_one(Input).value = times.clock_seconds(feed.now - 60_000 + feed.meeting.clock_offset_ms)
        await pilot.press("f10")
        await settled(pilot)
        assert [command.type for command in feed.commands[before:]] == ["ArriveLate"]
