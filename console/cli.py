"""`bridge-console`: the composition root of the terminal."""

import os
import sys
from pathlib import Path

from bridge_server.cli import chosen_language, speak_utf8
from bridge_server.cli.edge import explain
from bridge_server.cli.exits import Exit, fail
from bridge_server.words import Language, say


def main() -> None:
    """Show the session named by this process's arguments."""
    speak_utf8()
    lang, arguments = chosen_language(sys.argv[1:])
    wanted = [one for one in arguments if one not in ("--help", "-h")]
    if wanted != arguments or len(wanted) > 1 or (wanted and wanted[0].startswith("-")):
        code = Exit.DONE if wanted != arguments else Exit.BAD_INPUT
        print(say(lang, "command.console-help"), file=sys.stderr if code else sys.stdout)
        raise SystemExit(code)
    show(lang, Path(wanted[0] if wanted else "."))


def show(lang: Language, directory: Path) -> None:
    """Open the screen. Without a terminal, or where there is no session, one sentence says so."""
    from bridge_server.session import log_of

    try:
        path = log_of(directory)
        from bridge_server.journal import Log

        Log(path)
    except Exception as wrong:
        explain(lang, wrong)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail(Exit.BAD_INPUT, say(lang, "command.no-terminal"))
    # Textual obeys these two and then ignores every resize.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    from .app import Viewer

    Viewer(lang, path).run()
