"""The lines of the roll-call board: which rows, in which order, in which columns, and what the filters count."""

from dataclasses import replace

import pytest

from bridge_server.meeting import HOST, SECRETARY, Author, Meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting.commands.roll import Mode
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import Language
from console.glyphs import ASCII
from console.lines import STYLES, Line, plain, width_of
from console.views import board, board_details, board_filters
from console.views.board_list import STATES, Filters, Held, Listing, hall_rows, named_like, stands, survey
from tests.console.board_kit import Desk, province, small, wards
from tests.meeting.kit import AN_XUAN, HA_LAM, HALL, MORNING, TAM_KY, TAN_THANH, THANG_BINH, THREE_TIERS, clock

MODES: tuple[Mode, ...] = ("in_person", "absent", "absent_with_leave")


def listed(desk: Desk, filters: Filters | None = None, held: Held | None = None) -> Listing:
    """One look at everybody."""
    wanted = filters or Filters()
    found = named_like(desk.meeting, wanted.text) if wanted.text else None
    return survey(desk.scene(), wanted, found=found, held=held)


def rows(desk: Desk, filters: Filters | None = None) -> list[str]:
    """The keys of what is listed."""
    return [key for key in listed(desk, filters).keys if key]


def busy(lang: Language = "vi") -> Desk:
    """A little of everything: absent, online, late, lost, faulty, phoned, heard."""
    desk = small(lang)
    desk.contacts = {HA_LAM: (ContactRow(HA_LAM, "Lê Thị Bích Thủy", "Văn phòng", ("0905 123 456", "0235 3852 123")),)}
    desk.line(TAM_KY, True)
    desk.line(HA_LAM, True, False)
    desk.host(c.CheckIn(TAM_KY, "online", "phone", total=12, leader_present=True, leader=Speaker("Trần Văn Minh", "Chủ tịch")))
    desk.host(c.CheckIn(AN_XUAN, "absent_with_leave", "phone", reason="mưa lũ"))
    desk.host(c.CheckIn(TAN_THANH, "in_person", "hall"), c.ReportFault(TAM_KY, "sound", "rè"), c.ReportFault(TAM_KY, "picture"))
    desk.host(c.RecordCall(HA_LAM, "no_answer"), c.RecordCall(HA_LAM, "promised", "5 phút nữa"))
    desk.host(c.CheckIn(HALL, "in_person", "hall", "so-nv", total=2))
    desk.now = clock(5)
    desk.host(c.OpenMeeting(), c.ArriveLate(TAM_KY, clock(3)), c.CallOn(TAM_KY))
    return desk


def test_who_has_not_reported_stands_first() -> None:
    """Lost, never connected, connected; then the absent; then the present, each in the order of the roster."""
    desk = small()
    desk.line(THANG_BINH, True)
    desk.line(HA_LAM, True, False)
    desk.host(c.CheckIn(TAM_KY, "absent", "phone"), c.CheckIn(AN_XUAN, "in_person", "phone"))
    assert rows(desk) == [HA_LAM, HALL, TAN_THANH, THANG_BINH, TAM_KY, AN_XUAN]


def test_a_check_in_taken_back_stands_among_the_missing_again() -> None:
    """As if nobody had reported."""
    desk = small()
    desk.host(c.CheckIn(HALL, "in_person", "hall"))
    assert rows(desk)[-1] == HALL
    desk.host(c.VoidCheckIn(HALL))
    assert rows(desk)[0] == HALL


def test_the_selected_row_keeps_its_place_whatever_it_reports() -> None:
    """It stands where it stood when it was selected, and in its filter too."""
    desk = small()
    held = Held(AN_XUAN, stands(desk.scene(), AN_XUAN))
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone"))
    assert listed(desk, held=held).keys == [HALL, TAM_KY, THANG_BINH, AN_XUAN, TAN_THANH, HA_LAM]
    assert AN_XUAN in listed(desk, Filters("missing"), held).keys
    assert AN_XUAN not in listed(desk, Filters("missing")).keys


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("tier", ["", "commune"])
@pytest.mark.parametrize("parent", ["", TAM_KY, HALL])
@pytest.mark.parametrize("text", ["", "an"])
def test_every_count_is_what_its_filter_lists(state: str, tier: str, parent: str, text: str) -> None:
    """States, tiers, parents and text combine; the agencies of the hall know neither tier nor parent."""
    desk = busy()
    desk.host(c.StartItem("3"))
    desk.says(Author("point", TAN_THANH), c.Back(TAN_THANH, "3", desk.meeting.items["3"].runs[-1].start))
    filters = Filters(state, tier, parent, text)
    listing = listed(desk, filters)
    if state != "all":
        assert listing.counts[state] == len(listing.keys)
    assert listing.counts["all"] == len(desk.meeting.points)
    if state != "hall":
        for other in desk.meeting.roster.tiers():
            of_tier = listed(desk, replace(filters, tier=other)).keys
            assert listing.tiers[other] == sum(key in desk.meeting.points for key in of_tier)


