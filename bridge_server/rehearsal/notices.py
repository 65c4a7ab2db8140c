"""Messages from the hall: sent by the host, read by most, each on the page of the point it is for."""

from functools import partial
from typing import Final

from bridge_server.meeting.commands import AcknowledgeNotice, SendNotice
from bridge_server.meeting.rules.writing import in_audience
from bridge_server.meeting.values import Audience

from .stage import Stage

READ: Final = 0.88
"""The share of those reached that acknowledge."""
WITHIN: Final = 150.0
"""Seconds within which they do."""


async def announce(stage: Stage, scene: str, text: str, audience: Audience | None = None) -> None:
    """Send a message; most of those whose page shows it acknowledge in the next minutes."""
    chance = stage.chance(f"notice {scene}")
    to = audience or Audience()
    answer = await stage.host.do(SendNotice(to, text))
    notice = f"n{len(stage.meeting.notices)}"
    for point in stage.points:
        soon = answer.at + round(1000 * chance.triangular(4, WITHIN, 25))
        if chance.random() < READ and in_audience(stage.meeting, to, point) and point not in stage.cast.away:
            stage.later(soon, partial(acknowledge, stage, notice, point))


async def acknowledge(stage: Stage, notice: str, point: str) -> None:
    """What the page shows is read and acknowledged. A page without a line shows nothing."""
    if stage.here(point):
        shown = await stage.points[point].notice(notice)
        await stage.points[point].say(AcknowledgeNotice(shown.id, point))
