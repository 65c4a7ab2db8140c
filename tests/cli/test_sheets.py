"""`codes --sheets`: what is written, for whom, with which code; and that nothing is written by halves or over something else."""

import csv
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import segno

from bridge_server.cli.sheets import Names

from .conftest import ROOT, Run
from .test_codes import CODE, odd, rows

__all__ = ["odd"]
URL = "https://hop.example.vn"
COMMAND = (sys.executable, "-c", "from bridge_server.cli import main; main()")


def made(cli: Run, session: Path, out: Path, *more: str) -> dict[str, Any]:
    """The manifest of sheets made in `out`."""
    told = cli("codes", session, "--sheets", out, "--json", *more)
    assert told.returncode == 0, told.stderr
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def slips(path: Path) -> list[tuple[str, str]]:
    """Names and codes of a sheet's slips."""
    text = path.read_text(encoding="utf-8")
    return re.findall(r'<h2>(.*?)</h2>.*?<p class="code">(.*?)</p>', text, re.DOTALL)


def test_each_parent_has_a_file_of_its_own_points(cli: Run, session: Path, tmp_path: Path) -> None:
    """The hall with its districts, each district with its communes, parent first, in roster order, with the very codes."""
    out = tmp_path / "phieu"
    told = made(cli, session, out, "--public-url", f"{URL}/", "--support", "Văn phòng\n0235 3852 739")
    found = rows(cli, session)
    assert (len(told["sheets"]), len(told["points"])) == (19, 260)
    assert told["support"] == "Văn phòng 0235 3852 739"
    assert not CODE.search(json.dumps(told))
    roster = json.loads((session / "roster.json").read_text(encoding="utf-8"))["points"]
    for parent in ("49", "502", "519"):
        ids = [parent, *(one["id"] for one in roster if one["parent"] == parent)]
        one = next(one for one in told["sheets"] if one["point"] == parent)
        assert slips(out / one["file"]) == [(found[ident]["name"], found[ident]["code"]) for ident in ids]
        assert one["slips"] == len(ids)
    assert (out / "502-thanh-pho-tam-ky.html").is_file()
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["points", "danh-sach.html", "danh-sach.csv", *(one["file"] for one in told["sheets"])]
    )


def test_each_point_has_a_link_and_a_picture_of_it(cli: Run, session: Path, tmp_path: Path) -> None:
    """The same QR code in the picture and on the slip, of the link and nothing else, large and with a quiet zone."""
    out = tmp_path / "phieu"
    made(cli, session, out, "--public-url", URL)
    assert len(list((out / "points").iterdir())) == 520
    for ident, sheet in (("20335", "502-thanh-pho-tam-ky.html"), ("502", "49-diem-cau-truc-tuyen-tinh.html")):
        link = (out / "points" / f"{ident}.txt").read_text(encoding="utf-8")
        code = rows(cli, session)[ident]["code"].replace("-", "")
        assert link == f"{URL}/#{code}\n"
        drawn = segno.make(link.strip(), error="m", micro=False)
        picture = (out / "points" / f"{ident}.png").read_bytes()
        width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
        modules = drawn.symbol_size(border=4)[0]
        assert width == height >= 600
        assert width % modules == 0
        wanted = BytesIO()
        drawn.save(wanted, kind="png", scale=width // modules, border=4)
        assert picture == wanted.getvalue()
        line = re.search(r' d="([^"]+)"', drawn.svg_inline(border=4))
        assert line is not None
        assert line[1] in (out / sheet).read_text(encoding="utf-8")


def test_the_lists_hold_everybody_once(cli: Run, session: Path, tmp_path: Path) -> None:
    """The table for spreadsheets is that of --csv with the mark of UTF-8; the printed one has each code once, roles first."""
    out = tmp_path / "phieu"
    made(cli, session, out, "--public-url", URL)
    raw = (out / "danh-sach.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw[3:].decode() == cli("codes", session, "--csv", "--public-url", URL).stdout
    listed = CODE.findall((out / "danh-sach.html").read_text(encoding="utf-8"))
    found = rows(cli, session)
    assert listed[:4] == [found[role]["code"] for role in ("host", "secretary", "screen", "mirror")]
    assert sorted(listed) == sorted(one["code"] for one in found.values())


def test_only_the_owner_reads_them(cli: Run, session: Path, tmp_path: Path) -> None:
    """Folders 0700, files 0600; said on stderr that they are secret."""
    out = tmp_path / "phieu"
    told = cli("codes", session, "--sheets", out, "--public-url", URL)
    assert (told.returncode, told.stdout) == (0, "")
    assert all(part in told.stderr for part in ("19", "260", "chỉ đưa mỗi mã cho đúng người", "--support"))
    if os.name == "posix":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()}
        assert modes == {0o600}
        assert {stat.S_IMODE(path.stat().st_mode) for path in (out, out / "points")} == {0o700}


def test_a_new_sheet_is_never_mixed_with_an_old_one(cli: Run, session: Path, tmp_path: Path) -> None:
    """What is there stays as it is; an empty folder will do. After a revoke, new sheets hold the new code."""
    out = tmp_path / "phieu"
    out.mkdir()
    made(cli, session, out, "--public-url", URL)
    before = (out / "points" / "20335.txt").read_bytes()
    new = cli("codes", session, "--revoke", "20335").stdout.strip()
    told = cli("codes", session, "--sheets", out, "--public-url", URL)
    assert told.returncode == 3
    assert str(out) in told.stderr
    assert (out / "points" / "20335.txt").read_bytes() == before
    made(cli, session, tmp_path / "moi", "--public-url", URL)
    assert (tmp_path / "moi" / "points" / "20335.txt").read_text(encoding="utf-8") == f"{URL}/#{new.replace('-', '')}\n"
    assert ("Phường Tân Thạnh", new) in slips(tmp_path / "moi" / "502-thanh-pho-tam-ky.html")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".preparing")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "--public-url"),
        (("--public-url", "ftp://x"), "ftp://x"),
        (("--public-url", "https://hop.vn/#"), "https://hop.vn/#"),
        (("--public-url", "https://u:pw@hop.vn"), "u:pw@hop.vn"),
        (("--public-url", URL, "--support", "x" * 121), "121"),
        (("--public-url", URL, "--csv"), "--csv"),
        (("--public-url", URL, "--revoke", "20335"), "--revoke"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    cli: Run, session: Path, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    """Without an address, with a wrong one, or together with what prints something else."""
    told = cli("codes", session, "--sheets", tmp_path / "phieu", *more)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "phieu").exists()


