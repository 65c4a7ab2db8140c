"""What a host sees: every face of the console in three sizes and both languages, as text, with a frozen clock.

The files of `tests/console/faces/` are what was read and approved; `FACES=write pytest tests/console/test_faces.py` writes them
anew, and the difference is to be read like any other change.
"""

import os
from pathlib import Path
from typing import Final

import pytest

from bridge_server.words import Language

from .kit import SIZES, settled
from .moments import MOMENTS, Moment, come_to, console_of
from .pictures import steady

PICTURES: Final = ("papers", "board", "break")
SMALL: Final = ("papers", "discussion", "break")
SMALL_SIZES: Final = ((60, 18), (40, 12))
FACES: Final = Path(__file__).parent / "faces"
WRITE: Final = os.environ.get("FACES") == "write"


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("moment", "lang"),
    [pytest.param(moment, lang, id=f"{moment.name}-{lang}") for moment in MOMENTS for lang in moment.languages],
)
async def test_a_face_is_as_it_was_approved(moment: Moment, lang: Language) -> None:
    """Line by line, in every size; the window is made larger while the face stands."""
    seen = console_of(moment, lang)
    async with seen.app.run_test(size=SIZES[0], notifications=True) as pilot:
        await come_to(moment, seen, pilot)
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            agree(f"{moment.name}-{width}x{height}-{lang}.txt", seen.text())


@pytest.mark.asyncio
@pytest.mark.parametrize("name", SMALL)
async def test_a_small_window_keeps_what_matters(name: str) -> None:
    """Who speaks, for how long, and who is next; a break's countdown. In a larger one again, everything is there again."""
    moment = next(one for one in MOMENTS if one.name == name)
    seen = console_of(moment, "vi")
    async with seen.app.run_test(size=SIZES[0]) as pilot:
        await come_to(moment, seen, pilot)
        panels = ("countdown", "back") if name == "break" else ("agenda", "speaker", "queue")
        whole = {panel: seen.panel(panel) for panel in panels}
        for width, height in SMALL_SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            agree(f"{name}-{width}x{height}-vi.txt", seen.text())
        await pilot.resize_terminal(*SIZES[0])
        await settled(pilot)
        assert {panel: seen.panel(panel) for panel in panels} == whole


@pytest.mark.asyncio
@pytest.mark.parametrize("name", PICTURES)
async def test_a_face_has_the_colours_that_were_approved(name: str) -> None:
    """Three faces as pictures, with every colour; they change with a release of Textual too."""
    moment = next(one for one in MOMENTS if one.name == name)
    seen = console_of(moment, "vi")
    async with seen.app.run_test(size=(120, 40)) as pilot:
        await come_to(moment, seen, pilot)
        agree(f"{name}-120x40-vi.svg", steady(seen.app.export_screenshot(title="Điểm Cầu")))


def agree(name: str, text: str) -> None:
    """The text is what the file of that name has; with FACES=write it becomes so."""
    path = FACES / name
    if WRITE:
        path.write_text(text + "\n", encoding="utf-8")
    assert path.exists(), f"{name} was never approved:\n{text}"
    approved = path.read_text(encoding="utf-8")
    assert text + "\n" == approved, f"{name} was\n{approved}and is\n{text}"


def test_every_approved_face_is_still_shown() -> None:
    """No file lies about that nothing is compared with."""
    shown = {
        f"{moment.name}-{width}x{height}-{lang}.txt" for moment in MOMENTS for lang in moment.languages for width, height in SIZES
    }
    shown |= {f"{name}-{width}x{height}-vi.txt" for name in SMALL for width, height in SMALL_SIZES}
    shown |= {f"{name}-120x40-vi.svg" for name in PICTURES}
    assert {path.name for path in FACES.iterdir()} == shown
