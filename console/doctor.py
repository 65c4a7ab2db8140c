"""What this terminal can show: letters, marks, colours and sizes, and where the files of the screen are."""

import locale
import os
import platform
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from bridge_server.words import Language, say

from .glyphs import ASCII, FAMILIES, UNICODE, Glyphs

VOWELS: Final = "aăâeêioôơuưy"
TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VARIABLES: Final = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "NO_COLOR",
    "TEXTUAL_COLOR_SYSTEM",
    "TMUX",
    "SSH_TTY",
)
LETTERS_IN_A_LINE: Final = 36


def letters() -> str:
    """Every accented letter of Vietnamese, small."""
    made = (unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
    return "".join(letter for letter in made if not letter.isascii()) + "đ"


def report(lang: Language, config: Path | None, config_default: Path, config_fault: str, log: Path | None) -> str:
    """A screen's worth of text. `config` is the file in use, None for none."""
    small = letters()
    lines = [say(lang, "launch.doctor-letters")]
    lines += [f"  {piece}" for text in (small, small.upper()) for piece in pieces(text)]
    lines += ["", say(lang, "launch.doctor-marks")]
    lines += [f"  {line}" for line in marks(lang)]
    lines += ["", say(lang, "launch.doctor-terminal"), *(f"  {line}" for line in terminal(lang))]
    lines += ["", say(lang, "launch.doctor-files")]
    place = config if config is not None else config_default
    lines.append("  " + say(lang, f"launch.doctor-config{'' if config is not None else '-none'}", path=place))
    lines += [f"  {config_fault}"] if config_fault else []
    lines.append("  " + (say(lang, "launch.doctor-log", path=log) if log is not None else say(lang, "launch.doctor-no-log")))
    lines.append("  " + say(lang, "launch.doctor-versions", versions=", ".join(versions())))
    return "\n".join(lines)


def pieces(text: str) -> Iterator[str]:
    """A long line in parts."""
    for start in range(0, len(text), LETTERS_IN_A_LINE):
        yield text[start : start + LETTERS_IN_A_LINE]


def marks(lang: Language) -> Iterator[str]:
    """A line for each column of the screen, the full set beside the plain one."""
    for family, names in FAMILIES.items():
        full, plain = (" ".join(mark(marks, name) for name in names) for marks in (UNICODE, ASCII))
        yield f"{full:<17}{plain:<17}{say(lang, f'launch.doctor-{family}')}"


def mark(marks: Glyphs, name: str) -> str:
    """One mark by its meaning."""
    found: str = getattr(marks, name)
    return found


def terminal(lang: Language) -> Iterator[str]:
    """Size, encoding, what tells of colours, and whether it is a terminal at all."""
    size = shutil.get_terminal_size((0, 0))
    try:  # the size of the terminal itself, whatever COLUMNS and LINES say
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        yield say(lang, "launch.doctor-no-terminal")
    else:
        key = "doctor-size" if size.columns >= 80 and size.lines >= 24 else "doctor-small"
        yield say(lang, f"launch.{key}", columns=size.columns, lines=size.lines)
    yield say(lang, "launch.doctor-encoding", encoding=locale.getpreferredencoding(False))
    found = (f"{name}={value}" for name in VARIABLES if (value := os.environ.get(name)))
    yield " ".join("".join(char if char.isprintable() else "?" for char in one) for one in found) or "-"
    if not os.environ.get("NO_COLOR") and sys.stdout.isatty():
        yield say(lang, "launch.doctor-colours") + " " + "".join(f"\x1b[48;2;{r};{g};{b}m  \x1b[0m" for r, g, b in ramp())


def ramp() -> Iterator[tuple[int, int, int]]:
    """Shades that show whether there are more than sixteen colours."""
    for step in range(12):
        yield 16 + 18 * step, 60 + 12 * step, 110 + 10 * step


def versions() -> Iterator[str]:
    """Of ourselves and of what draws the screen."""
    for name in ("diem-cau", "textual", "rich"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} ?"
    yield f"Python {platform.python_version()}"
