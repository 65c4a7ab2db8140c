"""The configuration file: what it may say, and how it is told what is wrong with it."""

import tomllib
from pathlib import Path

import pytest

from console import themes
from console.key_names import Row, key_map, key_of
from console.setting_faults import SettingsFaults
from console.settings import (
    VARIABLE,
    Known,
    Settings,
    chosen_path,
    default_path,
    peek_language,
    read_settings,
)

KNOWN = {
    "floor": Known("enter", "floor"),
    "skip": Known("x,delete", "floor"),
    "board.void": Known("v", "board"),
    "help": Known("f1,question_mark"),
    "quit": Known("ctrl+q"),
    "no-key": Known("", "floor"),
}


def read(path: Path, text: str | bytes) -> Settings:
    """The settings of a file with this text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(path, KNOWN, themes.known, themes.all_names())


def faults(path: Path, text: str | bytes) -> list[str]:
    """What is wrong with it, without head and way out."""
    with pytest.raises(SettingsFaults) as wrong:
        read(path, text)
    told = wrong.value.sentences("en")
    assert str(path) in told[0]
    assert "--config none" in told[-1]
    return [one.strip() for one in told[1:-1]]


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    """Keys come out in Textual's spelling."""
    told = read(
        tmp_path / "c.toml",
        """
lang = "en"
theme = "diem-cau-light"
glyphs = "ascii"
mouse = false
[keys]
floor = "space, F"
help = "?, f1"
board.void = "shift+delete"
"skip" = "ctrl+X"
""",
    )
    assert told == Settings(
        "en",
        "diem-cau-light",
        "ascii",
        False,
        {"floor": "space,F", "help": "question_mark,f1", "board.void": "shift+delete", "skip": "ctrl+x"},
    )


def test_nothing_has_to_be_said(tmp_path: Path) -> None:
    """An empty file, no file."""
    assert read(tmp_path / "c.toml", "") == Settings() == read_settings(None, KNOWN, themes.known, ())


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Each with its line and the nearest right name, in the order of the file."""
    told = faults(
        tmp_path / "c.toml",
        """theem = "x"
lang = "fr"
theme = "diem-cau-lite"
glyphs = 3
mouse = "no"

