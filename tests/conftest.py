"""The real programme of 31 May 2024, for whoever tests with it."""

from pathlib import Path

import pytest

from bridge_server import rosters
from bridge_server.meeting import Agenda, Meeting, Roster
from bridge_server.wire.files.agenda import agenda_from
from bridge_server.wire.files.roster import roster_from

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_agenda() -> Agenda:
    """`agenda.json`."""
    return agenda_from((ROOT / "agenda.json").read_bytes(), "agenda.json")


@pytest.fixture(scope="session")
def real_roster() -> Roster:
    """Its 260 points."""
    return roster_from(rosters.raw("quang-nam-2024"), "quang-nam-2024")


@pytest.fixture
def real_meeting(real_agenda: Agenda, real_roster: Roster) -> Meeting:
    """The meeting, nothing recorded yet."""
    return Meeting(real_agenda, real_roster)
