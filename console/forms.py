"""What an action asks before it can say its command: a form with fields, a choice among found things, a confirmation.

Pure values: actions make them, screens show them. Texts of labels are already in the console's language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bridge_server.meeting import Command

from .lines import Line

if TYPE_CHECKING:
    from .scene import Scene


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text (or prose of `lines` rows). `offers` are texts that are chosen instead of typed; where it is `required` and
    has no `value`, the first of them stands ready."""

    key: str
    label: str
    value: str = ""
    hint: str = ""
    offers: tuple[str, ...] = ()
    required: bool = False
    limit: int = 200
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few: (value, label) each, chosen with arrows or by the label's number; `value` stands ready."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Yes or no."""

    key: str
    label: str
    value: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number in [least, most]; None where nothing is typed and it is not `required`."""

    key: str
    label: str
    value: int | None = None
    least: int = 0
    most: int = 100_000
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, typed as shown: "09:12", "9h12", "09:12:30", or with a date before it.

    Its value is the instant that faces show (ms); None where nothing is typed and it is not `required`. `day` is an instant of
    the day that a time alone means.
    """

    key: str
    label: str
    day: int
    value: int | None = None
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search lists: its id, its name with matched letters marked, and what tells it from others of that name."""

    id: str
    name: Line
    detail: Line = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """A field whose value is the id of something searched for; `shown` says what `value` is called."""

    key: str
    label: str
    search: "Callable[[str], Sequence[Found]]"
    value: str = ""
    shown: str = ""
    required: bool = True


Field = Text | Choice | Check | Number | Moment | Pick
Values = Mapping[str, Any]
"""What was filled in, by the fields' keys."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was filled in cannot be: the field's key ("" for the whole form), and a sentence."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class InScene:
    """A form's `build` that judges by the scene in which the form is done, by that of the opening where there is none."""

    opened: "Scene"
    build: "Callable[[Values, Scene], Effect | Wrong]"

    def __call__(self, values: Values, scene: "Scene | None" = None) -> "Effect | Wrong":
        """What comes of these values."""
        return self.build(values, scene or self.opened)


@dataclass(frozen=True, slots=True)
class Form:
    """Fields, and the command that comes of them. `about` is one or two sentences under the title.

    `build` that makes another form of what was filled in opens that one; what was typed stands in it again where its title is
    the same.
    """

    title: str
    fields: tuple[Field, ...]
    build: Callable[[Values], "Effect | Wrong"]
    submit: str
    about: str = ""

    def made(self, values: Values, scene: "Scene | None" = None) -> "Effect | Wrong":
        """What comes of these values in this scene."""
        return self.build(values, scene) if isinstance(self.build, InScene) else self.build(values)


@dataclass(frozen=True, slots=True)
class Understood:
    """How a line is understood while it is typed; `doubts` are sentences about what was not. `choices` may be put in place of
    what stands at [start, end): their ids are the texts. `wrong`: why it cannot be saved as it is; `unsure`: a sentence that is
    said once before it is saved all the same."""

    lines: tuple[Line, ...] = ()
    doubts: tuple[tuple[Line, ...], ...] = ()
    choices: tuple[Found, ...] = ()
    start: int = 0
    end: int = 0
    wrong: str = ""
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class Compose:
    """One line that says everything. `look` tells how it is understood with the cursor at a place, in so many columns; `switches`
    are turned by F6 and F7; `build` makes the effect of the line and of what the switches stand at. `of` is the wording that the
    line began with: what was typed over another one is not offered again."""

    title: str
    look: Callable[[str, int, int], Understood]
    build: "Callable[[Values, Scene | None], Effect | Wrong]"
    value: str = ""
    hint: str = ""
    about: str = ""
    switches: tuple[Choice, ...] = ()
    of: str = ""

    @property
    def draft(self) -> str:
        """Under what the typed line is kept."""
        return f"{self.title} {self.of}".rstrip()


@dataclass(frozen=True, slots=True)
class Find:
    """A search: letters are typed, the first rows listed, one of them chosen; `then` says what comes of it.

    `hint` stands where nothing is typed yet; `about` is a sentence under the title. `note` tells of what is typed in place of how
    many rows there are; "": it does not. While `growing` more may be found of the same letters.
    """

    title: str
    search: Callable[[str], Sequence[Found]]
    then: Callable[[Found], "Effect"]
    hint: str = ""
    about: str = ""
    note: Callable[[str], str] = lambda _typed: ""
    growing: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question before what nothing can bring back. With `word` that word has to be typed (accents and case do not matter)."""

    title: str
    text: tuple[str, ...]
    yes: str
    then: "Callable[[], Effect]"
    word: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """It cannot be done now; the sentence says why, and the way out."""

    text: str


@dataclass(frozen=True, slots=True)
class Go:
    """No command: the console itself shows something, or turns to a panel."""

    place: str
    argument: str = ""


Effect = Command | Form | Compose | Find | Confirm | Not | Go | None
"""What comes of an action: a command to send, something to ask first, or a reason why not."""