[keys]
flor = "enter"
floor = "entre"
skip = "shift+x"
help = 5
"board.void" = ""
""",
    )
    assert [one.partition(":")[0] for one in told] == [f"line {n}" for n in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)]
    assert "“theme”" in told[0]
    assert "vi, en" in told[1]
    assert "“diem-cau-light”" in told[2]
    assert "“floor”" in told[5]
    assert "“enter”" in told[6]
    assert "“X”" in told[7]


def test_the_same_key_twice_in_one_place(tmp_path: Path) -> None:
    """With another that the file sets, with one that has it by itself, and with one that works everywhere."""
    assert faults(tmp_path / "c.toml", '[keys]\nfloor = "x"\n') == ["line 2: the key x is given to both skip and floor."]
    assert len(faults(tmp_path / "c.toml", '[keys]\nfloor = "s"\nskip = "s"\n')) == 1
    assert "f1" in faults(tmp_path / "c.toml", '[keys]\n"board.void" = "f1"\n')[0]
    assert read(tmp_path / "c.toml", '[keys]\nfloor = "v"\n').keys == {"floor": "v"}
    assert read(tmp_path / "c.toml", '[keys]\nfloor = "x"\nskip = "enter"\n').keys == {"floor": "x", "skip": "enter"}


def test_one_can_always_leave(tmp_path: Path) -> None:
    """Ctrl+Q belongs to nobody else."""
    assert "ctrl+q" in faults(tmp_path / "c.toml", '[keys]\nfloor = "ctrl+q"\n')[0]


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    """Line and column; bytes that are no text; none at all."""
    path = tmp_path / "c.toml"
    assert faults(path, 'lang = "vi"\nmouse = yes\n') == ["line 2: this is not TOML (column 9)."]
    assert faults(path, "[keys\n")[0].startswith("line 1:")
    assert "UTF-8" in faults(path, b"lang = '\xff'")[0]
    assert faults(path, "keys = 4\n")[0].startswith("line 1:")
    assert faults(path, "[" * 5000)
    path.unlink()
    with pytest.raises(SettingsFaults):
        read_settings(path, KNOWN, themes.known, ())
    with pytest.raises(SettingsFaults):
        read_settings(tmp_path, KNOWN, themes.known, ())


def test_a_file_from_windows(tmp_path: Path) -> None:
    """Its mark at the beginning and its ends of lines are no fault."""
    assert read(tmp_path / "c.toml", b'\xef\xbb\xbflang = "en"\r\nmouse = true\r\n') == Settings("en", mouse=True)


def test_what_is_shown_of_it_cannot_drive_a_terminal(tmp_path: Path) -> None:
    """Nor fill it."""
    told = faults(tmp_path / "c.toml", 'theme = "\\u001b]0;x\\u0007' + "y" * 500 + '"\n')[0]
    assert told.isprintable()
    assert "y" * 100 not in told


def test_the_language_of_a_faulty_file(tmp_path: Path) -> None:
    """Its faults are told in it, where it can be read at all."""
    path = tmp_path / "c.toml"
    path.write_text('lang = "en"\ntheme = 3\n')
    assert peek_language(path) == "en"
    path.write_text('lang = "fr"\n')
    assert peek_language(path) is None
    path.write_text("lang = ")
    assert peek_language(path) is None
    assert peek_language(None) is None


def test_which_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, else the environment, else the usual place where something is there; "none" is none."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chosen_path("a.toml") == Path("a.toml")
    assert chosen_path("") is None
    monkeypatch.setenv(VARIABLE, "b.toml")
    assert chosen_path("") == Path("b.toml")
    assert chosen_path("none") is None
    monkeypatch.delenv(VARIABLE)
    assert default_path().name == "console.toml"
    if default_path().is_relative_to(tmp_path):
        default_path().parent.mkdir()
        default_path().touch()
        assert chosen_path("") == default_path()


@pytest.mark.parametrize(
    ("typed", "key", "near"),
    [
        ("enter", "enter", ""),
        (" f12 ", "f12", ""),
        ("x", "x", ""),
        ("K", "K", ""),
        ("đ", "đ", ""),
        ("?", "question_mark", ""),
        ("+", "plus", ""),
        ("ctrl++", "ctrl+plus", ""),
        ("-", "minus", ""),
        ("/", "slash", ""),
        ("ctrl+s", "ctrl+s", ""),
        ("Ctrl+S", "ctrl+s", ""),
        ("shift+ctrl+up", "ctrl+shift+up", ""),
        ("alt+down", "alt+down", ""),
        ("question_mark", "question_mark", ""),
        ("comma", "comma", ""),
        ("shift+k", "", "K"),
        ("Enter", "", "enter"),
        ("esc", "", "escape"),
        ("page down", "", "pagedown"),
        ("pgdn", "", "pagedown"),
        ("cmd+s", "", "s"),
        ("f99", "", "f9"),
        ("nonsense", "", ""),
        ("ctrl+", "", ""),
        ("", "", ""),
    ],
)
def test_names_of_keys(typed: str, key: str, near: str) -> None:
    """Right ones in Textual's spelling; wrong ones with what was probably meant."""
    assert key_of(typed) == (key, near)


def test_the_key_map_is_a_file_that_can_be_used(tmp_path: Path) -> None:
    """Printed, saved and read again it changes nothing; an action without keys is there to be given some."""
    rows = [Row(one.where or "everywhere", action, one.keys, f"word of {action}") for action, one in KNOWN.items()]
    text = key_map(["The keys", "", "of the screen"], rows)
    assert tomllib.loads(text)["keys"]["board.void"] == "v"
    assert '# "no-key" = ""' in text
    assert "word of skip" in text
    assert read(tmp_path / "c.toml", text).keys == {action: one.keys for action, one in KNOWN.items() if one.keys}
