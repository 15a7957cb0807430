"""Exit codes of the command."""

VALID, INVALID, USAGE, UNREADABLE = range(4)
