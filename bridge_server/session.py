"""The session directory: everything one meeting needs on its machine, and nothing that ties it to that machine.

session.json    id, addresses, port
secret          256 bits from which every code is derived; readable by its owner only
agenda.json     the meeting file as it was given
roster.json     the roster as it was given (or roster.json.gz)
contacts.csv    names and phones of the points, where there are any; never in the log
session.jsonl   the log (and segments/, where it continues an older one)
"""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import orjson

from bridge_server import rosters
from bridge_server.journal import LOG, FileJournal, Head, JournalError, Log, continue_into, new_log_id, this_disk
from bridge_server.meeting import Agenda, Roster
from bridge_server.reports.times import iso
from bridge_server.wire.files.agenda import check_agenda, roster_of
from bridge_server.wire.files.contacts import Contact, contacts_from
from bridge_server.wire.files.faults import FileFaults
from bridge_server.wire.files.roster import roster_from

FORMAT: Final = 1
SETTINGS: Final = "session.json"
SECRET: Final = "secret"
CONTACTS: Final = "contacts.csv"
PORT: Final = 8024
ROSTERS: Final = ("roster.json", "roster.json.gz")
CARRIED: Final = (SETTINGS, SECRET, "agenda.json", *ROSTERS, CONTACTS)
"""What a continued session takes along besides its log."""
NEEDED: Final = (SETTINGS, SECRET)
"""What it must not be without: the codes hang on them."""
LARGEST: Final = 64 << 20
"""Bytes of a file that is read whole."""


class SessionError(Exception):
    """A path is not what it should be; `code` names a sentence of `words.command`, `facts` fill it."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a hub must know besides the meeting. `public_url` is what codes and sheets point to, "" for the machine's own."""

    session: str
    created: int
    public_url: str = ""
    also_urls: tuple[str, ...] = ()
    port: int = PORT
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Meant:
    """The meeting files, read and checked together; `raw_*` as they were given."""

    agenda: Agenda
    roster: Roster
    contacts: tuple[Contact, ...]
    raw_agenda: bytes
    raw_roster: bytes
    raw_contacts: bytes | None


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises `SessionError` for one that is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise SessionError("no-such-file", path=str(path)) from None
    except OSError as error:
        raise SessionError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None


def read_meeting(agenda_path: Path, roster_name: str = "") -> Meant:
    """The agenda, the roster it names (or `roster_name`: a shipped one's name, or a path) and the contacts beside them.

    A relative path in the agenda starts at the agenda's own folder. Raises `FileFaults` with every fault, or `SessionError`.
    """
    return meeting_of(read_file(agenda_path), agenda_path, roster_name)


def meeting_of(raw: bytes, agenda_path: Path, roster_name: str = "") -> Meant:
    """The same of an agenda that was read already, as if it stood at `agenda_path`."""
    named = roster_name or roster_of(raw, str(agenda_path))
    found = find_roster(named, Path.cwd() if roster_name else agenda_path.parent)
    if found is None and roster_name:
        raise SessionError("unknown-roster", roster=roster_name, known=", ".join(rosters.NAMES))
    roster: Roster | None = None
    faults: list[FileFaults] = []
    if found is not None:
        try:
            roster = roster_from(found[0], str(found[1]))
        except FileFaults as wrong:
            faults.append(wrong)
    try:
        agenda = check_agenda(raw, str(agenda_path), roster, rosters.NAMES)
    except FileFaults as wrong:
        # A roster that is faulty itself is told as such, not as an unknown one.
        own = tuple(one for one in wrong.faults if not faults or one.code != "unknown-roster")
        raise join([*([FileFaults(wrong.file, own)] if own else []), *faults]) from None
    assert roster is not None
    assert found is not None
    beside = agenda_path.parent / CONTACTS
    raw_contacts = read_file(beside) if beside.is_file() else None
    contacts = contacts_from(raw_contacts, str(beside), roster) if raw_contacts is not None else ()
    return Meant(replace(agenda, roster=roster.name), roster, contacts, raw, found[0], raw_contacts)


