"""Actions about who has the floor."""

from collections.abc import Callable

from bridge_server.meeting.clock import turn_budget
from bridge_server.meeting.commands import (
    AddItemTime,
    AddTurnTime,
    CallOn,
    CancelStandby,
    CutIn,
    EndTurn,
    GiveFloor,
    HoldTurn,
    NameSpeaker,
    PassTurn,
    PauseClock,
    ResumeClock,
    ResumeTurn,
    ReturnTurn,
    Standby,
    Undo,
)
from bridge_server.meeting.queue import upcoming
from bridge_server.meeting.rows import Turn
from bridge_server.meeting.values import Speaker
from bridge_server.reports.names import speaker
from console.forms import Choice, Effect, Find, Form, Found, InScene, Text, Values
from console.scene import Scene

from . import targets
from .action import Action
from .targets import no

MINUTE_S = 60
"""Seconds."""
REASON = 300


def opened(scene: Scene) -> Effect:
    """Why nothing can happen on the floor; None where it can."""
    if scene.meeting.phase != "open":
        return no(scene, f"phase-{scene.meeting.phase}")
    return None


def give(scene: Scene) -> Effect:
    """The floor to whoever is selected or next; one that was interrupted goes on."""
    if why := opened(scene):
        return why
    chosen = targets.chosen_turn(scene)
    if chosen is not None and chosen.state == "held":
        return targets.vanished(scene) or ResumeTurn(chosen.id, scene.meeting.speaking)
    turn = targets.waiting_turn(scene)
    if not isinstance(turn, Turn):
        return turn
    if turn.is_slot and turn.item != scene.meeting.running:
        return no(scene, "slot-of-other-item", name=targets.named(scene, turn))
    return GiveFloor(turn.id, scene.meeting.speaking)


def end(scene: Scene) -> Effect:
    """End the contribution that has the floor; where nobody has it, the marked one that was interrupted."""
    if why := opened(scene):
        return why
    turn = targets.speaking(scene) or targets.held_to_end(scene)
    return EndTurn(turn.id) if isinstance(turn, Turn) else turn


def standby(scene: Scene) -> Effect:
    """Tell whoever is selected or next to get ready; again: back to its place."""
    if why := opened(scene):
        return why
    turn = targets.waiting_turn(scene)
    if not isinstance(turn, Turn):
        return turn
    chosen = targets.chosen_turn(scene)
    if turn.state == "standby":
        if chosen is None or chosen.id != turn.id:
            return no(scene, "already-standby", name=targets.named(scene, turn))
        return CancelStandby(turn.id)
    return Standby(turn.id)


def hold(scene: Scene) -> Effect:
    """Interrupt who speaks; while nobody speaks: let whoever was interrupted go on."""
    if why := opened(scene):
        return why
    turn = targets.speaking(scene)
    if turn is None:
        last = targets.held_turn(scene, "nobody-speaks")
        return ResumeTurn(last.id, "") if isinstance(last, Turn) else last
    stands = scene.roll[turn.point]
    broken = turn.point != scene.meeting.hall and (stands.line is False or bool(stands.faults))
    return HoldTurn(turn.id, "line" if broken else "other")


def hold_for(scene: Scene) -> Effect:
    """Interrupt who speaks, saying why."""
    if why := opened(scene):
        return why
    turn = targets.speaking(scene)
    if turn is None:
        return no(scene, "nobody-speaks")
    causes = tuple((cause, scene.say(f"action.cause-{cause}")) for cause in ("line", "leader", "other"))

    def build(values: Values) -> Effect:
        return HoldTurn(turn.id, values["cause"])

    title = scene.say("action.hold-title", name=targets.named(scene, turn))
    return Form(title, (Choice("cause", scene.say("action.cause"), causes, "line"),), build, scene.say("action.hold-for-short"))


def resume(scene: Scene) -> Effect:
    """Let one that was interrupted go on; who speaks now ends."""
    if why := opened(scene):
        return why
    turn = targets.held_turn(scene, "nobody-held")
    return ResumeTurn(turn.id, scene.meeting.speaking) if isinstance(turn, Turn) else turn


