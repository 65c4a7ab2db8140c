"""The meeting itself: commands in, events out, state by folding. Pure: no I/O, no clock, no randomness, standard library only."""

from .agenda import Agenda
from .author import HOST, HUB, SECRETARY, Author, Role, author
from .commands import Command
from .decide import decide
from .digest import digest
from .events import Event
from .evolve import apply, evolve
from .projection import Projection, project
from .record import Record
from .refusals import Refused
from .roster import Point, Roster
from .state import Meeting

__all__ = [
    "HOST",
    "HUB",
    "SECRETARY",
    "Agenda",
    "Author",
    "Command",
    "Event",
    "Meeting",
    "Point",
    "Projection",
    "Record",
    "Refused",
    "Role",
    "Roster",
    "apply",
    "author",
    "decide",
    "digest",
    "evolve",
    "project",
]
