"""Keys as people call them."""

import pytest

from console.keys_shown import key_name, keys_name


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("ctrl+p", "Ctrl+P"),
        ("enter", "Enter ↵"),
        ("plus", "+"),
        ("+", "+"),
        ("up", "↑"),
        ("alt+up", "Alt+↑"),
        ("f1", "F1"),
        ("question_mark", "?"),
        ("escape", "Esc"),
        ("space", "Cách"),
        ("x", "x"),
        ("U", "U"),
        ("ctrl+shift+left", "Ctrl+Shift+←"),
        ("semicolon", ";"),
        ("delete", "Del"),
        ("no_such_key", "No_such_key"),
        ("", ""),
    ],
)
def test_one_key(key: str, shown: str) -> None:
    """As it stands on the keyboard."""
    assert key_name("vi", key) == shown


def test_keys_that_do_the_same() -> None:
    """One after the other; what Telex makes of a letter is not told."""
    assert keys_name("en", "s,á,ắ,delete,space") == "s Del Space"
    assert keys_name("en", "ư") == "ư"
    assert keys_name("en", "x,delete", 1) == "x"
    assert keys_name("en", "up,enter", ascii_only=True) == "Up Enter"
