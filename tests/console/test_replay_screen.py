"""The screen of a replay: that it says what it is everywhere, that every key does its work, and every face as it was approved.

The files of `tests/console/replay_faces/` are what was read and approved; `FACES=write` writes them anew.
"""

import asyncio
import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from bridge_server.journal import LOG
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Speaker
from bridge_server.words import LANGUAGES, Language, say
from console.actions.action import with_telex
from console.actions.every import actions
from console.actions.guard import why_not
from console.playback.player import SPEEDS
from console.screens.finder import FinderScreen
from console.screens.note import NoteScreen
from console.screens.replay import ReplayScreen
from console.themes import NAMES
from console.views import timeline
from console.widgets.timeline import Timeline

from .kit import SIZES, LocalFeed, papers_feed, settled
from .tapes import Replayed, append, create, whole_day, write
from .test_faces import plain_terminal

assert plain_terminal  # the fixture of the faces, for all tests here
pytestmark = pytest.mark.asyncio
FOLDER: Final = Path(__file__).parent / "replay_faces"
WRITE: Final = os.environ.get("FACES") == "write"
BAR: Final = say("vi", "replay.bar")
Start = Callable[[Language], LocalFeed]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting of two sittings."""
    return write(whole_day(), tmp_path_factory.mktemp("day"))


async def press(pilot: Pilot[int], keys: str) -> None:
    """Keys one after the other."""
    for key in keys.split():
        await pilot.press(key)
        await settled(pilot)


# --- every action by its key ---


async def test_every_action_does_its_work_by_its_key(day: Path) -> None:
    """All of them, one after the other; none is left out."""
    seen = Replayed(day)
    player = seen.player
    done: set[str] = set()

    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        starts = player.course.item_places, player.course.turn_places
        last = len(player.tape)

        async def by_key(ident: str, key: str) -> None:
            assert key in actions()[f"replay.{ident}"].keys.split(","), ident
            done.add(f"replay.{ident}")
            await press(pilot, key)

        await by_key("end", "end")
        assert player.place == last
        await by_key("begin", "home")
        assert player.place == 1
        await by_key("next-record", "full_stop")
        await by_key("next-record", "full_stop")
        await by_key("previous-record", "comma")
        assert player.place == 2
        await by_key("next-item", "n")
        await by_key("next-item", "n")
        assert player.place == starts[0][1]
        await by_key("previous-item", "N")
        assert player.place == starts[0][0]
        await by_key("next-turn", "t")
        await by_key("next-turn", "t")
        assert player.place in starts[1]
        place = player.place
        await by_key("previous-turn", "T")
        assert player.place == max(one for one in starts[1] if one < place)
        shown = player.shown
        await by_key("forward", "right")
        await by_key("forward-minute", "shift+right")
        assert player.shown == shown + 70_000
        await by_key("back-minute", "shift+left")
        await by_key("back", "left")
        assert player.shown == shown
        await by_key("faster", "plus")
        await by_key("faster", "equals_sign")
        assert player.speed == SPEEDS[3]
        await by_key("slower", "minus")
        assert player.speed == SPEEDS[2]
        await by_key("skip", "s")
        assert player.skipping
        await by_key("play", "space")
        assert (player.playing, player.speed) == (True, SPEEDS[2])
        await by_key("play", "space")
        assert (player.playing, player.speed) == (False, SPEEDS[2])
        for digit in range(10):
            await by_key(f"tenth-{digit}", str(digit))
            assert abs(player.course.part(player.shown) - digit / 10) < 1e-3
        await by_key("goto", "g")
        assert isinstance(seen.app.screen, FinderScreen)
        await press(pilot, "number_sign 4 5 enter")
        assert player.place == 45
        await by_key("search", "slash")
        assert isinstance(seen.app.screen, FinderScreen)
        await press(pilot, "k h a i space m a c space h o i enter")
        scene = seen.app.scene()
        assert scene is not None
        assert scene.meeting.phase == "open"
        assert "Khai mạc" in "".join(one.text for one in player.chronicle.of(player.place))
        await by_key("where", "w")
        assert isinstance(seen.app.screen, NoteScreen)
        await press(pilot, "escape")
        assert isinstance(seen.app.screen, ReplayScreen)
    assert done == {ident for ident, one in actions().items() if one.where == "replay"}


async def test_what_a_vietnamese_keyboard_sends_counts(day: Path) -> None:
    """In Telex "w" and "s" come as other letters."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "á")
        assert seen.player.skipping
        await press(pilot, "ư")
        assert isinstance(seen.app.screen, NoteScreen)
    assert "ư" in with_telex(actions()["replay.where"].keys)


