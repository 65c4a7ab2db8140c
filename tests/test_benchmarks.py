"""The benchmarks of the hub run, small: what they tell has figures, and nothing is lost. No time is judged here."""

import sys

import pytest

from benchmarks import hub_checkins, hub_country, hub_fanout, hub_quiet, replay_seek

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it reads what the Linux kernel says of a process")


def test_a_change_of_the_floor_comes_to_everybody() -> None:
    """Also where it is framed once for all."""
    told = hub_fanout.run((20,), 2)
    assert set(told.spreads[0].rounds[0]) == {"synced", "framed", "unsynced", "library", "sockets"}
    assert told.lost == 0
    assert "20 points" in told.sentence()


def test_ten_changes_at_once_come_to_everybody() -> None:
    """The last floor is after all of them."""
    told = hub_fanout.run_ten((20,), 1)
    assert told.lost == 0
    assert "20 points" in told.sentence()


def test_check_ins_at_once_are_all_kept() -> None:
    """Every answer stands in the file."""
    told = hub_checkins.run(20, 1)
    assert told.lost == 0
    assert "20 at once" in told.sentence()


def test_a_part_of_the_country_connects_and_hears() -> None:
    """On the roster of the whole."""
    told = hub_country.run(1, 200)
    assert told.lost == 0
    assert "200 points" in told.sentence()


def test_a_replay_stands_anywhere() -> None:
    """In a short log."""
    told = replay_seek.run(1_200, 5)
    assert len(told.jumps) == 5
    assert "1,200 records" in told.sentence()


def test_rest_loses_nobody() -> None:
    """A moment of it."""
    assert hub_quiet.run(20, 1.0).lost == 0
