"""The line of a conclusion as it is typed: how it is understood, whom its open names may mean, and why it cannot be saved. Pure.

The grammar itself is `bridge_server.wire.conclusions`: files of drafts are written in it too.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bridge_server.meeting import Meeting
from bridge_server.meeting.values import Deadline
from bridge_server.reports import times
from bridge_server.reports.sentences import deadline
from bridge_server.wire.bodies import Bodies, bodies_of, tokens, unit_of
from bridge_server.wire.conclusion_parts import Mark, Piece, Read, Said
from bridge_server.wire.conclusions import read_conclusion
from bridge_server.wire.files.drafts import lengths
from bridge_server.wire.names import fold

from . import search
from .forms import Found, Understood
from .lines import Line, Span, pad, wrapped
from .scene import Scene

MOST: Final = 20
"""Bodies listed for one name."""
GUESSED: Final = 5
"""Words behind "giao" that may be a name that is still being typed."""
ASKS_AGAIN: Final = ("several", "no-such-day")
"""Marks that are told once more before the line is saved with them."""


def bodies(scene: Scene) -> Bodies:
    """Whom a conclusion of this meeting may name."""
    return bodies_of(scene.meeting.agenda, scene.meeting.roster)


def build_ahead(meeting: Meeting) -> None:
    """Make what a line is read and completed with before anybody writes one, in a thread: of a whole country it takes a while."""
    search.build_ahead(meeting)
    bodies_of(meeting.agenda, meeting.roster)


def today(scene: Scene) -> date:
    """The day from which a day without its year is the next: that of the meeting, before it begins."""
    return times.local(max(scene.now, scene.meeting.starts_at)).date()


def read(scene: Scene, line: str) -> Read:
    """What a line says in this meeting."""
    return read_conclusion(line, bodies(scene), today(scene))


def look(scene: Scene, line: str, cursor: int, width: int) -> Understood:
    """How a line is understood."""
    if not line.strip():
        example = tuple(((text, "dim"),) for text in wrapped(scene.say("writing.example"), width))
        return Understood(example, wrong=scene.say("writing.no-text"))
    found = read(scene, line)
    start, end, choices = listed(scene, line, found, cursor)
    start, end = (start, end) if choices else (0, 0)
    told_by_choices = ("unknown-lead", "no-text") if choices else ("no-text",)
    doubts = [mark for mark in found.marks if mark.why not in told_by_choices]
    lines = tuple(told(scene, found.said, width, found.marks))
    wrong = "; ".join(scene.say(f"fault.{code}", **facts) for code, facts in lengths(found.said))
    if not found.said.text:
        wrong = scene.say("writing.no-text")
    unsure = next((marked(scene, mark) for mark in found.marks if mark.why in ASKS_AGAIN), "")
    told_once = unsure and scene.say("writing.save-again", sentence=unsure)
    return Understood(lines, tuple(marks(scene, doubts, width)), choices, start, end, wrong, told_once)


def told(scene: Scene, said: Said, width: int, doubts: tuple[Mark, ...] = ()) -> Iterator[Line]:
    """Text, lead, those who work with it, deadline, each under its name; names that were not recognised bear a mark."""
    doubted = {mark.words for mark in doubts if mark.why in ("unknown", "several")}
    names = bodies(scene)

    def shown(value: str) -> list[Span]:
        unsure = value in doubted
        name = names.name(value)
        return [(f"{scene.glyphs.warning} {name}" if unsure else name, "warn" if unsure else "strong")]

    parts = {
        "text": [(said.text.replace("\n", " / "), "")],
        "lead": shown(said.lead) if said.lead else [],
        "with": [span for value in said.coordinating for span in shown(value)],
        "due": [(deadline(scene.lang, said.deadline), "strong")] if said.deadline != Deadline() else [],
    }
    label = max(len(scene.say(f"writing.part-{part}")) for part in parts) + 2
    for part, spans in parts.items():
        head = pad(scene.say(f"writing.part-{part}"), label)
        if not spans or not any(text for text, _ in spans):
            yield (head, "dim"), (scene.say(f"writing.none-{part}"), "dim")
            continue
        yield from flowing(head, spans, width)


def flowing(head: str, spans: list[Span], width: int) -> Iterator[Line]:
    """Spans one behind the other, parted by commas, on as many lines as they take."""
    room = max(10, width - len(head))
    lines: list[list[Span]] = [[]]
    used = 0
    for number, (text, style) in enumerate(spans):
        comma = "," if number < len(spans) - 1 else ""
        for word in wrapped(text, room) if len(spans) == 1 else [text + comma]:
            for piece in wrapped(word, room):
                size = len(piece) + bool(used)
                if used and (used + size > room or len(spans) == 1):
                    lines.append([])
                    used = 0
                lines[-1].append((" " + piece if used else piece, style))
                used += len(piece) + (used > 0)
    for number, parts in enumerate(lines):
        yield (head if number == 0 else " " * len(head), "dim"), *parts


def marks(scene: Scene, doubts: Sequence[Mark], width: int) -> Iterator[tuple[Line, ...]]:
    """What was not understood, a sentence each."""
    for mark in doubts:
        texts = enumerate(wrapped(marked(scene, mark), width - 2))
        yield tuple(((("  " if number else f"{scene.glyphs.warning} ") + text, "warn"),) for number, text in texts)


def marked(scene: Scene, mark: Mark) -> str:
    """Why a part of the line was not understood, and what becomes of it."""
    count = len(mark.piece.bodies) if mark.piece is not None else 0
    return scene.say(f"writing.mark-{mark.why}", words=mark.words, count=count)


# --- whom a name may mean ---


def listed(scene: Scene, line: str, found: Read, cursor: int) -> tuple[int, int, tuple[Found, ...]]:
    """The stretch of the line that a choice replaces, and the choices: of the open name at the cursor, else of the first; else of
    a name that the hand is at and that nobody bears as it stands."""
    at_hand = [piece for piece in found.open if piece.start <= cursor <= piece.end]
    for piece in (*at_hand, *found.open):
        return piece.start, piece.end, tuple(Found(body.name, ((body.name, ""),)) for body in piece.bodies[:MOST])
    piece_here = next((mark.piece for mark in found.marks if mark.why == "unknown" and _touches(mark.piece, cursor)), None)
    if piece_here is not None:
        start, end = piece_here.start, piece_here.end
    elif (begun := _begun(line, found, cursor)) is not None:
        start, end = begun, cursor
        if found.said.lead:  # its first words are known already: only who is called by all of them
            rows = bodies(scene).beginning(tokens(line, start, end), MOST)
            return start, end, tuple(Found(body.name, ((body.name, ""),)) for body in rows)
    else:
        return 0, 0, ()
    return start, end, searched(scene, line[start:end])


def _touches(piece: Piece | None, cursor: int) -> bool:
    return piece is not None and piece.start <= cursor <= piece.end


def _begun(line: str, found: Read, cursor: int) -> int | None:
    """Where a name begins that is being typed behind "giao"."""
    lead = next((piece for piece in found.pieces if piece.kind == "lead"), None)
    goes_on = lead is not None and lead.end < len(line.rstrip())
    if cursor < len(line.rstrip()) or not (goes_on or any(mark.why == "unknown-lead" for mark in found.marks)):
        return None
    if goes_on and lead is not None:
        return lead.start if len(line[lead.start : cursor].split()) <= GUESSED and ";" not in line else None
    opener, _, rest = line.lstrip().partition(" ")
    words = rest.split()
    if not rest.strip() or len(words) > GUESSED or ";" in rest:
        return None
    return len(line) - len(line.lstrip()) + len(opener) + 1 + len(rest) - len(rest.lstrip())


def searched(scene: Scene, typed: str) -> tuple[Found, ...]:
    """Agencies and points that a search finds, by the names that a line has them again by."""
    names = bodies(scene)
    hits = search.bodies_index(scene.meeting).search(typed, MOST)
    rows: dict[str, tuple[bool, Found]] = {}
    for hit, row in zip(hits, search.found(scene, hits), strict=True):
        point, _, agency = hit.id.partition("/")
        body = names.every.get(agency) if agency else names.points.get(point)
        if body is not None:
            detail = () if point == scene.meeting.hall else row.detail[:1]
            rows.setdefault(body.name, (not agency, Found(body.name, row.name, detail)))
    if unit_of(fold(typed)):  # "so t" is an agency rather than Sông Trà
        return tuple(one for _, one in sorted(rows.values(), key=lambda row: row[0]))
    return tuple(one for _, one in rows.values())
