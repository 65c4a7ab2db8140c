"""`codes --sheets`: what the organisers print and send before a meeting, in a folder of its own, whole or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno

from bridge_server.hub.codes import ROLES
from bridge_server.hub.opening import folded, read_secret
from bridge_server.journal import LOG
from bridge_server.meeting import Meeting, Point
from bridge_server.reports.names import shorten
from bridge_server.reports.sheets import Occasion, Slip, full_list, sheet
from bridge_server.session import (
    CONTACTS,
    SessionError,
    Settings,
    need_room,
    read_file,
    read_settings,
    whole_or_not,
    write_private,
)
from bridge_server.wire.files.contacts import contacts_from
from bridge_server.wire.names import fold
from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say

from .codes import Row, as_csv_text, rows
from .exits import Exit, fail, narrate, put
from .files import as_text, need_url, path_text

LIST: Final = "danh-sach"
POINTS: Final = "points"
SUPPORT: Final = 120
"""Code points of the support line: two lines on a slip."""
NUMBERS: Final = 2
"""Phones of one contact on a slip."""
NAME: Final = 60
"""Letters of a place's name in a file's name."""
QUIET: Final = 4
"""Light modules around a QR code, as its standard asks for."""
PIXELS: Final = 600
"""The least width of a QR code that is sent as a picture."""
MANY: Final = 1000
"""From so many points on it takes long enough to say that it goes on."""
OPENED: Final = {"host": "bridge-console attach {}", "secretary": "bridge-console attach {}", "screen": "{}"}
"""How the roles come in, in the printed list."""
RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)\d)")
"""Names that no file of Windows can have, whatever stands behind the point."""
BOM: Final = b"\xef\xbb\xbf"
"""By this a spreadsheet reads the file as UTF-8."""


@dataclass(frozen=True, slots=True)
class Family:
    """A parent point with its direct children, parent first; `ident` is "" for the points that have neither parent nor child."""

    ident: str
    name: str
    points: tuple[str, ...]


class Names:
    """Names of files that every system takes and no two of which are one, whatever ids and places are called."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)

    def new(self, ident: str, place: str = "") -> str:
        """The name for an id, with its place where there is one, as readable as can be."""
        ident = re.sub(r"[^A-Za-z0-9_-]+", "-", ident if ident.isascii() else fold(ident)).strip("-") or "point"
        place = re.sub(r"[^a-z0-9]+", "-", fold(place))[:NAME].strip("-")
        name = wanted = f"{ident}-{place}" if place else f"{ident}-" if RESERVED.fullmatch(ident) else ident
        number = 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name.lower())
        return name


def sheets(lang: Language, directory: Path, out: Path, public_url: str, support: str | None, *, as_json: bool) -> None:
    """Write the sheets, the pictures and the lists; say how many, or print what is where. `support`: whom to phone, "" for a
    dotted line to write on, None for the hall's contacts.
    """
    settings, secret = read_settings(directory), read_secret(directory)
    need_url(public_url)
    if not (public_url or settings.public_url):
        raise SessionError("sheets-need-address", directory=str(directory))
    try:
        need_room(out)
    except SessionError:
        fail(Exit.REFUSED, say(lang, "command.sheets-exist", path=path_text(out)))
    meeting = folded(directory / LOG)[0].meeting
    line = hall_contacts(directory, meeting) if support is None else clean_line(support)
    if len(line) > SUPPORT:
        raise SessionError("support-long", length=len(line), limit=SUPPORT)
    address = (public_url or settings.public_url).rstrip("/")
    occasion = Occasion(meeting.agenda.title, meeting.agenda.starts_at, address, spare(settings, address), line)
    if support is None:
        narrate(lang, "sheets-support" if line else "sheets-no-support", support=line)
    if len(meeting.points) >= MANY:
        narrate(lang, "sheets-being-made", points=len(meeting.points))
    found = list(rows(settings, secret, meeting, public_url))
    with whole_or_not(out) as scratch:
        scratch.mkdir(mode=0o700)
        made = Writing(lang, occasion, meeting, found).into(scratch)
    if as_json:
        put(as_text({"directory": path_text(out), "address": address, "support": line, **made}))
    else:
        narrate(lang, "sheets-made", path=path_text(out), sheets=len(made["sheets"]), points=len(made["points"]))
    narrate(lang, "codes-are-secret")


