"""What is written, on the list and on the main screen: confirmed, corrected, struck out, brought back, and shown as text."""

import pytest

from bridge_server.meeting import HOST, SECRETARY
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Deadline
from console.actions.every import actions
from console.screens.note import NoteScreen
from console.screens.writing import LineScreen, WritingScreen
from console.widgets.rows import Rows

from .dialogues import HOSTILE
from .kit import Seen, papers_feed, settled
from .moments import pressed
from .writing_kit import DUE, made, toasts, types, written

pytestmark = pytest.mark.asyncio


async def test_the_list_is_one_key_away_for_host_and_secretary() -> None:
    """And back with the same key or Esc."""
    for role in ("secretary", "host"):
        seen = Seen(written(role))
        async with seen.app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            for back in ("W", "escape", "f12"):
                await pilot.press("W" if back != "f12" else "f12")
                await settled(pilot)
                assert isinstance(seen.app.screen, WritingScreen)
                text = seen.text()
                for part in (
                    "k1",
                    "Rà soát thủ tục",
                    "Sở Nội vụ",
                    "trước ngày 15/6/2024",
                    "dự thảo: Hỗ trợ",
                    "g1",
                    "Nêu rõ nguyên",
                ):
                    assert part in text, part
                await pilot.press(back)
                await settled(pilot)
                assert not seen.app.screen.is_modal
                assert not isinstance(seen.app.screen, WritingScreen)


async def test_a_draft_is_confirmed_with_one_key() -> None:
    """Tied to what runs now; once, however long the key is held; what is no draft says so."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pressed(seen, pilot, "W down c")
        assert made(feed, before) == [
            {"type": "ConclusionConfirmed", "conclusion": "k2", "item": "5", "turn": feed.meeting.speaking}
        ]
        await pressed(seen, pilot, "c")
        assert "không phải là dự thảo" in toasts(seen)


async def test_on_the_main_screen_the_first_draft_is_at_hand() -> None:
    """The secretary's panel has the focus: c confirms what is marked there."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert seen.app.focused is not None
        assert seen.app.focused.id == "written"
        before = feed.meeting.n
        await pressed(seen, pilot, "c")
        assert made(feed, before)[0]["conclusion"] == "k2"


async def test_a_wording_is_corrected_and_the_old_one_stays() -> None:
    """The line stands ready as it was written; the old wording can be read, and taken again."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "W e")
        line = seen.app.screen
        assert isinstance(line, LineScreen)
        assert line.line == "giao Sở Nội vụ Rà soát thủ tục; phối hợp Sở Tài chính; trước ngày 15/6/2024"
        await types(pilot, "; hang thang")
        await pilot.press("enter")
        await settled(pilot)
        assert feed.meeting.conclusions["k1"].text == "Rà soát thủ tục; hang thang"
        await pressed(seen, pilot, "o")
        assert isinstance(seen.app.screen, NoteScreen)
        assert "Rà soát thủ tục; cơ quan chủ trì: Sở Nội vụ" in seen.text()
        await pressed(seen, pilot, "escape O enter")
        assert isinstance(seen.app.screen, LineScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert feed.meeting.conclusions["k1"].text == "Rà soát thủ tục"
        assert len(seen.app.desk.book.wordings.of["k1"]) == 3  # type: ignore[union-attr]


async def test_the_same_for_a_note() -> None:
    """With its line breaks."""
    feed = written()
    feed.says(SECRETARY, c.ReviseNote("g1", "một\nhai"))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "W end e")
        line = seen.app.screen
        assert isinstance(line, LineScreen)
        assert line.line == r"một\nhai"
        await types(pilot, r"\nba")
        await pilot.press("enter")
        await settled(pilot)
        assert feed.meeting.notes["g1"].text == "một\nhai\nba"
        await pressed(seen, pilot, "O")
        assert "Nêu rõ nguyên nhân" in seen.text()


async def test_nothing_is_overwritten_that_changed_meanwhile() -> None:
    """Another console worded it anew while the line was open: that is said, and what was typed is kept."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "W e")
        feed.says(HOST, c.ReviseConclusion("k1", "Lời văn của người khác"))
        await types(pilot, "x")
        await pilot.press("enter")
        await settled(pilot)
        assert "vừa được sửa ở nơi khác" in seen.text()
        assert feed.meeting.conclusions["k1"].text == "Lời văn của người khác"


