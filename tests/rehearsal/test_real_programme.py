"""The whole programme of 31 May 2024, played in a process of its own: everything that a real day brings is in its log."""

import json
import re
from pathlib import Path

from bridge_server.journal.replay import replay
from bridge_server.meeting import digest

from .conftest import Rehearsed, Run, records_of

HALL = "49"
START = 1_717_117_200_000


def test_it_says_what_came_of_it(rehearsed: Rehearsed, session: Path) -> None:
    """One JSON object: nothing is lost, and the log alone leads to the same meeting."""
    told = rehearsed.told
    assert (told["points"], told["lost"], told["seed"], told["missed"]) == (260, 0, 3, [])
    assert (told["checked_in"], told["records"]) == (259, len(rehearsed.records))
    assert told["digest"] == told["replay_digest"] == digest(replay(Path(told["log"]))[0].meeting)
    assert 0 < told["ack_p50_ms"] <= told["ack_p99_ms"]
    assert told["acknowledged"] == sum(bool(record["id"]) for record in rehearsed.records)
    assert Path(told["log"]) == session / "rehearsal-1" / "session.jsonl"
    lines = rehearsed.narration.splitlines()
    assert len(lines) == 15
    assert "rehearsal-1" in lines[1]


def test_everybody_has_a_client_of_their_own(rehearsed: Rehearsed) -> None:
    """Every page but one came up; what points say is said by the points."""
    assert len({event["point"] for event in rehearsed.all("LineUp")}) == 259
    authors = {record["by"] for record in rehearsed.records if record["by"].startswith("point:")}
    assert len(authors) > 245
    assert {"host", "secretary", "hub"} <= {record["by"] for record in rehearsed.records}


def test_the_roll_is_that_of_a_real_day(rehearsed: Rehearsed) -> None:
    """Leaders, numbers, absences, latecomers, a telephone, a slip of paper, a mistake; one point never comes."""
    made = rehearsed.all("CheckedIn")
    points = {event["point"] for event in made}
    never = {event["point"] for event in rehearsed.all("CallRecorded") if event["outcome"] == "no_answer"}
    assert len(points) == 259
    assert len(never) == 1
    assert not never & points
    own = [event for event in made if event["source"] == "self"]
    assert len(own) > 240
    assert sum(bool(event["leader"]["name"]) for event in own) > 180
    assert any(event["leader"]["in_place_of"] for event in own)
    assert all(sum(heads for _, heads in event["counts"]) <= event["total"] for event in own if event["counts"])
    assert {"online", "absent", "absent_with_leave", "in_person"} == {event["mode"] for event in made}
    phoned = {event["point"] for event in made if event["source"] == "phone" and event["by"] == "host"}
    called = {event["point"] for event in rehearsed.all("CallRecorded") if event["outcome"] == "called"}
    assert phoned == called != set()
    (paper,) = [event for event in made if event["source"] == "paper"]
    assert paper["by"] == "secretary"
    assert paper["made_at"] < paper["noted_at"]
    assert len({event["agency"] for event in made if event["point"] == HALL}) == 35
    assert {event["by"] for event in made if event["source"] == "parent"} <= {f"point:{n}" for n in range(502, 520)}


def test_a_mistake_on_the_roll_is_taken_back_and_made_good(rehearsed: Rehearsed) -> None:
    """Voided, then the point itself."""
    (voided,) = rehearsed.all("CheckInVoided")
    made = [event for event in rehearsed.all("CheckedIn") if event["point"] == voided["point"]]
    assert [event["n"] < voided["n"] for event in made] == [True, False]
    assert made[1]["by"] == f"point:{voided['point']}"


def test_some_come_late_and_some_leave_early(rehearsed: Rehearsed) -> None:
    """Late after the opening and before the roll is closed; who leaves is lost as a line soon after."""
    late, left = rehearsed.all("ArrivedLate"), rehearsed.all("LeftEarly")
    assert len(late) >= 5
    assert len(left) >= 3
    (closed,) = rehearsed.all("RollClosed")
    assert all(event["at"] >= START and event["n"] < closed["n"] for event in late)
    lost = {event["point"]: event["n"] for event in rehearsed.all("LineLost")}
    assert all(lost[event["point"]] > event["n"] for event in left)
    assert closed["figures"]["tiers"][2]["late"] == len(late)


