"""A point's operator at a shell: each command says one thing, and says what came of it."""

import asyncio
import json
import re
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge_server.cli import visit

from ..client.kit import NOWHERE, Served, begun, cut, here, only_first, prepared, relay, served, shell

pytestmark = pytest.mark.asyncio

TAM_KY, AN_MY, HALL = "502", "20341", "49"
"""A district, one of its communes, the hall."""
SAVED = r"Đã lưu lúc \d\d:\d\d \(bản ghi (\d+)\)\.\n"
ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What could steer a terminal."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One hub for all tests that leave no trace for others: each speaks for points of its own."""
    with served(tmp_path_factory.mktemp("hop") / "hop") as found:
        yield found


@pytest.fixture
def own_hub(tmp_path: Path) -> Iterator[Served]:
    """A hub for one test alone."""
    with served(tmp_path / "hop") as found:
        yield found


# --- the roll ---


async def test_one_word_checks_a_point_in(hub: Served) -> None:
    """Nothing need be typed; the answer names record, time and point, as the log has them."""
    said = await shell("check-in", *hub.at("20335"))
    assert (said.code, said.err) == (0, "")
    found = re.fullmatch(SAVED + r"Phường Tân Thạnh \(thành phố Tam Kỳ\): có mặt\n", said.out)
    assert found, said.out
    record = hub.records()[int(found[1]) - 1]
    assert record["by"] == "point:20335"
    assert record["events"][0] | {"mode": "in_person", "source": "self", "total": None} == record["events"][0]


async def test_a_check_in_says_how_many_and_who_leads(hub: Served) -> None:
    """A total folded by categories, a leader in somebody's place, the operator: all in the log."""
    said = await here(
        "check-in", *hub.at("20338"), "--total", "9", "--count", "X01=3", "--count", "X02=1", "--leader", "Nguyễn Văn A",
        "--post", "Phó Chủ tịch", "--in-place-of", "Chủ tịch UBND phường", "--operator", "Trần B",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "có mặt, 9 đại biểu, lãnh đạo dự: Nguyễn Văn A, Phó Chủ tịch, thay Chủ tịch UBND phường" in said.out
    event = [one for one in hub.events("CheckedIn") if one["point"] == "20338"][-1]
    assert (event["total"], event["counts"], event["operator"]) == (9, [["X01", 3], ["X02", 1]], "Trần B")
    assert event["leader_present"] is True


@pytest.mark.parametrize(
    ("options", "mode", "leader", "words"),
    [
        (("--online",), "online", None, "tham dự trực tuyến"),
        (("--leave", "--reason", "họp HĐND"), "absent_with_leave", None, "vắng có lý do (lý do: họp HĐND)"),
        (("--absent",), "absent", None, "vắng không lý do"),
        (("--no-leader",), "in_person", False, "có mặt, không có lãnh đạo dự"),
    ],
)
async def test_a_check_in_says_how_the_point_attends(
    hub: Served, options: tuple[str, ...], mode: str, leader: bool | None, words: str
) -> None:
    """In person, online, or absent with and without leave."""
    said = await here("check-in", *hub.at("20344"), *options)
    assert (said.code, words in said.out) == (0, True), said
    event = [one for one in hub.events("CheckedIn") if one["point"] == "20344"][-1]
    assert (event["mode"], event["leader_present"]) == (mode, leader)


async def test_a_parent_speaks_for_its_child_and_for_nobody_else(hub: Served) -> None:
    """The source says so; another district's commune is refused with the way out."""
    said = await here("check-in", *hub.at(TAM_KY), "--point", AN_MY, "--total", "7", "--json")
    assert (said.code, said.facts["ok"], said.facts["type"]) == (0, True, "CheckIn")
    assert said.facts["sentences"][1] == "Phường An Mỹ: có mặt, 7 đại biểu"
    record = hub.records()[said.facts["record"] - 1]
    assert (record["id"], record["events"][0]["source"], record["by"]) == (said.facts["id"], "parent", f"point:{TAM_KY}")
    other = await here("check-in", *hub.at("503"), "--point", AN_MY)
    assert other.code == 3
    assert "Nội dung này thuộc phường An Mỹ" in other.err


async def test_the_secretary_says_how_it_was_learnt(hub: Served) -> None:
    """By phone, or from paper with the time on it; point and source are asked for where they are missing."""
    phoned = await here("check-in", *hub.at("secretary"), "--point", "20347", "--source", "phone", "--total", "4")
    assert phoned.code == 0, phoned.err
    assert "phường An Xuân (thành phố Tam Kỳ): có mặt, 4 đại biểu (báo qua điện thoại)" in phoned.out
    paper = await here("check-in", *hub.at("secretary"), "--point", "20347", "--source", "paper", "--made-at", "31/5/2024 07:30")
    assert (paper.code, "theo phiếu giấy, lúc 07:30" in paper.out) == (0, True)
    assert [one for one in hub.events("CheckedIn") if one["point"] == "20347"][-1]["made_at"] == 1_717_115_400_000
    silent = await here("check-in", *hub.at("secretary"), "--point", "20347")
    assert (silent.code, "--source" in silent.err) == (2, True)
    nobody = await here("check-in", *hub.at("host"), "--source", "phone")
    assert (nobody.code, "--point" in nobody.err) == (2, True)


async def test_a_check_in_is_taken_back(hub: Served) -> None:
    """Once; the second time there is nothing to take back."""
    at = hub.at("20350")
    assert (await here("check-in", *at)).code == 0
    said = await here("void", *at, "--reason", "nhầm điểm cầu")
    assert (said.code, "Hủy điểm danh của phường An Sơn" in said.out) == (0, True)
    again = await here("void", *at)
    assert (again.code, "chưa được điểm danh" in again.err) == (3, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--online", "--absent"), "Chỉ ghi một trong ba"),
        (("--no-leader", "--leader", "A"), "--no-leader"),
        (("--count", "X01"), "X01=3"),
        (("--count", "X01=many"), "X01=3"),
        (("--made-at", "noon"), "07:30"),
        (("--made-at", "12"), "07:30"),
        (("--source", "rumour"), "rumour"),
        (("--total", "-1"), "total"),
        (("--total", "9.5"), "--total"),
        (("--leader", "x" * 201), "leader"),
    ],
)
async def test_what_is_typed_wrong_is_told_before_anything_is_sent(hub: Served, options: tuple[str, ...], words: str) -> None:
    """Exit 2 and the way out; nothing reaches the log."""
    before = len(hub.events("CheckedIn"))
    said = await here("check-in", *hub.at("20353"), *options)
    assert (said.code, said.out, words in said.err) == (2, "", True), said
    assert len(hub.events("CheckedIn")) == before


