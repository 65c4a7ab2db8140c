"""One fold per event: what each does to the meeting. A fold never refuses; a logged event has happened."""
