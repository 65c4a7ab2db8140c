"""What goes on beside a connection to a hub as long as it is kept up: records are confirmed, and the hub's clock is looked at."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bridge_server.client.ends import Lost, OutOfReach, TurnedAway
from bridge_server.client.following import Following
from bridge_server.client.steady import HOST_PATIENCE, Backoff, Steady

BACKOFF: Final = Backoff(0.3, 5.0)
ASKED_EVERY: Final = 2.0
"""Seconds between two looks at the hub's clock: also how a hub that has fallen silent is noticed."""
Took = Callable[[int, float, int], None]
"""Hears the hub's instant (ms), the loop's time at which it was that (s), and the way there and back (ms)."""


async def keep_up(steady: Steady, following: Following, arrived: asyncio.Event, every: float, took: Took) -> None:
    """Keep the connection, and do the rest beside it. `arrived` is set when records came. Raises what `steady.run` raises."""
    beside = [
        asyncio.ensure_future(ask_the_time(steady, every, took)),
        asyncio.ensure_future(confirm(steady, following, arrived)),
    ]
    try:
        await steady.run()
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def confirm(steady: Steady, following: Following, arrived: asyncio.Event) -> None:
    """Let the hub send more."""
    while True:
        await arrived.wait()
        arrived.clear()
        connection = steady.connection
        if connection is not None:
            with suppress(Lost, TurnedAway):
                await connection.confirm(following.n)


async def ask_the_time(steady: Steady, every: float, took: Took) -> None:
    """Look at the hub's clock now and then."""
    loop = asyncio.get_running_loop()
    while True:
        connection = steady.connection
        if connection is not None and connection.open:
            with suppress(Lost, TurnedAway, TimeoutError, OutOfReach):
                offset, trip = await connection.sync(HOST_PATIENCE)
                at = loop.time()
                took(offset + round(at * 1000), at, trip)
        await asyncio.sleep(every)
