"""What `bridge-console` is asked: one command, its options, at most one word. Nothing is opened, and Textual is not needed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal, get_args

from bridge_server.words import Language, say

Command = Literal["host", "attach", "demo", "replay"]
COMMANDS: Final[tuple[Command, ...]] = get_args(Command)
COMMON: Final = ("--lang", "--theme", "--glyphs", "--no-mouse", "--read-only", "--config", "--keys", "--doctor", "--help", "-h")
OPTIONS: Final[Mapping[Command, tuple[str, ...]]] = {
    "host": ("--rehearsal", "--port", "--public-url", "--host", "--insecure-lan", "--cert", "--key"),
    "attach": ("--code", "--screen", "--view"),
    "demo": ("--autopilot", "--pace", "--seed", "--port", "--session"),
    "replay": ("--at", "--follow"),
}
FLAGS: Final = frozenset(
    ("--no-mouse", "--read-only", "--keys", "--doctor", "--help", "-h", "--rehearsal", "--insecure-lan", "--autopilot")
) | {"--screen", "--follow"}
"""Options that take no value."""
VIEWS: Final = ("hall", "chair")
ALL: Final = frozenset(COMMON).union(*OPTIONS.values())


class Usage(Exception):  # noqa: N818 - the word its readers use
    """What was typed cannot be meant; `key` names a sentence of `words.launch`."""

    def __init__(self, key: str, **facts: object) -> None:
        self.key, self.facts = key, facts
        super().__init__(key, facts)

    def sentence(self, lang: Language) -> str:
        """In words, with where to read on."""
        return f"{say(lang, f'launch.{self.key}', **self.facts)} {say(lang, 'launch.see-help')}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, checked against the options of its command."""

    command: Command
    word: str
    """The agenda, directory or address; "" where none was named."""
    flags: frozenset[str]
    values: Mapping[str, str]

    def has(self, flag: str) -> bool:
        """Whether an option without value was given."""
        return flag in self.flags

    def text(self, option: str) -> str:
        """The value of an option, "" where it was not given."""
        return self.values.get(option, "")

    def one_of(self, option: str, choices: tuple[str, ...]) -> str:
        """A value that must be one of these, or "". Raises `Usage`."""
        value = self.text(option)
        if value and value not in choices:
            raise Usage("bad-choice", option=option, value=printable(value), choices=", ".join(choices))
        return value

    def whole(self, option: str, most: int) -> int | None:
        """A whole number from 0 to `most`, None where it was not given. Raises `Usage`."""
        if option not in self.values:
            return None
        value = self.values[option]
        if not (value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= most):
            raise Usage("bad-whole", option=option, value=printable(value), most=most)
        return int(value)

    def positive(self, option: str) -> float | None:
        """A number above 0, None where it was not given. Raises `Usage`."""
        if option not in self.values:
            return None
        value = self.values[option]
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            number = 0.0
        if not 0 < number < math.inf:
            raise Usage("bad-number", option=option, value=printable(value))
        return number


def parse(arguments: Sequence[str]) -> Asked:
    """Options may stand anywhere; the first word may name a command, without one it is "host". Raises `Usage`.

    An address in place of a directory means "attach".
    """
    words: list[str] = []
    flags: set[str] = set()
    values: dict[str, str] = {}
    rest = iter(arguments)
    for one in rest:
        name, equals, value = one.partition("=")
        if one == "--":
            words += rest
        elif not one.startswith("-") or one == "-":
            words.append(one)
        elif name not in ALL:
            near = next(iter(get_close_matches(name, sorted(ALL), 1, 0.6)), "")
            raise Usage("no-option-near" if near else "no-option", option=printable(name), **({"near": near} if near else {}))
        elif name in FLAGS:
            if equals:
                raise Usage("no-value", option=name)
            flags.add("--help" if name == "-h" else name)
        else:
            given = value if equals else next(rest, "")
            if not given or (not equals and given.startswith("-")):
                raise Usage("needs-value", option=name)
            values[name] = given
    command, word = command_of(words)
    for option in (*flags, *values):
        if option not in COMMON and option not in OPTIONS[command]:
            owners = ", ".join(one for one in COMMANDS if option in OPTIONS[one])
            raise Usage("not-here", option=option, command=command, owners=owners)
    return Asked(command, word, frozenset(flags), values)


def view_of(asked: Asked) -> Literal["", "hall", "chair"]:
    """Which face a projected screen shows, "" for a console. Raises `Usage` for a view without a screen."""
    view = asked.one_of("--view", VIEWS)
    if view and not asked.has("--screen"):
        raise Usage("view-needs-screen")
    if not asked.has("--screen"):
        return ""
    return "chair" if view == "chair" else "hall"


def check_numbers(asked: Asked) -> None:
    """Raises `Usage` for a number that is none, before anything is started."""
    asked.whole("--port", 65_535)
    asked.whole("--seed", 2**63 - 1)
    asked.positive("--pace")


def command_of(words: Sequence[str]) -> tuple[Command, str]:
    """The command and its word. Raises `Usage` for more than one word."""
    named = next((one for one in COMMANDS if words and words[0] == one), None)
    rest = words[1:] if named else words
    if len(rest) > 1:
        raise Usage("too-many", word=printable(rest[1]))
    word = rest[0] if rest else ""
    return named or ("attach" if "://" in word else "host"), word


def printable(text: str) -> str:
    """What was typed, on one line, with nothing in it that a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:80])
