"""Who does what in a rehearsal: drawn from the roster by kind, tier and luck, never by name.

Tiers are data: a point is a leaf, or has others below it; nothing else is known of it. Where a roster is small, the parts at
the end of the list find nobody, and their scenes are left out.
"""

import random
from dataclasses import dataclass

from bridge_server.meeting import Agenda, Roster


@dataclass(frozen=True, slots=True)
class Cast:
    """Each point has at most one part ("" or empty: nobody has it); `plain` are those without one, in drawn order."""

    never: str
    """Never comes, and reports nothing."""
    phoned: str
    """Cannot open its page for a long time and phones."""
    paper: str
    """Is on the roll by a slip of paper."""
    voided: str
    """Was checked in by mistake, by its parent where it has one with a page, and then again."""
    parented: str
    """Is checked in by its parent."""
    blinking: str
    """Loses its line for a moment, just when it reports."""
    late: tuple[str, ...]
    early: tuple[str, ...]
    leave: tuple[str, ...]
    absent: tuple[str, ...]
    online: tuple[str, ...]
    losing: tuple[str, ...]
    """Lose their lines for minutes."""
    faulty: tuple[str, ...]
    """Have trouble with sound or picture."""
    plain: tuple[str, ...]
    speakers: frozenset[str]
    """Points of planned contributions, the hall included: they come in time and stay."""

    @property
    def away(self) -> frozenset[str]:
        """Points where nobody sits."""
        return frozenset((self.never, *self.leave, *self.absent))


class Draw:
    """Leaves in drawn order, given out one after the other; a third of them stays without a part."""

    def __init__(self, leaves: list[str], chance: random.Random) -> None:
        self.left = leaves
        chance.shuffle(self.left)
        self._size = len(leaves)
        self._kept = (len(leaves) + 2) // 3

    def one(self) -> str:
        """The next, or ""."""
        return self.left.pop() if len(self.left) > self._kept else ""

    def some(self, share: float) -> tuple[str, ...]:
        """So large a share of all, at least one, as far as there are any."""
        found = [self.one() for _ in range(max(1, round(self._size * share)))]
        return tuple(one for one in found if one)


def draw(agenda: Agenda, roster: Roster, chance: random.Random) -> Cast:
    """The cast for a meeting."""
    parents = {point.parent for point in roster.points}
    speakers = frozenset({agenda.hall} | {slot.point for item in agenda.items for _, slot in item.all_slots()})
    leaves = [point.id for point in roster.points if point.id not in parents and point.id not in speakers]
    hand = Draw(leaves, chance)
    late, never, phoned, lose = hand.some(0.03), hand.one(), hand.one(), hand.some(0.02)
    paper, voided, early, leave = hand.one(), hand.one(), hand.some(0.02), hand.some(0.02)
    absent, faulty, online = hand.some(0.008), hand.some(0.02), hand.some(0.04)
    blinking, parented = hand.one(), hand.one()
    middle = [point.id for point in roster.points if point.id in parents and point.id not in speakers]
    chance.shuffle(middle)
    plain = mixed(hand.left, middle)
    return Cast(
        never, phoned, paper, voided, parented, blinking, late, early, leave, absent, online, lose, faulty, plain, speakers
    )


def mixed(many: list[str], few: list[str]) -> tuple[str, ...]:
    """All of both, the few spread among the first of the many: every second until there are no more."""
    first = [one for pair in zip(many, few, strict=False) for one in pair]
    return (*first, *many[len(few) :], *few[len(many) :])
