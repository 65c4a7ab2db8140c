"""`bridge-console replay` as a process: what it opens, what it refuses and with which exit code, and that it shows and leaves."""

import os
from pathlib import Path

import pytest

from bridge_server.journal import LOG
from bridge_server.words import LANGUAGES, say

from ..client.kit import prepared
from .kit import papers_feed
from .tapes import whole_day, write
from .test_cli import command, window

needs_terminals = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such terminals")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_terminal_one_line_says_what_there_is_instead(tmp_path: Path, lang: str) -> None:
    """Nothing is opened."""
    told = command("replay", "nowhere", "--lang", lang, cwd=tmp_path)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert "bridge-server show" in told.err


def test_its_options_are_its_own(tmp_path: Path) -> None:
    """Each is told where it belongs."""
    for arguments in (["--follow"], ["attach", "http://h", "--at", "#1"], ["demo", "--at", "9h00"]):
        told = command(*arguments, cwd=tmp_path)
        assert told.code == 2
        assert "replay" in told.err
    assert command("replay", "--autopilot", cwd=tmp_path).code == 2


@needs_terminals
def test_it_shows_the_bar_and_leaves_with_the_quit_key(tmp_path: Path) -> None:
    """A whole start: nothing is asked, the exit code is 0, and nothing was written into the directory."""
    path = write(whole_day(), tmp_path / "hop")
    before = {one.name: one.read_bytes() for one in path.iterdir()}
    with window("replay", path, "--at", "9h12", cwd=tmp_path) as terminal:
        terminal.read_until(say("vi", "replay.bar"))
        terminal.read_until("535/607")
        terminal.at_rest()
        terminal.type(" ")
        terminal.read_until("đang chạy")
        terminal.type("\x11")
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.seen
        assert not terminal.seen.rpartition("\x1b[?1049l")[2].replace("\x1b[?25h", "").strip("\r\n\x1b[?0123456789;lhu<> ")
    assert {one.name: one.read_bytes() for one in path.iterdir()} == before


@needs_terminals
def test_a_log_is_opened_by_its_file_too(tmp_path: Path) -> None:
    """In English, at a record."""
    path = write(papers_feed("en"), tmp_path / "hop")
    with window("replay", path / LOG, "--at", "#45", "--lang", "en", cwd=tmp_path) as terminal:
        terminal.read_until(say("en", "replay.bar"))
        terminal.read_until("record 45/")
        terminal.at_rest()
        terminal.type("\x11")
        assert terminal.ended() == 0


@needs_terminals
def test_what_cannot_be_opened_is_told_on_the_normal_screen(tmp_path: Path) -> None:
    """With the sentence and the exit code that bridge-server has for it."""
    newer = write(papers_feed(), tmp_path / "newer")
    text = (newer / LOG).read_bytes()
    (newer / LOG).write_bytes(text.replace(b'"format":1', b'"format":99', 1))
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "other.jsonl").write_bytes(b"hello\n")
    cases: tuple[tuple[list[str], int, str], ...] = (
        ([], 2, "THƯ_MỤC"),
        (["nowhere"], 2, "nowhere"),
        (["."], 2, "không phải là thư mục phiên họp"),
        (["empty.jsonl"], 2, "rỗng"),
        (["other.jsonl"], 2, "không phải là nhật ký"),
        (["newer"], 2, "99"),
    )
    for arguments, code, part in cases:
        with window("replay", *arguments, cwd=tmp_path) as terminal:
            assert terminal.ended() == code, terminal.seen
            assert part in " ".join(terminal.seen.split()), terminal.seen
            assert "\x1b[?1049h" not in terminal.seen
            assert "Traceback" not in terminal.seen


@needs_terminals
def test_what_shows_only_when_it_is_read_is_told_behind_the_screen(tmp_path: Path) -> None:
    """A line that was changed, a moment that is none or lies behind the end: sentence and exit code as bridge-server's."""
    path = write(papers_feed(), tmp_path / "hop")
    bad = write(papers_feed(), tmp_path / "bad")
    data = (bad / LOG).read_bytes().splitlines(keepends=True)
    data[50] = data[50].replace(b'"by"', b'"bY"', 1)
    (bad / LOG).write_bytes(b"".join(data))
    for arguments, code, part in (
        (["bad"], 74, "Dòng 51"),
        (["hop", "--at", "hom qua"], 2, "hom qua"),
        (["hop", "--at", "#99999"], 2, "99999"),
    ):
        with window("replay", *arguments, cwd=tmp_path) as terminal:
            assert terminal.ended() == code, terminal.seen
            assert part in terminal.seen.rpartition("\x1b[?1049l")[2], terminal.seen
            assert "Traceback" not in terminal.seen
    assert path.exists()


@needs_terminals
def test_of_a_directory_with_rehearsals_only_the_way_to_them_is_said(tmp_path: Path) -> None:
    """The last of them; its own directory opens, and so does the meeting's log once it has a record."""
    directory = prepared(tmp_path / "hop")
    write(papers_feed(), directory / "rehearsal-2", more={"rehearsal": True})
    with window("replay", "hop", cwd=tmp_path) as terminal:
        assert terminal.ended() == 2
        assert "bridge-console replay hop/rehearsal-2" in terminal.seen
    write(papers_feed(), directory / "rehearsal-10", more={"rehearsal": True})
    with window("replay", "hop", cwd=tmp_path) as terminal:
        assert terminal.ended() == 2
        assert "bridge-console replay hop/rehearsal-10" in terminal.seen
    with window("replay", "hop/rehearsal-2", cwd=tmp_path) as terminal:
        terminal.read_until("TỔNG DUYỆT")
        terminal.at_rest()
        terminal.type("\x11")
        assert terminal.ended() == 0
    (directory / LOG).unlink()
    write(papers_feed(), directory)
    with window("replay", "hop", cwd=tmp_path) as terminal:
        terminal.read_until("1/")
        terminal.at_rest()
        terminal.type("\x11")
        assert terminal.ended() == 0


@needs_terminals
def test_a_log_without_records_opens_all_the_same(tmp_path: Path) -> None:
    """As it was prepared."""
    prepared(tmp_path / "hop")
    with window("replay", "hop", cwd=tmp_path) as terminal:
        terminal.read_until(say("vi", "replay.no-records"))
        terminal.at_rest()
        terminal.type("\x11")
        assert terminal.ended() == 0
