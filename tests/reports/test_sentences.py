"""Events as a Vietnamese host would say them, in full; and every event in both languages without a fault."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge_server.meeting import Agenda, Event, Meeting, Record, Roster, apply
from bridge_server.meeting import events as e
from bridge_server.meeting.figures import RollFigures, TierFigures
from bridge_server.meeting.values import Audience, Deadline, Speaker
from bridge_server.reports.sentences import sentence
from bridge_server.wire.records import UnknownEvent
from bridge_server.words import LANGUAGES

NINE = 1_717_120_800_000
"""09:00 of 31 May 2024."""


@pytest.fixture
def meeting(real_meeting: Meeting) -> Meeting:
    """The real programme with one request of Trà Dơn and one of Trà Don."""
    for number, point in enumerate(("20938", "20956"), 1):
        apply(real_meeting, Record(number, NINE, f"point:{point}", "", (e.RequestMade(f"r{number}", point),)))
    return real_meeting


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (e.MeetingOpened(NINE), "khai mạc hội nghị lúc 09:00"),
        (e.MeetingClosed(NINE), "kết thúc hội nghị lúc 09:00"),
        (e.SittingAdjourned(NINE + 86_400_000, "hết giờ"), "tạm nghỉ, họp tiếp lúc 09:00 ngày 1/6/2024 (lý do: hết giờ)"),
        (e.SittingAdjourned(None), "tạm nghỉ, giờ họp tiếp sẽ báo sau"),
        (e.SittingOpened(2), "tiếp tục hội nghị, buổi họp thứ 2"),
        (e.LatenessShown(True), "cho hiện mức chậm, sớm so với chương trình trên màn hình hội trường"),
        (e.LatenessShown(False), "thôi hiện mức chậm, sớm so với chương trình trên màn hình hội trường"),
        (e.ItemStarted("6", NINE), "bắt đầu nội dung 6 (Giải lao)"),
        (e.ItemStarted("6", NINE - 120_000), "bắt đầu nội dung 6 (Giải lao), tính từ 08:58"),
        (e.ItemTimeAdded("5", 300, "nhiều ý kiến"), "thêm 5 phút cho nội dung 5 (Phát biểu tham luận) (lý do: nhiều ý kiến)"),
        (e.ItemTimeAdded("6", -300), "bớt 5 phút của nội dung 6 (Giải lao)"),
        (
            e.ItemMoved("9", "8", "về sớm"),
            "chuyển nội dung 9 (Phát biểu chỉ đạo của Thường trực Tỉnh ủy) đến trước nội dung 8 \
(Phát biểu chỉ đạo của Thường trực HĐND tỉnh) (lý do: về sớm)",
        ),
        (e.ItemMoved("7", "", ""), "chuyển nội dung 7 (Thảo luận) xuống cuối chương trình"),
        (e.SlotSkipped("5b3", "vắng"), "bỏ lượt phát biểu của Sở Xây dựng (lý do: vắng)"),
        (
            e.RunCorrected("item", "6", 0, "start", NINE, NINE - 60_000, "quên bấm"),
            "chỉnh giờ bắt đầu của nội dung 6 (Giải lao): từ 09:00 thành 08:59 (lý do: quên bấm)",
        ),
        (e.RequestMade("r3", "502", subject="hạ tầng"), "thành phố Tam Kỳ đăng ký phát biểu về: hạ tầng"),
        (
            e.RequestMade("r3", "49", "hall", "so-tc", speaker=Speaker("Đặng Phong")),
            "ghi đăng ký phát biểu của Sở Tài chính (Đặng Phong) (đăng ký tại hội trường)",
        ),
        (
            e.RunCorrected("turn", "5a1", 0, "end", NINE, NINE + 20_000, ""),
            "chỉnh giờ kết thúc của lượt phát biểu của UBND thành phố Tam Kỳ: từ 09:00:00 thành 09:00:20",
        ),
        (
            e.PresenterReplaced("5b3", "49", "so-xd", "Sở Xây dựng", Speaker("Lê Văn B")),
            "thay người trình bày: Sở Xây dựng (Lê Văn B)",
        ),
        (
            e.PresenterReplaced("5b3", "49", "so-tc", "Sở Tài chính", reason="họp gấp"),
            "Sở Tài chính phát biểu thay Sở Xây dựng (lý do: họp gấp)",
        ),
        (e.TurnReturned("r1"), "xã Trà Dơn (huyện Nam Trà My) trở lại danh sách đăng ký phát biểu"),
        (e.TurnReturned("5a1"), "UBND thành phố Tam Kỳ trở lại lượt phát biểu theo chương trình"),
        (e.SpeakerNamed("5a1", Speaker()), "bỏ tên người phát biểu của UBND thành phố Tam Kỳ"),
        (e.NoticeSent("n1", Audience("tier", "Bản"), "Chào"), "gửi các điểm cầu Bản: “Chào”"),
        (e.ConclusionAdded("k2", "Rà soát", deadline=Deadline("cuối năm")), "kết luận k2: “Rà soát”; thời hạn: cuối năm"),
        (
            e.ConclusionAdded("k3", "Rà soát", deadline=Deadline("2024-06-15", "trước ngày 15/6/2024")),
            "kết luận k3: “Rà soát”; thời hạn: trước ngày 15/6/2024",
        ),
        ({"type": "Applauded", "point": "502"}, "sự kiện “Applauded” do phiên bản mới hơn ghi, phiên bản này chưa hiểu"),
        (e.FloorGiven("r1"), "mời xã Trà Dơn (huyện Nam Trà My) phát biểu"),
        (e.FloorGiven("5c2"), "mời UBND thành phố Tam Kỳ phát biểu"),
        (e.TurnHeld("r2", "line", NINE), "xã Trà Don (huyện Nam Trà My) tạm dừng phát biểu do sự cố đường truyền"),
        (e.TurnPassed("5a2"), "UBND huyện Thăng Bình chưa trả lời, tạm để lại sau"),
        (
            e.RequestDeclined("r2"),
            "chưa bố trí được cho xã Trà Don (huyện Nam Trà My), mời gửi ý kiến bằng văn bản",
        ),
        (e.ShortListMarked("r1", on=True), "đưa xã Trà Dơn (huyện Nam Trà My) vào danh sách dự kiến mời"),
        (
            e.SpeakerNamed("5a1", Speaker("Bùi Ngọc Ảnh", "Phó Chủ tịch", "Chủ tịch UBND thành phố")),
            "người phát biểu của UBND thành phố Tam Kỳ: Bùi Ngọc Ảnh, Phó Chủ tịch, thay Chủ tịch UBND thành phố",
        ),
        (e.CheckedIn("20335", total=1204), "phường Tân Thạnh (thành phố Tam Kỳ): có mặt, 1.204 đại biểu"),
        (e.CheckedIn("502", "absent_with_leave", "phone"), "thành phố Tam Kỳ: vắng có lý do (báo qua điện thoại)"),
        (
            e.CheckedIn("502", "online", "paper", leader_present=False, made_at=NINE),
            "thành phố Tam Kỳ: tham dự trực tuyến, không có lãnh đạo dự (theo phiếu giấy, lúc 09:00)",
        ),
        (
            e.RollClosed(RollFigures((TierFigures("commune", 241, 240, 238, 2, 0, 1, 0, 900),))),
            "chốt điểm danh: có mặt 238/241 điểm cầu, đã báo cáo 240/241",
        ),
        (e.FaultReported("502", "sound", "tiếng rè"), "thành phố Tam Kỳ báo sự cố: mất tiếng (tiếng rè)"),
        (e.LineLost("20338"), "trang điểm danh của phường Phước Hòa (thành phố Tam Kỳ) mất kết nối"),
        (
            e.NoticeSent("n1", Audience("children", "502"), "Kiểm tra\nmicro"),
            "gửi các điểm cầu thuộc thành phố Tam Kỳ: “Kiểm tra micro”",
        ),
        (
            e.ConclusionAdded(
                "k1", "Rà soát dữ liệu.", "so-tp", ("so-tttt", "Công an tỉnh"), Deadline("2024-06-30", "sau giao ban")
            ),
            "kết luận k1: “Rà soát dữ liệu.”; cơ quan chủ trì: Sở Tư pháp; phối hợp: Sở Thông tin và Truyền thông, Công an tỉnh; \
thời hạn: 30/6/2024, sau giao ban",
        ),
        (e.Undone(12), "hoàn tác thao tác ở bản ghi số 12"),
        (e.CodeRevoked("point", 1, "502"), "thu hồi mã của thành phố Tam Kỳ; mã mới là lần cấp thứ 2"),
        (UnknownEvent("Applauded", {}), "sự kiện “Applauded” do phiên bản mới hơn ghi, phiên bản này chưa hiểu"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_an_event_reads_as_it_is_said(meeting: Meeting, event: object, expected: str) -> None:
    """Names for ids, the class word small inside a sentence, the district beside a commune."""
    assert sentence("vi", meeting, event, at=NINE) == expected


def test_a_fault_is_noted_by_the_hall_or_reported_by_its_point(meeting: Meeting) -> None:
    """The words say whose word it is."""
    fault = e.FaultReported("502", "picture")
    assert sentence("vi", meeting, fault, at=NINE, by="host") == "ghi nhận sự cố tại thành phố Tam Kỳ: mất hình"
    assert sentence("vi", meeting, fault, at=NINE, by="point:502") == "thành phố Tam Kỳ báo sự cố: mất hình"


def test_the_corrected_clock_shifts_what_is_told(meeting: Meeting) -> None:
    """Recorded instants are shown as the host corrected them."""
    apply(meeting, Record(3, NINE, "host", "", (e.ClockCorrected(300_000),)))
    assert sentence("vi", meeting, e.MeetingClosed(NINE), at=NINE) == "kết thúc hội nghị lúc 09:05"


LEFT_OUT = ("AgendaSet", "ItemAdded", "SlotAdded", "MeetingPostponed", "SittingAdjourned", "RunCorrected")
INSTANTS = st.integers(0, 4_000_000_000_000)
SHORT = st.text(max_size=20)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    *(st.from_type(kind) for kind in get_args(Event) if kind.__name__ not in LEFT_OUT),
    st.builds(e.MeetingPostponed, INSTANTS, SHORT),
    st.builds(e.SittingAdjourned, st.none() | INSTANTS, SHORT),
    st.builds(e.RunCorrected, st.sampled_from(["item", "turn"]), SHORT, st.just(0), st.just("end"), INSTANTS, INSTANTS, SHORT),
)


@pytest.fixture(scope="module")
def stranger(real_agenda: Agenda, real_roster: Roster) -> Meeting:
    """A meeting that knows none of the ids."""
    return Meeting(real_agenda, real_roster)


@settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=EVENTS)
def test_every_event_has_a_sentence_in_both_languages(event: Event, stranger: Meeting) -> None:
    """Also about ids that nobody knows, and with hostile text, which stays plain text."""
    for lang in LANGUAGES:
        assert sentence(lang, stranger, event, at=NINE).strip()
