"""What speaks to a hub: the operators' shell commands, a rehearsal, and whatever else is a client in Python. Knows no secret."""
