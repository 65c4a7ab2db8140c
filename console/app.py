"""The console's application: news in, scenes out to the screen on top, actions to the feed. It only wires."""

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from bridge_server.reports import times
from bridge_server.words import Language, say

from . import themes
from .actions.action import NO_KEY, Action, with_telex
from .actions.every import actions, word
from .actions.guard import Cooldown, why_not
from .desk import Desk, Happened
from .drafts import Drafts
from .feed import Answered, Ended, Feed, News, No
from .footing import ALWAYS, wanted
from .forms import Compose, Confirm, Effect, Find, Form, Found, Go, Not
from .glyphs import glyphs
from .keys_in_force import KeysInForce
from .places import Places
from .process import FAULTS, end_when_asked, log_to
from .scene import Scene, Selection
from .screens.confirm import ConfirmScreen
from .screens.guarded import Defect
from .screens.main import MainScreen, Repaint
from .sending import Sending
from .setup import CannotStart, Place, Setup
from .toasts import Severity, Toasts
from .typed_ahead import TypedAhead
from .widgets.foot import Foot, Key
from .widgets.rows import Rows

FRAME = 1 / 40
"""Seconds between two paintings at least: news come faster, and people see no faster."""
MakeFeed = Callable[[Place, Language], Feed]


def live(place: Place, lang: Language) -> Feed:
    """The feed of a hub."""
    from .live import Live  # after the first painting: sockets and frames take a while to load

    return Live(place.url, place.code, lang=lang)


