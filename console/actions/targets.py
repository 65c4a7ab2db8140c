"""What an action is about: the selected contribution or item where it fits, else the one that a host means without selecting."""

from collections.abc import Callable

from bridge_server.meeting.queue import requests, upcoming
from bridge_server.meeting.rows import PENDING, Action, ItemRow, Turn
from bridge_server.reports.names import name_of, shorten, with_speaker
from console.forms import Found, Not
from console.scene import Scene
from console.views import course

TITLE = 60


def no(scene: Scene, key: str, /, **facts: object) -> Not:
    """Why not, as a sentence of the catalogue."""
    return Not(scene.say(f"action.why-{key}", **facts))


def speaking(scene: Scene) -> Turn | None:
    """Who has the floor."""
    return scene.meeting.turns[scene.meeting.speaking] if scene.meeting.speaking else None


def held(scene: Scene) -> list[Turn]:
    """Who was interrupted and is to go on; the one interrupted last stands first, unless one is selected."""
    rows = scene.meeting.turns_where(lambda turn: turn.state == "held")
    rows.sort(key=lambda turn: turn.runs[-1].start if turn.runs else 0, reverse=True)
    return sorted(rows, key=lambda turn: turn.id != scene.turn)


def running(scene: Scene) -> ItemRow | None:
    """The running item."""
    return scene.meeting.items[scene.meeting.running] if scene.meeting.running else None


def chosen_turn(scene: Scene) -> Turn | None:
    """The selected contribution, if it still exists."""
    turn = scene.meeting.turns.get(scene.turn)
    return None if turn is None or turn.removed else turn


def gone(scene: Scene) -> Not | None:
    """Why nothing is done about the selected contribution: it was withdrawn or taken out in this very moment."""
    turn = chosen_turn(scene)
    if turn is None or turn.state not in ("withdrawn", "declined", "skipped"):
        return None
    return no(scene, "gone", name=named(scene, turn), state=scene.say(f"label.turn-{turn.state}"))


def next_turn(scene: Scene) -> Turn | None:
    """The selected contribution where it still waits, else whoever is next."""
    turn = chosen_turn(scene)
    if turn is not None and turn.state in PENDING:
        return turn
    rows = upcoming(scene.meeting)
    return rows[0] if rows else None


def waiting_turn(scene: Scene) -> Turn | Not:
    """`next_turn`, or why there is none: a selected one that has just gone is not taken for another."""
    return gone(scene) or next_turn(scene) or no(scene, "nobody-waits")


def waiting_request(scene: Scene) -> Turn | Not:
    """The selected request where it waits, else the first that does; or why there is none, as with `waiting_turn`."""
    turn = chosen_turn(scene)
    if turn is not None and turn.is_request and turn.state in PENDING:
        return turn
    rows = requests(scene.meeting)
    return gone(scene) or (rows[0][0] if rows else no(scene, "no-request"))


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
    name = with_speaker(scene.lang, named(scene, turn), turn.who)
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