def pass_over(scene: Scene) -> Effect:
    """No answer: go on with the next; the place is kept. Of one that was passed: it waits again."""
    if why := opened(scene):
        return why
    turn = targets.waiting_turn(scene)
    if not isinstance(turn, Turn):
        return turn
    return ReturnTurn(turn.id) if turn.state == "passed" else PassTurn(turn.id)


def call(scene: Scene) -> Effect:
    """Call anyone, asked or not."""
    if why := opened(scene):
        return why
    replacing = scene.meeting.speaking

    def then(found: Found) -> Effect:
        point, _, agency = found.id.partition("/")
        return CallOn(point, agency, replacing=replacing)

    return Find(scene.say("action.call"), typed_bodies(scene), then, scene.say("action.find-body"), about_speaking(scene))


def cut_in(scene: Scene) -> Effect:
    """A leader speaks in between: who speaks is held, with the time used."""
    if why := opened(scene):
        return why
    over = scene.meeting.speaking

    def then(found: Found) -> Effect:
        point, _, agency = found.id.partition("/")
        return CutIn(point, agency, over=over)

    about = ""
    if over:
        about = scene.say("action.cut-in-about", name=targets.named(scene, scene.meeting.turns[over]))
    return Find(scene.say("action.cut-in"), leaders(scene), then, scene.say("action.find-leader"), about)


def about_speaking(scene: Scene) -> str:
    """A warning where calling ends somebody's contribution."""
    turn = targets.speaking(scene)
    return "" if turn is None else scene.say("action.call-about", name=targets.named(scene, turn))


def bodies(scene: Scene) -> Callable[[str], list[Found]]:
    """A search over agencies and points."""
    from console.search import bodies_index, found

    return lambda query: found(scene, bodies_index(scene.meeting).search(query))


def typed_bodies(scene: Scene) -> Callable[[str], list[Found]]:
    """The same where Enter alone must choose nobody: nothing is listed before something is typed."""
    everybody = bodies(scene)
    return lambda query: everybody(query) if query.strip() else []


def leaders(scene: Scene) -> Callable[[str], list[Found]]:
    """The same search; before anything is typed, the agencies of leaders who chair or direct, then the others of the hall."""
    agenda = scene.meeting.agenda
    roles = {one.id: one.role for one in agenda.categories}
    ranks = {"chair": 0, "directing": 1}
    hall = [one for one in agenda.agencies if one.point == agenda.hall]
    ordered = sorted(hall, key=lambda one: ranks.get(roles.get(one.category, ""), 2))
    first = [Found(f"{one.point}/{one.id}", ((one.name, ""),)) for one in ordered] or [
        Found(agenda.hall, ((scene.meeting.points[agenda.hall].name, ""),))
    ]
    everybody = bodies(scene)
    return lambda query: first if not query.strip() else everybody(query)


def name_speaker(scene: Scene) -> Effect:
    """Say who really speaks: for the row that was chosen, else for whoever has the floor, else for the one that is next."""
    if why := targets.vanished(scene):
        return why
    chosen, turn = targets.chosen_turn(scene), targets.speaking(scene)
    if chosen is not None and (scene.marked != "offered" or turn is None):
        turn = chosen
    if turn is None:
        turn = next(iter(upcoming(scene.meeting)), None)
    if turn is None:
        return no(scene, "nobody-speaks")
    return name_form(scene, turn)


def named_anew(scene: Scene, ident: str) -> Effect:
    """The form once more, with who was named meanwhile."""
    turn = scene.meeting.turns[ident]
    who = speaker(scene.lang, turn.who) or scene.say("action.nobody-named")
    return name_form(scene, turn, scene.say("action.name-news", who=who))


