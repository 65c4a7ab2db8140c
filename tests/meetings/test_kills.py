"""A hub that is killed loses nothing that it has acknowledged."""

import sys

import pytest

from benchmarks import kills


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_three_kills_under_260_clients_lose_nothing() -> None:
    """Whole hub processes, real sockets; what the clients kept against the raw file."""
    outcome = kills.run(3)
    assert outcome.acknowledged > 500
    assert (outcome.lost, outcome.twice) == (0, 0)
