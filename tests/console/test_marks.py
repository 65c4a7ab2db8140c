"""What is marked is what is acted upon: the row that a host looked at, never the one that slid into its place."""

import pytest
from textual.pilot import Pilot

from bridge_server.meeting import Author
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Speaker
from console.actions.every import actions
from console.screens.main import VANISHED
from console.widgets.rows import Rows

from .kit import LocalFeed, Seen, break_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def asked() -> LocalFeed:
    """A discussion with three requests and no slots in the way."""
    feed = papers_feed()
    feed.host(c.StartItem("7", "5"))
    return feed


def silent() -> LocalFeed:
    """Among the papers, nobody speaks, three have asked behind the slots."""
    feed = papers_feed()
    feed.host(c.EndTurn(feed.meeting.speaking))
    return feed


def rows(seen: Seen, name: str = "queue") -> Rows:
    """A panel of the main screen."""
    screen = seen.app.main_screen
    assert screen is not None
    return screen.rows(name)


def toasts(seen: Seen) -> str:
    """All that was said in passing."""
    return "\n".join(toast.message for toast in seen.app._notifications)


def made(feed: LocalFeed, before: int) -> list[tuple[str, str]]:
    """The commands since, each with the contribution it is about."""
    return [(command.type, getattr(command, "turn", "")) for command in feed.commands[before:]]


def withdraws(feed: LocalFeed, turn: str) -> None:
    """A point takes its request back by itself."""
    feed.says(Author("point", feed.meeting.turns[turn].point), c.Withdraw(turn))


async def keys(seen: Seen, pilot: Pilot[int], *pressed: str) -> None:
    """Keys, two seconds apart."""
    for key in pressed:
        seen.hand.seconds += 2
        await pilot.press(key)
        await settled(pilot)


def ground(seen: Seen, name: str, key: str) -> object:
    """The ground of a row as it is drawn."""
    panel = rows(seen, name)
    row = panel.row_of(key)
    assert row is not None
    style = list(panel.render_line(row - panel.scroll_offset.y))[-1].style
    assert style is not None
    return style.bgcolor


async def test_a_chosen_request_that_goes_is_not_taken_for_the_next() -> None:
    """The key of that moment does nothing and says who left; a second later it is about the first that waits."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "down")
        assert rows(seen).selected == "turn:r2"
        name = feed.meeting.points[feed.meeting.turns["r2"].point].name
        withdraws(feed, "r2")
        await settled(pilot)
        assert rows(seen).selected == "turn:r1"
        assert not rows(seen).by_hand
        before = len(feed.commands)
        for key in ("X", "exclamation_mark", "g", "enter", "x", "s", "p"):
            await pilot.press(key)
            await settled(pilot)
        assert made(feed, before) == []
        assert seen.app.screen is seen.app.main_screen
        assert name.casefold() in toasts(seen).casefold()
        assert "vừa rời danh sách" in toasts(seen)
        seen.hand.seconds += VANISHED + 0.1
        await pilot.press("X")
        await settled(pilot)
        assert made(feed, before) == [("Withdraw", "r1")]


async def test_the_first_that_waits_is_marked_where_nobody_chose() -> None:
    """Whoever comes to the head of the list is what keys are about, and is marked so, more weakly than a chosen one."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        offered = ground(seen, "queue", "turn:r1")
        feed.host(c.MarkUrgent("r3", on=True))
        await settled(pilot)
        assert rows(seen).selected == "turn:r3"
        assert ground(seen, "queue", "turn:r3") == offered != ground(seen, "queue", "turn:r1")
        await keys(seen, pilot, "down", "up")
        assert ground(seen, "queue", "turn:r3") not in (offered, ground(seen, "queue", "turn:r1"))
        feed.host(c.MarkUrgent("r2", on=True))
        await settled(pilot)
        assert rows(seen).selected == "turn:r3"


