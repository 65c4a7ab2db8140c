"""Where the programme stands: what runs, and what comes after it."""

from bridge_server.meeting import Meeting
from bridge_server.meeting.projection import ItemTimes, plan_moved_ms, project
from bridge_server.meeting.rows import ItemRow
from console.scene import Scene


def running_times(scene: Scene) -> ItemTimes | None:
    """The times of the running item, None where none runs."""
    return project(scene.meeting, scene.now).of(scene.meeting.running) if scene.meeting.running else None


def begins(meeting: Meeting) -> int:
    """When the meeting is to begin, by the hub's clock: the plan is printed in true time, which that clock may be behind."""
    return meeting.agenda.starts_at + plan_moved_ms(meeting)


def is_break(meeting: Meeting) -> bool:
    """Whether a break runs."""
    return meeting.phase == "open" and bool(meeting.running) and meeting.items[meeting.running].item.kind == "break"


def next_item(meeting: Meeting) -> ItemRow | None:
    """The item that comes after the running one (or the first): not finished, not skipped."""
    order = [key for key in meeting.order if not meeting.items[key].removed]
    after = order.index(meeting.running) + 1 if meeting.running in order else 0
    for key in (*order[after:], *order[:after]):
        row = meeting.items[key]
        if key != meeting.running and not row.finished and not row.skipped:
            return row
    return None
