"""A flood from outside does not fill the disk through the hub's own log."""

from io import StringIO

import orjson
import pytest
import structlog

from bridge_server.hub.logs import Sparing, open_log


def test_a_flood_is_counted_and_mostly_not_written() -> None:
    """What the hub itself has to say is never left out."""
    stream = StringIO()
    log = open_log(stream)
    for _ in range(5_000):
        log.warning("wrong-code", address="203.0.113.7")
    log.error("log-full")
    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    assert 100 <= len(lines) < 1_000
    assert lines[-1]["event"] == "log-full"


def test_the_next_line_says_how_many_were_left_out() -> None:
    """Two at once, one a second."""
    now = [0.0]
    sparing = Sparing(1.0, 2, lambda: now[0])
    for _ in range(2):
        assert "unsaid" not in sparing(None, "", {"event": "library"})
    for _ in range(3):
        with pytest.raises(structlog.DropEvent):
            sparing(None, "", {"event": "library"})
    now[0] = 1.0
    assert sparing(None, "", {"event": "library"})["unsaid"] == 3
