"""Deadlines as a secretary writes them: "trước 15/6", "trong quý III", "hằng tháng". A day only where one was said. Pure.

What names a day is kept as the day and, where a word says how ("trước", "chậm nhất"), in these words too; a day without its year
is the next one of that name. Everything else stays words: of "trong tháng 6" nobody makes the thirtieth.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bridge_server.meeting.values import Deadline

from .names import fold

_WORDS: Final = (
    "trước đến hết chậm nhất là vào ngày tháng quý năm tuần giờ trong vòng sau cuối đầu giữa này tới nữa hằng mỗi định kỳ làm "
    "việc kể từ thường xuyên hoàn thành xong kỳ họp phiên mùa một hai ba bốn sáu mười nay"
)
_ACCENTED: Final = {fold(word): word for word in _WORDS.split()}
"""Words of deadlines that a hurried hand types without accents."""
_DONE: Final = r"(?P<done>(?:hoan thanh|xong) )?"
_BEFORE: Final = r"(?P<before>truoc|den het|den|het|cham nhat(?: la)?(?: den| vao)?)"
_HOUR: Final = r"(?P<hour>\d{1,2} ?(?:h(?: ?\d{2})?|gio(?: \d{1,2})?) )?"
_DAY: Final = (
    r"(?:ngay )?(?:(?P<day>\d{1,2}) ?[/.\-] ?(?P<month>\d{1,2})(?: ?[/.\-] ?(?P<year>\d{4}|\d{2}))?"
    r"|(?P<day2>\d{1,2}) thang (?P<month2>\d{1,2})(?: nam (?P<year2>\d{4}))?)"
)
_UNIT: Final = r"(?:thang|quy|nam|tuan)"
_COUNT: Final = r"(?:\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_DAY_SAID: Final = re.compile(rf"{_DONE}(?:{_BEFORE} )?{_HOUR}{_DAY}", re.ASCII)
_WORDS_SAID: Final = tuple(
    re.compile(one, re.ASCII)
    for one in (
        rf"{_DONE}(?:{_BEFORE}|trong|sau) (?:(?:cuoi|dau|giua|het) )?{_UNIT}"
        r"(?: (?:\d{1,2}|[ivx]+))?(?: ?/ ?\d{4}| nam \d{4}| \d{4}| (?:nay|sau|toi))?",
        rf"{_DONE}(?:{_BEFORE}|trong(?: vong)?|sau) {_COUNT} (?:ngay|tuan|thang|quy|nam|gio)(?: lam viec)?"
        r"(?: (?:ke )?tu .+| sau .+| toi| nua)?",
        rf"{_DONE}(?:{_BEFORE}) (?:ky hop|phien hop|mua|tet|nam hoc|dai hoi)(?: .+)?",
        r"(?:hang|moi|dinh ky(?: hang| moi)?) (?:\d+ )?(?:ngay|tuan|thang|quy|nam)(?:,.*)?",
        r"thuong xuyen(?:,.*)?",
    )
)
_QUARTER: Final = re.compile(r"\b(quý) ([1-4]|i{1,3}|iv)\b", re.IGNORECASE)
_ROMAN: Final = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """It names a day that no calendar has."""

    said: str


def deadline_of(text: str, today: date) -> Deadline | NoSuchDay | None:
    """The deadline that `text` is, the whole of it; None where it is none."""
    said = " ".join(text.split()).strip(" .")
    plain = fold(said)
    if found := _DAY_SAID.fullmatch(plain):
        return _day(found, today)
    if any(one.fullmatch(plain) for one in _WORDS_SAID) and len(said) <= 200:
        return Deadline(words=_quarter(_with_accents(said)))
    return None


def _day(found: re.Match[str], today: date) -> Deadline | NoSuchDay:
    day, month = int(found["day"] or found["day2"]), int(found["month"] or found["month2"])
    written = found["year"] or found["year2"]
    the_day = _calendar(day, month, written, today)
    if the_day is None:
        return NoSuchDay(f"{day}/{month}/{written}" if written else f"{day}/{month}")
    how = " ".join(part.strip() for part in (found["done"], found["before"], found["hour"]) if part)
    words = f"{_with_accents(how)} ngày {day_words(the_day)}" if how else ""
    return Deadline(the_day.isoformat(), words)


def _calendar(day: int, month: int, written: str | None, today: date) -> date | None:
    """That day; without a year, the next that comes."""
    years = (int(written) + (2000 if len(written) == 2 else 0),) if written else (today.year, today.year + 1)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if written or found >= today:
            return found
    return None


def day_words(day: date) -> str:
    """ "15/6/2024"; four figures of the year whatever it is."""
    return f"{day.day}/{day.month}/{day.year:04}"


def _with_accents(text: str) -> str:
    """Words of a deadline typed without any accent, as they are written."""
    if fold(text) != text.lower():
        return text
    return " ".join(_ACCENTED.get(word, word) for word in text.split(" "))


def _quarter(text: str) -> str:
    """Quarters bear Roman numerals."""
    return _QUARTER.sub(lambda found: f"{found[1]} {_ROMAN.get(found[2], found[2].upper())}", text)
