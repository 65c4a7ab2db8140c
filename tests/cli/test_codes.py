"""`codes`: everybody's code as a table, as JSON and for a spreadsheet; one revoked, with the hub stopped and running."""

import asyncio
import csv
import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bridge_server.client.address import Address, address_of
from bridge_server.client.connection import open_connection
from bridge_server.client.ends import TurnedAway
from bridge_server.hub.codes import Holder, derive, read
from bridge_server.hub.opening import read_secret
from bridge_server.meeting.commands import OpenMeeting
from bridge_server.session import read_settings
from bridge_server.wire.frames import Accepted, Close

from .conftest import Run
from .test_serve import PATIENCE, hop, serving

__all__ = ["hop"]
CODE = re.compile(r"[2-9BCGHKLMNPQTV]{4}-[2-9BCGHKLMNPQTV]{3}-[2-9BCGHKLMNPQTV]{4}-[2-9BCGHKLMNPQTV]{3}")
HOSTILE = ("=HYPERLINK(1)", "+84 905", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "a;b,c", 'nói "thử"', "[red]Xã[/red]")
"""Names that a spreadsheet would take for formulas, or a reader for something else than a name."""


@pytest.fixture
def odd(cli: Run, tmp_path: Path) -> Path:
    """A prepared session whose ids begin with zeros and whose names are hostile."""
    points: list[dict[str, Any]] = [{"id": "01", "tier": "province", "name": "Tỉnh", "parent": None}]
    points += [{"id": f"{number:05}", "tier": "commune", "name": name, "parent": "01"} for number, name in enumerate(HOSTILE, 1)]
    roster = {"roster": "thu", "valid_from": "2024-01-01", "valid_until": None, "province": {"gso_code": "01", "name": "Tỉnh"}}
    item = {"id": "1", "no": "1", "kind": "opening", "title": "Khai mạc", "planned_minutes": 5}
    agenda = {"title": "Họp", "starts_at": "2024-05-31T08:00:00+07:00", "hall": "01", "roster": "thu.json", "items": [item]}
    (tmp_path / "thu.json").write_text(json.dumps(roster | {"points": points}), encoding="utf-8")
    (tmp_path / "hop.json").write_text(json.dumps(agenda), encoding="utf-8")
    prepared = cli("prepare", tmp_path / "hop.json", "--session", tmp_path / "hop", "--public-url", "https://hop.example.vn/")
    assert prepared.returncode == 0, prepared.stderr
    return tmp_path / "hop"


def rows(cli: Run, directory: Path) -> dict[str, dict[str, str]]:
    """Everybody's row, by point or role."""
    told = cli("codes", directory, "--json")
    assert told.returncode == 0, told.stderr
    return {row["point"] or row["role"]: row for row in json.loads(told.stdout)}


def test_everybody_has_a_line_that_begins_with_the_code(cli: Run, session: Path) -> None:
    """Four roles and 260 points, no two alike; on stderr that codes are secret, in either language."""
    told = cli("codes", session)
    lines = told.stdout.splitlines()
    assert (told.returncode, len(lines)) == (0, 264)
    assert len({line[:17] for line in lines if CODE.fullmatch(line[:17])}) == 264
    assert [line[19:] for line in lines[:4]] == ["Điều phối", "Thư ký", "Màn hình", "Máy dự phòng"]
    assert any(line.endswith(" 20335  Phường Tân Thạnh (Thành phố Tam Kỳ)") for line in lines)
    assert "Thu hồi: --revoke" in told.stderr
    told = cli("codes", session, "--lang", "en")
    assert told.stdout.splitlines()[4:] == lines[4:]
    assert "To revoke: --revoke" in told.stderr


def test_json_says_whose_each_is_and_what_it_opens(cli: Run, session: Path) -> None:
    """As derived from the secret; the link only where there is an address, with the code behind "#"."""
    found = rows(cli, session)
    settings, secret = read_settings(session), read_secret(session)
    for name, holder in (("host", Holder("host")), ("20335", Holder("point", "20335"))):
        assert read(found[name]["code"]) == derive(secret, settings.session, holder)
        assert found[name]["link"] == ""
    assert found["20335"] | {"code": ""} == {
        "role": "point",
        "point": "20335",
        "tier": "commune",
        "name": "Phường Tân Thạnh",
        "parent": "Thành phố Tam Kỳ",
        "code": "",
        "link": "",
    }
    told = cli("codes", session, "--json", "--public-url", "https://hop.example.vn/")
    row = next(row for row in json.loads(told.stdout) if row["point"] == "20335")
    assert row["link"] == f"https://hop.example.vn/#{read(row['code'])}"
    assert address_of(row["link"]).code == read(row["code"])
    screen = next(row for row in json.loads(told.stdout) if row["role"] == "screen")
    assert screen["link"] == f"https://hop.example.vn/screen#{read(screen['code'])}"
    assert address_of(screen["link"]) == Address("wss://hop.example.vn/ws", read(screen["code"]) or "")


