"""The pieces of which screens are made: they get values, and post messages."""