async def test_whoever_got_the_floor_elsewhere_is_not_taken_for_the_next() -> None:
    """Another host was quicker: even before it is painted, the key is about the one that was looked at."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "down")
        feed.host(c.GiveFloor("r2", ""))
        before = len(feed.commands)
        seen.app.perform("give")
        seen.app.perform("withdraw")
        await settled(pilot)
        await pilot.press("g")
        await settled(pilot)
        assert made(feed, before) == []
        assert "không còn chờ" in toasts(seen)


async def test_a_chosen_item_that_goes_is_not_taken_for_the_running_one() -> None:
    """In the programme as well."""
    feed = papers_feed()
    n = feed.host(c.AddItem("Trao thưởng", "other", "6", "bổ sung", 10))
    added = feed.meeting.order[feed.meeting.order.index("6") - 1]
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "f3", *["down"] * 40)
        while rows(seen, "agenda").selected != f"item:{added}":
            await keys(seen, pilot, "up")
        feed.host(c.Undo(n))
        await settled(pilot)
        await pilot.press("M")
        await settled(pilot)
        assert seen.app.screen is seen.app.main_screen
        assert "Trao thưởng" in toasts(seen)
        await keys(seen, pilot, "M")
        assert type(seen.app.screen).__name__ == "FinderScreen"


async def test_a_request_is_marked_before_anything_is_done_to_it() -> None:
    """With a slot marked, a key of the requests does nothing yet: it marks the first of them, and is pressed again."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert not feed.meeting.turns[rows(seen).selected.removeprefix("turn:")].is_request
        before = len(feed.commands)
        await pilot.press("X")
        await settled(pilot)
        assert made(feed, before) == []
        assert rows(seen).selected == "turn:r1"
        assert "bấm lại" in toasts(seen)
        await pilot.press("X")
        await settled(pilot)
        assert made(feed, before) == [("Withdraw", "r1")]


async def test_one_that_waits_is_marked_before_it_is_told_to_get_ready() -> None:
    """At the head of the list stands one that was interrupted: the key marks the next one, and is pressed again."""
    feed = papers_feed()
    feed.host(c.HoldTurn(feed.meeting.speaking, "leader"))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        interrupted, following = rows(seen).keys[:2]
        assert rows(seen).selected == interrupted
        before = len(feed.commands)
        await keys(seen, pilot, "p")
        assert made(feed, before) == []
        assert rows(seen).selected == following
        await keys(seen, pilot, "p")
        assert made(feed, before) == [("PassTurn", following.removeprefix("turn:"))]


async def test_with_a_slot_chosen_in_the_programme_only_the_slot_is_marked() -> None:
    """The list shows no mark of its own; a key of the requests turns to the list first."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "f3", "down")
        slot = rows(seen, "agenda").selected
        scene = seen.app.scene()
        assert scene is not None
        assert slot == f"turn:{scene.turn}"
        marked = rows(seen).selected
        assert ground(seen, "queue", marked) == ground(seen, "queue", "turn:r3")
        before = len(feed.commands)
        await keys(seen, pilot, "exclamation_mark")
        assert made(feed, before) == []
        assert seen.app.focused is rows(seen)
        assert rows(seen).selected == "turn:r1"
        assert ground(seen, "queue", "turn:r1") != ground(seen, "queue", "turn:r3")
        await keys(seen, pilot, "exclamation_mark")
        assert made(feed, before) == [("MarkUrgent", "r1")]


async def test_with_an_item_marked_the_list_keeps_its_own_mark() -> None:
    """Keys about contributions are about the row that is still marked there, chosen or offered."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "down", "f3", "down")
        assert rows(seen, "agenda").selected.startswith("item:")
        assert ground(seen, "queue", "turn:r2") != ground(seen, "queue", "turn:r1")
        before = len(feed.commands)
        await keys(seen, pilot, "exclamation_mark")
        assert made(feed, before) == [("MarkUrgent", "r2")]


async def test_turning_to_the_programme_leaves_the_next_one_the_next() -> None:
    """The programme opens at who speaks; that row was not chosen, so the floor still goes to the one marked in the list."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        following = rows(seen).selected.removeprefix("turn:")
        await keys(seen, pilot, "f3")
        before = len(feed.commands)
        await keys(seen, pilot, "g")
        assert made(feed, before) == [("GiveFloor", following)]


async def test_where_no_list_is_seen_nothing_in_it_is_touched() -> None:
    """In a break: the list is shown first, with the request marked."""
    feed = break_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await keys(seen, pilot, "X")
        assert made(feed, before) == []
        assert rows(seen).selected == "turn:r1"
        assert rows(seen).region.area
        await keys(seen, pilot, "X")
        assert made(feed, before) == [("Withdraw", "r1")]


async def test_the_menu_of_a_row_is_about_that_row() -> None:
    """Whatever comes to be marked meanwhile."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "f3", "end")
        last = rows(seen, "agenda").selected.removeprefix("item:")
        await keys(seen, pilot, "enter")
        panel = rows(seen, "agenda")
        panel.by_hand, panel.selected = True, "item:6"
        for letter in "thêm, bớt phút":
            await pilot.press("space" if letter == " " else letter)
        before = len(feed.commands)
        await keys(seen, pilot, "enter", "f10")
        assert [(command.type, command.item) for command in feed.commands[before:]] == [  # type: ignore[union-attr]
            ("AddItemTime", last)
        ]


