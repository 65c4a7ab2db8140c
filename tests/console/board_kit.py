"""The roll-call board without a console round it: a meeting that decides what is said, and an app that shows the board alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from benchmarks.meetings import real_meeting
from bridge_server.meeting import HOST, HUB, Author, Command, Event, Meeting, Record, apply, decide
from bridge_server.meeting import commands as c
from bridge_server.meeting.author import Role
from bridge_server.meeting.values import MINUTE
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import Language
from console import themes
from console.actions.board import ACTIONS
from console.forms import Choice, Compose, Confirm, Effect, Find, Form, Go, Moment, Not, Number, Text, Wrong
from console.glyphs import UNICODE, Glyphs
from console.lines import plain
from console.roll import Roll
from console.scene import Scene
from console.screens.board import BoardScreen
from tests.meeting.kit import MORNING, THREE_TIERS, TWO_TIERS, WARDS

SIZES = ((80, 24), (120, 40), (200, 50))


class Desk:
    """A meeting, its roll, and the scene of now."""

    def __init__(self, meeting: Meeting, lang: Language = "vi", glyphs: Glyphs = UNICODE) -> None:
        self.meeting, self.lang, self.glyphs = meeting, lang, glyphs
        self.roll = Roll(meeting)
        self.now = meeting.starts_at - 20 * MINUTE
        self.role: Role = "host"
        self.last: tuple[Event, ...] = ()
        self.contacts: dict[str, tuple[ContactRow, ...]] = {}

    def says(self, by: Author, *commands: Command) -> tuple[Event, ...]:
        """Somebody says something; what came of it. Raises `Refused`."""
        events: tuple[Event, ...] = ()
        for command in commands:
            events = decide(self.meeting, command, by, self.now)
            apply(self.meeting, Record(self.meeting.n + 1, self.now, str(by), f"id-{self.meeting.n}", events))
            self.roll.take(events)
        self.last = events
        return events

    def host(self, *commands: Command) -> tuple[Event, ...]:
        """The host does it."""
        return self.says(HOST, *commands)

    def line(self, point: str, *ups: bool) -> None:
        """A page comes up, or is lost."""
        for up in ups:
            self.says(HUB, c.RecordLine(point, up=up))

    def later(self, minutes: float) -> None:
        """Time passes."""
        self.now += round(minutes * MINUTE)

    def scene(self, point: str = "") -> Scene:
        """This instant."""
        scene = Scene(self.lang, self.meeting, self.roll, self.now, role=self.role, glyphs=self.glyphs)
        return replace(scene, contacts=self.contacts, point=point)


def small(lang: Language = "vi", glyphs: Glyphs = UNICODE) -> Desk:
    """A province, two districts, three communes."""
    return Desk(Meeting(MORNING, THREE_TIERS), lang, glyphs)


def wards(lang: Language = "vi") -> Desk:
    """Two tiers."""
    return Desk(Meeting(WARDS, TWO_TIERS), lang)


def province(lang: Language = "vi", roster: str = "quang-nam-2024") -> Desk:
    """The real meeting."""
    return Desk(real_meeting(roster), lang)


def filled(form: Form, **given: Any) -> dict[str, Any]:
    """What a form holds when Enter is pressed at once, but for what is `given`."""
    values: dict[str, Any] = {}
    for field in form.fields:
        match field:
            case Text():
                values[field.key] = field.value or (field.offers[0] if field.required and field.offers else "")
            case Choice():
                values[field.key] = field.value or field.options[0][0]
            case Number() | Moment():
                values[field.key] = field.value
            case _:
                raise AssertionError(field)
    assert given.keys() <= values.keys()
    return values | given


class BoardApp(App[None]):
    """Shows the board, and does what its actions say: forms are sent as they stand but for `answers`, questions said yes to."""

    def __init__(self, desk: Desk, answers: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.desk, self.answers = desk, dict(answers or {})
        self.told: list[str] = []
        self.effects: list[Effect | Wrong] = []
        self.seconds = 100.0
        self.board = BoardScreen(clock=lambda: self.seconds)

    def on_mount(self) -> None:
        """The board over an empty screen."""
        themes.register(self)
        self.push_screen(self.board)

    def action_act(self, ident: str) -> None:
        """An action's key was pressed."""
        action = next(one for one in ACTIONS if one.id == ident)
        self.follow(action.do(self.desk.scene(self.board.selected)))

    def follow(self, effect: Effect | Wrong) -> None:
        """What comes of it."""
        self.effects.append(effect)
        match effect:
            case None:
                return
            case Not(text) | Wrong(_, text):
                self.told.append(text)
            case Go("board", argument):
                self.board.look_at(argument)
            case Form():
                given = {key: self.answers[key] for key in self.answers if any(one.key == key for one in effect.fields)}
                self.follow(effect.build(filled(effect, **given)))
            case Confirm():
                self.follow(effect.then())
            case Find():
                self.follow(effect.then(effect.search(self.answers.get("find", ""))[0]))
            case Go() | Compose():
                raise AssertionError(effect)
            case _:
                self.desk.says(Author(self.desk.role), effect)
        self.show()

    def show(self, seconds: float = 5.0) -> None:
        """Time passes here, and the board gets a scene."""
        self.seconds += seconds
        self.board.paint(self.desk.scene(self.board.selected))

    def keys(self) -> list[str]:
        """The rows in order, headings left out."""
        return [key for key in self.board.points.keys if key]

    def lines(self, name: str = "list") -> list[str]:
        """What a panel of the board shows."""
        rows = self.board._rows(name)
        return [plain(rows.line(row)).rstrip() for row in range(rows.count)]

    def drawn(self) -> list[str]:
        """What is on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def is_open(app: BoardApp) -> bool:
    """Whether the details are seen."""
    return app.board.details.display


async def shown(app: BoardApp, pilot: Pilot[None]) -> None:
    """The board has its first scene, and everything is drawn."""
    await pilot.pause()
    app.show()
    await pilot.pause()


async def press(app: BoardApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each with all that follows from it."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    app.show(0.0)
    await pilot.pause()