# --- the floor ---


async def test_a_point_asks_is_called_answers_and_comes_back_from_the_break(own_hub: Served) -> None:
    """Each gesture carries what it is about, found by the command itself."""
    hub = own_hub
    at, host = hub.at(AN_MY), hub.at("host")
    early = await here("ready", *at)
    assert (early.code, "chưa được mời chuẩn bị phát biểu" in early.err) == (3, True)
    assert (await here("send", '{"type":"OpenMeeting"}', *host)).code == 0
    opened = await here("send", '{"type":"StartItem","item":"7"}', *host)
    assert "Điều phối: bắt đầu nội dung 7 (Thảo luận)" in opened.out
    asked = await here("ask", *at, "--subject", "hạ tầng", "--speaker", "Lê C", "--post", "Chủ tịch", "--json")
    assert (asked.code, asked.facts["place"], asked.facts["turn"]) == (0, 1, "r1")
    assert [(one["item"], one["speaker"]["name"]) for one in hub.events("RequestMade")] == [("7", "Lê C")]
    again = await here("ask", *at)
    assert (again.code, "đã đăng ký phát biểu" in again.err) == (3, True)
    await here("send", '{"type":"Standby","turn":"r1"}', *host)
    assert (await here("ready", *at)).out.endswith("Phường An Mỹ đã sẵn sàng\n")
    assert (await here("ready", *at)).code == 3
    working = await here("back", *at)
    assert (working.code, "không phải giờ giải lao" in working.err) == (3, True)
    await here("send", '{"type":"StartItem","item":"6","after":"7"}', *host)
    assert (await here("back", *at)).out.endswith("đã trở lại sau giải lao\n")
    assert hub.events("PointBack")[0]["run"] == hub.events("ItemStarted")[-1]["at"]
    gone = await here("withdraw", *at)
    assert (gone.code, gone.out.endswith("Phường An Mỹ rút đăng ký phát biểu\n")) == (0, True)
    none = await here("withdraw", *at)
    assert (none.code, "không có đăng ký phát biểu nào đang chờ" in none.err) == (3, True)