async def test_the_menu_of_a_row_offers_nothing_of_another_row() -> None:
    """What the row cannot have is off, and says so; what is left of it is no other item's."""
    feed = papers_feed()
    feed.host(c.SkipItem("8", "vắng"))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "f3", "end", "enter")
        for letter in "khôi phục":
            await pilot.press("space" if letter == " " else letter)
        before = len(feed.commands)
        assert "không phù hợp" in seen.text()
        await keys(seen, pilot, "enter")
        assert made(feed, before) == []
        assert seen.app.screen is seen.app.main_screen
        assert feed.meeting.items["8"].skipped


async def test_the_menu_of_a_row_that_went_says_so() -> None:
    """An item that was added and undone while its menu stood open."""
    feed = papers_feed()
    n = feed.host(c.AddItem("Trao thưởng", "other", "6", "bổ sung", 10))
    added = feed.meeting.order[feed.meeting.order.index("6") - 1]
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "f3", *["down"] * 40)
        while rows(seen, "agenda").selected != f"item:{added}":
            await keys(seen, pilot, "up")
        await keys(seen, pilot, "enter")
        feed.host(c.Undo(n))
        await settled(pilot)
        for letter in "thêm":
            await pilot.press(letter)
        await keys(seen, pilot, "enter")
        assert seen.app.screen is seen.app.main_screen
        assert "Trao thưởng vừa rời danh sách" in toasts(seen)


async def test_enter_on_a_row_is_about_the_row_it_was_pressed_on() -> None:
    """The list may change between the key and what comes of it."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "down")
        withdraws(feed, "r2")
        before = len(feed.commands)
        seen.app.places.chosen(rows(seen), "turn:r2")
        await settled(pilot)
        assert made(feed, before) == []


async def test_the_speaker_of_a_chosen_row_is_named() -> None:
    """A chosen row before whoever speaks; without one, who speaks."""
    feed = papers_feed()
    speaking = feed.meeting.speaking
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await keys(seen, pilot, "v", *"Lan", "f10")
        assert made(feed, before) == [("NameSpeaker", speaking)]
        before = len(feed.commands)
        while rows(seen).selected != "turn:r2":
            await keys(seen, pilot, "down")
        await keys(seen, pilot, "v", *"Mai", "f10")
        assert made(feed, before) == [("NameSpeaker", "r2")]


async def test_asking_all_to_write_is_done_at_once_and_undone_by_a_key() -> None:
    """No question before what a key brings back."""
    feed = asked()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for point in [one.id for one in feed.meeting.roster.points[100:104]]:
            feed.says(Author("point", point), c.Ask(point))
        await keys(seen, pilot, "O")
        assert seen.app.screen is seen.app.main_screen
        assert "và 5 mục khác" in toasts(seen)  # of eight sentences
        assert [feed.meeting.turns[turn].state for turn in ("r1", "r2", "r3")] == ["declined"] * 3
        assert "hoàn tác" in toasts(seen)
        await keys(seen, pilot, "u")
        assert [feed.meeting.turns[turn].state for turn in ("r1", "r2", "r3")] == ["waiting"] * 3
        assert feed.meeting.list_open


@pytest.mark.parametrize("ident", ["add-request", "revoke", "call"])
async def test_enter_twice_does_nothing(ident: str) -> None:
    """Where nothing was typed nothing is chosen."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        seen.app.perform(ident)
        await settled(pilot)
        await keys(seen, pilot, "enter", "enter")
        assert type(seen.app.screen).__name__ == "FinderScreen"
        assert len(feed.commands) == before


async def test_a_search_of_contributions_brackets_nobody_twice() -> None:
    """The body with its district in brackets, then the person."""
    feed = asked()
    feed.host(c.NameSpeaker("r1", Speaker("Trần Thị Lan", "Chủ tịch")), c.DeclineTurn("r1", "hết giờ"))
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "R")
        assert "): Trần Thị Lan" in seen.text()
        assert ") (" not in seen.text()


async def test_the_list_of_everything_does_not_call_itself_the_first_rows() -> None:
    """Only a list that leaves rows off says so."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(seen, pilot, "ctrl+p")
        assert "dòng đầu" not in seen.text()
        assert str(len(actions()) - 1) in seen.text() or "dòng, gõ để tìm" in seen.text()
        await keys(seen, pilot, "escape", "slash")
        assert "50 dòng đầu" in seen.text()
