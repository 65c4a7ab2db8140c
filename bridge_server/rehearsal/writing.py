"""What the secretary writes: notes on what is said, conclusions with an agency and a day; and what the chair concludes."""

import random
from datetime import timedelta

from bridge_server.meeting.commands import AddConclusion, AddNote, ConfirmConclusion
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.values import Deadline
from bridge_server.reports.times import local

from . import texts
from .stage import Stage


def lead_and_help(stage: Stage, wanted: tuple[str, ...], chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """Who leads a task and who works with them: agencies with a wanted word in their names, in that order; where there is none,
    somebody of those invited to work; where there are no agencies, a point by its name."""
    agenda = stage.meeting.agenda
    fitting = [one.id for word in wanted for one in agenda.agencies if word in one.name]
    if not fitting:
        roles = {category.id: category.role for category in agenda.categories}
        working = [one.id for one in agenda.agencies if roles.get(one.category, "attending") == "attending"]
        fitting = [chance.choice(working or [point.name for point in stage.meeting.roster.points])]
    lead, *others = dict.fromkeys(fitting)
    return lead, tuple(others[:2])


def due(stage: Stage, days: int) -> Deadline:
    """A day of the calendar, so many days after the meeting."""
    return Deadline((local(stage.meeting.starts_at) + timedelta(days=days)).date().isoformat())


async def note(stage: Stage, turn: Turn) -> None:
    """What the secretary keeps of a contribution; nothing is written twice before everything was written once."""
    notes = stage.chance("notes").sample(texts.NOTES, len(texts.NOTES))
    text = notes[len(stage.meeting.notes) % len(notes)]
    await stage.secretary.say(AddNote(text, stage.meeting.running, turn.id))


async def conclude(stage: Stage, seconds: float) -> None:
    """The chair concludes; the secretary writes along: the prepared draft is confirmed, the others are new."""
    chance = stage.chance("conclusions")
    parts = len(texts.CONCLUSIONS) + 1
    for number, (text, wanted) in enumerate(texts.CONCLUSIONS):
        await stage.wait(seconds / parts * chance.uniform(0.8, 1.1))
        drafts = [one.id for one in stage.meeting.conclusions.values() if one.draft and not one.removed]
        if number == 0 and drafts:
            await stage.secretary.say(ConfirmConclusion(drafts[0]))
            continue
        lead, others = lead_and_help(stage, wanted, chance)
        deadline = Deadline(words=texts.REGULARLY) if number == 1 else due(stage, 15 * number + 5)
        await stage.secretary.say(AddConclusion(text, lead, others, deadline))
    await stage.wait(seconds / parts)
