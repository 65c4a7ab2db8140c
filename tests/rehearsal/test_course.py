"""How time passes: set by a script, or flowing beside it."""

import asyncio

import pytest

from bridge_server.hub.clock import FlowingClock, ScriptedClock
from bridge_server.rehearsal.course import Flowing, Scripted

pytestmark = pytest.mark.asyncio


async def test_a_flowing_clock_stands_until_it_flows() -> None:
    """Then it goes on so many times as fast as this machine's own time, and never jumps."""
    boot = [5_000]
    clock = FlowingClock(1_000_000, 10.0, lambda: boot[0])
    boot[0] += 700
    assert clock.now() == 1_000_000
    clock.flow()
    boot[0] += 50
    clock.flow()
    assert (clock.now(), clock.pace, clock.jumped()) == (1_000_500, 10.0, 0)


async def test_it_goes_ahead_and_never_back() -> None:
    """At one blow, whether it stands or flows."""
    boot = [0]
    clock = FlowingClock(1_000, 2.0, lambda: boot[0])
    clock.ahead(4_000)
    clock.ahead(3_000)
    assert clock.now() == 4_000
    clock.flow()
    boot[0] = 100
    clock.ahead(9_000)
    boot[0] = 200
    assert clock.now() == 9_200


async def test_a_script_sets_the_time() -> None:
    """An instant that has passed sets nothing."""
    course = Scripted(ScriptedClock(100))
    await course.reach(250)
    await course.reach(200)
    assert course.now() == 250


async def test_a_script_waits_for_time_that_flows() -> None:
    """What lies before the beginning is reached at once; the first later instant lets time flow."""
    course = Flowing(FlowingClock(0, 1_000.0), 60_000)
    await course.reach(59_000)
    assert (course.now(), course.begun.is_set()) == (59_000, False)
    async with asyncio.timeout(20):
        await course.reach(60_400)
    assert course.begun.is_set()
    assert course.now() >= 60_400