def test_support_is_for_sheets(cli: Run, session: Path) -> None:
    """Alone it would do nothing, so it is refused."""
    told = cli("codes", session, "--support", "0235")
    assert (told.returncode, told.stdout) == (2, "")
    assert "--sheets" in told.stderr


def test_the_hall_s_contacts_are_the_support(cli: Run, tmp_path: Path) -> None:
    """Where none is named: those of the hall with a phone, as many as fit on a slip; the spare address is printed small."""
    (tmp_path / "agenda.json").write_bytes((ROOT / "agenda.json").read_bytes())
    table = "point;name;post;phones\n502;Người khác;;0905111222\n49;Không số;;\n49;Nguyễn Văn A;Văn phòng;0235 3852 739\n"
    (tmp_path / "contacts.csv").write_text(table + f"49;{'B' * 190};;0905 123 456\n", encoding="utf-8")
    addresses = ("--public-url", URL, "--also-url", f"{URL}/", "--also-url", "https://2.example.vn")
    assert cli("prepare", tmp_path / "agenda.json", "--session", tmp_path / "hop", *addresses).returncode == 0
    told = made(cli, tmp_path / "hop", tmp_path / "phieu")
    assert told["support"] == "Nguyễn Văn A, Văn phòng 0235 3852 739"
    text = (tmp_path / "phieu" / "502-thanh-pho-tam-ky.html").read_text(encoding="utf-8")
    assert "Nguyễn Văn A, Văn phòng 0235\u00a03852\u00a0739" in text
    assert "nếu địa chỉ trên không vào được: https://2.example.vn" in text


def test_what_is_printed_for_help_is_said_and_can_be_left_out(cli: Run, tmp_path: Path) -> None:
    """A phone out of the contacts goes on every slip: whoever prints reads which; --support "" leaves a line to write on."""
    (tmp_path / "agenda.json").write_bytes((ROOT / "agenda.json").read_bytes())
    (tmp_path / "contacts.csv").write_text("point;name;phones\n49;Nguyễn Văn A;0235 3852 739\n", encoding="utf-8")
    assert cli("prepare", tmp_path / "agenda.json", "--session", tmp_path / "hop", "--public-url", URL).returncode == 0
    assert "Nguyễn Văn A 0235 3852 739" in cli("codes", tmp_path / "hop", "--sheets", tmp_path / "1").stderr
    told = made(cli, tmp_path / "hop", tmp_path / "2", "--support", "")
    assert told["support"] == ""
    assert "0235" not in (tmp_path / "2" / "502-thanh-pho-tam-ky.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and signals are POSIX")
def test_a_link_to_a_folder_and_being_asked_to_end(cli: Run, session: Path, tmp_path: Path) -> None:
    """The folder that a link names is filled; a command that is ended takes away what it had made."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "stick")
    made(cli, session, tmp_path / "link", "--public-url", URL)
    assert (tmp_path / "stick" / "danh-sach.csv").is_file()
    ended = subprocess.Popen(
        [*COMMAND, "codes", str(session), "--sheets", "end", "--public-url", URL],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".preparing-*/points/*")):
        assert time.monotonic() < deadline
        assert ended.poll() is None
    ended.terminate()
    assert ended.wait(30) == 128 + signal.SIGTERM
    assert not list(tmp_path.glob(".preparing-*"))
    assert not (tmp_path / "end").exists()


def test_hostile_names_are_text(cli: Run, odd: Path, tmp_path: Path) -> None:
    """In a page they open no element, in the table they are no formula."""
    out = tmp_path / "phieu"
    told = made(cli, odd, out)
    text = (out / told["sheets"][0]["file"]).read_text(encoding="utf-8")
    assert "nói &quot;thử&quot;" in text
    table = list(csv.reader(StringIO((out / "danh-sach.csv").read_text(encoding="utf-8-sig"))))
    assert not [cell for row in table for cell in row if cell and cell[0] in "=+-@＝＋－＠\t\r"]


def test_names_of_files_lead_nowhere_and_are_never_one() -> None:
    """Ids may hold anything: no path, no name twice where letters' size does not count, no name of the lists."""
    names = Names("danh-sach", "points")
    told = [
        names.new(*one)
        for one in (("502", "Thành phố Tam Kỳ"), ("../../etc",), ("danh", "sách"), ("a",), ("A",), ("..",), ("/",))
    ]
    assert told == ["502-thanh-pho-tam-ky", "etc", "danh-sach-2", "a", "A-2", "point", "point-2"]
    assert [Names().new(one) for one in ("con", "LPT1", "Đ", "đ.")] == ["con-", "LPT1-", "d", "d"]
    assert len(names.new("1", "Đ" * 200)) <= 62
