"""The meeting is pure: it can be imported where nothing of the rest is."""

import subprocess
import sys

OUTSIDERS = ("pydantic", "asyncio", "orjson", "typer", "textual", "websockets", "socket", "bridge_server.wire")


def test_the_meeting_loads_nothing_of_the_outside() -> None:
    """A fresh interpreter that imports the meeting has loaded none of the libraries around it."""
    code = f"import bridge_server.meeting, sys; print(sorted(set({OUTSIDERS!r}) & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"