async def test_keys_work_wherever_the_focus_is(day: Path) -> None:
    """In the programme, which has arrows and ends of its own, as well as in the list of requests."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "f3 end")
        assert seen.player.place == len(seen.player.tape)
        await press(pilot, "left tab home")
        assert seen.player.place == 1


async def test_a_key_map_changes_them(day: Path) -> None:
    """Their keys can be given away like any other's."""
    seen = Replayed(day, keys={"replay.next-item": "v", "give": "space"})
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "v")
        scene = seen.app.scene()
        assert scene is not None
        assert scene.meeting.running == "1"
        assert "v ND sau" in seen.text()
        await press(pilot, "space")
        assert seen.player.playing


# --- nothing is done to the meeting ---


async def test_no_action_says_anything_to_a_meeting(day: Path) -> None:
    """Each that would is off with one reason, on the main screen and on the board; those that only look are not."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        scene = seen.app.scene()
        assert scene is not None
        off = {ident for ident, one in actions().items() if why_not(one, scene)}
        assert off >= {ident for ident, one in actions().items() if one.writes}
        assert off - {ident for ident, one in actions().items() if one.writes} <= {"join", "hall", "chair"}
        before = len(seen.player.tape)
        for key in ("e", "c", "b", "u", "f9"):
            await press(pilot, key)
            assert isinstance(seen.app.screen, ReplayScreen)
        await press(pilot, "f2 d")
        assert say("vi", "replay.no-commands") in [one.message for one in seen.app._notifications]
        assert len(seen.player.tape) == before


async def test_what_only_looks_works(day: Path) -> None:
    """The board, the events, the help, the palette, another colour, copying a line; each says that it is a replay."""
    seen = Replayed(day)
    mark = say("vi", "replay.mark")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "n n f2")
        assert mark in seen.text().splitlines()[0]
        await press(pilot, "slash t r a space d o n")
        assert "Trà Don" in seen.text()
        await press(pilot, "escape escape escape")
        assert BAR in seen.text()
        await press(pilot, "f4")
        assert mark in seen.text().splitlines()[0]
        assert "Khai mạc" in seen.text()
        await press(pilot, "escape f1")
        assert say("vi", "replay.goto-help") in seen.text()
        assert say("vi", "action.give-help") not in seen.text()
        await press(pilot, "escape ctrl+p")
        await press(pilot, "l u o t space q u a enter")
        assert seen.player.skipping
        await press(pilot, "f7")
        assert seen.app.theme == NAMES[1]
        await press(pilot, "f3 y")
        assert any("Đã chép" in one.message for one in seen.app._notifications)


async def test_playing_goes_on_under_the_board(day: Path) -> None:
    """Points come in on it."""
    seen = Replayed(day, at="#20")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "f2")
        assert "254/260" not in seen.text()
        seen.player.toggle()
        await seen.passes(pilot, 0.1)
        assert "254/260" in seen.text()


async def test_enter_on_a_row_goes_to_where_it_began(day: Path) -> None:
    """Of the programme; what never took place is said to."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "f3 down down down enter")
        scene = seen.app.scene()
        assert scene is not None
        assert scene.meeting.running == "4"
        await press(pilot, "end f3 pagedown enter")
        assert any("không diễn ra" in one.message for one in seen.app._notifications)


async def test_a_click_on_the_timeline_goes_there(day: Path) -> None:
    """To the instant of that column; beside it nothing happens."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        rows = seen.app.screen.query_one(Timeline)
        left = rows.content_region.x - rows.region.x
        await pilot.click(Timeline, offset=(left + timeline.NAMES + (rows.width - timeline.NAMES) // 2, 2))
        await settled(pilot)
        assert abs(seen.player.course.part(seen.player.shown) - 0.5) < 0.02
        place = seen.player.place
        await pilot.click(Timeline, offset=(left + 2, 2))
        await settled(pilot)
        assert seen.player.place == place


# --- going to, searching ---


async def test_going_to_says_what_it_understood(day: Path) -> None:
    """While it is typed: the moment, or that it is none and how one is written; nothing is gone to then."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "g")
        assert say("vi", "replay.goto-forms") in seen.text()
        await press(pilot, "9 h")
        assert say("vi", "replay.goto-bad", typed="9h") in seen.text()
        await press(pilot, "enter")
        assert seen.player.place == 1
        await press(pilot, "1 2")
        assert "09:12:00 31/5/2024, sau bản ghi 535/607" in seen.text()
        await press(pilot, "enter")
        assert seen.player.place == 535
        await press(pilot, "g number_sign 9 9 9 9")
        assert say("vi", "replay.goto-last", last=607) in seen.text()
        await press(pilot, "escape g 2 3 h 0 0")
        assert "sau bản ghi 601/607" in seen.text()
        await press(pilot, "enter")
        assert "31/5/2024 23:00:00" in seen.text()


