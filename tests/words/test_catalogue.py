"""The words: complete in both languages, and every refusal gives its sentence all the facts it asks for."""

import ast
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bridge_server.meeting import Command, Event, Refused
from bridge_server.meeting import refusals as refusals_module
from bridge_server.reports.sentences import refusal
from bridge_server.words import AREAS, LANGUAGES, catalogue, has, say

MEETING = Path(refusals_module.__file__).parent


def placeholders(template: str) -> set[str]:
    """The facts that a template needs."""
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area: str) -> None:
    """Same keys, same facts, nothing empty."""
    vi, en = (catalogue(lang, area) for lang in LANGUAGES)
    assert vi.keys() == en.keys()
    assert {key for key in vi if placeholders(vi[key]) != placeholders(en[key])} == set()
    assert all(text.strip() for words in (vi, en) for text in words.values())


@pytest.mark.parametrize("area", [area for area in AREAS if area != "label"])
def test_vietnamese_is_vietnamese(area: str) -> None:
    """No sentence was left in English (apart from what is the same in both)."""
    vi, en = (catalogue(lang, area) for lang in LANGUAGES)
    same = {key for key in vi if vi[key] == en[key] and any(letter.isalpha() for letter in placeholderless(vi[key]))}
    assert {key for key in same if not key.startswith("metavar-")} == set()


def placeholderless(template: str) -> str:
    """The template's own words."""
    return "".join(text for text, _, _, _ in Formatter().parse(template))


def refused_calls() -> list[tuple[str, frozenset[str]]]:
    """Every `Refused(code, fact=...)` of the rules."""
    found = []
    for module in MEETING.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                codes = [
                    one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant) and isinstance(one.value, str)
                ]
                found += [(code, frozenset(keyword.arg or "" for keyword in node.keywords)) for code in codes]
    return found


def test_every_refusal_gives_its_sentence_the_facts_it_asks_for() -> None:
    """In both languages; and every code that is declared is raised somewhere, with a sentence of its own."""
    calls = refused_calls()
    assert {code for code, _ in calls} == refusals_module.CODES
    for lang in LANGUAGES:
        words = catalogue(lang, "refusal")
        assert {key.partition("overtaken-")[0] or "overtaken" for key in words} == refusals_module.CODES
        for code, facts in calls:
            forms = [text for key, text in words.items() if key == code or (code == "overtaken" and key.startswith(f"{code}-"))]
            assert all(placeholders(text) <= facts for text in forms), code


def test_instants_in_a_refusal_are_local_time() -> None:
    """A latecomer reads the time of the hall."""
    assert refusal("vi", Refused("list-closed", closed_at=1_717_126_320_000)).startswith("Đã hết giờ đăng ký lúc 10:32.")
    assert refusal("en", Refused("list-closed", closed_at=1_717_126_320_000)).startswith("The list was closed at 10:32.")


def test_every_event_has_words() -> None:
    """Under its own name, or one for each of its forms."""
    for kind in get_args(Event):
        assert any(key.partition("-")[0] == kind.__name__ for key in catalogue("vi", "event")), kind


def test_a_fact_is_a_value_and_never_a_template() -> None:
    """Braces in a name stay braces."""
    assert "{now}" in say("vi", "refusal.unknown-point", point="{now}")


def test_an_unknown_key_is_a_key_error() -> None:
    """Nothing is said instead."""
    assert not has("vi", "refusal.no-such-code")
    assert not has("vi", "nothing.at-all")
    with pytest.raises(KeyError):
        say("vi", "nothing.at-all")


def test_commands_and_codes_do_not_clash() -> None:
    """Commands are named in code and on the wire by one word each."""
    names = [kind.__name__ for kind in get_args(Command)]
    assert len(names) == len(set(names))
