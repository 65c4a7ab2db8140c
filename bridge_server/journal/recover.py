"""Opening a log to write: scan it, set a torn tail aside, cut it, sync, and only then let anybody append."""

import contextlib
from collections import deque
from pathlib import Path

from bridge_server.journal.disk import Disk
from bridge_server.journal.files import create, guarded, syncing
from bridge_server.journal.reader import Log


def recover(disk: Disk, path: Path) -> tuple[int, Log]:
    """A handle that appends behind the last sound line, and the scanned log; `torn_bytes` says what was cut.

    The caller holds the lock. Everything the log says is durable on return, also what nobody had been promised. Raises what
    `Log` raises, `Full` (no room to keep the torn tail), `Frozen` (a failed sync) or `DiskRefused`; nothing is cut then
    that was not kept.
    """
    log = Log(path, disk)
    deque(log.records(), maxlen=0)
    if log.torn_bytes:
        _keep(disk, log)
    with guarded(path):
        handle = disk.open(path, "append")
    try:
        if log.torn_bytes:
            with guarded(path):
                disk.truncate(handle, log.end)
        with syncing(path):
            disk.datasync(handle)
            disk.sync_directory(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.close(handle)
        raise
    return handle, log


def _keep(disk: Disk, log: Log) -> None:
    """Copy the torn tail to `.torn`, `.torn.2` and so on, durably; nothing that is there is written over."""
    path = log.path
    with guarded(path):
        taken = set(disk.names(path.parent))
        with disk.reader(path) as file:
            file.seek(log.end)
            tail = file.read()
    name = torn = f"{path.name}.torn"
    count = 1
    while name in taken:
        count += 1
        name = f"{torn}.{count}"
    create(disk, path.with_name(name), [tail])
    with syncing(path):
        disk.sync_directory(path.parent)
