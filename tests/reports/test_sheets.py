"""Code sheets as documents: self-contained, cut along rows, in the page's own words, and text stays text."""

import re

import pytest

from bridge_server.reports.sheets import Occasion, Slip, full_list, sheet
from bridge_server.words import LANGUAGES, Language, say

EIGHT = 1_717_117_200_000
"""08:00 on 31 May 2024."""
HOSTILE = "<script>alert(1)</script>\"'&</style><img src=x onerror=y>"
PICTURE = '<svg viewBox="0 0 1 1"></svg>'


def occasion(**more: str) -> Occasion:
    """A meeting's."""
    return Occasion(**({"title": "Hội nghị", "address": "https://hop.example.vn"} | more), starts_at=EIGHT)


def slip(name: str = "Phường Tân Thạnh", parent: str = "Thành phố Tam Kỳ") -> Slip:
    """A point's."""
    return Slip("20335", name, parent, "BCGH-234-KLMN-567", "https://hop.example.vn/#BCGH234KLMN567", PICTURE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slip_says_all_that_a_point_needs(lang: Language) -> None:
    """Meeting, time, name, parent, code, address, picture, phone, and the three steps with the page's own buttons."""
    text = sheet(lang, occasion(support="Văn phòng 0235 3852 739"), "Thành phố Tam Kỳ", [slip()])
    for part in ("Hội nghị", "08:00", "31", "2024", "Phường Tân Thạnh", "BCGH-234-KLMN-567", "https://hop.example.vn<", PICTURE):
        assert part in text
    assert "Văn phòng 0235\u00a03852\u00a0739" in text
    for button in ("page.enter", "page.yes", "page.save", "page.ask"):
        assert f"“{say(lang, button)}”" in text
    assert text.count("<li>") == 3
    title = re.search("<title>(.*)</title>", text)
    assert title is not None
    assert all(part in title[1] for part in ("Thành phố Tam Kỳ", "Hội nghị", "08:00"))


def test_the_second_address_and_the_dotted_line_are_there_only_where_needed() -> None:
    """A spare address in small letters where there is one; dots to write on where nobody is named."""
    also, dots = "nếu địa chỉ trên không vào được", say("vi", "sheet.by-hand")
    plain = sheet("vi", occasion(), "x", [slip()])
    assert also not in plain
    assert dots in plain
    full = sheet("vi", occasion(also="https://2.example.vn", support="0235"), "x", [slip()])
    assert f"{also}: https://2.example.vn" in full
    assert dots not in full


def test_slips_stand_in_rows_that_no_page_breaks() -> None:
    """Two to a row, in their order; the style keeps a row whole."""
    text = sheet("vi", occasion(), "x", [slip(f"Xã {number}") for number in range(5)])
    rows = text.split('<div class="row">')[1:]
    assert [re.findall("<h2>(.*?)</h2>", row) for row in rows] == [["Xã 0", "Xã 1"], ["Xã 2", "Xã 3"], ["Xã 4"]]
    assert re.search(r"\.row \{[^}]*break-inside: avoid", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_text_and_nothing_comes_from_outside(lang: Language) -> None:
    """Whatever a name, a title, an address or a phone holds: no element and no attribute of it, no script, no resource."""
    bad = occasion(title=HOSTILE, address=HOSTILE, also=HOSTILE, support=HOSTILE)
    one = Slip(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, PICTURE)
    for text in (sheet(lang, bad, HOSTILE, [one]), full_list(lang, bad, [one], [(HOSTILE, [one])])):
        assert "<script" not in text
        assert "<img" not in text
        assert text.count("</style>") == 1
        tags = re.findall(r"<[^<>]*>", re.sub(r'="[^"]*"', "=", text))
        assert not [tag for tag in tags if re.search(r"\b(?:src|href|on\w+)=", tag)]
        assert "url(" not in text
        assert "@import" not in text
        assert "default-src 'none'" in text


def test_the_list_has_roles_first_and_every_family() -> None:
    """One table each, under the family's name, with code and link."""
    role = Slip("", "Điều phối", "", "HHHH-HHH-HHHH-HHH", "https://hop.example.vn/#H")
    text = full_list("vi", occasion(), [role], [("Thành phố Tam Kỳ", [slip()])])
    assert re.findall("<caption>(.*?)</caption>", text) == ["Các vai trò", "Thành phố Tam Kỳ"]
    assert text.index("HHHH-HHH-HHHH-HHH") < text.index("BCGH-234-KLMN-567")
    assert "https://hop.example.vn/#BCGH234KLMN567" in text