class ConsoleApp(TypedAhead):
    """`feed` makes what news come from; `clock` is this machine's, in seconds. Not `ticking`: somebody else lets time pass."""

    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False  # our own finds actions without accents, and says why one is off
    TITLE = "Điểm Cầu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            with_telex(action.keys) or NO_KEY,
            f"app.act('{action.id}')",
            show=False,
            id=action.id,
            priority=action.id == "quit",
        )
        for action in actions().values()
        if action.where == "app"
    ]

    def __init__(
        self, setup: Setup, feed: MakeFeed = live, clock: Callable[[], float] = monotonic, *, ticking: bool = True
    ) -> None:
        super().__init__()
        self.setup = setup
        themes.register(self, setup.theme)  # now, so that nothing is painted twice
        self.lang: Language = setup.lang
        self.place: Place | None = None
        self.feed: Feed | None = None
        self._make_feed = feed
        self._ticking = ticking
        self.clock = clock
        self.desk = Desk(
            self.lang,
            clock,
            glyphs(setup.glyphs),
            read_only=setup.read_only,
            demonstration=setup.demonstration,
        )
        self._last_paint = 0.0
        self._due = False
        self.cooldown = Cooldown()
        self.drafts = Drafts()
        self.keys = KeysInForce(setup.lang, setup.keys, setup.glyphs == "ascii")
        self.toasts = Toasts(self)
        self.places = Places(self)
        self.sending = Sending(self)
        self._faulty: set[str] = set()
        """Actions whose fault was logged already."""

    # --- starting ---

    def on_mount(self) -> None:
        """The main screen first; then the hub is found."""
        if self.setup.log_path is not None:
            log_to(self.setup.log_path)
        if self.setup.keys:
            self.set_keymap({ident: with_telex(keys) for ident, keys in self.setup.keys.items()})
        self.setup.progress.listen(self.waiting)
        self.push_screen(self._main())
        self.call_after_refresh(self.begin)

    def _main(self) -> MainScreen:
        """The main screen, or that of a replay."""
        log_name = str(self.setup.log_path or "")
        if self.setup.feed is None:
            return MainScreen(log_name)
        from .screens.replay import ReplayScreen

        return ReplayScreen(log_name)

    def begin(self) -> None:
        """After the first paint: find or start the hub, and follow it."""
        if not self.is_headless:
            end_when_asked(self)
        self.run_worker(self._follow(), exit_on_error=False, group="feed")
        if self._ticking:
            self._tick()

    async def _follow(self) -> None:
        """Until it ends. What nobody foresaw is logged, and told where the meeting would stand."""
        try:
            self.place = await self.setup.place()
            self.desk.shown_url = self.place.shown
            self.desk.connecting()
            self.mark()
            self.feed = self._make_feed(self.place, self.lang) if self.setup.feed is None else self.setup.feed()
            await self.feed.run(self.take)
        except CannotStart as wrong:
            self.desk.failed(wrong.sentences)
            self.exit(return_code=wrong.exit_code, message="\n".join(wrong.sentences))
        except Exception as why:
            FAULTS.exception("feed")
            self.take(Ended(why))

    def waiting(self, sentence: str) -> None:
        """What is being done until there is a hub."""
        screen = self.main_screen
        if screen is not None and self.desk.book is None:
            screen.say_waiting(sentence)

    @property
    def main_screen(self) -> MainScreen | None:
        """The main screen, wherever in the stack it stands."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    # --- news ---

    def take(self, news: News) -> None:
        """One piece of news of the feed."""
        loading = self.desk.loading
        try:
            happened = self.desk.take(news)
        except Exception as why:
            # What cannot be folded leaves a gap: nothing that comes behind it may be shown as if there were none.
            FAULTS.exception("news %s", type(news).__name__)
            happened = self.desk.take(Ended(why))
            self.workers.cancel_group(self, "feed")
        self.tell(happened)
        if isinstance(news, Answered) and isinstance(news.answer, No):
            self.drafts.refused(news.ident)
        if loading and not self.desk.loading:
            gc.collect()  # once, before anything is shown: what was loaded stays, and is not gone through again
            gc.freeze()
        self.mark()

    def tell(self, happened: list[Happened]) -> None:
        """Let the person hear of it."""
        for one in happened:
            self.toast(say(self.lang, f"console.{one.key}", key=self.keys, **one.facts))
            if one.key == "toast-new-log":
                self.places.start_anew()
        for ident in self.drafts.unsure_ones():
            if self.desk.in_log(ident):
                self.drafts.was_done(ident)

    def toast(self, text: str, severity: Severity = "information") -> None:
        """A few words that go away by themselves. Text from outside stays text."""
        self.toasts.say(text, severity)

    # --- painting ---

    def mark(self) -> None:
        """Something changed: paint soon, at once where nothing was painted for a while."""
        if self._due:
            return
        self._due = True
        wait = self._last_paint + FRAME - monotonic()
        if wait <= 0:
            self.call_next(self.paint)
        else:
            self.set_timer(wait, self.paint)

    def _tick(self) -> None:
        """Once a second, at the second of the clock that is shown."""
        self.tell(self.desk.look())
        self.mark()
        self.set_timer(self.desk.time.to_next_look(), self._tick)

    def scene(self) -> Scene | None:
        """This instant with what is selected on the screen."""
        selected = Selection()
        for screen in reversed(self.screen_stack):
            found = getattr(screen, "selection", None)
            if found is not None:
                selected = Selection(*found())
                break
        scene = self.desk.scene(turn=selected.turn, item=selected.item, point=selected.point)
        if scene is None:
            return None
        return replace(scene, marked=selected.marked, vanished=selected.vanished, written=selected.written, keys=self.keys)

    def paint(self) -> None:
        """Show the scene on every screen that shows scenes and can be seen."""
        self._due = False
        self._last_paint = monotonic()
        scene = self.scene()
        if scene is None:
            self._tell_why_nothing_is_shown()
            return
        try:
            foot = self.foot(scene)
        except Exception:
            FAULTS.exception("foot")
            foot = ()
        for screen in self.visible_screens():
            show = getattr(screen, "paint", None)
            if show is None:
                continue
            try:
                show(scene, self.desk.away_for, foot)
            except Exception:
                FAULTS.exception("paint %s", type(screen).__name__)

    def _tell_why_nothing_is_shown(self) -> None:
        """There has been no record yet: that the hub is out of reach, or turned this console away, stands in the middle."""
        link, screen = self.desk.link, self.main_screen
        if screen is None or link.state not in ("away", "ended"):
            return
        if link.state == "ended":
            screen.say_waiting(say(self.lang, "console.never-in", text=" ".join(link.text), key=self.keys))
            return
        gone = times.duration(self.lang, round(self.desk.away_for) * 1000)
        url = self.place.shown if self.place is not None else ""
        screen.say_waiting(say(self.lang, "console.never-there", url=url, duration=gone))

    def visible_screens(self) -> list[Screen[Any]]:
        """The screen on top, and those that shine through modal ones."""
        found: list[Screen[Any]] = []
        for screen in reversed(self.screen_stack):
            found.append(screen)
            if not screen.is_modal:
                break
        return found

    def foot(self, scene: Scene) -> tuple[Key, ...]:
        """The keys of this moment."""
        where = self.places.where(scene)
        shown = wanted(actions(), scene, where, lambda one: not self.why_not(one, scene))
        keys = [Key(self.keys.first(one.id), self.called(one, scene, "short"), one.id, one.id in ALWAYS) for one in shown]
        return tuple(key for key in keys if key.key)

    def called(self, action: Action, scene: Scene, form: str = "") -> str:
        """What an action is called now."""
        from .views.course import is_break

        return word(self.lang, action, form, now="break" if is_break(scene.meeting) else scene.meeting.phase)

    # --- actions ---

    def action_act(self, ident: str) -> None:
        """An action's key was pressed."""
        self.perform(ident)

    def why_not(self, action: Action, scene: Scene) -> str:
        """Why the action cannot be done now, "" where it can."""
        why = why_not(action, scene)
        if why:
            return why
        try:
            effect = action.do(scene)
        except Exception:
            if action.id not in self._faulty:
                FAULTS.exception("action %s", action.id)
            self._faulty.add(action.id)
            return say(self.lang, "console.toast-defect", path=self.setup.log_path or "")
        return effect.text if isinstance(effect, Not) else ""

    def perform(self, ident: str, seen: Callable[[Scene], Scene] = lambda scene: scene) -> None:
        """Do an action, or say why it cannot be done. A fault of it is logged and told; the screen goes on.

        `seen`: the scene that it is done in, where that is not what is marked.
        """
        action = actions()[ident]
        scene = self.scene()
        self.drafts.begun(ident)
        try:
            if scene is None:
                if ident == "quit":
                    self.exit()
                return
            why = why_not(action, scene) or self.cooldown.why_not(action, scene, self.clock())
            if why:
                self.toast(why, "warning")
                return
            self.follow(action.do(seen(scene)), action)
        except Exception:
            self.defect(f"action {ident}")

    def defect(self, what: str) -> None:
        """Log the exception being handled, and say that something went wrong."""
        FAULTS.exception(what)
        self.toast(say(self.lang, "console.toast-defect", path=self.setup.log_path or ""), "error")

    def follow(self, effect: Effect, action: Action) -> None:
        """What comes of an action."""
        match effect:
            case None:
                return
            case Not(text):
                self.toast(text, "warning")
            case Go(place, argument):
                self.places.go(place, argument)
            case Form():
                from .screens.form import FormScreen

                self.opened()
                self.push_screen(
                    FormScreen(effect, self.lang, self.drafts, glyphs=self.desk.glyphs, scene=self.scene),
                    partial(self._filled, action=action, title=effect.title),
                )
            case Compose():
                from .screens.writing import LineScreen

                self.opened()
                self.push_screen(
                    LineScreen(effect, self.lang, self.drafts, glyphs=self.desk.glyphs, scene=self.scene),
                    partial(self._filled, action=action, title=effect.draft),
                )
            case Find():
                from .screens.finder import FinderScreen

                def found(one: Found | None, find: Find = effect) -> None:
                    self.closed()
                    if one is not None:
                        self.then(lambda: find.then(one), action)

                self.opened()
                self.push_screen(FinderScreen(effect, self.lang, glyphs=self.desk.glyphs), found)
            case Confirm():

                def answered(yes: bool | None, confirm: Confirm = effect) -> None:
                    self.closed()
                    if yes:
                        self.then(confirm.then, action)

                self.opened()
                self.push_screen(
                    ConfirmScreen(
                        effect, self.lang, self.setup.keys.get(action.id, action.keys), now=self.clock, glyphs=self.desk.glyphs
                    ),
                    answered,
                )
            case _:
                self.sending.send(effect, action)

    def _filled(self, effect: Effect, action: Action, title: str) -> None:
        """A form was filled in, or left."""
        self.closed()
        if effect is not None:
            self.drafts.filled(action.id, title)
        self.then(lambda: effect, action)

    def then(self, made: Callable[[], Effect], action: Action) -> None:
        """What comes of a form, a search or a question: looked at again, for the hub may have gone meanwhile."""
        try:
            effect = made()
            if effect is not None and not isinstance(effect, Form | Compose | Find | Confirm | Not | Go):
                scene = self.scene()
                why = why_not(action, scene) if scene is not None else say(self.lang, "action.why-starting")
                if why:
                    self.toast(why, "warning")
                    return
            self.follow(effect, action)
        except Exception:
            self.defect(f"action {action.id}")

    # --- the screen's own messages ---

    def on_repaint(self, _message: Repaint) -> None:
        """A screen wants a scene."""
        self.mark()

    def on_foot_pressed(self, message: Foot.Pressed) -> None:
        """A key of the footer was clicked."""
        self.perform(message.action)

    def on_rows_resized(self, _message: Rows.Resized) -> None:
        """A panel wants lines of another width."""
        self.mark()

    def on_rows_pointed(self, _message: Rows.Pointed) -> None:
        """A hand went to a row: what was done to one may be done to the next at once."""
        self.cooldown.moved()

    def on_rows_moved(self, _message: Rows.Moved) -> None:
        """Another row is selected: panels say more about it."""
        self.mark()

    def on_defect(self, _message: Defect) -> None:
        """Something failed on a screen, and was logged there."""
        self.toast(say(self.lang, "console.toast-defect", path=self.setup.log_path or ""), "error")

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """A row was chosen."""
        try:
            self.places.chosen(message.rows, message.key)
        except Exception:
            self.defect("chosen")
