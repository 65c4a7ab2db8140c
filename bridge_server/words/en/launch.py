"""Words of starting the console."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "help": """Usage: bridge-console [host] [AGENDA|DIR]
       bridge-console attach ADDRESS [--code CODE]
       bridge-console demo [AGENDA]
       bridge-console replay DIR|LOG [--at MOMENT] [--follow]

The host's screen of an online meeting. Closing it does not stop the meeting: the hub goes on.

Commands:
  host     open a session on this machine, and start its hub where none runs. Without a name: the session or agenda.json here.
  attach   come to a hub elsewhere, with the host's or the secretary's code.
  demo     a demonstration: a meeting with all its points simulated; it ends with the screen.
  replay   play back what happened in a meeting, from its log; no hub is needed.

Options of all:
  --lang vi|en            language (BRIDGE_LANG does it too)
  --theme NAME            colours: diem-cau, diem-cau-light, high-contrast, or one of Textual's themes
  --glyphs unicode|ascii  marks; ascii where the font lacks some
  --no-mouse              leave the mouse alone
  --read-only             look only, send no command
  --config FILE           configuration file; none: use no file (BRIDGE_CONSOLE_CONFIG does it too)
  --keys                  print the key map as a configuration file to edit
  --doctor                show what this terminal can show
  -h, --help              show this help; bridge-console COMMAND --help: the options of one command

Where host has to start the hub:
  --rehearsal             a rehearsal: the same codes, a log of its own
  --port NUMBER           the hub's port
  --public-url URL        the address that points open
  --host ADDRESS          where the hub listens; this machine only if not given
  --cert FILE, --key FILE TLS certificate and key
  --insecure-lan          open to a private network that you trust, without TLS

  $ bridge-console
  $ bridge-console sessions/2024-05-31 --rehearsal
  $ bridge-console demo --autopilot""",
    "help-attach": """Usage: bridge-console attach ADDRESS [--code CODE]
       bridge-console attach ADDRESS --screen [--view hall|chair] [--code CODE]

Come to a hub that runs, with the host's or the secretary's code. Address and code that are not given come from BRIDGE_URL and
BRIDGE_CODE; a code that is nowhere is asked for, and not shown while it is typed.

  --code CODE    the code to come in with
  --screen       a screen to be projected, which only shows; with a screen's code (the host's and the secretary's work too)
  --view hall    for the hall: item, speaker, a large clock, who is next (the default)
  --view chair   for the chair: also the next three, the short-list, the roll, lateness; not to be projected to the hall

On a wall, enlarge the letters of the terminal until about 80 columns × 24 lines are left. F7 changes the colours, q leaves.

  $ bridge-console attach https://meet.example.vn
  $ bridge-console attach "https://meet.example.vn/#CODE"
  $ bridge-console attach https://meet.example.vn --screen

Options of all commands: bridge-console --help""",
    "help-demo": """Usage: bridge-console demo [AGENDA]

Demonstrate a meeting with all its points simulated on this machine. It ends with the screen.

  --autopilot     host and secretary are played too: just look on
  --pace NUMBER   how many times as fast as real time
  --seed NUMBER   another course of events; the same number, the same course
  --session DIR   keep the demonstration's log there; without it nothing is kept
  --port NUMBER   the hub's port

  $ bridge-console demo
  $ bridge-console demo --autopilot --pace 20

Options of all commands: bridge-console --help""",
    "help-replay": """Usage: bridge-console replay DIR|LOG [--at MOMENT] [--follow]