async def test_of_several_turns_one_is_to_be_named(hub: Served) -> None:
    """Agencies of the hall ask each for itself; the command lists them and says how to go on."""
    at = hub.at(HALL)
    for agency in ("tinh-uy", "hdnd-49"):
        assert (await here("ask", *at, "--agency", agency)).code == 0
    said = await here("withdraw", *at)
    assert said.code == 2
    assert "Thường trực Tỉnh ủy" in said.err
    turn = re.search(r"bridge-server withdraw (r\d+)", said.err)
    assert turn
    assert (await here("withdraw", turn[1], *at)).code == 0
    assert (await here("withdraw", *at)).code == 0


async def test_gestures_need_a_point(hub: Served) -> None:
    """The host neither asks nor is ready; it says so itself, whatever the hub would say."""
    for command in ("ask", "ready", "back", "withdraw"):
        said = await here(command, *hub.at("host"))
        assert (said.code, "cần mã của một điểm cầu" in said.err) == (3, True)


# --- words and faults ---


async def test_an_opinion_is_typed_or_read(hub: Served) -> None:
    """From the argument, or from stdin with its line breaks; empty, too long or in another encoding it is told."""
    at = hub.at("20356")
    typed = await here("opinion", "Đề nghị nâng cấp đường truyền.", *at)
    assert (typed.code, "“Đề nghị nâng cấp đường truyền.”" in typed.out) == (0, True)
    read = await here("opinion", "-", *at, stdin="\ufeffDòng một\r\nDòng hai\n".encode())
    assert read.code == 0, read.err
    assert [one["text"] for one in hub.events("OpinionReceived")][-1] == "Dòng một\nDòng hai"
    assert (await here("opinion", "-", *at)).code == 2
    assert (await here("opinion", "x" * 4001, *at)).code == 2
    assert (await here("opinion", "-", *at, stdin=b"x" * 70_000)).code == 2
    wrong = await here("opinion", "-", *at, stdin="Kiến nghị".encode("utf-16"))
    assert (wrong.code, "UTF-8" in wrong.err) == (2, True)


async def test_a_fault_is_reported_and_over(hub: Served) -> None:
    """Twice is refused with the way out; an unknown kind lists the known."""
    at = hub.at("20359")
    assert "báo sự cố: mất tiếng (rè)" in (await here("fault", "sound", "rè", *at)).out
    assert (await here("fault", "sound", *at)).code == 3
    assert (await here("fault", "sound", "--clear", *at)).code == 0
    unknown = await here("fault", "smell", *at)
    assert (unknown.code, "picture" in unknown.err) == (2, True)


# --- where and who ---


async def test_address_and_code_come_from_the_environment_or_one_link(hub: Served) -> None:
    """The link that is handed out is enough; an option goes before a variable."""
    code = hub.code("20362")
    link = f"{hub.url}/#{code}"
    assert (await shell("check-in", variables={"BRIDGE_URL": link})).code == 0
    assert (await shell("check-in", "--url", link, variables={"BRIDGE_CODE": hub.code("host")})).code == 0
    assert (await shell("check-in", variables={"BRIDGE_URL": hub.url, "BRIDGE_CODE": code.lower().replace("-", " ")})).code == 0
    english = await shell("--lang", "en", "check-in", variables={"BRIDGE_URL": link})
    assert re.match(r"Saved at \d\d:\d\d \(record \d+\)\.", english.out)


