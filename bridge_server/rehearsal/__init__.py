"""A rehearsal: the whole meeting played by one real client for every point."""
