"""One hub in a process of its own: opened, served until a signal, stopped in order."""

import asyncio
import gc
import ipaddress
import logging
import os
import ssl
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any, Final

from bridge_server.journal import Ballast, Full, JournalError
from bridge_server.session import SessionError
from bridge_server.wire.codec import decode_client
from bridge_server.wire.hosts import on_this_machine
from bridge_server.words import Language

from .clock import HubClock, wall_ms
from .hub import Hub
from .limits import Limits, for_points
from .logs import open_log
from .notice import HubNotice, read_notice, remove_notice, write_notice
from .opening import current_rehearsal, only_hub, open_session
from .signals import stop_signal

HUB_LOG: Final = "hub.log"
RESERVE: Final = "reserve"
DISK: Final = 74
FILES_KEPT: Final = 64
"""File handles that are not connections."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. `port` None: the session's own."""

    host: str = "127.0.0.1"
    port: int | None = None
    public_url: str = ""
    cert: Path | None = None
    key: Path | None = None
    insecure_lan: bool = False
    rehearsal: bool = False
    proxies: tuple[str, ...] = ()
    frame_once: bool = False
    lang: Language = "vi"


@dataclass(frozen=True, slots=True)
class Serving:
    """A hub that serves, for whoever narrates it."""

    url: str
    public_url: str
    points: int
    records: int
    torn_bytes: int
    rehearsal: str
    reserve: bool
    """Whether there is room kept for closing the meeting on a full disk."""


def build_name() -> str:
    """Name and version of this program."""
    try:
        return f"diem-cau {version('diem-cau')}"
    except PackageNotFoundError:
        return "diem-cau"


def check_options(options: Options) -> None:
    """Raises `SessionError` for what must not be served, or cannot be."""
    if (options.cert is None) != (options.key is None):
        raise SessionError("cert-and-key")
    if not on_this_machine(options.host) and options.cert is None and not options.insecure_lan:
        raise SessionError("not-without-tls", host=options.host)
    for proxy in options.proxies:
        try:
            ipaddress.ip_address(proxy)
        except ValueError:
            raise SessionError("bad-proxy", address=proxy) from None


def tls_of(options: Options) -> ssl.SSLContext | None:
    """The TLS side, where a certificate is given. Raises `SessionError`."""
    if options.cert is None or options.key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(options.cert, options.key)
    except (OSError, ssl.SSLError) as wrong:
        raise SessionError("bad-cert", cert=str(options.cert), key=str(options.key), reason=str(wrong)) from None
    return context


def raise_file_limit() -> int:
    """Let this process have as many connections as the system allows; how many that is."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return Limits().connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = Limits().connections + FILES_KEPT
    goal = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < goal:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (goal, hard))
            soft = goal
    return wanted if soft == resource.RLIM_INFINITY else soft


async def serve(directory: Path, options: Options, told: Callable[[Serving], None], log_to: IO[str] | None = None) -> int:
    """Serve a session until SIGTERM or SIGINT; the exit code. `told` hears when it serves; `log_to` gets the hub's own log,
    otherwise a file in the directory.

    Raises `SessionError`, `JournalError` or `OSError` where it cannot start.
    """
    check_options(options)
    tls = tls_of(options)
    files = raise_file_limit()
    decode_client(b'{"type":"Sync","sent":0}')  # what reading frames needs is made before the first one comes
    with ExitStack() as stack:
        stack.enter_context(only_hub(directory))
        stream = log_to or stack.enter_context(open_private(directory / HUB_LOG))
        log = open_log(stream)
        rehearsal = current_rehearsal(directory) if options.rehearsal else None
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # it tells of every write to a line that broke
        opened = open_session(directory, wall_ms(), rehearsal=rehearsal)
        limits = for_points(len(opened.meeting.points))
        connections = max(1, min(limits.connections, files - FILES_KEPT))
        limits = replace(limits, connections=connections, frame_once=options.frame_once)
        ballast = Ballast(opened.log_path.with_name(RESERVE))
        try:
            ballast.reserve()
        except JournalError as wrong:
            log.warning("no-reserve", why=str(wrong), full=isinstance(wrong, Full))
        clock = HubClock(opened.meeting.at)
        hub = Hub(opened, clock, limits, log, lang=options.lang, build=build_name(), proxies=options.proxies, ballast=ballast)
        asyncio.get_running_loop().set_exception_handler(
            lambda _loop, context: log.error("defect", message=str(context.get("message")), error=repr(context.get("exception")))
        )
        if opened.journal.torn_bytes:
            log.warning("torn-tail", bytes=opened.journal.torn_bytes)
        before = read_notice(directory)
        settings = opened.settings
        port = settings.port if options.port is None else options.port
        if port == 0 and before is not None:
            port = before.port  # whoever was connected comes back to the same address
        public = options.public_url or settings.public_url
        stopped = stop_signal()
        try:
            await hub.start(options.host, port, tls, (public, *settings.also_urls))
        except BaseException:
            await hub.stop("start failed")
            raise
        url = local_url(options.host, hub.port, secure=tls is not None)
        folder = rehearsal.name if rehearsal is not None else ""
        write_notice(directory, HubNotice(os.getpid(), url, hub.port, build_name(), clock.now(), opened.journal.log, folder))
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 50, 1000)
        told(
            Serving(
                url, public or url, len(opened.meeting.points), opened.meeting.n, opened.journal.torn_bytes, folder, ballast.held
            )
        )
        return await until_stopped(hub, stopped, directory)


async def until_stopped(hub: Hub, stopped: "asyncio.Future[str]", directory: Path) -> int:
    """Run until a signal, then stop in order. Raises what the hub failed with."""
    running = asyncio.get_running_loop().create_task(hub.run())
    ends: list[asyncio.Future[Any]] = [running, stopped]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        with suppress(Exception):
            await hub.stop("defect")
        running.result()
    running.cancel()
    await hub.stop(stopped.result())
    remove_notice(directory)
    return DISK if hub.writer.disk == "frozen" else 0


def local_url(host: str, port: int, *, secure: bool) -> str:
    """Where this machine reaches the hub."""
    here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    scheme = "https" if secure else "http"
    return f"{scheme}://{f'[{here}]' if ':' in here else here}:{port}"


def open_private(path: Path) -> IO[str]:
    """A file to append to that only its owner reads."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(handle, "a", encoding="utf-8")
