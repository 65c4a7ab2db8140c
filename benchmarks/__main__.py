"""`python -m benchmarks [NAME ...]`: run the named ones, or all. Exits 1 where a promise about lost or false is broken."""

import sys
from collections.abc import Callable
from typing import Protocol

from . import disks, fold, hub_checkins, hub_country, hub_fanout, hub_quiet, kills, startup


class Told(Protocol):
    """What a benchmark found."""

    def sentence(self) -> str:
        """The figures in one line."""


def main(names: list[str]) -> int:
    """Run and print; 0 where nothing was lost, no alarm was false and no flipped bit went unnoticed."""
    known: dict[str, Callable[[], Told]] = {
        "startup": startup.run,
        "fold": fold.run,
        "fanout": hub_fanout.run,
        "fanout-framed": lambda: hub_fanout.run(framed=True),
        "ten-events": hub_fanout.run_ten,
        "checkins": hub_checkins.run,
        "country": hub_country.run,
        "quiet": lambda: hub_quiet.run(hub_country.POINTS),
        "kills": kills.run,
        "disks": lambda: disks.run(20_000),
    }
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}", file=sys.stderr)  # noqa: T201 - a command line
        return 2
    sound = True
    for name in names or known:
        told = known[name]()
        print(told.sentence(), flush=True)  # noqa: T201 - the answer of a command line
        sound = sound and getattr(told, "lost", 0) == 0
        if isinstance(told, disks.Outcome):
            sound = sound and told.false_alarms == 0 and told.flips_unnoticed == 0 and told.control_lost > 0
        if isinstance(told, kills.Outcome):
            sound = sound and told.twice == 0
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
