"""What is wrong with the log or its disk, and the way out."""

WORDS = {
    "no-log": "There is no log at {path}. Check the session directory, or make one with `bridge-server prepare`.",
    "empty-log": "The log {path} is empty, so no record was ever kept in it. Put a copy in its place, or move it away.",
    "not-a-log": "{path} is not a session log: its first line is not a header. Check the path.",
    "newer-format": "The log {path} has format {found}; this release reads up to {known}. Open it with a newer release.",
    "damaged-header": "The header of {path} (line {line}, byte {offset}) has been altered. Put back a copy of the log; "
    "nothing was changed.",
    "damaged-line": "Line {line} of {path} (byte {offset}) has been altered: a later line says that it was safely on disk. "
    "Put back a copy of the log; nothing was cut.",
    "damaged-layout": "Line {line} of {path} (byte {offset}) is neither a record nor a seal, although its hash holds: "
    "another program wrote it. Put back a copy of the log.",
    "damaged-number": "At line {line} of {path} (byte {offset}) the record numbers do not follow one another: another "
    "program wrote it. Put back a copy of the log.",
    "damaged-link": "The segment {path} does not end where the next one says (line {line}, byte {offset}). Put back the "
    "segment that was copied when the log was continued.",
    "missing-segment": "The earlier segment {path} is missing. Copy the whole session directory, with its `segments`.",
    "locked": "The log {path} is in use by process {pid}. Stop that hub first; reading needs no lock.",
    "locked-unknown": "The log {path} is in use by another process. Stop that hub first; reading needs no lock.",
    "full": "No room left on the disk for {path}: nothing of this was kept. Free some space; the hub goes on by itself.",
    "frozen": "The disk failed under {path} ({why}). Nothing more is written there: stop the hub and go on elsewhere with "
    "`bridge-server continue`.",
    "disk-refused": "The system refused {path}: {why}. Check the disk and the permissions, then try again.",
    "stuck": "The disk under {path} did not answer within {seconds} s; the last batch may not be kept. Stop the hub and go "
    "on elsewhere with `bridge-server continue`.",
    "closed": "The log {path} is closed. Open it again to write.",
    "head-mismatch": "Record {got} does not follow: the next number is {expected}. Read the log, decide again, then append.",
    "unknown-head": "The log {path} has no record {head}. Compare the number and the hash with the printed ones; an older "
    "copy may have been put back.",
    "bad-head": "“{text}” is not a head of a log. Write the number, a colon and at least 16 hexadecimal digits of the hash.",
    "already-there": "{path} is already there and is never written over. Serve it, or choose another directory.",
    "target-taken": "{path} is not empty. Name a directory that is new or empty to continue into.",
}
