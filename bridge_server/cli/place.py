"""Where a shell command finds its hub and with which code: options, the environment, or an address that carries the code."""

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from bridge_server.client.address import BadAddress, address_of
from bridge_server.hub.codes import read
from bridge_server.wire.files.faults import shown
from bridge_server.wire.text import clean_line
from bridge_server.words import Language, say

from .exits import Exit

if TYPE_CHECKING:
    from bridge_server.client.ends import Lost, OutOfReach, TurnedAway


class Stopped(Exception):  # noqa: N818 - the words its readers use
    """The command ends here, with this exit code; `code` tells programs why, `sentences` people."""

    def __init__(self, exit_code: Exit, code: str, *sentences: str) -> None:
        self.exit, self.code, self.sentences = exit_code, code, sentences
        super().__init__(code, sentences)


@dataclass(frozen=True, slots=True)
class Place:
    """The websocket of a hub, the code to come in with, and the address as people are told it (never with the code)."""

    url: str
    code: str = field(repr=False)
    shown: str


def place_of(lang: Language, url: str, code: str) -> Place:
    """From `--url` and `--code`; what is not given there comes from BRIDGE_URL and BRIDGE_CODE. Raises `Stopped`.

    A code behind "#" in the address is used unless one is given beside the address, option by option, variable by variable.
    """
    from_environment = not url
    url = url or os.environ.get("BRIDGE_URL", "")
    if not url.strip():
        bad(lang, "no-address")
    try:
        address = address_of(url)
    except BadAddress as wrong:
        bad(lang, "bad-address", url=shown(wrong.text))
    beside = os.environ.get("BRIDGE_CODE", "")
    written = code or (beside or address.code if from_environment else address.code or beside)
    if not written.strip():
        bad(lang, "no-code")
    known = read(written)
    if known is None:
        raise Stopped(Exit.REFUSED, "malformed-code", say(lang, "operator.malformed-code"))
    return Place(address.url, known, shown(url.partition("#")[0]))


def bad(lang: Language, key: str, **facts: object) -> NoReturn:
    """What was typed cannot be used. Raises `Stopped`."""
    raise Stopped(Exit.BAD_INPUT, key, say(lang, f"operator.{key}", **facts))


def stopped_by(lang: Language, place: Place, wrong: "OutOfReach | TurnedAway | Lost") -> Stopped:
    """Why there is no hub to speak to, as the end of a command."""
    from bridge_server.client.ends import OutOfReach, TurnedAway  # only where it comes to that: a console starts without
    from bridge_server.wire.frames import Close

    own = {
        Close.BAD_CODE: "wrong-code",
        Close.REVOKED: "revoked",
        Close.REPLACED: "replaced",
        Close.NEWER_VERSION: "newer-version",
    }
    match wrong:
        case TurnedAway():
            known = next((key for code, key in own.items() if code == wrong.code), "turned-away")
            facts = {"code": wrong.code} if known == "turned-away" else {}
            return Stopped(Exit.REFUSED, known, say(lang, f"operator.{known}", **facts))
        case OutOfReach():
            told = say(lang, f"operator.out-{wrong.why}", url=place.shown, reason=clean_line(wrong.reason, 200))
            return Stopped(Exit.OUT_OF_REACH, f"out-{wrong.why}", told)
    return Stopped(Exit.OUT_OF_REACH, "out-lost", say(lang, "operator.out-lost", url=place.shown, reason=""))
