"""The frames that are views of the meeting: what everybody sees, what is one point's own, what a parent sees."""

from bridge_server.meeting import HOST, Author, Command, Meeting, Record, apply, decide, project
from bridge_server.meeting.commands import (
    Ask,
    CheckIn,
    GiveFloor,
    OpenMeeting,
    RecordLine,
    ReportFault,
    SendNotice,
    ShortList,
    ShowLateness,
    Standby,
    StartItem,
)
from bridge_server.meeting.values import MINUTE, Audience, Speaker
from bridge_server.wire.codec import decode_hub, encode
from bridge_server.wire.views import chair, children, floor, mine

TAM_KY, AN_XUAN = "502", "20335"


def say(meeting: Meeting, minutes: int, by: Author, command: Command) -> None:
    """One accepted command, so many minutes after the plan's start."""
    now = meeting.starts_at + minutes * MINUTE
    apply(meeting, Record(meeting.n + 1, now, str(by), "", decide(meeting, command, by, now)))


def test_the_floor_is_small_complete_and_survives_the_wire(real_meeting: Meeting) -> None:
    """Running item, speaker with clock, who is next and whether ready, projected end, figures."""
    m = real_meeting
    say(m, -20, Author("point", AN_XUAN), CheckIn(AN_XUAN, total=9))
    say(m, 0, HOST, OpenMeeting())
    say(m, 0, HOST, StartItem("5"))
    say(m, 1, HOST, GiveFloor("5a1"))
    say(m, 2, HOST, Standby("5a2"))
    frame = floor(m, m.starts_at + 4 * MINUTE)
    assert frame.item is not None
    assert (frame.item.id, frame.item.elapsed_ms, frame.item.budget_ms) == ("5", 4 * MINUTE, 80 * MINUTE)
    assert frame.speaking is not None
    assert (frame.speaking.name, frame.speaking.elapsed_ms, frame.speaking.budget_ms) == (
        "UBND thành phố Tam Kỳ",
        3 * MINUTE,
        5 * MINUTE,
    )
    assert [(turn.id, turn.state, turn.ready) for turn in frame.next] == [
        ("5a2", "standby", False),
        ("5a3", "waiting", False),
        ("5b1", "waiting", False),
    ]
    assert (frame.points.present, frame.points.points, frame.points.heads) == (1, 260, 9)
    assert decode_hub(encode(frame)) == frame
    assert len(encode(frame)) < 4096


def test_before_the_opening_the_floor_says_so(real_meeting: Meeting) -> None:
    """Nothing runs, the plan is there."""
    frame = floor(real_meeting, real_meeting.starts_at - MINUTE)
    assert (frame.phase, frame.sitting, frame.item, frame.speaking) == ("prepared", 0, None, None)
    assert frame.projected_end == frame.planned_end


def test_mine_is_what_concerns_one_point(real_meeting: Meeting) -> None:
    """Its check-in, its place in the list, its messages and faults, and nobody else's."""
    m, me = real_meeting, Author("point", AN_XUAN)
    say(m, -9, me, CheckIn(AN_XUAN, leader=Speaker("Nguyễn Thị Vân")))
    say(m, -8, Author("point", TAM_KY), Ask(TAM_KY))
    say(m, -7, me, Ask(AN_XUAN))
    say(m, -6, HOST, SendNotice(Audience("children", TAM_KY), "Kiểm tra âm thanh"))
    say(m, -5, HOST, SendNotice(Audience("point", TAM_KY), "Chỉ riêng Tam Kỳ"))
    say(m, -4, me, ReportFault(AN_XUAN, "sound"))
    frame = mine(m, AN_XUAN)
    assert (frame.name, frame.parent_name) == ("Phường Tân Thạnh", "Thành phố Tam Kỳ")
    assert frame.check_in is not None
    assert frame.check_in.leader.name == "Nguyễn Thị Vân"
    assert frame.checked_in_at == m.starts_at - 9 * MINUTE
    assert [(turn.id, turn.ahead) for turn in frame.turns] == [("r2", 1)]
    assert [notice.text for notice in frame.notices] == ["Kiểm tra âm thanh"]
    assert frame.faults == ("sound",)
    assert decode_hub(encode(frame)) == frame


def test_a_parent_sees_its_children(real_meeting: Meeting) -> None:
    """Thirteen communes of Tam Kỳ, who has reported and whose page is there."""
    m = real_meeting
    say(m, -9, Author("point", AN_XUAN), CheckIn(AN_XUAN, mode="absent_with_leave"))
    say(m, -8, Author("hub"), RecordLine(AN_XUAN, up=True))
    frame = children(m, TAM_KY)
    assert len(frame.rows) == 13
    row = next(one for one in frame.rows if one.point == AN_XUAN)
    assert row.check_in is not None
    assert (row.check_in.mode, row.line_up) == ("absent_with_leave", True)
    assert {(one.check_in, one.line_up, one.call) for one in frame.rows if one.point != AN_XUAN} == {(None, None, "")}
    assert children(m, AN_XUAN).rows == ()


def test_the_floor_names_the_item_that_comes_and_where_a_commune_is(real_meeting: Meeting) -> None:
    """With its expected start; a district's own name is enough. Whether lateness may be told stands beside."""
    m = real_meeting
    say(m, 0, HOST, OpenMeeting())
    say(m, 0, HOST, StartItem("5"))
    say(m, 1, Author("point", AN_XUAN), Ask(AN_XUAN))
    say(m, 2, HOST, GiveFloor("r1"))
    say(m, 3, HOST, ShowLateness(True))
    now = m.starts_at + 4 * MINUTE
    frame, told = floor(m, now), project(m, now).of("6")
    assert frame.coming is not None
    assert told is not None
    assert (frame.coming.id, frame.coming.kind, frame.coming.starts_at) == ("6", "break", told.projected_start)
    assert frame.speaking is not None
    assert frame.speaking.parent_name == "Thành phố Tam Kỳ"
    assert frame.next[0].parent_name == ""
    assert (frame.starts_at, frame.lateness_shown) == (m.starts_at, True)
    assert len(encode(frame)) < 4096


def test_the_chairs_view_is_small_and_names_the_short_list(real_meeting: Meeting) -> None:
    """Who comes with what they mean to say; six of the short-list and how many they are; how late the meeting ends."""
    m = real_meeting
    say(m, 0, HOST, OpenMeeting())
    say(m, 5, HOST, StartItem("7"))
    communes = [point.id for point in m.roster.points if point.tier == "commune"][:9]
    for number, point in enumerate(communes, 1):
        say(m, 6, Author("point", point), Ask(point, subject="Máy tính cho xã", speaker=Speaker("Ông A", "Chủ tịch")))
        say(m, 6, HOST, ShortList(f"r{number}", True))
    say(m, 7, HOST, Standby("r2"))
    frame = chair(m, m.starts_at + 8 * MINUTE)
    assert [turn.id for turn in frame.next] == ["r2", "r1", "r3"]
    assert (frame.next[0].state, frame.next[0].standby_at, frame.next[0].ready) == ("standby", m.starts_at + 7 * MINUTE, False)
    assert (frame.next[1].subject, frame.next[1].speaker.name, frame.next[1].request) == ("Máy tính cho xã", "Ông A", True)
    assert [turn.id for turn in frame.short_list] == ["r1", "r2", "r3", "r4", "r5", "r6"]
    assert frame.short_listed == 9
    assert frame.offset_ms is not None
    assert decode_hub(encode(frame)) == frame
    assert len(encode(frame)) < 4096
