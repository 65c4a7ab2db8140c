"""What a hall and a chair see: every projected face in three sizes and both languages, as text, with a frozen clock.

The files of `tests/console/hall_faces/` are what was read and approved; `FACES=write` writes them anew, as for the console's own.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from bridge_server.meeting import commands as c
from bridge_server.words import LANGUAGES, Language
from console.hall import Mark, View

from .kit import SIZES, LocalFeed, break_feed, papers_feed
from .moments import adjourned, answering, break_over, closed, discussion, gathering, held, opened, over_time, paused, silent
from .pictures import steady
from .test_hall_screen import Projected, shown

FACES: Final = Path(__file__).parent / "hall_faces"
WRITE: Final = os.environ.get("FACES") == "write"
PICTURES: Final = ("hall-speaking", "hall-over-time", "chair-discussion")


@dataclass(frozen=True, slots=True)
class Moment:
    """A meeting at a moment, and how it is shown; `silence`: seconds since the hub was heard."""

    name: str
    start: Callable[[Language], LocalFeed]
    views: tuple[View, ...] = ("hall", "chair")
    mark: Mark = ""
    silence: float = 0
    glyphs: str = "unicode"
    languages: tuple[Language, ...] = LANGUAGES


def told_late(lang: Language) -> LocalFeed:
    """The host lets the hall know."""
    feed = papers_feed(lang)
    feed.host(c.ShowLateness(shown=True))
    return feed


VI: Final[tuple[Language, ...]] = ("vi",)
MOMENTS: Final = (
    Moment("prepared", gathering),
    Moment("opened", opened),
    Moment("speaking", papers_feed),
    Moment("over-time", over_time),
    Moment("silent", silent),
    Moment("held", held, languages=VI),
    Moment("discussion", discussion),
    Moment("answering", answering, languages=VI),
    Moment("paused", paused),
    Moment("break", break_feed),
    Moment("break-over", break_over),
    Moment("adjourned", adjourned),
    Moment("closed", closed),
    Moment("lateness", told_late, ("hall",)),
    Moment("lapsed", papers_feed, silence=9),
    Moment("rehearsal", papers_feed, mark="rehearsal", languages=VI),
    Moment("ascii", over_time, glyphs="ascii", languages=VI),
)
CASES: Final = [(moment, view, lang) for moment in MOMENTS for view in moment.views for lang in moment.languages]


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def projected(moment: Moment, view: View, lang: Language) -> Projected:
    """The screen at this moment, not started."""
    setup: dict[str, Any] = {"glyphs": moment.glyphs}
    return Projected(moment.start(lang), view, moment.mark, **setup)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("moment", "view", "lang"), [pytest.param(*case, id=f"{case[1]}-{case[0].name}-{case[2]}") for case in CASES]
)
async def test_a_face_is_as_it_was_approved(moment: Moment, view: View, lang: Language) -> None:
    """Line by line, in every size; the window is made larger while the face stands."""
    screen = projected(moment, view, lang)
    async with screen.app.run_test(size=SIZES[0]) as pilot:
        await shown(pilot)
        screen.passes(moment.silence)
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await shown(pilot)
            agree(f"{view}-{moment.name}-{width}x{height}-{lang}.txt", screen.text())


@pytest.mark.asyncio
@pytest.mark.parametrize("name", PICTURES)
async def test_a_face_has_the_colours_that_were_approved(name: str) -> None:
    """Three faces as pictures; they change with a release of Textual too."""
    moment, view = next((moment, view) for moment, view, _ in CASES if f"{view}-{moment.name}" == name)
    screen = projected(moment, view, "vi")
    async with screen.app.run_test(size=SIZES[0]) as pilot:
        await shown(pilot)
        agree(f"{name}-80x24-vi.svg", steady(screen.app.export_screenshot(title="Điểm Cầu")))


def agree(name: str, text: str) -> None:
    """The text is what the file of that name has; with FACES=write it becomes so."""
    path = FACES / name
    if WRITE:
        FACES.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    assert path.exists(), f"{name} was never approved:\n{text}"
    approved = path.read_text(encoding="utf-8")
    assert text + "\n" == approved, f"{name} was\n{approved}and is\n{text}"


def test_every_approved_face_is_still_shown() -> None:
    """No file lies about that nothing is compared with."""
    shown_now = {
        f"{view}-{moment.name}-{width}x{height}-{lang}.txt" for moment, view, lang in CASES for width, height in SIZES
    } | {f"{name}-80x24-vi.svg" for name in PICTURES}
    assert {path.name for path in FACES.iterdir()} == shown_now
