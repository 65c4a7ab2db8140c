"""The whole meeting, from the first page that opens to the last one that reads "closed"."""

from functools import partial

from bridge_server.meeting import digest
from bridge_server.meeting.agenda import Item
from bridge_server.meeting.commands import CheckIn, CloseMeeting, CloseRoll, EndItem, OpenMeeting
from bridge_server.meeting.events.roll import CheckedIn
from bridge_server.meeting.values import MINUTE, Audience
from bridge_server.reports.times import clock as clock_text

from . import arrivals, lines, texts
from .discussion import Talk, cast_talk, discuss, schedule_early
from .floor import end, speak, start
from .halted import Halted
from .intermission import intermission
from .notices import announce
from .papers import hear_slots
from .scenes import Scenes, choose
from .stage import Stage


async def play(stage: Stage) -> None:
    """The day. Raises `Halted`."""
    for seat in (stage.host, stage.secretary, stage.mirror, stage.screen):
        await seat.join()
    agenda = stage.meeting.agenda
    scenes, talk, chance = choose(agenda, stage.chance("scenes")), cast_talk(stage), stage.chance("course")
    stage.told("arrivals", {"clock": clock_text(stage.now)})
    arrivals.schedule(stage)
    lines.schedule(stage)
    await stage.until(stage.meeting.starts_at + round(chance.uniform(20, 170) * 1000))
    await stage.host.do(OpenMeeting())
    for item in agenda.items:
        await stage.wait(chance.uniform(4, 20))
        await play_item(stage, item, scenes, talk)
    await finish(stage, agenda.items[-1])


async def play_item(stage: Stage, item: Item, scenes: Scenes, talk: Talk) -> None:
    """One item, up to the moment before the next one starts."""
    chance = stage.chance(f"item {item.id}")
    await start(stage, item, scenes, chance)
    stage.told("item", {"clock": clock_text(stage.now), "no": item.no, "title": item.title})
    seconds = stage.length(item, chance)
    await beside(stage, item, scenes, talk, seconds)
    await stage.wait(chance.uniform(10, 25))
    if item.kind == "break":
        await intermission(stage, item, seconds)
        return
    if any(item.all_slots()):
        await hear_slots(stage, item, scenes, seconds)
    if item.kind == "discussion":
        await discuss(stage, item, scenes, talk, seconds)
    elif not any(item.all_slots()):
        await speak(stage, item, scenes, seconds)


async def beside(stage: Stage, item: Item, scenes: Scenes, talk: Talk, seconds: float) -> None:
    """What happens in an item besides what is said in it."""
    items = stage.meeting.agenda.items
    if item is items[min(1, len(items) - 1)]:
        tier = stage.meeting.tiers[-1]
        stage.later(stage.now + 90_000, partial(announce, stage, "microphones", texts.MICROPHONES, Audience("tier", tier)))
    if item.id == scenes.roll:
        schedule_roll(stage)
    if item.id == scenes.asked:
        await announce(stage, "register", texts.REGISTER, far_audience(stage))
        schedule_early(stage, talk, seconds)
    if item.id == scenes.leaving:
        lines.schedule_leaving(stage, seconds)
    if item is items[-1]:
        stage.later(stage.now + round(300 * seconds), partial(announce, stage, "write", texts.WRITE))


def far_audience(stage: Stage) -> Audience:
    """The tier below the hall's own: those who speak for the others."""
    tiers = stage.meeting.tiers
    return Audience("tier", tiers[min(1, len(tiers) - 1)])


def schedule_roll(stage: Stage) -> None:
    """The roll is closed now, or as soon as those who are late are on it."""
    at = max(stage.now + 20_000, arrivals.complete_at(stage))
    stage.later(at, partial(stage.secretary.say, CloseRoll()))
    for point in stage.cast.plain[-1:]:
        stage.later(at + 4 * MINUTE, partial(correct, stage, point))


async def correct(stage: Stage, point: str) -> None:
    """After the closing the secretary corrects a report, and says why."""
    revision = stage.meeting.check_in(point)
    if revision is None or not isinstance(revision[3], CheckedIn):
        return
    said = revision[3]
    await stage.secretary.say(
        CheckIn(
            point, said.mode, "phone", "", said.leader_present, said.leader, (said.total or 6) + 1, said.counts, said.operator,
            reason=texts.CORRECTED,
        )
    )  # fmt: skip


async def finish(stage: Stage, last: Item) -> None:
    """What is still due happens; then the last item ends and the meeting with it. Every page shows that, every console has it."""
    await stage.rest()
    await end(stage)
    if stage.meeting.roll_closing is None:
        await stage.secretary.say(CloseRoll())
    await stage.host.do(EndItem(last.id))
    await stage.wait(45)
    await stage.host.do(CloseMeeting())
    stage.told("closed", {"clock": clock_text(stage.now)})
    for seat in (stage.screen, *stage.points.values()):
        if seat.connected:
            await seat.shown("Floor.phase", lambda floor: floor.phase == "closed")
    for console in (stage.host, stage.secretary, stage.mirror):
        found = await console.reached(stage.hub.meeting.n)
        if digest(found) != digest(stage.hub.meeting):
            raise Halted("console-differs", who=console.name, n=found.n)
