"""What a client is told: an answer as a frame, in the language it asked for."""

from typing import Final

from bridge_server.meeting import Meeting, Refused
from bridge_server.reports.refusals import refusal
from bridge_server.wire import frames
from bridge_server.wire.errors import WireError
from bridge_server.words import Language, say

from .writer import Accepted, Answer

OWN: Final = frozenset({"full", "frozen", "stopping", "internal", "revoked"})
"""Refusals of the hub itself; all others are the rules'."""


def framed(lang: Language, ident: str, answer: Answer, meeting: Meeting) -> frames.Accepted | frames.Rejected:
    """An answer as its frame."""
    if isinstance(answer, Accepted):
        return frames.Accepted(ident, answer.n, answer.at)
    return frames.Rejected(ident, answer.code, tuple(answer.facts.items()), sentence(lang, answer, meeting))


def sentence(lang: Language, refused: Refused, meeting: Meeting) -> str:
    """A refusal, the hub's own or a rule's."""
    return say(lang, f"hub.{refused.code}") if refused.code in OWN else refusal(lang, refused, meeting)


def unreadable(lang: Language, ident: str, wrong: WireError) -> frames.Rejected | frames.Trouble:
    """What is wrong with a frame: as the answer to its command where it says which one it is."""
    told = wrong.sentences(lang)
    if ident:
        return frames.Rejected(ident, "bad-message", (), "; ".join(told))
    return frames.Trouble("bad-message", told)