def test_the_states_list_who_they_say() -> None:
    """One filter after the other."""
    desk = busy()
    desk.host(c.StartItem("3"))
    found = {state: set(rows(desk, Filters(state))) for state in STATES}
    assert found["missing"] == {THANG_BINH, HA_LAM}
    assert found["absent"] == {AN_XUAN}
    assert found["present"] == {HALL, TAM_KY, TAN_THANH}
    assert found["lost"] == {HA_LAM}
    assert found["fault"] == {TAM_KY}
    assert found["late"] == {TAM_KY}
    assert found["unspoken"] == {HALL, TAN_THANH}
    assert found["break"] == {TAM_KY, TAN_THANH}
    assert found["hall"] == {f"{HALL}/ubnd", f"{HALL}/so-nv"}


def test_a_parent_lists_itself_and_its_children() -> None:
    """At the hall its agencies too."""
    desk = small()
    assert set(rows(desk, Filters(parent=TAM_KY))) == {TAM_KY, AN_XUAN, TAN_THANH}
    assert set(rows(desk, Filters(parent=HALL))) == {HALL, f"{HALL}/ubnd", f"{HALL}/so-nv", TAM_KY, THANG_BINH}


def test_text_finds_without_accents_and_keeps_the_best_first() -> None:
    """Names, the parent's name, the code, the agencies of the hall."""
    desk = province()
    first = desk.meeting.points[rows(desk, Filters(text="tra don"))[0]]
    assert first.name in ("Xã Trà Don", "Xã Trà Dơn")
    assert rows(desk, Filters(text="so noi vu"))[0] == f"{HALL}/so-nv"
    assert rows(desk, Filters(text="20338")) == ["20338"]
    assert rows(desk, Filters(text="qqqq")) == []


def test_groups_come_by_what_they_miss() -> None:
    """Most missing first; missing first within; the hall before all groups; nobody twice."""
    desk = province()
    spared = {"513", *(child.id for child in desk.meeting.children["513"])}
    points = [point.id for point in desk.meeting.roster.points if point.id not in spared and point.id != HALL]
    desk.host(*(c.CheckIn(point, "in_person", "phone", total=3) for point in points))
    listing = listed(desk, Filters(grouped=True))
    assert next(iter(listing.headings.values())) == "513"
    assert listing.keys[0] == HALL
    assert sorted(key for key in listing.keys if key) == sorted(desk.meeting.points)
    assert len(listing.headings) == 18
    told = plain(board.heading(desk.scene(), listing, "513", 70))
    assert told.startswith("Huyện Thăng Bình")
    assert "có mặt 0/23" in told
    assert "chưa báo cáo 23" in told


def test_without_parents_to_group_by_the_tiers_are_groups() -> None:
    """Two tiers: the city, the wards."""
    desk = wards()
    desk.host(c.CheckIn("W1", "in_person", "phone"))
    listing = listed(desk, Filters(grouped=True))
    assert listing.keys == ["", "48", "", "W2", "W1"]
    assert "có mặt 1/2" in plain(board.heading(desk.scene(), listing, "ward", 60))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [30, 50, 66, 74, 79, 99, 100, 135, 136, 170])
def test_rows_fill_their_columns_and_nothing_more(lang: Language, width: int) -> None:
    """Every point and agency of a province: so that names stand under each other at every width."""
    desk = province(lang)
    points = list(desk.meeting.points)
    desk.host(*(c.CheckIn(point, MODES[number % 3], "phone") for number, point in enumerate(points[1:160])))
    desk.host(c.ReportFault(points[1], "sound"), c.ReportFault(points[1], "picture"), c.ReportFault(points[1], "other"))
    desk.host(c.RecordCall(points[1], "called", "một câu rất dài về việc đã trao đổi qua điện thoại"))
    desk.line(points[3], True, False)
    desk.later(60 * 30)
    shape = board.columns(width)
    scene = desk.scene()
    for key in [*points, *hall_rows(desk.meeting)]:
        line = board.row(scene, key, shape, spoken={})
        assert width_of(line) == (width if width >= 50 else width_of(board.row(scene, points[0], shape, spoken={})))
        assert {style for _, style in line} <= {"", *STYLES}
    assert width_of(board.column_heads(scene, shape)) <= max(width, 40)


