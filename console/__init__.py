"""The terminal of the main hall: one live meeting on a screen, and every action of its host."""
