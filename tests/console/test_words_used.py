"""Every sentence that the console asks the catalogue for is there, and gets the facts it needs by name."""

import re
from pathlib import Path

import pytest

import console
from bridge_server.words import LANGUAGES, has
from console.actions.every import actions, word

SOURCES = sorted(Path(console.__file__).parent.rglob("*.py"))
ASKED = re.compile(r"""say\(\s*(?:(?:self\.)?(?:app\.)?lang,\s*)?"([a-z]+\.[a-zA-Z0-9_-]+)\"""")


@pytest.mark.parametrize("source", SOURCES, ids=[str(path.relative_to(SOURCES[0].parent)) for path in SOURCES])
def test_every_key_exists(source: Path) -> None:
    """In both languages."""
    asked = set(ASKED.findall(source.read_text(encoding="utf-8")))
    assert {key for key in asked for lang in LANGUAGES if not has(lang, key)} == set()


def test_reasons_and_whys_exist() -> None:
    """Those that are asked for by a part of their key."""
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        wanted = {f"action.why-{key}" for key in re.findall(r'\bno\(scene, "([a-z-]+)"', text)}
        for reasons in re.findall(r"\breason\(scene, ([^)]*)\)", text):
            wanted |= {f"action.because-{key}" for key in re.findall(r'"([a-z-]+)"', reasons)}
        assert {key for key in wanted for lang in LANGUAGES if not has(lang, key)} == set(), source


def test_every_action_has_a_name_a_short_one_and_help() -> None:
    """Ids are unique, keys of one place too."""
    for lang in LANGUAGES:
        for action in actions().values():
            assert all(word(lang, action, form) for form in ("", "short", "help"))
    for where in ("floor", "board", "replay"):
        every = [one for one in actions().values() if one.where in (where, "app") and not (where == "replay" and one.writes)]
        keys = [key for action in every for key in action.keys.split(",") if key]
        assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
