"""The scene: everything that a screen shows and an action decides upon, at one instant. Views and actions are functions of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from bridge_server.meeting import Meeting
from bridge_server.meeting.author import Role
from bridge_server.words import Language, has, say

from .glyphs import UNICODE, Glyphs
from .keys_in_force import KeysInForce
from .roll import Roll

if TYPE_CHECKING:
    from bridge_server.wire.roll_frames import ContactRow

    from .book import Told
    from .playback.player import Playhead
    from .wordings import Wording

LinkState = Literal["starting", "connecting", "live", "quiet", "away", "ended", "replay"]


@dataclass(frozen=True, slots=True)
class Link:
    """How the console stands to its hub. `quiet`: connected, but silent for seconds; `since` is this machine's loop time (s).
    `replay`: there is no hub, a log is played back.

    `text` says more where there is more to say: why it ended, what the disk's trouble is.
    """

    state: LinkState = "starting"
    since: float = 0.0
    delay_ms: int | None = None
    disk: str = ""
    text: tuple[str, ...] = ()


Marked = Literal["offered", "chosen", "only"]
"""How a row came to be selected: it is the first of its list, a person chose it, or a menu is about it and nothing else."""


class Selection(NamedTuple):
    """What is marked on a screen; `vanished` is the row ("turn:ID", "item:ID") that a person chose and that just went away."""

    turn: str = ""
    item: str = ""
    point: str = ""
    marked: Marked = "offered"
    vanished: str = ""
    written: str = ""
    """The conclusion or note that is selected ("conclusion:ID", "note:ID")."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One instant. `turn`, `item` and `point` are what is selected on the screen, "" for nothing; `now` is the hub's clock.

    `marked` and `vanished` are as in `Selection`.
    """

    lang: Language
    meeting: Meeting
    roll: Roll
    now: int
    told: "Sequence[Told]" = ()
    link: Link = Link("live")
    role: Role = "host"
    glyphs: Glyphs = UNICODE
    rehearsal: bool = False
    demonstration: bool = False
    read_only: bool = False
    shown_url: str = ""
    contacts: "Mapping[str, Sequence[ContactRow]]" = field(default_factory=dict)
    turn: str = ""
    item: str = ""
    point: str = ""
    marked: Marked = "offered"
    vanished: str = ""
    keys: KeysInForce = KeysInForce()
    replay: "Playhead | None" = None
    """Where in its log a replay stands; None: this is live."""
    written: str = ""
    wordings: "Mapping[str, tuple[Wording, ...]]" = field(default_factory=dict)
    """How conclusions and notes have read so far, by their ids."""

    def calls(self, key: str, /, **facts: object) -> str:
        """A sentence that calls upon the host to press a key; to whoever else it is told as in a replay."""
        if self.role != "host" or self.read_only:
            key = f"{key}-replay"
        return self.say(key, **facts)

    def say(self, key: str, /, **facts: object) -> str:
        """A sentence in the console's language; it may name keys (`{key[next]}`). In a replay `KEY-replay`, if any."""
        if self.replay is not None and has(self.lang, f"{key}-replay"):
            key = f"{key}-replay"
        return say(self.lang, key, key=self.keys, **facts)

    @property
    def shown_now(self) -> int:
        """This instant as faces show it."""
        return self.now + self.meeting.clock_offset_ms
