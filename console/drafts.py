"""What was typed into forms and has not come about yet: kept until the hub has done it, so that nobody types it twice."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sent:
    """What a command was made of: a form's title, and what was typed there."""

    title: str
    draft: dict[str, Any]


class Drafts(dict[str, dict[str, Any]]):
    """By the form's title, what was typed in its fields. Forms put it there and take it up again; only `done` drops it."""

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[str, str] = {}
        """The form that an action was filled in with last, until its command is sent."""
        self._unsure: dict[str, Sent] = {}

    def begun(self, action: str) -> None:
        """The action is done anew: what comes of it comes of no form yet."""
        self._of.pop(action, None)

    def filled(self, action: str, title: str) -> None:
        """A form of the action was filled in."""
        self._of[action] = title

    def sent(self, action: str) -> Sent | None:
        """The action's command is on its way; what it was made of, None where nothing was typed for it."""
        title = self._of.pop(action, "")
        draft = self.get(title)
        return None if draft is None else Sent(title, draft)

    def done(self, sent: Sent | None) -> None:
        """It came about. What was typed since under the same title stays."""
        if sent is not None and self.get(sent.title) == sent.draft:
            del self[sent.title]

    def unsure(self, ident: str, sent: Sent | None) -> None:
        """Nobody knows yet whether the command `ident` came about."""
        if sent is not None:
            self._unsure[ident] = sent

    def unsure_ones(self) -> tuple[str, ...]:
        """The commands of which nobody knows."""
        return tuple(self._unsure)

    def refused(self, ident: str) -> None:
        """It was refused after all: what was typed for it stays."""
        self._unsure.pop(ident, None)

    def was_done(self, ident: str) -> None:
        """The log has the command after all."""
        self.done(self._unsure.pop(ident, None))
