"""Who may say what, over real sockets: a role is fixed when somebody is let in, and nothing said later changes it."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import orjson
import pytest
import pytest_asyncio

from bridge_server.hub.codes import ROLES, holders
from bridge_server.meeting import Author, Command, Role
from bridge_server.meeting import commands as c
from bridge_server.wire.codec import decode_command, encode
from bridge_server.wire.errors import WireError

from ..meeting.kit import item, plan
from ..meeting.random_commands import BY_NAME, fill
from ..meeting.test_permissions import FOR_A_CHILD, NAMES_A_POINT, TABLE
from .kit import TAM_KY, TAN_THANH, THANG_BINH, Running
from .test_security_kit import exposed, opened, welcomed

pytestmark = pytest.mark.asyncio(loop_scope="module")

LET_IN: Final[tuple[Role, ...]] = ("screen", "mirror", "point", "secretary", "host")
"""Everybody with a code; the host last, whose commands change the most."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One hub for all of these."""
    async with exposed(tmp_path_factory.mktemp("roles") / "hop") as running:
        yield running


def about(hub: Running, name: str, by: Author, point: str) -> Command:
    """A command of that name about that point, as far as it names one: one that can be read, fits into a message, and does not
    revoke the code of whoever still has to speak."""
    if name == "SetAgenda":
        return c.SetAgenda(plan(item("1", 5)))
    if name == "RevokeCode":
        return c.RevokeCode("mirror")
    for seed in range(100):
        command = fill(BY_NAME[name], hub.meeting, hub.hub.clock.now(), by, Random(seed))
        if hasattr(command, "point"):
            object.__setattr__(command, "point", point)
        if hasattr(command, "turn"):
            object.__setattr__(command, "turn", "zz")
        with suppress(WireError):
            return decode_command(encode(command))
    raise AssertionError(name)


async def test_the_table_knows_every_command_and_everybody_with_a_code(hub: Running) -> None:
    """No role and no command is forgotten here; and there is no code for the hub itself."""
    said = {name for names in TABLE.values() for name in names.split()}
    assert said == set(BY_NAME)
    assert set(LET_IN) == {holder.role for holder in holders(hub.meeting.roster)} == set(TABLE) - {"hub"}
    assert set(ROLES) == set(LET_IN) - {"point"}


@pytest.mark.parametrize("role", LET_IN)
async def test_a_role_is_refused_exactly_what_it_may_not_say(hub: Running, role: Role) -> None:
    """Every command there is, said on one connection: those outside its row are `not-allowed`, no other is."""
    by = Author(role, TAM_KY if role == "point" else "")
    refused = set()
    async with welcomed(hub, TAM_KY if role == "point" else role) as raw:
        for name in BY_NAME:
            answer = await raw.ask(about(hub, name, by, TAM_KY))
            if answer["type"] == "Rejected" and answer["code"] == "not-allowed":
                refused.add(name)
            else:
                assert answer.get("code") not in ("bad-message", "internal", "not-your-point"), (name, answer)
    assert refused == set(BY_NAME) - set(TABLE[role].split())


async def test_what_a_role_may_not_say_leaves_no_trace(hub: Running) -> None:
    """A screen and a mirror may say nothing at all: the log does not move, whatever they try."""
    for role in ("screen", "mirror"):
        async with welcomed(hub, role) as raw:
            before = hub.meeting.n
            for name in BY_NAME:
                assert (await raw.ask(about(hub, name, Author("screen"), TAM_KY)))["code"] == "not-allowed"
            assert hub.meeting.n == before


@pytest.mark.parametrize("name", NAMES_A_POINT.split())
async def test_a_point_speaks_for_itself_and_on_the_roll_for_its_children(hub: Running, name: str) -> None:
    """Not for another district, its parent, the hall, or a point that does not exist."""
    by, mine = Author("point", TAM_KY), FOR_A_CHILD.split()
    async with welcomed(hub, TAM_KY) as raw:
        for point in (THANG_BINH, hub.meeting.agenda.hall, "20791", "zz", TAN_THANH):
            answer = await raw.ask(about(hub, name, by, point))
            foreign = answer["type"] == "Rejected" and answer["code"] == "not-your-point"
            assert foreign != (point == TAN_THANH and name in mine), (point, answer)
    async with welcomed(hub, TAN_THANH) as raw:
        assert (await raw.ask(about(hub, name, Author("point", TAN_THANH), TAM_KY)))["code"] == "not-your-point"


