"""Tables of frozen rows that a batch can change without touching what is published.

A row never vanishes: it is replaced, or says of itself that it was removed. So an overlay needs no tombstones.
"""

from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Overlay(MutableMapping[K, V], Generic[K, V]):
    """Reads its own changes first, then the base; writes stay its own until they are absorbed."""

    __slots__ = ("base", "own")

    def __init__(self, base: MutableMapping[K, V]) -> None:
        self.base = base
        self.own: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key in self.own:
            return self.own[key]
        return self.base[key]

    def __contains__(self, key: object) -> bool:
        return key in self.own or key in self.base

    def __setitem__(self, key: K, row: V) -> None:
        self.own[key] = row

    def __delitem__(self, key: K) -> None:
        raise TypeError(f"rows never vanish: {key!r}")

    def __iter__(self) -> Iterator[K]:
        yield from self.base
        for key in self.own:
            if key not in self.base:
                yield key

    def __len__(self) -> int:
        return len(self.base) + sum(key not in self.base for key in self.own)
