"""The faces that are projected: the same of a hub's frames as of the log, and readable whatever the meeting is like."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson
import pytest
from rich.cells import cell_len

from bridge_server.journal.replay import start
from bridge_server.meeting import Author, Meeting
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE, Speaker
from bridge_server.rehearsal.play import Wish, rehearse
from bridge_server.session import prepare, read_meeting
from bridge_server.wire import views
from bridge_server.wire.codec import decode_hub, encode
from bridge_server.wire.frames import ChairView, Floor
from bridge_server.wire.roll_frames import Counts
from bridge_server.words import Language
from console.glyphs import ASCII, UNICODE, Glyphs
from console.hall import ChairFace, Frames, HallFace, View, chair_face, face_of, frames_of, hall_face
from console.lines import Line, plain
from console.roll import Roll
from console.scene import Scene
from console.views.chair import chair
from console.views.hall import Manner, hall
from tests.hub.kit import ROOT

from .kit import SIZES, LocalFeed, break_feed, meeting_feed, papers_feed
from .moments import (
    adjourned,
    adjourned_open,
    answering,
    break_over,
    changed,
    closed,
    cut_in,
    discussion,
    gathering,
    held,
    late,
    opened,
    over_time,
    paused,
    resumed,
    silent,
)

STARTS: Final = (
    meeting_feed, gathering, late, opened, papers_feed, over_time, silent, held, cut_in, paused, discussion, answering,
    break_feed, break_over, adjourned, adjourned_open, resumed, closed, changed,
)  # fmt: skip
VIEWS: Final[tuple[View, ...]] = ("hall", "chair")


def scene_of(meeting: Meeting, now: int, lang: Language = "vi") -> Scene:
    """The meeting as a console has it."""
    return Scene(lang, meeting, Roll(meeting), now)


def wired(meeting: Meeting, now: int) -> Frames:
    """The frames of this moment as they come out of the wire."""
    lost = sum(not line[0] for line in meeting.lines.values())
    sent = (views.floor(meeting, now), views.chair(meeting, now), Counts(meeting.n, (), 0, lost))
    floor, chair_view, counts = (decode_hub(encode(frame)) for frame in sent)
    assert isinstance(floor, Floor)
    assert isinstance(chair_view, ChairView)
    assert isinstance(counts, Counts)
    return Frames(floor, chair_view, counts)


def drawn(face: HallFace | ChairFace, width: int, height: int, manner: Manner) -> list[Line]:
    """The face as lines."""
    return hall(face, width, height, manner) if isinstance(face, HallFace) else chair(face, width, height, manner)


def text_of(feed: LocalFeed, view: View = "hall", width: int = 80, height: int = 24, **manner: Any) -> str:
    """The face of a moment as text."""
    face = face_of(view, frames_of(scene_of(feed.meeting, feed.now, feed.lang)), feed.now)
    return "\n".join(plain(line) for line in drawn(face, width, height, Manner(feed.lang, UNICODE, **manner)))


# --- one meeting, two ways ---


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The lines of the log of a whole rehearsed meeting, its header first."""
    import asyncio

    directory = tmp_path_factory.mktemp("hall") / "hop"
    prepare(directory, read_meeting(ROOT / "agenda.json", ""), 1_717_000_000_000, port=0)
    outcome = asyncio.run(rehearse(Wish(directory, 3), lambda _key, _facts: None))
    return [orjson.loads(line) for line in Path(outcome.log).read_bytes().splitlines()]


def moments_of(lines: list[dict[str, Any]], count: int) -> Iterator[tuple[Meeting, int, int]]:
    """The meeting at so many moments drawn by lot: between two records, with how long the next one is still away (ms)."""
    records = [line for line in lines if "events" in line]
    dice = Random(11)
    chosen = sorted(dice.sample(range(len(records)), count))
    replay, done = start(lines[0]), 0
    for place in chosen:
        replay.fold(records[done : place + 1])
        done = place + 1
        gap = records[done]["at"] - records[place]["at"] if done < len(records) else 10 * MINUTE
        yield replay.meeting, replay.meeting.at, max(0, gap - 1)


def test_frames_and_records_give_the_same_faces(rehearsed: list[dict[str, Any]]) -> None:
    """At a hundred and twenty random moments of a rehearsed meeting, field by field."""
    seen = set()
    for meeting, now, gap in moments_of(rehearsed, 120):
        at = now + gap // 2
        frames, scene = wired(meeting, at), scene_of(meeting, at)
        for view in VIEWS:
            assert face_of(view, frames, at) == face_of(view, frames_of(scene), at)
        face = hall_face(frames.floor, at)
        seen.add((face.phase, face.is_break, face.speaking is None, face.item is None))
    assert len(seen) >= 5


def test_between_two_frames_the_clocks_run_on_as_the_log_would_have_them(rehearsed: list[dict[str, Any]]) -> None:
    """A frame as old as the last record, shown now, says what one made now would; expected instants are at most a minute old."""
    for meeting, made, gap in moments_of(rehearsed, 120):
        now = made + gap
        old, new = wired(meeting, made), wired(meeting, now)
        for view in VIEWS:
            was, would = face_of(view, old, now), face_of(view, new, now)
            assert without_projection(was) == without_projection(would)


