"""The commands about codes: list them, revoke one. They are derived, so nothing but the secret and the log is needed."""

import asyncio
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bridge_server.client.address import address_of, tls_of
from bridge_server.client.connection import Lost, OutOfReach, TurnedAway, open_connection
from bridge_server.hub.clock import wall_ms
from bridge_server.hub.codes import ROLES, Holder, all_codes, derive, written
from bridge_server.hub.notice import read_notice
from bridge_server.hub.opening import folded, only_hub, open_session, read_secret
from bridge_server.journal import LOG
from bridge_server.meeting import HOST, Meeting, Record, Refused, decide
from bridge_server.meeting.commands import RevokeCode
from bridge_server.reports.refusals import refusal
from bridge_server.session import SessionError, Settings, read_settings
from bridge_server.wire.frames import Rejected
from bridge_server.wire.hosts import SCREEN
from bridge_server.wire.records import encode_record
from bridge_server.words import Language, say

from .exits import Exit, fail, narrate, put
from .files import as_text, need_url
from .session_code import holder as serving

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula."""


@dataclass(frozen=True, slots=True)
class Row:
    """One code with whom it is for."""

    role: str
    point: str
    tier: str
    name: str
    parent: str
    code: str
    link: str


def rows(settings: Settings, secret: bytes, meeting: Meeting, public_url: str) -> Iterator[Row]:
    """Everybody's code, with the link that has it behind "#", where no server ever sees it."""
    url = (public_url or settings.public_url).rstrip("/")
    for holder, code in all_codes(secret, settings.session, meeting.roster, meeting.generations):
        point = meeting.points.get(holder.point)
        parent = meeting.points.get(point.parent) if point is not None else None
        yield Row(
            holder.role,
            holder.point,
            point.tier if point is not None else "",
            point.name if point is not None else "",
            parent.name if parent is not None else "",
            written(code),
            f"{url}/{SCREEN if holder.role == 'screen' else ''}#{code}" if url else "",
        )


def codes(lang: Language, directory: Path, public_url: str, *, as_json: bool, as_csv: bool) -> None:
    """Print everybody's code."""
    settings, secret = read_settings(directory), read_secret(directory)
    need_url(public_url)
    meeting = folded(directory / LOG)[0].meeting
    found = list(rows(settings, secret, meeting, public_url))
    if as_json:
        put(as_text([{name: getattr(row, name) for name in Row.__slots__} for row in found]))
    elif as_csv:
        put(as_csv_text(found))
    else:
        put("\n".join(table(lang, found)))
        narrate(lang, "codes-are-secret")


def as_csv_text(found: list[Row]) -> str:
    """A table for spreadsheets: ids and codes stay text, and no cell is a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row.__slots__)
    for row in found:
        writer.writerow([plain_cell(str(getattr(row, name))) for name in Row.__slots__])
    return out.getvalue().rstrip("\n")


def plain_cell(text: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def table(lang: Language, found: list[Row]) -> Iterator[str]:
    """A line each: the code first, for whoever reads it out on the phone."""
    for row in found:
        if row.role != "point":
            yield f"{row.code}  {say(lang, f'label.role-{row.role}')}"
        else:
            yield f"{row.code}  {row.point:>6}  {row.name}" + (f" ({row.parent})" if row.parent else "")


def revoke(lang: Language, directory: Path, whose: str, *, as_json: bool) -> None:
    """Make a role's or a point's code void: through the hub where one runs, else in the log itself. Prints the new one."""
    settings, secret = read_settings(directory), read_secret(directory)
    meeting = folded(directory / LOG)[0].meeting
    if whose not in ROLES and whose not in meeting.points:
        raise SessionError("no-such-holder", holder=whose, roles=", ".join(ROLES))
    holder = Holder(whose) if whose in ROLES else Holder("point", whose)
    command = RevokeCode(holder.role, holder.point)
    pid = serving(directory)
    if pid is None:
        in_the_log(lang, directory, command)
    else:
        host = derive(secret, settings.session, Holder("host"), meeting.generations.get("host", 0))
        asyncio.run(through_the_hub(lang, directory, pid, host, command))
    generation = folded(directory / LOG)[0].meeting.generations.get(holder.key, 0)
    code = written(derive(secret, settings.session, holder, generation))
    put(as_text({"role": holder.role, "point": holder.point, "code": code, "generation": generation}) if as_json else code)
    narrate(lang, "revoked", holder=whose)


def in_the_log(lang: Language, directory: Path, command: RevokeCode) -> None:
    """One record, decided and kept as a hub would."""
    with only_hub(directory):
        now = wall_ms()
        opened = open_session(directory, now)
        now = max(now, opened.meeting.at)
        try:
            events = decide(opened.meeting, command, HOST, now)
            record = Record(opened.meeting.n + 1, now, str(HOST), "", events)
            opened.journal.append([(record.n, encode_record(record))]).result()
        except Refused as refused:
            fail(Exit.REFUSED, refusal(lang, refused, opened.meeting))
        finally:
            opened.journal.close(now)


async def through_the_hub(lang: Language, directory: Path, pid: int, code: str, command: RevokeCode) -> None:
    """As the host, so that the hub of that process closes what was connected with the old code."""
    notice = read_notice(directory)
    if notice is None or notice.pid != pid:  # left over, or not there yet: nobody else may be shown the host's code
        fail(Exit.OUT_OF_REACH, say(lang, "command.not-a-hub", directory=directory, pid=pid))
    if notice.rehearsal:
        fail(Exit.REFUSED, say(lang, "command.rehearsal-runs", directory=directory))
    try:
        url = address_of(notice.url).url
        connection = await open_connection(url, code, lang=lang, visit=True, tls=tls_of(url))
        try:
            answer = await connection.ask(command)
        finally:
            await connection.close()
    except (OutOfReach, Lost, TurnedAway, TimeoutError):
        fail(Exit.OUT_OF_REACH, say(lang, "command.hub-silent", url=notice.url))
    if isinstance(answer, Rejected):
        fail(Exit.REFUSED, answer.text)