@pytest.mark.parametrize(
    ("url", "code", "exit_code", "words"),
    [
        ("", "BCGH-234-KLMN-567", 2, "Chưa có địa chỉ"),
        (NOWHERE, "", 2, "Chưa có mã"),
        ("ftp://x", "BCGH-234-KLMN-567", 2, "không phải là địa chỉ"),
        ("http://a..b", "BCGH-234-KLMN-567", 2, "không phải là địa chỉ"),
        (NOWHERE, "BCGH", 3, "14 ký tự"),
        (NOWHERE, "BCGH-234-KLMN-567", 4, "Không có máy chủ nào"),
    ],
)
async def test_a_hub_that_cannot_be_asked_is_told_at_once(url: str, code: str, exit_code: int, words: str) -> None:
    """Exit 2 for what is missing, 3 for a code that is none, 4 for no hub; a gesture says that it lapses."""
    said = await here("ask", "--url", url, "--code", code)
    assert (said.code, said.out, words in said.err) == (exit_code, "", True), said
    assert ("không được giữ lại" in said.err) == (exit_code == 4)


async def test_whatever_else_listens_there_is_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that says nothing is out of reach within seconds, one that speaks something else too."""
    monkeypatch.setattr(visit.Visit.enter, "__defaults__", (1.0,))

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _reader.read()
        writer.close()

    async def other(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
        writer.close()

    for answer, words in ((silent, "không trả lời"), (other, "thứ khác")):
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            said = await here("check-in", "--url", f"http://127.0.0.1:{port}", "--code", "BCGH-234-KLMN-567")
            assert (said.code, words in said.err) == (4, True), said


async def test_a_wrong_and_a_revoked_code_are_told(own_hub: Served) -> None:
    """Exit 3, as JSON too; the new code works."""
    said = await here("check-in", "--url", own_hub.url, "--code", "BCGH-234-KLMN-567", "--json")
    assert (said.code, said.facts["ok"], said.facts["code"]) == (3, False, "wrong-code")
    at = own_hub.at(AN_MY)
    revoked = await here("send", json.dumps({"type": "RevokeCode", "role": "point", "point": AN_MY}), *own_hub.at("host"))
    assert revoked.code == 0, revoked.err
    old = await here("check-in", *at)
    assert (old.code, "thu hồi" in old.err) == (3, True)
    assert (await here("check-in", "--url", own_hub.url, "--code", own_hub.code(AN_MY, 1))).code == 0


async def test_hostile_names_steer_no_terminal(hub: Served) -> None:
    """Escape sequences are gone from what is printed and from the log; markup is text."""
    name = "\x1b]0;tên\x07\x9b2J[red]Bob[/red]\u202e{x}"
    said = await shell("check-in", *hub.at("20365"), "--leader", name, "--json")
    plain = await shell("check-in", *hub.at("20365"), "--leader", name)
    refused = await shell("send", json.dumps({"type": "Withdraw", "turn": "\x1b[2J\x9b"}), *hub.at("20365"))
    typed = await shell("fault", "\x1b[2J", *hub.at("20365"))
    for text in (said.out, plain.out, refused.err, typed.err, (await shell("ask", "--url", "\x1b[2J", "--code", "x")).err):
        assert text
        assert not ESCAPE.search(text.replace("\n", "")), text
    assert "[red]Bob[/red]{x}" in plain.out


async def test_a_rehearsal_is_said_to_be_one(tmp_path: Path) -> None:
    """On stderr beside the answer, and as a fact for programs."""
    with served(tmp_path / "hop", "--rehearsal") as hub:
        said = await here("check-in", *hub.at(AN_MY), "--json")
        assert (said.code, "TỔNG DUYỆT" in said.err, said.facts["rehearsal"]) == (0, True, True)


# --- any command ---


async def test_any_command_is_sent_as_it_stands_on_the_wire(hub: Served) -> None:
    """From the argument or stdin; every fault is told; a role that may not is refused by the hub."""
    at = hub.at("secretary")
    note = {"type": "AddNote", "text": "Ghi chép"}
    said = await here("send", "-", *at, stdin=json.dumps(note).encode())
    assert (said.code, "Thư ký: ghi chép" in said.out) == (0, True), said
    for wrong in ('{"type":"AddNot"}', "{", '{"type":"AddNote"}', '["x"]', '{"type":"AddNote","text":"' + "x" * 20_000 + '"}'):
        assert (await here("send", wrong, *at)).code == 2
    assert (await here("send", *at)).code == 2
    assert (await here("send", json.dumps(note), "--id", "short", *at)).code == 2
    assert (await here("send", json.dumps(note), *hub.at("screen"))).code == 3
    assert (await here("send", json.dumps(note), *hub.at("mirror"))).code == 3


async def test_one_id_is_recorded_once(hub: Served) -> None:
    """Sent again with its id a command gets the answer of then."""
    command = json.dumps({"type": "AddNote", "text": "một lần"}), "--id", "ghi-chep-1", "--json"
    first, second = [await here("send", *command, *hub.at("secretary")) for _ in range(2)]
    assert (first.code, second.code) == (0, 0)
    assert (first.facts["record"], first.facts["at"]) == (second.facts["record"], second.facts["at"])


# --- answers that do not come ---


async def test_a_fact_whose_answer_is_lost_is_sent_again_and_recorded_once(hub: Served) -> None:
    """The line breaks after the hub has kept it, and is dead for a while: the same id gets the same answer."""
    async with relay(hub) as line:

        def fail() -> None:
            line.dead = True
            asyncio.get_running_loop().call_later(1.0, setattr, line, "dead", False)
            cut()

        line.down = only_first("Accepted", fail)
        said = await here("opinion", "đúng một lần", "--url", line.url, "--code", hub.code("20368"))
    assert (said.code, "đang gửi lại" in said.err) == (0, True), said
    assert [one["text"] for one in hub.events("OpinionReceived")].count("đúng một lần") == 1
    assert len({one["id"] for one in line.seen if one["type"] == "Send"}) == 1


async def test_a_fact_that_is_never_answered_is_not_confirmed(
    hub: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a bounded time that is told; with an outbox it waits there, under the id under which the hub may have it."""
    monkeypatch.setattr(visit, "AGAIN", 1.5)
    async with relay(hub) as line:
        line.down = lambda frame: frame if frame["type"] != "Accepted" else cut()
        at = ("--url", line.url, "--code", hub.code("20377"))
        said = await here("opinion", "không trả lời", *at)
        kept = await here("opinion", "giữ lại", *at, "--outbox", tmp_path / "box")
    assert (said.code, "không rõ" in said.err) == (4, True), said
    assert (kept.code, "Đã giữ lại" in kept.err) == (4, True), kept
    sent = await here("send", "--outbox", tmp_path / "box", *hub.at("20377"), "--json")
    assert (sent.code, len(sent.facts["sent"])) == (0, 1)
    texts = [one["text"] for one in hub.events("OpinionReceived")]
    assert (texts.count("không trả lời"), texts.count("giữ lại")) == (1, 1)


