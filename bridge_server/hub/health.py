"""Whether the hub lives, whether it is ready, and its figures: pages for this machine only."""

import asyncio
import shutil
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

from bridge_server.meeting.author import ROLES

from .metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from .hub import Hub

Page = tuple[HTTPStatus, str, bytes]
JSON: Final = "application/json"
PATIENCE: Final = 1.0
"""Seconds that the oldest command may wait in a hub that is ready."""
ROOM: Final = 200 * 1024 * 1024
"""Bytes that must be free on the log's disk."""


def health(hub: "Hub") -> dict[str, Callable[[], Page]]:
    """The answers by path, with their figures bound to the hub."""
    watch, journal = hub.metrics.watch, hub.opened.journal
    for role in ROLES:
        watch(f"connections_{role}", f"Connections of the role {role}.", partial(count, hub, role))
    watch("durable_record", "The last record on the disk.", lambda: journal.head.n)
    watch("durable_bytes", "Bytes of the log on the disk.", lambda: journal.durable)
    watch("pending_commands", "Commands that wait for their answer.", lambda: hub.writer.pending)
    watch("unsent_bytes_max", "What waits for the slowest client.", lambda: max((peer.unsent for peer in hub.peers), default=0))
    watch("commit_seconds_p50", "Of the last thousand batches.", lambda: quantile(hub, 0.50))
    watch("commit_seconds_p99", "Of the last thousand batches.", lambda: quantile(hub, 0.99))
    return {
        "/livez": lambda: report(ok=True, facts={"loop_lag_s": round(hub.metrics.loop_lag, 3)}),
        "/readyz": lambda: ready(hub),
        "/metrics": lambda: (HTTPStatus.OK, CONTENT_TYPE, hub.metrics.page()),
    }


def count(hub: "Hub", role: str) -> int:
    """How many connections have the role."""
    return sum(peer.author.role == role for peer in hub.peers)


def quantile(hub: "Hub", share: float) -> float:
    """How long the disk takes, of the last batches."""
    seconds = sorted(hub.writer.commit_seconds)
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))] if seconds else 0.0


def ready(hub: "Hub") -> Page:
    """Whether commands are taken: the log is open, nothing has waited long, there is room, and the hub is not stopping."""
    waited = hub.writer.waited(asyncio.get_running_loop().time())
    free = shutil.disk_usage(hub.opened.log_path.parent).free
    facts: dict[str, object] = {
        "log": hub.writer.disk,
        "oldest_pending_s": round(waited, 3),
        "free_bytes": free,
        "stopping": hub.writer.stopping,
    }
    ok = hub.writer.disk == "open" and waited < PATIENCE and free > ROOM and not hub.writer.stopping
    return report(ok=ok, facts=facts)


def report(*, ok: bool, facts: dict[str, object]) -> Page:
    """A short JSON answer."""
    return HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE, JSON, orjson.dumps({"ok": ok, **facts}) + b"\n"
