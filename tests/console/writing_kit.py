"""A secretary at a console: logs to begin with, and what is asked of it."""

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from bridge_server.meeting import SECRETARY
from bridge_server.meeting import commands as c
from bridge_server.meeting.author import Role
from bridge_server.meeting.values import Deadline

from .kit import LocalFeed, Seen, papers_feed, settled

DUE = Deadline("2024-06-15", "trước ngày 15/6/2024")


def secretary(feed: LocalFeed | None = None) -> LocalFeed:
    """Among the papers, with a secretary's code."""
    feed = feed or papers_feed()
    feed.role = "secretary"
    return feed


def written(role: Role = "secretary") -> LocalFeed:
    """Two conclusions, the second a draft, and a note."""
    feed = papers_feed()
    feed.says(
        SECRETARY,
        c.AddConclusion("Rà soát thủ tục", "so-nv", ("so-tc",), DUE),
        c.AddConclusion("Hỗ trợ trang thiết bị", "Sở NNPTNT", draft=True),
        c.AddNote("Nêu rõ nguyên nhân", feed.meeting.running, feed.meeting.speaking),
    )
    feed.role = role
    return feed


async def types(pilot: Pilot[int], text: str) -> None:
    """The text where the hand is, all at once."""
    await settled(pilot)
    focused = pilot.app.focused
    assert isinstance(focused, Input)
    focused.insert_text_at_cursor(text)
    await settled(pilot)


def made(feed: LocalFeed, before: int) -> list[dict[str, Any]]:
    """The events since."""
    return [event for record in feed.records if record["n"] > before for event in record["events"]]


def toasts(seen: Seen) -> str:
    """What was said."""
    return "\n".join(toast.message for toast in seen.app._notifications)
