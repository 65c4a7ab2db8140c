"""`bridge-server`: the command line. Data goes to stdout, narration to stderr; the exit code is part of the answer.

0 done, 2 bad input, 3 refused, 4 hub out of reach, 74 disk.
"""

import os
import signal
import sys

from bridge_server.words import LANGUAGES, Language, say

from .exits import Exit, fail


def main() -> None:
    """Run the command of this process's arguments."""
    speak_utf8()
    end_when_asked()
    lang, arguments = chosen_language(sys.argv[1:])
    from .edge import run  # after the language is known: everything the edge says is in it

    run(lang, arguments)


def end_when_asked() -> None:
    """Asked to end, or without its terminal, a command ends like any other, and takes away what it was making."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), lambda number, _frame: sys.exit(128 + number))


def speak_utf8() -> None:
    """Whatever the terminal's own encoding is: no name may be what ends a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def chosen_language(arguments: list[str]) -> tuple[Language, list[str]]:
    """The language of `--lang` wherever it stands, else of BRIDGE_LANG, else Vietnamese; and the other arguments."""
    rest: list[str] = []
    wanted = os.environ.get("BRIDGE_LANG") or "vi"
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            wanted = next(words, "")
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
        else:
            rest.append(word)
    known = next((lang for lang in LANGUAGES if lang == wanted), None)
    if known is not None:
        return known, rest
    return fail(Exit.BAD_INPUT, *(say(lang, "command.bad-language", value=wanted) for lang in LANGUAGES))
