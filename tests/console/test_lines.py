"""Lines are exactly as wide as they are told to be, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.lines import Line, cut, cut_line, joined, pad, plain, safe, spread, width_of, wrapped

NAMES = st.text(alphabet="aăâđêơưyAĐỳ mnTrà Dơn·—漢字", max_size=40)
LINES = st.lists(st.tuples(NAMES, st.sampled_from(["", "dim", "good"])), max_size=5).map(tuple)


@given(NAMES, st.integers(0, 30), st.booleans())
def test_padded_text_has_its_width(text: str, width: int, right: bool) -> None:
    """Neither more nor less, cut with an ellipsis where something is left out."""
    assert cell_len(pad(text, width, right=right)) == width
    assert cell_len(cut(text, width)) <= width
    if cell_len(text) <= width:
        assert cut(text, width) == text
    elif width > 1:
        assert cut(text, width).endswith("…")


@given(LINES, LINES, st.integers(0, 60))
def test_both_ends_of_a_line(left: Line, right: Line, width: int) -> None:
    """What stands right is whole wherever it fits; the line is never too long."""
    line = spread(left, right, width)
    assert width_of(line) <= width
    if width_of(right) <= width:
        assert plain(line).endswith(plain(right))
        assert width_of(line) == width


@given(LINES, st.integers(0, 60))
def test_a_cut_line_fits(line: Line, width: int) -> None:
    """And is itself where it fitted."""
    short = cut_line(line, width)
    assert width_of(short) <= width
    if width_of(line) <= width:
        assert short == line


def test_parts_are_joined_with_a_separator() -> None:
    """Empty parts leave none behind."""
    assert plain(joined([(("a", ""),), (), (("b", ""),)])) == "a · b"


@given(st.text(alphabet="ab ế", max_size=80), st.integers(1, 20), st.integers(0, 4))
def test_wrapped_lines_fit(text: str, width: int, most: int) -> None:
    """No line is wider, no letter is lost unless there may only be so many lines."""
    lines = wrapped(text, width, most)
    assert all(cell_len(line) <= width for line in lines)
    if most:
        assert len(lines) <= most
    else:
        assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["\x1b]52;c;aGk=\x07", "a\x9b31mb", "\u202eabc", "a\nb"])
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    """What was not cleaned at the door is cleaned here."""
    assert all(char.isprintable() for char in safe(text).replace("\N{REPLACEMENT CHARACTER}", ""))
    assert "\x1b" not in safe(text)
