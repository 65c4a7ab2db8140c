"""`watch`: a meeting followed line by line, through restarts of its hub, on a terminal and for a screen reader."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ..client.kit import NOWHERE, PATIENCE, START, Served, begun, environment, here, relay, served, shell

pytestmark = [pytest.mark.asyncio, pytest.mark.skipif(sys.platform == "win32", reason="signals")]

TAM_KY, AN_MY, AN_XUAN = "502", "20341", "20347"
TIME = r"\d\d:\d\d:\d\d  "


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    """A hub of a new session."""
    with served(tmp_path / "hop") as found:
        yield found


@dataclass(slots=True)
class Watching:
    """A `watch` that runs, and the lines it wrote so far."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def until(self, pattern: str) -> str:
        """The first line (of those not read yet) that the pattern is found in."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                raw = await self.process.stdout.readline()
                assert raw, f"no {pattern!r} in {self.lines}: {await self.errors()}"
                self.lines.append(raw.decode().rstrip("\n"))
                if re.search(pattern, self.lines[-1]):
                    return self.lines[-1]

    async def errors(self) -> str:
        """What it says on stderr, to its end."""
        assert self.process.stderr is not None
        return (await self.process.stderr.read()).decode()

    async def ends(self, how: signal.Signals | None = None) -> int:
        """Its exit code, after a signal or by itself."""
        if how is not None:
            self.process.send_signal(how)
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            rest = await self.process.stdout.read()
            self.lines += rest.decode().splitlines()
            return await self.process.wait()


@asynccontextmanager
async def watching(*arguments: str) -> AsyncIterator[Watching]:
    """Follow, and be gone at the end."""
    found = Watching(await begun("watch", *arguments))
    try:
        yield found
    finally:
        with suppress(ProcessLookupError):
            found.process.kill()
        await found.process.communicate()


async def say(hub: Served, whose: str, **command: Any) -> None:
    """One command, which must be accepted."""
    said = await here("send", json.dumps(command), *hub.at(whose))
    assert said.code == 0, said.err


async def test_the_log_is_followed_in_sentences(hub: Served) -> None:
    """From its first record, each with number and time; what happens now comes as it happens."""
    await say(hub, "host", type="OpenMeeting")
    async with watching(*hub.at("secretary"), "--plain") as watch:
        first = await watch.until("khai mạc")
        assert watch.lines[0].startswith("Theo dõi: Hội nghị")
        assert re.fullmatch(rf" +\d+  {TIME}Điều phối: khai mạc hội nghị lúc \d\d:\d\d", first)
        assert re.search("— .* —", watch.lines[1])
        await say(hub, AN_MY, type="CheckIn", point=AN_MY, total=9, leader={"name": "[red]A[/red]"})
        told = await watch.until("có mặt")
        assert told.endswith("Phường An Mỹ (thành phố Tam Kỳ): có mặt, 9 đại biểu, lãnh đạo dự: [red]A[/red]")
        assert await watch.ends(signal.SIGTERM) == 0
    assert [int(line.split()[0]) for line in watch.lines if re.match(r" +\d", line)] == list(range(1, len(hub.records()) + 1))


async def test_of_a_long_history_only_the_end_is_told(hub: Served) -> None:
    """As many records as were asked for, and how many were left out."""
    for number in range(6):
        await say(hub, "secretary", type="AddNote", text=f"ghi chép thứ {number}")
    async with watching(*hub.at("mirror"), "--last", "2") as watch:
        await watch.until("ghi chép thứ 5")
        assert [line for line in watch.lines if "thứ 3" in line] == []
        assert any("Không kể lại 5 bản ghi" in line for line in watch.lines)
        assert await watch.ends(signal.SIGINT) == 0


async def test_no_record_is_missing_or_told_twice_when_the_hub_comes_again(hub: Served) -> None:
    """Killed and started again, twice."""
    async with watching(*hub.at("host"), "--json") as watch:
        for number in range(2):
            await say(hub, "secretary", type="AddNote", text=f"trước {number}")
            await watch.until(f"trước {number}")
            hub.kill()
            hub.start()
        await say(hub, "secretary", type="AddNote", text="sau cùng")
        await watch.until("sau cùng")
        assert await watch.ends(signal.SIGTERM) == 0
    welcome, *records = map(json.loads, watch.lines)
    assert (welcome["type"], welcome["rehearsal"], welcome["role"]) == ("Welcome", False, "host")
    assert [record["n"] for record in records] == list(range(1, len(records) + 1))
    assert records == hub.records()[: len(records)]


async def test_a_hiccup_is_not_worth_a_word(hub: Served) -> None:
    """The line breaks and is there again at once: what happens afterwards is told, and nothing of the line."""
    async with relay(hub) as line, watching("--url", line.url, "--code", hub.code(AN_MY), "--plain") as watch:
        await watch.until("chưa điểm danh")
        line.cut_all()
        async with asyncio.timeout(PATIENCE):
            while sum(one["type"] == "Hello" for one in line.seen) < 2:
                line.news.clear()
                await line.news.wait()
        await say(hub, AN_MY, type="CheckIn", point=AN_MY)
        await watch.until("có mặt")
        assert await watch.ends(signal.SIGTERM) == 0
    assert not any("kết nối" in told for told in watch.lines)


async def test_a_lost_connection_is_told_once_it_lasts(hub: Served) -> None:
    """After five seconds, with the time since when; and when it is there again."""
    async with watching(*hub.at(AN_MY), "--plain") as watch:
        await watch.until("Điểm cầu này chưa điểm danh")
        hub.kill()
        assert re.fullmatch(
            rf"{TIME}Mất kết nối với máy chủ từ \d\d:\d\d:\d\d; đang kết nối lại\.", await watch.until("Mất kết nối")
        )
        hub.start()
        await watch.until("Đã kết nối lại")
        await say(hub, TAM_KY, type="CheckIn", point=AN_MY, source="parent", total=3)
        await watch.until(r"Điểm danh của điểm cầu này: có mặt, 3 đại biểu \(điểm cầu cấp trên báo thay\)")
        assert await watch.ends(signal.SIGTERM) == 0
    assert sum("Mất kết nối" in line for line in watch.lines) == 1


async def test_a_point_is_told_what_changes(hub: Served) -> None:
    """Opening, items, who speaks, its own turn, the break and its end, messages, the list, the roll, the pace."""
    async with watching(*hub.at(AN_MY)) as watch:
        await watch.until("chưa điểm danh")
        await say(hub, "host", type="OpenMeeting")
        await watch.until("Hội nghị bắt đầu")
        await say(hub, "host", type="StartItem", item="7")
        await watch.until(r"Bắt đầu nội dung 7 \(Thảo luận\)")
        await say(hub, AN_MY, type="Ask", point=AN_MY, item="7")
        await watch.until(r"Phường An Mỹ đã đăng ký phát biểu, đứng thứ 1 \(lượt r1\)")
        await say(hub, AN_XUAN, type="Ask", point=AN_XUAN)
        await say(hub, "host", type="Standby", turn="r1")
        await watch.until("ĐIỂM CẦU NÀY CHUẨN BỊ PHÁT BIỂU .*bridge-server ready")
        await say(hub, "host", type="GiveFloor", turn="r1")
        await watch.until("ĐẾN LƯỢT ĐIỂM CẦU NÀY: mời phường An Mỹ phát biểu")
        await say(hub, "host", type="CutIn", point="49", agency="tinh-uy", over="r1")
        await watch.until("Phường An Mỹ tạm dừng phát biểu")
        await watch.until("Mời Thường trực Tỉnh ủy phát biểu")
        await say(hub, "host", type="PauseClock", cause="sự cố âm thanh")
        await watch.until("Đồng hồ tạm dừng: sự cố âm thanh")
        await say(hub, "host", type="ResumeClock")
        await watch.until("Đồng hồ chạy tiếp")
        await say(hub, "host", type="CloseList", to_writing=True)
        await watch.until(r"Đã hết giờ đăng ký phát biểu lúc \d\d:\d\d")
        await say(hub, "host", type="StartItem", item="6", after="7")
        assert re.search(r"Giải lao đến khoảng \d\d:\d\d", await watch.until("Giải lao"))
        await say(hub, "host", type="SendNotice", audience={"scope": "point", "of": AN_MY}, text="Đề nghị bật\n[b]micro[/b]")
        await watch.until(r"TIN NHẮN ĐIỀU PHỐI \(n1\): Đề nghị bật \[b\]micro\[/b\]")
        await say(hub, "host", type="ReportFault", point=AN_MY, kind="sound")
        await watch.until("Sự cố đang báo: mất tiếng")
        await say(hub, "host", type="StartItem", item="8", after="6")
        await watch.until("Hết giờ giải lao")
        await watch.until("Bắt đầu nội dung 8")
        await say(hub, "secretary", type="CloseRoll")
        await watch.until("Đã chốt điểm danh lúc")
        await say(hub, "host", type="Adjourn", until=None, reason="mưa bão")
        await watch.until("Tạm nghỉ, giờ họp tiếp sẽ báo sau")
        await say(hub, "host", type="ResumeMeeting")
        await watch.until("Tiếp tục hội nghị, buổi họp thứ 2")
        await say(hub, "host", type="CloseMeeting")
        await watch.until("Hội nghị kết thúc")
        await watch.until("Tiến độ: .*đã kết thúc")
        assert await watch.ends(signal.SIGINT) == 0
    assert all(re.match(TIME, line) for line in watch.lines[1:])


async def test_a_district_hears_of_its_communes(hub: Served) -> None:
    """Who is missing at the beginning, then each report and who is missing still."""
    async with watching(*hub.at(TAM_KY), "--plain") as watch:
        first = await watch.until("Điểm cầu trực thuộc đã báo cáo: 0/13")
        assert "phường An Mỹ" in first
        await say(hub, AN_MY, type="CheckIn", point=AN_MY, mode="absent_with_leave")
        await watch.until("Phường An Mỹ: vắng có lý do")
        assert "phường An Mỹ" not in await watch.until("đã báo cáo: 1/13")


async def test_a_screen_hears_who_is_next(hub: Served) -> None:
    """Of everybody, for nobody is its own."""
    for command in ({"type": "OpenMeeting"}, {"type": "StartItem", "item": "5"}):
        await say(hub, "host", **command)
    async with watching(*hub.at("screen"), "--plain") as watch:
        await watch.until(r"Đang diễn ra: nội dung 5 \(Phát biểu tham luận\)")
        await watch.until("Tiến độ")
        await say(hub, "host", type="Standby", turn="5a1")
        await watch.until("Chuẩn bị phát biểu: ")
    async with watching(*hub.at("screen"), "--json") as frames:
        await frames.until('"type":"ChairView"')
        assert [json.loads(line)["type"] for line in frames.lines] == ["Welcome", "Floor", "Counts", "ChairView"]


async def test_a_rehearsal_is_marked_in_the_first_line(tmp_path: Path) -> None:
    """By a point and by the host."""
    with served(tmp_path / "hop", "--rehearsal") as hub:
        for whose in (AN_MY, "host"):
            async with watching(*hub.at(whose), "--plain") as watch:
                assert (await watch.until("Theo dõi")).startswith("TỔNG DUYỆT")
                assert len(watch.lines) == 1


@pytest.mark.parametrize("whose", [AN_MY, "host"])
async def test_a_hub_that_serves_another_log_is_told_anew(tmp_path: Path, whose: str) -> None:
    """The rehearsal is over, the meeting is served in its place: nobody takes the one for the other."""
    with served(tmp_path / "hop", "--rehearsal") as hub:
        async with watching(*hub.at(whose), "--plain") as watch:
            await watch.until("TỔNG DUYỆT")
            hub.kill()
            hub.start()
            await watch.until("nhật ký khác; kể lại từ đầu")
            assert (await watch.until("Theo dõi")).startswith("Theo dõi: Hội nghị")
            assert await watch.ends(signal.SIGTERM) == 0


async def test_how_it_ends_is_told(hub: Served) -> None:
    """4 where no hub ever was, 3 for a wrong code, and 3 once the code is revoked."""
    nobody = await shell("watch", "--url", NOWHERE, "--code", hub.code("host"))
    assert (nobody.code, "Không có máy chủ nào" in nobody.err) == (4, True)
    wrong = await shell("watch", "--url", hub.url, "--code", "BCGH-234-KLMN-567")
    assert (wrong.code, "không nhận mã này" in wrong.err) == (3, True)
    async with watching(*hub.at(AN_MY)) as watch:
        await watch.until("chưa điểm danh")
        await say(hub, "host", type="RevokeCode", role="point", point=AN_MY)
        assert "thu hồi" in await watch.errors()
        assert await watch.ends() == 3


async def test_whoever_stops_reading_is_no_fault(hub: Served) -> None:
    """`watch | head -1` ends by itself, with 0 and without a word."""
    reading, writing = os.pipe()
    process = await begun("watch", *hub.at("host"), "--plain", stdout=writing)
    os.close(writing)
    assert os.read(reading, 1)
    os.close(reading)
    await say(hub, "host", type="OpenMeeting")
    async with asyncio.timeout(PATIENCE):
        assert (await process.communicate())[1] == b""
    assert process.returncode == 0


async def test_nothing_steers_the_terminal_not_even_a_hub_that_was_taken_over(hub: Served) -> None:
    """Escape sequences in a title, a message or a name are gone from every kind of output."""
    hostile = "\x1b]0;x\x07\x1b[2J\x9b1mTên\u202e\x00"

    def poisoned(frame: dict[str, Any]) -> dict[str, Any]:
        if frame["type"] == "Floor":
            return frame | {"title": hostile}
        if frame["type"] == "Mine":
            return frame | {"name": hostile, "notices": [{"id": "n1", "at": 1, "text": hostile, "acknowledged_at": None}]}
        return frame

    async with relay(hub) as line:
        line.down = poisoned
        for options in (("--plain",), ("--json",)):
            async with watching("--url", line.url, "--code", hub.code(AN_MY), *options) as watch:
                await watch.until("TIN NHẮN" if options == ("--plain",) else '"Mine"')
                text = "".join(watch.lines)
            assert "Tên" in text
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.parametrize("whose", [AN_MY, "host"])
async def test_a_terminal_has_a_status_line_without_escapes(hub: Served, whose: str) -> None:
    """It ticks below the lines, is redrawn with carriage returns, and is gone in the end."""
    for command in ({"type": "OpenMeeting"}, {"type": "StartItem", "item": "1"}):
        await say(hub, "host", **command)
    shown, code = await on_terminal(
        ("watch", *hub.at(whose)), lambda text: len(set(re.findall(r"\d\d:\d\d:\d\d · Nội dung 1, còn 0\d:\d\d", text))) >= 3
    )
    assert code == 0
    assert "\x1b" not in shown
    assert re.search(r"\r +\r", shown)
    assert shown.rstrip(" \r\n").splitlines()[-1].strip()
    assert re.search(r"\r +\r\Z", shown)


async def test_plain_stays_plain_on_a_terminal(hub: Served) -> None:
    """Lines only, nothing redrawn."""
    shown, code = await on_terminal(("watch", "--plain", *hub.at(AN_MY)), lambda text: "chưa điểm danh" in text)
    assert (code, "\x1b" in shown) == (0, False)
    assert "\r" not in shown.replace("\r\n", "")


async def on_terminal(arguments: tuple[str, ...], enough: Callable[[str], bool]) -> tuple[str, int]:
    """What the command shows on a terminal of 100 columns until it is enough, and its exit code after an interrupt."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        START,
        *arguments,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment() | {"COLUMNS": "100"},
    )
    os.close(theirs)
    shown = b""
    try:
        async with asyncio.timeout(PATIENCE):
            while not enough(shown.decode(errors="replace")):
                shown += await asyncio.to_thread(os.read, ours, 65_536)
            process.send_signal(signal.SIGINT)
            with suppress(OSError):
                while raw := await asyncio.to_thread(os.read, ours, 65_536):
                    shown += raw
            code = await process.wait()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        os.close(ours)
    return shown.decode(), code
