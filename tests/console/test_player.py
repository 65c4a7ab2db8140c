"""The player: time that is played, stood still, jumped over and followed; nothing is ever said to a meeting."""

import asyncio
from contextlib import suppress
from math import inf
from pathlib import Path
from time import process_time

import pytest

from bridge_server.journal import LOG
from bridge_server.meeting import commands as c
from bridge_server.meeting.digest import digest
from bridge_server.reports.times import BadAt
from console.desk import Desk
from console.feed import News, No, Placed
from console.playback import Player
from console.playback.player import AT_ONCE, IDLE_MS, NEAR, RUN_UP_MS, SPEEDS

from .kit import HandTime, papers_feed
from .tapes import append, create, whole_day, write

pytestmark = pytest.mark.asyncio


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting of two sittings."""
    return write(whole_day(), tmp_path_factory.mktemp("day"))


class Playing:
    """A player whose time stands in our hand, and the desk that takes its news."""

    def __init__(self, path: Path, *, at: str = "", follow: bool = False) -> None:
        self.hand = HandTime()
        self.player = Player(path, "vi", at=at, follow=follow, clock=self.hand)
        self.desk = Desk("vi", self.hand)
        self.news: list[Placed] = []

    def take(self, news: News) -> None:
        """What the player brings."""
        assert isinstance(news, Placed)
        self.news.append(news)
        self.desk.take(news)

    async def begun(self) -> "Playing":
        """Read the log and stand where it begins; nothing runs by itself."""
        self.player.listen(self.take)
        await self.player.load()
        self.player.begin()
        self.player._last = self.hand()
        return self

    def passes(self, seconds: float) -> None:
        """Time passes, a tenth of a second at a time."""
        for _ in range(round(seconds * 10)):
            self.hand.seconds += 0.1
            self.player.tick()

    def agree(self) -> None:
        """The desk shows the meeting that the tape holds there, at the player's instant."""
        player, scene = self.player, self.desk.scene()
        assert scene is not None
        assert scene.replay is not None
        assert digest(scene.meeting) == digest(player.tape.state(player.place).meeting)
        assert scene.replay.place == player.place
        assert scene.meeting.n == player.tape.first + player.place
        assert abs(scene.now - max(player.now, scene.meeting.at)) < 300 * max(1, player.speed if player.speed < inf else 1)
        assert [one.n for one in scene.told] == sorted(one.n for one in scene.told)
        assert all(one.n <= scene.meeting.n for one in scene.told)
        assert all(one.n > scene.meeting.n for one in scene.replay.ahead)


async def test_it_begins_at_the_first_record_and_stands(day: Path) -> None:
    """Time may pass; nothing moves, and nobody hears of anything."""
    playing = await Playing(day).begun()
    assert (playing.player.place, playing.player.playing) == (1, False)
    heard = len(playing.news)
    playing.passes(30)
    assert (playing.player.place, len(playing.news)) == (1, heard)
    playing.agree()
    assert playing.desk.link.state == "replay"
    assert playing.desk.look() == []
    assert playing.desk.link.state == "replay"
    assert playing.desk.away_for == 0.0


async def test_it_plays_as_fast_as_it_is_told(day: Path) -> None:
    """A minute of the meeting in a minute; with each speed that much more."""
    playing = await Playing(day, at="9h05").begun()
    player = playing.player
    start = player.shown
    player.toggle()
    playing.passes(20)
    assert abs(player.shown - start - 20_000) < 300
    playing.agree()
    for speed in SPEEDS[2:8]:
        player.faster()
        assert player.speed == speed
        before = player.shown
        playing.passes(2)
        assert abs(player.shown - before - 2_000 * speed) < 150 * speed
        playing.agree()
    player.toggle()
    stood = player.shown
    playing.passes(5)
    assert player.shown == stood


async def test_the_slowest_and_the_fastest(day: Path) -> None:
    """Half as fast at the least; at the most some hundred records at a time, to the end, where it stands."""
    playing = await Playing(day).begun()
    player = playing.player
    player.faster(-9)
    assert player.speed == SPEEDS[0]
    player.faster(99)
    assert player.speed == inf
    player.toggle()
    player.tick()
    assert player.place == min(1 + AT_ONCE, len(player.tape))
    while player.playing:
        player.tick()
    assert player.place == len(player.tape)
    playing.agree()
    assert playing.news[-1].pace == 0.0
    player.toggle()
    assert (player.place, player.playing) == (1, True)


