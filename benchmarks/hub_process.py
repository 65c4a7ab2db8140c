"""A hub as `bridge-server serve` runs it, in a process of its own; with another disk, or one sync an event, for control."""

import asyncio
import sys
import time
from functools import partial
from pathlib import Path
from typing import Final

from bridge_server.hub import serve, writer
from bridge_server.hub.opening import open_session
from bridge_server.journal.disk import PosixDisk

SLOW: Final = 0.005
"""Seconds that a slow disk takes longer for each sync."""


class Unsynced(PosixDisk):
    """A disk that promises and does nothing."""

    def datasync(self, handle: int) -> None:
        """Nothing."""


class Slow(PosixDisk):
    """A disk like those of small machines."""

    def datasync(self, handle: int) -> None:
        """Later."""
        super().datasync(handle)
        time.sleep(SLOW)


def main(directory: Path, kind: str) -> int:
    """Serve on any port, and say which. `kind`: synced, unsynced, slow; `one-` before it decides and syncs one by one; `framed`
    is synced and frames once what goes to all."""
    if kind.startswith("one-"):
        setattr(writer, "BATCH", 1)  # noqa: B010 - a constant, and this process is the experiment
    disk = {"synced": PosixDisk, "unsynced": Unsynced, "slow": Slow, "framed": PosixDisk}[kind.removeprefix("one-")]()
    setattr(serve, "open_session", partial(open_session, disk=disk))  # noqa: B010

    def told(serving: serve.Serving) -> None:
        print(serving.url.rpartition(":")[2], flush=True)  # noqa: T201 - the answer to whoever started it

    return asyncio.run(serve.serve(directory, serve.Options(port=0, frame_once=kind == "framed"), told))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
