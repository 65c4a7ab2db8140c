"""Times, durations and figures as they are said, and moments as people write them."""

from datetime import datetime
from typing import Final

import pytest

from bridge_server.reports.times import (
    ZONE,
    At,
    BadAt,
    date_clock,
    date_text,
    decimal,
    duration,
    instant_of,
    iso,
    minutes,
    number,
    offset_sentence,
    parse_at,
    weekday,
)

EIGHT: Final = 1_717_117_200_000
"""08:00 of 31 May 2024."""
MINUTE: Final = 60_000


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 giây"),
        (45_000, "45 giây"),
        (60_000, "1 phút"),
        (90_000, "1 phút 30 giây"),
        (-300_000, "5 phút"),
        (3_600_000, "1 giờ"),
        (3_930_000, "1 giờ 05 phút"),
    ],
)
def test_a_duration_is_said(ms: int, said: str) -> None:
    """To the second below an hour, to the minute from there on, without a sign."""
    assert duration("vi", ms) == said


def test_whole_minutes_are_said() -> None:
    """Less than one is said so; English knows one minute from two."""
    assert [minutes("vi", one * 1000) for one in (59, 60, 150, 7500)] == ["dưới 1 phút", "1 phút", "2 phút", "2 giờ 05 phút"]
    assert [minutes("en", one * 1000) for one in (59, 60, 150)] == ["less than 1 minute", "1 minute", "2 minutes"]


def test_dates_follow_the_official_form() -> None:
    """A zero before days below ten and before January and February only; the short form has none."""
    fifth = instant_of(datetime(2024, 1, 5, 9, 12, tzinfo=ZONE))
    assert date_text("vi", EIGHT) == "ngày 31 tháng 5 năm 2024"
    assert date_text("vi", fifth) == "ngày 05 tháng 01 năm 2024"
    assert date_text("en", fifth) == "5 January 2024"
    assert date_clock("vi", fifth) == "09:12 ngày 5/1/2024"
    assert weekday("vi", EIGHT) == "Thứ Sáu"
    assert iso(EIGHT) == "2024-05-31T08:00:00.000+07:00"


def test_figures_have_vietnamese_marks() -> None:
    """A full stop between thousands, a decimal comma."""
    assert number("vi", 10_595) == "10.595"
    assert decimal("vi", 1234.56, 2) == "1.234,56"
    assert (number("en", 10_595), decimal("en", 97.5)) == ("10,595", "97.5")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("45", At(record=45)),
        (" #45 ", At(record=45)),
        ("09:12", At(instant=EIGHT + 72 * MINUTE)),
        ("9h12", At(instant=EIGHT + 72 * MINUTE)),
        ("09:12:30", At(instant=EIGHT + 72 * MINUTE + 30_000)),
        ("31/5/2024 09:12", At(instant=EIGHT + 72 * MINUTE)),
        ("2024-05-31 09:12", At(instant=EIGHT + 72 * MINUTE)),
        ("2024-05-31T09:12:30", At(instant=EIGHT + 72 * MINUTE + 30_000)),
        ("2024-05-31T02:12:00+00:00", At(instant=EIGHT + 72 * MINUTE)),
        ("2024-05-31T02:12:00Z", At(instant=EIGHT + 72 * MINUTE)),
    ],
)
def test_a_moment_is_a_record_or_an_instant(text: str, moment: At) -> None:
    """A time alone is on the day of the plan."""
    assert parse_at(text, meeting_start_ms=EIGHT, first=EIGHT - MINUTE, last=EIGHT + 200 * MINUTE) == moment


@pytest.mark.parametrize(
    "text", ["", "now", "25:00", "09:60", "31/2/2024 09:00", "31/5/2024", "2024-05-31", "１２", "-5", "1/1/1 1:1"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """The error keeps what was written."""
    with pytest.raises(BadAt) as wrong:
        parse_at(text, meeting_start_ms=EIGHT, first=None, last=None)
    assert wrong.value.text == text


def test_a_time_alone_is_on_the_rehearsals_day() -> None:
    """Where nothing was recorded on the planned day, the last record's day counts."""
    day_before = EIGHT - 24 * 60 * MINUTE
    rehearsed = parse_at("08:05", meeting_start_ms=EIGHT, first=day_before, last=day_before + MINUTE)
    assert rehearsed == At(instant=day_before + 5 * MINUTE)
    planned = parse_at("08:05", meeting_start_ms=EIGHT, first=day_before, last=EIGHT)
    assert planned == At(instant=EIGHT + 5 * MINUTE)


def test_the_pace_is_a_sentence() -> None:
    """Late, early, on time, unknown, and over."""
    half_past_eleven = EIGHT + 210 * MINUTE

    def pace(late_by: float) -> str:
        ms = round(late_by * MINUTE)
        return offset_sentence("vi", ms, half_past_eleven + ms, half_past_eleven)

    assert pace(12) == "chậm 12 phút, dự kiến kết thúc 11:42 (kế hoạch 11:30)"
    assert pace(-3) == "sớm 3 phút, dự kiến kết thúc 11:27 (kế hoạch 11:30)"
    assert pace(0.9) == "đúng chương trình, dự kiến kết thúc 11:30 (kế hoạch 11:30)"
    assert pace(24 * 60) == "chậm 24 giờ, dự kiến kết thúc 11:30 ngày 1/6/2024 (kế hoạch 11:30 ngày 31/5/2024)"
    unknown = offset_sentence("vi", None, None, None, unknown_item="nội dung 7")
    assert unknown == "chưa thể dự kiến giờ kết thúc: nội dung 7 chưa có thời lượng"
    closed = offset_sentence("vi", 0, half_past_eleven, half_past_eleven, closed=True)
    assert closed == "đúng chương trình, đã kết thúc 11:30 (kế hoạch 11:30)"
