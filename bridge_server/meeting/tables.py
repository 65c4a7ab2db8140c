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


class Answers(MutableMapping[str, int]):
    """Command ids and the records that accepted them. A replay only notes them: most logs are read and never asked."""

    __slots__ = ("known", "noted")

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.noted: list[str | int] = []
        """Author scope, id and record in turn, not yet in `known`."""

    def settle(self) -> dict[str, int]:
        """All of them as a table."""
        noted = iter(self.noted)
        for scope, ident, record in zip(noted, noted, noted, strict=True):
            self.known[f"{scope} {ident}"] = int(record)
        self.noted = []
        return self.known

    def __getitem__(self, key: str) -> int:
        return self.settle()[key]

    def __setitem__(self, key: str, record: int) -> None:
        self.settle()[key] = record

    def __delitem__(self, key: str) -> None:
        raise TypeError(f"rows never vanish: {key!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.settle())

    def __len__(self) -> int:
        return len(self.settle())
