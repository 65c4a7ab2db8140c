"""The command line `bridge-server`: help, messages and errors."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "app": """Điểm Cầu: run an online meeting of many points on one durable log.

Exit codes: 0 done; 2 bad input; 3 refused; 4 hub out of reach; 74 disk.

$ bridge-server check-agenda agenda.json
$ bridge-server prepare agenda.json --session hop
$ bridge-server show hop""",
    "check-agenda": """Check the agenda file, its roster and the contacts.

Every fault is told at once, each with its place and the way out.

$ bridge-server check-agenda agenda.json
$ bridge-server check-agenda agenda.json --roster quang-nam-2025
$ bridge-server check-agenda agenda.json --json""",
    "prepare": """Prepare a session directory from an agenda file.

A contacts.csv (point, name, post, phones) beside the agenda is taken along. The directory can be copied to another machine: every
code still works.

$ bridge-server prepare agenda.json --session hop
$ bridge-server prepare agenda.json --session hop --roster roster.json
$ bridge-server prepare agenda.json --session hop --public-url https://hop.example.vn --port 8024""",
    "show": """Show the meeting at any instant of its log.

$ bridge-server show hop
$ bridge-server show hop --at 45
$ bridge-server show hop --at 09:12
$ bridge-server show hop --at "2024-05-31 09:12"
$ bridge-server show hop --json""",
    "log": """Tell what happened: a sentence for each event, with its record and time.

$ bridge-server log hop
$ bridge-server log hop --json | head""",
    "verify": """Check whether a log is whole, and whether a printed head still holds.

$ bridge-server verify hop
$ bridge-server verify hop --head 45:0123456789abcdef
$ bridge-server verify hop --json""",
    "continue": """Go on with a log on another disk, after the old one failed.

Records, codes and contacts go along. After a disk error name the last head that the host's screen showed.

$ bridge-server continue hop --into /media/usb/hop
$ bridge-server continue hop --into hop2 --head 45:0123456789abcdef""",
    "schema": """Print the JSON Schema of the files, commands, records and frames.

$ bridge-server schema agenda
$ bridge-server schema commands
$ bridge-server schema""",
    "option-lang": "Language: vi or en (BRIDGE_LANG sets it too).",
    "option-json": "Print the answer as JSON, for programs.",
    "option-file": "The agenda file.",
    "option-agenda": "The agenda file; agenda.json if not given.",
    "option-session": "The session directory to make.",
    "option-directory": "The session directory, or the log file itself.",
    "option-roster": "Use this roster instead of the one the agenda names: a shipped one's name, or a path.",
    "option-public-url": "The address that points open, as printed on the code sheets.",
    "option-also-url": "A second address; may be given several times.",
    "option-port": "The hub's port; 8024 if not given.",
    "option-at": "A record (45), a time (09:12, 09:12:30) or a date and time (2024-05-31 09:12).",
    "option-head": "A head of the log, NUMBER:HASH (at least 16 digits of the hash).",
    "option-into": "The new directory, absent or empty.",
    "option-what": "agenda, roster, commands, records or frames; all if not given.",
    "metavar-lang": "vi|en",
    "metavar-session": "DIR",
    "metavar-roster": "NAME",
    "metavar-public-url": "URL",
    "metavar-also-url": "URL",
    "metavar-port": "NUMBER",
    "metavar-at": "WHEN",
    "metavar-head": "N:HASH",
    "metavar-into": "DIR",
    "metavar-file": "FILE",
    "metavar-agenda": "FILE",
    "metavar-directory": "DIR",
    "metavar-what": "NAME",
    "help-0": "Usage:",
    "help-1": "Options:",
    "help-2": "Arguments:",
    "help-3": "Commands:",
    "help-4": "Show this message and exit.",
    "help-5": "[required]",
    "help-6": "[OPTIONS]",
    "help-7": "COMMAND [ARGS]...",
    "bad-language": 'There is no language "{value}". Possible are: vi, en.',
    "missing-argument": "{name} is missing.",
    "no-such-option": "There is no option {name}.",
    "no-such-command": 'There is no command "{name}".',
    "bad-value": "The value of {name} cannot be used.",
    "bad-usage": "The command is not written as it should be: perhaps there is one argument too many.",
    "see-help": "See: {command} --help",
    "faults": "{file}: {count} to correct:",
    "checked": """The agenda can be used: {title}
  {items} items, {groups} groups of papers, {slots} papers of {agencies} agencies, {categories} invited categories
  roster {roster}: {points} points; contacts: {contacts} rows""",
    "prepared": "The session is prepared in {directory}: {points} points.",
    "prepared-already": "{directory} was prepared with this agenda before ({points} points); codes unchanged, addresses and contacts given now are brought up to date.",
    "continued-without-codes": "{into} goes on from {directory} after record {record}, but the points' codes could not be taken along: new ones are needed.",
    "left-behind": "Could not be taken along: {files}. The log is complete.",
    "continued": "{into} goes on from {directory} after record {record}. The points' codes are unchanged.",
    "verified": """The log is whole: {records} records.
  head:   {head}
  digest: {digest}""",
    "head-does-not-hold": "The head {head} does NOT hold: this log does not contain that record, or it was rewritten.",
    "no-records": "The log has no record yet.",
    "no-such-file": "There is no file {path}. Please check the path.",
    "cannot-read": "{path} cannot be read: {reason}.",
    "cannot-write": "{path} cannot be written: {reason}.",
    "no-such-directory": "There is no {path}. Please check the path, or prepare a session with bridge-server prepare.",
    "not-a-session": "{path} is not a session directory. Please make one with bridge-server prepare.",
    "already-exists": "{path} is there and holds something else; nothing is overwritten. Please choose another --session or --into.",
    "unknown-roster": 'There is no roster "{roster}". Shipped are: {known}; or give the path of a file.',
    "bad-url": '"{url}" is not the address of a page. It begins with http:// or https://.',
    "bad-port": "Port {port} cannot be used; choose a number from 0 to 65535.",
    "bad-at": 'The moment "{at}" is not understood. Give a record (45), a time (09:12) or a date and time (2024-05-31 09:12).',
    "at-out-of-range": "The log has no record {at}; the last one is {last}.",
    "unknown-schema": 'There is no "{what}". Possible are: {known}.',
    "console-help": """Usage: bridge-console [--lang vi|en] [DIR]

Shows a meeting from the log of its session, and follows the log as it grows. q: quit; r: read again.

  $ bridge-console hop""",
    "no-terminal": "The screen needs a terminal. For text: bridge-server show DIR.",
    "key-quit": "Quit",
    "key-reread": "Read again",
    "torn": "The log ends in {bytes} half-written bytes that were never acknowledged; they are set aside.",
    "newer-event": "The log has {count} events of a newer program that this one does not understand (from record {record} on); \
the state may not be complete. Please update the program.",
}
