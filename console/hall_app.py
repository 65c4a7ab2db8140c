"""The application of a projected screen: a feed in, faces out, and no key that says anything to a hub."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from bridge_server.reports.names import label
from bridge_server.words import Language, say

from . import themes
from .desk import ended_text
from .glyphs import glyphs
from .hall import View
from .keys_in_force import KeysInForce
from .process import FAULTS, end_when_asked, log_to
from .screen_feed import FINAL, LiveScreen, ScreenFeed, WrongRole
from .screens.hall import LAPSE, HallScreen
from .screens.main import Repaint
from .setup import CannotStart, Place, Setup
from .views.hall import Manner

MakeScreenFeed = Callable[[Place, Language], ScreenFeed]


def live_screen(place: Place, lang: Language) -> ScreenFeed:
    """The feed of a hub."""
    return LiveScreen(place.url, place.code, lang=lang)


class HallApp(App[int]):
    """`feed` makes what is shown; `clock` is this machine's, in seconds. Not `ticking`: somebody else lets time pass."""

    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Điểm Cầu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c,q", "quit", show=False, priority=True),
        Binding("f7", "theme", show=False),
    ]

    def __init__(
        self,
        setup: Setup,
        view: View = "hall",
        feed: MakeScreenFeed = live_screen,
        clock: Callable[[], float] = monotonic,
        *,
        ticking: bool = True,
    ) -> None:
        super().__init__()
        self.setup = setup
        themes.register(self, setup.theme)
        self.lang: Language = setup.lang
        self.clock = clock
        self.feed: ScreenFeed | None = None
        self._make_feed = feed
        self._ticking = ticking
        self._projected = HallScreen(view)
        self._url = ""
        self._ended = ""
        self._due = False
        self._began = clock()

    def on_mount(self) -> None:
        """The screen first; then the hub is found."""
        if self.setup.log_path is not None:
            log_to(self.setup.log_path)
        self.setup.progress.listen(self._projected_waits)
        self.push_screen(self._projected)
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """After the first painting."""
        if not self.is_headless:
            end_when_asked(self)
        self.run_worker(self._follow(), exit_on_error=False, group="feed")
        if self._ticking:
            self._tick()

    async def _follow(self) -> None:
        """Until it ends; why it did stands on the screen, in place of the meeting where there was none."""
        try:
            place = await self.setup.place()
            self._url = place.shown
            self.feed = self._make_feed(place, self.lang)
            self.mark()
            await self.feed.run(self.mark)
        except CannotStart as wrong:
            self.exit(return_code=wrong.exit_code, message="\n".join(wrong.sentences))
        except FINAL as why:
            self._ended = self._why(why)
        except Exception as why:
            FAULTS.exception("screen")
            self._ended = ended_text(self.lang, why)
        self.mark()

    def _why(self, why: Exception) -> str:
        """Why there will be nothing new, and what to do."""
        if isinstance(why, WrongRole):
            return say(self.lang, "hall.wrong-code", role=label(self.lang, "role", why.role).lower())
        return ended_text(self.lang, why)

    # --- painting ---

    def _projected_waits(self, sentence: str) -> None:
        if self.feed is None or self.feed.frames(0) is None:
            self.call_after_refresh(self._projected.say_waiting, sentence)

    def mark(self) -> None:
        """Something changed: paint soon."""
        if not self._due and self.is_running:
            self._due = True
            self.call_next(self.paint)

    def _tick(self) -> None:
        """At every second of the clock that is shown."""
        self.mark()
        self.set_timer(1.0 if self.feed is None else self.feed.time.to_next_look(), self._tick)

    def paint(self) -> None:
        """Show what stands at this instant; the clocks run on where nothing new has come."""
        self._due = False
        feed = self.feed
        now = feed.time.now() if feed is not None else 0
        frames = feed.frames(now) if feed is not None else None
        silent = self.clock() - (feed.heard_at if feed is not None else self._began)
        if feed is None or frames is None:
            if self._ended:
                keys = KeysInForce(self.lang).first("quit")
                self._projected.say_waiting(f"{self._ended} {say(self.lang, 'hall.leave', keys=keys)}")
            elif feed is not None and silent >= LAPSE:
                gone = round(silent) // 5 * 5
                text = say(self.lang, "label.seconds", seconds=gone)
                self._projected.say_waiting(say(self.lang, "console.never-there", url=self._url, duration=text))
            return
        ended = say(self.lang, "hall.ended") if self._ended else ""
        manner = Manner(self.lang, glyphs(self.setup.glyphs), lapsed=silent >= LAPSE, ended=ended)
        self._projected.draw(frames, now, feed.mark, manner)

    def on_repaint(self, _message: Repaint) -> None:
        """The screen has another size."""
        self.mark()

    def action_theme(self) -> None:
        """Another colour: a bright hall wants a light one."""
        names = list(themes.NAMES)
        after = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[after % len(names)]
