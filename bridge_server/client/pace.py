"""How fast one connection may say many things: a hub ends one that says more than 10 a second, after 20 at once."""

import asyncio
from typing import Final

AT_ONCE: Final = 8
"""Commands that go out without a wait; as many may just have gone out before."""
EVERY: Final = 0.15
"""Seconds between two commands after that."""


class Pace:
    """Asked before each of many commands."""

    def __init__(self) -> None:
        self._said = 0

    async def next(self) -> None:
        """Returns when the next one may go out."""
        if self._said >= AT_ONCE:
            await asyncio.sleep(EVERY)
        self._said += 1
