"""What the hub says of itself: its own refusals, and the state of its disk."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "full": "Not kept: the hub's disk is full. This was not saved; please send it again in a few minutes.",
    "frozen": "Not confirmed: the hub's disk failed, and the hub takes nothing more. Please tell the technician.",
    "stopping": "The hub is stopping or restarting; this was not kept, please send it again in a few seconds.",
    "revoked": "This code was revoked just now, so this was not kept; please ask the host for the new code.",
    "internal": "Not kept because of a defect in the program; nothing else is affected. Please tell the technician.",
    "disk-full": "The hub's disk is full: everything can be seen, nothing is kept for now. The hub goes on by itself once there is room.",
    "disk-frozen": "The hub's disk failed: everything can be seen, nothing more is kept. Please tell the technician at once.",
    "disk-open": "The hub keeps everything again.",
}