def test_a_row_tells_its_three_marks_and_what_is_behind_them() -> None:
    """Late, lost since, which faults, the last call, the first phone, how often it spoke."""
    desk = busy()
    desk.later(7)
    shape = board.columns(140)
    told = {key: plain(board.row(desk.scene(), key, shape, spoken={TAM_KY: 1})) for key in desk.meeting.points}
    assert told[TAM_KY].startswith("●+  ■    ×TH  Thành phố Tam Kỳ")
    assert "Tham dự trực tuyến" in told[TAM_KY]
    assert " 12 07:40" in told[TAM_KY]
    assert told[TAM_KY].endswith("  1")
    assert told[HA_LAM].startswith("·   ×32' ·    Thị trấn Hà Lam")
    assert "○ 07:40" in told[HA_LAM]
    assert "0905 123 456" in told[HA_LAM]
    assert told[AN_XUAN].startswith("○   □")
    assert "Vắng có lý do" in told[AN_XUAN]
    narrow = plain(board.row(desk.scene(), HA_LAM, board.columns(79), spoken={}))
    assert "0905123456" in narrow
    assert "○ 07:40" in narrow


def test_nobody_counted_is_not_nobody() -> None:
    """A dot where no figure was given, 0 where it is nought."""
    desk = small()
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone"), c.CheckIn(TAN_THANH, "in_person", "phone", total=0))
    scene = desk.scene()
    assert [board.heads_text(scene, key, stands(scene, key)) for key in (AN_XUAN, TAN_THANH, HA_LAM)] == ["·", "0", ""]


def test_marks_of_a_column_differ_in_both_sets() -> None:
    """No state is told by its colour alone."""
    desk = small(glyphs=ASCII)
    desk.host(*(c.CheckIn(point, mode, "phone") for point, mode in zip((TAM_KY, AN_XUAN, TAN_THANH), MODES, strict=True)))
    scene = desk.scene()
    assert len({board.roll_mark(scene, scene.roll[key])[0] for key in (HALL, TAM_KY, AN_XUAN, TAN_THANH)}) == 4


def test_the_parent_stands_where_the_name_alone_tells_no_place() -> None:
    """Two levels below the top, and for shared names; not under its own heading."""
    desk = province()
    don = next(point for point in desk.meeting.roster.points if point.name == "Xã Trà Don")
    assert board.parent_text(desk.scene(), don.id) == "Nam Trà My"
    assert board.parent_text(desk.scene(), don.id, group=don.parent) == ""
    assert board.parent_text(desk.scene(), don.parent) == ""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [60, 80, 120, 150, 200])
def test_chips_keep_their_lines_and_can_be_clicked(lang: Language, width: int) -> None:
    """As many lines as the width says, whatever the figures; who is in force stands in brackets."""
    desk = province(lang)
    desk.host(c.OpenMeeting(), c.StartItem("6"))
    for filters in (Filters(), Filters("break", "commune", "513", grouped=True)):
        chips = board_filters.state_chips(desk.scene(), filters, listed(desk, filters), width)
        assert len(chips.lines) == board_filters.state_lines(width)
        assert all(width_of(line) <= width for line in chips.lines)
        if width >= 80:
            told = "".join(plain(line) for line in chips.lines)
            assert all(f"{digit} " in told for digit in range(10))
            assert f"[{STATES.index(filters.state)} " in told
        for line, start, end, said in chips.places:
            assert chips.at(start, line) == said
            assert chips.at(end - 1, line) == said
        assert chips.at(999, 0) == ""
        scope = board_filters.scope_chips(desk.scene(), filters, listed(desk, filters), width - 26)
        assert len(scope.lines) == 1
        assert width_of(scope.lines[0]) <= width - 26


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_title_has_the_figures_and_the_clock(width: int) -> None:
    """And once the roll is closed, the figures that were stamped."""
    desk = busy()
    told = plain(board.title(desk.scene(), width))
    assert told.endswith("08:05:00")
    assert width_of(board.title(desk.scene(), width)) <= width
    desk.host(c.CloseRoll())
    desk.says(SECRETARY, c.CheckIn(HA_LAM, "in_person", "phone", reason="báo bổ sung"))
    if width >= 80:
        assert "có mặt 3/6" in told
        assert "đã chốt 08:05: 3/6" in plain(board.title(desk.scene(), width))


def text_of(lines: list[Line]) -> str:
    """Lines as one text."""
    return "\n".join(plain(line) for line in lines)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [34, 43, 78])