async def test_what_a_full_hub_did_not_take_goes_on_waiting(hub: Served, tmp_path: Path) -> None:
    """A hub without room refuses for now: the fact stays in the outbox, and nothing is put aside."""
    box = tmp_path / "box"
    async with relay(hub) as line:

        def full(frame: dict[str, Any]) -> dict[str, Any]:
            if frame["type"] != "Accepted":
                return frame
            return {"type": "Rejected", "id": frame["id"], "code": "full", "facts": [], "text": "Đầy đĩa."}

        line.down = full
        at = ("--url", line.url, "--code", hub.code("20380"))
        first, second = [await here("opinion", text, *at, "--outbox", box) for text in ("một", "hai")]
    assert (first.code, "Đầy đĩa." in first.err, "Đã giữ lại" in first.err) == (3, True, True), first
    assert (second.code, "Còn 1 nội dung" in second.err) == (4, True), second
    assert not (tmp_path / "box.refused").exists()
    assert len((await here("send", "--outbox", box, *hub.at("20380"), "--json")).facts["sent"]) == 2


async def test_a_host_command_whose_answer_is_lost_is_looked_for_in_the_log(hub: Served) -> None:
    """It is never sent again: the log shows that it was kept, and that counts."""
    async with relay(hub) as line:
        line.down = only_first("Accepted", cut)
        command = json.dumps({"type": "AddNote", "text": "mất trả lời"})
        said = await here("send", command, "--url", line.url, "--code", hub.code("secretary"))
    assert (said.code, "nhật ký cho thấy" in said.out, "Chưa được xác nhận" in said.err) == (0, True, True), said
    assert sum(one["type"] == "Send" for one in line.seen) == 1
    assert [one["text"] for one in hub.events("NoteAdded")].count("mất trả lời") == 1


