"""Actions of a replay: they move it about in its log, and say nothing to any hub."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bridge_server.reports import times
from bridge_server.reports.times import BadAt
from console.forms import Effect, Find, Found, Go, Not
from console.matching import fold
from console.scene import Scene

from .action import Action

if TYPE_CHECKING:
    from console.book import Told
    from console.playback.player import Playhead

ALSO: Final = ("board", "agenda", "face")
"""Actions of the main screen whose keys work in a replay as well."""
MOST: Final = 50
"""Sentences that a search lists at most."""


def to(said: str) -> Callable[[Scene], Effect]:
    """Say something to the player."""
    return lambda _scene: Go("replay", said)


def goto(scene: Scene) -> Effect:
    """To a record, a time, or a date and a time; what was understood is listed while it is typed."""
    head = scene.replay
    if head is None:
        return None
    tape = head.tape

    def search(typed: str) -> list[Found]:
        try:
            place, shown = tape.understood(typed)
        except BadAt:
            return []
        when = f"{times.clock_seconds(shown)} {times.date_short(scene.lang, shown)}"
        name = scene.say("replay.goto-found", when=when, n=tape.first + place, last=tape.last)
        told = head.chronicle.of(place) if place else ()
        return [Found(typed, ((name, ""),), ((told[0].text if told else scene.say("replay.goto-beginning"), "dim"),))]

    def note(typed: str) -> str:
        if not typed.strip():
            return scene.say("replay.goto-forms")
        try:
            place, shown = tape.understood(typed)
        except BadAt:
            return scene.say("replay.goto-bad", typed=typed)
        number = typed.strip().removeprefix("#")
        if number.isdecimal() and int(number) > tape.last:
            return scene.say("replay.goto-last", last=tape.last)
        outside = place in (0, len(tape)) and shown in (tape.shown(0), tape.shown(len(tape))) and not number.isdecimal()
        return scene.say("replay.goto-end" if place else "replay.goto-start") if outside else scene.say("replay.goto-enter")

    return Find(
        scene.say("replay.goto"),
        search,
        lambda one: Go("replay", f"written {one.id}"),
        scene.say("replay.goto-hint"),
        scene.say("replay.goto-about", first=when_of(scene, tape.shown(0)), last=when_of(scene, tape.shown(len(tape)))),
        note,
    )


def when_of(scene: Scene, shown: int) -> str:
    """A shown instant with its date."""
    return times.date_clock(scene.lang, shown)


def search(scene: Scene) -> Effect:
    """Look through the sentences of the whole log; the hits nearest to where one stands are listed, in order."""
    head = scene.replay
    if head is None:
        return None
    chronicle, tape = head.chronicle, head.tape

    def found(typed: str) -> list[Found]:
        return [hit(head, place, typed) for place in nearest(chronicle.hits(typed), head.place)]

    def note(typed: str) -> str:
        hits = len(chronicle.hits(typed))
        if not chronicle.ready:
            return scene.say("replay.search-making", percent=int(chronicle.part_ready * 100), count=hits)
        if not typed.strip():
            return scene.say("replay.search-all", count=times.number(scene.lang, len(tape)))
        return scene.say("replay.search-nearest", count=times.number(scene.lang, hits), most=MOST) if hits > MOST else ""

    return Find(
        scene.say("replay.search"),
        found,
        lambda one: Go("replay", f"place {one.id}"),
        scene.say("replay.search-hint"),
        note=note,
        growing=lambda: not chronicle.ready,
    )


def nearest(places: list[int], here: int) -> list[int]:
    """The places nearest to this one, ascending."""
    return sorted(sorted(places, key=lambda place: abs(place - here))[:MOST])


def hit(head: "Playhead", place: int, typed: str) -> Found:
    """One record as a row: its number, its time, what it says. Of several sentences the first that has a word looked for."""
    told = head.chronicle.of(place)
    shown = head.tape.shown(place)
    words = fold(typed).split()
    one = next((one for one in told if any(word in fold(one.text) for word in words)), told[0] if told else None)
    name = ((f"{times.clock_seconds(shown)} ", "dim"), (sentence_of(one), ""))
    return Found(str(place), name, ((f"#{head.tape.first + place}", "dim"),))


def sentence_of(one: "Told | None") -> str:
    """A sentence with its author."""
    if one is None:
        return ""
    return f"{one.by}: {one.text}" if one.by and one.kind not in ("LineUp", "LineLost") else one.text


def beside(what: str, direction: int) -> Callable[[Scene], Effect]:
    """To the next or the previous beginning of an item or a turn; where there is none, that is said."""

    def do(scene: Scene) -> Effect:
        head = scene.replay
        if head is None:
            return None
        starts = head.course.item_places if what == "item" else head.course.turn_places
        if any((place - head.place) * direction > 0 for place in starts):
            return Go("replay", f"beside {what} {direction}")
        return Not(scene.say(f"replay.no-{'next' if direction > 0 else 'previous'}-{what}"))

    return do


def act(name: str, keys: str, do: Callable[[Scene], Effect]) -> Action:
    """One action of a replay."""
    return Action(f"replay.{name}", keys, "replay", "replay", do, writes=False)


ACTIONS = (
    act("play", "space", to("toggle")),
    act("back", "left", to("jump -10000")),
    act("forward", "right", to("jump 10000")),
    act("back-minute", "shift+left", to("jump -60000")),
    act("forward-minute", "shift+right", to("jump 60000")),
    act("previous-record", "comma", to("step -1")),
    act("next-record", "full_stop", to("step 1")),
    act("slower", "minus", to("faster -1")),
    act("faster", "plus,equals_sign", to("faster 1")),
    act("next-item", "n", beside("item", 1)),
    act("previous-item", "N", beside("item", -1)),
    act("next-turn", "t", beside("turn", 1)),
    act("previous-turn", "T", beside("turn", -1)),
    act("goto", "g", goto),
    act("search", "slash", search),
    act("skip", "s", to("skip")),
    act("begin", "home", to("begin")),
    act("end", "end", to("end")),
    act("where", "w", to("where")),
    *(act(f"tenth-{digit}", str(digit), to(f"part {digit / 10}")) for digit in range(10)),
)
