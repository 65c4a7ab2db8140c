"""The filters of the roll-call board as chips: the key of each, what it lists and how many. Pure."""

from dataclasses import dataclass, field
from typing import Final

from bridge_server.reports import times
from bridge_server.reports.names import label
from console.lines import Line, Span, cut, cut_line, width_of
from console.scene import Scene

from .board_list import STATES, Filters, Listing, break_run, hall_rows

ONE_LINE: Final = 150
"""Cells from which the chips of the states stand in one line."""


@dataclass(slots=True)
class Chips:
    """Lines of chips, and where each can be clicked: (line, first cell, cell behind, what it says to the board)."""

    lines: list[Line] = field(default_factory=list)
    places: list[tuple[int, int, int, str]] = field(default_factory=list)

    def at(self, x: int, y: int) -> str:
        """What was clicked, "" for nothing."""
        return next((said for line, start, end, said in self.places if line == y and start <= x < end), "")


Chip = tuple[str, str, str, bool]
"""Key, text, what it says to the board, whether it is in force."""


def state_lines(width: int) -> int:
    """How many lines the states need: of the width alone, so that no figure makes the rows jump."""
    return 1 if width >= ONE_LINE else 2


def state_chips(scene: Scene, filters: Filters, listing: Listing, width: int) -> Chips:
    """The states with their digits, in the longest words that fit."""
    for words in ("state", "short"):
        chips = [chip(scene, filters, listing, name, words) for name in shown_states(scene, filters)]
        laid = flow(chips, width)
        if len(laid.lines) <= state_lines(width):
            break
    laid.lines = [cut_line(line, width) for line in laid.lines[: state_lines(width)]]
    laid.lines += [()] * (state_lines(width) - len(laid.lines))
    return laid


def shown_states(scene: Scene, filters: Filters) -> list[str]:
    """All of them; the agencies where the hall has some, the break while one runs or is still asked for."""
    on_break = break_run(scene.meeting) is not None or filters.state == "break"
    return [
        name
        for name in STATES
        if (name != "break" or on_break) and (name != "hall" or hall_rows(scene.meeting) or filters.state == "hall")
    ]


def chip(scene: Scene, filters: Filters, listing: Listing, name: str, words: str) -> Chip:
    """One state: its digit, its word and how many."""
    count = times.number(scene.lang, listing.counts.get(name, 0))
    if name == "hall":
        count = f"{times.number(scene.lang, listing.hall_present)}/{count}"
    digit = str(STATES.index(name))
    return digit, f"{scene.say(f'board.{words}-{name}')} {count}", f":state {name}", filters.state == name


def flow(chips: list[Chip], width: int) -> Chips:
    """Chips side by side, as many lines as they need. Who is in force stands in brackets, so that colour says nothing alone."""
    laid = Chips()
    line: list[Span] = []
    used = 0
    for key, text, said, on in chips:
        spans = one_chip(key, text, on=on)
        size = width_of(spans)
        if line and used + size > width:
            laid.lines.append(tuple(line))
            line, used = [], 0
        laid.places.append((len(laid.lines), used, used + size, said))
        line.extend(spans)
        used += size
    laid.lines.append(tuple(line))
    return laid


def one_chip(key: str, text: str, *, on: bool) -> Line:
    """ " 1 Chưa báo cáo 62 ", and in brackets where it is in force."""
    left, right = ("[", "]") if on else (" ", " ")
    return (left, "accent"), (key, "title"), (f" {text}", "accent" if on else ""), (right, "accent")


def scope_chips(scene: Scene, filters: Filters, listing: Listing, width: int) -> Chips:
    """Tier, parent and grouping in one line; the tiers one by one where there is room."""
    for compact in (False, True):
        chips = [*tier_chips(scene, filters, listing, compact=compact), parent_chip(scene, filters), group_chip(scene, filters)]
        laid = flow([one for one in chips if one is not None], width)
        if len(laid.lines) == 1:
            break
    laid.lines = [cut_line(laid.lines[0], width)]
    laid.places = [place for place in laid.places if place[0] == 0]
    return laid


def tier_chips(scene: Scene, filters: Filters, listing: Listing, *, compact: bool) -> list[Chip]:
    """Each tier with how many; `compact`: only the one in force. Nothing where there is one tier."""
    tiers = scene.meeting.tiers
    if len(tiers) < 2:
        return []
    number = times.number
    every = scene.say("board.tier-all")
    total = number(scene.lang, sum(listing.tiers.values()))
    if compact:
        name = label(scene.lang, "tier", filters.tier) if filters.tier else every
        count = number(scene.lang, listing.tiers.get(filters.tier, 0)) if filters.tier else total
        return [("e", f"{cut(name, 16)} {count}", ":tier", bool(filters.tier))]
    named = [(tier, f"{label(scene.lang, 'tier', tier)} {number(scene.lang, listing.tiers[tier])}") for tier in tiers]
    rest: list[Chip] = [
        ("e" if number_ == 0 else scene.glyphs.dot, text, f":tier {tier}", filters.tier == tier)
        for number_, (tier, text) in enumerate([("", f"{every} {total}"), *named])
    ]
    return rest


def parent_chip(scene: Scene, filters: Filters) -> Chip | None:
    """Whose points are shown; nothing where no point has a parent."""
    if len(scene.meeting.children) < 2:
        return None
    point = scene.meeting.points.get(filters.parent)
    name = scene.say("board.parent-all") if point is None else scene.say("board.parent-of", name=cut(point.name, 22))
    return "r", name, ":pick-parent", point is not None


def group_chip(scene: Scene, filters: Filters) -> Chip:
    """Whether the points stand under their parents."""
    return "g", scene.say("board.grouped"), ":group", filters.grouped
