"""What points and people are called inside a sentence, with two tiers, three, or more."""

import pytest

from bridge_server import rosters
from bridge_server.meeting import Agenda, Meeting, Point, Roster
from bridge_server.meeting.values import Audience, Speaker
from bridge_server.reports.names import audience, author_name, capital, item_name, point_name, shorten, speaker, with_speaker
from bridge_server.wire.files.roster import roster_from


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("49", "điểm cầu trực tuyến tỉnh"),
        ("502", "thành phố Tam Kỳ"),
        ("20956", "xã Trà Don (huyện Nam Trà My)"),
        ("20335", "phường Tân Thạnh (thành phố Tam Kỳ)"),
        ("99999", "99999"),
    ],
)
def test_a_point_is_called_by_its_name(real_meeting: Meeting, point: str, said: str) -> None:
    """The class word small, the district beside a commune; an id nobody knows is its own name."""
    assert point_name("vi", real_meeting, point) == said


def test_two_tiers_need_no_parent(real_agenda: Agenda) -> None:
    """Since July 2025 a ward stands right under its city, and no two bear one name."""
    meeting = Meeting(real_agenda, roster_from(rosters.raw("quang-nam-2025"), "quang-nam-2025"))
    assert point_name("vi", meeting, "20194") == "phường Hải Vân"


def test_shared_names_are_told_apart(real_agenda: Agenda) -> None:
    """A whole country: the parent where a name is shared, and its own parent where that name is shared too."""
    meeting = Meeting(real_agenda, roster_from(rosters.raw("vietnam-2024"), "vietnam-2024"))
    told = {point_name("vi", meeting, point.id) for point in meeting.roster.points if point.name == "Huyện Châu Thành"}
    assert len(told) == 10
    assert "huyện Châu Thành (tỉnh An Giang)" in told
    names = [point_name("vi", meeting, point.id) for point in meeting.roster.points if point.name == "Xã Tân Thành"]
    assert len(names) == len(set(names)) == 27


def test_a_circle_of_parents_ends(real_agenda: Agenda) -> None:
    """A roster checked at the door has none, a name must not hang on one that slipped through."""
    circle = Roster("circle", (Point("a", "x", "Xã A", "Xã", "b"), Point("b", "x", "Xã B", "Xã", "a")))
    assert point_name("vi", Meeting(real_agenda, circle), "a") == "xã A (xã B)"


def test_authors_are_people(real_meeting: Meeting) -> None:
    """Roles by their names, points by theirs, anything else as written."""
    told = [author_name("vi", real_meeting, by) for by in ("host", "secretary@2", "hub", "point:502", "point:49", "?")]
    assert told == ["Điều phối", "Thư ký", "Máy chủ", "Điểm cầu thành phố Tam Kỳ", "Điểm cầu trực tuyến tỉnh", "?"]
    assert author_name("en", real_meeting, "point:502") == "Point Thành phố Tam Kỳ"


def test_audiences_and_speakers(real_meeting: Meeting) -> None:
    """As far as they are known."""
    told = [audience("vi", real_meeting, one) for one in (Audience(), Audience("tier", "commune"), Audience("children", "502"))]
    assert told == ["tất cả điểm cầu", "các điểm cầu cấp xã", "các điểm cầu thuộc thành phố Tam Kỳ"]
    assert speaker("vi", Speaker("", "", "Chủ tịch")) == "thay Chủ tịch"
    assert speaker("vi", Speaker("A", "Phó Chủ tịch", "Chủ tịch")) == "A, Phó Chủ tịch, thay Chủ tịch"
    assert speaker("vi", Speaker()) == ""


def test_nobody_is_put_in_brackets_behind_brackets(real_meeting: Meeting) -> None:
    """Behind a body's name the person stands in brackets, before one that ends in brackets without."""
    lan = Speaker("Trần Thị Lan", "Chủ tịch UBND xã")
    assert with_speaker("vi", "Sở Y tế", lan) == "Sở Y tế (Trần Thị Lan, Chủ tịch UBND xã)"
    commune = point_name("vi", real_meeting, "20956")
    assert with_speaker("vi", commune, lan) == "Trần Thị Lan, Chủ tịch UBND xã, xã Trà Don (huyện Nam Trà My)"
    assert with_speaker("vi", commune, Speaker()) == commune


def test_long_titles_end_at_a_word(real_meeting: Meeting) -> None:
    """With one sign for what is left out, within the limit; a single long word is cut."""
    assert item_name("vi", real_meeting, "3") == "nội dung 3 (Phân tích chuyên sâu kết quả Chỉ số PAPI tỉnh Quảng Nam năm…)"
    assert item_name("vi", real_meeting, "77") == "nội dung 77"
    assert shorten("a" * 50, 10) == "a" * 9 + "…"
    assert capital("đ") == "Đ"
