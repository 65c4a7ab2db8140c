"""The line of a conclusion while it is typed: how it is told, whom an open name may mean, what keeps it from being saved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.conclusion_line import look
from console.forms import Understood
from console.glyphs import UNICODE
from console.lines import plain, width_of
from console.roll import Roll
from console.scene import Scene

from .dialogues import HOSTILE
from .kit import meeting_feed

FEED = meeting_feed()
SCENE = Scene("vi", FEED.meeting, Roll(FEED.meeting), FEED.now, glyphs=UNICODE)


def looked(line: str, cursor: int | None = None, width: int = 70) -> Understood:
    """With the cursor behind it."""
    return look(SCENE, line, len(line) if cursor is None else cursor, width)


def told(found: Understood) -> str:
    """All of it as text."""
    return "\n".join(plain(line) for line in (*found.lines, *(line for doubt in found.doubts for line in doubt)))


def names(found: Understood) -> list[str]:
    """The choices."""
    return [plain(one.name) for one in found.choices]


def test_it_is_told_part_by_part() -> None:
    """Agencies by their names, the day with its year; what is not said is said to be not said."""
    found = looked("giao so noi vu ra soat; phoi hop so tc; truoc 15/6")
    assert told(found).splitlines() == [
        "Nội dung  ra soat", "Chủ trì   Sở Nội vụ", "Phối hợp  Sở Tài chính", "Thời hạn  trước ngày 15/6/2024",
    ]  # fmt: skip
    assert (found.choices, found.wrong, found.unsure) == ((), "", "")
    assert "Phối hợp  không ghi" in told(looked("rà soát"))


@pytest.mark.parametrize(
    ("line", "stretch", "choices"),
    [
        ("giao so tai ra soat", "so tai", ["Sở Tài chính", "Sở Tài nguyên và Môi trường"]),
        ("làm; phối hợp tra don", "tra don", ["xã Trà Dơn (huyện Nam Trà My)", "xã Trà Don (huyện Nam Trà My)"]),
        ("giao so thong t", "so thong t", ["Sở Thông tin và Truyền thông"]),
        ("làm; phối hợp bảo hiểm x", "bảo hiểm x", ["Bảo hiểm xã hội tỉnh"]),
        ("giao so noi vu ra s", "", []),
        ("rà soát", "", []),
    ],
)
def test_whom_an_open_name_may_mean(line: str, stretch: str, choices: list[str]) -> None:
    """Those that fit the words, in place of which a choice stands; of what is clear nothing is offered."""
    found = looked(line)
    assert line[found.start : found.end] == stretch
    assert names(found) == choices


def test_the_name_at_the_cursor_comes_first() -> None:
    """Else the first that is open."""
    line = "giao so tai ra soat; phoi hop tra don"
    assert names(looked(line, cursor=8))[0] == "Sở Tài chính"
    assert "Trà Dơn" in names(looked(line))[0]
    assert names(looked(line, cursor=17))[0] == "Sở Tài chính"


@pytest.mark.parametrize(
    ("line", "wrong", "unsure"),
    [
        ("", "Chưa có nội dung", ""),
        ("giao Sở Y tế", "Chưa có nội dung", ""),
        ("a" * 4001, "4000", ""),
        ("làm; phối hợp " + "b" * 201, "200", ""),
        ("giao so tai ra soat", "", "Enter lần nữa"),
        ("làm; trước 31/6", "", "Không có ngày 31/6"),
        ("giao Sở NNPTNT làm", "", ""),
    ],
)
def test_what_keeps_it_from_being_saved(line: str, wrong: str, unsure: str) -> None:
    """For good, or until it is said again; a name that nobody bears does not."""
    found = looked(line)
    assert wrong in found.wrong
    assert bool(found.wrong) == bool(wrong)
    assert unsure in found.unsure
    assert bool(found.unsure) == bool(unsure)


WORDS = st.sampled_from(
    ["giao", "Sở Tài", "Sở Nội vụ", ";", ",", ":", "phối hợp", "Trà Don", "trước 31/6", "\\", HOSTILE, "x" * 90]
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(line=st.lists(WORDS, max_size=12).map(" ".join), place=st.floats(0, 1), width=st.integers(20, 150))
def test_every_line_is_told_in_its_width(line: str, place: float, width: int) -> None:
    """Whatever is typed, wherever the cursor stands; a choice put in its place is understood without a doubt about it."""
    found = looked(line, round(place * len(line)), width)
    assert all(width_of(one) <= width for one in (*found.lines, *(part for doubt in found.doubts for part in doubt)))
    for one in found.choices[:2]:
        again = looked(line[: found.start] + one.id + " " + line[found.end :])
        assert f"“{line[found.start : found.end]}” hợp với" not in told(again) or line.count(line[found.start : found.end]) > 1
