"""The line of a conclusion: every text can be read, nothing of it is lost, what is written is read again; nobody is guessed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.meetings import real_meeting
from bridge_server.meeting.values import Deadline
from bridge_server.wire.bodies import Bodies, bodies_of
from bridge_server.wire.conclusion_parts import Said
from bridge_server.wire.conclusions import read_conclusion, write_conclusion
from bridge_server.wire.deadlines import NoSuchDay, deadline_of
from bridge_server.wire.text import clean_line, clean_prose

MEETING = real_meeting("quang-nam-2024")
BODIES: Bodies = bodies_of(MEETING.agenda, MEETING.roster)
TODAY = date(2024, 5, 31)


def read(line: str) -> Said:
    """What a line says, on the day of the meeting."""
    return read_conclusion(line, BODIES, TODAY).said


def marked(line: str) -> list[tuple[str, str]]:
    """What is marked."""
    return [(mark.why, mark.words) for mark in read_conclusion(line, BODIES, TODAY).marks]


BEFORE_JUNE_15 = Deadline("2024-06-15", "trước ngày 15/6/2024")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "giao Sở NNPTNT rà soát 3 hồ chứa; phối hợp Sở TC, Nam Trà My; trước 15/6",
            Said("rà soát 3 hồ chứa", "Sở NNPTNT", ("so-tc", "huyện Nam Trà My"), BEFORE_JUNE_15),
        ),
        (
            "giao so tai chinh ra soat; phoi hop so noi vu va nam tra my; truoc 15/6",
            Said("ra soat", "so-tc", ("so-nv", "huyện Nam Trà My"), BEFORE_JUNE_15),
        ),
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở LĐTB&XH và UBND huyện Đại Lộc rà soát; trong quý 3",
            Said("rà soát", "so-nv", ("so-tc", "so-ldtbxh", "ubnd-506"), Deadline(words="trong quý III")),
        ),
        ("làm; phối hợp Sở Lao động, Thương binh và Xã hội, Y tế", Said("làm", "", ("so-ldtbxh", "so-yt"))),
        ("làm; giao Sở Y tế; phối hợp TNMT, Gari", Said("làm", "so-yt", ("so-tnmt", "xã Ga Ri (huyện Tây Giang)"))),
        ("giao UBND Nam Trà My báo cáo", Said("báo cáo", "UBND huyện Nam Trà My")),
        ("giao TP. Tam Kỳ: báo cáo", Said("báo cáo", "thành phố Tam Kỳ")),
        ("rà soát; báo cáo UBND tỉnh", Said("rà soát; báo cáo UBND tỉnh")),
        (r"rà soát\; giao lại", Said("rà soát; giao lại")),
        (r"\ giao Sở Y tế rà soát", Said("giao Sở Y tế rà soát")),
        ("làm; hạn: khi có hướng dẫn", Said("làm", deadline=Deadline(words="khi có hướng dẫn"))),
        ("", Said()),
    ],
)
def test_a_line_says_what_it_says(line: str, said: Said) -> None:
    """Abbreviations, accents or none, other names, districts, names with commas."""
    assert read(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "giao thông nông thôn cần sửa chữa",
        "giao ban hằng tuần",
        "giao xây dựng kế hoạch tuyên truyền",
        "Giao nhiệm vụ cụ thể: rà soát",
        "hạn chế thất thoát",
        "phối hợp chặt chẽ giữa các ngành",
        "làm; trong đó ưu tiên miền núi",
        "làm; sau đó báo cáo",
        "làm; trước mắt tập trung",
        "làm; đến nay chưa xong",
        "giao Sở Nội vụ, Sở Y tế làm",
    ],
)
def test_what_only_looks_like_a_part_stays_text(line: str) -> None:
    """Every word of it."""
    assert read(line) == Said(line)


def test_several_are_listed_and_nobody_taken() -> None:
    """The words stay, marked; with the accents that were typed only those that have them."""
    found = read_conclusion("giao Sở Tài rà soát; phối hợp Tra Don, Trà Dơn", BODIES, TODAY)
    assert found.said.lead == "Sở Tài"
    assert [[body.value for body in piece.bodies] for piece in found.open] == [
        ["so-tc", "so-tnmt"],
        ["xã Trà Dơn (huyện Nam Trà My)", "xã Trà Don (huyện Nam Trà My)"],
    ]
    assert found.said.coordinating == ("Tra Don", "xã Trà Dơn (huyện Nam Trà My)")
    assert marked("giao Sở Tài rà soát") == [("several", "Sở Tài")]


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("giao Sở NNPTNT rà soát", [("unknown", "Sở NNPTNT")]),
        ("làm; phối hợp Hội Làm vườn", [("unknown", "Hội Làm vườn")]),
        ("giao thông nông thôn", [("unknown-lead", "thông nông thôn")]),
        ("giao Sở Nội vụ và Sở Y tế làm", [("two-leads", "Sở Nội vụ")]),
        ("làm; trước 31/6", [("no-such-day", "31/6")]),
        ("làm; trước 15/6; trong tháng 7", [("second-deadline", "trong tháng 7")]),
        ("giao Sở Y tế: làm; giao Sở Nội vụ", [("second-lead", "giao Sở Nội vụ")]),
        ("giao Sở Y tế; trước 15/6", [("no-text", "")]),
    ],
)
def test_what_is_not_understood_is_marked(line: str, marks: list[tuple[str, str]]) -> None:
    """And stays as it was written."""
    assert marked(line) == marks


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("trước 15/6", BEFORE_JUNE_15),
        ("truoc ngay 15-6-2024", BEFORE_JUNE_15),
        ("trước ngày 15 tháng 6", BEFORE_JUNE_15),
        ("15/6", Deadline("2024-06-15")),
        ("đến 30/6/2024", Deadline("2024-06-30", "đến ngày 30/6/2024")),
        ("hoàn thành trước 5.7.24", Deadline("2024-07-05", "hoàn thành trước ngày 5/7/2024")),
        ("cham nhat 17h ngay 15/6", Deadline("2024-06-15", "chậm nhất 17h ngày 15/6/2024")),
        ("trước 15/1", Deadline("2025-01-15", "trước ngày 15/1/2025")),
        ("trước 31/5", Deadline("2024-05-31", "trước ngày 31/5/2024")),
        ("trong tháng 6", Deadline(words="trong tháng 6")),
        ("trong thang 6/2024", Deadline(words="trong tháng 6/2024")),
        ("trong quy iii", Deadline(words="trong quý III")),
        ("trước năm 2025", Deadline(words="trước năm 2025")),
        ("đến cuối năm", Deadline(words="đến cuối năm")),
        ("sau 10 ngày", Deadline(words="sau 10 ngày")),
        ("trong vòng 5 ngày làm việc kể từ ngày họp", Deadline(words="trong vòng 5 ngày làm việc kể từ ngày họp")),
        ("hằng quý", Deadline(words="hằng quý")),
        ("thường xuyên, báo cáo hằng quý", Deadline(words="thường xuyên, báo cáo hằng quý")),
        ("trước kỳ họp cuối năm", Deadline(words="trước kỳ họp cuối năm")),
        ("trước 31/6", NoSuchDay("31/6")),
        ("trước 29/2", NoSuchDay("29/2")),
        ("trong đó", None),
        ("sau khi họp", None),
        ("đến nay", None),
        ("rà soát trước 15/6", None),
    ],
)
def test_a_deadline_is_what_was_said(text: str, due: Deadline | NoSuchDay | None) -> None:
    """A day only of a day; a day without its year is the next of that name, and none that this year lacks."""
    assert deadline_of(text, TODAY) == due


WORDS = st.sampled_from(
    [
        "giao", "Giao", "Sở", "Tài", "chính", "Sở Nội vụ", "TC", "phối hợp", "với", "chủ trì", ",", ";", ":", "\\", "\\ ", "\\;",
        "\\n", "trước", "15/6", "hạn", "hạn:", "trong tháng 6", "và", "Nam Trà My", "xã", "Trà", "Dơn", "rà soát", "(", ")", "\n",
        "\t", "31/6", "Sở NNPTNT", "UBND", "ngày", " ",
    ]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(line=LINES)
@example(line="giao ")
@example(line="giao \\")
@example(line="; phối hợp ,;")
@example(line="giao Sở Y tế:")
def test_every_text_can_be_read_and_nothing_is_lost(line: str) -> None:
    """Its pieces are the line; what bears letters is read as something, or is a word that says what follows."""
    found = read_conclusion(line, BODIES, TODAY)
    assert "".join(line[piece.start : piece.end] for piece in found.pieces) == line
    assert not any(char.isalnum() for piece in found.pieces if piece.kind == "" for char in line[piece.start : piece.end])
    assert all(body in BODIES.every.values() for piece in found.pieces for body in piece.bodies)


NAMES: Any = st.one_of(
    st.sampled_from(sorted(BODIES.every)),
    st.sampled_from([body.name for body in BODIES.every.values()]),
    LINES.map(lambda text: clean_line(text, 200)),
).filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
DUE = st.builds(
    Deadline,
    st.one_of(st.just(""), DAYS),
    st.one_of(
        st.just(""),
        st.sampled_from(["trước ngày 15/6/2024", "trong quý III", "15/6/2024"]),
        LINES.map(lambda text: clean_line(text, 200)),
    ),
)
SAYINGS = st.builds(
    Said,
    st.one_of(LINES.map(clean_prose), st.just("giao Sở Y tế rà soát\nphối hợp")).filter(bool),
    st.one_of(st.just(""), NAMES),
    st.lists(NAMES, max_size=4).map(tuple),
    DUE,
)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(said=SAYINGS)
@example(said=Said("; a", "so-yt", ("so-yt", "Sở Y tế"), Deadline("2024-06-15", "trong quý III")))
@example(said=Said("chủ trì, phối hợp với Sở Y tế rà soát", "so-nv"))
def test_what_is_written_is_read_again(said: Said) -> None:
    """Whatever the texts are: agencies by id or by the same name, days, words, several lines."""
    assert read(write_conclusion(said, BODIES)) == said


def test_what_is_plain_is_written_plainly() -> None:
    """As somebody would type it."""
    said = Said("rà soát; báo cáo", "so-nv", ("so-ldtbxh", "huyện Nam Trà My"), BEFORE_JUNE_15)
    assert write_conclusion(said, BODIES) == (
        "giao Sở Nội vụ rà soát; báo cáo; phối hợp Sở Lao động, Thương binh và Xã hội, huyện Nam Trà My; trước ngày 15/6/2024"
    )


def test_every_body_is_known_by_its_own_name() -> None:
    """So that a line can say it; one of many never stands for another."""
    for body in BODIES.every.values():
        assert read(f"làm; phối hợp {body.name}").coordinating == (body.value,), body
        assert read(f"giao {body.name}: làm") == Said("làm", body.value), body
