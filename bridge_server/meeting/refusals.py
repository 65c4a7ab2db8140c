"""Why a command was not accepted: a stable code and the facts, from which every face makes its sentence."""

from typing import Final

CODES: Final = frozenset({
    "not-allowed", "not-your-point", "unknown-point", "unknown-tier", "unknown-item", "unknown-slot", "unknown-turn",
    "unknown-agency", "unknown-notice", "unknown-note", "unknown-conclusion", "unknown-category", "unknown-record",
    "overtaken", "already-open", "not-open", "already-opened-once", "meeting-closed", "not-closed", "not-adjourned",
    "in-the-future", "in-the-past", "item-running", "item-not-running", "item-skipped", "item-not-skipped", "same-place",
    "reason-needed", "already-paused", "not-paused", "no-run", "bad-correction", "lapsed", "list-closed",
    "list-already-closed", "list-already-open", "already-waiting", "already-speaking", "turn-over", "turn-not-waiting",
    "turn-not-on-standby", "turn-not-speaking", "turn-not-held", "turn-not-passed", "turn-withdrawn", "turn-removed",
    "not-a-request", "not-a-slot", "no-change", "other-item", "hall-needs-no-ready", "roll-closed", "roll-not-closed",
    "roll-already-closed", "not-checked-in", "paper-needs-time", "wrong-source", "absent-cannot-count",
    "counts-exceed-total", "duplicate-category", "leader-absent", "no-fault", "fault-known", "not-for-you",
    "already-removed", "not-a-draft", "bad-date", "empty-text", "not-undoable", "already-undone", "other-roster",
    "duplicate-id",
})  # fmt: skip


class Refused(Exception):  # noqa: N818 - it is the asker's word for it, "refused", not a fault of the program
    """A command that a rule does not let through. `code` is stable, `facts` name the offender and the way out.

    Facts whose name ends in `_at` are instants; faces show them as local time.
    """

    def __init__(self, code: str, /, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        return f"{self.code}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())
