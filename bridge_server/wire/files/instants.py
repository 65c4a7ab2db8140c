"""Instants and dates as people write them in a file: ISO 8601, an instant always with its offset from UTC."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from .document import kind_of
from .faults import Fault, fault

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(?P<offset>Z|[+-]\d\d:?\d\d)?", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = 9_999_999_999_999


def instant(place: str, value: object) -> int | Fault:
    """Milliseconds since 1970 UTC of "2024-05-31T08:00:00+07:00", or what is wrong with it."""
    if not isinstance(value, str):
        return fault(place, "wrong-type", expected="instant", found=kind_of(value))
    form = _INSTANT.fullmatch(value)
    if form is None:
        return fault(place, "bad-instant", value=value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return fault(place, "bad-instant", value=value)
    if form["offset"] is None:
        return fault(place, "no-offset", value=value)
    ms = (moment - _EPOCH) // timedelta(milliseconds=1)
    return ms if 0 <= ms <= _LAST else fault(place, "bad-instant", value=value)


def calendar_date(place: str, value: str) -> Fault | None:
    """What is wrong with "2024-05-17", if anything."""
    try:
        if _DATE.fullmatch(value):
            date.fromisoformat(value)
            return None
    except ValueError:
        pass
    return fault(place, "bad-date", value=value)
