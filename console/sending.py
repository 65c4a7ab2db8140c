"""How a command goes out: said once, and what comes back told: done, refused, or nobody knows."""

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final

from bridge_server.meeting import Command
from bridge_server.words import say

from .actions import targets
from .actions.action import Action
from .actions.every import actions, word
from .drafts import Sent
from .feed import Done, No

if TYPE_CHECKING:
    from .app import ConsoleApp

FEW: Final = 4
"""Sentences of one record that a toast holds at most."""


class Sending:
    """Says commands to the feed of an app."""

    def __init__(self, app: "ConsoleApp") -> None:
        self._app = app
        self.recent: deque[str] = deque(maxlen=FEW)
        """What the last commands were about, contributions and items: that such a row leaves its list surprises nobody."""

    def send(self, command: Command, action: Action) -> None:
        """Say a command, once."""
        app = self._app
        app.cooldown.done(action, app.clock())
        self.recent.extend(about for name in ("turn", "item") if (about := getattr(command, name, "")))
        app.run_worker(self._send(command, action, app.drafts.sent(action.id)), exit_on_error=False, group="send")

    async def _send(self, command: Command, action: Action, draft: Sent | None) -> None:
        app = self._app
        try:
            scene = app.scene()
            name = app.called(action, scene) if scene is not None else action.id
            log = app.desk.log
            if app.feed is None:
                return
            answer = await app.feed.send(command)
            match answer:
                case Done(n=n):
                    app.drafts.done(draft)
                    self.done(n, command, log)
                case No(text=text):
                    app.cooldown.forget(action)
                    app.toast(self.kept(text, draft), "warning")
                case _:
                    app.drafts.unsure(answer.ident, draft)
                    app.toast(self.kept(say(app.lang, "console.toast-unconfirmed", name=name), draft), "warning")
                    app.tell(app.desk.sent_in_vain(answer.ident, name))
        except Exception:
            app.defect(f"send {command.type}")
        app.mark()

    def kept(self, text: str, draft: Sent | None) -> str:
        """A sentence about what did not come about; behind it, where something was typed for that, that it is still there."""
        return text if draft is None else say(self._app.lang, "console.toast-kept", sentence=text)

    def done(self, n: int, command: Command, log: str = "", tries: int = 50) -> None:
        """Say what happened, and how to take it back; the record may come a moment after the answer, and never another log's."""
        app = self._app
        scene, now = app.scene(), app.desk.log
        if tries and (scene is None or scene.meeting.n < n) and (not now or now == log):
            app.set_timer(0.02, partial(self.done, n, command, log, tries - 1))
            return
        if scene is None or now != log:
            return
        told = app.desk.told(n)
        texts = [one.text for one in told]
        if len(texts) > FEW:
            texts[FEW - 1 :] = [say(app.lang, "label.and-more", count=len(texts) - FEW + 1)]
        text = "; ".join(texts) or say(app.lang, "console.toast-done", n=n)
        if command.type == "Undo":
            key = "toast-redo" if targets.last_undo(scene) == n else "toast-undo"
        else:
            key = "toast-undo" if targets.last_action(scene) == n else ""
        from .actions.board_roll import way_back

        if not key and app.places.board_is_open and (way := way_back(scene, command)):
            text = scene.say("console.toast-way", sentence=text, press=app.keys[way], name=word(app.lang, actions()[way]))
        app.toasts.done(scene.say(f"console.{key}", sentence=text) if key else text)
