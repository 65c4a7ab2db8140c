"""One record: one accepted command, with everything that followed from it. A crash can never leave half a decision."""

from dataclasses import dataclass

from .events import Event


@dataclass(frozen=True, slots=True)
class Record:
    """Record `n`, of instant `at`, by the author written as `by`; `id` is the command's, scoped to its author."""

    n: int
    at: int
    by: str
    id: str
    events: tuple[Event, ...]
