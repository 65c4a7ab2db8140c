"""Who is connected with which code: several devices of one may be, within a limit, and coming again starts nothing anew."""

from bridge_server.meeting import Author

from .codes import Holder, holder_of
from .limits import Bucket, Limits
from .peer import Peer


class Devices:
    """The connections of every code, oldest first, and what those that went had left to say."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_holder: dict[Holder, tuple[Peer, ...]] = {}
        self._spent: dict[Holder, Bucket] = {}

    def of(self, holder: Holder) -> tuple[Peer, ...]:
        """Those of one code."""
        return self._by_holder.get(holder, ())

    def bucket(self, author: Author, now: float) -> Bucket:
        """How much a new connection may say: what the last one of this code that went had left, and what came since."""
        return self._spent.pop(holder_of(author), None) or Bucket(self._limits.rate, self._limits.burst, now)

    def join(self, peer: Peer) -> list[Peer]:
        """One more, and those that make room: the same device's stale connection, and where there are too many the oldest.

        Visits make room for visits only.
        """
        mine = self.of(peer.holder)
        alike = [one for one in mine if one.visit == peer.visit]
        gone = [one for one in alike if peer.author.device and one.author.device == peer.author.device]
        left = [one for one in alike if one not in gone]
        gone += left[: max(0, len(left) + 1 - self._limits.devices[peer.holder.role])]
        self._by_holder[peer.holder] = (*(one for one in mine if one not in gone), peer)
        return gone

    def leave(self, peer: Peer) -> None:
        """One fewer; where several of a code go, the next to come gets what the least thrifty had left."""
        holder = peer.holder
        spent = self._spent.setdefault(holder, peer.bucket)
        if peer.bucket.left < spent.left:
            self._spent[holder] = peer.bucket
        left = tuple(one for one in self.of(holder) if one is not peer)
        if left:
            self._by_holder[holder] = left
        else:
            self._by_holder.pop(holder, None)