def test_csv_is_text_in_every_cell(cli: Run, odd: Path) -> None:
    """Ids keep their zeros; no cell begins like a formula; what is in it is otherwise unchanged, commas and quotes too."""
    told = cli("codes", odd, "--csv")
    assert (told.returncode, told.stderr) == (0, "")
    table = list(csv.DictReader(StringIO(told.stdout)))
    points = [row for row in table if row["role"] == "point"]
    assert [row["point"] for row in points] == ["01", *(f"{number:05}" for number in range(1, len(HOSTILE) + 1))]
    assert [row["name"].removeprefix("'") for row in points] == ["Tỉnh", *HOSTILE]
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell and cell[0] in "=+-@＝＋－＠\t\r"]
    as_json = rows(cli, odd)
    assert [(row["code"], row["link"]) for row in points] == [
        (as_json[row["point"]]["code"], as_json[row["point"]]["link"]) for row in points
    ]
    assert as_json["00001"]["name"] == "=HYPERLINK(1)"


def test_a_code_is_revoked_while_the_hub_is_stopped(cli: Run, session: Path) -> None:
    """One record in the log, the new code on stdout; all others stay, and the session is as servable as before."""
    before = rows(cli, session)
    told = cli("codes", session, "--revoke", "20335")
    assert told.returncode == 0, told.stderr
    new = told.stdout.strip()
    assert CODE.fullmatch(new)
    assert "20335" in told.stderr
    after = rows(cli, session)
    old = before.pop("20335")["code"]
    assert after.pop("20335")["code"] == new != old
    assert after == before
    again = json.loads(cli("codes", session, "--revoke", "20335", "--json").stdout)
    assert again["code"] not in (new, old)
    assert again | {"code": ""} == {"role": "point", "point": "20335", "code": "", "generation": 2}
    host = json.loads(cli("codes", session, "--revoke", "host", "--json").stdout)
    assert (host["role"], host["point"], host["generation"]) == ("host", "", 1)
    found = json.loads(cli("verify", session, "--json").stdout)
    assert (found["ok"], found["records"], found["closed"]) == (True, 3, True)
    assert not (session / "hub.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_code_is_revoked_while_the_hub_runs(cli: Run, hop: Path) -> None:
    """Whoever is connected with it is closed at once; the new one lets in. The host's own code too, in one command."""
    old = rows(cli, hop)
    with serving(hop) as (_, notice):
        url = address_of(notice.url).url

        async def story() -> None:
            point = await open_connection(url, old["20335"]["code"])
            host = await open_connection(url, old["host"]["code"])
            told = await asyncio.to_thread(cli, "codes", hop, "--revoke", "20335")
            assert told.returncode == 0, told.stderr
            assert (await asyncio.wait_for(point.closed(), PATIENCE)).code == Close.REVOKED
            with pytest.raises(TurnedAway):
                await open_connection(url, old["20335"]["code"])
            await (await open_connection(url, told.stdout.strip())).close()
            assert host.open
            told = await asyncio.to_thread(cli, "codes", hop, "--revoke", "host")
            assert told.returncode == 0, told.stderr
            assert (await asyncio.wait_for(host.closed(), PATIENCE)).code == Close.REVOKED
            host = await open_connection(url, told.stdout.strip())
            assert isinstance(await host.ask(OpenMeeting()), Accepted)
            await host.close()

        asyncio.run(story())
        new = rows(cli, hop)
        assert {name for name, row in new.items() if row != old[name]} == {"20335", "host"}
    assert json.loads(cli("verify", hop, "--json").stdout)["ok"]


def test_whom_nobody_knows_is_told(cli: Run, session: Path) -> None:
    """Exit 2, with what can be named; nothing is written."""
    before = (session / "session.jsonl").read_bytes()
    for whose in ("20336x", "hub", "point", "ĐIỀU PHỐI"):
        told = cli("codes", session, "--revoke", whose)
        assert (told.returncode, told.stdout) == (2, "")
        assert "host, secretary, screen, mirror" in told.stderr
        assert whose in told.stderr
    assert (session / "session.jsonl").read_bytes() == before


@pytest.mark.parametrize("damage", [None, b"", b"00" * 31, b"zz" * 32, "mật".encode(), bytes(32)])
def test_a_secret_that_is_none_is_told(cli: Run, session: Path, damage: bytes | None) -> None:
    """Missing, cut, or not hexadecimal: exit 2, the file is named, no code is made up, and nothing is revoked."""
    before = (session / "session.jsonl").read_bytes()
    (session / "secret").unlink()
    if damage is not None:
        (session / "secret").write_bytes(damage)
    for arguments in ((), ("--revoke", "host")):
        told = cli("codes", session, *arguments)
        assert (told.returncode, told.stdout) == (2, "")
        assert str(session / "secret") in told.stderr
        assert "Traceback" not in told.stderr
    assert (session / "session.jsonl").read_bytes() == before


def test_what_is_no_session_or_no_address_is_told(cli: Run, session: Path, tmp_path: Path) -> None:
    """Exit 2."""
    for told in (cli("codes", tmp_path / "nowhere"), cli("codes", session, "--public-url", "hop.example.vn")):
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr
