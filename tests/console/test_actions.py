"""Every action of the main screen, by its key: what the host presses, and what the log then holds."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from textual import events

from bridge_server.meeting import HOST
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE
from console.actions.every import actions
from console.actions.guard import SETTLING

from .kit import LocalFeed, Seen, arrived, break_feed, meeting_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio


def opened() -> LocalFeed:
    """Just opened, nothing runs."""
    feed = meeting_feed()
    arrived(feed, 40)
    feed.now = feed.meeting.starts_at + MINUTE
    feed.host(c.OpenMeeting())
    return feed


def silent() -> LocalFeed:
    """Among the papers, nobody speaks, three have asked."""
    feed = papers_feed()
    feed.host(c.EndTurn(feed.meeting.speaking))
    return feed


def held() -> LocalFeed:
    """Whoever spoke was interrupted."""
    feed = papers_feed()
    feed.host(c.HoldTurn(feed.meeting.speaking, "line"))
    return feed


def asked() -> LocalFeed:
    """A discussion with three requests and no slots in the way."""
    feed = papers_feed()
    feed.host(c.StartItem("7", "5"))
    return feed


def paused() -> LocalFeed:
    """The clocks stand."""
    feed = papers_feed()
    feed.host(c.PauseClock("mất điện"))
    return feed


def declined() -> LocalFeed:
    """A request was declined."""
    feed = asked()
    feed.host(c.DeclineTurn("r1", "hết giờ"))
    return feed


def passed() -> LocalFeed:
    """The first request was passed over."""
    feed = asked()
    feed.host(c.PassTurn("r1"))
    return feed


def closed_list() -> LocalFeed:
    """No more requests are taken."""
    feed = asked()
    feed.host(c.CloseList())
    return feed


def skipped() -> LocalFeed:
    """An item and a slot were taken out."""
    feed = papers_feed()
    feed.host(c.SkipItem("8", "vắng"), c.SkipSlot(feed.meeting.items["5"].slots[5], "vắng"))
    return feed


def undone() -> LocalFeed:
    """The last action was undone."""
    feed = papers_feed()
    n = feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    feed.host(c.Undo(n))
    return feed


def closed() -> LocalFeed:
    """The meeting is over."""
    feed = papers_feed()
    feed.host(c.CloseMeeting())
    return feed


def adjourned() -> LocalFeed:
    """Until after lunch."""
    feed = papers_feed()
    feed.host(c.Adjourn(None, "nghỉ trưa"))
    return feed


@dataclass(frozen=True)
class Case:
    """Keys pressed in a situation, and the events of the record that follows, in part."""

    action: str
    start: Callable[[], LocalFeed]
    keys: str
    events: tuple[str, ...]


CASES = (
    Case("give", silent, "enter", ("FloorGiven",)),
    Case("give", papers_feed, "g", ("TurnEnded", "FloorGiven")),
    Case("give", held, "enter", ("TurnResumed",)),
    Case("standby", silent, "down s", ("StandbyCalled",)),
    Case("standby", silent, "s s", ("StandbyCancelled",)),
    Case("end", papers_feed, "e", ("TurnEnded",)),
    Case("end", held, "e", ("TurnEnded",)),
    Case("hold", papers_feed, "h", ("TurnHeld",)),
    Case("hold", held, "h", ("TurnResumed",)),
    Case("hold-for", papers_feed, "H enter", ("TurnHeld",)),
    Case("resume", held, "r", ("TurnResumed",)),
    Case("pass", asked, "p", ("TurnPassed",)),
    Case("pass", passed, "p", ("TurnReturned",)),
    Case("call", silent, "c h o i a enter", ("SpeakerCalled", "FloorGiven")),
    Case("cut-in", papers_feed, "l enter", ("TurnHeld", "LeaderCutIn", "FloorGiven")),
    Case("more-time", papers_feed, "plus", ("TurnTimeAdded",)),
    Case("more-time", silent, "equals_sign", ("ItemTimeAdded",)),
    Case("more-time", break_feed, "plus", ("ItemTimeAdded",)),
    Case("less-time", papers_feed, "minus", ("TurnTimeAdded",)),
    Case("pause", papers_feed, "space enter", ("ClockPaused",)),
    Case("pause", paused, "space", ("ClockResumed",)),
    Case("name-speaker", papers_feed, "v A n f10", ("SpeakerNamed",)),
    Case("undo", papers_feed, "u", ("Undone",)),
    Case("redo", undone, "U", ("Undone",)),
    Case("decline", asked, "x enter", ("RequestDeclined",)),
    Case("bring-back", declined, "R enter", ("TurnReturned",)),
    Case("withdraw", asked, "X", ("RequestWithdrawn",)),
    Case("move-up", asked, "down K", ("RequestMoved",)),
    Case("move-down", asked, "J", ("RequestMoved",)),
    Case("urgent", asked, "down exclamation_mark", ("UrgencyMarked",)),
    Case("short-list", asked, "asterisk", ("ShortListMarked",)),
    Case("list", asked, "o", ("ListClosed",)),
    Case("list", closed_list, "o", ("ListOpened",)),
    Case("to-writing", asked, "O", ("ListClosed", "RequestDeclined")),
    Case("add-request", asked, "a h o i a enter f10", ("RequestMade",)),
    Case("next", meeting_feed, "n", ("MeetingOpened",)),
    Case("next", opened, "n", ("ItemStarted",)),
    Case("next", papers_feed, "n", ("TurnEnded", "ItemEnded", "ItemStarted")),
    Case("next", adjourned, "n", ("SittingOpened",)),
    Case("start", papers_feed, "i t h a o enter", ("ItemStarted",)),
    Case("interrupt", papers_feed, "I t h a o enter", ("ItemInterrupted", "ItemStarted")),
    Case("end-item", silent, "E", ("ItemEnded",)),
    Case("break", papers_feed, "b", ("ItemStarted",)),
    Case("break", break_feed, "b", ("ItemEnded", "ItemStarted")),
    Case("start-earlier", silent, "N enter", ("ItemEnded", "ItemStarted")),
    Case("skip", papers_feed, "> skip enter enter enter", ("ItemSkipped",)),
    Case("restore", skipped, "> restore enter enter", ("ItemRestored",)),
    Case("move-item", papers_feed, "> move-item enter enter f10", ("ItemMoved",)),
    Case("add-item", papers_feed, "> add-item enter B á o f10", ("ItemAdded",)),
    Case("add-break", papers_feed, "> add-break enter f10", ("ItemAdded",)),
    Case("item-time", papers_feed, "M enter f10", ("ItemTimeAdded",)),
    Case("catch-up", papers_feed, "B enter enter", ("ItemTimeAdded",)),
    Case("add-slot", papers_feed, "> add-slot enter h o i a enter f10", ("SlotAdded",)),
    Case("move-slot", papers_feed, "> move-slot enter enter f10", ("SlotMoved",)),
    Case("skip-slot", papers_feed, "> skip-slot enter enter f10", ("SlotSkipped",)),
    Case("restore-slot", skipped, "> restore-slot enter enter", ("SlotRestored",)),
    Case("replace-presenter", papers_feed, "V enter f10", ("PresenterReplaced",)),
    Case("notice", papers_feed, "t x i n f10", ("NoticeSent",)),
    Case("note", papers_feed, "> note enter x i n f10", ("NoteAdded",)),
    Case("open-earlier", meeting_feed, "> open-earlier enter f10", ("MeetingOpened",)),
    Case("postpone", meeting_feed, "> postpone enter 9 : 3 0 f10", ("MeetingPostponed",)),
    Case("set-agenda", meeting_feed, "> set-agenda enter f10", ("AgendaSet",)),
    Case("adjourn", papers_feed, "> adjourn enter f10", ("SittingAdjourned",)),
    Case("close", papers_feed, "f9 K E T space T H U C enter", ("MeetingClosed",)),
    Case("reopen", closed, "> reopen enter f10", ("MeetingReopened",)),
    Case("lateness", papers_feed, "> lateness enter", ("LatenessShown",)),
    Case("correct-clock", papers_feed, "> correct-clock enter 3 0 f10", ("ClockCorrected",)),
    Case("revoke", papers_feed, "> revoke enter T h ư space k ý enter tab enter", ("CodeRevoked",)),
    Case("backdate-start", papers_feed, "> backdate-start enter 0 8 : 5 9 : 3 0 f10", ("RunCorrected",)),
    Case("backdate-end", silent, "> backdate-end enter enter 0 8 : 0 6 f10", ("RunCorrected",)),
    Case("backdate-turn-start", papers_feed, "> backdate-turn-start enter enter 0 9 : 1 2 f10", ("RunCorrected",)),
    Case("backdate-turn-end", silent, "> backdate-turn-end enter enter 0 9 : 1 4 : 3 0 f10", ("RunCorrected",)),
    Case("check-in", papers_feed, "d h o i a enter f10", ("CheckedIn",)),
)


async def press(seen: Seen, pilot, keys: str) -> None:  # type: ignore[no-untyped-def]  # a Pilot of a screen's own result
    """Keys one after the other; "> ID" finds the action ID in the palette by its name."""
    named = False
    for key in keys.split():
        if key == ">":
            await pilot.press("ctrl+p")
            await settled(pilot)
            named = True
            continue
        if named:
            named = False
            name = seen.app.called(actions()[key], seen.app.scene())  # type: ignore[arg-type]
            for letter in name:
                await pilot.press("space" if letter == " " else letter)
            await settled(pilot)
            continue
        seen.hand.seconds += 2
        await pilot.press(key)
        await settled(pilot)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.action}-{number}" for number, case in enumerate(CASES)])
async def test_a_key_becomes_a_record(case: Case) -> None:
    """What is pressed is said once, as a command that the hub accepts."""
    feed = case.start()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        await press(seen, pilot, case.keys)
        made = [event["type"] for record in feed.records if record["n"] > before for event in record["events"]]
        assert set(case.events) <= set(made), (made, seen.text())
        assert seen.app.screen is seen.app.main_screen


async def test_every_action_of_the_main_screen_has_a_test() -> None:
    """Those that say something to the hub are in the table above; those of the board have tests of their own."""
    tested = {case.action for case in CASES}
    own = {"board", "writing"}  # these have tests of their own
    writing = {action.id for action in actions().values() if action.writes and not {action.where, action.group} & own}
    assert writing - tested == set()


COUNTED = {
    "give": (silent, "enter"), "end": (papers_feed, "e"), "next": (opened, "n"), "hold": (papers_feed, "h"),
    "cut-in": (papers_feed, "l enter"), "more-time": (papers_feed, "plus"),
    "break": (papers_feed, "b"), "undo": (papers_feed, "u"),
}  # fmt: skip


@pytest.mark.parametrize("ident", COUNTED)
async def test_two_keys_are_enough(ident: str) -> None:
    """From the main screen, as it comes up."""
    start, keys = COUNTED[ident]
    assert len(keys.split()) <= 2
    feed = start()
    seen = Seen(feed)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = feed.meeting.n
        for key in keys.split():
            await pilot.press(key)
            await settled(pilot)
        assert feed.meeting.n > before


@pytest.mark.parametrize(("key", "screen"), [("f2", "BoardScreen"), ("m", "BoardScreen"), ("t", "FormScreen")])
async def test_the_board_and_a_message_are_one_key_away(key: str, screen: str) -> None:
    """No more than two."""
    seen = Seen(papers_feed())
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert type(seen.app.screen).__name__ == screen


@pytest.mark.parametrize(("key", "kind"), [("enter", "GiveFloor"), ("u", "Undo")])
async def test_a_key_held_down_acts_once(key: str, kind: str) -> None:
    """Thirty times a second for three seconds: done once, and the screen says why, not ninety times. Let go, it works again."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press(key)
        await settled(pilot)
        seen.passes(0.3)  # a keyboard waits before it repeats
        for _ in range(90):
            await pilot.press(key)
            seen.passes(1 / 30)
        await settled(pilot)
        assert [command.type for command in feed.commands[before:]] == [kind]
        assert 1 <= len([toast for toast in seen.app._notifications if "xin bấm lại" in toast.message]) <= 2
        seen.passes(max(SETTLING.values()))
        await pilot.press(key)
        await settled(pilot)
        assert len(feed.commands) == before + 2


