"""One rule per command, each in one place. A rule reads the meeting and yields events, or raises `Refused`."""
