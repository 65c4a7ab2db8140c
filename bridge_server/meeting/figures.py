"""What a roll adds up to. "Has reported" and "is present" are two figures: an excused point has reported too."""

from dataclasses import dataclass

from .values import OptionalIdent


@dataclass(frozen=True, slots=True)
class TierFigures:
    """Points of one tier: how many there are, have reported, are present, absent with and without leave; heads present."""

    tier: OptionalIdent
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
        return TierFigures("", *(sum(getattr(tier, number) for tier in self.tiers) for number in NUMBERS))


NUMBERS = ("points", "reported", "present", "absent_with_leave", "absent", "late", "left", "heads")
