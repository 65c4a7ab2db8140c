"""How a connection ends, or never begins: out of reach, turned away, or lost for now."""

import errno
import socket
import ssl
from typing import Literal

from websockets.exceptions import InvalidHandshake, InvalidStatus

from bridge_server.wire.frames import FINAL

Why = Literal["refused", "no-such-host", "silent", "untrusted", "no-hub", "crowded", "lost", "other"]


class OutOfReach(Exception):  # noqa: N818 - the words its readers use
    """No hub answers there; `reason` is what the system says, `why` the kind of reason where it is one that is known."""

    def __init__(self, url: str, reason: str, why: Why = "other") -> None:
        self.url, self.reason, self.why = url, reason, why
        super().__init__(url, reason, why)


class TurnedAway(Exception):  # noqa: N818
    """The hub closed the connection for a reason that coming again would not change: a wrong or revoked code, for one."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(code, reason)


class Lost(Exception):  # noqa: N818
    """The connection ended: what was asked and not answered may or may not have happened."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(code)


def ended(code: int | None, reason: str) -> TurnedAway | Lost:
    """The end of a connection as an error."""
    return TurnedAway(code, reason) if code is not None and code in set(FINAL) else Lost(code)


def unreached(url: str, wrong: Exception) -> OutOfReach:
    """Why a connection could not be opened."""
    reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong) or type(wrong).__name__
    return OutOfReach(url, reason, kind_of(wrong))


def kind_of(wrong: Exception) -> Why:
    """What kind of reason it is. A host with several addresses tells its refusals in one text."""
    match wrong:
        case TimeoutError():
            return "silent"
        case ssl.SSLCertVerificationError():
            return "untrusted"
        case socket.gaierror() | UnicodeError():
            return "no-such-host"
        case ConnectionRefusedError():
            return "refused"
        case OSError() if wrong.errno is None and f"[Errno {errno.ECONNREFUSED}]" in str(wrong):
            return "refused"
        case InvalidStatus() if wrong.response.status_code == 503:
            return "crowded"
        case ssl.SSLError() | InvalidHandshake() | EOFError():
            return "no-hub"
    return "other"
