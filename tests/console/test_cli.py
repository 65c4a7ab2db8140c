"""The command line: what it says without a screen, and that it starts nothing where it cannot have one."""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

import console.app
from bridge_server.hub.notice import read_notice
from bridge_server.session import read_settings
from bridge_server.words import LANGUAGES, say
from console.arguments import ALL, COMMANDS, COMMON, OPTIONS, Usage, parse
from console.doctor import letters
from console.sessions import session_of
from console.setup import CannotStart

from ..client.kit import PATIENCE, ROOT, environment, prepared
from .terminals import CONSOLE, Terminal

needs_app = pytest.mark.skipif(not hasattr(console.app, "ConsoleApp"), reason="there is no screen yet")
needs_actions = pytest.mark.skipif(find_spec("console.actions.board") is None, reason="not every action is there yet")
needs_terminals = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such terminals")


@dataclass(frozen=True, slots=True)
class Said:
    """What it left."""

    code: int
    out: str
    err: str


def command(*arguments: str | Path, cwd: Path, **variables: str) -> Said:
    """`bridge-console` without a terminal."""
    own = {"XDG_CONFIG_HOME": str(cwd / ".config"), "XDG_STATE_HOME": str(cwd / ".state")}
    done = subprocess.run(
        [*CONSOLE, *map(str, arguments)], cwd=cwd, env=environment() | own | variables, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_every_option(tmp_path: Path, lang: str) -> None:
    """Each command's help has its own; the general one has all but those of attach and demo."""
    told = {one: command(one, "--help", "--lang", lang, cwd=tmp_path).out for one in COMMANDS}
    assert all(option in told["host"] for option in (*COMMON, *OPTIONS["host"]))
    assert all(option in told[one] for one in COMMANDS for option in OPTIONS[one])
    assert command("-h", "--lang", lang, cwd=tmp_path).out == told["host"]
    assert all(len(line) <= 130 for text in told.values() for line in text.splitlines())


def test_help_does_not_wait_for_textual(tmp_path: Path) -> None:
    """Neither does what is wrong with the arguments."""
    program = (
        "import sys\nfrom console.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name in ('textual', 'rich', 'pydantic', 'typer', 'asyncio')], file=sys.stderr)"
    )
    for arguments in (["--help"], ["--no-such"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], cwd=tmp_path, env=environment(), capture_output=True, text=True,
            encoding="utf-8", timeout=PATIENCE, check=True,
        )  # fmt: skip
        assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--no-mose"], "--no-mouse"),
        (["--qqqqqqqq"], "--qqqqqqqq"),
        (["a", "b"], "“b”"),
        (["host", "a", "b"], "“b”"),
        (["--theme"], "--theme"),
        (["--theme", "--no-mouse"], "--theme"),
        (["--no-mouse=1"], "--no-mouse"),
        (["attach", "--port", "1"], "host, demo"),
        (["--autopilot"], "demo"),
        (["--port", "70000"], "65535"),
        (["--port=abc"], "abc"),
        (["demo", "--pace", "0"], "--pace"),
        (["demo", "--pace", "nan"], "--pace"),
        (["demo", "--seed=-1"], "--seed"),
        (["--glyphs", "emoji"], "unicode, ascii"),
        (["--theme", "no-such-theme"], "high-contrast"),
        (["--lang", "fr"], "vi, en"),
        (["--x\x1b]0;t\x07"], "--x"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_sentence(tmp_path: Path, arguments: list[str], part: str) -> None:
    """On stderr, with exit code 2."""
    told = command(*arguments, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert part in told.err
    assert told.err.replace("\n", "").isprintable()


def test_options_stand_anywhere() -> None:
    """Before the command and behind the word; behind "--" everything is a word; an address means attach."""
    asked = parse(["--theme", "x", "demo", "--pace=2,5", "a.json", "--autopilot"])
    assert (asked.command, asked.word, asked.text("--theme"), asked.positive("--pace")) == ("demo", "a.json", "x", 2.5)
    assert asked.has("--autopilot")
    assert parse(["--", "--odd"]).word == "--odd"
    assert parse([]).command == "host"
    assert parse(["./demo"]).command == "host"
    assert parse(["https://hop.example.vn/#X"]).command == "attach"
    assert parse(["-h"]).has("--help")
    assert parse(["host", "attach"]).word == "attach"
    with pytest.raises(Usage):
        parse(["-x"])
    assert all(option.startswith("-") for option in ALL)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["agenda.json"], "bridge-server show"),
        (["host"], "bridge-server serve"),
        (["attach", "http://127.0.0.1:9"], "bridge-server watch"),
        (["demo"], "bridge-server demo"),
    ],
)
def test_without_a_terminal_nothing_is_started(tmp_path: Path, arguments: list[str], part: str) -> None:
    """One line says so, and what there is instead."""
    (tmp_path / "agenda.json").write_bytes((ROOT / "agenda.json").read_bytes())
    told = command(*arguments, "--config", "none", cwd=tmp_path)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert part in told.err
    assert not (tmp_path / "sessions").exists()


