"""A session directory opened to be served: its log locked, recovered and folded, and everything else that a hub holds."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server.journal import LOG, Disk, FileJournal, JournalError, Locked, Log, new_log_id, read_chain, this_disk
from bridge_server.journal.replay import Replay, collector_at_rest, start
from bridge_server.meeting import Agenda, Meeting
from bridge_server.session import CONTACTS, SECRET, SessionError, Settings, read_file, read_settings
from bridge_server.wire.files.contacts import Contact, contacts_from

REHEARSAL: Final = "rehearsal-"
LOCK: Final = "hub.lock"
RECENT: Final = 600_000
"""Milliseconds after which it says nothing any more who was connected when the hub stopped."""


@dataclass(slots=True)
class Opened:
    """What a hub serves. `journal` holds the log's lock; `before` are the points whose page was connected at the last stop."""

    directory: Path
    settings: Settings
    secret: bytes = field(repr=False)
    contacts: tuple[Contact, ...] = field(repr=False)
    meeting: Meeting
    journal: FileJournal
    segments: list[Log]
    instants: "array[int]"
    before: list[str]
    rehearsal: bool
    demonstration: bool
    """Whether the rehearsal is a demonstration: nobody in it is real."""
    generations: dict[str, int]
    """Of the codes, where a rehearsal starts from those of the session; empty otherwise."""

    @property
    def log_path(self) -> Path:
        """The log that is written."""
        return self.journal.path


def read_secret(directory: Path) -> bytes:
    """The secret from which the codes are derived, from now on its owner's alone. Raises `SessionError` where it is none."""
    with suppress(OSError):  # a copy may have come with other modes; not every file system has any
        (directory / SECRET).chmod(0o600)
    try:
        secret = bytes.fromhex(read_file(directory / SECRET).decode("ascii").strip())
    except (ValueError, UnicodeDecodeError):
        secret = b""
    if len(secret) != 32:
        raise SessionError("bad-secret", path=str(directory / SECRET))
    return secret


def rehearsals(directory: Path) -> list[Path]:
    """The folders of its rehearsals that have a log, oldest first."""
    found = [path for path in directory.glob(f"{REHEARSAL}*") if path.name.removeprefix(REHEARSAL).isdecimal()]
    return sorted((path for path in found if (path / LOG).exists()), key=lambda path: int(path.name.removeprefix(REHEARSAL)))


def next_rehearsal(directory: Path) -> Path:
    """The folder of the next one."""
    known = rehearsals(directory)
    return directory / f"{REHEARSAL}{int(known[-1].name.removeprefix(REHEARSAL)) + 1 if known else 1}"


def current_rehearsal(directory: Path) -> Path:
    """The folder of the rehearsal that goes on: the last one, or a new one where its meeting is closed (or there is none).

    A demonstration never goes on.
    """
    known = rehearsals(directory)
    if known:
        last = folded(known[-1] / LOG)[0]
        if last.meeting.phase != "closed" and not last.header.get("demonstration"):
            return known[-1]
    return next_rehearsal(directory)


def make_rehearsal(directory: Path, folder: Path, created: int, *, demonstration: bool = False) -> None:
    """Lay out a rehearsal: a log of its own for the plan as it stands now. The codes are the session's."""
    meeting = folded(directory / LOG)[0].meeting
    header = Log(directory / LOG).header
    fields = {
        "session": header["session"],
        "rehearsal": True,
        "demonstration": demonstration,
        "created": created,
        "previous": None,
        "agenda": orjson.loads(orjson.dumps(as_postponed(meeting))),
        "roster": header["roster"],
    }
    folder.mkdir(mode=0o700, exist_ok=True)
    this_disk().sync_directory(directory)
    FileJournal.create(folder / LOG, fields, log=new_log_id()).close(created)


def as_postponed(meeting: Meeting) -> Agenda:
    """The agenda at the time to which it was postponed, if it was."""
    agenda = meeting.agenda
    shift = meeting.starts_at - agenda.starts_at
    if not shift:
        return agenda
    items = tuple(replace(one, not_before=None if one.not_before is None else one.not_before + shift) for one in agenda.items)
    ends_at = None if agenda.ends_at is None else agenda.ends_at + shift
    return replace(agenda, starts_at=meeting.starts_at, ends_at=ends_at, items=items)


def folded(path: Path) -> tuple[Replay, list[Log], "array[int]", list[str]]:
    """The log at `path` with all it continues: the meeting, the segments, the instant of each record, and who was connected
    when it last stopped. Raises what reading raises, and `SessionError` where a newer program wrote events we do not know."""
    chain = read_chain(path)
    told = start(chain.header)
    instants: array[int] = array("q")
    up: dict[str, None] = {}
    last = 0
    with collector_at_rest():
        for records in chain.record_blocks():
            told.fold(records)
            instants.extend(record["at"] for record in records)
            last = follow_lines(up, records, last)
    if told.unknown:
        raise SessionError("newer-events", record=told.unknown[0][0])
    return told, list(chain.segments), instants, list(up)


def follow_lines(up: dict[str, None], records: list[dict[str, Any]], last: int) -> int:
    """Keep `up` the points whose page is connected, through stops and starts of the hub, which say nothing of anybody: only a
    long time without one does. `last` is the instant of the record before; the answer that of the last one."""
    for record in records:
        for event in record["events"]:
            match event["type"]:
                case "LineUp":
                    up[event["point"]] = None
                case "LineLost":
                    up.pop(event["point"], None)
                case "HubStarted" if record["at"] - last > RECENT:
                    up.clear()
        last = record["at"]
    return last


def open_session(
    directory: Path, now: int, *, rehearsal: Path | None = None, demonstration: bool = False, disk: Disk | None = None
) -> Opened:
    """Open it for a hub; `rehearsal` is the folder of one, made (as a demonstration) where it is not there yet. `now` in ms.

    Raises `SessionError` for what is no session, `JournalError` for a log that cannot be gone on with.
    """
    settings = read_settings(directory)
    secret = read_secret(directory)
    folder = directory if rehearsal is None else rehearsal
    if rehearsal is not None and not (folder / LOG).exists():
        make_rehearsal(directory, folder, now, demonstration=demonstration)
    base = {} if rehearsal is None else dict(folded(directory / LOG)[0].meeting.generations)
    journal = FileJournal.open(folder / LOG, disk=disk)
    try:
        told, segments, instants, before = folded(folder / LOG)
        contacts: tuple[Contact, ...] = ()
        if (directory / CONTACTS).is_file():
            contacts = contacts_from(read_file(directory / CONTACTS), str(directory / CONTACTS), told.meeting.roster)
    except BaseException:
        with suppress(JournalError):
            journal.close(now)
        raise
    return Opened(
        directory,
        settings,
        secret,
        contacts,
        told.meeting,
        journal,
        segments,
        instants,
        before if now - told.meeting.at <= RECENT else [],
        bool(told.header["rehearsal"]),
        bool(told.header.get("demonstration")),
        base,
    )


@contextmanager
def only_hub(directory: Path) -> Iterator[None]:
    """At most one hub of a session runs at a time. Raises `SessionError`."""
    disk = this_disk()
    try:
        lock = disk.lock(directory / LOCK)
    except Locked as held:
        raise SessionError("hub-runs", path=str(directory), pid=held.pid or 0) from None
    try:
        yield
    finally:
        disk.unlock(lock)