async def test_another_points_turn_is_not_ones_own(tmp_path: Path) -> None:
    """Whoever guesses the id of a turn can neither withdraw it nor say that it is ready."""
    async with exposed(tmp_path / "hop") as hub:
        host, asker = await hub.join("host"), await hub.join(TAN_THANH)
        await host.accepted(c.OpenMeeting())
        await asker.accepted(c.Ask(TAN_THANH))
        turn = (await asker.mine(lambda mine: bool(mine.turns))).turns[0]
        async with welcomed(hub, THANG_BINH) as raw, welcomed(hub, TAM_KY) as parent:
            for other in (raw, parent):
                assert (await other.ask(c.Withdraw(turn.id)))["code"] == "not-your-point"
                assert (await other.ask(c.Ready(turn.id, hub.hub.clock.now())))["code"] == "not-your-point"
        assert hub.meeting.turns[turn.id].state == "waiting"


@pytest.mark.parametrize(
    "more", [{"by": "host"}, {"author": "host"}, {"role": "host"}, {"scope": "host"}, {"device": "@host"}, {"code": "x"}]
)
async def test_nobody_says_who_he_is_in_a_command(hub: Running, more: dict[str, str]) -> None:
    """A field that claims another author is no field: the whole message is refused."""
    async with welcomed(hub, TAM_KY) as raw:
        raw.say({"type": "Send", "id": "0123456789", "command": {"type": "OpenMeeting"}, **more})
        assert (await raw.message("Rejected"))["code"] == "bad-message"
        raw.say({"type": "Send", "id": "0123456789", "command": {"type": "OpenMeeting", **more}})
        assert (await raw.message("Rejected"))["code"] == "bad-message"


@pytest.mark.parametrize("device", ["host", "@host", "x@host", ":502", "host:502@", "hub", "\u202ehost", "a\nhost"])
async def test_a_devices_name_does_not_make_anybody_else_of_its_point(hub: Running, device: str) -> None:
    """Whatever it is called: its records are those of its point, and it may say what its point may say."""
    async with welcomed(hub, TAM_KY, device=device) as raw:
        assert (await raw.ask(c.EndItem("1")))["code"] == "not-allowed"
        n = (await raw.ask(c.RecordCall(TAM_KY, "called")))["n"]
        last = next(line for line in hub.opened.log_path.read_bytes().splitlines() if line.startswith(b'{"n":%d,' % n))
        by = orjson.loads(last)["by"]
        assert by == f"point:{TAM_KY}" or by.startswith(f"point:{TAM_KY}@")
        assert by.isprintable()


async def test_an_answer_goes_to_whoever_asked(hub: Running) -> None:
    """The same id of another point is another command: ids are each author's own, and nobody learns from a foreign answer."""
    async with welcomed(hub, TAM_KY) as first, welcomed(hub, THANG_BINH) as second:
        one = await first.ask(c.RecordCall(TAM_KY, "called"), "shared-identifier")
        two = await second.ask(c.RecordCall(THANG_BINH, "promised"), "shared-identifier")
        again = await first.ask(c.RecordCall(TAM_KY, "no_answer"), "shared-identifier")
        assert one["n"] < two["n"]
        assert again["n"] == one["n"]


@pytest.mark.parametrize("role", LET_IN)
async def test_who_gets_the_log(hub: Running, role: Role) -> None:
    """Host, secretary and mirror; a point or a screen that asks for it with a position gets none of it."""
    position = {"log": hub.opened.journal.log, "n": 1, "h": "0" * 16}
    async with opened(hub.hub.port) as raw:
        raw.hello(hub.code(TAM_KY if role == "point" else role), position=position)
        assert (await raw.message())["type"] == "Welcome"
        raw.say({"type": "Received", "n": 1})
        raw.say({"type": "Sync", "sent": 1})
        seen = set()
        while "Synced" not in seen or (role in ("host", "secretary", "mirror") and "Records" not in seen):
            seen.add((await raw.message())["type"])
        assert ("Records" in seen) == (role in ("host", "secretary", "mirror"))
        assert ("Contacts" in seen) is False
        assert ("Floor" in seen) == (role in ("point", "screen"))
        assert ("Mine" in seen) == (role == "point")