def spare(settings: Settings, address: str) -> str:
    """The first other address of the session, "" where there is none."""
    others = (url.rstrip("/") for url in settings.also_urls)
    return next((url for url in others if url != address), "")


def hall_contacts(directory: Path, meeting: Meeting) -> str:
    """Whom to phone at the hall, as far as it fits; "" where the session has no phone of it."""
    path = directory / CONTACTS
    if not path.is_file():
        return ""
    line = ""
    for one in contacts_from(read_file(path), str(path), meeting.roster):
        if one.point == meeting.agenda.hall and one.phones:
            phones = " / ".join(one.phones[:NUMBERS])
            who = ", ".join(filter(None, (one.name, one.post)))
            told = f"{shorten(who, SUPPORT - len(phones) - 1)} {phones}".strip()
            longer = f"{line}; {told}" if line else told
            if len(longer) > SUPPORT:
                break
            line = longer
    return line


def families(lang: Language, meeting: Meeting) -> Iterator[Family]:
    """Every parent, each right before the parents below it; last the points that stand alone, if any."""
    children = meeting.roster.children()
    for _, point in meeting.roster.walk():
        if below := children.get(point.id):
            yield Family(point.id, point.name, (point.id, *(one.id for one in below)))
    alone = tuple(point.id for point in children.get("", ()) if point.id not in children)
    if alone:
        name = meeting.points[alone[0]].name if len(alone) == 1 else say(lang, "sheet.others")
        yield Family("", name, alone)


class Writing:
    """The files of one meeting, made one after another; a QR code is made once, whatever it is needed for."""

    def __init__(self, lang: Language, occasion: Occasion, meeting: Meeting, found: list[Row]) -> None:
        self._lang = lang
        self._occasion = occasion
        self._meeting = meeting
        self._rows = found
        self._slips: dict[str, Slip] = {}

    def into(self, folder: Path) -> dict[str, Any]:
        """Write everything; what is where, without any code."""
        points = self._pictures(folder)
        lists = self._lists(folder)
        names, made = Names(LIST, POINTS), []
        for family in families(self._lang, self._meeting):
            slips = [self._slips[point] for point in family.points]
            name = f"{names.new(family.ident or family.points[0], family.name)}.html"
            write_private(folder / name, sheet(self._lang, self._occasion, family.name, slips).encode())
            made.append({"file": name, "point": family.ident, "name": family.name, "slips": len(slips)})
        return {"sheets": made, "points": points, "lists": lists}

    def _pictures(self, folder: Path) -> list[dict[str, str]]:
        """A link and a picture for each point, to be sent one by one; makes the slips on the way."""
        (folder / POINTS).mkdir(mode=0o700)
        names, made = Names(), []
        for row in self._rows:
            if row.role != "point":
                continue
            name = names.new(row.point)
            code = segno.make(row.link, error="m", micro=False)
            picture = BytesIO()
            code.save(picture, kind="png", border=QUIET, scale=-(-PIXELS // code.symbol_size(border=QUIET)[0]))
            write_private(folder / POINTS / f"{name}.txt", f"{row.link}\n".encode())
            write_private(folder / POINTS / f"{name}.png", picture.getvalue())
            drawn = code.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None)
            self._slips[row.point] = Slip(row.point, row.name, row.parent, row.code, row.link, drawn)
            link, image = f"{POINTS}/{name}.txt", f"{POINTS}/{name}.png"
            made.append({"point": row.point, "name": row.name, "link": link, "picture": image})
        return made

    def _lists(self, folder: Path) -> list[str]:
        """Everybody's code for the organisers: to print, and for a spreadsheet."""
        roles = [
            Slip("", say(self._lang, f"label.role-{row.role}"), "", row.code, OPENED.get(row.role, "").format(row.link))
            for row in self._rows
            if row.role in ROLES
        ]
        listed = (
            (one.name, [self._slips[ident] for ident in one.points if self._once(self._meeting.points[ident], one)])
            for one in families(self._lang, self._meeting)
        )
        write_private(folder / f"{LIST}.html", full_list(self._lang, self._occasion, roles, listed).encode())
        write_private(folder / f"{LIST}.csv", BOM + as_csv_text(self._rows).encode() + b"\n")
        return [f"{LIST}.html", f"{LIST}.csv"]

    def _once(self, point: Point, family: Family) -> bool:
        """Whether a point is listed in this family: below its parent, and a point at the top with its own children."""
        return point.parent == family.ident or (not point.parent and point.id == family.ident)
