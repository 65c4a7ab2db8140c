"""Refusals as sentences: courteous, the offender by name, instants as local time, no word of the code."""

import re

import pytest

from bridge_server.meeting import HOST, Author, Command, Event, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting import events as e
from bridge_server.reports.sentences import refusal
from bridge_server.words import LANGUAGES

NINE = 1_717_120_800_000
"""09:00 of 31 May 2024."""


@pytest.fixture
def meeting(real_meeting: Meeting) -> Meeting:
    """Item 5 runs, Tam Kỳ speaks, Trà Don has asked."""
    happened: tuple[Event, ...] = (e.MeetingOpened(NINE), e.ItemStarted("5", NINE), e.FloorGiven("5a1"))
    for number, event in enumerate(happened, 1):
        apply(real_meeting, Record(number, NINE, "host", "", (event,)))
    apply(real_meeting, Record(4, NINE, "point:20956", "", (e.RequestMade("r1", "20956"),)))
    return real_meeting


@pytest.mark.parametrize(
    ("by", "command", "said"),
    [
        (
            HOST,
            c.StartItem("6", after=""),
            "Chương trình vừa chuyển sang nội dung 5 (Phát biểu tham luận); đề nghị xem lại rồi thao tác tiếp.",
        ),
        (HOST, c.GiveFloor("5a2", replacing=""), "Hiện UBND thành phố Tam Kỳ đang phát biểu; đề nghị xem lại rồi thao tác tiếp."),
        (HOST, c.Undo(2), "Thao tác ở bản ghi số 3 đã dựa trên bản ghi số 2; đề nghị hoàn tác bản ghi số 3 trước."),
        (
            Author("point", "20956"),
            c.Ask("20956"),
            "Xã Trà Don (huyện Nam Trà My) đã đăng ký phát biểu lúc 09:00, xin chờ đến lượt; "
            "muốn thay đổi thì rút đăng ký rồi đăng ký lại.",
        ),
        (
            Author("point", "20956"),
            c.CheckIn("20938"),
            "Nội dung này thuộc xã Trà Dơn (huyện Nam Trà My); đề nghị dùng mã của điểm cầu đó, hoặc nhờ điều phối ghi giúp.",
        ),
        (
            Author("point", "20956"),
            c.Ask("20956", item="6"),
            "Thao tác này thuộc về nội dung 6 (Giải lao), nay đã qua; nếu vẫn cần, đề nghị thực hiện lại.",
        ),
        (
            HOST,
            c.ResumeTurn("5a1", replacing="5a1"),
            "Lượt phát biểu của UBND thành phố Tam Kỳ ở trạng thái “Đang phát biểu”; chỉ mời tiếp tục được lượt đang tạm dừng.",
        ),
        (HOST, c.ResumeMeeting(), "Hội nghị đang họp, không phải đang tạm nghỉ; chỉ họp tiếp được sau khi tạm nghỉ."),
        (
            HOST,
            c.CheckIn("502", source="self"),
            "Không ghi được theo cách “Điểm cầu tự báo cáo”; đề nghị chọn: "
            "Hội trường ghi nhận, Báo qua điện thoại, Theo phiếu giấy.",
        ),
        (
            HOST,
            c.ClearFault("502", "sound"),
            "Thành phố Tam Kỳ hiện không có sự cố “Mất tiếng”; đề nghị kiểm tra lại loại sự cố.",
        ),
        (HOST, c.RestoreSlot("5a1"), "Lượt phát biểu của UBND thành phố Tam Kỳ vẫn ở trong chương trình, không cần đưa trở lại."),
        (
            HOST,
            c.EndItem("5", at=NINE - 86_400_000),
            "Giờ 09:00 ngày 30/5/2024 chưa phù hợp; đề nghị chọn từ 09:00 ngày 31/5/2024 đến 09:10 ngày 31/5/2024.",
        ),
        (HOST, c.EndItem("5", at=NINE - 20_000), "Giờ 08:59:40 chưa phù hợp; đề nghị chọn từ 09:00:00 đến 09:00:30."),
        (HOST, c.StartItem("99", after="5"), "Chương trình không có nội dung mã “99”; đề nghị chọn lại trong chương trình."),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_a_refusal_reads_as_it_is_said(meeting: Meeting, by: Author, command: Command, said: str) -> None:
    """Names for ids, labels for states and sources, dates where they matter."""
    later = NINE + 30_000 if command == c.EndItem("5", at=NINE - 20_000) else NINE + 600_000
    with pytest.raises(Refused) as refused:
        decide(meeting, command, by, later)
    assert refusal("vi", refused.value, meeting) == said
    assert not re.search(r"[{}_]", refusal("en", refused.value, meeting))


def test_a_refusal_is_told_without_a_meeting_too() -> None:
    """Then items go by their number, and nobody's name is invented."""
    overtaken = Refused("overtaken", what="running", now="", seen="5")
    assert refusal("vi", overtaken).startswith("Nội dung trước vừa kết thúc, chưa có nội dung nào bắt đầu")
    running = Refused("item-running", item="5", started_at=NINE)
    assert refusal("vi", running).startswith("Nội dung 5 đang diễn ra từ 09:00;")
    something_new = Refused("overtaken", what="weather", now="rain", seen="sun")
    for lang in LANGUAGES:
        assert "rain" in refusal(lang, something_new)


def test_the_corrected_clock_counts_in_a_refusal(meeting: Meeting) -> None:
    """People read the time that their screens show."""
    apply(meeting, Record(5, NINE, "host", "", (e.ClockCorrected(120_000),)))
    assert "lúc 09:02." in refusal("vi", Refused("list-closed", closed_at=NINE), meeting)


def test_hostile_facts_stay_plain_text() -> None:
    """What was typed is a value and never a template."""
    assert "“{x}[@click=quit]%s”" in refusal("vi", Refused("bad-date", date="{x}[@click=quit]%s"))
