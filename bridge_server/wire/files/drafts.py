"""The file of draft conclusions, one a line as a secretary types it; lines that begin with "#" and empty ones are nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import orjson

from bridge_server.meeting.commands import AddConclusion
from bridge_server.meeting.evolve import answer_key
from bridge_server.meeting.rows import Conclusion
from bridge_server.meeting.state import Meeting
from bridge_server.wire.bodies import Bodies
from bridge_server.wire.conclusion_parts import Read, Said
from bridge_server.wire.conclusions import read_conclusion
from bridge_server.wire.text import clean_line

from .document import decode
from .faults import Fault, FileFaults, fault

TEXT: Final = 4000
NAME: Final = 200
NAMES: Final = 50
MOST: Final = 500
"""Drafts of one file."""
WRITERS: Final = ("secretary", "host")
"""Who may add drafts."""
LISTED: Final = 6
"""Bodies that a fault names at most."""


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A draft and the line it stands on; `unsure` are the words of it that were taken as they are written."""

    line: int
    said: Said
    unsure: tuple[str, ...] = ()

    @property
    def ident(self) -> str:
        """The id of its command: the same for the same draft, so that a hub takes it once, however often it is sent."""
        return f"draft-{hashlib.sha256(orjson.dumps(self.said)).hexdigest()[:32]}"

    @property
    def command(self) -> AddConclusion:
        """What adds it."""
        said = self.said
        return AddConclusion(said.text, said.lead, said.coordinating, said.deadline, draft=True)


def said_of(row: Conclusion) -> Said:
    """What a conclusion says as it reads now."""
    return Said(row.text, row.lead, row.coordinating, row.deadline)


def drafts_from(raw: bytes, file: str, bodies: Bodies, today: date) -> tuple[FileDraft, ...]:
    """The drafts in `raw`, each once. Raises `FileFaults` with every line that cannot be one; `file` only names it in them."""
    drafts: dict[Said, FileDraft] = {}
    faults: list[Fault] = []
    for number, text in enumerate(decode(raw, file).splitlines(), 1):
        line = clean_line(text)
        if not line or line.startswith("#"):
            continue
        found = read_conclusion(line, bodies, today)
        wrong = line_faults(found)
        faults += [fault(f"line {number}", code, **facts) for code, facts in wrong]
        unsure = tuple(mark.words for mark in found.marks if mark.why not in ("several", "no-such-day", "no-text"))
        drafts.setdefault(found.said, FileDraft(number, found.said, unsure))
    if not faults and not drafts:
        faults.append(fault("", "no-drafts"))
    if len(drafts) > MOST:
        faults.append(fault("", "too-many-drafts", count=len(drafts), limit=MOST))
    if faults:
        raise FileFaults(file, faults)
    return tuple(drafts.values())


def line_faults(found: Read) -> list[tuple[str, dict[str, str | int]]]:
    """Why a line cannot be saved as it is by itself: codes and facts of the words "fault"."""
    faults: list[tuple[str, dict[str, str | int]]] = []
    for mark in found.marks:
        match mark.why:
            case "several":
                names = [body.name for body in mark.piece.bodies] if mark.piece is not None else []
                listed = "; ".join(names[:LISTED]) + ("; …" if len(names) > LISTED else "")
                faults.append(("draft-several", {"words": mark.words, "known": listed}))
            case "no-such-day":
                faults.append(("draft-no-such-day", {"day": mark.words}))
            case "no-text":
                faults.append(("draft-no-text", {}))
    return faults + lengths(found.said)


def lengths(said: Said) -> list[tuple[str, dict[str, str | int]]]:
    """What of it is longer than a conclusion may be."""
    faults: list[tuple[str, dict[str, str | int]]] = []
    if len(said.text) > TEXT:
        faults.append(("draft-too-long", {"length": len(said.text), "limit": TEXT}))
    for name in (said.lead, *said.coordinating, said.deadline.words):
        if len(name) > NAME:
            faults.append(("draft-name-too-long", {"name": name, "length": len(name), "limit": NAME}))
    if len(said.coordinating) > NAMES:
        faults.append(("draft-too-many-names", {"count": len(said.coordinating), "limit": NAMES}))
    return faults


def those_there(
    drafts: Iterable[FileDraft], meeting: Meeting, worded: Iterable[Said] = ()
) -> tuple[list[FileDraft], list[FileDraft]]:
    """The drafts that are to be added, and those that the meeting has, or has had, already.

    Known by their wording (`worded`: earlier ones too) or by their ids: struck out or worded anew since, they were there.
    """
    there = {said_of(one) for one in meeting.conclusions.values()} | set(worded)

    def known(one: FileDraft) -> bool:
        return one.said in there or any(meeting.answered.get(answer_key(by, one.ident)) for by in WRITERS)

    every = list(drafts)
    return [one for one in every if not known(one)], [one for one in every if known(one)]