def without_projection(face: HallFace | ChairFace) -> object:
    """What a hub does not tell anew every second, left out."""
    if isinstance(face, ChairFace):
        return replace(face, hall=without_projection(face.hall))  # type: ignore[arg-type]
    coming = None if face.coming is None else replace(face.coming, starts_at=None)
    return replace(face, coming=coming, lateness=None)


def test_a_pause_stops_the_clocks_of_an_old_frame_too() -> None:
    """Ten minutes later it reads the same; when it is over it goes on from there."""
    feed = paused("vi")
    frames = wired(feed.meeting, feed.now)
    first, later = (hall_face(frames.floor, feed.now + minutes * MINUTE) for minutes in (0, 10))
    assert first.clock == later.clock
    assert first.item_clock == later.item_clock
    assert later.now == first.now + 10 * MINUTE


def test_a_corrected_clock_moves_what_is_shown_and_no_duration() -> None:
    """Instants of the frames are the hub's own; the printed start stays as it was printed."""
    feed = gathering("vi")
    before = hall_face(views.floor(feed.meeting, feed.now), feed.now)
    feed.host(c.CorrectClock(-90_000))
    after = hall_face(views.floor(feed.meeting, feed.now), feed.now)
    assert after.now == before.now - 90_000
    assert after.starts_at == before.starts_at
    assert before.until_ms is not None
    assert after.until_ms == before.until_ms + 90_000


# --- what each face says ---


def test_the_hall_reads_who_speaks_for_how_long_and_who_is_next() -> None:
    """Item, agency, person and post, the clock's word, the next one; no lateness, no short-list."""
    text = text_of(papers_feed())
    for part in (
        "5. Phát biểu tham luận",
        "UBND HUYỆN ĐẠI LỘC",
        "Nguyễn Đức Thuận, Phó Giám đốc",
        "CÒN LẠI",
        "Tiếp theo: Sở Thông",
    ):
        assert part in text
    assert "Chậm" not in text
    assert "DỰ KIẾN" not in text


def test_lateness_is_for_the_hall_only_where_the_host_says_so() -> None:
    """And for the chair always; taken back it is gone again."""
    feed = papers_feed()
    assert "Chậm 6 phút" in text_of(feed, "chair")
    assert "Chậm" not in text_of(feed)
    record = feed.host(c.ShowLateness(shown=True))
    assert "Chậm 6 phút, dự kiến kết thúc 11:36 (kế hoạch 11:30)" in text_of(feed)
    feed.host(c.Undo(record))
    assert "Chậm" not in text_of(feed)


def test_over_time_is_told_by_words_and_by_the_whole_width_reversed() -> None:
    """Not by colour: a sign in the figures, the word twice, and every row of the clock reversed from edge to edge."""
    feed = over_time("vi")
    face = hall_face(views.floor(feed.meeting, feed.now), feed.now)
    lines = hall(face, 80, 24, Manner("vi", UNICODE))
    reversed_rows = [line for line in lines if any(style == "over" for _, style in line)]
    assert len(reversed_rows) >= 9
    assert all(sum(cell_len(text) for text, style in line if style == "over") == 76 for line in reversed_rows)
    assert sum("QUÁ GIỜ" in plain(line) for line in reversed_rows) == 2
    assert not any(
        style == "over" for line in hall(replace(face, clock=None), 80, 24, Manner("vi", UNICODE)) for _, style in line
    )


def test_a_break_counts_down_to_the_resumption() -> None:
    """When it goes on, and with what; no contribution is announced before its item."""
    text = text_of(break_feed())
    assert "GIẢI LAO" in text
    assert "HỌP TIẾP LÚC 09:30" in text
    assert "Sau giải lao: 7. Thảo luận" in text
    assert "Tiếp theo" not in text
    assert "ĐÃ ĐẾN GIỜ HỌP TIẾP (09:30)" in text_of(break_over("vi"))


def test_a_pause_says_why() -> None:
    """Since when and the cause, over the whole width, and the clock says that it stands."""
    text = text_of(paused("vi"))
    assert "TẠM DỪNG TỪ 09:15: mất điện tại hội trường" in text
    assert "ĐỒNG HỒ TẠM DỪNG" in text


def test_before_between_and_after() -> None:
    """The opening with its day, the next sitting, the end."""
    before = text_of(gathering("vi"))
    assert "Bắt đầu lúc 08:00" in before
    assert "Thứ Sáu, ngày 31 tháng 5 năm 2024" in before
    assert "127/260 điểm cầu đã có mặt" in before
    assert "Hội nghị sắp bắt đầu" in text_of(late("vi"))
    assert "Họp tiếp lúc 11:30" in text_of(adjourned("vi"))
    assert "0/260" not in text_of(adjourned("vi"))
    assert "Giờ họp tiếp sẽ báo sau" in text_of(adjourned_open("vi"))
    assert "Kết thúc lúc 09:17" in text_of(closed("vi"))


