"""A log played back: kept as a tape that any instant can be shown from, and a player that goes through it."""

from .player import Player
from .tape import Tape

__all__ = ["Player", "Tape"]
