"""What the secretary does: notes and conclusions in one line, drafts confirmed as they are spoken, wordings corrected."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bridge_server.meeting.commands import (
    AddConclusion,
    AddNote,
    Command,
    ConfirmConclusion,
    RemoveConclusion,
    RemoveNote,
    ReviseConclusion,
    ReviseNote,
)
from bridge_server.meeting.rows import Conclusion, Note
from bridge_server.reports.names import capital
from console.forms import Choice, Compose, Effect, Find, Form, Found, Go, Not, Text, Understood, Values, Wrong
from console.lines import wrapped
from console.scene import Scene
from console.views import writing as view

from . import targets
from .action import Action
from .board_target import checked, tried

if TYPE_CHECKING:
    from bridge_server.wire.conclusion_parts import Said

# What reads a conclusion's line is loaded when one is written: a console starts sooner without.

TEXT: Final = 4000
_SIGN: Final = re.compile(r"\\([\\n])")
ALSO: Final = ("writing.conclude", "note")
"""Actions of the main screen whose keys work on the list too."""


def cannot(scene: Scene, key: str, **facts: object) -> Not:
    """Why not, as a sentence."""
    return Not(scene.say(f"writing.why-{key}", **facts))


# --- what a line is tied to ---


def tie_switch(scene: Scene) -> Choice:
    """The running item and the turn that speaks, of now: by the end of typing somebody else may speak. It can be taken off."""
    item = scene.meeting.running
    turn = scene.meeting.speaking
    ties = dict.fromkeys(((item, turn), (item, ""), ("", "")))
    options = tuple((f"{item_id} {turn_id}", view.tie(scene, item_id, turn_id)) for item_id, turn_id in ties)
    return Choice("tie", scene.say("writing.tied"), options, options[0][0])


def tied(values: Values) -> tuple[str, str]:
    """Item and turn that the switch stands at."""
    item, _, turn = str(values["tie"]).partition(" ")
    return item, turn


# --- notes ---


def note_line(text: str) -> str:
    """A note as one line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def note_text(line: str) -> str:
    """What a line says."""
    return _SIGN.sub(lambda found: "\n" if found[1] == "n" else "\\", line)


def note_look(scene: Scene) -> Callable[[str, int, int], Understood]:
    """A note is as it stands."""

    def look(line: str, _cursor: int, width: int) -> Understood:
        text = note_text(line.strip())
        if not text:
            example = tuple(((part, "dim"),) for part in wrapped(scene.say("writing.note-example"), width))
            return Understood(example, wrong=scene.say("writing.no-note"))
        over = len(text) - TEXT
        wrong = scene.say("form.too-long", limit=TEXT, over=over) if over > 0 else ""
        return Understood(tuple(((part, ""),) for one in text.split("\n") for part in wrapped(one, width)), wrong=wrong)

    return look


def note(scene: Scene) -> Effect:
    """A note in one line, tied to what is being said."""

    def build(values: Values, _scene: Scene | None) -> "Effect | Wrong":
        return AddNote(note_text(values["line"]), *tied(values))

    return Compose(scene.say("action.note"), note_look(scene), build, switches=(tie_switch(scene),))


# --- conclusions ---


def conclude(scene: Scene) -> Effect:
    """A conclusion in one line; before the opening it is a draft."""
    stages: tuple[tuple[str, str], ...] = (("yes", scene.say("writing.stage-draft")),)
    if scene.meeting.phase != "prepared":
        stages = (("", scene.say("writing.stage-conclusion")), *stages)
    ties = tie_switch(scene)

    def build(values: Values, _scene: Scene | None) -> "Effect | Wrong":
        from console.conclusion_line import read

        said = read(scene, values["line"]).said
        return AddConclusion(said.text, said.lead, said.coordinating, said.deadline, bool(values["draft"]), *tied(values))

    switches = (ties, Choice("draft", scene.say("writing.stage"), stages, stages[0][0]))
    return Compose(scene.say("writing.conclude"), conclusion_look(scene), build, switches=switches)


def conclusion_look(scene: Scene) -> Callable[[str, int, int], Understood]:
    """How a conclusion's line is understood."""

    def look(line: str, cursor: int, width: int) -> Understood:
        from console import conclusion_line

        return conclusion_line.look(scene, line, cursor, width)

    return look


# --- what is marked in the list ---


def of_row(scene: Scene, do: Callable[[Conclusion | Note], Effect]) -> Effect:
    """What `do` makes of the selected conclusion or note."""
    row = view.row_of(scene, scene.written)
    return cannot(scene, "none-selected") if row is None else do(row)


def standing(scene: Scene, do: Callable[[Conclusion | Note], Effect]) -> Effect:
    """The same of one that is not struck out."""

    def still(row: Conclusion | Note) -> Effect:
        return cannot(scene, "struck", name=named(scene, row)) if row.removed else do(row)

    return of_row(scene, still)


def named(scene: Scene, row: Conclusion | Note) -> str:
    """At the beginning of a sentence."""
    return capital(view.named(scene, row))


