"""What the roll of the current sitting adds up to."""

from .figures import NUMBERS, RollFigures, TierFigures
from .rows import Revision
from .state import Meeting, roll_key

PRESENT = ("in_person", "online")


def present(revision: Revision | None) -> bool:
    """Whether a check-in in force says that somebody is there."""
    return revision is not None and revision[3].type == "CheckedIn" and revision[3].mode in PRESENT


def figures(meeting: Meeting) -> RollFigures:
    """Figures by tier in roster order. The hall counts as present as soon as one of its agencies is."""
    hall = tier_figures(meeting, "", [roll_key(meeting.hall, agency) for agency in hall_agencies(meeting)])
    tiers = []
    for tier in meeting.tiers:
        points = [point.id for point in meeting.roster.points if point.tier == tier]
        one = tier_figures(meeting, tier, points)
        if meeting.hall in points and meeting.check_in(meeting.hall) is None:
            one = TierFigures(
                tier,
                one.points,
                one.reported + (hall.reported > 0),
                one.present + (hall.present > 0),
                one.absent_with_leave,
                one.absent,
                one.late,
                one.left,
                one.heads + hall.heads,
            )
        tiers.append(one)
    return RollFigures(tuple(tiers), hall)


def hall_agencies(meeting: Meeting) -> list[str]:
    """The agencies on the hall's own roll."""
    return [agency.id for agency in meeting.agenda.agencies if agency.point == meeting.hall]


def tier_figures(meeting: Meeting, tier: str, keys: list[str]) -> TierFigures:
    """The figures over the check-ins of `keys`. Absent points have reported too; heads count where somebody is present."""
    counts = dict.fromkeys(NUMBERS, 0)
    counts["points"] = len(keys)
    for key in keys:
        revision = meeting.check_in(key)
        if revision is None or revision[3].type != "CheckedIn":
            continue
        said = revision[3]
        counts["reported"] += 1
        if present(revision):
            counts["present"] += 1
            counts["heads"] += said.total or 0
            counts["late"] += meeting.late.get(key) is not None
            counts["left"] += meeting.left.get(key) is not None
        else:
            counts["absent_with_leave" if said.mode == "absent_with_leave" else "absent"] += 1
    return TierFigures(tier, **counts)