async def test_two_hosts_at_once_never_do_a_thing_twice() -> None:
    """The second to press "next" is told what changed, in the refusal's own words."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        scene = seen.app.scene()
        assert scene is not None
        late = actions()["next"].do(scene)
        feed.host(c.StartItem("6", "5"))
        seen.app.follow(late, actions()["next"])
        await settled(pilot)
        assert feed.meeting.running == "6"
        assert "Giải lao" in str([toast.message for toast in seen.app._notifications])


async def test_telex_letters_are_the_keys_they_come_from() -> None:
    """A Vietnamese keyboard sends "á" where "s" was pressed after an "a": it is s that was meant."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        await pilot.press("down", "ế")
        await settled(pilot)
        assert [command.type for command in feed.commands[before:]] == ["Standby"]


async def test_nothing_is_sent_while_the_hub_is_silent() -> None:
    """An action is off, and says why; what is shown stays."""
    feed = silent()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        seen.app.desk._become("quiet")
        before = len(feed.commands)
        await pilot.press("enter")
        await settled(pilot)
        assert len(feed.commands) == before
        assert any("chưa trả lời" in toast.message for toast in seen.app._notifications)


async def test_a_read_only_console_says_nothing() -> None:
    """It shows everything, and takes no action."""
    feed = silent()
    seen = Seen(feed, read_only=True)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        for key in ("enter", "n", "u", "b"):
            await pilot.press(key)
        await settled(pilot)
        assert len(feed.commands) == before
        assert "chỉ xem" in seen.text()


async def test_undo_of_another_hosts_action_is_offered_too() -> None:
    """What stands last in the log is what is undone, whoever did it."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        n = feed.says(HOST, c.AddItemTime("5", 300))
        await pilot.press("u")
        await settled(pilot)
        assert feed.meeting.actions[n].undone_by


@pytest.mark.parametrize(
    ("burst", "expected"), [("/ t r a d o c", "Trà Đốc"), ("c h o i a n enter", "Mời Thành phố Hội An"), ("t x i n", "xin")]
)
async def test_letters_close_behind_a_key_are_for_what_it_opened(burst: str, expected: str) -> None:
    """A slow line brings several keys at once: none is lost, none is taken for an action."""
    feed = papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = len(feed.commands)
        for key in burst.split():
            seen.app.post_message(events.Key("slash" if key == "/" else key, key if len(key) == 1 else None))
        for _ in range(20):
            await settled(pilot)
            if expected.casefold() in seen.text().casefold():
                break
        assert expected.casefold() in seen.text().casefold()
        assert [command.type for command in feed.commands[before:]] in ([], ["CallOn"])
