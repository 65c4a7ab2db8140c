"""Sessions whose log has a past already: records made elsewhere, put into a log of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bridge_server.journal import LOG, FileJournal, new_log_id
from bridge_server.session import header_fields, prepare, read_meeting, read_settings
from bridge_server.wire.records import encode_record, record_from

from ..client.kit import ROOT


def session_with(directory: Path, records: Sequence[dict[str, Any]], agenda: Path = ROOT / "agenda.json") -> Path:
    """A prepared session of this agenda, with these records in its log."""
    meant = read_meeting(agenda)
    prepare(directory, meant, 1_717_000_000_000, port=0)
    (directory / LOG).unlink()
    journal = FileJournal.create(directory / LOG, header_fields(read_settings(directory), meant), log=new_log_id())
    if records:
        journal.append([(raw["n"], encode_record(record_from(raw)[0])) for raw in records]).result(timeout=60)
    journal.close(records[-1]["at"] if records else meant.agenda.starts_at)
    return directory
