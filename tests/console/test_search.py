"""The search: what a host types finds its point among the first rows, and nothing is ever picked for him."""

import itertools
import time
import unicodedata
from collections.abc import Iterable, Iterator

import pytest

from benchmarks.meetings import real_meeting
from bridge_server.meeting import HOST, Command, Meeting, Record, apply, decide
from bridge_server.meeting import commands as c
from console.lines import plain, width_of
from console.matching import settled
from console.roll import Roll
from console.scene import Scene
from console.search import Entry, Hit, Index, bodies_index, fold, found, points_index


@pytest.fixture(scope="module")
def meeting() -> Meeting:
    """The meeting of 31 May 2024."""
    return real_meeting()


def names(hits: list[Hit]) -> list[str]:
    """What a list shows first."""
    return [hit.entry.name for hit in hits]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Xã Trà Đốc", "xa tra doc"),
        ("Xã Ch'ơm", "xa chom"),
        ("Xã Ch’ơm", "xa chom"),
        ("Ðại Lộc", "dai loc"),
        ("TP. Tam-Kỳ", "tp tam ky"),
        (unicodedata.normalize("NFD", "Phường Hoà Thuận"), "phuong hoa thuan"),
        ("  N.T  Phong Hải ", "n t phong hai"),
        ("[@click=x] \x1b[31m", "click x 31m"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """No accents, đ as d, small; signs part words, apostrophes vanish."""
    assert fold(text) == folded


def test_a_tone_of_taste_is_settled() -> None:
    """Hoà is Hòa, but quý and hoàn stay."""
    assert settled("Hoà Thuận, Thuý, quý, hoàn, Huỳnh, HOÀ") == "Hòa Thuận, Thúy, quý, hoàn, Huỳnh, HÒA"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("20956", "Xã Trà Don"),
        ("502", "Thành phố Tam Kỳ"),
        ("ba", "Xã Ba"),
        ("xa ba", "Xã Ba"),
        ("tp tam ky", "Thành phố Tam Kỳ"),
        ("tp. tam kỳ", "Thành phố Tam Kỳ"),
        ("tt ai nghia", "Thị trấn Ái Nghĩa"),
        ("h dai loc", "Huyện Đại Lộc"),
        ("tam xuan 1", "Xã Tam Xuân I"),
        ("tam xuan ii", "Xã Tam Xuân II"),
        ("prao", "Thị trấn P Rao"),
        ("laee", "Xã Laêê"),
        ("la ee", "Xã Laêê"),
        ("chom", "Xã Ch'ơm"),
        ("ntm", "Huyện Nam Trà My"),
        ("don nam tra my", "Xã Trà Dơn"),
        ("dơ", "Xã Trà Dơn"),
        ("trà don", "Xã Trà Don"),
        ("tra don", "Xã Trà Dơn"),
        ("tam thạnh", "Xã Tam Thạnh"),
        ("hoà th", "Phường Hoà Thuận"),
        ("TRÀ DƠN", "Xã Trà Dơn"),
        (unicodedata.normalize("NFD", "Trà Dơn"), "Xã Trà Dơn"),
    ],
)
def test_what_is_typed_and_what_stands_first(meeting: Meeting, query: str, first: str) -> None:
    """Codes, bare names, class words long or short, numerals, other spellings, parents, accents."""
    assert names(points_index(meeting).search(query))[0] == first


@pytest.mark.parametrize("query", ["trdo", "tr do", "tra do", "tra don"])
def test_names_typed_alike_stand_side_by_side(meeting: Meeting, query: str) -> None:
    """Trà Dơn and Trà Don, each with its district."""
    hits = points_index(meeting).search(query)
    places = [place for place, hit in enumerate(hits) if hit.entry.name in ("Xã Trà Dơn", "Xã Trà Don")]
    assert len(places) == 2
    assert places[1] == places[0] + 1
    assert {hits[place].entry.parents[0] for place in places} == {"Huyện Nam Trà My"}


@pytest.mark.parametrize("query", ["dơ", "trà dơn", "tạm thành", "đồn"])
def test_an_accent_sets_first_and_hides_nothing(meeting: Meeting, query: str) -> None:
    """The same are found without it."""
    index = points_index(meeting)
    assert set(index.ids(query)) == set(index.ids(fold(query)))


def test_letters_strewn_over_a_name_only_where_nothing_else_fits(meeting: Meeting) -> None:
    """A slip of the finger still finds something; nonsense finds nothing."""
    assert names(points_index(meeting).search("tmky")) == ["Thành phố Tam Kỳ"]
    assert points_index(meeting).search("qzxw") == []
    assert points_index(meeting).search("[/.]*") == []


def test_nothing_typed_lists_the_beginning(meeting: Meeting) -> None:
    """In the roster's order."""
    index = points_index(meeting)
    assert [hit.id for hit in index.search("", 5)] == [point.id for point in meeting.roster.points[:5]]
    assert index.search("  ", 1)[0].id == meeting.roster.points[0].id


def test_matched_letters_are_marked(meeting: Meeting) -> None:
    """In the name as it is written; another name stands behind it."""
    hit = next(hit for hit in points_index(meeting).search("trdo") if hit.entry.name == "Xã Trà Dơn")
    assert hit.name() == (("Xã ", ""), ("Tr", "match"), ("à ", ""), ("Dơ", "match"), ("n", ""))
    index = Index([Entry("1", "Thị trấn P Rao", ("Thị trấn Prảo Mới",), unit="Thị trấn")])
    assert plain(index.search("prao moi")[0].name()) == "Thị trấn P Rao (Thị trấn Prảo Mới)"


