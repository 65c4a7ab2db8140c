"""The configuration file of the screen, TOML: language, theme, marks, mouse, and the key of each action.

Every fault is told at once, with its line and the nearest name that would be right; a faulty file is never half used.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from bridge_server.words import LANGUAGES, Language

from .key_names import RESERVED, key_of
from .setting_faults import Fault, SettingsFaults, line_of, nearest, shown

NAME: Final = "diem-cau"
FILE: Final = "console.toml"
VARIABLE: Final = "BRIDGE_CONSOLE_CONFIG"
NONE: Final = "none"
"""Given as the file: run without one."""
LARGEST: Final = 1 << 20
GLYPHS: Final = ("unicode", "ascii")
_AT: Final = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Known:
    """An action: the keys it has by itself (comma separated), and where they work, "" for everywhere; there keys must differ.

    `live`: it is of no use in a replay, where its keys may be another's.
    """

    keys: str
    where: str = ""
    live: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; "" and None where it says nothing."""

    lang: Language | None = None
    theme: str = ""
    glyphs: Literal["unicode", "ascii"] | None = None
    mouse: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def default_path() -> Path:
    """Where the file is looked for when none is named."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / FILE


def chosen_path(option: str) -> Path | None:
    """The file of `--config`, else of the environment, else the default one where there is one; None for "none"."""
    named = option or os.environ.get(VARIABLE, "")
    if named:
        return None if named == NONE else Path(named).expanduser()
    path = default_path()
    return path if path.is_file() else None


def read_settings(
    path: Path | None, known: Mapping[str, Known], is_theme: Callable[[str], bool], themes: tuple[str, ...]
) -> Settings:
    """What the file says. `known` are the actions by id; `themes` are only for naming the nearest. Raises `SettingsFaults`."""
    if path is None:
        return Settings()
    text = read_text(path)
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        at = _AT.search(str(wrong))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        raise SettingsFaults(path, [Fault(line, "syntax", {"column": column})]) from None
    except RecursionError:
        raise SettingsFaults(path, [Fault(0, "syntax", {"column": 1})]) from None
    reading = Reading(text, told, known, is_theme, themes)
    settings = reading.settings()
    if reading.faults:
        raise SettingsFaults(path, sorted(reading.faults, key=lambda fault: fault.line))
    return settings


def peek_language(path: Path | None) -> Language | None:
    """The language of a file that may be faulty, so that even its faults are told in it."""
    try:
        wanted = tomllib.loads(read_text(path)).get("lang") if path is not None else None
    except (SettingsFaults, tomllib.TOMLDecodeError, RecursionError):
        return None
    return next((lang for lang in LANGUAGES if lang == wanted), None)


def read_text(path: Path) -> str:
    """The text of the file; what Windows' editors put before it does not count. Raises `SettingsFaults`."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        fault = Fault(0, "no-file")
    except OSError as wrong:
        fault = Fault(0, "unread", {"reason": wrong.strerror or str(wrong)})
    except UnicodeDecodeError:
        fault = Fault(0, "not-utf8")
    raise SettingsFaults(path, [fault])


class Reading:
    """One reading of a file that is TOML: what it says, and all that is wrong with it."""

    def __init__(
        self,
        text: str,
        told: dict[str, Any],
        known: Mapping[str, Known],
        is_theme: Callable[[str], bool],
        themes: tuple[str, ...],
    ) -> None:
        self.faults: list[Fault] = []
        self._text, self._told, self._known = text, told, known
        self._is_theme, self._themes = is_theme, themes

    def settings(self) -> Settings:
        """What it says, as far as it is right."""
        names = ("lang", "theme", "glyphs", "mouse", "keys")
        for name in self._told:
            if name not in names:
                self._fault(name, "unknown", key=shown(name), known=", ".join(names), near=nearest(name, names))
        lang = self._one_of("lang", LANGUAGES)
        marks = self._one_of("glyphs", GLYPHS)
        return Settings(
            next((one for one in LANGUAGES if one == lang), None),
            self._theme(),
            "unicode" if marks == "unicode" else "ascii" if marks == "ascii" else None,
            self._mouse(),
            self._keys(),
        )

    def _one_of(self, name: str, choices: tuple[str, ...]) -> str | None:
        value = self._told.get(name)
        if value is None or value in choices:
            return value
        near = nearest(value, choices) if isinstance(value, str) else ""
        self._fault(name, "not-one-of", key=name, value=shown(value), choices=", ".join(choices), near=near)
        return None

    def _theme(self) -> str:
        value = self._told.get("theme", "")
        if isinstance(value, str) and (not value or self._is_theme(value)):
            return value
        near = nearest(value, self._themes) if isinstance(value, str) else ""
        self._fault("theme", "no-theme", value=shown(value), known=", ".join(self._themes), near=near)
        return ""

    def _mouse(self) -> bool | None:
        value = self._told.get("mouse")
        if value is None or isinstance(value, bool):
            return value
        self._fault("mouse", "not-bool", key="mouse", value=shown(value))
        return None

    def _keys(self) -> dict[str, str]:
        table = self._told.get("keys", {})
        if not isinstance(table, dict):
            self._fault("keys", "not-table", key="keys")
            return {}
        found: dict[str, str] = {}
        for action, value in flat(table):
            if action not in self._known:
                self._fault(action, "no-action", table="keys", key=shown(action), near=nearest(action, tuple(self._known)))
            elif not isinstance(value, str) or not value.replace(",", "").strip():
                self._fault(action, "not-keys", table="keys", key=action, value=shown(value))
            else:
                keys = [self._key(action, one) for one in value.split(",") if one.strip()]
                found[action] = ",".join(dict.fromkeys(filter(None, keys)))
        self._clashes(found)
        return found

    def _key(self, action: str, text: str) -> str:
        key, near = key_of(text)
        if key and (key not in RESERVED or key in self._known[action].keys.split(",")):
            return key
        code = "reserved" if key else "no-key"
        self._fault(action, code, table="keys", key=action, value=shown(text.strip()), near=near)
        return ""

    def _clashes(self, found: Mapping[str, str]) -> None:
        """The same key twice in one place, where the file is what made it so."""
        owners: dict[str, list[str]] = {}
        effective = {action: found.get(action, one.keys) for action, one in self._known.items()}
        for action in sorted(effective, key=lambda one: one in found):
            for key in filter(None, (key_of(one)[0] for one in effective[action].split(","))):
                owner = next((one for one in owners.get(key, ()) if self._meet(one, action)), "")
                owners.setdefault(key, []).append(action)
                if owner and action in found:
                    self._fault(action, "clash", table="keys", key=action, value=shown(key), other=owner)

    def _meet(self, one: str, other: str) -> bool:
        """Whether the keys of two actions work in one place."""
        first, second = self._known[one], self._known[other]
        if (first.where == "replay" and second.live) or (second.where == "replay" and first.live):
            return False
        return one != other and (first.where == second.where or not first.where or not second.where)

    def _fault(self, name: str, code: str, *, table: str = "", **facts: object) -> None:
        self.faults.append(Fault(line_of(self._text, name, table), code, facts))


def flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Ids and their values: an id with a dot may be written as tables within tables."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
