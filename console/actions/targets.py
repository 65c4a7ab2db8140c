"""What an action is about: the contribution or item that is marked on the screen, chosen by hand or offered as the next.

Nothing is done to a row that is not marked: where the mark is on what an action cannot be about, another row is marked first,
and the key pressed again.
"""

from collections.abc import Callable

from bridge_server.meeting.queue import requests, upcoming
from bridge_server.meeting.rows import PENDING, Action, ItemRow, Turn
from bridge_server.reports.names import capital, name_of, shorten, speaker
from console.forms import Found, Go, Not
from console.scene import Scene
from console.views import course

TITLE = 60


def no(scene: Scene, key: str, /, **facts: object) -> Not:
    """Why not, as a sentence of the catalogue."""
    return Not(scene.say(f"action.why-{key}", **facts))


def speaking(scene: Scene) -> Turn | None:
    """Who has the floor."""
    return scene.meeting.turns[scene.meeting.speaking] if scene.meeting.speaking else None


def held_turn(scene: Scene, none: str) -> Turn | Not:
    """Who was interrupted and is to go on: the one marked, else the one interrupted last; or why (`none`) there is nobody."""
    rows = scene.meeting.turns_where(lambda turn: turn.state == "held")
    if not rows:
        return no(scene, none)
    return vanished(scene) or max(rows, key=lambda turn: (turn.id == scene.turn, turn.runs[-1].start if turn.runs else 0))


def held_to_end(scene: Scene) -> Turn | Not | Go:
    """Who was interrupted and shall not go on: the one that is marked; where none is, the last one is marked first."""
    if why := vanished(scene):
        return why
    turn = chosen_turn(scene)
    if turn is not None and turn.state == "held":
        return turn
    last = held_turn(scene, "nobody-speaks")
    return mark_first(scene, [last], "nobody-speaks") if isinstance(last, Turn) else last


def running(scene: Scene) -> ItemRow | None:
    """The running item."""
    return scene.meeting.items[scene.meeting.running] if scene.meeting.running else None


def chosen_turn(scene: Scene) -> Turn | None:
    """The selected contribution, if it still exists."""
    turn = scene.meeting.turns.get(scene.turn)
    return None if turn is None or turn.removed else turn


def vanished(scene: Scene) -> Not | None:
    """Why nothing is done about whatever is marked: the row that was chosen went away in this very moment."""
    kind, _, ident = scene.vanished.partition(":")
    if kind == "turn" and ident in scene.meeting.turns:
        return no(scene, "vanished", name=capital(named(scene, scene.meeting.turns[ident])))
    if kind == "item" and ident in scene.meeting.items:
        return no(scene, "vanished", name=item_title(scene.meeting.items[ident]))
    return None


def gone(scene: Scene) -> Not | None:
    """Why nothing is done about the marked contribution: it was withdrawn, given the floor or taken out in this very moment."""
    turn = scene.meeting.turns.get(scene.turn)
    if turn is None or turn.state in (*PENDING, "held"):
        return None
    return no(scene, "gone", name=named(scene, turn), state=scene.say(f"label.turn-{turn.state}"))


def waiting_turn(scene: Scene) -> Turn | Not | Go:
    """The marked contribution that waits; where none is marked, whoever is next is marked and nothing done yet."""
    if why := vanished(scene) or gone(scene):
        return why
    turn = chosen_turn(scene)
    if turn is not None and turn.state in PENDING:
        return turn
    return mark_first(scene, upcoming(scene.meeting), "nobody-waits")


def waiting_request(scene: Scene) -> Turn | Not | Go:
    """The marked request that waits; where none is marked, the first is marked and nothing done yet."""
    if why := vanished(scene) or gone(scene):
        return why
    turn = chosen_turn(scene)
    if turn is not None and turn.is_request and turn.state in PENDING:
        return turn
    return mark_first(scene, [row for row, _ in requests(scene.meeting)], "no-request")


def mark_first(scene: Scene, rows: list[Turn], none: str) -> Not | Go:
    """Mark the first of these instead of what is marked; a menu of one row is about no other."""
    if scene.marked == "only":
        turn = scene.meeting.turns.get(scene.turn)
        return no(scene, none) if turn is None else no(scene, "not-of-this", name=capital(named(scene, turn)))
    return Go("mark", rows[0].id) if rows else no(scene, none)


def named(scene: Scene, turn: Turn) -> str:
    """What a contribution is called in a sentence."""
    return name_of(scene.lang, scene.meeting, turn)


def items(scene: Scene, wanted: Callable[[ItemRow], bool] = lambda _row: True) -> list[ItemRow]:
    """Items in today's order, those undone left out."""
    rows = (scene.meeting.items[key] for key in scene.meeting.order)
    return [row for row in rows if not row.removed and wanted(row)]


def next_item(scene: Scene) -> ItemRow | None:
    """The item that comes next, as every face says it."""
    return course.next_item(scene.meeting)


def item_found(scene: Scene, row: ItemRow) -> Found:
    """An item as a search lists it."""
    state = "running" if row.item.id == scene.meeting.running else "skipped" if row.skipped else ""
    state = state or ("finished" if row.finished else "interrupted" if row.runs else "coming")
    name = f"{row.item.no}. {row.item.title}"
    return Found(row.item.id, ((name, ""),), ((scene.say(f"label.item-{state}"), "dim"),))


def turn_found(scene: Scene, turn: Turn) -> Found:
    """A contribution as a search lists it."""
    who = speaker(scene.lang, turn.who)
    name = f"{named(scene, turn)}: {who}" if who else named(scene, turn)
    return Found(turn.id, ((name, ""),), ((scene.say(f"label.turn-{turn.state}"), "dim"),))


def among(rows: list[Found]) -> Callable[[str], list[Found]]:
    """A search over a few things: every typed word must begin a word of the name, accents or not."""
    from console.search import fold

    folded = [(fold("".join(text for text, _ in row.name)).split(), row) for row in rows]

    def search(query: str) -> list[Found]:
        wanted = fold(query).split()
        return [row for words, row in folded if all(any(word.startswith(one) for word in words) for one in wanted)]

    return search


def item_title(row: ItemRow) -> str:
    """Number and title, short enough for a sentence."""
    return f"{row.item.no}. {shorten(row.item.title, TITLE)}"


def last_action(scene: Scene) -> int:
    """The host's last action on the floor that is in force and can be reversed; 0 for none. An undo is not one of them."""
    for record in reversed(list(scene.meeting.actions)):
        action: Action = scene.meeting.actions[record]
        if action.undoable and not action.undone_by and not action.undoes:
            return record
    return 0


def last_undo(scene: Scene) -> int:
    """The last undo that is in force, unless the host has done something else since; 0 for none."""
    actions = scene.meeting.actions
    for record in reversed(list(actions)):
        action: Action = actions[record]
        if action.undone_by or not action.undoable:
            continue
        if not action.undoes:
            return 0
        if not actions[action.undoes].undoes:  # what reverses an undo is a redo: it is not asked again
            return record
    return 0
