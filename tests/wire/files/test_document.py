"""Bytes that are no file of ours: each is refused with its place and a way out."""

import gzip

import pytest

from bridge_server.wire.files.document import DEEPEST, LARGEST, read_object, unpacked
from bridge_server.wire.files.faults import FileFaults
from bridge_server.words import LANGUAGES

HOPELESS = [
    ("empty", b"", "", "empty-file"),
    ("blank", b" \n\t\n", "", "empty-file"),
    ("only a byte order mark", b"\xef\xbb\xbf", "", "empty-file"),
    ("not UTF-8", b'{\n"a": "\xe9"}', "line 2", "not-utf8"),
    ("UTF-16", '{"a": 1}'.encode("utf-16"), "line 1", "not-utf8"),
    ("an encoded surrogate", b'{"a": "\xed\xa0\x80"}', "line 1", "not-utf8"),
    ("a word", b"xin", "line 1, column 1", "not-json"),
    ("a comma missing", b'{"a": 1\n "b": 2}', "line 2, column 2", "not-json"),
    ("a colon missing", b'{"a" 1}', "line 1, column 6", "not-json"),
    ("a comma too many", b'{"a": 1,\n}', "line 2, column 1", "not-json"),
    ("more after the end", b"{}\n{}", "line 2, column 1", "not-json"),
    ("an open quote", b'{"a": "x', "line 1, column 7", "not-json"),
    ("a tab in quotes", b'{"a": "\t"}', "line 1, column 8", "not-json"),
    ("a wrong escape", b'{"a": "\\x"}', "line 1, column 8", "not-json"),
    ("a list", b"[1]", "", "not-an-object"),
    ("a number", b"5", "", "not-an-object"),
    ("null", b"null", "", "not-an-object"),
    ("deep", b'{"a":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", "", "too-deep"),
    ("bottomless", b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "", "too-deep"),
]


@pytest.mark.parametrize(("raw", "place", "code"), [row[1:] for row in HOPELESS], ids=[row[0] for row in HOPELESS])
def test_what_cannot_be_read_is_refused_at_once(raw: bytes, place: str, code: str) -> None:
    """One fault, since nothing more can be read, with a sentence in both languages."""
    with pytest.raises(FileFaults) as raised:
        read_object(raw, "x.json")
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [(place, code)]
    assert all(raised.value.sentences(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        (b'{"a": 1,}', "trailing"),
        (b"{a: 1}", "key"),
        (b'{"a": [1 2]}', "comma"),
        (b'{"a": }', "value"),
        (b'{"a": "\n"}', "control"),
    ],
)
def test_broken_json_is_explained(raw: bytes, hint: str) -> None:
    """The most common slips each get their own advice."""
    with pytest.raises(FileFaults) as raised:
        read_object(raw, "x.json")
    assert raised.value.faults[0].facts == (("hint", hint),)


def test_a_place_by_line_is_said_in_the_language_of_the_reader() -> None:
    """Lines and columns are words; paths of fields are the same everywhere."""
    with pytest.raises(FileFaults) as raised:
        read_object(b'{"a": 1,\n}', "x.json")
    assert raised.value.sentences("vi")[0].startswith("dòng 2, cột 1: ")
    assert raised.value.sentences("en")[0].startswith("line 2, column 1: ")
    assert str(raised.value).startswith("x.json: line 2, column 1: ")


def test_a_field_written_twice_is_a_fault_at_any_depth() -> None:
    """JSON readers keep the last one in silence; we name each once."""
    _, faults = read_object(b'{"a": [{"b": 1, "b": 2, "b": 3}], "c": 1, "c": 1}', "x")
    assert {(fault.place, fault.code) for fault in faults} == {("a[0].b", "repeated-key"), ("c", "repeated-key")}


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_numbers_that_are_none_are_faults(number: bytes) -> None:
    """JSON has no NaN and no infinity, though readers take them."""
    _, faults = read_object(b'{"a": [%s]}' % number, "x")
    assert [(fault.place, fault.code) for fault in faults] == [("a[0]", "not-a-number")]


def test_a_number_of_many_digits_costs_nothing() -> None:
    """It is far too large, and never computed."""
    document, _ = read_object(b'{"a": 1%s, "b": -1%s}' % (b"0" * 9_000, b"0" * 9_000), "x")
    assert (document["a"], document["b"]) == (10**19, -(10**19))


def test_a_byte_order_mark_is_no_fault() -> None:
    """Windows editors put one."""
    assert read_object(b'\xef\xbb\xbf{"a": 1}', "x") == ({"a": 1}, [])


def test_gzip_is_unpacked_and_anything_else_is_not() -> None:
    """The first two bytes tell."""
    assert unpacked(gzip.compress(b"{}"), "x") == b"{}"
    assert unpacked(b"{}", "x") == b"{}"


PACKED = gzip.compress(b"{}" * 99, mtime=0)


@pytest.mark.parametrize("raw", [PACKED[:2], PACKED[:12], PACKED[:-9], PACKED[:2] + b"x" * 16])
def test_damaged_gzip_is_a_fault(raw: bytes) -> None:
    """Cut short or overwritten, it is said to be damaged."""
    with pytest.raises(FileFaults) as raised:
        unpacked(raw, "x.gz")
    assert [fault.code for fault in raised.value.faults] == ["not-gzip"]


def test_a_gzip_bomb_is_stopped_at_its_limit() -> None:
    """65 MiB of nothing in 64 KiB is too large, packed or not."""
    bomb = gzip.compress(bytes(LARGEST + 1), 9)
    assert len(bomb) < 100_000
    for reading in (lambda: unpacked(bomb, "x"), lambda: read_object(b" " * (LARGEST + 1), "x")):
        with pytest.raises(FileFaults) as raised:
            reading()
        assert [fault.code for fault in raised.value.faults] == ["too-large"]
