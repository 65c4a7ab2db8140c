"""An option of the planner, carried out: its commands are said one after another, each once the one before is in the log."""

import asyncio
from typing import TYPE_CHECKING, Final

from bridge_server.client.pace import Pace
from bridge_server.meeting.catch_up import Change, Option, holds, reach
from bridge_server.reports import catch_up as told
from bridge_server.reports.names import capital
from bridge_server.words import say

from .actions.every import actions
from .actions.guard import why_not
from .feed import Done, No
from .scene import Scene
from .screens.catch_up import CatchUpScreen

if TYPE_CHECKING:
    from .app import ConsoleApp

ARRIVAL: Final = 5.0
"""Seconds that the record of an accepted command may take to come."""


class CatchingUp:
    """Offers ways to catch up on an app's screen, and carries the chosen one out."""

    def __init__(self, app: "ConsoleApp") -> None:
        self._app = app
        self._busy = False

    def offer(self, minutes: int) -> None:
        """Show the options."""
        app = self._app
        action = actions()["catch-up"]
        app.drafts.done(app.drafts.sent(action.id))  # the next time the minutes of then stand ready
        scene = app.scene()
        if scene is None or self._busy:
            return
        screen = CatchUpScreen(scene, minutes, now=app.clock)
        if not screen.options:
            app.toast(scene.say("catchup.nothing"), "warning")
            return

        def chosen(option: Option | None) -> None:
            if option is not None:
                self.carry_out(option)
            elif not screen.options:
                app.toast(scene.say("catchup.none-left"), "warning")

        app.opened()
        app.push_screen(screen, chosen)

    def carry_out(self, option: Option) -> None:
        """Say its commands."""
        if not self._busy:
            self._busy = True
            self._app.run_worker(self._carry_out(option), exit_on_error=False, group="send")

    async def _carry_out(self, option: Option) -> None:
        app = self._app
        count, done = len(option.changes), 0
        why = ""
        log = app.desk.log
        try:
            pace = Pace()
            for change in option.changes:
                await pace.next()
                why = await self._say(change, log)
                if why:
                    break
                done += 1
            scene = app.scene()
            if scene is not None:
                self._tell(scene, option, done, count, why)
        except Exception:
            app.defect("catch-up")
        finally:
            self._busy = False
        app.mark()

    async def _say(self, change: Change, log: str) -> str:
        """One command, to the meeting it was planned for and no other; why it was not done, "" where it was."""
        app = self._app
        scene = app.scene()
        action = actions()["catch-up"]
        if scene is None or app.feed is None or app.desk.log != log:
            return say(app.lang, "catchup.other-log")
        if off := why_not(action, scene):
            return off
        if not holds(scene.meeting, change):
            return scene.say("catchup.moved", name=told.subject(scene.lang, scene.meeting, change))
        answer = await app.feed.send(change.command)
        match answer:
            case Done(n=n):
                await self._arrived(n)
                return ""
            case No(text=text):
                return text
        app.tell(app.desk.sent_in_vain(answer.ident, app.called(action, scene)))
        return scene.say("catchup.unsure", press=app.keys["log"])

    async def _arrived(self, n: int) -> None:
        """Wait until record `n` has come: what is said next stands on it."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ARRIVAL
        while loop.time() < deadline:
            book = self._app.desk.book
            if book is not None and book.meeting.n >= n:
                return
            await asyncio.sleep(0.01)

    def _tell(self, scene: Scene, option: Option, done: int, count: int, why: str) -> None:
        """What came of it, and the way back."""
        app = self._app
        press = app.keys["undo"]
        if done < count:
            key = "catchup.stopped" if done else "catchup.stopped-first"
            app.toast(scene.say(key, done=done, count=count, why=why, press=press), "warning")
            return
        now = reach(scene.meeting, scene.now, option.until)
        sentence = capital(told.end(scene.lang, scene.meeting, told.landed(option, now))) + "."
        key = "catchup.done-one" if count == 1 else "catchup.done"
        app.toasts.done(scene.say(key, sentence=sentence, press=press, count=count))
