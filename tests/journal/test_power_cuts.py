"""Promises kept over power cuts, on a simulated disk."""

from benchmarks.disks import run


def test_no_promise_is_lost_and_no_sound_log_is_refused() -> None:
    """2,000 power cuts; the control, whose syncs do nothing, shows that the harness can see a loss."""
    found = run(2_000)
    assert found.states >= 2_000
    assert found.acknowledged > 10_000
    assert (found.lost, found.resurrected, found.false_alarms, found.flips_unnoticed) == (0, 0, 0, 0), found.sentence()
    assert found.torn_cut > 500
    assert found.flips_refused > 500
    assert found.control_lost > 0