def confirm(scene: Scene) -> Effect:
    """A draft was spoken: it is a conclusion, tied to what runs now."""

    def do(row: Conclusion | Note) -> Effect:
        if isinstance(row, Note) or not row.draft:
            return cannot(scene, "not-a-draft", name=named(scene, row))
        return tried(scene, ConfirmConclusion(row.id, scene.meeting.running, scene.meeting.speaking))

    return standing(scene, do)


def edit(scene: Scene) -> Effect:
    """Another wording; the one before stays in the log."""
    return standing(scene, lambda row: reworded(scene, row, None))


def reworded(scene: Scene, row: Conclusion | Note, said: "Said | None") -> Effect:
    """The line of a conclusion or note to be corrected, with the wording `said` (None: as it reads now) standing ready."""
    title = scene.say("writing.edit-title", name=view.named(scene, row))
    if isinstance(row, Note):
        value = note_line(row.text if said is None else said.text)
        revised = unless_reworded(row, lambda v, _: ReviseNote(row.id, note_text(v["line"])))
        return Compose(title, note_look(scene), revised, value, of=f"{row.record} {value}")
    from bridge_server.wire.conclusions import write_conclusion
    from bridge_server.wire.files.drafts import said_of
    from console.conclusion_line import bodies, read

    value = write_conclusion(said_of(row) if said is None else said, bodies(scene))

    def build(values: Values, now: Scene) -> Command:
        new = read(now, values["line"]).said
        return ReviseConclusion(row.id, new.text, new.lead, new.coordinating, new.deadline)

    return Compose(title, conclusion_look(scene), unless_reworded(row, build), value, of=f"{row.record} {value}")


def unless_reworded(
    opened: Conclusion | Note, build: Callable[[Values, Scene], Command]
) -> "Callable[[Values, Scene | None], Effect | Wrong]":
    """`build`, unless somebody else gave it another wording meanwhile; what the meeting would refuse is said in the line."""

    def judged(values: Values, scene: Scene | None) -> "Effect | Wrong":
        if scene is None:
            return None
        row = view.row_of(scene, view.key_of(opened))
        if row is None or row.record != opened.record:
            return Wrong("", scene.say("writing.reworded", name=capital(view.named(scene, opened))))
        return checked(scene, build(values, scene), {})

    return judged


def strike(scene: Scene) -> Effect:
    """Strike it out; it stays in the log, and can be brought back."""
    return standing(scene, lambda row: RemoveNote(row.id) if isinstance(row, Note) else RemoveConclusion(row.id))


def bring_back(scene: Scene) -> Effect:
    """What was struck out, written again: under another number, for a number is never used twice."""

    def do(row: Conclusion | Note) -> Effect:
        if not row.removed:
            return cannot(scene, "not-struck", name=named(scene, row))
        if isinstance(row, Note):
            return AddNote(row.text, row.item, row.turn)
        return tried(scene, AddConclusion(row.text, row.lead, row.coordinating, row.deadline, row.draft, row.item, row.turn))

    return of_row(scene, do)


def old(scene: Scene) -> Effect:
    """How it has read so far."""
    return of_row(scene, lambda _row: Go("writing", f"wordings {scene.written}"))


def reword(scene: Scene) -> Effect:
    """An old wording, to be looked over and put in force again."""

    def do(row: Conclusion | Note) -> Effect:
        from console.wordings import earlier

        before = earlier(scene.wordings, row.id)
        if not before:
            return cannot(scene, "no-earlier", name=named(scene, row))
        rows = [
            Found(str(one.n), ((f"{view.said_at(scene, one.at)}  ", "dim"), (view.found_text(scene, one.said), "")))
            for one in before
        ]

        def then(chosen: Found) -> Effect:
            said = next(one.said for one in before if str(one.n) == chosen.id)
            return reworded(scene, row, said)

        title = scene.say("writing.reword-title", name=view.named(scene, row))
        return Find(title, targets.among(rows), then, scene.say("writing.reword-hint"))

    return standing(scene, do)


# --- drafts of a file ---


def load(scene: Scene) -> Effect:
    """Draft conclusions from a text file of this machine, one a line."""
    path = Text("path", scene.say("writing.file"), hint="du-thao.txt", required=True, limit=300)
    build = lambda values: Go("writing", f"load {values['path']}")  # noqa: E731
    return Form(scene.say("writing.load"), (path,), build, scene.say("writing.load-short"), scene.say("writing.load-about"))


ACTIONS = (
    Action("writing.conclude", "k", "floor", "writing", conclude),
    Action("note", "w", "floor", "writing", note),
    Action("writing.list", "W,f12", "app", "writing", lambda _scene: Go("writing", "list"), writes=False),
    Action("writing.load", "", "app", "writing", load),
    Action("writing.confirm", "c", "writing", "writing", confirm, foot=1),
    Action("writing.edit", "e", "writing", "writing", edit, foot=2),
    Action("writing.strike", "x,delete", "writing", "writing", strike, foot=3),
    Action("writing.bring-back", "r", "writing", "writing", bring_back, foot=4),
    Action("writing.old", "o", "writing", "writing", old, foot=5, writes=False),
    Action("writing.reword", "O", "writing", "writing", reword, foot=6),
)
