"""Say that a part of a workbook isn't written in the plain way that is understood here."""


class NotPlainError(Exception):
    """Ask for the slower reader, which knows all ways to write a workbook."""
