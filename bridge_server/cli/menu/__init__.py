"""The commands of `bridge-server` by what they are about: their arguments and help; the work is done in `cli`."""
