"""A seat says what the script wants said; what the hub answers otherwise ends the rehearsal with the hub's own sentence."""

from pathlib import Path

import pytest

from bridge_server.hub.codes import Holder
from bridge_server.meeting.commands import Ask, CheckIn, EndItem, OpenMeeting, StartItem
from bridge_server.rehearsal.halted import Halted
from bridge_server.rehearsal.seat import Console, Seat, Tally
from tests.hub.kit import TAN_THANH, make_session, running

pytestmark = pytest.mark.asyncio


async def test_an_unexpected_answer_ends_it_loudly(tmp_path: Path) -> None:
    """Refused where it had to be accepted, accepted where it had to be refused, refused for another reason."""
    async with running(make_session(tmp_path / "hop")) as hub:
        host = Console(Holder("host"), "Điều phối", hub.url, hub.code("host"), Tally())
        await host.join()
        with pytest.raises(Halted) as no:
            await host.say(EndItem("1"))
        assert (no.value.code, no.value.facts["answer"]) == ("refused", "not-open")
        assert "hội nghị đang họp" in str(no.value.facts["text"])
        with pytest.raises(Halted) as yes:
            await host.refused(OpenMeeting(), "already-open")
        assert yes.value.code == "not-refused"
        with pytest.raises(Halted) as other:
            await host.refused(StartItem("99"), "already-open")
        assert other.value.facts["answer"] == "unknown-item"
        assert len(host.tally.kept) == 1


async def test_an_answer_that_is_lost_is_asked_for_again(tmp_path: Path) -> None:
    """With the same id: one record, whether the first try arrived or not."""
    async with running(make_session(tmp_path / "hop")) as hub:
        tally = Tally()
        point = Seat(Holder("point", TAN_THANH), "", hub.url, hub.code(TAN_THANH), tally)
        await point.join()
        answer = await point.lose_answer(CheckIn(TAN_THANH, total=9))
        assert hub.meeting.n == answer.n
        assert {one.n for one in tally.kept} == {answer.n}
        assert point.connected


async def test_a_line_that_is_gone_says_nothing(tmp_path: Path) -> None:
    """Neither one that was cut, nor one that was never there; a wrong code does not get in."""
    async with running(make_session(tmp_path / "hop")) as hub:
        point = Seat(Holder("point", TAN_THANH), "", hub.url, hub.code(TAN_THANH), Tally())
        with pytest.raises(Halted, match="not-connected"):
            await point.say(Ask(TAN_THANH))
        await point.join()
        point.cut()
        assert not point.connected
        stranger = Seat(Holder("point", TAN_THANH), "", hub.url, "BCGH-234-KLMN-567", Tally())
        with pytest.raises(Halted, match="no-way-in"):
            await stranger.join()