class ManyFaults(Exception):  # noqa: N818 - what it carries is its name: the faults of several files
    """Several files cannot be used."""

    def __init__(self, files: Sequence[FileFaults]) -> None:
        self.files = tuple(files)
        super().__init__(self.files)


def join(files: Sequence[FileFaults]) -> Exception:
    """The faults of one or more files as one error."""
    return files[0] if len(files) == 1 else ManyFaults(files)


def find_roster(name: str, folder: Path) -> tuple[bytes, str] | None:
    """The bytes of a roster and what to call it: a shipped one by name, else a file; None where there is neither."""
    if name in rosters.NAMES:
        return rosters.raw(name), name
    path = folder / name
    try:
        found = bool(name) and path.is_file()
    except OSError:  # a name that no file can have
        found = False
    return (read_file(path), str(path)) if found else None


def header_fields(settings: Settings, meant: Meant, *, rehearsal: bool = False) -> dict[str, Any]:
    """What the first line of a log of this session says."""
    return {
        "session": settings.session,
        "rehearsal": rehearsal,
        "created": settings.created,
        "previous": None,
        "agenda": orjson.loads(orjson.dumps(meant.agenda)),
        "roster": orjson.loads(orjson.dumps(meant.roster)),
    }


def prepare(
    directory: Path, meant: Meant, now: int, public_url: str = "", also_urls: Sequence[str] = (), port: int | None = None
) -> bool:
    """Make a session directory, whole or not at all. False where this very one is prepared there already.

    Contacts, addresses and port that are given and differ are brought up to date then: the codes hang on none of them.
    Raises `SessionError` where something else is there, `JournalError` or `OSError` where the disk refuses.
    """
    directory = directory.resolve()
    settings = same_session(directory, meant)
    if settings is not None:
        update(
            directory,
            replace(
                settings,
                public_url=public_url or settings.public_url,
                also_urls=tuple(also_urls) or settings.also_urls,
                port=settings.port if port is None else port,
            ),
            meant,
        )
        return False
    need_room(directory)
    ident = f"{iso(meant.agenda.starts_at)[:10]}-{secrets.token_hex(4)}"
    settings = Settings(ident, now, public_url, tuple(also_urls), PORT if port is None else port)
    with whole_or_not(directory) as scratch:
        scratch.mkdir(mode=0o700)
        write_private(scratch / SECRET, secrets.token_bytes(32).hex().encode() + b"\n")
        write_private(scratch / SETTINGS, settings_bytes(settings))
        write_private(scratch / "agenda.json", meant.raw_agenda)
        packed = meant.raw_roster.startswith(b"\x1f\x8b")
        write_private(scratch / ROSTERS[packed], meant.raw_roster)
        if meant.raw_contacts is not None:
            write_private(scratch / CONTACTS, meant.raw_contacts)
        journal = FileJournal.create(scratch / LOG, header_fields(settings, meant), log=new_log_id())
        journal.close(now)
    return True


