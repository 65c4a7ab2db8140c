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
    "is-a-mount": "{path} is the root of a disk and cannot be replaced. Please choose a new directory inside it.",
    "cannot-write": "{path} cannot be written: {reason}.",
    "no-such-directory": "There is no {path}. Please check the path, or prepare a session with bridge-server prepare.",
    "not-a-session": "{path} is not a session directory. Please make one with bridge-server prepare.",
    "already-exists": "{path} is there and holds something else; nothing is overwritten. Please choose another --session or --into.",
    "unknown-roster": 'There is no roster "{roster}". Shipped are: {known}; or give the path of a file.',
    "bad-url": '"{url}" is not the address of a page. It begins with http:// or https:// and has no user, no space, no ? and no #.',
    "bad-port": "Port {port} cannot be used; choose a number from 0 to 65535.",
    "bad-at": 'The moment "{at}" is not understood. Give a record (45), a time (09:12) or a date and time (2024-05-31 09:12).',
    "at-out-of-range": "The log has no record {at}; the last one is {last}.",
    "unknown-schema": 'There is no "{what}". Possible are: {known}.',
    "torn": "The log ends in {bytes} half-written bytes that were never acknowledged; they are set aside.",
    "newer-event": "The log has {count} events of a newer program that this one does not understand (from record {record} on); \
the state may not be complete. Please update the program.",
    "serve": """Run the hub of a session until it is stopped (Ctrl+C, or bridge-server stop).

Beyond this machine the hub opens only with TLS (--cert, --key), or behind a proxy that has it. With --supervise a hub that crashed is started again at once.

$ bridge-server serve hop
$ bridge-server serve hop --supervise --public-url https://hop.example.vn
$ bridge-server serve hop --host 0.0.0.0 --cert hop.pem --key hop.key
$ bridge-server serve hop --rehearsal""",
    "stop": """Stop the hub of a session in order.

$ bridge-server stop hop""",
    "codes": """List the code of every role and every point; revoke one and issue another.

Codes are derived from the session's secret and stored nowhere. Revoking works at once, also while the hub runs.

$ bridge-server codes hop
$ bridge-server codes hop --csv > codes.csv
$ bridge-server codes hop --sheets sheets --support "Provincial Office 0235 3852 739"
$ bridge-server codes hop --revoke 20335
$ bridge-server codes hop --revoke host""",
    "option-session-directory": "The session directory.",
    "option-host": "The address to listen on; this machine only (127.0.0.1) if not given.",
    "option-cert": "The TLS certificate, a PEM file.",
    "option-key": "The certificate's private key, a PEM file.",
    "option-insecure-lan": "Open to the network without TLS all the same: anybody on it can read and change everything, codes included.",
    "option-proxy": "Address of a proxy that is believed when it names the sender; may be given several times.",
    "option-rehearsal": "Rehearsal: the same codes, a log of its own.",
    "option-supervise": "Start the hub again when it crashes (not after a disk failure).",
    "option-frame-once": "Frame what goes to all once for everybody: faster with very many points, past a layer of the library.",
    "option-log-stderr": "Write the technical log (JSON) to stderr instead of the file hub.log.",
    "option-revoke": "Revoke the code of this role (host, secretary, screen, mirror) or point, and issue a new one.",
    "option-sheets": "Make code sheets to print and send in this new directory: a file for each parent, a QR code for each point, and a list for the province.",
    "option-support": "Whom to phone for help, printed on the slips; the hall's contacts if not given.",
    "option-csv": "Print CSV for a spreadsheet.",
    "metavar-session-directory": "DIR",
    "metavar-host": "ADDRESS",
    "metavar-cert": "FILE",
    "metavar-key": "FILE",
    "metavar-proxy": "ADDRESS",
    "metavar-sheets": "DIRECTORY",
    "metavar-support": "NAME_AND_PHONE",
    "metavar-revoke": "WHOSE",
    "serving": """The hub serves: {url} (process {pid}); {points} points, {records} records.
  Points join at: {public}
  Codes: bridge-server codes {directory}
  Stop: bridge-server stop {directory}""",
    "serving-rehearsal": "REHEARSAL: written to {folder}, nothing goes into the meeting's own log.",
    "no-reserve": "Note: the disk has no room left to keep in reserve for closing the meeting on a full disk; please free some.",
    "insecure-lan": "WARNING: there is no TLS. Anybody on this network can read everything, take codes and speak for points; only for a private network that you trust.",
    "not-without-tls": "{host} is open to the network without TLS: codes and contents could be read on the way. Please add --cert and --key, or stay behind a proxy that has TLS with --host 127.0.0.1; on a private network that you trust add --insecure-lan.",
    "cert-and-key": "--cert and --key go together.",
    "bad-cert": "The certificate {cert} cannot be used with the key {key}: {reason}.",
    "bad-proxy": '"{address}" is not the IP address of a proxy.',
    "bad-secret": "{path} is not the secret of a session any more (64 hexadecimal digits). Please restore it from a copy: all codes hang on this file.",
    "newer-events": "The log has events of a newer program (from record {record} on); this one cannot go on without taking them for something else. Please update the program.",
    "hub-runs": "The hub of {path} is running (process {pid}). Please stop it first with bridge-server stop.",
    "no-hub": "No hub is running for {directory}.",
    "not-a-hub": "{directory} is in use by process {pid}, which is not the hub that announced itself; please look, and end that process yourself.",
    "does-not-stop": "Process {pid} has not stopped after {seconds:.0f} seconds; please look before you end it by force.",
    "stopped": "The hub has stopped; the log is sealed.",
    "stopped-frozen": "The hub has stopped after the disk failed. Do not serve from this disk again: go on elsewhere with bridge-server continue {directory} --into NEW_DIR.",
    "crashed": "The hub ended unexpectedly (code {code}); starting again in {wait:.1f} seconds.",
    "cannot-listen": "Cannot listen on port {port} of {host}: {reason}. Please end the program that uses it, or choose another --port.",
    "codes-are-secret": "Whoever has a code gets in with that role: give each to the right person only. To revoke: --revoke.",
    "sheets-need-address": "Code sheets need the address that the points open. Add --public-url https://…, or put it into the session with bridge-server prepare … --session {directory} --public-url https://…",
    "sheets-exist": "{path} exists and holds something else; new sheets must not be mixed with old ones. Remove the old sheets first, or choose another directory for --sheets.",
    "sheets-alone": "--sheets does not go with --revoke and --csv. Please run one after the other.",
    "support-needs-sheets": "--support goes only with --sheets.",
    "sheets-no-support": "Note: the contacts have no phone number of the hall; the slips have a dotted line to write on. To have it printed: --support.",
    "sheets-support": 'Printed on every slip for help, from the hall\'s contacts: {support}. For another one: --support; for a dotted line: --support "".',
    "support-long": "The support line has {length} characters; a slip has room for {limit}. Please shorten --support.",
    "sheets-being-made": "Making sheets for {points} points; this takes a while.",
    "sheets-made": "Made in {path}: slips (files: {sheets}), QR codes (points: {points}) and the lists for the province (danh-sach).",
    "no-such-holder": 'There is no role or point "{holder}". Roles: {roles}; a point is named by its id, such as 20335.',
    "revoked": "The old code of {holder} is revoked; the new one is above.",
    "rehearsal-runs": "{directory} is rehearsing; please stop the rehearsal before you revoke a code of the meeting.",
    "hub-silent": "The hub at {url} does not answer; whether this was kept is not certain. Please look, and try again.",
    "check-in": """Check in for one's own point, or for a point below it.

Nothing more has to be typed: the bare command says that the point is present. Saying it again revises it; every revision is kept. Address and code come from --url, --code or BRIDGE_URL, BRIDGE_CODE.

$ export BRIDGE_URL=https://meeting.example.org/#CODE
$ bridge-server check-in
$ bridge-server check-in --total 9 --leader "Nguyễn Văn A" --post "Chairman"
$ bridge-server check-in --leave --reason "Session of the council"
$ bridge-server check-in --point 20335 --total 7
$ bridge-server check-in --total 9 --outbox ~/outbox.txt""",
    "void": """Take back a check-in made by mistake; what was recorded before stays in the log.

$ bridge-server void
$ bridge-server void --reason "Wrong point" --point 20335""",
    "ask": """Ask for the floor about the running item.

$ bridge-server ask --speaker "Nguyễn Văn A" --post "Chairman" --subject "Computers of the communes"
$ bridge-server ask""",
    "withdraw": """Take a request back; without a turn, the one that waits.

$ bridge-server withdraw
$ bridge-server withdraw r3""",
    "ready": """Answer "ready" when told to stand by.

$ bridge-server ready
$ bridge-server ready r3""",
    "back": """Say that the point is back from the break.

$ bridge-server back""",
    "opinion": """Send an opinion in writing; - reads it from a file or another program.

$ bridge-server opinion "The line to the communes should be renewed."
$ bridge-server opinion - < opinion.txt
$ bridge-server opinion - --outbox ~/outbox.txt < opinion.txt""",
    "fault": """Report a fault of sound, of picture, or another one (other); --clear once it is over.

$ bridge-server fault sound
$ bridge-server fault other "No mains, running on the generator"
$ bridge-server fault sound --clear""",
    "drafts": """Load draft conclusions from a text file: one a line; a line that begins with # is a remark.

A line reads as a secretary types it: who is to do what; with whom; by when. Every bad line is told with its number and reason before anything is sent; drafts that are there already are left out.

$ bridge-server drafts du-thao.txt --url https://hop.example.vn --code SECRETARYS_CODE
$ echo 'giao Sở Nội vụ tổng hợp kiến nghị; trước 15/6' | bridge-server drafts -""",
    "send": """Send any command as JSON of the wire (see: bridge-server schema commands).

Commands of host and secretary are never sent again by themselves: without an answer the log is looked at, and what it says is told. With --outbox alone, what waits there is sent.

$ bridge-server send '{{"type": "OpenMeeting"}}'
$ bridge-server send - < command.json
$ bridge-server send @agenda.json
$ bridge-server send --outbox ~/outbox.txt""",
    "watch": """Follow a meeting: a line for everything that happens, until stopped (Ctrl+C). Made for screen readers too.

With the code of host, secretary or mirror the log is told; with that of a point or a screen, what changes. A lost connection is made again.

$ bridge-server watch
$ bridge-server watch --plain
$ bridge-server watch --last 20
$ bridge-server watch --json""",
    "catch-up": """Recover time: ways to shorten the programme so that it ends so many minutes earlier.

Every option tells the times before and after, and the JSON commands to send one after another with bridge-server send; nothing changes without --apply. With a session directory the hub and the host's code are found there.

$ bridge-server catch-up day --minutes 12
$ bridge-server catch-up day --minutes 12 --apply 2
$ bridge-server catch-up --url https://meeting.example.vn --minutes 12 --json""",
    "option-minutes": "How many minutes to recover.",
    "option-apply": "Carry out the option of this number, as worked out at that moment.",
    "metavar-minutes": "MINUTES",
    "metavar-apply": "NUMBER",
    "option-url": 'The hub\'s address, perhaps with the code behind "#"; BRIDGE_URL if not given.',
    "option-code": "The code; from the address or BRIDGE_CODE if not given.",
    "option-outbox": "A file for what could not be sent; the next command with this --outbox sends it first, each exactly once.",
    "option-total": "How many delegates are present.",
    "option-count": "Delegates of one category, for example X01=3; may be given several times.",
    "option-leader": "Name of the leader who attends.",
    "option-post": "Post.",
    "option-in-place-of": "In whose place.",
    "option-no-leader": "No leader attends.",
    "option-online": "Attends online, not in the meeting room.",
    "option-absent": "Absent without leave.",
    "option-leave": "Absent with leave.",
    "option-operator": "Name of the point's operator.",
    "option-child": "A point below one's own, for which this is said; one's own if not given.",
    "option-point": "The point; needed with the code of host or secretary.",
    "option-agency": "Id of an agency at the hall.",
    "option-source": "How it was learnt, for host and secretary: hall, phone or paper.",
    "option-made-at": "The time written on the paper or told, for example 07:30.",
    "option-reason": "Reason.",
    "option-subject": "What the contribution is about.",
    "option-speaker": "Name of the speaker.",
    "option-turn": "Id of the turn; needed only where there are several.",
    "option-text": "The opinion; - reads it from standard input.",
    "option-kind": "sound, picture or other.",
    "option-fault-text": "More about it.",
    "option-clear": "It is over.",
    "option-drafts-file": "The file of drafts; - reads standard input.",
    "metavar-drafts-file": "FILE",
    "option-command": "The command as JSON; - reads it from stdin, @FILE from a file. A meeting file puts that whole agenda in place.",
    "option-id": "The command's id (8 to 64 characters): sent again with the same id it is not recorded twice.",
    "option-adopt": "Send also what was kept with another code.",
    "option-plain": "Lines only, no status line at the bottom of the screen.",
    "option-last": "Begin with only so many of the last records (of the log).",
    "metavar-url": "URL",
    "metavar-code": "CODE",
    "metavar-outbox": "FILE",
    "metavar-total": "N",
    "metavar-count": "ID=N",
    "metavar-leader": "NAME",
    "metavar-post": "POST",
    "metavar-in-place-of": "WHOM",
    "metavar-operator": "NAME",
    "metavar-child": "POINT",
    "metavar-point": "POINT",
    "metavar-agency": "AGENCY",
    "metavar-source": "SOURCE",
    "metavar-made-at": "TIME",
    "metavar-reason": "REASON",
    "metavar-subject": "SUBJECT",
    "metavar-speaker": "NAME",
    "metavar-turn": "TURN",
    "metavar-text": "TEXT",
    "metavar-kind": "KIND",
    "metavar-fault-text": "TEXT",
    "metavar-command": "COMMAND",
    "metavar-id": "ID",
    "metavar-last": "N",
    "rehearse": """Rehearse by itself: play the whole meeting with the real hub and one real client for every point.

A directory that is not prepared is prepared; where it is a session, no agenda need be named. Every rehearsal has a log of its own, \
the meeting's log is not touched. One script number gives the same course and the same digest every time.

$ bridge-server rehearse agenda.json --session hop
$ bridge-server rehearse --session hop --seed 7
$ bridge-server rehearse --session hop --pace 60
$ bridge-server rehearse --session hop --json""",
    "option-rehearsed-session": "The session directory; prepared where it is not there.",
    "option-rehearsed-agenda": "The agenda file; the session's own if not given, or agenda.json where there is no session yet.",
    "option-seed": "The number of the script: who is late, whose line breaks, who speaks; 1 if not given.",
    "option-pace": "How many times faster than real time (1: real time); as fast as it goes if not given.",
    "metavar-rehearsed-session": "DIR",
    "metavar-rehearsed-agenda": "FILE",
    "metavar-seed": "NUMBER",
    "metavar-pace": "TIMES",
    "demo": """Demonstrate: a hub with an invented operator at every point, to try being the host, or to watch.

The points check in, ask for the floor and answer when they are called, all by what the host does. With --autopilot the meeting \
plays itself from beginning to end; whoever steps in stops the script and has the meeting. One line of JSON tells address and codes \
once it serves. End it with Ctrl+C. People mostly use bridge-console demo.

$ bridge-server demo
$ bridge-server demo agenda.json --session hop
$ bridge-server demo --autopilot --pace 30""",
    "option-shown-agenda": "The agenda file; if not given agenda.json, or the own one of the session named by --session.",
    "option-shown-session": "The session directory, in which the log is kept; prepared where it is not there. If not given a temporary one, removed at the end.",
    "option-shown-pace": "How many times faster than real time; 1 if not given, 10 with --autopilot.",
    "option-autopilot": "Let it play itself: host and secretary are of the script too.",
    "option-shown-port": "The hub's port on this machine; one that is free if not given.",
    "option-until-stdin-closes": "End when standard input is closed, that is when the program that started this one ends.",
    "option-only-json": "Print the line of JSON only, and do not tell each phase.",
    "metavar-shown-agenda": "FILE",
    "metavar-shown-session": "DIR",
    "metavar-shown-pace": "TIMES",
    "metavar-shown-port": "NUMBER",
}