@needs_actions
def test_a_faulty_file_stops_it_before_anything_is_started(tmp_path: Path) -> None:
    """In the file's own language; "--config none" is the way out."""
    file = tmp_path / "c.toml"
    file.write_text('lang = "en"\ntheme = "no-such"\n[keys]\nnothing = "x"\n')
    told = command("--config", file, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "line 2" in told.err
    assert "line 4" in told.err
    assert "--config none" in told.err
    assert command(cwd=tmp_path, BRIDGE_CONSOLE_CONFIG=str(file)).err == told.err
    assert "Tệp cấu hình" in command("--config", file, "--lang", "vi", cwd=tmp_path).err
    assert "line 2" not in command("--config", "none", cwd=tmp_path, BRIDGE_CONSOLE_CONFIG=str(file)).err


@needs_actions
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_key_map_can_be_used_as_it_is_printed(tmp_path: Path, lang: str) -> None:
    """Every action, none of them faulty; what the file in use has changed is in it."""
    told = command("--keys", "--lang", lang, "--config", "none", cwd=tmp_path)
    assert told.code == 0
    keys = tomllib.loads(told.out)["keys"]
    assert keys["quit"] == "ctrl+q"
    file = tmp_path / "c.toml"
    file.write_text(told.out)
    again = command("--keys", "--lang", lang, "--config", file, cwd=tmp_path)
    assert again.code == 0, again.err
    assert tomllib.loads(again.out)["keys"].keys() == keys.keys()


@needs_actions
def test_doctor_is_a_screenful(tmp_path: Path) -> None:
    """All accented letters, both sets of marks, and where the files are; also with a faulty file."""
    file = tmp_path / "c.toml"
    file.write_text("mouse = 1\n")
    told = command("--doctor", "--config", file, cwd=tmp_path, NO_COLOR="1")
    assert told.code == 0
    assert len(letters()) == 67
    missing = {one for text in (letters(), letters().upper()) for one in text if one not in told.out}
    assert missing == set()
    assert "► ▲ ● ○" in told.out
    assert str(file) in told.out
    assert "dòng 1" in told.out
    assert "console.log" in told.out
    assert "\x1b" not in told.out
    assert len(told.out.splitlines()) <= 40


def test_an_agenda_becomes_a_session_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under its date; the same agenda comes back to the same, and another one is not mixed with it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotStart) as nothing:
        session_of("vi", "")
    assert nothing.value.exit_code == 2
    agenda = tmp_path / "agenda.json"
    agenda.write_bytes((ROOT / "agenda.json").read_bytes())
    directory, told = session_of("vi", "")
    assert directory == Path("sessions/2024-05-31")
    assert "260" in told
    ident = read_settings(directory).session
    assert session_of("vi", str(agenda))[0] == directory
    assert session_of("vi", ".")[0] == directory
    assert session_of("vi", str(directory)) == (directory, "")
    assert read_settings(directory).session == ident
    text = agenda.read_text(encoding="utf-8").replace("Khai mạc", "Mở đầu")
    agenda.write_text(text.replace('"title": "', '"title": "Mới: ', 1), encoding="utf-8")
    with pytest.raises(CannotStart) as other:
        session_of("vi", "")
    assert other.value.exit_code == 3
    (tmp_path / "hop tỉnh.json").write_bytes((ROOT / "agenda.json").read_bytes())
    assert session_of("vi", "hop tỉnh.json")[0] == Path("sessions/2024-05-31-hop tỉnh")
    monkeypatch.chdir(directory)
    assert session_of("vi", "") == (Path(), "")


@contextmanager
def window(*arguments: str | Path, cwd: Path, **variables: str) -> Iterator[Terminal]:
    """`bridge-console` on a terminal of 120 columns and 40 lines."""
    own = {"XDG_CONFIG_HOME": str(cwd / ".config"), "XDG_STATE_HOME": str(cwd / ".state"), "BRIDGE_CONSOLE_CONFIG": "none"}
    with Terminal([*CONSOLE, *map(str, arguments)], cwd, own | variables) as terminal:
        yield terminal


