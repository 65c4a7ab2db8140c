"""`python -m benchmarks [--full] [NAME ...]`: run the named ones, or all; with `--full` also the fan-out to the whole country.

Exits 1 where a promise about lost or false is broken; a speed that is missed is only told.
"""

import sys
from collections.abc import Callable
from typing import Final, Protocol

from . import (
    console_country,
    console_idle,
    console_latency,
    console_start,
    disks,
    fold,
    hub_checkins,
    hub_country,
    hub_fanout,
    hub_quiet,
    kills,
    replay_seek,
    startup,
)

FULL: Final = "--full"


class Told(Protocol):
    """What a benchmark found."""

    def sentence(self) -> str:
        """The figures in one line."""


def main(names: list[str]) -> int:
    """Run and print; 0 where nothing was lost, no alarm was false and no flipped bit went unnoticed."""
    full = FULL in names
    names = [name for name in names if name != FULL]
    known: dict[str, Callable[[], Told]] = {
        "startup": startup.run,
        "fold": fold.run,
        "fanout": lambda: hub_fanout.run((260, 1_000, hub_country.POINTS) if full else (260, 1_000)),
        "ten-events": hub_fanout.run_ten,
        "checkins": hub_checkins.run,
        "country": hub_country.run,
        "quiet": lambda: hub_quiet.run(hub_country.POINTS),
        "kills": kills.run,
        "disks": lambda: disks.run(20_000),
        "console-start": console_start.run,
        "console-latency": console_latency.run,
        "console-idle": console_idle.run,
        "console-country": console_country.run,
        "replay-seek": replay_seek.run,
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
