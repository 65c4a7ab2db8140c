"""Text from outside that got past the hub's door: shown as text on every face, never obeyed by the screen or by the terminal."""

import asyncio
import logging
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from textual.pilot import Pilot
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bridge_server.journal import new_log_id
from bridge_server.journal.format import header_line, sign, stated
from bridge_server.meeting import Author
from bridge_server.meeting import commands as c
from bridge_server.wire.codec import encode_records
from bridge_server.wire.frames import VERSION
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import Language

from .kit import LocalFeed, Seen, papers_feed, settled
from .moments import adjourned, break_over, closed, discussion, gathering
from .terminals import CONSOLE, Terminal

MARKED: Final = ("[@click=app.quit]x[/]", "[/", "[bold]", "[/nope]", "{0}%s\\n", "[link=file:///etc]y[/link]")
CODES: Final = (
    "\x1b]52;c;SEVJTA==\x07", "\x1b]0;title\x1b\\", "\x1b[13;37m", "\x1b[7;77H", "\x9b31m", "\x9d0;title\x9c", "\x90q\x9c",
    "\x05\x08\x0c\x0e\x7f", "\r\n\t", "\u202e\u2066abc\u202c", "\u200b\u200d\ufeff", "\u2028\u2029", "\ue000", "\U000e0001",
)  # fmt: skip
LONG: Final = ("x" * 4000, "e" + "\u0301" * 200, "ꦀ" * 300, "漢" * 500, "👩\u200d👩\u200d👧" * 50)
PAYLOADS: Final = (*MARKED, *CODES, *LONG)
TEXTS: Final = frozenset(
    {
        "title",
        "name",
        "subject",
        "text",
        "post",
        "reason",
        "operator",
        "in_place_of",
        "note",
        "place",
        "short",
        "location",
        "unit",
    }
)
"""Fields that people fill in; ids, states and kinds are the hub's own."""


def poisoned(value: Any, number: Callable[[], int], key: str = "") -> Any:
    """The same document with something hostile before every text of it, another one each time."""
    if isinstance(value, dict):
        return {name: poisoned(inner, number, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, number, key) for inner in value]
    if isinstance(value, str) and key in TEXTS and value:
        return PAYLOADS[number() % len(PAYLOADS)] + value
    return value


def hostile(start: Callable[[Language], LocalFeed]) -> LocalFeed:
    """A log as a hub without a door would have written it."""
    feed = start("vi")
    counter = count()
    feed.header = poisoned(feed.header, counter.__next__)
    feed.records = [poisoned(one, counter.__next__) for one in feed.records]
    feed.contacts = tuple(ContactRow(one.id, PAYLOADS[n % 20], PAYLOADS[(n + 7) % 20], (PAYLOADS[(n + 3) % 20],))
                          for n, one in enumerate(feed.meeting.roster.points))  # fmt: skip
    return feed


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def sound(seen: Seen) -> str:
    """What the screen shows, after a look at every letter and at what a click on it would do."""
    assert seen.app.is_running
    assert seen.app._exception is None
    shown: list[str] = []
    for strip in seen.app.screen._compositor.render_strips():
        for segment in strip:
            shown.append(segment.text)
            assert segment.text.isprintable() or not segment.text.strip("\n"), repr(segment.text)
            assert not any("click" in key for key in (segment.style.meta if segment.style else {})), segment
            assert not (segment.style and segment.style.link), segment
    return "".join(shown)


