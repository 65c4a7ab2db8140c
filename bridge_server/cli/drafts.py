"""A command as far as it is known before its hub is reached: the document of the wire, still without whose point it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bridge_server.meeting import Command
from bridge_server.reports.names import small
from bridge_server.wire.errors import WireError
from bridge_server.wire.messages import validated
from bridge_server.words import Language, say

from .exits import Exit
from .place import Stopped, bad
from .visit import Visit

Document = dict[str, Any]
FACTS: Final = frozenset({"CheckIn", "SubmitOpinion", "ReportFault", "AcknowledgeNotice"})
"""What stays true when it arrives late, and so may wait in an outbox."""
DATED: Final = frozenset({"CheckIn", "SubmitOpinion", "ReportFault"})
"""Of these, what says when it was made."""
SHOWN_AT: Final = "shown_at"
"""In a draft: a time as the hall's clock shows it; only the hub knows which instant that is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A command to be. `fact` is its document where it may wait; otherwise `make` finds out, once it is there, what to say."""

    fact: Document | None = None
    make: Callable[[Visit], Document] | None = None
    ident: str = ""

    def document(self, visit: Visit) -> Document:
        """The document, with what stands at the hub. Raises `Stopped` where there is nothing to say."""
        if self.make is not None:
            return self.make(visit)
        assert self.fact is not None
        return self.fact


def checked(lang: Language, document: Document) -> Command:
    """The command of a document. Raises `Stopped` with every fault found."""
    try:
        command: Command = validated(Command, document)
    except WireError as wrong:
        raise Stopped(Exit.BAD_INPUT, "bad-command", *wrong.sentences(lang)) from None
    return command


def check_draft(lang: Language, document: Document) -> None:
    """Raises `Stopped` for what no hub would take, before it is kept or sent."""
    unknown = {name for name in (SHOWN_AT, "point", "source") if not document.get(name)} | {SHOWN_AT}
    known = {name: value for name, value in document.items() if name not in unknown}
    checked(lang, {"point": "?", **known})


def completed(lang: Language, document: Document, visit: Visit) -> Document:
    """With the visitor's own point where none is named, how a check-in was learnt, and instants. Raises `Stopped`."""
    done = dict(document)
    welcome = visit.welcome
    role = small(say(lang, f"label.role-{welcome.role}"))
    if not done.get("point", "?"):
        if welcome.role != "point":
            bad(lang, "point-needed", role=role)
        done["point"] = welcome.point
    if done["type"] == "CheckIn" and not done.get("source", "?"):
        if welcome.role != "point":
            bad(lang, "source-needed", role=role)
        done["source"] = "self" if done["point"] == welcome.point else "parent"
    shown = done.pop(SHOWN_AT, None)
    if shown is not None:
        done["made_at"] = shown - visit.clock_offset_ms
    return done
