"""Words of forms, searches and confirmations."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "spoken-once": "has spoken",
    "spoken": "has spoken {count} times",
    # keys
    "key-space": "Space",
    # searching
    "search-hint": "Type a few letters, with accents or without",
    "one-found": "1 found",
    "found": "{count} found",
    "all-shown": "{count} rows, type to search",
    "first-shown": "first {count} rows, type to search",
    "no-match": "No match: {query}. Please delete some letters.",
    "nothing-to-list": "Type a few letters to search.",
    "nothing-to-choose": "There is no row to choose. Please type again.",
    "finder-keys": "↑ ↓ select · Enter take · Esc leave",
    # fields
    "needed": "This must not be empty.",
    "too-long": "Longer than {limit} characters, by {over}.",
    "not-a-number": "A whole number is needed here.",
    "out-of-range": "A number from {least} to {most} is needed.",
    "bad-moment": "This time is not understood. Type it like 09:12, 9h12 or 31/5/2024 09:12.",
    "understood": "{clock} on {date}",
    "not-picked": "Please choose a row of the list.",
    "picked": "Chosen: {name}",
    "yes": "Yes",
    "no": "No",
    "take-by-number": "Alt+number: take a text · ↓ into the list",
    "ready": "Enter takes this",
    "ready-prose": "F10 takes this",
    "defect": "This form failed, so nothing was sent; what was typed is still here. The meeting is not affected.",
    "defect-search": "The search failed; the meeting is not affected.",
    "restored": "What was typed last time has been kept.",
    "leave-again": "Press Esc again to leave; what was typed is kept for next time.",
    "leave": "Leave (Esc)",
    "keys-next": "Enter next field · Tab change field · F10 done · Esc leave",
    "keys-submit": "Enter done · Tab change field · Esc leave",
    "keys-only": "Enter done · Esc leave",
    "keys-prose": "Enter new line · Tab change field · F10 done · Esc leave",
    # confirming
    "cancel": "No (Esc)",
    "type-word": "Type {word} and press Enter to confirm (accents do not matter).",
    "wrong-word": "This is not the word {word}, so nothing was done.",
    "confirm-keys": "Tab or ← → choose · Enter do · Esc do nothing",
    "confirm-keys-space": "Tab or ← → choose · Space do · Esc do nothing",
    "confirm-word-keys": "Enter confirm · Esc do nothing",
    # help
    "help-title": "Keys and actions",
    "help-hint": "Type to filter, with accents or without",
    "help-none": "No action matches: {query}",
    "help-not-now": "not now: {reason}",
    "help-keys": "↑ ↓ PgUp PgDn scroll · Esc leave",
}
