"""`bridge-console`: the composition root of the terminal. Until the screen is up, Textual is not loaded."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from bridge_server.cli import chosen_language, speak_utf8
from bridge_server.cli.exits import Exit, fail, put
from bridge_server.words import Language, say

from . import themes
from .arguments import Asked, Usage, check_numbers, parse, view_of
from .setting_faults import SettingsFaults
from .settings import (
    GLYPHS,
    NAME,
    Known,
    Settings,
    chosen_path,
    default_path,
    peek_language,
    read_settings,
)
from .setup import CannotStart, Setup
from .ways import way_of

if TYPE_CHECKING:
    from textual.app import App

LOG: Final = "console.log"


def main() -> None:
    """Do what this process's arguments ask."""
    speak_utf8()
    lang, arguments = chosen_language(sys.argv[1:])
    chosen = bool(os.environ.get("BRIDGE_LANG")) or len(arguments) != len(sys.argv) - 1
    try:
        asked = parse(arguments)
        path = chosen_path(asked.text("--config"))
        lang = lang if chosen else peek_language(path) or lang
        run(lang, asked, path)
    except Usage as wrong:
        fail(Exit.BAD_INPUT, wrong.sentence(lang))
    except CannotStart as wrong:
        fail_with(wrong)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def run(lang: Language, asked: Asked, path: Path | None) -> None:
    """Print what can be printed; else check everything that needs no screen, and open it."""
    if asked.has("--help"):
        put(say(lang, f"launch.help-{asked.command}") if asked.command != "host" else say(lang, "launch.help"))
        return
    if asked.has("--doctor"):
        put(doctor(lang, path))
        return
    try:
        settings = settings_of(path)
    except SettingsFaults as wrong:
        fail(Exit.BAD_INPUT, *wrong.sentences(lang))
    if asked.has("--keys"):
        put(key_map(lang, settings, path))
        return
    theme = asked.text("--theme") or settings.theme
    if theme and not themes.known(theme):
        raise Usage("bad-choice", option="--theme", value=theme, choices=", ".join(themes.all_names()))
    glyphs = asked.one_of("--glyphs", GLYPHS) or settings.glyphs or "unicode"
    check_numbers(asked)
    view = view_of(asked)
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):  # Textual draws on stderr
        fail(Exit.BAD_INPUT, say(lang, f"launch.no-terminal-{asked.command}"))
    way = way_of(lang, asked)
    show(
        Setup(
            lang,
            way.place,
            theme=theme,
            glyphs="ascii" if glyphs == "ascii" else "unicode",
            mouse=settings.mouse is not False and not asked.has("--no-mouse"),
            keys=settings.keys,
            read_only=asked.has("--read-only"),
            demonstration=asked.command == "demo",
            log_path=log_path(),
            on_exit=way.on_exit,
            feed=way.feed,
            progress=way.progress,
            view=view,
        )
    )


def show(setup: Setup) -> NoReturn:
    """The screen, to its end; then what goes on without it is told on the normal one."""
    # Textual obeys these two and then ignores every resize.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    gc.disable()  # loading makes only what stays
    if setup.view:
        from .hall_app import HallApp

        app: App[int] = HallApp(setup, setup.view)
    else:
        from .app import ConsoleApp

        app = ConsoleApp(setup)
    gc.freeze()
    gc.enable()
    try:
        app.run(mouse=setup.mouse)
    finally:
        told = setup.on_exit() if setup.on_exit is not None else ""
        if told:
            print(told, file=sys.stderr)  # noqa: T201 - narration of a command line
    raise SystemExit(app.return_code or 0)


def fail_with(wrong: CannotStart) -> NoReturn:
    """Its sentences on stderr, and its exit code."""
    for sentence in wrong.sentences:
        print(sentence, file=sys.stderr)  # noqa: T201 - narration of a command line
    raise SystemExit(wrong.exit_code)


def settings_of(path: Path | None) -> Settings:
    """The configuration file, checked against the actions there are. Raises `SettingsFaults`."""
    if path is None:
        return Settings()
    from .actions.every import actions

    known = {one.id: Known(one.keys, "" if one.where == "app" else one.where, one.writes) for one in actions().values()}
    return read_settings(path, known, themes.known, themes.all_names())


def key_map(lang: Language, settings: Settings, path: Path | None) -> str:
    """Every action with the keys it has now, as a configuration file."""
    from .actions.every import actions, word
    from .key_names import Row
    from .key_names import key_map as as_toml

    found = sorted(actions().values(), key=lambda one: ("floor", "board", "writing", "replay", "app").index(one.where))
    rows = (
        Row(say(lang, f"launch.keys-{one.where}"), one.id, settings.keys.get(one.id, one.keys), word(lang, one)) for one in found
    )
    return as_toml(say(lang, "launch.keys-head", path=path or default_path()).splitlines(), rows)


def doctor(lang: Language, path: Path | None) -> str:
    """What the terminal can show, and whether the configuration file is right."""
    from .doctor import report

    try:
        settings_of(path)
        fault = ""
    except SettingsFaults as wrong:
        fault = "\n  ".join(wrong.sentences(lang))
    return report(lang, path, default_path(), fault, log_path())


def log_path() -> Path | None:
    """Where faults of the screen are logged; None where no folder can be made for it."""
    from platformdirs import user_log_path

    folder = user_log_path(NAME, appauthor=False)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return folder / LOG
    return None