async def test_a_search_that_is_not_ready_says_so(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And finds more as soon as it can, without another letter."""
    seen = Replayed(day)
    chronicle = seen.player.chronicle
    made = type(chronicle).get_ready
    monkeypatch.setattr(type(chronicle), "get_ready", lambda _self: False)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        async with asyncio.timeout(30):
            while seen.app.desk.book is None:
                await asyncio.sleep(0.01)
        await settled(pilot)
        await press(pilot, "slash k h a i space m a c")
        assert say("vi", "replay.search-making", percent=0, count=0) in seen.text()
        monkeypatch.setattr(type(chronicle), "get_ready", made)
        async with asyncio.timeout(30):
            while "Khai mạc hội nghị" not in seen.text():
                await pilot.pause()
                await asyncio.sleep(0.02)
        assert "%" not in seen.text()


# --- the faces ---


@dataclass(frozen=True, slots=True)
class Face:
    """`keys` are pressed once the log is there; `more` goes into the log's header, `torn` bytes stand behind its end."""

    name: str
    keys: str
    start: Start = whole_day
    setup: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    torn: bytes = b""
    closed: bool = True
    languages: tuple[Language, ...] = LANGUAGES


def strange(lang: Language) -> LocalFeed:
    """A log with an event that nobody knows, and with texts that would be markup or control."""
    feed = papers_feed(lang)
    feed.host(c.AddNote("[red]đỏ[/red] \x1b[2J {x} %s"))
    feed.host(c.NameSpeaker(feed.meeting.speaking, Speaker("[b]Ai[/b]", "[link=x]")))
    n = feed.records[-1]["n"] + 1
    feed.records.append({"n": n, "at": feed.now, "by": "host", "id": "x", "events": [{"type": "Teleported", "to": "[b]"}]})
    return feed


def nothing(lang: Language) -> LocalFeed:
    """A log without records."""
    feed = papers_feed(lang)
    feed.records = []
    return feed


FACES: Final = (
    Face("replay-first", ""),
    Face("replay-speaking", "n n n n n t t full_stop"),
    Face("replay-break", "n n n n n n"),
    Face("replay-playing", "9 plus plus s space"),
    Face("replay-end", "end"),
    Face("replay-goto", "g 9 h 1 2", languages=("vi",)),
    Face("replay-search", "n n n n n slash d a i space l o c", languages=("vi",)),
    Face("replay-where", "n n w"),
    Face("replay-palette", "ctrl+p", languages=("vi",)),
    Face("replay-help", "f1", languages=("vi",)),
    Face("replay-board", "n n f2", languages=("vi",)),
    Face("replay-strange", "end", start=strange, more={"rehearsal": True}, torn=b'{"n":1,', closed=False),
    Face("replay-demonstration", "n n", more={"rehearsal": True, "demonstration": True}, languages=("vi",)),
    Face("replay-empty", "", start=nothing),
    Face("replay-ascii", "n n n n n t t full_stop", setup={"glyphs": "ascii"}, languages=("vi",)),
)


@pytest.mark.parametrize(
    ("face", "lang"), [pytest.param(face, lang, id=f"{face.name}-{lang}") for face in FACES for lang in face.languages]
)
async def test_a_face_is_as_it_was_approved(face: Face, lang: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line, in every size; the window is made larger while the face stands."""
    monkeypatch.chdir(tmp_path)
    path = write(face.start(lang), Path("hop"), closed=face.closed, more=face.more)
    with (path / LOG).open("ab") as file:
        file.write(face.torn)
    seen = Replayed(path, lang=lang, **face.setup)
    async with seen.app.run_test(size=SIZES[0]) as pilot:
        await seen.shown(pilot)
        await press(pilot, face.keys)
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            await settled(pilot)
            agree(f"{face.name}-{width}x{height}-{lang}.txt", seen.text())


def agree(name: str, text: str) -> None:
    """The text is what the file of that name has; with FACES=write it becomes so."""
    path = FOLDER / name
    if WRITE:
        path.write_text(text + "\n", encoding="utf-8")
    assert path.exists(), f"{name} was never approved:\n{text}"
    approved = path.read_text(encoding="utf-8")
    assert text + "\n" == approved, f"{name} was\n{approved}and is\n{text}"


async def test_every_approved_face_is_still_shown() -> None:
    """No file lies about that nothing is compared with."""
    shown = {f"{face.name}-{width}x{height}-{lang}.txt" for face in FACES for lang in face.languages for width, height in SIZES}
    assert {path.name for path in FOLDER.iterdir()} == shown


@pytest.mark.parametrize("size", [(60, 18), (40, 12), (20, 6)])
async def test_a_small_window_still_says_what_it_is(day: Path, size: tuple[int, int]) -> None:
    """And keys work in it."""
    seen = Replayed(day)
    async with seen.app.run_test(size=size) as pilot:
        await seen.shown(pilot)
        await press(pilot, "n t full_stop")
        assert BAR[: size[0] - 2].split()[0] in seen.text().splitlines()[0]
        assert seen.player.place > 1


async def test_nothing_is_read_as_markup_or_control(tmp_path: Path) -> None:
    """What people wrote stands on the screen as they wrote it."""
    seen = Replayed(write(strange("en"), tmp_path), lang="en")
    async with seen.app.run_test(size=(200, 50)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "end")
        assert "[red]đỏ[/red]" in seen.text()
        assert "[b]Ai[/b]" in seen.text()
        assert "\x1b" not in seen.text()
        await press(pilot, "slash r e d")
        assert "[red]đỏ[/red]" in seen.text()


async def test_a_log_that_grows_shows_what_comes(tmp_path: Path) -> None:
    """The bar counts on, and says that it follows."""
    feed = papers_feed()
    journal = create(feed, tmp_path)
    append(journal, feed.records[:500])
    seen = Replayed(tmp_path, follow=True)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        assert say("vi", "replay.following") in seen.text()
        assert "500/500" in seen.text()
        append(journal, feed.records[500:520])
        seen.player.look()
        await settled(pilot)
        assert "520/520" in seen.text()
        journal.release()


async def test_a_log_that_breaks_while_it_is_followed_says_so(tmp_path: Path) -> None:
    """In the journal's own words; what was read stays on the screen."""
    feed = papers_feed()
    journal = create(feed, tmp_path)
    append(journal, feed.records[:500])
    seen = Replayed(tmp_path, follow=True)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await seen.shown(pilot)
        append(journal, feed.records[500:510])
        journal.seal(feed.now)
        journal.release()
        data = (tmp_path / LOG).read_bytes().splitlines(keepends=True)
        data[504] = data[504].replace(b'"by"', b'"bY"', 1)
        (tmp_path / LOG).write_bytes(b"".join(data))
        seen.hand.seconds += 1
        seen.player._wake.set()
        async with asyncio.timeout(30):
            while seen.app.desk.link.state != "ended":
                await asyncio.sleep(0.01)
        await settled(pilot)
        await settled(pilot)
        assert "Dòng 505" in " ".join(seen.panel("banner"))
        await press(pilot, "home")
        assert seen.player.place == 1
        assert "Dòng 505" in " ".join(seen.panel("banner"))
        assert BAR in seen.text()


async def test_leaving_asks_nothing(day: Path) -> None:
    """There is nothing to lose."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(80, 24)) as pilot:
        await seen.shown(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert seen.app.return_code == 0


async def test_the_way_back_is_a_command(day: Path) -> None:
    """What the note says opens the very place again, in a shell."""
    seen = Replayed(day)
    async with seen.app.run_test(size=(200, 50)) as pilot:
        await seen.shown(pilot)
        await press(pilot, "number_sign g number_sign 4 5 enter w")
        line = next(line for line in seen.text().splitlines() if "bridge-console replay" in line)
    words = shlex.split(line[line.index("bridge-console") :].rstrip(" │╮╯"))
    assert words[:2] == ["bridge-console", "replay"]
    assert words[-2:] == ["--at", "#45"]