def test_details_fit_and_hold_for_every_row(lang: Language, width: int) -> None:
    """No line is wider than the pane, for no point and no agency."""
    desk = busy(lang)
    for key in [*desk.meeting.points, *hall_rows(desk.meeting)]:
        for line in board_details.details(desk.scene(), key, width):
            assert width_of(line) <= width
    assert board_details.details(desk.scene(), "nobody", width) == []


def test_details_tell_everything_about_a_point() -> None:
    """Who leads, in whose place, counts with their titles, the source, revisions, calls, faults, turns, messages, children."""
    desk = busy()
    leader = Speaker("Trần Văn Minh", "Phó Chủ tịch", "Chủ tịch UBND")
    desk.host(c.CheckIn(TAM_KY, "in_person", "phone", leader_present=True, leader=leader, total=9, counts=(("H1", 2), ("H2", 7))))
    desk.host(c.SendNotice(Audience(), "Mời vào họp"), c.RecordCall(TAM_KY, "called", "đang vào"), c.LeaveEarly(TAM_KY, clock(4)))
    desk.says(Author("point", TAM_KY), c.AcknowledgeNotice("n1", TAM_KY))
    desk.host(c.ClearFault(TAM_KY, "picture"))
    told = text_of(board_details.details(desk.scene(), TAM_KY, 60))
    for part in (
        "Thành phố Tam Kỳ", "Cấp huyện · mã 502", "Hội trường UBND tỉnh", "Có dự: Trần Văn Minh, Phó Chủ tịch, thay",
        "2  Chủ tịch", "7  Bí thư", "Báo qua điện thoại, 08:05", "2 lần, lần cuối có hiệu lực", "đến muộn 08:03", "về sớm 08:04",
        "Mất tiếng: rè từ 07:40", "khắc phục 08:05", "Đã gọi được: đang vào", "Đang phát biểu", "đã đọc 1/1",
        "Trực thuộc: có mặt 1/2, đã báo cáo 2", "Phường An Xuân",
    ):  # fmt: skip
        assert part in told, part
    contacts = text_of(board_details.details(desk.scene(), HA_LAM, 60))
    assert "Lê Thị Bích Thủy, Văn phòng" in contacts
    assert "0905 123 456 · 0235 3852 123" in contacts
    assert "Mất kết nối từ 07:40" in contacts


def test_details_of_an_agency_and_of_the_hall() -> None:
    """An agency sits at the hall and has no page; the hall lists its agencies."""
    desk = busy()
    told = text_of(board_details.details(desk.scene(), f"{HALL}/so-nv", 60))
    assert "Sở Nội vụ" in told
    assert "Sở, ngành" in told
    assert "Trang điểm danh" not in told
    assert "Cơ quan tại hội trường: có mặt 1/2" in text_of(board_details.details(desk.scene(), HALL, 60))


def test_a_voided_check_in_is_told_in_the_details() -> None:
    """With its time and reason."""
    desk = small()
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone"), c.VoidCheckIn(AN_XUAN, reason="ghi nhầm"))
    told = text_of(board_details.details(desk.scene(), AN_XUAN, 60))
    assert "Đã hủy lúc 07:40" in told
    assert "ghi nhầm" in told


def test_an_empty_list_says_the_way_out() -> None:
    """A sentence, and the key."""
    for over in (False, True):
        assert "Bấm 0" in text_of(board.nothing(small().scene(), 60, over=over))


def test_a_country_is_listed_whole() -> None:
    """11,363 points, each once; grouped by province too."""
    desk = province(roster="vietnam-2024")
    desk.says(HOST, *(c.CheckIn(point, "in_person", "phone") for point in list(desk.meeting.points)[:300]))
    for grouped in (False, True):
        listing = listed(desk, Filters(grouped=grouped))
        assert len({key for key in listing.keys if key}) == listing.shown == 11_363
    assert listed(desk).counts["missing"] == 11_363 - 300


def test_hostile_text_is_only_text() -> None:
    """Markup and escapes in a roster stay in their spans; widths hold."""
    names = ("Xã [/]", "Xã \x1b]0;x\x07 [@click=app.quit]bấm[/]", "\u202eXã đảo")
    points = tuple(replace(point, name=name) for point, name in zip(THREE_TIERS.points[3:], names, strict=True))
    desk = Desk(Meeting(MORNING, replace(THREE_TIERS, points=(*THREE_TIERS.points[:3], *points))))
    told = [plain(board.row(desk.scene(), point.id, board.columns(79), spoken={})) for point in points]
    assert "Xã [/]" in told[0]
    assert "[@click=app.quit]" in told[1]
