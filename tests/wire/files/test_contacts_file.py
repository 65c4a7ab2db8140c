"""The contacts file: what spreadsheets save, and every fault in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge_server.meeting.roster import Point, Roster
from bridge_server.wire.files.contacts import Contact, contacts_from
from bridge_server.wire.files.faults import FileFaults
from bridge_server.words import LANGUAGES

ROSTER = Roster("thu", (Point("49", "province", "Tỉnh"), Point("00001", "commune", "Xã Một", parent="49")))
HEADER = "point,name,post,phones\n"

FAULTY = [
    ("empty", "", {("", "empty-file")}),
    ("no header", "49,An,,0905123456\n", {("line 1", "no-header")}),
    ("a header after blank lines", "\n\nx,y\n", {("line 3", "no-header")}),
    ("no column for the point", "name,phones\nAn,0905123456\n", {("line 1", "missing-column")}),
    ("an unknown column", "point,email\n49,x\n", {("line 1", "unknown-column")}),
    ("a column misspelt", "point,phone\n49,x\n", {("line 1", "unknown-column-near")}),
    ("a column twice", "point,name,name\n49,x,y\n", {("line 1", "repeated-column")}),
    ("too many cells", HEADER + "49,An,Trưởng phòng, Sở,0905123456\n", {("line 2", "wrong-cells")}),
    ("too few cells", HEADER + "49,An\n", {("line 2", "wrong-cells")}),
    ("no point", HEADER + ",An,,0905123456\n", {("line 2", "no-point")}),
    ("an unknown point", HEADER + "50,An,,0905123456\n", {("line 2", "unknown-point")}),
    ("zeros eaten", HEADER + "1,An,,0905123456\n", {("line 2", "unknown-point-zeros")}),
    ("a name too long", HEADER + f"49,{'x' * 201},,0905123456\n", {("line 2", "cell-too-long")}),
    ("a phone too short", HEADER + "49,An,,12345\n", {("line 2", "bad-phone")}),
    ("a phone as a spreadsheet spoils it", HEADER + "49,An,,8.49E+10\n", {("line 2", "bad-phone")}),
    ("a phone in words", HEADER + "49,An,,gọi văn phòng\n", {("line 2", "bad-phone")}),
    ("a phone without end", HEADER + "49,An,,0905123456789012345\n", {("line 2", "bad-phone")}),
    ("an open quote", HEADER + '49,"An,,0905123456\n49,Ba,,\n', {("line 2", "bad-csv")}),
    (
        "many at once",
        HEADER + "50,An,,1\n\n49,Ba\n",
        {("line 2", "unknown-point"), ("line 2", "bad-phone"), ("line 4", "wrong-cells")},
    ),
]


def test_a_table_is_read_in_order() -> None:
    """Ids and phones stay text, empty rows and cells are nothing."""
    raw = HEADER + "49,Nguyễn Văn An,Chánh Văn phòng,0905 123 456\n\n,,,\n00001,,,+84.905.123.457\n49,Lê Thị Ba,,\n"
    assert contacts_from(raw.encode(), "c.csv", ROSTER) == (
        Contact("49", "Nguyễn Văn An", "Chánh Văn phòng", ("0905 123 456",)),
        Contact("00001", "", "", ("+84.905.123.457",)),
        Contact("49", "Lê Thị Ba", "", ()),
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"phones;point;name\n0905123456;49;An\n",
        "\ufeffphones;point;name\r\n0905123456;49;An\r\n".encode(),
        b"phones\tpoint\tname\n0905123456\t49\tAn",
        b'"Point","NAME"," phones "\n"49","An","0905123456"\n',
        b"point;name;phones;;\n49;An;0905123456;;\n",
        "point;phones;name\n49;0905123456;A\u200bn\n".encode(),
    ],
)
def test_what_spreadsheets_save_is_read(raw: bytes) -> None:
    """Any order of columns, any of three separators, Windows line ends, a byte order mark, empty columns at the end."""
    assert contacts_from(raw, "c.csv", ROSTER) == (Contact("49", "An", "", ("0905123456",)),)


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("0905123456/0913456789", ("0905123456", "0913456789")),
        ("0905 123 456 ; 0235 3852 739", ("0905 123 456", "0235 3852 739")),
        ("0905 123 456 0913 456 789", ("0905 123 456", "0913 456 789")),
        ("0905123456 0913456789 +84905123458", ("0905123456", "0913456789", "+84905123458")),
        ("0905 012 345", ("0905 012 345",)),
        ("(0235) 3-852-739", ("(0235) 3-852-739",)),
        ("", ()),
    ],
)
def test_one_cell_may_hold_several_phones(cell: str, phones: tuple[str, ...]) -> None:
    """Spaces inside a number stay; spaces alone separate only where each part is a number by itself."""
    assert contacts_from(f'point,phones\n49,"{cell}"\n'.encode(), "c.csv", ROSTER)[0].phones == phones


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_each_fault_is_named_with_its_line(text: str, expected: set[tuple[str, str]]) -> None:
    """The line is the one that a text editor shows, and both languages have a sentence."""
    with pytest.raises(FileFaults) as raised:
        contacts_from(text.encode(), "c.csv", ROSTER)
    assert {(fault.place, fault.code) for fault in raised.value.faults} == expected
    assert all(raised.value.sentences(lang) for lang in LANGUAGES)


def test_a_file_in_an_old_encoding_names_the_line() -> None:
    """Spreadsheets on Windows still save some."""
    with pytest.raises(FileFaults) as raised:
        contacts_from(HEADER.encode() + "49,Nguyễn".encode("cp1258", "replace") + b"\xea,,\n", "c.csv", ROSTER)
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [("line 2", "not-utf8")]


def read(raw: bytes) -> FileFaults | None:
    """The faults of the file, None if it has none; anything else that is raised fails the test."""
    try:
        contacts_from(raw, "c.csv", ROSTER)
    except FileFaults as raised:
        return raised
    return None


@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from('point,name;phones"\n\r\t049 /'), max_size=60)))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    """Any text is contacts or faults."""
    raw = text.encode("utf-8", "replace")
    for whole in (raw, HEADER.encode() + raw):
        answer = read(whole)
        assert answer is None or all(answer.sentences(lang) for lang in LANGUAGES)
