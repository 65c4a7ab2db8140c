"""What is done with what the secretary writes, besides single commands: the list, old wordings, drafts loaded from a file."""

from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bridge_server.client.pace import Pace
from bridge_server.wire.conclusion_parts import Said
from bridge_server.wire.files.drafts import FileDraft, drafts_from, those_there
from bridge_server.wire.files.faults import FileFaults, shown
from bridge_server.wire.text import clean_line
from bridge_server.words import say

from .actions.every import actions, word
from .actions.guard import why_not
from .conclusion_line import bodies, today
from .feed import Done, No
from .forms import Confirm, Go
from .scene import Scene
from .views import writing as view

if TYPE_CHECKING:
    from .app import ConsoleApp

REMARKS: Final = 6
"""Remarks of a file that a question shows at most."""


class Written:
    """Goes where an action of the secretary says."""

    def __init__(self, app: "ConsoleApp") -> None:
        self._app = app
        self._drafts: list[FileDraft] = []
        """Those that were read and asked about."""
        self._sending = False

    def go(self, said: str) -> None:
        """ "list", "wordings KEY", "load PATH", "send"."""
        what, _, rest = said.partition(" ")
        match what:
            case "list":
                from .screens.writing import WritingScreen

                self._app.push_screen(WritingScreen())
                self._app.mark()
            case "wordings":
                self._wordings(rest)
            case "load":
                self._app.run_worker(self._load(rest), exit_on_error=False, group="send")
            case "send":
                self._app.run_worker(self._send(), exit_on_error=False, group="send")

    def _wordings(self, key: str) -> None:
        scene = self._app.scene()
        row = None if scene is None else view.row_of(scene, key)
        if scene is not None and row is not None:
            self._note(scene.say("writing.old-title", name=view.named(scene, row)), view.wordings(scene, key))

    def _note(self, title: str, lines: list[str]) -> None:
        from .screens.note import NoteScreen

        self._app.push_screen(NoteScreen(title, lines))

    # --- drafts of a file ---

    async def _load(self, path: str) -> None:
        """Read the file, tell every fault of it, or ask once for all that is new."""
        app = self._app
        scene = app.scene()
        if scene is None:
            return
        title = word(app.lang, actions()["writing.load"])
        try:
            raw = await to_thread(Path(path).expanduser().read_bytes)
            drafts = await to_thread(drafts_from, raw, path, bodies(scene), today(scene))
        except FileFaults as wrong:
            app.drafts.filled("writing.load", title)
            self._note(title, [scene.say("writing.file-faults", file=clean_line(str(path))), *wrong.sentences(app.lang)])
            return
        except OSError as wrong:
            reason = clean_line(wrong.strerror or str(wrong))
            self._note(title, [scene.say("writing.no-file", file=clean_line(str(path)), reason=reason)])
            return
        except Exception:
            app.defect("load drafts")
            return
        app.drafts.pop(title, None)
        self._ask(scene, title, path, drafts)

    def _ask(self, scene: Scene, title: str, path: str, drafts: tuple[FileDraft, ...]) -> None:
        fresh, there = those_there(drafts, scene.meeting, worded(scene))
        lines = [scene.say("writing.left-out", count=len(there))] if there else []
        if not fresh:
            self._note(title, [scene.say("writing.all-there", file=clean_line(str(path)), count=len(there))])
            return
        remarks = [(one.line, words) for one in fresh for words in one.unsure]
        lines += [scene.say("writing.as-written", line=line, words=shown(words)) for line, words in remarks[:REMARKS]]
        if len(remarks) > REMARKS:
            lines.append(scene.say("label.and-more", count=len(remarks) - REMARKS))
        self._drafts = fresh
        question = scene.say("writing.load-question", count=len(fresh), file=shown(Path(path).name))
        confirm = Confirm(question, tuple(lines), scene.say("writing.load-yes"), lambda: Go("writing", "send"))
        self._app.follow(confirm, actions()["writing.load"])

    async def _send(self) -> None:
        """One after the other, each once: where one is not taken, it stops there and says how far it came."""
        app = self._app
        drafts, self._drafts = self._drafts, []
        if app.feed is None or self._sending:
            return
        self._sending = True
        log = app.desk.log
        try:
            pace = Pace()
            for number, one in enumerate(drafts):
                await pace.next()
                scene = app.scene()
                if scene is None or app.desk.log != log:
                    why = say(app.lang, "catchup.other-log")
                else:
                    why = why_not(actions()["writing.load"], scene)
                if not why:
                    answer = await app.feed.send_as(one.command, one.ident)
                    if isinstance(answer, Done):
                        continue
                    why = answer.text if isinstance(answer, No) else ""
                self._stopped(scene, number, len(drafts), why)
                return
            scene = app.scene()
            if scene is not None:
                app.toasts.done(scene.say("writing.loaded", count=len(drafts)))
        except Exception:
            app.defect("send drafts")
        finally:
            self._sending = False
            app.mark()

    def _stopped(self, scene: Scene | None, done: int, count: int, why: str) -> None:
        if scene is not None:
            reason = why or scene.say("writing.no-answer")
            self._app.toast(scene.say("writing.load-stopped", done=done, count=count, reason=reason), "warning")


def worded(scene: Scene) -> list[Said]:
    """Every wording that conclusions have had."""
    return [one.said for ident in scene.meeting.conclusions for one in scene.wordings.get(ident, ())]
