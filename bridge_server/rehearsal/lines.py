"""What goes wrong at the points: lines are lost and come back, sound and picture fail and are mended, some leave early."""

from functools import partial

from bridge_server.meeting.commands import ClearFault, ConfirmAv, LeaveEarly, ReportFault
from bridge_server.meeting.commands.roll import FaultKind
from bridge_server.meeting.values import MINUTE

from . import texts
from .arrivals import span
from .stage import Stage, at_minute


def schedule(stage: Stage) -> None:
    """Put the trouble of the day on the programme, within the first two thirds of the plan."""
    chance, start, whole = stage.chance("lines"), stage.meeting.starts_at, span(stage)
    for point in stage.cast.losing:
        stage.later(at_minute(start, whole * chance.uniform(0.05, 0.6)), partial(lose, stage, point, chance.uniform(100, 420)))
    for point in stage.cast.faulty:
        kind, text = chance.choice(texts.FAULTS)
        found: FaultKind = "sound" if kind == "sound" else "picture" if kind == "picture" else "other"
        broken = at_minute(start, whole * chance.uniform(-0.05, 0.6))
        stage.later(broken, partial(fail, stage, point, found, text))
        stage.later(broken + round(chance.uniform(1.5, 6) * MINUTE), partial(mend, stage, point, found))


async def lose(stage: Stage, point: str, seconds: float) -> None:
    """The line breaks, counts as lost after half a minute, and comes back."""
    if not stage.here(point):
        return
    await stage.unplug(point)
    watch(stage)
    stage.later(stage.now + round(seconds * 1000), partial(stage.connect, point))


def watch(stage: Stage) -> None:
    """Let the hub look when a line that has just broken begins to count as lost."""
    stage.later(stage.now + stage.hub.limits.lost, partial(stage.seen, "line", lambda: True))


async def fail(stage: Stage, point: str, kind: FaultKind, text: str) -> None:
    """The operator says what does not work."""
    await stage.points[point].say(ReportFault(point, kind, text))


async def mend(stage: Stage, point: str, kind: FaultKind) -> None:
    """It works again. Good sound and picture are one answer to both kinds of fault."""
    await stage.points[point].say(ClearFault(point, kind) if kind == "other" else ConfirmAv(point))


def schedule_leaving(stage: Stage, seconds: float) -> None:
    """Those who leave early do so within the next `seconds`."""
    chance = stage.chance("leaving")
    for point in stage.cast.early:
        stage.later(
            stage.now + round(1000 * seconds * chance.uniform(0.1, 0.8)), partial(go, stage, point, chance.choice(texts.EARLY))
        )


async def go(stage: Stage, point: str, reason: str) -> None:
    """A point says that it leaves, and closes its page."""
    await stage.points[point].say(LeaveEarly(point, stage.now - stage.now % MINUTE, reason=reason))
    await stage.unplug(point, in_order=True)
    watch(stage)
