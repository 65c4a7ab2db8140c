"""What a secretary sees: the main screen, the line as it is typed, the list, old wordings, in three sizes and both languages.

Approved and written anew as the faces of `test_faces.py`.
"""

from pathlib import Path
from typing import Final

import pytest
from textual.widgets import Input

from bridge_server.meeting import SECRETARY
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import Deadline
from bridge_server.words import Language

from .kit import SIZES, LocalFeed, break_feed, meeting_feed, papers_feed, settled
from .moments import Moment, come_to, console_of
from .test_faces import agree

FOLDER: Final = Path(__file__).parent / "writing_faces"
TEXT: Final = "Rà soát, công khai đầy đủ thủ tục hành chính và phí, lệ phí tại nơi tiếp nhận hồ sơ"


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No size from outside, nothing that moves by itself."""
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def nothing_yet(lang: Language) -> LocalFeed:
    """Before the opening, nothing written."""
    feed = meeting_feed(lang)
    feed.role = "secretary"
    return feed


def busy(lang: Language) -> LocalFeed:
    """Among the papers: conclusions, drafts, notes, one struck out, one worded anew."""
    feed = papers_feed(lang)
    feed.says(
        SECRETARY,
        c.AddConclusion(TEXT, "vp-ubnd", ("so-tp", "so-tc"), Deadline(words="thường xuyên, báo cáo hằng quý"), item="4"),
        c.AddConclusion(
            "Tham mưu kế hoạch khắc phục các tiêu chí giảm điểm, phân công rõ đầu mối từng tiêu chí",
            "so-nv",
            ("thanh-tra", "UBND huyện Nam Trà My"),
            Deadline("2024-06-15", "trước ngày 15/6/2024"),
            draft=True,
        ),
        c.AddConclusion("Hỗ trợ trang thiết bị", "Sở NNPTNT", (), Deadline(words="trong quý III"), draft=True),
        c.AddNote("Nêu rõ tỷ lệ hồ sơ đúng hạn, nguyên nhân của số còn lại", feed.meeting.running, feed.meeting.speaking),
        c.AddConclusion("Ghi nhầm"),
        c.RemoveConclusion("k4"),
        c.ReviseConclusion("k1", f"{TEXT}; xong trong năm", "vp-ubnd", ("so-tp", "so-tc"), Deadline(words="hằng quý")),
    )
    feed.role = "secretary"
    return feed.later(1)


def resting(lang: Language) -> LocalFeed:
    """In the break."""
    feed = break_feed(lang)
    feed.role = "secretary"
    return feed


def hosted(lang: Language) -> LocalFeed:
    """The same as a host sees it."""
    feed = busy(lang)
    feed.role = "host"
    return feed


WHOLE: Final = "giao so noi vu ra soat 3 ho chua; phoi hop so tc, nam tra my; truoc 15/6"
DOUBTFUL: Final = "giao so tai ra soat; phoi hop tra don, hoi lam vuon; truoc 31/6"
TYPED: Final = {
    "line": WHOLE,
    "line-doubts": DOUBTFUL,
    "line-begun": "giao so t",
    "line-again": DOUBTFUL,
    "line-prepared": "rà soát",
    "note": "Kiến nghị hỗ trợ trang thiết bị",
}
"""What is typed then."""
MOMENTS: Final = (
    Moment("main-empty", nothing_yet),
    Moment("main", busy),
    Moment("main-break", resting),
    Moment("line-empty", busy, "k"),
    Moment("line", busy, "k"),
    Moment("line-doubts", busy, "k"),
    Moment("line-begun", busy, "k"),
    Moment("line-again", busy, "k"),
    Moment("line-prepared", nothing_yet, "k"),
    Moment("note", busy, "w"),
    Moment("list", busy, "W"),
    Moment("list-empty", nothing_yet, "W"),
    Moment("list-note", busy, "W down down down"),
    Moment("list-host", hosted, "W"),
    Moment("edit", busy, "W e"),
    Moment("wordings", busy, "W o"),
    Moment("reword", busy, "W O"),
    Moment("menu", busy, "W enter"),
    Moment("load", busy, "> writing.load"),
    Moment("confirmed", busy, "c"),
)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("moment", "lang"),
    [pytest.param(moment, lang, id=f"{moment.name}-{lang}") for moment in MOMENTS for lang in ("vi", "en")],
)
async def test_a_face_is_as_it_was_approved(moment: Moment, lang: Language) -> None:
    """Line by line, in every size."""
    seen = console_of(moment, lang)
    async with seen.app.run_test(size=SIZES[0], notifications=True) as pilot:
        await come_to(moment, seen, pilot)
        if text := TYPED.get(moment.name, ""):
            assert isinstance(seen.app.focused, Input)
            seen.app.focused.insert_text_at_cursor(text)
            await settled(pilot)
            await pilot.press("home", "end")
        if moment.name == "line-again":
            await pilot.press("enter")
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            agree(f"../{FOLDER.name}/{moment.name}-{width}x{height}-{lang}.txt", seen.text())


def test_every_approved_face_is_still_shown() -> None:
    """No file lies about that nothing is compared with."""
    sizes = [f"{width}x{height}" for width, height in SIZES]
    shown = {f"{moment.name}-{size}-{lang}.txt" for moment in MOMENTS for lang in ("vi", "en") for size in sizes}
    assert {path.name for path in FOLDER.iterdir()} == shown