def test_the_chair_reads_who_comes_whom_it_means_to_hear_and_the_roll() -> None:
    """Names, persons, readiness, the short-list, the item's time, the roll in one line."""
    text = text_of(discussion("vi"), "chair", 120, 40)
    for part in (
        "1  ◆ Xã Ga Ri, huyện Tây Giang", "● sẵn sàng", "▲ chờ trả lời 01:06", "Trần Thị Lan, Chủ tịch UBND xã",
        "DỰ KIẾN MỜI (2): Xã Ga Ri, huyện Tây Giang · Xã Lăng, huyện Tây Giang",
        "Có mặt 254/260 điểm cầu · chưa báo cáo 6 · mất kết nối 1",
    ):  # fmt: skip
        assert part in text
    assert "Nội dung 7: còn 19:30 trên 25'" in text_of(answering("vi"), "chair")


def test_a_long_short_list_tells_how_many_are_left_out() -> None:
    """Whole names only; the number stands."""
    feed = discussion("vi")
    asked = {turn.point for turn in feed.meeting.turns.values() if turn.is_request}
    for point in [one.id for one in feed.meeting.roster.points if one.tier == "commune" and one.id not in asked][-12:]:
        feed.says(Author("point", point), c.Ask(point, item="7"))
        feed.host(c.ShortList(f"r{feed.meeting.requests_made}", on=True))
    for width, height in SIZES:
        text = text_of(feed, "chair", width, height)
        assert "DỰ KIẾN MỜI (14)" in text
        assert " nữa" in text


@pytest.mark.parametrize("view", VIEWS)
def test_a_lapse_is_told_calmly_and_the_clock_is_marked(view: View) -> None:
    """What was known last stays."""
    text = text_of(papers_feed(), view, lapsed=True)
    assert "▲ Mất kết nối, đang nối lại" in text
    assert "CÒN LẠI (CHƯA CẬP NHẬT)" in text
    assert "UBND HUYỆN ĐẠI LỘC" in text


@pytest.mark.parametrize(("rehearsal", "words"), [("rehearsal", "TỔNG DUYỆT"), ("demonstration", "TRÌNH DIỄN")])
@pytest.mark.parametrize("view", VIEWS)
def test_a_meeting_that_is_none_is_marked(view: View, rehearsal: Any, words: str) -> None:
    """On both faces, before and while it runs."""
    for feed in (gathering("vi"), papers_feed()):
        face = face_of(view, wired(feed.meeting, feed.now), feed.now, rehearsal)
        assert words in "\n".join(plain(line) for line in drawn(face, 80, 24, Manner("vi", UNICODE)))


# --- whatever there is to show ---


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_face_fits_its_screen(view: View, start: Callable[[Language], LocalFeed], glyphs: Glyphs) -> None:
    """Large, small and absurd: no line is wider, none too many, and nothing raises."""
    feed = start("vi")
    face = face_of(view, wired(feed.meeting, feed.now), feed.now)
    for width, height in (*SIZES, (60, 18), (40, 12), (20, 6), (8, 3), (300, 90)):
        for lapsed in (False, True):
            lines = drawn(face, width, height, Manner("vi", glyphs, lapsed=lapsed))
            assert len(lines) <= height
            assert all(cell_len(plain(line)) <= width for line in lines), (width, height, [plain(line) for line in lines])
            if glyphs is ASCII:
                assert not [char for line in lines for char in plain(line) if char in "█▀▄─▲●◆‖·"]


HOSTILE: Final = ("[@click=app.quit]x[/]", "\x1b]52;c;SEVJTA==\x07", "\u202eabc", "x" * 190, "漢" * 90, "{0}%s", "ế" * 150)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_stays_text(text: str) -> None:
    """In every place of both faces; it breaks no line and fills no format."""
    feed = discussion("vi")
    frames = wired(feed.meeting, feed.now)
    floor, chair_view = frames.floor, frames.chair
    assert floor.item is not None
    turn = replace(floor.next[0], name=text, point_name=text, parent_name=text, speaker=Speaker(text, text, text))
    row = replace(chair_view.next[0], name=text, point_name=text, parent_name=text, subject=text, speaker=turn.speaker)
    floor = replace(
        floor,
        title=text,
        item=replace(floor.item, title=text, no=text[:40]),
        speaking=turn,
        next=(turn,),
        paused_since=floor.now,
        pause_cause=text,
    )
    chair_view = replace(chair_view, next=(row,) * 3, short_list=(row,) * 6, short_listed=9)
    for width, height in (*SIZES, (40, 12)):
        for face in (hall_face(floor, feed.now), chair_face(floor, chair_view, frames.counts, feed.now)):
            lines = drawn(face, width, height, Manner("vi", UNICODE))
            assert len(lines) <= height
            assert all(cell_len(plain(line)) <= width for line in lines)
