"""Draft conclusions from a file, without a terminal: all bad lines before anything is sent, each draft once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..client.kit import NOWHERE, Served, here, served

pytestmark = pytest.mark.asyncio

FILE = """# chuẩn bị cho phần kết luận

giao Sở Nội vụ rà soát 3 hồ chứa; phối hợp Sở TC, Nam Trà My; trước 15/6/2024
Báo cáo UBND tỉnh
giao Sở NNPTNT kiểm tra; trong quý III
"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    """A hub of its own."""
    with served(tmp_path / "hop") as found:
        yield found


async def test_a_file_is_loaded_once(hub: Served, tmp_path: Path) -> None:
    """What is there by now is left out, though it was worded anew or struck out; what is new is added."""
    file = tmp_path / "du-thao.txt"
    file.write_text(FILE, encoding="utf-8")
    said = await here("drafts", str(file), *hub.at("secretary"))
    assert (said.code, said.out) == (0, "Đã nạp 3 dự thảo.\n"), said.err
    assert "Dòng 5: “Sở NNPTNT” chưa nhận ra, ghi như đã viết." in said.err
    added = hub.events("ConclusionAdded")
    assert [(one["lead"], one["coordinating"], one["draft"]) for one in added] == [
        ("so-nv", ["so-tc", "huyện Nam Trà My"], True),
        ("", [], True),
        ("Sở NNPTNT", [], True),
    ]
    assert added[0]["deadline"] == {"date": "2024-06-15", "words": "trước ngày 15/6/2024"}
    for command in (
        {"type": "ReviseConclusion", "conclusion": "k2", "text": "Báo cáo Tỉnh ủy"},
        {"type": "RemoveConclusion", "conclusion": "k3"},
    ):
        assert (await here("send", json.dumps(command), *hub.at("secretary"))).code == 0
    file.write_text(FILE + "Việc mới\n", encoding="utf-8")
    again = await here("drafts", str(file), *hub.at("secretary"), "--json")
    assert again.code == 0, again.err
    told = json.loads(again.out)
    assert (told["loaded"], told["left_out"], [one["line"] for one in told["records"]]) == (1, 3, [6])
    assert len(hub.events("ConclusionAdded")) == 4
    by_host = await here("drafts", str(file), *hub.at("host"))
    assert by_host.out == "Đã có 4 dự thảo nên không nạp lại.\nĐã nạp 0 dự thảo.\n"


async def test_bad_lines_are_told_and_nothing_is_sent(hub: Served, tmp_path: Path) -> None:
    """With numbers and reasons."""
    file = tmp_path / "du-thao.txt"
    file.write_text("Việc đúng\ngiao Sở Tài rà soát\nlàm; trước 31/6\n", encoding="utf-8")
    said = await here("drafts", str(file), *hub.at("secretary"))
    assert (said.code, said.out) == (2, "")
    assert "dòng 2: “Sở Tài” có thể là: Sở Tài chính; Sở Tài nguyên và Môi trường." in said.err
    assert "dòng 3: Không có ngày 31/6." in said.err
    assert hub.events("ConclusionAdded") == []


async def test_whoever_cannot_write_is_told(hub: Served, tmp_path: Path) -> None:
    """A point's code, no hub, no file."""
    file = tmp_path / "du-thao.txt"
    file.write_text("Việc đúng\n", encoding="utf-8")
    point = await here("drafts", str(file), *hub.at("20335"))
    assert (point.code, "mã của thư ký hoặc điều phối" in point.err) == (3, True)
    nowhere = await here("drafts", str(file), "--url", NOWHERE, "--code", hub.code("secretary"))
    assert nowhere.code == 4
    none = await here("drafts", str(tmp_path / "khong-co.txt"), *hub.at("secretary"))
    assert (none.code, "khong-co.txt" in none.err) == (2, True)
