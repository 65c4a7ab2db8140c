"""Whose page is connected. "Lost" is said after some time without a connection, and both are records of the log.

Times are of the meeting's clock. A restart of the hub knows of no line: pages that were connected have a longer grace then.
"""

from collections.abc import Iterable


class Presence:
    """The connections of every point, counted, and since when those that are gone are gone."""

    def __init__(self, lost: int, grace: int, before: Iterable[str] = (), now: int = 0) -> None:
        """`before`: the points whose page was connected when the hub stopped; they have `grace` ms from `now` on."""
        self._lost = lost
        self._devices: dict[str, int] = {}
        self._due: dict[str, int] = dict.fromkeys(before, now + grace)

    def devices(self, point: str) -> int:
        """How many devices of the point are connected."""
        return self._devices.get(point, 0)

    def came(self, point: str) -> None:
        """One more device."""
        self._devices[point] = self._devices.get(point, 0) + 1
        self._due.pop(point, None)

    def went(self, point: str, now: int) -> None:
        """One device fewer; after the last the wait begins."""
        left = self._devices[point] - 1
        if left:
            self._devices[point] = left
        else:
            del self._devices[point]
            self._due[point] = now + self._lost

    def due(self, now: int) -> list[str]:
        """The points whose page counts as lost from now on; each is said once."""
        found = [point for point, at in self._due.items() if at <= now]
        for point in found:
            del self._due[point]
        return found
