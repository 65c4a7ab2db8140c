"""The words for faults: complete in both languages, and light to import."""

import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from bridge_server.wire import messages
from bridge_server.wire.files import agenda, agenda_checks, contacts, document, drafts, ids, instants, roster, shape
from bridge_server.wire.files.faults import Fault, FileFaults, at, fault
from bridge_server.words import LANGUAGES, catalogue

MODULES = (agenda, agenda_checks, contacts, document, drafts, ids, instants, roster, shape, messages)


def placeholders(template: str) -> set[str]:
    """The facts that a template needs."""
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


def test_both_languages_have_the_same_sentences() -> None:
    """Same keys, same facts in each."""
    vi, en = (catalogue(lang, "fault") for lang in LANGUAGES)
    assert vi.keys() == en.keys()
    assert {key for key in vi if placeholders(vi[key]) != placeholders(en[key])} == set()


def test_no_sentence_is_without_use() -> None:
    """Every code of the catalogue is raised somewhere in the source, or is the "near" form of one that is."""
    source = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in MODULES)
    codes = {key for key in catalogue("en", "fault") if not key.startswith("is-") and key not in ("line", "line-column")}
    assert {code for code in codes if f'"{code}"' not in source and f'"{code.removesuffix("-near")}"' not in source} == set()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), ""),
        (("title",), "title"),
        (("items", 4, "groups", 1, "slots", 0, "point"), "items[4].groups[1].slots[0].point"),
        (("a b", 0, "điểm"), '["a b"][0].điểm'),
    ],
)
def test_a_place_is_written_as_a_programmer_would(path: tuple[str | int, ...], place: str) -> None:
    """Fields with dots, rows with their index from 0, and strange names in quotes."""
    assert at(*path) == place


def test_facts_are_data() -> None:
    """Braces and controls from a file are shown, never obeyed, and never endless."""
    shown = fault("x", "unknown-field", field="{0.__class__}\x1b[31m" + "y" * 500).sentence("vi")
    assert "{0.__class__}\ufffd[31m" in shown
    assert "…" in shown
    assert len(shown) < 200


def test_faults_are_told_once_and_in_order() -> None:
    """The whole file first, then by place."""
    found = [Fault("items[10].id", "empty-text"), Fault("items[9].id", "empty-text"), Fault("", "empty-file")]
    raised = FileFaults("a.json", [*found, *found])
    assert raised.faults == tuple(reversed(found))
    assert str(raised).splitlines()[0] == "a.json: The file is empty."


def test_importing_the_faults_loads_no_validator() -> None:
    """Whoever only tells faults does not pay for pydantic."""
    code = "import sys, bridge_server.wire.files.faults; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode == 0