async def test_nothing_is_told_while_nothing_happens(day: Path) -> None:
    """At the meeting's own speed the clock of who shows it goes on by itself."""
    playing = await Playing(day, at="09:13:00").begun()
    playing.player.toggle()
    heard = len(playing.news)
    playing.passes(30)
    scene = playing.desk.scene()
    assert scene is not None
    assert len(playing.news) == heard
    assert abs(scene.now - playing.player.now) < 300


async def test_seeking_is_what_the_tape_holds(day: Path) -> None:
    """Back and forth, near and far, at record boundaries and between."""
    playing = await Playing(day).begun()
    player = playing.player
    last = len(player.tape)
    for place in (5, 6, 5, 300, last, 0, NEAR + 20, 2, last - 1):
        player.go(place)
        assert player.place == place
        playing.agree()
    for part in (0.0, 0.1, 0.5, 0.93, 1.0):
        player.seek_part(part)
        playing.agree()
    assert player.place == last
    player.go(-5)
    assert player.place == 0
    player.go(last + 5)
    assert player.place == last


async def test_jumps_and_steps(day: Path) -> None:
    """Seconds on and back within the log; one record on or back stands still."""
    playing = await Playing(day, at="9h10").begun()
    player = playing.player
    start = player.shown
    player.jump(10_000)
    assert player.shown == start + 10_000
    player.jump(-70_000)
    assert player.shown == start - 60_000
    player.toggle()
    place = player.place
    player.step(1)
    assert (player.place, player.playing) == (place + 1, False)
    player.step(-2)
    assert player.place == place - 1
    playing.agree()
    player.jump(-(10**10))
    assert player.shown == player.tape.shown(0)
    player.jump(10**10)
    assert player.place == len(player.tape)


async def test_beginnings_of_items_and_turns(day: Path) -> None:
    """One after the other; back from within one to its own beginning; beyond the last it stays."""
    playing = await Playing(day).begun()
    player = playing.player
    begun = []
    for _ in range(9):
        player.beside(player.course.item_places, 1)
        scene = playing.desk.scene()
        assert scene is not None
        begun.append(scene.meeting.running)
    assert begun == ["1", "2", "3", "4", "5", "6", "7", "8", "8"]
    player.step(1)
    player.beside(player.course.item_places, -1)
    player.beside(player.course.item_places, -1)
    scene = playing.desk.scene()
    assert scene is not None
    assert scene.meeting.running == "7"
    player.go(0)
    player.beside(player.course.turn_places, 1)
    scene = playing.desk.scene()
    assert scene is not None
    assert scene.meeting.speaking == "1"
    player.beside(player.course.turn_places, -1)
    assert player.place == player.course.turn_places[0]


async def test_idle_stretches_are_passed_over(day: Path) -> None:
    """Shortly before the next record it goes on, the night as well as the pauses; where it stands a moment is left to see it."""
    playing = await Playing(day, at="09:13:00").begun()
    player = playing.player
    player.skip_idle()
    player.toggle()
    playing.passes(0.5)
    coming = player.tape.shown(player.place + 1)
    assert 0 < coming - player.shown <= RUN_UP_MS
    night = next(place for place in range(2, len(player.tape)) if player.tape.shown(place + 1) - player.tape.shown(place) > 10**7)
    player.go(night)
    playing.passes(1)
    assert player.tape.shown(night + 1) - player.shown > IDLE_MS
    playing.passes(5)
    assert player.place > night
    playing.agree()


async def test_a_clock_put_forward_is_not_waited_for(tmp_path: Path) -> None:
    """Faces told another minute at once; so does the replay, and the next record comes when it came."""
    feed = papers_feed()
    feed.host(c.CorrectClock(90_000))
    feed.later(0.1)
    feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    playing = await Playing(write(feed, tmp_path)).begun()
    player = playing.player
    player.go(len(player.tape) - 1)
    assert player.shown == player.tape.at[-2] + 90_000
    player.toggle()
    playing.passes(7)
    assert player.place == len(player.tape)
    playing.agree()


