"""Fields that are read as a number or as a time."""

import re
from typing import Any, Final

from bridge_server.reports.times import BadAt, clock, clock_seconds, date_short, local, parse_at
from bridge_server.words import say
from console.forms import Moment, Number, Wrong

from .fields import LineBox

_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[. ]\d{3})+", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?\d{1,15}", re.ASCII)


class NumberBox(LineBox):
    """A whole number; thousands may be set apart by dots or spaces."""

    field: Number
    over = True

    def first_text(self) -> str:
        """The value."""
        return "" if self.field.value is None else str(self.field.value)

    def read(self) -> Any:
        """The number, None for nothing."""
        field, text = self.field, self.typed
        if not text:
            return self.wrong("needed") if field.required else None
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "").replace(" ", "")
        if not _WHOLE.fullmatch(text):
            return self.wrong("not-a-number")
        number = int(text)
        return number if field.least <= number <= field.most else self.wrong("out-of-range", least=field.least, most=field.most)

    def comment(self) -> None:
        """What is wrong at once: a digit more can only make it worse."""
        said = self.read() if self.typed else None
        if isinstance(said, Wrong) and self.typed.lstrip("+-"):
            self.tell(said.text, bad=True)
        else:
            super().comment()


class MomentBox(LineBox):
    """A time, shown as it is understood."""

    field: Moment
    over = True

    def first_text(self) -> str:
        """The value as it would be typed."""
        value = self.field.value
        if value is None:
            return ""
        shown = clock_seconds(value) if value % 60_000 else clock(value)
        return shown if local(value).date() == local(self.field.day).date() else f"{date_short('vi', value)} {shown}"

    def read(self) -> Any:
        """The instant, None for nothing."""
        text = self.typed
        if not text:
            return self.wrong("needed") if self.field.required else None
        try:
            moment = parse_at(text, meeting_start_ms=self.field.day, first=None, last=None)
        except BadAt:
            return self.wrong("bad-moment")
        return self.wrong("bad-moment") if moment.instant is None else moment.instant

    def comment(self) -> None:
        """How it is understood, or how to write it."""
        said = self.read() if self.typed else None
        if said is None or isinstance(said, Wrong):
            self.tell(said.text if isinstance(said, Wrong) else "")
            return
        shown = clock_seconds(said) if said % 60_000 else clock(said)
        self.tell(say(self.lang, "form.understood", clock=shown, date=date_short(self.lang, said)))
