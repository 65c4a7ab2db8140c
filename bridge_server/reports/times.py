"""Instants and durations as people read and write them: local time of Asia/Ho_Chi_Minh, Vietnamese or English figures."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bridge_server.meeting.projection import late_by_minutes
from bridge_server.words import Language, say

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST: Final = 9_999_999_999_999
"""The last instant of a log (the year 2286)."""
_RECORD: Final = re.compile(r"#?(\d{1,9})", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2})[:hH](\d{2})(?::(\d{2}))?", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def local(instant: int) -> datetime:
    """The local date and time of an instant."""
    return (_EPOCH + timedelta(milliseconds=instant)).astimezone(ZONE)


def instant_of(moment: datetime) -> int:
    """Milliseconds since 1970 UTC; a moment that says no zone is local."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def iso(instant: int) -> str:
    """ "2024-05-31T09:12:05.250+07:00"."""
    return local(instant).isoformat(timespec="milliseconds")


def clock(instant: int) -> str:
    """ "09:12"."""
    return f"{local(instant):%H:%M}"


def clock_seconds(instant: int) -> str:
    """ "09:12:05"."""
    return f"{local(instant):%H:%M:%S}"


def date_text(lang: Language, instant: int) -> str:
    """ "ngày 31 tháng 5 năm 2024"; days below 10 and months 1 and 2 have a leading zero in Vietnamese documents."""
    day = local(instant)
    number = f"{day.day:02}" if lang == "vi" else str(day.day)
    return say(lang, "label.date", day=number, month=say(lang, f"label.month-{day.month}"), year=day.year)


def date_short(lang: Language, instant: int) -> str:
    """ "31/5/2024"."""
    return day_short(lang, local(instant).date())


def day_short(lang: Language, day: date) -> str:
    """ "31/5/2024" of a calendar day."""
    return say(lang, "label.date-short", day=day.day, month=day.month, year=day.year)


def date_clock(lang: Language, instant: int) -> str:
    """ "09:12 ngày 31/5/2024"."""
    return say(lang, "label.date-clock", clock=clock(instant), date=date_short(lang, instant))


def weekday(lang: Language, instant: int) -> str:
    """ "Thứ Sáu"."""
    return say(lang, f"label.weekday-{local(instant).isoweekday()}")


def number(lang: Language, value: int) -> str:
    """ "10.595"."""
    return f"{value:,}".replace(",", say(lang, "label.thousands-mark"))


def decimal(lang: Language, value: float, digits: int = 1) -> str:
    """ "97,5", with a full stop between thousands."""
    whole, _, rest = f"{value:,.{digits}f}".partition(".")
    whole = whole.replace(",", say(lang, "label.thousands-mark"))
    return f"{whole}{say(lang, 'label.decimal-mark')}{rest}" if rest else whole


