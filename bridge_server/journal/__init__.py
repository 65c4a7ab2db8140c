"""The session log: appended to durably, recovered, verified, read and continued. Knows bytes, not meetings."""

from bridge_server.journal.appender import State
from bridge_server.journal.ballast import Ballast
from bridge_server.journal.chain import LOG, SEGMENTS, Chain, Verified, read_chain, verify
from bridge_server.journal.disk import Disk, this_disk
from bridge_server.journal.errors import (
    AlreadyThere,
    BadHead,
    Closed,
    Damaged,
    DiskRefused,
    Frozen,
    Full,
    HeadMismatch,
    JournalError,
    Locked,
    MissingSegment,
    NewerFormat,
    NotALog,
    Stuck,
    TargetTaken,
    UnknownHead,
)
from bridge_server.journal.format import FORMAT, Head, is_seal, new_log_id, parse_head
from bridge_server.journal.port import Journal
from bridge_server.journal.positions import Place, Position, lines_after, locate
from bridge_server.journal.reader import Log
from bridge_server.journal.segments import continue_into
from bridge_server.journal.writer import FileJournal

__all__ = [
    "FORMAT",
    "LOG",
    "SEGMENTS",
    "AlreadyThere",
    "BadHead",
    "Ballast",
    "Chain",
    "Closed",
    "Damaged",
    "Disk",
    "DiskRefused",
    "FileJournal",
    "Frozen",
    "Full",
    "Head",
    "HeadMismatch",
    "Journal",
    "JournalError",
    "Locked",
    "Log",
    "MissingSegment",
    "NewerFormat",
    "NotALog",
    "Place",
    "Position",
    "State",
    "Stuck",
    "TargetTaken",
    "UnknownHead",
    "Verified",
    "continue_into",
    "is_seal",
    "lines_after",
    "locate",
    "new_log_id",
    "parse_head",
    "read_chain",
    "this_disk",
    "verify",
]
