"""The file of draft conclusions: every bad line with its number and reason, the others as a secretary would have typed them."""

from datetime import date

import pytest

from benchmarks.meetings import real_meeting
from bridge_server.meeting import Event, Record, apply
from bridge_server.meeting.events import writing as e
from bridge_server.meeting.values import Deadline
from bridge_server.wire.bodies import bodies_of
from bridge_server.wire.conclusion_parts import Said
from bridge_server.wire.files.drafts import FileDraft, drafts_from, those_there
from bridge_server.wire.files.faults import FileFaults

MEETING = real_meeting("quang-nam-2024")
BODIES = bodies_of(MEETING.agenda, MEETING.roster)


def read(text: str) -> tuple[FileDraft, ...]:
    """The drafts of a file, on the day of the meeting."""
    return drafts_from(text.encode(), "du-thao.txt", BODIES, date(2024, 5, 31))


def test_a_line_is_a_draft() -> None:
    """Remarks and empty lines are none; what stands there twice is one; names that nobody bears are told."""
    found = read(
        "\ufeff# chuẩn bị\n\ngiao Sở Nội vụ rà soát; trước 15/6\r\nBáo cáo UBND tỉnh\n\ngiao Sở NNPTNT làm\nBáo cáo UBND tỉnh\n"
    )
    assert found == (
        FileDraft(3, Said("rà soát", "so-nv", (), Deadline("2024-06-15", "trước ngày 15/6/2024"))),
        FileDraft(4, Said("Báo cáo UBND tỉnh")),
        FileDraft(6, Said("làm", "Sở NNPTNT"), ("Sở NNPTNT",)),
    )
    assert found[0].command.draft
    assert len({one.ident for one in found}) == 3
    assert all(8 <= len(one.ident) <= 64 for one in found)
    assert read("giao so noi vu: rà soát; truoc 15/6")[0].ident == found[0].ident


def test_every_bad_line_is_told_at_once() -> None:
    """With its number, why, and what it may be."""
    with pytest.raises(FileFaults) as wrong:
        read(f"tốt\ngiao Sở Tài rà soát\nlàm; trước 31/6\ngiao Sở Y tế\n{'a' * 4001}\nlàm; phối hợp {'b' * 201}\n")
    assert [fault.place for fault in wrong.value.faults] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    told = wrong.value.sentences("vi")
    assert told[0] == "dòng 2: “Sở Tài” có thể là: Sở Tài chính; Sở Tài nguyên và Môi trường. Đề nghị ghi rõ tên."
    assert told[1] == "dòng 3: Không có ngày 31/6. Đề nghị sửa lại thời hạn."
    assert len(wrong.value.sentences("en")) == 5


@pytest.mark.parametrize(("raw", "code"), [(b"# nothing\n", "no-drafts"), (b"", "empty-file"), (b"\xff\xfe\x00", "not-utf8")])
def test_a_file_without_drafts_says_so(raw: bytes, code: str) -> None:
    """Whatever else it is."""
    with pytest.raises(FileFaults) as wrong:
        drafts_from(raw, "du-thao.txt", BODIES, date(2024, 5, 31))
    assert [fault.code for fault in wrong.value.faults] == [code]


def test_a_file_has_an_end() -> None:
    """What a hub would take minutes for is refused before anything is sent."""
    with pytest.raises(FileFaults) as wrong:
        read("\n".join(f"việc số {number}" for number in range(501)))
    assert [fault.code for fault in wrong.value.faults] == ["too-many-drafts"]


def test_what_was_there_is_left_out() -> None:
    """By its wording or by its id: worded anew or struck out since, it was there."""
    meeting = real_meeting("quang-nam-2024")
    found = read("a\nb\nc\nd")
    records: list[tuple[str, Event]] = [
        ("other-id", e.ConclusionAdded("k1", "a", draft=True)),
        (found[1].ident, e.ConclusionAdded("k2", "b", draft=True)),
        ("again-id", e.ConclusionRevised("k2", "B")),
    ]
    for n, (ident, event) in enumerate(records, 1):
        apply(meeting, Record(n, 1000 * n, "secretary", ident, (event,)))
    fresh, there = those_there(found, meeting, [Said("c")])
    assert ([one.said.text for one in fresh], [one.said.text for one in there]) == (["d"], ["a", "b", "c"])
