"""Opening a session to serve it: one hub at a time, a torn tail set aside, nothing guessed at, rehearsals beside the meeting."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bridge_server.hub.clock import ScriptedClock
from bridge_server.hub.opening import current_rehearsal, next_rehearsal, only_hub, open_session, rehearsals
from bridge_server.journal import LOG, Damaged, FileJournal, Locked, verify
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE
from bridge_server.session import SessionError
from tests.cli.conftest import run
from tests.cli.test_serve import serving

from .kit import PATIENCE, TAN_THANH, make_session, running
from .test_writer import of_type, records_of

EIGHT = 1_717_117_200_000


def put(directory: Path, n: int, **event: object) -> None:
    """One record with this event, as a newer program might have written it."""
    journal = FileJournal.open(directory / LOG)
    record = {"n": n, "at": EIGHT, "by": "host", "id": "", "events": [event]}
    journal.append([(n, json.dumps(record, separators=(",", ":")).encode())]).result(PATIENCE)
    journal.close(EIGHT)


def test_one_hub_at_a_time(tmp_path: Path) -> None:
    """The second is told which process has it; the first is not disturbed, and when it is gone another may."""
    directory = make_session(tmp_path / "hop")
    with only_hub(directory):
        with pytest.raises(SessionError) as wrong, only_hub(directory):
            pass
        assert (wrong.value.code, wrong.value.facts["pid"]) == ("hub-runs", os.getpid())
    with only_hub(directory):
        pass


@pytest.mark.asyncio
async def test_nobody_else_writes_the_log_of_a_hub(tmp_path: Path) -> None:
    """The log itself is locked too."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        with pytest.raises(Locked):
            open_session(directory, EIGHT)
        await (await hub.join("host")).accepted(c.OpenMeeting())
    assert verify(directory).ok


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_second_hub_process_is_turned_away(tmp_path: Path) -> None:
    """Also as a rehearsal: a sentence with the number of the process that serves, and nothing recorded."""
    directory = make_session(tmp_path / "hop")
    with serving(directory) as (process, _):
        before = records_of(directory)
        for more in ((), ("--rehearsal",), ("--port", "0")):
            second = run("serve", directory, *more)
            assert second.returncode in (2, 3)
            assert f"tiến trình {process.pid}" in second.stderr
            assert "Traceback" not in second.stderr
        assert records_of(directory) == before
        assert process.poll() is None
        assert not (directory / "rehearsal-1").exists()


@pytest.mark.asyncio
async def test_a_torn_tail_is_set_aside_and_the_rest_served(tmp_path: Path) -> None:
    """What a power cut left half written was never acknowledged: kept beside the log, and the meeting goes on behind it."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        await (await hub.join("host")).accepted(c.OpenMeeting(), "open-meeting")
    lines = (directory / LOG).read_bytes().splitlines(keepends=True)
    kept, torn = b"".join(lines[:-2]), lines[-2][:-20]  # the power went while the last record was written
    (directory / LOG).write_bytes(kept + torn)
    async with running(directory) as hub:
        assert hub.opened.journal.torn_bytes == len(torn)
        assert (directory / f"{LOG}.torn").read_bytes() == torn
        host = await hub.join("host")
        assert hub.meeting.phase == "open"
        await host.accepted(c.StartItem("1"))
        assert (await host.accepted(c.OpenMeeting(), "open-meeting")).n == 2
    assert (directory / LOG).read_bytes().startswith(kept)
    assert verify(directory).ok
    assert [record["n"] for record in records_of(directory)] == list(range(1, len(records_of(directory)) + 1))


def test_a_damaged_log_is_not_served(tmp_path: Path) -> None:
    """Exit 74 and the line's number; nothing is cut, nothing is set aside."""
    directory = make_session(tmp_path / "hop")
    put(directory, 1, type="HubStarted", build="")
    put(directory, 2, type="MeetingOpened", at=EIGHT)
    whole = (directory / LOG).read_bytes()
    (directory / LOG).write_bytes(whole.replace(b"MeetingOpened", b"MeetingClosed"))
    with pytest.raises(Damaged):
        open_session(directory, EIGHT)
    told = run("serve", directory, "--port", "0")
    assert told.returncode == 74
    assert "Traceback" not in told.stderr
    assert (directory / LOG).read_bytes() == whole.replace(b"MeetingOpened", b"MeetingClosed")
    assert not list(directory.glob("*.torn*"))


def test_a_log_of_a_newer_program_is_not_gone_on_with(tmp_path: Path) -> None:
    """An event that this program does not know decides something it would get wrong: the record is named, none is added."""
    directory = make_session(tmp_path / "hop")
    put(directory, 1, type="MeetingOpened", at=EIGHT)
    put(directory, 2, type="PanelOpened", turn="p1")
    put(directory, 3, type="MeetingClosed", at=EIGHT)
    before = (directory / LOG).read_bytes()
    with pytest.raises(SessionError) as wrong:
        open_session(directory, EIGHT)
    assert (wrong.value.code, wrong.value.facts) == ("newer-events", {"record": 2})
    for lang, words in (("vi", ("bản ghi 2", "cập nhật chương trình")), ("en", ("record 2", "update the program"))):
        told = run("serve", directory, "--port", "0", "--lang", lang)
        assert told.returncode == 2
        assert all(word in told.stderr for word in words), told.stderr
        assert "Traceback" not in told.stderr
    assert (directory / LOG).read_bytes().startswith(before)
    assert (verify(directory).ok, len(records_of(directory))) == (True, 3)
    with only_hub(directory):
        FileJournal.open(directory / LOG).close(EIGHT)  # it was let go


