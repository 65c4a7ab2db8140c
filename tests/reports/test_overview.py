"""What `show` prints: prepared, running, and with hostile text."""

import json
from typing import Final

import pytest

from bridge_server.meeting import Event, Meeting, Record, apply
from bridge_server.meeting import events as e
from bridge_server.meeting.values import MINUTE, Audience, Deadline, Speaker
from bridge_server.reports.overview import overview, overview_json
from bridge_server.words import LANGUAGES, Language

EIGHT: Final = 1_717_117_200_000
"""08:00 of 31 May 2024."""


def told(meeting: Meeting, *happened: tuple[float, str, Event]) -> Meeting:
    """The meeting after these: minutes after 08:00, author, event."""
    for minute, by, event in happened:
        apply(meeting, Record(meeting.n + 1, EIGHT + round(minute * MINUTE), by, "", (event,)))
    return meeting


@pytest.fixture
def running(real_meeting: Meeting) -> Meeting:
    """The papers run ten minutes late; one speaks, one is next, two asked, pages and pictures are lost."""
    return told(
        real_meeting,
        (-20, "point:20956", e.CheckedIn("20956", total=1204)),
        (-19, "host", e.CheckedIn("502", "absent_with_leave", "phone")),
        (0, "host", e.MeetingOpened(EIGHT)),
        (0, "host", e.ItemStarted("1", EIGHT)),
        (5, "host", e.ItemEnded("1", EIGHT + 5 * MINUTE)),
        (65, "host", e.ItemStarted("5", EIGHT + 65 * MINUTE)),
        (65, "host", e.FloorGiven("5a1")),
        (66, "point:20956", e.RequestMade("r1", "20956")),
        (67, "point:20938", e.RequestMade("r2", "20938")),
        (67, "host", e.UrgencyMarked("r2", on=True)),
        (68, "host", e.StandbyCalled("5a2")),
        (68, "host", e.SpeakerNamed("5a1", Speaker("Bùi Ngọc Ảnh", "Phó Chủ tịch"))),
        (68, "hub", e.LineLost("20335")),
        (69, "point:513", e.FaultReported("513", "picture", "tối đen")),
        (69, "host", e.NoticeSent("n1", Audience("children", "502"), "Kiểm tra micro")),
        (69, "point:20335", e.NoticeAcknowledged("n1", "20335")),
        (69, "secretary", e.ConclusionAdded("k1", "Rà soát dữ liệu", deadline=Deadline("2024-06-30"), draft=True)),
    )


def test_a_prepared_meeting_shows_its_plan(real_meeting: Meeting) -> None:
    """Title, state, pace, every slot of the plan; nothing about what has not begun."""
    text = overview("vi", real_meeting, EIGHT - 10 * MINUTE, rehearsal=True)
    assert text.startswith("*** TỔNG DUYỆT ***\nHội nghị phân tích phân tích, đánh giá")
    assert "07:50, ngày 31 tháng 5 năm 2024: Chưa bắt đầu" in text
    assert "Tiến độ: đúng chương trình, dự kiến kết thúc 11:30 (kế hoạch 11:30)" in text
    assert "Thời lượng dự kiến là đề xuất, không có trong kế hoạch." in text
    assert text.count("Đang chờ") == 16
    assert "Chưa có điểm cầu nào báo cáo (260 điểm cầu)" in text
    for heading in ("ĐANG PHÁT BIỂU", "CHUẨN BỊ", "ĐĂNG KÝ", "SỰ CỐ", "KẾT LUẬN (", "TIN NHẮN", "MẤT KẾT NỐI"):
        assert heading not in text


def test_a_running_meeting_shows_where_it_stands(running: Meeting) -> None:
    """Who speaks and for how long, who is next, who asked, who is missing."""
    text = overview("vi", running, EIGHT + 71 * MINUTE)
    for expected in (
        "09:11, ngày 31 tháng 5 năm 2024: Đang họp",
        "ĐANG PHÁT BIỂU\n  UBND thành phố Tam Kỳ (Bùi Ngọc Ảnh, Phó Chủ tịch)\n  đã phát biểu 6 phút trên 5 phút, quá giờ 1 phút",
        "CHUẨN BỊ PHÁT BIỂU\n  UBND huyện Thăng Bình: Chưa báo sẵn sàng",
        "DANH SÁCH ĐĂNG KÝ PHÁT BIỂU (2)\n   1. Xã Trà Dơn (huyện Nam Trà My) · đăng ký lúc 09:07 · Ưu tiên",
        "Cấp huyện: có mặt 0/18, đã báo cáo 1/18, vắng có lý do 1",
        "Cấp xã: có mặt 1/241, đã báo cáo 1/241, 1.204 đại biểu",
        "TRANG ĐIỂM DANH MẤT KẾT NỐI (1)\n  Phường Tân Thạnh (thành phố Tam Kỳ) từ 09:08",
        "Huyện Thăng Bình: Mất hình từ 09:09 (tối đen)",
        "k1. [Dự thảo] Rà soát dữ liệu (thời hạn: 30/6/2024)",
        "09:09, gửi các điểm cầu thuộc thành phố Tam Kỳ: Kiểm tra micro (đã đọc 1/13)",
    ):
        assert expected in text, expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_a_hundred_columns(running: Meeting, lang: Language) -> None:
    """Of the real programme, in both languages, while it runs and when it is over."""
    assert max(map(len, overview(lang, running, EIGHT + 71 * MINUTE).splitlines())) <= 100
    end = EIGHT + 75 * MINUTE
    told(running, (75, "host", e.TurnEnded("5a1", end)), (75, "host", e.ItemEnded("5", end)), (75, "host", e.MeetingClosed(end)))
    assert max(map(len, overview(lang, running, EIGHT + 80 * MINUTE).splitlines())) <= 100


def test_hostile_text_passes_as_plain_text(real_meeting: Meeting) -> None:
    """It is neither markup nor a template, and breaks no line."""
    told(real_meeting, (0, "point:502", e.RequestMade("r1", "502", speaker=Speaker("[@click=quit]{0}\n=1+1"))))
    assert "Thành phố Tam Kỳ ([@click=quit]{0}" in overview("vi", real_meeting, EIGHT)


def test_the_same_is_there_for_programs(running: Meeting) -> None:
    """Plain values, instants as local ISO text, the state in ids."""
    values = overview_json(running, EIGHT + 71 * MINUTE)
    assert json.loads(json.dumps(values)) == values
    assert (values["at"], values["running"], values["speaking"]) == ("2024-05-31T09:11:00.000+07:00", "5", "5a1")
    assert [one["id"] for one in values["requests"]] == ["r2", "r1"]
    assert values["lines_lost"] == ["20335"]
