"""What points and screens get: complete little frames, made once for all and sent seldom, however much happens.

Only the newest state is sent: a burst of changes within the shortest interval is one frame. Figures, which change all the time
while people check in, have a longer interval than the floor.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from bridge_server.meeting import Meeting, Record, project
from bridge_server.meeting.figures import RollFigures
from bridge_server.meeting.roll_figures import figures
from bridge_server.wire.codec import encode
from bridge_server.wire.files.contacts import Contact
from bridge_server.wire.frames import Floor
from bridge_server.wire.roll_frames import Agencies, ContactRow, Contacts
from bridge_server.wire.views import agencies, chair, children, counts, floor, invitation, mine

from .clock import Clock
from .effects import Effects
from .limits import Limits
from .peer import Peer, tell
from .presence import Presence

SLICE: Final = 200
"""Own frames made in one go before everything else has its turn."""
ROWS: Final = 200
"""Contacts in one frame."""
MINUTE: Final = 60_000


class Publisher:
    """Holds which points and screens are connected, and tells them what changed."""

    def __init__(
        self, meeting: Meeting, clock: Clock, limits: Limits, presence: Presence, contacts: Iterable[Contact] = ()
    ) -> None:
        self.points: dict[str, tuple[Peer, ...]] = {}
        self.screens: set[Peer] = set()
        self._meeting = meeting
        self._clock = clock
        self._limits = limits
        self._presence = presence
        self._contacts: dict[str, list[ContactRow]] = {}
        for one in contacts:
            self._contacts.setdefault(one.point, []).append(ContactRow(one.point, one.name, one.post, one.phones))
        self._effects = Effects()
        self._closed = False
        self._hall = meeting.hall
        self._roll: RollFigures | None = None
        self._floor: bytes | None = None
        self._floor_frame: Floor | None = None
        self._chair: bytes | None = None
        self._projected: int | None = None
        self._urgent_at = self._later_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None
        self._telling: set[asyncio.Task[None]] = set()

    def everybody(self) -> Iterator[Peer]:
        """Every device of every point, and every screen."""
        for group in self.points.values():
            yield from group
        yield from self.screens

    def join(self, peer: Peer) -> None:
        """A point or a screen: what stands, at once. The other devices of its point see that it is there."""
        peer.send_bytes(self._floor_now())
        if peer.author.role == "screen":
            self.screens.add(peer)
            peer.send(counts(self._meeting, self._figures()))
            peer.send_bytes(self._chair_now())
            return
        point = peer.author.point
        group = self.points[point] = (*self.points.get(point, ()), peer)
        tell(group, self._own(point))
        peer.send(invitation(self._meeting, point))
        for told in self._below(point):
            peer.send_bytes(told)
        for frame in self.contacts(one.id for one in self._meeting.children.get(point, ())):
            peer.send(frame)

    def leave(self, peer: Peer) -> None:
        """It is gone; the other devices of its point see that."""
        self.screens.discard(peer)
        group = self.points.get(peer.author.point)
        if group is None or peer not in group:
            return
        group = tuple(one for one in group if one is not peer)
        if group:
            self.points[peer.author.point] = group
            tell(group, self._own(peer.author.point))
        else:
            del self.points[peer.author.point]

    def floor_frame(self) -> Floor:
        """The floor as a screen has it now."""
        self._floor_now()
        assert self._floor_frame is not None
        return self._floor_frame

    def contacts(self, points: Iterable[str] | None = None) -> list[Contacts]:
        """Whom to phone at these points, or at all, in frames of a bounded size."""
        rows = [row for point in (self._contacts if points is None else points) for row in self._contacts.get(point, ())]
        parts = [tuple(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS)]
        return [Contacts(part, number + 1 < len(parts)) for number, part in enumerate(parts)]

    def note(self, records: Iterable[Record]) -> None:
        """Records that are kept and merged: tell whom they concern, now or at the end of the interval."""
        if self._closed:
            return
        self._effects.note(self._meeting, records)
        if self._effects.roll:
            self._roll = None
        if self._effects.floor or self._effects.roll:
            self._floor = None
        if self._effects.floor or self._effects.chair:
            self._chair = None
        self._flush()

    def pass_time(self) -> None:
        """Time alone moves the projected end: tell it when it has moved by a minute."""
        projected = project(self._meeting, self._clock.now()).projected_end
        if (projected or 0) // MINUTE != (self._projected or 0) // MINUTE:
            self._effects.floor = True
            self._floor = self._chair = None
            self._flush()

    def close(self) -> None:
        """Tell nothing more."""
        self._closed = True
        self._effects = Effects()
        if self._timer is not None:
            self._timer.cancel()
        for task in self._telling:
            task.cancel()

    def _flush(self) -> None:
        """Tell what is due, and come back for the rest when it is."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        now, due = loop.time(), self._effects
        if due.urgent and now >= self._urgent_at + self._limits.floor:
            self._urgent_at = now
            chair_too, due.chair = (due.floor or due.chair) and bool(self.screens), False
            if due.floor:
                due.floor = False
                tell(self.everybody(), self._floor_now(), frame_once=self._limits.frame_once)
            if chair_too:
                tell(self.screens, self._chair_now())
            points, due.points = due.points, set()
            self._tell_own(point for point in points if point in self.points)
        if due.later and now >= self._later_at + self._limits.roll:
            self._later_at = now
            self._tell_later()
        when = [self._urgent_at + self._limits.floor] if due.urgent else []
        when += [self._later_at + self._limits.roll] if due.later else []
        if when:
            self._timer = loop.call_at(min(when), self._flush)

    def _tell_later(self) -> None:
        """Figures to all, counts to screens, the children's roll to their parents."""
        due = self._effects
        if due.roll:
            tell(self.everybody(), self._floor_now(), frame_once=self._limits.frame_once)
        if self.screens and (due.roll or due.lines):
            tell(self.screens, encode(counts(self._meeting, self._figures())))
        parents, due.parents = due.parents, set()
        due.roll = due.lines = False
        for parent in parents:
            if parent in self.points:
                for told in self._below(parent):
                    tell(self.points[parent], told)
        invited, due.invitations = due.invitations, False
        if invited:
            self._tell_slowly(list(self.points), self._invited)
            if self._hall != self._meeting.hall:
                tell(self.points.get(self._hall, ()), encode(Agencies(self._meeting.n, (), hall=False)))
                self._hall = self._meeting.hall

    def _tell_own(self, points: Iterable[str]) -> None:
        """Each point its own frame: a few at once, many in slices, so that nobody else waits for it."""
        left = iter(points)
        for point in islice(left, SLICE):
            tell(self.points[point], self._own(point))
        self._tell_slowly(list(left), self._own)

    def _tell_slowly(self, points: list[str], frame: Callable[[str], bytes]) -> None:
        if points:
            task = asyncio.get_running_loop().create_task(self._tell_slices(points, frame))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell_slices(self, points: list[str], frame: Callable[[str], bytes]) -> None:
        for start in range(0, len(points), SLICE):
            await asyncio.sleep(0)
            for point in points[start : start + SLICE]:
                if point in self.points:
                    tell(self.points[point], frame(point))

    def _below(self, point: str) -> Iterator[bytes]:
        """The roll of those who report to the point: its children, and the hall's agencies."""
        if self._meeting.children.get(point):
            yield encode(children(self._meeting, point))
        if point == self._meeting.hall:
            yield encode(agencies(self._meeting))

    def _invited(self, point: str) -> bytes:
        return encode(invitation(self._meeting, point))

    def _own(self, point: str) -> bytes:
        return encode(replace(mine(self._meeting, point), devices=max(1, self._presence.devices(point))))

    def _floor_now(self) -> bytes:
        """The floor, made anew only where it changed: a client lets its clocks run from the frame's own instant."""
        if self._floor is None:
            frame = floor(self._meeting, self._clock.now(), self._figures().all)
            self._projected = frame.projected_end
            self._floor_frame = frame
            self._floor = encode(frame)
        return self._floor

    def _chair_now(self) -> bytes:
        """The chair's view, made anew only where it changed."""
        if self._chair is None:
            self._chair = encode(chair(self._meeting, self._clock.now()))
        return self._chair

    def _figures(self) -> RollFigures:
        if self._roll is None:
            self._roll = figures(self._meeting)
        return self._roll
