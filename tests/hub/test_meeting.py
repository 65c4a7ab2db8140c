"""A meeting over real sockets: who gets what, and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from bridge_server.meeting.commands import Ask, CheckIn, GiveFloor, OpenMeeting, Ready, SetAgenda, Standby, StartItem
from bridge_server.wire.codec import encode
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Send
from bridge_server.wire.roll_frames import Children, Counts

from .kit import FAST, TAM_KY, TAN_THANH, make_session, running

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("frame_once", [False, True])
async def test_a_point_checks_in_asks_and_is_heard(tmp_path: Path, frame_once: bool) -> None:
    """From the check-in to the floor, as the point, its parent, the host and a screen see it, however frames are made."""
    async with running(make_session(tmp_path / "hop"), limits=replace(FAST, frame_once=frame_once)) as hub:
        point, parent, host, screen = [await hub.join(one) for one in (TAN_THANH, TAM_KY, "host", "screen")]
        assert (await point.mine()).check_in is None
        await point.accepted(CheckIn(TAN_THANH, total=9))
        assert (await point.mine(lambda mine: mine.check_in is not None)).checked_in_at is not None
        rows = await parent.frame(Children, lambda frame: any(row.check_in and row.check_in.total == 9 for row in frame.rows))
        assert len(rows.rows) == 13
        await host.accepted(OpenMeeting())
        await host.accepted(StartItem("1"))
        await host.accepted(StartItem("7", after="1"))
        asked = await point.accepted(Ask(TAN_THANH, item="7"))
        turn = (await point.mine(lambda mine: bool(mine.turns))).turns[0]
        assert turn.ahead == 0
        await host.accepted(Standby(turn.id))
        called = (await point.mine(lambda mine: any(one.standby_at for one in mine.turns))).turns[0]
        assert called.standby_at is not None
        await point.accepted(Ready(turn.id, called.standby_at))
        await host.accepted(GiveFloor(turn.id))
        floor = await screen.floor(lambda floor: floor.speaking is not None)
        assert floor.speaking is not None
        assert floor.speaking.point == TAN_THANH
        assert (await host.record(asked.n))["events"][0]["type"] == "RequestMade"
        assert (await screen.frame(Counts, lambda frame: frame.tiers[-1].reported == 1)).lines_up == 2


async def test_a_host_replaces_the_whole_agenda_before_the_opening(tmp_path: Path) -> None:
    """The real one, larger than what anybody else may send, comes through the same socket."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = await hub.join("host")
        agenda = replace(hub.meeting.agenda, title="Hội nghị đổi tên")
        await host.accepted(SetAgenda(agenda))
        assert hub.meeting.agenda.title == "Hội nghị đổi tên"
        assert len(encode(Send("id-12345678", SetAgenda(agenda)))) > 16 * 1024
        secretary = await hub.join("secretary")
        with pytest.raises(WireError):
            await secretary.ask(SetAgenda(agenda))