def test_lines_are_lost_and_come_back(rehearsed: Rehearsed) -> None:
    """Each half a minute after it broke, and once up again no sooner than that."""
    lost = rehearsed.all("LineLost")
    ups = [(event["point"], event["n"]) for event in rehearsed.all("LineUp")]
    back = [event for event in lost if any(point == event["point"] and n > event["n"] for point, n in ups)]
    assert len(back) >= 4
    assert len(ups) == 259 + len(back)


def test_all_sixteen_papers_are_heard(rehearsed: Rehearsed) -> None:
    """One by a substitute, one moved, one broken off by its line, one interrupted by a leader; those away from the hall
    answered that they were ready."""
    meeting = replay(Path(rehearsed.told["log"]))[0].meeting
    slots = meeting.items["5"].slots
    assert len(slots) == 16
    assert {meeting.turns[slot].state for slot in slots} == {"done"}
    assert len(rehearsed.all("PresenterReplaced")) == 1
    (moved,) = rehearsed.all("SlotMoved")
    assert slots.index(moved["slot"]) != [slot.id for _, slot in meeting.items["5"].item.all_slots()].index(moved["slot"])
    held = rehearsed.all("TurnHeld")
    assert sorted(event["cause"] for event in held) == ["leader", "line"]
    assert {event["turn"] for event in held} == {event["turn"] for event in rehearsed.all("TurnResumed")} <= set(slots)
    assert len(rehearsed.all("LeaderCutIn")) == 1
    ready = {event["turn"] for event in rehearsed.all("ReadyAnswered")}
    assert {slot for slot in slots if meeting.turns[slot].point != HALL} <= ready
    assert not {slot for slot in slots if meeting.turns[slot].point == HALL} & ready
    implicit = [item for item in ("1", "2", "3", "4", "8", "9", "10") if meeting.turns[item].state == "done"]
    assert len(implicit) == 7
    assert rehearsed.told["turns"] == sum(bool(turn.runs) for turn in meeting.turns.values())


def test_the_discussion_is_a_real_one(rehearsed: Rehearsed) -> None:
    """Many ask; some are first, passed over and heard later, withdraw, are called unasked, or are asked to write."""
    meeting = replay(Path(rehearsed.told["log"]))[0].meeting
    asked = rehearsed.all("RequestMade")
    assert len(asked) >= 12
    assert {event["origin"] for event in asked} == {"self", "hall", "phone", "paper"}
    (passed,) = rehearsed.all("TurnPassed")
    assert [event["turn"] for event in rehearsed.all("TurnReturned")] == [passed["turn"]]
    assert meeting.turns[passed["turn"]].state == "done"
    (withdrawn,) = rehearsed.all("RequestWithdrawn")
    assert withdrawn["by"] == f"point:{meeting.turns[withdrawn['turn']].point}"
    (urgent,) = rehearsed.all("UrgencyMarked")
    given = [event["turn"] for event in rehearsed.all("FloorGiven")]
    heard = [turn for turn in given if meeting.turns[turn].origin in ("self", "hall", "phone", "paper")]
    assert heard[0] == urgent["turn"]
    assert len(heard) >= 7
    (called,) = rehearsed.all("SpeakerCalled")
    assert called["turn"] in given
    assert len(rehearsed.all("ShortListMarked")) == 2
    assert len(rehearsed.all("ListClosed")) == 1
    declined = {meeting.turns[event["turn"]].point for event in rehearsed.all("RequestDeclined")}
    assert declined
    wrote = {event["point"] for event in rehearsed.all("OpinionReceived")}
    assert declined - {HALL} <= wrote
    assert wrote - declined  # whoever asked after the list was closed
    assert {turn.state for turn in meeting.turns.values()} <= {"done", "withdrawn", "declined"}


def test_the_host_corrects_slips(rehearsed: Rehearsed) -> None:
    """Two undone, time added, the clock stopped for a cause, a start dated back."""
    assert len(rehearsed.all("Undone")) == 2
    undone = {event["record"] for record in rehearsed.records for event in record["events"] if event["type"] == "Undone"}
    kinds = {event["type"] for record in rehearsed.records if record["n"] in undone for event in record["events"]}
    assert kinds == {"FloorGiven", "ItemTimeAdded"}
    assert [event["seconds"] for event in rehearsed.all("ItemTimeAdded")] == [600, 300]
    assert len(rehearsed.all("TurnTimeAdded")) == 1
    (pause,) = rehearsed.all("ClockPaused")
    assert pause["cause"]
    assert len(rehearsed.all("ClockResumed")) == 1
    backdated = [event for event in rehearsed.all("ItemStarted") if event["at"] < event["noted_at"]]
    assert len(backdated) == 1
    assert [event["item"] for event in rehearsed.all("ItemStarted")] == [str(n) for n in range(1, 11)]


