"""Catching up: ways to shorten the programme."""

from typing import Final

WORDS: Final = {
    "minutes": "Minutes to recover",
    "about": "{pace}. Nothing changes before one of the options is chosen.",
    "submit": "Show options",
    "reason": "to recover {duration}",
    "title": "Recover {duration}: choose an option",
    # options
    "spread": "Shorten the contributions to come and the discussion evenly",
    "spread-slots": "Shorten the contributions to come evenly",
    "breaks": "Shorten the break",
    "breaks-discussion": "Shorten the break, then the discussion",
    "discussion": "Shorten the discussion",
    "out-one": "Take one item out",
    "out": "Take {count} items out",
    "together": "Everything together",
    "end": "ends at {after} instead of {before}",
    "start": "item {no} starts at {after} instead of {before}",
    "gains": "{end}, recovers {duration}",
    "gains-less": "{end}, recovers only {duration}",
    "slot": "contribution of {name}",
    "slots": "{count} contributions to come, each",
    "from-to": "{before} to {after}",
    "taken-out": "taken out (is {before})",
    "most": "{asked} cannot be recovered; the most is {most} (option {number}).",
    "keys": "↑ ↓ choose · Enter do it · Esc leave the programme as it is",
    # impossible
    "nothing": "There is nothing left to shorten. The break's minimum, the leaders' time and time already used are kept.",
    "why-item": "The end is not known: item {no} has no planned minutes.",
    "why-end": "The end is not known; try again once it is known when the meeting resumes.",
    "anew": "The programme has just changed: the options were worked out anew, nothing was done.",
    "none-left": "The programme has just changed and no option is left; nothing was done.",
    # outcome
    "done": "{sentence} To undo: press {press} {count} times.",
    "done-one": "{sentence} Press {press} to undo.",
    "stopped": "Stopped after {done} of {count} changes. {why} What was done stays; to take it back press {press} {done} times.",
    "stopped-first": "Nothing was changed. {why}",
    "other-log": "The hub has just gone over to another log.",
    "moved": "{name} has just been changed.",
    "unsure": "The hub did not answer the next change; see the event log ({press}).",
    # command line
    "row": "{name}: {times}",
    "number": "Option {number}. {name}: {gains}.",
    "no-such": "There is no option {number}; there are {count}.",
    "applied": "{count} changes made: {end}.",
    "undo": "To undo, send these commands one after another with bridge-server send.",
    "stopped-plain": "Stopped after {done} of {count} changes; what was done stays.",
    "only-host": "Only the host's code can shorten the programme; this code is the {role}'s.",
}
