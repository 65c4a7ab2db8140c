"""A long, plausible log, made through the front door: every record is a command that `decide` accepted."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from bridge_server import rosters
from bridge_server.journal import FileJournal, new_log_id
from bridge_server.meeting import HOST, HUB, Author, Meeting, Record, Refused, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.commands import Command
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.wire.files.agenda import agenda_from
from bridge_server.wire.files.roster import roster_from
from bridge_server.wire.records import encode_record

HERE = Path(__file__).parent.parent
BATCH = 500


def real_meeting(roster: str = "quang-nam-2024") -> Meeting:
    """The meeting of 31 May 2024 with one of the shipped rosters, nothing recorded yet."""
    agenda = agenda_from((HERE / "agenda.json").read_bytes(), "agenda.json")
    return Meeting(replace(agenda, roster=roster), roster_from(rosters.raw(roster), roster))


def gestures(meeting: Meeting, chance: random.Random) -> Iterator[tuple[Author, Command]]:
    """What points, hub and host say, without end.

    In a hundred: 42 check-ins and their revisions, 28 lines up and lost, 20 messages read, 8 faults reported and cleared, 2
    requests and withdrawals. What a rule refuses leaves no record.
    """
    points = [point.id for point in meeting.roster.points]
    names = ["Nguyễn Thị Hồng Vân", "Trần Văn Minh", "Phạm Đức Thuận", "Lê Thị Bích Thủy", "A Lăng Thị Nhung"]
    posts = ["Chủ tịch UBND xã", "Phó Chủ tịch UBND xã", "Bí thư Đảng ủy", "Công chức Văn phòng - Thống kê"]
    yield HOST, c.OpenMeeting()
    yield HOST, c.StartItem("1")
    asked: dict[str, str] = {}
    while True:
        point = chance.choice(points)
        by = Author("point", point)
        line = meeting.lines.get(point)
        share = chance.random()
        if share < 0.0005:
            yield HOST, c.SendNotice(Audience(), "Đề nghị các điểm cầu kiểm tra lại âm thanh, hình ảnh trước giờ khai mạc.")
        elif share < 0.42:
            leader = Speaker(chance.choice(names), chance.choice(posts))
            total = chance.randrange(4, 30)
            yield by, c.CheckIn(point, leader_present=True, leader=leader, total=total, operator=chance.choice(names))
        elif share < 0.70:
            yield HUB, c.RecordLine(point, up=line is None or not line[0])
        elif share < 0.90:
            yield by, c.AcknowledgeNotice(f"n{chance.randrange(len(meeting.notices)) + 1 if meeting.notices else 1}", point)
        elif share < 0.94:
            yield by, c.ReportFault(point, chance.choice(("sound", "picture")), "Không nghe rõ tiếng từ điểm cầu tỉnh")
        elif share < 0.98:
            yield by, c.ConfirmAv(point)
        elif point in asked:
            yield by, c.Withdraw(asked.pop(point))
        else:
            asked[point] = f"r{meeting.requests_made + 1}"
            yield by, c.Ask(point, subject="Kiến nghị về hạ tầng công nghệ thông tin cấp xã")


def write_log(path: Path, count: int, seed: int = 20240531) -> None:
    """A log of `count` records at `path`, durable."""
    meeting = real_meeting()
    chance = random.Random(seed)
    header: dict[str, Any] = {
        "session": "quang-nam-2024-05-31",
        "rehearsal": False,
        "created": meeting.starts_at - 86_400_000,
        "previous": None,
        "agenda": orjson.loads(orjson.dumps(meeting.agenda)),
        "roster": orjson.loads(orjson.dumps(meeting.roster)),
    }
    journal = FileJournal.create(path, header, log=new_log_id())
    now, batch = meeting.starts_at, []
    for by, command in gestures(meeting, chance):
        now += chance.randrange(1, 200)
        try:
            events = decide(meeting, command, by, now)
        except Refused:
            continue
        record = Record(meeting.n + 1, now, str(by), f"{chance.getrandbits(64):016x}", events)
        apply(meeting, record)
        batch.append((record.n, encode_record(record)))
        if len(batch) == BATCH or record.n == count:
            journal.append(batch).result(timeout=60)
            batch = []
        if record.n == count:
            break
    journal.close(now)
