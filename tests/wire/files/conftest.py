"""Good files to start from, as bytes and as documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from bridge_server import rosters
from bridge_server.meeting.roster import Roster
from bridge_server.wire.files.roster import roster_from


@pytest.fixture(scope="session")
def real_agenda() -> bytes:
    """The agenda of 31 May 2024, as it lies at the top."""
    return (Path(__file__).parents[3] / "agenda.json").read_bytes()


@pytest.fixture(scope="session")
def quang_nam() -> Roster:
    """The roster of the real meeting."""
    return roster_from(rosters.raw("quang-nam-2024"), "quang-nam-2024")


@pytest.fixture
def agenda() -> dict[str, Any]:
    """A small agenda without fault; each test gets a copy of its own."""
    document: dict[str, Any] = json.loads("""{
      "title": "Hội nghị", "starts_at": "2024-05-31T08:00:00+07:00", "ends_at": "2024-05-31T11:30:00+07:00",
      "hall": "49", "roster": "quang-nam-2024", "plan": {"number": "1/KH", "date": "2024-05-17", "title": "Kế hoạch"},
      "agencies": [
        {"id": "so-nv", "name": "Sở Nội vụ", "point": "49", "category": "T01"},
        {"id": "ubnd-502", "name": "UBND thành phố Tam Kỳ", "point": "502"}
      ],
      "categories": [{"id": "T01", "tier": "province", "title": "Các Sở", "by_unit": [["Huyện", "Bí thư Huyện ủy"]]}],
      "items": [
        {"id": "1", "no": "1", "kind": "analysis", "title": "Phân tích", "planned_minutes": 10,
         "presenter": {"agency": "so-nv", "name": "Sở Nội vụ", "point": "49"}},
        {"id": "2", "no": "2", "kind": "papers", "title": "Tham luận", "groups": [
          {"id": "2a", "title": "Nhóm", "slots": [
            {"id": "2a1", "agency": "ubnd-502", "name": "UBND thành phố Tam Kỳ", "point": "502", "planned_minutes": 5}]}]},
        {"id": "3", "no": "3", "kind": "break", "title": "Giải lao", "planned_minutes": 15, "minimum_minutes": 5,
         "not_before": "2024-05-31T10:00:00+07:00"}
      ]}""")
    return document


@pytest.fixture
def roster() -> dict[str, Any]:
    """A small roster without fault; each test gets a copy of its own."""
    document: dict[str, Any] = json.loads("""{
      "roster": "thu", "valid_from": "2024-01-01", "valid_until": null, "province": {"gso_code": "49", "name": "Quảng Nam"},
      "tier_locations": {"commune": "Phòng họp"}, "counts": {"province": 1, "commune": 2},
      "points": [
        {"id": "49", "tier": "province", "name": "Tỉnh", "parent": null, "gso_code": "49"},
        {"id": "00001", "tier": "commune", "unit": "Xã", "name": "Xã Một", "parent": "49", "alt_names": ["Xã 1"]},
        {"id": "00002", "tier": "commune", "unit": "Xã", "name": "Xã Hai", "parent": "49"}
      ]}""")
    return document
