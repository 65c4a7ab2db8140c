"""The marks: one cell each, and told apart where they stand in one column."""

import unicodedata
from dataclasses import asdict, fields

import pytest
from rich.cells import cell_len

from console.glyphs import ASCII, FAMILIES, UNICODE, Glyphs, glyphs

SETS = {"unicode": UNICODE, "ascii": ASCII}


@pytest.mark.parametrize("name", SETS)
def test_every_mark_is_one_cell(name: str) -> None:
    """And one character: nothing that a terminal may join or widen."""
    for meaning, mark in asdict(SETS[name]).items():
        assert len(mark) == 1, meaning
        assert cell_len(mark) == 1, meaning
        assert unicodedata.east_asian_width(mark) not in ("W", "F"), meaning


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("family", FAMILIES)
def test_marks_of_one_column_differ(name: str, family: str) -> None:
    """No meaning is left to the colour."""
    marks = [getattr(SETS[name], meaning) for meaning in FAMILIES[family]]
    assert len(set(marks)) == len(marks)


def test_the_plain_set_is_plain() -> None:
    """Printable ASCII only."""
    assert all(mark.isascii() and mark.isprintable() and mark != " " for mark in asdict(ASCII).values())


def test_no_mark_has_an_emoji_form() -> None:
    """Terminals draw those two cells wide, or not at all."""
    common = set("●·»×√►■□█▒▌▐▀▄│─…‖○◆▲▼♪↑↓+-!<>")
    assert set(asdict(UNICODE).values()) <= common


def test_a_set_is_asked_for_by_name() -> None:
    """Anything but "ascii" is the full one."""
    assert glyphs("ascii") is ASCII
    assert glyphs("unicode") is UNICODE
    assert {name for names in FAMILIES.values() for name in names} <= {field.name for field in fields(Glyphs)}
