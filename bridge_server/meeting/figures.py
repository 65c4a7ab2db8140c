"""What a roll adds up to. "Has reported" and "is present" are two figures: an excused point has reported too."""

from dataclasses import dataclass

from .values import Ident


@dataclass(frozen=True, slots=True)
class TierFigures:
    """Points of one tier: how many there are, have reported, are present, absent with and without leave; heads present."""

    tier: Ident
    points: int
    reported: int
    present: int
    absent_with_leave: int
    absent: int
    late: int
    left: int
    heads: int


@dataclass(frozen=True, slots=True)
class RollFigures:
    """The figures of every tier in roster order, and of the agencies at the hall (`tier` "")."""

    tiers: tuple[TierFigures, ...] = ()
    hall: TierFigures = TierFigures("", 0, 0, 0, 0, 0, 0, 0, 0)

    @property
    def all(self) -> TierFigures:
        """The sum over the tiers (the hall's agencies are inside its point)."""
        sums = [sum(column) for column in zip(*((getattr(t, f) for f in NUMBERS) for t in self.tiers), strict=True)]
        return TierFigures("", *(sums or [0] * len(NUMBERS)))


NUMBERS = ("points", "reported", "present", "absent_with_leave", "absent", "late", "left", "heads")
