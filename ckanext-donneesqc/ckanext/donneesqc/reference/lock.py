"""Let one process at a time write the register of a set."""

from contextlib import AbstractContextManager

from ckanext.donneesqc.locks import advisory_lock

SPACE, PATIENCE = 7_201_300, 60.0  # seconds


def set_lock(name: str) -> AbstractContextManager[bool]:
    """Hold the lock of a set; give whether it was free in time."""
    return advisory_lock(SPACE, name, PATIENCE)
