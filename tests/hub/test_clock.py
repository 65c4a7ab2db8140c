"""The hub's clock: instants go on and durations hold, whatever somebody does to the machine's own clock."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge_server.hub.clock import NOTICEABLE, Clock, HubClock, ScriptedClock, boot_ms, wall_ms
from bridge_server.journal.replay import replay
from bridge_server.meeting import commands as c
from bridge_server.meeting.values import MINUTE

from .kit import TAN_THANH, make_session, running
from .test_writer import records_of

EIGHT = 1_717_117_200_000
SECOND, HOUR, DAY = 1_000, 60 * MINUTE, 1440 * MINUTE


class Machine:
    """A machine whose wall clock can be set; `passes` is real time, which its boot time follows even when it sleeps."""

    def __init__(self, wall: int = EIGHT, boot: int = 5_000) -> None:
        self.wall, self.boot = wall, boot

    def passes(self, milliseconds: int) -> None:
        """Time goes by."""
        self.wall += milliseconds
        self.boot += milliseconds

    def clock(self, last: int = 0) -> HubClock:
        """A hub's clock on this machine, behind a log whose last record is of the instant `last`."""
        return HubClock(last, wall=lambda: self.wall, boot=lambda: self.boot)


def test_it_begins_at_the_machines_time_and_goes_on_with_what_passes() -> None:
    """Nothing is told where nothing jumped."""
    machine = Machine()
    clock = machine.clock(EIGHT - HOUR)
    assert (clock.now(), clock.jumped()) == (EIGHT, 0)
    machine.passes(90 * SECOND)
    assert (clock.now(), clock.jumped()) == (EIGHT + 90 * SECOND, 0)


@pytest.mark.parametrize("jump", [-HOUR, DAY, -DAY, 3 * SECOND, -400 * DAY])
def test_a_wall_clock_that_is_set_changes_no_instant_and_is_told_once(jump: int) -> None:
    """With its sign: minus where it was set back."""
    machine = Machine()
    clock = machine.clock()
    machine.passes(MINUTE)
    machine.wall += jump
    machine.passes(MINUTE)
    assert clock.now() == EIGHT + 2 * MINUTE
    assert clock.jumped() == jump
    machine.passes(MINUTE)
    assert (clock.now(), clock.jumped()) == (EIGHT + 3 * MINUTE, 0)
    machine.wall -= jump
    assert clock.jumped() == -jump


def test_a_small_correction_is_not_told_and_a_drift_is_told_once_it_is_noticeable() -> None:
    """Up to two seconds are everyday life."""
    machine = Machine()
    clock = machine.clock()
    told = []
    for _ in range(50):
        machine.passes(MINUTE)
        machine.wall += 100
        told.append(clock.jumped())
    assert [one for one in told if one] == [2_100, 2_100]
    assert clock.now() == EIGHT + 50 * MINUTE


def test_a_machine_that_slept_lost_no_time() -> None:
    """Boot time runs through a suspend, and so does the meeting's clock; that is no jump."""
    machine = Machine()
    clock = machine.clock()
    machine.passes(2 * HOUR)
    assert (clock.now(), clock.jumped()) == (EIGHT + 2 * HOUR, 0)


@pytest.mark.parametrize("behind", [HOUR, 3 * SECOND])
def test_a_restart_with_a_late_wall_clock_goes_on_at_the_last_record(behind: int) -> None:
    """The jump is told: the log never goes back. Told once; a clock that is put right later is told again."""
    machine = Machine(EIGHT - behind)
    clock = machine.clock(EIGHT)
    assert clock.now() == EIGHT
    assert clock.jumped() == -behind
    machine.passes(MINUTE)
    assert (clock.now(), clock.jumped()) == (EIGHT + MINUTE, 0)
    machine.wall += behind
    assert clock.jumped() == behind


def test_a_restart_within_two_seconds_of_the_last_record_tells_nothing() -> None:
    """Somebody else's clock may have been a little ahead."""
    clock = Machine(EIGHT - NOTICEABLE).clock(EIGHT)
    assert (clock.now(), clock.jumped()) == (EIGHT, 0)


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 10 * DAY), st.integers(-DAY, DAY), st.booleans()), max_size=30),
    st.integers(-DAY, DAY),
)
def test_instants_never_go_back_and_jumps_add_up(steps: list[tuple[int, int, bool]], last: int) -> None:
    """Whatever is done to the wall clock: now = where it began + what passed, and what was told is how wrong it is."""
    machine = Machine()
    clock = machine.clock(EIGHT + last)
    begin, passed, told, before = clock.now(), 0, 0, 0
    assert begin == EIGHT + max(0, last)
    for real, set_by, asked in steps:
        machine.passes(real)
        passed += real
        machine.wall += set_by
        assert before <= clock.now() == begin + passed
        before = clock.now()
        told += clock.jumped() if asked else 0
    told += clock.jumped()
    assert abs(machine.wall - clock.now() - told) <= NOTICEABLE


