"""What is wrong with a configuration file, each fault with its line and the name that was probably meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bridge_server.words import Language, say


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `code` names a sentence of `words.launch` ("setting-..."), `line` is 0 where it cannot be told."""

    line: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: Language) -> str:
        """In words, with its line and the nearest right name."""
        facts = dict(self.facts)
        near = facts.pop("near", "")
        told = say(lang, f"launch.setting-{self.code}", **facts)
        told += f" {say(lang, 'launch.setting-near', near=near)}" if near else ""
        return f"{say(lang, 'launch.setting-line', line=self.line)} {told}" if self.line else told


class SettingsFaults(Exception):  # noqa: N818 - the word its readers use
    """A file that cannot be used."""

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path, self.faults = path, tuple(faults)
        super().__init__(path, self.faults)

    def sentences(self, lang: Language) -> list[str]:
        """All of it, and the way out."""
        head = say(lang, "launch.setting-faults", path=self.path, count=len(self.faults))
        return [head, *(f"  {fault.sentence(lang)}" for fault in self.faults), say(lang, "launch.setting-way-out")]


def line_of(text: str, name: str, table: str = "") -> int:
    """The line where a name gets its value, 0 where that cannot be told."""
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
        if head:
            within = head[1].replace('"', "").replace("'", "")
            if not table and within.partition(".")[0] == name:
                return number
            continue
        key = re.match(r"""\s*((?:"[^"]*"|'[^']*'|[^\s="'#]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[^\s="'#.]+))*)\s*=""", line)
        if key:
            written = re.sub(r"\s*\.\s*", ".", key[1].replace('"', "").replace("'", ""))
            if ".".join(filter(None, (within, written))) == ".".join(filter(None, (table, name))):
                return number
    return 0


def nearest(name: str, names: tuple[str, ...]) -> str:
    """The name that was probably meant, "" where none is near."""
    return next(iter(get_close_matches(name, names, 1, 0.6)), "")


def shown(value: object) -> str:
    """A value from the file on one line, with nothing in it that a terminal would obey."""
    text = value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return line if len(line) <= 60 else f"{line[:59]}…"