@pytest.mark.parametrize(("name", "code"), [("secret", "no-such-file"), ("session.json", "not-a-session")])
def test_a_directory_that_lacks_something_is_told(tmp_path: Path, name: str, code: str) -> None:
    """And its log is not locked for it."""
    directory = make_session(tmp_path / "hop")
    (directory / name).unlink()
    with pytest.raises(SessionError) as wrong:
        open_session(directory, EIGHT)
    assert wrong.value.code == code
    FileJournal.open(directory / LOG).close(EIGHT)


def test_faulty_contacts_let_the_log_go(tmp_path: Path) -> None:
    """Told as faults of that file; corrected, the session opens."""
    directory = make_session(tmp_path / "hop")
    (directory / "contacts.csv").write_text("point;name\n99999;Ai\n", encoding="utf-8")
    told = run("serve", directory, "--port", "0")
    assert (told.returncode, "99999" in told.stderr) == (2, True)
    (directory / "contacts.csv").write_text("point;name\n49;Ai\n", encoding="utf-8")
    opened = open_session(directory, EIGHT)
    assert [contact.name for contact in opened.contacts] == ["Ai"]
    opened.journal.close(EIGHT)


@pytest.mark.asyncio
async def test_rehearsals_are_numbered_and_the_meetings_log_keeps_every_byte(tmp_path: Path) -> None:
    """One goes on until its meeting is closed, then a new one begins; each has a log and a clock of its own."""
    directory = make_session(tmp_path / "hop")
    async with running(directory) as hub:
        await (await hub.join(TAN_THANH)).accepted(c.CheckIn(TAN_THANH, total=9))
    before = (directory / LOG).read_bytes()
    folders = []
    for closes in (False, True, False, True):
        folder = current_rehearsal(directory)
        folders.append(folder.name)
        async with running(directory, rehearsal=folder) as hub:
            host = await hub.join("host")
            assert host.connection.welcome.rehearsal
            assert hub.opened.journal.header["rehearsal"] is True
            assert hub.meeting.check_in(TAN_THANH) is None  # what happened in the meeting did not happen here
            if hub.meeting.phase == "prepared":
                await host.accepted(c.OpenMeeting())
            if closes:
                await host.accepted(c.CloseMeeting())
        assert (directory / LOG).read_bytes() == before
    assert folders == ["rehearsal-1", "rehearsal-1", "rehearsal-2", "rehearsal-2"]
    assert [path.name for path in rehearsals(directory)] == ["rehearsal-1", "rehearsal-2"]
    assert current_rehearsal(directory) == next_rehearsal(directory) == directory / "rehearsal-3"
    assert verify(directory / "rehearsal-1").ok
    assert [len(of_type(folder, "MeetingOpened")) for folder in rehearsals(directory)] == [1, 1]
    async with running(directory) as hub:
        assert hub.meeting.phase == "prepared"
        assert not (await hub.join("host")).connection.welcome.rehearsal


@pytest.mark.asyncio
async def test_a_rehearsal_is_of_the_plan_as_it_stands(tmp_path: Path) -> None:
    """What the host changed the evening before is rehearsed."""
    directory, clock = make_session(tmp_path / "hop"), ScriptedClock(EIGHT - 600 * MINUTE)
    async with running(directory, clock=clock) as hub:
        agenda = hub.meeting.agenda
        await (await hub.join("host")).accepted(c.SetAgenda(replace(agenda, items=agenda.items[1:4], categories=())))
    async with running(directory, clock=clock, rehearsal=next_rehearsal(directory)) as hub:
        assert [item.id for item in hub.meeting.agenda.items] == ["2", "3", "4"]


def test_what_is_not_a_rehearsal_is_not_counted(tmp_path: Path) -> None:
    """Folders without a log, or with another name; ten comes after nine."""
    directory = make_session(tmp_path / "hop")
    for name in ("rehearsal-x", "rehearsal-", "rehearsal-3", "rehearsal-9", "rehearsal-10"):
        (directory / name).mkdir()
        if name != "rehearsal-3":
            (directory / name / LOG).write_bytes(b"")
    assert [path.name for path in rehearsals(directory)] == ["rehearsal-9", "rehearsal-10"]
    assert next_rehearsal(directory).name == "rehearsal-11"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_killed_hub_leaves_nothing_that_stops_the_next(tmp_path: Path) -> None:
    """Its lock goes with it; its notice is overwritten, at the same port."""
    directory = make_session(tmp_path / "hop")
    with serving(directory) as (process, notice):
        process.kill()
        process.wait(PATIENCE)
        assert (directory / "hub.json").exists()
        with serving(directory) as (_, again):
            assert (again.pid != notice.pid, again.port) == (True, notice.port)
    assert verify(directory).ok
    assert [record["events"][0]["type"] for record in records_of(directory)] == ["HubStarted", "HubStarted", "HubStopped"]
