"""What the hall's screen shows, as one flat object for a video mixer's title generator. `PROTOCOL.md` describes every field."""

from dataclasses import dataclass

from bridge_server.meeting.rows import Phase


@dataclass(frozen=True, slots=True)
class ScreenText:
    """One instant. Text is as the screen has it, "" where there is nothing; all fields are always there."""

    now: int
    time: str
    title: str
    mark: str
    phase: Phase
    phase_text: str
    item_no: str
    item: str
    speaker: str
    place: str
    person: str
    post: str
    in_place_of: str
    held: str
    clock: str
    clock_label: str
    clock_ms: int | None
    nearly_over: bool
    over: bool
    paused: bool
    paused_text: str
    next: str
    next_text: str
    break_until: str
    starts_at: str
    resumes_at: str
    lateness: str
