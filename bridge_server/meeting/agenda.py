"""The agenda as it was planned: items, their groups of papers, their slots, and who is invited. Frozen once a meeting opens.

The printed order and numbers never change; what the host moves, adds or skips later is in the meeting's state.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from .values import Ident, Instant, Line, Minutes, OptionalIdent

Kind = Literal["opening", "speech", "analysis", "papers", "break", "discussion", "directing", "conclusion", "other"]
Title = Annotated[str, MinLen(1), MaxLen(1000)]


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that can speak or be on the hall's roll. `point` is where it sits, `category` which invitation covers it."""

    id: Ident
    name: Annotated[Line, MinLen(1)]
    point: Ident
    category: OptionalIdent = ""


@dataclass(frozen=True, slots=True)
class Category:
    """One invited category of a tier, in the words of the plan."""

    id: Ident
    tier: Ident
    title: Title
    group: Line = ""
    role: Literal["guest", "directing", "chair", "attending", "press"] = "attending"
    members: tuple[Line, ...] = ()
    by_unit: tuple[tuple[Line, Line], ...] = ()
    """How the title reads for one kind of unit, as (unit, title)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned contribution of one agency. `planned_minutes` is None where the plan gives none."""

    id: Ident
    agency: Ident
    name: Annotated[Line, MinLen(1)]
    point: Ident
    planned_minutes: Minutes | None = None
    source_text: Line = ""


@dataclass(frozen=True, slots=True)
class Presenter:
    """Who presents an item that has no slots: `name` as printed, the agency, and the point it speaks from."""

    agency: Ident
    name: Annotated[Line, MinLen(1)]
    point: Ident


@dataclass(frozen=True, slots=True)
class Group:
    """Slots of one item that share a theme ("5a")."""

    id: Ident
    title: Title
    slots: tuple[Slot, ...]
    presenter_text: Title | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item. It has groups of slots, or slots of its own, or one presenter, or none of them.

    An item with a presenter has one implicit slot, never written down, that carries the item's id and minutes.
    `minimum_minutes` (a break's) bounds what the projection and the planner may cut it to.
    `turn_minutes` is what one requested contribution gets by default.
    """

    id: Ident
    no: Annotated[str, MinLen(1), MaxLen(10)]
    kind: Kind
    title: Title
    presenter_text: Title | None = None
    planned_minutes: Minutes | None = None
    minimum_minutes: Minutes | None = None
    turn_minutes: Minutes | None = None
    not_before: Instant | None = None
    presenter: Presenter | None = None
    groups: tuple[Group, ...] = ()
    slots: tuple[Slot, ...] = ()

    def all_slots(self) -> Iterator[tuple[str, Slot]]:
        """Every slot with the id of its group ("" outside one), in printed order, the implicit one included."""
        if self.presenter is not None:
            yield "", Slot(self.id, self.presenter.agency, self.presenter.name, self.presenter.point, self.planned_minutes)
        for group in self.groups:
            for slot in group.slots:
                yield group.id, slot
        for slot in self.slots:
            yield "", slot


@dataclass(frozen=True, slots=True)
class Plan:
    """The official document that calls the meeting."""

    number: Line = ""
    date: Annotated[str, MaxLen(10)] = ""
    title: Annotated[str, MaxLen(1000)] = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meeting file. `hall` is the point where the meeting is chaired, `roster` the name of its list of points.

    `minutes_status` is "proposal" where the minutes are not the plan's own, so that every face can say so.
    """

    title: Title
    starts_at: Instant
    hall: Ident
    roster: Annotated[Line, MinLen(1)]
    items: tuple[Item, ...]
    heading: Line = ""
    plan: Plan = Plan()
    ends_at: Instant | None = None
    minutes_status: Literal["planned", "proposal"] = "planned"
    minutes_note: Annotated[str, MaxLen(1000)] = ""
    agencies: tuple[Agency, ...] = ()
    categories: tuple[Category, ...] = ()
