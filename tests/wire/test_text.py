"""Text at the door: what is dropped, what is replaced, and that every real name passes unchanged."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge_server import rosters
from bridge_server.wire.files.roster import roster_from
from bridge_server.wire.text import MARKS, clean_document, clean_line, clean_prose

REAL_NAMES, REAL_TEXTS = 8_741, 8_753
"""Distinct names and other spellings of points in the three rosters; with their units and rooms."""

HOSTILE = [
    ("OSC 52 clipboard", "\x1b]52;c;cm0gLXJm\x07", "\ufffd]52;c;cm0gLXJm\ufffd"),
    ("window title", "\x1b]0;x\x1b\\", "\ufffd]0;x\ufffd\\"),
    ("C1 CSI", "a\x9b31mb", "a\ufffd31mb"),
    ("delete", "a\x7fb", "a\ufffdb"),
    ("NUL", "Xã\x00 Ba", "Xã\ufffd Ba"),
    ("bidi override", "Tam \u202eỳK\u202c", "Tam ỳK"),
    ("bidi isolate", "\u2066Tam Kỳ\u2069", "Tam Kỳ"),
    ("zero width", "Tam\u200b K\u200dỳ\ufeff", "Tam Kỳ"),
    ("tags", "A\U000e0041\U000e007f", "A"),
    ("private use", "A\ue000\U000f0000", "A"),
    ("unassigned", "A\u0378\uffff", "A"),
    ("lone surrogate", "A\ud800B\udfff", "AB"),
    ("zalgo", "z\u0300\u0301\u0302\u0303\u0304", "z\u0300\u0301"),
    ("newline", "một\nhai\r\nba\u2028bốn\u0085năm", "một hai ba bốn năm"),
    ("tab and no-break space", "\tTam\u00a0Kỳ\u3000", "Tam Kỳ"),
    ("markup stays as it is", "[@click=app.quit]x[/] <b>&amp;", "[@click=app.quit]x[/] <b>&amp;"),
    ("formula stays as it is", "=HYPERLINK(A1)", "=HYPERLINK(A1)"),
    ("decomposed", unicodedata.normalize("NFD", "Thị trấn Ái Nghĩa"), "Thị trấn Ái Nghĩa"),
    ("half composed", "Nghi\u0303a \u00e2\u0301", "Nghĩa ấ"),
    ("joined once the zero width goes", "e\u200b\u0302\u200b\u0323", "ệ"),
]

PIECES = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from(
        "aeoAEĐđ\u0300\u0301\u0323\u0302\u031b\u0345\u200b\r\n\t \u00a0\u1100\u1161\u11a8\u09c7\u09be\u302e\u0f71\u0f72"
    ),
)
TEXTS = st.text(PIECES, max_size=25)
LIMITS = st.one_of(st.none(), st.integers(0, 12))


@pytest.mark.parametrize(("dirty", "clean"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_text_is_harmless_in_a_line(dirty: str, clean: str) -> None:
    """Nothing that a terminal or a reader's eye would obey gets in."""
    assert clean_line(dirty) == clean


def test_prose_keeps_its_lines() -> None:
    """Every kind of line break is one "\\n", a tab is a space, the ends are bare."""
    assert clean_prose("\n một\thai\r\nba\rbốn\u2028năm\u2029\u0085sáu \n") == "một hai\nba\nbốn\nnăm\n\nsáu"


@given(TEXTS, LIMITS)
def test_cleaning_twice_changes_nothing_more(text: str, limit: int | None) -> None:
    """Cleaning is idempotent, at any limit."""
    for clean in (clean_line, clean_prose):
        once = clean(text, limit)
        assert clean(once, limit) == once
        assert clean(once) == once


@given(TEXTS, LIMITS)
def test_clean_text_holds_what_it_promises(text: str, limit: int | None) -> None:
    """NFC, short enough, no character of a forbidden kind, no tall stack of marks."""
    for clean, breaks in ((clean_line, ""), (clean_prose, "\n")):
        result = clean(text, limit)
        assert unicodedata.is_normalized("NFC", result)
        assert limit is None or len(result) <= limit
        assert not [
            c for c in result if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and c not in breaks
        ]
        assert not [c for c in result if unicodedata.category(c) == "Zs" and c != " "]
        marks = "".join("m" if unicodedata.category(c) in ("Mn", "Me") else " " for c in result)
        assert "m" * (MARKS + 1) not in marks


def test_a_limit_never_takes_the_mark_off_a_letter() -> None:
    """A letter that would lose its mark goes as a whole, and no space is left at the end."""
    assert clean_line("ab x\u0300", 4) == "ab"
    assert clean_line("ab x\u0300", 5) == "ab x\u0300"
    assert clean_line("Tam Kỳ", 4) == "Tam"
    assert clean_line("Tam Ky", 4) == "Tam"
    assert clean_line("x\u0300\u0301", 2) == ""


def test_a_document_is_cleaned_at_every_depth() -> None:
    """Strings under "text" are prose, all others lines; keys and other values stay; the original too."""
    document: dict[str, Any] = {"a\n": ["x\ny", {"text": "x\r\ny", "title": "x\ny"}], "n": 1, "text": ["a\nb"], "z": None}
    assert clean_document(document) == {"a\n": ["x y", {"text": "x\ny", "title": "x y"}], "n": 1, "text": ["a\nb"], "z": None}
    assert document["a\n"][0] == "x\ny"


def test_depth_is_no_danger() -> None:
    """Nesting deeper than the interpreter's own limit is cleaned, not a crash."""
    document: Any = "a\tb"
    for _ in range(5_000):
        document = [document]
    clean = clean_document(document)
    for _ in range(5_000):
        clean = clean[0]
    assert clean == "a b"


def test_every_real_name_passes_unchanged() -> None:
    """Each distinct text of the three rosters comes through as it is."""
    names: set[str] = set()
    texts: set[str] = set()
    for name in rosters.NAMES:
        roster = roster_from(rosters.raw(name), name)
        names |= {name for point in roster.points for name in (point.name, *point.alt_names)}
        texts |= {text for point in roster.points for text in (point.unit, point.location) if text}
        texts |= {location for _, location in roster.locations}
    texts |= names
    assert (len(names), len(texts)) == (REAL_NAMES, REAL_TEXTS)
    assert [text for text in texts if clean_line(text) != text or clean_prose(text) != text] == []
