"""The screens, each shaped by what it is for."""