def test_this_machines_clocks() -> None:
    """Both in milliseconds; boot time never goes back."""
    assert abs(wall_ms() - time.time() * 1000) < 60_000
    first = boot_ms()
    assert first <= boot_ms()
    assert HubClock().jumped() == 0


def test_a_scripted_clock_stands_until_it_is_set() -> None:
    """And is not set back."""
    clock: Clock = ScriptedClock(EIGHT)
    assert isinstance(clock, ScriptedClock)
    clock.set(EIGHT + MINUTE)
    assert (clock.now(), clock.now(), clock.jumped()) == (EIGHT + MINUTE, EIGHT + MINUTE, 0)
    with pytest.raises(ValueError, match="lies before"):
        clock.set(EIGHT)


def jumps(directory: Path) -> list[int]:
    """What the log says of jumps."""
    events = [event for record in records_of(directory) for event in record["events"]]
    return [event["milliseconds"] for event in events if event["type"] == "ClockJumped"]


def told_of(jump: int) -> Callable[[Any], bool]:
    """Whether a client was told of the record of that jump."""
    wanted = {"type": "ClockJumped", "milliseconds": jump}
    return lambda client: any(wanted in record["events"] for record in client.records)


@pytest.mark.asyncio
@pytest.mark.parametrize("jump", [-HOUR, DAY], ids=["back-an-hour", "forward-a-day"])
async def test_durations_hold_while_the_machines_clock_is_set(tmp_path: Path, jump: int) -> None:
    """Over real sockets: an item that runs for twelve minutes has run for twelve, and one record says by how much it jumped."""
    machine = Machine()
    directory = make_session(tmp_path / "hop")
    async with running(directory, clock=machine.clock()) as hub:
        host, point = await hub.join("host"), await hub.join(TAN_THANH)
        await host.accepted(c.OpenMeeting())
        started = await host.accepted(c.StartItem("1"))
        assert started.at == EIGHT
        machine.passes(5 * MINUTE)
        machine.wall += jump
        await host.until(told_of(jump))
        machine.passes(7 * MINUTE)
        added = await host.accepted(c.AddItemTime("1", 600, "thêm"))
        assert added.at == EIGHT + 12 * MINUTE
        floor = await point.floor(lambda frame: frame.n == added.n)
        assert floor.item is not None
        assert (floor.now, floor.item.elapsed_ms, floor.item.remaining_ms) == (added.at, 12 * MINUTE, 3 * MINUTE)
        ended = await host.accepted(c.EndItem("1"))
        assert hub.meeting.items["1"].runs[0].end == ended.at == EIGHT + 12 * MINUTE
    assert jumps(directory) == [jump]


@pytest.mark.asyncio
async def test_a_hub_that_comes_back_with_a_late_clock_goes_on_where_it_was(tmp_path: Path) -> None:
    """A dead battery puts the machine into 1970: instants go on from the last record, and the log says that it jumped."""
    machine = Machine()
    directory = make_session(tmp_path / "hop")
    async with running(directory, clock=machine.clock()) as hub:
        host = await hub.join("host")
        await host.accepted(c.OpenMeeting())
        await host.accepted(c.StartItem("1"))
        machine.passes(3 * MINUTE)
    last = replay(directory)[0].meeting.at
    assert last == EIGHT + 3 * MINUTE
    machine = Machine(wall=DAY, boot=0)
    async with running(directory, clock=machine.clock(last)) as hub:
        host = await hub.join("host")
        await host.until(told_of(DAY - last))
        machine.passes(2 * MINUTE)
        answer = await host.accepted(c.EndItem("1"))
        assert answer.at == EIGHT + 5 * MINUTE
        assert hub.meeting.items["1"].runs[0].end == EIGHT + 5 * MINUTE
    assert jumps(directory) == [DAY - last]
    instants = [record["at"] for record in records_of(directory)]
    assert instants == sorted(instants)


@pytest.mark.asyncio
async def test_a_client_learns_how_far_its_clock_is_off(tmp_path: Path) -> None:
    """`Sync` answers with the hub's own clock, also where that is not the machine's."""
    machine = Machine(wall=DAY)
    async with running(make_session(tmp_path / "hop"), clock=machine.clock(EIGHT)) as hub:
        point = await hub.join(TAN_THANH)
        assert point.connection.welcome.now == EIGHT
        machine.passes(MINUTE)
        offset, trip = await point.connection.sync()
        assert abs(offset + time.monotonic() * 1000 - EIGHT - MINUTE) <= trip + 10_000