async def test_what_is_struck_out_can_be_brought_back() -> None:
    """With all it said, under a new number; the row stays where the hand is."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "W x")
        assert feed.meeting.conclusions["k1"].removed
        assert "ĐÃ GẠCH BỎ (1)" in seen.text()
        await pressed(seen, pilot, "e")
        assert "đưa trở lại được" in toasts(seen)
        await pressed(seen, pilot, "r")
        again = feed.meeting.conclusions["k3"]
        assert (again.text, again.lead, again.coordinating, again.deadline) == ("Rà soát thủ tục", "so-nv", ("so-tc",), DUE)
        await pressed(seen, pilot, "home down down delete r")
        assert (feed.meeting.notes["g1"].removed, feed.meeting.notes["g2"].text) == (True, "Nêu rõ nguyên nhân")
        assert (feed.meeting.notes["g2"].item, feed.meeting.notes["g2"].turn) == ("5", "5a3")


async def test_enter_lists_what_can_be_done() -> None:
    """From the panel of the main screen as from the list."""
    feed = written()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(seen, pilot, "home enter")
        assert "Gạch bỏ" in seen.text()
        await types(pilot, "gach")
        await pilot.press("enter")
        await settled(pilot)
        assert feed.meeting.conclusions["k1"].removed


async def test_a_read_only_console_looks_and_does_nothing() -> None:
    """The list and the wordings, no more."""
    feed = written("host")
    seen = Seen(feed, read_only=True)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await pressed(seen, pilot, "W x c e k w O o")
        assert isinstance(seen.app.screen, NoteScreen)
        assert feed.meeting.n == before
        assert "chỉ để xem" in toasts(seen)


async def test_the_hosts_screen_stays_as_it_was() -> None:
    """The list of those who wait, and the hand there; the secretary's panel is for the secretary."""
    seen = Seen(written("host"))
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert seen.app.focused is not None
        assert seen.app.focused.id == "queue"
        assert not seen.app.screen.query_one("#written").display
        assert seen.app.screen.query_one("#queue").display


async def test_telex_and_help_know_the_keys() -> None:
    """What a Vietnamese keyboard makes of "w", and every action under its heading."""
    seen = Seen(written())
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ư")
        await settled(pilot)
        assert isinstance(seen.app.screen, LineScreen)
        await pressed(seen, pilot, "escape W Ẽ")
        assert isinstance(seen.app.screen, WritingScreen)
        await pressed(seen, pilot, "ẻ")  # r: what is not struck out cannot come back
        assert "chưa bị gạch bỏ" in toasts(seen)
        await pilot.press("f1")
        await settled(pilot)
        rows = seen.app.screen.query_one(Rows)
        text = " ".join("".join(part for part, _ in rows.line(row)) for row in range(rows.count))
        for one in actions().values():
            if one.group == "writing":
                assert seen.app.called(one, seen.app.scene()) in text, one.id  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_texts_are_shown_as_text(size: tuple[int, int]) -> None:
    """In the panel, the list, the details, the wordings, the line; nothing is obeyed."""
    feed = papers_feed()
    nasty = f"{HOSTILE}\n{HOSTILE}"
    feed.says(
        SECRETARY,
        c.AddConclusion(nasty, HOSTILE, (HOSTILE, HOSTILE), Deadline(words=HOSTILE), draft=True),
        c.AddNote(nasty),
        c.ReviseConclusion("k1", nasty + "x", HOSTILE),
    )
    feed.role = "secretary"
    seen = Seen(feed)
    async with seen.app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in ("", "W", "o", "escape O enter", "escape escape end e", "escape enter"):
            await pressed(seen, pilot, keys)
            assert "\x1b" not in seen.text()
            assert "\x07" not in seen.text()
        assert "[@click=app.quit]" in seen.text()
        assert seen.app.is_running
