"""What all tests of the pages share."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from .screen_kit import chromium


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of a file."""
    async with chromium() as found:
        yield found
