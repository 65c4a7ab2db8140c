"""A feed over a websocket: connects again after every end, goes on behind its last record, and measures the hub's clock."""

import asyncio
import secrets
from typing import Any, Literal

from bridge_server.client.address import tls_of
from bridge_server.client.connection import new_id
from bridge_server.client.ends import Lost, TurnedAway
from bridge_server.client.following import Broken, Following
from bridge_server.client.steady import HOST_PATIENCE, Steady
from bridge_server.journal import JournalError
from bridge_server.meeting import Command
from bridge_server.wire.errors import WireError
from bridge_server.wire.frames import Accepted, HubFrame, Records, Rejected, Trouble, Welcome
from bridge_server.wire.roll_frames import ContactRow, Contacts

from .beside import ASKED_EVERY, BACKOFF, keep_up
from .feed import Answer, Answered, Arrived, Away, DiskNews, Done, Ended, No, Phones, Taker, Timed, Unconfirmed, Welcomed


class Live:
    """A console's connection to a hub, with `code` as host or secretary."""

    def __init__(self, url: str, code: str, *, lang: Literal["vi", "en"] = "vi", every: float = ASKED_EVERY) -> None:
        self.following = Following()
        self._every = every
        self._taker: Taker = lambda _news: None
        self._contacts: list[ContactRow] = []
        self._confirm = asyncio.Event()
        self._steady = Steady(
            url,
            code,
            device=f"console-{secrets.token_hex(4)}",
            lang=lang,
            listener=self._frame,
            lines=self._records,
            welcomed=self._welcomed,
            lost=lambda why: self._taker(Away(why)),
            position=lambda: self.following.position,
            tls=tls_of(url),
            backoff=BACKOFF,
        )

    async def run(self, taker: Taker) -> None:
        """Bring news until cancelled, or until coming again would not change the end (`Ended` is the last news then)."""
        self._taker = taker
        try:
            await keep_up(self._steady, self.following, self._confirm, self._every, lambda *one: taker(Timed(*one)))
        except (TurnedAway, Broken, JournalError) as why:
            taker(Ended(why))

    async def send(self, command: Command) -> Answer:
        """Say it once, on the connection there is."""
        return await self.send_as(command, new_id())

    async def send_as(self, command: Command, ident: str) -> Answer:
        """Say it with this id."""
        connection = self._steady.connection
        if connection is None or not connection.open:
            return Unconfirmed(ident, "lost")
        try:
            answer = await connection.ask(command, ident, HOST_PATIENCE)
        except TimeoutError:
            return Unconfirmed(ident, "silent")
        except (Lost, TurnedAway):
            return Unconfirmed(ident, "lost")
        except WireError as wrong:
            return No("too-large", str(wrong))
        return told(answer)

    def cut(self) -> None:
        """End the connection as a dead line would; it is made anew."""
        if self._steady.connection is not None:
            self._steady.connection.abort()

    # --- what comes ---

    def _welcomed(self, welcome: Welcome) -> None:
        self.following.resumed(welcome.resumed)
        self._contacts = []
        demonstration = bool(getattr(welcome, "demonstration", False))
        pace = float(getattr(welcome, "pace", 1.0))
        self._taker(Welcomed(welcome.role, welcome.now, welcome.resumed, welcome.rehearsal, demonstration, pace))

    def _records(self, frame: Records, lines: list[bytes]) -> None:
        """Verified at once. What breaks the chain ends the connection, and with it the feed."""
        records: list[dict[str, Any]] = list(self.following.take(lines))
        assert self.following.header is not None
        self._confirm.set()
        self._taker(Arrived(self.following.header, records, frame.more))

    def _frame(self, frame: HubFrame) -> None:
        match frame:
            case Contacts():
                self._contacts.extend(frame.rows)
                if not frame.more:
                    self._taker(Phones(tuple(self._contacts)))
            case Accepted() | Rejected():
                self._taker(Answered(frame.id, told(frame)))
            case Trouble():
                self._taker(DiskNews(frame.code, frame.text))
            case _:
                pass  # floors and ticks: the log and our own asking tell more


def told(answer: Accepted | Rejected) -> Done | No:
    """The hub's answer as a screen takes it."""
    return Done(answer.n, answer.at) if isinstance(answer, Accepted) else No(answer.code, answer.text, answer.facts)