async def test_a_host_command_that_never_arrived_is_not_confirmed(hub: Served) -> None:
    """After five seconds of silence the log is read to its end; it is not there, and nothing is sent again."""
    async with relay(hub) as line:
        line.up = only_first("Send", lambda: None)
        command = json.dumps({"type": "AddNote", "text": "không tới nơi"})
        said = await here("send", command, "--url", line.url, "--code", hub.code("secretary"), "--json")
    assert (said.code, said.facts["code"]) == (4, "not-in-log")
    assert f"--id {said.facts['id']}" in said.facts["sentences"][0]
    assert sum(one["type"] == "Send" for one in line.seen) == 1
    assert "không tới nơi" not in [one["text"] for one in hub.events("NoteAdded")]


async def test_what_must_not_be_said_twice_is_not_sent_again(hub: Served) -> None:
    """Taking a check-in back could take a newer one back: without an answer it is told as not confirmed."""
    assert (await here("check-in", *hub.at("20371"))).code == 0
    async with relay(hub) as line:
        line.down = only_first("Accepted", cut)
        said = await here("void", "--url", line.url, "--code", hub.code("20371"))
    assert (said.code, "không rõ" in said.err) == (4, True), said
    assert sum(one["type"] == "Send" for one in line.seen) == 1


# --- the outbox ---


async def test_what_cannot_be_sent_is_kept_and_sent_once_the_hub_is_there(tmp_path: Path) -> None:
    """In order, with the time at which it was made; the file is private, knows no code, and is empty afterwards."""
    hub, box = Served(prepared(tmp_path / "hop")), tmp_path / "giu" / "cho-gui.txt"
    code = hub.code(AN_MY)
    kept = await here("check-in", "--total", "5", "--url", NOWHERE, "--code", code, "--outbox", box)
    assert (kept.code, kept.out, "Đã giữ lại" in kept.err) == (4, "", True)
    assert (await here("opinion", "ý kiến", "--url", NOWHERE, "--code", code, "--outbox", box)).code == 4
    gesture = await here("ask", "--url", NOWHERE, "--code", code, "--outbox", box)
    assert (gesture.code, "không được giữ lại" in gesture.err) == (4, True)
    assert stat.S_IMODE(box.stat().st_mode) == 0o600
    lines = box.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["command"]["type"] for line in lines] == ["CheckIn", "SubmitOpinion"]
    assert code not in box.read_text(encoding="utf-8")
    assert code.replace("-", "") not in box.read_text(encoding="utf-8")
    hub.start()
    try:
        said = await here("fault", "sound", *hub.at(AN_MY), "--outbox", box)
        assert said.code == 0, said.err
        first, second, third, _ = said.out.splitlines()
        assert re.match(r"Đã gửi nội dung giữ lại từ \d\d:\d\d, lưu lúc .*: có mặt, 5 đại biểu", first)
        assert "ý kiến" in second
        assert re.match(SAVED.rstrip("\\n"), third)
        own = [record for record in hub.records() if record["by"].startswith("point")]
        assert [event["type"] for record in own for event in record["events"]] == [
            "CheckedIn",
            "OpinionReceived",
            "FaultReported",
        ]
        made = [event["made_at"] for record in own for event in record["events"]]
        assert [record["id"] for record in own[:2]] == [json.loads(line)["id"] for line in lines]
        assert made[2] is None
        assert abs(made[0] - json.loads(lines[0])["made"]) < 2_000
        assert box.read_bytes() == b""
        nothing = await here("send", "--outbox", box, *hub.at(AN_MY))
        assert (nothing.code, "Không có nội dung nào" in nothing.out) == (0, True)
    finally:
        hub.stop()


