"""What a host sees of catching up: the form and the ways, in three sizes and both languages, as text (see `test_faces`)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from bridge_server.words import Language

from .kit import SIZES, LocalFeed, Seen, break_feed, meeting_feed, papers_feed, settled
from .test_catch_up import offered, press
from .test_faces import agree, plain_terminal

pytestmark = pytest.mark.asyncio
assert plain_terminal  # the fixture of the faces, for all tests here


@dataclass(frozen=True)
class Face:
    """What is pressed on which meeting."""

    name: str
    start: Callable[[Language], LocalFeed]
    minutes: str
    after: tuple[str, ...] = ()


def before_opening(lang: Language) -> LocalFeed:
    """Nothing has begun."""
    return meeting_feed(lang)


FACES: Final = (
    Face("catch-up-form", papers_feed, ""),
    Face("catch-up", papers_feed, "12", ("down",)),
    Face("catch-up-most", papers_feed, "100"),
    Face("catch-up-prepared", before_opening, "30"),
    Face("catch-up-break", break_feed, "5"),
)
FOLDER: Final = Path(__file__).parent / "faces_catch_up"


async def test_every_approved_face_is_still_shown() -> None:
    """No file lies about that nothing is compared with."""
    shown = {f"{face.name}-{width}x{height}-{lang}.txt" for face in FACES for width, height in SIZES for lang in ("vi", "en")}
    assert {path.name for path in FOLDER.iterdir()} == shown


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
async def test_a_face_is_as_it_was_approved(face: Face, lang: Language) -> None:
    """Line by line, in every size; the window is made larger while the face stands."""
    seen = Seen(face.start(lang))
    async with seen.app.run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        if face.minutes:
            await offered(seen, pilot, face.minutes)
            await press(seen, pilot, *face.after)
        else:
            await press(seen, pilot, "B")
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            agree(f"../{FOLDER.name}/{face.name}-{width}x{height}-{lang}.txt", seen.text())
