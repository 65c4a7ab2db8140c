"""Codes: what lets somebody in. Each is derived from the session's secret, so nothing per point is stored anywhere.

A code is 14 symbols (60 bits) of an alphabet without vowels, D and W, so that no Vietnamese keyboard turns two of them into
another letter; without 0, 1 and I, so that none is taken for another. Case, spaces and dashes do not matter.
"""

import hmac
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bridge_server.meeting import Author, Meeting, Roster
from bridge_server.wire.text import clean_line

ALPHABET: Final = "23456789BCGHKLMNPQTV"
SYMBOLS: Final = 14
GROUPS: Final = (4, 3, 4, 3)
"""How a code is written: BCGH-234-KLMN-567."""
HolderRole = Literal["host", "secretary", "point", "screen", "mirror"]
ROLES: Final[tuple[HolderRole, ...]] = ("host", "secretary", "screen", "mirror")
"""The roles with one code each; every point has its own besides."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a code belongs to: a role, and for a point's operator the point."""

    role: HolderRole
    point: str = ""

    @property
    def key(self) -> str:
        """As in `Meeting.generations`."""
        return f"{self.role}:{self.point}" if self.point else self.role


def holder_of(author: Author) -> Holder:
    """Whose code somebody came with."""
    assert author.role != "hub"  # nobody has a code for the hub itself
    return Holder(author.role, author.point)


def holders(roster: Roster) -> Iterator[Holder]:
    """Everybody who has a code: the roles, then the points in roster order."""
    yield from (Holder(role) for role in ROLES)
    yield from (Holder("point", point.id) for point in roster.points)


def derive(secret: bytes, session: str, holder: Holder, generation: int | str = 0) -> str:
    """The code of a holder, without dashes. Every part is written with its length, so that no two sets of parts are alike."""
    parts = (session, holder.role, holder.point, str(generation))
    message = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    number = int.from_bytes(hmac.digest(secret, message, "sha256"), "big")
    symbols = []
    for _ in range(SYMBOLS):
        number, rest = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[rest])
    return "".join(symbols)


def written(code: str) -> str:
    """A code in groups, as it is printed."""
    groups, start = [], 0
    for length in GROUPS:
        groups.append(code[start : start + length])
        start += length
    return "-".join(groups)


def read(text: str) -> str | None:
    """The code somebody typed, or None where it cannot be one: wide forms, case, spaces and dashes do not matter."""
    plain = unicodedata.normalize("NFKC", clean_line(text)).upper()
    code = "".join(char for char in plain if char.isalnum())
    rest = {char for char in plain if not char.isalnum() and unicodedata.category(char) not in ("Pd", "Zs")}
    if len(code) != SYMBOLS or not set(code) <= set(ALPHABET) or rest - set("._·−"):
        return None
    return code


def generation_text(own: int, base: int | None) -> str:
    """Which code of a holder: how often it was revoked; in a rehearsal, since `base` of the session, so that none of the
    rehearsal's codes is ever one of the meeting's."""
    if base is None:
        return str(own)
    return f"{base}r{own}" if own else str(base)


def generations(base: Mapping[str, int] | None, meeting: Meeting) -> dict[str, str]:
    """The generation of every code that was ever revoked; `base` are those of the session where the meeting is a rehearsal."""
    keys = {*(base or ()), *meeting.generations}
    return {key: generation_text(meeting.generations.get(key, 0), None if base is None else base.get(key, 0)) for key in keys}


def all_codes(secret: bytes, session: str, roster: Roster, generations: Mapping[str, int | str]) -> Iterator[tuple[Holder, str]]:
    """Everybody with the code in force."""
    for holder in holders(roster):
        yield holder, derive(secret, session, holder, generations.get(holder.key, 0))