async def test_a_fact_is_kept_before_it_is_sent(own_hub: Served, tmp_path: Path) -> None:
    """A machine that dies between sending and the answer has lost nothing, and nothing is recorded twice."""
    box = tmp_path / "box"
    async with relay(own_hub) as line:
        line.down = only_first("Accepted", lambda: None)
        command = await begun(
            "opinion",
            "mất điện",
            "--url",
            line.url,
            "--code",
            own_hub.code(AN_MY),
            "--outbox",
            box,
            stdin=asyncio.subprocess.PIPE,
        )
        await line.until_said("SubmitOpinion")
        command.send_signal(signal.SIGKILL)
        await command.communicate()
    said = await shell("send", "--outbox", box, *own_hub.at(AN_MY), "--json")
    assert (said.code, len(said.facts["sent"])) == (0, 1), said
    assert [one["text"] for one in own_hub.events("OpinionReceived")] == ["mất điện"]
    assert box.read_bytes() == b""


async def test_what_the_hub_refuses_is_put_aside_and_stays_told(own_hub: Served, tmp_path: Path) -> None:
    """With the hub's own sentence; what waits behind it is sent all the same."""
    box = tmp_path / "box"
    at, nowhere = own_hub.at(AN_MY), ("--url", NOWHERE, "--code", own_hub.code(AN_MY))
    assert (await here("check-in", *nowhere, "--outbox", box)).code == 4
    assert (await here("opinion", "sau đó", *nowhere, "--outbox", box)).code == 4
    assert (await here("send", '{"type":"CloseRoll"}', *own_hub.at("secretary"))).code == 0
    said = await here("send", "--outbox", box, *at)
    assert (said.code, "Đã chốt điểm danh lúc" in said.err, "box.refused" in said.err) == (3, True, True)
    assert "sau đó" in said.out
    aside = json.loads((tmp_path / "box.refused").read_text(encoding="utf-8"))
    assert (aside["command"]["type"], aside["code"]) == ("CheckIn", "roll-closed")
    assert aside["text"].startswith("Đã chốt điểm danh lúc")
    assert box.read_bytes() == b""
    later = await here("fault", "sound", *at, "--outbox", box)
    assert (later.code, "box.refused" in later.err) == (0, True)
    direct = await here("check-in", *at, "--outbox", box)
    assert (direct.code, "Đã chốt điểm danh lúc" in direct.err) == (3, True)
    assert len((tmp_path / "box.refused").read_text(encoding="utf-8").splitlines()) == 2


async def test_what_was_kept_with_another_code_is_not_sent_as_ones_own(own_hub: Served, tmp_path: Path) -> None:
    """It waits, and that is told; whoever knows better adopts it."""
    box = tmp_path / "box"
    assert (await here("check-in", "--url", NOWHERE, "--code", own_hub.code(AN_MY), "--outbox", box)).code == 4
    other = await here("opinion", "x", *own_hub.at("20344"), "--outbox", box)
    assert (other.code, "mã khác" in other.err) == (0, True)
    assert own_hub.events("CheckedIn") == []
    adopted = await here("send", "--adopt", "--outbox", box, *own_hub.at("20344"))
    assert adopted.code == 0
    assert [one["point"] for one in own_hub.events("CheckedIn")] == ["20344"]


async def test_two_commands_may_share_an_outbox(own_hub: Served, tmp_path: Path) -> None:
    """Both send what waits; it is recorded once, and each says its own."""
    box, nowhere = tmp_path / "box", ("--url", NOWHERE, "--code", own_hub.code(AN_MY))
    for text in ("một", "hai"):
        assert (await shell("opinion", text, *nowhere, "--outbox", box)).code == 4
    both = await asyncio.gather(*(shell("opinion", text, *own_hub.at(AN_MY), "--outbox", box) for text in ("ba", "bốn")))
    assert [said.code for said in both] == [0, 0], both
    texts = [one["text"] for one in own_hub.events("OpinionReceived")]
    assert sorted(texts) == sorted(["một", "hai", "ba", "bốn"])
    assert texts.index("một") < texts.index("hai")
    assert (await shell("send", "--outbox", box, *own_hub.at(AN_MY))).out.startswith("Không có nội dung nào")