FACES: Final = (
    "", "tab", "tab", "f2", "down", "enter", "escape", "g", "slash", "x", "escape", "escape", "escape", "f4", "escape", "f5",
    "escape", "f1", "escape", "ctrl+p", "b", "escape", "c", "x", "escape", "l", "escape", "t", "escape", "escape", "v", "escape",
    "escape", "H", "escape", "a", "x", "escape", "i", "x", "escape", "d", "x", "escape", "V", "x", "escape", "f6", "y", "u",
    "ctrl+q", "escape",
)  # fmt: skip
"""Through every kind of face: panels, board, its details and search, events, note, help, palette, finders, forms, toasts."""


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("start", "size", "faces"),
    [
        pytest.param(papers_feed, (80, 24), FACES, id="papers"),
        pytest.param(discussion, (200, 50), FACES, id="discussion"),
        pytest.param(break_over, (120, 40), FACES[:16], id="break"),
        pytest.param(gathering, (120, 40), FACES[:3], id="before"),
        pytest.param(adjourned, (80, 24), FACES[:3], id="adjourned"),
        pytest.param(closed, (80, 24), FACES[:3], id="closed"),
    ],
)
async def test_no_face_obeys_what_it_shows(
    start: Callable[[Language], LocalFeed], size: tuple[int, int], faces: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither markup nor control characters; no panel fails, nothing is logged as a fault, no click does anything of theirs."""
    feed = hostile(start)
    seen = Seen(feed)
    with caplog.at_level(logging.WARNING, "console"):
        async with seen.app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            for key in faces:
                if key:
                    seen.hand.seconds += 1
                    await pilot.press(key)
                    await settled(pilot)
                sound(seen)
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.asyncio
async def test_markup_is_shown_as_it_is() -> None:
    """Letter by letter: nothing of it disappears, in panels and in what is told for a moment."""
    feed = papers_feed()
    point = feed.meeting.roster.points[60].id
    feed.says(Author("point", point), c.Ask(point, subject="[@click=app.quit]bấm[/] [/"))
    for value in feed.records:
        for event in value["events"]:
            if event["type"] == "SpeakerNamed":
                event["speaker"]["name"] = "[bold]Nguyễn[/bold]"
    feed.header["agenda"]["title"] = "[red]Hội nghị[/"
    seen = Seen(feed)
    async with seen.app.run_test(size=(200, 50), notifications=True) as pilot:
        await settled(pilot)
        seen.app.toast("[@click=app.quit]xong[/] [/x")
        seen.app.toast("\x1b]52;c;SEVJTA==\x07\nu: hoàn tác")
        await settled(pilot)
        shown = sound(seen)
        for text in ("[@click=app.quit]bấm[/] [/", "[bold]Nguyễn[/bold]", "[red]Hội nghị[/", "[@click=app.quit]xong[/] [/x"):
            assert text in shown, seen.text()
        await clicks(pilot, seen, "quit]bấm")
        assert seen.app.is_running


async def clicks(pilot: Pilot[int], seen: Seen, needle: str) -> None:
    """A click on that text."""
    for y, line in enumerate(seen.text().splitlines()):
        if needle in line:
            await pilot.click(offset=(line.index(needle), y))
            await settled(pilot)
            return
    raise AssertionError(seen.text())


@pytest.mark.asyncio
async def test_what_is_copied_is_one_clean_line() -> None:
    """The clipboard gets no escape sequence of anybody's."""
    feed = hostile(discussion)
    seen = Seen(feed)
    copied: list[str] = []
    async with seen.app.run_test(size=(120, 40)) as pilot:
        seen.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment]  # what Textual would write to the terminal
        await settled(pilot)
        for _ in range(6):
            await pilot.press("down", "y")
            await settled(pilot)
    assert len(copied) == 6
    assert all(text.isprintable() for text in copied)


def raw_log(feed: LocalFeed) -> list[bytes]:
    """The lines of the feed's log, chained as a hub would."""
    fields = {name: feed.header[name] for name in ("session", "rehearsal", "previous", "agenda", "roster")}
    lines = [header_line(new_log_id(), fields | {"created": 0})]
    h = stated(lines[0])
    for value in feed.records:
        raw, h = sign(h, orjson.dumps(value), sum(map(len, lines)))
        lines.append(raw)
    return lines


@pytest.mark.asyncio
async def test_a_terminal_gets_none_of_it(tmp_path: Path) -> None:
    """The real program on a real terminal, at a hub that sends such a log: every control sequence is of Textual's making."""
    feed = hostile(papers_feed)
    lines = raw_log(feed)
    last = len(feed.records)

    async def hub(client: ServerConnection) -> None:
        """As little of one as a console needs."""
        try:
            async for message in client:
                frame = orjson.loads(message)
                if frame["type"] == "Hello":
                    welcome = {"type": "Welcome", "v": VERSION, "session": "s", "log": "0" * 32, "role": "host", "point": ""}
                    await client.send(orjson.dumps(welcome | {"now": feed.now}).decode())
                    await client.send(encode_records(0, last, lines, more=False).decode())
                elif frame["type"] == "Sync":
                    await client.send(orjson.dumps({"type": "Synced", "sent": frame["sent"], "now": feed.now}).decode())
        except ConnectionClosed:
            pass

    def look(url: str) -> str:
        command = [*CONSOLE, "attach", url, "--code", "2345-6789-BCGHK-L"]
        with Terminal(command, tmp_path, {"BRIDGE_LANG": "vi", "TEXTUAL_ANIMATIONS": "none"}) as window:
            window.read_until("Chương trình")
            for keys in ("\x1bOQ", "\x1b", "c", "\x1b", "\x1bOS", "\x1b", "t"):
                window.at_rest()
                window.type(keys)
            window.at_rest()
            window.type("\x1b")
            window.at_rest()
            assert window.leave() == 0
            return window.seen

    async with serve(hub, "127.0.0.1", 0, compression=None, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        seen = await asyncio.to_thread(look, f"http://127.0.0.1:{port}")
    assert "\N{REPLACEMENT CHARACTER}" in seen  # the text is there, harmless
    for code in ("\x1b]52", "\x1b]0;title", "\x1b[13;37m", "\x1b[7;77H", *"\x05\x0c\x7f\u202e\u2066\u200b\ufeff\ue000"):
        assert code not in seen, repr(code)
    assert not [letter for letter in seen if "\x80" <= letter <= "\x9f"]
