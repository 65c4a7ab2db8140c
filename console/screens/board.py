"""The roll-call board over the main screen: every point with its three marks, who is missing first.

The row under the cursor never changes by itself: as long as it is selected it keeps its place, however it stands by then.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from bridge_server.meeting import Meeting
from bridge_server.meeting.agenda import Agenda
from console.actions.action import with_telex
from console.actions.board import ACTIONS
from console.lines import safe
from console.scene import Scene
from console.search import build_ahead
from console.views import board, board_filters
from console.views.board_list import STATES, Filters, Held, Listing, break_run, named_like, stands, survey, turns_taken
from console.views.header import banner
from console.widgets.chips import ChipRows
from console.widgets.foot import Foot, Key
from console.widgets.point_details import PointDetails
from console.widgets.point_rows import PointRows
from console.widgets.rows import Rows

from .guarded import Guard
from .main import Repaint

FAULTS = logging.getLogger("console")
LOOK_EVERY: Final = 0.5
"""Seconds between two looks at everybody, however many records come."""
ORDER_EVERY: Final = 2.0
"""Seconds between two changes of the order that nobody asked for."""
STILL: Final = 1.0
"""Seconds since the last key or click before the order may change by itself."""


MANY: Final = 1000
"""Points from which on the search is made ready ahead."""
REST: Final = 0.2
"""Seconds after the board is shown before that begins."""


class BoardScreen(Screen[Filters]):
    """Shows scenes; knows no hub. Posts `Repaint` where it wants a scene.

    What it is dismissed with are its filters, to begin with the next time.
    """

    DEFAULT_CSS = """
    BoardScreen {
        & #board-banner { height: auto; max-height: 3; }
        & #title { height: 1; background: $panel; }
        & #states { height: 2; }
        & #scope-line { height: 1; }
        & #scope { width: 1fr; height: 1; }
        & #search { width: 26; }
        & #heads { height: 1; background: $surface; }
        & #list-side { width: 1fr; height: 1fr; }
        & #details { width: 45; padding: 0 1; border-left: solid $primary 40%; }
        &.-narrow #body { layout: vertical; }
        &.-narrow #details { display: none; width: 100%; height: 55%; border-left: none; border-top: solid $primary 40%; }
        &.-narrow.-open #details { display: block; }
        &.-broad #states, &.-vast #states { height: 1; }
        &.-broad #details { width: 54; }
        &.-broad #search, &.-vast #search { width: 40; }
        &.-vast #details { width: 62; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(with_telex(one.keys), f"app.act('{one.id}')", show=False, id=one.id) for one in ACTIONS if one.keys),
        Binding("escape", "back", show=False),
        Binding("f2", "close", show=False),
        Binding("down", "into_list", show=False),
    ]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - no class variable in Textual
        (0, "-narrow"), (118, "-wide"), (board_filters.ONE_LINE, "-broad"), (190, "-vast"),
    ]  # fmt: skip
    AUTO_FOCUS = "#list"
    where = "board"
    """Whose keys work here."""

    def __init__(self, filters: Filters | None = None, *, clock: Callable[[], float] = monotonic, log_name: str = "") -> None:
        """`clock` is this machine's, in seconds; `log_name` is where faults are kept, as people are told it."""
        super().__init__()
        self.filters = filters or Filters()
        self._scene: Scene | None = None
        self._clock = clock
        self._log_name = log_name
        self._news = Listing()
        self._held: Held | None = None
        self._spoken: dict[str, int] = {}
        self._seen: tuple[Meeting | None, int] = (None, -1)
        self._dirty = True
        self._looked = self._ordered = self._touched = float("-inf")
        self._chips_of: tuple[object, ...] = ()
        self._found: tuple[str, Agenda | None, tuple[str, ...]] = ("", None, ())
        self._top = 0
        self._waiting = ""
        self._away_for = 0.0
        self._failed = False
        self._guard = Guard(self)

    def compose(self) -> ComposeResult:
        """What is counted, the chips, the rows, and everything about the selected one."""
        yield Rows(id="board-banner")
        yield Rows(id="title")
        yield ChipRows(id="states")
        with Horizontal(id="scope-line"):
            yield ChipRows(id="scope")
            yield Input(id="search", compact=True)
        with Horizontal(id="body"):
            with Vertical(id="list-side"):
                yield Rows(id="heads")
                yield PointRows(id="list")
            yield PointDetails(id="details")
        yield Foot()

    def on_mount(self) -> None:
        """What only shows something takes no focus; a blinking cursor would cost for nothing."""
        for name in ("board-banner", "title", "heads"):
            self._rows(name).can_focus = False
        self._rows("board-banner").display = False
        self.query_one("#search", Input).cursor_blink = False
        self.post_message(Repaint())

    def on_resize(self) -> None:
        """Columns are chosen anew."""
        self.call_after_refresh(self.again)

    def again(self) -> None:
        """Draw everything anew, as after another size."""
        self._chips_of = ()
        self.details.forget()
        self.points.refresh()
        if self._scene is not None:
            self.paint(self._scene, self._away_for)
        self.post_message(Repaint())

    def _rows(self, name: str) -> Rows:
        return self.query_one(f"#{name}", Rows)

    @property
    def details(self) -> PointDetails:
        """Everything about the selected one."""
        return self.query_one("#details", PointDetails)

    @property
    def points(self) -> PointRows:
        """The rows."""
        return self.query_one("#list", PointRows)

    @property
    def scene(self) -> Scene:
        """The scene that is shown; there is one before anything is drawn or can be pressed."""
        assert self._scene is not None
        return self._scene

    @property
    def selected(self) -> str:
        """The key of the selected row: a point's id, "point/agency" for an agency at the hall, "" for none."""
        return self.points.selected if self.is_mounted else ""

    def selection(self) -> tuple[str, str, str]:
        """The selected contribution, item and point: here only points are."""
        return "", "", self.selected

    # --- showing a scene ---

    def paint(self, scene: Scene, away_for: float = 0.0, foot: tuple[Key, ...] | None = None) -> None:
        """Show this scene; cheap enough to be called for every burst of records. A fault is logged once, and said in the head."""
        self._scene, self._away_for = scene, away_for
        if not self.is_mounted or self.points.size.width <= 0:
            return
        if foot is not None:
            self.query_one(Foot).show(foot)
        try:
            self._show()
            self._failed = False
        except Exception:
            if not self._failed:
                FAULTS.exception("board")
            self._failed = True
            self._rows("title").show([((scene.say("console.panel-error", path=self._log_name), "bad"),)])

    def _write_search(self) -> None:
        search = self.query_one("#search", Input)
        search.placeholder = self.scene.say("board.search-hint")
        if search.value.strip() != self.filters.text:
            with self.prevent(Input.Changed):
                search.value = self.filters.text

    def _show(self) -> None:
        now, meeting = self._clock(), self.scene.meeting
        if self._seen[0] is not meeting or self._seen[1] != meeting.n:
            if self._seen[0] is not meeting:
                self._new_meeting()
            self._seen, self._dirty = (meeting, meeting.n), True
            self._spoken = turns_taken(meeting)
        self.points.take(self.scene, self._spoken)
        if self._top != self.points.scroll_offset.y:
            self._top, self._touched = self.points.scroll_offset.y, now
        if self._dirty and now - self._looked >= LOOK_EVERY:
            self._look()
        still = now - self._touched >= STILL and now - self._ordered >= ORDER_EVERY
        if still and self._news is not self.points.listing:
            self._order(self._news)
        self._above()
        self.points.redraw()
        self.details.put(self.scene, self.selected, self._clock())
        if self._waiting:
            argument, self._waiting = self._waiting, ""
            self.look_at(argument)

    def _new_meeting(self) -> None:
        """Another log: filters about what it does not have fall."""
        meeting, filters = self.scene.meeting, self.filters
        tier = filters.tier if filters.tier in meeting.tiers else ""
        self.filters = replace(filters, tier=tier, parent=filters.parent if filters.parent in meeting.points else "")
        self._held, self._ordered, self._looked = None, float("-inf"), float("-inf")
        self._write_search()
        if len(meeting.points) >= MANY:
            self.set_timer(REST, partial(self.build_ahead, meeting))

    def build_ahead(self, meeting: Meeting) -> None:
        """The first search of very many points must not keep anybody waiting: what it needs is made beside."""
        self.run_worker(partial(build_ahead, meeting), thread=True, exit_on_error=False, group="index")

    def _look(self) -> None:
        """Count, and see which order would be right now."""
        found = self._search(self.filters.text) if self.filters.text else None
        self._news = survey(self.scene, self.filters, found=found, held=self._held, spoken=self._spoken)
        self._looked, self._dirty = self._clock(), False

    def _search(self, text: str) -> Sequence[str]:
        agenda = self.scene.meeting.agenda
        if self._found[0] != text or self._found[1] is not agenda:
            self._found = text, agenda, named_like(self.scene.meeting, text)
        return self._found[2]

    def _order(self, listing: Listing) -> None:
        """Show these rows."""
        self._ordered = self._clock()
        over = self.filters.state == "break" and break_run(self.scene.meeting) is None
        self.points.order(listing, board.nothing(self.scene, self.points.room, over=over))

    def _above(self) -> None:
        """Title, chips and the names of the columns."""
        told = banner(self.scene, self._away_for, self.size.width)
        shown = self._rows("board-banner")
        shown.display = bool(told)
        if told:
            shown.styles.height = len(told)
            shown.show(told)
        self._rows("title").show([board.title(self.scene, self._rows("title").size.width)])
        mark = (self._news, self.filters, self.size, self.scene.meeting.running)
        if self._chips_of == mark:
            return
        self._chips_of = mark
        states, scope = self.query_one("#states", ChipRows), self.query_one("#scope", ChipRows)
        states.put(board_filters.state_chips(self.scene, self.filters, self._news, states.size.width))
        scope.put(board_filters.scope_chips(self.scene, self.filters, self._news, scope.size.width))
        self._rows("heads").show([board.column_heads(self.scene, board.columns(self.points.room))])

    # --- what is listed ---

    def look_at(self, argument: str) -> None:
        """Do what `Go("board", argument)` says: a row's key selects it; ":state lost", ":tier", ":tier commune", ":parent 513",
        ":group" and ":search" change what is listed; "" changes nothing."""
        if self._scene is None:
            self._waiting = argument
            return
        if not argument.startswith(":"):
            if argument:
                self._select(argument)
            return
        word, told, value = argument[1:].partition(" ")
        if word == "search":
            self.set_focus(self.query_one("#search", Input))  # at once: letters may follow close behind
        elif word == "state" and value in STATES:
            self._filter(Filters(grouped=self.filters.grouped) if value == "all" else replace(self.filters, state=value))
        elif word == "group":
            self._filter(replace(self.filters, grouped=not self.filters.grouped))
        elif word in ("tier", "parent"):
            self._narrow(word, value if told or word == "parent" else None)

    def _narrow(self, word: str, value: str | None) -> None:
        """To a tier (None: the next one), or to the points of a parent; the agencies of the hall know neither."""
        state = "all" if self.filters.state == "hall" else self.filters.state
        tier, parent = self.filters.tier, self.filters.parent
        if word == "parent":
            parent = value or ""
        elif value is None:
            tiers = ("", *self.scene.meeting.tiers)
            tier = tiers[(tiers.index(tier) + 1) % len(tiers)] if tier in tiers else ""
        else:
            tier = value
        self._filter(replace(self.filters, state=state, tier=tier, parent=parent))

    def _filter(self, filters: Filters) -> None:
        """List by these filters, at once. What was selected stays so where it is listed and was not just the first row."""
        if filters == self.filters and self.points.listing.keys:
            return
        at_first = not self.filters.text and self.selected == self._first
        self.filters = filters
        self._write_search()
        self._held = None
        self._spoken = turns_taken(self.scene.meeting)
        self._look()
        self._order(self._news)
        rows = self.points
        if self._first and (filters.text or at_first or rows.selected not in rows.listing.keys):
            rows.selected = self._first
        if (rows.row_of(rows.selected) or 0) < rows.size.height:
            rows.scroll_to(y=0, animate=False)
        self._hold(rows.selected)
        self.paint(self.scene, self._away_for)

    @property
    def _first(self) -> str:
        return next((key for key in self.points.listing.keys if key), "")

    def _select(self, key: str) -> None:
        """Select a row; filters that hide it fall."""
        if key not in self.points.listing.keys:
            self._filter(Filters(grouped=self.filters.grouped))
        if key not in self.points.listing.keys:
            self._filter(Filters(state="hall"))
        rows = self.points
        if rows.row_of(key) is not None:
            rows.selected = key
            self.call_after_refresh(rows.bring, key)
        rows.focus()

    def _hold(self, key: str) -> None:
        self._held = Held(key, stands(self.scene, key)) if key else None

    # --- keys and mouse ---

    @on(Rows.Moved, "#list")
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        with self._guard("row"):
            if self._held is None or self._held.key != event.key:
                self._hold(event.key)
                self._dirty = True
            self._touch()
            self.post_message(Repaint())
            self.details.put(self.scene, self.selected, self._clock())

    @on(Rows.Chosen, "#list")
    def _chosen(self, event: Rows.Chosen) -> None:
        """Where the details have no room of their own, they open and close."""
        event.stop()
        self.toggle_class("-open")
        self.call_after_refresh(self.again)

    @on(ChipRows.Clicked)
    def _chip(self, event: ChipRows.Clicked) -> None:
        event.stop()
        self._touch()
        if event.said == ":pick-parent":
            self.call_later(self.run_action, "app.act('board.parent')")
            return
        with self._guard("chip"):
            self.look_at(event.said)

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        text = safe(event.value).strip()
        if text != self.filters.text:
            with self._guard("search"):
                self._filter(replace(self.filters, text=text))

    @on(events.Key)
    def _touch(self) -> None:
        """Somebody is at it: the order waits."""
        self._touched = self._clock()

    @on(Input.Submitted, "#search")
    def action_into_list(self) -> None:
        """From the search to the rows."""
        self.points.focus()

    def action_back(self) -> None:
        """A step back: out of the search, the details closed, then the board."""
        rows = self.points
        if self.filters.text or not rows.has_focus:
            rows.focus()
            with self._guard("search"):
                self._filter(replace(self.filters, text=""))
        elif self.has_class("-open") and self.has_class("-narrow"):
            self.remove_class("-open")
        else:
            self.action_close()

    def action_close(self) -> None:
        """Back to the screen under it."""
        self.close()

    def close(self) -> None:
        """Leave it; the filters are kept."""
        self.dismiss(self.filters)