async def test_another_file_is_not_taken_for_an_outbox(hub: Served, tmp_path: Path) -> None:
    """Nothing is written to it; a folder, or one that cannot be made, is told too."""
    other = tmp_path / "thu.txt"
    other.write_text("Kính gửi\n", encoding="utf-8")
    said = await here("check-in", *hub.at("20374"), "--outbox", other)
    assert (said.code, "thứ khác" in said.err, other.read_text(encoding="utf-8")) == (2, True, "Kính gửi\n")
    folder = await here("check-in", *hub.at("20374"), "--outbox", tmp_path)
    assert folder.code == 74


async def test_what_was_said_with_a_wrong_code_waits_and_is_nobody_elses(hub: Served, tmp_path: Path) -> None:
    """Another point's code does not send it by itself; whoever it belongs to can."""
    box = tmp_path / "box"
    said = await here("check-in", "--url", hub.url, "--code", "BCGH-234-KLMN-567", "--outbox", box)
    assert (said.code, "--adopt" in said.err) == (3, True)
    other = await here("send", "--outbox", box, *hub.at("20374"))
    assert (other.out, "mã khác" in other.err) == ("", True)
    assert "lưu lúc" in (await here("send", "--adopt", "--outbox", box, *hub.at("20374"))).out


async def test_help_names_every_command() -> None:
    """With an example each, in both languages."""
    for command in ("check-in", "void", "ask", "withdraw", "ready", "back", "opinion", "fault", "send", "watch"):
        for lang in ("vi", "en"):
            said = await here("--lang", lang, command, "--help")
            assert (said.code, f"$ bridge-server {command}" in said.out) == (0, True), said


async def test_what_was_typed_outlives_a_code_that_is_void(own_hub: Served, tmp_path: Path) -> None:
    """It waits for whoever comes with the right one, and how is said."""
    box, old = tmp_path / "box", own_hub.at(AN_MY)
    revoke = json.dumps({"type": "RevokeCode", "role": "point", "point": AN_MY})
    assert (await here("send", revoke, *own_hub.at("host"))).code == 0
    said = await here("opinion", "không được mất", *old, "--outbox", box)
    assert (said.code, "--adopt" in said.err) == (3, True)
    new = ("--url", own_hub.url, "--code", own_hub.code(AN_MY, 1))
    assert "không được mất" not in (await here("check-in", *new, "--outbox", box)).out
    assert "không được mất" in (await here("send", "--adopt", "--outbox", box, *new)).out


async def test_a_rehearsal_gets_nothing_that_was_kept(tmp_path: Path) -> None:
    """It has the meeting's codes: what waits goes to the meeting, not into the trial before it."""
    box = tmp_path / "box"
    with served(tmp_path / "hop", "--rehearsal") as hub:
        nowhere = ("--url", NOWHERE, "--code", hub.code(AN_MY))
        assert (await here("opinion", "cho hội nghị", *nowhere, "--outbox", box)).code == 4
        said = await here("check-in", "--total", "3", *hub.at(AN_MY), "--outbox", box)
        assert (said.code, "tổng duyệt" in said.err.lower()) == (0, True)
        assert "cho hội nghị" in box.read_text(encoding="utf-8")
        adopted = await here("send", "--adopt", "--outbox", box, *hub.at(AN_MY))
        assert "cho hội nghị" in adopted.out


async def test_what_has_waited_for_another_day_is_not_sent_by_itself(own_hub: Served, tmp_path: Path) -> None:
    """It may be about a rehearsal; nothing is lost, and whoever knows better adopts it."""
    box = tmp_path / "box"
    nowhere = ("--url", NOWHERE, "--code", own_hub.code(AN_MY))
    assert (await here("opinion", "của hôm qua", *nowhere, "--outbox", box)).code == 4
    kept = json.loads(box.read_text(encoding="utf-8"))
    box.write_text(json.dumps(kept | {"made": kept["made"] - 13 * 3_600_000}, separators=(",", ":")) + "\n", encoding="utf-8")
    said = await here("check-in", *own_hub.at(AN_MY), "--outbox", box)
    assert (said.code, "12 giờ" in said.err, "của hôm qua" in said.out) == (0, True, False)
    assert "của hôm qua" in (await here("send", "--adopt", "--outbox", box, *own_hub.at(AN_MY))).out