Play back a meeting from its log: a session directory, a rehearsal's in it (rehearsal-1), or a .jsonl file. No hub is needed, and
nothing is changed. The amber bar at the top says that this is not a meeting that is taking place.

  --at MOMENT   open it there: a time (09:12), a date and a time (2024-05-31 09:12), or a record (#45)
  --follow      the log is still being written: open it at its end, and go on with what is written

Keys: space plays, pauses; ← → 10 seconds (Shift: 1 minute); , . record by record; + - speed; 0–9 tenths of the log;
g go to a moment; n N items; t T speakers; / search; s skip idle time; Home, End; w where we are.

  $ bridge-console replay sessions/2024-05-31 --at 09:12
  $ bridge-console replay sessions/2024-05-31/rehearsal-1

Options of all commands: bridge-console --help""",
    "see-help": "See: bridge-console --help",
    "no-option": "There is no option {option}.",
    "no-option-near": "There is no option {option}. Did you mean {near}?",
    "no-value": "The option {option} takes no value.",
    "needs-value": "The option {option} needs a value.",
    "not-here": "The option {option} does not go with {command}, only with {owners}.",
    "view-needs-screen": "The option --view goes with --screen only.",
    "too-many": "“{word}” is too much: one session is opened at a time.",
    "bad-choice": "“{value}” cannot be used for {option}; choose one of: {choices}.",
    "bad-whole": "“{value}” cannot be used for {option}; give a whole number from 0 to {most}.",
    "bad-number": "“{value}” cannot be used for {option}; give a number above 0.",
    "no-terminal-host": "The host's screen needs a terminal. To run the hub only: bridge-server serve DIR; for text: bridge-server show DIR.",
    "no-terminal-attach": "The host's screen needs a terminal. To follow as text: bridge-server watch --url ADDRESS.",
    "no-terminal-demo": "The host's screen needs a terminal. For the demonstration's hub alone: bridge-server demo.",
    "no-terminal-replay": "A replay needs a terminal. As text: bridge-server show DIR --at MOMENT; every sentence: bridge-server log DIR.",
    "replay-what": "There is no log here. Name a session directory or a log: bridge-console replay DIR.",
    "replay-rehearsal": "{directory} has only the log of a rehearsal. To play that back: bridge-console replay {rehearsal}",
    "replay-rehearsals": "{directory} has only the logs of {count} rehearsals. To play back the last: bridge-console replay {rehearsal}",
    "replay-reading": "Reading the log {path}…",
    "replay-read": "Reading the log {path}… {count} records",
    "nothing-here": "Here ({directory}) is no session and no agenda.json. Please name an agenda or a session directory: bridge-console AGENDA.",
    "nothing-there": "{directory} is no session directory, and has no agenda.json. Please check the path.",
    "session-made": "Prepared a session in {directory}: {points} points.",
    "session-there": "Opening the session prepared in {directory} ({points} points).",
    "other-agenda": "{directory} was prepared with another agenda than {agenda} is now. To open that session: bridge-console {directory}. To prepare another: bridge-server prepare {agenda} --session NEW_DIR.",
    "looking": "Looking for the hub of {directory}…",
    "starting": "Starting the hub of {directory}…",
    "started": "The hub serves: {url}",
    "attached": "The hub was running already: {url}",
    "attaching": "Connecting to {url}…",
    "options-ignored": "The hub of {directory} was running already; options about the hub have no effect this time. To change them: bridge-server stop {directory}, then open again.",
    "meeting-runs": "The hub of {directory} serves the meeting itself, not a rehearsal. To rehearse: bridge-server stop {directory}, then open again with --rehearsal.",
    "no-answer": "A program holds {directory}, but has not answered for {seconds} seconds. Please try again in a few minutes, or look into {out}.",
    "slow": "The hub of {directory} is not ready after {seconds} seconds; it is still starting. Please open again in a few minutes; what it says is in {out}.",
    "ended": "The hub could not run (exit code {code}). See {out}.",
    "goes-on": "The screen is closed. The meeting goes on: {url}\nOpen the screen again: bridge-console {directory}\nStop the hub: bridge-server stop {directory}",
    "stands": "The screen is closed. The hub does not run any more; the log stays in {directory}\nOpen again: bridge-console {directory}",
    "ask-code": "Code (not shown while you type): ",
    "no-such-agenda": "There is no file {path}. Please check the path.",
    "demo-no-agenda": "A demonstration needs an agenda, and there is no {path} here. Please name one: bridge-console demo AGENDA.",
    "demo-starting": "Inviting the simulated points…",
    "demo-serves": "The demonstration is ready: {points} points, {url}",
    "demo-cannot": "The demonstration cannot be run: {reason}.",
    "demo-slow": "The demonstration was not ready after {seconds} seconds and was stopped. Please try again.",
    "demo-ended": "The demonstration's hub has ended (exit code {code}).",
    "demo-unread": "What the demonstration's hub says is not understood. There may be two versions of the program.",
    "demo-over": "The demonstration is over.",
    "setting-faults": "Configuration file {path}: faults to correct: {count}.",
    "setting-way-out": "Correct the file, or open without one: bridge-console --config none",
    "setting-line": "line {line}:",
    "setting-near": "Did you mean “{near}”?",
    "setting-syntax": "this is not TOML (column {column}).",
    "setting-no-file": "there is no such file.",
    "setting-unread": "cannot be read: {reason}.",
    "setting-not-utf8": "is not UTF-8 text.",
    "setting-unknown": "there is no setting “{key}”; there are: {known}.",
    "setting-not-one-of": "{key} cannot be “{value}”; choose one of: {choices}.",
    "setting-no-theme": "there is no theme “{value}”; there are: {known}.",
    "setting-not-bool": "{key} must be true or false, not “{value}”.",
    "setting-not-table": "{key} must be a table: a line [keys], then a line for each action.",
    "setting-no-action": "there is no action “{key}”. For the names of all: bridge-console --keys.",
    "setting-not-keys": 'the keys of {key} must be text like "enter" or "f2,m", not “{value}”.',
    "setting-no-key": "there is no key “{value}” (at {key}).",
    "setting-reserved": "the key {value} always leaves the screen, and cannot be given to {key}.",
    "setting-clash": "the key {value} is given to both {other} and {key}.",
    "keys-head": """The key map of the host's screen. Copy the lines that you want to change to:
{path}
Each line: an action's name = its keys, with commas between them.
Ctrl+Q always leaves the screen; the meeting goes on.""",
    "keys-floor": "On the main screen",
    "keys-writing": "On the list of conclusions and notes",
    "keys-board": "On the roll-call board",
    "keys-replay": "While playing back",
    "keys-app": "Everywhere",
    "doctor-letters": "Vietnamese letters. A box or a question mark means that the font lacks the letter; JetBrains Mono and Noto Sans Mono have all:",
    "doctor-marks": "Marks: the first column is the unicode set, the second the ascii set (--glyphs ascii where the first has gaps or is ragged):",
    "doctor-item": "items: done, running, interrupted, skipped, coming",
    "doctor-turn": "turns: speaking, standby, ready, not ready, held, passed, urgent, short-listed",
    "doctor-call": "calls: called, promised, no answer",
    "doctor-roll": "roll-call: present, absent, absent with leave, not reported, late, left early",
    "doctor-line": "page's line: connected, lost, unknown",
    "doctor-av": "sound and picture: good, fault, unknown",
    "doctor-bar": "bars",
    "doctor-block": "big figures",
    "doctor-terminal": "Terminal:",
    "doctor-size": "{columns} columns × {lines} lines",
    "doctor-small": "{columns} columns × {lines} lines: small; 80 × 24 is the least, 120 × 40 is comfortable",
    "doctor-no-terminal": "not a terminal (writing to a file or a program)",
    "doctor-encoding": "encoding: {encoding}",
    "doctor-colours": "these colours must flow, without steps:",
    "doctor-files": "Files:",
    "doctor-config": "configuration: {path}",
    "doctor-config-none": "configuration: no file in use (by default: {path})",
    "doctor-log": "log of the screen's faults: {path}",
    "doctor-no-log": "log of the screen's faults: no folder can be made for it",
    "doctor-versions": "versions: {versions}",
}
