"""Invented people with plausible posts. A post follows from the unit or the agency's own name, as far as that tells one."""

import random
from typing import Final

from bridge_server.meeting import Point
from bridge_server.meeting.agenda import Agency
from bridge_server.meeting.values import Speaker

SURNAMES: Final = (
    *("Nguyễn",) * 7, *("Trần",) * 4, *("Lê",) * 4, *("Phạm", "Huỳnh", "Võ", "Phan") * 2, "Trương", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Đinh", "Lương", "Mai", "Đoàn", "Thái", "Ung", "Châu", "Hứa", "Tạ", "Doãn", "Cao",
)  # fmt: skip
MEN: Final = (
    ("Văn", "Đức", "Công", "Hữu", "Minh", "Quang", "Thanh", "Ngọc", "Tấn", "Xuân", "Đình", "Quốc", "Viết", "Anh", "Bá"),
    ("An", "Bình", "Chính", "Cường", "Dũng", "Đạt", "Hải", "Hòa", "Hùng", "Khánh", "Lâm", "Long", "Lợi", "Nam", "Nghĩa", "Phong",
     "Phúc", "Quý", "Sơn", "Tài", "Tâm", "Thành", "Thắng", "Thọ", "Tín", "Toàn", "Trung", "Tuấn", "Việt", "Vinh"),
)  # fmt: skip
WOMEN: Final = (
    ("Thị", "Thị Thanh", "Thị Kim", "Thị Thu", "Thị Ngọc", "Thị Mỹ", "Thị Hồng", "Ngọc", "Thu", "Minh"),
    ("Anh", "Diệu", "Hà", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Liên", "Mai", "Nga", "Nguyệt", "Nhung", "Oanh", "Phượng",
     "Sương", "Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Yến"),
)  # fmt: skip
PARTY: Final = {"Tỉnh": "Tỉnh ủy", "Thành phố": "Thành ủy", "Thị xã": "Thị ủy", "Huyện": "Huyện ủy"}
"""What the party committee of such a unit is called; that of a smaller one is the "Đảng ủy" of its own kind."""
POSTS: Final = (
    (("Sở", "Kho bạc", "Bảo hiểm", "Viễn thông", "Viettel", "Bưu điện", "Công an"), ("Giám đốc", "Phó Giám đốc", "Phó Giám đốc")),
    (("Văn phòng",), ("Chánh Văn phòng", "Phó Chánh Văn phòng")),
    (("Thanh tra",), ("Chánh Thanh tra", "Phó Chánh Thanh tra")),
    (("Ủy ban kiểm tra", "Ủy ban Kiểm tra"), ("Phó Chủ nhiệm",)),
    (("UBND", "Ủy ban", "Thường trực UBND", "Thường trực HĐND", "Thường trực Hội đồng"), ("Chủ tịch", "Phó Chủ tịch")),
    (("Thường trực", "Đảng ủy"), ("Phó Bí thư",)),
    (("Các Ban", "Ban"), ("Trưởng ban", "Phó Trưởng ban")),
    (("Cục",), ("Cục trưởng", "Phó Cục trưởng")),
    (("Đoàn",), ("Phó Trưởng đoàn",)),
    (("Chương trình",), ("Chuyên gia",)),
    (("Các cơ quan truyền thông",), ("Phóng viên",)),
    (("Các Sở",), ("Phó Giám đốc",)),
)
"""Which posts stand at the head of an agency, by how its name begins; the longest beginning counts."""


def name(chance: random.Random) -> str:
    """Somebody's name."""
    middles, givens = MEN if chance.random() < 0.62 else WOMEN
    return f"{chance.choice(SURNAMES)} {chance.choice(middles)} {chance.choice(givens)}"


def leader(point: Point, chance: random.Random) -> Speaker:
    """Whoever leads the delegates of a point; deputies sometimes in the place of their chief."""
    unit = point.unit[:1].lower() + point.unit[1:]
    if not unit:
        return Speaker(name(chance), chance.choice(("Phụ trách điểm cầu", "Phó phụ trách điểm cầu")))
    party = PARTY.get(point.unit, f"Đảng ủy {unit}")
    post = chance.choice((
        *(f"Phó Chủ tịch UBND {unit}",) * 4, *(f"Chủ tịch UBND {unit}",) * 3, f"Chủ tịch HĐND {unit}",
        f"Phó Chủ tịch HĐND {unit}", f"Bí thư {party}", f"Phó Bí thư Thường trực {party}",
    ))  # fmt: skip
    deputy = post == f"Phó Chủ tịch UBND {unit}" and chance.random() < 0.3
    return Speaker(name(chance), post, f"Chủ tịch UBND {unit}" if deputy else "")


def of_agency(agency: Agency, chance: random.Random) -> Speaker:
    """Whoever speaks or sits there for an agency."""
    return Speaker(name(chance), chance.choice(posts_of(agency)))


def deputy(agency: Agency, chance: random.Random) -> Speaker:
    """Whoever comes in the place of the agency's head."""
    head, *others = posts_of(agency)
    return Speaker(name(chance), others[-1] if others else head, head)


def posts_of(agency: Agency) -> tuple[str, ...]:
    """The posts of an agency, its head's first."""
    fitting = [(len(start), posts) for starts, posts in POSTS for start in starts if agency.name.startswith(start)]
    return max(fitting)[1] if fitting else ("Đại diện lãnh đạo",)