def duration(lang: Language, ms: int) -> str:
    """How long, whatever the sign: "45 giây", "12 phút", "1 phút 30 giây"; from an hour on without seconds: "1 giờ 05 phút"."""
    seconds = abs(ms) // 1000
    if seconds >= 3600 or seconds % 60 == 0:
        return minutes(lang, ms) if seconds else say(lang, "label.seconds", seconds=0)
    if seconds < 60:
        return say(lang, "label.seconds", seconds=seconds)
    return say(lang, "label.minutes-seconds", minutes=seconds // 60, seconds=f"{seconds % 60:02}")


def countdown(ms: int) -> str:
    """ "04:37" left, rounded up so that 00:00 is the end; "+02:15" over; from an hour on "1:04:37"."""
    if ms >= 0:
        return stopwatch(ms + 999)
    return f"+{stopwatch(-ms)}" if ms <= -1000 else stopwatch(0)


def stopwatch(ms: int) -> str:
    """ "04:37" of what has passed, "1:04:37" from an hour on."""
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def minutes(lang: Language, ms: int) -> str:
    """How long in whole minutes, whatever the sign: "12 phút", "1 giờ 05 phút", "dưới 1 phút"."""
    hours, rest = divmod(abs(ms) // 60_000, 60)
    if hours and rest:
        return say(lang, "label.hours", hours=hours, minutes=f"{rest:02}")
    if hours:
        return say(lang, "label.hours-whole", hours=hours)
    if not rest:
        return say(lang, "label.under-a-minute")
    return say(lang, "label.minute" if rest == 1 else "label.minutes", minutes=rest)


@dataclass(frozen=True, slots=True)
class At:
    """A moment of the log that somebody names: after record `record`, or at `instant` as shown. Exactly one is not None."""

    record: int | None = None
    instant: int | None = None


class BadAt(ValueError):  # noqa: N818 - it says what is bad
    """A text that names no moment; `text` is what was written."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


def parse_at(text: str, *, meeting_start_ms: int, first: int | None, last: int | None) -> At:
    """The moment written as a record ("45", "#45"), a time ("09:12", "09:12:30", "9h12"), or a date and a time.

    `first` and `last` are the instants of the first and the last record (None: no record). A time alone is on the planned day,
    but on the day of the last record where none was made on the planned day (a rehearsal). Raises `BadAt`.
    """
    text = text.strip()
    if found := _RECORD.fullmatch(text):
        return At(record=int(found[1]))
    try:
        if moment := _clock_of(text):
            return At(instant=instant_of(datetime.combine(_day_of(meeting_start_ms, first, last), moment)))
        instant = instant_of(_date_and_time(text))
    except (ValueError, OverflowError):
        raise BadAt(text) from None
    if not 0 <= instant < LAST:
        raise BadAt(text)
    return At(instant=instant)


def _clock_of(text: str) -> time | None:
    """The time of day, or None where the text has another form. Raises `ValueError` for one that does not exist."""
    found = _CLOCK.fullmatch(text)
    return None if found is None else time(int(found[1]), int(found[2]), int(found[3] or 0))


def _day_of(planned: int, first: int | None, last: int | None) -> date:
    day = local(planned).date()
    if first is None or last is None or local(first).date() <= day <= local(last).date():
        return day
    return local(last).date()


def _date_and_time(text: str) -> datetime:
    """A date with a time; local unless it says its offset."""
    day, _, clock_text = text.replace("T", " ").partition(" ")
    if found := _DAY_FIRST.fullmatch(day):
        moment = _clock_of(clock_text.strip())
        if moment is None:
            raise ValueError(text)
        return datetime.combine(date(int(found[3]), int(found[2]), int(found[1])), moment)
    if not clock_text:
        raise ValueError(text)
    moment = _clock_of(clock_text.strip())
    return datetime.fromisoformat(text) if moment is None else datetime.combine(date.fromisoformat(day), moment)


def offset_sentence(
    lang: Language,
    offset_ms: int | None,
    projected_end: int | None,
    planned_end: int | None,
    *,
    unknown_item: str = "",
    closed: bool = False,
) -> str:
    """ "chậm 12 phút, dự kiến kết thúc 11:42 (kế hoạch 11:30)".

    Less than a minute counts as on time. `unknown_item` is the name of the item that has no minutes ("nội dung 7"), where that
    is why nothing can be projected. An end on another day than the planned one is said with its date.
    """
    if projected_end is None:
        return say(lang, "label.pace-unknown-item", item=unknown_item) if unknown_item else say(lang, "label.pace-unknown")
    over = "over-" if closed else ""
    if planned_end is None or offset_ms is None:
        return say(lang, f"label.pace-{over}no-plan", projected=clock(projected_end))
    same_day = local(projected_end).date() == local(planned_end).date()
    projected = clock(projected_end) if same_day else date_clock(lang, projected_end)
    late = late_by_minutes(offset_ms)
    way = "late" if late > 0 else "early" if late < 0 else "on-time"
    facts = {"projected": projected, "planned": clock(planned_end) if same_day else date_clock(lang, planned_end)}
    if way != "on-time":
        facts["duration"] = minutes(lang, offset_ms)
    return say(lang, f"label.pace-{over}{way}", **facts)