def test_children_come_after_a_parent(meeting: Meeting) -> None:
    """The district first, then its communes."""
    hits = points_index(meeting).search("nam tra my")
    assert hits[0].entry.name == "Huyện Nam Trà My"
    assert len(hits) == 1 + len(meeting.children[hits[0].id])
    assert all(hit.entry.parents[0] == "Huyện Nam Trà My" for hit in hits[1:])


def candidates(bare: str) -> Iterator[str]:
    """Every natural way to type four letters of a name: its first four, or beginnings of its words."""
    words = fold(bare).split()
    yield "".join(words)[:4]
    for shares in itertools.product(range(5), repeat=len(words)):
        if sum(shares) == 4 and shares[0]:
            letters = "".join(word[:share] for word, share in zip(words, shares, strict=True))
            if len(letters) == 4:
                yield letters


@pytest.mark.parametrize("roster", ["quang-nam-2024", "quang-nam-2025"])
def test_four_letters_bring_every_point_among_the_first_six(roster: str) -> None:
    """Without accents and without its class word; names shorter than that, whole."""
    meeting = real_meeting(roster)
    index = points_index(meeting)
    worst = (0, "", "")
    for point in meeting.roster.points:
        bare = point.name.removeprefix(point.unit).strip()
        ways = dict.fromkeys(candidates(bare))
        rows = {way: index.ids(way).index(point.id) for way in ways if point.id in index.ids(way)}
        best = min(rows, key=lambda way: rows[way])
        worst = max(worst, (rows[best], best, point.name))
    assert worst[0] < 6, worst


def test_every_point_is_found_by_its_whole_name(meeting: Meeting) -> None:
    """With accents it is the first; without, among those of the same letters."""
    index = points_index(meeting)
    for point in meeting.roster.points:
        assert index.search(point.name)[0].id == point.id
        assert point.id in index.ids(fold(point.name), 4)


def test_bodies_are_agencies_of_the_hall_and_then_points(meeting: Meeting) -> None:
    """Ids say where an agency sits; "Sở" need not be typed."""
    index = bodies_index(meeting)
    assert index.search("")[0].id == "49/undp"
    assert names(index.search("y te"))[0] == "Sở Y tế"
    assert names(index.search("gddt"))[0] == "Sở Giáo dục và Đào tạo"
    assert names(index.search("sgd"))[0] == "Sở Giáo dục và Đào tạo"
    assert index.search("trà dơn")[0].id == "20938"
    assert index.search("ubnd dai loc")[0].id == "506/ubnd-506"


def test_an_index_is_made_once(meeting: Meeting) -> None:
    """For the same agenda and roster."""
    assert points_index(meeting) is points_index(meeting)
    assert bodies_index(meeting) is bodies_index(meeting)
    assert points_index(meeting) is not bodies_index(meeting)


def test_rows_say_where_a_thing_belongs_and_how_it_stands() -> None:
    """The district, the code, three marks, and whether it has spoken."""
    own = real_meeting()
    commands: tuple[Command, ...] = (c.OpenMeeting(), c.StartItem("1"), c.CallOn("20938"))
    for n, command in enumerate(commands, 1):
        apply(own, Record(n, own.starts_at, str(HOST), "", decide(own, command, HOST, own.starts_at)))
    scene = Scene("vi", own, Roll(own), own.starts_at)
    row = next(one for one in found(scene, points_index(own).search("trdo")) if one.id == "20938")
    assert plain(row.detail) == "Huyện Nam Trà My · 20938 · · □ · · đã phát biểu"
    assert plain(found(scene, bodies_index(own).search("y te"))[0].detail) == "Điểm cầu trực tuyến tỉnh · so-yt"


@pytest.mark.parametrize("text", ["(", "[a-z]+", "\\d", "a" * 5000, "a " * 200, "\x00\n\t", "^$", "𝕏", "ﬁ", "İ"])
def test_no_query_is_too_strange(meeting: Meeting, text: str) -> None:
    """Nothing typed is a pattern, and nothing takes long."""
    assert len(points_index(meeting).search(text)) <= 50


def test_no_name_is_too_strange() -> None:
    """Hostile names are found as text, and stay what they are."""
    odd = ["[@click=app.quit]bấm[/]", "a " * 90 + "b", "", "---", "a" * 200, "x\ny"]
    index = Index(Entry(str(number), name, (name,), (name, name), f"c{number}") for number, name in enumerate(odd))
    assert index.search("click app")[0].entry.name == odd[0]
    assert plain(index.search("click")[0].name()) == odd[0]
    for query in ("a" * 20 + "c", "a a a a a a a a a a a a a a c", "aaaaaaaaaaaaaaaab", "c2"):
        index.search(query)
    assert index.search("c5")[0].id == "5"
    assert width_of(index.search("c2")[0].name()) == 0


def milliseconds(index: Index, queries: Iterable[str]) -> list[float]:
    """What each query takes of the processor, the dearest last: print it to measure."""
    taken = []
    for query in queries:
        start = time.process_time()
        index.search(query)
        taken.append((time.process_time() - start) * 1000)
    return sorted(taken)


def test_a_whole_country_is_searched_while_somebody_types() -> None:
    """Every letter of a name is a query of its own; a bound so wide that only a runaway breaks it."""
    meeting = real_meeting("vietnam-2024")
    index = points_index(meeting)
    names = [fold(point.name).split(" ", 1)[-1] for point in meeting.roster.points[::600]]
    taken = milliseconds(index, (name[:end] for name in names for end in range(1, len(name) + 1)))
    assert taken[len(taken) * 95 // 100] < 500
    assert index.search("dong van ha giang")[0].entry.name == "Huyện Đồng Văn"
    assert len(index.ids("tan thanh")) >= 27
