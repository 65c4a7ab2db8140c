"""What an automatic rehearsal says: each phase, what it came to, and why it had to stop."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "began": "REHEARSAL: {points} points, hub at {url}; written to {folder}, nothing goes into the meeting's own log.",
    "arrivals": "{clock}  points open their pages and check in",
    "item": "{clock}  item {no}: {title}",
    "closed": "{clock}  the meeting is closed; every open page shows it",
    "checking": "Comparing the log with what every client was told …",
    "summary": """Rehearsed in {seconds} seconds (script {seed}).
  {points} points: {checked_in} have reported, {present} are present; {turns} turns spoken; {records} records
  {acknowledged} commands acknowledged, {lost} lost; acknowledged within {p50} ms (half of them), {p99} ms (99%)
  Digest: {digest}
  Folded from the log: {replay_digest}
  Log: {log}
  To look at it: bridge-server show {folder}; bridge-server log {folder}""",
    "lost": "FAILED: {lost} things were told to be kept that do not stand so in {log}:",
    "miss-missing": "  command {id} of {scope}: not there, told to be record {n}",
    "miss-twice": "  command {id} of {scope}: there more than once, told to be record {n}",
    "miss-elsewhere": "  command {id} of {scope}: in another record, told to be record {n}",
    "miss-differs": "  record {n}: not what the consoles were sent",
    "digests-differ": "FAILED: the log folded anew leads to another state than the hub's ({replay_digest} instead of {digest}).",
    "interrupted": "The rehearsal was stopped on request; what had happened is in {folder}.",
    "no-way-in": "The rehearsal stops: {who} could not get in ({why}).",
    "not-connected": "The rehearsal stops: {who} is not connected and cannot send {command}.",
    "no-answer": "The rehearsal stops: {who} sent {command} and had no answer within {seconds} seconds.",
    "line-broke": "The rehearsal stops: {who} lost the connection while sending {command} ({why}).",
    "refused": "The rehearsal stops: {who} sent {command} and was refused ({answer}): {text}",
    "not-refused": "The rehearsal stops: {who} sent {command}, which should have been refused ({expected}) but is record {n}.",
    "not-shown": "The rehearsal stops: {who} waited {seconds} seconds for {what} in vain.",
    "chain-broken": "The rehearsal stops: {who} was sent a line of the log that does not follow record {n}.",
    "console-differs": "The rehearsal stops: {who} has another state than the hub at record {n}.",
    "few-files": "The rehearsal needs {needed} connections and files at once, the system allows {allowed}; please raise the limit (ulimit -n).",
    "defect": "The rehearsal stops: the hub met a defect of the program ({what}); see {log}.",
    "bad-pace": "The pace {pace} cannot be used: give a number above 0, such as 1 (real time) or 60.",
}
