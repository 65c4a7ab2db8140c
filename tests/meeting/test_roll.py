"""The roll: who has reported, who is present, and what is stamped."""

from bridge_server.meeting import HUB
from bridge_server.meeting import commands as c
from bridge_server.meeting.figures import RollFigures, TierFigures
from bridge_server.meeting.roll_figures import figures
from bridge_server.meeting.rows import revisions

from .kit import AN_XUAN, HA_LAM, HALL, TAM_KY, TAN_THANH, THANG_BINH, TWO_TIERS, WARDS, Live, clock, opened


def tiers(live: Live) -> dict[str, TierFigures]:
    """The figures by tier, the hall's agencies under ""."""
    now = figures(live.meeting)
    return {one.tier: one for one in (*now.tiers, now.hall)}


def test_having_reported_and_being_present_are_two_figures() -> None:
    """Of three communes one is present, one excused, one silent: two have reported."""
    live = opened()
    live.point(AN_XUAN, c.CheckIn(AN_XUAN, total=12))
    live.point(TAN_THANH, c.CheckIn(TAN_THANH, "absent_with_leave"))
    assert tiers(live)["commune"] == TierFigures("commune", 3, 2, 1, 1, 0, 0, 0, 12)


def test_nobody_counted_is_not_nobody() -> None:
    """A point without a total is present; it adds no heads."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY, "online"))
    live.point(THANG_BINH, c.CheckIn(THANG_BINH, "absent"))
    assert tiers(live)["district"] == TierFigures("district", 2, 2, 1, 0, 1, 0, 0, 0)


def test_the_hall_is_there_as_soon_as_one_of_its_agencies_is() -> None:
    """Two agencies sit in the hall; one reports four heads, and they are the province's too."""
    live = opened()
    live.secretary(c.CheckIn(HALL, source="hall", agency="so-nv", total=4))
    assert tiers(live)[""] == TierFigures("", 2, 1, 1, 0, 0, 0, 0, 4)
    assert tiers(live)["province"] == TierFigures("province", 1, 1, 1, 0, 0, 0, 0, 4)


def test_every_revision_is_kept() -> None:
    """Five heads, then seven, then it was the wrong point: three revisions, none in force."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=5))
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=7))
    assert tiers(live)["district"].heads == 7
    live.host(c.VoidCheckIn(TAM_KY))
    assert live.meeting.check_in(TAM_KY) is None
    assert [one[0] for one in revisions(live.meeting.check_ins[TAM_KY])] == [2, 3, 4]
    assert [one[3].type for one in revisions(live.meeting.check_ins[TAM_KY])] == ["CheckedIn", "CheckedIn", "CheckInVoided"]


def test_late_and_left_are_counted_among_the_present() -> None:
    """A commune came at 08:10 and left at 09:00; it was present."""
    live = opened().at(90)
    live.point(HA_LAM, c.CheckIn(HA_LAM))
    live.point(HA_LAM, c.ArriveLate(HA_LAM, clock(10)))
    live.point(THANG_BINH, c.LeaveEarly(HA_LAM, clock(60)))
    assert tiers(live)["commune"] == TierFigures("commune", 3, 1, 1, 0, 0, 1, 1, 0)


def test_the_stamped_figures_stand_when_the_secretary_corrects() -> None:
    """Closed with five heads; the secretary's correction counts from then on, the stamp says what it said."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=5))
    live.secretary(c.CloseRoll())
    live.secretary(c.CheckIn(TAM_KY, source="phone", total=6, reason="đếm lại"))
    assert live.meeting.roll_closing is not None
    assert live.meeting.roll_closing.figures.all.heads == 5
    assert figures(live.meeting).all.heads == 6


def test_each_sitting_has_its_roll() -> None:
    """The morning's roll is kept with its stamp; the afternoon's begins empty."""
    live = opened()
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=5))
    live.host(c.CloseRoll())
    live.host(c.Adjourn(clock(300), "nghỉ trưa"))
    assert figures(live.meeting).all.reported == 0
    ((number, rolls, closing),) = live.meeting.past_rolls
    assert (number, list(rolls), closing is not None) == (1, [TAM_KY], True)
    live.at(300).host(c.ResumeMeeting())
    live.point(TAM_KY, c.CheckIn(TAM_KY, total=4))
    assert figures(live.meeting).all.heads == 4


def test_two_tiers_are_as_good_as_three() -> None:
    """A city and its wards: the figures follow the roster's tiers."""
    live = Live(WARDS, TWO_TIERS)
    live.point("48", c.CheckIn("W1", source="parent", total=3))
    assert figures(live.meeting) == RollFigures(
        (TierFigures("city", 1, 0, 0, 0, 0, 0, 0, 0), TierFigures("ward", 2, 1, 1, 0, 0, 0, 0, 3)),
        TierFigures("", 0, 0, 0, 0, 0, 0, 0, 0),
    )


def test_a_fault_is_open_until_it_is_cleared() -> None:
    """Sound reported, tried and confirmed; then it may be reported anew."""
    live = opened()
    live.point(TAM_KY, c.ReportFault(TAM_KY, "sound"))
    live.at(2).host(c.ConfirmAv(TAM_KY))
    assert live.meeting.faults[f"{TAM_KY}/sound"].cleared_at == clock(2)
    live.point(TAM_KY, c.ReportFault(TAM_KY, "sound"))


def test_a_restart_of_the_hub_makes_every_line_unknown() -> None:
    """Losing the page is not losing the point: the check-in stays."""
    live = opened()
    live.hub(c.RecordLine(TAM_KY, up=True))
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    live.hub(c.StartHub())
    assert live.meeting.lines == {}
    assert live.meeting.check_in(TAM_KY) is not None
    live.hub(c.RecordLine(TAM_KY, up=False))
    assert live.refused(c.RecordLine(TAM_KY, up=False), HUB) == "no-change"


def test_who_comes_back_has_not_left_early() -> None:
    """A wrong mark goes with the next check-in, and being late goes with a check-in that is void."""
    live = Live().at(0)
    live.point(TAM_KY, c.CheckIn(TAM_KY))
    live.at(5).point(TAM_KY, c.ArriveLate(TAM_KY, clock(4)))
    live.at(6).point(TAM_KY, c.LeaveEarly(TAM_KY, clock(6)))
    assert (figures(live.meeting).all.late, figures(live.meeting).all.left) == (1, 1)
    live.at(7).point(TAM_KY, c.CheckIn(TAM_KY))
    assert (figures(live.meeting).all.late, figures(live.meeting).all.left) == (1, 0)
    live.at(8).point(TAM_KY, c.VoidCheckIn(TAM_KY))
    live.at(9).point(TAM_KY, c.CheckIn(TAM_KY))
    assert (figures(live.meeting).all.late, figures(live.meeting).all.left) == (0, 0)