@needs_terminals
def test_a_code_is_asked_for_and_not_shown(tmp_path: Path) -> None:
    """One that cannot be a code ends it before there is a screen."""
    with window("attach", "http://127.0.0.1:9", cwd=tmp_path) as terminal:
        terminal.read_until(say("vi", "launch.ask-code"))
        terminal.type("khongphaima\n")
        assert terminal.ended() == 3
        assert "khongphaima" not in terminal.seen
        assert say("vi", "operator.malformed-code") in terminal.seen


@needs_terminals
@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["nowhere"], 2, "nowhere"),
        ([], 2, "agenda.json"),
        (["demo"], 2, "agenda.json"),
        (["demo", "no-such.json"], 2, "no-such.json"),
        (["attach"], 2, "BRIDGE_URL"),
        (["attach", "http://", "--code", "x"], 2, "http://"),
        (["bad.json"], 2, "bad.json"),
    ],
)
def test_what_cannot_be_opened_is_told_on_the_normal_screen(tmp_path: Path, arguments: list[str], code: int, part: str) -> None:
    """Before there is another."""
    (tmp_path / "bad.json").write_text("{}")
    with window(*arguments, cwd=tmp_path) as terminal:
        assert terminal.ended() == code, terminal.seen
        assert part in terminal.seen
        assert "\x1b[?1049h" not in terminal.seen
        assert "Traceback" not in terminal.seen


@needs_app
@needs_terminals
def test_the_hub_goes_on_when_the_window_is_closed(tmp_path: Path) -> None:
    """A whole start: the hub runs, the screen shows the meeting; closing the window leaves the hub alone."""
    directory = prepared(tmp_path / "hop")
    try:
        with window(directory, cwd=tmp_path) as terminal:
            terminal.read_until("\x1b[?1049h")
            terminal.read_until("/260")
            notice = read_notice(directory)
            assert notice is not None
        os.kill(notice.pid, 0)
    finally:
        assert stopped(directory) == 0


@needs_app
@needs_terminals
def test_leaving_says_that_the_hub_goes_on(tmp_path: Path) -> None:
    """On the normal screen, with how to stop it. COLUMNS and LINES of the shell do not count."""
    directory = prepared(tmp_path / "hop")
    try:
        with window(directory, cwd=tmp_path, COLUMNS="20", LINES="5") as terminal:
            terminal.read_until("/260")
            assert terminal.leave() == 0
            after = terminal.seen.rpartition("\x1b[?1049l")[2]
            assert "bridge-server stop hop" in after
            assert "\x1b[40;1H" in terminal.seen
    finally:
        assert stopped(directory) == 0


@needs_app
@needs_terminals
def test_without_colour(tmp_path: Path) -> None:
    """NO_COLOR: shades of grey only."""
    directory = prepared(tmp_path / "hop")
    try:
        with window(directory, cwd=tmp_path, NO_COLOR="1", COLORTERM="truecolor") as terminal:
            terminal.read_until("/260")
            assert terminal.leave() == 0
            colours = {part.split("m")[0] for part in terminal.seen.split("\x1b[")[1:] if "m" in part[:40]}
            shades = [one.split(";")[at + 2 : at + 5] for one in colours for at in places(one)]
            assert shades
            assert all(len(set(shade)) == 1 for shade in shades), shades
    finally:
        assert stopped(directory) == 0


def places(code: str) -> list[int]:
    """Where in the numbers of an escape sequence a colour of three parts begins."""
    parts = code.split(";")
    return [at for at in range(len(parts) - 1) if parts[at] in ("38", "48") and parts[at + 1] == "2"]


@needs_app
@needs_terminals
@pytest.mark.parametrize("way", ["leave", "close"])
def test_a_demonstration_ends_with_the_screen(tmp_path: Path, way: str) -> None:
    """Whether it is left or its window closed: the folder in which it played is gone."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    with window("demo", ROOT / "agenda.json", "--seed", "7", cwd=tmp_path, TMPDIR=str(folder)) as terminal:
        terminal.read_until("/260")
        assert list(folder.iterdir())
        if way == "leave":
            assert terminal.leave() == 0
            assert "kết thúc" in terminal.seen.rpartition("\x1b[?1049l")[2]
    deadline = time.monotonic() + PATIENCE
    while list(folder.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def stopped(directory: Path) -> int:
    """Stop the hub of a session; the exit code."""
    start = [sys.executable, "-c", "from bridge_server.cli import main; main()", "stop", str(directory)]
    return subprocess.run(start, env=environment(), cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False).returncode
