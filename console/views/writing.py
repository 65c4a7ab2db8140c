"""What is written so far: conclusions and notes as a list, as a panel of the main screen, and everything about one of them."""

from typing import TYPE_CHECKING

from bridge_server.meeting.rows import Conclusion, Note
from bridge_server.meeting.values import Deadline
from bridge_server.reports import times
from bridge_server.reports.names import agency_name, author_name, capital, item_name, shorten, turn_name
from console.lines import Line, Span, cut_line, joined, pad, spread, width_of, wrapped
from console.scene import Scene

from .clocks import clock

if TYPE_CHECKING:
    from bridge_server.wire.conclusion_parts import Said

# What reads and tells conclusions is loaded when there are some: a console starts sooner without.

ROOMY = 100
"""Columns from which lead and deadline stand beside the text."""
INDENT = 6
"""Columns before a text."""
LEAD, DUE = 30, 26
"""Columns of these."""
Row = Conclusion | Note


def row_of(scene: Scene, key: str) -> Row | None:
    """The conclusion or note of a key ("conclusion:k1", "note:g2")."""
    kind, _, ident = key.partition(":")
    if kind == "conclusion":
        return scene.meeting.conclusions.get(ident)
    return scene.meeting.notes.get(ident) if kind == "note" else None


def key_of(row: Row) -> str:
    """The key of its line."""
    return f"{'conclusion' if isinstance(row, Conclusion) else 'note'}:{row.id}"


def title(scene: Scene) -> str:
    """How many there are, and how many of them are drafts."""
    rows = [one for one in scene.meeting.conclusions.values() if not one.removed]
    drafts = sum(one.draft for one in rows)
    return scene.say("writing.title-drafts" if drafts else "writing.title", count=len(rows) - drafts, drafts=drafts)


def listing(scene: Scene, width: int, height: int = 0) -> tuple[list[Line], list[str]]:
    """Conclusions by number, notes, then what was struck out; lines and keys. Texts are whole where all have room."""
    for most in (6, 3, 2, 1):
        lines, keys = listed(scene, width, most)
        if len(lines) <= height:
            break
    return lines, keys


def listed(scene: Scene, width: int, most: int) -> tuple[list[Line], list[str]]:
    """The same with at most so many lines of a text."""
    conclusions, notes = list(scene.meeting.conclusions.values()), list(scene.meeting.notes.values())
    every: list[Row] = [*conclusions, *notes]
    lines: list[Line] = []
    keys: list[str] = []
    parts: tuple[tuple[str, list[Row]], ...] = (
        ("conclusions", [one for one in conclusions if not one.removed]),
        ("notes", [one for one in notes if not one.removed]),
        ("struck", [one for one in every if one.removed]),
    )
    for name, rows in parts:
        if not rows and name != "conclusions":
            continue
        lines.append(((scene.say(f"writing.part-of-{name}", count=len(rows)), "title"),))
        keys.append("")
        if not rows:
            lines += [((f"  {text}", "dim"),) for text in wrapped(scene.say("writing.nothing-yet"), width - 2)]
            keys += [""] * (len(lines) - len(keys))
        for row in rows:
            found = row_lines(scene, row, width, most)
            lines += found
            keys += [key_of(row), *[""] * (len(found) - 1)]
    return lines, keys


def panel(scene: Scene, width: int, height: int) -> tuple[list[Line], list[str]]:
    """The conclusions alone: their whole texts where all of them have room, else two lines each."""
    rows = [one for one in scene.meeting.conclusions.values() if not one.removed]
    for most in (6, 3, 2, 1):
        lines, keys = panel_rows(scene, rows, width, most)
        if len(lines) <= height:
            break
    if not rows:
        lines = [((text, "dim"),) for text in wrapped(scene.say("writing.nothing-yet"), width)]
        keys = [""] * len(lines)
    return lines, keys


def panel_rows(scene: Scene, rows: list[Conclusion], width: int, most: int) -> tuple[list[Line], list[str]]:
    """Lines and keys with at most so many lines of a text."""
    lines: list[Line] = []
    keys: list[str] = []
    for row in rows:
        found = row_lines(scene, row, width, most)
        lines += found
        keys += [key_of(row), *[""] * (len(found) - 1)]
    return lines, keys


def panel_title(scene: Scene, width: int) -> str:
    """As the list's title, with the notes where there is room."""
    notes = sum(not one.removed for one in scene.meeting.notes.values())
    told = title(scene)
    more = scene.say("writing.title-notes", count=notes)
    return f"{told}, {more}" if notes and len(told) + len(more) + 6 <= width else told


def preferred(scene: Scene) -> str:
    """The row that is wanted first: the first draft, else the newest."""
    rows = [one for one in scene.meeting.conclusions.values() if not one.removed]
    wanted = next((one for one in rows if one.draft), rows[-1] if rows else None)
    return "" if wanted is None else key_of(wanted)


def state(scene: Scene, row: Row) -> tuple[str, str, str]:
    """Its mark, the word for it where it needs one, and their style."""
    if row.removed:
        return scene.glyphs.skipped, scene.say("writing.struck"), "dim"
    if isinstance(row, Note):
        return scene.glyphs.dot, "", ""
    return (scene.glyphs.not_ready, scene.say("writing.draft"), "warn") if row.draft else (scene.glyphs.done, "", "good")


