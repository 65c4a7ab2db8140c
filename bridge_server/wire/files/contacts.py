"""The contacts file: whom to phone at which point, a table from a spreadsheet saved as CSV.

Contacts stay beside the log, never in it and never in a public frame.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Annotated, Final

from annotated_types import MaxLen

from bridge_server.meeting.roster import Roster
from bridge_server.meeting.values import Ident, Line
from bridge_server.wire.text import clean_line

from .document import decode
from .faults import Fault, FileFaults, fault, refuse
from .ids import unknown_point
from .shape import nearest

COLUMNS: Final = ("point", "name", "post", "phones")
_DELIMITERS: Final = (";", ",", "\t")
_LONGEST: Final = 200
_PHONE: Final = re.compile(r"\+?[0-9 .()\-]+", re.ASCII)
_NEXT: Final = re.compile(r"\s+(?=[0+])")
"""Where a second number begins in a cell that separates numbers by spaces alone."""

Phone = Annotated[str, MaxLen(40)]


@dataclass(frozen=True, slots=True)
class Contact:
    """One person to phone at a point; phones stay as they were written."""

    point: Ident
    name: Line = ""
    post: Line = ""
    phones: tuple[Phone, ...] = ()


def contacts_from(raw: bytes, file: str, roster: Roster) -> tuple[Contact, ...]:
    """The contacts in `raw`, in the order of the file. Raises `FileFaults`; `file` only names it in them.

    The first row names the columns, in any order; cells are separated by ";", "," or tabs. Empty rows are passed over.
    """
    text = decode(raw, file)
    rows = _table(text, _delimiter(text), file)
    header_line, header = next(rows, (1, []))
    columns, faults = _columns(header, header_line)
    if faults:
        refuse(file, *faults)
    points = frozenset(point.id for point in roster.points)
    contacts: list[Contact] = []
    for line, cells in rows:
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()
        if len(cells) != len(columns):
            faults.append(fault(f"line {line}", "wrong-cells", count=len(cells), columns=len(columns)))
            continue
        row = dict(zip(columns, cells, strict=True))
        phones = _phones(row.get("phones", ""))
        faults.extend(_row_faults(row, phones, line, points, roster.name))
        contacts.append(Contact(row["point"], row.get("name", ""), row.get("post", ""), phones))
    if faults:
        raise FileFaults(file, faults)
    return tuple(contacts)


def _table(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, cleaned, each with the line it begins on. Raises `FileFaults` for a quote left open."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            refuse(file, fault(f"line {line}", "bad-csv"))
        if cells is None:
            return
        clean = [clean_line(cell) for cell in cells]
        if any(clean):
            yield line, clean


def _delimiter(text: str) -> str:
    """The separator that shows the most of our columns in the first line."""
    first = next(line for line in text.splitlines() if line.strip())

    def known(delimiter: str) -> int:
        return sum(_column(cell) in COLUMNS for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _column(cell: str) -> str:
    return clean_line(cell).strip('"').strip().lower()


def _columns(header: list[str], line: int) -> tuple[list[str], list[Fault]]:
    """The columns in the order of the file. "point" must be there, the others may lack."""
    columns = [_column(cell) for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    place = f"line {line}"
    if not any(column in COLUMNS for column in columns):
        return columns, [fault(place, "no-header", columns=", ".join(COLUMNS))]
    faults: list[Fault] = []
    for index, column in enumerate(columns):
        if column in columns[:index]:
            faults.append(fault(place, "repeated-column", column=column))
        elif column not in COLUMNS and (near := nearest(column, COLUMNS)):
            faults.append(fault(place, "unknown-column-near", column=column, near=near))
        elif column not in COLUMNS:
            faults.append(fault(place, "unknown-column", column=column, columns=", ".join(COLUMNS)))
    if "point" not in columns:
        faults.append(fault(place, "missing-column", column="point"))
    return columns, faults


def _row_faults(row: dict[str, str], phones: tuple[str, ...], line: int, points: frozenset[str], roster: str) -> Iterator[Fault]:
    place = f"line {line}"
    if not row["point"]:
        yield fault(place, "no-point")
    elif row["point"] not in points:
        yield unknown_point(place, row["point"], points, roster)
    for column in ("name", "post"):
        length = len(row.get(column, ""))
        if length > _LONGEST:
            yield fault(place, "cell-too-long", column=column, limit=_LONGEST, length=length)
    yield from (fault(place, "bad-phone", phone=phone) for phone in phones if not _is_phone(phone))


def _phones(cell: str) -> tuple[str, ...]:
    """The numbers in one cell: separated by ";", "/", ",", or by spaces if each part is then a number by itself."""
    phones: list[str] = []
    for part in re.split(r"[;/,]", cell):
        phone = part.strip()
        pieces = _NEXT.split(phone)
        if len(pieces) > 1 and not _is_phone(phone) and all(map(_is_phone, pieces)):
            phones.extend(pieces)
        elif phone:
            phones.append(phone)
    return tuple(phones)


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and 8 <= sum(char.isdecimal() for char in text) <= 15 and len(text) <= 40
