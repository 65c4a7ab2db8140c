"""Check and prepare: what people type, what they read, what the exit code says."""

import gzip
import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from bridge_server import rosters

from .conftest import ROOT, Run


def test_the_real_agenda_can_be_used(cli: Run) -> None:
    """Ten items, three groups, sixteen papers of fifteen agencies, 260 points."""
    told = cli("check-agenda", "agenda.json", "--json")
    assert told.returncode == 0
    counted = json.loads(told.stdout)
    assert counted.pop("title").startswith("Hội nghị phân tích phân tích")
    assert counted == {
        "ok": True,
        "items": 10,
        "groups": 3,
        "slots": 16,
        "agencies": 15,
        "categories": 21,
        "points": 260,
        "contacts": 0,
        "roster": "quang-nam-2024",
    }
    assert "260 điểm cầu" in cli("check-agenda", "agenda.json").stdout
    assert "260 points" in cli("--lang", "en", "check-agenda", "agenda.json").stdout


def test_every_fault_is_told_at_once(cli: Run, tmp_path: Path) -> None:
    """On stderr, each with its place; exit 2; no traceback, in either language."""
    agenda = json.loads((ROOT / "agenda.json").read_text(encoding="utf-8"))
    agenda["items"][0]["kind"] = "party"
    agenda["items"][1]["id"] = "3"
    agenda["hall"] = 49
    broken = tmp_path / "agenda.json"
    broken.write_text(json.dumps(agenda), encoding="utf-8")
    for lang in ("vi", "en"):
        told = cli("check-agenda", broken, "--lang", lang)
        assert (told.returncode, told.stdout) == (2, "")
        assert "items[0].kind" in told.stderr
        assert "items[2].id" in told.stderr or "items[1].id" in told.stderr
        assert "hall" in told.stderr
        assert "Traceback" not in told.stderr
    faults = json.loads(cli("check-agenda", broken, "--json").stdout)
    assert not faults["ok"]
    assert {"items[0].kind", "hall"} <= {fault["place"] for fault in faults["faults"]}


def test_a_path_works_wherever_a_rosters_name_does(cli: Run, tmp_path: Path) -> None:
    """In the agenda (from its own folder on) and on the command line; packed or not."""
    shutil.copy(ROOT / "agenda.json", tmp_path)
    (tmp_path / "own.json.gz").write_bytes(gzip.compress(rosters.raw("quang-nam-2024")))
    agenda = (tmp_path / "agenda.json").read_text(encoding="utf-8")
    (tmp_path / "agenda.json").write_text(agenda.replace('"quang-nam-2024"', '"own.json.gz"'), encoding="utf-8")
    assert cli("check-agenda", tmp_path / "agenda.json").returncode == 0
    assert cli("check-agenda", "agenda.json", "--roster", tmp_path / "own.json.gz").returncode == 0
    told = cli("check-agenda", "agenda.json", "--roster", "nowhere")
    assert told.returncode == 2
    assert "quang-nam-2024" in told.stderr


def test_a_roster_that_is_faulty_is_told_with_the_agenda(cli: Run, tmp_path: Path) -> None:
    """Both files' faults, one answer."""
    roster = json.loads(rosters.raw("quang-nam-2024"))
    roster["points"][1]["parent"] = roster["points"][1]["id"]
    (tmp_path / "own.json").write_text(json.dumps(roster), encoding="utf-8")
    agenda = json.loads((ROOT / "agenda.json").read_text(encoding="utf-8")) | {"roster": "own.json", "surprise": 1}
    (tmp_path / "agenda.json").write_text(json.dumps(agenda), encoding="utf-8")
    told = cli("check-agenda", tmp_path / "agenda.json")
    assert told.returncode == 2
    assert "surprise" in told.stderr
    assert "points[1].parent" in told.stderr


def test_prepare_makes_a_directory_that_only_its_owner_reads(cli: Run, session: Path) -> None:
    """Secret, settings, files and log; saying it again keeps them; contacts stay outside the log."""
    assert {one.name for one in session.iterdir()} >= {"secret", "session.json", "agenda.json", "roster.json", "session.jsonl"}
    assert stat.S_IMODE(session.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in session.iterdir()} == {0o600}
    secret = (session / "secret").read_bytes()
    again = cli("prepare", ROOT / "agenda.json", "--session", session, "--json")
    assert (again.returncode, json.loads(again.stdout)["new"]) == (0, False)
    assert (session / "secret").read_bytes() == secret


