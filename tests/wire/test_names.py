"""Vietnamese names: their order, their folds, and a search that lists and never picks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge_server import rosters
from bridge_server.meeting.roster import Point
from bridge_server.wire.files.roster import roster_from
from bridge_server.wire.names import Finder, accents, bare, fold, name_key, search, vi_key

QUANG_NAM = roster_from(rosters.raw("quang-nam-2024"), "quang-nam-2024").points
FINDER = Finder(QUANG_NAM)
COUNTRY = (
    Point("01", "province", "Thành phố Hà Nội", "Thành phố"),
    Point("001", "district", "Quận 1", "Quận", "01"),
    Point("010", "district", "Quận 10", "Quận", "01"),
    Point("77", "province", "Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh"),
    Point("26593", "commune", "Xã Xà Bang", "Xã", "77"),
    Point("582", "district", "Thành phố Phan Rang-Tháp Chàm", "Thành phố"),
    Point("19867", "commune", "Thị trấn N.T Phong Hải", "Thị trấn"),
    Point("00001", "commune", "Phường 10", "Phường", "001"),
)


def found(typed: str) -> list[str]:
    """The names that a search in the roster of the meeting lists."""
    return [point.name for point in FINDER.find(typed)]


def test_letters_then_tones_then_capitals_decide() -> None:
    """ă â đ ê ô ơ ư are letters of their own; tones come after all letters, in the order of dictionaries."""
    words = ["a", "A", "à", "ả", "ã", "á", "ạ", "ai", "ă", "â", "b", "d", "đ", "Đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"]
    shuffled = words[::-1]
    assert sorted(shuffled, key=vi_key) == words


def test_the_districts_sort_by_their_bare_names() -> None:
    """Điện Bàn, a town, stands after Đại Lộc and before Đông Giang, both districts."""
    districts = [bare(name) for name in sorted((p.name for p in QUANG_NAM if p.tier == "district"), key=name_key)]
    assert districts == [
        *("Bắc Trà My", "Duy Xuyên", "Đại Lộc", "Điện Bàn", "Đông Giang", "Hiệp Đức", "Hội An", "Nam Giang", "Nam Trà My"),
        *("Nông Sơn", "Núi Thành", "Phú Ninh", "Phước Sơn", "Quế Sơn", "Tam Kỳ", "Tây Giang", "Thăng Bình", "Tiên Phước"),
    ]


def test_figures_sort_as_text() -> None:
    """As in ICU, "Quận 10" stands before "Quận 2"."""
    assert sorted(["Quận 2", "Quận 10", "Quận 1"], key=vi_key) == ["Quận 1", "Quận 10", "Quận 2"]


def test_normal_form_and_look_alikes_do_not_change_the_order() -> None:
    """Decomposed letters, the Icelandic Ð and a curly apostrophe sort like their plain fellows."""
    assert vi_key(unicodedata.normalize("NFD", "Điện Bàn")) == vi_key("Điện Bàn") == vi_key("\u00d0iện Bàn")
    assert vi_key("Ch’ơm") == vi_key("Ch'ơm")


@given(st.text())
def test_any_text_has_a_key_and_a_fold(text: str) -> None:
    """No text, not even a mark without its letter, is too strange; folding twice changes nothing more."""
    assert vi_key(text) == vi_key(text)
    assert isinstance(accents(text), str)
    assert isinstance(bare(text), str)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Huyện Đại Lộc", "huyen dai loc"),
        ("\u00d0ại Lộc", "dai loc"),
        ("Ch’ơm", "ch'om"),
        ("  Tam \t Kỳ ", "tam ky"),
        ("TR'HY", "tr'hy"),
        (unicodedata.normalize("NFD", "Ái Nghĩa"), "ai nghia"),
    ],
)
def test_fold_is_what_a_hurried_hand_types(name: str, plain: str) -> None:
    """No accents, đ as d, small, straight apostrophe, single spaces."""
    assert fold(name) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà Thuận", "Hòa Thuận"), ("xoè", "xòe"), ("thuỳ", "thùy"), ("Phước Hoà", "PHƯỚC HÒA"), ("Quý", "quý")]
)
def test_where_the_tone_is_put_is_taste(one: str, other: str) -> None:
    """Both ways to place a tone are the same accented spelling."""
    assert accents(one) == accents(other)
    assert accents("Tam Thanh") != accents("Tam Thành")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Thành phố Tam Kỳ", "Tam Kỳ"),
        ("thành phố Tam Kỳ", "Tam Kỳ"),
        ("TP Tam Kỳ", "Tam Kỳ"),
        ("TP. Tam Kỳ", "Tam Kỳ"),
        ("Tp.Tam Kỳ", "Tam Kỳ"),
        ("T.P Tam Kỳ", "Tam Kỳ"),
        ("TX Điện Bàn", "Điện Bàn"),
        ("Thị xã Điện Bàn", "Điện Bàn"),
        ("TT. Núi Thành", "Núi Thành"),
        ("TT Núi Thành", "Núi Thành"),
        ("H. Đại Lộc", "Đại Lộc"),
        ("P. Hoà Thuận", "Hoà Thuận"),
        ("X. Ba", "Ba"),
        ("Xã Ba", "Ba"),
        ("Thị trấn P Rao", "P Rao"),
        ("P Rao", "P Rao"),
        ("Xã Xà Bang", "Xà Bang"),
        ("Xà Bang", "Xà Bang"),
        ("Thị trấn N.T Phong Hải", "N.T Phong Hải"),
        ("Quận 10", "10"),
        ("Đặc khu Hoàng Sa", "Hoàng Sa"),
        ("Xã", "Xã"),
        ("Điểm cầu trực tuyến tỉnh", "Điểm cầu trực tuyến tỉnh"),
    ],
)
def test_bare_takes_only_the_class_word(name: str, stem: str) -> None:
    """Written out or shortened, the class word goes; a name that only looks like one stays."""
    assert bare(name) == stem


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tam ky", "Thành phố Tam Kỳ"),
        ("tam", "Thành phố Tam Kỳ"),
        ("TP Tam Kỳ", "Thành phố Tam Kỳ"),
        ("dien ban", "Thị xã Điện Bàn"),
        ("\u00d0ại Lộc", "Huyện Đại Lộc"),
        ("d loc", "Huyện Đại Lộc"),
        ("loc", "Huyện Đại Lộc"),
        ("ba", "Xã Ba"),
        ("tu", "Xã Tư"),
        ("xã ba", "Xã Ba"),
        ("x. tu", "Xã Tư"),
        ("lang", "Xã Lăng"),
        ("dang", "Xã Dang"),
        ("prao", "Thị trấn P Rao"),
        ("p rao", "Thị trấn P Rao"),
        ("la ee", "Xã Laêê"),
        ("laee", "Xã Laêê"),
        ("mà cooih", "Xã Mà Cooi"),
        ("ch’ơm", "Xã Ch'ơm"),
        ("chom", "Xã Ch'ơm"),
        ("tr’hy", "Xã Tr'Hy"),
        ("que xuan 2", "Xã Quế Xuân 2"),
        ("que xuan ii", "Xã Quế Xuân 2"),
        ("tam xuan 1", "Xã Tam Xuân I"),
        ("tam xuan ii", "Xã Tam Xuân II"),
        ("502", "Thành phố Tam Kỳ"),
        ("20485", "Xã Ba"),
        ("ba dong giang", "Xã Ba"),
        (unicodedata.normalize("NFD", "trà dơn"), "Xã Trà Dơn"),
        ("trà don", "Xã Trà Don"),
        ("tam thạnh", "Xã Tam Thạnh"),
        ("thị trấn núi thành", "Thị trấn Núi Thành"),
        ("huyen nui thanh", "Huyện Núi Thành"),
        ("hoà thuận", "Phường Hoà Thuận"),
        ("hòa thuận", "Phường Hoà Thuận"),
    ],
)
def test_the_point_that_was_meant_stands_first(typed: str, first: str) -> None:
    """Accents, class words, other spellings and ids all lead to the point; accents that agree decide the first row."""
    assert found(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tra don", ["Xã Trà Don", "Xã Trà Dơn"]),
        ("tra dơn", ["Xã Trà Don", "Xã Trà Dơn"]),
        ("tam dan", ["Xã Tam Dân", "Xã Tam Đàn"]),
        ("tam thanh", ["Xã Tam Thanh", "Xã Tam Thành", "Xã Tam Thạnh"]),
        ("phuoc hoa", ["Phường Phước Hòa", "Xã Phước Hoà"]),
        ("Phước Hoà", ["Phường Phước Hòa", "Xã Phước Hoà"]),
        ("nui thanh", ["Huyện Núi Thành", "Thị trấn Núi Thành"]),
        ("que xuan", ["Xã Quế Xuân 1", "Xã Quế Xuân 2"]),
    ],
)
def test_names_that_clash_are_all_listed(typed: str, names: list[str]) -> None:
    """A search lists and never picks: what the plain letters fit stands in the first rows together."""
    assert sorted(found(typed)[: len(names)]) == sorted(names)


def test_a_parent_brings_its_children() -> None:
    """After Tam Kỳ itself, all of its 13 communes."""
    tam_ky = [point.name for point in QUANG_NAM if point.parent == "502"]
    assert found("tam ky")[0] == "Thành phố Tam Kỳ"
    assert sorted(found("tam ky")[1:]) == sorted(tam_ky)
    assert len(tam_ky) == 13


def test_a_class_word_alone_lists_its_class() -> None:
    """All 14 towns, and nothing picked among them."""
    assert len(found("thị trấn")) == len(found("tt")) == 14


def test_every_point_is_among_the_first_rows_after_its_bare_name() -> None:
    """Typed in full without accents, each of the 260 names is in the first five rows."""
    missed = [point.name for point in QUANG_NAM if point not in FINDER.find(fold(bare(point.name)))[:5]]
    assert missed == []


def test_ids_are_strings_with_zeros() -> None:
    """ "01" and "001" and "00001" are three points; the one that was typed stands first."""
    assert [search(COUNTRY, typed)[0].id for typed in ("01", "001", "00001")] == ["01", "001", "00001"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("quan 10", "Quận 10"),
        ("q.10", "Quận 10"),
        ("q10", "Quận 10"),
        ("p10", "Phường 10"),
        ("xa bang", "Xã Xà Bang"),
        ("ba ria", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("vung tau", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("thap cham", "Thành phố Phan Rang-Tháp Chàm"),
        ("phan rang thap cham", "Thành phố Phan Rang-Tháp Chàm"),
        ("n.t phong", "Thị trấn N.T Phong Hải"),
        ("nt phong", "Thị trấn N.T Phong Hải"),
    ],
)
def test_the_country_has_traps_of_its_own(typed: str, first: str) -> None:
    """Figures, hyphens with and without spaces, dots, and a name that begins like a class word."""
    assert search(COUNTRY, typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "  ", "\u0301", "zzzz", "[/]", "'"])
def test_nothing_typed_finds_nothing_and_nothing_breaks(typed: str) -> None:
    """An empty, senseless or strange search is an empty list, but for what really contains it."""
    assert [name for name in found(typed) if "'" not in name] == []
