"""The hub of a meeting day: the meeting itself, its files, its log and the command line over them."""
