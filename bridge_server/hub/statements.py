"""What the hub itself notices of lines and of the clock, kept like any command; nobody waits for an answer to it."""

import asyncio
from functools import partial

from bridge_server.meeting import HUB, Refused
from bridge_server.meeting import commands as c

from .presence import Presence
from .writer import Answer, Writer


class Statements:
    """Says them to the writer, and once more what a full disk did not take."""

    def __init__(self, writer: Writer, presence: Presence) -> None:
        self._writer = writer
        self._presence = presence
        self._owed: list[c.Command] = []

    def make(self, command: c.Command) -> None:
        """Say it; the rules know whether it is news, also against what is queued."""
        self._writer.ask(HUB, "", command).add_done_callback(partial(self._answered, command))

    def make_owed(self) -> None:
        """There is room again: what was noticed meanwhile, where it still is so."""
        owed, self._owed = self._owed, []
        for command in owed:
            if not isinstance(command, c.RecordLine) or command.up == (self._presence.devices(command.point) > 0):
                self.make(command)

    def _answered(self, command: c.Command, answered: "asyncio.Future[Answer]") -> None:
        answer = answered.result() if not answered.cancelled() else None
        if isinstance(answer, Refused) and answer.code == "full":
            self._owed.append(command)
