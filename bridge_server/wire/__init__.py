"""Bytes to meeting values and back: text, files, commands, records, frames, schemas. Opens nothing."""
