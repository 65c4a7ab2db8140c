"""Only what changed is drawn again; so whatever came before, the screen must be what drawing everything anew would give."""

from random import Random

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from bridge_server.meeting import Meeting, Refused
from bridge_server.meeting.values import MINUTE
from console.widgets.rows import Rows
from tests.meeting.kit import MORNING, THREE_TIERS
from tests.meeting.random_commands import random_command

from .kit import LocalFeed, Seen, break_feed, papers_feed, settled

pytestmark = pytest.mark.asyncio

KEYS = (
    "tab", "shift+tab", "up", "down", "pageup", "pagedown", "home", "end", "f2", "f3", "f4", "f6", "f1", "ctrl+p", "escape",
    "escape", "escape", "j", "g", "e", "0", "1", "4", "enter", "a", "f7",
)  # fmt: skip
"""On a console that only looks on, none of them says anything to the hub."""
PANELS = ("head", "agenda", "roll", "roll-wide", "speaker", "queue", "countdown", "back")


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def cells(seen: Seen) -> list[list[tuple[str, object]]]:
    """Every letter of the screen with its colours, as it was drawn."""
    strips = seen.app.screen._compositor.render_strips()
    return [[(letter, segment.style) for segment in strip for letter in segment.text] for strip in strips]


async def anew(seen: Seen, pilot: Pilot[int]) -> list[list[tuple[str, object]]]:
    """The same, with every widget drawn from nothing."""
    screen = seen.app.screen
    for widget in (screen, *screen.walk_children(Widget)):
        widget.refresh(repaint=True)
    await settled(pilot)
    return cells(seen)


def some_records(feed: LocalFeed, dice: Random, count: int) -> None:
    """Whatever anybody might say, as far as it is accepted."""
    done = 0
    for _ in range(count * 6):
        by, command = random_command(feed.meeting, feed.now, dice)
        try:
            feed.says(by, command)
        except Refused:
            continue
        done += 1
        if done == count:
            return


async def one_step(seen: Seen, pilot: Pilot[int], dice: Random) -> str:
    """Something happens; what it was."""
    match dice.choice(("records", "records", "keys", "keys", "size", "time")):
        case "records":
            some_records(seen.feed, dice, dice.randint(1, 6))
            return "records"
        case "keys":
            keys = [dice.choice(KEYS) for _ in range(dice.randint(1, 5))]
            for key in keys:
                seen.hand.seconds += 0.4
                await pilot.press(key)
            return " ".join(keys)
        case "size":
            width, height = dice.choice(((dice.randint(1, 200), dice.randint(1, 60)), (80, 24), (120, 40), (200, 50)))
            await pilot.resize_terminal(width, height)
            return f"{width}x{height}"
    seen.passes(dice.choice((1, 7, 61, 600)))
    seen.app.mark()
    return "time"


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_drawn_bit_by_bit_is_what_is_drawn_at_once(seed: int) -> None:
    """After every step of a random meeting, with random keys and sizes, in letters and in colours."""
    dice = Random(seed)
    feed = LocalFeed(Meeting(MORNING, THREE_TIERS)) if seed % 2 else papers_feed()
    feed.now = max(feed.now, feed.meeting.starts_at + MINUTE)
    seen = Seen(feed, read_only=True)
    done: list[str] = []
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for _ in range(16):
            done.append(await one_step(seen, pilot, dice))
            seen.app.mark()
            await settled(pilot)
            before = cells(seen)
            after = await anew(seen, pilot)
            for number, (old, new) in enumerate(zip(before, after, strict=True)):
                assert old == new, f"line {number} after {done}:\n{seen.text()}"


@pytest.mark.parametrize("seed", range(2))
async def test_a_console_that_comes_later_shows_the_same(seed: int) -> None:
    """Whoever saw every record, in every size, has in the end the panels of one that reads the log at once."""
    dice = Random(100 + seed)
    feed = break_feed() if seed else papers_feed()
    seen = Seen(feed)
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for _ in range(8):
            some_records(feed, dice, 4)
            seen.passes(dice.choice((1, 30, 90)))
            await pilot.resize_terminal(dice.randint(60, 200), dice.randint(18, 60))
            await settled(pilot)
        size = dice.choice(((80, 24), (120, 40), (200, 50)))
        await pilot.resize_terminal(*size)
        seen.app.mark()
        await settled(pilot)
        await settled(pilot)
        old = {name: seen.panel(name) for name in PANELS if seen.app.screen.query_one(f"#{name}", Rows).region.area}
    late = Seen(feed, time=seen.hand)
    async with late.app.run_test(size=size) as pilot:
        await settled(pilot)
        late.app.mark()
        await settled(pilot)
        new = {name: late.panel(name) for name in PANELS if late.app.screen.query_one(f"#{name}", Rows).region.area}
    assert old == new
