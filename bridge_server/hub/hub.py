"""The hub: owns the sockets, the clock and the secret. It lets people in, hands their commands to the one writer, and tells
everybody what was kept.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request

from bridge_server.journal import Ballast, JournalError, Stuck
from bridge_server.meeting import HUB
from bridge_server.meeting import commands as c
from bridge_server.meeting import events as e
from bridge_server.wire.codec import LARGEST_HOST, decode_client, encode
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import VERSION, ClientFrame, Close, Hello, Received, Send, Sync, Synced, Tick, Trouble, Welcome
from bridge_server.wire.messages import not_text
from bridge_server.words import LANGUAGES, Language, say

from . import answers
from .clock import Clock
from .codes import Holder
from .consoles import Consoles, Reader
from .devices import Devices
from .doorway import Doorway
from .gate import Gate
from .greeting import told_id
from .health import health
from .http import Front
from .limits import Limits
from .line import Line, listener
from .logs import Log, library_logger
from .metrics import Metrics
from .opening import Opened
from .origins import origins_of
from .peer import Peer, tell
from .pings import Pings
from .presence import Presence
from .publisher import Publisher
from .screen_text import ScreenTexts, shown
from .site import Site
from .statements import Statements
from .writer import Accepted, Answer, Committed, DiskState, Writer

SEEN = Request("", Headers())
"""Stands for every request that was looked at."""
READERS = ("host", "secretary", "mirror")
"""Roles that get the log itself."""


class Hub:
    """One session served. `start`, then `run` for as long as it lives, then `stop`; everything happens in one event loop."""

    def __init__(
        self,
        opened: Opened,
        clock: Clock,
        limits: Limits,
        log: Log,
        *,
        lang: Language = "vi",
        build: str = "",
        proxies: Iterable[str] = (),
        ballast: Ballast | None = None,
    ) -> None:
        self.opened = opened
        self.meeting = opened.meeting
        self.clock = clock
        self.limits = limits
        self.metrics = Metrics()
        self.peers: set[Peer] = set()
        self.port = 0
        self._log = log
        self._lang: Language = lang
        self._build = build
        self._proxies = tuple(proxies)
        self._ballast = ballast
        self._gate = Gate(opened.secret, opened.settings.session, self.meeting, opened.generations if opened.rehearsal else None)
        self._doorway = Doorway(self._gate, limits, self.metrics, log)
        self._devices = Devices(limits)
        self._pings = Pings(limits.ping, lambda peer: self._close(peer, Close.NO_PONG, "no pong"))
        self._server: Server | None = None
        self.presence = Presence(limits.lost, limits.grace, opened.before, clock.now())
        self.publisher = Publisher(self.meeting, clock, limits, self.presence, opened.contacts)
        self.consoles = Consoles(opened.segments, opened.journal.durable, self.meeting.n, limits, self._unreadable_log)
        self.writer = Writer(
            self.meeting, opened.journal, clock, log, opened.instants, self._published, self._disk_changed, ballast,
            opened.log_path,
        )  # fmt: skip
        self._started = False
        self._writing: asyncio.Task[None] | None = None
        self._sealed_n = self.meeting.n
        self._head = opened.journal.head
        """The last record that was published: the journal's own may be ahead of it."""
        self._caring: asyncio.Task[None] | None = None
        self._statements = Statements(self.writer, self.presence)
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Fails when the hub cannot go on: a defect in what everything hangs on."""

    # --- life ---

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None = None, urls: Iterable[str] = ()) -> None:
        """Say in the log that the hub serves, and listen. Raises `OSError` where the address is taken, `JournalError` where the
        log does not take the first record."""
        self._writing = asyncio.get_running_loop().create_task(self.writer.run())
        self._writing.add_done_callback(self._writer_ended)
        bound = listener(host, port)
        self.port = bound.getsockname()[1]
        try:
            await self.say(c.StartHub(self._build))
        except BaseException:
            bound.close()
            raise
        self._started = True
        urls = tuple(urls)
        names = {"localhost", "127.0.0.1", "::1", socket.gethostname(), host}
        front = Front(
            origins=origins_of(urls, tls is not None, self.port, names),
            secure=tls is not None,
            proxies=self._proxies,
            crowded=self._crowded,
            health=health(self),
            site=Site(self._lang, urls),
            screen_text=ScreenTexts(self._doorway, self._lang, partial(shown, self)),
        )
        self._front = front
        self._server = await serve(
            self._connected,
            sock=bound,
            ssl=tls,
            create_connection=Line,
            compression=None,
            process_request=front,
            server_header=None,
            open_timeout=self.limits.hello,
            ping_interval=None,  # the library keeps a task for each connection; `Pings` asks one after the other
            close_timeout=self.limits.linger,
            max_size=self.limits.message,
            logger=library_logger(self._log),
            backlog=self.limits.backlog,
        )
        self._log.info("serving", port=self.port, n=self.meeting.n, points=len(self.meeting.points), build=self._build)

    async def run(self) -> None:
        """Look after everything that only time brings about, until cancelled; raises what the hub failed with."""
        loop = asyncio.get_running_loop()
        next_tick, due = loop.time() + self.limits.tick, loop.time() + 1.0
        while True:
            await asyncio.wait([self.failed], timeout=max(0.0, due - loop.time()))
            if self.failed.done():
                self.failed.result()
            now = loop.time()
            self.metrics.loop_lag = max(0.0, now - due)
            due = max(due + 1.0, now)
            self.sweep()
            self._close_slow(now)
            self._pings.ask_due(self.peers, now)
            if self._caring is None or self._caring.done():  # a disk that hangs must not stop the clock
                self._caring = loop.create_task(self._look_after_disk(now))
            if now >= next_tick:
                next_tick = now + self.limits.tick
                self._tick()

    async def stop(self, reason: str) -> bool:
        """Refuse what comes from now on, finish what is queued, say so in the log, and close every connection for a restart.

        Returns whether the log ends in order.
        """
        self.writer.stopping = True
        self._log.info("stopping", reason=reason, connections=len(self.peers))
        if self._started and self._writing is not None and not self._writing.done():
            with suppress(TimeoutError, JournalError):
                async with asyncio.timeout(self.limits.drain):
                    await self.say(c.StopHub(reason))
        self.publisher.close()
        if self._server is not None:
            self._server.close(code=Close.RESTART, reason="restart")
            with suppress(TimeoutError):
                async with asyncio.timeout(min(self.limits.drain, 2 * self.limits.linger + 0.5 + len(self.peers) / 1000)):
                    await self._server.wait_closed()
            for connection in tuple(self._server.all_connections):  # who said goodbye and stays, or does not answer
                connection.transport.abort()
        self.consoles.close()
        self._pings.close()
        for task in (self._writing, self._caring):
            if task is not None:
                task.cancel()
        try:
            whole = await asyncio.to_thread(self.opened.journal.close, self.clock.now(), self.limits.drain)
        except Stuck:
            whole = False
        if self._ballast is not None:
            with suppress(JournalError):
                self._ballast.release()
        self._log.info("stopped", n=self.meeting.n, whole=whole)
        return whole and self.writer.disk != "frozen"

    async def say(self, command: c.Command) -> Accepted:
        """A statement of the hub itself, kept. Raises `JournalError` where the disk does not take it."""
        answered = self.writer.ask(HUB, "", command)
        waited: list[asyncio.Future[Any]] = [answered, self.failed]
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if not answered.done():
            self.failed.result()  # raises: whoever would answer is gone
        answer = answered.result()
        if not isinstance(answer, Accepted):
            code = answer.code if answer.code in ("full", "frozen") else "closed"
            raise JournalError(code, path=self.opened.log_path, why=answer.code)
        return answer

    def sweep(self) -> None:
        """What the meeting's clock brings about: pages that are lost from now on, a jump of the machine's clock."""
        for point in self.presence.due(self.clock.now()):
            self._statements.make(c.RecordLine(point, up=False))
        jump = self.clock.jumped()
        if jump:
            self._log.warning("clock-jumped", milliseconds=jump)
            self._statements.make(c.ReportClockJump(jump))

    # --- connections ---

    async def _connected(self, connection: ServerConnection) -> None:
        """One connection from its opening to its end."""
        assert connection.request is not None
        address = self._front.address(connection, connection.request)
        connection.request, connection.response = SEEN, None  # two kilobytes of headers that nobody asks for any more
        hello = await self._doorway.greeted(connection, address)
        if hello is None:
            return
        author, frame = hello
        reader = None
        if author.role in READERS:
            reader = await asyncio.to_thread(self.consoles.place, frame.position)
            if self._gate.admit(frame.code) is None:  # revoked while its place was looked for
                await self._doorway.turn_away(connection, Close.REVOKED, "revoked")
                return
        now = asyncio.get_running_loop().time()
        lang: Language = next((one for one in LANGUAGES if one == frame.lang), self._lang)
        peer = Peer(
            connection, author, lang, self._devices.bucket(author, now), now, self._gate.generation(author), visit=frame.visit
        )
        if author.role == "host":
            connection.protocol.max_message_size = LARGEST_HOST  # a whole agenda fits
        resuming = frame.position is not None
        del hello, author, frame  # this frame lives as long as the connection, and there may be very many
        try:
            self._pings.join(peer, now)
            self._join(peer, reader, resuming=resuming)
            while True:
                self._heard(peer, await connection.recv())
        except ConnectionClosed:
            pass
        finally:
            self._leave(peer)

    def _join(self, peer: Peer, reader: Reader | None, *, resuming: bool) -> None:
        author = peer.author
        for stale in self._devices.join(peer):
            self._close(stale, Close.REPLACED, "replaced")
        self.peers.add(peer)
        if author.role == "point" and not peer.visit:
            self.presence.came(author.point)
        self.metrics.admitted.labels(author.role).inc()
        peer.send(
            Welcome(
                VERSION, self.opened.settings.session, self.opened.journal.log, author.role, author.point, self.clock.now(),
                self.opened.rehearsal, reader is not None, self._build, round(self.limits.tick * 1000),
                self.opened.demonstration, self.clock.pace,
            )
        )  # fmt: skip
        if author.role == "point" and not peer.visit:
            self._statements.make(c.RecordLine(author.point, up=True))
        if author.role in READERS:
            self.metrics.resumes.labels("resumed" if reader is not None else "again" if resuming else "first").inc()
            if author.role != "mirror":
                for frame in self.publisher.contacts():
                    peer.send(frame)
            self.consoles.join(peer, reader)
        else:
            self.publisher.join(peer)
        if self.writer.disk != "open":
            peer.send(self._trouble(self.writer.disk, peer.lang))

    def _leave(self, peer: Peer) -> None:
        if peer not in self.peers:
            return
        self.peers.remove(peer)
        self._devices.leave(peer)
        if peer.author.role == "point" and not peer.visit:
            self.presence.went(peer.author.point, self.clock.now())
        self.consoles.leave(peer)
        self.publisher.leave(peer)

    def _close(self, peer: Peer, code: Close, reason: str) -> None:
        if peer.closing is None:
            self.metrics.closed.labels(str(int(code))).inc()
            self._log.info("closed", by=peer.author.scope, code=int(code), reason=reason)
            peer.close(code, reason, self.limits.linger)

    def _crowded(self, address: str) -> bool:
        server = self._server
        full = server is not None and len(server.all_connections) > self.limits.connections
        return full or self._doorway.crowded(address)

    # --- what clients say ---

    def _heard(self, peer: Peer, message: str | bytes) -> None:
        if peer.closing is not None:
            return
        raw = message.encode() if isinstance(message, str) else message
        frame: ClientFrame | WireError
        try:
            if isinstance(message, bytes):
                raise not_text()
            frame = decode_client(raw, host=peer.author.role == "host")
        except WireError as wrong:
            frame = wrong
        if isinstance(frame, Received) and self.consoles.confirm(peer, frame.n):
            return  # as many as there are chunks, however fast they come
        if not peer.bucket.take(asyncio.get_running_loop().time()):
            self._close(peer, Close.RATE, "too fast")
            return
        match frame:
            case WireError():
                self.metrics.unreadable.inc()
                peer.send(answers.unreadable(peer.lang, told_id(raw), frame))
            case Send():
                answered = self.writer.ask(peer.author, frame.id, frame.command, peer.generation)
                answered.add_done_callback(partial(self._answer, peer, frame.id))
            case Sync():
                peer.send(Synced(frame.sent, self.clock.now()))
            case Hello():
                self._close(peer, Close.BAD_PROTOCOL, "second hello")

    def _answer(self, peer: Peer, ident: str, answered: "asyncio.Future[Answer]") -> None:
        if answered.cancelled():
            return
        answer = answered.result()
        outcome = "accepted" if isinstance(answer, Accepted) else "refused"
        self.metrics.commands.labels(peer.author.role, outcome).inc()
        peer.send(answers.framed(peer.lang, ident, answer, self.meeting))

    # --- what the writer says ---

    def _published(self, committed: Committed) -> None:
        """A batch is on the disk: the log to consoles, what changed to points and screens."""
        self._head = committed.head
        self.metrics.records.inc(len(committed.records))
        self.metrics.commit.observe(self.writer.commit_seconds[-1])
        self.consoles.grown(self.opened.journal.durable)
        for record in committed.records:
            for event in record.events:
                if isinstance(event, e.CodeRevoked):
                    self._revoked(Holder(event.role, event.point), event.generation)
        self.publisher.note(committed.records)

    def _revoked(self, holder: Holder, generation: int) -> None:
        self._gate.renew(holder, generation)
        for peer in self._devices.of(holder):
            self._close(peer, Close.REVOKED, "revoked")

    def _disk_changed(self, state: DiskState) -> None:
        if state == "open":
            self._statements.make_owed()
        for lang in LANGUAGES:
            tell((peer for peer in self.peers if peer.lang == lang), encode(self._trouble(state, lang)))

    def _trouble(self, state: DiskState, lang: Language) -> Trouble:
        return Trouble(state, (say(lang, f"hub.disk-{state}"),))

    def _unreadable_log(self, peer: Peer, defect: BaseException) -> None:
        """The log could not be read for a console that catches up: coming again goes on where it is."""
        self._log.error("log-not-read", by=peer.author.scope, error=repr(defect))
        self._close(peer, Close.SLOW, "log not read")

    def _writer_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and not self.failed.done():
            defect = task.exception()
            self._log.critical("writer-ended", error=repr(defect))
            self.failed.set_exception(defect or RuntimeError("the writer ended"))

    # --- what time brings about ---

    def _tick(self) -> None:
        tell(self.peers, encode(Tick(self._head.n, self._head.h[:16], self.clock.now())))
        self.publisher.pass_time()

    def _close_slow(self, now: float) -> None:
        """Those for whom too much waits, and consoles that do not confirm. One that catches up is bounded by its chunks."""
        slow = set(self.consoles.behind(now))
        for peer in self.peers:
            if peer.unsent <= self.limits.unsent:
                peer.drained = peer.drained or not self.consoles.catching_up(peer)
            elif peer.drained or now - peer.since > self.limits.behind:
                slow.add(peer)
        for peer in slow:
            self._close(peer, Close.SLOW, "slow")

    async def _look_after_disk(self, now: float) -> None:
        """Seal a log that has been idle; where the disk is full, that is also the question whether it takes something again."""
        idle = now - self.writer.committed_at
        unsealed = self.meeting.n != self._sealed_n and idle >= self.limits.seal
        if self.writer.pending or not (unsealed or self.writer.disk == "full"):
            return
        await self.writer.seal()
        if self.writer.disk == "open":
            self._sealed_n = self.meeting.n
            self.consoles.grown(self.opened.journal.durable)
            if self._ballast is not None and not self._ballast.held:
                with suppress(JournalError):
                    await asyncio.to_thread(self._ballast.reserve)