def row_lines(scene: Scene, row: Row, width: int, most: int = 1) -> list[Line]:
    """A row: one line where there is room for everything, else what it says (in at most so many lines), then who and by when."""
    mark, word, style = state(scene, row)
    head: Line = ((pad(row.id, 4), "dim"), (f"{mark} ", style), (f"{word}: " if word else "", style))
    item = scene.meeting.items.get(row.item)
    where = scene.say("writing.item", no=item.item.no) if item is not None else ""
    if isinstance(row, Note):
        right = joined([((where, "dim"),) if where else (), ((clock(scene, row.at), "dim"),)])
        return [spread((*head, (text_of(row), "dim" if row.removed else "")), right, width, gap=2)]
    from bridge_server.reports.sentences import deadline

    lead = capital(agency_name(scene.meeting, row.lead))
    due = deadline(scene.lang, row.deadline)
    style = "dim" if row.removed else ""
    if width >= ROOMY:
        columns: Line = ((pad(lead, LEAD), ""), (pad(due, DUE), ""), (pad(where, 6, right=True), "dim"))
        texts = texts_of(row, head, width - LEAD - DUE - 8, most)
        first = spread((*head, (texts[0], style)), columns, width, gap=2)
        return [first, *(((" " * INDENT + text, style),) for text in texts[1:])]
    facts = joined([((one, look),) for one, look in ((lead, ""), (due, "accent"), (where, "dim")) if one])
    texts = texts_of(row, head, width, most)
    lines: list[Line] = [(*head, (texts[0], style))]
    lines += [((" " * INDENT + text, style),) for text in texts[1:]]
    return [*lines, cut_line(((" " * INDENT, ""), *facts), width)] if facts else lines


def texts_of(row: Row, head: Line, width: int, most: int) -> list[str]:
    """Its text on lines of so many columns, the first behind its head."""
    word = head[-1][0]
    found = wrapped(f"{word}{text_of(row)}", max(10, width - INDENT), most) or [""]
    return [found[0].removeprefix(word), *found[1:]]


def text_of(row: Row) -> str:
    """Its text on one line."""
    return " ".join(row.text.split())


# --- everything about one ---


def detail_title(scene: Scene, key: str) -> str:
    """What is shown under the list."""
    row = row_of(scene, key)
    if row is None:
        return scene.say("writing.selected")
    _, word, _ = state(scene, row)
    name = scene.say(f"writing.named-{'note' if isinstance(row, Note) else 'conclusion'}", id=row.id)
    return f"{capital(name)} ({word})" if word else capital(name)


def detail(scene: Scene, key: str, width: int) -> list[Line]:
    """The whole wording, what it is tied to, who wrote it when, and whether it read otherwise before."""
    row = row_of(scene, key)
    if row is None:
        return [((scene.say("writing.none-selected"), "dim"),)]
    from bridge_server.wire.files.drafts import said_of
    from console.conclusion_line import told
    from console.wordings import earlier

    lines: list[Line] = []
    if isinstance(row, Conclusion):
        lines += told(scene, said_of(row), width)
    else:
        lines += [((text, ""),) for part in row.text.split("\n") for text in wrapped(part, width)]
    facts: list[Span] = [(f"{scene.say('writing.tied')}: {tie(scene, row.item, row.turn, short=width < ROOMY)}", "dim")]
    author = author_name(scene.lang, scene.meeting, row.by)
    facts.append((scene.say("writing.written-at", clock=clock(scene, row.at), author=author), "dim"))
    before = len(earlier(scene.wordings, row.id))
    if before:
        facts.append((scene.say("writing.earlier", count=before), "dim"))
    if width_of(whole := joined([(one,) for one in facts])) <= width:
        return [*lines, whole]
    return [*lines, *(((text, style),) for fact, style in facts for text in wrapped(fact, width))]


def tie(scene: Scene, item: str, turn: str, *, short: bool = False) -> str:
    """What it is tied to, in words; `short`: the item by its number alone."""
    parts = []
    if item:
        row = scene.meeting.items.get(item)
        no = scene.say("label.item-bare", no=item if row is None else row.item.no)
        parts.append(no if short else item_name(scene.lang, scene.meeting, item))
    if turn:
        parts.append(scene.say("label.turn-of", name=turn_name(scene.lang, scene.meeting, turn)))
    return "; ".join(parts) or scene.say("writing.untied")


def wordings(scene: Scene, key: str) -> list[str]:
    """Every wording so far, newest first, as paragraphs to read."""
    row = row_of(scene, key)
    if row is None:
        return []
    paragraphs = []
    for one in reversed(scene.wordings.get(row.id, ())):
        facts = {"clock": clock(scene, one.at), "author": author_name(scene.lang, scene.meeting, one.by), "record": one.n}
        told_by = scene.say(f"writing.how-{one.how}", **facts)
        paragraphs.append(told_by if one.how in ("confirmed", "removed") else f"{told_by}\n{summary(scene, one.said)}")
    return paragraphs


def summary(scene: Scene, said: "Said") -> str:
    """A wording in prose, whole."""
    from bridge_server.reports.sentences import deadline

    parts = [said.text]
    if said.lead:
        parts.append(scene.say("label.conclusion-lead", agency=agency_name(scene.meeting, said.lead)))
    if said.coordinating:
        names = ", ".join(agency_name(scene.meeting, one) for one in said.coordinating)
        parts.append(scene.say("label.conclusion-coordinating", agencies=names))
    if said.deadline != Deadline():
        parts.append(scene.say("label.conclusion-deadline", deadline=deadline(scene.lang, said.deadline)))
    return "; ".join(parts)


def named(scene: Scene, row: Row) -> str:
    """A conclusion or note inside a sentence."""
    return scene.say(f"writing.named-{'note' if isinstance(row, Note) else 'conclusion'}", id=row.id)


def found_text(scene: Scene, said: "Said") -> str:
    """A wording on a line of a list."""
    return shorten(summary(scene, said), 200)


def said_at(scene: Scene, at: int) -> str:
    """When, with seconds."""
    return times.clock_seconds(at + scene.meeting.clock_offset_ms)
