"""What a console on this machine needs of a session directory: the hub that serves it, and the host's code.

The code is derived from the secret and the log, as everywhere; whoever can read the directory is the host.
"""

import socket
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bridge_server.client.address import address_of
from bridge_server.hub.codes import Holder, derive, generations
from bridge_server.hub.notice import HubNotice, read_notice
from bridge_server.hub.opening import LOCK, folded, read_secret
from bridge_server.journal import LOG, JournalError, Locked, this_disk
from bridge_server.session import SessionError, read_settings
from bridge_server.wire.hosts import on_this_machine
from bridge_server.words import Language

from .exits import Exit
from .explained import explained

Notice = HubNotice
"""What `hub.json` says of a hub."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub that serves: its websocket, the host's code, and where operators join (`public`: from other machines too)."""

    pid: int
    url: str
    code: str = field(repr=False)
    shown: str
    public: bool
    rehearsal: str


def holder(directory: Path) -> int | None:
    """The process that serves the session (0 where it cannot be told which), None where nobody does. Raises `SessionError`.

    To look, the lock is taken for a moment where nobody has it: not to be asked while a hub of one's own is starting.
    """
    try:
        lock = this_disk().lock(directory / LOCK)
    except Locked as held:
        return held.pid or 0
    except OSError as wrong:
        raise SessionError("cannot-read", path=str(directory / LOCK), reason=wrong.strerror or str(wrong)) from None
    this_disk().unlock(lock)
    return None


def notice_of(directory: Path) -> Notice | None:
    """What `hub.json` says; it may be left over from a hub that crashed."""
    return read_notice(directory)


def running(directory: Path) -> Notice | int | None:
    """The hub that serves the session; the number of the process that has its lock but does not serve yet; None where there is
    none. It looks as `holder` does. Raises `SessionError`."""
    pid = holder(directory)
    if pid is None:
        return None
    notice = read_notice(directory)
    return notice if notice is not None and notice.pid == pid else pid


def hub_at(directory: Path, notice: Notice, public_url: str = "", *, everywhere: bool = False) -> Hub:
    """The hub of that notice, with the host's code in force; `everywhere`: it listens at every address of this machine.

    Raises `SessionError` and what reading the log raises.
    """
    public = public_url or read_settings(directory).public_url or (near_url(notice.url) if everywhere else "")
    return Hub(
        notice.pid,
        address_of(notice.url).url,
        host_code(directory, notice.rehearsal),
        public or notice.url,
        bool(public) or not on_this_machine(urlsplit(notice.url).hostname or ""),
        notice.rehearsal,
    )


def near_url(url: str) -> str:
    """The address of a page on this machine as its neighbours in the network open it, "" where there is no network.

    The system is asked which of its addresses it would send from; nothing is sent.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            own = str(probe.getsockname()[0])
    except OSError:
        return ""
    parts = urlsplit(url)
    return "" if on_this_machine(own) else f"{parts.scheme}://{own}:{parts.port}"


def host_code(directory: Path, rehearsal: str = "") -> str:
    """The host's code, without dashes: of the session, or of its rehearsal in the folder of that name."""
    settings, secret = read_settings(directory), read_secret(directory)
    meeting = folded(directory / LOG)[0].meeting
    in_force = generations(None, meeting)
    if rehearsal:
        in_force = generations(meeting.generations, folded(directory / rehearsal / LOG)[0].meeting)
    host = Holder("host")
    return derive(secret, settings.session, host, in_force.get(host.key, 0))


def told(lang: Language, wrong: SessionError | JournalError | OSError) -> tuple[Exit, str]:
    """The exit code and the sentence of what a session directory can be wrong with."""
    known = explained(lang, wrong)
    assert known is not None
    return known[0], " ".join(known[1])