def need_room(directory: Path) -> None:
    """The directory is absent or empty. Raises `SessionError`."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise SessionError("already-exists", path=str(directory))


def settings_bytes(settings: Settings) -> bytes:
    """The settings as their file holds them."""
    return orjson.dumps(asdict(settings), option=orjson.OPT_INDENT_2) + b"\n"


def update(directory: Path, settings: Settings, meant: Meant) -> None:
    """Put new settings and contacts in place of the old ones where they differ."""
    wanted = {SETTINGS: settings_bytes(settings)} | ({} if meant.raw_contacts is None else {CONTACTS: meant.raw_contacts})
    for name, data in wanted.items():
        path = directory / name
        if not path.exists() or path.read_bytes() != data:
            fresh = directory / f".{name}.{secrets.token_hex(4)}"
            write_private(fresh, data)
            fresh.replace(path)
            this_disk().sync_directory(directory)


@dataclass(frozen=True, slots=True)
class Continued:
    """Where a continued session goes on, and the files of the old one that could not be taken along."""

    head: Head
    left_behind: tuple[str, ...]


def continue_session(source: Path, target: Path, now: int, head: str | None) -> Continued:
    """A session directory that goes on from `source` (see `continue_into`), with its secret, so that all codes still work.

    This is for a disk that fails: the log must be readable, every other file is taken along if it can be. Raises `SessionError`
    where something is at the target, and what `continue_into` raises.
    """
    target = target.resolve()
    need_room(target)
    log = log_of(source)
    left = []
    with whole_or_not(target) as scratch:
        at = continue_into(log, scratch, log=new_log_id(), created=now, head=head)
        scratch.chmod(0o700)
        for name in CARRIED:
            try:
                data = (log.parent / name).read_bytes()
            except FileNotFoundError:
                left += [name] if name in NEEDED else []
            except OSError:
                left.append(name)
            else:
                write_private(scratch / name, data)
        this_disk().sync_directory(scratch)
    return Continued(at, tuple(left))


@contextmanager
def whole_or_not(directory: Path) -> Iterator[Path]:
    """A folder beside `directory` to work in, that takes its place at the end, or goes away with the error. Raises `SessionError`
    where nothing can take its place.
    """
    place = directory.resolve()
    if place.is_mount():
        raise SessionError("is-a-mount", path=str(directory))
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    for folder in made:
        this_disk().sync_directory(folder.parent)
    scratch = place.with_name(f".preparing-{secrets.token_hex(4)}")
    try:
        yield scratch
        if place.exists():
            place.rmdir()
        scratch.rename(place)
        this_disk().sync_directory(place.parent)
    except BaseException as wrong:
        shutil.rmtree(scratch, ignore_errors=True)
        if isinstance(wrong, OSError) and within(wrong.filename, scratch):
            wrong.filename = str(directory)  # as it was typed
        raise


def within(name: object, folder: Path) -> bool:
    """Whether the file that an error names lies in the folder, or is it."""
    return isinstance(name, (str, bytes)) and Path(os.fsdecode(name)).is_relative_to(folder)


def same_session(directory: Path, meant: Meant) -> Settings | None:
    """The settings of the directory where it holds a session of exactly this agenda and roster, else None."""
    try:
        header = Log(directory / LOG).header
        settings = read_settings(directory)
    except (JournalError, SessionError):
        return None
    same = plain_json(meant.agenda, meant.roster) == (header["agenda"], header["roster"])
    return settings if same and header["session"] == settings.session else None


def plain_json(agenda: Agenda, roster: Roster) -> tuple[Any, Any]:
    """Agenda and roster as a header has them."""
    return orjson.loads(orjson.dumps(agenda)), orjson.loads(orjson.dumps(roster))


def write_private(path: Path, data: bytes) -> None:
    """A new file that only its owner can read, on the disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(data)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_settings(directory: Path) -> Settings:
    """The settings of a session directory. Raises `SessionError` where it is none."""
    try:
        told = orjson.loads(read_file(directory / SETTINGS))
        return Settings(**{**told, "also_urls": tuple(told["also_urls"])})
    except (SessionError, orjson.JSONDecodeError, TypeError, KeyError):
        raise SessionError("not-a-session", path=str(directory)) from None


def log_of(path: Path) -> Path:
    """The log meant by a path: a session directory's, or the file itself. Raises `SessionError` where nothing is there."""
    try:
        if path.is_dir():
            if not (path / LOG).exists():
                raise SessionError("not-a-session", path=str(path))
            return path / LOG
        path.stat()
    except FileNotFoundError:
        raise SessionError("no-such-directory", path=str(path)) from None
    except OSError as error:
        raise SessionError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None
    return path
