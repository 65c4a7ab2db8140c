"""What a demonstration says."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "serving": "DEMONSTRATION: {points} invented points, hub at {url}; the host's code is {code}, the secretary's {secretary}. End it: Ctrl+C.",
    "let-go": "The script ends here, the host has the meeting from now on; the points go on. {why}",
    "no-longer-so": "The meeting is no longer as the script wrote it.",
    "ended": "The demonstration is over.",
    "not-in-order": "The demonstration ended, but its log was not closed in order; please check the disk that holds {directory}.",
    "few-files": "A demonstration needs {needed} connections and files at once, the system allows {allowed}; please raise the limit (ulimit -n).",
    "bad-pace": "Pace {pace} cannot be used: give a number above 0, for instance 1 (real time) or 10.",
}
