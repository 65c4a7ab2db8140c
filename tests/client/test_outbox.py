"""What could not be sent yet: kept in a file of its own, through crashes and beside other processes."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bridge_server.client.outbox import Kept, NotAnOutbox, Outbox, mark_of

from .kit import ROOT, environment

FACT = {"type": "CheckIn", "point": "", "total": 9}


def fact(ident: str, made: int = 1_717_117_200_000) -> Kept:
    """One that waits."""
    return Kept(ident, FACT, made, mark_of("BCGH234KLMN567"))


@pytest.fixture
def box(tmp_path: Path) -> Outbox:
    """One that is not there yet, in a folder that is not there either."""
    return Outbox(tmp_path / "cho-gui" / "box")


def test_what_is_kept_is_there_until_it_is_done(box: Outbox) -> None:
    """In order; when all is done the file is empty; its owner alone can read it."""
    assert box.kept() == []
    one, two = fact("id-000001"), fact("id-000002", 1_717_117_260_000)
    box.keep(one)
    box.keep(two)
    assert Outbox(box.path).kept() == [one, two]
    assert stat.S_IMODE(box.path.stat().st_mode) == 0o600
    box.done(one.id)
    assert box.kept() == [two]
    box.done(two.id)
    assert (box.kept(), box.path.read_bytes()) == ([], b"")


def test_what_is_refused_is_put_aside_with_the_reason(box: Outbox) -> None:
    """As private as the rest, and counted."""
    box.keep(fact("id-000001"))
    box.refuse(box.kept()[0], "roll-closed", "Đã chốt điểm danh lúc 08:00.")
    assert (box.kept(), box.refused()) == ([], 1)
    aside = json.loads(box.refused_path.read_text(encoding="utf-8"))
    assert (aside["id"], aside["command"], aside["code"]) == ("id-000001", FACT, "roll-closed")
    assert stat.S_IMODE(box.refused_path.stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_a_crash_left_half_written_harms_no_other(box: Outbox, cut: int) -> None:
    """It was never told as kept; it stays as it is, and what comes after stands on a line of its own."""
    box.keep(fact("id-000001"))
    whole = box.path.read_bytes()
    box.path.write_bytes(whole + whole[:cut])
    box.keep(fact("id-000002"))
    assert [one.id for one in box.kept()] == ["id-000001", "id-000002"]
    box.done("id-000001")
    box.done("id-000002")
    assert box.kept() == []
    assert whole[:cut].strip() in box.path.read_bytes()


def test_a_crash_while_the_very_first_line_is_written_is_none(box: Outbox) -> None:
    """The file is still an outbox."""
    box.keep(fact("id-000001"))
    box.path.write_bytes(box.path.read_bytes()[:30])
    box.keep(fact("id-000002"))
    assert [one.id for one in box.kept()] == ["id-000002"]


@pytest.mark.parametrize("content", ["Kính gửi\n", '{"items": []}\n', "[1]\n"])
def test_another_file_is_not_written_to(box: Outbox, content: str) -> None:
    """Whatever it holds stays as it is."""
    box.path.parent.mkdir()
    box.path.write_text(content, encoding="utf-8")
    with pytest.raises(NotAnOutbox):
        box.keep(fact("id-000001"))
    with pytest.raises(NotAnOutbox):
        box.kept()
    assert box.path.read_text(encoding="utf-8") == content


def test_no_code_can_be_read_from_it(box: Outbox) -> None:
    """A mark tells two codes apart, and is far too short to tell which they are."""
    box.keep(fact("id-000001"))
    assert "BCGH" not in box.path.read_text(encoding="utf-8")
    assert len(mark_of("BCGH234KLMN567")) == 4
    assert mark_of("BCGH234KLMN567") != mark_of("BCGH234KLMN568")


def test_its_time_is_told_by_the_hub_s_clock() -> None:
    """A machine that is slow by an hour, or fast: how long ago it was stays right; never ahead of the hub."""
    made, hour = 1_717_117_200_000, 3_600_000
    assert fact("x", made).made_at(wall=made + 60_000, hub=made + 60_000 + hour) == made + hour
    assert fact("x", made).made_at(wall=made + 60_000, hub=made + 60_000 - hour) == made - hour
    assert fact("x", made).made_at(wall=made - 5_000, hub=made) == made


def test_many_processes_lose_nothing(box: Outbox) -> None:
    """Each keeps its own and does some of them, all at once."""
    program = (
        "import sys; from pathlib import Path; from bridge_server.client.outbox import Kept, Outbox\n"
        "box, name = Outbox(Path(sys.argv[1])), sys.argv[2]\n"
        "for n in range(20):\n"
        "    box.keep(Kept(f'{name}-{n}', {'type': 'CheckIn'}, n))\n"
        "    if n % 2: box.done(f'{name}-{n}')\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(box.path), name], env=environment(), cwd=ROOT) for name in "abc"
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert sorted(one.id for one in box.kept()) == sorted(f"{name}-{n}" for name in "abc" for n in range(0, 20, 2))