def test_prepare_again_brings_contacts_and_addresses_up_to_date(cli: Run, tmp_path: Path) -> None:
    """The usual correction of the day before; what is not given stays, and so do the codes."""
    shutil.copy(ROOT / "agenda.json", tmp_path)
    row = "point,name,post,phones\n20335,Vân,,{}\n"
    (tmp_path / "contacts.csv").write_text(row.format("0905 000 001"), encoding="utf-8")
    again = ("prepare", tmp_path / "agenda.json", "--session", tmp_path / "hop")
    assert cli(*again, "--public-url", "https://hop.vn").returncode == 0
    secret = (tmp_path / "hop" / "secret").read_bytes()
    (tmp_path / "contacts.csv").write_text(row.format("0905 000 002"), encoding="utf-8")
    assert cli(*again, "--port", "9000").returncode == 0
    settings = json.loads((tmp_path / "hop" / "session.json").read_bytes())
    assert (settings["port"], settings["public_url"]) == (9000, "https://hop.vn")
    assert "0905 000 002" in (tmp_path / "hop" / "contacts.csv").read_text(encoding="utf-8")
    assert (tmp_path / "hop" / "secret").read_bytes() == secret
    assert not [one.name for one in (tmp_path / "hop").iterdir() if one.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX names and links")
def test_odd_targets(cli: Run, tmp_path: Path) -> None:
    """A link to an empty folder is that folder; a name that is no UTF-8 is a name."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert cli("prepare", ROOT / "agenda.json", "--session", tmp_path / "link").returncode == 0
    assert (tmp_path / "real" / "session.jsonl").exists()
    odd = tmp_path / os.fsdecode(b"bad\xff")
    told = cli("prepare", ROOT / "agenda.json", "--session", odd, "--json")
    assert (told.returncode, json.loads(told.stdout)["new"]) == (0, True)
    assert cli("show", tmp_path / ("x" * 300)).returncode == 2
    assert cli("check-agenda", ROOT / "agenda.json", "--roster", "x" * 300).returncode == 2


def test_prepare_overwrites_nothing(cli: Run, tmp_path: Path, session: Path) -> None:
    """Neither a folder with something in it nor another session: exit 3, and nothing is left half made."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    assert cli("prepare", ROOT / "agenda.json", "--session", tmp_path / "photos").returncode == 3
    other = cli("prepare", ROOT / "agenda.json", "--session", session, "--roster", "vietnam-2024")
    assert other.returncode == 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["hop", "photos"]


def test_contacts_are_taken_along_and_never_enter_the_log(cli: Run, tmp_path: Path) -> None:
    """A phone number stands in contacts.csv of the session only."""
    shutil.copy(ROOT / "agenda.json", tmp_path)
    (tmp_path / "contacts.csv").write_text(
        "point,name,post,phones\n20335,Nguyễn Thị Vân,Công chức,0905 123 456\n", encoding="utf-8"
    )
    assert cli("prepare", tmp_path / "agenda.json", "--session", tmp_path / "hop").returncode == 0
    assert "0905 123 456" in (tmp_path / "hop" / "contacts.csv").read_text(encoding="utf-8")
    assert b"0905 123" not in (tmp_path / "hop" / "session.jsonl").read_bytes()
    (tmp_path / "contacts.csv").write_text("point,name,post,phones\n99999,X,Y,12\n", encoding="utf-8")
    told = cli("prepare", tmp_path / "agenda.json", "--session", tmp_path / "hop2")
    assert told.returncode == 2
    assert "99999" in told.stderr
    assert not (tmp_path / "hop2").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check-agenda", "nowhere.json"],
        ["check-agenda", "."],
        ["show", "nowhere"],
        ["show", "."],
        ["verify", "agenda.json"],
        ["prepare", "agenda.json", "--session", "x", "--public-url", "hop.vn"],
        ["prepare", "agenda.json", "--session", "x", "--public-url", "https://hop.vn/#x"],
        ["prepare", "agenda.json", "--session", "x", "--port", "70000"],
        ["prepare", "agenda.json", "--session", "x", "--port", "many"],
        ["prepare", "agenda.json"],
        ["schema", "poem"],
        ["sing"],
        ["show", "x", "--loud"],
        ["check-agenda", "a", "b"],
        ["--lang", "fr", "show", "x"],
        [],
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_bad_input_is_a_sentence_and_exit_2(cli: Run, lang: str, arguments: list[str]) -> None:
    """Never a traceback, nothing on stdout."""
    told = cli(*arguments, *([] if "--lang" in arguments else ["--lang", lang]))
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.strip()
    assert "Traceback" not in told.stderr


def test_help_is_in_the_chosen_language_with_examples(cli: Run) -> None:
    """Vietnamese unless told otherwise."""
    assert "Cách dùng:" in cli("--help").stdout
    for command in ("check-agenda", "prepare", "show", "log", "verify", "continue", "schema"):
        told = cli(command, "--help")
        assert told.returncode == 0
        assert f"$ bridge-server {command}" in told.stdout
        english = cli(command, "--help", "--lang", "en").stdout
        assert "Usage:" in english
        assert "Cách dùng" not in english


def test_every_schema_is_printed(cli: Run) -> None:
    """One by name, or all together."""
    assert set(json.loads(cli("schema").stdout)) == {"agenda", "roster", "commands", "records", "frames"}
    assert json.loads(cli("schema", "commands").stdout)["discriminator"]["propertyName"] == "type"
