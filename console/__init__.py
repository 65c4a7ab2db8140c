"""The terminal of the main hall."""
