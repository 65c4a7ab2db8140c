"""What the line of a conclusion is made of: what it says, its pieces, what was not understood; and signs that mean nothing.

A backslash takes the meaning of a sign away, "\\n" is a line break; a backslash and a space before a part or a name leave it as
it is written.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from bridge_server.meeting.values import Deadline

from .bodies import Body

Kind = Literal["", "word", "text", "lead", "coordinating", "deadline"]
Why = Literal["unknown", "several", "unknown-lead", "two-leads", "no-such-day", "second-deadline", "second-lead", "no-text"]
LITERAL: Final = "\\ "
_ESCAPE: Final = re.compile(r"\\([\\;,:n])")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: agencies by their ids or, where they are none of the programme, by name."""

    text: str = ""
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    deadline: Deadline = Deadline()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line and what it was read as; `bodies` are all whom a name may mean."""

    start: int
    end: int
    kind: Kind
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was not understood, and stays as written: why, and the words."""

    why: Why
    words: str = ""
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it was understood. Its pieces make up the line, without gap or overlap."""

    said: Said
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]

    @property
    def open(self) -> tuple[Piece, ...]:
        """The names that fit several bodies."""
        return tuple(piece for piece in self.pieces if len(piece.bodies) > 1)


def escaped(text: str, more: str) -> str:
    """With the meaning of its signs taken away."""
    for sign in f"\\;{more}":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)