def test_most_say_that_they_are_back_and_most_read_what_they_are_told(rehearsed: Rehearsed) -> None:
    """After the break, and each message."""
    assert 180 <= len({event["point"] for event in rehearsed.all("PointBack")}) < 259
    sent = rehearsed.all("NoticeSent")
    assert len(sent) >= 4
    read = [event["notice"] for event in rehearsed.all("NoticeAcknowledged")]
    assert read.count(sent[-1]["notice"]) > 200
    assert all(read.count(event["notice"]) >= 8 for event in sent)
    assert len({(event["notice"], event["point"]) for event in rehearsed.all("NoticeAcknowledged")}) == len(read)


def test_faults_are_reported_and_mended(rehearsed: Rehearsed) -> None:
    """Every one of them."""
    reported = [(event["point"], event["kind"]) for event in rehearsed.all("FaultReported")]
    assert len(reported) >= 4
    assert sorted(reported) == sorted((event["point"], event["kind"]) for event in rehearsed.all("FaultCleared"))


def test_the_secretary_writes_five_conclusions(rehearsed: Rehearsed) -> None:
    """One from a draft; each with an agency and a deadline. After the roll was closed one report is corrected, with a reason."""
    made = rehearsed.all("ConclusionAdded")
    assert len(made) == 5
    assert [event["draft"] for event in made] == [True, False, False, False, False]
    assert [event["conclusion"] for event in rehearsed.all("ConclusionConfirmed")] == ["k1"]
    assert all(event["by"] == "secretary" and event["lead"] for event in made)
    assert all(event["deadline"]["date"] or event["deadline"]["words"] for event in made)
    assert len(rehearsed.all("NoteAdded")) >= 6
    (closed,) = rehearsed.all("RollClosed")
    corrected = [event for event in rehearsed.all("CheckedIn") if event["n"] > closed["n"]]
    assert len(corrected) == 1
    assert corrected[0]["reason"]


def test_it_ends_in_order(rehearsed: Rehearsed, cli: Run, session: Path) -> None:
    """Closed, the hub stopped, the log sealed; the session's own log holds nothing, and nothing says that a hub runs."""
    assert [event["type"] for record in rehearsed.records[-2:] for event in record["events"]] == ["MeetingClosed", "HubStopped"]
    assert rehearsed.records[0]["at"] < START - 30 * 60_000
    answer = cli("verify", session / "rehearsal-1", "--json")
    assert (json.loads(answer.stdout)["ok"], json.loads(answer.stdout)["closed"]) == (True, True)
    assert records_of(session / "session.jsonl") == []
    assert not (session / "hub.json").exists()


def test_it_reads_like_a_meeting(rehearsed: Rehearsed, cli: Run, session: Path) -> None:
    """The log in sentences, and the overview of any moment."""
    text = cli("log", session / "rehearsal-1").stdout
    assert re.search(r"08:\d\d:\d\d  Điều phối: bắt đầu nội dung 1 ", text)
    assert re.search(r"UBND huyện \S+ .*đã sẵn sàng", text)
    assert len(text.splitlines()) >= rehearsed.told["records"]
    shown = cli("show", session / "rehearsal-1", "--at", "09:30").stdout
    assert "TỔNG DUYỆT" in shown
    assert "5b" in shown


def test_the_same_script_again_is_the_same_meeting(rehearsed: Rehearsed, cli: Run, session: Path) -> None:
    """In another process: another rehearsal of the session, record for record the same apart from the ids of commands."""
    answer = cli("rehearse", "--session", session, "--seed", "3", "--json")
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    again = records_of(session / "rehearsal-2" / "session.jsonl")
    assert told["digest"] == rehearsed.told["digest"]
    assert [(one["n"], one["at"], one["by"], one["events"]) for one in again] == [
        (one["n"], one["at"], one["by"], one["events"]) for one in rehearsed.records
    ]
    assert {one["id"] for one in again} & {one["id"] for one in rehearsed.records} == {""}