async def test_a_clock_put_back_neither_runs_ahead_nor_skips(tmp_path: Path) -> None:
    """Faces told an earlier minute at once; the hub's clock went on, and every record comes when it came."""
    feed = papers_feed()
    feed.host(c.CorrectClock(-300_000))
    start = len(feed.records)
    for _ in range(5):
        feed.later(1)
        feed.host(c.AddTurnTime(feed.meeting.speaking, 60))
    playing = await Playing(write(feed, tmp_path)).begun()
    player = playing.player
    for place in range(start, start + 6):
        player.go(place)
        assert player.now == player.tape.at[place - 1]
        assert player.shown == player.now - 300_000
    player.go(start)
    player.toggle()
    playing.passes(7)
    assert player.place == start
    for _ in range(8):
        playing.passes(7)
    assert player.place == start + 1


async def test_where_to_begin(day: Path) -> None:
    """At a record, at a time; nonsense is refused."""
    assert (await Playing(day, at="#45").begun()).player.place == 45
    assert (await Playing(day, at="#99999").begun()).player.place == len((await Playing(day).begun()).player.tape)
    with pytest.raises(BadAt):
        await Playing(day, at="yesterday").begun()


async def test_a_log_without_records(tmp_path: Path) -> None:
    """It can be looked at, and nothing anybody does moves it."""
    feed = papers_feed()
    feed.records = []
    playing = await Playing(write(feed, tmp_path)).begun()
    player = playing.player
    for do in (player.toggle, player.tick, player.skip_idle, lambda: player.jump(10_000), lambda: player.step(1)):
        do()
    player.beside(player.course.item_places, 1)
    player.seek_part(0.7)
    assert player.place == 0
    playing.agree()


async def test_nothing_is_said_to_a_meeting(day: Path) -> None:
    """Commands are refused with a sentence, whatever they are."""
    playing = await Playing(day).begun()
    answer = await playing.player.send(c.OpenMeeting())
    assert isinstance(answer, No)
    assert "xem lại" in answer.text


async def test_a_log_that_grows_is_followed(tmp_path: Path) -> None:
    """Who stands at the end goes along; who looks back is left where he is, and sees that there is more."""
    feed = papers_feed()
    journal = create(feed, tmp_path)
    append(journal, feed.records[:500])
    playing = await Playing(tmp_path, follow=True).begun()
    player = playing.player
    assert (player.place, player.playing) == (500, True)
    append(journal, feed.records[500:505])
    player.look()
    assert player.place == 505
    playing.agree()
    playing.passes(30)
    assert playing.news[-1].pace == 1.0
    player.faster(9)
    append(journal, feed.records[505:510])
    player.look()
    assert (player.place, playing.news[-1].pace) == (510, 1.0)
    player.step(-100)
    append(journal, feed.records[510:])
    player.look()
    journal.release()
    head = playing.news[-1].playhead
    assert (head.place, head.length) == (410, len(feed.records))
    playing.agree()


async def test_following_runs_by_itself(tmp_path: Path) -> None:
    """Really: its own time, a journal that is written meanwhile."""
    feed = papers_feed()
    journal = create(feed, tmp_path)
    append(journal, feed.records[:520])
    player = Player(tmp_path, "vi", follow=True)
    heard: list[News] = []
    task = asyncio.create_task(player.run(heard.append))
    try:
        async with asyncio.timeout(30):
            while player.place < 520:
                await asyncio.sleep(0.01)
            append(journal, feed.records[520:530])
            while player.place < 530:
                await asyncio.sleep(0.01)
    finally:
        journal.release()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_standing_still_costs_nothing(day: Path) -> None:
    """Once everything can be searched, it only waits; a key is heard at once all the same."""
    player = Player(day, "vi")
    heard: list[News] = []
    task = asyncio.create_task(player.run(heard.append))
    try:
        async with asyncio.timeout(30):
            while not heard or not player.chronicle.ready:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            count, used = len(heard), process_time()
            await asyncio.sleep(0.5)
            assert len(heard) == count
            assert process_time() - used < 0.2
            player.toggle()
            while len(heard) == count:
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_the_log_may_be_named_by_its_file(day: Path) -> None:
    """As well as by its directory."""
    playing = await Playing(day / LOG).begun()
    assert len(playing.player.tape) > 600
