"""What the screen is started with: its face, and how it comes to a hub. The screen knows nothing of processes and files."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bridge_server.words import Language

if TYPE_CHECKING:
    from .feed import Feed


class CannotStart(Exception):  # noqa: N818 - the words its readers use
    """There is no hub to show; `sentences` say why and what to do, `exit_code` is what the program leaves with."""

    def __init__(self, *sentences: str, exit_code: int = 4) -> None:
        self.sentences, self.exit_code = sentences, exit_code
        super().__init__(sentences, exit_code)


@dataclass(frozen=True, slots=True)
class Place:
    """The hub that the screen shows, and the code to come in with.

    `url` is its websocket, `shown` the address that operators type (never with a code), `directory` its session directory
    where that is on this machine. `own`: this program started the hub. `public`: `shown` is meant for other machines; where
    it is false the address works on this machine only, and is not one to read out.
    """

    url: str
    code: str = field(repr=False)
    shown: str
    directory: Path | None = None
    own: bool = False
    public: bool = False
    pid: int | None = None
    """The hub's process, where it runs on this machine and this program knows it."""
    seed: int | None = None
    """Of a demonstration: what it is played from."""


class Progress:
    """What is being done until there is a hub, a sentence at a time. Who listens late is told the last one at once."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._ears: list[Callable[[str], object]] = []

    def listen(self, ear: Callable[[str], object]) -> None:
        """From now on `ear` is called with every sentence, in the event loop that awaits `Setup.place`."""
        self._ears.append(ear)
        if self.said:
            ear(self.said[-1])

    def tell(self, sentence: str) -> None:
        """Somebody has got this far."""
        self.said.append(sentence)
        for ear in self._ears:
            ear(sentence)


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that the screen is told at its start. `keys` has action ids and Textual keys, comma separated.

    `place` finds or starts the hub; it is awaited once, after the first paint, and raises `CannotStart`. `on_exit` is called
    once the terminal is the shell's again, whatever became of the screen; what it returns is printed there.
    """

    lang: Language
    place: Callable[[], Awaitable[Place]]
    theme: str = ""
    """A theme's name, "" for our default one."""
    glyphs: Literal["unicode", "ascii"] = "unicode"
    mouse: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    read_only: bool = False
    demonstration: bool = False
    log_path: Path | None = None
    """Where faults of panels are logged; its folder exists."""
    on_exit: Callable[[], str] | None = None
    feed: "Callable[[], Feed] | None" = None
    """Of a replay: the feed that plays it, asked for once there is a place; None: a hub's."""
    progress: Progress = field(default_factory=Progress)
    view: Literal["", "hall", "chair"] = ""
    """A projected screen, and which of its faces; "" for a console."""