def name_form(scene: Scene, turn: Turn, news: str = "") -> Effect:
    """Who speaks, in three fields."""
    who = turn.who
    fields = (
        Text("name", scene.say("action.speaker-name"), who.name, offers=known_speakers(scene, turn)),
        Text("post", scene.say("action.speaker-post"), who.post),
        Text("in_place_of", scene.say("action.speaker-for"), who.in_place_of),
    )

    def build(values: Values, now: Scene) -> Effect:
        if now.meeting.turns[turn.id].who != who:  # somebody else named another person meanwhile: that is not overwritten unseen
            return named_anew(now, turn.id)
        return NameSpeaker(turn.id, Speaker(values["name"], values["post"], values["in_place_of"]))

    title = scene.say("action.name-title", name=targets.named(scene, turn))
    return Form(title, fields, InScene(scene, build), scene.say("action.save"), news)


def known_speakers(scene: Scene, turn: Turn) -> tuple[str, ...]:
    """Who has led that point or spoken for it so far."""
    from bridge_server.meeting.events.roll import CheckedIn
    from bridge_server.meeting.state import roll_key

    found = [one.who.name for one in scene.meeting.turns.values() if (one.point, one.agency) == (turn.point, turn.agency)]
    for key in (roll_key(turn.point, turn.agency), turn.point):
        revision = scene.meeting.check_in(key)
        if revision is not None and isinstance(revision[3], CheckedIn):
            found.append(revision[3].leader.name)
    return tuple(dict.fromkeys(name for name in found if name))[:4]


def more(scene: Scene) -> Effect:
    """One minute more for who speaks, else for the running item (a break too)."""
    return time(scene, MINUTE_S)


def less(scene: Scene) -> Effect:
    """One minute less."""
    return time(scene, -MINUTE_S)


def time(scene: Scene, seconds: int) -> Effect:
    """Time for the turn that speaks, where it has a budget of its own or the running item gives none; else for the item."""
    if why := opened(scene):
        return why
    turn = targets.speaking(scene)
    if turn is not None:
        if turn.is_slot and turn.id == turn.item:  # an implicit slot has what its item has
            return AddItemTime(turn.item, seconds)
        if seconds > 0 or turn_budget(scene.meeting, turn) is not None:
            return AddTurnTime(turn.id, seconds)
        return no(scene, "no-limit", name=targets.named(scene, turn))
    row = targets.running(scene)
    return no(scene, "nothing-runs") if row is None else AddItemTime(row.item.id, seconds)


def pause(scene: Scene) -> Effect:
    """Stop the clocks for a cause; again: let them go on."""
    if why := opened(scene):
        return why
    if scene.meeting.paused:
        return ResumeClock()
    if not scene.meeting.running and not scene.meeting.speaking:
        return no(scene, "nothing-runs")
    offers = tuple(scene.say(f"action.pause-{number}") for number in (1, 2, 3))
    cause = Text("cause", scene.say("action.cause"), offers=offers, required=True, limit=REASON)
    return Form(scene.say("action.pause"), (cause,), lambda values: PauseClock(values["cause"]), scene.say("action.pause-short"))


def undo(scene: Scene) -> Effect:
    """Reverse the host's last action on the floor."""
    record = targets.last_action(scene)
    return Undo(record) if record else no(scene, "nothing-to-undo")


def redo(scene: Scene) -> Effect:
    """Reverse the last undo."""
    record = targets.last_undo(scene)
    return Undo(record) if record else no(scene, "nothing-to-redo")


ACTIONS = (
    Action("give", "enter,g", "floor", "floor", give),
    Action("standby", "s", "floor", "floor", standby),
    Action("end", "e", "floor", "floor", end),
    Action("hold", "h", "floor", "floor", hold),
    Action("hold-for", "H", "floor", "floor", hold_for),
    Action("resume", "r", "floor", "floor", resume),
    Action("pass", "p", "floor", "floor", pass_over),
    Action("call", "c", "floor", "floor", call),
    Action("cut-in", "l", "floor", "floor", cut_in),
    Action("more-time", "plus,equals_sign", "floor", "floor", more),
    Action("less-time", "minus", "floor", "floor", less),
    Action("pause", "space", "floor", "floor", pause),
    Action("name-speaker", "v", "floor", "floor", name_speaker),
    Action("undo", "u,ctrl+z", "app", "floor", undo),
    Action("redo", "U,ctrl+y", "app", "floor", redo),
)
